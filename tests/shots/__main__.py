"""A picture of every page, form, notice and sheet: python -m tests.shots FOLDER [--quick | --all].

Light and dark at 100 and 150 %, 1280×800; --quick: light at 100 % alone; --all: also a few at 200 % on 1024×700.
Everything is shown with the sample journal in a home of its own, so that nothing of the user's is seen or touched.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

HOME = tempfile.TemporaryDirectory(prefix="bonejournal-shots-")
for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
    folder = Path(HOME.name, name.lower())
    folder.mkdir()
    os.environ[name] = str(folder)
os.environ.setdefault("MPLCONFIGDIR", str(Path(tempfile.gettempdir()) / "bonejournal-shots-matplotlib"))
os.environ.setdefault("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.shots.taking import Camera, Look  # noqa: E402


def looks(words: list[str]) -> list[Look]:
    """The looks that were asked for."""
    if "--quick" in words:
        return [Look("light", 1.0)]
    wanted = [Look(mode, scale) for mode in ("light", "dark") for scale in (1.0, 1.5)]
    return [*wanted, Look("light", 2.0, (1024, 700), few=True)] if "--all" in words else wanted


def main() -> int:
    """Take all pictures; the exit code says whether every page fitted without a sideways scroll bar."""
    words = sys.argv[1:]
    folder = Path(next((word for word in words if not word.startswith("--")), "build/shots"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    logging.getLogger("bonejournal").addHandler(logging.NullHandler())
    app = QApplication(["shots"])
    app.setCursorFlashTime(0)
    camera = Camera(app, folder, Path(HOME.name))
    for look in looks(words):
        camera.take_all(look)
    camera.end()
    seconds = round(time.monotonic() - began)
    wide = f"; sideways scroll bars: {', '.join(camera.too_wide)}" if camera.too_wide else ""
    print(f"{camera.count} pictures in {folder}, {seconds} s{wide}")
    return 1 if camera.too_wide else 0


sys.exit(main())
