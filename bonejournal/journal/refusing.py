"""What keeps the records of a step from being stored."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain.record import Problem, RefusedError, problems
from bonejournal.domain.step import Change
from bonejournal.domain.words import tr

_PROBLEMS_TOLD = 20


def refuse(changes: Sequence[Change]) -> None:
    """Raise RefusedError with what keeps the records of a step from being stored, the first twenty reasons.

    A change that is none, or of one record into another, is our own mistake: ValueError.
    """
    found: list[Problem] = []
    seen: set[str] = set()
    for change in changes:
        before, after, record = change.before, change.after, change.record
        if before is not None and after is not None and (before.id, before.KIND) != (after.id, after.KIND):
            raise ValueError("a change leads from a record to itself")
        if record.SINGLETON and record.id != record.SINGLETON:
            raise ValueError("the only record of its kind has an id of its own")
        if record.id in seen:
            found.append(Problem("", tr("{name} is in one step twice.", name=record.called())))
        seen.add(record.id)
        if after is not None:
            found.extend(problems(after))
        if len(found) >= _PROBLEMS_TOLD:
            break
    if found:
        raise RefusedError(found[:_PROBLEMS_TOLD])
