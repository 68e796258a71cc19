"""What follows while a workout is typed: last time, the share of the maximum, which lifts there are, what to mind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from bonejournal.domain.profile import Units
from bonejournal.domain.training.sessions import caution_of, kind_of, last_times, maxima
from bonejournal.domain.training.workout_entry import IMPACTS, LB, Reading, set_type_typed
from bonejournal.domain.training.workout_said import NOTHING, differences, last_words, patterns_done, shares
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from bonejournal.domain.words import Said, day_brief, tr
from bonejournal.ui.forms.workout_begin import Known
from bonejournal.ui.forms.workout_grid import SetGrid
from bonejournal.ui.forms.workout_header import WorkoutHeader
from bonejournal.ui.widgets.field_block import Answer

CAUTION = "caution"
"""The question behind a note on what to mind."""
LIFTING = (WorkoutKind.RESISTANCE, WorkoutKind.MIXED)


class Live:
    """`silent` are the exercises of whose caution she has said that she knows; `knows` is called when she says so of
    another one, `train` with the name of a new exercise of which she wants to say what it trains.
    """

    def __init__(
        self,
        header: WorkoutHeader,
        grid: SetGrid,
        known: Known,
        silent: Collection[str],
        knows: Callable[[], object],
        train: Callable[[str], object],
    ) -> None:
        self._header, self._grid, self._silent = header, grid, set(silent)
        self._exercises, self._sessions, self._bounds = known.exercises, known.sessions, known.bounds
        self._knows, self._train = knows, train
        self._said_now: set[str] = set()
        self.lasts = last_times(known.sessions, known.exercises)

    def show(self, reading: Reading) -> str:
        """Show what follows from the texts; returns what differs from last time."""
        workout, grid = reading.workout, self._grid
        units = Units.US if grid.unit == LB else Units.METRIC
        rows = [(key, row.group, set_type_typed(grid.said(f"{key}.type"))) for key, row in grid.rows.items()]
        day, words = last_words(rows, self.lasts, self._exercises, units)
        grid.set_title("last", tr("Last time, {day}", day=day_brief(day)) if day else tr("Last time"))
        # The day may be emptied for the moment.
        best = maxima(self._sessions, self._exercises, workout.date) if workout.date else {}
        said = shares(workout, reading.keys, self._exercises, best, self._bounds)
        for key in grid.rows:
            grid.set_words(f"{key}.last", words[key])
            if (cell := grid.cell(f"{key}.load")) is not None:
                cell.describe(last=words[key])
            grid.say(f"{key}.share", self._verdict(key, said))
        measures = {grid.said(f"{key}.measure") for key in grid.rows}
        grid.set_title("count", tr("Repetitions or impacts") if IMPACTS in measures else tr("Repetitions"))
        lifting = kind_of(workout, self._exercises) in LIFTING and bool(grid.rows)
        self._header.show_patterns(patterns_done(workout, self._exercises) if lifting else [])
        for key, row in grid.rows.items():
            self._mind(key, row.group, last=grid.keys_of(row.group)[-1] == key)
        return differences(workout, self.lasts, self._exercises, units)

    def _mind(self, key: str, exercise: str, *, last: bool) -> None:
        """What to mind about an exercise, beneath its last set; or that a new one becomes hers."""
        name, caution = self._grid.own_name(exercise), self._caution(exercise)
        if last and name and self._exercises.get(exercise) is None:
            train: Answer = (tr("Say what it trains…"), partial(self._train, name))
            self._grid.tell(key, "info", tr("{name} becomes an exercise of your own.", name=name), (None, train))
        elif last and caution:
            knows: Answer = (tr("My physio knows; don’t show again"), partial(self._silence, exercise))
            self._grid.tell(key, "soft", caution, (None, knows))
        else:
            self._grid.tell(key, "", "")

    def _verdict(self, key: str, said: dict[str, Said]) -> Said:
        if key in said:
            return said[key]
        return NOTHING if self._grid.said(f"{key}.count").strip() else Said("no_data", tr("not done"))

    def _caution(self, exercise: str) -> str:
        """What to mind about an exercise, "" where there is nothing or she knows."""
        return "" if exercise in self._silent else caution_of(self._exercises.get(exercise))

    def _silence(self, exercise: str) -> None:
        self._silent.add(exercise)
        self._said_now.add(exercise)
        self._knows()

    def is_kept(self, exercise: str, *, carried: bool) -> bool:
        """Whether it is kept with this session that she knows: said now, or with `carried` in one before."""
        return exercise in (self._silent if carried else self._said_now)


def silenced(sessions: Sequence[Workout]) -> set[str]:
    """The exercises of whose caution she has said in these sessions that she knows."""
    return {kept.value for workout in sessions for kept in workout.kept if kept.question == CAUTION}
