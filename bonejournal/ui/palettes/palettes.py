"""The two palettes of a window: which is open, and what they may ask of the program around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from bonejournal.domain.words import tr
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.palettes.quick_add import QuickAdd
from bonejournal.ui.theme import theme

if TYPE_CHECKING:
    from bonejournal.domain.lookup import Entry
    from bonejournal.domain.profile import Units
    from bonejournal.domain.quick.known import Known
    from bonejournal.domain.record import Record
    from bonejournal.domain.step import Step
    from bonejournal.journal.search import Group as Kinds
    from bonejournal.journal.store import Journal
    from bonejournal.ui.pages.listed import Listed
    from bonejournal.ui.palettes.search import Search
    from bonejournal.ui.shell import Shell


IDLE_MS = 300


class Palettes(QObject):
    """Opens one palette at a time, and closes it when the page behind it changes.

    unsaved: what stood in Quick add when it was closed without saving.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._open: QuickAdd | Search | None = None
        self._known: tuple[tuple[int, dt.date], Known] | None = None
        self.unsaved = ""
        shell.desk.opened.connect(self._forget)
        shell.window.stack.moved.connect(self.close)
        theme.changing.connect(self.close)

    def _forget(self) -> None:
        """Another journal is open: nothing of the one before is known any more."""
        self._known, self.unsaved = None, ""

    # Opening

    def add(self, text: str = "") -> None:
        """Open Quick add, with a text in its line."""
        if self._shell.desk.state is None or (isinstance(self.shown(), QuickAdd) and not text):
            return
        self.unsaved = text or self.unsaved
        self._show(QuickAdd)
        if text and (palette := self.shown()) is not None:
            palette.field.deselect()  # what follows is typed behind it

    def search(self) -> None:
        """Open Search."""
        from bonejournal.ui.palettes.search import Search

        if self._shell.desk.state is not None and not isinstance(self.shown(), Search):
            self._show(Search)

    def make_ready(self) -> None:
        """Know what lines are looked up in before the first is typed, once nothing else is asked any more."""
        if self._known is not None or self._shell.desk.state is None:
            return
        if self._shell.desk.idle():
            self._ask(self, lambda _held: None, typing=False)
        else:
            QTimer.singleShot(IDLE_MS, self, self.make_ready)

    def _show(self, make: type[QuickAdd] | type[Search]) -> None:
        self.close()
        palette = make(self._shell.window, self)
        self._open = palette
        palette.show_over()
        state = self._shell.desk.state
        if state is None:
            return
        key = (state.revision, state.on)
        if self._known is not None:
            same = self._known[0] == key
            palette.give(self._known[1], fresh=same)
            if same:
                return
        self._ask(palette, lambda held: palette.give(held, fresh=True), typing=True)

    def _ask(self, owner: QObject, then: Callable[[Known], object], *, typing: bool) -> None:
        from bonejournal.ui.palettes.asked import known

        state = self._shell.desk.state
        if state is None:
            return
        key = (state.revision, state.on)

        def came(held: Known) -> None:
            self._known = (key, held)
            then(held)

        now = dt.datetime.now().astimezone().time()
        self._shell.desk.ask(lambda journal: known(journal, now), came, owner=owner, key="known", typing=typing)

    def shown(self) -> QuickAdd | Search | None:
        """The palette that is open."""
        palette = self._open
        return palette if palette is not None and shiboken6.isValid(palette) and palette.isVisible() else None

    def close(self) -> None:
        """Close what is open; what was typed waits."""
        palette = self.shown()
        if palette is not None:
            palette.dismiss()

    # What a palette may ask for

    def has_form(self, kind: str) -> bool:
        """Whether there is a form of a kind of record."""
        return any(page.key == f"{kind}-form" for page in PAGES)

    def keys_of(self, command: str) -> str:
        """The keys of a command as they are shown."""
        return self._shell.window.keys_of(command) if command else ""

    def open_form(self, kind: str, start: Record | None = None, given: str = "") -> None:
        """Open the form of a new record: empty, with what is prepared, or with a template."""
        what = "new"
        if start is not None:
            what = self._shell.desk.prepare(start)
        elif given:
            what = f"new:{given}"
        self._shell.window.go(f"{kind}-form", what)

    def open_record(self, record: Record) -> None:
        """Open a record in its form; in Records where there is none."""
        kind = record.KIND
        if self.has_form(kind.key):
            self.go(f"{kind.key}-form", "" if record.SINGLETON else record.id)
        else:
            self.show_in_records(record.called())

    def open_entry(self, entry: Entry) -> None:
        """Open what was found in a catalogue: hers in its form, a test on its page, a food or exercise to be added."""
        from bonejournal.domain.lookup import Sort
        from bonejournal.domain.meaning.frames import frames

        match entry.sort:
            case Sort.RESULT:
                self.go("labs-form", entry.key)
            case Sort.DRUG if entry.own:
                self.go("medications-form", entry.key)
            case Sort.ANALYTE:
                self.go("labs")
                self._look_at(entry.key)
            case Sort.TARGET:
                self.go("targets")
                self._look_at(entry.key)
            case Sort.EXPLAINED:
                self.go(*frames()[entry.key].place)
            case Sort.DOCUMENT:
                self.go("sources")
                self._look_at(entry.key)
            case _:
                self.add(f"{entry.title} ")

    def show_in_records(self, text: str) -> None:
        """Show all records that fit a text."""
        self.go("records")
        self._look_at(text)

    def _look_at(self, what: str) -> None:
        page = self._shell.window.stack.page()
        if page is not None:
            page.look_at(what)

    def go(self, key: str, what: str = "") -> None:
        """Show a page or form."""
        self._shell.window.go(key, what)

    def run(self, command: str) -> None:
        """Do what a menu entry does."""
        self._shell.window.run(command)

    def pages(self) -> list[tuple[str, str, str]]:
        """Key, name and icon of the pages of the sidebar."""
        return [(page.key, tr(page.name), page.icon) for page in sorted(PAGES, key=_order) if page.name]

    def commands(self) -> list[tuple[str, str, str, str]]:
        """Id, menu, text and keys of what can be done now."""
        return self._shell.window.commands.able()

    def units(self) -> Units | None:
        """The units she reads."""
        state = self._shell.desk.state
        return state.profile.units if state is not None and state.profile is not None else None

    def find(self, palette: Search, text: str, then: Callable[[list[Kinds]], object]) -> None:
        """Look for records; the newest question wins."""

        def question(journal: Journal) -> list[Kinds]:
            from bonejournal.journal.search import best

            return best(journal, text)

        self._shell.desk.ask(question, then, owner=palette, key="search", typing=True)

    def write(self, step: Step, said: str, done: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Write a step and say so, with Undo beside it."""
        window = self._shell.window

        def written() -> None:
            window.say(said, tr("Undo"), self._shell.undo)
            done()

        self._shell.desk.apply(step, written, failed)

    def waits(self, error: Exception) -> bool:
        """Whether what was not written for an error is kept, and written with the next try."""
        return self._shell.desk.stopped is error

    def failed(self, error: Exception) -> None:
        """Say calmly that something did not work."""
        self._shell.tell(error)


def _order(page: Listed) -> int:
    return page.order
