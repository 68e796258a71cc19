"""What a journal says taken together: layers, triad, what to talk about, and what is due.

The documents' five layers and three parts of fracture risk count what is met; a conversation point opens a question
for the visit and never answers it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bonejournal.domain.bone.comparison import Comparison, Verdict, comparable_before, compare, histories, pairs
from bonejournal.domain.bone.density import DxaScan, Result, Site, category, lowest_t, write_vertebrae
from bonejournal.domain.meaning.conditions import lost_height
from bonejournal.domain.meaning.due import Due, due
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.talk import Talk, talk
from bonejournal.domain.meaning.targets import JUDGED, LAYERS, TRIAD, Gap, evaluate, figure
from bonejournal.domain.medicines.medication import drugs
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import mark, tr

__all__ = [
    "LAYER_NAMES", "TRIAD_NAMES", "Due", "Share", "Summary", "Talk", "as_of", "counts", "due", "due_name",
    "last_verdict", "layers", "lost_height", "summary", "talk", "to_json", "triad",
]  # fmt: skip

LAYER_NAMES = {
    "mechanical": mark("Mechanical"),
    "endocrine": mark("Endocrine"),
    "inflammatory": mark("Inflammatory"),
    "structural": mark("Structural"),
    "minerals": mark("Minerals"),
}
TRIAD_NAMES = {"density": mark("Density"), "quality": mark("Quality"), "fall_risk": mark("Fall risk")}
DUE_NAMES = {
    "dxa": mark("Bone density scan"),
    "visit": mark("Visit"),
    "injection": mark("Injection"),
    "scan": mark("Scan appointment"),
    "lab": mark("Blood test"),
    "lab:25ohd": mark("Vitamin D in blood"),
    "lab:ctx": mark("CTX"),
    "lab:pinp": mark("PINP"),
    "assessment:strength": mark("Strength looked at"),
    "assessment:balance": mark("Balance looked at"),
    "assessment:gait": mark("Gait looked at"),
    "assessment:medication_review": mark("Medicines reviewed"),
    "assessment:home_safety": mark("Home looked over"),
    "assessment:hormone_review": mark("Hormones talked over"),
    "follow_on:denosumab_60": mark("What follows denosumab"),
}
"""What is due, by its key; a dose is called as its drug is."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many targets of a layer, or of a part of the triad, are met, of those about which something is known."""

    key: str
    met: int
    of: int


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
        talk(snapshot, known),
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


def due_name(what: str) -> str:
    """What is due, as she reads it."""
    if what in DUE_NAMES:
        return tr(DUE_NAMES[what])
    key = what.removeprefix("dose:")
    return drugs()[key].name if key in drugs() else key


def as_of(snapshot: Snapshot, on: dt.date) -> Snapshot:
    """The same journal on an earlier day: without the records dated after it, appointments excepted."""
    return Snapshot(
        on,
        {
            kind: tuple(record for record in records if record.KIND.ahead or record.day is None or record.day <= on)
            for kind, records in snapshot.records.items()
        },
    )
