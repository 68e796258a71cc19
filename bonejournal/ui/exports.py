"""File ▸ Export…: all records as files for other programs, or what is due as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonejournal.domain.words import tr
from bonejournal.ui.dialogs import choose

if TYPE_CHECKING:
    from bonejournal.journal.store import Journal
    from bonejournal.ui.files import Files
    from bonejournal.ui.shell import Shell


class Exports:
    """What the export sheet starts. A long journal is written piece by piece on the journal's own thread."""

    def __init__(self, files: Files, shell: Shell) -> None:
        self.files = files
        self.shell = shell

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

        def document(kind: str, *, titles: bool) -> None:
            suffix = {"fhir": ".fhir.json", "json": ".json", "ics": ".ics"}[kind]
            path = choose.document(window, f"{stem}{suffix}")
            if path is not None and kind == "ics":
                self._calendar(path, titles=titles)
            elif path is not None:
                self._document(path, kind)

        ExportSheet(window, into_folder, into_archive, document).show_over()

    def _bundle(self, path: Path) -> None:
        from bonejournal.domain.kinds import KINDS

        def write(read: tuple[list[Any], dict[str, bytes]]) -> None:
            def run() -> None:
                from bonejournal.exchange.export import export_bundle

                export_bundle(read[0], path, read[1])

            self.files.do(run, lambda _none: self._said(path), lambda error: self.files.tell_write(path, error))

        self.shell.window.say(tr("Exporting…"))
        self.shell.desk.ask(
            lambda journal: (
                [record for kind in KINDS.values() for record in journal.all(kind.record)],
                journal.contents(),
            ),
            write,
            owner=self.files,
        )

    def _document(self, path: Path, kind: str) -> None:
        def run(journal: Journal) -> int:
            if kind == "fhir":
                from bonejournal.exchange.fhir.write import export_fhir

                return export_fhir(journal.each, path, journal.today())
            from bonejournal.exchange.json_out import export_json

            return export_json(journal.each, path, journal.content)

        self._on_the_journal(path, run, lambda _count: self._said(path))

    def _calendar(self, path: Path, *, titles: bool) -> None:
        def run(journal: Journal) -> int:
            from bonejournal.exchange.ics import write_due

            return write_due(journal.snapshot(journal.today()), path, titles=titles)

        def done(count: int) -> None:
            if not count:
                self.shell.window.say(tr("Nothing is due on a day that is known, so there is no calendar to write."))
                return
            said = tr("{name} is ready. Open it, and check that your calendar’s reminders are on.", name=path.name)
            self.shell.window.say(said, tr("Open it"), lambda: choose.open_file(path))

        self._on_the_journal(path, run, done)

    def _on_the_journal(self, path: Path, run: Callable[[Journal], int], done: Callable[[int], None]) -> None:
        """Write a file while the journal is read; what the disk refuses is told."""

        def tried(journal: Journal) -> int | OSError:
            try:
                return run(journal)
            except OSError as error:
                return error

        def then(came: int | OSError) -> None:
            if isinstance(came, OSError):
                self.files.tell_write(path, came)
            else:
                done(came)

        self.shell.window.say(tr("Exporting…"))
        self.shell.desk.ask(tried, then, owner=self.files)

    def _said(self, path: Path) -> None:
        said = tr("Exported to {name}. These files are not encrypted.", name=path.name)
        self.shell.window.say(said, tr("Show in folder"), lambda: choose.show_folder(path))


def free_name(path: Path) -> Path:
    """The path, with a number behind it where something of that name is there."""
    return next(
        candidate
        for count in range(1, 1_000_000)
        if not (candidate := path if count == 1 else path.with_name(f"{path.name}-{count}")).exists()
    )
