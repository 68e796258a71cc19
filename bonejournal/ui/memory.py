"""What the window remembers between two starts: size, place, page, text size, theme and recent journals.

Kept in an ini file of the user's configuration folder. Pages are kept by their number, so that the file says
nothing about what the program is used for.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QRect, QSettings

from bonejournal.ui.theme import Mode

RECENT = 8


class Memory:
    """A few values in a file; reading one that is missing or spoilt gives the default."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or Path(platformdirs.user_config_dir("bonejournal", appauthor=False)) / "window.ini"
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def rect(self) -> QRect | None:
        """Where the window was, if that is known."""
        parts = self.text("window").split(" ")
        try:
            x, y, width, height = (int(part) for part in parts)
        except ValueError:
            return None
        return QRect(x, y, width, height)

    def set_rect(self, rect: QRect) -> None:
        """Remember where the window is."""
        self.set_text("window", f"{rect.x()} {rect.y()} {rect.width()} {rect.height()}")

    def number(self, name: str, default: float) -> float:
        """A remembered number."""
        try:
            return float(self.text(name))
        except ValueError:
            return default

    def mode(self) -> Mode:
        """The chosen theme."""
        try:
            return Mode(self.text("theme"))
        except ValueError:
            return Mode.SYSTEM

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        value = self._file.value(name, default)
        return value if isinstance(value, str) else default

    def set_text(self, name: str, value: str) -> None:
        """Remember a text, also across a crash."""
        if self.text(name) != value:
            self._file.setValue(name, value)

    def recent(self) -> list[Path]:
        """Journals opened lately, newest first, those that are still there."""
        return [path for path in map(Path, self._recent()) if path.is_file()]

    def last(self) -> Path | None:
        """The journal opened last, also where it is gone: she is told so and never shown another in its place."""
        return next(map(Path, self._recent()), None)

    def opened(self, path: Path) -> None:
        """Put a journal at the head of the recent ones."""
        others = [known for known in self._recent() if known != str(path)]
        for place, known in enumerate([str(path), *others][:RECENT]):
            self.set_text(f"recent{place}", known)

    def _recent(self) -> list[str]:
        return [text for place in range(RECENT) if (text := self.text(f"recent{place}"))]
