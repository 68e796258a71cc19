"""Standardised BMD: an approximate common scale for scanners of different makes.

For one woman it is about 3.5 % off on average (Hui 1997), and for a given pair of scanners it may be further off. It is
shown as approximate and never judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain.bone.density import Result, Site

MAKES = ("hologic", "lunar", "norland")
_SPINE_CENTRE = 1.0436
_SPINE = {"hologic": (1.0550, 0.972), "lunar": (0.9683, 1.100), "norland": (0.9743, 0.969)}
"""Factor and centre of the lumbar spine (Hui and others 1997)."""
_LINES = {
    Site.TOTAL_HIP: {"hologic": (0.006, 1.008), "lunar": (-0.031, 0.979), "norland": (0.026, 1.012)},
    Site.FEMORAL_NECK: {"hologic": (0.019, 1.087), "lunar": (-0.023, 0.939), "norland": (0.006, 0.985)},
}
"""Offset in g/cm² and factor of the hip (Hanson 1997) and the femoral neck (Lu and others 2001)."""


def make_of(result: Result) -> str:
    """The make a conversion is known for, "" for any other."""
    named = f"{result.scan.make} {result.scan.model}".casefold()
    return next((make for make in MAKES if make in named), "")


def standardised(result: Result) -> float | None:
    """A result on the common scale in g/cm², None where no conversion is known for its make or site."""
    make, bmd = make_of(result), result.row.bmd_g_cm2
    if not make or bmd is None:
        return None
    if result.row.site is Site.LUMBAR_SPINE:
        factor, centre = _SPINE[make]
        return factor * (bmd - centre) + _SPINE_CENTRE
    if result.row.site in _LINES:
        offset, factor = _LINES[result.row.site][make]
        return offset + factor * bmd
    return None


def bridging(history: Sequence[Result]) -> list[tuple[Result, float]]:
    """The results with their standardised BMD, where they come from makes that differ; else none."""
    found = [(result, value) for result in history if (value := standardised(result)) is not None]
    return found if len({make_of(result) for result, _ in found}) > 1 else []
