"""Her change beside published ranges: which one is named hers, when hers stands beside it, and what is as printed."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.bone.beside_published import Beside, response, structure, yearly
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import Assessed, Assessment
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.record import Record
from bonejournal.domain.training.workouts import Workout, WorkoutKind
from tests.charts import scans

FIRST, LATEST = dt.date(2024, 10, 1), dt.date(2026, 10, 1)


def two(later: float = 0.826, first: dt.date = FIRST) -> list[Record]:
    return [scans.spine(first, 0.772, lsc=0.027), scans.spine(LATEST, later, lsc=0.027)]


def medicine(start: str) -> Course:
    return Course(name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate(start))


def trained(weeks: int = 12) -> list[Workout]:
    days = [LATEST - dt.timedelta(days=7 * week + extra) for week in range(weeks) for extra in (0, 3)]
    return [Workout(date=day, kind=WorkoutKind.RESISTANCE) for day in days]


def beside(*records: Record) -> Beside:
    found = response(scans.snapshot(*records))
    assert found is not None
    return found


def test_a_year_is_the_change_over_its_years_with_the_noise_of_a_year() -> None:
    found = yearly(scans.snapshot(*two()))
    assert found is not None
    (one,) = found.hers
    assert round(one.value, 2) == round(100 * (0.826 / 0.772 - 1) / (730 / 365.25), 2)
    assert one.noise is not None
    assert round(one.noise, 2) == round(100 * 0.027 / 0.772 / (730 / 365.25), 2)
    assert {(rate.low, rate.high) for rate in found.published} == {(-1, -0.5), (-5, -3)}


def test_within_noise_it_says_so() -> None:
    found = yearly(scans.snapshot(*two(0.780)))
    assert found is not None
    assert found.sentence.endswith("all within measurement noise.")
    assert found.hers[0].words.endswith("within noise")


def test_scans_too_near_each_other_have_no_rate_and_no_range() -> None:
    near = scans.snapshot(*two(first=dt.date(2026, 3, 1)))
    assert (yearly(near), response(near)) == (None, None)
    assert yearly(scans.snapshot(scans.spine(FIRST, 0.9), scans.spine(LATEST, 0.8, model="Other"))) is None


def test_what_she_does_names_her_range() -> None:
    assert beside(*two()).does == "response.lifestyle"
    assert beside(*two(), *trained()).does == "response.exercise"
    assert beside(*two(), medicine("2024-11-18")).does == "response.medication"
    assert beside(*two(), medicine("2024-11-18"), *trained()).does == "response.combined"
    assert beside(*two(), *trained(8)).does == "response.lifestyle"


def test_hers_stands_beside_only_after_a_year_of_a_medicine() -> None:
    early = beside(*two(), medicine("2026-04-01"))
    assert early.hers == ()
    assert "6 months" in early.sentence
    late = beside(*two(), medicine("2025-10-01"))
    assert [one.name for one in late.hers] == ["Spine L1–L4"]
    assert "no forecast" in late.sentence


def test_small_gains_are_beyond_a_single_pair_where_no_medicine_is_taken() -> None:
    words = "Most single pairs of scans cannot show a gain this small."
    assert words in beside(*two()).sentence
    assert words in beside(*two(), *trained()).sentence
    assert words not in beside(*two(), medicine("2024-11-18")).sentence


def test_tbs_and_hr_pqct_are_as_printed() -> None:
    image = Assessment(date=dt.date(2025, 5, 3), kind=Assessed.HR_PQCT, result="Tb.N 1.2 /mm")
    found = structure(scans.snapshot(*scans.sample_scans(), image))
    assert found is not None
    assert [score for _, score in found.scores] == [1.268]
    assert found.sentence.startswith("TBS 1.268 on 13 October 2026, as the report prints it.")
    assert found.sentence.endswith("HR-pQCT on 3 May 2025: Tb.N 1.2 /mm")
    assert structure(scans.snapshot(scans.spine(FIRST, 0.9))) is None
