"""Icons and status marks: our own drawings, coloured and sized when they are asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bonejournal.domain.resources import resource
from bonejournal.ui.theme import theme


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    text = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, token: str, px: float = 20, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in the colour of `token`, `px` units wide, for a screen of that pixel ratio."""
    return _pixmap(name, theme.hex(token), theme.u(px), ratio)


def icon(name: str, ink: str = "text2", px: float = 20) -> QIcon:
    """The drawing in the colour of the token `ink`, for a menu or a button of Qt's own."""
    made = QIcon(pixmap(name, ink, px))
    made.addPixmap(pixmap(name, ink, px, 2.0))
    return made


def app_icon() -> QIcon:
    """The program's icon in the sizes desktops ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("app", "", size, 1.0))
    return made


def paint(painter: QPainter, name: str, token: str, x: float, y: float, px: float = 20) -> None:
    """Draw an icon with its left top corner at (x, y), crisp on the painter's device."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(round(x), round(y), pixmap(name, token, px, ratio))
