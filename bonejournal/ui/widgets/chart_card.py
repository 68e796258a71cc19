"""A card with a chart: the sentence, switches, the picture or the table behind it, options, and export."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.charts.point import Point
from bonejournal.domain.words import tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Toggle
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.chart_view import ChartView
from bonejournal.ui.widgets.export import Drawing, Export, Say, Sheet, Shown, image_of
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.stages import under_way
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import TableModel
from bonejournal.ui.widgets.text import Sentence, label

MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class _Picture:
    image: QImage
    points: tuple[Point, ...]


class ChartCard(Card):
    """Everything about one chart. The page puts in switches and options, and calls `show_chart` when one changes.

    The picture is drawn in the other thread; until it comes the one before stays. T changes between picture and
    table. `opened` carries the record of a point or row, `table_shown` whether the table is shown now.
    """

    opened = Signal(str)
    table_shown = Signal(bool)

    def __init__(self, desk: Desk, say: Say, key: str, *, height: float = 310, small: bool = False) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._number = 0
        self._has_options = self._waits = self._held = False
        self._take_along: QWidget | None = None
        self._heading = ""
        side = theme.u(18)
        self.box.setContentsMargins(side, theme.u(14), side, theme.u(14))
        self.sentence = Sentence(role="second" if small else "sentence")
        self.add(self.sentence)
        self._switches = Flow(8)
        self.add(self._switches)
        self._toggle = Toggle((tr("Table"), tr("Chart")), self.toggle)
        self._toggle.setObjectName("chart-table")
        self._toggle.setToolTip(tr("The numbers behind the picture (T)"))
        self.view = ChartView(height)
        self.export = Export(self.view, desk, say)
        self.view.setObjectName("chart")
        self.view.size_wanted.connect(self._draw)
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.export.offer)
        self.add(self.view, 1)
        self.table = TableView("")
        self.table.setObjectName("chart-rows")
        self.table.fit_rows(MOST_ROWS)
        self.table.opened.connect(self.opened)
        self.table.hide()
        self.add(self.table)
        self._options = Flow(16)
        self._options.hide()
        self.add(self._options)
        self.box.addStretch(0)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    # What the page puts in

    def add_switch(self, widget: QWidget, *, end: bool = False) -> None:
        """Put a switch above the chart, at the left or the right end."""
        self._switches.add(widget, end=end)

    def finish_switches(self, small: str = "") -> None:
        """Put the buttons for table and export behind the switches. small: what the card is about, where there is room
        for the export's sign alone.
        """
        button = self._take_along = self.export.icon(small) if small else self.export.button()
        button.setObjectName("chart-export")
        self.add_switch(self._toggle, end=True)
        self.add_switch(button, end=True)

    def name_small(self, title: str, mark: str = "") -> None:
        """Head a small card, one of several beside each other: its mark, name, and both buttons."""
        self._heading = title
        row = QHBoxLayout()
        row.setSpacing(theme.u(8))
        if mark:
            row.addWidget(StatusMark(mark, px=16))
        row.addWidget(label(title, "heading", wrap=True), 1)
        row.addWidget(self._toggle)
        button = self._take_along = self.export.icon(title)
        button.setObjectName("chart-export")
        row.addWidget(button)
        self.box.insertLayout(0, row)
        self._switches.hide()

    def add_option(self, widget: QWidget) -> None:
        """Put a choice of how the chart is drawn beneath it."""
        self._options.add(widget)
        self._has_options = True
        self._options.setHidden(self.table_is_shown())

    def show_chart(
        self,
        sentence: str,
        drawing: Drawing,
        sheet: Sheet,
        title: str,
        name: str,
    ) -> None:
        """Show another chart with its sentence and table; what is the same as before is neither drawn nor filled anew.

        title: what stands above a saved picture; name: what a saved file is called, without its ending.
        """
        before, shown = self.export.shown, Shown(drawing, sheet, title, sentence, name)
        if shown == before:
            return
        self.export.hold(shown)
        self._toggle.tell_about(title)
        if self._take_along is not None:
            self._take_along.setAccessibleName(self.export.called(title))
        self.sentence.setText(sentence)
        self.setAccessibleName(self._spoken())
        self.table.setAccessibleName(self._spoken())
        if before is None or sheet != before.sheet:
            self.table.show_model(TableModel(sheet.columns, sheet.rows))
            for button in (self._toggle, self._take_along):
                if button is not None:  # without a number there is nothing to show as a table or to take along
                    button.setHidden(not sheet.rows and not self.table_is_shown())
        if before is not None and drawing == before.drawing:
            self._describe()
        else:
            self.view.describe(self._spoken())
            self.view.ask()

    def show_table(self, on: bool) -> None:
        """Show the table instead of the picture, or the picture again."""
        inside = self.view.hasFocus() or self.table.hasFocus()
        # The taller of both is hidden first, so that the page never jumps.
        (self.view if on else self.table).hide()
        (self.table if on else self.view).show()
        self._options.setHidden(on or not self._has_options)
        self._toggle.turn(on)
        if inside:
            (self.table if on else self.view).setFocus(Qt.FocusReason.OtherFocusReason)
        self.table_shown.emit(on)

    def toggle(self) -> None:
        """Change between picture and table."""
        self.show_table(not self.table_is_shown())

    def table_is_shown(self) -> bool:
        """Whether the table stands in the picture's place."""
        return not self.table.isHidden()

    def take_picture_of(self, other: ChartCard) -> None:
        """Show another card's picture until the own one comes."""
        image = other.view.image()
        if image is not None:
            self.view.set_image(image)

    # Drawing

    def _draw(self, width: int, height: int, ratio: float) -> None:
        shown = self.export.shown
        if shown is None or width < 2 or height < 2:
            return
        if (stages := under_way(self)) is not None:
            if not self._waits:
                self._waits = True
                stages.finished.connect(self._built, Qt.ConnectionType.SingleShotConnection)
            if not self.view.fits():
                # What is still to come takes its room from the first picture: it would be drawn twice.
                self._held = True
                return
        drawing = shown.drawing
        self._number += 1
        number, tokens = self._number, theme.chart_style()

        def run() -> tuple[int, _Picture]:
            return number, _picture(drawing, tokens, (width, height), ratio)

        self._desk.draw(run, self._show, owner=self, key=self._key)

    def _built(self) -> None:
        """What stands around it has its place: draw what was held back, and what has another size now.

        A picture further down the page comes after those that can be seen.
        """
        held, self._waits, self._held = self._held, False, False
        if not self.view.in_sight():
            self.view.ask_soon(anew=held)
        elif held:
            self.view.ask()
        else:
            self.view.settle()

    def _show(self, drawn: tuple[int, _Picture]) -> None:
        number, picture = drawn
        if number != self._number:
            return
        self.view.set_image(picture.image, picture.points)
        self._describe()

    def _describe(self) -> None:
        points = self.view.points()
        count = trn("{count} point", "{count} points", len(points))
        latest = tr("{count}. Latest: {said}", count=count, said=points[-1].text) if points else ""
        self.view.describe(self._spoken(), latest)

    def _spoken(self) -> str:
        """The sentence as it is read out: of a small card, whose sentence does not say of what, with its name."""
        sentence = self.sentence.text()
        return tr("{title}: {sentence}", title=self._heading, sentence=sentence) if self._heading else sentence


def _picture(
    drawing: Drawing,
    tokens: dict[str, str | float | bool],
    size: tuple[int, int],
    ratio: float,
) -> _Picture:
    from bonejournal.charts.style import screen_style

    drawn = drawing(screen_style(tokens, float(tokens["scale"])), size, ratio)
    return _Picture(image_of(drawn, ratio), drawn.points)
