"""How long before its day an injection is shown as due: chosen, or 30 days."""

from __future__ import annotations

from bonejournal.domain.medicines.doses import SOON_DAYS
from bonejournal.ui.memory import Memory

REMIND_DAYS = (7, 14, SOON_DAYS, 60)


def remind_days(memory: Memory) -> int:
    """Days before a dose of an interval of 28 days or more."""
    chosen = memory.number("remind", SOON_DAYS)
    return int(chosen) if chosen in REMIND_DAYS else SOON_DAYS
