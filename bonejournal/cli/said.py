"""What the commands print for a person: aligned, in whole sentences, as wide as the terminal."""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bonejournal.cli.whole import Whole
from bonejournal.domain import said
from bonejournal.domain.meaning.insight import LAYER_NAMES, TRIAD_NAMES, Share, Summary
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.targets import LAYERS, Gap
from bonejournal.domain.merging import Conflict, Merge, differences
from bonejournal.domain.words import day_long, mark, month_long, tr, trn

_STATUS = {
    Status.MET: mark("met"),
    Status.SHORT: mark("short"),
    Status.OVER: mark("over"),
    Status.ATTENTION: mark("to look at"),
    Status.STALE: mark("out of date"),
    Status.NO_DATA: mark("no data"),
    Status.NOT_APPLICABLE: mark("left open"),
}


def gaps(found: Sequence[Gap], on: dt.date) -> Iterator[str]:
    """Every target by layer, those to act on numbered."""
    yield tr("Targets on {day}", day=day_long(on))
    width = max(len(tr(word)) for word in _STATUS.values())
    for layer in (*LAYERS, ""):
        yield ""
        yield tr(LAYER_NAMES[layer]) if layer else tr("Beside the layers")
        inside = [gap for gap in found if gap.target.layer == layer]
        for gap in sorted(inside, key=lambda gap: (gap.rank is None, gap.rank or 0)):
            number = f"{gap.rank}." if gap.rank else ""
            head = f"  {number:>3} {tr(_STATUS[gap.status]):<{width}}  "
            yield head + tr(gap.target.title)
            if gap.status is not Status.NO_DATA or gap.window.rows:
                yield from _hanging(" " * len(head), gap.text)


def summary(whole: Summary) -> Iterator[str]:
    """The journal taken together."""
    yield tr("Summary on {day}", day=day_long(whole.on))
    yield ""
    yield tr("Bone density")
    for pair in whole.density:
        start, end = month_long(pair.earlier.scan.date), month_long(pair.later.scan.date)
        yield "  " + tr("{site}, {start} to {end}", site=pair.later.row.label, start=start, end=end)
        yield from _hanging("    ", said.comparison_sentence(pair))
    if whole.lowest is not None:
        yield from _hanging("  ", said.lowest_now(whole.lowest))
    elif not whole.density:
        yield "  " + said.no_scan()
    yield from _shares(tr("Layers"), whole.layers, LAYER_NAMES)
    yield from _shares(tr("Parts of fracture risk"), whole.triad, TRIAD_NAMES)
    for title, texts in (
        (tr("To talk about at the visit"), [point.text for point in whole.talk]),
        (tr("What is due"), [item.text for item in whole.due]),
    ):
        yield ""
        yield title
        for text in texts or [tr("Nothing.")]:
            yield from _hanging("  ", text)


def _shares(title: str, shares: Sequence[Share], names: dict[str, str]) -> Iterator[str]:
    yield ""
    yield title
    widest = max(len(tr(names[share.key])) for share in shares)
    for share in shares:
        count = tr("{met} of {of} met", met=share.met, of=share.of) if share.of else tr("nothing recorded yet")
        yield f"  {tr(names[share.key]):<{widest}}  {count}"


def merge(made: Merge) -> Iterator[str]:
    """What was brought in, and every record that both sides changed with the two of them beside each other."""
    yield f"{made.name}: {made.said()}"
    for left in made.left:
        yield f"  {left.record.called()}: {left.why}"
    if made.conflicts:
        yield tr("These were changed on both sides. They stay as they are here; change them by hand where needed.")
    for conflict in made.conflicts:
        yield f"  {conflict.record.called()}"
        for side, held in ((tr("here"), conflict.mine), (tr("there"), conflict.theirs)):
            if held is None:
                yield "    " + tr("{side}: deleted", side=side)
        for one in differences(conflict.mine, conflict.theirs) if conflict.mine and conflict.theirs else ():
            said_here, said_there = one.mine or tr("nothing"), one.theirs or tr("nothing")
            yield from _hanging(
                "    ", tr("{label}: here {mine}, there {theirs}", label=one.label, mine=said_here, theirs=said_there)
            )
        if conflict.also:
            yield "    " + trn(
                "{count} record that belongs to it waits with it.",
                "{count} records that belong to it wait with it.",
                len(conflict.also),
            )


def merge_json(made: Merge, journal: Path, other: Path) -> dict[str, Any]:
    """As `merge --json` prints it."""
    return {
        "journal": str(journal),
        "other": str(other),
        "added": made.added,
        "updated": made.updated,
        "deleted": made.deleted,
        "unchanged": made.unchanged,
        "skipped": [{"where": left.record.id, "why": left.why} for left in made.left],
        "conflicts": [_conflict(conflict) for conflict in made.conflicts],
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    record = conflict.record
    return {
        "id": record.id,
        "kind": record.KIND.key,
        "date": record.day.isoformat() if record.day else None,
        "name": record.called(),
        "deleted_in": "journal" if conflict.mine is None else "other" if conflict.theirs is None else None,
        "fields": [
            {"field": one.path, "label": one.label, "journal": one.mine, "other": one.theirs}
            for one in differences(conflict.mine, conflict.theirs)
        ],
        "waiting": [change.record.id for change in conflict.also],
    }


def check(found: Whole) -> Iterator[str]:
    """What was looked at, and the backups."""
    for finding in found.findings:
        state = tr("well") if finding.ok else tr("not well")
        yield f"  {finding.key:<18}  {state:<8}  {finding.detail}".rstrip()
    count = len(found.backups)
    if count:
        latest = found.backups[0]
        yield trn(
            "{count} backup, of {day}: {path}",
            "{count} backups, the latest of {day}: {path}",
            count,
            day=day_long(latest.at.date()),
            path=latest.path,
        )
    else:
        yield tr("No backup yet; bonejournal backup makes one.")
    if found.ok:
        yield trn(
            "{name} is whole: {count} record. It is not encrypted.",
            "{name} is whole: {count} records. It is not encrypted.",
            found.records or 0,
            name=found.path.name,
        )


def _hanging(head: str, text: str) -> Iterator[str]:
    """A text after `head`, its further lines under its first."""
    width = max(shutil.get_terminal_size((110, 24)).columns, len(head) + 30)
    yield from textwrap.wrap(text, width, initial_indent=head, subsequent_indent=" " * len(head)) or [head.rstrip()]
