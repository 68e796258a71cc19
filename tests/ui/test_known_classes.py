"""Qt's classes are known before the first table hands over its viewport, and before another thread names them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bonejournal.ui import pages

VIEWPORT = """
import bonejournal.ui
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from bonejournal.ui.known_classes import KnownClasses

def known(cls=QWidget):
    return 1 + sum(map(known, type.__subclasses__(cls)))

app = QApplication([])
table = QTableView()
ended = []
meeting = KnownClasses()
meeting.destroyed.connect(lambda: ended.append(True))
meeting.begin()
while not ended:
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
before = known()
table.viewport()
print(known() - before)
"""

THREADS = """
import bonejournal.ui
import sys
import threading
from pathlib import Path
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
from PySide6.QtWidgets import QApplication

def made():
    return sum(len(vars(module)) for module in (QtCore, QtGui, QtSvg, QtWidgets))

def unmade():
    return sum(len(set(dir(module)) - set(vars(module))) for module in (QtCore, QtGui, QtWidgets))

from bonejournal.ui import all_pages, shell
from bonejournal.ui.memory import Memory
from bonejournal.ui.theme import theme
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from tests.ui.shells import until

told = []

def prepare():
    left, before = unmade(), made()
    all_pages.prepare()
    told.append((threading.current_thread() is threading.main_thread(), left, made() - before))

shell.prepare = prepare
app = QApplication([])
folder = Path(sys.argv[1])
memory = Memory(folder / "window.ini")
theme.start(app, memory.mode(), 1.0)
with Journal.create(folder / "helen.bonejournal") as journal:
    journal.apply(sample().step)
program = shell.Shell(memory)
program.show(folder / "helen.bonejournal")
until(lambda: told, 50)
print(told)
program.desk.end()
"""

QUESTION = """
import bonejournal.app
import sys
from importlib import import_module
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

def made():
    return {name for module in (QtCore, QtGui, QtSvg, QtWidgets) for name in vars(module)}

page, *questions = sys.argv[1:]
import_module(page)
before = made()
for question in questions:
    import_module(question)
print(sorted(made() - before))
"""


def asking() -> dict[str, list[str]]:
    """The modules of pages, with what of the window's their questions load, which are functions within a method."""
    found: dict[str, list[str]] = {}
    for path in sorted(Path(pages.__file__).parent.glob("*.py")):
        functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
        loads = [
            node.module
            for function in functions
            if function.name in ("question", "run")
            for node in ast.walk(function)
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bonejournal.ui")
        ]
        if loads:
            found[f"{pages.__name__}.{path.stem}"] = loads
    return found


def said(script: str, *arguments: str) -> str:
    """What a program of its own says: in this one all classes may be known."""
    run = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(run, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_no_class_is_left_to_be_made_known_by_a_viewport() -> None:
    assert said(VIEWPORT) == "0"


def test_no_class_is_left_to_be_made_by_another_thread(tmp_path: Path) -> None:
    """Where two threads ask for the same class before it is made, the program dies."""
    assert said(THREADS, str(tmp_path)) == "[(False, 0, 0)]"


@pytest.mark.parametrize("page,loads", asking().items())
def test_no_class_is_made_by_a_question_asked_before_all_are_known(page: str, loads: list[str]) -> None:
    """As that of the page which is shown first."""
    assert said(QUESTION, page, *loads) == "[]"
