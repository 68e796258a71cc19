"""What a reader is: it recognises a file by its content, and reads it into records to be planned and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from bonejournal.domain.record import Record
from bonejournal.domain.words import mark, tr

_LONGEST_NAME = 80
_HEADS = (
    (b"\xff\xfe", mark("{name} is not written in UTF-8. Save it as “CSV UTF-8” and try again.")),
    (b"\xfe\xff", mark("{name} is not written in UTF-8. Save it as “CSV UTF-8” and try again.")),
    (
        b"SQLite format 3\0",
        mark("{name} is not a file bonejournal can read. It looks like a journal; open it instead."),
    ),
    (b"%PDF", mark("{name} is not a file bonejournal can read. It looks like a PDF; type the numbers instead.")),
    (
        b"\xd0\xcf\x11\xe0",
        mark("{name} is not a file bonejournal can read. It looks like a spreadsheet; save it as CSV and try again."),
    ),
)
_MARKUP = (b"<", b"\xef\xbb\xbf<")
_PHOTO = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")


class ImportRefusedError(Exception):
    """A file that cannot be used; the text is one calm sentence: what, where, how to mend it."""


class Skipped(NamedTuple):
    """What was left out: its line or element ("dxa.csv line 5"), and why."""

    where: str
    why: str


class Found(NamedTuple):
    """A record of a file, and where in the file it stands."""

    record: Record
    where: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What the user said about a file that leaves it open; "" where nothing was said.

    weight_unit: kg or lb; date_order: dmy, mdy or ymd; decimal: point or comma; zone: such as Europe/Madrid.
    """

    weight_unit: str = ""
    date_order: str = ""
    decimal: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. Every record in it can be stored.

    silent: by kind, the fields that the file says nothing about, because it has no column or no file for them.
    contents: the bytes of attachments, by their SHA-256.
    """

    name: str
    format: str
    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)

    def usable(self) -> Reading:
        """The reading itself. Raises ImportRefusedError with the first reason where nothing of a file could be read."""
        if self.found or not self.skipped:
            return self
        first = self.skipped[0]
        raise ImportRefusedError(
            tr(
                "Nothing in {name} can be used. {where}: {why}",
                name=self.name,
                where=first.where,
                why=first.why,
            )
        )


class Reader(Protocol):
    """One format of files; `format` is its name on the command line."""

    format: str

    def recognises(self, path: Path) -> bool:
        """Whether the content of a file or folder is of this format; never raises for a file that can be opened."""

    def read(self, path: Path, settled: Settled) -> Reading:
        """All that can be read. Raises ImportRefusedError for a file that cannot be used at all."""


def name_of(path: Path) -> str:
    """A file's name as sentences and labels say it: on one line, not longer than a line."""
    said = path.name.encode("utf-8", "replace").decode()
    said = "".join(sign if sign.isprintable() else "?" for sign in said)
    return said if len(said) <= _LONGEST_NAME else said[: _LONGEST_NAME - 1] + "…"


def not_ours(path: Path) -> ImportRefusedError:
    """The sentence for a file that no reader recognises, with what it looks like where that can be told."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        return unreadable(path, error)
    for start, sentence in _HEADS:
        if head.startswith(start):
            return ImportRefusedError(tr(sentence, name=name_of(path)))
    if head.lstrip().startswith(_MARKUP):
        return ImportRefusedError(
            tr(
                "{name} is not a file bonejournal can read. It looks like XML; where there is a choice, "
                "take JSON or CSV.",
                name=name_of(path),
            )
        )
    if head.startswith(_PHOTO) or head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return ImportRefusedError(
            tr(
                "{name} is not a file bonejournal can read. It looks like a photo; type the numbers instead.",
                name=name_of(path),
            )
        )
    return ImportRefusedError(tr("{name} is not a file bonejournal can read.", name=name_of(path)))


def unreadable(path: Path, error: OSError) -> ImportRefusedError:
    """The sentence for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ImportRefusedError(tr("{name} is not there.", name=name_of(path)))
    if isinstance(error, PermissionError):
        return ImportRefusedError(
            tr("{name} cannot be read: the file or its folder does not allow it.", name=name_of(path))
        )
    if isinstance(error, IsADirectoryError):
        return ImportRefusedError(tr("{name} is a folder without a file bonejournal can read.", name=name_of(path)))
    return ImportRefusedError(
        tr("{name} cannot be read: the system says “{reason}”.", name=name_of(path), reason=error.strerror or "")
    )
