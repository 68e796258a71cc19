"""The line that adds an exercise: its name, alone or with its sets, offered as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bonejournal.domain.profile import Units
from bonejournal.domain.training.exercises import Exercises
from bonejournal.domain.training.sessions import sets_said
from bonejournal.domain.training.workout_entry import LB, TypedLine, fitting, parse_lines
from bonejournal.domain.words import tr, trn
from bonejournal.ui.widgets.type_ahead import Offer, TypeAhead


@dataclass(frozen=True, slots=True)
class Added:
    """What was chosen: the key of the exercise, "" for a name that is not known yet; and the line as it was typed."""

    exercise: str
    line: TypedLine


class AddExercise(TypeAhead):
    """`chosen` carries an `Added` for each exercise of the line; a name that nothing has becomes her own exercise."""

    def __init__(self, exercises: Exercises, recent: Iterable[str], unit: Callable[[], str]) -> None:
        super().__init__(self._find_now, icon="plus")
        self.setObjectName("another")
        self.follow(any_yet=False)
        self._exercises, self._recent, self._unit = exercises, list(recent), unit
        self.chosen.connect(lambda _item: self.empty())

    def follow(self, *, any_yet: bool) -> None:
        """Ask for the first exercise, or for another one."""
        first = tr("An exercise, or everything at once: split squat 2x10x8")
        more = tr("Another exercise, or type everything at once: split squat 2x10x8")
        self.setPlaceholderText(more if any_yet else first)
        self.setAccessibleName(tr("Another exercise") if any_yet else tr("Exercise"))

    def typed(self, text: str) -> list[Added]:
        """What a whole line stands for, the best match of each name."""
        return [self._best(line) for line in self._lines(text)]

    def _lines(self, text: str) -> list[TypedLine]:
        return parse_lines(text, pounds=self._unit() == LB)

    def _best(self, line: TypedLine) -> Added:
        found = fitting(line.name, self._exercises, self._recent, 1)
        return Added(found[0].key if found else "", line)

    def _find_now(self, text: str) -> list[Offer]:
        lines = self._lines(text)
        if not lines:
            return []
        *earlier, line = lines
        before = [self._best(one) for one in earlier]
        found = fitting(line.name, self._exercises, self._recent, 7)
        note = self._note(line, len(earlier))
        offers = [Offer((*before, Added(item.key, line)), tr(item.name), note, "training") for item in found]
        known = self._exercises.index.exactly(line.name)
        if known is None:
            own = tr("“{name}”, an exercise of your own", name=line.name)
            offers.append(Offer((*before, Added("", replace(line, name=line.name.strip()))), own, note, "plus"))
        return offers

    def _note(self, line: TypedLine, earlier: int) -> str:
        said = sets_said(line.sets, Units.US if line.unit == LB else Units.METRIC)
        if earlier:
            return trn(
                "{sets}, and {count} exercise before it",
                "{sets}, and {count} exercises before it",
                earlier,
                sets=said or tr("no sets yet"),
            )
        return said
