"""What is worth knowing about her medicines, and worth asking: facts of the catalogue with where they come from.

A fact that was checked against its source is said as a fact; one that was written down from memory is put as a
question. Neither says to start, stop or delay anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain.meaning.facts import ANABOLIC, DENOSUMAB, active_courses, unfollowed
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.medicines.courses import Group, group_of, in_rows
from bonejournal.domain.medicines.medication import Course, CourseKind, Drug, drugs
from bonejournal.domain.medicines.together import (
    VERIFIED,
    Review,
    Together,
    due_reviews,
    review_question,
    taken_together,
)
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.typeahead import fold
from bonejournal.domain.visit import VisitQuestion
from bonejournal.domain.words import capital, tr, trn

RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Asking:
    """One thing worth knowing: its mark ("attention", or "met" where nothing is to be asked), and what could be asked.

    whence: the source, and whether it was checked; "" where nothing stands behind it. question: what goes on her list,
    "" for none; asked: whether it is there already.
    """

    key: str
    mark: str
    title: str
    text: str
    whence: str
    question: str
    asked: bool = False


def asking(snapshot: Snapshot) -> tuple[Asking, ...]:
    """What is worth knowing of what is taken now: what is for bone or against it first, then the rest."""
    open_questions = {item.text for item in snapshot.of(VisitQuestion) if not item.answered}
    taken = in_rows(active_courses(snapshot), snapshot.on)
    first = [course for course in taken if group_of(course) in (Group.BONE, Group.HORMONE) or _harms(course)]
    unknown = [course for course in taken if not course.drugs]
    found = [_stopped(course) for course in unfollowed(snapshot)[-1:]]
    found += [_review(course, rule) for course, rule in due_reviews(snapshot)]
    found += _facts(first)
    together = taken_together(snapshot)
    found += [_pair(item) for item in together if item.other]
    if unknown:
        found.append(_unknown(unknown))
    if len(unknown) < len(taken) and not any(_harms(course) for course in taken):
        found.append(_nothing(len(unknown)))
    found += _facts([course for course in taken if course not in first])
    found += [_pair(item) for item in together if not item.other]  # they hold for everybody who takes it
    return tuple(_with_list(item, open_questions) for item in found)


def _facts(courses: Sequence[Course]) -> list[Asking]:
    return [_about(course, drug) for course in courses for drug in course.drugs if drug.fact]


def _with_list(item: Asking, listed: set[str]) -> Asking:
    asked = bool(item.question) and item.question in listed
    return Asking(item.key, item.mark, item.title, item.text, item.whence, item.question, asked)


def _harms(course: Course) -> bool:
    return any(drug.bone == "harmful" or drug.fall_risk for drug in course.drugs)


def _stopped(course: Course) -> Asking:
    return Asking(
        f"stopped:{course.id}",
        "attention",
        tr("What follows {name}", name=course.called()),
        stopped_words(),
        tr("Checked against ECTS 2020, not from the five documents."),
        tr("Which medicine follows {name}, and on which date does it start?", name=course.called()),
    )


def stopped_words() -> str:
    """What is said when denosumab is recorded as stopped."""
    return tr(
        "You recorded that denosumab stopped. What follows it matters; ask your doctor which date the next medicine "
        "starts."
    )


def _about(course: Course, drug: Drug) -> Asking:
    name = course.called()
    same = fold(name) in fold(drug.name) or fold(drug.name) in fold(name)
    title = name if same or len(course.drugs) == 1 else tr("{course}: {drug}", course=name, drug=drug.name)
    if drug.confidence == RECALLED:
        title = tr("{title}: does this hold for you?", title=title)
    return Asking(f"{course.id}:{drug.key}", "attention", title, drug.fact, whence(drug), _question(course, drug))


def whence(drug: Drug) -> str:
    """Where a drug's fact comes from, and how sure it is."""
    return _whence(drug.source, drug.confidence)


def _whence(key: str, confidence: str) -> str:
    titles = {source.key: tr(source.title) for source in load_sources()}
    source = titles.get(key, key)
    if confidence == VERIFIED:
        return tr("Checked against {source}.", source=source) if source else tr("Checked; no single source.")
    if confidence == RECALLED:
        if not source:
            return tr("Written down from memory.")
        return tr("{source}, written down from memory.", source=capital(source))
    if not source:
        return tr("By way of a summary; no single source.")
    return tr("{source}, by way of a summary of it.", source=capital(source))


def _pair(item: Together) -> Asking:
    """Two things taken together: a fact where it was checked, else the question alone."""
    question = item.question
    return Asking(
        f"pair:{item.rule.key}",
        "attention",
        tr("{one}, with {other}", one=item.one, other=item.other)
        if item.other
        else tr("{name}: {about}", name=item.one, about=tr(item.rule.about)),
        item.fact or question,
        _whence(item.rule.source, item.rule.confidence),
        question,
    )


def _review(course: Course, rule: Review) -> Asking:
    question = review_question(course, rule)
    title = tr("{name}: time to look at it together?", name=course.called())
    return Asking(f"review:{course.id}", "attention", title, question, _whence(rule.source, rule.confidence), question)


def _question(course: Course, drug: Drug) -> str:
    """What could be asked about it, short enough for the three lines of the doctor's page."""
    name = course.called()
    if drug.key == DENOSUMAB:
        return tr("What would follow {name}, and from which date?", name=name)
    if drug.bone == ANABOLIC:
        return tr("What follows {name}, and when?", name=name)
    if group_of(course) is Group.BONE:
        return tr("When do we look again at {name}?", name=name)
    if course.kind is CourseKind.HORMONE_THERAPY:
        return tr("How long is {name} meant for, and what comes after it for my bones?", name=name)
    if drug.bone == "harmful":
        return tr("Does {name} touch my bones, and do we need a plan for them?", name=name)
    if drug.fall_risk:
        return tr("Can {name} make me unsteady, and what helps against that?", name=name)
    if course.kind is CourseKind.HERBAL:
        return tr("Does {name} go together with my other medicines?", name=name)
    if course.kind is CourseKind.SUPPLEMENT:
        return tr("Is my amount of {name} right, beside what I eat?", name=name)
    return tr("Does {name} matter for my bones?", name=name)


def _unknown(courses: Sequence[Course]) -> Asking:
    names = ", ".join(course.called() for course in courses)
    return Asking(
        "unknown",
        "no_data",
        trn("{count} is not in the catalogue", "{count} are not in the catalogue", len(courses)),
        tr(
            "{names}: nothing is known here of what it does to bone or steadiness. Your pharmacist can say.",
            names=names,
        ),
        "",
        tr("What does {names} do to my bones, and can it make me unsteady?", names=names),
    )


def _nothing(unknown: int) -> Asking:
    text = trn("Checked against {count} entry.", "Checked against {count} entries.", len(drugs()))
    if unknown:
        text = tr(
            "{checked} {left}",
            checked=text,
            left=trn(
                "{count} of your medicines is not known here.", "{count} of your medicines are not known here.", unknown
            ),
        )
    return Asking("nothing", "met", tr("Nothing you take is known to lower bone or to make you unsteady"), text, "", "")
