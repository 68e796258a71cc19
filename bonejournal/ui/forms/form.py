"""What every form does: it keeps a draft, says what is in question when a field is left, and saves one step.

A form holds texts, not values. Its draft is written a second after the last key and goes with the transaction that
saves it, so nothing typed is lost, and nothing half-typed becomes a record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.entry import Habit, texts_of
from bonejournal.domain.record import Around, Dated, Kept, Problem, Question, Record, open_questions, problems
from bonejournal.domain.step import Change, Step, creating, deleting, editing
from bonejournal.domain.words import tr
from bonejournal.ui.desk import Desk
from bonejournal.ui.forms.attached import AttachedFiles
from bonejournal.ui.forms.beneath import Beneath
from bonejournal.ui.forms.draft import Draft
from bonejournal.ui.forms.footer import Footer, lock
from bonejournal.ui.forms.start import Start
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal

NEW = "new"


class FormPage(JournalPage):
    """A form over one record; `what` is its id, "new", or "new:" with what the new record begins as (`given`).

    A subclass says its `record_class`, builds fields in `begin` (where they are many, in `parts` before it), gives and
    takes their `texts`, makes a record of them in `read`, and shows in `tell_problem` what is in question; it calls
    `touched` after every change of a text and `left` when a field is left. `reads_also` are other kinds whose records
    it needs. Where it is `attachable`, files can be attached to the record.
    """

    record_class: ClassVar[type[Record]]
    attachable: ClassVar[bool] = False
    reads_also: ClassVar[tuple[type[Record], ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if hasattr(cls, "record_class"):
            cls.shows = frozenset({cls.record_class.KIND.key, Attachment.KIND.key})

    def __init__(self, frame: Frame, desk: Desk, what: str = NEW) -> None:
        super().__init__(frame, desk, what if self.record_class.SINGLETON else what or NEW)
        self.start = Start(None, (), None, None)
        self.base: Record | None = None
        self.files: AttachedFiles | None = None
        self._stages = Stages(self)
        self._asked = False
        self._beneath = Beneath(self)
        self._seen: set[str] = set()
        self._kept: dict[tuple[str, str], str] = {}
        self._draft = Draft(self)
        for keys, act in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What a subclass gives

    def parts(self) -> tuple[Callable[[], object], ...]:
        """What is built before `begin`, each in a turn of the event loop of its own."""
        return ()

    def begin(self) -> None:
        """Build the fields; `self.start` says what with."""

    def blank(self) -> Record:
        """A new record with the defaults she will see."""
        raise NotImplementedError

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""

    def read(self) -> tuple[Record, list[Problem]]:
        """The record the texts stand for, and what could not be read."""
        raise NotImplementedError

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """What would stand in the fields for a record: the draft that begins as its copy."""
        return texts_of(record, habit)

    def beside(self, record: Record) -> tuple[Change, ...]:
        """Changes of other records entered in the same form, such as the weight at a scan."""
        return ()

    def typed_in(self, field: str) -> str:
        """The name of the text that a field of the record is typed in."""
        return field

    def stored_in(self, name: str) -> str:
        """The field of the record that a text is about, "" where it has none now; the reverse of `typed_in`."""
        return name

    def asked(self, record: Record) -> list[Question]:
        """The questions still open."""
        return open_questions(record, self.around())

    def tell_problem(self, field: str, level: str, text: str, question: Question | None = None) -> None:
        """Show a problem ("hard") or a question ("soft") at a field; an empty text takes it away."""

    def field_widget(self, field: str) -> QWidget | None:
        """Where a field is typed."""
        return None

    def saved(self, record: Record) -> str:
        """The sentence when it is on the disk."""
        return tr("{name} saved.", name=record.called())

    # Beginning

    @property
    def _begun(self) -> bool:
        return self._draft.begun

    @property
    def is_new(self) -> bool:
        """Whether the form makes a record, rather than changing one."""
        return self.what.partition(":")[0] == NEW

    @property
    def given(self) -> str:
        """What a new record begins as, such as the id of a template; "" where it begins empty."""
        return self.what.partition(":")[2] if self.is_new else ""

    def neighbours(self, journal: Journal) -> tuple[Record, ...]:
        """The records of its kind that the form is seen against: all, where there are never many."""
        return journal.all(self.record_class)

    def others(self, journal: Journal, record: Record | None) -> tuple[Record, ...]:
        """The records of other kinds it is seen against: all of `reads_also`, of which there are never many."""
        return tuple(other for kind in self.reads_also for other in journal.all(kind))

    @property
    def draft_key(self) -> str:
        """The name of its draft; what was prepared elsewhere waits where a new record does."""
        what = NEW if self.given in self.desk.prepared else self.what
        return f"{self.record_class.KIND.key}:{what}"

    @property
    def habit(self) -> Habit:
        """Her day and her units."""
        profile = self.desk.state.profile if self.desk.state else None
        return Habit(self.desk.on, profile.units if profile else None)

    def load(self) -> None:
        """Ask once for what the form begins with."""
        if self._asked:
            if self._begun and not self.is_new:
                self._beneath.look()
            return
        self._asked = True
        cls, key, new = self.record_class, self.draft_key, self.is_new
        what = cls.SINGLETON or self.what
        mine = self.attachable and not new

        def ask(journal: Journal) -> Start:
            record = None if new else journal.get(what)
            draft = next((one for one in journal.drafts() if one.key == key and not journal.read_only), None)
            attached = [one for one in journal.referring([what]) if isinstance(one, Attachment)] if mine else []
            texts, at = (draft.texts, draft.at) if draft else (None, None)
            return Start(record, self.neighbours(journal), texts, at, self.others(journal, record), tuple(attached))

        self.ask(ask, self._begin)

    def _begin(self, start: Start) -> None:
        if not self.is_new and start.record is None and not self.record_class.SINGLETON:
            self.frame.say(tr("This record is no longer there."))
            self.frame.done_with(self.key, self.what)
            return
        self.start = start
        self._draft.prepared = self.desk.prepared.get(self.given)
        self.base = start.record or self._draft.prepared or self.blank()
        self._kept = {(self.typed_in(kept.field), kept.question): kept.value for kept in self.base.kept}
        self._stages.run(*self.parts(), lambda: self._fill(start))

    def _fill(self, start: Start) -> None:
        self.begin()
        self._draft.begin(start)
        if self.desk.read_only:
            lock(self.body)
        target = self.found_again() or self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_again(self) -> None:
        """Forget what was typed."""
        self._draft.begin_again()

    def footer(self) -> QWidget:
        """The attached files where there can be any; Cancel and Save, and Delete for a record that is there."""
        made = Footer(self)
        self.files, self.footnote = made.files, made.footnote
        if self.files is not None:
            self.files.changed.connect(self._draft.touch)
        return made

    # While typing

    def touched(self, field: str) -> None:
        """A text has changed: what was said of it is taken back, and the draft follows."""
        self.tell_problem(field, "", "")
        self._draft.touch()

    def left(self, field: str) -> None:
        """A field was left: say what is in question there."""
        self._seen.add(field)
        self.judge(self._seen)

    def judge(self, seen: set[str] | None = None) -> tuple[Record, list[Problem], list[Question]]:
        """Read everything and show what is in question at the fields `seen` (at all where None)."""
        record, unread = self.read()
        record = replace(record, kept=self._kept_answers())
        unread = [*unread, *self._without_day()]
        unreadable = {problem.field for problem in unread}
        # What the record says of a field itself comes after the field's general limits, and says more.
        said = {self.typed_in(problem.field): problem for problem in problems(record)}
        hard = [*unread, *(problem for name, problem in said.items() if name not in unreadable)]
        found = self.asked(record)
        told: set[str] = set()
        for problem in hard:
            name = self.typed_in(problem.field)
            if name and (seen is None or name in seen) and name not in told:
                self.tell_problem(name, "hard", problem.text)
                told.add(name)
        asked = [question for question in found if self.typed_in(question.field) not in unreadable]
        for question in asked:
            name = self.typed_in(question.field)
            if (seen is None or name in seen) and name not in told:
                self.tell_problem(name, "soft", question.text, question)
                told.add(name)
        for name in self.texts().keys() if seen is None else seen:
            if name not in told:
                self.tell_problem(name, "", "")
        return record, hard, asked

    def _without_day(self) -> list[Problem]:
        """A record that is there keeps its day: an emptied one would silently become today."""
        emptied = isinstance(self.start.record, Dated) and not self.texts().get("date", "-").strip()
        return [Problem("date", tr("{label} is needed.", label=tr("Date")))] if emptied else []

    def around(self) -> Around:
        """What the record is seen against."""
        profile = self.desk.state.profile if self.desk.state else None
        others = tuple(other for other in self.start.neighbours if self.base is None or other.id != self.base.id)
        return Around(self.desk.on, profile.birth_date if profile else None, others)

    def keep_answer(self, question: Question) -> None:
        """She answered "keep": the question is not asked again while the value stands."""
        self._keep_answers([question])
        self.judge(self._seen)

    def _keep_answers(self, questions: list[Question]) -> None:
        self._kept |= {(self.typed_in(asked.field), asked.key): asked.value for asked in questions}

    def _kept_answers(self) -> tuple[Kept, ...]:
        stored = ((self.stored_in(name), key, value) for (name, key), value in self._kept.items())
        return tuple(Kept(*answer) for answer in sorted(stored) if answer[0])

    def all_texts(self) -> dict[str, str]:
        """What stands in the fields, and which files are attached."""
        return {**self.texts(), **(self.files.texts() if self.files else {})}

    def set_all_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields, and take back the files that were attached."""
        self.set_texts(texts)
        if self.files is not None:
            self.files.set_texts(texts)

    def take_file(self, path: Path) -> bool:
        """Attach a file that was dropped on the window; False where this form takes none."""
        if self.files is None or self.desk.read_only:
            return False
        self.files.take(path)
        return True

    def keep(self) -> Mapping[str, str]:
        """What was typed, for when the form is built anew; where nothing was, the record as it is then will stand."""
        return self._draft.kept()

    def typed(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The texts the form began with, and those that stand in it now."""
        return self._draft.clean, self.all_texts()

    def hand_on(self, texts: Mapping[str, str]) -> None:
        """Have the form begin with these texts when it is built anew."""
        self._draft.hand_on(texts)

    def restore(self, kept: Mapping[str, str]) -> None:
        """Take the texts back."""
        self._draft.restored = kept

    def event(self, event: QEvent) -> bool:
        # The window's own Ctrl+S only says that all is saved; while a form is open, the keys are the form's.
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Save):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.save()
                return True
        return super().event(event)

    # Ending

    def save(self) -> None:
        """Save, or go to the first thing in question and say why. A question that is passed over twice is kept."""
        if not self._begun or self.desk.read_only or self._beneath.waits() or (self.files and self.files.waits()):
            return
        unasked = self._seen >= set(self.texts())
        record, hard, asked = self.judge()
        self._seen |= set(self.texts())
        if hard:
            self._go_to(self.typed_in(hard[0].field), hard[0].text)
            return
        if asked and not unasked:
            self._go_to(
                self.typed_in(asked[0].field), tr("One question is open. Save again to keep everything as it is.")
            )
            return
        self._keep_answers(asked)
        record = replace(record, kept=self._kept_answers())
        self.save_step(self.step(record), record)

    def step(self, record: Record) -> Step:
        """The step that saves it."""
        drafts = (self.draft_key,)
        made = editing(self.start.record, record, drafts) if self.start.record else creating(record, drafts=drafts)
        own = () if self.start.record == record else made.changes
        if self.files is None:
            return replace(made, changes=(*own, *self.beside(record)))
        changes = (*own, *self.beside(record), *self.files.changes(record.id))
        return replace(made, changes=changes, contents=self.files.contents())

    def save_step(self, step: Step, record: Record) -> None:
        """Write the step and leave the form."""
        self._draft.prepared = None
        self.save_as(step, self.saved(record))

    def save_as(self, step: Step, said: str) -> None:
        """Write a step, say so, and go back to where the form was opened from."""
        self._draft.save(step, said)

    def delete(self) -> None:
        """Delete the record; it can be undone, and brought back for 90 days."""
        record = self.start.record
        if record is None:
            return

        def gone(referring: tuple[Record, ...]) -> None:
            step = replace(deleting([record], referring), drafts=(self.draft_key,))
            self.save_as(step, tr("{name} deleted.", name=record.called()))

        self.ask(lambda journal: journal.referring([record.id]), gone, key="referring")

    def leave(self) -> None:
        """Close the form; what was typed stays as a draft."""
        if self.is_changed():
            self._draft.write()
            self.frame.say(tr("Kept as a draft. It is here when you come back."))
        self.frame.done_with(self.key, self.what)

    def leaving(self) -> None:
        """The page is left some other way: the draft is written at once."""
        if self._draft.isActive() or self._draft.prepared is not None:
            self._draft.write()

    def is_changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return self._draft.changed

    def _go_to(self, field: str, said: str) -> None:
        self.frame.say(said)
        target = self.field_widget(field) or self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(target, QLineEdit):
                target.selectAll()  # what is typed next replaces it
