"""A journal of thirty years, the same each time: 25 scans on three scanners and 11,000 weights with some heights."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, Origin, Step
from bonejournal.journal.store import Journal

ON = dt.date(2026, 11, 12)
SCANS, DAYS = 25, 11_000
_SCANNERS = (("Hologic", "QDR 4500"), ("GE", "Lunar Prodigy"), ("Hologic", "Horizon A"))
_SITES = (
    (Site.LUMBAR_SPINE, None, 1.02, 0.0045, -0.2),
    (Site.TOTAL_HIP, Side.LEFT, 0.93, 0.0040, -0.1),
    (Site.FEMORAL_NECK, Side.LEFT, 0.84, 0.0045, -0.3),
)


def records(chance: random.Random, days: int = DAYS, scans: int = SCANS) -> Iterator[Record]:
    """The profile, the scans and the body measures."""

    def id_() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    yield Profile(
        id=Profile.SINGLETON, today=ON, name="Ada Example", birth_date=dt.date(1950, 2, 9), sex=Sex.FEMALE,
        menopause_date=PartialDate("2001-03"), menopause_kind=MenopauseKind.NATURAL, height_cm=163.0,
        peak_height_cm=168.0,
    )  # fmt: skip
    start = ON - dt.timedelta(days=days)
    for number in range(scans):
        make, model = _SCANNERS[number * len(_SCANNERS) // scans]
        years = number * days / scans / 365.25
        rows = tuple(
            SiteResult(
                site=site, side=side, vertebrae="L1-L4" if site is Site.LUMBAR_SPINE else "",
                bmd_g_cm2=round(bmd - loss * years + chance.gauss(0, 0.008), 3),
                t_score=round(t - 0.05 * years + chance.gauss(0, 0.1), 1), lsc_g_cm2=0.03,
            )
            for site, side, bmd, loss, t in _SITES
        )  # fmt: skip
        day = start + dt.timedelta(days=number * days // scans)
        yield DxaScan(id=id_(), date=day, facility="Example Clinic", make=make, model=model, sites=rows)
    for number in range(days):
        yield BodyMeasure(
            id=id_(), date=start + dt.timedelta(days=number + 1), weight_kg=round(64 + chance.gauss(0, 0.6), 1),
            height_cm=round(168 - number / days * 5, 1) if number % 180 == 0 else None, source="scale",
        )  # fmt: skip


def thirty_years(path: Path, seed: int = 30) -> Path:
    """Write the journal to `path`."""
    made = list(records(random.Random(seed)))
    with Journal.create(path) as journal:
        journal.apply(Step("Import thirty years", tuple(Change(None, record) for record in made), Origin.IMPORT))
    return path
