"""Whether a journal is whole, also one that cannot be opened: it is then looked into without changing it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bonejournal.domain.words import tr
from bonejournal.journal.backup import Backup, backups_of
from bonejournal.journal.check import Finding, examine, proven
from bonejournal.journal.database import looked_into
from bonejournal.journal.errors import DamagedError, NewerError, NotAJournalError
from bonejournal.journal.file import revision_of
from bonejournal.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Whole:
    """What `check` found. revision and records are None where the file could not be read so far.

    sealed: it is byte for byte as it was closed the last time. sentence: what is the matter, "" where nothing is.
    """

    path: Path
    ok: bool
    revision: int | None
    records: int | None
    sealed: bool
    findings: tuple[Finding, ...]
    backups: tuple[Backup, ...]
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """As `check --json` prints it."""
        return {
            "journal": str(self.path),
            "ok": self.ok,
            "revision": self.revision,
            "records": self.records,
            "encrypted": False,
            "sealed": self.sealed,
            "findings": [{"key": one.key, "ok": one.ok, "detail": one.detail} for one in self.findings],
            "backups": [{"path": str(one.path), "at": one.at.isoformat()} for one in self.backups],
        }


def look(path: Path) -> Whole:
    """Look at a journal. Raises a JournalError where there is none, or it is open elsewhere or read-only."""
    backups = tuple(backups_of(path))
    try:
        revision = revision_of(path)
    except (NotAJournalError, NewerError, DamagedError) as error:
        found = Finding("header", False, type(error).__name__.removesuffix("Error"))
        return Whole(path, False, None, None, False, (found,), backups, str(error))
    sealed = proven(path)
    try:
        with Journal.open(path) as journal:
            findings = tuple(journal.examine())
            records = journal.count() + (journal.profile() is not None)  # as many as a backup or an export tells of
    except DamagedError as error:
        opening = Finding("opening", False, str(error.__cause__ or ""))
        return Whole(path, False, revision, None, sealed, (opening, *_looked_into(path)), backups, str(error))
    ok = all(finding.ok for finding in findings)
    sentence = "" if ok else tr("{name} is not whole; restore a backup to go on.", name=path.name)
    return Whole(path, ok, revision, records, sealed, findings, backups, sentence)


def _looked_into(path: Path) -> list[Finding]:
    try:
        with looked_into(path, path) as database:
            return examine(database)
    except Exception as error:  # whatever a damaged file does to a reader; it is said, and nothing is changed
        return [Finding("reading", False, type(error.__cause__ or error).__name__)]
