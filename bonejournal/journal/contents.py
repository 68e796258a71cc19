"""The bytes of attachments: kept once under their SHA-256, written with the step that attaches them, and gone with the
last version that points to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bonejournal.domain.attachment import Attachment, digest_of
from bonejournal.domain.record import Problem, RefusedError
from bonejournal.domain.step import Change
from bonejournal.domain.words import tr
from bonejournal.journal.database import Database
from bonejournal.journal.versions import chunks


class Contents:
    """What is kept beside the records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bytes_of(self, digest: str) -> bytes | None:
        """The bytes under a digest, None where there are none."""
        rows = self._database.rows("SELECT bytes FROM content WHERE sha256 = ?", (digest,))
        return bytes(rows[0][0]) if rows else None

    def all(self) -> dict[str, bytes]:
        """Everything that is kept, by digest."""
        return {digest: bytes(held) for digest, held in self._database.rows("SELECT sha256, bytes FROM content")}

    def ready(self, changes: Iterable[Change], given: Iterable[bytes]) -> list[tuple[str, bytes]]:
        """What a step has to write. Raises RefusedError where an attachment points to bytes that nobody has."""
        new = {digest_of(content): content for content in given}
        attached = [change.after for change in changes if isinstance(change.after, Attachment)]
        held = self._held([one.sha256 for one in attached if one.sha256 not in new])
        for one in attached:
            if one.sha256 not in new and one.sha256 not in held:
                raise RefusedError([Problem("sha256", tr("The file of {name} is not here.", name=one.called()))])
        needed = {one.sha256 for one in attached}
        return [(digest, content) for digest, content in new.items() if digest in needed]

    def _held(self, digests: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for some in chunks(digests):
            marks = ", ".join("?" * len(some))
            found.update(
                row[0]
                for row in self._database.rows(f"SELECT sha256 FROM content WHERE sha256 IN ({marks})", tuple(some))
            )
        return found

    def write(self, ready: Iterable[tuple[str, bytes]]) -> None:
        """Write them; the caller holds the transaction."""
        for pair in ready:
            self._database.run("INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?, ?)", pair)

    def clear(self) -> None:
        """Let go of what no version points to any more; the caller holds the transaction."""
        self._database.run("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM attachments)")
