"""The Bone density page by clicks and keys: sites, scores, table, reading of points, export, and what it says when."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.profile import MenopauseKind, Profile
from bonejournal.domain.record import Record, new_id
from bonejournal.domain.step import deleting
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.chart_view import ChartView
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.table import TableView
from tests.ui.few import sample
from tests.ui.shells import filled_shell, here, key, pause, press, said, sample_records, settle, until


def helen(*, without: type[Record] | None = None) -> list[Record]:
    found = [change.after for change in sample().step.changes if change.after is not None]
    return [record for record in found if without is None or not isinstance(record, without)]


def scans() -> list[DxaScan]:
    return [record for record in helen() if isinstance(record, DxaScan)]


def profile() -> Profile:
    return next(record for record in helen() if isinstance(record, Profile))


def opened(app: QApplication, folder: Path, records: Sequence[Record]) -> AbstractContextManager[Shell]:
    return filled_shell(app, folder, records, "density")


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).scans is not None and is_drawn(made))
        yield made


def is_drawn(shell: Shell) -> bool:
    """Whether the picture is there at the size of its place, and not an earlier one stretched."""
    image = view(shell).image()
    return image is not None and image.size() / image.devicePixelRatio() == view(shell).size()


def page(shell: Shell) -> DensityPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, DensityPage)
    return shown


def view(shell: Shell) -> ChartView:
    chart = page(shell).chart
    assert chart is not None
    return chart.view


def sentence(shell: Shell) -> str:
    chart = page(shell).chart
    assert chart is not None
    return chart.sentence.text()


def went(shell: Shell) -> list[tuple[str, str]]:
    """From now on nothing is opened, and it is noted what would have been."""
    noted: list[tuple[str, str]] = []
    shell.window.go = lambda key, what="": noted.append((key, what))  # type: ignore[method-assign]
    return noted


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    pause()


def choose(shell: Shell, switch: str, choice: str) -> None:
    held = getattr(page(shell), switch)
    click(held.button(choice))
    settle(shell)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


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


def test_scores_are_shown_in_the_ranges_of_the_who(shell: Shell) -> None:
    bands = page(shell).bands
    assert bands is not None
    assert not bands.isVisible()
    choose(shell, "measures", "score")
    assert sentence(shell) == "T-score −2.0 (spine, Oct 2026), in the range the WHO calls low bone mass."
    assert bands.isVisible()
    with_bands = view(shell).image()
    click(bands)
    settle(shell)
    assert view(shell).image() != with_bands
    choose(shell, "sites", "all")
    assert sentence(shell).startswith("Since the last comparable scan: spine +7.0\u2009%, real gain;")
    measures = page(shell).measures
    assert measures is not None
    assert not measures.isVisible()


def test_t_changes_between_picture_and_table(shell: Shell) -> None:
    chart = page(shell).chart
    assert chart is not None
    view(shell).setFocus()
    key(shell, Qt.Key.Key_T)
    assert chart.table_is_shown()
    assert chart.table.hasFocus()
    heads = [column.title for column in chart.table.model().columns]
    assert heads == ["Scan", "Area cm²", "BMC g", "BMD g/cm²", "T", "Z", "TBS", "LSC g/cm²", "Scanner", "Software"]
    assert [cell.text for cell in chart.table.model().row(0).cells][1:8] == [
        "61.84", "51.08", "0.826", "−2.0", "−1.2", "1.268", "0.027",
    ]  # fmt: skip
    key(shell, Qt.Key.Key_T)
    assert not chart.table_is_shown()
    assert view(shell).hasFocus()


def test_arrows_read_points_and_enter_opens_the_scan(shell: Shell) -> None:
    view(shell).setFocus()
    key(shell, Qt.Key.Key_End)
    point = view(shell).point()
    assert point is not None
    assert point.spoken.startswith("13 October 2026; Spine L1–L4 0.826 g/cm²; T-score −2.0")
    key(shell, Qt.Key.Key_Left)
    point = view(shell).point()
    assert point is not None
    assert "9 October 2024" in point.text
    noted = went(shell)
    key(shell, Qt.Key.Key_Return)
    assert noted == [("dxa-form", point.record_id)]


def test_the_mouse_reads_and_opens_a_point(shell: Shell) -> None:
    view(shell).setFocus()
    key(shell, Qt.Key.Key_Home)
    first = view(shell).point()
    assert first is not None
    key(shell, Qt.Key.Key_Escape)
    spot = QPoint(round(first.x), round(first.y))
    QTest.mouseMove(view(shell), spot)
    pause()
    assert view(shell).point() == first
    noted = went(shell)
    QTest.mouseClick(view(shell), Qt.MouseButton.LeftButton, pos=spot)
    assert noted == [("dxa-form", first.record_id)]


def test_a_row_opens_its_scan_by_key_and_double_click(shell: Shell) -> None:
    rows = page(shell).scans
    assert rows is not None
    rows.setFocus()
    pause()
    key(shell, Qt.Key.Key_Down)
    noted = went(shell)
    key(shell, Qt.Key.Key_Return)
    second = next(scan.id for scan in scans() if scan.date == dt.date(2024, 10, 9))
    assert noted == [("dxa-form", second)]
    row = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=row)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert noted[1] == ("dxa-form", scans()[-1].id)


def test_pictures_and_table_are_saved_whole_and_private(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = page(shell).chart
    assert chart is not None
    monkeypatch.setattr(chart.export, "ask_path", lambda form: tmp_path / f"out.{form}")
    for place, name in enumerate(("out.png", "out.svg", "", "", "out.csv")):
        if name:
            chart.export.menu().actions()[place].trigger()
            settle(shell)
            assert said(shell) == f"Saved as {name}."
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    image = QImage(str(tmp_path / "out.png"))
    assert image.width() >= 2 * 620
    assert image.pixelColor(2, image.height() - 2).name() == "#ffffff"
    assert "<svg" in (tmp_path / "out.svg").read_text()
    rows = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0][:3] == ["Scan", "Measured", "Area cm²"]
    assert rows[1][:7] == ["2026-10-13", "Spine L1–L4", "61.84", "51.08", "0.826", "-2.0", "-1.2"]
    assert [one.name for one in tmp_path.iterdir() if ".part" in one.name] == []


def test_a_place_that_cannot_be_written_is_said(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = page(shell).chart
    assert chart is not None
    monkeypatch.setattr(chart.export, "ask_path", lambda form: tmp_path / "nowhere" / f"out.{form}")
    chart.export.menu().actions()[0].trigger()
    settle(shell)
    assert said(shell).startswith("out.png could not be written")


def test_picture_and_table_are_copied(shell: Shell) -> None:
    chart = page(shell).chart
    assert chart is not None
    actions = [action for action in chart.export.menu().actions() if not action.isSeparator()]
    actions[2].trigger()
    settle(shell)
    assert QGuiApplication.clipboard().image().width() >= 2 * 620
    actions[4].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[0] == "2026-10-13"


def test_the_old_picture_stays_until_the_new_one_comes(shell: Shell) -> None:
    before = view(shell).image()
    assert before is not None
    click(page(shell).sites.button("total_hip"))  # type: ignore[union-attr]
    assert view(shell).image() is not None
    settle(shell)
    assert view(shell).image() != before


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


def more(shell: Shell) -> str:
    card = page(shell).more
    assert card is not None
    return card.sentence.text()


def test_by_a_switch_the_change_in_a_year_published_ranges_and_tbs(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, sample_records()) as shell:
        until(lambda: page(shell).more is not None)
        assert more(shell).startswith("Between the last two comparable scans: spine +3.5\u2009% a year")
        card = page(shell).more
        assert card is not None
        click(card.which.button("response"))
        assert "A bone medicine is on record; the published range is +3\u2009% to +7\u2009% in the first year." in more(
            shell
        )
        assert "no forecast" in more(shell)
        click(card.which.button("structure"))
        assert more(shell).startswith("TBS 1.268 on 13 October 2026, as the report prints it.")
        settle(shell)
        assert card.view.image() is not None
        assert "1 point" in card.view.accessibleDescription()
        card.toggle()
        model = card.table.model()
        assert [cell.text for cell in model.row(0).cells][:3] == ["13 Oct 2026", "TBS", "1.268"]


def test_medicines_and_fractures_are_read_and_opened_from_the_picture(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, sample_records()) as shell:
        until(lambda: page(shell).more is not None and is_drawn(shell))
        until(lambda: "6 points" in view(shell).accessibleDescription())
        noted = went(shell)
        view(shell).setFocus()
        key(shell, Qt.Key.Key_Home)
        assert "wrist" in view(shell).accessibleDescription()
        key(shell, Qt.Key.Key_Return)
        until(lambda: bool(noted))
        assert noted[0][0] == "fractures-form"


def test_the_documents_figures_of_loss_are_drawn_when_asked_for(shell: Shell) -> None:
    losses = page(shell).losses
    assert losses is not None
    assert losses.isVisible()
    before = view(shell).image()
    click(losses)
    settle(shell)
    until(lambda: view(shell).image() is not before)
    choose(shell, "measures", "score")
    assert not losses.isVisible()


def test_without_the_last_period_it_is_said_why_no_usual_loss_is_shown(qapp: QApplication, tmp_path: Path) -> None:
    records = [replace(item, menopause_date=None) if isinstance(item, Profile) else item for item in helen()]
    with opened(qapp, tmp_path, records) as shell:
        until(lambda: page(shell).no_loss is not None)
        settle(shell)
        assert "With the date of your last period, the usual range of loss can be shown." in texts(page(shell))
        losses = page(shell).losses
        assert losses is not None
        assert not losses.isVisible()


def test_approximate_values_are_offered_where_makes_differ_and_for_bmd_alone(shell: Shell) -> None:
    common = page(shell).common
    assert common is not None
    assert common.isVisible()
    before = view(shell).image()
    click(common)
    until(lambda: view(shell).image() is not before)
    assert sentence(shell).startswith("Your spine gained")
    choose(shell, "measures", "score")
    assert not common.isVisible()
