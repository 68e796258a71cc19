"""A record as the beginning of a new one: what its form would show, dated today."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from bonejournal.domain.entry import Habit
from bonejournal.domain.record import Dated, Record

if TYPE_CHECKING:
    from bonejournal.domain.profile import Units
    from bonejournal.journal.store import Journal
    from bonejournal.ui.forms.form import FormPage


def draft_copy(journal: Journal, id_: str, on: dt.date, units: Units | None) -> tuple[str, bool]:
    """Leave a copy of a record as the draft of a new one, unless a draft waits there already.

    Returns the kind ("" where it cannot be copied), and whether a draft was waiting.
    """
    record = journal.get(id_)
    form = _form_of(record) if record is not None and not record.SINGLETON else None
    if record is None or form is None:
        return "", False
    key = f"{record.KIND.key}:new"
    if any(draft.key == key for draft in journal.drafts()):
        return record.KIND.key, True
    journal.keep_draft(key, form.texts_for(_anew(record, on), Habit(on, units)))
    return record.KIND.key, False


def _form_of(record: Record) -> type[FormPage] | None:
    from bonejournal.ui.all_pages import PAGES
    from bonejournal.ui.forms.form import FormPage

    page = next((page.load() for page in PAGES if page.key == f"{record.KIND.key}-form"), None)
    return page if page is not None and issubclass(page, FormPage) else None


def _anew(record: Record, on: dt.date) -> Record:
    """The record as of today; her notes and what was typed stay with the old one."""
    changed: dict[str, Any] = {"typed": (), "kept": ()}
    if isinstance(record, Dated):
        changed["date"] = on
    if hasattr(record, "notes"):
        changed["notes"] = ""
    return dataclasses.replace(record, **changed)
