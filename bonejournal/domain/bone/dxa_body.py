"""Height and weight at a scan: typed with the report, kept as a body measure of that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.entry import Habit, last_said, read, write
from bonejournal.domain.field import field_of
from bonejournal.domain.record import Around, Kept, Problem, Question, Record, Typed, problems
from bonejournal.domain.step import Change
from bonejournal.domain.units import UnitError, shown_unit

STORED = {"height": "height_cm", "weight": "weight_kg"}
SOURCE = "dxa"


class AtTheScan:
    """The measure that belongs to a scan. `units` are what the two fields are typed in."""

    def __init__(self, scan: Record | None, measures: Sequence[BodyMeasure], habit: Habit) -> None:
        """Take the measure of the day of `scan`, if it is there; None begins a new one."""
        self.habit = habit
        self.units = {name: shown_unit(field_of(BodyMeasure, stored), habit.units) for name, stored in STORED.items()}
        there = [one for one in measures if scan is not None and one.source == SOURCE and one.date == scan.day]
        self.found = there[0] if there else None
        self.others = tuple(one for one in measures if one is not self.found)
        self._fresh = BodyMeasure(date=habit.today, source=SOURCE)

    def texts(self) -> dict[str, str]:
        """What stands in the two fields to begin with."""
        return {
            name: write(field_of(BodyMeasure, stored), getattr(self.found, stored), self.habit) if self.found else ""
            for name, stored in STORED.items()
        }

    def tidied(self, name: str, text: str) -> str:
        """A text as it stands once its field is left; one with a unit of its own, or that is no number, stays."""
        item = field_of(BodyMeasure, STORED[name])
        try:
            value, original = read(item, text, self.habit)
        except UnitError:
            return text
        return text.strip() if original else write(item, value, self.habit)

    def last(self, name: str) -> str:
        """What was measured last and when, "" while nothing was."""
        return last_said(field_of(BodyMeasure, STORED[name]), self.others, self.habit)

    def kept(self) -> dict[tuple[str, str], str]:
        """The questions she answered about it, by the text's name."""
        names = {stored: name for name, stored in STORED.items()}
        answers = self.found.kept if self.found else ()
        return {(names[kept.field], kept.question): kept.value for kept in answers if kept.field in names}

    def _measure(self, texts: Mapping[str, str], scan: DxaScan) -> tuple[BodyMeasure, list[Problem]]:
        base = self.found or self._fresh
        unread: list[Problem] = []
        values: dict[str, Any] = {}
        typed = {item.field: item.text for item in base.typed}
        for name, stored in STORED.items():
            item = field_of(BodyMeasure, stored)
            if texts.get(name, "") == write(item, getattr(base, stored), self.habit):
                continue
            try:
                values[stored], original = read(item, texts.get(name, ""), self.habit)
            except UnitError as error:
                unread.append(Problem(name, str(error)))
                continue
            typed.pop(stored, None)
            if original:
                typed[stored] = original
        pairs = tuple(Typed(stored, text) for stored, text in sorted(typed.items()))
        return replace(base, date=scan.date, typed=pairs, **values), unread

    def problems(self, texts: Mapping[str, str], scan: DxaScan) -> list[Problem]:
        """What cannot be, by the text's name."""
        made, unread = self._measure(texts, scan)
        names = {stored: name for name, stored in STORED.items()}
        found = (Problem(names[one.field], one.text) for one in problems(made) if one.field in names)
        return [*unread, *found]

    def questions(self, texts: Mapping[str, str], scan: DxaScan, around: Around) -> list[Question]:
        """What is unusual, by the text's name."""
        made, _ = self._measure(texts, scan)
        names = {stored: name for name, stored in STORED.items()}
        asked = made.questions(replace(around, neighbours=self.others))
        return [replace(one, field=names[one.field]) for one in asked if one.field in names]

    def changes(
        self, texts: Mapping[str, str], scan: DxaScan, kept: Iterable[tuple[tuple[str, str], str]] = ()
    ) -> tuple[Change, ...]:
        """What is to be written: nothing, a new measure, a changed one, or one less."""
        made, _ = self._measure(texts, scan)
        answers = tuple(Kept(STORED[name], key, value) for (name, key), value in sorted(kept) if name in STORED)
        made = replace(made, kept=answers)
        says_nothing = all(
            getattr(made, name) is None
            for name in ("height_cm", "weight_kg", "waist_cm", "lean_mass_kg", "fat_mass_kg")
        )
        after = None if says_nothing else made
        return () if after == self.found else (Change(self.found, after),)
