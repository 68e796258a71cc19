"""Which units laboratories print where she lives, for results she has none before of."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from bonejournal.domain.profile import Units

_SI = frozenset(
    QLocale.Country[name]
    for name in (
        "UnitedKingdom", "Ireland", "Canada", "Australia", "NewZealand", "SouthAfrica", "Netherlands", "Sweden",
        "Norway", "Denmark", "Finland", "Iceland", "Estonia", "Switzerland", "Czechia", "Slovakia", "Slovenia",
        "Croatia", "Hungary", "China", "HongKong", "Malaysia", "Singapore",
    )
)  # fmt: skip


def prints_si(units: Units | None) -> bool:
    """Whether they are SI units, such as nmol/L of vitamin D; who measures in pounds and inches has the others."""
    return units is not Units.US and QLocale.system().territory() in _SI
