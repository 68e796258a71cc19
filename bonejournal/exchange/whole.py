"""A file that is written piece by piece, and gets its name only when all of it is on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, readable by its owner alone; what stands at `path` stays until it is whole.

    Nothing is left behind where it breaks off. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=".bonejournal-", suffix=".part", dir=path.parent)  # 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync({path.parent})


def sync(folders: Iterable[Path]) -> None:
    """Bring the names in some folders to the disk."""
    if os.name != "posix":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def last(counts: Iterable[int]) -> int:
    """Go on to the end, and the last count."""
    count = 0
    for count in counts:  # noqa: B007
        pass
    return count
