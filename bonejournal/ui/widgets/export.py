"""Taking a picture and its numbers along: saved as PNG, SVG or CSV, or copied. Charts and grids share it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.dialogs import choose
from bonejournal.ui.theme import light_style, theme
from bonejournal.ui.widgets.buttons import Button, ToolIcon, plain
from bonejournal.ui.widgets.table_model import Column, Row

if TYPE_CHECKING:
    from typing import Literal

    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.ui.desk import Desk

SAVED_RATIO = 2.0
"""Pixels a unit in a picture that is saved or copied."""
LEAST_SIZE = (620.0, 330.0)
"""The least size of such a picture in units, so that a narrow window takes nothing away."""


class Say(Protocol):
    """Says something in the status bar, with one thing to do about it."""

    def __call__(self, text: str, link: str = "", act: Callable[[], object] | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture not yet drawn: a function of a module, and the values it draws, which it takes first.

    Equal ones give the same picture, so that none is drawn twice.
    """

    draw: Callable[..., Drawn]
    values: tuple[object, ...]

    def __call__(self, style: ChartStyle, size: tuple[float, float], ratio: float) -> Drawn:
        """Draw it in a style, at a size in pixels, with device pixels a pixel. Called in the drawing thread."""
        return self.draw(*self.values, style, size, ratio)


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
class Shown:
    """What is taken along: the picture, its table, what stands above the picture, and a file's name without ending."""

    drawing: Drawing
    sheet: Sheet
    title: str
    sentence: str
    name: str


class Export:
    """What can be done with the picture that `owner` shows. `hold` says which one that is."""

    def __init__(self, owner: QWidget, desk: Desk, say: Say) -> None:
        self._owner, self._desk, self._say = owner, desk, say
        self.shown: Shown | None = None

    def hold(self, shown: Shown) -> None:
        """From now on this is what is taken along."""
        self.shown = shown

    def button(self) -> Button:
        """The button that offers it."""
        made = plain(tr("Export…"), lambda: self._beneath(made), small=True)
        return made

    def icon(self, title: str) -> ToolIcon:
        """The same where there is little room, named by what it takes along."""
        made = ToolIcon("download", self.called(title), lambda: self._beneath(made))
        return made

    def called(self, title: str) -> str:
        """How the button is called that takes this along."""
        return tr("Export: {title}", title=title)

    def menu(self) -> QMenu:
        """The ways to take it along."""
        menu = QMenu(self._owner)
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

    def offer(self, place: QPoint) -> None:
        """Show the menu at a place of the screen."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _beneath(self, button: QWidget) -> None:
        self.offer(button.mapToGlobal(QPoint(0, button.height() + theme.u(4))))

    def _save_picture(self, form: Literal["png", "svg"]) -> None:
        if self.shown is None:
            return
        draw, title = self._on_paper(self.shown), self.shown.title

        def content() -> bytes:
            from bonejournal.charts.drawn import encoded

            return encoded(draw(), form, title)

        self._write(form, content)

    def _save_table(self) -> None:
        if self.shown is not None:
            self._write("csv", self.shown.sheet.text(separator=",").encode)

    def _write(self, form: str, content: Callable[[], bytes]) -> None:
        path = self.ask_path(form)
        if path is None:
            return

        def run() -> OSError | None:
            from bonejournal.charts.drawn import write_private

            try:
                write_private(path, content())
            except OSError as error:
                return error
            return None

        # The desk waits for it, not the picture: what became of a file is told also when she has left the page.
        self._desk.draw(run, lambda error: self._saved(path, error), owner=self._desk)

    def _copy_picture(self) -> None:
        if self.shown is not None:
            draw = self._on_paper(self.shown)
            self._desk.draw(lambda: image_of(draw(), 1.0), self._copied, owner=self._desk)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._say(tr("The picture is copied."))

    def _copy_table(self) -> None:
        if self.shown is not None:
            QGuiApplication.clipboard().setText(self.shown.sheet.text(separator="\t"))
            self._say(tr("The table is copied."))

    def ask_path(self, form: str) -> Path | None:
        """Where she wants a file of that ending, None where she does not."""
        kinds = {"png": tr("Picture (*.png)"), "svg": tr("Picture (*.svg)"), "csv": tr("Table (*.csv)")}
        name = self.shown.name if self.shown else "chart"
        return choose.to_save(self._owner, tr("Save as"), f"{name}.{form}", kinds[form])

    def _saved(self, path: Path, error: OSError | None) -> None:
        if error is not None:
            self._say(tr("{name} could not be written: {reason}.", name=path.name, reason=error.strerror or ""))
            return
        self._say(tr("Saved as {name}.", name=path.name), tr("Show in folder"), lambda: choose.show_folder(path))

    def _on_paper(self, shown: Shown) -> Callable[[], Drawn]:
        """What draws it as it goes out: light and at 100 % text whatever the window shows, with its title."""
        unit = max(theme.u(100), 1) / 100
        owner = self._owner
        size = (max(owner.width() / unit, LEAST_SIZE[0]), max(owner.height() / unit, LEAST_SIZE[1]))

        def draw() -> Drawn:
            from bonejournal.charts.style import screen_style
            from bonejournal.charts.titled import titled

            style = screen_style(light_style())
            return titled(shown.drawing(style, size, SAVED_RATIO), style, shown.title, shown.sentence)

        return draw


def image_of(drawn: Drawn, ratio: float) -> QImage:
    """The picture of a chart; called in the drawing thread."""
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
