"""Files on the disk: given their name whole or not at all, and which of them this process holds open."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}

held: set[tuple[int, int]] = set()
"""The journals this process has open. Reading such a file and closing it again would drop SQLite's lock on it."""


def identity(path: Path) -> tuple[int, int] | None:
    """Which file a name leads to; None where it leads to none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def beside(path: Path) -> tuple[Path, Path, Path]:
    """The write-ahead log, the shared memory and the rollback journal that SQLite keeps beside a file."""
    log, shared, rollback = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
    return log, shared, rollback


def has_content(path: Path) -> bool:
    """Whether a file is there and not empty."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def draft_of(target: Path) -> Path:
    """The hidden name under which a file is made before it gets its own; what an interrupted try left is removed."""
    draft = target.with_name(f".{target.name}.new")
    discard(draft)
    return draft


def reserve(path: Path) -> None:
    """Make an empty file that only its owner can read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def discard(path: Path) -> None:
    """Remove a file that did not become one of hers, and what stands beside it."""
    for leftover in (path, *beside(path)):
        leftover.unlink(missing_ok=True)


def put(draft: Path, target: Path) -> None:
    """Give a finished file its name, durably and never over another file. Raises FileExistsError."""
    sync(draft)
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():  # a stick whose file system knows no links
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        draft.rename(target)
    draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def put_over(draft: Path, target: Path) -> None:
    """Give a finished file the name that another one had until now, in one turn."""
    sync(draft)
    draft.replace(target)
    sync_folder(target.parent)


def sync(path: Path) -> None:
    """Make a file's content durable."""
    with path.open("r+b") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def private_copy(path: Path) -> Iterator[Path]:
    """A copy of a journal and of its write-ahead log in a folder that only her account can read; it goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bonejournal-"))  # 0700
    try:
        copy = folder / path.name
        log, made = beside(path)[0], beside(copy)[0]
        for file, kept in ((path, copy), (log, made)):
            if file.exists():
                reserve(kept)
                shutil.copyfile(file, kept)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)
