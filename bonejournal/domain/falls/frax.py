"""What FRAX asks for, from what is on record: a worksheet to bring. Nothing here works a risk out.

The inputs are those of the FRAX form (Kanis 2017, PMC5663341). FRAX is closed: its result is only ever noted as a
clinician gave it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Result, Site, results, signed_t
from bonejournal.domain.falls.events import Fracture, Fragility
from bonejournal.domain.meaning.facts import weight_on
from bonejournal.domain.meaning.measures.falls import falls_lately
from bonejournal.domain.medicines.courses import span_words
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, Smoking, age
from bonejournal.domain.said import fracture_words
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, exact, number, tr, trn

GLUCOCORTICOID = "glucocorticoid"
ADULT_YEARS = 18
UNITS_A_DAY = Decimal(3)
"""From this many units of alcohol a day on, FRAX counts it."""
EARLY_MENOPAUSE_YEARS = 45


@dataclass(frozen=True, slots=True)
class FraxInput:
    """One thing FRAX asks: `value` is what is on record, "" where nothing is; `where` is the command that adds it."""

    label: str
    value: str
    where: str = ""


def worksheet(snapshot: Snapshot) -> tuple[FraxInput, ...]:
    """What FRAX asks for, in the order of its form, and what the reader may want beside it."""
    profile, on = snapshot.profile, snapshot.on
    years = age(profile, on)
    weight = weight_on(snapshot, on)
    return (
        FraxInput(tr("Age"), str(years) if years is not None else "", "profile"),
        FraxInput(tr("Sex"), tr(profile.sex.label) if profile and profile.sex else "", "profile"),
        FraxInput(tr("Weight"), tr("{weight} kg", weight=number(weight, 1)) if weight else "", "body"),
        FraxInput(tr("Height"), _height(snapshot), "body"),
        FraxInput(tr("Earlier fracture as an adult, from little force"), _fracture(snapshot), "fracture"),
        FraxInput(tr("A parent broke a hip"), _flag(profile.parent_hip_fracture if profile else None), "profile"),
        FraxInput(tr("Smoking now"), _smoking(profile), "profile"),
        FraxInput(tr("Steroid tablets, 3 months or longer"), _steroids(snapshot)),
        FraxInput(tr("Rheumatoid arthritis"), tr("ask at the visit")),
        FraxInput(tr("Other causes of bone loss"), _secondary(profile) or tr("ask at the visit")),
        FraxInput(tr("Alcohol, 3 units a day or more"), _alcohol(profile), "profile"),
        FraxInput(tr("Femoral neck"), _neck(snapshot), "dxa"),
        FraxInput(tr("Beside it: TBS of the spine"), _tbs(snapshot)),
        FraxInput(tr("Beside it: falls in 12 months"), _falls(snapshot)),
    )


def _flag(value: bool | None) -> str:
    return "" if value is None else tr("yes") if value else tr("no")


def _height(snapshot: Snapshot) -> str:
    known = [item.height_cm for item in snapshot.of(BodyMeasure) if item.height_cm is not None]
    height = known[-1] if known else snapshot.profile.height_cm if snapshot.profile else None
    return tr("{height} cm", height=number(height, 1)) if height is not None else ""


def _fracture(snapshot: Snapshot) -> str:
    birth = snapshot.profile.birth_date if snapshot.profile else None
    adult = [item for item in snapshot.of(Fracture) if _grown(item.day, birth)]
    low = [fracture_words(item) for item in adult if item.fragility is Fragility.YES]
    if low:
        return tr("yes: {fractures}", fractures="; ".join(low))
    if any(item.fragility is not Fragility.NO for item in adult):
        return tr("to be judged: {fractures}", fractures="; ".join(map(fracture_words, adult)))
    return tr("none on record")


def _grown(day: dt.date | None, birth: dt.date | None) -> bool:
    return day is None or birth is None or (day - birth).days >= ADULT_YEARS * 365.25


def _smoking(profile: Profile | None) -> str:
    if profile is None or profile.smoking is None:
        return ""
    return _flag(profile.smoking is Smoking.CURRENT)


def _steroids(snapshot: Snapshot) -> str:
    taken = [course for course in snapshot.of(Course) if any(drug.group == GLUCOCORTICOID for drug in course.drugs)]
    if not taken:
        return tr("none on record")
    return "; ".join(" ".join(filter(None, (course.called(), span_words(course)))) for course in taken)


def _secondary(profile: Profile | None) -> str:
    """Of the other causes only an early menopause is known here."""
    if profile is None or profile.sex is Sex.MALE:
        return ""
    early = profile.menopause_kind is MenopauseKind.PREMATURE
    if profile.menopause_date is not None and profile.birth_date is not None:
        days = (profile.menopause_date.judged - profile.birth_date).days
        early = early or days < EARLY_MENOPAUSE_YEARS * 365.25
    return tr("early menopause; others: ask at the visit") if early else ""


def _alcohol(profile: Profile | None) -> str:
    if profile is None or profile.alcohol_units_week is None:
        return ""
    return _flag(exact(profile.alcohol_units_week) >= 7 * UNITS_A_DAY)


def _neck(snapshot: Snapshot) -> str:
    found = _latest(snapshot, Site.FEMORAL_NECK)
    if found is None:
        return ""
    row, scan = found.row, found.scan
    figures = []
    if row.bmd_g_cm2 is not None:
        figures.append(tr("{bmd} g/cm²", bmd=number(row.bmd_g_cm2, 3)))
    if row.t_score is not None:
        figures.append(tr("T {score}", score=signed_t(row.t_score)))
    return ", ".join(filter(None, (*figures, scan.device, day_short(scan.date))))


def _tbs(snapshot: Snapshot) -> str:
    for scan in reversed(snapshot.of(DxaScan)):
        for row in scan.sites:
            if row.tbs is not None:
                return tr("{tbs} on {day}", tbs=number(row.tbs, 3), day=day_short(scan.date))
    return tr("none on record")


def _latest(snapshot: Snapshot, site: Site) -> Result | None:
    """The latest scan's result of a site that has a density or a score; the first of its sides."""
    for scan in reversed(snapshot.of(DxaScan)):
        for result in results(scan):
            known = result.row.bmd_g_cm2 is not None or result.row.t_score is not None
            if result.row.site is site and known:
                return result
    return None


def _falls(snapshot: Snapshot) -> str:
    found = len(falls_lately(snapshot))
    return trn("{count} on record", "{count} on record", found) if found else tr("none on record")


def as_text(inputs: tuple[FraxInput, ...]) -> str:
    """The worksheet as lines to paste into a letter."""
    return "\n".join(
        tr("{label}: {value}", label=item.label, value=item.value or tr("not on record")) for item in inputs
    )
