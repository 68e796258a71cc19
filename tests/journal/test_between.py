from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from bonejournal.domain.body import Sleep
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import PartsCounted
from bonejournal.domain.step import Change, Step, deleting, editing
from bonejournal.domain.training.dose import LOADING
from bonejournal.domain.training.workouts import SetType, Workout, WorkoutKind, WorkoutSet
from bonejournal.journal.store import Journal

MONDAY = dt.date(2026, 11, 9)


def _row(day: int, **held: float | bool | str) -> Intake:
    return Intake(date=MONDAY + dt.timedelta(days=day), item="Milk", **held)  # type: ignore[arg-type]


def test_a_window_holds_the_live_records_of_its_days_alone(tmp_path: Path) -> None:
    rows = [_row(day, calcium_mg=100 + day) for day in range(5)]
    walk = Workout(date=MONDAY + dt.timedelta(days=2), title="Walk", minutes=30)
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (*rows, walk))))
        journal.apply(deleting([rows[2]]))
        found = journal.between(Intake, MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=3))
        assert found == (rows[1], rows[3])
        assert journal.between(Intake, MONDAY - dt.timedelta(days=9), MONDAY - dt.timedelta(days=1)) == ()


def test_bare_values_are_those_of_the_newest_versions(tmp_path: Path) -> None:
    milk, tablet = _row(0, calcium_mg=200, meal="lunch"), _row(1, calcium_mg=500, supplement=True)
    unknown = _row(2)
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (unknown, tablet, milk))))
        journal.apply(editing(milk, Intake(id=milk.id, date=MONDAY, item="Milk", meal="lunch", calcium_mg=250)))
        found = journal.bare(Intake, ("meal", "supplement", "calcium_mg"), MONDAY, MONDAY + dt.timedelta(days=9))
        assert found == [
            (MONDAY, "lunch", None, 250.0),
            (MONDAY + dt.timedelta(days=1), "", 1, 500.0),
            (MONDAY + dt.timedelta(days=2), "", None, None),
        ]


def test_parts_are_counted_as_their_records_have_them(tmp_path: Path) -> None:
    done = WorkoutSet(exercise="squat", reps=8)
    others = (
        WorkoutSet(exercise="squat", reps=8, set_type=SetType.WARMUP),
        WorkoutSet(exercise="squat"),
        WorkoutSet(exercise="curl", reps=8),
        WorkoutSet(exercise="", reps=8),
    )
    first = Workout(date=MONDAY, sets=(done, *others, WorkoutSet(exercise="squat", seconds=30)))
    second = Workout(date=MONDAY + dt.timedelta(days=2), sets=(done,))
    again = Workout(date=MONDAY, sets=(done, done))
    gone = Workout(date=MONDAY + dt.timedelta(days=3), sets=(done,))
    nothing = Workout(date=MONDAY + dt.timedelta(days=4), sets=others)
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (second, first, again, gone, nothing))))
        journal.apply(deleting([gone]))
        journal.apply(editing(second, replace(second, sets=(done, done, done))))

        def asked(*wanted: str) -> list[tuple[dt.date, int]]:
            unless = ("set_type", str(SetType.WARMUP))
            counted = PartsCounted("exercise", wanted.__contains__, ("reps", "seconds"), unless)
            return journal.parts_done(Workout, counted)

        assert asked("squat") == [(MONDAY, 4), (second.date, 3)]
        assert asked("squat", "curl") == [(MONDAY, 5), (second.date, 3), (nothing.date, 1)]
        assert asked() == []


def test_the_days_of_some_sessions_are_told_once_each(tmp_path: Path) -> None:
    walk, lift, again, run = (
        Workout(date=MONDAY + dt.timedelta(days=day), kind=kind)
        for day, kind in (
            (0, WorkoutKind.WALKING), (3, WorkoutKind.RESISTANCE), (3, WorkoutKind.IMPACT), (1, WorkoutKind.RUNNING),
        )
    )  # fmt: skip
    bare = Workout(date=MONDAY + dt.timedelta(days=5), title="Class")
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (walk, lift, again, run, bare))))
        assert journal.days_of(Workout, "kind", LOADING) == [run.date, lift.date]
        journal.apply(deleting([run]))
        assert journal.days_of(Workout, "kind", LOADING) == [lift.date]
        assert journal.days_of(Workout, "kind", ()) == []


def test_one_by_one_a_kind_comes_in_the_order_of_all(tmp_path: Path) -> None:
    rows = [_row(day % 40, calcium_mg=day) for day in range(1300)]
    walk = Workout(date=MONDAY, title="Walk", sets=(WorkoutSet(exercise="squat", reps=8), WorkoutSet(exercise="row")))
    with Journal.create(tmp_path / "a.bonejournal") as journal:
        journal.apply(Step("Fill", tuple(Change(None, one) for one in (*rows, walk))))
        journal.apply(deleting([rows[2]]))
        assert tuple(journal.each(Intake)) == journal.all(Intake)
        assert list(journal.each(Workout)) == [walk]
        assert list(journal.each(Sleep)) == []
