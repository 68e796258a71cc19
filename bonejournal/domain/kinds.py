"""Every kind of record there is. Whoever goes through all kinds takes them from here, so that none is missing."""

from __future__ import annotations

from bonejournal.domain import (
    attachment,
    body,
    density,
    exercises,
    falls,
    foods,
    labs,
    medication,
    nutrition,
    override,
    profile,
    template,
    training,
    visit,
)
from bonejournal.domain.record import KINDS

__all__ = ["KINDS", "MODULES"]

MODULES = (
    profile, density, body, labs, training, exercises, nutrition, foods, medication, falls, visit, override, template,
    attachment,
)  # fmt: skip
