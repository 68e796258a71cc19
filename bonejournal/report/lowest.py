"""The lowest T-score on the doctor's page, with the range it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bonejournal.domain import said
from bonejournal.domain.bone.density import DxaScan, Result, lowest_t, lowest_t_ever, results, signed_t
from bonejournal.domain.profile import Profile, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import month_short, tr
from bonejournal.report.blocks import emphasised
from bonejournal.report.values import Line, Run


def lowest_lines(snapshot: Snapshot) -> list[Line]:
    """The lowest T-score now and ever, each with its range; empty without a scan."""
    return _lowest(snapshot.profile, snapshot.of(DxaScan))


def _lowest(profile: Profile | None, scans: Sequence[DxaScan]) -> list[Line]:
    """The lowest T-score that stands and the lowest ever; before menopause the lowest Z-score of the latest scan."""
    now, ever = lowest_t(scans), lowest_t_ever(scans)
    if now is None or now.t is None or ever is None or ever.t is None:
        return []
    if not postmenopausal(profile, now.scan.date):
        return _lowest_z(now.scan)
    lines = emphasised(
        tr(
            "*Lowest T-score now {score}* ({site}, {month}), in the range the WHO calls {range}.",
            **_where(now, now.t),
            range=said.range_words(now.t),
        )
    )
    if ever.t >= now.t:
        return [lines]
    if postmenopausal(profile, ever.scan.date):
        first = tr(
            "*Lowest on record {score}* ({site}, {month}), in the range the WHO calls {range}.",
            **_where(ever, ever.t),
            range=said.range_words(ever.t),
        )
    else:
        first = tr("*Lowest on record {score}* ({site}, {month}).", **_where(ever, ever.t))
    return [(*lines, Run(" "), *emphasised(first))]


def _lowest_z(scan: DxaScan) -> list[Line]:
    scored = [result for result in results(scan) if result.row.z_score is not None]
    if not scored:
        return []
    lowest = min(scored, key=lambda result: result.row.z_score or 0.0)
    return [
        emphasised(
            tr(
                "*Lowest Z-score {score}* ({site}, {month}); the WHO’s T-score ranges are for the years after "
                "menopause.",
                **_where(lowest, lowest.row.z_score or 0.0),
            )
        )
    ]


def _where(result: Result, score: float | Decimal) -> dict[str, str]:
    """A score with its site and month."""
    return {"score": signed_t(score), "site": said.site_words(result), "month": month_short(result.scan.date)}
