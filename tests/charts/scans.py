"""Scans to draw: the four of the sample journal, and what else tests need."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, Smoking
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
ON = dt.date(2026, 11, 12)
HELEN = Profile(
    id=Profile.SINGLETON,
    today=ON,
    name="Helen Marlow",
    birth_date=dt.date(1968, 5, 3),
    sex=Sex.FEMALE,
    menopause_date=PartialDate("2020-06"),
    menopause_kind=MenopauseKind.NATURAL,
    height_cm=164.6,
    peak_height_cm=166.0,
    impact_cleared=True,
    impact_cleared_by="M. Adeyemi, physiotherapist",
    impact_cleared_on=dt.date(2026, 2, 3),
    parent_hip_fracture=False,
    smoking=Smoking.NEVER,
)


def _number(text: str) -> float | None:
    return float(text) if text else None


def sample_scans() -> list[DxaScan]:
    scans: dict[str, DxaScan] = {}
    with (SAMPLE / "dxa.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            result = SiteResult(
                site=Site(row["site"]),
                side=Side(row["side"]) if row["side"] else None,
                vertebrae=row["vertebrae"],
                bmd_g_cm2=_number(row["bmd_g_cm2"]),
                bmc_g=_number(row["bmc_g"]),
                area_cm2=_number(row["area_cm2"]),
                t_score=_number(row["t_score"]),
                z_score=_number(row["z_score"]),
                tbs=_number(row["tbs"]),
                lsc_g_cm2=_number(row["lsc_g_cm2"]),
            )
            held = scans.get(row["id"])
            scans[row["id"]] = DxaScan(
                id=row["id"],
                date=dt.date.fromisoformat(row["date"]),
                facility=row["facility"],
                make=row["make"],
                model=row["model"],
                serial=row["serial"],
                notes=row["notes"] or (held.notes if held else ""),
                sites=(*(held.sites if held else ()), result),
            )
    return list(scans.values())


def measures() -> list[BodyMeasure]:
    with (SAMPLE / "body.csv").open(encoding="utf-8", newline="") as file:
        return [
            BodyMeasure(
                id=row["id"],
                date=dt.date.fromisoformat(row["date"]),
                weight_kg=_number(row["weight_kg"]),
                height_cm=_number(row["height_cm"]),
            )
            for row in csv.DictReader(file)
        ]


def snapshot(*records: Record, profile: Profile | None = HELEN, on: dt.date = ON) -> Snapshot:
    """A snapshot of scans and measures, the sample's where none are given."""
    given: list[Record] = list(records) if records else [*sample_scans(), *measures()]
    held: dict[str, tuple[Record, ...]] = {}
    for record in given:
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    if profile is not None:
        held["profile"] = (profile,)
    return Snapshot(on, held)


def spine(day: dt.date, bmd: float, *, model: str = "Horizon A", vertebrae: str = "L1-L4", t: float | None = None,
          lsc: float | None = None, facility: str = "Hillcrest Bone Clinic") -> DxaScan:  # fmt: skip
    """A scan of the spine alone."""
    row = SiteResult(site=Site.LUMBAR_SPINE, vertebrae=vertebrae, bmd_g_cm2=bmd, t_score=t, lsc_g_cm2=lsc)
    return DxaScan(date=day, facility=facility, make="Hologic", model=model, sites=(row,))
