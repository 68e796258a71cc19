"""The Density page: verdicts, what is said of them, and journals that hold little."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.profile import MenopauseKind, Profile
from bonejournal.domain.record import new_id
from bonejournal.domain.step import deleting
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.table import TableView
from tests.ui.density_shown import choose, helen, is_drawn, opened, page, scans, sentence, texts, view
from tests.ui.shells import click, here, key, press, settle, until, went


def profile() -> Profile:
    return next(record for record in helen() if isinstance(record, Profile))


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).scans is not None and is_drawn(made))
        yield made


def table(shell: Shell) -> list[tuple[str, ...]]:
    chosen = page(shell).scans
    assert chosen is not None
    model = chosen.model()
    rows = (model.row(place) for place in range(model.rowCount()))
    return [tuple(cell.text for cell in row.cells) for row in rows]


def test_the_spine_comes_first_with_its_real_gain(shell: Shell) -> None:
    assert sentence(shell).startswith("Your spine gained 0.054 g/cm² (7.0\u2009%)")
    assert view(shell).accessibleName() == sentence(shell)
    assert "4 points" in view(shell).accessibleDescription()
    rows = table(shell)
    assert [row[0] for row in rows] == ["13 Oct 2026", "9 Oct 2024", "6 Oct 2022", "14 Sep 2020"]
    assert [row[-1] for row in rows] == [
        "+7.0\u2009%, real gain",
        "Not comparable: other scanner",
        "−5.7\u2009%, real loss",
        "First scan",
    ]


def test_a_click_on_a_verdict_shows_its_site_everywhere(shell: Shell) -> None:
    since = page(shell).since
    assert since is not None
    assert [row.chosen() for row in since.rows] == [True, False, False]
    click(since.rows[1])
    settle(shell)
    assert [row.chosen() for row in since.rows] == [False, True, False]
    assert "within this clinic’s measurement noise" in sentence(shell)
    switch = page(shell).sites
    assert switch is not None
    assert switch.chosen() == "total_hip"
    assert table(shell)[0][-1] == "+2.6\u2009%, within noise"


def test_enter_chooses_a_verdict_too(shell: Shell) -> None:
    since = page(shell).since
    assert since is not None
    since.rows[2].setFocus()
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert sentence(shell).startswith("Your left femoral neck changed by")


def test_where_the_ranges_come_from(shell: Shell) -> None:
    link = page(shell).findChild(QPushButton, "score-sources")
    assert isinstance(link, QPushButton)
    click(link)
    shown = shell.window.findChild(Popover)
    assert isinstance(shown, Popover)
    assert any("three ranges of the T-score" in text for text in texts(shown))
    press(shown, "All documents and references")
    until(lambda: here(shell) == "sources")


def test_what_is_chosen_survives_larger_text_and_is_written_nowhere(shell: Shell, tmp_path: Path) -> None:
    choose(shell, "sites", "total_hip")
    choose(shell, "measures", "score")
    theme.set_scale(1.5)
    settle(shell)
    until(lambda: page(shell).chart is not None and page(shell).scans is not None)
    assert sentence(shell).startswith("T-score −1.4 (left total hip")
    kept = (tmp_path / "window.ini").read_text()
    assert not any(word in kept for word in ("hip", "score", "bmd", "spine"))


def test_undo_brings_the_page_back(shell: Shell) -> None:
    shell.desk.apply(deleting(scans()))
    until(lambda: page(shell).chart is None)
    assert "No scan yet" in texts(page(shell))
    shell.undo()
    until(lambda: page(shell).scans is not None)
    assert len(table(shell)) == 4


def test_an_empty_journal_offers_the_first_report(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, []) as shell:
        assert "Have the printed report beside you; three numbers are enough." in texts(page(shell))
        button = page(shell).findChild(QPushButton, "record-first")
        assert isinstance(button, QPushButton)
        noted = went(shell)
        click(button)
        assert noted == [("dxa-form", "new")]


def test_one_scan_says_so(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, [profile(), scans()[-1]]) as shell:
        until(lambda: page(shell).scans is not None)
        assert sentence(shell) == "One scan so far. A second on the same scanner makes a comparison possible."
        assert "Your first scan" in texts(page(shell))


def test_before_menopause_z_scores_are_read(qapp: QApplication, tmp_path: Path) -> None:
    young = replace(
        profile(), menopause_date=None, menopause_kind=MenopauseKind.NOT_YET, birth_date=dt.date(1979, 5, 3)
    )
    with opened(qapp, tmp_path, [young, *scans()]) as shell:
        until(lambda: page(shell).scans is not None)
        shown = texts(page(shell))
        assert "Lowest Z-score" in shown
        assert "−1.2" in shown
        assert not any("osteoporosis" in text for text in shown)
        choose(shell, "measures", "score")
        assert sentence(shell).startswith("Z-score −1.2 (spine, Oct 2026).")


def test_without_a_profile_a_score_stands_in_no_range(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, scans()) as shell:
        until(lambda: page(shell).scans is not None)
        assert not any("the range the WHO calls" in text for text in texts(page(shell)))
        link = page(shell).findChild(QPushButton, "score-profile")
        assert isinstance(link, QPushButton)
        click(link)
        until(lambda: here(shell) == "profile-form")


def test_small_steps_that_add_up_are_said(qapp: QApplication, tmp_path: Path) -> None:
    last = scans()[-1]
    slow = [
        replace(
            last,
            id=new_id(),
            date=dt.date(year, 10, 13),
            sites=(replace(last.sites[0], bmd_g_cm2=round(0.9 - 0.01 * (year - 2020), 3)),),
        )
        for year in range(2020, 2027)
    ]
    with opened(qapp, tmp_path, [profile(), *slow]) as shell:
        until(lambda: page(shell).scans is not None)
        assert sentence(shell).startswith("Your spine changed by −0.010 g/cm²")
        assert "Your spine lost 0.060 g/cm²" in sentence(shell)
        assert "Since Oct 2020: −6.7\u2009%, real loss" in texts(page(shell))


def test_sides_have_a_switch_of_their_own(qapp: QApplication, tmp_path: Path) -> None:
    last = scans()[-1]
    right = [replace(row, side=Side.RIGHT, bmd_g_cm2=0.801) for row in last.sites if row.site is Site.TOTAL_HIP]
    with opened(qapp, tmp_path, [profile(), replace(last, sites=(*last.sites, *right))]) as shell:
        until(lambda: page(shell).scans is not None)
        sides = page(shell).sides["total_hip"]
        assert not sides.isVisible()
        choose(shell, "sites", "total_hip")
        assert sides.isVisible()
        click(sides.button("right"))
        settle(shell)
        assert page(shell).chosen_place() == (Site.TOTAL_HIP, Side.RIGHT)
        assert "0.801" in table(shell)[0]


def test_regions_that_are_never_compared_are_listed(qapp: QApplication, tmp_path: Path) -> None:
    row = SiteResult(site=Site.TROCHANTER, side=Side.LEFT, bmd_g_cm2=0.5)
    with opened(qapp, tmp_path, [DxaScan(date=dt.date(2026, 1, 2), sites=(row,))]) as shell:
        assert page(shell).chart is None
        shown = page(shell).findChild(TableView)
        assert isinstance(shown, TableView)
        assert [cell.text for cell in shown.model().row(0).cells] == ["2 Jan 2026", "Trochanter, left", "0.500"]


@pytest.mark.parametrize("size", [(1360, 826), (1280, 800), (1024, 700)])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_nothing_is_wider_than_the_window(shell: Shell, size: tuple[int, int], scale: float) -> None:
    shell.window.resize(*size)
    theme.set_mode(Mode.DARK if scale == 1.25 else Mode.LIGHT)
    theme.set_scale(scale)
    settle(shell)
    until(lambda: page(shell).scans is not None)
    for _ in range(2):
        settle(shell)
        area = shell.window.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0
        for one in page(shell).findChildren(QLabel):
            assert one.isHidden() or one.wordWrap() or one.width() >= one.sizeHint().width(), one.text()
        page(shell).chart.toggle()  # type: ignore[union-attr]
