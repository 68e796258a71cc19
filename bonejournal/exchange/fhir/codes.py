"""The codes we write, each only where the code and what it means were verified; everything else is said in words.

LOINC knows no femoral neck, 1/3 radius, TBS, bone mineral content or result of a risk tool. The femur's codes stand
for its neck with the body site beside them, as HL7's own examples have it; the forearm's for the 1/3 radius likewise.
"""

from __future__ import annotations

from typing import Any

from bonejournal.domain.bone.density import Side, Site, SiteResult
from bonejournal.domain.labs.analytes import spelled
from bonejournal.domain.labs.panels import LabResult

LOINC = "http://loinc.org"
SNOMED_CT = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"

DXA_REPORT = "83311-1"
RADIOLOGY = "LP29684-5"
AGE_AT_MENOPAUSE = "42802-9"
WEIGHT, HEIGHT, STEPS = "29463-7", "8302-2", "55423-8"

DXA = {
    (Site.LUMBAR_SPINE, None): ("24966-4", "38267-1", "85394-5"),
    (Site.TOTAL_HIP, None): ("38261-4", "38264-8", "80933-5"),
    (Site.TOTAL_HIP, Side.LEFT): ("46278-8", "80946-7", "80938-4"),
    (Site.TOTAL_HIP, Side.RIGHT): ("46279-6", "80945-9", "80937-6"),
    (Site.FEMORAL_NECK, None): ("24701-5", "38263-0", "80934-3"),
    (Site.FEMORAL_NECK, Side.LEFT): ("80954-1", "80948-3", "80940-0"),
    (Site.FEMORAL_NECK, Side.RIGHT): ("80953-3", "80947-5", "80939-2"),
    (Site.RADIUS_33, None): ("24890-6", "38265-5", "80932-7"),
    (Site.RADIUS_33, Side.LEFT): ("80952-5", "80944-2", "80936-8"),
    (Site.RADIUS_33, Side.RIGHT): ("80951-7", "80943-4", "80935-0"),
}
"""LOINC of (BMD, T-score, Z-score)."""
BODY_SITES = {Site.FEMORAL_NECK: "29627003"}
"""SNOMED CT."""

_BY_MOLES = frozenset({"1995-0", "13967-5", "13965-9"})
_BY_UNITS = frozenset({"1777-2", "6768-6", "3016-3", "15067-2", "27873-9"})
_BY_PERCENT = frozenset({"4548-4"})
_BY_DAY = frozenset({"6874-2"})
"""LOINC of what is measured in moles, in units of activity, in per cent, in a day's urine; all else by mass."""
_FASTING = frozenset({"1558-6", "27873-9"})

_UCUM = {
    "ng/l": "ng/L", "pg/ml": "pg/mL", "ng/ml": "ng/mL", "ug/l": "ug/L", "mg/l": "mg/L", "g/l": "g/L",
    "mg/dl": "mg/dL", "ug/dl": "ug/dL", "ng/dl": "ng/dL", "g/dl": "g/dL",
    "nmol/l": "nmol/L", "pmol/l": "pmol/L", "mmol/l": "mmol/L", "umol/l": "umol/L", "mmol/mol": "mmol/mol",
    "u/l": "U/L", "iu/l": "[IU]/L", "miu/l": "m[IU]/L", "%": "%", "mg/24h": "mg/(24.h)",
    "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "g/cm2": "g/cm2", "g": "g", "cm2": "cm2", "kg": "kg", "cm": "cm", "h": "h", "s": "s", "m/s": "m/s",
    "mg/d": "mg/d", "ug/d": "ug/d", "g/d": "g/d", "d": "d", "years": "a", "steps": "{steps}",
    "t-score": "1", "z-score": "1",
}  # fmt: skip


def quantity(value: Any, unit: str = "") -> dict[str, Any]:
    """A figure with its unit in words, and its UCUM code where there is one."""
    made: dict[str, Any] = {} if value is None else {"value": value}
    if unit:
        made["unit"] = unit
        code = _UCUM.get(spelled(unit))
        if code:
            made |= {"system": UCUM, "code": code}
    return made


def concept(text: str, code: str = "", system: str = LOINC) -> dict[str, Any]:
    """What something is: in words, with its code where there is one."""
    return ({"coding": [{"system": system, "code": code}]} if code else {}) | {"text": text}


def category(code: str) -> list[dict[str, Any]]:
    """One of HL7's own categories of observations."""
    return [{"coding": [{"system": _CATEGORY, "code": code}]}]


def dxa_code(row: SiteResult, field: str) -> str:
    """The LOINC code of a number of a DXA report, "" where there is none."""
    side = row.side if row.side in (Side.LEFT, Side.RIGHT) and row.site is not Site.LUMBAR_SPINE else None
    found = DXA.get((row.site, side)) if row.site else None
    if found is None or field not in ("bmd_g_cm2", "t_score", "z_score"):
        return ""
    return found[("bmd_g_cm2", "t_score", "z_score").index(field)]


def body_site(row: SiteResult) -> dict[str, Any]:
    """Where a number of a DXA report was measured."""
    return concept(row.label, BODY_SITES.get(row.site, "") if row.site else "", SNOMED_CT)


def lab_code(result: LabResult, fasting: bool | None) -> str:
    """The LOINC code of a laboratory result, "" where none says what was measured in this unit."""
    code = result.known.loinc if result.known else ""
    unit = _UCUM.get(spelled(result.unit), "")
    above, _, below = unit.partition("/")
    if code in _BY_DAY:
        fits = unit == "mg/(24.h)"
    elif code in _BY_PERCENT:
        fits = unit == "%"
    elif code in _BY_MOLES:
        fits = above.endswith("mol") and below == "L"
    elif code in _BY_UNITS:
        fits = above.endswith(("U", "[IU]"))
    else:
        fits = above.endswith("g") and below in ("L", "mL", "dL")
    return code if fits and (code not in _FASTING or fasting) else ""
