"""File ▸ Export…: all records as files for other programs, or what is due as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bonejournal.domain.attachment import Attachment
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.record import Record
from bonejournal.domain.words import number, tr, trn
from bonejournal.ui.dialogs import choose
from bonejournal.ui.turns import Counts, Turns

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.files import Files
    from bonejournal.ui.shell import Shell


class Exports:
    """What the export sheet starts. A long journal is read in short turns, so that she can go on meanwhile."""

    def __init__(self, files: Files, shell: Shell) -> None:
        self.files = files
        self.shell = shell
        self._turns: Turns | None = None

    def ask(self) -> None:
        """Ask what for and where to, and write it."""
        from bonejournal.ui.dialogs.take_out import ExportSheet

        window, state = self.shell.window, self.shell.desk.state
        if state is None:
            return
        stem = f"{state.path.stem}-{dt.date.today():%Y-%m-%d}"

        def into_folder() -> None:
            folder = choose.folder(window)
            if folder is not None:
                self._bundle(free_name(folder / stem))

        def into_archive() -> None:
            path = choose.archive(window, f"{stem}.zip")
            if path is not None:
                self._bundle(path)

        def document(kind: str, *, titles: bool, notes: bool) -> None:
            # A calendar is shared: its name says no more than its titles.
            names = {"fhir": f"{stem}.fhir.json", "json": f"{stem}.json", "ics": "reminders.ics"}
            path = choose.document(window, names[kind])
            if path is not None and kind == "ics":
                self._calendar(path, titles=titles)
            elif path is not None:
                self._document(path, kind, notes=notes)

        ExportSheet(window, into_folder, into_archive, document).show_over()

    def _bundle(self, path: Path) -> None:
        records: list[Record] = []
        contents: dict[str, bytes] = {}

        def gather(journal: Journal) -> Counts:
            each = yield from _settled(journal)
            for cls in list(each):
                for record in each[cls]:
                    records.append(record)
                    if isinstance(record, Attachment):
                        contents[record.sha256] = journal.content(record.sha256) or b""
                    yield len(records)

        def write(_count: int) -> None:
            def run() -> None:
                from bonejournal.exchange.bundle_out import export_bundle

                export_bundle(records, path, contents)

            self.files.do(run, lambda _none: self._said(path), lambda error: self.files.tell_write(path, error))

        self._in_turns(path, gather, write)

    def _document(self, path: Path, kind: str, *, notes: bool) -> None:
        def write(journal: Journal) -> Counts:
            each = yield from _settled(journal)
            if kind == "fhir":
                from bonejournal.exchange.fhir.write import writing_fhir

                yield from writing_fhir(each.__getitem__, path, journal.today(), notes=notes)
            else:
                from bonejournal.exchange.json_out import writing_json

                yield from writing_json(each.__getitem__, path, journal.content)

        self._in_turns(path, write, lambda _count: self._said(path))

    def _calendar(self, path: Path, *, titles: bool) -> None:
        def write(journal: Journal) -> Counts:
            from bonejournal.exchange.ics import write_due

            yield write_due(journal.snapshot(journal.today()), path, titles=titles)

        def done(count: int) -> None:
            if not count:
                self.shell.window.say(tr("Nothing is due on a day that is known, so there is no calendar to write."))
                return
            said = tr("{name} is ready. Open it, and check that your calendar’s reminders are on.", name=path.name)
            self.shell.window.say(said, tr("Open it"), lambda: choose.open_file(path))

        self._in_turns(path, write, done)

    def _in_turns(self, path: Path, begin: Callable[[Journal], Counts], done: Callable[[int], object]) -> None:
        """Read the journal in turns, tell how far it is, and let her stop it."""
        window = self.shell.window

        def told(count: int) -> None:
            said = trn(
                "Exporting, {said} record so far…", "Exporting, {said} records so far…", count, said=number(count)
            )
            window.say(said, tr("Stop"), self._stop)

        def ended(count: int | None) -> None:
            self._turns = None
            if count is None:
                window.say(tr("The export was stopped. Nothing was written."))
            else:
                done(count)

        def failed(error: Exception) -> None:
            self._turns = None
            self.files.tell_write(path, error)

        window.say(tr("Exporting…"), tr("Stop"), self._stop)
        self._turns = Turns(self.shell.desk, begin, told, ended, failed, self.files)

    def _stop(self) -> None:
        if self._turns is not None:
            self._turns.stop()

    def end(self) -> None:
        """Leave nothing half written behind, when the program ends."""
        if self._turns is not None:
            self._turns.drop()

    def idle(self) -> bool:
        """Whether nothing is being exported."""
        return self._turns is None

    def _said(self, path: Path) -> None:
        said = tr("Exported to {name}. These files are not encrypted.", name=path.name)
        self.shell.window.say(said, tr("Show in folder"), lambda: choose.show_folder(path))


def _settled(journal: Journal) -> Generator[int, None, dict[type[Record], Iterator[Record]]]:
    """All records of one moment, by kind: what is written from here on is not among them."""
    while True:
        each, revision = {}, journal.revision
        for kind in KINDS.values():
            each[kind.record] = journal.each(kind.record)
            yield 0
        if journal.revision == revision:
            return each


def free_name(path: Path) -> Path:
    """The path, with a number behind it where something of that name is there."""
    return next(
        candidate
        for count in range(1, 1_000_000)
        if not (candidate := path if count == 1 else path.with_name(f"{path.name}-{count}")).exists()
    )
