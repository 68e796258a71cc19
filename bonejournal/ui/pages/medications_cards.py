"""The cards of the Medications page: what is due, the doses of one course, and what is worth asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.medicines.asking import Asking, whence
from bonejournal.domain.medicines.courses import span_words
from bonejournal.domain.medicines.doses import DueDose
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.words import dotted, number, tr
from bonejournal.ui.pages.medications_facts import CourseFacts, takes_doses
from bonejournal.ui.pages.medications_tables import doses_table
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, flat, link, plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.chip import Chip
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.ui.pages.medications import MedicationsPage
    from bonejournal.ui.widgets.record_table import RecordTable

EDGES = {"due": "due", "over": "short", "overdue": "overdue"}
LEAST_TEXT = 500
"""The least width in units that the text has beside the buttons."""
MOST_CHIPS = 8
MOST_ASKED = 3


class DueCard(Card):
    """A dose that is near or late: when, what is to be arranged, and the two things to do about it."""

    def __init__(self, page: MedicationsPage, due: DueDose) -> None:
        super().__init__(edge=EDGES[due.mark])
        self.setAccessibleName(due.text)
        row = QHBoxLayout()
        row.setSpacing(theme.u(14))
        name = tr("Late") if due.asks else tr("Due")
        row.addWidget(StatusMark(due.mark, px=24, name=name), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.u(4))
        texts.addWidget(label(due.sentences[0].rstrip("."), "heading", wrap=True))
        if due.explained:
            texts.addWidget(label(due.explained, "body2", wrap=True))
        if due.course.drugs:
            more = link(tr("Where this comes from"))
            more.setObjectName("due-whence")
            more.clicked.connect(lambda _checked: _show_whence(more, due.course))
            texts.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(texts, 1)
        self.box.addLayout(row)
        self._texts, self._row = texts, row
        self._ways = Flow(12)
        for button in self._buttons(page, due):
            self._ways.add(button)
        self._beside = True
        row.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._beside:  # where room is short, the buttons go under the text
            hint.setWidth(hint.width() - self._ways.minimumSizeHint().width() - self._row.spacing())
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - self._ways.sizeHint().width() >= theme.u(LEAST_TEXT)
        if beside != self._beside:
            self._beside = beside
            (self._texts if beside else self._row).removeWidget(self._ways)
            if beside:
                self._row.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignTop)
            else:
                self._texts.addWidget(self._ways)

    def _buttons(self, page: MedicationsPage, due: DueDose) -> list[Button]:
        oral, reached = due.course.route == "oral", due.late is None or due.late >= 0
        words = tr("Record it as taken") if oral else tr("Record it as given")
        record = (primary if reached else plain)(words, partial(page.record_given, due))
        record.setObjectName("due-given")
        record.setAccessibleName(tr("{button}: {name}", button=words, name=due.course.called()))
        if oral:
            return [record]
        if due.visit is not None:
            visit = plain(tr("Open the appointment"), partial(page.open_row, due.visit.id, "visits"))
        else:
            visit = (plain if reached else primary)(tr("Note the appointment…"), partial(page.note_appointment, due))
        visit.setObjectName("due-appointment")
        ways = [record, visit] if reached else [visit, record]
        if due.visit is not None or (due.late is not None and due.late < 0):
            ways.append(flat(tr("Add to calendar…"), partial(page.add_to_calendar, due), icon="calendar"))
            ways[-1].setObjectName("due-calendar")
        return ways


def due_cards(page: MedicationsPage, due: Sequence[DueDose]) -> QWidget | None:
    """A card for each dose that is near or late, None where there is none."""
    if not due:
        return None
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(14))
    for item in due:
        box.addWidget(DueCard(page, item))
    return holder


def _show_whence(anchor: QWidget, course: Course) -> None:
    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(8))
    box.addWidget(label(tr("Where this comes from"), "heading", wrap=True))
    for drug in course.drugs:
        box.addWidget(label(drug.fact, "body", wrap=True))
        box.addWidget(label(whence(drug), "second", wrap=True))
    words = tr(
        "The mark changes two and four weeks after the day. That is our choice, after a study in which injections up "
        "to four weeks late stood beside those on the day (Lyu 2020, not from the five documents)."
    )
    box.addWidget(label(words, "second", wrap=True))
    Popover(anchor, content, tr("Where this comes from"), width=440)


class DosesCard(QWidget):
    """The doses of the chosen course. While the focus is in it, T records one as taken today and S one as not taken."""

    def __init__(self, page: MedicationsPage) -> None:
        super().__init__()
        self._page = page
        self.facts: CourseFacts | None = None
        self.records: RecordTable | None = None
        self.chips: dict[str, Chip] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._told = label("", "body2", wrap=True)
        for key, act in (("T", page.take_chosen), ("S", page.skip_chosen)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_course(self, facts: CourseFacts, courses: Sequence[Course]) -> None:
        """Show the doses of a course, and the others it can be changed for."""
        before, inside = self.facts, self._holds_focus()
        self.facts = facts
        offered = _offered(courses, facts)
        same = before is not None and before.course == facts.course and list(self.chips) == [one.id for one in offered]
        if not same or self.records is None:
            self._build(facts, offered)
        if self.records is not None:
            self.records.show_rows(*doses_table(facts))
            self.records.table.setHidden(not facts.doses)
        more = facts.count - len(facts.doses)
        told = facts.told
        if more > 0:
            shown = tr("The newest {count} stand here, all in Records.", count=number(len(facts.doses)))
            told = tr("{told} {shown}", told=told, shown=shown)
        self._told.setText(told)
        self._told.setHidden(not told)
        if inside and not self._holds_focus():
            self.focus_doses()

    def focus_doses(self) -> None:
        """Go to the doses, or where there are none to the course's chip."""
        target: QWidget | None = None
        if self.records is not None and self.facts is not None:
            target = self.records.table if self.facts.doses else self.chips.get(self.facts.course.id)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _build(self, facts: CourseFacts, offered: Sequence[Course]) -> None:
        while item := self._box.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        page, course = self._page, facts.course
        self._told = label("", "body2", wrap=True)
        change = plain(tr("Change…"), partial(page.open_row, course.id, "medications"), small=True)
        change.setObjectName("course-change")
        change.setAccessibleName(tr("Change {name}", name=course.called()))
        made = self.records = page.record_card(facts.title, "doses", heading=facts.title, right=change)
        made.table.setObjectName("doses")
        side = theme.u(10)
        for place, part in enumerate(filter(None, (self._chips(offered, facts), self._about(facts))), start=1):
            made.box.insertWidget(place, part)
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.setContentsMargins(side, theme.u(8), side, theme.u(12))
        box.setSpacing(theme.u(10))
        box.addWidget(self._told)
        box.addWidget(self._ways(facts))
        made.add(foot)
        made.box.addStretch(1)
        self._box.addWidget(made)

    def _chips(self, offered: Sequence[Course], facts: CourseFacts) -> QWidget | None:
        """The courses one can change to; their arrow keys choose."""
        self.chips = {}
        if len(offered) < 2:
            return None
        row = Flow(6)
        row.setContentsMargins(theme.u(10), 0, theme.u(10), 0)
        group = QButtonGroup(row)
        group.setExclusive(True)
        for course in offered:
            chip = self.chips[course.id] = Chip(course.called())
            chip.setObjectName(f"course-{course.id}")
            chip.setChecked(course.id == facts.course.id)
            chip.clicked.connect(partial(self._page.choose, course.id))
            group.addButton(chip)
            row.add(chip)
        return _padded(row)

    def _about(self, facts: CourseFacts) -> QWidget | None:
        course = facts.course
        said = dotted(span_words(course), course.reason, course.prescriber)
        return _padded(label(said, "second", wrap=True)) if said else None

    def _ways(self, facts: CourseFacts) -> Flow:
        page, course, ways = self._page, facts.course, Flow(10)
        if facts.in_doses:
            active = course.active(facts.on)
            if active:
                ways.add(_named("dose-taken", plain(tr("Taken today"), page.take_chosen, keys="T", small=True)))
                ways.add(_named("dose-skipped", plain(tr("Not taken today"), page.skip_chosen, keys="S", small=True)))
            other = partial(page.frame.go, "doses-form", f"new:{course.id}")
            ways.add(_named("dose-other", plain(tr("Another day…"), other, small=True)))
        if course.active(facts.on) and course.stop is None:
            ways.add(_named("course-stopped", flat(tr("It was stopped…"), partial(page.note_stop, course))))
        return ways


def _offered(courses: Sequence[Course], facts: CourseFacts) -> list[Course]:
    """The courses one can change to: those taken now in doses, and the one that is shown."""
    taken = [course for course in courses if course.active(facts.on) and takes_doses(course)]
    kept = taken[:MOST_CHIPS]
    return [course for course in courses if course in kept or course.id == facts.course.id]


def _padded(inner: QWidget) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(theme.u(10), 0, theme.u(10), theme.u(8))
    box.addWidget(inner)
    return holder


def _named(name: str, button: Button) -> Button:
    button.setObjectName(name)
    return button


class AskingCard(Card):
    """What is worth knowing of each medicine, with where it comes from, and what could be asked."""

    def __init__(self, items: Sequence[Asking], add: Callable[[Asking], object], *, all_of: bool) -> None:
        super().__init__()
        self.heading(tr("Worth knowing, worth asking"))
        shown = items if all_of or len(items) <= MOST_ASKED + 1 else items[:MOST_ASKED]
        for item in shown:
            self.rule()
            self.box.addLayout(self._row(item, add))
        self.more: Button | None = None
        if len(shown) < len(items):
            self.rule()
            self.more = flat(tr("Show all {count}", count=len(items)))
            self.more.setObjectName("asking-all")
            self.add(self.more)
        self.box.addStretch(1)

    def _row(self, item: Asking, add: Callable[[Asking], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.u(12))
        row.addWidget(StatusMark(item.mark), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.u(3))
        texts.addWidget(label(item.title, "row", wrap=True))
        texts.addWidget(label(item.text, "second", wrap=True))
        if item.whence:
            texts.addWidget(label(item.whence, "caption", wrap=True))
        if item.asked:
            texts.addWidget(label(tr("On your list of questions."), "caption", wrap=True))
        elif item.question:
            button = link(tr("Add to my questions"), partial(add, item))
            button.setObjectName(f"ask-{item.key}")
            button.setAccessibleName(tr("Add to my questions: {question}", question=item.question))
            button.setToolTip(item.question)
            texts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(texts, 1)
        return row
