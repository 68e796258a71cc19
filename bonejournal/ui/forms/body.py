"""Weight, height and composition of one day."""

from __future__ import annotations

from typing import ClassVar

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.record import Record
from bonejournal.domain.words import mark
from bonejournal.ui.forms.plain import PlainForm


class BodyForm(PlainForm):
    """One body measure; what is not measured stays empty."""

    key = "body-form"
    title = mark("Weight, height and waist")
    parent_key = "records"
    record_class: ClassVar[type[Record]] = BodyMeasure
