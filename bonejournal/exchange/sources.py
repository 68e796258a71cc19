"""Where a bundle's files come from: a folder, a zip archive or a single file, opened within limits.

Nothing is ever unpacked to the disk. From an archive only files at its top, or in one folder, are read.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from bonejournal.domain.words import number, tr
from bonejournal.exchange.reader import ImportRefusedError, name_of, unreadable

MOST_BYTES = 200_000_000
MOST_FILES = 1000
BESIDE = "attachments"
"""The one folder of a bundle."""
_MOST_DIRECTORY_BYTES = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_JUNK = ("__MACOSX", ".DS_Store")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, NotImplementedError, ValueError,
    UnicodeDecodeError, OverflowError, OSError,
)  # fmt: skip

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a bundle by name, those in a folder of it as "attachments/1"; `aside` are names that were left where
    they are because of their place.
    """

    name: str
    files: Mapping[str, Opener]
    aside: tuple[str, ...] = field(default=())


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The files in a folder, an archive or a single file. Raises ImportRefusedError."""
    with ExitStack() as stack:
        try:
            source = _source(path, stack)
        except OSError as error:
            raise unreadable(path, error) from error
        except ValueError as error:  # a path that the system cannot have
            raise ImportRefusedError(tr("{name} is not there.", name=name_of(path))) from error
        yield source


def _source(path: Path, stack: ExitStack) -> Source:
    if path.is_dir():
        return _folder(path)
    if path.exists() and not path.is_file():
        raise ImportRefusedError(tr("{name} is neither a file nor a folder.", name=name_of(path)))
    if is_archive(path):
        return _archive(path, stack)
    _limit_size(path, path.stat().st_size)
    return Source(name_of(path), {path.name: _opener(path)})


def is_archive(path: Path) -> bool:
    """Whether a file begins as a zip archive does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", _END)


def _folder(path: Path) -> Source:
    files: dict[str, Opener] = {}
    size = 0
    for count, entry in enumerate(path.iterdir()):
        if count >= MOST_FILES:
            raise _too_many(path)
        if entry.is_file():
            size += entry.stat().st_size if entry.suffix == ".csv" else 0
            files[entry.name] = _opener(entry)
    for count, entry in enumerate((path / BESIDE).iterdir() if (path / BESIDE).is_dir() else ()):
        if count >= MOST_FILES:
            raise _too_many(path)
        if entry.is_file():
            size += entry.stat().st_size
            files[f"{BESIDE}/{entry.name}"] = _opener(entry)
    _limit_size(path, size)
    return Source(name_of(path), files)


def _opener(entry: Path) -> Opener:
    def open_() -> IO[bytes]:
        try:
            return entry.open("rb")
        except OSError as error:
            raise unreadable(entry, error) from error

    return open_


def _archive(path: Path, stack: ExitStack) -> Source:
    _look_at_directory(path)
    try:
        held = stack.enter_context(zipfile.ZipFile(path))
    except _BROKEN as error:
        raise _broken(path) from error
    entries = held.infolist()
    if len(entries) > MOST_FILES:
        raise _too_many(path)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefusedError(
            tr("{name} is encrypted. Unpack it first, then import the folder.", name=name_of(path))
        )
    _limit_size(path, sum(entry.file_size for entry in entries))
    files: dict[str, Opener] = {}
    aside: list[str] = []
    top = _top(entries)
    for entry in entries:
        name = _plain(entry, top)
        if name is None:
            if not entry.is_dir() and not set(PurePosixPath(entry.filename).parts) & set(_JUNK):
                aside.append(entry.filename)
        elif name in files:
            raise ImportRefusedError(
                tr(
                    "{name} holds two files called {file}, and which is meant cannot be told.",
                    name=name_of(path),
                    file=name,
                )
            )
        else:
            files[name] = _member(held, entry)
    return Source(name_of(path), files, tuple(aside))


def _member(held: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Opener:
    return lambda: held.open(entry)


def _top(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder that holds all tables, "" where they stand at the top."""
    paths = [PurePosixPath(entry.filename) for entry in entries if entry.filename.endswith(".csv")]
    paths = [path for path in paths if path.parts[-2:-1] != (BESIDE,)]
    tops = {path.parts[0] if len(path.parts) > 1 else "" for path in paths if path.parts} - set(_JUNK)
    return tops.pop() if len(tops) == 1 else ""


def _plain(entry: zipfile.ZipInfo, top: str) -> str | None:
    """The name of a file that stands where a bundle's files stand; None for anything else."""
    mode = entry.external_attr >> 16
    if entry.is_dir() or stat.S_ISLNK(mode) or entry.compress_type not in _METHODS:
        return None
    parent, _, name = entry.filename.rpartition("/")
    odd = not name.isprintable() or "\\" in name or ":" in name or name in ("", ".", "..")
    if parent == (f"{top}/{BESIDE}" if top else BESIDE) and not odd:
        return f"{BESIDE}/{name}"
    return None if odd or parent != top or parent in (".", "..") or name in _JUNK else name


def _look_at_directory(path: Path) -> None:
    """Refuse an archive whose list of files is too large to be a bundle's, before the list is read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557 - 20))
        tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise _broken(path)
    count, length = struct.unpack("<HL", tail[end + 10 : end + 16])
    zip64 = end >= 20 and tail[end - 20 :].startswith(_END64)
    if zip64 or count > MOST_FILES or length > _MOST_DIRECTORY_BYTES:
        raise _too_many(path)


def _broken(path: Path) -> ImportRefusedError:
    return ImportRefusedError(
        tr("{name} is damaged or not a whole zip archive. Nothing was taken from it.", name=name_of(path))
    )


def _too_many(path: Path) -> ImportRefusedError:
    return ImportRefusedError(
        tr("{name} holds more than {count} files, too many for a bundle.", name=name_of(path), count=number(MOST_FILES))
    )


def _limit_size(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise ImportRefusedError(
            tr(
                "{name} is larger than {size} MB, too large to be read.",
                name=name_of(path),
                size=MOST_BYTES // 1_000_000,
            )
        )


def reading_broken(name: str, error: Exception) -> ImportRefusedError:
    """The sentence for a file that broke off while it was read."""
    if isinstance(error, UnicodeDecodeError):
        return ImportRefusedError(
            tr("{name} is not written in UTF-8. Save it as “CSV UTF-8” and try again.", name=name)
        )
    return ImportRefusedError(tr("{name} cannot be read to its end: it is damaged.", name=name))


BROKEN_WHILE_READ = _BROKEN
"""What reading a file out of a damaged archive may raise."""
