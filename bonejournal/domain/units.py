"""Quantities as people type them, and their exact conversion to what is stored.

Both decimal marks are taken, a unit that is typed wins over the field's, and what was typed is kept where it was
converted. Nothing is guessed: a unit that is not known is an error with a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.field import Field
from bonejournal.domain.profile import Units
from bonejournal.domain.words import exact, tr

POUND_KG = Decimal("0.45359237")
"""Exact by definition (international yard and pound agreement, 1959)."""
INCH_CM = Decimal("2.54")
"""Exact by the same agreement."""

FACTORS: dict[str, dict[str, Decimal]] = {
    "g/cm²": {"g/cm²": Decimal(1), "mg/cm²": Decimal("0.001")},
    "kg": {"kg": Decimal(1), "g": Decimal("0.001"), "lb": POUND_KG, "st": 14 * POUND_KG},
    "g": {"g": Decimal(1), "mg": Decimal("0.001")},
    "mg": {"mg": Decimal(1), "g": Decimal(1000), "µg": Decimal("0.001")},
    "µg": {"µg": Decimal(1), "mg": Decimal(1000)},
    "min": {"min": Decimal(1), "h": Decimal(60)},
    "s": {"s": Decimal(1), "min": Decimal(60)},
    "cm": {"cm": Decimal(1), "mm": Decimal("0.1"), "m": Decimal(100), "in": INCH_CM, "ft": 12 * INCH_CM},
}
"""Stored unit, then every unit taken for it with the factor that leads to the stored one."""
FACTORS_OF_FIELD: dict[str, dict[str, Decimal]] = {"vitamin_d_ug": {"IU": Decimal("0.025")}}
"""Units that only one field takes: 40 international units of vitamin D are 1 µg by definition, of nothing else."""

_SPELLINGS = {
    "g/cm2": "g/cm²", "mg/cm2": "mg/cm²", "lbs": "lb", "pounds": "lb", "kgs": "kg", "kilo": "kg", "inch": "in",
    "inches": "in", '"': "in", "″": "in", "'": "ft", "′": "ft", "feet": "ft", "foot": "ft", "ug": "µg",
    "μg": "µg", "mcg": "µg", "iu": "IU", "i.u.": "IU", "ui": "IU", "ie": "IU", "hours": "h", "hour": "h", "hrs": "h",
    "minutes": "min", "mins": "min", "sec": "s", "seconds": "s",
}  # fmt: skip
_US = {"kg": "lb", "cm": "in"}
_NUMBER = r"[+\-\u2212]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"


class UnitError(ValueError):
    """What was typed is not a quantity of this field; the text of the error is a sentence for her."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A quantity that was typed: its value in the stored unit, and the text to keep where it was converted."""

    value: float
    typed: str = ""


def parse_number(text: str) -> Decimal:
    """A plain number with a decimal comma or point and an optional sign. Raises UnitError."""
    said = text.strip()
    if not re.fullmatch(_NUMBER, said, re.ASCII):
        raise UnitError(tr("“{text}” is not a number.", text=said))
    return Decimal(said.replace("\u2212", "-").replace(",", "."))


def shown_unit(item: Field, units: Units | None) -> str:
    """The unit a field is shown and typed in: the stored one, or pounds and inches."""
    return _US.get(item.unit, item.unit) if units is Units.US else item.unit


def factors_of(item: Field) -> dict[str, Decimal]:
    """Every unit a field takes, with the factor that leads to the stored one."""
    return FACTORS.get(item.unit, {item.unit: Decimal(1)}) | FACTORS_OF_FIELD.get(item.name, {})


def to_shown(item: Field, value: float, unit: str) -> Decimal:
    """A stored value in `unit`, rounded to a tenth where it was converted."""
    factor = factors_of(item).get(unit, Decimal(1))
    return exact(value) if factor == 1 else (exact(value) / factor).quantize(Decimal("0.1"))


def parse_quantity(text: str, item: Field, unit: str = "") -> Entered:
    """What was typed into a field whose numbers are in `unit` (the stored one where empty). Raises UnitError."""
    said = " ".join(text.split())
    feet = re.fullmatch(
        rf"({_NUMBER}) ?(?:ft|feet|['′])(?: ?({_NUMBER}) ?(?:in|inch|inches|[\"″])?)?", said, re.IGNORECASE
    )
    if feet and item.unit == "cm":
        inches = 12 * parse_number(feet[1]) + (parse_number(feet[2]) if feet[2] else 0)
        return Entered(float(inches * INCH_CM), said)
    found = re.fullmatch(rf"({_NUMBER})\s*(.*)", said, re.ASCII | re.DOTALL) if said else None
    if not found:
        raise UnitError(tr("“{text}” is not a number.", text=said))
    number, typed_unit = parse_number(found[1]), _spelled(found[2])
    if not typed_unit or typed_unit == item.unit:
        typed_unit = typed_unit or unit or item.unit
    factors = factors_of(item)
    if typed_unit not in factors:
        raise UnitError(
            tr(
                "The unit “{unit}” is not known here. It takes {known}.",
                unit=found[2],
                known=", ".join(filter(None, factors)),
            )
            if any(factors)
            else tr("“{text}” is not a number.", text=said)
        )
    if factors[typed_unit] == 1:
        return Entered(float(number))
    return Entered(float(number * factors[typed_unit]), f"{found[1]} {typed_unit}")


def _spelled(unit: str) -> str:
    bare = unit.strip().lower()
    return _SPELLINGS.get(bare, bare)
