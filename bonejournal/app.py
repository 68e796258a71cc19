"""The window's entry point: one instance for each journal, theme and fonts, the log."""

from __future__ import annotations

import bonejournal.ui  # noqa: F401  # before Qt: it keeps Python's own import

# isort: split

import logging
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bonejournal.domain.words import tr
from bonejournal.ui.memory import Memory
from bonejournal.ui.shell import Shell, traced
from bonejournal.ui.sweep import Sweeper
from bonejournal.ui.theme import theme

MOST_LOGGED = 200_000
"""Bytes; a longer log is put aside at the next start, in the place of the one before."""

WRITTEN_S = 60
"""matplotlib's list of fonts is written in far less."""

SWITCH_S = 0.0002
"""How long the window may have to wait for a thread that reads or draws: after each call into Qt, for both are one
program to Python. Its default, 25 times as long, is felt where a page of a long journal is read.
"""


def main(path: Path | None = None) -> int:
    """Open the window on the journal at `path`, else on the last one, else on the welcome. The program's exit code."""
    sys.setswitchinterval(SWITCH_S)
    logger = start_log()
    os.environ.setdefault("MPLCONFIGDIR", str(_list_of_fonts()))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a program without windows is running")
    app.setApplicationName("bonejournal")
    app.setDesktopFileName("bonejournal")
    memory = Memory()
    theme.start(app, memory.mode(), memory.number("scale", 1.0))
    shell = Shell(memory)
    Sweeper(shell.desk.idle, app)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            QTimer.singleShot(0, lambda: shell.tell(error))
        else:
            logger.error("unexpected %s", traced(error.with_traceback(trace)))

    sys.excepthook = hook
    path = memory.last() if path is None else path.absolute()  # the next start may be from another folder
    if path is not None and shell.shown_elsewhere(path):
        sys.stderr.write(tr("{name} is open already; its window was brought to the front.", name=path.name) + "\n")
        return 0
    shell.show(path)
    code = app.exec()
    if not shell.desk.end():
        os._exit(code)  # Python would cut the thread off in the midst of Qt, which the system tells her as a crash
    return code


def _list_of_fonts() -> Path:
    """Where matplotlib keeps its list of fonts; the lock of a program cut off while it wrote the list goes.

    matplotlib would wait for it for five seconds at each start, and then make the list anew.
    """
    folder = Path(platformdirs.user_cache_dir("bonejournal")) / "matplotlib"
    with suppress(OSError):
        for lock in folder.glob("*.matplotlib-lock"):
            if time.time() - lock.stat().st_mtime > WRITTEN_S:
                lock.unlink()
    return folder


def start_log() -> logging.Logger:
    """Write what happens, without anything she recorded, to a small file of the program's own folder."""
    logger = logging.getLogger("bonejournal")
    logger.setLevel(logging.INFO)
    with suppress(OSError):  # where no file can be written, it goes on without a log
        logger.addHandler(_log_file())
    return logger


def _log_file() -> logging.Handler:
    folder = Path(platformdirs.user_log_dir("bonejournal"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "bonejournal.log"
    if file.exists() and file.stat().st_size > MOST_LOGGED:
        file.replace(folder / "bonejournal.log.1")
    handler = logging.FileHandler(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
