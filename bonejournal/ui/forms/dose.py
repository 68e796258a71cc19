"""A dose that was taken or not: of which course, when, how much, and where an injection was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtWidgets import QWidget

from bonejournal.domain.entry import texts_of
from bonejournal.domain.field import Field
from bonejournal.domain.medicines.courses import brief_words
from bonejournal.domain.medicines.doses import SITES, after_words, courses_for_doses, new_dose
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import Visit
from bonejournal.domain.words import day_long, mark, tr
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Combo, TextField
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.told import Told

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

NAMES = ("date", "medication_id", "taken", "reason", "amount", "time", "site", "notes")
MOST_DOSES = 40
"""How many doses of each course the form is seen against."""


class DoseForm(PlainForm):
    """A dose; a new one is of the course that is `given`, else of the one that is due first."""

    key = "doses-form"
    title = mark("Dose")
    parent_key = "medications"
    record_class: ClassVar[type[Record]] = Dose
    reads_also = (Course, Visit)
    spans: ClassVar[Mapping[str, int]] = {"amount": 1, "site": 1, "medication_id": 2}

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The last doses of each course, and all around the one that is changed."""
        found: dict[str, Record] = {}
        for course in journal.all(Course):
            found.update((dose.id, dose) for dose in journal.newest(Dose, "medication_id", course.id, MOST_DOSES))
        return tuple(found.values())

    @property
    def doses(self) -> tuple[Dose, ...]:
        """The last doses of each course."""
        return tuple(dose for dose in self.start.neighbours if isinstance(dose, Dose))

    def _courses(self) -> list[Course]:
        """The courses in the order they are offered, what is due first."""
        held: dict[str, tuple[Record, ...]] = {}
        for cls in (Course, Visit):
            held[cls.KIND.key] = tuple(record for record in self.start.beside if isinstance(record, cls))
        held[Dose.KIND.key] = self.doses
        snapshot = Snapshot(self.desk.on, held)
        return courses_for_doses(snapshot.of(Course), snapshot)

    def _course(self) -> Course | None:
        chosen = self.texts().get("medication_id", "")
        return next((course for course in self._courses() if course.id == chosen), None)

    def _last_of(self, course_id: str) -> Dose | None:
        taken = [dose for dose in self.doses if dose.medication_id == course_id and dose.taken]
        return max(taken, key=lambda dose: (dose.date, dose.id), default=None)

    def blank(self) -> Record:
        """A dose of today, as much as the last one."""
        courses = self._courses()
        course = next((one for one in courses if one.id == self.given), courses[0] if courses else None)
        if course is None:
            return Dose(date=self.desk.on, taken=True)
        return new_dose(course, self.desk.on, self._last_of(course.id))

    # Building

    def begin(self) -> None:
        """One card: when and what, and where an injection was given."""
        if self.is_new:
            self.set_title(tr("Record a dose"))
        else:
            self.set_caption(tr("To correct the day, type the right one and press Enter."))
        self._blocks = {}
        card = Card()
        card.add(self._grid(NAMES, texts_of(self.base, self.habit) if self.base else {}))
        self._told = Told()
        self._told.setObjectName("after")
        card.add(self._told)
        if not self._courses():
            words = tr("No medicine is on record that is taken in doses. Add it first; then its doses can be recorded.")
            card.add(label(words, "body2", wrap=True))
            add = link(tr("Add a medicine…"), lambda: self.frame.go("medications-form", "new"))
            add.setObjectName("add-medicine")
            card.add(add)
        self.add_left(card)
        self.add_wide(self.footer())
        date = self._blocks["date"].field
        if isinstance(date, TextField) and not self.is_new:
            date.enter_moves = False
            date.returnPressed.connect(self.save)
        self._show_what_follows()

    def _widget(self, item: Field, text: str) -> QWidget:
        if item.name != "medication_id":
            return super()._widget(item, text)
        made = Combo()
        for course in self._courses():
            made.add(course.id, brief_words(course))
        made.choose(text)
        made.picked.connect(lambda _key: self._course_picked())
        made.setObjectName(item.name)
        return made

    def _line(self, item: Field) -> TextField:
        if item.name != "site":
            return super()._line(item)
        used = [dose.site for dose in sorted(self.doses, key=lambda dose: dose.date, reverse=True) if dose.site]
        site = ListField(dict.fromkeys((*map(tr, SITES), *used)))
        site.picked.connect(lambda _text: self._picked("site"))
        return site

    # While typing

    def _course_picked(self) -> None:
        """Another course has another amount; one that she typed stays."""
        course, amount = self._course(), self._blocks["amount"].field
        if course is not None and isinstance(amount, TextField) and "amount" not in self._seen:
            amount.setText(new_dose(course, self.desk.on, self._last_of(course.id)).amount)
        self._picked("medication_id")

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        super().set_texts(texts)
        self._show_what_follows()

    def touched(self, field: str) -> None:
        """What is asked for, and when the next one is due, follow what is typed."""
        super().touched(field)
        self._show_what_follows()

    def _show_what_follows(self) -> None:
        texts, course = self.texts(), self._course()
        taken = texts["taken"] != "no"
        self._blocks["reason"].setVisible(not taken)
        self._blocks["site"].setVisible(taken and (course is None or course.route != "oral"))
        day = self._day_in("date")
        said = []
        last = self._last_of(course.id) if course is not None else None
        if last is not None and last.site and taken:
            said.append(tr("Last time: {site}, {day}.", site=last.site, day=day_long(last.date)))
        if course is not None and day is not None and taken:
            said.append(after_words(course, day))
        self._told.say(" ".join(filter(None, said)))

    def first_focus(self) -> QWidget | None:
        """The date; it stands at today and is selected."""
        if not self._begun:
            return None
        date = self._blocks["date"].field
        if isinstance(date, TextField):
            date.selectAll()
        return date

    def saved(self, record: Record) -> str:
        """The sentence when it is on the disk."""
        dose, course = cast(Dose, record), self._course()
        if course is None:
            return super().saved(record)
        return tr("Dose of {name} on {day} saved.", name=course.called(), day=day_long(dose.date))
