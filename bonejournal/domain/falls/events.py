"""Falls and fractures, tests of strength and balance, what was assessed, and fracture risk as a clinician gave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bonejournal.domain.bone.density import Side
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.field import Word, choice, clock, flag, number, partial_day, text
from bonejournal.domain.record import Around, Dated, Problem, Question, Record, kind, odd_day, soft_limits
from bonejournal.domain.words import mark, tr
from bonejournal.domain.words import number as say


class FallKind(Word):
    """A fall, or one that was only just caught; not recorded means a fall."""

    FALL = "fall", mark("fall")
    NEAR_FALL = "near_fall", mark("near fall")


class Place(Word):
    """Where it happened."""

    INDOORS = "indoors", mark("indoors")
    OUTDOORS = "outdoors", mark("outdoors")
    STAIRS = "stairs", mark("on stairs")
    BATHROOM = "bathroom", mark("in the bathroom")


class Injury(Word):
    """The heaviest injury of a fall."""

    NONE = "none", mark("none")
    BRUISE = "bruise", mark("bruise")
    CUT = "cut", mark("cut")
    HEAD = "head", mark("head")
    FRACTURE = "fracture", mark("fracture")
    OTHER = "other", mark("other")


class Cause(Word):
    """What made her fall."""

    TRIP = "trip", mark("tripped")
    SLIP = "slip", mark("slipped")
    DIZZY = "dizzy", mark("dizzy")
    LEGS_GAVE_WAY = "legs_gave_way", mark("legs gave way")
    BLACKOUT = "blackout", mark("blacked out")
    UNKNOWN = "unknown", mark("not sure")


@kind("falls", mark("Fall"), 11)
@dataclass(frozen=True, slots=True)
class Fall(Dated):
    """A fall or near fall with its circumstances."""

    time: dt.time | None = clock(mark("Time"))
    kind: FallKind | None = choice(mark("Kind"), FallKind, listed=True)
    place: Place | None = choice(mark("Where"), Place, listed=True)
    activity: str = text(mark("While doing what"), listed=True)
    injury: Injury | None = choice(mark("Injury"), Injury, listed=True)
    fracture: bool | None = flag(mark("A bone broke"))
    hit_head: bool | None = flag(mark("The head was hit"))
    cause: Cause | None = choice(mark("Cause"), Cause, listed=True)
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def counts(self) -> bool:
        """Whether it is a fall: a near fall is recorded, never counted."""
        return self.kind is not FallKind.NEAR_FALL

    @property
    def injured(self) -> bool:
        """Whether an injury other than none is recorded."""
        return self.injury not in (None, Injury.NONE)

    def said(self) -> str:
        """One line for lists: "outdoors, stepping off a kerb, tripped; bruise"."""
        near = tr(FallKind.NEAR_FALL.label) if not self.counts else ""
        how = ", ".join(filter(None, (near, _word(self.place), self.activity, _word(self.cause))))
        return "; ".join(filter(None, (how, _word(self.injury) if self.injured else "")))


class BrokenSite(Word):
    """The bone that broke."""

    HIP = "hip", mark("hip")
    VERTEBRA = "vertebra", mark("vertebra")
    WRIST = "wrist", mark("wrist")
    HUMERUS = "humerus", mark("upper arm")
    PELVIS = "pelvis", mark("pelvis")
    ANKLE = "ankle", mark("ankle")
    RIB = "rib", mark("rib")
    FOOT = "foot", mark("foot")
    HAND = "hand", mark("hand")
    CLAVICLE = "clavicle", mark("collarbone")
    OTHER = "other", mark("other")


class Fragility(Word):
    """Whether it broke at a fall from standing height or less."""

    YES = "yes", mark("yes")
    NO = "no", mark("no")
    UNKNOWN = "unknown", mark("not sure")


@kind("fractures", mark("Fracture"), 12)
@dataclass(frozen=True, slots=True)
class Fracture(Record):
    """A broken bone, its date as precise as she knows it. `grade` is Genant's, 0 to 3, of a vertebra (Genant 1993)."""

    date: PartialDate | None = partial_day(mark("Date"), required=True)
    site: BrokenSite | None = choice(mark("Bone"), BrokenSite, required=True, listed=True)
    side: Side | None = choice(mark("Side"), Side, listed=True)
    level: str = text(mark("Level"), listed=True)
    grade: float | None = number(mark("Grade"), hard=(0, 3), whole=True)
    mechanism: str = text(mark("How it happened"), listed=True, long=True)
    fragility: Fragility | None = choice(mark("From standing height or less"), Fragility)
    confirmed_by: str = text(mark("Confirmed by"))
    imaging: str = text(mark("Imaging"))
    notes: str = text(mark("Note"), private=True, long=True)

    @property
    def day(self) -> dt.date | None:
        """The day it is judged as."""
        return self.date.judged if self.date else None

    def said(self) -> str:
        """One line for lists: "left wrist, distal radius; fall on ice"."""
        bone = " ".join(filter(None, (_word(self.side), _word(self.site))))
        return "; ".join(filter(None, (", ".join(filter(None, (bone, self.level))), self.mechanism)))

    def questions(self, around: Around) -> Iterator[Question]:
        """A day that is still to come or before her birth."""
        yield from odd_day(self, around)


class FunctionTestKind(Word):
    """A test of strength, balance or gait; the unit stands at the end of the word where it has one."""

    CHAIR_STAND_30S = "chair_stand_30s", mark("Chair stands in 30 s")
    CHAIR_STAND_5X_S = "chair_stand_5x_s", mark("Five chair stands")
    TUG_S = "tug_s", mark("Timed up and go")
    SINGLE_LEG_STANCE_S = "single_leg_stance_s", mark("Standing on one leg")
    TANDEM_STANCE_S = "tandem_stance_s", mark("Tandem stance")
    GRIP_KG = "grip_kg", mark("Grip strength")
    GAIT_SPEED_M_S = "gait_speed_m_s", mark("Walking speed")
    SPPB = "sppb", mark("Short physical performance battery")

    @property
    def unit(self) -> str:
        """The unit its value is in."""
        return _TESTS[self][0]

    @property
    def limits(self) -> tuple[float, float]:
        """What its value cannot leave, in its unit. These limits are our own."""
        return _TESTS[self][1]


_TESTS: dict[FunctionTestKind, tuple[str, tuple[float, float]]] = {
    FunctionTestKind.CHAIR_STAND_30S: ("stands", (0, 60)),
    FunctionTestKind.CHAIR_STAND_5X_S: ("s", (3, 180)),
    FunctionTestKind.TUG_S: ("s", (3, 180)),
    FunctionTestKind.SINGLE_LEG_STANCE_S: ("s", (0, 180)),
    FunctionTestKind.TANDEM_STANCE_S: ("s", (0, 180)),
    FunctionTestKind.GRIP_KG: ("kg", (1, 70)),
    FunctionTestKind.GAIT_SPEED_M_S: ("m/s", (0.1, 2.5)),
    FunctionTestKind.SPPB: ("", (0, 12)),
}


@kind("function_tests", mark("Function test"), 13)
@dataclass(frozen=True, slots=True)
class FunctionTest(Dated):
    """One result of a test of strength, balance or gait."""

    test: FunctionTestKind | None = choice(mark("Test"), FunctionTestKind, required=True, listed=True)
    value: float | None = number(mark("Result"), hard=(0, 180), required=True, listed=True)
    unit: str = text(mark("Unit"))
    side: Side | None = choice(mark("Side"), Side, listed=True)
    notes: str = text(mark("Note"), private=True, long=True)

    def said(self) -> str:
        """One line for lists: "Standing on one leg, left: 18 s"."""
        name = ", ".join(filter(None, (_word(self.test), _word(self.side))))
        if self.value is None:
            return name
        unit = tr(self.test.unit) if self.test is not None and self.test.unit else ""
        return tr("{test}: {result}", test=name, result=f"{say(self.value)} {unit}".strip())

    def check(self) -> Iterator[Problem]:
        """A result that this test cannot have."""
        if self.test is None or self.value is None:
            return
        low, high = self.test.limits
        if not low <= self.value <= high:
            yield Problem(
                "value",
                tr(
                    "{test} is between {low} and {high}.",
                    test=tr(self.test.label),
                    low=say(low),
                    high=f"{say(high)} {self.test.unit}".strip(),
                ),
            )


class Assessed(Word):
    """What somebody looked at."""

    STRENGTH = "strength", mark("Strength")
    BALANCE = "balance", mark("Balance")
    GAIT = "gait", mark("Gait")
    MEDICATION_REVIEW = "medication_review", mark("Medicines reviewed")
    HOME_SAFETY = "home_safety", mark("Home looked over")
    HORMONE_REVIEW = "hormone_review", mark("Hormones talked over")
    HR_PQCT = "hr_pqct", mark("HR-pQCT")
    SPINE_IMAGING = "spine_imaging", mark("Imaging of the spine")
    DENTAL = "dental", mark("Teeth")
    EYESIGHT = "eyesight", mark("Eyesight")


@kind("assessments", mark("Assessment"), 17)
@dataclass(frozen=True, slots=True)
class Assessment(Dated):
    """That something was assessed, and what came of it in words."""

    kind: Assessed | None = choice(mark("What"), Assessed, required=True, listed=True)
    result: str = text(mark("Result"), listed=True, long=True)
    notes: str = text(mark("Note"), private=True, long=True)

    def said(self) -> str:
        """One line for lists: "Gait: steady, turns well"."""
        return tr("{what}: {result}", what=_word(self.kind), result=self.result) if self.result else _word(self.kind)


@kind("risk", mark("Fracture risk"), 14)
@dataclass(frozen=True, slots=True)
class RiskResult(Dated):
    """A result of a risk tool as a clinician gave it; nothing here works one out. `tool`: frax, garvan or any text."""

    tool: str = text(mark("Tool"), required=True, listed=True)
    model: str = text(mark("Country or version"), listed=True)
    major_percent: float | None = number(mark("Major fracture in 10 years"), "%", hard=(0, 100), listed=True)
    hip_percent: float | None = number(mark("Hip fracture in 10 years"), "%", hard=(0, 100), listed=True)
    with_bmd: bool | None = flag(mark("With bone density"))
    given_by: str = text(mark("Given by"))
    notes: str = text(mark("Note"), private=True, long=True)

    def questions(self, around: Around) -> Iterator[Question]:
        """A day that is odd, and a hip figure above the one for all major fractures, which includes it."""
        yield from soft_limits(self)
        yield from odd_day(self, around)
        if self.hip_percent is not None and self.major_percent is not None and self.hip_percent > self.major_percent:
            asked = tr("The hip figure is above the one for major fractures, which includes it. Are they swapped?")
            yield Question("hip_percent", "above_major", asked, repr(self.hip_percent))


def _word(word: Word | None) -> str:
    return tr(word.label) if word is not None else ""


RISK_TOOLS = {"frax": "FRAX", "garvan": "Garvan", "qfracture": "QFracture", "caroc": "CAROC"}
"""Tools that files write by a key, and how they are usually written."""


def tool_words(tool: str) -> str:
    """A risk tool as it is usually written; any other text as it stands."""
    return RISK_TOOLS.get(tool.strip().casefold(), tool)


def tool_key(words: str) -> str:
    """A risk tool as files write it; the reverse of `tool_words`."""
    said = words.strip()
    return said.casefold() if said.casefold() in RISK_TOOLS else said
