from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bonejournal.domain import said
from bonejournal.domain.body import height_loss
from bonejournal.domain.bone.comparison import compare
from bonejournal.domain.bone.density import Side, results
from bonejournal.domain.profile import Profile
from bonejournal.domain.resources import resource
from bonejournal.domain.words import dotted, number, percent, signed, spoken, tr, trn
from tests.domain.making import HIP, RADIUS, SPINE, body, day, result, row, scan

T = "\u2009"


def test_a_gain_names_its_amount_its_time_and_the_noise() -> None:
    pair = compare(result("2024-10-09", 0.772), result("2026-10-13", 0.826, lsc=0.027))
    assert said.comparison_sentence(pair) == (
        f"Your spine gained 0.054 g/cm² (7.0{T}%) between October 2024 and October 2026. "
        "That is more than this clinic’s measurement noise of 0.027 g/cm², so it is a real gain."
    )
    assert said.verdict_words(pair) == "Real gain"
    assert said.verdict_mark(pair) == "gain"
    assert said.change_words(pair) == f"+0.054 g/cm² (+7.0{T}%)"


def test_a_loss_is_worth_talking_about() -> None:
    pair = compare(result("2020-09-14", 0.998), result("2022-10-06", 0.941, lsc=0.030))
    assert "lost 0.057 g/cm²" in said.comparison_sentence(pair)
    assert said.comparison_sentence(pair).endswith("so it is a real loss. Worth talking about at your next visit.")


def test_two_scans_of_one_month_are_told_by_their_days() -> None:
    pair = compare(result("2024-10-09", 0.9), result("2024-10-30", 0.8))
    assert "between 9 October 2024 and 30 October 2024." in said.comparison_sentence(pair)
    again = compare(result("2023-10-09", 0.8), result("2024-10-30", 0.9))
    assert "between October 2023 and October 2024." in said.comparison_sentence(again)


def test_a_change_of_exactly_the_noise_is_not_called_more() -> None:
    pair = compare(result("2020-09-14", 0.9), result("2022-10-06", 0.87, lsc=0.03))
    assert "just as much as" in said.comparison_sentence(pair)


def test_noise_is_never_called_up_or_down() -> None:
    pair = compare(result("2024-10-09", 0.775), result("2026-10-13", 0.755, lsc=0.027))
    assert said.comparison_sentence(pair) == (
        f"Your spine changed by −0.020 g/cm² (−2.6{T}%). That is within this clinic’s measurement noise of "
        "0.027 g/cm²: it may have gone up, down or stayed the same."
    )
    assert said.verdict_words(pair) == "Within measurement noise"


def test_a_default_least_significant_change_is_called_a_default() -> None:
    pair = compare(result("2024-10-09", 1.0), result("2026-10-13", 1.0))
    assert "default" in said.comparison_sentence(pair)


def test_another_scanner_is_named_as_the_reason() -> None:
    pair = compare(result("2022-10-06", 0.9), result("2024-10-09", 0.8, serial="S2"))
    assert said.comparison_sentence(pair) == (
        "These two scans cannot be compared: they come from different scanners. "
        "The next scan on the A will be comparable again."
    )
    assert said.verdict_words(pair) == "Not comparable: other scanner"
    assert said.change_words(pair) == ""


def test_an_unnamed_scanner_is_not_called_another_one() -> None:
    one, other = (
        results(scan(date, row(SPINE, 0.9), make="", model="", serial="")) for date in ("2020-01-01", "2022-01-01")
    )
    pair = compare(one[0], other[0])
    assert "not on record whether" in said.comparison_sentence(pair)
    assert said.verdict_words(pair) == "Not comparable: scanner not on record"


def test_other_vertebrae_are_named() -> None:
    one, other = (results(scan("2020-01-01", row(SPINE, 0.9, vertebrae=text)))[0] for text in ("", "L1+L2+L4"))
    pair = compare(one, other)
    assert "one measures L1–L4, the other L1+L2+L4" in said.comparison_sentence(pair)
    assert said.verdict_words(pair) == "Not comparable: other vertebrae"


def test_a_site_without_an_agreed_default_has_no_verdict() -> None:
    pair = compare(result("2020-01-01", 0.6, site=RADIUS), result("2022-01-01", 0.5, site=RADIUS))
    assert said.comparison_sentence(pair).startswith("No verdict for the 1/3 radius")
    assert said.verdict_mark(pair) == "no_data"


def test_a_side_is_named() -> None:
    (left,) = results(scan("2020-01-01", row(HIP, 0.8, side=Side.LEFT)))
    assert said.site_words(left) == "left total hip"


def test_a_history_begins_with_what_there_is() -> None:
    assert said.history_sentence([], None).startswith("No scan yet.")
    assert said.history_sentence([result("2020-01-01", 0.9)], None).startswith("One scan so far.")


@pytest.mark.parametrize(
    "score, words",
    [(-1.0, "normal"), (-2.0, "low bone mass"), (-2.5, "osteoporosis")],
)
def test_a_range_is_the_whos(score: float, words: str) -> None:
    (found,) = results(scan("2024-10-09", row(SPINE, t=score)))
    assert said.t_sentence(found) == f"T-score {number(score, 1)}, in the range the WHO calls {words}."
    assert words not in said.t_sentence(found, ranges_apply=False)


def test_the_lowest_on_record_is_never_taken_back() -> None:
    (found,) = results(scan("2024-10-09", row(SPINE, t=-2.5)))
    assert said.lowest_ever(found) == "Lowest on record: −2.5, spine, October 2024"


def test_lost_height_names_its_source_only_from_the_threshold_on() -> None:
    tall = Profile(peak_height_cm=166.0)
    for now, told in ((162.2, "3.8 cm below your tallest. From 3.8 cm on"), (164.6, "1.4 cm below your tallest.")):
        lost = height_loss(tall, [body("2026-10-03", height=now)])
        assert lost is not None
        assert told in said.height_sentence(lost)
        assert ("BHOF" in said.height_sentence(lost)) is (now == 162.2)


def test_how_long_ago_a_scan_was_is_said_in_months() -> None:
    last = day("2024-10-13")
    assert "was on 13 October 2024" in said.scan_age(last, day("2024-11-12"), 24)
    assert "1 month ago" in said.scan_age(last, day("2024-11-13"), 24)
    assert "24 months ago" in said.scan_age(last, day("2026-10-13"), 24)
    assert "is due" in said.scan_due(day("2026-10-13"), last, day("2026-10-13"), 24)
    assert "was due" in said.scan_due(day("2026-10-13"), last, day("2026-10-14"), 24)
    assert said.scan_age(last, day("2026-10-13"), 1).endswith("the interval is 1 month.")
    assert said.scan_age(last, last, 1).endswith("the interval is 1 month.")
    for on in (last, day("2026-10-13")):
        assert "13 November 2024, 1 month after" in said.scan_due(day("2024-11-13"), last, on, 1)


def test_numbers_are_written_for_a_reader() -> None:
    assert [number(1200), number(-2.0, 1), number(-0.04, 1), number(0.1)] == ["1,200", "−2.0", "0.0", "0.1"]
    assert number(0.0005, 3) == "0.001"
    assert [signed(0.054, 3), signed(-0.02, 3), signed(0.0, 3), signed(1234.5)] == [
        "+0.054",
        "−0.020",
        "0.000",
        "+1,234.5",
    ]
    assert percent(6.995, sign=True) == f"+7.0{T}%"


FORBIDDEN = re.compile(
    r"\b(danger\w*|risk score|bad|poor|worse\w*|fail(s|ed|ing|ure)?|severe|abnormal|alarming|warning|you should|must|"
    r"need treatment|normal for your age|disease|patient|missed|streak|goal reached|congratulations|great job|oops|"
    r"invalid|error code|smart|no longer)\b",
    re.IGNORECASE,
)


def sentences() -> list[str]:
    told = ("targets.toml", "documents.toml", "function_tests.toml", "home_safety.toml")
    found = [resource(name).read_text(encoding="utf-8") for name in told]
    for path in Path(said.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn", "mark")
            )
            if isinstance(node, ast.Call) and named:
                found.extend(
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                )
    return found


def test_no_sentence_frightens_blames_or_cheers() -> None:
    assert len(sentences()) > 200
    assert [found[0] for text in sentences() if (found := FORBIDDEN.search(text))] == []


@pytest.mark.parametrize("name", ["لبن زبادي", "יוגורט"])
def test_a_name_of_another_direction_leaves_the_sentence_in_order(name: str) -> None:
    assert tr("{name} deleted.", name=name) == f"\u2068{name}\u2069 deleted."
    assert dotted("since May", name, "", "Dr Okafor") == f"since May · \u2068{name}\u2069 · Dr Okafor"
    assert trn("{count} row of {name}", "{count} rows of {name}", 2, name=name) == f"2 rows of \u2068{name}\u2069"


@pytest.mark.parametrize("name", ["Yoghurt", "두유", "低脂牛奶", "−2.5 °C"])
def test_a_name_of_the_same_direction_is_said_as_it_is(name: str) -> None:
    assert tr("{name} deleted.", name=name) == f"{name} deleted."


def test_what_is_read_aloud_ends_each_sentence_once() -> None:
    assert spoken("No data", "", "Sleep", "Nothing recorded yet.", "Why?", "7 hours") == (
        "No data. Sleep. Nothing recorded yet. Why? 7 hours"
    )
    assert spoken("One.", "Two.") == "One. Two."
    assert spoken() == ""


@pytest.mark.parametrize(
    "name, told",
    [
        ("Denosumab", "denosumab"),
        ("Denosumab 60 mg", "denosumab 60 mg"),
        ("Estradiol, patch", "estradiol, patch"),
        ("Alendronic acid", "alendronic acid"),
        ("Prolia", "Prolia"),
        ("Prolia at the clinic", "Prolia at the clinic"),
        ("Utrogestan", "Utrogestan"),
        ("Vitamin D3", "Vitamin D3"),
        ("denosumab", "denosumab"),
        ("", ""),
    ],
)
def test_a_substance_is_written_small_inside_a_sentence_and_a_brand_is_not(name: str, told: str) -> None:
    assert said.inside(name) == told
