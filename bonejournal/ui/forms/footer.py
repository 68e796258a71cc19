"""The foot of a form: files that belong to the record, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.forms.attached import AttachedFiles
from bonejournal.ui.standing import reading_only
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, plain, primary
from bonejournal.ui.widgets.sticky import Sticky
from bonejournal.ui.widgets.text import label, rule

if TYPE_CHECKING:
    from bonejournal.ui.forms.form import FormPage


class Footer(QWidget):
    """The attached files where there can be any; Cancel and Save, and Delete for a record that is there."""

    def __init__(self, form: FormPage) -> None:
        super().__init__()
        self.files: AttachedFiles | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(10))
        if form.attachable:
            self.files = AttachedFiles(form.desk, form.frame.say, form.start.attached)
            column.addWidget(self.files)
            column.addWidget(rule())
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(10))
        column.addWidget(Sticky(buttons))
        if form.desk.read_only:
            self.footnote = label(reading_only(), "second", wrap=True)
            row.addWidget(self.footnote, 1)
            row.addWidget(plain(tr("Close"), form.leave, keys="Esc"))
            return
        kept = tr("What you have typed is kept as a draft, even if the program closes.")
        self.footnote = label(kept, "second", wrap=True)
        row.addWidget(self.footnote, 1)
        if form.start.record is not None and not form.record_class.SINGLETON:
            row.addWidget(flat(tr("Delete"), form.delete))
        row.addWidget(plain(tr("Cancel"), form.leave, keys="Esc"))
        row.addWidget(primary(tr("Save"), form.save, keys="Ctrl+Enter"))


def lock(fields: QWidget) -> None:
    """Let fields be read and copied, and nothing else; the foot stays as it is."""
    for line in fields.findChildren(QLineEdit):
        line.setReadOnly(True)
    for text in fields.findChildren(QPlainTextEdit):
        text.setReadOnly(True)
        text.style().unpolish(text)  # the style asks for the property
        text.style().polish(text)
    feet = fields.findChildren(Footer)
    for part in (*fields.findChildren(QAbstractButton), *fields.findChildren(QComboBox)):
        if not any(foot.isAncestorOf(part) for foot in feet):
            part.setEnabled(False)
