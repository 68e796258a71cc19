"""What the palettes ask of the journal, on the journal's thread."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bonejournal.domain.quick.known import Known
from bonejournal.domain.template import Template, TemplateKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bonejournal.domain.record import Record
    from bonejournal.journal.store import Journal


def known(journal: Journal, now: dt.time) -> Known:
    """What lines are understood with."""
    on = journal.today()
    snapshot = journal.snapshot(on)
    return Known(snapshot, now, [(template, _made(template, on)) for template in snapshot.of(Template)]).prepare()


def _made(template: Template, day: dt.date) -> Sequence[Record]:
    """What a template of eating makes; other templates open their forms."""
    from bonejournal.exchange.templates import records_of

    if template.kind is not TemplateKind.INTAKE:
        return ()
    try:
        return records_of(template, day)
    except ValueError:
        return ()
