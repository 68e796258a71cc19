"""Pasting the text of a report: what was recognised stands in a table, and nothing is filled in before she says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from bonejournal.domain.bone.density import Side, Site, SiteResult
from bonejournal.domain.bone.dxa_entry import PRINTED
from bonejournal.domain.words import day_long, mark, tr, trn
from bonejournal.exchange.dxa_text import Found, Report
from bonejournal.ui.forms.dxa_grid import column_name
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Check
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

_NOTHING = mark(
    "No region with a BMD or T-score was recognised in this text. A photo has no text; type the numbers instead."
)


class _Text(QPlainTextEdit):
    """The pasted text; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Copy the report’s text from the PDF or the clinic’s portal and paste it here."))
        self.setAccessibleName(tr("Text of the report"))
        self.setFixedHeight(theme.u(130))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PastePanel(Card):
    """`read` makes a report of a text; `take` gets what of it is ticked; `close_` is called to go back."""

    def __init__(
        self, read: Callable[[str], Report], take: Callable[[Report], object], close_: Callable[[], object]
    ) -> None:
        super().__init__()
        self._read, self._take = read, take
        self.report = Report()
        self.heading(tr("Paste from the report"))
        self.text = _Text()
        self.add(self.text)
        self.said = label("", "second", wrap=True)
        self.add(self.said)
        buttons = Flow()
        self.fill = primary(tr("Fill in"), self._fill)
        buttons.add(self.fill)
        buttons.add(plain(tr("Back to the form"), close_, keys="Esc"))
        self.add(buttons)
        self._table = QWidget()
        self.add(self._table)
        self._ticks: list[tuple[Check, Found]] = []
        self._day: Check | None = None
        self.box.addStretch(1)
        self.text.textChanged.connect(self._show)
        waiting = QGuiApplication.clipboard().text()
        if read(waiting).rows:
            self.text.setPlainText(waiting)
        self._show()

    def _show(self) -> None:
        """Show what is recognised in the text as it stands."""
        self.report = self._read(self.text.toPlainText())
        there = bool(self.text.toPlainText().strip())
        self.said.setText(self._sentence() if there else "")
        self._ticks.clear()
        self._day = None
        fresh = QWidget()
        if self.report.rows:
            self._fill_table(QGridLayout(fresh))
        self.box.replaceWidget(self._table, fresh)
        self._table.deleteLater()
        self._table = fresh
        self._count()

    def _sentence(self) -> str:
        if not self.report.rows:
            return tr(_NOTHING)
        return tr("Compare each number with the paper and untick what is not from this scan.")

    def _fill_table(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.u(18))
        grid.setVerticalSpacing(theme.u(2))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, column in enumerate(PRINTED, 1):
            grid.addWidget(label(column_name(column), "header"), 0, place, end)
        for at, found in enumerate(self.report.rows, 1):
            check = Check(row_label(found), ticked=True)
            check.toggled.connect(self._count)
            self._ticks.append((check, found))
            grid.addWidget(check, at, 0)
            for place, column in enumerate(PRINTED, 1):
                grid.addWidget(label(found.numbers.get(column, "")), at, place, end)
        at = len(self.report.rows) + 1
        if self.report.tbs:
            grid.addWidget(label(tr("Trabecular bone score {score}", score=self.report.tbs)), at, 0, 1, 6)
            at += 1
        if self.report.day is not None:
            self._day = Check(tr("Date of scan {day}", day=day_long(self.report.day)), ticked=True)
            grid.addWidget(self._day, at, 0, 1, 6)
        grid.setColumnStretch(6, 1)

    def _count(self) -> None:
        count = len(self._chosen())
        self.fill.setText(trn("Fill in {count} row", "Fill in {count} rows", count) if count else tr("Fill in"))
        self.fill.setAccessibleName(self.fill.text())
        self.fill.setEnabled(bool(count))
        self.fill.updateGeometry()

    def _chosen(self) -> tuple[Found, ...]:
        return tuple(found for check, found in self._ticks if check.isChecked())

    def _fill(self) -> None:
        day = self.report.day if self._day is not None and self._day.isChecked() else None
        self._take(Report(self._chosen(), day, self.report.tbs))


def row_label(found: Found) -> str:
    """What the form calls a row that was recognised."""
    side: Side | None = found.side
    site: Site = found.site
    return SiteResult(site, side, found.vertebrae).label
