"""The Records page: found, opened, deleted, brought back, by clicks and keys; and the search behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.record import new_id
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.journal.store import Journal
from bonejournal.ui.dialogs.bulk_sheet import BulkSheet
from bonejournal.ui.pages.records import RecordsPage
from bonejournal.ui.pages.records_rows import what
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.table import Cell, Column, PagedModel, Row, TableView
from tests.ui.few import sample
from tests.ui.shells import filled_shell, here, key, press, said, settle, sheets, shown_shell, until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(sample().step)
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        made.window.go("records")
        settle(made)
        # The list may be read once more meanwhile: only with nothing under way are the rows those that stay.
        until(lambda: made.desk.idle() and page(made).table.model() is not None and page(made).table.model().row(0))
        yield made


def page(shell: Shell) -> RecordsPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, RecordsPage)
    return shown


def rows(shell: Shell) -> list[tuple[str, ...]]:
    model = page(shell).table.model()
    until(lambda: model.rowCount() == 0 or model.row(0) is not None)
    return [tuple(cell.text for cell in row.cells) for place in range(model.rowCount()) if (row := model.row(place))]


def test_everything_is_there_newest_first(shell: Shell) -> None:
    found = rows(shell)
    assert shell.desk.state is not None
    assert len(found) == shell.desk.state.count + 1
    assert found[0][0] == "8 Nov 2026"
    assert found[-1][:2] == ("–", "Profile")
    assert any("T −2.0" in row[2] for row in found)


def test_words_find_in_any_order_and_case(shell: Shell) -> None:
    key(shell, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(page(shell).filter, "HILLCREST 2026")
    until(lambda: page(shell).table.model().rowCount() == 1)
    assert rows(shell)[0][1] == "DXA report"
    assert page(shell).told.text() == "1 record fits."
    page(shell).filter.clear()
    until(lambda: page(shell).table.model().rowCount() > 10)


def test_chips_and_period_narrow_the_list(shell: Shell) -> None:
    QTest.mouseClick(page(shell).chips["dxa"], Qt.MouseButton.LeftButton)
    until(lambda: page(shell).table.model().rowCount() == 4)
    page(shell).period.choose("60")
    page(shell).period.picked.emit("60")
    until(lambda: page(shell).table.model().rowCount() == 3)


def test_enter_opens_the_form_of_the_record(shell: Shell) -> None:
    table = page(shell).table
    table.setFocus()
    key(shell, Qt.Key.Key_Return)
    until(lambda: here(shell) == "body-form")


def test_a_row_opened_and_left_can_be_deleted_at_once(shell: Shell) -> None:
    count = len(rows(shell))
    page(shell).table.setFocus()
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell).endswith("-form")
    key(shell, Qt.Key.Key_Escape)
    until(lambda: here(shell) == "records")
    settle(shell)
    key(shell, Qt.Key.Key_Delete)
    settle(shell)
    assert len(rows(shell)) == count - 1


def test_several_are_deleted_by_one_key_and_come_back_by_one_undo(shell: Shell) -> None:
    count = shell.desk.state.count if shell.desk.state else 0
    table = page(shell).table
    table.setFocus()
    table.selectRow(0)
    key(shell, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    key(shell, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    key(shell, Qt.Key.Key_Delete)
    settle(shell)
    assert said(shell).startswith("3 records deleted")
    assert shell.desk.state is not None
    assert shell.desk.state.count == count - 3
    shell.window.run("undo")
    settle(shell)
    assert shell.desk.state.count == count


class Late:
    """Holds back the rows of lists, as a busy journal does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held: list[Callable[[], None]] = []
        real = RecordsPage._ask_page

        def late(shown: RecordsPage, *asked: Any) -> None:
            self.held.append(lambda: real(shown, *asked))

        monkeypatch.setattr(RecordsPage, "_ask_page", late)

    def come(self, shell: Shell) -> None:
        while self.held:
            self.held.pop(0)()
            settle(shell)


def test_rows_stay_chosen_however_often_the_list_is_read_anew(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    table = page(shell).table
    table.setFocus()
    chosen = [table.model().row(place).id for place in (2, 3)]
    assert table.select_ids(chosen)
    late = Late(monkeypatch)
    for day in (3, 4):
        shell.desk.apply(creating(BodyMeasure(date=dt.date(1999, 5, day), weight_kg=62.0)))
        settle(shell)
    late.come(shell)
    assert table.selected_ids() == chosen


def test_delete_hits_what_was_chosen_while_its_rows_are_read_anew(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = page(shell).table
    table.setFocus()
    table.selectRow(3)
    (chosen,) = table.selected_ids()
    late = Late(monkeypatch)
    shell.desk.apply(creating(BodyMeasure(date=dt.date(1999, 5, 3), weight_kg=62.0)))
    settle(shell)
    key(shell, Qt.Key.Key_Delete)
    late.come(shell)
    found: list[object] = []
    shell.desk.ask(lambda journal: journal.get(chosen), found.append, owner=shell)
    settle(shell)
    assert found == [None]


def test_a_row_that_is_not_at_hand_is_looked_for_without_reading_the_whole_list(qapp: QApplication) -> None:
    asked: list[int] = []
    model = PagedModel([Column("Name")], 500_000, lambda first, _count: asked.append(first))
    table = TableView("Names")
    table.show_model(model)
    model.give(0, [Row(str(place), (Cell("x"),)) for place in range(200)])
    asked.clear()
    table.select_id("7")
    assert table.selected_ids() == ["7"]
    table.select_id("400000")
    assert table.selected_ids() == ["7"]
    assert asked == []


def test_what_is_deleted_can_be_restored_later(shell: Shell) -> None:
    first = rows(shell)[0]
    page(shell).table.setFocus()
    page(shell).table.selectRow(0)
    press(shell.window, "Delete")
    settle(shell)
    shell.window.run("deleted")
    settle(shell)
    assert rows(shell)[0][2] == first[2]
    page(shell).table.selectRow(0)
    press(shell.window, "Restore")
    settle(shell)
    assert rows(shell) == []
    shell.window.go("records")
    settle(shell)
    assert rows(shell)[0][:3] == first[:3]


def test_an_earlier_version_is_brought_back(shell: Shell) -> None:
    record = BodyMeasure(date=dt.date(2026, 11, 12), weight_kg=61.0)
    from dataclasses import replace

    shell.desk.apply(creating(record))
    shell.desk.apply(editing(record, replace(record, weight_kg=67.0)))
    settle(shell)
    assert rows(shell)[0][2] == "Weight 67.0 kg"
    page(shell).table.selectRow(0)
    press(shell.window, "History")
    settle(shell)
    assert [row[3] for row in rows(shell)] == ["Weight 67.0 kg", "Weight 61.0 kg"]
    page(shell).table.selectRow(1)
    press(shell.window, "Bring back this version")
    settle(shell)
    assert next(row[3] for row in rows(shell)) == "Weight 61.0 kg"
    press(shell.window, "Everything that was done")
    settle(shell)
    assert rows(shell)[0][1].startswith("Bring back")


def test_duplicate_fills_a_form_of_today(shell: Shell) -> None:
    page(shell).table.setFocus()
    page(shell).table.select_id(
        next(
            row.id
            for place in range(20)
            if (row := page(shell).table.model().row(place)) and "62.2 kg" in row.cells[2].text
        )
    )
    key(shell, Qt.Key.Key_D, CTRL)
    until(lambda: here(shell) == "body-form")
    settle(shell)
    texts = shell.window.stack.page().texts()
    assert (texts["date"], texts["weight_kg"]) == ("12 Nov 2026", "62.2")


def test_the_list_is_as_it_was_after_a_change_of_text_size(shell: Shell) -> None:
    page(shell).filter.setText("scale")
    settle(shell)
    theme.set_scale(1.25)
    settle(shell)
    assert page(shell).filter.text() == "scale"
    found = rows(shell)
    assert found
    assert all("scale" in row[3] for row in found)


def test_one_field_of_several_is_changed_and_comes_back_by_one_undo(shell: Shell) -> None:
    QTest.mouseClick(page(shell).chips["body"], Qt.MouseButton.LeftButton)
    settle(shell)
    table = page(shell).table
    table.setFocus()
    table.selectRow(0)
    key(shell, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    key(shell, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ids = table.selected_ids()
    press(shell.window, "Change one field…")
    until(sheets)
    sheet = sheets()[0]
    assert isinstance(sheet, BulkSheet)
    sheet.which.choose("waist_cm")
    sheet.which.picked.emit("waist_cm")
    QTest.keyClicks(sheet.value.field, "820")
    press(sheet, "Change all")
    assert sheet.isVisible()
    assert sheet.value.problem is not None
    sheet.value.field.clear()
    QTest.keyClicks(sheet.value.field, "83")
    QTest.keyClick(sheet.value.field, Qt.Key.Key_Return)
    settle(shell)
    assert said(shell) == "3 records changed."
    assert waists(shell, ids) == [83.0] * 3
    shell.window.run("undo")
    settle(shell)
    assert waists(shell, ids) != [83.0] * 3


def test_records_of_two_kinds_are_not_changed_together(shell: Shell) -> None:
    table = page(shell).table
    kinds = {row.cells[1].text: place for place in range(60) if (row := table.model().row(place))}
    table.setFocus()
    table.selectRow(kinds["DXA report"])
    body = table.model().index(kinds["Body measure"], 0)
    flag = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(body, flag.Select | flag.Rows)
    press(shell.window, "Change one field…")
    settle(shell)
    assert not sheets()
    assert said(shell) == "Choose records of one kind to change them together."


def waists(shell: Shell, ids: list[str]) -> list[float | None]:
    found: list[list[float | None]] = []

    def ask(journal: Journal) -> list[float | None]:
        held = (journal.get(id_) for id_ in ids)
        return [one.waist_cm for one in held if isinstance(one, BodyMeasure)]

    shell.desk.ask(ask, found.append, owner=shell)
    settle(shell)
    return found[0]


def test_a_page_without_records_says_what_will_stand_there(qapp: QApplication, tmp_path: Path) -> None:
    with filled_shell(qapp, tmp_path, [], "records") as shell:
        shown = shell.window.stack.page()
        until(shown.nothing.isVisible)
        assert not shown.card.isVisible()
        QTest.mouseClick(shown.tabs.button("deleted"), Qt.MouseButton.LeftButton)
        settle(shell)
        assert shown.card.isVisible()
        assert not shown.nothing.isVisible()


def test_the_words_of_files_are_read_in_hers() -> None:
    often = Course(name="Evenity", kind=CourseKind.MEDICINE, schedule="every 1 months")
    assert what(often) == "Evenity, medicine, every month"
    assert what(TargetOverride(target="nutrition.vitamin_k", low=80)).startswith("Vitamin K, all forms, At least 80")
    hers = HerExercise(
        key="mine", name="Mine", classes="I R", pattern="overhead_press", groups="hips core", bone_sites="wrist mine"
    )
    assert what(hers) == "Mine, impact, strength, overhead press, hips, core, wrist, mine"


def test_a_dose_names_its_medicine_and_says_what_became_of_it_also_when_it_is_gone(
    qapp: QApplication, tmp_path: Path
) -> None:
    course = Course(name="Prolia", kind=CourseKind.MEDICINE)
    given = Dose(medication_id=course.id, date=dt.date(2026, 5, 20), amount="60 mg", taken=True)
    skipped = replace(given, id=new_id(), date=dt.date(2025, 11, 19), amount="", taken=False, reason="ill")
    weight = BodyMeasure(date=dt.date(2026, 5, 1), weight_kg=62)
    her = Profile(id=Profile.SINGLETON, units=Units.US)
    with filled_shell(qapp, tmp_path, [course, given, skipped, weight, her], "records") as shell:
        settle(shell)
        listed = {line[2] for line in rows(shell)}
        assert {"Prolia, 60 mg", "Prolia, not taken: ill", "Weight 136.7 lb"} <= listed
        shell.desk.apply(deleting([course, given, skipped, weight]))
        settle(shell)
        QTest.mouseClick(page(shell).tabs.button("deleted"), Qt.MouseButton.LeftButton)
        settle(shell)
        listed = {line[2] for line in rows(shell)}
        assert {"Prolia, 60 mg", "Prolia, not taken: ill", "Weight 136.7 lb"} <= listed
