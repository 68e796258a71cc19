"""Visits: the next one with her three questions, what came of the last, and all of them."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from bonejournal.domain.record import Record
from bonejournal.domain.visit import TOP, Agenda, Visit, VisitKind, VisitQuestion, agenda, visit_title, visit_when
from bonejournal.domain.words import day_long, day_short, dotted, mark, tr, trn
from bonejournal.journal.store import Journal
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.changes_card import READS, News, changes_card, news
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.pressed import answered
from bonejournal.ui.pages.questions_card import QuestionsCard
from bonejournal.ui.widgets.buttons import link, plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.empty import Empty
from bonejournal.ui.widgets.slot import Slot
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.domain.snapshot import Snapshot


def _question(journal: Journal) -> Agenda:
    return agenda(journal.all(Visit), journal.all(VisitQuestion), journal.today())


class VisitsPage(JournalPage):
    """Visits. The three questions are written where they stand; everything else opens in its form."""

    key = "visits"
    title = mark("Visits")
    shows = frozenset({"visits", "questions"}) | READS
    parent_key = ""

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.agenda: Agenda | None = None
        self.questions: QuestionsCard | None = None
        button = self.set_primary(
            tr("Prepare the summary"), lambda: self.frame.run("summary"), icon="printer", keys=frame.keys_of("summary")
        )
        button.setObjectName("prepare")

    def load(self) -> None:
        self.ask(_question, self.fill)

    def fill(self, found: Agenda) -> None:
        """Show what there is. The card with the questions stays, for she may be typing in it."""
        self.agenda = found
        self._show_coming(found)
        if not found.visits and not found.questions:
            self.questions = None
            self.clear()
            self._fill_empty()
            return
        questions = self.questions or self._lay_out()
        self._look_for_changes(found)
        questions.show_agenda(found)
        self._undecided.hold(self._undecided_card(found.undecided) if found.undecided else None)
        later = found.questions[TOP:]
        self._later.hold(self._later_card(later) if later else None)
        self.records.show_rows(_columns(), [_row(visit, found.on) for visit in found.visits])

    def _lay_out(self) -> QuestionsCard:
        self.clear()
        questions = self.questions = QuestionsCard(self)
        self._undecided, self._news, self._later = Slot(), Slot(), Slot()
        for part in (self._undecided, questions, self._later, self._news):
            self.add_left(part)
        self.add_left(self._visits_card())
        return questions

    def _look_for_changes(self, found: Agenda) -> None:
        """Find what changed since the last visit in the drawing thread: it needs what draws, and the page is there."""
        since = next(iter(found.before), None)

        def read(journal: Journal) -> Snapshot:
            from bonejournal.report.gather import for_changes

            return for_changes(journal, found.on)

        def find(snapshot: Snapshot) -> None:
            self.desk.draw(lambda: news(snapshot, since), self._show_changes, owner=self, key="visits-changes")

        self.ask(read, find, key="changes")

    def _show_changes(self, found: News) -> None:
        if self.questions is not None:
            self._news.hold(changes_card(found, self.frame) if found.shown else None)

    def _show_coming(self, found: Agenda) -> None:
        coming = found.coming
        if coming is None:
            self.set_title(tr("Visits"))
            self.set_caption("")
            self.set_sentence(tr("Note the date of your next visit.") if found.visits else "")
            return
        self.set_title(visit_title(coming))
        self.set_caption(visit_when(coming))
        self.set_sentence(_away(coming, found.on))

    def _fill_empty(self) -> None:
        button = primary(tr("Note a visit"), self._new_visit, icon="plus")
        button.setObjectName("visit-first")
        words = tr("The program then gathers what changed since the last one, and prints it on two pages.")
        self.add_left(Empty("visits", tr("Note the date of your next visit"), words, button), 1)

    def _undecided_card(self, visit: Visit) -> Card:
        card = Card(edge="due")
        write = plain(tr("Write it down"), partial(self.open_record, visit), small=True)
        write.setObjectName("write-down")
        who = visit.clinician or visit.place
        day = day_long(visit.date)
        title = tr("What was decided on {day}?", day=day)
        said = (
            tr("The visit with {who}: what came of it, and when the next one is.", who=who)
            if who
            else tr("What came of the visit, and when the next one is.")
        )
        card.row(title, said, icon="pencil", right=write)
        return card

    def _later_card(self, later: tuple[VisitQuestion, ...]) -> Card:
        card = Card()
        card.heading(tr("More questions"), tr("printed after the first three"))
        for question in later:
            card.rule()
            said = tr("Noted on {day}", day=day_short(question.date))
            opens = partial(self.open_record, question)
            asked = plain(tr("Mark as answered"), partial(self.answered, question), small=True)
            asked.setAccessibleName(tr("Answered: {question}", question=question.text))
            card.row(question.text, said, right=asked, opens=opens)
        return card

    def _visits_card(self) -> Card:
        add = plain(tr("Note a visit"), self._new_visit, icon="plus", small=True)
        add.setObjectName("visit-new")
        card = self.records = self.record_card(tr("All visits"), "visits", heading=tr("All visits"), right=add)
        card.table.setObjectName("visits")
        timeline = link(tr("See everything on one timeline"), lambda: self.frame.go("timeline"))
        timeline.setObjectName("visits-timeline")
        card.add_foot(timeline)
        return card

    # What is done

    def open_record(self, record: Record) -> None:
        """Open a visit or a question in its form."""
        self.frame.go(f"{record.KIND.key}-form", record.id)

    def _new_visit(self) -> None:
        self.frame.go("visits-form", "new")

    def answered(self, question: VisitQuestion) -> None:
        """Note that a question has its answer; it leaves the page."""
        self.do(partial(answered, id_=question.id))

    def leaving(self) -> None:
        """Write the question that is being typed."""
        if self.questions is not None:
            self.questions.write_all()


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Date"), bold=True),
        Column(tr("With"), main=True),
        Column(tr("About, and what came of it"), weight=4),
    )


def _away(visit: Visit, on: dt.date) -> str:
    days = (visit.date - on).days
    if not days:
        return tr("Your visit is today.")
    return trn("Your visit is tomorrow.", "Your visit is in {days} days.", days, days=days)


def _row(visit: Visit, on: dt.date) -> Row:
    what = visit.clinician or visit.place or tr(visit.purpose_kind.label)
    if visit.purpose_kind is not VisitKind.VISIT:
        what = tr("{kind}, {who}", kind=tr(visit.purpose_kind.label), who=what)
    about = dotted(visit.purpose, " ".join(visit.outcome.split()))
    ahead = visit.date >= on and not visit.outcome
    return Row(visit.id, (Cell(day_short(visit.date), mark="due" if ahead else ""), Cell(what), Cell(about)))
