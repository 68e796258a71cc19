"""The codes of other programs that we understand, each only where the code and what it means were verified.

What a code leaves open (which part of the femur, which third of the radius) has to be said in words beside it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bonejournal.domain.bone.density import Side, Site
from bonejournal.domain.falls.events import BrokenSite
from bonejournal.domain.labs.analytes import Analyte, analytes
from bonejournal.exchange.fhir.codes import BODY_SITES, DXA, HEIGHT, WEIGHT

ANY_BONE = {"46383-6": "bmd_g_cm2", "38268-9": "t_score"}
"""LOINC of a number of any bone."""
DXA_FIELDS = ("bmd_g_cm2", "t_score", "z_score")
_MORE_LABS = {
    "47255-5": "pinp",
    "14866-8": "pth",
    "1989-3": "25ohd",
    "2000-8": "calcium",
    "49765-1": "calcium",
    "19123-9": "magnesium",
    "2601-3": "magnesium",
    "38483-4": "creatinine",
    "98979-8": "egfr",
    "62238-1": "egfr",
    "33914-3": "egfr",
    "88293-6": "egfr",
    "48642-3": "egfr",
    "48643-1": "egfr",
}
"""LOINC of other ways in which a test of the catalogue is reported."""
_OF_BMD = {spelling: Decimal(1) for spelling in ("g/cm2", "g/cm-2", "g/cm\u00b2", "g/cm^2", "gm/cm2")} | {
    "mg/cm2": Decimal("0.001")
}
_OF_SCORES = frozenset({"1", "t-score", "z-score", "tscore", "zscore", "score", "sd", ""})
_OF_BODY = {
    WEIGHT: {"kg": Decimal(1), "g": Decimal("0.001"), "lb": Decimal("0.45359237"), "lb_av": Decimal("0.45359237")},
    HEIGHT: {"cm": Decimal(1), "m": Decimal(100), "in": Decimal("2.54"), "in_i": Decimal("2.54")},
}
BODY = {WEIGHT: "weight_kg", HEIGHT: "height_cm"}
"""LOINC of what is measured of the body."""
_UCUM = (("[iu]", "IU"), ("{1.73_m2}", "1.73 m\u00b2"), ("1.73.m2", "1.73 m\u00b2"), ("(24.h)", "24h"))
BROKEN = {
    "359817006": BrokenSite.HIP,
    "263199001": BrokenSite.WRIST,
    "42942008": BrokenSite.VERTEBRA,
    "33737001": BrokenSite.RIB,
    "16114001": BrokenSite.ANKLE,
    "58150001": BrokenSite.CLAVICLE,
}
"""SNOMED CT of a broken bone."""
_BROKEN_WORDS = (
    (r"\b(?:hip|neck of femur|femoral neck|intertrochanter\w*)\b", BrokenSite.HIP),
    (r"\b(?:vertebra\w*|spin(?:e|al)|thoracic|lumbar)\b", BrokenSite.VERTEBRA),
    (r"\b(?:wrist|colles|distal (?:end of )?radius)\b", BrokenSite.WRIST),
    (r"\b(?:humerus|humeral|upper arm)\b", BrokenSite.HUMERUS),
    (r"\b(?:pelvi[cs]|pubi[cs]|sacrum|sacral)\b", BrokenSite.PELVIS),
    (r"\bankle\b", BrokenSite.ANKLE),
    (r"\bribs?\b", BrokenSite.RIB),
    (r"\b(?:foot|toe|metatarsal)\b", BrokenSite.FOOT),
    (r"\b(?:hand|finger|metacarpal)\b", BrokenSite.HAND),
    (r"\bclavicle\b", BrokenSite.CLAVICLE),
)


class Measured(NamedTuple):
    """Which number of a DXA report a code stands for; `site` is None where only words can say it."""

    site: Site | None
    side: Side | None
    field: str


@cache
def _dxa() -> dict[str, Measured]:
    found = {code: Measured(None, None, field) for code, field in ANY_BONE.items()}
    for (site, side), each in DXA.items():
        found |= {code: Measured(site, side, field) for code, field in zip(each, DXA_FIELDS, strict=True)}
    return found


def measured(code: str, words: str, body_sites: frozenset[str]) -> Measured | None:
    """What a DXA number is of, by its code and the words beside it; its site is None where they leave it open.

    None for a code of something else.
    """
    found = _dxa().get(code)
    if found is None:
        return None
    neck = "neck" in words or BODY_SITES[Site.FEMORAL_NECK] in body_sites
    site = found.site
    if site is Site.FEMORAL_NECK:
        site = Site.FEMORAL_NECK if neck else Site.TOTAL_HIP if "total" in words else None
    elif site is Site.RADIUS_33:
        site = Site.RADIUS_33 if re.search(r"1/3|33|one[- ]third", words) else None
    elif site is None:
        named = {Site.FEMORAL_NECK: neck, Site.TOTAL_HIP: "total hip" in words, Site.LUMBAR_SPINE: "lumbar" in words}
        fitting = [one for one, said in named.items() if said]
        site = fitting[0] if len(fitting) == 1 else None
    return Measured(site, found.side or side_in(words) if site is not Site.LUMBAR_SPINE else None, found.field)


def side_in(words: str) -> Side | None:
    """The one side that is named."""
    left, right = re.search(r"\bleft\b", words), re.search(r"\bright\b", words)
    return None if bool(left) == bool(right) else Side.LEFT if left else Side.RIGHT


def vertebrae_in(words: str) -> str:
    """The vertebrae that are named, "" for none."""
    found = re.search(r"\bl([1-4])\s*[-\u2013]\s*l?([1-4])\b", words)
    return f"L{found[1]}-L{found[2]}" if found else ""


def dxa_factor(field: str, units: tuple[str, ...]) -> Decimal | None:
    """What a figure is multiplied with to be in the unit of its field; None for a unit we do not know."""
    said = [unit.strip().lower().strip("{}") for unit in units]
    if field == "bmd_g_cm2":
        return next((_OF_BMD[unit] for unit in said if unit in _OF_BMD), None)
    return Decimal(1) if all(unit in _OF_SCORES for unit in said) else None


def body_factor(code: str, units: tuple[str, ...]) -> Decimal | None:
    """What a weight or height is multiplied with to be in kg or cm; None for a unit we do not know."""
    known = _OF_BODY[code]
    return next((known[unit] for one in units if (unit := one.strip().lower().strip("[]")) in known), None)


@cache
def _labs() -> dict[str, str]:
    own = {known.loinc: key for key, known in analytes().items() if known.loinc}
    return {code: key for code, key in _MORE_LABS.items() if key in analytes()} | own


def analyte_of(code: str) -> Analyte | None:
    """What a laboratory's code stands for, None where it is not in the catalogue."""
    key = _labs().get(code)
    return analytes()[key] if key else None


def lab_unit(known: Analyte, units: tuple[str, ...]) -> str:
    """The catalogue's name of a unit that is written in UCUM or as it was printed; "" for one it does not have."""
    for unit in units:
        said = unit.strip().lower()
        for written, meant in _UCUM:
            said = said.replace(written, meant)
        found = known.unit_named(said)
        if found is not None:
            return found.name
    return ""


def broken_bone(codes: frozenset[str], words: str) -> BrokenSite:
    """The bone that broke; another one where neither code nor words name one of the list."""
    coded = next((site for code, site in BROKEN.items() if code in codes), None)
    named = {site for pattern, site in _BROKEN_WORDS if re.search(pattern, words)}
    return coded or (named.pop() if len(named) == 1 else BrokenSite.OTHER)
