"""The answers to the first questions of a new journal, and the one step they become."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import DateError, PartialDate
from bonejournal.domain.entry import Habit, read, record_of
from bonejournal.domain.field import field_of
from bonejournal.domain.profile import Profile, Sex, Units
from bonejournal.domain.record import Problem, problems
from bonejournal.domain.step import Change, Step
from bonejournal.domain.words import tr

STEPS = 4
_PROFILE = frozenset(
    (
        "name", "birth_date", "sex", "menopause_date", "menopause_kind", "height_cm", "peak_height_cm", "units",
        "protein_target_g_kg", "impact_cleared", "impact_cleared_by", "impact_cleared_on",
    )
)  # fmt: skip
FIELDS: tuple[tuple[str, ...], ...] = (
    ("name", "birth_date", "sex"),
    ("menopause_kind", "menopause_date"),
    ("units", "height_cm", "peak_height_cm", "weight_kg"),
    ("protein_target_g_kg", "impact_cleared", "impact_cleared_by", "impact_cleared_on"),
)
"""The answers of each step."""


MEDICINE = "medicine"
"""The question whether she takes a bone medicine; what it is asks the form that opens then."""


@dataclass
class Answers:
    """What has been typed so far, and how far she is: outlives the widgets when the text size changes."""

    at: int = 0
    texts: dict[str, str] = field(default_factory=lambda: {"sex": "female", "units": "metric"})
    kept: set[tuple[str, str, str]] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)

    def habit(self, today: dt.date) -> Habit:
        """Her day, and the units chosen here."""
        return Habit(today, Units.of(self.texts.get("units", "")))

    @property
    def takes_medicine(self) -> bool:
        """Whether she said that she takes a bone medicine, and did not leave that step out."""
        return self.texts.get(MEDICINE) == "yes" and len(FIELDS) - 1 not in self.skipped

    def records(self, today: dt.date) -> tuple[Profile, BodyMeasure, list[Problem]]:
        """The profile, the measures of today, and what cannot be read; skipped steps are left out."""
        texts = {
            name: text
            for place, names in enumerate(FIELDS)
            if place not in self.skipped
            for name in names
            if (text := self.texts.get(name, "").strip())
        }
        habit, found = self.habit(today), []
        by_age = texts.get("menopause_date", "")
        said = {name: text for name, text in texts.items() if name in _PROFILE and name != "menopause_date"}
        profile, unread = record_of(Profile(id=Profile.SINGLETON), said, habit)
        found += unread
        if by_age:
            try:
                profile = replace(profile, menopause_date=menopause(by_age, profile.birth_date, today))
            except DateError as error:
                found.append(Problem("menopause_date", str(error)))
        measures: dict[str, str] = {name: texts[name] for name in ("weight_kg", "height_cm") if name in texts}
        body, unread = record_of(BodyMeasure(date=today, source="manual"), measures, habit)
        found += [problem for problem in unread if problem.field not in {known.field for known in found}]
        return profile, body, found

    def step(self, today: dt.date) -> Step | None:
        """One step with all that was given and can be stored; None where nothing was."""
        profile, body, _ = self.records(today)
        refused = {problem.field for problem in problems(profile)}
        cleared = {name: None for name in refused if name in _PROFILE and name not in ("name", "impact_cleared_by")}
        profile = replace(profile, **cleared)  # type: ignore[arg-type]
        changes = []
        untouched = Profile(id=Profile.SINGLETON, sex=Sex.FEMALE, units=Units.METRIC)
        if profile != untouched and not problems(profile):
            changes.append(Change(None, profile))
        elif self.at:
            changes.append(Change(None, untouched))
        for problem in problems(body):
            if problem.field:
                body = replace(body, **{problem.field: None})  # type: ignore[arg-type]
        if not problems(body):
            changes.append(Change(None, body))
        return Step(tr("Begin the journal"), tuple(changes)) if changes else None


def menopause(text: str, birth: dt.date | None, today: dt.date) -> PartialDate:
    """When her periods stopped: a date as she knows it, or her age then. Raises DateError."""
    said = text.strip()
    if said.isdigit() and len(said) <= 2:
        if birth is None:
            raise DateError(tr("An age needs the date of birth, in the first step. Or type the year."))
        year = birth.year + int(said)
        if year > today.year:
            raise DateError(tr("That age is still to come."))
        return PartialDate(str(year))
    item = field_of(Profile, "menopause_date")
    value, _ = read(item, said, Habit(today))
    if not isinstance(value, PartialDate):
        raise DateError(tr("Type a year, a month and a year, or your age then."))
    return value
