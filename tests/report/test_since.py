"""What changed since the last visit, by examples: each line says what there is, with its day, and nothing more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import Side
from bonejournal.domain.dates import PartialDate
from bonejournal.domain.falls.events import BrokenSite, Fall, Fracture, Injury
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind, Dose
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.exchange.formats import sample
from bonejournal.report.fractures import bone_words
from bonejournal.report.gather import gather
from bonejournal.report.since import Changed, came_words, since_block, since_lines
from bonejournal.report.values import Choices
from tests.domain.making import HIP, RADIUS, SPINE, row, scan

ON, START = dt.date(2026, 11, 12), dt.date(2026, 5, 12)
COURSE = Course(
    id="c", name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, schedule="every 6 months",
    start=PartialDate("2024-11-18"),
)  # fmt: skip


def snapshot(*records: Record, on: dt.date = ON) -> Snapshot:
    held: dict[str, list[Record]] = {}
    for one in sorted(records, key=lambda record: record.day or dt.date.min):
        held.setdefault(one.KIND.key, []).append(one)
    return Snapshot(on, {key: tuple(found) for key, found in held.items()})


def line(key: str, *records: Record, start: dt.date | None = START, on: dt.date = ON) -> Changed:
    return next(one for one in since_lines(snapshot(*records, on=on), start) if one.key == key)


def dose(day: str, *, taken: bool = True, reason: str = "") -> Dose:
    return Dose(medication_id="c", date=dt.date.fromisoformat(day), taken=taken, reason=reason)


def panel(day: str, *results: LabResult) -> LabPanel:
    return LabPanel(date=dt.date.fromisoformat(day), results=results)


def pth(value: str, comparator: Comparator | None = None) -> LabResult:
    return LabResult(
        analyte="pth", value=Decimal(value), comparator=comparator, unit="pg/mL", ref_low=Decimal(15),
        ref_high=Decimal(65),
    )  # fmt: skip


def body(day: str, **values: float) -> BodyMeasure:
    return BodyMeasure(date=dt.date.fromisoformat(day), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "doses, said",
    [
        (
            ["2025-11-19", "2026-05-20"],
            "Denosumab given 20 May 2026. Next due 20 Nov 2026. Nothing started or stopped.",
        ),
        (["2025-11-19"], "Denosumab due since 19 May 2026, not on record as given. Nothing started or stopped."),
        (
            ["2025-11-19", "2026-07-01"],
            "Denosumab given 1 Jul 2026, 6 weeks after its day. Next due 1 Jan 2027. Nothing started or stopped.",
        ),
    ],
)
def test_injections_are_told_with_their_days_and_how_late_they_came(doses: list[str], said: str) -> None:
    assert line("medication", COURSE, *map(dose, doses)).said == said


def test_a_dose_to_come_is_named_where_none_was_given_since() -> None:
    said = line("medication", COURSE, dose("2026-05-20"), start=dt.date(2026, 6, 1)).said
    assert said == "Denosumab next due 20 Nov 2026. Nothing started or stopped."


def test_without_an_earlier_visit_the_medicines_on_record_are_named() -> None:
    pill = Course(id="p", name="Omeprazole", kind=CourseKind.MEDICINE, start=PartialDate("2020"))
    assert line("medication", pill, start=None).said == "On record: Omeprazole."
    both = line("medication", COURSE, pill, dose("2026-05-20"), start=None).said
    assert both == "Denosumab given 20 May 2026. Next due 20 Nov 2026. On record: Denosumab and Omeprazole."
    assert line("medication", start=None).said == "None recorded."


def test_a_fracture_without_a_date_is_on_record_and_not_new() -> None:
    broken = Fracture(site=BrokenSite.VERTEBRA, level="T8")
    assert line("fractures", broken, start=None).said == "vertebra T8."
    assert line("fractures", broken).said == "None recorded."


def test_another_bone_is_called_what_she_called_it() -> None:
    bone = Fracture(site=BrokenSite.OTHER, level="sacrum", side=Side.LEFT)
    assert bone_words(bone) == "left sacrum"
    assert bone_words(replace(bone, level="")) == "another bone, left"
    assert bone_words(Fracture(site=BrokenSite.VERTEBRA, level="T8")) == "vertebra T8"


def test_markers_of_two_days_each_have_their_own() -> None:
    ctx = LabResult(analyte="ctx", value=Decimal(150), unit="ng/L")
    pinp = LabResult(analyte="pinp", value=Decimal(45), unit="µg/L")
    drawn = panel("2026-09-01", ctx), panel("2026-10-01", pinp)
    assert line("markers", *drawn).said == "1 Sep 2026: CTX 150 ng/L. 1 Oct 2026: PINP 45 µg/L."
    assert line("markers", panel("2026-10-01", ctx, pinp)).said == "1 Oct 2026: CTX 150 ng/L, PINP 45 µg/L."


def test_a_change_from_an_earlier_scan_than_the_last_names_its_month() -> None:
    here, other = scan("2022-06-01", row(SPINE, 0.9)), scan("2024-06-01", row(SPINE, 0.7), serial="S2")
    said = line("scan", here, other, scan("2026-06-01", row(SPINE, 0.9))).said
    assert said == "1 Jun 2026: spine within LSC since Jun 2022."


def test_a_dose_that_was_left_out_is_told_with_its_reason() -> None:
    left_out = dose("2026-10-02", taken=False, reason="dental surgery")
    said = line("medication", COURSE, dose("2026-05-20"), left_out).said
    assert "Denosumab not given 2 Oct 2026: dental surgery." in said
    assert "not given" not in line("medication", COURSE, left_out, start=dt.date(2026, 10, 3)).said


def test_only_the_latest_result_of_a_test_is_seen_against_its_own_interval() -> None:
    high = panel("2026-06-01", pth("78"))
    assert line("labs", high).said == "Parathyroid hormone 78 pg/mL, lab 15–65 (1 Jun 2026)."
    assert line("labs", high, panel("2026-09-01", pth("40"))).said == "Each inside its lab’s interval."
    assert line("labs", panel("2026-06-01", pth("65", Comparator.MORE))).news
    assert not line("labs", panel("2026-05-11", pth("78"))).news


def test_without_an_interval_nothing_is_said_of_one() -> None:
    bare = LabResult(analyte="pth", value=Decimal(78), unit="pg/mL")
    assert line("labs", panel("2026-06-01", bare)).said == "None recorded."


def test_what_has_no_room_is_counted() -> None:
    many = [LabResult(analyte=f"test {at}", value=Decimal(9), unit="u", ref_high=Decimal(5)) for at in range(5)]
    assert line("labs", panel("2026-06-01", *many)).said.endswith("; 2 more.")


def test_a_scan_after_others_is_not_called_the_first() -> None:
    before, wrist = scan("2024-06-01", row(SPINE, 0.9)), scan("2026-06-01", row(RADIUS, 0.6))
    assert line("scan", wrist).said == "1 Jun 2026: first scan."
    assert line("scan", before, wrist).said == "1 Jun 2026: nothing at spine or hip to compare with."
    assert line("scan", before, scan("2026-06-01", row(HIP, 0.8))).said.endswith("to compare with.")
    assert "within LSC" in line("scan", before, scan("2026-06-01", row(SPINE, 0.9))).said


def test_height_and_weight_are_set_against_the_last_time_before() -> None:
    measures = (
        body("2025-10-13", height_cm=165.0), body("2026-05-10", weight_kg=62.4), body("2026-10-13", height_cm=164.6),
        body("2026-11-01", weight_kg=62.4),
    )  # fmt: skip
    assert line("body", *measures).said == "Height 164.6 cm, −0.4 cm since Oct 2025. Weight 62.4 kg, as in May 2026."
    assert line("body", *measures, start=dt.date(2026, 10, 20)).said == "Weight 62.4 kg, as in May 2026."
    assert line("body", measures[0], start=None).said == "Height 165.0 cm (Oct 2025)."
    assert not line("body", measures[0]).news


def test_two_weights_of_a_month_are_told_by_their_days_and_of_two_of_a_day_the_last_stands_alone() -> None:
    first, again = body("2026-11-01", weight_kg=62.4), body("2026-11-01", id="z", weight_kg=62.0)
    assert line("body", first, again).said == "Weight 62.0 kg (Nov 2026)."
    later = body("2026-11-09", weight_kg=62.1)
    assert line("body", first, later).said == "Weight 62.1 kg, −0.3 kg since 1 Nov 2026."


def test_falls_are_counted_in_words() -> None:
    falls = [Fall(date=dt.date(2026, 8, day)) for day in (22, 29)]
    assert line("falls", falls[0]).said == "1 fall, 22 Aug 2026."
    assert line("falls", *falls).said == "2 falls, the latest 29 Aug 2026."


def test_a_fracture_is_named_once_for_a_fall() -> None:
    broke = Fall(date=dt.date(2026, 8, 22), injury=Injury.FRACTURE, fracture=True, hit_head=False)
    assert came_words(broke) == "fracture, head not hit"
    assert came_words(replace(broke, injury=Injury.HEAD, fracture=None)) == "head injury, head not hit"
    assert came_words(replace(broke, injury=Injury.OTHER, fracture=None, hit_head=None)) == "another injury"
    assert came_words(replace(broke, injury=Injury.NONE, fracture=None, hit_head=None)) == "no injury"
    assert came_words(replace(broke, injury=Injury.BRUISE)) == "bruise, a bone broke, head not hit"


def test_on_paper_five_lines_always_stand_and_two_only_with_news() -> None:
    def heads(*records: Record) -> list[str]:
        block = since_block(snapshot(*records), START, Choices())
        assert block is not None
        assert block.levels[0] is not None
        return [row[0][0][0].text for row in block.levels[0].tables[0].rows]

    usual = ["Fractures", "Falls", "Scan", "Medication", "CTX, PINP"]
    assert heads() == usual
    assert heads(panel("2026-06-01", pth("78")), body("2026-11-01", weight_kg=62.0)) == [*usual, "Labs", "Body"]


def test_a_weight_of_long_before_is_found_for_a_visit_of_long_ago() -> None:
    from bonejournal.domain.visit import Visit

    asked: list[tuple[dt.date, dt.date]] = []

    class Held:
        def snapshot(self, on: dt.date) -> Snapshot:
            return snapshot(Visit(date=START), body("2026-11-01", weight_kg=61.0), on=on)

        def between(self, cls: type[BodyMeasure], start: dt.date, end: dt.date) -> tuple[BodyMeasure, ...]:
            asked.append((start, end))
            return (body("2026-05-01", weight_kg=62.0),) if start <= dt.date(2026, 5, 1) <= end else ()

        def referring(self, ids: object) -> tuple[Record, ...]:
            return ()

        def days_of(self, *_asked: object) -> list[tuple[str, dt.date]]:
            return []

        def parts_done(self, *_asked: object) -> list[tuple[dt.date, int]]:
            return []

    whole = gather(Held(), ON)  # type: ignore[arg-type]
    said = {one.key: one.said for one in since_lines(whole, START)}
    assert said["body"] == "Weight 61.0 kg, −1.0 kg since May 2026."
    assert all((end - start).days < 100 for start, end in asked)


def test_for_her_it_is_said_without_a_doctors_abbreviations() -> None:
    found = snapshot(*(change.record for change in sample().step.changes))  # scans and markers moved in both ways
    hers = {one.key: one.said for one in since_lines(found, START, hers=True)}
    doctors = {one.key: one.said for one in since_lines(found, START)}
    assert "LSC" in doctors["scan"]
    assert "LSC" in doctors["markers"]
    assert not any("LSC" in said for said in hers.values())
    assert "a real change" in hers["scan"]
    assert "within measurement noise" in hers["scan"]
    assert {key for key in hers if hers[key] != doctors[key]} == {"scan", "markers"}
