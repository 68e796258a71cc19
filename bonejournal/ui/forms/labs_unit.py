"""Another unit beside a figure that stands in a lab report: she is asked whether the figure goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bonejournal.domain.labs.another_unit import in_unit, interval_in_unit
from bonejournal.domain.labs.entry import WAS
from bonejournal.domain.words import tr
from bonejournal.ui.forms.labs_grid import LabsGrid


class UnitChanges:
    """The rows whose unit was changed while a figure stood there, and what was typed where one was converted.

    stored: the text that was typed of a row when it was saved, "" where none was converted; is_offered: whether a text
    was filled in by the form; answered: is told the name of the unit she has answered for.
    """

    def __init__(
        self,
        grid: LabsGrid,
        stored: Callable[[str], str],
        is_offered: Callable[[str], bool],
        answered: Callable[[str], object],
    ) -> None:
        self._grid, self._stored, self._is_offered, self._answered = grid, stored, is_offered, answered
        self._before: dict[str, str] = {}
        self._at = ("", "")
        self.was: dict[str, str] = {}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Take what was typed from the texts of a form, and forget what was asked."""
        before, self.was = self.was, {name: text for name, text in texts.items() if name.endswith(WAS) and text}
        self._before.clear()
        for name in {*before, *self.was}:
            self._show_was(name.partition(".")[0])

    def arrived(self, name: str) -> None:
        """A cell has the focus: its unit is what a change is seen against."""
        cell = self._grid.cell(name)
        self._at = (name, cell.text()) if cell is not None and name.endswith(".unit") else ("", "")

    def left(self, name: str) -> None:
        """A unit was left or chosen."""
        key = name.partition(".")[0]
        if name != self._at[0]:
            return
        self._before.pop(key, None)
        if self._worked_out(key, self._at[1]):
            self._before[key] = self._at[1]

    def retyped(self, key: str) -> None:
        """Another figure was typed."""
        self.was.pop(f"{key}.value{WAS}", None)
        self._before.pop(key, None)
        self._show_was(key)

    def ask(self, name: str) -> bool:
        """Ask at a unit whether the figure is to be worked out anew; False where there is nothing to ask."""
        key, _, column = name.partition(".")
        if column != "unit" or key not in self._before:
            return False
        texts, before = self._grid.texts(), self._before[key]
        told = {"value": texts[f"{key}.value"], "before": before, "unit": texts[f"{key}.unit"]}
        told["now"] = self._worked_out(key, before)[f"{key}.value"]
        asked = tr("{value} {before} is {now} {unit}. Was it the figure or only the unit that is on the paper?", **told)
        convert = (tr("Convert to {now} {unit}", **told), lambda: self._convert(key))
        leave = (tr("It says {value} {unit}", **told), lambda: self._settle(key))
        self._grid.tell(name, "soft", asked, (convert, leave))
        return True

    def _worked_out(self, key: str, before: str) -> dict[str, str]:
        return in_unit(self._grid.texts(), key, before, self.was.get(f"{key}.value{WAS}") or self._stored(key))

    def _convert(self, key: str) -> None:
        """Write the figure, and what she typed of the interval, in the unit that stands there now."""
        before, texts = self._before[key], self._grid.texts()
        made = self._worked_out(key, before)
        self.was.pop(f"{key}.value{WAS}", None)
        if was := made.pop(f"{key}.value{WAS}"):
            self.was[f"{key}.value{WAS}"] = was
        for name, text in interval_in_unit(texts, key, before).items():
            if not self._is_offered(name):
                made[name] = text
        for name, text in made.items():
            if (cell := self._grid.cell(name)) is not None:
                cell.setText(text)
        self._show_was(key)
        self._settle(key)

    def _settle(self, key: str) -> None:
        del self._before[key]
        self._at = (self._at[0], self._grid.texts()[f"{key}.unit"])
        self._answered(f"{key}.unit")

    def _show_was(self, key: str) -> None:
        cell, was = self._grid.cell(f"{key}.value"), self.was.get(f"{key}.value{WAS}", "")
        if cell is not None:
            cell.setToolTip(tr("Typed as {text}", text=was) if was else "")
