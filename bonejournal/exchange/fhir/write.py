"""A journal as one FHIR R4 Bundle, written entry by entry.

What FHIR has a place for stands in it; that is what `resources.MAPPED` lists. Eating is in it as the mean of each
month, which is not read back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from bonejournal.domain.dates import months_after
from bonejournal.domain.field import Type, field_of, fields
from bonejournal.domain.meaning.measures.nutrition import eaten
from bonejournal.domain.nutrition.foods import NUTRIENTS, unit_of
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import KINDS, Record, id_named
from bonejournal.domain.words import tr
from bonejournal.exchange.fhir import codes
from bonejournal.exchange.fhir.codes import category, concept, quantity
from bonejournal.exchange.fhir.extension import Json, derived, own
from bonejournal.exchange.fhir.making import HER, Mapped, observation, resource
from bonejournal.exchange.fhir.read import given_back
from bonejournal.exchange.fhir.resources import MAPPED
from bonejournal.exchange.json_out import Each
from bonejournal.exchange.whole import last, whole_file

START = b'{"resourceType": "Bundle", "type": "collection"'
"""How such a file begins."""
_TARGETS = 200
"""How many resources one Provenance is about, so that none grows with the journal."""


def export_fhir(each: Each, path: Path, on: dt.date) -> int:
    """Write the bundle as it is on a day; how many records are in it. Raises OSError."""
    return last(writing_fhir(each, path, on))


def writing_fhir(each: Each, path: Path, on: dt.date, *, notes: bool = True) -> Iterator[int]:
    """As `export_fhir`, step by step: how many records there are so far. Closed before its end it leaves no file.

    notes: whether her private notes go out too.
    """
    with whole_file(path) as file:
        yield from _Bundle(file, on, notes=notes).write(each)


class _Bundle:
    def __init__(self, file: IO[bytes], on: dt.date, *, notes: bool) -> None:
        self.file = file
        self.on = on
        self.notes = notes
        self.at = f"{on}T00:00:00+00:00"
        self.between = "\n"
        self.targets: list[str] = []
        self.provenances = 0

    def write(self, each: Each) -> Iterator[int]:
        """Write all of it; after each record, and each day of eating, the count."""
        self.file.write(START + f', "timestamp": "{self.at}", "entry": ['.encode())
        count = 0
        for key, mapped in MAPPED.items():
            for held in each(mapped.kind):
                record = held if self.notes else without_notes(held)
                for one in resources_of(mapped, record, self.on):
                    self.add(one)
                count += 1
                yield count
                if isinstance(record, Profile):
                    self.add(*_menopause(record))
            if key == Profile.KIND.key and not count:
                self.add(resource("Patient", Profile.SINGLETON) | {"extension": [derived()]})
        for one in _eating(each(KINDS[Intake.KIND.key].record)):
            self.add(one)
            yield count
        self.provenance()
        self.file.write(b"\n]}\n")
        yield count

    def add(self, *resources: Json) -> None:
        """Write entries, which the next Provenance is about too."""
        for one in resources:
            self._entry(one)
            self.targets.append(one["id"])
            if len(self.targets) == _TARGETS:
                self.provenance()

    def provenance(self) -> None:
        """Say of what was written since the last time that she entered it herself."""
        if not self.targets:
            return
        self.provenances += 1
        refs = [{"reference": f"urn:uuid:{id_}"} for id_ in self.targets]
        self.targets = []
        agent = {"type": {"text": tr("Entered by herself, not checked by a clinician")}, "who": HER}
        self._entry(
            resource(
                "Provenance",
                id_named(f"fhir:provenance:{self.provenances}"),
                extension=[derived()],
                target=refs,
                recorded=self.at,
                agent=[agent],
            )
        )

    def _entry(self, one: Json) -> None:
        entry = {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
        self.file.write((self.between + dumped(entry)).encode())
        self.between = ",\n"


def without_notes(record: Record) -> Record:
    """The record without what is only for herself."""
    private = [item for item in fields(type(record)) if item.private]
    empty: dict[str, Any] = {item.name: "" if item.holds is Type.TEXT else None for item in private}
    return replace(record, **empty)


def resources_of(mapped: Mapped, record: Record, on: dt.date) -> list[Json]:
    """The resources of a record, the first with our extension for what they do not give back."""
    made = mapped.make(record, on)
    carrier = made[0]
    noted = own(record, given_back(mapped, record, made))
    return [{"resourceType": carrier["resourceType"], "id": record.id, "extension": [noted]} | carrier, *made[1:]]


def dumped(value: Any) -> str:
    """A value as JSON; decimals keep their digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {dumped(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(dumped, value)) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _menopause(profile: Profile) -> Iterator[Json]:
    if profile.birth_date is None or profile.menopause_date is None:
        return
    years = (profile.menopause_date.judged - profile.birth_date).days / Decimal("365.25")
    yield _derived(
        "menopause",
        concept(tr("Age at menopause"), codes.AGE_AT_MENOPAUSE),
        category=category("social-history"),
        valueQuantity=quantity(Decimal(int(years)), "years"),
    )


def _eating(rows: Iterable[Record]) -> Iterator[Json]:
    """Of each month the mean of each nutrient over the days of which something is known."""
    eaten_rows = (row for row in rows if isinstance(row, Intake))
    for (year, month), of_month in groupby(eaten_rows, lambda row: (row.date.year, row.date.month)):
        held = list(of_month)
        start = dt.date(year, month, 1)
        end = months_after(start, 1) - dt.timedelta(days=1)
        for nutrient in NUTRIENTS:
            found = eaten(held, nutrient, end, end.day)
            if not found.days:
                continue
            said = tr("{nutrient}, mean of the days recorded", nutrient=tr(field_of(Intake, nutrient).label))
            unit = f"{unit_of(nutrient)}/d".replace("µ", "u")
            yield _derived(
                f"{nutrient}:{start}",
                {"text": said},
                effectivePeriod={"start": start.isoformat(), "end": end.isoformat()},
                valueQuantity=quantity(round(found.mean, 1), unit),
                component=[
                    {"code": {"text": tr("Days recorded")}, "valueQuantity": quantity(Decimal(len(found.days)), "d")}
                ],
            )


def _derived(name: str, code: Json, **more: Any) -> Json:
    return observation(id_named(f"fhir:derived:{name}"), code, extension=[derived()], **more)
