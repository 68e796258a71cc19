from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.domain.labs.analytes import analyte_index, analytes
from bonejournal.domain.labs.panels import LabPanel, LabResult, converted, factor, label
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.record import Around, Question, problems
from tests.domain.making import panel, result_of

TODAY = Around(dt.date(2026, 11, 12))


def asked(*results: LabResult) -> list[Question]:
    return list(panel("2026-11-01", *results).questions(TODAY))


def refused(*results: LabResult) -> list[str]:
    return [problem.text for problem in problems(panel("2026-11-01", *results))]


@pytest.mark.parametrize(
    "analyte, value, unit, own",
    [
        ("ctx", "0.45", "ng/mL", "450"),
        ("ctx", "450", "pg/mL", "450"),
        ("pinp", "62", "ng/ml", "62"),
        ("25ohd", "124.8", "nmol/L", "50"),
        ("pth", "5.3", "pmol/L", "50"),
        ("calcium", "2.495", "mmol/L", "10"),
        ("hba1c", "100", "mmol/mol", "11.300"),
        ("glucose", "5.55", "mmol/L", "100"),
        ("trap5b", "420", "mU/dL", "4.20"),
        ("creatinine", "88.4", "umol/l", "1"),
        ("igf1", "13.1", "nmol/L", "100"),
        ("homocysteine", "1", "mg/L", "7.397"),
    ],
)
def test_a_unit_is_turned_exactly_into_the_analytes_own(analyte: str, value: str, unit: str, own: str) -> None:
    assert analytes()[analyte].own(Decimal(value), unit) == Decimal(own)


def test_families_of_units_are_kept_apart() -> None:
    assert factor("bone_alp", "U/L", "µg/L") is None
    assert converted("bone_alp_activity", Decimal(20), "µg/L", "U/L") is None
    assert factor("hba1c", "mmol/mol", "%") is None  # no single number leads from one to the other
    assert converted("hba1c", Decimal(42), "mmol/mol", "%") == Decimal("5.99416")
    assert factor("something else", "a", "a") == 1
    assert factor("something else", "a", "b") is None


@given(st.sampled_from(sorted(analytes())), st.decimals("0.01", "5000", places=2), st.data())
def test_there_and_back_is_the_same(key: str, value: Decimal, data: st.DataObject) -> None:
    names = [unit.name for unit in analytes()[key].units]
    start, end = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    there = converted(key, value, start, end)
    assert there is not None
    back = converted(key, there, end, start)
    assert back is not None
    assert abs(back - value) < Decimal("1e-15")


def test_spellings_of_a_unit_are_one() -> None:
    for written in ("µg/L", "ug/l", "mcg/L", "μg/L", " µg / L "):
        assert factor("pinp", written, "ng/mL") == 1
    assert analytes()["fsh"].unit_named("mIU/mL") is analytes()["fsh"].unit_named("IU/L")
    assert analytes()["egfr"].unit_named("ml/min/1.73m²") is not None


@pytest.mark.parametrize(
    "analyte, value, unit, fix",
    [
        ("25ohd", "75", "ng/mL", "nmol/L"),
        ("pth", "4.5", "pg/mL", "pmol/L"),
        ("estradiol", "200", "pg/mL", "pmol/L"),
        ("testosterone", "0.7", "ng/dL", "nmol/L"),
        ("insulin", "60", "µIU/mL", "pmol/L"),
        ("25ohd", "20", "", "ng/mL"),
    ],
)
def test_a_unit_that_was_mixed_up_is_asked_about(analyte: str, value: str, unit: str, fix: str) -> None:
    (question,) = asked(result_of(analyte, value, unit))
    assert (question.field, question.fix) == ("results.0.unit", fix)


@pytest.mark.parametrize("value, unit", [("30", "ng/mL"), ("75", "nmol/L"), ("60", "ng/mL")])
def test_a_usual_result_is_not_asked_about(value: str, unit: str) -> None:
    assert asked(result_of("25ohd", value, unit)) == []


@pytest.mark.parametrize(
    "analyte, value, unit, meant",
    [("ctx", "0.45", "ng/L", "0.45 ng/mL"), ("calcium", "2.4", "mg/dL", "2.4 mmol/L"), ("calcium", "96", "mg/dL", "")],
)
def test_what_no_sample_holds_is_refused_with_the_likely_unit(analyte: str, value: str, unit: str, meant: str) -> None:
    (said,) = refused(result_of(analyte, value, unit))
    assert said.endswith(f"Did you mean {meant}?") if meant else "Did you mean" not in said


def test_a_result_below_what_can_be_measured_is_taken() -> None:
    assert refused(result_of("ctx", "3", "ng/L", comparator="<")) == []
    assert refused(result_of("ctx", "3", "ng/L"))


def test_an_unknown_test_and_an_unknown_unit_are_kept_as_typed() -> None:
    assert refused(result_of("ferritin", "40", "ng/mL"), result_of("ctx", "2", "bananas")) == []
    (question,) = asked(result_of("ctx", "2", "bananas"))
    assert question.key == "unit"
    assert result_of("ctx", "2", "bananas").own is None
    assert label("ferritin") == "ferritin"


def test_a_panel_needs_a_result_and_an_interval_the_right_way_round() -> None:
    assert refused() == ["Type at least one result."]
    assert refused(result_of("calcium", "9", "mg/dL", low="10", high="8")) == ["The interval begins above its end."]


def test_a_value_far_outside_its_interval_and_the_same_test_twice_are_asked_about() -> None:
    assert [q.key for q in asked(result_of("hs_crp", "40", "mg/L", high="3"))] == ["far"]
    twice = result_of("calcium", "9", "mg/dL")
    assert [q.key for q in asked(twice, twice)] == ["twice"]


def test_a_printed_number_keeps_its_digits() -> None:
    assert result_of("calcium", "2.20", "mmol/L").said() == "Calcium 2.20 mmol/L"
    assert result_of("egfr", "60", "mL/min/1.73 m²", comparator="<").said() == "eGFR < 60 mL/min/1.73 m²"


def test_every_analyte_is_found_by_every_name_of_it() -> None:
    for analyte in analytes().values():
        for name in (analyte.name, *analyte.names):
            assert analyte_index().exactly(name) is analyte, name


def test_the_catalogue_is_whole() -> None:
    assert len(analytes()) >= 36
    for analyte in analytes().values():
        own = analyte.units[0]
        assert (own.times, own.per, own.plus) == (1, 1, 0), analyte.key
        assert analyte.hard[0] <= analyte.usual[0] < analyte.usual[1] <= analyte.hard[1], analyte.key
        assert analyte.sampling.endswith("."), analyte.key
    told = {key: analyte.lsc_source for key, analyte in analytes().items() if analyte.lsc_percent}
    assert told == {"ctx": "iof_ects_2017", "pinp": "iof_ects_2017"}
    assert {source.key for source in load_sources()} >= set(told.values())
    assert isinstance(panel("2026-01-01", result_of("ctx", "1")), LabPanel)
