"""Every kind of record there is. Whoever goes through all kinds takes them from here, so that none is missing."""

from __future__ import annotations

from bonejournal.domain import body, density, profile
from bonejournal.domain.record import KINDS

__all__ = ["KINDS", "MODULES"]

MODULES = (profile, density, body)
