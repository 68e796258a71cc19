"""What can be wrong with a journal's file, each as one calm sentence: what happened, what is safe, what to do.

The environment's faults are told apart from our own at one place, `translated`; what it does not know is ours and
goes on as it is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy.exc

from bonejournal.domain.words import mark, tr


class JournalError(Exception):
    """A journal that cannot be used as asked.

    title: what is true, as a heading; str(): the sentence; exit_code: what the command line ends with.
    """

    title = mark("This journal cannot be opened.")
    exit_code = 1

    def __init__(self, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.path = path


class MissingError(JournalError):
    """There is no file at the path."""

    title = mark("The journal is not where it was.")


class NotAJournalError(JournalError):
    """The file is something else."""

    title = mark("This is not a bonejournal file.")


class NewerError(JournalError):
    """Written by a newer version."""

    title = mark("This journal was last used with a newer bonejournal.")


class DamagedError(JournalError):
    """The file differs from how it was left, or holds what cannot be."""

    title = mark("This file has changed outside bonejournal or is damaged.")


class ExistsError(JournalError):
    """A file is there already, and nothing is written over it."""

    title = mark("A file of this name is already there.")


class OpenElsewhereError(JournalError):
    """Another window or program has it open."""

    title = mark("This journal is open in another window.")
    exit_code = 4


class FullError(JournalError):
    """No room on the disk."""

    title = mark("There is no room left to save.")
    exit_code = 4


class ReadOnlyError(JournalError):
    """The file or its folder cannot be written."""

    title = mark("This journal can be read but not changed.")
    exit_code = 4


class NotAllowedError(JournalError):
    """The system lets a file not be read, or not be made where it should be."""

    title = mark("The system does not allow this.")
    exit_code = 4


class StaleError(JournalError):
    """A step builds on a version that is no longer there."""

    title = mark("This record has changed meanwhile.")


def missing(path: Path) -> MissingError:
    """There is nothing at `path`."""
    said = tr("{name} is not there. It may be on a stick that is not plugged in, or have another name.", name=path.name)
    return MissingError(said, path)


def not_a_journal(path: Path) -> NotAJournalError:
    """The file at `path` is something else."""
    return NotAJournalError(tr("{name} is not a bonejournal file. It was not changed.", name=path.name), path)


def damaged(path: Path, detail: str = "") -> DamagedError:
    """The file at `path` cannot be trusted; `detail` is the technical line."""
    said = tr(
        "{name} has changed outside bonejournal or is damaged. It was left as it is; restore a backup to go on.",
        name=path.name,
    )
    error = DamagedError(said, path)
    error.__cause__ = ValueError(detail) if detail else None
    return error


def exists(path: Path) -> ExistsError:
    """There is a file at `path`, and it is left alone."""
    return ExistsError(tr("{name} is already there. Nothing was written over it.", name=path.name), path)


def open_elsewhere(path: Path) -> OpenElsewhereError:
    """Another window or program writes to `path`."""
    return OpenElsewhereError(
        tr("{name} is open in another window or program. Only one can write to it; nothing is wrong.", name=path.name),
        path,
    )


def read_only(path: Path) -> ReadOnlyError:
    """The file at `path`, or its folder, does not allow writing."""
    return ReadOnlyError(
        tr("{name} can be read but not changed: the folder or the file does not allow writing.", name=path.name), path
    )


def not_allowed(path: Path) -> JournalError:
    """The system refused something at `path`: to write, to read, or to make a file there."""
    if os.access(path, os.R_OK):
        return read_only(path)
    if os.path.lexists(path):
        said = tr(
            "{name} does not allow your account to read it. It may belong to another account of this computer.",
            name=path.name,
        )
    else:
        said = tr(
            "The folder of {name} does not allow it. Name another folder, or let your account use this one.",
            name=path.name,
        )
    return NotAllowedError(said, path)


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database says of the environment into a sentence; what it says of us goes on unchanged."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        known = None if isinstance(error, sqlalchemy.exc.IntegrityError) else _known(str(error.orig).lower(), path)
        if known is None:
            raise
        if isinstance(known, DamagedError):
            raise known from known.__cause__  # what stands in a damaged file is not for a report
        raise known from error
    except UnicodeDecodeError as error:
        raise damaged(path, "text") from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise full(path) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise not_allowed(path) from error
        raise


def full(path: Path) -> FullError:
    """The disk that holds `path` has no room left."""
    return FullError(
        tr(
            "There is no room left on the disk of {name}. What was saved before is safe; "
            "free some space and try again.",
            name=path.name,
        ),
        path,
    )


def _known(said: str, path: Path) -> JournalError | None:
    if "locked" in said or "busy" in said:
        return open_elsewhere(path)
    if "disk is full" in said or "disk i/o" in said:
        return full(path)
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return read_only(path)
    if "could not decode" in said:
        return damaged(path, said.partition(" with text ")[0])
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return damaged(path, said)
    return None
