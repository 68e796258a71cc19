"""What each command does. Libraries are imported where they are needed, so that none waits for a window's."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonejournal.cli.usage import UsageError
from bonejournal.domain.words import tr, trn

if TYPE_CHECKING:
    import datetime as dt

    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.exchange.plan import Plan

_MOST_LISTED = 40
"""Lines of an import that were left out, as a person reads them; --json lists them all."""


def new(asked: argparse.Namespace) -> int:
    """Create a journal, empty or with the sample."""
    from bonejournal.exchange.formats import sample
    from bonejournal.journal.store import Journal

    filled = sample().step if asked.sample else None
    with Journal.create(asked.journal) as journal:
        if filled is not None:
            try:
                journal.apply(filled)
            except BaseException:
                journal.close()
                asked.journal.unlink(missing_ok=True)
                raise
    _say(tr("{name} is ready.", name=asked.journal.name))
    return 0


def bring_in(asked: argparse.Namespace) -> int:
    """Import files, each in one transaction; all of them are read before the first is written."""
    from bonejournal.exchange.formats import READERS, read_file
    from bonejournal.exchange.plan import plan
    from bonejournal.exchange.reader import Settled
    from bonejournal.journal.store import Journal

    names = [reader.format for reader in READERS]
    if asked.format and asked.format not in names:
        known = ", ".join(names)
        raise UsageError(tr("“{name}” is not a format; there is {known}.", name=asked.format, known=known))
    settled = Settled(asked.weight_unit, asked.date_order, asked.decimal, asked.zone)
    plans: list[tuple[Path, Plan]] = []
    with Journal.open(asked.journal) as journal:
        readings = [(file, read_file(file, settled, asked.format)) for file in asked.files]
        for file, reading in readings:
            made = plan(reading, journal.standing(found.record.id for found in reading.found))
            if made.step.changes and not asked.dry_run:
                journal.apply(made.step)
            plans.append((file, made))
    if asked.json:
        documents = [made.to_json(str(file)) for file, made in plans]
        _print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for file, made in plans:
        _say(f"{file.name}: {made.said()}")
        for left in made.skipped[:_MOST_LISTED]:
            _say(f"  {left.where}: {left.why}")
        if len(made.skipped) > _MOST_LISTED:
            _say("  " + tr("and {count} more; --json lists them all.", count=len(made.skipped) - _MOST_LISTED))
        for said in made.warnings[:_MOST_LISTED]:
            _say(f"  {said}")
    if asked.dry_run:
        _say(tr("Nothing was written: this was a dry run."))
    return 0


def merge(asked: argparse.Namespace) -> int:
    """Bring in another copy's records; what both changed stays as it is here, and is told."""
    from bonejournal.cli import said
    from bonejournal.journal.merge import compare, look_at
    from bonejournal.journal.store import Journal

    with Journal.open(asked.journal) as journal:
        look_at(asked.other, asked.journal)
        made = compare(journal, asked.other)
        if made.changes:
            journal.apply(made.step())
    if asked.json:
        _print_json(said.merge_json(made, asked.journal, asked.other))
    else:
        _say_all(said.merge(made))
    return 0


def gaps(asked: argparse.Namespace) -> int:
    """Every target with its status."""
    from bonejournal.cli import said
    from bonejournal.domain.meaning.targets import evaluate, to_json

    snapshot = _snapshot(asked.journal, asked.on)
    found = evaluate(snapshot)
    if asked.json:
        listed = [to_json(gap) for gap in found]
        _print_json({"journal": str(asked.journal), "on": snapshot.on.isoformat(), "gaps": listed})
    else:
        _say_all(said.gaps(found, snapshot.on))
    return 0


def summary(asked: argparse.Namespace) -> int:
    """The journal taken together."""
    from bonejournal.cli import said
    from bonejournal.domain.meaning import insight

    whole = insight.summary(_snapshot(asked.journal, asked.on))
    if asked.json:
        _print_json(insight.to_json(whole))
    else:
        _say_all(said.summary(whole))
    return 0


def report(asked: argparse.Namespace) -> int:
    """The doctor's summary as a PDF."""
    from bonejournal.domain.visit import Visit
    from bonejournal.report.values import Choices

    choices = Choices(
        paper=asked.paper,
        show_name=not asked.no_name,
        since=asked.since,
        without=frozenset(asked.without),
        appendix=asked.appendix,
        timeline=asked.timeline,
        visit=asked.visit,
    )
    _refuse_stranger(asked.output, b"%PDF")

    from bonejournal.journal.store import Journal
    from bonejournal.report.content import content
    from bonejournal.report.gather import gather
    from bonejournal.report.typeset import write_pdf

    with Journal.open(asked.journal) as journal:
        snapshot = gather(journal, asked.on or journal.today(), timeline=choices.timeline)
    if asked.visit and asked.visit not in {visit.id for visit in snapshot.of(Visit)}:
        raise UsageError(tr("No visit of that id is in this journal."))

    with _writing(asked.output):
        unshown = write_pdf(content(snapshot, choices), asked.output)
    for sentence in unshown:
        sys.stderr.write(sentence + "\n")
    _say(tr("Saved as {name}.", name=asked.output.name))
    return 0


def export(asked: argparse.Namespace) -> int:
    """All records as files of a format, or what is due as a calendar."""
    if asked.titles and asked.format != "ics":
        raise UsageError(tr("--titles belongs to --format ics."))
    if asked.format == "csv":
        count = _export_csv(asked)
    elif asked.format == "ics":
        count = _export_calendar(asked)
        name = asked.output.name
        _say(trn("{count} day written to {name}.", "{count} days written to {name}.", count, name=name))
        return 0
    else:
        count = _export_document(asked)
    name = asked.output.name
    _say(trn("{count} record written to {name}.", "{count} records written to {name}.", count, name=name))
    return 0


def _export_csv(asked: argparse.Namespace) -> int:
    from bonejournal.domain.kinds import KINDS
    from bonejournal.exchange.bundle_out import export_bundle, stranger_in
    from bonejournal.journal.store import Journal

    out = asked.output
    if out.suffix.lower() == ".zip":
        _refuse_stranger(out, b"PK")
    elif out.exists() and not out.is_dir():
        said = tr("{name} is a file. Name a folder, or a file that ends in .zip.", name=out.name)
        raise UsageError(said, 1)
    elif (held := stranger_in(out)) is not None:
        raise _another_kind(held)
    with Journal.open(asked.journal) as journal:
        records = [record for kind in KINDS.values() for record in journal.all(kind.record)]
        contents = journal.contents()
    with _writing(out):
        export_bundle(records, out, contents)
    return len(records)


def _export_document(asked: argparse.Namespace) -> int:
    from bonejournal.exchange import json_out
    from bonejournal.exchange.fhir import write
    from bonejournal.journal.store import Journal

    out, fhir = asked.output, asked.format == "fhir"
    _refuse_stranger(out, write.START if fhir else json_out.START)
    with Journal.open(asked.journal) as journal, _writing(out):
        if fhir:
            return write.export_fhir(journal.each, out, asked.on or journal.today())
        return json_out.export_json(journal.each, out, journal.content)


def _export_calendar(asked: argparse.Namespace) -> int:
    from bonejournal.domain.meaning.due import AHEAD_DAYS, due
    from bonejournal.domain.meaning.targets import evaluate
    from bonejournal.exchange import ics
    from bonejournal.exchange.whole import whole_file

    _refuse_stranger(asked.output, ics.START)
    snapshot = _snapshot(asked.journal, asked.on)
    found = ics.dated(due(snapshot, evaluate(snapshot), AHEAD_DAYS))
    if not found:
        raise UsageError(tr("Nothing is due on a day that is known, so there is no calendar to write."), 1)
    with _writing(asked.output), whole_file(asked.output) as file:
        text = ics.calendar(found, snapshot.on, titles=asked.titles)
        file.write(text.encode())
    return text.count("BEGIN:VEVENT")


def check(asked: argparse.Namespace) -> int:
    """Whether the file is whole, and which backups there are."""
    from bonejournal.cli import said
    from bonejournal.cli.whole import look

    found = look(asked.journal)
    if asked.json:
        _print_json(found.to_json())
    else:
        _say_all(said.check(found))
    if found.sentence:
        sys.stderr.write(found.sentence + "\n")
    return 0 if found.ok else 1


def back_up(asked: argparse.Namespace) -> int:
    """A verified copy."""
    from bonejournal.journal.store import Journal

    with Journal.open(asked.journal) as journal:
        made = journal.back_up(asked.output)
    _say(tr("A verified copy of {count} records is in {path}.", count=made.records, path=made.path))
    return 0


def restore(asked: argparse.Namespace) -> int:
    """A backup in the journal's place."""
    from bonejournal.journal import backup

    aside = backup.restore(asked.backup, asked.output, replace=asked.force)
    _say(tr("{name} is restored.", name=asked.output.name))
    if aside is not None:
        _say(tr("The journal that was there is kept as {name}.", name=aside.name))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": new,
    "import": bring_in,
    "merge": merge,
    "gaps": gaps,
    "summary": summary,
    "report": report,
    "export": export,
    "check": check,
    "backup": back_up,
    "restore": restore,
}


def _snapshot(path: Path, on: dt.date | None) -> Snapshot:
    from bonejournal.journal.store import Journal

    with Journal.open(path) as journal:
        return journal.snapshot(on or journal.today())


def _refuse_stranger(path: Path, start: bytes) -> None:
    """Raise UsageError where a file of another kind, or a device, stands in the place of an output."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would be read for ever
            raise _another_kind(path)
        with path.open("rb") as file:
            held = file.read(len(start))
        if held and held != start:
            raise _another_kind(path)


def _another_kind(path: Path) -> UsageError:
    said = tr("{name} is already there and is another kind of file. Nothing was written over it.", name=path.name)
    return UsageError(said, 1)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Let what the system says of a file beside `path` name `path` itself."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _print_json(document: Any) -> None:
    with suppress(AttributeError):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    _say(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def _say(text: str) -> None:
    print(text)


def _say_all(lines: Iterator[str]) -> None:
    for line in lines:
        _say(line)
