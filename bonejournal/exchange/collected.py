"""What has been read of a file so far: its records by their ids, and what was left out."""

from __future__ import annotations

from bonejournal.domain.record import Record, problems
from bonejournal.domain.words import number, tr
from bonejournal.exchange.reader import Found, Reading, Skipped

_MOST_TOLD = 10_000
"""Things left out that are named one by one; the rest is counted."""


class Collected:
    """A reading that is being made. `contents` are the bytes of attachments by their SHA-256."""

    def __init__(self, name: str, format_name: str) -> None:
        self.name = name
        self.format = format_name
        self.found: dict[str, Found] = {}
        self.contents: dict[str, bytes] = {}
        self._skipped: list[Skipped] = []
        self._untold = 0

    def keep(self, record: Record, where: str) -> bool:
        """Take a record, or leave it out where it cannot be stored or its id stands there already; whether taken."""
        found = problems(record)
        if found:
            self.skip(where, " ".join(problem.text for problem in found))
        elif record.id in self.found:
            self.skip(where, tr("A record with this id stands at {where}.", where=self.found[record.id].where))
        else:
            self.found[record.id] = Found(record, where)
            return True
        return False

    def skip(self, where: str, why: str) -> None:
        """Leave something out and say so."""
        if len(self._skipped) < _MOST_TOLD:
            self._skipped.append(Skipped(where, why))
        else:
            self._untold += 1

    def done(self) -> Reading:
        """The reading."""
        skipped = list(self._skipped)
        if self._untold:
            said = tr("{count} more things could not be read either.", count=number(self._untold))
            skipped.append(Skipped(self.name, said))
        return Reading(self.name, self.format, tuple(self.found.values()), tuple(skipped), contents=self.contents)
