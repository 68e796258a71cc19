"""Pasting the text of a report: what was recognised stands in a table, and nothing is filled in before she says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QWidget

from bonejournal.domain.words import tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Check
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One thing that was recognised: its words, its text in each column, what it is to the form, and a remark."""

    words: str
    what: object
    cells: tuple[str, ...] = ()
    ticked: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text holds: `rows` of the grid beneath `heads`, what stands `beside` them such as the day, the lines
    `unread`, and a sentence where there is no row. `left` are the columns that begin at the left.
    """

    heads: tuple[str, ...] = ()
    rows: tuple[PastedLine, ...] = ()
    beside: tuple[PastedLine, ...] = ()
    unread: tuple[str, ...] = ()
    nothing: str = ""
    compare: str = ""
    left: tuple[int, ...] = ()


class _Text(QPlainTextEdit):
    """The pasted text; Tab leaves it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(tr("Text of the report"))
        self.setFixedHeight(theme.u(130))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PastePanel(Card):
    """`read` recognises what is in a text, in the drawing thread, for a long one takes a while; `take` gets what is
    ticked of it; `close_` is called to go back.
    """

    def __init__(
        self,
        desk: Desk,
        hint: str,
        read: Callable[[str], Recognised],
        take: Callable[[list[object]], object],
        close_: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._read, self._take = desk, read, take
        self._ticks: list[tuple[Check, PastedLine]] = []
        self._rows = 0
        self.heading(tr("Paste from the report"))
        self.text = _Text(hint)
        self.add(self.text)
        self.said = label("", "second", wrap=True)
        self.add(self.said)
        buttons = Flow()
        self.fill = primary(tr("Fill in"), self._fill)
        buttons.add(self.fill)
        self.back = plain(tr("Back to the form"), close_, keys="Esc")
        buttons.add(self.back)
        self.add(buttons)
        self._table = QWidget()
        self.add(self._table)
        self.unread = label("", "caption", wrap=True)
        self.add(self.unread)
        self.box.addStretch(1)
        self.text.textChanged.connect(self._recognise)
        self._show("", Recognised())
        waiting = QGuiApplication.clipboard().text()
        if waiting:
            self._ask(waiting, self._begin)

    def _ask(self, text: str, then: Callable[[str, Recognised], object]) -> None:
        """Have a text read; only the newest is."""
        run = partial(self._read, text)
        self._desk.draw(run, partial(then, text), owner=self, key="pasted")

    def _begin(self, waiting: str, found: Recognised) -> None:
        """Begin with what was copied before, where it is a report and nothing was typed meanwhile."""
        if found.rows and not self.text.toPlainText():
            self.text.setPlainText(waiting)

    def _recognise(self) -> None:
        """Read the text as it stands; until that is done nothing can be filled in."""
        self.fill.setEnabled(False)
        self._ask(self.text.toPlainText(), self._show)

    def _show(self, typed: str, found: Recognised) -> None:
        """Show what was recognised in the text, unless it has changed meanwhile and is read again."""
        if typed != self.text.toPlainText():
            return
        self.said.setText((found.compare if found.rows else found.nothing) if typed.strip() else "")
        self.unread.setText(_said_unread(found.unread) if found.rows else "")
        self.unread.setVisible(bool(self.unread.text()))
        self._ticks.clear()
        self._rows = len(found.rows)
        fresh = QWidget()
        if found.rows:
            self._fill_table(QGridLayout(fresh), found)
        self.box.replaceWidget(self._table, fresh)
        self._table.deleteLater()
        self._table = fresh
        for one, other in pairwise((self.text, self.fill, self.back, *(check for check, _ in self._ticks))):
            QWidget.setTabOrder(one, other)
        self._count()

    def _fill_table(self, grid: QGridLayout, found: Recognised) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.u(22))
        grid.setVerticalSpacing(0)
        for place, head in enumerate(found.heads):
            grid.addWidget(label(head, "header"), 0, place + 1, _side(place, found))
        for at, line in enumerate((*found.rows, *found.beside), 1):
            check = Check(line.words, ticked=line.ticked)
            check.toggled.connect(self._count)
            self._ticks.append((check, line))
            grid.addWidget(check, at, 0, 1, 1 if line.cells else -1)
            for place, text in enumerate(line.cells):
                grid.addWidget(label(text), at, place + 1, _side(place, found))
            if line.remark:
                remark = label(line.remark, "caption", wrap=True)
                remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                grid.addWidget(remark, at, len(found.heads) + 1)
        grid.setColumnStretch(len(found.heads) + 1, 1)

    def _count(self) -> None:
        count = sum(check.isChecked() for check, _ in self._ticks[: self._rows])
        self.fill.setText(trn("Fill in {count} row", "Fill in {count} rows", count) if count else tr("Fill in"))
        self.fill.setAccessibleName(self.fill.text())
        self.fill.setEnabled(bool(count))
        self.fill.updateGeometry()

    def _fill(self) -> None:
        self._take([line.what for check, line in self._ticks if check.isChecked()])


def _side(place: int, found: Recognised) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if place in found.left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _said_unread(lines: tuple[str, ...]) -> str:
    """How many lines nothing was read of, and which."""
    if not lines:
        return ""
    shown = [*lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        shown.append(trn("and {count} more", "and {count} more", len(lines) - LINES_SHOWN))
    said = trn(
        "No result was read in {count} line. Type what is missing.",
        "No result was read in {count} lines. Type what is missing.",
        len(lines),
    )
    return "\n".join((said, *shown))
