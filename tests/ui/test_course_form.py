"""The forms of a medicine and of a dose: found by name, filled in by one choice, contents, schedule, and saving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.ui.forms.course import CourseForm
from bonejournal.ui.forms.dose import DoseForm
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.fields import Combo, TextField
from bonejournal.ui.widgets.schedule_field import ScheduleField
from bonejournal.ui.widgets.told import Told
from bonejournal.ui.widgets.type_ahead import TypeAhead
from tests.ui.shells import here, key, pause, said, settle
from tests.ui.test_medications_page import denosumab, held, helen, opened


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        yield made


def new_course(shell: Shell) -> CourseForm:
    shell.window.run("medicine")
    settle(shell)
    shown = shell.window.stack.page()
    assert isinstance(shown, CourseForm)
    return shown


def dose_form(shell: Shell, what: str = "") -> DoseForm:
    if what:
        shell.window.go("doses-form", what)
    else:
        key(shell, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(shell)
    shown = shell.window.stack.page()
    assert isinstance(shown, DoseForm)
    return shown


def field(form: QWidget, name: str) -> QWidget:
    found = form.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def line(form: QWidget, name: str) -> TextField:
    found = field(form, name)
    assert isinstance(found, TextField)
    return found


def fill(form: QWidget, name: str, text: str) -> None:
    """Type over what stands in a field, and leave it."""
    target = line(form, name)
    target.setFocus()
    target.selectAll()
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Tab)
    pause()


def choose(form: QWidget, name: str, choice: str) -> None:
    target = field(form, name)
    assert isinstance(target, Combo)
    target.choose(choice)
    target.picked.emit(choice)
    pause()


def schedule(form: QWidget) -> ScheduleField:
    found = field(form, "schedule")
    assert isinstance(found, ScheduleField)
    return found


def told(form: QWidget, name: str) -> str:
    found = field(form, name)
    assert isinstance(found, Told)
    return found.text()


def problem(form: PlainForm, name: str) -> str:
    block = form._blocks[name]
    return block.problem.accessibleName() if block.problem is not None else ""


def save(shell: Shell) -> None:
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)


def named(shell: Shell, name: str) -> Course:
    return next(one for one in held(shell, Course) if isinstance(one, Course) and one.name == name)


def test_a_few_letters_and_enter_fill_in_what_is_usual(shell: Shell) -> None:
    form = new_course(shell)
    name = shell.window.focusWidget()
    assert isinstance(name, TypeAhead)
    QTest.keyClicks(name, "prolia")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle(shell)
    texts = form.texts()
    assert (texts["name"], texts["dose"], texts["route"], texts["schedule"]) == (
        "Denosumab", "60 mg", "subcutaneous", "every 6 months",
    )  # fmt: skip
    assert told(form, "known").startswith("Given every 6 months.")
    assert told(form, "sentence") == "60 mg every 6 months, under the skin."
    fill(form, "start", "18 nov 2024")
    assert told(form, "sentence") == "60 mg every 6 months, under the skin, since 18 November 2024."
    fill(form, "name", "Prolia at the clinic")
    save(shell)
    made = named(shell, "Prolia at the clinic")
    assert (made.drug, made.kind, made.schedule, str(made.start)) == (
        "denosumab_60", CourseKind.MEDICINE, "every 6 months", "2024-11-18",
    )  # fmt: skip
    assert here(shell) == "medications"


@pytest.mark.parametrize(
    "typed, kind",
    [
        ("六味地黄丸", CourseKind.HERBAL),
        ("oestradiol patch", CourseKind.HORMONE_THERAPY),
        ("Fosamax", CourseKind.MEDICINE),
    ],
)
def test_a_name_typed_in_full_is_known_without_choosing(shell: Shell, typed: str, kind: CourseKind) -> None:
    form = new_course(shell)
    name = line(form, "name")
    name.setText(typed)
    form.touched("name")
    form.left("name")
    assert form.texts()["name"] == typed
    assert form.texts()["kind"] == str(kind)
    assert form.texts()["drug"]
    link = form.findChild(QPushButton, "not-this")
    assert link is not None
    link.click()
    assert (form.texts()["drug"], told(form, "known")) == ("", "")


def test_anything_else_can_be_taken_too(shell: Shell) -> None:
    form = new_course(shell)
    fill(form, "name", "Herbal drops")
    fill(form, "dose", "20 drops twice a day")
    assert (form.texts()["dose"], form.texts()["schedule"]) == ("20 drops", "daily x2")
    save(shell)
    made = named(shell, "Herbal drops")
    assert (made.drug, made.dose, made.schedule, made.kind) == ("", "20 drops", "daily x2", CourseKind.MEDICINE)


def test_a_name_is_needed_and_a_stop_before_the_start_is_said(shell: Shell) -> None:
    form = new_course(shell)
    save(shell)
    assert here(shell) == "medications-form"
    assert problem(form, "name") == "Name is needed."
    fill(form, "name", "Something")
    fill(form, "start", "2024")
    fill(form, "stop", "2023")
    assert problem(form, "stop") == "The stop is before the start."


def test_how_often_is_put_together_from_choices(shell: Shell) -> None:
    form = new_course(shell)
    often = schedule(form)

    def choose_pattern(pattern: str) -> None:
        often.pattern.choose(pattern)
        often.pattern.picked.emit(pattern)

    choose_pattern("every")
    QTest.keyClicks(often.count, "3")
    often.unit.choose("weeks")
    assert often.text() == "every 3 weeks"
    often.unit.choose("years")
    often.count.setText("1")
    assert often.text() == "every 12 months"
    choose_pattern("daily")
    assert often.text() == "daily"
    often.times.setText("3")
    assert often.text() == "daily x3"
    choose_pattern("weekdays")
    QTest.mouseClick(often.days["thu"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(often.days["mon"], Qt.MouseButton.LeftButton)
    assert often.text() == "mon,thu"
    choose_pattern("free")
    assert often.text() == "as needed"
    choose_pattern("once")
    assert often.text() == "once"
    choose_pattern("words")
    often.words.setText("every other week")
    assert often.text() == "every 2 weeks"
    choose_pattern("")
    assert often.text() == ""


@pytest.mark.parametrize(
    "written",
    ["", "daily", "daily x2", "mon,thu", "every 6 months", "every 24 months", "every 1 weeks", "every 3 days", "once",
     "as needed"],
)  # fmt: skip
def test_a_schedule_stands_in_its_choices_as_it_was_stored(qapp: QApplication, written: str) -> None:
    often = ScheduleField("How often")
    often.setText(written)
    assert often.text() == written


def test_a_schedule_that_cannot_be_read_stays_and_is_said(shell: Shell) -> None:
    form = new_course(shell)
    often = schedule(form)
    often.pattern.choose("words")
    often.words.setText("every now and then")
    form.touched("schedule")
    form.left("schedule")
    assert "is no schedule such as" in problem(form, "schedule")


def test_a_supplement_is_saved_with_what_one_unit_contains(shell: Shell) -> None:
    form = new_course(shell)
    name = line(form, "name")
    QTest.keyClicks(name, "vitamin d3")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle(shell)
    assert field(form, "contents.vitamin_d_ug").isVisible()
    fill(form, "contents.portion", "1 capsule")
    fill(form, "contents.vitamin_d_ug", "1000 IU")
    save(shell)
    made = named(shell, "Vitamin D3")
    (food,) = [one for one in held(shell, HerFood) if isinstance(one, HerFood)]
    assert (made.kind, made.food_id) == (CourseKind.SUPPLEMENT, food.id)
    assert (food.name, food.portion, food.vitamin_d_ug, food.calcium_mg) == ("Vitamin D3", "1 capsule", 25.0, None)
    shell.window.run("undo")
    settle(shell)
    assert held(shell, HerFood) == []
    shell.window.run("redo")
    settle(shell)
    shell.window.go("medications-form", made.id)
    settle(shell)
    again = shell.window.stack.page()
    assert isinstance(again, CourseForm)
    assert line(again, "contents.vitamin_d_ug").text() == "25"
    fill(again, "contents.vitamin_d_ug", "20")
    save(shell)
    (changed,) = [one for one in held(shell, HerFood) if isinstance(one, HerFood)]
    assert (changed.id, changed.vitamin_d_ug) == (food.id, 20.0)


def test_contents_that_cannot_be_or_are_unusual_are_said_at_their_field(shell: Shell) -> None:
    form = new_course(shell)
    fill(form, "name", "Big ones")
    choose(form, "kind", "supplement")
    fill(form, "contents.calcium_mg", "lots")
    assert problem(form, "contents.calcium_mg")
    fill(form, "contents.calcium_mg", "500")
    fill(form, "contents.vitamin_d_ug", "1000")
    assert "Is it right?" in problem(form, "contents.vitamin_d_ug")
    choose(form, "kind", "medicine")
    assert not field(form, "contents.calcium_mg").isVisible()
    save(shell)
    assert named(shell, "Big ones").food_id == ""
    assert held(shell, HerFood) == []


def test_stopping_denosumab_in_the_form_says_what_matters(shell: Shell) -> None:
    shell.window.go("medications-form", denosumab(held(shell, Course)).id)
    settle(shell)
    form = shell.window.stack.page()
    assert isinstance(form, CourseForm)
    assert told(form, "stopped") == ""
    fill(form, "stop", "Nov 2026")
    assert told(form, "stopped").startswith("You recorded that denosumab stopped.")
    save(shell)
    assert said(shell).startswith("You recorded that denosumab stopped.")
    assert denosumab(held(shell, Course)).stop == PartialDate("2026-11")


def test_what_was_typed_waits_as_a_draft(shell: Shell) -> None:
    form = new_course(shell)
    fill(form, "name", "Half")
    fill(form, "dose", "5 mg daily")
    key(shell, Qt.Key.Key_Escape)
    settle(shell)
    again = new_course(shell)
    texts = again.texts()
    assert (texts["name"], texts["dose"], texts["schedule"]) == ("Half", "5 mg", "daily")


# Doses


def test_the_dose_form_begins_with_the_course_that_is_due(shell: Shell) -> None:
    form = dose_form(shell)
    texts = form.texts()
    assert texts["medication_id"] == denosumab(held(shell, Course)).id
    assert (texts["date"], texts["amount"], texts["taken"]) == ("12 Nov 2026", "60 mg", "yes")
    assert shell.window.focusWidget() is line(form, "date")
    assert told(form, "after") == "Last time: left arm, 20 May 2026. The next one is then due on 12 May 2027."
    fill(form, "date", "11 nov")
    fill(form, "site", "right arm")
    save(shell)
    made = next(
        one for one in held(shell, Dose) if isinstance(one, Dose) and one.date.year == 2026 and one.date.month == 11
    )
    assert (made.date.day, made.site, made.taken) == (11, "right arm", True)
    assert said(shell) == "Dose of Denosumab on 11 November 2026 saved."


def test_a_dose_that_was_not_taken_has_a_reason(shell: Shell) -> None:
    thyroid = named(shell, "Levothyroxine")
    form = dose_form(shell, f"new:{thyroid.id}")
    assert form.texts()["amount"] == "75 µg"
    assert not field(form, "reason").isVisible()
    assert not field(form, "site").isVisible()
    no = next(button for button in field(form, "taken").findChildren(QWidget) if button.property("key") == "no")
    QTest.mouseClick(no, Qt.MouseButton.LeftButton)
    pause()
    assert field(form, "reason").isVisible()
    fill(form, "reason", "felt sick")
    save(shell)
    made = next(one for one in held(shell, Dose) if isinstance(one, Dose) and one.medication_id == thyroid.id)
    assert (made.taken, made.reason) == (False, "felt sick")


def test_another_course_brings_its_own_amount(shell: Shell) -> None:
    form = dose_form(shell)
    choose(form, "medication_id", named(shell, "Levothyroxine").id)
    assert form.texts()["amount"] == "75 µg"
    fill(form, "amount", "100 mcg")
    choose(form, "medication_id", denosumab(held(shell, Course)).id)
    assert form.texts()["amount"] == "100 mcg"


def test_a_second_dose_of_one_day_is_asked_about(shell: Shell) -> None:
    form = dose_form(shell)
    fill(form, "date", "20 may 2026")
    assert problem(form, "date") == "A dose of that day is on record already. Is this another one?"


def test_every_field_of_both_forms_is_named(shell: Shell) -> None:
    for show in (new_course, dose_form):
        form = show(shell)
        for widget in form.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), (form.key, widget)
        assert not [one for one in form.findChildren(QLabel) if one.textFormat() != Qt.TextFormat.PlainText]
