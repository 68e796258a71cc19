"""Her day is the day where she is; what she wrote keeps its moment wherever it is read."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.dates import days_before
from bonejournal.domain.step import creating
from bonejournal.journal import store
from bonejournal.journal.store import Journal
from tests.journal.making import body
from tests.zones import living_in


class At:
    """The module `datetime` with a clock that stands."""

    def __init__(self, moment: dt.datetime) -> None:
        class Standing(dt.date):
            @classmethod
            def today(cls) -> dt.date:
                return dt.date.fromtimestamp(moment.timestamp())

        self.date = Standing

    def __getattr__(self, name: str) -> object:
        return getattr(dt, name)


@pytest.mark.parametrize(
    "zone, moment, today",
    [
        ("Berlin", "2026-03-28T23:30", "2026-03-29"),
        ("Kiritimati", "2026-03-28T23:30", "2026-03-29"),
        ("St John's", "2026-03-29T01:30", "2026-03-28"),
        ("Berlin", "2026-12-31T22:59", "2026-12-31"),
        ("Kiritimati", "2026-12-31T10:00", "2027-01-01"),
        ("St John's", "2027-01-01T03:00", "2026-12-31"),
    ],
)
def test_the_day_is_the_one_where_she_is(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, today: str
) -> None:
    monkeypatch.setattr(store, "dt", At(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)))
    with living_in(zone):
        assert journal.today() == dt.date.fromisoformat(today)
        assert journal.snapshot(journal.today()).on == dt.date.fromisoformat(today)


def test_a_week_has_seven_days_where_the_clock_is_put_forward() -> None:
    with living_in("Berlin"):
        assert days_before(dt.date(2026, 3, 30), 6) == dt.date(2026, 3, 24)
        assert days_before(dt.date(2026, 10, 26), 6) == dt.date(2026, 10, 20)


def test_what_was_written_far_away_keeps_its_day_and_its_moment(journal: Journal) -> None:
    with living_in("Kiritimati"):
        written = body(dt.date(2026, 3, 29))
        journal.apply(creating(written))
        (far,) = journal.history(written.id)
    with living_in("St John's"):
        (near,) = journal.history(written.id)
        assert journal.snapshot(dt.date(2026, 3, 28)).records.get("body", ()) == ()
        assert [item.day for item in journal.snapshot(dt.date(2026, 3, 29)).records["body"]] == [dt.date(2026, 3, 29)]
    assert far.at == near.at
    assert far.at.utcoffset() == dt.timedelta(hours=14)
