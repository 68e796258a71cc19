"""A record that is there keeps its day: an emptied date is asked for, and never read as today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Dated, Record
from tests.ui.shells import filled_shell, here, key, sample_records, settle, until

DATED = [key_ for key_, kind in KINDS.items() if issubclass(kind.record, Dated)]


@pytest.mark.parametrize("kind", [one for one in DATED if one not in {"sleep", "activity"}])
def test_an_emptied_date_is_asked_for(kind: str, qapp: QApplication, tmp_path: Path) -> None:
    records = sample_records()
    held = next((record for record in records if record.KIND.key == kind), None)
    if held is None:
        pytest.skip("the sample holds none of this kind")
    with filled_shell(qapp, tmp_path, records, "today") as shell:
        shell.window.go(f"{kind}-form", held.id)
        until(lambda: getattr(shell.window.stack.page(), "_begun", False))
        settle(shell)
        date = shell.window.stack.page().field_widget("date")
        assert isinstance(date, QLineEdit)
        date.setFocus()
        date.selectAll()
        key(shell, Qt.Key.Key_Backspace)
        key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(shell)
        assert here(shell) == f"{kind}-form"
        asked: list[Record | None] = []
        shell.desk.ask(lambda journal: journal.get(held.id), asked.append, owner=shell)
        until(lambda: asked)
        assert asked == [held]
