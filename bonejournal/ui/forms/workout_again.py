"""What a workout form takes over from another session or a template, and what it keeps as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonejournal.domain.training.sessions import kind_of
from bonejournal.domain.training.workout_entry import UNIT, again, in_unit
from bonejournal.domain.training.workouts import Workout
from bonejournal.domain.words import day_long, tr

if TYPE_CHECKING:
    from bonejournal.ui.forms.workout import WorkoutForm


class Again:
    """The templates and the session before, for one form."""

    def __init__(self, form: WorkoutForm) -> None:
        self._form = form

    def take_template(self, id_: str) -> None:
        """Begin with another template; the day and the note stay."""
        form = self._form
        template = next((one for one in form.known.templates if one.id == id_), None)
        if template is None:
            return
        try:
            made = form.known.of_template(template, form.desk.on)
        except ValueError:
            form.frame.say(tr("{name} cannot be read.", name=template.name))
            return
        self._take(made, tr("The sets are those of {name} now.", name=template.name))

    def take_last(self) -> None:
        """Take the sets of the latest session of this kind."""
        form = self._form
        kind = form.header.kind.chosen()
        alike = [one for one in form.known.sessions if not kind or kind_of(one, form.exercises) == kind]
        if alike:
            made = again(alike[-1], form.desk.on)
            self._take(made, tr("The sets are those of {day} now.", day=day_long(alike[-1].date)))
        else:
            form.frame.say(tr("There is no session of the last twelve weeks to repeat."))

    def _take(self, workout: Workout, said: str) -> None:
        form = self._form
        before = form.texts()
        fresh = form.texts_for(workout, form.habit)
        stay = {name: before[name] for name in ("date", "start", "notes")}
        form.put_back({**fresh, **in_unit(fresh, before[UNIT]), **stay})
        form.frame.say(said, tr("Undo"), lambda: form.put_back(before))
        if form.grid.order:
            form.grid.go_to(form.first_in(form.grid.order[0]))

    def keep(self) -> None:
        """Keep the sets as a template of the session's name; one that has this name is changed."""
        form = self._form
        name = form.header.called.text().strip()
        record, _ = form.read()
        if not name:
            form.frame.say(tr("Give it a name first; the template is called the same."))
            form.header.called.setFocus()
        elif isinstance(record, Workout) and (step := form.known.template_step(name, record)) is not None:
            form.known = form.known.after(step)
            form.write(step, tr("{name} is a template now.", name=name))
        else:
            form.frame.say(tr("{name} is a template already.", name=name))
