"""Every kind of record out of the journal, into the bundle and back, by what its fields declare: a new kind, or a new
field, is covered without a line here.
"""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonejournal.domain.attachment import digest_of
from bonejournal.domain.field import fields
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Record
from bonejournal.exchange.bundle_out import bundle_files, export_bundle
from bonejournal.exchange.formats import read_file
from bonejournal.exchange.plan import plan
from bonejournal.journal.store import Journal
from tests.exchange.records import PDF, answered, made

SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)


def linked(held: list[Record]) -> list[Record]:
    """The same records, those that point to others pointing to one that is there where that can be."""
    found = []
    for record in held:
        for item in fields(type(record)):
            fitting = [one.id for one in held if item.refers in ("*", one.KIND.key) and one.id != record.id]
            if item.refers and fitting:
                record = dataclasses.replace(record, **{item.name: fitting[0]})
        found.append(record)
    return found


def of_kind(key: str) -> st.SearchStrategy[list[Record]]:
    """Some records of a kind, and one of each kind they point to."""
    cls = KINDS[key].record
    single = st.just(cls.SINGLETON) if cls.SINGLETON else st.uuids().map(str)
    some = st.lists(
        made(cls, id=single).flatmap(answered), min_size=1, max_size=1 if cls.SINGLETON else 4,
        unique_by=lambda record: record.id,
    )  # fmt: skip
    pointed = {"body" if item.refers == "*" else item.refers for item in fields(cls) if item.refers} - {key}
    others = [st.lists(made(KINDS[other].record), max_size=1) for other in sorted(pointed)]
    return st.tuples(some, *others).map(lambda lists: linked([record for one in lists for record in one]))


@pytest.mark.parametrize("key", KINDS)
@given(data=st.data())
@settings(max_examples=8, suppress_health_check=SLOW)
def test_out_and_in_and_out_again_is_byte_for_byte_the_same(
    tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject
) -> None:
    held = data.draw(of_kind(key))
    folder = tmp_path_factory.mktemp("trip")
    export_bundle(held, folder / "out.zip", {digest_of(PDF): PDF})
    reading = read_file(folder / "out.zip")
    assert (reading.skipped, reading.warnings) == ((), ())
    with Journal.create(folder / "journal.bonejournal") as journal:
        journal.apply(plan(reading, {}).step)
        brought = [record for kind in KINDS.values() for record in journal.all(kind.record)]
        again = plan(reading, journal.standing(one.record.id for one in reading.found))
    assert sorted(brought, key=lambda record: record.id) == sorted(held, key=lambda record: record.id)
    assert bundle_files(brought) == bundle_files(held)
    assert (again.step.changes, again.added, again.unchanged) == ((), 0, len(held))
