"""The sets of a workout as rows of a grid, those of an exercise together under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bonejournal.domain.training.exercises import Exercises, catalogue, key_for
from bonejournal.domain.training.sessions import name_of
from bonejournal.domain.training.workout_entry import (
    CELLS,
    KG,
    ORDER,
    REPS,
    SECONDS,
    UNIT,
    WAS,
    Reading,
    TypedLine,
    counted_in,
    in_unit,
    measure_typed,
    rows_of,
    set_texts,
)
from bonejournal.domain.training.workouts import WorkoutSet
from bonejournal.domain.words import capital, tr
from bonejournal.ui.widgets.entry_grid import Column, EntryGrid, Kind
from bonejournal.ui.widgets.fields import NumberField

TYPED = (*CELLS, "type")
"""The columns that are typed in."""


class SetGrid(EntryGrid):
    """A row a set. Beside its cells a row has texts that are not shown, such as its exercise: `said` gives them."""

    def __init__(self, exercises: Exercises) -> None:
        super().__init__(
            Column("exercise", tr("Exercise"), width=150),
            [
                Column("type", tr("Set"), Kind.QUIET, 62, tab=False),
                Column("count", tr("Repetitions"), width=80),
                Column("load", tr("Load kg"), width=92, name=tr("Load")),
                Column("rpe", tr("Effort 1–10"), width=80),
                Column("last", tr("Last time"), Kind.WORDS, 110, grow=1),
                Column("share", tr("Of estimated maximum"), Kind.VERDICT, 150, grow=1),
            ],
            on_enter=self._entered,
        )
        self._exercises = exercises
        self._hidden: dict[str, str] = {}
        self._loads: dict[str, str] = {}
        self._set_by_hand: set[str] = set()
        self.order: list[str] = []
        self.unit = KG

    # Rows

    def fill(self, texts: Mapping[str, str], most: int = 0) -> None:
        """Show the rows of these texts instead of those that are there; those that begin alike stay.

        most: how many more rows are made now, where they are made in several turns.
        """
        wanted = rows_of(texts)
        alike = 0
        for key, held in zip(wanted, self.order, strict=False):
            if key != held or self.rows[key].group != texts.get(f"{key}.exercise"):
                break
            alike += 1
        self.setUpdatesEnabled(False)
        for key in self.order[alike:]:
            self.remove_row(key)
        del self.order[alike:]
        self._hidden.clear()
        self._loads.clear()
        self._set_by_hand.clear()
        self.show_unit(texts.get(UNIT, KG))
        for key in wanted[: alike + most if most else None]:
            self.add_set(
                key, {name.partition(".")[2]: text for name, text in texts.items() if name.startswith(f"{key}.")}
            )
        self.setUpdatesEnabled(True)

    def add_set(self, key: str, texts: Mapping[str, str]) -> None:
        """A row at the end of its exercise, or other texts in the row of that key; texts: by column."""
        exercise = texts["exercise"]
        if key not in self.order:
            alike = self.keys_of(exercise)
            self.order.insert(self.order.index(alike[-1]) + 1 if alike else len(self.order), key)
        row = self.add_row(key, texts.get("name") or name_of(exercise, self._exercises), group=exercise)
        self._hidden |= {f"{key}.{column}": text for column, text in texts.items() if column not in TYPED}
        for column in TYPED:
            row.cells[column].setText(texts.get(column, ""))
        self._loads[f"{key}.load"] = texts.get("load", "")
        place = self.keys_of(exercise).index(key) + 1
        for column, hint in (("type", str(place)), ("load", "–")):
            cell = row.cells[column]
            if isinstance(cell, NumberField):
                cell.setPlaceholderText(hint)
        self._show_measure(key)

    def add_line(self, exercise: str, line: TypedLine, last: Sequence[WorkoutSet]) -> str:
        """The sets of an exercise as they were typed, else as they were last time, else one that is empty; returns the
        key of the first. exercise: "" for one that becomes her own, of the name that was typed.
        """
        name = "" if exercise else capital(line.name)
        exercise = exercise or self._own_key(name)
        counted = counted_in(last, self._exercises.get(exercise))
        rows = [line.texts("", place, self.unit) for place in range(len(line.sets))]
        for texts in rows:
            if texts["measure"] == REPS:
                texts["measure"] = counted
        for done in () if rows else last or (WorkoutSet(),):
            texts = set_texts("", replace(done, rpe=None, set=None), self.unit)
            rows.append({column.removeprefix("."): text for column, text in texts.items()})
            if done.exercise == "":
                rows[-1]["measure"] = counted
        first = self.free_key()
        for texts in rows:
            self.add_set(self.free_key(), {**texts, "exercise": exercise, **({"name": name} if name else {})})
        return first

    def own_name(self, exercise: str) -> str:
        """What she called an exercise that is in no catalogue yet; "" for any other."""
        return next(filter(None, (self.said(f"{key}.name") for key in self.keys_of(exercise))), "")

    def _own_key(self, name: str) -> str:
        """The key of a new exercise of hers: that of its rows where it has some already."""
        held = {self.own_name(row.group): row.group for row in self.rows.values()}
        return held.get(name) or key_for(name, [*catalogue(), *held.values()])

    def remove_chosen(self) -> str:
        """Take the row away that has the focus; returns its key, "" where none has."""
        focus = self.focusWidget()
        key = focus.objectName().partition(".")[0] if focus is not None else ""
        if key not in self.rows:
            return ""
        self.remove_row(key)
        self.order.remove(key)
        for name in [name for name in self._hidden if name.startswith(f"{key}.")]:
            del self._hidden[name]
        return key

    def _entered(self, name: str) -> bool:
        """Enter after the last number of the last set adds one with the same numbers."""
        key, _, column = name.partition(".")
        if column != "rpe" or not self.is_last(name) or not self.said(f"{key}.count").strip():
            return False
        kept = ("exercise", "measure", "name", "count", "load", f"load{WAS}", f"count{WAS}")
        fresh = self.free_key()
        self.add_set(fresh, {column: text for column in kept if (text := self.said(f"{key}.{column}"))})
        self.edited.emit(f"{fresh}.count")
        self.go_to(f"{fresh}.count")
        return True

    def keys_of(self, exercise: str) -> list[str]:
        """The rows of an exercise, from top to bottom."""
        return [key for key, row in self.rows.items() if row.group == exercise]

    def free_key(self) -> str:
        """A key that no row has."""
        return str(max((int(key) for key in self.order), default=0) + 1)

    def said(self, name: str) -> str:
        """A text of a row, shown or not; "" where there is none."""
        cell = self.cell(name)
        return cell.text() if cell is not None else self._hidden.get(name, "")

    def note(self, name: str, text: str) -> None:
        """Keep a text that is not shown; an empty one forgets it."""
        if text:
            self._hidden[name] = text
        else:
            self._hidden.pop(name, None)

    def texts(self) -> dict[str, str]:
        """Every text by name, with the order of the rows and the unit of the loads."""
        return {**self._hidden, **super().texts(), ORDER: " ".join(self.order), UNIT: self.unit}

    def show_unit(self, unit: str) -> None:
        """Say another unit of the loads above their column; their texts stay."""
        self.unit = unit
        self.set_title("load", tr("Load {unit}", unit=unit))

    def _show_measure(self, key: str) -> None:
        """Say in a row's field what it counts where that is not repetitions."""
        cell = self.rows[key].cells["count"]
        if isinstance(cell, NumberField):
            cell.set_unit("s" if self.said(f"{key}.measure") == SECONDS else "")

    # While typing

    def take_typed(self, name: str) -> None:
        """A text was typed: what stood there before it was converted is gone, and a load is followed."""
        self.note(name + WAS, "")
        if name.endswith(".load"):
            self._follow(name)

    def _follow(self, field: str) -> None:
        """A load that is changed in one set is changed in the later ones of the exercise that had the same."""
        key, text = field.partition(".")[0], self.said(field)
        was, self._loads[field] = self._loads.get(field, ""), text
        self._set_by_hand.add(field)
        keys = self.keys_of(self.rows[key].group)
        for later in keys[keys.index(key) + 1 :]:
            name = f"{later}.load"
            cell = self.cell(name)
            if cell is None or name in self._set_by_hand or cell.text() != was:
                return
            cell.setText(text)
            self.note(name + WAS, "")
            self._loads[name] = text

    def tidy_count(self, field: str, reading: Callable[[], Reading]) -> None:
        """Seconds that were typed with their unit show it as the unit of the field."""
        key, before = field.partition(".")[0], self.said(f"{field.partition('.')[0]}.measure")
        measure = measure_typed(self.said(field), before)
        if measure == before:
            return
        self.note(f"{key}.measure", measure)
        self._show_measure(key)
        found = reading()
        cell = self.cell(field)
        if key in found.keys and cell is not None:
            done = found.workout.sets[found.keys.index(key)]
            typed = self.said(field)
            cell.setText(set_texts(key, done, self.unit)[field])
            self.note(field + WAS, "" if typed.strip().isdigit() else typed)

    def convert(self, unit: str) -> None:
        """Show every load in another unit; what was typed stays what it is."""
        for name, text in in_unit(self.texts(), unit).items():
            cell = self.cell(name)
            if cell is not None:
                cell.setText(text)
                self._loads[name] = text
            elif name.endswith(WAS):
                self.note(name, text)
        self.show_unit(unit)
