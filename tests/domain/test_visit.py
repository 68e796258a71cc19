from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.entry import Habit, record_of
from bonejournal.domain.field import field_of, show
from bonejournal.domain.record import Around
from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion, agenda, read_appointment

ON = dt.date(2026, 11, 12)


def visit(day: str, **more) -> Visit:
    return Visit(date=dt.date.fromisoformat(day), **more)


def question(text: str, **more) -> VisitQuestion:
    return VisitQuestion(date=ON, text=text, **more)


def test_an_appointment_for_an_injection_is_not_the_coming_visit() -> None:
    injection = visit("2026-11-20", kind=VisitKind.INJECTION)
    doctor = visit("2026-12-01", clinician="Dr Okafor")
    found = agenda([doctor, injection], [], ON)
    assert found.coming is doctor
    assert found.visits == (doctor, injection)


def test_todays_visit_is_coming_until_its_outcome_is_written() -> None:
    today = visit("2026-11-12")
    assert agenda([today], [], ON).coming is today
    done = visit("2026-11-12", outcome="Carry on")
    assert agenda([done], [], ON).coming is None
    assert agenda([done], [], ON).undecided is None


def test_what_came_of_the_last_visit_is_asked_for_while_it_is_fresh() -> None:
    lately, long_ago = visit("2026-11-03"), visit("2026-08-01")
    assert agenda([lately], [], ON).undecided is lately
    assert agenda([long_ago], [], ON).undecided is None
    # An earlier one without an outcome is not asked for once a later one has been.
    assert agenda([lately, visit("2026-11-10", outcome="Bloods")], [], ON).undecided is None


def test_the_coming_visits_questions_stand_first_in_their_order() -> None:
    coming = visit("2026-11-17")
    general = question("What about vitamin K?")
    second = question("And the scan?", visit_id=coming.id, position=2)
    first = question("How long?", visit_id=coming.id, position=1)
    known = question("Known", visit_id=coming.id, position=3, answered=True)
    found = agenda([coming], [general, known, second, first], ON)
    assert found.questions == (first, second, general)
    assert found.top == (first, second, general)


def test_several_lines_stand_on_one_line_of_a_list() -> None:
    visit = Visit(date=dt.date(2026, 5, 12), outcome="Carry on.\r\n\n Bloods\tin spring.")
    assert show(field_of(Visit, "outcome"), visit.outcome) == "Carry on. Bloods in spring."
    assert visit.outcome == "Carry on.\r\n\n Bloods\tin spring."


@pytest.mark.parametrize("days, asked", [(-1, True), (0, True), (1, False)])
def test_a_next_date_that_is_not_after_the_visit_is_asked_about(days: int, asked: bool) -> None:
    day = dt.date(2026, 5, 12)
    visit = Visit(date=day, next_scan=day + dt.timedelta(days))
    assert [question.field for question in visit.questions(Around(day, None, ()))] == ["next_scan"] * asked


def test_a_day_typed_without_its_year_is_the_nearest_of_a_visit_and_the_next_of_what_follows_it() -> None:
    texts = {"date": "17 nov", "next_visit": "1 jun", "next_scan": "13 nov", "next_labs": "3 mar"}
    read, unread = record_of(visit("2026-11-12"), texts, Habit(ON))
    assert unread == []
    days = (read.date, read.next_visit, read.next_scan, read.next_labs)
    assert [day.isoformat() for day in days if day] == ["2026-11-17", "2027-06-01", "2026-11-13", "2027-03-03"]


def test_an_appointment_is_read_from_what_is_typed_or_said_what_cannot_be() -> None:
    read, found = read_appointment({"date": "20 nov", "time": "8:30", "place": " Hillcrest "}, "Denosumab", ON)
    assert found == []
    assert read is not None
    assert (read.date, read.time, read.place) == (dt.date(2026, 11, 20), dt.time(8, 30), "Hillcrest")
    assert (read.kind, read.purpose) == (VisitKind.INJECTION, "Denosumab")
    read, found = read_appointment({"date": " ", "time": "soon", "place": ""}, "Denosumab", ON)
    assert read is None
    assert [problem.field for problem in found] == ["date", "time"]
