"""Who the journal is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.words import mark
from bonejournal.ui.forms.plain import PlainForm


class ProfileForm(PlainForm):
    """Everything about herself that a judgement or the doctor's page needs; all of it can stay empty."""

    key = "profile-form"
    title = mark("Profile")
    parent_key = "settings"
    record_class: ClassVar[type[Record]] = Profile
    groups = (
        (mark("You"), ("name", "birth_date", "sex", "units")),
        (mark("Menopause and height"), ("menopause_date", "menopause_kind", "height_cm", "peak_height_cm")),
        (mark("Choices"), ("protein_target_g_kg", "impact_cleared", "impact_cleared_on", "impact_cleared_by")),
        (mark("What a doctor asks"), ("parent_hip_fracture", "smoking", "alcohol_units_week", "notes")),
    )
    spans: ClassVar[Mapping[str, int]] = {"name": 1}
