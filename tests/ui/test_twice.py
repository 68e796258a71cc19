"""What is pressed twice in quick succession: done once, or a second one that was meant; never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.medicines.medication import Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Units
from bonejournal.domain.record import Record
from bonejournal.domain.step import editing
from bonejournal.domain.template import Template, TemplateKind
from bonejournal.domain.visit import VisitQuestion
from bonejournal.ui.pages.medications import MedicationsPage
from bonejournal.ui.pages.nutrition import NutritionPage
from bonejournal.ui.pages.questions_card import QuestionsCard
from bonejournal.ui.pages.records import RecordsPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.fields import Check
from tests.ui.shells import filled_shell, here, key, said, sample_records, settle, until


def some() -> list[Record]:
    """The sample with few days of eating, and with questions of hers beyond the three."""
    eaten = [one for one in sample_records() if isinstance(one, Intake)]
    last = max(row.date for row in eaten)
    kept = [one for one in sample_records() if not isinstance(one, Intake) or one.date == last]
    more = [VisitQuestion(date=last, text=f"Question {place}?", position=float(place + 9)) for place in range(3)]
    return [*kept, *more]


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path_factory.mktemp("twice"), some(), "today") as made:
        yield made


@pytest.fixture
def shell(window: Shell) -> Iterator[Shell]:
    """The window with what a test did taken back, and no error told in it."""
    failed: list[Exception] = []
    window.desk.failed.connect(failed.append)
    yield window
    settle(window)
    window.desk.failed.disconnect(failed.append)
    assert failed == []
    state = window.desk.state
    while state is not None and state.undo is not None:
        window.desk.undo()
        settle(window)
        state = window.desk.state


def held(shell: Shell, kind: type[Record]) -> list[Record]:
    found: list[Record] = []
    shell.desk.ask(lambda journal: journal.all(kind), found.extend, owner=shell)
    settle(shell)
    return found


def show(shell: Shell, page: str, what: str = "") -> QWidget:
    shell.window.go(page, what)
    settle(shell)
    return shell.window.stack.page()


def steps(shell: Shell, act: Callable[[], object]) -> int:
    """How many steps were written by it."""
    before = shell.desk.state.revision if shell.desk.state else -1
    act()
    settle(shell)
    return (shell.desk.state.revision if shell.desk.state else -1) - before


def twice(button: QAbstractButton) -> None:
    """Two presses before the window gets to anything else."""
    button.click()
    button.click()


def double_click(button: QAbstractButton) -> None:
    """What a window gets of a double click: a click, then the second press as one of its own kind."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def named(holder: QWidget, words: str, kind: type[QAbstractButton] = QPushButton) -> QAbstractButton:
    for one in holder.findChildren(kind):
        if one.isVisibleTo(holder) and words in (one.text().replace("&", ""), one.objectName(), one.accessibleName()):
            return one
    raise AssertionError([one.accessibleName() for one in holder.findChildren(kind)])


def test_a_question_is_answered_once(shell: Shell) -> None:
    page = show(shell, "visits")

    def answers() -> list[QPushButton]:
        return [
            one for one in page.findChildren(QPushButton) if one.text() == "Mark as answered" and one.isVisibleTo(page)
        ]

    assert len(answers()) > 3
    for place in (0, -1):
        assert steps(shell, lambda place=place: twice(answers()[place])) == 1
    assert "answered" in said(shell)


def test_a_dose_is_recorded_once_and_another_is_offered(shell: Shell) -> None:
    page = show(shell, "medications")
    assert isinstance(page, MedicationsPage)
    chosen = page.facts.chosen if page.facts is not None else None
    assert chosen is not None
    for press in (page.take_chosen, page.skip_chosen):
        before = len(held(shell, Dose))
        assert steps(shell, lambda press=press: (press(), press())) == 1
        assert len(held(shell, Dose)) == before + 1
        assert "on record already" in said(shell)
        shell.desk.undo()
        settle(shell)


def test_a_supplement_is_ticked_once(shell: Shell) -> None:
    page = show(shell, "nutrition")
    assert isinstance(page, NutritionPage)
    box = next(one for one in page.findChildren(Check) if one.objectName().startswith("tick-"))
    taken, name = box.isChecked(), box.objectName()
    double_click(box)
    settle(shell)
    box = next(one for one in page.findChildren(Check) if one.objectName() == name)
    assert box.isChecked() != taken
    tick = next(one for one in page.facts.ticks if f"tick-{one.course.id}" == name)
    on = not tick.taken
    assert steps(shell, lambda: (page.tick(tick, on), page.tick(tick, on))) == 1
    assert steps(shell, lambda: (page.tick(tick, not on), page.tick(tick, on))) == 2


def test_a_supplement_of_a_template_is_noted_once_and_food_as_often_as_it_is_meant(shell: Shell) -> None:
    (food,) = [one for one in held(shell, Template) if isinstance(one, Template) and one.pin == 1]
    assert food.kind is TemplateKind.INTAKE
    show(shell, "today")
    before = len(held(shell, Intake))

    def keys() -> None:
        key(shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        key(shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

    assert steps(shell, keys) == 2
    rows = held(shell, Intake)
    courses = [(row.date, row.course_id) for row in rows if isinstance(row, Intake) and row.course_id]
    assert len(courses) == len(set(courses))
    assert len(rows) > before + 1


def test_a_template_gets_a_key_once(shell: Shell) -> None:
    page = show(shell, "templates")
    page.card.table.select_id(next(one.id for one in page.templates if one.pin is None))
    assert steps(shell, lambda: (page.pin(4), page.pin(4))) == 1


def test_what_is_deleted_is_deleted_once_and_restored_once(shell: Shell) -> None:
    page = show(shell, "records")
    assert isinstance(page, RecordsPage)
    (scan, *_rest) = held(shell, DxaScan)
    until(lambda: page.table.model() is not None and page.table.model().rowCount())
    page.filter.setText("dxa")
    settle(shell)
    page.table.setFocus()
    page.table.selectRow(0)
    assert steps(shell, lambda: (page.delete_chosen(), page.delete_chosen())) == 1
    assert "deleted" in said(shell)
    page = show(shell, "records", "deleted")
    assert isinstance(page, RecordsPage)
    until(lambda: page.table.model() is not None and page.table.model().rowCount())
    page.table.setFocus()
    page.table.selectRow(0)
    assert steps(shell, lambda: (page.restore_chosen(), page.restore_chosen())) == 1
    assert scan in held(shell, DxaScan)


def test_a_form_is_saved_once_and_deleted_once(shell: Shell) -> None:
    form = show(shell, "body-form", "new")
    field = form.field_widget("weight_kg")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "61")
    before = len(held(shell, BodyMeasure))
    assert steps(shell, lambda: (form.save(), form.save())) == 1
    assert len(held(shell, BodyMeasure)) == before + 1
    assert here(shell) != "body-form"
    form = show(shell, "body-form", held(shell, BodyMeasure)[-1].id)
    assert steps(shell, lambda: (form.delete(), form.delete())) == 1


def test_a_weight_that_is_entered_is_written_once(shell: Shell) -> None:
    page = show(shell, "body-sleep")
    card = page.cards["weight"]
    card.field.setFocus()
    card.field.setText("61.4")

    def enter() -> None:
        QTest.keyClick(card.field, Qt.Key.Key_Return)
        QTest.keyClick(card.field, Qt.Key.Key_Return)

    assert steps(shell, enter) == 1
    assert card.field.text() == ""


def test_units_are_changed_as_often_as_they_are_chosen(shell: Shell) -> None:
    page = show(shell, "settings")

    def choose(*units: Units) -> None:
        buttons = [page.units.button(str(one)) for one in units]
        for button in buttons:
            button.click()

    assert steps(shell, lambda: choose(Units.US, Units.US)) == 1
    assert steps(shell, lambda: choose(Units.METRIC, Units.US, Units.METRIC)) == 3


def test_a_point_is_asked_once(shell: Shell) -> None:
    page = show(shell, "today")
    assert steps(shell, lambda: (page.add_question("Is it so?"), page.add_question("Is it so?"))) == 1


def test_a_double_click_is_one_click(shell: Shell) -> None:
    page = show(shell, "visits")
    button = named(page, "visit-new")
    pressed: list[bool] = []
    button.clicked.disconnect()
    button.clicked.connect(lambda _on: pressed.append(True))
    double_click(button)
    assert len(pressed) == 1


def test_a_key_held_down_records_nothing_twice(shell: Shell) -> None:
    for command in ("delete", "duplicate", "undo", "again1"):
        assert not shell.window.commands.action(command).autoRepeat()
    assert shell.window.commands.action("larger").autoRepeat()


def test_a_rejected_weight_can_be_entered_again(shell: Shell) -> None:
    page = show(shell, "body-sleep")
    card = page.cards["weight"]
    card.field.setText("6100")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    settle(shell)
    card.field.setText("61.5")
    assert steps(shell, lambda: QTest.keyClick(card.field, Qt.Key.Key_Return)) == 1
    assert replace(held(shell, BodyMeasure)[-1]).weight_kg == 61.5


def test_what_is_typed_over_a_question_that_was_answered_meanwhile_is_another(shell: Shell) -> None:
    page = show(shell, "visits")
    card = page.findChild(QuestionsCard)
    assert card is not None
    first = card.fields[0].text()
    count = len(held(shell, VisitQuestion))
    card.fields[0].setFocus()
    card.fields[0].setText("Another one?")
    (before,) = [one for one in held(shell, VisitQuestion) if isinstance(one, VisitQuestion) and one.text == first]
    shell.desk.apply(editing(before, replace(before, answered=True)))
    settle(shell)
    assert card.fields[0].text() == "Another one?"
    assert steps(shell, card.write_all) == 1
    texts = [one.text for one in held(shell, VisitQuestion) if isinstance(one, VisitQuestion) and not one.answered]
    assert "Another one?" in texts
    assert first not in texts
    assert len(held(shell, VisitQuestion)) == count + 1


def test_the_lists_of_records_changed_in_quick_succession_are_never_taken_for_each_other(shell: Shell) -> None:
    page = show(shell, "records")
    assert isinstance(page, RecordsPage)
    page.tabs.button("history").click()
    settle(shell)
    page.table.setFocus()
    page.table.selectRow(0)
    for tab in ("all", "history", "deleted", "history"):
        page.tabs.button(tab).click()
        page.table.selectRow(0)
    settle(shell)
    page.tabs.button("history").click()
    settle(shell)
    page.tabs.button("all").click()
    settle(shell)
