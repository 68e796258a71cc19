"""What a journal says taken together: layers, triad, what to talk about, what is due, and the Today page's lines.

The documents' five layers and three parts of fracture risk count what is met; a conversation point opens a question
for the visit and never answers it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure, HeightLoss, height_loss
from bonejournal.domain.comparison import Comparison, Verdict, comparable_before, compare, histories, pairs
from bonejournal.domain.dates import months_after
from bonejournal.domain.density import (
    OSTEOPOROSIS_FROM,
    DxaScan,
    Result,
    Site,
    category,
    lowest_t,
    t_results,
    write_vertebrae,
)
from bonejournal.domain.measures import Status, last_full_scan
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.targets import JUDGED, LAYERS, TRIAD, Gap, evaluate, figure
from bonejournal.domain.words import day_long, mark, tr, trn

SOON_DAYS = 60
"""How far ahead what is due is listed."""
RETURN_DAYS = 14
"""An absence from which on Today says what happened meanwhile."""
RETURN_LINES = 5
HEIGHT_MONTHS = 12
"""Once a year is often enough to measure height (our choice)."""

LAYER_NAMES = {
    "mechanical": mark("Mechanical"),
    "endocrine": mark("Endocrine"),
    "inflammatory": mark("Inflammatory"),
    "structural": mark("Structural"),
    "minerals": mark("Minerals"),
}
TRIAD_NAMES = {"density": mark("Density"), "quality": mark("Quality"), "fall_risk": mark("Fall risk")}
DUE_NAMES = {"dxa": mark("Bone density scan")}
"""What is due, by its key; the key is also what its button opens."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many targets of a layer, or of a part of the triad, are met, of those about which something is known."""

    key: str
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A point to talk about at the visit; `sources` are keys of the five documents, empty where the rule is ours."""

    id: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a date; `overdue_days` is 0 until then, None without a date."""

    what: str
    date: dt.date | None
    overdue_days: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All that `summary --json` says, as values."""

    on: dt.date
    density: tuple[Comparison, ...]
    lowest: Result | None
    layers: tuple[Share, ...]
    triad: tuple[Share, ...]
    talk: tuple[Talk, ...]
    due: tuple[Due, ...]


def layers(gaps: Sequence[Gap]) -> tuple[Share, ...]:
    """The five layers in their order of influence."""
    return tuple(_share(key, [gap for gap in gaps if gap.target.layer == key]) for key in LAYERS)


def triad(gaps: Sequence[Gap]) -> tuple[Share, ...]:
    """Density, quality and fall risk."""
    return tuple(_share(key, [gap for gap in gaps if gap.target.triad == key]) for key in TRIAD)


def _share(key: str, gaps: Sequence[Gap]) -> Share:
    judged = [gap for gap in gaps if gap.status in JUDGED]
    return Share(key, sum(gap.status is Status.MET for gap in judged), len(judged))


def counts(gaps: Sequence[Gap]) -> dict[Status, int]:
    """How many targets stand at each status, every status named."""
    found = Counter(gap.status for gap in gaps)
    return {status: found[status] for status in Status}


def talk(snapshot: Snapshot) -> tuple[Talk, ...]:
    """The points to talk about, in a fixed order."""
    scans = snapshot.of(DxaScan)
    found: list[Talk] = []
    if low := _lowest_in_osteoporosis_range(snapshot):
        text = tr(
            "T-score {score} on record ({site}, {day}), in the range the WHO calls osteoporosis. "
            "One of the five documents names this as a point to talk about treatment.",
            score=said.score_words(low),
            site=said.site_words(low),
            day=day_long(low.scan.date),
        )
        found.append(Talk("talk.t_score", text, ("clinical",)))
    latest = (comparable_before(history) for history in histories(scans).values())
    losses = [pair for pair in latest if pair is not None and pair.verdict is Verdict.LOSS]
    if losses:
        found.append(Talk("talk.loss", " ".join(said.comparison_sentence(pair) for pair in losses), ()))
    height = lost_height(snapshot)
    if height is not None and height.notable:
        found.append(Talk("talk.height", said.height_sentence(height), ()))
    return tuple(found)


def _lowest_in_osteoporosis_range(snapshot: Snapshot) -> Result | None:
    """The lowest T-score ever recorded at −2.5 or below while postmenopausal; a later better one does not undo it."""
    low = [
        result
        for result in t_results(snapshot.of(DxaScan))
        if result.t is not None and result.t <= OSTEOPOROSIS_FROM and postmenopausal(snapshot.profile, result.scan.date)
    ]
    return min(low, key=lambda result: result.t or OSTEOPOROSIS_FROM, default=None)


def lost_height(snapshot: Snapshot) -> HeightLoss | None:
    """Height now against the tallest and against earlier measurements; None where it was never measured."""
    return height_loss(snapshot.profile, snapshot.of(BodyMeasure))


def due(snapshot: Snapshot, gaps: Sequence[Gap]) -> tuple[Due, ...]:
    """What is overdue, due within 60 days or without a date; by date, those without one first."""
    found = [item for item in (_scan_due(snapshot, gaps),) if item is not None]
    soon = snapshot.on + dt.timedelta(days=SOON_DAYS)
    listed = [item for item in found if item.date is None or item.date <= soon]
    return tuple(sorted(listed, key=lambda item: (item.date is not None, item.date or dt.date.min, item.what)))


def _scan_due(snapshot: Snapshot, gaps: Sequence[Gap]) -> Due | None:
    interval = next((gap.bounds.high for gap in gaps if gap.id == "density.dxa_due"), None)
    last = last_full_scan(snapshot)
    if last is None or interval is None:
        return None
    day = months_after(last, int(interval))
    text = said.scan_due(day, last, snapshot.on, int(interval))
    return Due("dxa", day, max(0, (snapshot.on - day).days), text)


def summary(snapshot: Snapshot, gaps: Sequence[Gap] | None = None) -> Summary:
    """A journal taken together; `gaps` are worked out where they are not given."""
    known = evaluate(snapshot) if gaps is None else gaps
    scans = snapshot.of(DxaScan)
    return Summary(
        snapshot.on,
        tuple(pair for history in histories(scans).values() for pair in pairs(history)),
        lowest_t(scans),
        layers(known),
        triad(known),
        talk(snapshot),
        due(snapshot, known),
    )


def to_json(whole: Summary) -> dict[str, Any]:
    """A summary as `summary --json` prints it."""
    return {
        "on": whole.on.isoformat(),
        "density": [_pair_json(pair) for pair in whole.density],
        "lowest_t": _lowest_json(whole.lowest),
        "layers": [{"layer": share.key, "met": share.met, "of": share.of} for share in whole.layers],
        "triad": [{"part": share.key, "met": share.met, "of": share.of} for share in whole.triad],
        "talk": [{"id": point.id, "text": point.text, "sources": list(point.sources)} for point in whole.talk],
        "due": [
            {
                "what": item.what,
                "date": item.date.isoformat() if item.date else None,
                "overdue_days": item.overdue_days,
                "text": item.text,
            }
            for item in whole.due
        ],
    }


def _pair_json(pair: Comparison) -> dict[str, Any]:
    row = pair.later.row
    return {
        "site": str(row.site),
        "side": str(row.side) if row.side else None,
        "vertebrae": write_vertebrae(row.vertebra_set) if row.site is Site.LUMBAR_SPINE else None,
        "device_from": pair.earlier.scan.device or None,
        "device_to": pair.later.scan.device or None,
        "from": pair.earlier.scan.date.isoformat(),
        "to": pair.later.scan.date.isoformat(),
        "bmd_from": figure(pair.earlier.bmd),
        "bmd_to": figure(pair.later.bmd),
        "change_percent": figure(pair.change_percent),
        "lsc_percent": figure(pair.lsc_percent),
        "lsc_source": str(pair.lsc_source) if pair.lsc_source else None,
        "verdict": str(pair.verdict) if pair.verdict else None,
        "reason": str(pair.reason) if pair.reason else None,
    }


def _lowest_json(lowest: Result | None) -> dict[str, Any] | None:
    if lowest is None or lowest.t is None:
        return None
    return {
        "site": str(lowest.row.site),
        "side": str(lowest.row.side) if lowest.row.side else None,
        "value": figure(lowest.t),
        "category": str(category(lowest.t)),
        "date": lowest.scan.date.isoformat(),
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card on Today.

    mark: the key of the mark before it ("due", "overdue", "stale", "loss", ...; "" for none). action: what its
    button opens ("dxa", "body", "profile", "density"; "" for none).
    """

    key: str
    mark: str
    title: str
    sub: str = ""
    action: str = ""


def today_sentence(snapshot: Snapshot, whole: Summary) -> str:
    """The sentence at the top of Today: what is late, else a real change, else what to talk about."""
    late = [item for item in whole.due if item.overdue_days]
    if late:
        return late[0].text
    if not snapshot.of(DxaScan):
        return said.no_scan()
    verdict = last_verdict(snapshot)
    if verdict is not None and verdict.verdict in (Verdict.GAIN, Verdict.LOSS):
        return said.comparison_sentence(verdict)
    if whole.talk:
        return trn(
            "There is {count} point to talk about at your next visit.",
            "There are {count} points to talk about at your next visit.",
            len(whole.talk),
        )
    return said.one_scan() if verdict is None else said.comparison_sentence(verdict)


def last_verdict(snapshot: Snapshot) -> Comparison | None:
    """The comparison that says most about the latest scan: a real loss, else a real gain, else the first site's."""
    kept = [history for history in histories(snapshot.of(DxaScan)).values() if len(history) > 1]
    newest = max((history[-1].scan.date for history in kept), default=None)
    found = [
        comparable_before(history) or compare(history[-2], history[-1])
        for history in kept
        if history[-1].scan.date == newest
    ]
    for wanted in (Verdict.LOSS, Verdict.GAIN):
        for pair in found:
            if pair.verdict is wanted:
                return pair
    return found[0] if found else None


def coming_up(whole: Summary, limit: int = 3) -> tuple[Line, ...]:
    """What is due, the late first."""
    late_first = sorted(whole.due, key=lambda item: not item.overdue_days)
    return tuple(
        Line(
            item.what,
            "overdue" if item.overdue_days else "due",
            tr(DUE_NAMES.get(item.what, item.what)),
            item.text,
            item.what if item.what in DUE_NAMES else "",
        )
        for item in late_first[:limit]
    )


def as_of(snapshot: Snapshot, on: dt.date) -> Snapshot:
    """The same journal on an earlier day: without the records dated after it."""
    return Snapshot(
        on,
        {
            kind: tuple(record for record in records if record.day is None or record.day <= on)
            for kind, records in snapshot.records.items()
        },
    )


def since_last_here(snapshot: Snapshot, last_opened: dt.date | None) -> tuple[Line, ...]:
    """After two weeks away, in at most five lines: what is due, what became too old, the last verdict, what to add."""
    if last_opened is None or (snapshot.on - last_opened).days < RETURN_DAYS:
        return ()
    gaps = evaluate(snapshot)
    lines = list(coming_up(summary(snapshot, gaps), limit=2))
    before = {gap.id: gap.status for gap in evaluate(as_of(snapshot, last_opened))}
    lines.extend(
        Line(gap.id, "stale", tr(gap.target.title), gap.text, "body" if "body" in gap.target.reads else "")
        for gap in gaps
        if gap.status is Status.STALE and before[gap.id] is not Status.STALE
    )
    verdict = last_verdict(snapshot)
    if verdict is not None:
        title = tr(
            "{verdict}: {site}, {day}",
            verdict=said.verdict_words(verdict),
            site=said.site_words(verdict.later),
            day=day_long(verdict.later.scan.date),
        )
        lines.append(Line("verdict", said.verdict_mark(verdict), title, said.change_words(verdict), "density"))
    lines.append(Line("catch_up.dxa", "", tr("Was there a new scan?"), "", "dxa"))
    lines.append(Line("catch_up.body", "", tr("Note weight and height"), "", "body"))
    return tuple(lines[:RETURN_LINES])


def next_steps(snapshot: Snapshot) -> tuple[Line, ...]:
    """What would make the journal say more: a scan, facts about her, a height. In an empty journal, where to begin."""
    scans, profile = snapshot.of(DxaScan), snapshot.profile
    lines: list[Line] = []
    if not scans:
        title = tr("Record your last DXA report")
        lines.append(Line("scan", "", title, tr("Three numbers from the printed page are enough."), "dxa"))
    elif last_full_scan(snapshot) is None:
        sub = tr("Spine and hip together show how bone is doing; one of them is not on record.")
        lines.append(Line("scan", "", tr("Add a scan of the other site"), sub, "dxa"))
    if profile is None or profile.birth_date is None:
        sub = tr("T-score ranges and ages follow from it.")
        lines.append(Line("birth", "", tr("Add your date of birth"), sub, "profile"))
    if _menopause_open(profile):
        sub = tr("The ten years after it are when keeping bone matters most.")
        lines.append(Line("menopause", "", tr("Add when your periods stopped"), sub, "profile"))
    measured = max((item.date for item in snapshot.of(BodyMeasure) if item.height_cm is not None), default=None)
    if measured is None:
        sub = tr("Height lost over the years can tell something about the spine.")
        lines.append(Line("height", "", tr("Measure your height"), sub, "body"))
    elif measured < months_after(snapshot.on, -HEIGHT_MONTHS):
        sub = tr("The last time was on {day}.", day=day_long(measured))
        lines.append(Line("height", "", tr("Measure your height again"), sub, "body"))
    if profile is not None and profile.birth_date is not None and profile.peak_height_cm is None:
        sub = tr("Then height lost since can be worked out.")
        lines.append(Line("peak_height", "", tr("Add the tallest you have been"), sub, "profile"))
    return tuple(lines)


def _menopause_open(profile: Profile | None) -> bool:
    if profile is None:
        return True
    return (
        profile.sex is not Sex.MALE
        and profile.menopause_date is None
        and profile.menopause_kind is not MenopauseKind.NOT_YET
    )
