"""The text of laboratory reports, as it is copied from a PDF or a portal."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonejournal.exchange.lab_text import LabReport, read_lab_report

TODAY = dt.date(2026, 11, 12)

AMERICAN = """\
LabCorp    Specimen ID: 123-456-7890-0
Date Collected: 11/05/2026 08:10 AM      Fasting: Yes
Test                     Result   Flag   Units          Reference Interval
Calcium                  9.4             mg/dL          8.7-10.3
Creatinine               0.78            mg/dL          0.57-1.00
eGFR                     86              mL/min/1.73    >59
Vitamin D, 25-Hydroxy 01 28.4     Low    ng/mL          30.0-100.0
PTH, Intact              41              pg/mL          15-65
C-Telopeptide, Serum     1,184           pg/mL          104-1008
Ferritin                 85              ng/mL          15-150
Ordering physician: A. Okafor
"""
GERMAN = """\
Entnahme: 05.11.2026 08:10 Uhr
Kreatinin        0,8     mg/dl     < 0,95
Calcium gesamt   2,35    mmol/l    2,20 - 2,65
25-OH-Vitamin D3 82,5 +  nmol/l    (50 - 125)
β-CrossLaps      0,184   ng/ml     bis 0,573
TSH basal        < 0,01  mU/l      0,27 – 4,20
GFR (CKD-EPI)    86      ml/min/1,73m²   > 60
HbA1c (IFCC)     38      mmol/mol  20-42
Thrombozyten     1.234,5 /nl       150-400
"""


def lines(report: LabReport) -> list[str]:
    return [
        " ".join(filter(None, (row.test, row.sign + row.value, row.unit, f"[{row.low}..{row.high}]"))).removesuffix(
            " [..]"
        )
        for row in report.rows
    ]


def one(text: str) -> str:
    (line,) = lines(read_lab_report(text, TODAY))
    return line


def test_an_american_report() -> None:
    report = read_lab_report(AMERICAN, TODAY)
    assert lines(report) == [
        "calcium 9.4 mg/dL [8.7..10.3]",
        "creatinine 0.78 mg/dL [0.57..1.00]",
        "egfr 86 mL/min/1.73 m² [59..]",
        "25ohd 28.4 ng/mL [30.0..100.0]",
        "pth 41 pg/mL [15..65]",
        "ctx 1184 pg/mL [104..1008]",
        "Ferritin 85 ng/mL [15..150]",
    ]
    assert [row.is_known for row in report.rows] == [True] * 6 + [False]
    assert report.day is None  # 5 November or 11 May: the paper knows, this program does not
    assert (report.time, report.fasting) == (dt.time(8, 10), True)
    assert [line.split()[0] for line in report.unread] == ["LabCorp", "Date", "Test", "Ordering"]


def test_a_german_report() -> None:
    report = read_lab_report(GERMAN, TODAY)
    assert lines(report) == [
        "creatinine 0.8 mg/dL [..0.95]",
        "calcium 2.35 mmol/L [2.20..2.65]",
        "25ohd 82.5 nmol/L [50..125]",
        "ctx 0.184 ng/mL [..0.573]",
        "tsh <0.01 mIU/L [0.27..4.20]",
        "egfr 86 mL/min/1.73 m² [60..]",
        "hba1c 38 mmol/mol [20..42]",
        "Thrombozyten 1234.5 /nl [150..400]",
    ]
    assert (report.day, report.time) == (dt.date(2026, 11, 5), dt.time(8, 10))
    assert not report.unread


@pytest.mark.parametrize(
    "text, understood",
    [
        ("CALCIUM 9.4 8.6-10.4 mg/dL", "calcium 9.4 mg/dL [8.6..10.4]"),
        ("TSH mU/l 0,27-4,20 1,85", "tsh 1.85 mIU/L [0.27..4.20]"),
        ("TSH [mU/l]\t1,85\t(0,27 - 4,20)", "tsh 1.85 mIU/L [0.27..4.20]"),
        ("Vitamin D 25-OH 32 ng/mL", "25ohd 32 ng/mL"),
        ("IL-6 2.1 pg/mL", "il6 2.1 pg/mL"),
        ("Parathormon (PTH) 5,4 pmol/l 1,6 - 6,9", "pth 5.4 pmol/L [1.6..6.9]"),
        ("Omega-3 Index 6,2 %", "omega3_index 6.2 %"),
        ("Calcium 9.4 9.2 05/12/2025 mg/dL 8.7-10.3", "calcium 9.4 mg/dL [8.7..10.3]"),
        ("1,25-Dihydroxyvitamin D 45 pg/mL 20-80", "1,25-Dihydroxyvitamin D 45 pg/mL [20..80]"),
        ("Calcium 2,345 mmol/L", "calcium 2.345 mmol/L"),
        ("Beta-CrossLaps 1.184 ng/L", "ctx 1184 ng/L"),
        ("Phosphate: 1.12 mmol/L (0.81 to 1.45)", "phosphate 1.12 mmol/L [0.81..1.45]"),
        ("CTX\n184\nng/L\n111 - 791", "ctx 184 ng/L [111..791]"),
        ("hs-CRP 1.4mg/L", "hs_crp 1.4 mg/L"),
        ("Calcium, urine 24 h 180 mg/24 h 100-250", "urine_calcium_24h 180 mg/24 h [100..250]"),
        ("Calcio 9,4 mg/dL 8,5 - 10,5", "calcium 9.4 mg/dL [8.5..10.5]"),
    ],
)
def test_one_line(text: str, understood: str) -> None:
    assert one(text) == understood


def test_a_test_of_another_sample_is_not_taken_for_the_one_in_blood() -> None:
    assert one("Creatinine, urine 85 mg/dL 20-275").startswith("Creatinine, urine")
    assert one("Albumin/Creatinine ratio 12 mg/g 0-30").startswith("Albumin/Creatinine ratio")
    assert one("Vitamin D 1,25-OH 45 pg/ml 20-80").startswith("Vitamin D 1,25-OH")


def test_a_test_that_stands_twice_with_another_figure_is_not_lost() -> None:
    report = read_lab_report("Calcium 9.4 mg/dL\nCalcium 9.4 mg/dL\nCalcium 9.9 mg/dL", TODAY)
    assert lines(report) == ["calcium 9.4 mg/dL"]
    assert report.unread == ("Calcium 9.9 mg/dL",)


@pytest.mark.parametrize("text", ["Calcium 9.4 mg/dL " * 40, "The week of 12 May was 3 days long " * 40])
def test_running_text_is_not_searched_for_results(text: str) -> None:
    """What a clipboard happens to hold is read while the form waits: a page on one line took seconds."""
    report = read_lab_report(f"{text}\nTSH 1.85 mU/l", TODAY)
    assert lines(report) == ["tsh 1.85 mIU/L"]
    assert report.unread == (text.strip(),)


def test_a_column_of_figures_beneath_a_test_is_not_all_its_own() -> None:
    report = read_lab_report("Calcium\n9.4\nmg/dL\n" + "12\n" * 200, TODAY)
    assert lines(report) == ["calcium 9.4 mg/dL"]
    assert report.unread


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_line_of_it_is_accounted_for(text: str) -> None:
    report = read_lab_report(text, TODAY)
    filled = sum(bool(line.strip()) for line in text.splitlines())
    assert len(report.unread) <= filled
    if filled and not report.rows and report.day is None and report.fasting is None and report.time is None:
        assert len(report.unread) == filled
