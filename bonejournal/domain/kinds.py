"""Every kind of record there is. Whoever goes through all kinds takes them from here, so that none is missing."""

from __future__ import annotations

from bonejournal.domain import attachment, body, override, profile, template, visit
from bonejournal.domain.bone import density
from bonejournal.domain.falls import events
from bonejournal.domain.labs import panels
from bonejournal.domain.medicines import medication
from bonejournal.domain.nutrition import foods, intake
from bonejournal.domain.record import KINDS
from bonejournal.domain.training import exercises, workouts

__all__ = ["KINDS", "MODULES"]

MODULES = (
    profile, density, body, panels, workouts, exercises, intake, foods, medication, events, visit, override, template,
    attachment,
)  # fmt: skip
