"""The grid of a lab report: a row for each test, and the line beneath that finds others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bonejournal.domain.labs.analytes import Analyte, analytes
from bonejournal.domain.labs.entry import Line
from bonejournal.domain.typeahead import Index
from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.entry_grid import Column, Enter, EntryGrid, Kind
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.type_ahead import Offer, TypeAhead

_SIGNS = (("", "="), ("<", "<"), ("<=", "≤"), (">", ">"), (">=", "≥"))
NAMES_SHOWN = 3


class LabsGrid(EntryGrid):
    """Texts are named by `Line.key` and column, "ctx.value". Enter goes down, and from the last row to the line
    beneath: `done` is asked for that.
    """

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__(
            Column("test", tr("Test"), width=150, grow=3),
            (
                Column("sign", kind=Kind.CHOICE, width=60, tab=False, name=tr("Below or above")),
                Column("value", tr("Value"), width=80),
                Column("unit", tr("Unit"), Kind.LIST, 110),
                Column("low", tr("Lab’s low"), width=72),
                Column("high", tr("Lab’s high"), width=72),
                Column("last", tr("Last time"), Kind.WORDS, 120, grow=1),
                Column("verdict", "", Kind.VERDICT, 158, grow=1),
            ),
            enter=Enter.DOWN,
            on_enter=self._entered_last,
        )
        self._done = done
        self.lines: dict[str, Line] = {}

    def add_line(self, line: Line) -> bool:
        """A row for a test; False where it is there already."""
        if line.key in self.lines:
            return False
        self.lines[line.key] = line
        row = self.add_row(line.key, line.name)
        known = analytes().get(line.analyte)
        self.set_choices(f"{line.key}.sign", _SIGNS)
        row.cells["sign"].setText("")
        if known is not None:
            self.set_choices(f"{line.key}.unit", [(unit.name, unit.name) for unit in known.units])
            row.name.setToolTip(known.sampling)
            row.cells["value"].setWhatsThis(known.sampling)
        return True

    def sampling(self, name: str) -> str:
        """How the sample of a text's test is best taken, in a sentence; "" where nothing is known of it."""
        line = self.lines.get(name.partition(".")[0])
        known = analytes().get(line.analyte) if line else None
        return tr("{test}: {hint}", test=tr(known.name), hint=tr(known.sampling)) if known and known.sampling else ""

    def _entered_last(self, name: str) -> bool:
        if not self.is_last(name):
            return False
        self._done()
        return True


class AddTest(QWidget):
    """A line that finds tests by their names in several languages, or takes any text; `chosen` carries the analyte.
    Beside it stands how the sample of the row that is typed in is best taken.
    """

    chosen = Signal(str)

    def __init__(self, own: Iterable[str]) -> None:
        super().__init__()
        known = [(held.key, (tr(held.name), held.name, *held.names)) for held in analytes().values()]
        self._index: Index[str] = Index([*known, *((test, (test,)) for test in own)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(16))
        self.field = TypeAhead(self._find, tr("Another test: type its name"), icon="plus")
        self.field.setObjectName("another")
        self.field.setAccessibleName(tr("Another test"))
        self.field.setMinimumWidth(theme.u(260))
        self.field.setMaximumWidth(theme.u(424))
        self.field.chosen.connect(self._take)
        row.addWidget(self.field, 1)
        self.hint = label("", "caption", wrap=True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.hint, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(260), super().minimumSizeHint().height())

    def _find(self, text: str) -> list[Offer]:
        found = [_offer(key) for key in self._index.best(text)]
        if self._index.exactly(text) is None:
            said = " ".join(text.split())
            found = [*found[:7], Offer(said, tr("Add “{test}” as it is", test=said), tr("A test of its own"))]
        return found

    def _take(self, test: object) -> None:
        self.field.empty()
        self.chosen.emit(str(test))


def _offer(key: str) -> Offer:
    known: Analyte | None = analytes().get(key)
    if known is None:
        return Offer(key, key, tr("Typed by you before"))
    others = ", ".join(known.names[:NAMES_SHOWN])
    return Offer(key, tr(known.name), others)
