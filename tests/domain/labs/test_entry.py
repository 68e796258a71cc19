"""A lab report from the texts of its form, and what is said beside each line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.entry import Habit
from bonejournal.domain.labs.another_unit import in_unit, interval_in_unit
from bonejournal.domain.labs.entry import Line, lines_of, parse_result, read_panel, texts_of, tidied
from bonejournal.domain.labs.expected import History
from bonejournal.domain.labs.panels import Comparator, LabPanel, LabResult, likely_unit
from bonejournal.domain.labs.verdict import last_time, verdict
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.domain.record import Around, Typed
from bonejournal.domain.units import UnitError
from bonejournal.domain.words import MINUS, THIN

HABIT = Habit(dt.date(2026, 11, 12))


def D(text: str) -> Decimal:
    return Decimal(text)


def ctx(value: str, unit: str = "ng/L") -> LabResult:
    return LabResult(analyte="ctx", value=D(value), unit=unit, ref_low=D("111"), ref_high=D("791"))


def panel(day: dt.date, *results: LabResult, lab: str = "Northgate", fasting: bool | None = True) -> LabPanel:
    return LabPanel(date=day, time=dt.time(8, 10), fasting=fasting, lab=lab, results=results)


BEFORE = panel(dt.date(2024, 11, 4), ctx("512"))
DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate("2024-11-18"),
    schedule="every 6 months",
)  # fmt: skip


def test_a_panel_comes_back_from_its_texts_as_it_was_printed() -> None:
    made = panel(
        dt.date(2026, 11, 5),
        LabResult(analyte="calcium", value=D("2.20"), unit="mmol/L", ref_low=D("2.20"), ref_high=D("2.60")),
        LabResult(analyte="egfr", value=D("90"), comparator=Comparator.MORE, unit="mL/min/1.73 m²", specimen="serum"),
        LabResult(analyte="Vit. B12, active", value=D("70"), unit="pmol/L"),
    )
    texts = texts_of(made)
    assert texts["calcium.value"] == "2.20"
    assert texts["egfr.sign"] == ">"
    read = read_panel(made, texts, [], HABIT)
    assert read.panel == made
    assert read.unread == []
    fresh = read_panel(LabPanel(date=HABIT.today), texts, lines_of(made), HABIT).panel
    assert [(row.analyte, row.value, row.comparator) for row in fresh.results] == [
        ("calcium", D("2.20"), None),
        ("egfr", D("90"), Comparator.MORE),
        ("Vit. B12, active", D("70"), None),
    ]


@pytest.mark.parametrize("name", ["ctx", "Vit. B12", "25-OH/D3 ~ α", "a%2Eb"])
def test_a_row_is_named_without_a_point_and_found_again(name: str) -> None:
    for line in (Line(name), Line(name, 2)):
        assert "." not in line.key
        assert "~" not in Line(name).key
        assert Line.of(line.key) == line


def test_empty_rows_are_no_results_and_order_is_kept() -> None:
    base = panel(dt.date(2026, 11, 5), ctx("184"), LabResult(analyte="tsh", value=D("1.9"), unit="mIU/L"))
    texts = {**texts_of(base), "ctx.value": "", "pth.value": "5.1", "pth.unit": "pmol/L", "alp.value": " "}
    read = read_panel(base, texts, [Line("ctx"), Line("pth"), Line("alp"), Line("tsh")], HABIT)
    assert [row.analyte for row in read.panel.results] == ["tsh", "pth"]
    assert read.keys == ("tsh", "pth")


def test_what_was_typed_stays_beside_its_value_while_that_stands() -> None:
    base = replace(
        panel(dt.date(2026, 11, 5), ctx("184"), LabResult(analyte="hba1c", value=D("38"), unit="mmol/mol")),
        typed=(Typed("results.0.value", "0.184 ng/mL"), Typed("results.1.value", "5.6 %")),
    )
    texts = texts_of(base)
    assert read_panel(base, {**texts, "ctx.value": ""}, [], HABIT).panel.typed == (Typed("results.0.value", "5.6 %"),)
    assert read_panel(base, {**texts, "hba1c.value": "39"}, [], HABIT).panel.typed == (
        Typed("results.0.value", "0.184 ng/mL"),
    )


@pytest.mark.parametrize(
    "typed, sign, value, unit",
    [
        ("184", "", "184", ""),
        ("<5", "<", "5", ""),
        ("≥ 90 ml/min/1.73 m2", ">=", "90", "ml/min/1.73 m2"),
        ("33,5 ng/ml", "", "33.5", "ng/ml"),
        (".45", "", "0.45", ""),
    ],
)
def test_a_result_is_read_as_it_stands_on_paper(typed: str, sign: str, value: str, unit: str) -> None:
    parsed = parse_result(typed)
    assert parsed is not None
    assert (parsed.sign, parsed.value, parsed.unit) == (sign, D(value), unit)


def test_words_are_no_result() -> None:
    with pytest.raises(UnitError, match="“negative” is not a number"):
        parse_result("negative")
    read = read_panel(LabPanel(date=HABIT.today), {"ctx.value": "negative"}, [Line("ctx")], HABIT)
    assert [problem.field for problem in read.unread] == ["ctx.value"]


def test_a_field_that_is_left_hands_sign_and_unit_on() -> None:
    texts = {"25ohd.value": "<33 NG/ML", "25ohd.low": "50 – 125", "egfr.high": ">60", "alp.low": "low"}
    assert tidied(texts, "25ohd.value") == {"25ohd.value": "33", "25ohd.sign": "<", "25ohd.unit": "ng/mL"}
    assert tidied(texts, "25ohd.low") == {"25ohd.low": "50", "25ohd.high": "125"}
    assert tidied(texts, "egfr.high") == {"egfr.low": "60", "egfr.high": ""}
    assert tidied(texts, "alp.low") == {}


def test_the_last_panel_is_listed_and_where_it_is_short_those_before() -> None:
    tsh, hba1c = LabResult(analyte="tsh", value=D("2.1")), LabResult(analyte="hba1c", value=D("38"))
    old = panel(dt.date(2020, 1, 1), LabResult(analyte="fsh", value=D("60")))
    history = History([panel(dt.date(2026, 5, 11), ctx("203"), tsh), panel(dt.date(2026, 1, 12), hba1c, tsh), old])
    assert [line.analyte for line in history.lines()] == ["ctx", "tsh", "hba1c"]
    assert [line.analyte for line in history.lines(most=2)] == ["ctx", "tsh"]
    assert [line.analyte for line in History([]).lines()][:3] == ["ctx", "pinp", "25ohd"]


def test_the_interval_is_the_one_this_laboratory_printed_beside_this_unit() -> None:
    other = LabResult(analyte="ctx", value=D("0.3"), unit="ng/mL", ref_low=D("0.1"), ref_high=D("0.7"))
    history = History([BEFORE, panel(dt.date(2025, 1, 1), other, lab="Southgate")])
    assert history.labs() == ("Southgate", "Northgate")
    assert history.expected("ctx", "northgate ").unit == "ng/L"
    assert history.expected("ctx", "Northgate").high == "791"
    assert history.expected("ctx", "Southgate").low == "0.1"
    assert history.expected("ctx", "Northgate", "ng/mL").low == ""
    assert history.expected("ctx", "Elsewhere").unit == "ng/mL"
    assert history.expected("ctx", "Elsewhere").high == ""
    assert history.expected("pth", "Northgate").unit == "pg/mL"
    assert history.expected("Zonulin", "Northgate").unit == ""


def test_last_time_is_told_in_the_unit_of_now() -> None:
    found = History([BEFORE]).before("ctx", panel(dt.date(2026, 11, 5)))
    assert last_time(found, "ng/L") == "512, 4 Nov 2024"
    assert last_time(found, "ng/mL") == "0.512, 4 Nov 2024"
    assert last_time(found, "U/L") == "512 ng/L, 4 Nov 2024"
    assert History([BEFORE]).before("ctx", panel(dt.date(2024, 11, 3))) is None
    assert last_time(None, "ng/L") == ""


def test_a_marker_is_set_against_its_baseline() -> None:
    now = panel(dt.date(2026, 11, 5), ctx("184"))
    said = verdict(now, now.results[0], [BEFORE], [DENOSUMAB])
    assert (said.mark, said.words, said.ink) == ("loss", f"{MINUS}64{THIN}%, real fall", "met")
    now = panel(dt.date(2026, 11, 5), ctx("400"))
    assert verdict(now, now.results[0], [BEFORE], [DENOSUMAB]).words == f"{MINUS}22{THIN}%, within noise"
    now = panel(dt.date(2026, 11, 5), ctx("1.0", "ng/mL"))
    said = verdict(now, now.results[0], [BEFORE], [DENOSUMAB])
    assert (said.words, said.ink) == (f"+95{THIN}%, real rise", "talk")


def test_a_draw_that_cannot_be_compared_is_said_and_a_first_one_is_seen_against_its_interval() -> None:
    now = panel(dt.date(2026, 11, 5), ctx("184"), fasting=False)
    assert verdict(now, now.results[0], [BEFORE], []).words == "not compared: not fasting"
    now = replace(now, fasting=True, time=dt.time(14, 30))
    assert verdict(now, now.results[0], [BEFORE], []).words == "not compared: drawn at 14:30"
    now = panel(dt.date(2026, 11, 5), ctx("84"))
    assert verdict(now, now.results[0], [], []).words == "below the lab’s interval"


@pytest.mark.parametrize(
    "value, sign, words",
    [("50", None, "in the lab’s interval"), ("50", Comparator.LESS, "below the lab’s interval"),
     ("125.1", None, "above the lab’s interval")],
)  # fmt: skip
def test_other_results_are_seen_against_their_laboratory(value: str, sign: Comparator | None, words: str) -> None:
    result = LabResult(
        analyte="25ohd", value=D(value), comparator=sign, unit="nmol/L", ref_low=D("50"), ref_high=D("125")
    )
    assert verdict(panel(dt.date(2026, 11, 5), result), result, [], []).words == words


def test_without_an_interval_or_a_value_there_is_no_verdict() -> None:
    bare = LabResult(analyte="tsh", value=D("1.9"), unit="mIU/L")
    assert verdict(panel(dt.date(2026, 11, 5), bare), bare, [], []).words == "no interval given"
    empty = LabResult(analyte="tsh")
    assert verdict(panel(dt.date(2026, 11, 5), empty), empty, [], []).words == ""
    assert verdict(panel(dt.date(2026, 11, 5), ctx("0.45")), ctx("0.45"), [BEFORE], []).words == ""


def test_a_unit_that_was_mixed_up_is_asked_about_in_both() -> None:
    result = LabResult(analyte="25ohd", value=D("75"), unit="ng/mL")
    (asked,) = panel(dt.date(2026, 11, 5), result).questions(Around(HABIT.today))
    assert asked.text == "75 ng/mL would be 187 nmol/L. Is it 75 nmol/L?"
    assert (asked.field, asked.fix) == ("results.0.unit", "nmol/L")
    assert likely_unit(result) == "nmol/L"
    assert likely_unit(replace(result, unit="nmol/L")) == ""
    assert likely_unit(ctx("0.45")) == "ng/mL"
    assert list(panel(dt.date(2026, 11, 5), ctx("0.45")).questions(Around(HABIT.today))) == []  # it is refused


def test_a_first_result_is_expected_in_the_units_of_her_country_and_then_in_those_of_her_laboratory() -> None:
    assert History([]).expected("25ohd", "").unit == "ng/mL"
    assert History([], si=True).expected("25ohd", "").unit == "nmol/L"
    assert History([], si=True).expected("ctx", "").unit == "ng/L"
    us = panel(dt.date(2025, 1, 1), LabResult(analyte="calcium", value=Decimal("9.4"), unit="mg/dL"), lab="Southgate")
    history = History([us], si=True)
    assert history.expected("25ohd", "Southgate").unit == "ng/mL"
    assert history.expected("25ohd", "Northgate").unit == "ng/mL"


def test_another_unit_is_worked_out_and_goes_back_without_losing_a_digit() -> None:
    there = in_unit({"25ohd.value": "82", "25ohd.unit": "ng/ml"}, "25ohd", "nmol/L")
    assert there == {"25ohd.value": "32.85", "25ohd.value.was": "82 nmol/L"}
    back = in_unit({"25ohd.value": "32.85", "25ohd.unit": "nmol/L"}, "25ohd", "ng/mL", "82 nmol/L")
    assert back == {"25ohd.value": "82", "25ohd.value.was": ""}
    assert in_unit({"ctx.value": "0,184", "ctx.unit": "ng/L"}, "ctx", "ng/mL")["ctx.value"] == "184"
    assert in_unit({"hba1c.value": "38", "hba1c.unit": "%"}, "hba1c", "mmol/mol")["hba1c.value"] == "5.628"
    assert in_unit({"25ohd.value": "82", "25ohd.unit": "bottles"}, "25ohd", "nmol/L") == {}
    assert in_unit({"ctx.value": "184", "ctx.unit": "pg/mL"}, "ctx", "ng/L") == {}
    ends = interval_in_unit({"25ohd.low": "50", "25ohd.high": "", "25ohd.unit": "ng/mL"}, "25ohd", "nmol/L")
    assert ends == {"25ohd.low": "20.03"}
