"""Everything about her bones on one axis of time: scans, markers of turnover, medicines, fractures, falls, training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonejournal.domain.bone.density import DxaScan, in_order, results
from bonejournal.domain.bone.events import BoneEvents, bone_events
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.falls.history import bone_words, circumstances, fall_kind_words
from bonejournal.domain.falls.timeline import TimelineLine
from bonejournal.domain.labs.history import Draw, History, history
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.medicines.courses import course_words, span_words
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.dose import DoseWeek
from bonejournal.domain.words import day_short, mark, month_long, number, percent, together, tr, trn, whole

MARKERS = ("ctx", "pinp")


@dataclass(frozen=True, slots=True)
class BoneTimeline:
    """What stands on the axis, as of the day of the snapshot, which holds the scans alone.

    `weeks` run from the first one with any session to now.
    """

    snapshot: Snapshot
    events: BoneEvents
    falls: tuple[Fall, ...]
    markers: tuple[History, ...]
    weeks: tuple[DoseWeek, ...]
    lines: tuple[TimelineLine, ...]

    @property
    def on(self) -> dt.date:
        """The day it is of."""
        return self.snapshot.on

    @property
    def first(self) -> dt.date | None:
        """The first day with anything but a course, which may have begun decades before; None where nothing is."""
        days = [scan.date for scan in self.snapshot.of(DxaScan)]
        days += [draw.reading.date for one in self.markers for draw in one.draws]
        days += [item.day for item in self.events.fractures if item.day] + [fall.date for fall in self.falls]
        courses = [row.course.day for row in self.events.medicines if row.course.day]
        days += courses + [week.day for week in self.weeks[:1]]
        return min(days, default=None)

    @property
    def sentence(self) -> str:
        """What is on the axis, in one sentence."""
        if self.first is None:
            return tr("Nothing is on record for the timeline yet.")
        draws = {draw.reading.panel.id for one in self.markers for draw in one.draws}
        counts = (
            (len(self.snapshot.of(DxaScan)), mark("{count} scan"), mark("{count} scans")),
            (len(draws), mark("{count} draw of CTX or PINP"), mark("{count} draws of CTX or PINP")),
            (len(self.events.medicines), mark("{count} bone medicine"), mark("{count} bone medicines")),
            (len(self.events.steroids), mark("{count} course of steroids"), mark("{count} courses of steroids")),
            (len(self.events.fractures), mark("{count} fracture"), mark("{count} fractures")),
            (sum(fall.counts for fall in self.falls), mark("{count} fall"), mark("{count} falls")),
        )
        said = [trn(one, many, count) for count, one, many in counts if count]
        if self.weeks:
            said.append(self._dose())
        return tr("Since {month}: {events}.", month=month_long(self.first), events=together(said))

    @property
    def dosed(self) -> bool:
        """Whether sets are on record of any week; else only days can be told."""
        return any(week.sets for week in self.weeks)

    def _dose(self) -> str:
        month = month_long(self.weeks[0].day)
        if not self.dosed:
            mean = number(Decimal(sum(week.days for week in self.weeks)) / len(self.weeks), 1)
            return tr("strength or impact on {days} days a week since {month}", days=mean, month=month)
        known = [week.sets for week in self.weeks if week.sets is not None]
        a_week = Decimal(sum(known)) / len(known)
        return trn(
            "{sets} set a week that loads hip or spine since {month}",
            "{sets} sets a week that load hip or spine since {month}",
            whole(a_week),
            sets=number(a_week, 0),
            month=month,
        )

    def marker_draws(self) -> list[tuple[History, list[Draw]]]:
        """The markers with a change from their baseline, and those draws with the baseline itself."""
        found = []
        for one in self.markers:
            base = one.pair.baseline.panel.id if one.pair is not None else ""
            draws = [draw for draw in one.shown if draw.change is not None or draw.reading.panel.id == base]
            if base and draws:
                found.append((one, draws))
        return found


def bone_timeline(snapshot: Snapshot, weeks: Sequence[DoseWeek]) -> BoneTimeline:
    """The timeline of a journal; `weeks` are those of all its training, of which a snapshot has only the latest."""
    held = {result.analyte for panel in snapshot.of(LabPanel) for result in panel.results}
    events, falls = bone_events(snapshot), snapshot.of(Fall)
    markers = tuple(made for key in MARKERS if key in held and (made := history(snapshot, key)) is not None)
    lines = [_scan(scan) for scan in in_order(snapshot.of(DxaScan))]
    lines += [_draw(one, draw) for one in markers for draw in one.draws]
    lines += [*_course_lines(events), *_fracture_lines(events)]
    lines += [_line(fall.date, fall_kind_words(fall), circumstances(fall), fall.id) for fall in falls]
    what = tr("Week from")
    alike = {(week.days, week.sets): week for week in weeks}  # of years of weeks only some say something of their own
    words = {key: week_words(week) for key, week in alike.items()}
    lines += [_line(week.day, what, words[week.days, week.sets], "") for week in weeks]
    ordered = sorted(lines, key=lambda line: line.day, reverse=True)
    return BoneTimeline(snapshot.only(DxaScan), events, falls, markers, tuple(weeks), tuple(ordered))


def _course_lines(events: BoneEvents) -> Iterator[TimelineLine]:
    for course in (*(row.course for row in events.medicines), *events.steroids):
        when = course.start.said(short=True) if course.start else ""
        told = ", ".join(filter(None, (course_words(course), span_words(course))))
        day = course.day or dt.date.min
        yield TimelineLine(day, str(course.start or ""), when, tr("Medicine"), told, course.id)
    for row in events.medicines:
        yield from (_line(day, tr("Dose"), row.course.called(), row.course.id) for day in row.taken)
        if row.due is not None:
            yield _line(row.due, tr("Dose due"), row.course.called(), row.course.id)


def _fracture_lines(events: BoneEvents) -> Iterator[TimelineLine]:
    for item in events.fractures:
        when = item.date.said(short=True) if item.date else ""
        told = ", ".join(filter(None, (bone_words(item), item.mechanism)))
        yield TimelineLine(item.day or dt.date.min, str(item.date or ""), when, tr("Fracture"), told, item.id)


def week_words(week: DoseWeek) -> str:
    """A week of training: "24 sets that load hip or spine; strength or impact on 4 days"."""
    days = trn("strength or impact on {count} day", "strength or impact on {count} days", week.days)
    if week.sets is None:
        return tr("{days}; sets not noted", days=days)
    sets = trn("{count} set that loads hip or spine", "{count} sets that load hip or spine", week.sets)
    return "; ".join((sets, days))


def _line(day: dt.date, what: str, told: str, record_id: str) -> TimelineLine:
    return TimelineLine(day, day.isoformat(), day_short(day), what, told, record_id)


def _scan(scan: DxaScan) -> TimelineLine:
    rows = [result.row for result in results(scan) if result.bmd is not None]
    each = ", ".join(tr("{label} {bmd} g/cm²", label=row.label, bmd=number(row.bmd_g_cm2 or 0, 3)) for row in rows)
    return _line(scan.date, tr("Scan"), "; ".join(filter(None, (each, scan.place))), scan.id)


def _draw(one: History, draw: Draw) -> TimelineLine:
    change = "" if draw.change is None else tr("{change} from baseline", change=percent(draw.change, 0, sign=True))
    told = ", ".join(filter(None, (f"{one.name} {draw.figure}", change, draw.left_out)))
    return _line(draw.reading.date, tr("Marker"), told, draw.reading.panel.id)
