"""A place for one card that comes and goes."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Slot(QWidget):
    """A place for one card that comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def hold(self, card: QWidget | None) -> None:
        """Show this card instead of the one before."""
        item = self._box.takeAt(0)
        old = item.widget() if item else None
        if old is not None:
            old.hide()
            old.deleteLater()
        if card is not None:
            self._box.addWidget(card)
        self.setVisible(card is not None)
