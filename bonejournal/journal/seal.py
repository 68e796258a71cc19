"""How a journal was left: a SHA-256 of the file at its last clean close, kept in the program's own folder.

SQLite's own check sees about a third of damaged bytes; a hash sees them all. A file without a seal (copied from
elsewhere, or after a crash) is checked record by record instead.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Seal:
    """A file as it was closed: its hash and size in bytes, and the last step in it."""

    sha256: str
    size: int
    step: int
    at: str


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
    return Path(platformdirs.user_state_dir("bonejournal")) / "seals" / f"{name}.json"


def read_seal(path: Path) -> Seal | None:
    """How the file at `path` was left; None where that is not known."""
    try:
        return Seal(**json.loads(_place(path).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_seal(path: Path, step: int, at: str) -> None:
    """Remember the closed file at `path` as it is now."""
    place = _place(path)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seal = Seal(sha256_of(path), path.stat().st_size, step, at)
    draft = place.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(seal)), "utf-8")
    draft.replace(place)


def break_seal(path: Path) -> None:
    """Forget how the file was left, because it is about to change."""
    _place(path).unlink(missing_ok=True)
