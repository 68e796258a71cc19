"""The words of the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from bonejournal import __version__
from bonejournal.domain.dates import DateError, parse_iso
from bonejournal.domain.field import YEARS
from bonejournal.domain.words import mark, tr
from bonejournal.report.values import SECTIONS

_LIBRARIES = ("SQLAlchemy", "sqlcipher3", "PySide6-Essentials", "matplotlib", "typst")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` in what it returns names the one that was asked for."""
    whole = argparse.ArgumentParser(
        prog="bonejournal",
        description=tr("A bone-health journal that a woman keeps on her own laptop."),
        epilog=textwrap.fill(
            tr(
                "bonejournal [JOURNAL] opens the window. Exit codes: 0 done; 1 the input cannot be used; "
                "2 wrong usage; 4 the journal is open elsewhere, or its disk is full or read-only."
            ),
            80,
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,  # the last paragraph is wrapped already
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=_Version, help=tr("say which version this is"))
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (said, words) in _COMMANDS.items():
        words(commands.add_parser(name, help=tr(said), description=tr(said), allow_abbrev=False))
    return whole


def _new(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument("--sample", action="store_true", help=tr("fill in the fictional sample journal"))


def _import(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument("files", metavar="FILE", type=_path, nargs="+")
    to.add_argument("--format", metavar="NAME", default="", help=tr("read as this format: csv, json or fhir"))
    to.add_argument("--dry-run", action="store_true", help=tr("say what would be done and write nothing"))
    left_open = tr("where a file leaves it open")
    to.add_argument("--weight-unit", choices=("kg", "lb"), default="", help=left_open)
    to.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="", help=left_open)
    to.add_argument("--decimal", choices=("point", "comma"), default="", help=left_open)
    to.add_argument("--zone", metavar="AREA/CITY", default="", help=left_open)
    _json(to)


def _merge(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument("other", metavar="OTHER", type=_path)
    _json(to)


def _reading(to: argparse.ArgumentParser) -> None:
    _journal(to)
    _on(to)
    _json(to)


def _report(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument("-o", "--output", metavar="OUT.pdf", type=_path, required=True)
    to.add_argument("--from", dest="since", metavar="DATE", type=_day, help=tr("the first day shown"))
    _on(to)
    to.add_argument("--paper", choices=("a4", "letter"), default="a4")
    to.add_argument("--visit", metavar="ID", default="", help=tr("the visit it is for; the next one without it"))
    to.add_argument("--no-name", action="store_true", help=tr("initials and year of birth instead of the name"))
    to.add_argument("--timeline", action="store_true", help=tr("add a page with everything on one axis of time"))
    to.add_argument(
        "--appendix", action="store_true", help=tr("add all scans, lab results, doses of bone medicines and falls")
    )
    to.add_argument(
        "--without",
        metavar="SECTION",
        action="append",
        choices=SECTIONS,
        default=[],
        help=tr("leave out a section; may be given again: {sections}", sections=", ".join(SECTIONS)),
    )


def _export(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=_path,
        required=True,
        help=tr("a file; of csv a folder, or a .zip when OUT ends so"),
    )
    to.add_argument(
        "--format",
        choices=("csv", "fhir", "json", "ics"),
        default="csv",
        help=tr("csv: a table of each kind; json: everything in one document; fhir: for a clinic; ics: what is due"),
    )
    to.add_argument("--titles", action="store_true", help=tr("of ics: let the calendar say what each entry is about"))
    _on(to)


def _check(to: argparse.ArgumentParser) -> None:
    _journal(to)
    _json(to)


def _backup(to: argparse.ArgumentParser) -> None:
    _journal(to)
    to.add_argument("-o", "--output", metavar="FILE", type=_path, help=tr("where to, else among the earlier ones"))


def _restore(to: argparse.ArgumentParser) -> None:
    to.add_argument("backup", metavar="BACKUP", type=_path)
    to.add_argument("-o", "--output", metavar="JOURNAL", type=_path, required=True)
    to.add_argument(
        "--force",
        action="store_true",
        help=tr("replace the journal that is there, which is kept aside under a new name"),
    )


# The commands in the order of the help: what each is for, and the words that may follow it.
_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": (mark("create a journal"), _new),
    "import": (mark("bring in a folder, a zip archive, or a CSV, JSON or FHIR file"), _import),
    "merge": (mark("bring in the records of another copy of the journal"), _merge),
    "gaps": (mark("every target with its status"), _reading),
    "summary": (mark("verdicts on bone density, layers, triad, what to talk about and what is due"), _reading),
    "report": (mark("write the doctor’s summary as a PDF"), _report),
    "export": (mark("write all records as files that other programs read"), _export),
    "check": (mark("look whether the file is whole, and which backups there are"), _check),
    "backup": (mark("make a verified copy"), _backup),
    "restore": (mark("put a backup in the journal’s place"), _restore),
}


def _journal(to: argparse.ArgumentParser) -> None:
    to.add_argument("journal", metavar="JOURNAL", type=_path)


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help=tr("print one JSON document"))


def _on(to: argparse.ArgumentParser) -> None:
    to.add_argument("--on", metavar="DATE", type=_day, help=tr("as if that day were today"))


def _path(text: str) -> Path:
    """A file or folder; “.” by the name it has, for sentences call it by that."""
    if not text:
        raise argparse.ArgumentTypeError(tr("a name is missing."))
    return Path(text) if Path(text).name else Path(text).resolve()


def _day(text: str) -> dt.date:
    try:
        found = parse_iso(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if found.year not in YEARS:
        raise argparse.ArgumentTypeError(
            tr("a day is between the years {low} and {high}.", low=YEARS[0], high=YEARS[-1])
        )
    return found


class _Version(argparse.Action):
    """Says the versions, which are looked up only then: it takes longer than most commands need to begin."""

    def __init__(self, option_strings: Sequence[str], dest: str, *, help: str) -> None:  # noqa: A002  argparse's name
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        sys.stdout.write(f"{_versions()}\n")
        parser.exit()


def _versions() -> str:
    """The version on the first line; what it runs on below."""
    from importlib import metadata

    held = [f"Python {platform.python_version()}"]
    for library in _LIBRARIES:
        try:
            held.append(f"{library} {metadata.version(library)}")
        except metadata.PackageNotFoundError:
            continue
    return f"bonejournal {__version__}\n{', '.join(held)}"
