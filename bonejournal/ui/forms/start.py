"""What a form begins with, as the journal answers it once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.record import Record
from bonejournal.domain.words import day_long, tr


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with: the record it changes, the others of its kind, and a draft that waited.

    beside: the records of the other kinds that the form asked for. attached: the files that belong to the record.
    """

    record: Record | None
    neighbours: tuple[Record, ...]
    draft: dict[str, str] | None
    drafted: dt.datetime | None
    beside: tuple[Record, ...] = ()
    attached: tuple[Attachment, ...] = ()


def draft_said(at: dt.datetime | None) -> str:
    """That a draft stands in the form again, and from when it is."""
    if at is None:
        return tr("Your draft is here again.")
    return tr("Your draft of {day} is here again.", day=day_long(at.date()))
