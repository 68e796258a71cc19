"""Finding records, against looking through every one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.finding import searched, wanted
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.record import Record
from bonejournal.domain.step import Change, creating, deleting, editing
from bonejournal.exchange.formats import sample
from bonejournal.journal import search
from bonejournal.journal.store import Journal
from tests.journal.making import body, importing, scan

YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))


@pytest.fixture(scope="module")
def helen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    with Journal.create(tmp_path_factory.mktemp("hers") / "helen.bonejournal") as journal:
        journal.apply(sample().step)
        yield journal


def every(journal: Journal) -> list[Record]:
    return [record for kind in KINDS.values() for record in journal.all(kind.record)]


def listed(journal: Journal, found: search.Found) -> list[Record]:
    pages = range(0, found.count, 200)
    return [entry.record for first in pages for entry in journal.entries(found.numbers(journal, first, 200))]


def by_hand(journal: Journal, words: str) -> list[Record]:
    return [record for record in every(journal) if all(word in searched(record) for word in wanted(words))]


def newest_first(records: list[Record]) -> bool:
    days = [record.day or dt.date.min for record in records]
    return days == sorted(days, reverse=True)


@pytest.mark.parametrize("words", ["", "e", "yogurt", "CTX", "okafor", "ctx 168", "vitamin d", "e a", "z"])
def test_what_is_found_is_what_says_so(helen: Journal, words: str) -> None:
    found = listed(helen, search.find(helen, words))
    assert {record.id for record in found} == {record.id for record in by_hand(helen, words)}
    assert len(found) == len({record.id for record in found})
    assert newest_first(found)


@pytest.mark.parametrize("words", ["e", "yogurt", "ctx", "zzz"])
@pytest.mark.parametrize("held", [0, 10, 100_000])
def test_long_lists_and_short_ones_say_the_same(
    helen: Journal, words: str, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MOST_HELD", held)
    monkeypatch.setattr(search, "_MANY", held)
    assert {record.id for record in listed(helen, search.find(helen, words))} == {
        record.id for record in by_hand(helen, words)
    }
    for group in search.best(helen, words):
        of_kind = [record for record in by_hand(helen, words) if record.KIND is group.kind]
        days = sorted((record.day or dt.date.min for record in of_kind), reverse=True)
        assert [entry.record.day or dt.date.min for entry in group.entries] == days[:5]
        assert group.more == (len(of_kind) > 5)
    told = {group.kind.key for group in search.best(helen, words)}
    assert told == {record.KIND.key for record in by_hand(helen, words)}


@pytest.mark.parametrize("held", [0, 100_000])
def test_a_span_of_time_among_the_words_means_the_records_of_those_days(
    helen: Journal, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MOST_HELD", held)
    meant = [record for record in by_hand(helen, "scan") if record.day and YEAR[0] <= record.day <= YEAR[1]]
    meant += by_hand(helen, "scan 2024")
    assert meant
    assert {one.id for one in listed(helen, search.find(helen, "scan 2024"))} == {one.id for one in meant}
    year = [one for one in every(helen) if one.day and YEAR[0] <= one.day <= YEAR[1]]
    year += by_hand(helen, "2024")
    assert {one.id for one in listed(helen, search.find(helen, "2024"))} == {one.id for one in year}


def test_kinds_and_days_narrow_it(helen: Journal) -> None:
    found = listed(helen, search.find(helen, "e", ["body", "visits"], *YEAR))
    assert found
    assert {record.KIND.key for record in found} <= {"body", "visits"}
    assert all(record.day and YEAR[0] <= record.day <= YEAR[1] for record in found)
    groups = search.best(helen, "e", ["body", "visits"], *YEAR)
    assert {record.id for record in found} >= {entry.record.id for group in groups for entry in group.entries}
    assert search.find(helen, "", ["sleep"], until=dt.date(1990, 1, 1)).count == 0


def test_a_change_is_found_at_once_and_what_is_gone_is_not(journal: Journal) -> None:
    made = scan(facility="Hôpital Hillcrest")
    journal.apply(creating(made))
    assert search.find(journal, "hopital hill").count == 1
    later = scan(facility="Riverside", id=made.id)
    journal.apply(editing(made, later))
    assert search.find(journal, "hillcrest").count == 0
    assert search.find(journal, "riverside").count == 1
    journal.apply(deleting([later]))
    assert search.best(journal, "riverside") == []
    journal.undo()
    assert [entry.record for entry in search.best(journal, "riverside")[0].entries] == [later]


def test_korean_is_found_by_initial_consonants(journal: Journal) -> None:
    journal.apply(creating(body(source="골밀도 검사")))
    for words in ("골밀도", "ㄱㅁㄷ", "ㄱㅅ"):
        assert search.find(journal, words).count == 1
    assert search.find(journal, "ㄴㅁㄷ").count == 0


def test_records_that_say_the_same_share_a_phrase(journal: Journal) -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(300)]
    journal.apply(importing(*(Intake(date=day, item="Toast", position=float(n + 1)) for n, day in enumerate(days))))
    journal.apply(creating(Intake(date=days[0], item="Toast", calcium_mg=20.0)))
    assert journal._file.rows("SELECT count(*) FROM phrase")[0][0] == 2
    assert search.find(journal, "toast").count == 301


def test_what_is_no_longer_kept_cannot_be_looked_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = body(source="a secret")
    with Journal.create(path) as journal:
        journal.apply(creating(made, body(source="scale")))
        journal.apply(deleting([made]))
        monkeypatch.setattr("bonejournal.journal.readings.KEPT_DAYS", -1)
    with Journal.open(path) as journal:
        assert [said for (said,) in journal._file.rows("SELECT said FROM phrase")] == [searched(body(source="scale"))]
        assert all(finding.ok for finding in journal.examine())


def test_lists_are_read_from_indexes_alone(journal: Journal) -> None:
    """What is not in an index would be fetched row by row, thirty years of them."""
    journal.apply(creating(*[body(source=str(n)) for n in range(20)]))
    seen: list[str] = []
    rows = journal._file.rows

    def watched(sql: str, values: tuple[object, ...] = ()):
        if " record " in sql and "ORDER BY" in sql:
            seen.extend(str(row[3]) for row in rows(f"EXPLAIN QUERY PLAN {sql}", values))
        return rows(sql, values)

    journal._file.rows = watched  # type: ignore[method-assign]
    search.find(journal).numbers(journal, 0, 200)
    search.find(journal, kinds=["body"]).numbers(journal, 0, 200)
    search.best(journal, "body")
    plans = [line for line in seen if line.startswith(("SCAN record", "SEARCH record"))]
    assert len(plans) >= 3
    assert all("COVERING INDEX" in line for line in plans), plans


def test_a_step_tells_how_many_records_it_touched(journal: Journal) -> None:
    first = body()
    journal.apply(creating(first, scan()))
    journal.apply(editing(first, BodyMeasure(id=first.id, date=first.date, weight_kg=60.0)))
    journal.undo()
    assert [done.records for done in search.steps(journal)] == [1, 1, 2]
    assert Change(None, first).record is first
