"""Published limits of function tests by sex and age, and the walk through the home as one line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bonejournal.domain.bone.density import Side
from bonejournal.domain.falls.events import FunctionTest, FunctionTestKind
from bonejournal.domain.falls.function_tests import beforehand, cut_off, guides, result_words
from bonejournal.domain.falls.home_safety import points, result_of, rooms, ticked_in
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.profile import Profile, Sex

DAY = dt.date(2026, 11, 12)
CHAIR, TUG, GRIP, GAIT = (
    FunctionTestKind.CHAIR_STAND_30S,
    FunctionTestKind.TUG_S,
    FunctionTestKind.GRIP_KG,
    FunctionTestKind.GAIT_SPEED_M_S,
)


def aged(years: int, sex: Sex | None = Sex.FEMALE) -> Profile:
    return Profile(birth_date=dt.date(DAY.year - years, 1, 1), sex=sex)


def test_every_test_has_its_steps_and_a_source_that_is_told() -> None:
    known = {source.key for source in load_sources()}
    assert set(guides()) == set(FunctionTestKind)
    assert all(guide.steps and guide.need and guide.source in known for guide in guides().values())
    assert any("somebody beside you" in text for text in beforehand())


@pytest.mark.parametrize("years, fewest", [(60, 12), (64, 12), (65, 11), (70, 10), (79, 10), (80, 9), (89, 8), (94, 4)])
def test_chair_stands_are_read_against_the_number_for_her_age(years: int, fewest: int) -> None:
    limit = cut_off(CHAIR, aged(years), DAY)
    assert limit is not None
    assert limit.hers
    assert limit.value == Decimal(fewest)
    assert limit.beyond(fewest - 1)
    assert not limit.beyond(fewest)


def test_a_younger_woman_sees_the_first_limit_and_is_not_judged_by_it() -> None:
    limit = cut_off(CHAIR, aged(58), DAY)
    assert limit is not None
    assert not limit.hers
    assert limit.label == "12, women 60–64 (STEADI)"


def test_without_an_age_or_for_a_man_there_is_no_number_of_chair_stands() -> None:
    assert cut_off(CHAIR, None, DAY) is None
    assert cut_off(CHAIR, aged(95), DAY) is None
    assert cut_off(CHAIR, aged(70, Sex.MALE), DAY) is None


@pytest.mark.parametrize(
    "test, value, beyond",
    [
        (TUG, 11.9, False),
        (TUG, 12, True),
        (GRIP, 16, False),
        (GRIP, 15.9, True),
        (GAIT, 0.81, False),
        (GAIT, 0.8, True),
    ],
)
def test_a_limit_is_read_on_its_side(test: FunctionTestKind, value: float, beyond: bool) -> None:
    limit = cut_off(test, aged(70), DAY)
    assert limit is not None
    assert limit.beyond(value) is beyond


def test_a_man_has_his_own_grip_strength() -> None:
    limit = cut_off(GRIP, aged(70, Sex.MALE), DAY)
    assert limit is not None
    assert limit.value == 27


def test_what_nobody_verified_has_no_limit() -> None:
    assert cut_off(FunctionTestKind.TANDEM_STANCE_S, aged(70), DAY) is None
    assert cut_off(FunctionTestKind.SPPB, aged(70), DAY) is None


def test_a_result_is_said_with_its_unit_and_side() -> None:
    assert result_words(FunctionTest(date=DAY, test=CHAIR, value=15)) == "15 stands"
    leg = FunctionTest(date=DAY, test=FunctionTestKind.SINGLE_LEG_STANCE_S, value=18.5, side=Side.LEFT)
    assert result_words(leg) == "left 18.5 s"
    assert result_words(FunctionTest(date=DAY, test=FunctionTestKind.SPPB, value=11)) == "11"


def test_ticks_become_one_line_and_come_back_from_it() -> None:
    names = [point.brief for point in points()]
    assert len(names) == len(set(names)) == sum(len(room.points) for room in rooms())
    for ticked in (names, names[:1], names[2:9]):
        assert ticked_in(result_of(ticked)) == frozenset(ticked)
    assert result_of(names) == "All 15 points in order."
    assert result_of([name for name in names if name != "rugs"]) == "14 of 15 in order; still: rugs."


def test_her_own_words_about_the_home_are_no_ticks() -> None:
    assert result_of([]) == ""
    assert ticked_in("") == ticked_in("The stairs need a second rail: rugs") == frozenset()
