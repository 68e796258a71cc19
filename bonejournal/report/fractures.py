"""Fractures and height on the doctor's page: every fracture there was, and how much height is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bonejournal.domain.body import BodyMeasure, below_tallest_cm, between_two_cm, height_loss
from bonejournal.domain.dates import age_on
from bonejournal.domain.falls.events import BrokenSite, Fracture, Fragility
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import mark, month_short, number, tr, trn
from bonejournal.report.blocks import emphasised, line, shortened
from bonejournal.report.values import Block, Line, Run, Section
from bonejournal.report.words import clipped, softened

_FEWEST = 2
"""So many fractures are always told one by one."""
_FRAGILITY = {
    Fragility.YES: mark("from standing height or less"),
    Fragility.NO: mark("not from standing height"),
}

# By whether a peak is known, whether she is below it, and whether she is below an earlier measurement.
_HEIGHT = {
    (True, True, True): mark(
        "*Height {height} cm* ({month}), peak {peak} cm: *{lost} cm lost*; {below} cm below the highest earlier "
        "measurement."
    ),
    (True, True, False): mark("*Height {height} cm* ({month}), peak {peak} cm: *{lost} cm lost*."),
    (True, False, True): mark(
        "*Height {height} cm* ({month}), peak {peak} cm; {below} cm below the highest earlier measurement."
    ),
    (True, False, False): mark("*Height {height} cm* ({month}), peak {peak} cm."),
    (False, False, True): mark("*Height {height} cm* ({month}); {below} cm below the highest earlier measurement."),
    (False, False, False): mark("*Height {height} cm* ({month})."),
}


def fractures_block(snapshot: Snapshot) -> Block | None:
    """Every fracture, the latest first, and height now, at its peak and lost."""
    found = sorted(snapshot.of(Fracture), key=lambda one: one.day or dt.date.min, reverse=True)
    height = _height(snapshot)

    def make(rows: int, *, brief: bool = False) -> Section:
        lines: list[Line] = [_fracture_line(snapshot, one, brief) for one in found[:rows]]
        if not found:
            lines.append((Run(tr("No fracture on record.")),))
        missing = len(found) - rows
        if missing > 0:
            counted = trn("{count} earlier fracture is on record.", "{count} earlier fractures are on record.", missing)
            lines.append((Run(counted),))
        if height is not None:
            lines.append(height)
        return Section("fractures", tr("Fractures and height"), tr("all on record"), paragraphs=tuple(lines))

    block = shortened(max(len(found), 1), make, usual=3, least=_FEWEST)
    if block is None or not found:
        return block
    whole = len(block.levels) - 1
    return replace(block, levels=(*block.levels, make(min(len(found), _FEWEST), brief=True)), whole=whole)


def _fracture_line(snapshot: Snapshot, fracture: Fracture, brief: bool) -> Line:
    """A fracture in a line; `brief` leaves out how it came and who confirmed it."""
    when = fracture.date.said(short=True) if fracture.date else tr("Date not known")
    profile = snapshot.profile
    if fracture.date is not None and profile is not None and profile.birth_date is not None:
        when = tr("{day}, age {age}", day=when, age=age_on(profile.birth_date, fracture.date.judged))
    about = [
        softened(bone_words(fracture)),
        "" if brief else softened(clipped(fracture.mechanism, 80)),
        tr(_FRAGILITY[fracture.fragility]) if fracture.fragility in _FRAGILITY else "",
        ""
        if brief or not fracture.confirmed_by
        else tr("confirmed by {who}", who=softened(clipped(fracture.confirmed_by, 40))),
    ]
    return line(when, f", {', '.join(filter(None, about))}.")


def _height(snapshot: Snapshot) -> Line | None:
    """Height now, at its peak, and what is lost; None without a measurement to compare."""
    lost = height_loss(snapshot.profile, snapshot.of(BodyMeasure))
    if lost is None or (lost.peak_cm is None and lost.prospective_cm is None):
        return None
    peak = lost.peak_cm is not None and lost.historical_cm is not None
    shorter = peak and (lost.historical_cm or 0) > 0
    below = lost.prospective_cm is not None and lost.prospective_cm > 0
    said = emphasised(
        tr(
            _HEIGHT[peak, shorter, below],
            height=number(lost.now_cm, 1),
            month=month_short(lost.measured.date),
            peak=number(lost.peak_cm or 0, 1),
            lost=number(lost.historical_cm or 0, 1),
            below=number(lost.prospective_cm or 0, 1),
        )
    )
    if not lost.notable:
        return said
    imaging = tr(
        "From {historical} cm below the peak, or {prospective} cm between measurements, spine imaging is considered "
        "(BHOF 2022).",
        historical=number(below_tallest_cm(), 1),
        prospective=number(between_two_cm(), 1),
    )
    return (*said, Run(f" {imaging}"))


def bone_words(fracture: Fracture) -> str:
    """Side, bone and level of a fracture: "left wrist distal radius"; of another bone what she called it."""
    side, level = tr(fracture.side.label) if fracture.side else "", clipped(fracture.level, 40)
    if fracture.site is BrokenSite.OTHER:
        return " ".join(filter(None, (side, level))) if level else ", ".join(filter(None, (tr("another bone"), side)))
    bone = tr(fracture.site.label) if fracture.site else tr("bone not named")
    return " ".join(filter(None, (side, bone, level)))
