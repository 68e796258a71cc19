"""What is due as a calendar file: read by a calendar's own library, and by the rules that calendars insist on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.meaning.due import AHEAD_DAYS, Due, due
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.exchange.formats import sample
from bonejournal.exchange.ics import calendar, dated
from bonejournal.journal.store import Journal

ON = dt.date(2026, 11, 12)
NEUTRAL = "Reminder from my journal"


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text.encode()).walk("VEVENT"))


def item(what: str = "dose:denosumab_60", day: dt.date | None = dt.date(2026, 12, 1), **more: object) -> Due:
    late = None if day is None else max(0, (ON - day).days)
    return Due(what, day, late, str(more.pop("text", "Due.")), **more)  # type: ignore[arg-type]


def of_sample(path: Path) -> tuple[Due, ...]:
    with Journal.create(path / "a.bonejournal") as journal:
        journal.apply(sample().step)
        snapshot = journal.snapshot(ON)
    return due(snapshot, evaluate(snapshot), AHEAD_DAYS)


def test_the_sample_s_calendar(tmp_path: Path) -> None:
    found = of_sample(tmp_path)
    text = calendar(found, ON)
    made = events(text)
    assert len(made) < len(dated(found))  # the blood tests of one draw are one reminder
    assert {str(one["SUMMARY"]) for one in made} == {NEUTRAL}
    assert not any("DESCRIPTION" in one or "LOCATION" in one for one in made)
    assert len({str(one["UID"]) for one in made}) == len(made)
    assert text == calendar(found, ON)
    visit = next(one for one in made if isinstance(one["DTSTART"].dt, dt.datetime))
    assert visit["DTSTART"].dt == dt.datetime(2026, 11, 17, 10, 20)
    assert visit["DTSTART"].dt.tzinfo is None
    titled = events(calendar(found, ON, titles=True))
    assert {"Denosumab 60 mg", "Visit", "Bone density scan"} <= {str(one["SUMMARY"]) for one in titled}


def test_what_nobody_may_read_stands_nowhere_in_it(tmp_path: Path) -> None:
    text = calendar(of_sample(tmp_path), ON).lower()
    for word in ("denosumab", "injection", "visit", "scan", "okafor", "vitamin", "bone", "blood", "health"):
        assert word not in text


def test_an_all_day_event_ends_the_day_after_and_reminds_the_day_before() -> None:
    (made,) = events(calendar([item()], ON))
    assert (made["DTSTART"].dt, made["DTEND"].dt) == (dt.date(2026, 12, 1), dt.date(2026, 12, 2))
    assert made["DTSTAMP"].dt == dt.datetime(2026, 11, 12, tzinfo=dt.UTC)
    assert [alarm["TRIGGER"].dt for alarm in made.walk("VALARM")] == [dt.timedelta(hours=-15)]


def test_what_is_overdue_stands_today_and_has_no_alarm() -> None:
    (made,) = events(calendar([item(day=dt.date(2026, 9, 1), text="42 days late")], ON, titles=True))
    assert made["DTSTART"].dt == ON
    assert not made.walk("VALARM")
    assert "late" not in str(made.get("DESCRIPTION", ""))


def test_what_has_no_date_is_left_out() -> None:
    assert dated([item(day=None), item()]) == [item()]
    assert len(events(calendar([item(day=None), item()], ON))) == 1


def test_a_later_file_moves_the_same_event() -> None:
    (first,) = events(calendar([item(follows="a")], ON))
    (moved,) = events(calendar([item(follows="a", day=dt.date(2027, 1, 1))], ON + dt.timedelta(days=3)))
    (next_one,) = events(calendar([item(follows="b")], ON))
    assert first["UID"] == moved["UID"] != next_one["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_text_is_folded_and_escaped_so_that_it_is_read_again(text: str) -> None:
    written = calendar([item(what="visit", text=f"골밀도 {text}")], ON, titles=True)
    lines = written.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines)
    (made,) = events(written)
    plain = "\n".join(f"골밀도 {text}".splitlines())
    assert str(made["DESCRIPTION"]).split() == "".join(c if c >= " " or c == "\n" else " " for c in plain).split()
