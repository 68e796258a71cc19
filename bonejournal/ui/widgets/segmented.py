"""A switch of a few words of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme


class Segmented(QWidget):
    """One Tab stop; the arrow keys choose, Enter goes on. `changed` carries the key of what the user chose."""

    changed = Signal(str)

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the letter of its label; the choice that holds takes it
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        choices = list(choices)
        # As wide as its words in bold, so that nothing jumps when it is chosen.
        metrics = theme.metrics(14, 600)
        for place, (key, text) in enumerate(choices):
            button = QToolButton()
            button.setText(text.replace("&", "&&"))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setProperty("seg", _corner(place, len(choices)))
            button.setAccessibleName(tr("{switch}: {choice}", switch=name, choice=text))
            button.setFixedSize(metrics.horizontalAdvance(text) + theme.u(26) + 2, theme.u(34))
            button.setProperty("key", key)
            button.toggled.connect(lambda on, button=button: self.setFocusProxy(button) if on else None)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.choose(chosen if chosen in self._buttons else choices[0][0])
        self._group.buttonClicked.connect(lambda button: self.changed.emit(button.property("key")))

    def chosen(self) -> str:
        """The key of the choice that holds."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def offers(self, key: str) -> bool:
        """Whether there is such a choice."""
        return key in self._buttons

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def button(self, key: str) -> QToolButton:
        """The button of a choice, for a tool tip or to disable it."""
        return self._buttons[key]


def _corner(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "mid"
