"""What a form begins with, as the journal answers it once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.record import Record
from bonejournal.domain.words import day_long, tr

if TYPE_CHECKING:
    from bonejournal.ui.forms.form import FormPage


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


def tell_draft(form: FormPage, at: dt.datetime | None, *, prepared: bool) -> None:
    """Say that a draft stands in the form again and from when it is; it can be given up. prepared: the form was opened
    with values that the draft took the place of.
    """
    desk, key = form.desk, form.draft_key
    said = tr("Your draft is here again.")
    if at is not None:
        said = tr("Your draft of {day} is here again.", day=day_long(at.date()))

    def again() -> None:
        if shiboken6.isValid(form):
            form.start_again()
        else:  # the form was left while this could still be read
            desk.drop_draft(key)

    form.frame.say(said, tr("Begin with what you typed instead") if prepared else tr("Start again"), again)
