"""Status marks: each status has a shape of its own; colour only repeats what shape and word say."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.domain.words import mark as _
from bonejournal.domain.words import tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme

# kind: (token, what a screen reader says)
KINDS: dict[str, tuple[str, str]] = {
    "met": ("met", _("Met")),
    "short": ("short", _("Short")),
    "over": ("short", _("Above")),
    "attention": ("talk", _("To look at")),
    "stale": ("quiet", _("Out of date")),
    "no_data": ("quiet", _("No data")),
    "not_applicable": ("quiet", _("Does not apply")),
    "due": ("due", _("Due")),
    "overdue": ("overdue", _("Late")),
    "gain": ("met", _("Gain")),
    "loss": ("short", _("Loss")),
    "within_error": ("quiet", _("Within measurement noise")),
    "not_comparable": ("quiet", _("Not comparable")),
    "hard": ("overdue", _("Cannot be")),
}


def mark_name(kind: str) -> str:
    """The status in words."""
    return tr(KINDS[kind][1])


def paint_mark(painter: QPainter, kind: str, x: float, y: float, px: float = 18, ink: str = "") -> None:
    """Draw a mark with its left top corner at (x, y); the token `ink` overrules its usual colour."""
    icons.paint(painter, f"mark-{kind}", ink or KINDS[kind][0], x, y, px)


class StatusMark(QWidget):
    """One mark. `icon` instead of a kind shows any drawing in the mark's place."""

    def __init__(self, kind: str = "", *, icon: str = "", ink: str = "", px: float = 18, name: str = "") -> None:
        super().__init__()
        self._icon = icon or f"mark-{kind}"
        self._ink = ink or (KINDS[kind][0] if kind else "accent")
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or (mark_name(kind) if kind else ""))

    def sizeHint(self) -> QSize:
        return QSize(theme.u(self._px), theme.u(self._px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._icon, self._ink, 0, 0, self._px)
        painter.end()
