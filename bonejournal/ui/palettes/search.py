"""Search: one line that finds records, and opens pages, settings and commands by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from bonejournal.domain.lookup import Entry, Sort, look_up, record_said
from bonejournal.domain.periods import Period, split_period
from bonejournal.domain.typeahead import BEGINS, INSIDE, Index
from bonejournal.domain.words import day_long, day_short, mark, spoken, tr
from bonejournal.ui.pages.records_rows import Telling
from bonejournal.ui.pages.records_rows import what as record_line
from bonejournal.ui.palettes.lists import Group
from bonejournal.ui.palettes.palette import Palette
from bonejournal.ui.palettes.quick_add import ICONS
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.type_ahead import Offer

if TYPE_CHECKING:
    from bonejournal.domain.quick.known import Known
    from bonejournal.domain.record import Record
    from bonejournal.journal.search import Group as Kinds
    from bonejournal.ui.palettes.palettes import Palettes

MOST = 5
FEWER = 3
"""So many of a kind are shown where more than a few kinds have something."""
_SETTINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Text size"), ("font size", "bigger", "zoom")),
    (mark("Theme: light or dark"), ("dark mode", "colours")),
    (mark("Units: kg or lb, cm or inches"), ("pounds", "metric", "inches")),
    (mark("Paper size"), ("a4", "letter", "printing")),
    (mark("Backups"), ("copies", "restore")),
    (mark("Sample journal"), ("sample data", "helen")),
)
_OTHER_WORDS = {
    "larger": ("bigger text", "zoom in", "font"), "smaller": ("zoom out",), "summary": ("print", "pdf", "report"),
    "import": ("bring in", "csv"), "export": ("csv", "save as"), "keys": ("shortcuts", "keyboard"),
    "sources": ("documents", "references"), "back_up": ("copy", "backup"), "deleted": ("trash", "bin", "recover"),
    "undo": ("take back",), "sidebar": ("menu",), "full_screen": ("fullscreen",), "add": ("quick add", "record"),
}  # fmt: skip
_ICONS = {
    Sort.RESULT: "labs", Sort.DRUG: "medications", Sort.FOOD: "nutrition", Sort.ANALYTE: "labs",
    Sort.EXERCISE: "training", Sort.TARGET: "check", Sort.EXPLAINED: "question", Sort.DOCUMENT: "document",
}  # fmt: skip


@dataclass(frozen=True)
class Opens:
    """What an offer does when it is taken."""

    act: Callable[[], object]


class Search(Palette):
    """Looks for what is typed at every key. The catalogues answer at once; records come from the journal's thread,
    and Enter waits for them.
    """

    def __init__(self, window: QMainWindow, owner: Palettes) -> None:
        self.hint = tr("Search records, medicines, foods, tests, pages, commands")
        self._owner = owner
        self.known: Known | None = None
        self._records: list[Kinds] = []
        self._pending = False
        self._enters: Qt.KeyboardModifier | None = None
        keys = (
            (tr("Enter"), tr("open")),
            (tr("Ctrl+Enter"), tr("show in Records")),
            (tr("Esc"), tr("close")),
        )
        super().__init__(window, tr("Search"), tr("Search"), keys)

    def give(self, known: Known, *, fresh: bool = True) -> None:
        """The catalogues in her order have come; those of last time are as good meanwhile."""
        self.known = known
        self._show()

    # What is looked for

    def understand(self) -> None:
        """Ask the journal, and show what the catalogues say meanwhile."""
        text = self.field.text().strip()
        self._pending = bool(text)
        self._records = []
        if text:
            self._owner.find(self, text, lambda found: self._came(text, found))
        self._show()

    def _came(self, text: str, found: list[Kinds]) -> None:
        if text != self.field.text().strip():
            return
        self._records, self._pending = found, False
        self._show()
        if self._enters is not None:
            modifiers, self._enters = self._enters, None
            self.enter(modifiers)

    def _show(self) -> None:
        text = self.field.text().strip()
        groups = self._groups(text) if text else self._beginning()
        any_offer = any(group.offers for group in groups)
        self.show_lists(groups, 0 if any_offer and text else -1, tr("Enter"))
        self._tell(text, any_offer)

    def _beginning(self) -> list[Group]:
        """Before anything is typed: the pages."""
        return [Group(tr("Pages"), [self._page(key, name, icon) for key, name, icon in self._owner.pages()])]

    def _groups(self, text: str) -> list[Group]:
        """What was found, in groups: what is named outright first, then her records, then all else."""
        day = self.known.today if self.known is not None else None
        words, period = split_period(text, day) if day is not None else (text, None)
        found: list[tuple[float, Group]] = []
        told: set[str] = set()
        if self.known is not None:
            for sort, entries in look_up(text, self.known).items():
                own = sort is Sort.RESULT
                found.append((self._order(entries[0].rank, period, own=own), self._catalogue(sort, entries)))
                told |= {entry.key for entry in entries if entry.own}
        for place, (heading, named) in enumerate(self._named()):
            fits = [(rank, one) for rank, one in named.fits(words or text, MOST) if rank < INSIDE]
            if fits:
                score = self._order(fits[0][0], period, own=False) - 0.5 + place / 10
                found.append((score, Group(tr(heading), [one for _, one in fits])))
        most = MOST if len(self._records) <= FEWER else FEWER
        for kinds in self._records:
            fresh = [entry.record for entry in kinds.entries if entry.record.id not in told]
            offers = [self._record(record, words) for record in fresh[:most]]
            found.append((1.0, Group(tr(kinds.kind.label), offers)))
        return [group for _, group in sorted(found, key=lambda one: one[0])]

    def _order(self, rank: int, period: Period | None, *, own: bool) -> float:
        """Where a group stands: 1 is where her records do. With a time named, they and her results go first."""
        if own:
            return 0.0
        return 0.5 if rank <= BEGINS and period is None else 2.0 + rank

    def _named(self) -> Iterable[tuple[str, Index[Offer]]]:
        pages = [(self._page(key, name, icon), (name,)) for key, name, icon in self._owner.pages()]
        commands = [
            (
                Offer(Opens(lambda id_=id_: self._owner.run(id_)), text, menu, "settings", keys),  # type: ignore[misc]
                (text, *_OTHER_WORDS.get(id_, ())),
            )
            for id_, menu, text, keys in self._owner.commands()
        ]
        settings = [
            (
                Offer(Opens(lambda: self._owner.go("settings")), tr(name), tr("in Settings"), "settings"),
                (tr(name), *words),
            )
            for name, words in _SETTINGS
        ]
        return (
            (mark("Pages"), Index(pages)),
            (mark("Commands"), Index(commands)),
            (mark("Settings"), Index(settings)),
        )

    # How it is shown

    def _page(self, key: str, name: str, icon: str) -> Offer:
        return Offer(Opens(lambda: self._owner.go(key)), name, "", icon or "document")

    def _record(self, record: Record, words: str) -> Offer:
        line = record_said(record, self.known) or record_line(record, Telling(self._owner.units()))
        called = record.called()
        if record.day is not None and str(record.day.year) not in called:
            called = tr("{name}, {day}", name=called, day=day_short(record.day))
        notes = str(getattr(record, "notes", ""))
        if words and notes and words.lower() in notes.lower() and words.lower() not in line.lower():
            line = tr("Note: {note}", note=" ".join(notes.split()))
        return Offer(
            Opens(lambda: self._owner.open_record(record)), called, line, ICONS.get(record.KIND.key, "records")
        )

    def _catalogue(self, sort: Sort, entries: list[Entry]) -> Group:
        offers = [
            Offer(Opens(lambda entry=entry: self._owner.open_entry(entry)), entry.title, entry.note, _ICONS[sort])  # type: ignore[misc]
            for entry in entries
        ]
        return Group(tr(sort.value), offers)

    def _tell(self, text: str, any_offer: bool) -> None:
        said = ""
        if text and not any_offer and not self._pending:
            said = tr("Nothing fits. Fewer words find more.")
        elif text and self.known is not None:
            said = _period_said(split_period(text, self.known.today)[1])
        self.tell(*([label(said, "second", wrap=True)] if said else []))
        self._speak_mark(said)

    def moved(self) -> None:
        """Say what is marked."""
        self._speak_mark("")

    def _speak_mark(self, said: str) -> None:
        at, offers = self.lists.at(), self.lists.offers()
        aloud = [said] if said else []
        if 0 <= at < len(offers):
            one = offers[at]
            aloud.append(tr("{title}, {note}", title=one.title, note=one.note) if one.note else one.title)
            aloud.append(tr("{place} of {count}", place=at + 1, count=len(offers)))
        self.say(spoken(*aloud))

    # What is done

    def enter(self, modifiers: Qt.KeyboardModifier) -> None:
        """Open what is marked, or show all that fits in Records."""
        text = self.field.text().strip()
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            if text:
                self.close_then(lambda: self._owner.show_in_records(text))
            return
        if self._pending or (self.known is None and text):
            self._enters = modifiers
            return
        at, offers = self.lists.at(), self.lists.offers()
        chosen = offers[at].item if 0 <= at < len(offers) else None
        if isinstance(chosen, Opens):
            self.close_then(chosen.act)

    def tab(self) -> None:
        """The next offer: there is nothing else to go to."""
        self.lists.move_mark(1)
        self.moved()


def _period_said(period: Period | None) -> str:
    """Which days a span of time was understood as."""
    if period is None:
        return ""
    if period.start == period.end:
        return tr("On {day}", day=day_long(period.start))
    return tr("From {start} to {end}", start=day_long(period.start), end=day_long(period.end))
