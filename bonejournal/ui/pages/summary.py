"""The doctor's summary: what is printed, as it will be printed, and saving it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.words import mark, tr, trn
from bonejournal.ui.dialogs import choose
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.paper import PAPERS, paper_chosen
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import link, plain
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.fields import Check
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label
from bonejournal.ui.work import Desk

if TYPE_CHECKING:
    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.journal.store import Journal
    from bonejournal.report.values import Choices

log = logging.getLogger("bonejournal")
DRAW_MS = 150
PPI = 110
SECTIONS = {
    "questions": mark("My questions"),
    "since": mark("Since the last visit"),
    "fractures": mark("Fractures and height"),
    "density": mark("Bone density"),
    "charts": mark("Charts"),
    "medicines": mark("Bone medicines and doses"),
    "labs": mark("Labs and turnover markers"),
    "other_medicines": mark("Other medicines and supplements"),
    "risk": mark("Fracture risk, falls and function tests"),
    "habits": mark("Training and nutrition averages"),
    "gaps": mark("Targets I fall short of, at most 5"),
    "talk": mark("To talk about"),
}
PRIVATE = {
    "birth_date": mark("Full date of birth"),
    "alcohol": mark("Alcohol"),
    "appendix": mark("Appendix with every scan"),
}


class Drawn(NamedTuple):
    """The pages as pictures, and what could not be shown as it was typed."""

    pages: list[bytes]
    warnings: tuple[str, ...]


class SummaryPage(ShellPage):
    """What to print at the left, the pages at the right; nothing leaves the program before a button is pressed."""

    key = "summary"
    title = mark("Doctor’s summary")
    parent_key = "today"
    shows = frozenset(KINDS)
    ratio = (38, 62)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._kept: dict[str, str] = {}

    def load(self) -> None:
        """Ask for the journal as it is today."""
        on = self.desk.on

        def question(journal: Journal) -> Snapshot:
            from bonejournal.report.gather import gather

            return gather(journal, on)

        self.ask(question, self._show)

    def _show(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        if not hasattr(self, "preview"):
            self._build()
        self._draw()

    def _build(self) -> None:
        memory = self.program().memory
        left_out = set(memory.text("summary-without").split())
        self.set_sentence(tr("This is what your doctor gets. What you leave out is not mentioned on paper."))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_MS)
        self._timer.timeout.connect(self._draw)
        what = Card()
        what.heading(tr("What to print"))
        self.sections = {key: Check(tr(words), key not in left_out) for key, words in SECTIONS.items()}
        for key, check in self.sections.items():
            check.setObjectName(f"section-{key}")
        what.add(_close(self.sections.values()))
        what.rule()
        what.add(label(tr("Private unless ticked"), "label"))
        self.private = {key: Check(tr(words), key in self._kept) for key, words in PRIVATE.items()}
        for key, check in self.private.items():
            check.setObjectName(f"private-{key}")
        what.add(_close(self.private.values()))
        self.no_name = Check(tr("Without my name, initials only"), memory.text("summary-name") == "no")
        self.no_name.setObjectName("no-name")
        what.rule()
        what.add(self.no_name)
        for check in (*self.sections.values(), *self.private.values(), self.no_name):
            check.toggled.connect(lambda _on: self._changed())
        self.paper = Segmented(tr("Paper"), [(key, tr(words)) for key, words in PAPERS.items()], paper_chosen(memory))
        self.paper.changed.connect(lambda _key: self._changed())
        row = QHBoxLayout()
        row.addWidget(label(tr("Paper"), "label"))
        row.addStretch(1)
        row.addWidget(self.paper)
        what.box.addLayout(row)
        self.add_left(what)
        ways = Card()
        self.save = self.set_primary(tr("Save the PDF…"), self.save_pdf, icon="download")
        self.save_and_open = plain(tr("Save and open…"), lambda: self.save_pdf(then_open=True))
        ways.add(self.save_and_open)
        ways.add(
            label(
                tr("The file is readable by your account alone. Printing happens in your PDF viewer."),
                "caption",
                wrap=True,
            )
        )
        self.done = QWidget()
        done = QVBoxLayout(self.done)
        done.setContentsMargins(0, theme.u(4), 0, 0)
        done.setSpacing(theme.u(4))
        self.saved = label("", "strong", wrap=True)
        done.addWidget(self.saved)
        links = QHBoxLayout()
        links.setSpacing(theme.u(16))
        self.open_link = link(tr("Open"), lambda: choose.open_file(self.written))
        self.folder_link = link(tr("Show in folder"), lambda: choose.show_folder(self.written))
        for made in (self.open_link, self.folder_link):
            links.addWidget(made)
        links.addStretch(1)
        done.addLayout(links)
        self.done.hide()
        ways.add(self.done)
        self.add_left(ways)
        self.preview = Pages()
        self.add_right(self.preview, 1)
        self.written = Path()
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save_pdf)

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
        )

    def _changed(self) -> None:
        memory = self.program().memory
        memory.set_text("summary-without", " ".join(sorted(self.choices().without)))
        memory.set_text("summary-name", "no" if self.no_name.isChecked() else "")
        memory.set_text("paper", self.paper.chosen())
        self.done.hide()
        self._timer.start()

    def _draw(self) -> None:
        snapshot, choices = self.snapshot, self.choices()

        def run() -> Drawn:
            from bonejournal.report.content import content
            from bonejournal.report.typeset import page_images, warnings

            made = content(snapshot, choices)
            return Drawn(page_images(made, PPI), warnings(made))

        self.preview.wait()
        self.desk.draw(run, self._drawn, owner=self, key="summary")

    def _drawn(self, drawn: Drawn) -> None:
        self.preview.show_pages([QImage.fromData(page) for page in drawn.pages], drawn.warnings)

    def save_pdf(self, *, then_open: bool = False) -> None:
        """Ask where, write the file, and say where it is."""
        program = self.program()
        name = f"bone-summary-{self.desk.on:%Y-%m-%d}.pdf"
        path = choose.pdf(program.window, name)
        if path is None:
            return
        snapshot, choices = self.snapshot, self.choices()
        pages = max(1, len(self.preview.pages))

        def run() -> tuple[str, ...]:
            from bonejournal.report.content import content
            from bonejournal.report.typeset import write_pdf

            return write_pdf(content(snapshot, choices), path)

        def done(_warnings: tuple[str, ...]) -> None:
            self.written = path
            said = trn("Saved as {name}, {count} page.", "Saved as {name}, {count} pages.", pages, name=path.name)
            self.saved.setText(said)
            self.done.show()
            if then_open:
                choose.open_file(path)
                self.frame.say(said, tr("Show in folder"), lambda: choose.show_folder(path))
            else:
                self.frame.say(said, tr("Open"), lambda: choose.open_file(path))

        program.files.worker.put(run, done, lambda error: program.files.tell_write(path, error), owner=self)

    def first_focus(self) -> QWidget | None:
        """The button that saves."""
        return self.save if hasattr(self, "save") else None

    def keep(self) -> Mapping[str, str]:
        """What is private is ticked again after a change of text size."""
        if not hasattr(self, "private"):
            return {}
        return {key: "yes" for key, check in self.private.items() if check.isChecked()}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Once it is built."""
        self._kept = dict(kept)


def _close(checks: Iterable[Check]) -> QWidget:
    """Boxes to tick, close beneath each other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for check in checks:
        column.addWidget(check)
    return made


class Pages(Card):
    """The pages of the summary as they will be printed, one beneath the other."""

    def __init__(self) -> None:
        super().__init__(kind="sunken", pad=14)
        self.pages: list[Sheet] = []
        self.told = label(tr("Making the page…"), "second", wrap=True)
        self.box.addWidget(self.told)
        self.box.addStretch(1)
        self.setAccessibleName(tr("Preview"))

    def wait(self) -> None:
        """New pages are on their way; the old ones stay until then."""
        if not self.pages:
            self.told.setText(tr("Making the page…"))

    def show_pages(self, images: list[QImage], warnings: tuple[str, ...]) -> None:
        """Show other pages."""
        for old in self.pages:
            self.box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.pages = [
            Sheet(image, tr("Page {n} of {m}", n=place, m=len(images))) for place, image in enumerate(images, 1)
        ]
        for place, page in enumerate(self.pages):
            self.box.insertWidget(1 + place, page)
        count = trn("{count} page, as it will be printed.", "{count} pages, as they will be printed.", len(images))
        self.told.setText(" ".join((count, *warnings)))


class Sheet(QWidget):
    """One page, as wide as there is room for."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self.image = image
        self._scaled: QPixmap | None = None
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self.image.height() / max(1, self.image.width()))

    def sizeHint(self) -> QSize:
        return QSize(theme.u(400), self.heightForWidth(theme.u(400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), self.heightForWidth(theme.u(200)))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = self.image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(QPen(QColor(theme.c("border")), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
