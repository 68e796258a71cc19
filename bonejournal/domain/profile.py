"""Who the journal is about, and what follows from it: age, menopause, the ten-year window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bonejournal.domain.dates import PartialDate, age_on, years_between
from bonejournal.domain.field import Word, choice, day, flag, number, partial_day, text
from bonejournal.domain.record import Around, Problem, Question, Record, kind, soft_limits
from bonejournal.domain.words import day_long, mark, tr
from bonejournal.domain.words import number as say


class Sex(Word):
    """Sex as the documents' defaults need it."""

    FEMALE = "female", mark("female")
    MALE = "male", mark("male")


class MenopauseKind(Word):
    """How menopause came."""

    NATURAL = "natural", mark("natural")
    SURGICAL = "surgical", mark("surgical")
    PREMATURE = "premature", mark("early")
    MEDICAL = "medical", mark("medical")
    NOT_YET = "not_yet", mark("not yet")
    UNKNOWN = "unknown", mark("not sure")


class Smoking(Word):
    """Smoking, as a doctor asks it."""

    NEVER = "never", mark("never")
    PAST = "past", mark("in the past")
    CURRENT = "current", mark("now")


class Units(Word):
    """The units she reads and types; stored values are metric."""

    METRIC = "metric", mark("kg and cm")
    US = "us", mark("lb and inches")


@kind("profile", mark("Profile"), 1)
@dataclass(frozen=True, slots=True)
class Profile(Record):
    """The one record about herself. `today` is set in a sample journal only."""

    SINGLETON: ClassVar[str] = "00000000-0000-8000-8000-000000000001"

    today: dt.date | None = day(mark("The sample's today"))
    name: str = text(mark("Name"), listed=True)
    birth_date: dt.date | None = day(mark("Date of birth"), listed=True)
    sex: Sex | None = choice(mark("Sex"), Sex)
    menopause_date: PartialDate | None = partial_day(mark("Last period"), listed=True)
    menopause_kind: MenopauseKind | None = choice(mark("Menopause"), MenopauseKind)
    height_cm: float | None = number(mark("Height"), "cm", hard=(100, 220), soft=(135, 190), decimals=1)
    peak_height_cm: float | None = number(
        mark("Tallest height ever"), "cm", hard=(100, 220), soft=(135, 190), decimals=1
    )
    impact_cleared: bool | None = flag(mark("Hops and jumps cleared by a clinician"))
    impact_cleared_by: str = text(mark("Cleared by"))
    impact_cleared_on: dt.date | None = day(mark("Cleared on"))
    protein_target_g_kg: float | None = number(
        mark("Protein target"), "g/kg", hard=(0.5, 3.0), soft=(1.0, 1.6), decimals=1
    )
    parent_hip_fracture: bool | None = flag(mark("A parent broke a hip"))
    smoking: Smoking | None = choice(mark("Smoking"), Smoking)
    alcohol_units_week: float | None = number(mark("Alcohol"), "units/week", hard=(0, 200), soft=(0, 60))
    units: Units | None = choice(mark("Units"), Units)
    notes: str = text(mark("Note"), private=True, long=True)

    def check(self) -> Iterator[Problem]:
        """Dates that cannot be in this order."""
        if self.birth_date and self.menopause_date and self.menopause_date.judged <= self.birth_date:
            yield Problem("menopause_date", tr("The last period cannot be before the date of birth."))

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual numbers, a birth that is still to come, and a tallest height that is below the height now."""
        yield from soft_limits(self)
        if self.birth_date is not None and self.birth_date > around.today:
            asked = tr("{day} is still to come. Is the year right?", day=day_long(self.birth_date))
            yield Question("birth_date", "future", asked, self.birth_date.isoformat())
        if self.height_cm is not None and self.peak_height_cm is not None and self.peak_height_cm < self.height_cm:
            asked = tr(
                "The tallest height is below the height of {height} cm. Is it right?", height=say(self.height_cm, 1)
            )
            yield Question("peak_height_cm", "below_height", asked, f"{self.height_cm!r} {self.peak_height_cm!r}")


def age(profile: Profile | None, on: dt.date) -> int | None:
    """Age in completed years, None where the date of birth is not known."""
    return age_on(profile.birth_date, on) if profile and profile.birth_date else None


def postmenopausal(profile: Profile | None, on: dt.date) -> bool:
    """Whether the WHO's T-score categories apply on a day: after menopause, or from 50 where it is not known."""
    if profile is None:
        return False
    years = age(profile, on)
    from_fifty = years is not None and years >= 50
    if profile.sex is Sex.MALE:
        return from_fifty
    if profile.menopause_kind is MenopauseKind.NOT_YET:
        return False
    if profile.menopause_date is not None:
        return profile.menopause_date.judged <= on
    return from_fifty


def years_since_menopause(profile: Profile | None, on: dt.date) -> float | None:
    """Years since the last period, negative before it; None where it is not known."""
    if profile is None or profile.menopause_date is None:
        return None
    return years_between(profile.menopause_date.judged, on)
