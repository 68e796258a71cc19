"""The pictures of the Density page: read by mouse and keys, opened, saved, and what is drawn when asked for."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.profile import Profile
from bonejournal.ui.shell import Shell
from tests.ui.density_shown import choose, helen, is_drawn, opened, page, scans, sentence, texts, view
from tests.ui.shells import click, key, pause, said, sample_records, settle, until, went


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        until(lambda: page(made).scans is not None and is_drawn(made))
        yield made


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
    assert point.text.startswith("13 October 2026; Spine L1–L4 0.826 g/cm²; T-score −2.0")
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
