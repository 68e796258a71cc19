"""What the scans say in one or two plain sentences, and the lowest T-score with the range it lies in."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.charts.change import main_places
from bonejournal.domain import said
from bonejournal.domain.comparison import Comparison, Verdict, comparable_before, compare, histories
from bonejournal.domain.density import DxaScan, Result, lowest_t, lowest_t_ever, results, signed_t
from bonejournal.domain.profile import Profile, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import mark, month_short, percent, tr
from bonejournal.report.values import Line, Run, Section
from bonejournal.report.words import listed


def verdicts_section(snapshot: Snapshot) -> Section | None:
    """What the latest scan says of each main site, and the lowest T-score now and ever; None without a scan."""
    held = histories(snapshot.of(DxaScan))
    lines: list[Line] = []
    latest = [pair for place in main_places(snapshot) if (pair := _latest(held[place])) is not None]
    if latest:
        lines.append(_verdicts(latest))
    lines.extend(_lowest(snapshot.profile, snapshot.of(DxaScan)))
    return Section("verdicts", tr("What the scans say"), paragraphs=tuple(lines)) if lines else None


def _latest(history: Sequence[Result]) -> Comparison | None:
    if len(history) < 2:
        return None
    pair = compare(history[-2], history[-1])
    return comparable_before(history) or pair if pair.verdict is Verdict.NOT_COMPARABLE else pair


def _verdicts(latest: Sequence[Comparison]) -> Line:
    runs: list[Run] = []
    for pair in latest:
        if pair.verdict in {Verdict.GAIN, Verdict.LOSS} and pair.change_percent is not None:
            said_ = mark("{site} {change} from {start} to {end}: a real gain, beyond measurement noise. ")
            if pair.verdict is Verdict.LOSS:
                said_ = mark("{site} {change} from {start} to {end}: a real loss, beyond measurement noise. ")
            runs.append(
                Run(
                    tr(
                        said_,
                        site=pair.later.row.label,
                        change=percent(pair.change_percent, sign=True),
                        start=month_short(pair.earlier.scan.date),
                        end=month_short(pair.later.scan.date),
                    ),
                    bold=True,
                )
            )
    within = [pair for pair in latest if pair.verdict is Verdict.WITHIN_ERROR and pair.change_percent is not None]
    if within:
        each = listed(
            [f"{said.site_words(pair.later)} {percent(pair.change_percent or 0, sign=True)}" for pair in within]
        )
        runs.append(Run(tr("Within measurement noise: {sites}. ", sites=each)))
    apart = [pair for pair in latest if pair.verdict is Verdict.NOT_COMPARABLE]
    if apart:
        each = listed([said.site_words(pair.later) for pair in apart])
        runs.append(Run(tr("The latest two scans cannot be compared: {sites}. ", sites=each)))
    unknown = [pair for pair in latest if pair.verdict is None]
    if unknown:
        each = listed([said.site_words(pair.later) for pair in unknown])
        runs.append(Run(tr("No verdict without an LSC: {sites}.", sites=each)))
    return tuple(runs)


def _lowest(profile: Profile | None, scans: Sequence[DxaScan]) -> list[Line]:
    """The lowest T-score that stands and the lowest ever; before menopause the lowest Z-score of the latest scan."""
    now, ever = lowest_t(scans), lowest_t_ever(scans)
    if now is None or now.t is None or ever is None or ever.t is None:
        return []
    if not postmenopausal(profile, now.scan.date):
        return _lowest_z(now.scan)
    runs = [
        Run(tr("Lowest T-score now {score}", score=signed_t(now.t)), bold=True),
        Run(
            tr(
                " ({site}, {month}), in the range the WHO calls {range}. ",
                site=said.site_words(now),
                month=month_short(now.scan.date),
                range=said.range_words(now.t),
            )
        ),
    ]
    if ever.t < now.t:
        runs.append(Run(tr("Lowest on record {score}", score=signed_t(ever.t)), bold=True))
        known = postmenopausal(profile, ever.scan.date)
        where = {"site": said.site_words(ever), "month": month_short(ever.scan.date)}
        runs.append(
            Run(tr(" ({site}, {month}), in the range the WHO calls {range}.", **where, range=said.range_words(ever.t)))
            if known
            else Run(tr(" ({site}, {month}).", **where))
        )
    return [tuple(runs)]


def _lowest_z(scan: DxaScan) -> list[Line]:
    scored = [result for result in results(scan) if result.row.z_score is not None]
    if not scored:
        return []
    lowest = min(scored, key=lambda result: result.row.z_score or 0.0)
    return [
        (
            Run(tr("Lowest Z-score {score}", score=signed_t(lowest.row.z_score or 0.0)), bold=True),
            Run(
                tr(
                    " ({site}, {month}); the WHO’s T-score ranges are for the years after menopause.",
                    site=said.site_words(lowest),
                    month=month_short(scan.date),
                )
            ),
        )
    ]
