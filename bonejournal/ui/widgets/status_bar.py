"""The status bar: what is saved at the left, the backup at the right, and messages in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link
from bonejournal.ui.widgets.text import label

SHOWN_MS = 10_000

Also = tuple[str, Callable[[], object]]
"""The words of a second link, and what it does."""


class StatusBar(QFrame):
    """A line at the window's foot. A message takes the left text's place for ten seconds, longer while focused."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "status")
        self._resting = ""
        self._acts: list[Callable[[], object] | None] = [None, None]
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.u(16), 0, theme.u(16), 0)
        row.setSpacing(theme.u(12))
        self.setMinimumHeight(theme.u(28))
        self.left = label("", "second")
        self.right = label("", "second")
        self.link = Link("", lambda: self._follow(0))
        self.also = Link("", lambda: self._follow(1))
        row.addWidget(self.left)
        for made in (self.link, self.also):
            made.hide()
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.right)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)

    def rest(self, left: str, right: str | None = None) -> None:
        """What stands there when there is no message."""
        self._resting = left
        if right is not None:
            self.right.setText(right)
        if not self._timer.isActive():
            self.left.setText(left)
        self._fit()

    def resting(self) -> tuple[str, str]:
        """The two texts, to take along when the frame is built anew."""
        return self._resting, self.right.text()

    def say(self, text: str, link: str = "", act: Callable[[], object] | None = None, also: Also | None = None) -> None:
        """Show a message, a link that does something about it, and perhaps a second one."""
        self.left.setText(text)
        self._acts = [act, also[1] if also else None]
        for made, words in ((self.link, link), (self.also, also[0] if also else "")):
            made.setText(words)
            made.setAccessibleName(words)
            made.updateGeometry()
            made.setVisible(bool(words))
        self._fit()
        self._timer.start(SHOWN_MS)
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def quiet(self) -> None:
        """Take a message away: what it was about is closed."""
        self._end()

    def _follow(self, place: int) -> None:
        act = self._acts[place]
        self._end()
        if act is not None:
            act()

    def _time_over(self) -> None:
        if any(made.isVisible() and made.hasFocus() for made in (self.link, self.also)):
            self._timer.start(2_000)
        else:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._acts = [None, None]
        self.link.hide()
        self.also.hide()
        self.left.setText(self._resting)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Break the left text into lines only where it must be: a label that may wrap asks for odd widths."""
        metrics = theme.metrics(14)
        taken = metrics.horizontalAdvance(self.right.text()) + theme.u(64)
        taken += sum(made.sizeHint().width() + theme.u(24) for made in (self.link, self.also) if not made.isHidden())
        wrap = metrics.horizontalAdvance(self.left.text()) + taken > self.width()
        self.left.setWordWrap(wrap)
        self._row.setStretch(0, 1000 if wrap else 0)
