"""The CSV bundle in and out."""

from __future__ import annotations

import csv
import datetime as dt
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from bonejournal.domain.attachment import Attachment, digest_of
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan, Site
from bonejournal.domain.profile import Profile, Sex
from bonejournal.domain.record import Kept, Record, Typed
from bonejournal.domain.resources import resource
from bonejournal.exchange.bundle_out import bundle_files, export_bundle
from bonejournal.exchange.cells import guarded, unguarded
from bonejournal.exchange.formats import read_file, sample
from bonejournal.exchange.reader import ImportRefusedError, Reading
from bonejournal.exchange.sheet import sheets
from tests.exchange.records import NASTY, PDF, journals, scan, texts

DXA = (
    "id,date,facility,make,model,serial,software,site,side,vertebrae,exclusion_reason,"
    "bmd_g_cm2,bmc_g,area_cm2,t_score,z_score,tbs,lsc_g_cm2,notes"
)
BODY = "id,date,weight_kg,height_cm,waist_cm,lean_mass_kg,fat_mass_kg,source"
PROFILE = (
    "today,name,birth_date,sex,menopause_date,menopause_kind,height_cm,peak_height_cm,impact_cleared,impact_cleared_by,"
    "impact_cleared_on,protein_target_g_kg,parent_hip_fracture,smoking,alcohol_units_week,units,notes"
)
PUBLISHED = {
    "profile": PROFILE,
    "dxa": DXA,
    "labs": "id,date,time,fasting,lab,assay,specimen,analyte,value,comparator,unit,ref_low,ref_high,notes",
    "workouts": "id,date,start,minutes,kind,title,exercise,set,set_type,reps,load_kg,seconds,impacts,rpe,notes",
    "intake": (
        "id,date,time,position,meal,item,amount,unit,energy_kcal,protein_g,calcium_mg,vitamin_d_ug,vitamin_k_ug,"
        "vitamin_k2_ug,magnesium_mg,omega3_mg,supplement,course_id,source"
    ),
    "medications": "id,name,drug,kind,dose,route,schedule,start,stop,reason,prescriber,food_id,notes",
    "doses": "id,medication_id,date,time,amount,site,taken,reason,notes",
    "body": BODY,
    "sleep": "id,date,hours,source",
    "activity": "id,date,steps,source",
    "falls": "id,date,time,kind,place,activity,injury,fracture,hit_head,cause,notes",
    "fractures": "id,date,site,side,level,grade,mechanism,fragility,confirmed_by,imaging,notes",
    "function_tests": "id,date,test,value,unit,side,notes",
    "risk": "id,date,tool,model,major_percent,hip_percent,with_bmd,given_by,notes",
    "visits": "id,date,time,kind,clinician,place,purpose,outcome,next_visit,next_scan,next_labs,notes",
    "questions": "id,date,text,visit_id,position,answered",
    "assessments": "id,date,kind,result,notes",
    "targets": "id,low,high,reason,set_by,date",
    "foods": (
        "id,name,portion,portion_g,energy_kcal,protein_g,calcium_mg,vitamin_d_ug,vitamin_k_ug,vitamin_k2_ug,"
        "magnesium_mg,omega3_mg,source"
    ),
    "exercises": "key,name,classes,compound,pattern,groups,bone_sites,cautions",
    "templates": "id,name,kind,pin,content",
    "attachments": "id,record_id,name,media_type,sha256,notes",
}
ID = "11111111-2222-7333-8444-555555555555"


def written(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, "utf-8", newline="")
    return folder


def records(reading: Reading) -> list[Record]:
    return [found.record for found in reading.found]


def by_id(held: list[Record]) -> list[Record]:
    return sorted(held, key=lambda record: record.id)


def test_columns_are_the_published_ones() -> None:
    assert {sheet.kind.key: ",".join(sheet.columns) for sheet in sheets().values()} == PUBLISHED


def test_the_sample_comes_out_as_it_went_in() -> None:
    reading = read_file(resource("sample"))
    assert not reading.skipped
    assert not reading.warnings
    for name, content in bundle_files(records(reading)).items():
        assert content.replace(b"\r\n", b"\n") == (resource("sample") / name).read_bytes(), name


def test_the_sample_step_has_a_name_of_its_own() -> None:
    made = sample()
    assert made.step.label == "Sample journal"
    assert made.added == len(made.step.changes) > 70


@given(journals)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_journal_comes_back_equal_and_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, held: list[Record]
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    for out in (folder / "out", folder / "out.zip"):
        export_bundle(held, out, {digest_of(PDF): PDF})
        reading = read_file(out)
        assert not reading.skipped
        assert not reading.warnings
        assert set(reading.contents.values()) == {PDF for record in held if isinstance(record, Attachment)}
        assert by_id(records(reading)) == by_id(held)
        assert bundle_files(records(reading)) == bundle_files(held)


@given(texts)
@example("''=")
def test_the_guard_is_taken_away_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_no_text_cell_is_a_formula_and_numbers_stand_bare(tmp_path: Path) -> None:
    held = [scan(facility=text, notes=text) for text in NASTY]
    export_bundle(held, tmp_path / "out")
    with (tmp_path / "out" / "dxa.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert row["t_score"] == "-2.0"
        assert row["bmd_g_cm2"] == "0.826"
        assert not row["facility"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not row["notes"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_archive_is_the_same_bytes_for_the_same_records(tmp_path: Path) -> None:
    held = [scan(), BodyMeasure(date=dt.date(2026, 1, 1), weight_kg=62)]
    export_bundle(held, tmp_path / "a.zip")
    export_bundle(reversed(held), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_are_for_their_owner_alone_and_nothing_else_is_left(tmp_path: Path) -> None:
    export_bundle([scan()], tmp_path / "out")
    export_bundle([scan()], tmp_path / "out.zip")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    files = [*(tmp_path / "out").iterdir(), tmp_path / "out.zip"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len(files) == len(sheets()) + 3


def test_a_write_that_breaks_off_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export_bundle([scan()], out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bonejournal.exchange.bundle_out.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        export_bundle([scan(), scan()], out)
    with pytest.raises(OSError, match="No space"):
        export_bundle([scan()], tmp_path / "new")
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert not (tmp_path / "new").exists()


def test_rows_of_one_id_are_one_scan_and_a_later_row_that_differs_is_told(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        dxa=f"{DXA}\n{ID},2026-03-14,North,,,,,lumbar_spine,,,,0.826,,,-2.0,,,,A note\n"
        f"{ID},2026-03-14,South,,,,,total_hip,left,,,0.775,,,-1.4,,,,\n",
    )
    reading = read_file(file)
    (found,) = records(reading)
    assert isinstance(found, DxaScan)
    assert (found.facility, found.notes, len(found.sites)) == ("North", "A note", 2)
    assert reading.warnings == ("dxa.csv line 3 differs from line 2 in facility; the first is kept.",)


def test_ids_that_are_no_uuid_are_always_the_same_uuid(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        dxa=f"{DXA}\nscan 1,2026-03-14,,,,,,lumbar_spine,,,,0.826,,,,,,,\n"
        ",2026-03-15,,,,,,lumbar_spine,,,,0.826,,,,,,,\n,2026-03-15,,,,,,total_hip,left,,,0.7,,,,,,,\n",
        body=f"{BODY}\nscan 1,2026-03-14,62,,,,,\n,2026-03-15,62.0,,,,,\n",
    )
    once, twice = read_file(folder), read_file(folder)
    assert records(once) == records(twice)
    assert len({record.id for record in records(once)}) == 4
    export_bundle(records(once), tmp_path / "out")
    assert by_id(records(read_file(tmp_path / "out"))) == by_id(records(once))


def test_a_unknown_word_names_the_line_and_the_words(tmp_path: Path) -> None:
    file = written(
        tmp_path, dxa=f"{DXA}\n{ID},2026-03-14,,,,,,hip,,,,0.8,,,,,,,\n{ID},2026-03-14,,,,,,total_hip,,,,0.8,,,,,,,\n"
    )
    reading = read_file(file)
    (left,) = reading.skipped
    assert left.where == "dxa.csv line 2"
    assert "“hip”" in left.why
    assert "lumbar_spine, femoral_neck, total_hip" in left.why
    assert len(reading.found) == 1


@pytest.mark.parametrize(
    "cell",
    [
        "NaN",
        "inf",
        "-inf",
        "1e400",
        "1_000.5",
        "٠.٨",
        "0,826",
        "<0.5",
        "n/a",
        "0x1",
        "1e0",
        "+0.8",
        ".8",
        "8.",
        "--1",
        "9" * 500,
    ],
)
def test_a_cell_that_is_no_number_is_left_out_with_its_line(tmp_path: Path, cell: str) -> None:
    file = written(
        tmp_path,
        body=f'{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n,2026-03-15,"{cell}",,,,,scale\n',
    )
    reading = read_file(file)
    assert len(reading.found) == 1
    assert [left.where for left in reading.skipped] == ["body.csv line 3"]
    assert "weight_kg" in reading.skipped[0].why


@pytest.mark.parametrize(
    "cell, value", [("-2.7", -2.7), ("\u22122.7", -2.7), ("-0", 0.0), (" 1.5 ", 1.5), ("-0.0", 0.0)]
)
def test_negative_numbers_are_read(tmp_path: Path, cell: str, value: float) -> None:
    file = written(tmp_path, dxa=f"{DXA}\n{ID},2026-03-14,,,,,,total_hip,,,,,,,{cell},,,,\n")
    (found,) = records(read_file(file))
    assert isinstance(found, DxaScan)
    assert repr(found.sites[0].t_score) == repr(value)


@pytest.mark.parametrize(
    "cell",
    [
        "14/03/2026",
        "2026-02-30",
        "2026-3-14",
        "20260314",
        "0000-01-01",
        "2026-03-14T00:00",
        "ڣ",
        "0001-01-01",
        "9999-12-31",
    ],
)
def test_a_cell_that_is_no_day_is_left_out(tmp_path: Path, cell: str) -> None:
    file = written(tmp_path, body=f"{BODY}\n{ID},2026-03-14,62.0,,,,,\n,{cell},62.0,,,,,\n")
    assert [left.where for left in read_file(file).skipped] == ["body.csv line 3"]


def test_a_hard_limit_leaves_out_the_row_and_keeps_the_scan(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        dxa=f"{DXA}\n{ID},2026-03-14,,,,,,lumbar_spine,,,,826,,,,,,,\n{ID},2026-03-14,,,,,,total_hip,left,,,0.775,,,,,,,\n",
        originals=f"record_id,field,text\n{ID},sites.1.bmd_g_cm2,775 mg/cm²\n{ID},sites.0.bmd_g_cm2,826\n",
    )
    reading = read_file(file)
    assert [left.where for left in reading.skipped] == ["dxa.csv line 2", "originals.csv line 3"]
    (found,) = records(reading)
    assert isinstance(found, DxaScan)
    assert [row.site for row in found.sites] == [Site.TOTAL_HIP]
    assert found.typed == (Typed("sites.0.bmd_g_cm2", "775 mg/cm²"),)


def test_what_a_later_version_writes_is_left_out_with_a_reason(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        body=f"{BODY},bmi\n{ID},2026-03-14,62.0,,,,,scale,23\n",
        labs="id,date\n1,2026-03-14\n",
        strange="a,b\n1,2\n",
    )
    reading = read_file(file)
    assert len(reading.found) == 1
    assert {left.where for left in reading.skipped} == {"body.csv", "labs.csv", "strange.csv"}
    assert any("bmi" in left.why for left in reading.skipped)
    with pytest.raises(ImportRefusedError, match="labs.csv"):
        read_file(file / "labs.csv")


def test_one_file_of_ours_is_recognised_by_its_header(tmp_path: Path) -> None:
    file = tmp_path / "export (1).csv"
    file.write_text("\ufeffdate,site,bmd_g_cm2,t_score\r\n2026-03-14,total_hip,0.775,-1.4\r\n", "utf-8", newline="")
    (found,) = records(read_file(file))
    assert isinstance(found, DxaScan)
    for stranger in (
        "a,b,c\n1,2,3\n",
        "id,name,notes\n1,Ann,x\n",
        "",
        "\n\n",
        "date;weight\n2026-03-14;62\n",
        "id,date,mood,source\n",
    ):
        file.write_text(stranger, "utf-8")
        with pytest.raises(ImportRefusedError, match="not a file bonejournal can read"):
            read_file(file)


def test_semicolons_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    file.write_text(BODY.replace(",", ";") + f"\n{ID};2026-03-14;62,0;;;;;\n", "utf-8")
    with pytest.raises(ImportRefusedError, match="commas"):
        read_file(file)


def test_line_ends_blank_lines_and_trailing_commas_do_not_matter(tmp_path: Path) -> None:
    text = f"{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n,,,,,,,\n"
    variants = [text, "\ufeff" + text, text.replace("scale", "scale,,")]
    variants += [text.replace("\n", end) for end in ("\r\n", "\r", "\n\n")]
    expected = None
    for variant in variants:
        file = written(tmp_path, body=variant) / "body.csv"
        reading = read_file(file)
        assert not reading.skipped
        expected = expected or records(reading)
        assert records(reading) == expected


def test_rows_that_are_too_short_or_too_long_are_left_out(tmp_path: Path) -> None:
    file = written(
        tmp_path, body=f"{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n,2026-03-15,62\n,2026-03-16,62.0,,,,,scale,more\n"
    )
    assert [left.where for left in read_file(file).skipped] == ["body.csv line 3", "body.csv line 4"]


def test_a_row_that_repeats_an_id(tmp_path: Path) -> None:
    row = f"{ID},2026-03-14,62.0,,,,,scale\n"
    reading = read_file(written(tmp_path, body=f"{BODY}\n{row}{row}{row.replace('62', '63')}"))
    assert len(reading.found) == 1
    assert reading.warnings == ("body.csv line 3 says the same as line 2.",)
    assert [left.where for left in reading.skipped] == ["body.csv line 4"]


def test_an_id_stands_for_one_record_of_the_bundle(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        dxa=f"{DXA}\n{ID},2026-03-14,,,,,,total_hip,,,,0.8,,,,,,,\n",
        body=f"{BODY}\n{ID},2026-03-14,62.0,,,,,\n{Profile.SINGLETON},2026-03-14,62.0,,,,,\n",
        profile=f"{PROFILE}\n,Ann,,female,,,,,,,,,,,,,\n,Bea,,,,,,,,,,,,,,,\n",
    )
    reading = read_file(folder)
    assert [type(record) for record in records(reading)] == [Profile, DxaScan]
    found = records(reading)[0]
    assert isinstance(found, Profile)
    assert (found.name, found.sex) == ("Ann", Sex.FEMALE)
    assert [left.where for left in reading.skipped] == ["profile.csv line 3", "body.csv line 2", "body.csv line 3"]


def test_answers_and_originals_stay_with_their_records(tmp_path: Path) -> None:
    held = scan(typed=(Typed("sites.0.bmd_g_cm2", "826 mg/cm²"),), kept=(Kept("sites.0.t_score", "sign", "-2.0"),))
    export_bundle([held], tmp_path / "out")
    assert records(read_file(tmp_path / "out")) == [held]
    alone = read_file(tmp_path / "out" / "dxa.csv")
    assert records(alone) == [replace(held, typed=(), kept=())]
    assert alone.silent["dxa"] == {"typed", "kept"}


def test_many_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    file = written(tmp_path, body=f"{BODY}\n{ID},2026-03-14,62.0,,,,,scale\n" + ",x,62.0,,,,,scale\n" * 10_050)
    reading = read_file(file)
    assert len(reading.skipped) == 10_001
    assert reading.skipped[-1].why.startswith("50 more")


def test_a_scan_without_a_site_is_left_out(tmp_path: Path) -> None:
    file = written(tmp_path, dxa="date,site,tbs\n2026-03-14,,1.2\n") / "dxa.csv"
    with pytest.raises(ImportRefusedError, match="line 2: Site is needed"):
        read_file(file)


def test_a_folder_in_an_archive_is_found_and_what_lies_beside_it_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("helen/body.csv", f"{BODY}\n{ID},2026-03-14,62.0,,,,,\n")
        archive.writestr("helen/labs.csv", "id\n")
        archive.writestr("helen/attachments/1", "x")
        archive.writestr("__MACOSX/helen/._body.csv", "x")
    reading = read_file(tmp_path / "a.zip")
    assert len(reading.found) == 1
    assert [left.where for left in reading.skipped] == ["labs.csv", "attachments/1"]
