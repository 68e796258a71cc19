from __future__ import annotations

import datetime as dt

from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion, agenda

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
