"""How an amount is said: "2 capsules", "1 slice", "200 g"."""

from __future__ import annotations

from decimal import Decimal

from bonejournal.domain.words import exact, mark, number, tr

_MANY = {
    mark("bar"): mark("bars"),
    mark("bottle"): mark("bottles"),
    mark("bowl"): mark("bowls"),
    mark("can"): mark("cans"),
    mark("capsule"): mark("capsules"),
    mark("cup"): mark("cups"),
    mark("drop"): mark("drops"),
    mark("egg"): mark("eggs"),
    mark("glass"): mark("glasses"),
    mark("gummy"): mark("gummies"),
    mark("handful"): mark("handfuls"),
    mark("mug"): mark("mugs"),
    mark("packet"): mark("packets"),
    mark("piece"): mark("pieces"),
    mark("pill"): mark("pills"),
    mark("plate"): mark("plates"),
    mark("portion"): mark("portions"),
    mark("pot"): mark("pots"),
    mark("sachet"): mark("sachets"),
    mark("scoop"): mark("scoops"),
    mark("serving"): mark("servings"),
    mark("slice"): mark("slices"),
    mark("softgel"): mark("softgels"),
    mark("spoon"): mark("spoons"),
    mark("tablespoon"): mark("tablespoons"),
    mark("tablet"): mark("tablets"),
    mark("teaspoon"): mark("teaspoons"),
    mark("tin"): mark("tins"),
}
"""What is counted, one and many; whatever else an amount is of is said as it is written."""


def counted(amount: float | Decimal, unit: str) -> str:
    """An amount with what it is of: more than one "capsule" are "capsules", and "cup, diced" are "cups, diced"."""
    figure = amount if isinstance(amount, Decimal) else exact(amount)
    for one, many in _MANY.items():
        if unit == one or (unit.startswith(one) and unit[len(one)] in " ,("):
            unit = tr(many if figure > 1 else one) + unit[len(one) :]
            break
    return f"{number(figure)} {unit}".strip()
