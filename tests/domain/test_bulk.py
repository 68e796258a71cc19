"""One field of several records is given one value, as one step."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.body import BodyMeasure, Sleep
from bonejournal.domain.bulk import bulk_change, bulk_fields
from bonejournal.domain.entry import Habit
from bonejournal.domain.falls.events import Assessed, Assessment, Fall, Injury
from bonejournal.domain.field import field_of
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.record import Record

ON = dt.date(2026, 11, 12)
HABIT = Habit(ON)
NIGHTS = [Sleep(date=ON - dt.timedelta(days=ago), hours=7.0, source="manual") for ago in range(3)]


def names(records: list[Record]) -> list[str]:
    return [item.name for item in bulk_fields(records)]


def test_the_plain_fields_of_one_kind_can_be_changed_together() -> None:
    assert names([*NIGHTS]) == ["date", "hours", "source"]
    assert names([NIGHTS[0], BodyMeasure(date=ON, weight_kg=62)]) == []
    assert names([Profile()]) == []
    assert "target" not in names([TargetOverride(target="nutrition.calcium")])


def test_one_step_changes_all_that_differ() -> None:
    done = bulk_change(NIGHTS, field_of(Sleep, "source"), "watch", HABIT)
    assert done.step is not None
    assert done.changed == 3
    assert done.step.label == "Change Source of 3 records"
    after = [change.after for change in done.step.changes]
    assert [one.source for one in after if isinstance(one, Sleep)] == ["watch"] * 3
    again = bulk_change([one for one in after if one], field_of(Sleep, "source"), "watch", HABIT)
    assert again.changed == 0


def test_a_unit_that_was_typed_is_kept_beside_the_value() -> None:
    measures = [BodyMeasure(date=ON, weight_kg=62), BodyMeasure(date=ON, weight_kg=61)]
    done = bulk_change(measures, field_of(BodyMeasure, "weight_kg"), "136", Habit(ON, Units.US))
    assert done.step is not None
    first = done.step.changes[0].after
    assert isinstance(first, BodyMeasure)
    assert first.weight_kg is not None
    assert round(first.weight_kg, 1) == 61.7
    assert first.typed[0].field == "weight_kg"


def test_what_cannot_be_is_said_with_the_record_and_nothing_is_changed() -> None:
    done = bulk_change(NIGHTS, field_of(Sleep, "hours"), "30", HABIT)
    assert done.step is None
    assert done.problem == "Sleep of 12 November 2026: Hours is between 0.0 and 24.0 h."
    emptied = bulk_change(NIGHTS, field_of(Sleep, "date"), "", HABIT)
    assert emptied.problem.endswith("Date is needed.")
    assert "not" in bulk_change(NIGHTS, field_of(Sleep, "date"), "31 feb", HABIT).problem


def test_what_is_unusual_is_asked_and_the_answer_is_kept() -> None:
    done = bulk_change(NIGHTS, field_of(Sleep, "hours"), "2", HABIT)
    assert done.question.startswith("Sleep of 12 November 2026: Hours 2.0 h is unusual")
    assert done.step is not None
    after = done.step.changes[0].after
    assert after is not None
    assert [kept.field for kept in after.kept] == ["hours"]


def test_words_are_given_by_their_key() -> None:
    falls = [Fall(date=ON), Fall(date=ON, injury=Injury.CUT)]
    done = bulk_change(falls, field_of(Fall, "injury"), "bruise", HABIT)
    assert done.step is not None
    assert {change.after.injury for change in done.step.changes if isinstance(change.after, Fall)} == {Injury.BRUISE}
    checks = [Assessment(date=ON, kind=Assessed.GAIT)] * 2
    assert bulk_change(checks, field_of(Assessment, "kind"), "", HABIT).problem.endswith("What is needed.")
