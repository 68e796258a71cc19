"""Points to talk about at the visit: rules that open a conversation and are never a diagnosis.

Each names what is on record and leaves the question to her and her doctor; nothing here says to start, stop or delay a
medicine. `targets.toml` has the rules with their figures, words and sources, `conditions` says when one holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from bonejournal.domain.meaning.conditions import CONDITIONS, Case, Limit, Part
from bonejournal.domain.meaning.tables import entries
from bonejournal.domain.meaning.targets import Gap, Ours, read_ours
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import tr, trn


@dataclass(frozen=True, slots=True)
class Talk:
    """A point to talk about at the visit; `sources` are keys of the five documents, empty where the rule is ours."""

    id: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What opens a conversation. Titles and sentences are in English, to be shown through `words.tr`.

    when: the name of its condition; limits: the figures that one goes by. says: its sentences by name, with two forms
    where one counts. target: the target it rests on, or "". sources_by: documents behind it only in some cases.
    """

    id: str
    title: str
    when: str
    limits: Mapping[str, Limit]
    says: Mapping[str, str | tuple[str, str]]
    why: str
    target: str
    sources: tuple[str, ...]
    sources_by: Mapping[str, tuple[str, ...]]
    ours: tuple[Ours, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The keys of all documents that can be behind it."""
        return tuple(sorted({*self.sources, *(key for keys in self.sources_by.values() for key in keys)}))


@cache
def load_rules() -> Mapping[str, Rule]:
    """All rules by id, in the order they are listed. Raises ValueError when a table cannot be understood."""
    return {entry["id"]: read_rule(entry) for entry in entries("rule")}


def read_rule(entry: Mapping[str, Any]) -> Rule:
    """A rule from its table. Raises ValueError when its condition is not known, KeyError when a key lacks."""
    if entry["when"] not in CONDITIONS:
        raise ValueError(f"{entry['id']} names a condition that nothing works out: {entry['when']}")
    return Rule(
        id=entry["id"],
        title=entry["title"],
        when=entry["when"],
        limits={name: _limit(value) for name, value in entry.get("limits", {}).items()},
        says={name: value if isinstance(value, str) else (value[0], value[1]) for name, value in entry["says"].items()},
        why=entry["why"],
        target=entry.get("target", ""),
        sources=tuple(entry["sources"]),
        sources_by={name: tuple(keys) for name, keys in entry.get("sources_by", {}).items()},
        ours=read_ours(entry),
    )


def _limit(value: Any) -> Limit:
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, str) else Decimal(value)


def talk(snapshot: Snapshot, gaps: Sequence[Gap]) -> tuple[Talk, ...]:
    """The points to talk about, in the order of the rules."""
    known = {gap.id: gap for gap in gaps}
    points = (opened(rule, snapshot, known) for rule in load_rules().values())
    return tuple(point for point in points if point is not None)


def opened(rule: Rule, snapshot: Snapshot, gaps: Mapping[str, Gap]) -> Talk | None:
    """The point a rule opens, None where it does not hold."""
    parts = list(CONDITIONS[rule.when](Case(snapshot, gaps, rule.limits, rule.target)))
    if not parts:
        return None
    because = (key for part in parts for name in part.because for key in rule.sources_by.get(name, ()))
    sources = (*rule.sources, *sorted(set(because) - set(rule.sources)))
    return Talk(rule.id, " ".join(_said(rule, part) for part in parts), sources)


def _said(rule: Rule, part: Part) -> str:
    words = rule.says[part.name]
    return tr(words, **part.values) if isinstance(words, str) else trn(*words, part.count, **part.values)
