"""The system's dialogs that ask where a file goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget

from bonejournal.ui.dialogs import choose


@pytest.fixture
def parent(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QWidget]:
    monkeypatch.setattr(choose, "documents", lambda: tmp_path)
    made = QWidget()
    yield made
    shiboken6.delete(made)


class Typist(QObject):
    """Types a name into the dialog and presses Save, again where it is asked once more; to a question it says no."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.name = name
        self.asked = ""
        QTimer.singleShot(20, self, self._look)

    def _look(self) -> None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        box = next((one for one in shown if isinstance(one, QMessageBox)), None)
        dialog = next((one for one in shown if isinstance(one, QFileDialog)), None)
        if dialog is None or not self.asked:
            QTimer.singleShot(20, self, self._look)  # beforehand: what is asked is asked from within `accept`
        if box is not None:
            self.asked = box.text()
            box.reject()
        elif dialog is not None and self.asked:
            dialog.reject()
        elif dialog is not None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(line, QLineEdit)
            line.setText(line.text() if self.name in line.text() else self.name)
            dialog.accept()


def test_a_name_without_its_ending_gets_it(parent: QWidget, tmp_path: Path) -> None:
    typist = Typist(parent, "mine")
    assert choose.pdf(parent, "summary.pdf") == tmp_path / "mine.pdf"
    assert choose.new_journal(parent) == tmp_path / "mine.bonejournal"
    assert choose.document(parent, "all.fhir.json") == tmp_path / "mine.json"
    assert not typist.asked


def test_an_ending_is_told_from_a_date(parent: QWidget, tmp_path: Path) -> None:
    typist = Typist(parent, "mine of 3.5.2026")
    assert choose.pdf(parent, "summary.pdf") == tmp_path / "mine of 3.5.2026.pdf"
    assert not typist.asked


@pytest.mark.parametrize("name", ["mine", "mine of 3.5.2026"])
def test_no_file_is_written_over_without_a_question_where_the_ending_is_left_out(
    parent: QWidget, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.pdf").write_bytes(b"of last year")
    typist = Typist(parent, name)
    assert choose.pdf(parent, "summary.pdf") is None
    assert f"{name}.pdf" in typist.asked
