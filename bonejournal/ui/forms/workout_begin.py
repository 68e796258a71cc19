"""What a workout form begins with, and what it makes beside the session: templates, and exercises of her own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import cast

from bonejournal.domain.meaning.measures.common import Bounds
from bonejournal.domain.meaning.targets import bounds_in_force, load_targets
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.step import Change, Step, creating, editing
from bonejournal.domain.template import Template, TemplateKind, content_of
from bonejournal.domain.training.exercises import RESISTANCE, Exercises, HerExercise
from bonejournal.domain.training.sessions import last_times
from bonejournal.domain.training.workout_entry import again, starter, with_last
from bonejournal.domain.training.workouts import Workout, WorkoutKind

LAST, STARTER = "last", "starter"
_INTENSITY = "training.resistance.intensity"


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record beside a session: the sessions before it, oldest first, all exercises, and templates.

    bounds: what is asked of how heavy a set is, in percent of the estimated maximum.
    """

    sessions: tuple[Workout, ...]
    exercises: Exercises
    templates: tuple[Template, ...]
    bounds: Bounds

    @classmethod
    def of(cls, records: Iterable[Record], own: str, on: dt.date) -> Known:
        """From the records around the session with the id `own`."""
        held = list(records)
        sessions = [one for one in held if isinstance(one, Workout) and one.id != own]
        templates = [one for one in held if isinstance(one, Template) and one.kind is TemplateKind.WORKOUT]
        overrides = {one.target: one for one in held if isinstance(one, TargetOverride)}
        target = next(one for one in load_targets() if one.id == _INTENSITY)
        return cls(
            tuple(sorted(sessions, key=lambda one: (one.date, one.start or dt.time.min, one.id))),
            Exercises(one for one in held if isinstance(one, HerExercise)),
            tuple(sorted(templates, key=lambda one: one.name)),
            bounds_in_force(target, Snapshot(on), overrides.get(target.id)),
        )

    def begin(self, given: str, today: dt.date) -> Workout:
        """What a new session begins as. Raises ValueError for a template that cannot be read."""
        if given == STARTER:
            return starter(today)
        if given == LAST and self.sessions:
            return again(self.sessions[-1], today)
        if (kind := WorkoutKind.of(given)) is not None:
            return Workout(date=today, kind=kind)
        template = next((one for one in self.templates if one.id == given), None)
        if template is not None:
            return self.of_template(template, today)
        session = next((one for one in self.sessions if one.id == given), None)
        return again(session, today) if session is not None else Workout(date=today)

    def of_template(self, template: Template, today: dt.date) -> Workout:
        """What a template makes, with the numbers of last time. Raises ValueError where it cannot be read."""
        from bonejournal.exchange.templates import records_of

        made = cast(Workout, records_of(template, today)[0])
        return with_last(made, last_times(self.sessions, self.exercises), self.exercises)

    def template_step(self, name: str, session: Workout) -> Step | None:
        """The step that keeps a session as the template of this name; None where it is so already."""
        from bonejournal.exchange.templates import rows_of

        bare = replace(session, start=None, sets=tuple(replace(done, rpe=None) for done in session.sets))
        content = content_of(rows_of([bare]))
        was = next((one for one in self.templates if one.name == name), None)
        if was is None:
            return creating(Template(name=name, kind=TemplateKind.WORKOUT, content=content))
        return editing(was, replace(was, content=content)) if was.content != content else None

    def after(self, step: Step) -> Known:
        """What is known once a template is kept."""
        made = [change.after for change in step.changes if isinstance(change.after, Template)]
        ids = {one.id for one in made}
        return replace(self, templates=(*(one for one in self.templates if one.id not in ids), *made))

    def new_exercises(self, session: Workout, name_of: Callable[[str], str]) -> tuple[Change, ...]:
        """The exercises of a session that become her own; `name_of` is what she called one, "" where it is none."""
        made: dict[str, Change] = {}
        for done in session.sets:
            name = name_of(done.exercise)
            if name and done.exercise not in made and self.exercises.get(done.exercise) is None:
                trains = RESISTANCE if done.reps is not None else ""
                made[done.exercise] = Change(None, HerExercise(key=done.exercise, name=name, classes=trains))
        return tuple(made.values())
