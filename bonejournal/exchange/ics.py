"""What is due, as a calendar file (RFC 5545) that the usual calendars take.

A calendar is often shared and lies on somebody else's computer: by default its titles give nothing away. An event keeps
its UID as long as it follows from the same record, so that a later file moves it instead of adding another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bonejournal.domain.meaning.due import AHEAD_DAYS, Due, due
from bonejournal.domain.meaning.insight import due_name
from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.record import id_named
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import tr
from bonejournal.exchange.whole import whole_file

START = b"BEGIN:VCALENDAR"
"""How such a file begins."""
_OCTETS = 75
_FIRST_DAY = dt.date(2000, 1, 1)
_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)


def dated(dues: Sequence[Due]) -> list[Due]:
    """What can stand in a calendar: all that has a date."""
    return [due for due in dues if due.date is not None]


def calendar(dues: Sequence[Due], on: dt.date, *, titles: bool = False) -> str:
    """The calendar of what is due, as of a day, what has no date left out; equal dues give equal text.

    titles: whether the events say what they are about. What is overdue stands on `on`: a reminder in the past reminds
    nobody. What follows from one draw or one assessment is one event.
    """
    events: dict[tuple[dt.date, dt.time, str, str], list[Due]] = {}
    for item in dated(dues):
        day = max(item.date or on, on)
        subject = item.what.partition(":")[0] if item.what.startswith(("lab:", "assessment:")) else item.what
        events.setdefault((day, item.time or dt.time.min, subject, item.follows), []).append(item)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//journal//reminders//EN", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    for (day, _, subject, follows), together in sorted(events.items()):
        lines += _event(id_named(f"due:{subject}:{follows}"), day, together, on, titles)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def write_due(
    snapshot: Snapshot, path: Path, *, titles: bool, wanted: Callable[[Due], bool] = lambda _due: True
) -> int:
    """Write the calendar of what is due in the coming years, or of the `wanted` part of it; returns of how much.

    Nothing is written where nothing has a date. Raises OSError.
    """
    found = [item for item in dated(due(snapshot, evaluate(snapshot), AHEAD_DAYS)) if wanted(item)]
    if found:
        with whole_file(path) as file:
            file.write(calendar(found, snapshot.on, titles=titles).encode())
    return len(found)


def _event(uid: str, day: dt.date, together: Sequence[Due], on: dt.date, titles: bool) -> Iterator[str]:
    time = together[0].time
    title = tr("Reminder from my journal")
    if titles:
        title = ", ".join(dict.fromkeys(due_name(due.what) for due in together))
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{max(0, (on - _FIRST_DAY).days)}"
    if time is None:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + _DAY:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        start = dt.datetime.combine(day, time)  # without a zone: that time wherever she is
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{start + _HOUR:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(title)}"
    lasting = [due.text for due in together if not due.overdue_days and not due.what.startswith("dose:")]
    if titles and lasting:  # a sentence that counts the days from now would be wrong on the day itself
        yield f"DESCRIPTION:{_escaped(chr(10).join(lasting))}"
    if day > on:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(title)}"
        yield "TRIGGER:-PT15H" if time is None else "TRIGGER:-P1D"  # at nine on the day before
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text with the signs escaped that mean something in a calendar."""
    plain = "".join(sign if sign >= " " or sign == "\n" else " " for sign in "\n".join(text.splitlines()))
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first with a space before it; no sign is torn."""
    piece, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += length
    yield piece
