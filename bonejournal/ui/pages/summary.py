"""The visit: her questions, what changed, what is printed, and the pages as the doctor will read them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.visit import Agenda, visit_title, visit_when
from bonejournal.domain.words import mark, tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.questions_card import QuestionsCard
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.pages.summary_cards import PRIVATE, SECTIONS, Several, SinceCard, checks
from bonejournal.ui.paper import PAPERS, paper_chosen
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.beside import Beside
from bonejournal.ui.widgets.buttons import plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Check
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.preview import MOST, Preview
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.stages import Stages
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.journal.store import Journal
    from bonejournal.report.since import Changed
    from bonejournal.report.values import Choices

DRAW_MS = 30
LEAST_PPI = 80
INCHES = 8.3
"""Either paper is about so wide."""


class Asked(NamedTuple):
    """What the page begins with: the journal, the visit it is for, earlier ones, notes and medicines to choose from."""

    snapshot: Snapshot
    plan: Agenda
    earlier: list[dt.date]
    notes: list[tuple[str, str]]
    courses: list[tuple[str, str]]


class Drawn(NamedTuple):
    """What happened, the first pages as pictures, how many there are, and what could not be shown as it was typed."""

    lines: list[Changed]
    pages: list[QImage]
    all_pages: int
    warnings: tuple[str, ...]


class SummaryPage(ShellPage):
    """What goes to the doctor at the left, the pages at the right; `what` is the visit's id, "" for the next one.

    Nothing leaves the program before a button is pressed. What is ticked is remembered for each doctor.
    """

    key = "summary"
    title = mark("Doctor’s summary")
    parent_key = "visits"
    shows = frozenset(KINDS)
    ratio = (57, 43)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._kept: dict[str, str] = {}
        self._built = False
        self._stages = Stages(self)
        self._doctor = ""

    def load(self) -> None:
        """Ask for the journal as it is today."""
        on, what = self.desk.on, self.what

        def question(journal: Journal) -> Asked:
            return _asked(journal, on, what)

        self.ask(question, self._show)

    def _show(self, asked: Asked) -> None:
        self.asked = asked
        if self._built:
            self._fill()
        elif self._stages.done():  # else what is under way ends with what was asked last
            self._stages.run(self._build_head, self._build_since, self._build_print, self._fill)

    def _fill(self) -> None:
        self._built = True
        self.questions.show_agenda(self.asked.plan)
        self._draw()

    # Building

    def _build_head(self) -> None:
        visit = self.asked.plan.coming
        self._doctor = hashlib.sha256((visit.clinician if visit else "").encode()).hexdigest()[:8]
        self.set_title(visit_title(visit) if visit is not None else tr("Doctor’s summary"))
        self.set_caption(visit_when(visit) if visit is not None else tr("No visit is noted; the pages are of today."))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_MS)
        self._timer.timeout.connect(self._draw)
        self.save = self.set_primary(
            tr("Save the PDF…"), self.save_pdf, icon="download", keys=self.frame.keys_of("summary")
        )
        self.save.setObjectName("save")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save_pdf)
        self.questions = QuestionsCard(self, ended=False)
        self.add_left(self.questions)
        self.preview = Preview()
        self.add_right(self.preview, 1)

    def _build_since(self) -> None:
        self.since = SinceCard(self.asked.earlier, self.desk.on, frozenset(self._memory("lines").split()))
        self.since.changed.connect(self._changed)
        self.add_left(self.since)

    def _build_print(self) -> None:
        self.add_left(self._print_card(self.asked))

    def _print_card(self, asked: Asked) -> Card:
        memory = self.program().memory
        left_out = set(self._memory("without").split())
        card = Card()
        readers = (("doctor", tr("For the doctor, 2 pages")), ("herself", tr("In my words, 1 page")))
        self.reader = Segmented(tr("For whom"), readers)
        self.reader.setObjectName("reader")
        self.reader.changed.connect(lambda _key: self._changed())
        head = Flow(12)
        head.add(label(tr("What to print"), "heading"))
        head.add(self.reader, end=True)
        card.setAccessibleName(tr("What to print"))
        card.add(head)
        self.sections = {key: Check(tr(words), key not in left_out) for key, words in SECTIONS.items()}
        for key, check in self.sections.items():
            check.setObjectName(f"section-{key}")
        self.private = {key: Check(tr(words), key in self._kept) for key, words in PRIVATE.items()}
        for key, check in self.private.items():
            check.setObjectName(f"private-{key}")
        self.no_name = Check(tr("Without my name: initials and year of birth"), self._memory("name") == "no")
        self.no_name.setObjectName("no-name")
        courses = frozenset(id_ for id_, _ in asked.courses) - set(self._memory("courses").split())
        self.courses = Several(tr("Medicines"), asked.courses, courses)
        self.courses.setObjectName("courses")
        self.notes = Several(tr("My notes"), asked.notes, frozenset())
        self.notes.setObjectName("notes")
        self.paper = Segmented(tr("Paper"), [(key, tr(words)) for key, words in PAPERS.items()], paper_chosen(memory))
        self.paper.changed.connect(lambda _key: self._changed())
        for check in (*self.sections.values(), *self.private.values(), self.no_name):
            check.toggled.connect(lambda _on: self._changed())
        for several in (self.courses, self.notes):
            several.changed.connect(self._changed)
        paper = QWidget()
        beside = QHBoxLayout(paper)
        beside.setContentsMargins(0, theme.u(6), 0, 0)
        beside.setSpacing(theme.u(10))
        beside.addWidget(label(tr("Paper"), "label"))
        beside.addWidget(self.paper)
        beside.addStretch(1)
        row = Beside(520)
        row.box.addWidget(checks((*self.sections.values(), self.courses)), 1, Qt.AlignmentFlag.AlignTop)
        kept = label(tr("Kept private unless ticked"), "label")
        kept.setMinimumHeight(theme.u(Check.LINE))
        private = (kept, *self.private.values(), self.notes, self.no_name, paper)
        row.box.addWidget(checks(private), 1, Qt.AlignmentFlag.AlignTop)
        card.add(row)
        card.rule()
        self.save_and_open = plain(tr("Save and open…"), lambda: self.save_pdf(then_open=True))
        foot = Beside(420)
        said = tr("The file is readable by your account alone. Printing happens in your PDF viewer.")
        foot.box.addWidget(label(said, "caption", wrap=True), 1)
        foot.box.addWidget(self.save_and_open, 0, Qt.AlignmentFlag.AlignLeft)
        card.add(foot)
        return card

    def _memory(self, name: str) -> str:
        return self.program().memory.text(f"summary-{self._doctor}-{name}")

    def choices(self) -> Choices:
        """What is ticked."""
        from bonejournal.report.values import Choices

        return Choices(
            paper=self.paper.chosen(),
            show_name=not self.no_name.isChecked(),
            without=frozenset(key for key, check in self.sections.items() if not check.isChecked()),
            birth_date=self.private["birth_date"].isChecked(),
            alcohol=self.private["alcohol"].isChecked(),
            appendix=self.private["appendix"].isChecked(),
            timeline=self.private["timeline"].isChecked(),
            notes=self.notes.ticked(),
            without_courses=frozenset(self.courses.boxes) - self.courses.ticked(),
            changes_since=self.since.since() if self.since.days.chosen() != _first(self.asked.earlier) else None,
            without_lines=self.since.without(),
            visit=self.asked.plan.coming.id if self.asked.plan.coming is not None else "",
            reader=self.reader.chosen(),
        )

    def _changed(self) -> None:
        memory, choices = self.program().memory, self.choices()
        for name, words in (
            ("without", " ".join(sorted(choices.without))),
            ("lines", " ".join(sorted(choices.without_lines))),
            ("courses", " ".join(sorted(choices.without_courses))),
            ("name", "" if choices.show_name else "no"),
        ):
            memory.set_text(f"summary-{self._doctor}-{name}", words)
        memory.set_text("paper", choices.paper)
        self._timer.start()

    # The pages

    def _draw(self) -> None:
        snapshot, choices, since = self.asked.snapshot, self.choices(), self.since.since()
        ppi = max(LEAST_PPI, self.preview.sheet.width() * self.devicePixelRatioF() / INCHES)

        def run() -> Drawn:
            from bonejournal.report.content import content
            from bonejournal.report.medicines import ticked
            from bonejournal.report.since import since_lines
            from bonejournal.report.typeset import page_count, page_images, warnings

            made = content(snapshot, choices)
            pages = [QImage.fromData(page) for page in page_images(made, ppi, MOST)]
            all_pages = len(pages) if len(pages) < MOST else page_count(made)
            return Drawn(since_lines(ticked(snapshot, choices), since), pages, all_pages, warnings(made))

        self.preview.wait()
        self.desk.draw(run, self._drawn, owner=self, key="summary")

    def _drawn(self, drawn: Drawn) -> None:
        self.since.show_lines(drawn.lines)
        self.preview.show_pages(drawn.pages, drawn.all_pages, drawn.warnings)

    def save_pdf(self, *, then_open: bool = False) -> None:
        """Ask where, write the file, and say where it is, also when she is elsewhere by then."""
        if not self._built:  # its keys were pressed before all is there
            return
        program = self.program()
        self.questions.write_all()
        visit = self.asked.plan.coming
        day = visit.date if visit is not None else self.desk.on
        path = choose.pdf(program.window, f"bone-summary-{day:%Y-%m-%d}.pdf")
        if path is None:
            return
        snapshot, choices = self.asked.snapshot, self.choices()

        def run() -> int:
            from bonejournal.report.content import content
            from bonejournal.report.typeset import page_count, write_pdf

            made = content(snapshot, choices)
            write_pdf(made, path)
            return page_count(made)

        def done(pages: int) -> None:
            said = trn("Saved as {name}, {count} page.", "Saved as {name}, {count} pages.", pages, name=path.name)
            if then_open:
                choose.open_file(path)
                self.frame.say(said, tr("Show in folder"), lambda: choose.show_folder(path))
            else:
                self.frame.say(said, tr("Open"), lambda: choose.open_file(path))

        program.files.do(run, done, lambda error: program.files.tell_write(path, error))

    # What the window calls

    def first_focus(self) -> QWidget | None:
        """The button that saves."""
        return self.save if self._built else None

    def leaving(self) -> None:
        """Write the question that is being typed."""
        if self._built:
            self.questions.write_all()

    def keep(self) -> Mapping[str, str]:
        """What is private is ticked again after a change of text size."""
        if not self._built:
            return {}
        return {key: "yes" for key, check in self.private.items() if check.isChecked()}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Once it is built."""
        self._kept = dict(kept)


def _first(days: list[dt.date]) -> str:
    return days[0].isoformat() if days else ""


def _asked(journal: Journal, on: dt.date, what: str) -> Asked:
    from bonejournal.domain.medicines.courses import in_rows
    from bonejournal.domain.medicines.medication import Course
    from bonejournal.report.content import note_of, visit_plan
    from bonejournal.report.gather import gather
    from bonejournal.report.words import clipped

    snapshot = gather(journal, on)
    plan = visit_plan(snapshot, what)
    noted = [
        (record.day or dt.date.min, record.id, f"{record.called()}: {clipped(note, 50)}")
        for records in snapshot.records.values()
        for record in records
        if (note := note_of(record))
    ]
    notes = [(id_, said) for _, id_, said in sorted(noted, reverse=True)]
    courses = [
        (course.id, tr("{name}, since {day}", name=course.name, day=course.start.said(short=True)))
        if course.start
        else (course.id, course.name)
        for course in in_rows(snapshot.of(Course), on)
    ]
    return Asked(snapshot, plan, list(plan.before), notes[:40], courses)
