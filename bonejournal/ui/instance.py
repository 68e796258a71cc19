"""One window for each journal: a second start has the first window show itself.

No sockets: a lock, and a bell, which is a file that is there from the ring until it is answered. A window that is
closing answers no more, so whoever rings can tell it from one that stays.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6.QtCore import QCryptographicHash, QFileSystemWatcher, QLockFile, QObject, Signal

ANSWER_S = 0.25
"""So long an answer is waited for before the bell is rung again."""
LOOK_S = 0.01
FRESH_S = 5
"""A lock younger than this may be one that another program is just making."""


class Instance(QObject):
    """The claim of this program on one journal, for as long as it lives."""

    wanted = Signal()
    """Somebody else wants this window to be seen, and waits for `answer`."""

    def __init__(self, journal: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = Path(platformdirs.user_state_dir("bonejournal")) / "open"
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = str(journal.resolve()).encode("utf-8", "surrogateescape")
        name = QCryptographicHash.hash(whole, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:32]
        self._bell = self._folder / f"{name}.bell"
        self._file = self._folder / f"{name}.lock"
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Take the journal for this window; False when another window has it.

        Where the folder for the claim cannot be written, none is made: the journal's own lock keeps a second one out.
        """
        if not self._lock.tryLock(0) and not (self._cleared() and self._lock.tryLock(0)):
            return self._lock.error() != QLockFile.LockError.LockFailedError
        self._bell.unlink(missing_ok=True)
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        return True

    def ring(self) -> None:
        """Ask the window that has the journal to show itself."""
        self._bell.unlink(missing_ok=True)
        self._bell.touch()

    def answered(self) -> bool:
        """Ring, and wait a moment: whether the window that has the journal has shown itself."""
        self.ring()
        until = time.monotonic() + ANSWER_S
        while self._bell.exists():
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_S)
        return True

    def answer(self) -> None:
        """Tell whoever rang that this window is there to stay."""
        self._bell.unlink(missing_ok=True)

    def release(self) -> None:
        """Give the journal back. A bell that rings goes on: whoever rang is not answered."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _cleared(self) -> bool:
        """Remove a lock that was left behind where Qt does not see that it was, and took it for held ever after.

        That is one cut off by a power cut, one of another computer, whose files she has taken along, or one whose
        process number has gone to another program. Who lives holds the file itself, and then it stays.
        """
        with suppress(OSError):
            return abs(time.time() - self._file.stat().st_mtime) > FRESH_S and self._lock.removeStaleLockFile()
        return False

    def _look(self) -> None:
        if self._bell.exists():
            self.wanted.emit()
