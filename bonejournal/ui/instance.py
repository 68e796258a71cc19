"""One window for each journal: a second start raises the first window. No sockets: a lock and a watched file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCryptographicHash, QFileSystemWatcher, QLockFile, QObject, Signal


class Instance(QObject):
    """The claim of this program on one journal, for as long as it lives."""

    wanted = Signal()
    """Somebody else wants this window to be seen."""

    def __init__(self, journal: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = Path(platformdirs.user_state_dir("bonejournal")) / "open"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = str(journal.resolve()).encode("utf-8", "surrogateescape")
        name = QCryptographicHash.hash(whole, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:32]
        self._bell = folder / f"{name}.bell"
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Take the journal for this window; False when another window has it.

        Where the folder for the claim cannot be written, none is made: the journal's own lock keeps a second one out.
        """
        if not self._lock.tryLock(0):
            return self._lock.error() != QLockFile.LockError.LockFailedError
        self._bell.write_text("", "utf-8")
        self._watcher = QFileSystemWatcher([str(self._bell)], self)
        self._watcher.fileChanged.connect(self._rung)
        return True

    def ring(self) -> None:
        """Ask the window that has the journal to show itself."""
        with self._bell.open("a", encoding="utf-8") as bell:
            bell.write("!")

    def release(self) -> None:
        """Give the journal back."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
            self._bell.unlink(missing_ok=True)
        self._lock.unlock()

    def _rung(self, path: str) -> None:
        if self._watcher is not None and path not in self._watcher.files() and self._bell.exists():
            self._watcher.addPath(path)
        self.wanted.emit()
