"""Short ways to make records for the tests."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.density import DxaScan, Result, Side, Site, SiteResult, results
from bonejournal.domain.profile import MenopauseKind, Profile, Sex
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot

SPINE, NECK, HIP, RADIUS = Site.LUMBAR_SPINE, Site.FEMORAL_NECK, Site.TOTAL_HIP, Site.RADIUS_33


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def row(
    site: Site = SPINE,
    bmd: float | None = None,
    t: float | None = None,
    *,
    side: Side | None = None,
    vertebrae: str = "",
    lsc: float | None = None,
) -> SiteResult:
    return SiteResult(site=site, side=side, vertebrae=vertebrae, bmd_g_cm2=bmd, t_score=t, lsc_g_cm2=lsc)


def scan(
    date: str, *rows: SiteResult, serial: str = "S1", facility: str = "Clinic", make: str = "Hologic", model: str = "A"
) -> DxaScan:
    return DxaScan(date=day(date), sites=rows, serial=serial, facility=facility, make=make, model=model)


def result(date: str, bmd: float, *, site: Site = SPINE, lsc: float | None = None, serial: str = "S1") -> Result:
    made = scan(date, row(site, bmd, lsc=lsc), serial=serial)
    return results(made)[0]


def body(
    date: str,
    *,
    height: float | None = None,
    waist: float | None = None,
    lean: float | None = None,
    source: str = "",
) -> BodyMeasure:
    return BodyMeasure(date=day(date), height_cm=height, waist_cm=waist, lean_mass_kg=lean, source=source)


def woman(menopause: str = "2010", born: str = "1958-05-03") -> Profile:
    return Profile(
        id=Profile.SINGLETON,
        birth_date=day(born),
        sex=Sex.FEMALE,
        menopause_date=PartialDate(menopause) if menopause else None,
        menopause_kind=MenopauseKind.NATURAL if menopause else None,
    )


def journal(on: str, *records: Record) -> Snapshot:
    """A snapshot as the journal makes it: nothing dated after the day judged."""
    held: dict[str, tuple[Record, ...]] = {}
    for record in sorted(records, key=lambda record: record.day or dt.date.min):
        if record.day is None or record.day <= day(on):
            held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Snapshot(day(on), held)
