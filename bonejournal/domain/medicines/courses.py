"""Courses of what she takes as she reads them: in words, in the order they stand in, and what a new one begins with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from bonejournal.domain import said
from bonejournal.domain.meaning.facts import ANABOLIC, ANTIRESORPTIVE, acts, anti_fracture
from bonejournal.domain.medicines.medication import (
    Course,
    CourseKind,
    Drug,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import capital, day_short, mark, tr, trn

ROW_HEIGHT = 32
"""The height of a course's row in the picture, in units."""
ROUTES = {
    "oral": mark("by mouth"),
    "subcutaneous": mark("under the skin"),
    "intramuscular": mark("into a muscle"),
    "intravenous": mark("into a vein"),
    "transdermal": mark("on the skin"),
    "vaginal": mark("in the vagina"),
    "nasal": mark("into the nose"),
    "inhaled": mark("inhaled"),
}
"""How something is taken, by the word that files have; any other text is a route too."""
USUAL_ROUTES = {
    "denosumab_60": "subcutaneous", "denosumab_120": "subcutaneous", "teriparatide": "subcutaneous",
    "abaloparatide": "subcutaneous", "romosozumab": "subcutaneous", "ibandronate_iv": "intravenous",
    "zoledronic_acid": "intravenous", "pamidronate": "intravenous", "estradiol_patch": "transdermal",
    "estradiol_gel": "transdermal", "estradiol_vaginal": "vaginal", "calcitonin": "nasal",
    "medroxyprogesterone_depot": "intramuscular", "goserelin": "subcutaneous", "leuprolide": "subcutaneous",
    "insulin_drug": "subcutaneous", "semaglutide": "subcutaneous", "tirzepatide": "subcutaneous",
    "fluticasone_high": "inhaled",
}  # fmt: skip
"""How drugs are usually given that are not swallowed, as their labels say; what is proposed, never what is judged."""


class Group(IntEnum):
    """What a course is to her bones, in the order courses stand in."""

    BONE = 0
    HORMONE = 1
    SUPPLEMENT = 2
    HERBAL = 3
    OTHER = 4
    HARMING = 5
    SEDATING = 6


def group_of(course: Course) -> Group:
    """What a course is to her bones, as far as the catalogue knows its drugs."""
    kinds = {
        CourseKind.HORMONE_THERAPY: Group.HORMONE,
        CourseKind.SUPPLEMENT: Group.SUPPLEMENT,
        CourseKind.HERBAL: Group.HERBAL,
    }
    if course.kind in kinds:
        return kinds[course.kind]
    if acts(course, ANTIRESORPTIVE, ANABOLIC):
        return Group.BONE
    if acts(course, "harmful"):
        return Group.HARMING
    return Group.SEDATING if any(drug.fall_risk for drug in course.drugs) else Group.OTHER


def kind_of(drug: Drug) -> CourseKind:
    """What sort of thing a drug of the catalogue is."""
    groups = {
        "hormone therapy": CourseKind.HORMONE_THERAPY,
        "local hormone": CourseKind.HORMONE_THERAPY,
        "supplement": CourseKind.SUPPLEMENT,
        "herbal formula": CourseKind.HERBAL,
    }
    return groups.get(drug.group, CourseKind.MEDICINE)


def proposed(drug: Drug) -> dict[str, str]:
    """What a new course of a drug begins with, by field: "Denosumab 60 mg" is Denosumab, 60 mg, every 6 months."""
    found = re.fullmatch(r"(.+) (\d+ (?:mg|µg))", drug.name)
    return {
        "name": found[1] if found else drug.name,
        "drug": drug.key,
        "kind": str(kind_of(drug)),
        "dose": found[2] if found else "",
        "route": USUAL_ROUTES.get(drug.key, "oral"),
        "schedule": drug.usual_schedule,
    }


def sentence_of(course: Course) -> str:
    """A course as one sentence: "60 mg every 6 months, under the skin, since 18 November 2024."; "" for nothing yet."""
    timing = course.timing
    often = " ".join(filter(None, (course.dose, timing.said() if timing is not None else "")))
    parts = ", ".join(filter(None, (often, route_words(course.route), span_words(course))))
    return tr("{parts}.", parts=capital(parts)) if parts else ""


def in_rows(courses: Sequence[Course], on: dt.date) -> list[Course]:
    """Courses by what they are to her bones, in each group what is taken now first, then the latest begun."""

    def place(course: Course) -> tuple[object, ...]:
        begun = course.day.toordinal() if course.day else 0
        return group_of(course), not course.active(on), -begun, course.name.lower(), course.id

    return sorted(courses, key=place)


def route_words(route: str) -> str:
    """A route as she reads it: "under the skin"; any other text as it stands."""
    return tr(ROUTES[route]) if route in ROUTES else route


def course_words(course: Course) -> str:
    """A course in one line: "Denosumab 60 mg, under the skin, every 6 months"."""
    return ", ".join(filter(None, (_named(course), route_words(course.route), _often(course))))


def brief_words(course: Course) -> str:
    """A course in a list to choose from: "Denosumab 60 mg, every 6 months"."""
    return ", ".join(filter(None, (_named(course), _often(course))))


def _named(course: Course) -> str:
    if course.dose and course.dose.lower() not in course.name.lower():
        return tr("{name} {dose}", name=course.name, dose=course.dose)
    return course.name


def _often(course: Course) -> str:
    return course.timing.said() if course.timing is not None else course.schedule


def span_words(course: Course, *, short: bool = False) -> str:
    """From when to when: "since 18 November 2024", "March 2023 to June 2025"; short: "since 18 Nov 2024"."""
    start = course.start.said(short=short) if course.start else ""
    stop = course.stop.said(short=short) if course.stop else ""
    if start and stop:
        return tr("{start} to {stop}", start=start, stop=stop)
    if stop:
        return tr("until {stop}", stop=stop)
    return tr("since {start}", start=start) if start else ""


def effect_words(course: Course) -> str:
    """What the catalogue knows its drugs for, in a few words; "" where that is nothing."""
    harming = acts(course, "harmful")
    sedating = any(drug.fall_risk for drug in course.drugs)
    if harming and sedating:
        return tr("known to lower bone and to make you unsteady")
    if harming:
        return tr("known to lower bone")
    return tr("known to make you unsteady") if sedating else ""


def courses_sentence(courses: Sequence[Course], on: dt.date) -> str:
    """What is taken now, in one sentence."""
    taken = [course for course in courses if course.active(on)]
    if not taken:
        return trn(
            "Nothing is taken now; {count} earlier course is on record.",
            "Nothing is taken now; {count} earlier courses are on record.",
            len(courses),
        )
    bone = anti_fracture(Snapshot(on, {Course.KIND.key: tuple(taken)}))
    if bone is None:
        return trn(
            "You take {count} medicine or supplement; it is not among the bone medicines known here.",
            "You take {count} medicines and supplements; none is among the bone medicines known here.",
            len(taken),
        )
    since = said.course_since(bone)
    if len(taken) == 1:
        return tr("Your bone medicine is {course}.", course=since)
    return trn(
        "Your bone medicine is {course}; beside it you take {count} other medicine or supplement.",
        "Your bone medicine is {course}; beside it you take {count} other medicines and supplements.",
        len(taken) - 1,
        course=since,
    )


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course with the days its doses were taken, where they are apart by weeks, and the day of the next one."""

    course: Course
    taken: tuple[dt.date, ...] = ()
    due: dt.date | None = None


def course_heads() -> tuple[str, ...]:
    """The heads of a table of courses."""
    return (
        tr("Name"), tr("Kind"), tr("Dose"), tr("How often"), tr("Start"), tr("Stop"), tr("Next one due"),
        tr("What it is known for"),
    )  # fmt: skip


def course_cells(row: CourseRow) -> tuple[str, ...]:
    """What such a table says of a course."""
    course, timing = row.course, row.course.timing
    return (
        course.called(),
        tr(course.kind.label) if course.kind else "",
        course.dose,
        timing.said() if timing else "",
        course.start.said(short=True) if course.start else "",
        course.stop.said(short=True) if course.stop else "",
        day_short(row.due) if row.due else "",
        effect_words(course),
    )
