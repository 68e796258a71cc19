"""The lowest T-score on the doctor's page, with the range it lies in."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain import said
from bonejournal.domain.bone.density import DxaScan, lowest_t, lowest_t_ever, results, signed_t
from bonejournal.domain.profile import Profile, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import month_short, tr
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
