"""What stands in a form reads back as the value it was written from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, SiteResult
from bonejournal.domain.dates import DateError, PartialDate, parse_time
from bonejournal.domain.entry import Habit, read, record_of, texts_of, write
from bonejournal.domain.field import Type, field_of, fields
from bonejournal.domain.labs.panels import LabPanel, LabResult
from bonejournal.domain.profile import Profile, Sex, Units
from bonejournal.domain.record import Typed

TODAY = dt.date(2026, 11, 12)
METRIC, US = Habit(TODAY, Units.METRIC), Habit(TODAY, Units.US)
NUMBERS = [
    (cls, item.name) for cls in (SiteResult, BodyMeasure, Profile) for item in fields(cls) if item.holds is Type.NUMBER
]


@given(where=st.sampled_from(NUMBERS), data=st.data())
def test_a_number_reads_back_as_it_is_stored(where: tuple[Any, str], data: st.DataObject) -> None:
    item = field_of(*where)
    low, high = item.hard or (0.0, 1.0)
    value = data.draw(st.decimals(str(low), str(high), places=3).map(float))
    assert read(item, write(item, value, METRIC), METRIC) == (value, "")


@pytest.mark.parametrize("value", [1040.0, 5999.25])
def test_thousands_are_not_grouped_where_they_are_typed(value: float) -> None:
    item = field_of(SiteResult, "bmc_g")
    assert read(item, write(item, value, METRIC), METRIC)[0] == value


def test_a_text_left_alone_changes_nothing_in_pounds() -> None:
    measure = BodyMeasure(date=TODAY, weight_kg=61.7, height_cm=164.6)
    texts = texts_of(measure, US)
    assert (texts["weight_kg"], texts["height_cm"]) == ("136", "64.8")
    assert record_of(measure, texts, US) == (measure, [])


def test_what_was_converted_is_kept_as_typed_and_forgotten_when_typed_anew() -> None:
    measure = BodyMeasure(date=TODAY)
    heavier, unread = record_of(measure, {"weight_kg": "136 lb"}, METRIC)
    assert not unread
    assert heavier.typed == (Typed("weight_kg", "136 lb"),)
    assert heavier.weight_kg == pytest.approx(61.68856232)
    again, _ = record_of(heavier, {"weight_kg": "61.5"}, METRIC)
    assert (again.weight_kg, again.typed) == (61.5, ())


def test_what_cannot_be_read_keeps_the_old_value_and_says_why() -> None:
    measure = BodyMeasure(date=TODAY, weight_kg=62.0)
    same, unread = record_of(measure, {"weight_kg": "sixty", "date": "31 feb 2026"}, METRIC)
    assert same == measure
    assert [problem.field for problem in unread] == ["date", "weight_kg"]


def test_choices_flags_and_dates_read_back() -> None:
    before = Profile(
        id=Profile.SINGLETON, sex=Sex.FEMALE, menopause_date=PartialDate("2020-06"), impact_cleared=False,
        birth_date=dt.date(1968, 5, 3), name="Helen",
    )  # fmt: skip
    after, unread = record_of(Profile(id=Profile.SINGLETON), texts_of(before, METRIC), METRIC)
    assert (after, unread) == (before, [])


def test_a_report_has_no_text_for_its_sites() -> None:
    assert "sites" not in texts_of(DxaScan(date=TODAY), METRIC)


@pytest.mark.parametrize(
    "typed, time",
    [
        ("8:30", dt.time(8, 30)),
        ("08.30", dt.time(8, 30)),
        ("0830", dt.time(8, 30)),
        ("8", dt.time(8)),
        ("8:30 pm", dt.time(20, 30)),
        ("12 am", dt.time(0)),
        ("17h05", dt.time(17, 5)),
    ],
)
def test_a_time_is_understood_as_it_is_typed(typed: str, time: dt.time) -> None:
    assert parse_time(typed) == time
    item = field_of(LabPanel, "time")
    habit = Habit(dt.date(2026, 11, 12))
    assert read(item, write(item, time, habit), habit) == (time, "")


@pytest.mark.parametrize("typed", ["", "25:00", "8:75", "noon", "8:3", "-1"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(DateError):
        parse_time(typed)


def test_a_printed_number_is_read_with_its_digits() -> None:
    item, habit = field_of(LabResult, "value"), Habit(dt.date(2026, 11, 12))
    value, kept = read(item, "2,20", habit)
    assert (str(value), kept, write(item, value, habit)) == ("2.20", "", "2.20")
