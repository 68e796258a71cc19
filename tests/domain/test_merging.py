from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site, SiteResult
from bonejournal.domain.merging import Verdict, differences, verdict

X, Y, Z, GONE = b"x", b"y", b"z", None


@pytest.mark.parametrize(
    "mine, theirs, meant",
    [
        ([X], [X], Verdict.SAME),
        ([], [X], Verdict.THEIRS),
        ([X], [], Verdict.MINE),
        ([], [X, GONE], Verdict.SAME),
        ([X, Y], [X], Verdict.MINE),
        ([X], [X, Y], Verdict.THEIRS),
        ([X, Y], [X, Y], Verdict.SAME),
        ([X, Y], [X, Z], Verdict.BOTH),
        ([X, GONE], [X], Verdict.MINE),
        ([X], [X, GONE], Verdict.THEIRS),
        ([X, GONE], [X, GONE], Verdict.SAME),
        ([X, GONE], [X, Y], Verdict.BOTH),
        ([X, Y], [X, GONE], Verdict.BOTH),
        ([X, Y], [X, Y, Z], Verdict.THEIRS),
        ([X, Y, Z], [X, Y], Verdict.MINE),
        ([X, Y, X], [X, Y], Verdict.THEIRS),
        ([X, Y], [X, Y, X], Verdict.MINE),
        ([X, Y, GONE, X], [X, Z], Verdict.THEIRS),
        ([X], [Y], Verdict.BOTH),
        ([X, Y], [Y], Verdict.SAME),
        ([GONE, X], [GONE], Verdict.MINE),
        ([X, Y, Z], [X, Z, Y], Verdict.BOTH),
    ],
)
def test_which_side_went_on(mine: list[bytes | None], theirs: list[bytes | None], meant: Verdict) -> None:
    assert verdict(mine, theirs) is meant
    turned = {Verdict.MINE: Verdict.THEIRS, Verdict.THEIRS: Verdict.MINE}
    assert verdict(theirs, mine) is turned.get(meant, meant)


def test_two_versions_differ_in_what_they_say_differently() -> None:
    day = dt.date(2026, 5, 3)
    mine = DxaScan(date=day, sites=(SiteResult(site=Site.TOTAL_HIP, t_score=-1.5),), facility="Riverside")
    theirs = DxaScan(id=mine.id, date=day, facility="Hillcrest", sites=(*mine.sites, SiteResult(site=Site.WARDS)))
    assert [(one.path, one.mine, one.theirs) for one in differences(mine, theirs)] == [
        ("facility", "Riverside", "Hillcrest"),
        ("sites.1.site", "", "Ward’s"),
    ]
    alone = BodyMeasure(date=day, weight_kg=62.0)
    assert [(one.label, one.mine, one.theirs) for one in differences(None, alone)] == [
        ("Date", "", "3 May 2026"),
        ("Weight", "", "62.0 kg"),
    ]
