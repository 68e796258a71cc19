"""A DXA report, in the order it is printed."""

from __future__ import annotations

from typing import ClassVar

from bonejournal.domain.density import DxaScan
from bonejournal.domain.record import Record
from bonejournal.domain.words import mark
from bonejournal.ui.forms.form import FormPage


class DxaForm(FormPage):
    """One DXA report."""

    key = "dxa-form"
    title = mark("Record a DXA report")
    parent_key = "density"
    record_class: ClassVar[type[Record]] = DxaScan
