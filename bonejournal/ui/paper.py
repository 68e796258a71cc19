"""Which paper the doctor's summary is for: chosen, or the one that is usual where she lives."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from bonejournal.domain.words import mark
from bonejournal.ui.memory import Memory

PAPERS = {"a4": mark("A4"), "letter": mark("Letter")}
_LETTER = frozenset(
    (
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.Philippines,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.Venezuela,
        QLocale.Country.CostaRica,
        QLocale.Country.Guatemala,
        QLocale.Country.Panama,
        QLocale.Country.PuertoRico,
    )
)


def paper_chosen(memory: Memory) -> str:
    """A key of `PAPERS`."""
    chosen = memory.text("paper")
    if chosen in PAPERS:
        return chosen
    return "letter" if QLocale.system().territory() in _LETTER else "a4"
