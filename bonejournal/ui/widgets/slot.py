"""A place for one card that comes and goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Slot(QWidget):
    """A place for one card that comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._value: object = None
        self.hide()

    def show_value(self, value: object, make: Callable[[], QWidget | None]) -> None:
        """Hold what is made of a value, unless an equal one stands there already; with the focus in it."""
        if self._value is None or self._value != value:
            self.hold(make())
            self._value = value

    def hold(self, card: QWidget | None) -> None:
        """Show this card instead of the one before."""
        self._value = None
        item = self._box.takeAt(0)
        old = item.widget() if item else None
        if old is not None:
            old.hide()
            old.deleteLater()
        if card is not None:
            self._box.addWidget(card)
        if self.parentWidget() is not None or card is None:
            self.setVisible(card is not None)
        else:  # a window of its own otherwise: it is shown with what it is put into
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
