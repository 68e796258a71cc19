"""Where attachments are put when she opens one: a private folder for each journal, emptied when the journal closes.

The system's viewer needs a file. It gets a copy that only her account can read, and the copy does not stay.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import platformdirs

from bonejournal.domain.attachment import MEDIA_TYPES, Attachment


def folder_of(journal: Path) -> Path:
    """The folder of a journal's opened attachments; it need not be there."""
    name = hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:12]
    return Path(platformdirs.user_cache_dir("bonejournal", appauthor=False)) / "opened" / name


def lay_out(journal: Path, attachment: Attachment, content: bytes) -> Path:
    """Write a copy of an attachment for a viewer, readable by her account alone. Raises OSError.

    Its ending says what it is, whatever its name says: a picture is never handed over as a program.
    """
    folder = folder_of(journal) / attachment.id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = re.sub(r"[^\w\- ]+", "_", Path(attachment.name).stem).strip()[:80] or "attachment"
    path = folder / f"{stem}{MEDIA_TYPES[attachment.media_type]}"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    return path


def empty(journal: Path) -> None:
    """Remove what was opened of a journal; what a viewer still holds goes the next time."""
    shutil.rmtree(folder_of(journal), ignore_errors=True)
