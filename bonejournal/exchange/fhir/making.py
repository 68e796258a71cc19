"""What resources are made of, and what is found in them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record, id_named
from bonejournal.exchange.fhir.extension import Json

HER = {"reference": f"urn:uuid:{Profile.SINGLETON}"}
"""Whom everything is about."""
Find = Callable[[str], Json]
"""A member of a record by its path; empty where it is not there."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A kind that FHIR has a place for.

    make: its resources on a day, the carrier first. back: what these give back, by field; of parts a list of such.
    paths: which members a record with so many parts may have.
    """

    kind: type[Record]
    make: Callable[[Any, dt.date], list[Json]]
    back: Callable[[Json, Find, int], dict[str, Any]]
    paths: Callable[[int], list[str]] = lambda rows: []


def member_id(record_id: str, path: str) -> str:
    """The id of a member: it always follows from the record's."""
    return id_named(f"fhir:{record_id}:{path}")


def dig(holder: Any, *path: str | int) -> Any:
    """What stands at a path in a resource, None where the path ends before."""
    for step in path:
        if isinstance(step, str) and isinstance(holder, dict):
            holder = holder.get(step)
        elif isinstance(step, int) and isinstance(holder, list) and len(holder) > step:
            holder = holder[step]
        else:
            return None
    return holder


def resource(kind: str, id_: str, **more: Any) -> Json:
    """A resource; what is empty is left out."""
    return {"resourceType": kind, "id": id_} | {
        name: value for name, value in more.items() if value not in (None, "", [], {})
    }


def observation(id_: str, code: Json, **more: Any) -> Json:
    """An observation about her."""
    return resource("Observation", id_, status="final", **({"code": code, "subject": HER} | more))


def references(members: list[Json]) -> list[Json]:
    """The references to some resources."""
    return [{"reference": f"urn:uuid:{one['id']}"} for one in members]


def day_of(record: Any) -> str:
    """A record's own day, as it is written."""
    return str(record.date)
