"""The sample journal's two pages, block by block."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.visit import Visit
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.report.content import Choices, content
from bonejournal.report.gather import gather
from bonejournal.report.typeset import typeset
from bonejournal.report.values import Content, Picture


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal.create(tmp_path_factory.mktemp("report") / "j.bonejournal")
    made.apply(sample().step)
    return made


def pages(journal: Journal, choices: Choices | None = None) -> list[str]:
    made = content(gather(journal, journal.today()), choices)
    reader = PdfReader(io.BytesIO(typeset(made)))
    return [" ".join(page.extract_text().replace("\u2009", " ").split()) for page in reader.pages]


def test_the_first_page_stands_alone(journal: Journal) -> None:
    first, _second = pages(journal)
    for part in (
        "Bone health summary for Dr Okafor, 17 Nov 2026",
        "1. How long should I stay on denosumab, and what follows it?",
        "Since the last visit 12 May 2026 to 12 Nov 2026",
        "Fractures None recorded.",
        "Falls 1 fall, 22 Aug 2026, outdoors, stepping off a kerb; bruise, head not hit.",
        "13 Oct 2026: spine +7.0 % since Oct 2024, beyond LSC; total hip, femoral neck within LSC.",
        "Denosumab given 20 May 2026. Next due 20 Nov 2026. Nothing started or stopped.",
        "5 Nov 2026: CTX 184 ng/L (−64 %), PINP 23 µg/L (−63 %); from baseline, beyond LSC.",
        "Body Height 164.6 cm, −0.1 cm since Oct 2025. Weight 62.0 kg, −0.4 kg since May 2026.",
        "14 Sep 2020",
        "12 Jan 2023, age 54, left wrist",
        "1.4 cm lost",
        "60 mg, every 6 months 18 Nov 2024",
        "4 of 4, on time",
        "20 May 2026, due 20 Nov 2026",
    ):
        assert part in first, part


def test_the_second_page_has_the_rest_in_its_order(journal: Journal) -> None:
    _first, second = pages(journal)
    order = [
        "Labs Northgate; fasting",
        "CTX 184 ng/L 203, May 2026 512 −64 %, beyond 56 % 111–791",
        "82 nmol/L (32.9 ng/mL)",
        "8 further tests are on record.",
        "Other medicines and supplements",
        "Stopped: Omeprazole 20 mg",
        "FRAX with BMD major 14 %, hip 2.4 % in 10 years, UK Nov 2024",
        "Chair stands in 30 s 15; cut-off 12, women 60–64 (STEADI)",
        "Checks, 12 months strength, balance, gait; not yet: medicines reviewed, home looked over",
        "Strength sessions 1.9 a week 2 2–3 a week, strength",
        "Calcium 1,061 mg, 71 of 84 d 1,040 mg, 6 of 7 d at least 1,200 mg a day, lifestyle",
        "Short of a published target in the order of the five layers; 22 of 32 targets met",
        "1 Balance sessions: 1, target 2–3 a week mechanical strength, lifestyle, decade",
        "5 Calcium: 1,040 mg, target at least 1,200 mg a day",
        "T-score −2.5 on record (spine, 9 October 2024)",
        "How to read this “Beyond” and “within”",
    ]
    places = [second.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_another_visit_has_its_own_head_and_span(journal: Journal) -> None:
    visit = next(one for one in journal.all(Visit) if one.date.isoformat() == "2026-05-12")
    first, _ = pages(journal, Choices(visit=visit.id))
    assert "Bone health summary for Dr Okafor, 12 May 2026" in first
    assert "18 Nov 2025 to 12 Nov 2026" in first


def test_a_medicine_that_is_not_ticked_is_not_mentioned(journal: Journal) -> None:
    from bonejournal.domain.medicines.medication import Course

    levothyroxine = next(one for one in journal.all(Course) if "evothyroxine" in one.name)
    said = " ".join(pages(journal, Choices(without_courses=frozenset({levothyroxine.id}))))
    assert "evothyroxine" not in said
    assert "evothyroxine" in " ".join(pages(journal))


def test_notes_are_printed_singly_and_only_when_ticked(journal: Journal) -> None:
    visit = next(one for one in journal.all(Visit) if one.notes)
    assert visit.notes not in " ".join(pages(journal))
    assert visit.notes in " ".join(pages(journal, Choices(notes=frozenset({visit.id}))))


def test_her_own_page_is_one_page_of_sentences(journal: Journal) -> None:
    (only,) = pages(journal, Choices(reader="herself"))
    order = [
        "My bone health, 12 Nov 2026",
        "What your bones do Your spine gained 0.054 g/cm²",
        "What you keep up Strength training on 2 days of the last 7",
        "What you could add Balance on 1 day of the last 7",
        "What you take Denosumab 60 mg",
        "What comes next Denosumab is due on Friday 20 November",
        "What you want to ask How long should I stay on denosumab",
        "Page 1 of 1",
    ]
    places = [only.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "LSC" not in only


def test_lines_of_what_changed_can_be_left_out_one_by_one(journal: Journal) -> None:
    assert "stepping off a kerb" in pages(journal)[0]
    assert "stepping off a kerb" not in pages(journal, Choices(without_lines=frozenset({"falls"})))[0]
    since = pages(journal, Choices(changes_since=dt.date(2023, 1, 1)))[0]
    assert "Since 1 Jan 2023" in since
    assert "Fractures 12 Jan 2023: left wrist" in since
    scans_from = pages(journal, Choices(since=dt.date(2023, 1, 1)))[0]
    assert "Since 1 Jan 2023" in scans_from
    assert "Since the last visit" not in scans_from


def test_the_timeline_is_a_page_of_its_own_where_it_is_ticked(journal: Journal) -> None:
    whole = pages(journal, Choices(timeline=True))
    assert len(whole) == 3
    assert "Timeline" in whole[2]
    for part in (
        "Since September 2020: 4 scans, 6 draws of CTX or PINP, 1 bone medicine, 1 fracture, 2 falls and",
        "23 sets a week that load hip or spine since January 2026.",
    ):
        assert part in whole[2], part


def test_what_is_left_out_of_the_pages_is_left_out_of_timeline_and_charts(journal: Journal) -> None:
    courses = frozenset(course.id for course in journal.all(Course))
    choices = Choices(
        timeline=True, without_courses=courses, without=frozenset({"fractures", "labs", "risk", "habits"})
    )
    made = content(gather(journal, journal.today()), choices)
    (timeline,) = made.appendix
    assert timeline.notes == ("Since September 2020: 4 scans.",)
    assert len(density_charts(made)) == 2
    assert not any("Also shown" in chart.alt for chart in density_charts(made))


def density_charts(made: Content) -> list[Picture]:
    return [chart for block in made.pages[0] for chart in (block.levels[0].charts if block.levels[0] else ())]


def test_a_density_chart_names_its_medicine_bar_and_fractures_to_who_cannot_see_it(journal: Journal) -> None:
    charts = density_charts(content(gather(journal, journal.today())))
    assert len(charts) == 2
    for chart in charts:
        assert "Also shown: 12 Jan 2023, fracture, left wrist, distal radius" in chart.alt
        assert "Denosumab 60 mg, under the skin, every 6 months, since 18 November 2024, 4 doses taken." in chart.alt
