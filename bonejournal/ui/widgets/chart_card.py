"""A card with a chart: the sentence, switches, the picture or the table behind it, options, and export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from bonejournal.domain.words import tr, trn
from bonejournal.ui.theme import light_style, theme
from bonejournal.ui.widgets.buttons import Toggle, plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.chart_view import ChartPoint, ChartView
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.table import TableView
from bonejournal.ui.widgets.table_model import Column, Row, TableModel
from bonejournal.ui.widgets.text import Sentence, label

if TYPE_CHECKING:
    from typing import Literal

    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.ui.work import Desk

SAVED_RATIO = 2.0
"""Pixels a unit in a picture that is saved or copied."""
MOST_ROWS = 14


class Say(Protocol):
    """Says something in the status bar, with one thing to do about it."""

    def __call__(self, text: str, link: str = "", act: Callable[[], object] | None = None) -> None: ...


class Drawing(Protocol):
    """Draws in a style, at a size in pixels, with device pixels a pixel. Called in the drawing thread."""

    def __call__(self, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table behind a chart: as it is shown, and as a file has it, heads first, with ISO dates and plain numbers."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    file: tuple[tuple[str, ...], ...] = ()

    def text(self, *, separator: str) -> str:
        """The table for a file (",") or the clipboard (a tab); no cell is taken for a formula."""
        from bonejournal.exchange.cells import guarded

        out = io.StringIO()
        signs = csv.writer(out, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
        for row in self.file:
            signs.writerow([cell if _is_number(cell) else guarded(cell) for cell in row])
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Picture:
    image: QImage
    points: tuple[ChartPoint, ...]


class ChartCard(Card):
    """Everything about one chart. The page puts in switches and options, and calls `show_chart` when one changes.

    The picture is drawn in the other thread; until it comes the one before stays. T changes between picture and
    table. `opened` carries the record of a point or row, `table_shown` whether the table is shown now.
    """

    opened = Signal(str)
    table_shown = Signal(bool)

    def __init__(self, desk: Desk, say: Say, key: str, *, height: float = 310, small: bool = False) -> None:
        super().__init__()
        self._desk, self._say, self._key = desk, say, key
        self._number = 0
        self._drawing: Drawing | None = None
        self._sheet = Sheet()
        self._has_options = False
        self._title, self._name = "", "chart"
        side = theme.u(18)
        self.box.setContentsMargins(side, theme.u(14), side, theme.u(14))
        self.sentence = Sentence(role="second" if small else "sentence")
        self.add(self.sentence)
        self._switches = Flow(8)
        self.add(self._switches)
        self._toggle = Toggle((tr("Table"), tr("Chart")), self.toggle)
        self._toggle.setObjectName("chart-table")
        self._toggle.setToolTip(tr("The numbers behind the picture (T)"))
        self._export = plain(tr("Export…"), self._offer, small=True)
        self._export.setObjectName("chart-export")
        self.view = ChartView(height)
        self.view.setObjectName("chart")
        self.view.size_wanted.connect(self._draw)
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self._menu_at)
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

    def finish_switches(self) -> None:
        """Put the buttons for table and export behind the switches."""
        self.add_switch(self._toggle, end=True)
        self.add_switch(self._export, end=True)

    def name_small(self, title: str, mark: str = "") -> None:
        """Head a small card, one of several beside each other: its mark and name, and the button for the table."""
        row = QHBoxLayout()
        row.setSpacing(theme.u(8))
        if mark:
            row.addWidget(StatusMark(mark, px=16))
        row.addWidget(label(title, "heading", wrap=True), 1)
        row.addWidget(self._toggle)
        self.box.insertLayout(0, row)
        self._toggle.setAccessibleDescription(title)
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
        """Show another chart with its sentence and table.

        title: what stands above a saved picture; name: what a saved file is called, without its ending.
        """
        self.sentence.setText(sentence)
        self.view.describe(sentence)
        self.setAccessibleName(sentence)
        self._drawing, self._sheet = drawing, sheet
        self._title, self._name = title, name
        self.table.setAccessibleName(sentence)
        self.table.show_model(TableModel(sheet.columns, sheet.rows))
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
        drawing = self._drawing
        if drawing is None or width < 2 or height < 2:
            return
        self._number += 1
        number, tokens = self._number, theme.chart_style()

        def run() -> tuple[int, _Picture]:
            return number, _picture(drawing, tokens, (width, height), ratio)

        self._desk.draw(run, self._show, owner=self, key=self._key)

    def _show(self, drawn: tuple[int, _Picture]) -> None:
        number, picture = drawn
        if number != self._number:
            return
        self.view.set_image(picture.image, picture.points)
        if picture.points:
            count = trn("{count} point", "{count} points", len(picture.points))
            self.view.describe(
                self.sentence.text(),
                tr("{count}. Latest: {said}", count=count, said=picture.points[-1].spoken),
            )
        else:
            self.view.describe(self.sentence.text())

    # Taking it along

    def _offer(self) -> None:
        self._menu_at(self._export.mapToGlobal(QPoint(0, self._export.height() + theme.u(4))))

    def _menu_at(self, place: QPoint) -> None:
        menu = self.export_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def export_menu(self) -> QMenu:
        """What can be done with the chart and its numbers."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("Export"))
        ways: tuple[tuple[str, Callable[[], None]], ...] = (
            (tr("Save picture as &PNG…"), lambda: self._save_picture("png")),
            (tr("Save picture as &SVG…"), lambda: self._save_picture("svg")),
            (tr("&Copy picture"), self._copy_picture),
            ("", lambda: None),
            (tr("Save &table as CSV…"), self._save_table),
            (tr("Copy t&able"), self._copy_table),
        )
        for words, act in ways:
            if not words:
                menu.addSeparator()
                continue
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked, act=act: act())
            menu.addAction(action)
        return menu

    def _save_picture(self, form: Literal["png", "svg"]) -> None:
        path, drawing = self._ask_path(form), self._drawing
        if path is None or drawing is None:
            return
        draw = self._on_paper(drawing)

        def run() -> OSError | None:
            from bonejournal.charts.drawn import save

            try:
                save(draw(), path, form)
            except OSError as error:
                return error
            return None

        self._desk.draw(run, lambda error: self._saved(path, error), owner=self)

    def _copy_picture(self) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        draw = self._on_paper(drawing)
        self._desk.draw(lambda: _image(draw(), 1.0), self._copied, owner=self)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._say(tr("The picture is copied."))

    def _save_table(self) -> None:
        path = self._ask_path("csv")
        if path is None:
            return
        content = self._sheet.text(separator=",").encode()

        def run() -> OSError | None:
            from bonejournal.charts.drawn import write_private

            try:
                write_private(path, content)
            except OSError as error:
                return error
            return None

        self._desk.draw(run, lambda error: self._saved(path, error), owner=self)

    def _copy_table(self) -> None:
        QGuiApplication.clipboard().setText(self._sheet.text(separator="\t"))
        self._say(tr("The table is copied."))

    def _ask_path(self, form: str) -> Path | None:
        kinds = {"png": tr("Picture (*.png)"), "svg": tr("Picture (*.svg)"), "csv": tr("Table (*.csv)")}
        proposed = str(Path.home() / f"{self._name}.{form}")
        dialog = QFileDialog(self, tr("Save as"), proposed, kinds[form])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def _saved(self, path: Path, error: OSError | None) -> None:
        if error is not None:
            self._say(tr("{name} could not be written: {reason}.", name=path.name, reason=error.strerror or ""))
            return
        folder = QUrl.fromLocalFile(str(path.parent))
        self._say(
            tr("Saved as {name}.", name=path.name), tr("Show in folder"), lambda: QDesktopServices.openUrl(folder)
        )

    def _on_paper(self, drawing: Drawing) -> Callable[[], Drawn]:
        """What draws the chart as it goes out: light and at 100 % text whatever the window shows, with its title.

        It is 620 units wide at least, so that a narrow window takes nothing away.
        """
        unit = max(theme.u(100), 1) / 100
        size = (max(self.view.width() / unit, 620.0), max(self.view.height() / unit, 330.0))
        title, sentence = self._title, self.sentence.text()

        def draw() -> Drawn:
            from bonejournal.charts.style import screen_style
            from bonejournal.charts.titled import titled

            style = screen_style(light_style())
            return titled(drawing(style, size, SAVED_RATIO), style, title, sentence)

        return draw


def _picture(
    drawing: Drawing,
    tokens: dict[str, str | float | bool],
    size: tuple[int, int],
    ratio: float,
) -> _Picture:
    from bonejournal.charts.style import screen_style

    drawn = drawing(screen_style(tokens, float(tokens["scale"])), size, ratio)
    points = tuple(
        ChartPoint(point.x, point.y, point.text.replace("; ", "\n"), point.text, point.record_id, point.span)
        for point in drawn.points
    )
    return _Picture(_image(drawn, ratio), points)


def _image(drawn: Drawn, ratio: float) -> QImage:
    from bonejournal.charts.drawn import render

    pixels, width, height = render(drawn)
    image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
