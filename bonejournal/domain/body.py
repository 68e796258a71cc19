"""Body measures, sleep and steps, and height lost since the peak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.field import number, text
from bonejournal.domain.meaning.tables import limit
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Around, Dated, Problem, Question, Recent, kind
from bonejournal.domain.words import day_long, exact, mark, tr
from bonejournal.domain.words import number as say


def below_tallest_cm() -> Decimal:
    """From the peak to now: where spine imaging is considered (BHOF 2022; NOGG says 4.0)."""
    return limit("talk.height", "below_tallest_cm")


def between_two_cm() -> Decimal:
    """Between two measurements far enough apart: where spine imaging is considered (BHOF 2022)."""
    return limit("talk.height", "between_two_cm")


@kind("body", mark("Body measure"), 3, recent=Recent(latest=("weight_kg",)))
@dataclass(frozen=True, slots=True)
class BodyMeasure(Dated):
    """Weight, height and composition on one day; `source` is manual, scale, dxa or an importer's name."""

    weight_kg: float | None = number(mark("Weight"), "kg", hard=(20, 300), soft=(35, 140), decimals=1, listed=True)
    height_cm: float | None = number(
        mark("Height"), "cm", hard=(100, 220), soft=(135, 190), decimals=1, listed=True, rare=True
    )
    waist_cm: float | None = number(mark("Waist"), "cm", hard=(40, 200), soft=(55, 130), listed=True, rare=True)
    lean_mass_kg: float | None = number(
        mark("Lean mass"), "kg", hard=(10, 150), soft=(25, 70), decimals=1, listed=True, rare=True
    )
    fat_mass_kg: float | None = number(
        mark("Fat mass"), "kg", hard=(1, 200), soft=(8, 80), decimals=1, listed=True, rare=True
    )
    source: str = text(mark("Source"))

    def check(self) -> Iterator[Problem]:
        """A measure with no number says nothing."""
        if (self.weight_kg, self.height_cm, self.waist_cm, self.lean_mass_kg, self.fat_mass_kg) == (None,) * 5:
            yield Problem("", tr("Type at least one number."))

    def questions(self, around: Around) -> Iterator[Question]:
        """Unusual numbers, and a height that differs much from the one before."""
        yield from Dated.questions(self, around)
        if self.height_cm is None or self.day is None:  # no day yet: none that is typed can be read
            return
        earlier = [
            other
            for other in around.neighbours
            if isinstance(other, BodyMeasure) and other.height_cm is not None and other.id != self.id
        ]
        if not earlier:
            return
        nearest = min(earlier, key=lambda other: abs((other.date - self.date).days))
        if nearest.height_cm is not None and abs(exact(self.height_cm) - exact(nearest.height_cm)) > 3:
            yield Question(
                "height_cm",
                "height_step",
                tr(
                    "On {day} it was {height} cm. Is {new} cm right?",
                    day=day_long(nearest.date),
                    height=say(nearest.height_cm, 1),
                    new=say(self.height_cm, 1),
                ),
                repr(self.height_cm),
            )


@kind("sleep", mark("Sleep"), 9, recent=Recent())
@dataclass(frozen=True, slots=True)
class Sleep(Dated):
    """Hours slept, on the day she woke up."""

    hours: float | None = number(mark("Hours"), "h", hard=(0, 24), soft=(3, 12), decimals=1, required=True, listed=True)
    source: str = text(mark("Source"))


@kind("activity", mark("Steps"), 10, recent=Recent())
@dataclass(frozen=True, slots=True)
class Activity(Dated):
    """Steps of one day."""

    steps: float | None = number(
        mark("Steps"), hard=(0, 200_000), soft=(0, 50_000), required=True, listed=True, whole=True
    )
    source: str = text(mark("Source"))


@dataclass(frozen=True, slots=True)
class HeightLoss:
    """Height now against the tallest known. All in cm; `measured` is the latest measurement.

    historical_cm: peak minus now, None without a peak. prospective_cm: the highest earlier measurement at least
    180 days before, minus now, None without one.
    """

    measured: BodyMeasure
    now_cm: Decimal
    peak_cm: Decimal | None
    historical_cm: Decimal | None
    prospective_cm: Decimal | None

    @property
    def notable(self) -> bool:
        """Whether the loss reaches a published threshold (BHOF 2022)."""
        return (self.historical_cm is not None and self.historical_cm >= below_tallest_cm()) or (
            self.prospective_cm is not None and self.prospective_cm >= between_two_cm()
        )


def height_loss(profile: Profile | None, measures: Sequence[BodyMeasure]) -> HeightLoss | None:
    """How much height is lost; `measures` in their order, none after the day judged. None if never measured."""
    heights = [(measure, exact(measure.height_cm)) for measure in measures if measure.height_cm is not None]
    if not heights:
        return None
    latest, now = heights[-1]
    apart = limit("talk.height", "days_between")
    earlier = [height for measure, height in heights if (latest.date - measure.date).days >= apart]
    peak = exact(profile.peak_height_cm) if profile and profile.peak_height_cm is not None else None
    return HeightLoss(
        latest, now, peak, peak - now if peak is not None else None, max(earlier) - now if earlier else None
    )
