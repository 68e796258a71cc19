"""What is unusual in a DXA report and worth asking about.

Reference means and tolerances are for asking only, never for a verdict: NHANES III hips (Looker 1998) and the
manufacturers' spine databases. Each question names the likely slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from bonejournal.domain.record import Around, Question
from bonejournal.domain.words import day_long, exact, percent, tr
from bonejournal.domain.words import number as say

if TYPE_CHECKING:
    from bonejournal.domain.bone.density import DxaScan, SiteResult

REFERENCES = {
    ("femoral_neck", "hologic"): ("0.858", "0.120"),
    ("femoral_neck", "lunar"): ("1.038", "0.139"),
    ("femoral_neck", "norland"): ("0.960", "0.132"),
    ("total_hip", "hologic"): ("0.942", "0.122"),
    ("total_hip", "lunar"): ("1.008", "0.126"),
    ("total_hip", "norland"): ("0.919", "0.122"),
    ("lumbar_spine", "hologic"): ("1.047", "0.110"),
    ("lumbar_spine", "lunar"): ("1.18", "0.12"),
}
"""Young women's mean and standard deviation of BMD in g/cm², by site and make (Looker 1998; manufacturers)."""

_T_TOLERANCE = {"lumbar_spine": Decimal("0.6"), "femoral_neck": Decimal("0.4"), "total_hip": Decimal("0.4")}
_SOFT = {
    "bmd_g_cm2": {
        "lumbar_spine": (0.5, 1.6), "total_hip": (0.4, 1.4), "femoral_neck": (0.35, 1.3), "radius_33": (0.35, 0.95),
    },
    "bmc_g": {"lumbar_spine": (20, 95), "total_hip": (12, 50), "femoral_neck": (1.8, 7.5)},
    "area_cm2": {"lumbar_spine": (40, 75), "total_hip": (24, 46), "femoral_neck": (3.8, 6.8)},
}  # fmt: skip
_TWO_PERCENT = Decimal("0.02")


def reference(site: str, make: str, model: str) -> tuple[Decimal, Decimal] | None:
    """The young mean and its standard deviation for a site on a make of scanner; None where there is none."""
    named = f"{make} {model}".casefold()
    for (known_site, known_make), (mean, spread) in REFERENCES.items():
        if known_site == site and (known_make in named or (known_make == "lunar" and "ge" in named.split())):
            return Decimal(mean), Decimal(spread)
    return None


def ask(scan: DxaScan, around: Around) -> Iterator[Question]:
    """All questions about a report, in the order of its rows."""
    yield from _same_day(scan, around)
    for position, row in enumerate(scan.sites):
        if not row.readable:
            continue  # what cannot be stored is said first
        path = f"sites.{position}."
        yield from _soft(row, path)
        yield from _t_score(scan, row, path)
        yield from _z_score(row, path)
        yield from _arithmetic(row, path)
        yield from _area(scan, row, path, around)


def _same_day(scan: DxaScan, around: Around) -> Iterator[Question]:
    for other in around.neighbours:
        if other.day == scan.date and other.id != scan.id:
            yield Question(
                "date",
                "same_day",
                tr("A scan of {day} is already here. Is this another one?", day=day_long(scan.date)),
                scan.date.isoformat(),
            )
            return


def _soft(row: SiteResult, path: str) -> Iterator[Question]:
    for field, ranges in _SOFT.items():
        value = getattr(row, field)
        limits = ranges.get(str(row.site))
        if value is None or limits is None or (field != "bmd_g_cm2" and len(row.vertebra_set) not in (0, 4)):
            continue
        if not limits[0] <= value <= limits[1]:
            yield Question(
                path + field,
                "soft",
                tr(
                    "Most reports show between {low} and {high} here. Is {value} right?",
                    low=say(limits[0]), high=say(limits[1]), value=say(value),
                ),
                repr(value),
            )  # fmt: skip
    for field, low, high in (
        ("t_score", -5.5, 4.0),
        ("z_score", -4.5, 4.5),
        ("tbs", 0.9, 1.55),
        ("lsc_g_cm2", 0.01, 0.07),
    ):
        value = getattr(row, field)
        if value is not None and not low <= value <= high:
            said = tr(
                "Most reports show between {low} and {high} here. Is {value} right?",
                low=say(low),
                high=say(high),
                value=say(value),
            )
            yield Question(path + field, "soft", said, repr(value))


def _t_score(scan: DxaScan, row: SiteResult, path: str) -> Iterator[Question]:
    if row.t_score is None or row.bmd_g_cm2 is None or row.site is None:
        return
    known = reference(str(row.site), scan.make, scan.model)
    if known is None or len(row.vertebra_set) == 1:
        return
    typed, bmd, (mean, spread) = exact(row.t_score), exact(row.bmd_g_cm2), known
    if typed >= 1 and bmd < mean:
        said = tr(
            "Is the minus sign missing? A {site} of {bmd} g/cm² usually goes with a T-score below zero.",
            site=tr(row.site.label).lower(),
            bmd=say(bmd, 3),
        )
        yield Question(path + "t_score", "minus", said, repr(row.t_score), fix=str(-typed))
        return
    expected = (bmd - mean) / spread
    if len(row.vertebra_set) in (0, 4) and abs(typed - expected) > _T_TOLERANCE[str(row.site)]:
        said = tr(
            "{site} of {bmd} g/cm² on this make usually goes with a T-score near {expected}. Is {typed} right?",
            site=row.label, bmd=say(bmd, 3), expected=say(expected, 1), typed=say(typed, 1),
        )  # fmt: skip
        yield Question(path + "t_score", "check_t", said, repr(row.t_score))


def _z_score(row: SiteResult, path: str) -> Iterator[Question]:
    if row.t_score is None or row.z_score is None or exact(row.t_score) - exact(row.z_score) <= Decimal("0.2"):
        return
    said = tr(
        "The Z-score is usually above the T-score. Are {t} and {z} in the right order?",
        t=say(row.t_score, 1),
        z=say(row.z_score, 1),
    )
    yield Question(path + "z_score", "z_below_t", said, f"{row.t_score!r} {row.z_score!r}")


def _arithmetic(row: SiteResult, path: str) -> Iterator[Question]:
    if row.bmd_g_cm2 is None or row.bmc_g is None or row.area_cm2 is None:
        return
    makes = exact(row.bmc_g) / exact(row.area_cm2)
    typed = exact(row.bmd_g_cm2)
    if abs(makes - typed) > _TWO_PERCENT * typed:
        said = tr(
            "{bmc} g on {area} cm² makes {makes}, you typed {typed}. Check the digits.",
            bmc=say(row.bmc_g, 2), area=say(row.area_cm2, 2), makes=say(makes, 3), typed=say(typed, 3),
        )  # fmt: skip
        yield Question(path + "bmd_g_cm2", "arithmetic", said, f"{row.bmd_g_cm2!r} {row.bmc_g!r} {row.area_cm2!r}")


def _area(scan: DxaScan, row: SiteResult, path: str, around: Around) -> Iterator[Question]:
    from bonejournal.domain.bone.comparison import last_comparable  # both read density, one after the other

    if row.area_cm2 is None or row.site is None:
        return
    before = last_comparable(scan, row, around.neighbours)
    if before is None or before.row.area_cm2 is None:
        return
    change = exact(row.area_cm2) / exact(before.row.area_cm2) - 1
    if abs(change) > _TWO_PERCENT:
        amount, year = percent(abs(change) * 100, 0), before.scan.date.year
        said = (
            tr("The area is {amount} larger than in {year}. It can happen; check the number.", amount=amount, year=year)
            if change > 0
            else tr(
                "The area is {amount} smaller than in {year}. It can happen; check the number.",
                amount=amount,
                year=year,
            )
        )
        yield Question(path + "area_cm2", "area", said, repr(row.area_cm2))
