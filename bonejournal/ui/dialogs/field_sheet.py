"""A small window with up to three fields and one thing to do with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bonejournal.domain.record import Problem
from bonejournal.ui.dialogs.sheet import Sheet
from bonejournal.ui.widgets.buttons import primary
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.fields import TextField

Fields = Sequence[tuple[str, str, TextField]]
"""Name, label and widget of each field."""


class FieldSheet(Sheet):
    """Enter in a field does what the button does; `act` says what cannot be read, or nothing when it is done."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        fields: Fields,
        button: str,
        act: Callable[[Mapping[str, str]], Sequence[Problem]],
    ) -> None:
        super().__init__(parent, title, text)
        self._act = act
        self.blocks: dict[str, FieldBlock] = {}
        for name, words, field in fields:
            field.setObjectName(name)
            field.enter_moves = False
            field.textEdited.connect(lambda _text, name=name: self.blocks[name].clear_problem())
            self.blocks[name] = field_block(words, field)
            self.box.addWidget(self.blocks[name])
        self.way(primary(button, self._done))
        self.cancel()

    def show_over(self) -> FieldSheet:
        """Show it over the window, with the focus in its first field."""
        super().show_over()
        first = next(iter(self.blocks.values())).field
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, TextField):
            first.selectAll()
        return self

    def _done(self) -> None:
        texts = {name: block.field.text() for name, block in self.blocks.items() if isinstance(block.field, TextField)}
        found = self._act(texts)
        if not found:
            self.accept()
            return
        for problem in found:
            self.blocks[problem.field].set_problem("hard", problem.text)
        self.blocks[found[0].field].field.setFocus(Qt.FocusReason.OtherFocusReason)
