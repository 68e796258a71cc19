"""Quick add in a real window over the sample journal, with counted keys."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.visit import Visit, VisitQuestion
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.palettes.quick_add import QuickAdd
from bonejournal.ui.palettes.search import Search
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from tests.ui.over_sample import at_today, sample_shell
from tests.ui.shells import here, said, settle, until
from tests.ui.typed import CTRL, SHIFT, Hands

R = TypeVar("R", bound=Record)
Key = Qt.Key


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("sample")) as shell:
        yield shell


@pytest.fixture
def hands(shell: Shell) -> Iterator[Hands]:
    with at_today(shell) as hands:
        yield hands


def palette(hands: Hands) -> QuickAdd:
    shown = hands.shell.palettes.shown()
    assert isinstance(shown, QuickAdd)
    return shown


def told(hands: Hands) -> list[str]:
    return [one.text() for one in palette(hands).told.findChildren(QLabel) if not one.isHidden()]


def records(shell: Shell, cls: type[R]) -> list[R]:
    found: list[tuple[R, ...]] = []
    shell.desk.ask(lambda journal: journal.all(cls), found.append, owner=shell)
    until(lambda: found)
    return list(found[0])


def newest(shell: Shell, cls: type[R]) -> R:
    """The record that was made last: the ids of the sample's have no order."""
    return max((record for record in records(shell, cls) if record.id[14] == "7"), key=lambda record: record.id)


def open_palette(hands: Hands) -> QuickAdd:
    hands.press(Key.Key_N, CTRL)
    settle(hands.shell)
    return palette(hands)


def test_yogurt_in_ten_keys(hands: Hands) -> None:
    shell = hands.shell
    hands.press(Key.Key_N, CTRL)
    hands.type("yog 200")
    hands.press(Key.Key_Return)
    assert hands.keys <= 10
    settle(shell)
    until(lambda: shell.palettes.shown() is None)
    row = newest(shell, Intake)
    assert (row.item, row.amount, row.unit, row.date) == ("Yogurt, plain", 200, "g", shell.desk.on)
    assert said(shell) == "Saved: Yogurt, plain, 200 g, today, breakfast."
    assert shell.window.status.link.isVisible()


def test_an_injection_given_today_in_seven_keys(hands: Hands) -> None:
    shell = hands.shell
    hands.press(Key.Key_N, CTRL)
    hands.type("deno")
    hands.press(Key.Key_Return)
    assert hands.keys <= 7
    settle(shell)
    dose = newest(shell, Dose)
    course = next(course for course in records(shell, Course) if course.name == "Denosumab")
    assert (dose.medication_id, dose.date, dose.taken) == (course.id, shell.desk.on, True)


def test_a_question_from_anywhere_in_three_keys_and_its_words(hands: Hands) -> None:
    shell = hands.shell
    hands.shell.window.go("settings")
    settle(shell)
    words = "? Is it safe to ski"
    hands.press(Key.Key_N, CTRL)
    hands.type(words)
    hands.press(Key.Key_Return)
    assert hands.keys <= len(words) + 3
    settle(shell)
    asked = newest(shell, VisitQuestion)
    assert asked.text == "Is it safe to ski"
    assert asked.visit_id
    assert here(shell) == "settings"


def test_enter_opens_the_visit_that_is_noted_already(hands: Hands) -> None:
    shell = hands.shell
    visit = next(visit for visit in records(shell, Visit) if visit.date == dt.date(2026, 11, 17))
    open_palette(hands)
    hands.type("visit 17 nov")
    hands.press(Key.Key_Return)
    until(lambda: here(shell) == "visits-form")
    settle(shell)
    form = shell.window.stack.page()
    assert isinstance(form, FormPage)
    assert form.what == visit.id
    assert form.texts()["clinician"] == "Dr Okafor"
    form.leave()
    settle(shell)


def test_enter_before_the_journal_has_answered_is_not_lost(hands: Hands) -> None:
    shell = hands.shell
    shell.palettes._known = None
    count = len(records(shell, BodyMeasure))
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    hands.press(Key.Key_N, CTRL)
    assert palette(hands).known is None
    hands.type("weight 61.2")
    hands.press(Key.Key_Return)
    busy.set()
    settle(shell)
    assert len(records(shell, BodyMeasure)) == count + 1
    assert newest(shell, BodyMeasure).weight_kg == 61.2


def test_closed_while_it_is_written_it_is_saved_and_does_not_wait_for_next_time(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    hands.type("weight 60.1 3 mar 2024")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    settled = shell.palettes.unsaved
    busy.set()
    settle(shell)
    assert newest(shell, BodyMeasure).weight_kg == 60.1
    assert (settled, shell.palettes.unsaved) == ("", "")
    assert said(shell).startswith("Saved: Weight 60.1")


def test_what_is_typed_while_the_one_before_is_written_stays(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    hands.type("weight 60.2 4 mar 2024")
    hands.press(Key.Key_Return, SHIFT)
    hands.type("2 eggs")
    busy.set()
    settle(shell)
    assert newest(shell, BodyMeasure).weight_kg == 60.2
    assert palette(hands).field.text() == "2 eggs"


def test_it_says_what_it_understood_before_it_is_saved(hands: Hands) -> None:
    open_palette(hands)
    hands.type("squat 3x8 40")
    assert told(hands)[0] == "Back squat: 3 sets of 8 at 40 kg, today"
    assert "Back squat: 3 sets of 8 at 40 kg, today" in palette(hands).field.accessibleDescription()
    hands.press(Key.Key_Escape)
    assert hands.shell.palettes.shown() is None
    assert not [
        done for done in records(hands.shell, Workout) if done.date == hands.shell.desk.on and len(done.sets) == 3
    ]


def test_shift_enter_saves_and_stays_and_the_next_one_joins(hands: Hands) -> None:
    shell = hands.shell
    day = "2 nov 2025"
    open_palette(hands)
    hands.type(f"squat 3x8 40 {day}")
    hands.press(Key.Key_Return, SHIFT)
    settle(shell)
    assert palette(hands).field.text() == ""
    hands.type(f"press 2x5 20 {day}")
    assert told(hands)[1] == "Joins the strength session of that day."
    hands.press(Key.Key_Return, SHIFT)
    settle(shell)
    workout = newest(shell, Workout)
    assert [done.exercise for done in workout.sets] == ["back_squat"] * 3 + ["overhead_press"] * 2


def test_several_things_are_one_step(hands: Hands) -> None:
    shell = hands.shell
    count = len(records(shell, Intake))
    open_palette(hands)
    hands.type("yog 100; 2 eggs")
    assert len(palette(hands).items) == 2
    hands.press(Key.Key_Return)
    settle(shell)
    assert said(shell) == "2 items saved."
    assert len(records(shell, Intake)) == count + 2
    shell.undo()
    settle(shell)
    assert len(records(shell, Intake)) == count


def test_what_is_not_understood_keeps_everything_unsaved(hands: Hands) -> None:
    count = len(records(hands.shell, Intake))
    open_palette(hands)
    hands.type("yog 100; xyzzy")
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert any("Nothing is saved yet" in text for text in told(hands))
    assert len(records(hands.shell, Intake)) == count


def test_an_unusual_number_is_asked_about_once(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("weight 161 3 nov 2025")
    hands.press(Key.Key_Return)
    settle(shell)
    assert "One question is open. Press Enter again to keep it as it is." in told(hands)
    assert not [one for one in records(shell, BodyMeasure) if one.weight_kg == 161]
    hands.press(Key.Key_Return)
    settle(shell)
    kept = newest(shell, BodyMeasure)
    assert kept.weight_kg == 161
    assert [one.question for one in kept.kept] == ["soft"]


def test_arrows_choose_another_meaning_and_the_sentence_follows(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("yogurt 150")
    first = told(hands)[0]
    hands.press(Key.Key_Down)
    second = told(hands)[0]
    assert second != first
    assert "2 of" in palette(hands).field.accessibleDescription()
    hands.press(Key.Key_Return)
    settle(shell)
    row = newest(shell, Intake)
    assert row.item != "Yogurt, plain"
    assert second.startswith(row.item)


def test_tab_opens_the_form_filled_in_and_what_is_saved_there_is_that(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("weight 59.5 4 nov 2025")
    hands.press(Key.Key_Tab)
    settle(shell)
    assert here(shell) == "body-form"
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    until(lambda: page._begun)
    assert page.texts()["weight_kg"] == "59.5"
    assert page.texts()["date"] == "4 Nov 2025"
    hands.press(Key.Key_Return, CTRL)
    settle(shell)
    assert newest(shell, BodyMeasure).weight_kg == 59.5
    assert here(shell) == "today"


def test_a_form_left_with_what_was_prepared_keeps_it_as_a_draft(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("waist 83")
    hands.press(Key.Key_Tab)
    settle(shell)
    hands.press(Key.Key_Escape)
    settle(shell)
    shell.window.go("body-form", "new")
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    assert page.texts()["waist_cm"] == "83"
    page.leave()
    settle(shell)
    open_palette(hands)
    hands.type("waist 81")
    hands.press(Key.Key_Tab)
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    assert page.texts()["waist_cm"] == "83"  # the draft that waited is not written over
    assert shell.window.status.link.text() == "Begin with what you typed instead"
    shell.window.status.link.click()
    settle(shell)
    assert page.texts()["waist_cm"] == "81"
    hands.press(Key.Key_Return, CTRL)
    settle(shell)


def test_a_bare_fall_opens_its_form(hands: Hands) -> None:
    shell = hands.shell
    count = len(records(shell, Fall))
    hands.press(Key.Key_N, CTRL)
    hands.type("fall")
    hands.press(Key.Key_Return)
    assert hands.keys == 7
    settle(shell)
    assert here(shell) == "falls-form"
    assert len(records(shell, Fall)) == count


def test_a_fall_with_its_place_is_saved_at_once(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("fell in kitchen")
    hands.press(Key.Key_Return)
    settle(shell)
    fall = newest(shell, Fall)
    assert (fall.place, fall.notes, fall.date) == ("indoors", "in kitchen", shell.desk.on)


def test_forms_are_offered_by_name_with_their_keys(hands: Hands) -> None:
    open_palette(hands)
    offers = {offer.title: offer for offer in palette(hands).lists.offers()}
    assert offers["DXA report"].keys == "Ctrl+Shift+D"
    assert offers["Lab results"].note.startswith("type lab")
    hands.type("dxa")
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert here(hands.shell) == "dxa-form"


def test_what_was_typed_and_not_saved_is_there_again(hands: Hands) -> None:
    open_palette(hands)
    hands.type("ctx 0.4")
    hands.press(Key.Key_Escape)
    open_palette(hands)
    assert palette(hands).field.text() == "ctx 0.4"
    assert palette(hands).field.selectedText() == "ctx 0.4"


def test_the_window_behind_is_covered_and_a_press_there_closes(hands: Hands) -> None:
    shell = hands.shell
    focus = shell.window.focusWidget()
    shown = open_palette(hands)
    assert shown.field.hasFocus()
    central = shell.window.centralWidget()
    assert shown.scrim.geometry() == central.geometry()
    assert central.geometry().contains(shown.mapTo(shell.window, shown.rect().bottomRight()))
    interface = QAccessible.queryAccessibleInterface(shown)
    assert interface.role() == QAccessible.Role.Dialog
    QTest.mouseClick(shown.scrim, Qt.MouseButton.LeftButton, pos=shown.scrim.rect().bottomLeft())
    settle(shell)
    assert shell.palettes.shown() is None
    assert shell.window.focusWidget() is focus


def test_it_closes_when_another_page_is_shown_and_search_takes_its_place(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.press(Key.Key_K, CTRL)
    settle(shell)
    assert isinstance(shell.palettes.shown(), Search)
    hands.press(Key.Key_2, CTRL)
    settle(shell)
    assert shell.palettes.shown() is None
    assert here(shell) == "density"


def test_it_fits_the_smallest_window_at_the_largest_text(hands: Hands) -> None:
    shell = hands.shell
    size = shell.window.size()
    shell.window.resize(1024, 700)
    theme.set_scale(2.0)
    settle(shell)
    shown = open_palette(hands)
    hands.type("yog 200; vitamin d 75 ng/ml; squat 3x8 40")
    settle(shell)
    central = shell.window.centralWidget()
    assert central.rect().contains(shown.geometry())
    assert shown.lists.horizontalScrollBar().maximum() == 0
    assert shown.lists.height() > 0
    theme.set_scale(1.0)
    shell.window.resize(size)
    settle(shell)


def test_lab_results_of_one_line_are_one_panel(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.type("ctx 0.42 fasting; pinp 30")
    hands.press(Key.Key_Return)
    settle(shell)
    panel = newest(shell, LabPanel)
    assert [(one.analyte, str(one.value), one.unit) for one in panel.results] == [
        ("ctx", "0.42", "ng/mL"), ("pinp", "30", "µg/L"),
    ]  # fmt: skip
    assert (panel.date, panel.fasting) == (shell.desk.on, True)


def test_what_was_known_last_time_is_read_with_and_a_choice_stays(hands: Hands) -> None:
    shell = hands.shell
    open_palette(hands)
    hands.press(Key.Key_Escape)
    shell.desk.apply(Step("Change nothing", (Change(None, BodyMeasure(date=dt.date(2019, 5, 1), weight_kg=60)),)))
    settle(shell)
    hands.press(Key.Key_N, CTRL)  # nothing is waited for
    hands.type("yogurt 130")
    hands.press(Key.Key_Down)
    chosen = told(hands)[0]
    assert chosen
    settle(shell)
    assert told(hands)[0] == chosen
    hands.press(Key.Key_Return)
    settle(shell)
    assert chosen.startswith(newest(shell, Intake).item)
