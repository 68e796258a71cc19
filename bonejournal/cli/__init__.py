"""The command line: a thin skin over the functions that the window calls too.

Exit codes: 0 done; 1 the input cannot be used; 2 wrong usage; 4 the journal is open elsewhere, or its disk is full or
read-only. What goes wrong is one sentence on standard error.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bonejournal.cli.usage import UsageError
from bonejournal.domain.words import tr

SUFFIX = ".bonejournal"
DONE, UNUSABLE, USAGE, DISK = 0, 1, 2, 4
_INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


def main(argv: Sequence[str]) -> int:
    """Run one command, or the window where none is named; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a stream that something else has put there
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        # What the commands need is imported for a command only: the window has to be seen at once.
        if not argv or argv[0].endswith(SUFFIX):
            return _window(argv)
        from bonejournal.cli.commands import COMMANDS
        from bonejournal.cli.parser import parser

        if argv[0] not in COMMANDS and not argv[0].startswith("-"):
            return _window(argv)
        asked = parser().parse_args(argv)
        code = COMMANDS[asked.command](asked)
        sys.stdout.flush()
    except SystemExit as ended:  # argparse has said what it had to say
        return int(ended.code or 0)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        return _told(error)
    return code


def _window(argv: Sequence[str]) -> int:
    path = Path(argv[0]) if argv else None
    if len(argv) > 1 or (path is not None and not path.exists() and path.suffix != SUFFIX):
        raise UsageError(tr("“{word}” is not a command; bonejournal --help lists them.", word=argv[0]))
    if not _display():
        if path is not None and not path.exists():
            from bonejournal.journal.errors import missing

            raise missing(path)
        raise UsageError(tr("There is no display here. The commands work without one: bonejournal --help."), UNUSABLE)
    try:
        from bonejournal import app
    except ImportError as error:
        said = tr(
            "The window cannot open on this computer ({reason}). The commands work without it: bonejournal --help.",
            reason=error.name or type(error).__name__,
        )
        raise UsageError(said, UNUSABLE) from error
    return app.main(path)


def _display() -> bool:
    """Whether a window can be shown; Qt itself would end the program with a page of technical lines."""
    elsewhere = sys.platform in ("win32", "darwin") or "QT_QPA_PLATFORM" in os.environ
    return elsewhere or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _told(error: Exception) -> int:
    """Say what happened in one sentence; the exit code."""
    from bonejournal.exchange.reader import ImportRefusedError
    from bonejournal.journal.errors import JournalError

    match error:
        case UsageError() | JournalError():
            sentence, code = str(error), error.exit_code
        case ImportRefusedError():
            sentence, code = str(error), UNUSABLE
        case OSError():
            sentence, code = _of_the_system(error)
        case _:
            sentence, code = _ours(error), UNUSABLE
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return code


def _of_the_system(error: OSError) -> tuple[str, int]:
    name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
    if error.errno in _FULL:
        return tr("There is no room left on the disk. Free some space and try again."), DISK
    if error.errno in _NOT_ALLOWED:
        return tr("{name} cannot be written: the folder or the file does not allow it.", name=name), DISK
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return tr("The folder of {name} is not there. Make it first, or name another.", name=name), UNUSABLE
    return tr("{name} cannot be used: the system says “{reason}”.", name=name, reason=error.strerror or ""), UNUSABLE


def _ours(error: Exception) -> str:
    """Note where a mistake of ours happened, without the error's text, which may hold what she recorded."""
    import datetime as dt
    import traceback

    import platformdirs

    place = Path(platformdirs.user_log_dir("bonejournal")) / "bonejournal.log"
    frames = "".join(traceback.format_tb(error.__traceback__))
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {type(error).__name__}\n{frames}")
    except OSError:
        return tr("Something went wrong inside bonejournal ({kind}).", kind=type(error).__name__)
    return tr(
        "Something went wrong inside bonejournal ({kind}). Where it happened stands in {log}.",
        kind=type(error).__name__,
        log=place,
    )
