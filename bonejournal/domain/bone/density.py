"""Bone density: what a DXA report says, and which scans can be compared.

BMD is in g/cm², a T-score in standard deviations. Results are compared like with like only: same site, side, set of
vertebrae and device. Stored numbers are judged as the decimals that were printed, never as binary floats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bonejournal.domain.bone.questions import ask
from bonejournal.domain.field import Field, Part, Word, choice, field_of, number, out_of_range, parts, text
from bonejournal.domain.record import Around, Dated, Problem, Question, kind
from bonejournal.domain.words import exact, mark, tr
from bonejournal.domain.words import number as say


class Site(Word):
    """A measured region, in the order of a printed report."""

    LUMBAR_SPINE = "lumbar_spine", mark("Spine")
    FEMORAL_NECK = "femoral_neck", mark("Femoral neck")
    TOTAL_HIP = "total_hip", mark("Total hip")
    RADIUS_33 = "radius_33", mark("1/3 radius")
    TROCHANTER = "trochanter", mark("Trochanter")
    INTERTROCHANTER = "intertrochanter", mark("Intertrochanter")
    WARDS = "wards", mark("Ward’s")
    RADIUS_ULTRADISTAL = "radius_ultradistal", mark("Ultradistal radius")
    RADIUS_TOTAL = "radius_total", mark("Total radius")
    TOTAL_BODY = "total_body", mark("Total body")


class Side(Word):
    """The side of a hip or arm; a mean of both counts as a side of its own."""

    LEFT = "left", mark("left")
    RIGHT = "right", mark("right")
    MEAN = "mean", mark("mean of both")


QUALIFYING = (Site.LUMBAR_SPINE, Site.FEMORAL_NECK, Site.TOTAL_HIP)
"""The sites whose T-scores the WHO's categories are for; the 1/3 radius only where none of these is on record."""
JUDGED = (*QUALIFYING, Site.RADIUS_33)
ALL_VERTEBRAE = frozenset({1, 2, 3, 4})

_CLINIC_WORDS = frozenset(
    [
        "hospital",
        "clinic",
        "bone",
        "centre",
        "center",
        "institute",
        "medical",
        "imaging",
        "radiology",
        "health",
        "osteoporosis",
    ]
)

_HARD_BMD_G_CM2 = {
    Site.LUMBAR_SPINE: (0.2, 2.5),
    Site.TOTAL_HIP: (0.15, 2.2),
    Site.FEMORAL_NECK: (0.15, 2.0),
    Site.RADIUS_33: (0.1, 1.5),
}


def vertebrae_of(written: str) -> frozenset[int]:
    """The vertebrae a report names: "" and "L1-L4" are all four, "L1+L2+L4" those three, "L2" one.

    Raises ValueError with a sentence when it is neither.
    """
    said = written.strip().upper().replace("\u2013", "-").replace(" ", "")
    if not said:
        return ALL_VERTEBRAE
    found = re.fullmatch(r"L([1-4])-L?([1-4])", said)
    if found and found[1] <= found[2]:
        return frozenset(range(int(found[1]), int(found[2]) + 1))
    if re.fullmatch(r"L[1-4]([+,]L[1-4])*", said):
        return frozenset(int(digit) for digit in re.findall(r"\d", said))
    raise ValueError(tr("“{text}” is not a set of vertebrae such as L1-L4 or L1+L2+L4.", text=written))


def write_vertebrae(chosen: frozenset[int] | set[int]) -> str:
    """The set as files have it: "L1-L4", "L2-L4", "L1+L2+L4"."""
    ordered = sorted(chosen)
    if len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"L{ordered[0]}-L{ordered[-1]}"
    return "+".join(f"L{digit}" for digit in ordered)


@dataclass(frozen=True, slots=True)
class SiteResult(Part):
    """One row of a DXA report. `tbs` is the trabecular bone score, printed with the spine."""

    site: Site | None = choice(mark("Site"), Site, required=True)
    side: Side | None = choice(mark("Side"), Side)
    vertebrae: str = text(mark("Vertebrae"))
    exclusion_reason: str = text(mark("Why vertebrae are left out"))
    bmd_g_cm2: float | None = number(mark("BMD"), "g/cm²", hard=(0.1, 2.5), decimals=3)
    bmc_g: float | None = number(mark("BMC"), "g", hard=(0.05, 6000), decimals=2)
    area_cm2: float | None = number(mark("Area"), "cm²", hard=(0.5, 4000), decimals=2)
    t_score: float | None = number(mark("T-score"), hard=(-10, 10), soft=(-5.5, 4.0), decimals=1)
    z_score: float | None = number(mark("Z-score"), hard=(-10, 10), soft=(-4.5, 4.5), decimals=1)
    tbs: float | None = number(mark("TBS"), hard=(0.5, 2.0), soft=(0.9, 1.55), decimals=3)
    lsc_g_cm2: float | None = number(mark("LSC"), "g/cm²", hard=(0.001, 0.3), soft=(0.010, 0.070), decimals=3)

    @property
    def vertebra_set(self) -> frozenset[int]:
        """The vertebrae measured; empty for a site that has none."""
        return vertebrae_of(self.vertebrae) if self.site is Site.LUMBAR_SPINE else frozenset()

    @property
    def readable(self) -> bool:
        """Whether the vertebrae can be understood as they are written."""
        try:
            return bool(self.vertebra_set) or self.site is not Site.LUMBAR_SPINE
        except ValueError:
            return False

    @property
    def label(self) -> str:
        """What the site is called with its vertebrae or side: "Spine L1–L4", "Total hip, left"."""
        if self.site is None:
            return ""
        if self.site is Site.LUMBAR_SPINE:
            written = write_vertebrae(self.vertebra_set).replace("-", "\u2013")
            return tr("{site} {vertebrae}", site=tr(self.site.label), vertebrae=written)
        if self.side is None:
            return tr(self.site.label)
        return tr("{site}, {side}", site=tr(self.site.label), side=tr(self.side.label))


@kind("dxa", mark("DXA report"), 2, anchors=("site", "side"))
@dataclass(frozen=True, slots=True)
class DxaScan(Dated):
    """A DXA report as it was printed, one row a site."""

    facility: str = text(mark("Clinic"), listed=True)
    make: str = text(mark("Scanner make"))
    model: str = text(mark("Scanner model"))
    serial: str = text(mark("Scanner serial number"))
    software: str = text(mark("Scanner software"))
    sites: tuple[SiteResult, ...] = parts(mark("Sites"), SiteResult)
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def device(self) -> str:
        """The scanner in full: "Hologic Horizon A 301584M"."""
        return " ".join(filter(None, (self.make, self.model, self.serial)))

    @property
    def place(self) -> str:
        """The scanner and clinic in a few words: "Horizon A, Hillcrest"."""
        return ", ".join(filter(None, (self.model or self.make, self.clinic)))

    @property
    def clinic(self) -> str:
        """What people call the clinic: its name up to the word that says it is one."""
        words = self.facility.split()
        kind = next((at for at, word in enumerate(words) if at and word.strip(",.").casefold() in _CLINIC_WORDS), None)
        return " ".join(words[:kind])

    def said(self) -> str:
        """One line: each judged site with its BMD and T-score."""
        shown = []
        for result in results(self):
            numbers = [f"{say(result.row.bmd_g_cm2, 3)} g/cm²"] if result.row.bmd_g_cm2 is not None else []
            if result.row.t_score is not None:
                numbers.append(tr("T {score}", score=signed_t(result.row.t_score)))
            if numbers:
                shown.append(f"{result.row.label} {', '.join(numbers)}")
        return "; ".join(shown) or self.facility

    def check(self) -> Iterator[Problem]:
        """BMD limits of each site, and vertebrae that can be read."""
        if not self.sites:
            yield Problem("", tr("Type at least one number of the report."))
        for position, row in enumerate(self.sites):
            path = f"sites.{position}."
            if row.site in _HARD_BMD_G_CM2 and row.bmd_g_cm2 is not None:
                low, high = _HARD_BMD_G_CM2[row.site]
                if not low <= row.bmd_g_cm2 <= high:
                    yield Problem(path + "bmd_g_cm2", bmd_out_of_range(row.site, row.bmd_g_cm2))
            if row.site is Site.LUMBAR_SPINE:
                try:
                    vertebrae_of(row.vertebrae)
                except ValueError as error:
                    yield Problem(path + "vertebrae", str(error))

    def questions(self, around: Around) -> Iterator[Question]:
        """What is unusual in the report."""
        yield from Dated.questions(self, around)
        yield from ask(self, around)


def bmd_out_of_range(site: Site, value: float) -> str:
    """The sentence for a BMD that cannot be, with the likely slip where one explains it."""
    item: Field = field_of(SiteResult, "bmd_g_cm2")
    low, high = _HARD_BMD_G_CM2.get(site, item.hard or (0.1, 2.5))
    said = out_of_range(item, low, high)
    for factor in (10, 100, 1000):
        meant = exact(value) / factor
        if Decimal("0.35") <= meant <= Decimal("1.6"):
            return tr("{limits} Did you mean {meant}?", limits=said, meant=say(meant, 3))
    return said


def signed_t(score: float | Decimal) -> str:
    """A T- or Z-score as a report prints it: one decimal at least, a real minus, no plus."""
    value = score if isinstance(score, Decimal) else exact(score)
    places = -int(value.as_tuple().exponent)
    return say(value, max(1, places))


@dataclass(frozen=True, slots=True)
class Result:
    """One site of one scan, as it is judged."""

    scan: DxaScan
    row: SiteResult

    @property
    def bmd(self) -> Decimal | None:
        """BMD in g/cm², as printed."""
        return None if self.row.bmd_g_cm2 is None else exact(self.row.bmd_g_cm2)

    @property
    def t(self) -> Decimal | None:
        """The T-score, as printed."""
        return None if self.row.t_score is None else exact(self.row.t_score)


def results(scan: DxaScan) -> tuple[Result, ...]:
    """The judged results of a scan, one per site and side.

    For the spine the row with the most vertebrae (the first at a tie), and only with at least two: single
    vertebrae are kept, never judged.
    """
    spine = [row for row in scan.sites if row.site is Site.LUMBAR_SPINE]
    widest = max(spine, key=lambda row: len(row.vertebra_set), default=None)
    found: dict[tuple[Site, Side | None], SiteResult] = {}
    for row in scan.sites:
        if row.site not in JUDGED or row.site is None:
            continue
        if row.site is Site.LUMBAR_SPINE and (row is not widest or len(row.vertebra_set) < 2):
            continue
        found.setdefault((row.site, row.side), row)
    return tuple(Result(scan, row) for row in found.values())


class Category(StrEnum):
    """The WHO's ranges of the T-score (WHO Technical Report Series 843, 1994)."""

    NORMAL = "normal"
    LOW_BONE_MASS = "low_bone_mass"
    OSTEOPOROSIS_RANGE = "osteoporosis_range"


NORMAL_FROM = Decimal("-1.0")
OSTEOPOROSIS_FROM = Decimal("-2.5")


def category(t_score: Decimal) -> Category:
    """The range a printed T-score lies in; exactly −1.0 is normal, exactly −2.5 is the osteoporosis range."""
    if t_score >= NORMAL_FROM:
        return Category.NORMAL
    return Category.LOW_BONE_MASS if t_score > OSTEOPOROSIS_FROM else Category.OSTEOPOROSIS_RANGE


def in_order(scans: Sequence[DxaScan]) -> list[DxaScan]:
    """Scans by day, then by id."""
    return sorted(scans, key=lambda scan: (scan.date, scan.id))


def t_results(scans: Sequence[DxaScan]) -> list[Result]:
    """All results whose T-score counts, in order: spine, neck, total hip; the 1/3 radius where none of them has one."""
    scored = [result for scan in in_order(scans) for result in results(scan) if result.t is not None]
    return [result for result in scored if result.row.site in QUALIFYING] or scored


def lowest_t(scans: Sequence[DxaScan]) -> Result | None:
    """The lowest T-score that stands now: per site the latest scan that has one, all its sides."""
    scored = t_results(scans)
    latest: dict[Site | None, DxaScan] = {result.row.site: result.scan for result in scored}
    now = [result for result in scored if latest[result.row.site] is result.scan]
    return min(now, key=lambda result: (result.t, JUDGED.index(result.row.site or Site.RADIUS_33)), default=None)


def lowest_t_ever(scans: Sequence[DxaScan]) -> Result | None:
    """The lowest T-score ever recorded; the earliest of equal ones."""
    return min(t_results(scans), key=lambda result: (result.t, result.scan.date), default=None)
