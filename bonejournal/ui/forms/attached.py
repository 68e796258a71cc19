"""The files that belong to a record, in its form: the scanned report, kept as it was given.

What is attached or taken away is written with the form's own step. Until then a file waits as its path, which the
form's draft keeps, and as its bytes, which were read when it was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.attachment import LARGEST_BYTES, Attachment, AttachmentError, attach
from bonejournal.domain.step import Change
from bonejournal.domain.words import tr
from bonejournal.ui import opened
from bonejournal.ui.desk import Desk
from bonejournal.ui.dialogs import choose
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, link
from bonejournal.ui.widgets.export import Say
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label, shortened

ATTACHED, DETACHED = "attached", "detached"
"""The names its texts have in a draft: the paths of files that wait, the ids of attachments taken away."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    path: Path
    attachment: Attachment
    content: bytes


class AttachedFiles(QWidget):
    """A line of the attached files with a way to open and to take away each, and one to attach another; of a journal
    that can only be read they can be opened.
    """

    changed = Signal()

    def __init__(self, desk: Desk, say: Say, held: Sequence[Attachment]) -> None:
        super().__init__()
        self.setObjectName("attached-files")
        self.setAccessibleName(tr("Attached files"))
        self._desk, self._say = desk, say
        self._held = tuple(held)
        self._gone: set[str] = set()
        self._waiting: list[_Waiting] = []
        self._reading: list[Path] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._flow: Flow | None = None
        self._show()

    # What it holds

    def texts(self) -> dict[str, str]:
        """What a draft keeps of it; nothing where nothing was changed."""
        kept = {
            ATTACHED: "\n".join(map(str, (*(file.path for file in self._waiting), *self._reading))),
            DETACHED: "\n".join(sorted(self._gone)),
        }
        return {name: text for name, text in kept.items() if text}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Take a draft's texts back; the files are read again."""
        self._waiting.clear()
        self._reading.clear()
        self._gone = set(texts.get(DETACHED, "").split())
        self._show()
        for path in texts.get(ATTACHED, "").splitlines():
            self._take(Path(path))  # one that is not there now stays in the draft, until something else is typed

    def changes(self, record_id: str) -> tuple[Change, ...]:
        """What saving the form does to the attachments of its record."""
        given = (Change(None, replace(file.attachment, record_id=record_id)) for file in self._waiting)
        taken = (Change(one, None) for one in self._held if one.id in self._gone)
        return (*given, *taken)

    def contents(self) -> tuple[bytes, ...]:
        """The bytes of the files that wait."""
        return tuple(file.content for file in self._waiting)

    # What is done

    def choose(self) -> None:
        """Ask for a file and attach it."""
        path = choose.to_attach(self)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Attach the file of a path, which is read in the background."""
        self._take(path)
        self.changed.emit()

    def _take(self, path: Path) -> None:
        self._reading.append(path)

        def run() -> _Waiting | str:
            return _read(path)

        def done(read: _Waiting | str) -> None:
            if path not in self._reading:
                return  # she has started again meanwhile
            self._reading.remove(path)
            if isinstance(read, str):
                self._say(read)
                return
            self._waiting.append(read)
            self._show()
            self.changed.emit()

        self._desk.draw(run, done, owner=self)

    def waits(self) -> bool:
        """Whether a file is still being read: that is said, and nothing is to be saved without it."""
        if self._reading:
            self._say(tr("{name} is still being read. Save again in a moment.", name=self._reading[0].name))
        return bool(self._reading)

    def _drop(self, file: _Waiting) -> None:
        self._waiting.remove(file)
        self._show()
        self.changed.emit()

    def _detach(self, attachment: Attachment) -> None:
        self._gone.add(attachment.id)
        self._show()
        self.changed.emit()

    def _open(self, attachment: Attachment, content: bytes | None) -> None:
        if content is None:
            self._say(tr("The file of {name} is not in this journal.", name=attachment.name))
            return
        state = self._desk.state
        if state is None:
            return
        journal = state.path

        def run() -> Path | None:
            try:
                return opened.lay_out(journal, attachment, content)
            except OSError:
                return None

        def done(path: Path | None) -> None:
            if path is not None:
                choose.open_file(path)
                return
            self._say(tr("{name} could not be opened: there is no room for a copy of it.", name=attachment.name))

        self._desk.draw(run, done, owner=self)

    def _open_held(self, attachment: Attachment) -> None:
        self._desk.ask(lambda journal: journal.content(attachment.sha256), partial(self._open, attachment), owner=self)

    # What is shown

    def _show(self) -> None:
        if self._flow is not None:
            self._column.removeWidget(self._flow)
            self._flow.hide()
            self._flow.deleteLater()
        flow = self._flow = Flow(18)
        for one in self._held:
            if one.id not in self._gone:
                self._add(flow, one.name, partial(self._open_held, one), partial(self._detach, one))
        for file in self._waiting:
            self._add(
                flow, file.path.name, partial(self._open, file.attachment, file.content), partial(self._drop, file)
            )
        if not self._desk.read_only:
            add = flat(tr("Attach a report or photo…"), self.choose, icon="plus")
            add.setObjectName("attach")
            add.setToolTip(tr("PDF, PNG, JPEG or HEIC, up to 25 MB. It is kept in the journal as it is."))
            flow.add(add)
        self._column.addWidget(flow)

    def _add(self, flow: Flow, name: str, opens: partial[None], away: partial[None]) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(6))
        shown = label(shortened(name), "second")
        shown.setAccessibleName(name)
        shown.setToolTip(name)
        row.addWidget(shown)
        see = link(tr("Open"), opens)
        see.setAccessibleName(tr("Open {name}", name=name))
        row.addWidget(see)
        if not self._desk.read_only:
            remove = link(tr("Remove"), away)
            remove.setAccessibleName(tr("Remove {name}", name=name))
            row.addWidget(remove)
        flow.add(holder)


def _read(path: Path) -> _Waiting | str:
    """A file and what it is, or the sentence why it cannot be attached."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError:
        return tr("{name} could not be read. Attach it again when it is there.", name=path.name)
    try:
        return _Waiting(path, attach("", path.name, content), content)
    except AttachmentError as error:
        return str(error)
