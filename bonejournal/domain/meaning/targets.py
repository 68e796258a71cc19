"""What the five documents ask for, and how a journal stands against it.

`targets.toml` says what is asked, `measures` works out what is there, and `evaluate` puts both together and ranks
what falls short: layers in the documents' order, so that a mineral never stands before a mechanical one.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from bonejournal.domain.dates import days_before, months_after
from bonejournal.domain.meaning.measures.by_name import BOUNDS, MEASURES
from bonejournal.domain.meaning.measures.common import Asked, Basis, Bounds, Status, Window, settled
from bonejournal.domain.meaning.tables import entries
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.resources import resource
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import exact, mark, number, signed, tr, trn

LAYERS = ("mechanical", "endocrine", "inflammatory", "structural", "minerals")
"""The five layers in their order of influence."""
TRIAD = ("density", "quality", "fall_risk")
"""The three parts of fracture risk."""
JUDGED = (Status.MET, Status.SHORT, Status.OVER, Status.ATTENTION)
"""The statuses that say how things stand, rather than that it is not known."""
UNMET = (Status.SHORT, Status.OVER, Status.ATTENTION)


@dataclass(frozen=True, slots=True)
class Ours:
    """What about a target or a rule is not from the five documents: our choice, or a reference by its key."""

    what: str
    basis: Basis
    source: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a target looks at: the last `days` (ending `back` days ago), or the last `months`."""

    days: int = 0
    months: int = 0
    back: int = 0

    def window(self, on: dt.date) -> Window:
        """The days up to `on`, with nothing counted yet."""
        end = days_before(on, self.back)
        if self.months:
            return Window(months_after(on, -self.months), end)
        return Window(days_before(end, self.days - 1) if self.days else None, end)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing the documents ask for. Titles and sentences are in English, to be shown through `words.tr`.

    measure: the name of the measure. reads: the kinds of record it looks at. bounds: the bounds as written down;
    rule: the name of what decides them further; bounded: whether it looks at a bound that could be set differently.
    layer: "" where it has none. brief: what is short, in a list of such things. closes: what helps; eases: what helps
    where it is too much, "" where that is the same. last: ranks last in its layer. figure_of: the documents its figure
    is from; differs: the other figures some of them give.
    """

    id: str
    title: str
    brief: str
    measure: str
    reads: tuple[str, ...]
    unit: str
    bounds: Bounds
    rule: str
    bounded: bool
    layer: str
    triad: str
    sources: tuple[str, ...]
    span: Span
    window: str
    why: str
    closes: str
    eases: str
    ours: tuple[Ours, ...]
    last: bool
    figure_of: tuple[str, ...]
    differs: Mapping[str, Bounds]

    def figure_in(self, document: str) -> Bounds:
        """What one of its documents asks for; without a bound where it names the thing and gives no figure."""
        if document in self.differs:
            return self.differs[document]
        given = self.bounds.basis is Basis.DOCUMENT and document in self.figure_of
        return replace(self.bounds, upper=None) if given else Bounds()


@dataclass(frozen=True, slots=True)
class Gap:
    """How a journal stands against one target. `rank` is 1 for the first to act on, None where there is nothing."""

    target: Target
    status: Status
    value: Decimal | None
    bounds: Bounds
    broken: Decimal | None
    window: Window
    text: str
    rank: int | None = None
    override: TargetOverride | None = None

    @property
    def id(self) -> str:
        """The target's name in files."""
        return self.target.id

    @property
    def helps(self) -> str:
        """What helps, in English as the target's texts are."""
        return self.target.eases if self.status is Status.OVER and self.target.eases else self.target.closes

    @property
    def overridden(self) -> bool:
        """Whether she, or her doctor, set its bounds."""
        return self.override is not None

    @property
    def distance(self) -> Decimal:
        """How far the value is from the bound it does not keep, as a share of that bound; 0 where none can be told."""
        if self.value is None or not self.broken:
            return Decimal(0)
        return settled(abs(self.value - self.broken) / abs(self.broken))


_UNITS = {
    "d/wk": mark("{figure} a week"),
    "d": mark("{figure} days"),
    "mg/d": mark("{figure} mg a day"),
    "µg/d": mark("{figure} µg a day"),
    "g/kg": mark("{figure} g per kg a day"),
    "reps": mark("{figure} repetitions"),
    "sets": mark("{figure} sets"),
    "patterns": mark("{figure} lifts"),
    "groups": mark("{figure} regions"),
    "nutrients": mark("{figure} nutrients"),
    "areas": mark("{figure} checks"),
    "falls": mark("{figure} falls"),
    "h": mark("{figure} hours"),
    "cm": mark("{figure} cm more"),
    "mo": mark("{figure} months"),
    "%/yr": mark("{figure} % a year"),
}
"""How a target's unit is read aloud; one that is not here stands as it is, behind its figure."""
_ONE = {
    "d": mark("{figure} day"),
    "reps": mark("{figure} repetition"),
    "sets": mark("{figure} set"),
    "patterns": mark("{figure} lift"),
    "groups": mark("{figure} region"),
    "nutrients": mark("{figure} nutrient"),
    "areas": mark("{figure} check"),
    "falls": mark("{figure} fall"),
    "h": mark("{figure} hour"),
    "mo": mark("{figure} month"),
}
"""The same of one of what is counted."""
_MEASURED = ("mg", "µg", "g/kg", "%", "h", "cm", "ng/mL")
"""Units that stand behind a value by themselves."""


def asked_words(bounds: Bounds, unit: str) -> str:
    """What is asked for, as a sentence has it: "2–3 a week", "at least 1,200 mg a day"; "" where no bound is."""
    said = bounds.said()
    if not said:
        return ""
    if unit == "falls" and bounds.high == 0:
        return tr("no fall")
    read = _UNITS if said != number(1) else {**_UNITS, **_ONE}
    amount = tr(read[unit], figure=said) if unit in read else tr("{figure} {unit}", figure=said, unit=unit)
    if bounds.high is None:
        return tr("at least {amount}", amount=amount)
    return tr("at most {amount}", amount=amount) if bounds.low is None else amount


def unit_words(unit: str) -> str:
    """A unit as it stands behind a figure: "mg a day", "a week"."""
    return tr(_UNITS[unit], figure="").strip() if unit in _UNITS else unit


def value_words(value: Decimal, unit: str) -> str:
    """A value of a target with the unit it is measured in: "1,040 mg", "58 %", of a change "+3 cm"; what is counted
    stands by itself.
    """
    say = signed if unit == "cm" else number
    figure = say(round(value, 2), 0 if abs(value) >= 10 else None)
    measured = unit.removesuffix("/d")
    return tr("{figure} {unit}", figure=figure, unit=measured) if measured in _MEASURED else figure


@cache
def load_targets() -> tuple[Target, ...]:
    """All targets in the order of `targets.toml`. Raises ValueError when an entry cannot be understood."""
    return tuple(map(read_target, entries("target")))


def read_target(entry: Mapping[str, Any]) -> Target:
    """A target from its table. Raises ValueError when a measure or rule is not known, KeyError when a key lacks."""
    low, high, upper = (_decimal(entry.get(key)) for key in ("low", "high", "upper"))
    target = Target(
        id=entry["id"],
        title=entry["title"],
        brief=entry["brief"],
        measure=entry["measure"],
        reads=tuple(entry["reads"]),
        unit=entry["unit"],
        bounds=Bounds(low, high, upper, Basis(entry["basis"])),
        rule=entry.get("bounds", ""),
        bounded=entry.get("bounded", True),
        layer=entry.get("layer", ""),
        triad=entry["triad"],
        sources=tuple(entry["sources"]),
        span=Span(**entry.get("span", {})),
        window=entry["window"],
        why=entry["why"],
        closes=entry["closes"],
        eases=entry.get("eases", ""),
        ours=read_ours(entry),
        last=entry.get("last", False),
        figure_of=tuple(entry.get("figure_of", entry["sources"])),
        differs={key: Bounds(Decimal(low), Decimal(high)) for key, (low, high) in entry.get("differs", {}).items()},
    )
    if target.layer not in ("", *LAYERS) or target.triad not in TRIAD:
        raise ValueError(f"{target.id} stands in no known layer or part of the triad")
    if target.rule and target.rule not in BOUNDS:
        raise ValueError(f"{target.id} names bounds that nothing works out: {target.rule}")
    if target.measure not in MEASURES:
        raise ValueError(f"{target.id} names a measure that nothing works out: {target.measure}")
    return target


def read_ours(entry: Mapping[str, Any]) -> tuple[Ours, ...]:
    """What of a table is not from the five documents."""
    return tuple(Ours(part["what"], Basis(part["basis"]), part.get("source", "")) for part in entry.get("ours", ()))


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def evaluate(snapshot: Snapshot) -> list[Gap]:
    """How a journal stands against every target, in the order of the file, ranked."""

    def all_gaps() -> list[Gap]:
        gap = _gaps(snapshot)
        return ranked([gap(target.id) for target in load_targets()])

    return list(snapshot.once("targets", all_gaps))


def gaps_of(snapshot: Snapshot, begins: str) -> dict[str, Gap]:
    """How a journal stands against the targets whose ids begin so, by id; unranked where not all are worked out."""
    if "targets" in snapshot.worked_out:
        return {gap.id: gap for gap in evaluate(snapshot) if gap.id.startswith(begins)}
    gap = _gaps(snapshot)
    return {target.id: gap(target.id) for target in load_targets() if target.id.startswith(begins)}


def asked_by(gap: Gap) -> str:
    """Whose the bounds in force are."""
    if gap.overridden:
        return tr("the value you use instead of the documents’")
    count = len(gap.target.sources)
    return trn("asked for by {count} document", "asked for by {count} documents", count)


def _gaps(snapshot: Snapshot) -> Callable[[str], Gap]:
    """What works out a target, and those it asks of, each once."""
    known = {target.id: target for target in load_targets()}
    overrides = {item.target: item for item in snapshot.of(TargetOverride)}
    found: dict[str, Gap] = {}

    def gap(id_: str) -> Gap:
        if id_ not in found:
            found[id_] = _gap(known[id_], snapshot, overrides.get(id_), status_of)
        return found[id_]

    def status_of(id_: str) -> Status:
        return gap(id_).status

    return gap


def _gap(
    target: Target, snapshot: Snapshot, override: TargetOverride | None, status_of: Callable[[str], Status]
) -> Gap:
    override = override if target.bounded else None
    bounds = bounds_in_force(target, snapshot, override)
    found = MEASURES[target.measure](Asked(snapshot, bounds, status_of))
    return Gap(
        target,
        found.status,
        found.value,
        found.bounds or bounds,
        found.broken,
        found.window or target.span.window(snapshot.on),
        found.text,
        override=override,
    )


def bounds_in_force(target: Target, snapshot: Snapshot, override: TargetOverride | None) -> Bounds:
    """What she or her doctor set, an empty side meaning no bound; else what the profile chose, else the document's.

    A reference's upper level stays whatever is set.
    """
    if override is not None:
        low, high = (None if side is None else exact(side) for side in (override.low, override.high))
        return replace(target.bounds, low=low, high=high, basis=Basis.OVERRIDE)
    return BOUNDS[target.rule](target.bounds, snapshot.profile) if target.rule else target.bounds


def ranked(gaps: Sequence[Gap]) -> list[Gap]:
    """The same gaps in the same order, those to act on numbered: by layer, then by how far from the bound, then id."""
    acting = [gap for gap in gaps if gap.target.layer and gap.status in UNMET]
    acting.sort(key=lambda gap: (LAYERS.index(gap.target.layer), gap.target.last, -gap.distance, gap.id))
    rank = {gap.id: position for position, gap in enumerate(acting, start=1)}
    return [replace(gap, rank=rank.get(gap.id)) for gap in gaps]


def figure(value: Decimal | None) -> float | None:
    """A number as JSON prints it: at most three decimals."""
    if value is None:
        return None
    return float(value.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)) + 0.0  # a negative zero becomes zero


def to_json(gap: Gap) -> dict[str, Any]:
    """A gap as `gaps --json` prints it."""
    window, target = gap.window, gap.target
    return {
        "id": gap.id,
        "status": str(gap.status),
        "value": figure(gap.value),
        "unit": target.unit,
        "low": figure(gap.bounds.low),
        "high": figure(gap.bounds.high),
        "upper": figure(gap.bounds.upper),
        "window": {
            "from": window.start.isoformat() if window.start else None,
            "to": window.end.isoformat(),
            "days_with_data": window.days_with_data,
            "rows": window.rows,
            "rows_known": window.rows_known,
        },
        "layer": target.layer or None,
        "triad": target.triad,
        "rank": gap.rank,
        "sources": list(target.sources),
        "basis": str(gap.bounds.basis),
        "overridden": gap.overridden,
        "text": gap.text,
    }


@dataclass(frozen=True, slots=True)
class Source:
    """One of the five documents, or a reference beside them: its key, its title, and what is taken from it."""

    key: str
    title: str
    facts: tuple[str, ...]
    document: bool


@cache
def load_sources() -> tuple[Source, ...]:
    """The five documents, then the references, in the order of `documents.toml`."""
    with resource("documents.toml").open("rb") as file:
        held = tomllib.load(file)
    return tuple(
        Source(entry["key"], entry["title"], tuple(entry["facts"]), group == "document")
        for group in ("document", "reference")
        for entry in held[group]
    )


def source_titles(keys: Iterable[str], *, short: bool = False) -> tuple[str, ...]:
    """The titles of documents and references, in their order; short: without what stands in brackets."""
    wanted = set(keys)
    found = [tr(source.title) for source in load_sources() if source.key in wanted]
    return tuple(title.partition(" (")[0] if short else title for title in found)
