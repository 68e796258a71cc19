"""The program ends well though something is still being drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import bonejournal.ui
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from bonejournal import app
from bonejournal.journal.store import Journal
from bonejournal.ui import desk, shell

desk.PATIENCE_S = 0.2
pixels = bytes(4 * 1000 * 1000)

def draw():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        QImage(pixels, 1000, 1000, 4000, QImage.Format.Format_RGBA8888).scaled(500, 500)

class Busy(shell.Shell):
    def _opened(self):
        super()._opened()
        self.desk.draw(draw, print, owner=self.window)
        QTimer.singleShot(0, self.window.close)

path = Path(sys.argv[1])
Journal.create(path).close()
app.Shell = Busy
code = app.main(path)
sys.exit(code)
"""


def test_while_a_picture_is_being_drawn(tmp_path: Path) -> None:
    """Cut off within Qt, its thread would end the program with an error, and what is said of a crash."""
    run = [sys.executable, "-c", SCRIPT, str(tmp_path / "helen.bonejournal")]
    done = subprocess.run(run, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
