"""Falls & fractures by clicks and keys: what it says of the sample, its pictures, checks, worksheet, and its forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bonejournal.domain.bone.density import Side
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import (
    Assessed,
    Assessment,
    BrokenSite,
    Fall,
    FallKind,
    Fracture,
    FunctionTest,
    FunctionTestKind,
    Injury,
    Place,
    RiskResult,
)
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.ui.forms.falls import AssessmentForm, FallForm, FractureForm, FunctionTestForm
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.pages.falls import FallsPage
from bonejournal.ui.shell import Shell
from tests.ui.shells import filled_shell, here, press, said, sample_records, settle, until
from tests.ui.typed import CTRL, Hands

R = TypeVar("R", bound=Record)
Key = Qt.Key
LEFT_OUT = frozenset({"intake", "sleep", "activity", "workouts"})


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    kept = [record for record in sample_records() if record.KIND.key not in LEFT_OUT]
    with filled_shell(qapp, tmp_path_factory.mktemp("falls"), kept, "falls") as made:
        yield made


@pytest.fixture
def page(qapp: QApplication, shell: Shell) -> FallsPage:
    shell.window.go("falls")
    settle(shell)
    shell.window.activateWindow()
    until(lambda: qapp.activeWindow() is shell.window)
    shown = shell.window.stack.page()
    assert isinstance(shown, FallsPage)
    until(lambda: "worksheet" in shown.slots)
    return shown


@pytest.fixture
def hands(shell: Shell, page: FallsPage) -> Iterator[Hands]:
    """Keys at the page; what was recorded is undone afterwards."""
    before = shell.desk.state.count if shell.desk.state else 0
    yield Hands(shell)
    while shell.desk.state is not None and shell.desk.state.count > before:
        shell.window.run("undo")
        settle(shell)


def form(shell: Shell, cls: type[FormPage]) -> FormPage:
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, cls)
    until(lambda: page.first_focus() is not None)
    return page


def records(shell: Shell, cls: type[R]) -> list[R]:
    found: list[tuple[R, ...]] = []
    shell.desk.ask(lambda journal: journal.all(cls), found.append, owner=shell)
    until(lambda: found)
    return list(found[0])


def texts(page: FallsPage, name: str) -> list[str]:
    holder = page.findChild(object, name)
    return [one.text() for one in holder.findChildren(QLabel) if not one.isHidden()]


def rows(table: object) -> list[tuple[str, ...]]:
    model = table.table.model()
    return [tuple(cell.text for cell in model.row(place).cells) for place in range(model.rowCount())]


# The page


def test_the_sample_is_told_in_a_sentence_and_five_measures(page: FallsPage) -> None:
    assert page.history is not None
    assert page.history.sentence == (
        "One fall in the last 12 months, with a bruise. Your chair stand and balance on one leg are clear of their "
        "limits. Two of the five checks are open."
    )
    told = {measure.key: (measure.mark, measure.value, measure.caption) for measure in page.history.measures}
    assert told == {
        "falls": ("attention", "1", "22 August 2026"),
        "fractures": ("met", "0", "in 12 months; 1 on record"),
        "height": ("met", "164.6 cm", "tallest 166.0, 1.4 lost"),
        "checks": ("short", "3 of 5", "2 open, see below"),
        "risk": ("", "14\u2009% · 2.4\u2009%", "major · hip, Nov 2024"),
    }
    assert texts(page, "tile-checks")[:2] == ["Five checks", "3 of 5"]


def test_the_timeline_reads_each_event_and_opens_it(shell: Shell, page: FallsPage) -> None:
    assert page.timeline is not None
    view = page.timeline.view
    assert view.accessibleName() == "On record: 1 fracture and 2 falls; no medicine that is known to make you unsteady."
    until(lambda: view.image() is not None)
    settle(shell)
    view.setFocus()
    QTest.keyClick(view, Key.Key_End)
    point = view.point()
    assert point is not None
    assert point.text == "22 August 2026; fall; Outdoors, stepping off a kerb; injury: bruise"
    QTest.keyClick(view, Key.Key_Return)
    until(lambda: here(shell) == "falls-form")
    assert form(shell, FallForm).texts()["activity"] == "stepping off a kerb"


def test_each_test_has_its_picture_limit_and_table(page: FallsPage) -> None:
    cards = {card.objectName(): card for card in page.slots["tests"].findChildren(type(page.timeline))}
    assert list(cards) == ["test-chair_stand_30s", "test-single_leg_stance_s"]
    leg = cards["test-single_leg_stance_s"]
    assert leg.sentence.text() == "Left 18 s, right 24 s on 3 October 2026."
    leg.toggle()
    model = leg.table.model()
    assert [column.title for column in model.columns] == ["Date", "Side", "s", "Note"]
    assert [cell.text for cell in model.row(0).cells][:3] == ["3 Oct 2026", "right", "24"]


def test_tables_hold_falls_and_fractures(page: FallsPage) -> None:
    assert rows(page.falls) == [
        ("22 Aug 2026", "Fall", "Outdoors, stepping off a kerb", "tripped", "bruise", "no"),
        ("12 Jan 2023", "Fall and fracture", "Outdoors, walking on ice", "slipped", "fracture", "no"),
    ]
    assert rows(page.fractures)[0][:2] == ("12 Jan 2023", "left wrist, distal radius")
    told = ("18 Nov 2024", "major 14\u2009%, hip 2.4\u2009%", "FRAX UK, with bone density", "Hillcrest Bone Clinic")
    assert rows(page.risks)[0] == told


def test_the_worksheet_is_filled_from_the_journal_and_copied(shell: Shell, page: FallsPage) -> None:
    button = page.findChild(QPushButton, "copy-worksheet")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().splitlines()
    assert "Age: 58" in lines
    assert "Femoral neck: 0.661 g/cm², T −1.6, Hologic Horizon A 301584M, 13 Oct 2026" in lines
    assert "Earlier fracture as an adult, from little force: yes: Wrist, distal radius, 12 January 2023" in lines
    assert "Alcohol, 3 units a day or more: not on record" in lines
    assert said(shell) == "The worksheet is copied."


def test_an_open_check_leads_to_its_form(shell: Shell, hands: Hands, page: FallsPage) -> None:
    button = page.findChild(QPushButton, "check-home_safety")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened = form(shell, AssessmentForm)
    assert opened.texts()["kind"] == "home_safety"
    for brief in ("rugs", "shoes"):
        tick = opened.findChild(object, f"home-{brief}")
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert opened.texts()["result"].startswith("2 of 15 in order; still: free ways,")
    hands.press(Key.Key_Return, CTRL)
    until(lambda: here(shell) == "falls")
    settle(shell)
    checks = {check.area: check for check in page.history.checks} if page.history else {}
    assert checks[Assessed.HOME_SAFETY].recent
    held = next(one for one in records(shell, Assessment) if one.kind is Assessed.HOME_SAFETY)
    shell.window.go("assessments-form", held.id)
    again = form(shell, AssessmentForm)
    assert again._home.ticked() == ["rugs", "shoes"]
    again.leave()


# The forms


def test_a_fall_is_recorded_in_a_few_keys(shell: Shell, hands: Hands) -> None:
    """From anywhere: Ctrl+N, fall, Enter opens the form; four fields; Ctrl+Enter."""
    hands.press(Key.Key_N, CTRL)
    settle(shell)
    hands.type("fall")
    settle(shell)
    hands.press(Key.Key_Return)
    form(shell, FallForm)
    hands.enter("")  # today
    hands.enter("o")  # outdoors
    hands.enter("wet steps")
    hands.enter("s")  # slipped
    hands.enter("b")  # bruise
    hands.press(Key.Key_Return, CTRL)
    until(lambda: here(shell) == "falls")
    settle(shell)
    assert hands.keys <= 30
    fall = records(shell, Fall)[-1]
    assert (fall.date, fall.place, fall.activity, fall.injury, fall.kind) == (
        dt.date(2026, 11, 12), Place.OUTDOORS, "wet steps", Injury.BRUISE, FallKind.FALL,
    )  # fmt: skip
    page = shell.window.stack.page()
    assert page.history.sentence.startswith("2 falls in the last 12 months, 2 with an injury.")


def test_a_blow_to_the_head_or_a_fracture_says_when_to_see_a_doctor(shell: Shell, hands: Hands) -> None:
    shell.window.run("fall")
    opened = form(shell, FallForm)
    remark = opened._remark
    assert remark.text() == ""
    opened.field_widget("injury").choose("fracture")
    opened.field_widget("injury").picked.emit("fracture")
    assert opened.texts()["fracture"] == "yes"
    assert remark.text() == "If you have a headache, confusion or new pain, contact a doctor today."
    opened.field_widget("kind").button("near_fall").click()
    assert remark.text() == ""
    assert opened._blocks["injury"].isHidden()
    assert (opened.texts()["injury"], opened.texts()["fracture"]) == ("", "")
    opened.field_widget("kind").button("fall").click()
    hands.press(Key.Key_Return, CTRL)
    settle(shell)
    assert said(shell).endswith("contact a doctor today.")


def test_a_test_shows_how_it_is_done_its_unit_and_the_last_result(shell: Shell, hands: Hands) -> None:
    shell.window.go("function_tests-form", "new:chair_stand_30s")
    opened = form(shell, FunctionTestForm)
    value, guide = opened.field_widget("value"), [one.text() for one in opened._guide.findChildren(QLabel)]
    assert value.unit() == "stands"
    assert opened._blocks["side"].isHidden()
    assert any("arms crossed" in text for text in guide)
    assert any("STEADI" in text for text in guide)
    assert "Last time 15 stands, 3 October 2026" in [one.text() for one in opened.findChildren(QLabel)]
    opened.field_widget("test").choose("single_leg_stance_s")
    opened.field_widget("test").picked.emit("single_leg_stance_s")
    settle(shell)
    assert value.unit() == "s"
    assert not opened._blocks["side"].isHidden()
    assert "Last time left 18 s, 3 October 2026" in [one.text() for one in opened.findChildren(QLabel)]
    value.setFocus()
    hands.type("19")
    hands.press(Key.Key_Return, CTRL)
    until(lambda: here(shell) == "falls")
    settle(shell)
    latest = max(records(shell, FunctionTest), key=lambda one: one.date)
    assert (latest.value, latest.unit, latest.side) == (19, "s", Side.LEFT)


def test_only_a_vertebra_has_a_grade_and_no_side(shell: Shell, page: FallsPage) -> None:
    shell.window.run("fracture")
    opened = form(shell, FractureForm)
    assert opened._blocks["grade"].isHidden()
    opened.field_widget("site").choose("vertebra")
    opened.field_widget("site").picked.emit("vertebra")
    assert not opened._blocks["grade"].isHidden()
    assert opened._blocks["side"].isHidden()
    opened.start_again()
    opened.leave()
    settle(shell)


def test_a_risk_result_is_stored_by_the_key_of_its_tool(shell: Shell, hands: Hands) -> None:
    shell.window.run("risk")
    opened = form(shell, FormPage)
    assert opened.texts()["tool"] == "FRAX"
    opened.field_widget("major_percent").setFocus()
    hands.enter("12", "2.1")
    hands.press(Key.Key_Return, CTRL)
    until(lambda: here(shell) == "falls")
    settle(shell)
    assert records(shell, RiskResult)[-1].tool == "frax"


# Other journals


def test_an_empty_journal_says_where_to_begin(qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile(id=Profile.SINGLETON, today=dt.date(2026, 11, 12))
    with filled_shell(qapp, tmp_path, [profile], "falls") as shell:
        page = shell.window.stack.page()
        assert [one.text() for one in page.findChildren(QLabel) if one.text().startswith("No fall")] == [
            "No fall recorded"
        ]
        press(shell.window, "Go through the home list")
        until(lambda: here(shell) == "assessments-form")


def test_a_medicine_that_makes_unsteady_and_a_result_beyond_its_limit_are_told(
    qapp: QApplication, tmp_path: Path
) -> None:
    day = dt.date(2026, 11, 12)
    held: list[Record] = [
        Profile(id=Profile.SINGLETON, today=day, birth_date=dt.date(1956, 3, 1)),
        Course(name="Zolpidem", kind=CourseKind.MEDICINE, drug="zolpidem", start=PartialDate("2026-03")),
        Fall(date=dt.date(2026, 5, 1), kind=FallKind.NEAR_FALL),
        Fracture(date=PartialDate("2026-02"), site=BrokenSite.WRIST, side=Side.RIGHT),
        FunctionTest(date=dt.date(2026, 9, 1), test=FunctionTestKind.TUG_S, value=12.5, unit="s"),
        FunctionTest(date=dt.date(2026, 9, 1), test=FunctionTestKind.CHAIR_STAND_30S, value=9, unit="stands"),
    ]
    with filled_shell(qapp, tmp_path, held, "falls") as shell:
        page = shell.window.stack.page()
        assert isinstance(page, FallsPage)
        until(lambda: page.history is not None)
        history = page.history
        assert history is not None
        assert history.sentence == (
            "No fall recorded in the last 12 months. Your chair stand and timed up and go have reached published "
            "limits: worth talking about at your next visit. Three of the five checks are open."
        )
        marks = {measure.key: (measure.mark, measure.value) for measure in history.measures}
        assert marks["fractures"] == ("attention", "1")
        assert marks["height"] == ("no_data", "–")
        assert page.timeline is not None
        assert page.timeline.sentence.text() == (
            "On record: 1 fracture, no fall and 1 near fall; 1 medicine that is known to make you unsteady."
        )
        assert [course.name for course in history.sedating] == ["Zolpidem"]
