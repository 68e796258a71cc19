"""The JSON document: judged by its schema, read back into equal records; files that want to do harm get a sentence."""

from __future__ import annotations

import base64
import datetime as dt
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bonejournal.domain.attachment import Attachment, digest_of
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Record, problems
from bonejournal.domain.resources import resource
from bonejournal.exchange import json_schema
from bonejournal.exchange.fhir.write import export_fhir
from bonejournal.exchange.formats import read_file, recognise, sample
from bonejournal.exchange.json_out import SCHEMA, export_json
from bonejournal.exchange.reader import ImportRefusedError, Reading
from tests.exchange.records import PDF, each_of, journals
from tests.exchange.test_round_trip import of_kind

SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "badinput"
SAMPLE = [change.after for change in sample().step.changes if change.after is not None]


def written(path: Path, *records: Record, contents: dict[str, bytes] | None = None) -> Any:
    held = {digest_of(PDF): PDF} if contents is None else contents
    export_json(each_of(records), path, held.get)
    return json.loads(path.read_text("utf-8"))


def in_order(records: Any) -> list[Record]:
    return sorted(records, key=lambda record: record.id)


def judge() -> Draft202012Validator:
    return Draft202012Validator(json_schema.schema())


def test_the_schema_in_the_house_is_that_of_the_fields() -> None:
    assert resource(*json_schema.FILE).read_text("utf-8") == json_schema.text()
    Draft202012Validator.check_schema(json_schema.schema())


@given(held=journals)
@settings(max_examples=60, suppress_health_check=SLOW)
def test_any_journal_fits_the_schema_and_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, held: list[Record]
) -> None:
    path = tmp_path_factory.mktemp("json") / "out.json"
    assert list(judge().iter_errors(written(path, *held))) == []
    reading = read_file(path)
    assert reading.skipped == ()
    assert in_order(found.record for found in reading.found) == in_order(held)


@pytest.mark.parametrize("key", KINDS)
@given(data=st.data())
@settings(max_examples=6, suppress_health_check=SLOW)
def test_each_kind_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject) -> None:
    held = data.draw(of_kind(key))
    path = tmp_path_factory.mktemp("json") / "out.json"
    assert list(judge().iter_errors(written(path, *held))) == []
    assert in_order(found.record for found in read_file(path).found) == in_order(held)


def test_the_sample_says_its_schema_and_holds_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "helen.json"
    found = written(path, *SAMPLE)
    assert found["$schema"] == SCHEMA
    assert list(found)[1:] == [kind.key for kind in sorted(KINDS.values(), key=lambda kind: kind.code)]
    assert list(judge().iter_errors(found)) == []
    assert recognise(path).format == "json"
    assert in_order(one.record for one in read_file(path).found) == in_order(SAMPLE)
    assert path.stat().st_mode & 0o077 == 0


def test_the_schema_refuses_what_the_fields_refuse(tmp_path: Path) -> None:
    found = written(tmp_path / "a.json", BodyMeasure(date=dt.date(2026, 3, 14), weight_kg=62.0))
    for change in ({"weight_kg": 6200}, {"weight_kg": "62"}, {"weight_kg": None}, {"weihgt_kg": 62}, {"id": "x"}):
        wrong = found | {"body": [found["body"][0] | change]}
        assert list(judge().iter_errors(wrong)), change


def test_an_attachment_travels_with_its_bytes(tmp_path: Path) -> None:
    held = Attachment(name="report.pdf", media_type="application/pdf", sha256=digest_of(PDF), record_id=SAMPLE[0].id)
    path = tmp_path / "a.json"
    found = written(path, held)
    assert base64.b64decode(found["attachments"][0]["content"]) == PDF
    assert read_file(path).contents == {digest_of(PDF): PDF}
    for content in ("", "%%%", base64.b64encode(b"%PDF other").decode(), 7):
        path.write_text(json.dumps(found | {"attachments": [found["attachments"][0] | {"content": content}]}))
        with pytest.raises(ImportRefusedError):
            read_file(path)


def test_a_document_that_another_program_has_formatted_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    found = written(path, *SAMPLE)
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(found, indent=4, ensure_ascii=True).replace("\n", "\r\n").encode())
    assert in_order(one.record for one in read_file(path).found) == in_order(SAMPLE)


BODY = '{"id": "0d4d8f5e-0b0a-4c8e-9d2a-6a0f4b7a0001", "date": "2026-03-14", "weight_kg": 62.0}'


def with_body(*rows: str) -> str:
    return f'{{"$schema": "{SCHEMA}", "body": [{", ".join(rows)}]}}'


def tried(path: Path, content: bytes) -> Reading | str:
    path.write_bytes(content)
    try:
        reading = read_file(path)
    except ImportRefusedError as refused:
        said = str(refused)
        assert "\n" not in said
        return said
    assert all(not problems(found.record) for found in reading.found)
    return reading


UNKEPT = "source holds characters that cannot be stored."


@pytest.mark.parametrize(
    "row, why",
    [
        ('{"date": "2026-03-14", "weight_kg": "62"}', "weight_kg: “62” is not a number written like 0.826."),
        ('{"date": "2026-03-14", "weight_kg": true}', "weight_kg: “true” is not a number written like 0.826."),
        ('{"date": "2026-03-14", "weight_kg": 1e300}', "Weight is between 20.0 and 300.0 kg."),
        ('{"date": "14.3.2026", "weight_kg": 62}', "date: “14.3.2026” is not a day written like 2026-03-14."),
        ('{"date": 20260314, "weight_kg": 62}', "date: “20260314” is not a text in quotation marks."),
        ('{"date": "2026-03-14", "weight_kg": 62, "source": "\\u0000"}', UNKEPT),
        ('{"date": "2026-03-14", "weight_kg": 62, "source": "\\ud800"}', UNKEPT),
        ('{"date": "2026-03-14", "weight_kg": 62, "typed": [{"field": "x", "text": "1"}]}',
         "It says something of a field that is not there: “x”."),
        ('{"date": "2026-03-14", "weight_kg": 62, "typed": 1}', "typed is not written as it should be."),
        ('{"weight_kg": 62}', "Date is needed."),
        ("[]", "This is not a record."), ("7", "This is not a record."),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_left_out_with_the_reason(tmp_path: Path, row: str, why: str) -> None:
    came = tried(tmp_path / "a.json", with_body(BODY, row).encode())
    assert isinstance(came, Reading)
    assert len(came.found) == 1
    assert [tuple(left) for left in came.skipped] == [("body, record 2", why)]


def test_the_same_id_twice_is_told(tmp_path: Path) -> None:
    came = tried(tmp_path / "a.json", with_body(BODY, BODY).encode())
    assert isinstance(came, Reading)
    assert came.skipped[0].why == "A record with this id stands at body, record 1."


def test_what_a_later_version_writes_is_named_once(tmp_path: Path) -> None:
    more = BODY.replace("}", ', "mood": "good"}')
    other = more.replace("0001", "0002")
    came = tried(tmp_path / "a.json", with_body(more, other).replace('"body"', '"moods": [1, 2], "body"').encode())
    assert isinstance(came, Reading)
    assert len(came.found) == 2
    assert [left.why for left in came.skipped] == [
        "This version of bonejournal does not know “moods”.", "This version of bonejournal does not know “mood”.",
    ]  # fmt: skip
    assert "later version" in str(tried(tmp_path / "a.json", with_body(BODY).replace(":1", ":2", 1).encode()))


def broken(wrap: Callable[[str], str]) -> list[tuple[bytes, str]]:
    """Files that cannot be read at all, each with what its sentence says."""
    deep = 100_000
    return [
        (wrap("[" * deep + "]" * deep).encode(), "nested too deeply"),
        (wrap('{"a": ' * 60 + "1" + "}" * 60).encode(), "nested too deeply"),
        (wrap("NaN").encode(), "“NaN”"), (wrap("-Infinity").encode(), "“-Infinity”"),
        (wrap("1" * 100_000).encode(), "where a number stands"),
        (wrap("1e999999999999").encode(), "where a number stands"),
        (wrap('{"a": 1, "a": 2}').encode(), "says “a” twice"),
        (wrap('{"a": 1').encode(), "line 1"), (wrap('"a').encode(), "not whole JSON"), (wrap("").encode()[:-1], "JSON"),
        (wrap(BODY).encode() + b"x", "not whole JSON"), (wrap('"\xff"').encode("latin-1"), "UTF-8"),
        (wrap(BODY).encode() + b"\0", "not whole JSON"),
    ]  # fmt: skip


@pytest.mark.parametrize("start", [f'{{"$schema": "{SCHEMA}", "body": [', '{"resourceType": "Bundle", "entry": ['])
def test_files_that_want_to_do_harm_get_one_sentence(tmp_path: Path, start: str) -> None:
    for content, said in broken(lambda inner: f"{start}{inner}]}}"):
        came = tried(tmp_path / "a.json", content)
        assert isinstance(came, str), content[:80]
        assert said in came, came


def test_a_name_twice_at_the_top_is_refused(tmp_path: Path) -> None:
    came = tried(tmp_path / "a.json", with_body(BODY).replace("]}", '], "body": []}').encode())
    assert came == "a.json says “body” twice in one place, and which is meant cannot be told."


def test_a_value_without_end_is_given_up_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"$schema": "%s", "junk": "' % SCHEMA.encode() + b"x" * 150_000_000)
    tracemalloc.start()
    with pytest.raises(ImportRefusedError, match="not whole JSON"):
        read_file(path)
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()


@given(cut=st.integers(0, 10_000), at=st.integers(0, 10_000), byte=st.binary(max_size=2), fhir=st.booleans())
@settings(max_examples=150, suppress_health_check=SLOW, deadline=None)
def test_torn_and_altered_files_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, byte: bytes, fhir: bool
) -> None:
    path = tmp_path_factory.mktemp("torn") / "a.json"
    some = [record for record in SAMPLE if record.KIND.key in ("profile", "dxa", "labs")][:4]
    if fhir:
        export_fhir(each_of(some), path, dt.date(2026, 11, 12))
    else:
        export_json(each_of(some), path, {}.get)
    whole = path.read_bytes()
    spoilt = whole[: at % len(whole)] + byte + whole[at % len(whole) + 1 :]
    tried(path, spoilt[: len(spoilt) - cut % 3])


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the collection of broken files is not on this machine")
def test_a_collection_of_broken_json(tmp_path: Path) -> None:
    for file in sorted((BESIDE / "json").rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            tried(tmp_path / "a.json", content)
            tried(tmp_path / "a.json", b'{"$schema": "%s", "body": [%s]}' % (SCHEMA.encode(), content))
            tried(tmp_path / "a.json", b'{"resourceType": "Bundle", "entry": [%s]}' % content)
