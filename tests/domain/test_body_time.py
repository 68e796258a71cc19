"""Body, sleep and steps over time: which points are shown, and the sentence about the latest."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bonejournal.domain.body import Activity, BodyMeasure
from bonejournal.domain.body_time import FOLLOWED, MOST_POINTS, Curve, Period, Point, Reading, curve
from bonejournal.domain.profile import Units
from bonejournal.domain.quick.body import measured
from bonejournal.domain.quick.known import Known
from bonejournal.domain.snapshot import Snapshot

ON = dt.date(2026, 11, 12)
BY_KEY = {one.key: one for one in FOLLOWED}


def days_ago(days: int) -> dt.date:
    return ON - dt.timedelta(days=days)


def told(key: str, *rows: Reading, units: Units | None = None) -> Curve:
    return curve(BY_KEY[key], rows, rows, ON, units)


def test_each_measure_is_told_with_its_day() -> None:
    made = told("weight", Reading(days_ago(30), 62.4, "", "a"), Reading(days_ago(4), 62.0, "", "b"))
    assert made.sentence == "Weight was 62.0 kg on 8 Nov 2026."
    assert made.points == (Point(days_ago(30), Decimal("62.4"), "a"), Point(days_ago(4), Decimal("62.0"), "b"))
    assert made.last == "62.0"
    assert made.said(made.points[1]) == "8 November 2026; 62.0 kg"


def test_what_was_not_measured_is_left_out() -> None:
    assert told("waist", Reading(ON, None)).points == ()
    assert told("waist").sentence == "Waist: none yet. Type it and press Enter."


def test_pounds_where_she_uses_them() -> None:
    made = told("weight", Reading(ON, 62.0), units=Units.US)
    assert made.sentence.startswith("Weight was 136.7 lb")
    assert made.unit == "lb"


def test_naps_add_up_and_of_two_sources_the_one_with_most_counts() -> None:
    made = told(
        "sleep",
        Reading(ON, 6.5, "", "a"),
        Reading(ON, 1.0, "", "b"),
        Reading(ON, 7.2, "watch", "c"),
        Reading(days_ago(1), 6.5, "watch", "d"),
    )
    assert made.points == (Point(days_ago(1), Decimal("6.5"), "d"), Point(ON, Decimal("7.5"), "b"))
    assert made.sentence == "Sleep averaged 7.0 h over the last 7 days, 2 of them with data."


def test_an_older_night_is_told_with_its_day_and_not_averaged() -> None:
    assert told("sleep", Reading(days_ago(7), 7.2)).sentence == "Sleep was 7.2 h on 5 Nov 2026."


def test_many_days_become_means_of_weeks_that_end_today() -> None:
    rows = [Reading(days_ago(back), 7000 if back < 7 else 5000) for back in range(MOST_POINTS + 1)]
    made = told("steps", *reversed(rows))
    assert made.over == "week"
    assert made.points[-1] == Point(days_ago(6), Decimal(7000), "", 7)
    assert made.points[-2].value == 5000
    assert made.said(made.points[-1]) == "Week from 6 November 2026; 7,000 on average; 7 days with data"
    assert made.axis == "steps, mean of each week"


def test_many_weeks_become_means_of_months() -> None:
    rows = [Reading(days_ago(back), 7.0) for back in range(MOST_POINTS * 7 + 8, -1, -1)]
    made = told("sleep", *rows)
    assert made.over == "month"
    assert made.points[-1] == Point(dt.date(2026, 11, 1), Decimal(7), "", 12)
    assert made.axis == "h, mean of each month"
    assert made.said(made.points[-1]).startswith("Month from 1 November 2026; 7.0 h on average")


@pytest.mark.parametrize(
    "period, start",
    [(Period.WEEKS, dt.date(2026, 8, 21)), (Period.YEAR, dt.date(2025, 11, 12)), (Period.ALL, dt.date.min)],
)
def test_periods(period: Period, start: dt.date) -> None:
    assert period.start(ON) == start


def known(*records: BodyMeasure) -> Known:
    return Known(Snapshot(ON, {"body": records}), dt.time(9))


def test_a_number_beside_a_measure_is_that_measure_today() -> None:
    made = measured(BodyMeasure, "weight_kg", "61,2", known())
    assert made.sentence == "Weight 61.2 kg, today"
    after = made.changes[0].after
    assert isinstance(after, BodyMeasure)
    assert (after.date, after.weight_kg) == (ON, 61.2)
    assert measured(Activity, "steps", "8,000", known()).sentence == "Steps 8,000, today"


def test_it_joins_what_she_measured_on_that_day() -> None:
    held = BodyMeasure(date=ON, waist_cm=82)
    made = measured(BodyMeasure, "weight_kg", "61.2", known(held))
    assert [(change.before, change.after and change.after.id) for change in made.changes] == [(held, held.id)]


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "Type the number behind it, such as weight 61.2."),
        ("612", "Weight is between 20.0 and 300.0 kg."),
        ("61.2 30 feb", "“30 feb” is not a day of the calendar."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(text: str, why: str) -> None:
    made = measured(BodyMeasure, "weight_kg", text, known())
    assert (made.missing, made.changes) == (why, ())
