from __future__ import annotations

import pytest

from bonejournal.domain.body import height_loss
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, postmenopausal
from tests.domain.making import body, day, woman


def profile(sex: Sex | None, born: str, menopause: str, kind: MenopauseKind | None) -> Profile:
    return Profile(
        birth_date=day(born) if born else None,
        sex=sex,
        menopause_date=PartialDate(menopause) if menopause else None,
        menopause_kind=kind,
    )


FEMALE, MALE = Sex.FEMALE, Sex.MALE


@pytest.mark.parametrize(
    "sex, born, menopause, kind, on, expected",
    [
        (FEMALE, "1960-06-01", "2012", MenopauseKind.NATURAL, "2012-07-01", True),
        (FEMALE, "1960-06-01", "2012", MenopauseKind.NATURAL, "2012-06-30", False),
        (FEMALE, "1960-06-01", "2012-03", MenopauseKind.NATURAL, "2012-03-15", True),
        (FEMALE, "1960-06-01", "2000-01-01", MenopauseKind.SURGICAL, "2001-01-01", True),
        (FEMALE, "1960-06-01", "2015", MenopauseKind.NATURAL, "2014-06-01", False),
        (FEMALE, "1960-06-01", "", None, "2010-05-31", False),
        (FEMALE, "1960-06-01", "", None, "2010-06-01", True),
        (FEMALE, "1960-06-01", "", MenopauseKind.UNKNOWN, "2010-06-01", True),
        (FEMALE, "1960-06-01", "", MenopauseKind.NOT_YET, "2015-06-01", False),
        (FEMALE, "", "", None, "2020-01-01", False),
        (FEMALE, "", "2010", None, "2020-01-01", True),
        (MALE, "1960-06-01", "", None, "2010-05-31", False),
        (MALE, "1960-06-01", "", None, "2010-06-01", True),
        (MALE, "1960-06-01", "", MenopauseKind.NOT_YET, "2010-06-01", True),
        (None, "1960-06-01", "", None, "2010-06-01", True),
    ],
)
def test_when_the_ranges_of_the_t_score_apply(
    sex: Sex | None, born: str, menopause: str, kind: MenopauseKind | None, on: str, expected: bool
) -> None:
    assert postmenopausal(profile(sex, born, menopause, kind), day(on)) is expected


def test_nobody_is_postmenopausal_before_anything_is_told() -> None:
    assert not postmenopausal(None, day("2026-01-01"))


@pytest.mark.parametrize("now, notable", [(162.2, True), (162.3, False), (161.9, True)])
def test_height_lost_since_the_peak_counts_from_3_8_cm(now: float, notable: bool) -> None:
    tall = Profile(peak_height_cm=166.0)
    found = height_loss(tall, [body("2026-01-01", height=now)])
    assert found is not None
    assert found.notable is notable


@pytest.mark.parametrize(
    "before, height, notable",
    [
        ("2025-07-05", 164.0, True),
        ("2025-07-06", 164.0, False),
        ("2025-01-01", 163.9, False),
        ("2025-01-01", 164.1, True),
    ],
)
def test_height_lost_between_measurements_counts_from_2_cm_and_180_days(
    before: str, height: float, notable: bool
) -> None:
    found = height_loss(woman(), [body(before, height=height), body("2026-01-01", height=162.0)])
    assert found is not None
    assert found.notable is notable


def test_the_highest_earlier_height_is_compared() -> None:
    heights = [body("2010-01-01", height=163.0), body("2015-01-01", height=165.0), body("2020-01-01", height=163.5)]
    found = height_loss(woman(), [*heights, body("2026-01-01", height=162.8)])
    assert found is not None
    assert str(found.prospective_cm) == "2.2"
    assert found.historical_cm is None


def test_no_height_has_no_loss() -> None:
    assert height_loss(woman(), [body("2026-01-01", waist=80)]) is None
