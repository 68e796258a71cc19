"""The classes of widgets are known before the first table hands over its viewport."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
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


def test_no_class_is_left_to_be_made_known_by_a_viewport() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, ["0"]), done.stderr
