"""A table in words, whose cells are sentences: columns side by side, or where room is short row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.arranged import Arranged
from bonejournal.ui.widgets.text import label, rule

LEAST_COLUMN = 150
"""The least width of a column in units; with less for any of them the rows stand beneath each other."""
FIRST_SHARE, SHARE = 2, 3
"""The width of the first column against that of each other."""
GAP, CLOSE = 9, 1
"""The space in units above and beneath a line, and between a head and what stands under it."""


class Compared(Arranged):
    """`heads` over `rows`; the first cell of a row names it. Each cell is read out with the head it stands under."""

    def __init__(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._heads = [self._hold(label(head, "header", wrap=True)) for head in heads]
        self._rows: list[list[tuple[QLabel, QLabel]]] = []
        self._rules: list[QWidget] = []
        for row in rows:
            line = rule()
            line.setParent(self)
            self._rules.append(line)
            self._rows.append([self._cell(head, text) for head, text in zip(heads, row, strict=True)])
        for cells in self._rows:
            cells[0][1].setProperty("role", "row")
            cells[0][1].setAccessibleName(cells[0][1].text())

    def _hold(self, made: QLabel) -> QLabel:
        made.setParent(self)
        return made

    def _cell(self, head: str, text: str) -> tuple[QLabel, QLabel]:
        words = self._hold(label(text, "body2", wrap=True))
        words.setAccessibleName(tr("{head}: {text}", head=head, text=text))
        return self._hold(label(head, "caption", wrap=True)), words

    def beside(self, width: int) -> bool:
        """Whether in a width the columns stand side by side."""
        return width >= len(self._heads) * theme.u(LEAST_COLUMN)

    def sizeHint(self) -> QSize:
        width = len(self._heads) * theme.u(LEAST_COLUMN)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(LEAST_COLUMN), theme.u(LEAST_COLUMN) // 3)

    def arrange(self, width: int, *, move: bool) -> int:
        """Place everything for a width, if it is to be moved; returns the height that takes."""
        beside = self.beside(width)
        top = self._line([*zip(self._heads, self._columns(width), strict=True)], 0, move=move) if beside else 0
        if move:
            for head in self._heads:
                head.setVisible(beside)
        for line, cells in zip(self._rules, self._rows, strict=True):
            if top:
                top += theme.u(GAP)
                if move:
                    line.setGeometry(0, top, width, 1)
                top += 1 + theme.u(GAP)
            if move:
                line.setVisible(top > 0)
                for place, (head, _) in enumerate(cells):
                    head.setVisible(not beside and place > 0)
            if beside:
                columns = self._columns(width)
                top = self._line(
                    [(words, spot) for (_, words), spot in zip(cells, columns, strict=True)], top, move=move
                )
                continue
            for place, (head, words) in enumerate(cells):
                if place:
                    top = self._line([(head, (0, width))], top + theme.u(GAP - 2), move=move) + theme.u(CLOSE)
                top = self._line([(words, (0, width))], top, move=move)
        return top

    def _columns(self, width: int) -> list[tuple[int, int]]:
        """Where each column begins, and how wide it is."""
        count, gap = len(self._heads), theme.u(18)
        room = width - (count - 1) * gap
        first = max(room * FIRST_SHARE // (FIRST_SHARE + SHARE * (count - 1)), self._longest_word())
        widths = [first, *[(room - first) // max(count - 1, 1)] * (count - 1)]
        return [(sum(widths[:place]) + place * gap, wide) for place, wide in enumerate(widths)]

    def _longest_word(self) -> int:
        """What the names need so that none is cut inside a word."""
        names = [cells[0][1] for cells in self._rows]
        return max(
            (name.fontMetrics().horizontalAdvance(word) + 2 for name in names for word in name.text().split()),
            default=0,
        )

    @staticmethod
    def _line(labels: Sequence[tuple[QLabel, tuple[int, int]]], top: int, *, move: bool) -> int:
        """Put labels beside each other; returns where the highest of them ends."""
        height = max(words.heightForWidth(wide) for words, (_, wide) in labels)
        if move:
            for words, (left, wide) in labels:
                words.setGeometry(left, top, wide, words.heightForWidth(wide))
        return top + height
