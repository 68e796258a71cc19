"""Colours, type sizes and space: every look in the window comes from the tables here.

`theme` is the one instance. Painting reads `theme.c(token)`, lengths go through `theme.u(n)`, fonts through
`theme.font(px, weight)`. Nothing keeps a colour or a length of its own, so a change of theme or text size reaches
everything.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from math import ceil
from pathlib import Path

import fontpkg_inter
from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from bonejournal.ui.style_sheet import sheet

log = logging.getLogger("bonejournal")
MOST_WIDTHS = 4000
"""Widths of words kept; more are begun anew."""

# token: (light, dark)
TOKENS: dict[str, tuple[str, str]] = {
    "window": ("#F7F6F3", "#17191C"),
    "sidebar": ("#EFEDE8", "#121416"),
    "card": ("#FFFFFF", "#1F2226"),
    "sunken": ("#F1EFEA", "#191C1F"),
    "text": ("#1E2226", "#ECEDEE"),
    "text2": ("#4E555D", "#B9BFC6"),
    "text3": ("#666D75", "#9AA1A9"),
    "control": ("#80858C", "#7C848D"),
    "border": ("#DEDBD3", "#34393F"),
    "grid": ("#E8E5DE", "#2B3035"),
    "accent": ("#0B6464", "#63C7BF"),
    "accent_hover": ("#0E5252", "#7AD3CC"),
    "on_accent": ("#FFFFFF", "#0E1B1B"),
    "tint": ("#E2F0EE", "#17393A"),
    "met": ("#1B6B4A", "#6FCF9F"),
    "short": ("#8A4F00", "#E9B25C"),
    "talk": ("#5A489E", "#B9A8F2"),
    "talk_ground": ("#ECE9F6", "#29253B"),
    "due": ("#0B5A9B", "#7DB8F0"),
    "overdue": ("#A3301C", "#F2917D"),
    "quiet": ("#5C636B", "#A7AEB6"),
    "band": ("#DCE9E4", "#1E3430"),
    "band2": ("#C6DDD5", "#27453F"),
    "loss_band": ("#EDE6D8", "#302C24"),
    "lane": ("#CFD9E6", "#2C3B4C"),
    "series1": ("#1166B0", "#6AA9E8"),
    "series2": ("#C2520C", "#F08A4B"),
    "series3": ("#0A4030", "#B4F0D0"),
    "series4": ("#B8489A", "#D76BB0"),
    "series5": ("#3A2E00", "#FFF0A0"),
}

# role of a text: (px at 100 %, weight, token)
ROLES: dict[str, tuple[int, int, str]] = {
    "title": (24, 600, "text"),
    "notice": (22, 600, "text"),
    "name": (34, 600, "text"),
    "key": (28, 600, "text"),
    "tile": (20, 600, "text"),
    "sentence": (17, 500, "text"),
    "lead": (17, 400, "text2"),
    "heading": (16, 600, "text"),
    "body": (15, 400, "text"),
    "body2": (15, 400, "text2"),
    "row": (15, 500, "text"),
    "strong": (15, 600, "text"),
    "second": (14, 400, "text2"),
    "label": (14, 500, "text2"),
    "figure": (14, 600, "text"),
    "header": (13, 500, "text2"),
    "caption": (13, 400, "text3"),
    "group": (13, 600, "text3"),
    "hard": (14, 500, "overdue"),
}

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Mode(StrEnum):
    """Which of the two looks is shown; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look that holds now, and the only place that changes it.

    `changing` comes before the style sheet is set again: whoever can let go of widgets does it then, since setting
    the sheet costs a millisecond for each living widget. `changed` comes after; its argument says whether lengths
    changed too, so that widgets have to be built anew.
    """

    changing = Signal()
    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.mode = Mode.SYSTEM
        self.scale = 1.0
        self.dark = False
        self.high_contrast = False
        self._platform = 1.0
        self._family = "Inter"
        self._colours: dict[str, QColor] = {}
        self._typefaces: dict[tuple[float, int, bool], tuple[QFont, QFontMetrics]] = {}
        self._widths: dict[tuple[str, float, int, bool], int] = {}
        self._contrast: dict[str, str] = {}
        self._started = False

    def start(self, app: QApplication, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        """Dress the application, before its first widget is made; once per process."""
        self.mode, self.scale = mode, _nearest(scale)
        hints = app.styleHints()
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            self.high_contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if self.high_contrast:
            self._contrast = _system_tokens(app.palette())
        app.setStyle("Fusion")
        if not self._started:
            self._started = True
            _load_font()
            hints.colorSchemeChanged.connect(self._system_changed)
        screen = app.primaryScreen()
        # Desktops with a large-text setting raise the logical resolution instead of the pixel ratio.
        self._platform = min(2.0, max(1.0, screen.logicalDotsPerInch() / 96)) if screen else 1.0
        self._dress(app)

    def set_mode(self, mode: Mode) -> None:
        """Show light, dark, or what the system shows."""
        if mode != self.mode:
            self.mode = mode
            self._redo(resized=False)

    def set_scale(self, scale: float) -> None:
        """Multiply every length and type size; the nearest of `SCALES` holds."""
        scale = _nearest(scale)
        if scale != self.scale:
            self.scale = scale
            self._redo(resized=True)

    def larger(self, steps: int = 1) -> None:
        """Go up `steps` text sizes, or down where negative."""
        place = SCALES.index(self.scale) + steps
        self.set_scale(SCALES[max(0, min(len(SCALES) - 1, place))])

    def u(self, n: float) -> int:
        """`n` pixels at 100 %, in pixels at the text size that holds."""
        size = int(n * self.scale * self._platform + 0.5)
        return size if size or not n else 1

    def hex(self, token: str) -> str:
        """The colour of a token as "#rrggbb"."""
        if self._contrast:
            return self._contrast.get(token, self._contrast["text"])
        return TOKENS[token][self.dark]

    def c(self, token: str) -> QColor:
        """The colour of a token, for painting. Not to be changed by the caller."""
        colour = self._colours.get(token)
        if colour is None:
            if token not in TOKENS:  # an error while Qt paints would end the program
                log.error("no colour %s", token)
                return self.c("text")
            colour = self._colours[token] = QColor(self.hex(token))
        return colour

    def scrim(self) -> QColor:
        """What covers the window behind a palette."""
        colour = QColor(self.c("sidebar" if self.dark else "text"))
        colour.setAlphaF(0.6 if self.dark else 0.28)
        return colour

    def font(self, px: float, weight: int = 400, *, figures: bool = False) -> QFont:
        """The program's typeface at `px` units; `figures` of equal width for numbers that stand under each other.

        Not for running text: the typeface makes hyphens and commas as wide as figures too. Not to be changed by the
        caller.
        """
        return self._typeface(px, weight, figures)[0]

    def metrics(self, px: float, weight: int = 400, *, figures: bool = False) -> QFontMetrics:
        """The measures of `font`."""
        return self._typeface(px, weight, figures)[1]

    def width(self, words: str, px: float, weight: int = 400, *, figures: bool = False) -> int:
        """How wide words in one line are. Layouts ask for it over and over, so it is kept."""
        key = (words, px, weight, figures)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= MOST_WIDTHS:
                self._widths.clear()
            # With less than this the last word would go on in a second line, where there may be one.
            exact = QFontMetricsF(self.metrics(px, weight, figures=figures)).size(Qt.TextFlag.TextSingleLine, words)
            width = self._widths[key] = ceil(exact.width())
        return width

    def _typeface(self, px: float, weight: int, figures: bool) -> tuple[QFont, QFontMetrics]:
        key = (px, weight, figures)
        found = self._typefaces.get(key)
        if found is None:
            font = QFont(self._family)
            font.setPixelSize(self.u(px))
            font.setWeight(QFont.Weight(weight))
            if figures:
                font.setFeature(QFont.Tag("tnum"), 1)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            found = self._typefaces[key] = font, QFontMetrics(font)
        return found

    def role_font(self, role: str) -> QFont:
        """The font of a text role, for what paints its own text."""
        px, weight, _ = ROLES[role]
        return self.font(px, weight)

    def palette(self) -> QPalette:
        """The colours of what no style sheet reaches: item views, tool tips, file dialogs, carets."""
        roles = QPalette.ColorRole
        groups = QPalette.ColorGroup
        palette = QPalette()
        for role, token in (
            (roles.Window, "window"),
            (roles.WindowText, "text"),
            (roles.Base, "card"),
            (roles.AlternateBase, "sunken"),
            (roles.Text, "text"),
            (roles.PlaceholderText, "text3"),
            (roles.Button, "card"),
            (roles.ButtonText, "text"),
            (roles.BrightText, "on_accent"),
            (roles.Highlight, "accent"),
            (roles.HighlightedText, "on_accent"),
            (roles.Accent, "accent"),
            (roles.Link, "accent"),
            (roles.LinkVisited, "accent"),
            (roles.ToolTipBase, "card"),
            (roles.ToolTipText, "text"),
            (roles.Light, "card"),
            (roles.Midlight, "grid"),
            (roles.Mid, "border"),
            (roles.Dark, "control"),
            (roles.Shadow, "border"),
        ):
            palette.setColor(role, self.c(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(groups.Disabled, role, self.c("text3"))
        palette.setColor(groups.Disabled, roles.Highlight, self.c("border"))
        palette.setColor(groups.Disabled, roles.HighlightedText, self.c("text2"))
        return palette

    def chart_style(self) -> dict[str, str | float | bool]:
        """Every token as "#rrggbb", with `scale` and `dark`: what a chart needs and nothing of Qt."""
        style: dict[str, str | float | bool] = {token: self.hex(token) for token in TOKENS}
        style["scale"] = self.scale * self._platform
        style["dark"] = self.dark
        return style

    def _redo(self, *, resized: bool) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication) or not self._started:
            return
        self.changing.emit()
        self._dress(app)
        self.changed.emit(resized)

    def _dress(self, app: QApplication) -> None:
        scheme = app.styleHints().colorScheme()
        self.dark = self.mode == Mode.DARK or (self.mode == Mode.SYSTEM and scheme == Qt.ColorScheme.Dark)
        for kept in (self._colours, self._typefaces, self._widths):
            kept.clear()
        app.setPalette(self.palette())
        app.setFont(self.font(15))
        app.setStyleSheet(sheet(self.u, self.hex, ROLES, card_line=2 if self.high_contrast else 1))

    def _system_changed(self) -> None:
        if self.mode == Mode.SYSTEM:
            self._redo(resized=False)


def light_style() -> dict[str, str | float | bool]:
    """What `Theme.chart_style` gives in light at 100 %: paper is always light."""
    style: dict[str, str | float | bool] = {token: light for token, (light, _) in TOKENS.items()}
    style["scale"] = 1.0
    style["dark"] = False
    return style


def _nearest(scale: float) -> float:
    return min(SCALES, key=lambda known: abs(known - scale))


def _load_font() -> None:
    folder = Path(fontpkg_inter.__path__[0]) / "files"
    for path in folder.glob("Inter[[]*"):
        # Through fontconfig a variable font has its one default weight only; from memory it has all of them.
        QFontDatabase.addApplicationFontFromData(QByteArray(path.read_bytes()))


def _system_tokens(palette: QPalette) -> dict[str, str]:
    """Tokens taken from a high-contrast palette: shapes and words carry what colour does elsewhere."""
    roles = QPalette.ColorRole
    ground = palette.color(roles.Window).name()
    text = palette.color(roles.WindowText).name()
    tokens = dict.fromkeys(("window", "sidebar", "sunken", "talk_ground", "band", "band2", "loss_band"), ground)
    tokens |= dict.fromkeys(("card", "lane"), palette.color(roles.Base).name())
    tokens |= dict.fromkeys(("accent", "accent_hover"), palette.color(roles.Highlight).name())
    tokens |= {"on_accent": palette.color(roles.HighlightedText).name(), "tint": ground}
    return {token: tokens.get(token, text) for token in TOKENS}


theme = Theme()
