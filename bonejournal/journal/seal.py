"""How a journal was left: a SHA-256 of the file at its last clean close, kept in the program's own folder.

SQLite's own check sees about a third of damaged bytes; a hash sees them all. A file without a seal (copied from
elsewhere, or after a crash) is checked record by record instead.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

_COUNTERS = ((24, 28), (40, 44), (92, 100))
"""What SQLite counts for itself in the header: a copy made by SQLite differs from its original in nothing else."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A file as it was closed: its SHA-256 in hex, and what tells its state from an earlier or later one."""

    sha256: str
    state: str


def sha256_of(path: Path) -> str:
    """The SHA-256 of a database file in hex, SQLite's own counters left out."""
    with path.open("rb") as file:
        start = bytearray(file.read(4096))
        for first, end in _COUNTERS:
            start[first:end] = bytes(len(start[first:end]))
        found = hashlib.sha256(start)
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _place(path: Path) -> Path:
    name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
    return Path(platformdirs.user_state_dir("bonejournal")) / "seals" / f"{name}.json"


def read_seal(path: Path) -> Seal | None:
    """How the file at `path` was left; None where that is not known."""
    try:
        return Seal(**json.loads(_place(path).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_seal(path: Path, state: str) -> None:
    """Remember the closed file at `path` as it is now."""
    place = _place(path)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(Seal(sha256_of(path), state))), "utf-8")
    draft.chmod(0o600)
    draft.replace(place)


def break_seal(path: Path) -> None:
    """Forget how the file was left, because it is about to change."""
    with suppress(OSError):  # a seal that stays tells of another state, and is not believed
        _place(path).unlink()
