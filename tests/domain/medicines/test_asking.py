"""What is worth asking about each medicine: facts with their source, questions where nothing was checked."""

from __future__ import annotations

import re
from dataclasses import replace

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.medicines.asking import Asking, asking, whence
from bonejournal.domain.medicines.medication import Course, CourseKind, drugs
from bonejournal.domain.record import Record
from bonejournal.domain.visit import Visit, VisitKind, VisitQuestion, agenda, question_for
from tests.domain.making import course, day, dose, journal

ON = "2026-11-12"
PROLIA = course("denosumab_60", "2024-11-18", schedule="every 6 months", name="Denosumab")
STOMACH = course("omeprazole", "2023", name="Omeprazole")


def found(*records: Record) -> list[Asking]:
    return list(asking(journal(ON, *records)))


def test_a_checked_fact_is_said_and_one_from_memory_is_a_question() -> None:
    checked, recalled, *_ = found(PROLIA, STOMACH)
    assert (checked.title, checked.whence) == ("Denosumab", "Checked against ECTS 2020.")
    assert checked.text == drugs()["denosumab_60"].fact
    assert recalled.title == "Omeprazole: does this hold for you?"
    assert recalled.whence == "Beers Criteria 2023, written down from memory."


def test_every_fact_of_the_catalogue_has_a_question_and_says_where_it_comes_from() -> None:
    for drug in drugs().values():
        item = next(one for one in found(course(drug.key, "2025", name=drug.name)) if one.key.endswith(drug.key))
        assert item.text == drug.fact
        assert item.question.endswith("?")
        assert item.title.endswith("?") == (drug.confidence == "recalled")
        assert whence(drug).endswith(".")
        assert not re.search(r"\b(decade|lifestyle)\b;", whence(drug))


def test_nothing_suggests_to_stop_or_delay() -> None:
    words = re.compile(r"\b(stop taking|skip|postpone|delay|leave out|do without)\b", re.IGNORECASE)
    for drug in drugs().values():
        for item in found(course(drug.key, "2025", name=drug.name)):
            assert not words.search(f"{item.title} {item.text} {item.question}"), item


def test_what_harms_bone_stands_before_supplements() -> None:
    tablets = course("calcium_citrate", "2024", name="Calcium", kind=CourseKind.SUPPLEMENT)
    titles = [item.title for item in found(tablets, STOMACH, PROLIA)]
    assert list(dict.fromkeys(title.split(":")[0] for title in titles)) == ["Denosumab", "Omeprazole", "Calcium"]


def test_that_nothing_harms_is_said_with_how_many_are_not_known() -> None:
    (last,) = [item for item in found(PROLIA) if item.mark == "met"]
    assert last.question == ""
    assert last.text == f"Checked against {len(drugs())} entries."
    unknown = Course(name="Grandmother’s drops", kind=CourseKind.HERBAL)
    _, beyond, nothing, *_ = found(PROLIA, unknown)
    assert beyond.text.startswith("Grandmother’s drops: nothing is known here")
    assert nothing.text.endswith("1 of your medicines is not known here.")
    assert not any(item.mark == "met" for item in found(PROLIA, STOMACH))


def test_what_was_stopped_is_not_asked_about_but_what_follows_denosumab_is() -> None:
    ended = replace(PROLIA, stop=PartialDate("2026-06-01"))
    (item,) = found(ended, dose(ended, "2025-12-01"))
    assert item.text == (
        "You recorded that denosumab stopped. What follows it matters; ask your doctor which date the next medicine "
        "starts."
    )
    assert found(replace(STOMACH, stop=PartialDate("2025-06"))) == []


def test_a_question_that_is_on_her_list_is_not_offered_again() -> None:
    (item, *_) = found(PROLIA)
    noted = VisitQuestion(date=day(ON), text=item.question)
    assert found(PROLIA, noted)[0].asked
    assert not found(PROLIA, replace(noted, answered=True))[0].asked


def test_a_question_goes_behind_those_for_the_coming_visit() -> None:
    coming = Visit(date=day("2026-11-17"))
    injection = Visit(date=day("2026-11-14"), kind=VisitKind.INJECTION)
    first = VisitQuestion(date=day(ON), text="A?", visit_id=coming.id, position=1)
    third = VisitQuestion(date=day(ON), text="B?", visit_id=coming.id, position=3)
    made = question_for("C?", agenda([coming, injection], [third, first], day(ON)))
    assert (made.visit_id, made.position, made.answered, made.date) == (coming.id, 4, False, day(ON))
    alone = question_for("C?", agenda([], [], day(ON)))
    assert (alone.visit_id, alone.position) == ("", 1)


def test_of_medicines_that_are_all_unknown_nothing_is_said_to_be_harmless() -> None:
    unknown = Course(name="Grandmother’s drops", kind=CourseKind.HERBAL)
    assert [item.mark for item in found(unknown)] == ["no_data"]
