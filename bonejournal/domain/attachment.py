"""Attachments: a scanned report kept as it was given. Its type is told by its content, never by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bonejournal.domain.field import reference, text
from bonejournal.domain.record import Problem, Record, kind
from bonejournal.domain.words import mark, tr

LARGEST_BYTES = 25 * 1024 * 1024
MEDIA_TYPES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/heic": ".heic"}
"""The types that can be attached, with the ending a copy is opened under."""

_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"}


class AttachmentError(ValueError):
    """A file that cannot be attached; the text is a sentence for her."""


@kind("attachments", mark("Attachment"), 22)
@dataclass(frozen=True, slots=True)
class Attachment(Record):
    """What is known of an attached file; its bytes are kept apart, under their SHA-256."""

    record_id: str = reference(mark("Belongs to"), "*", owned=True, required=True)
    name: str = text(mark("Name"), required=True, listed=True)
    media_type: str = text(mark("Type"), required=True)
    sha256: str = text(mark("SHA-256"), required=True)
    notes: str = text(mark("Note"), private=True, long=True)

    def called(self) -> str:
        """What a menu calls it."""
        return self.name

    def check(self) -> Iterator[Problem]:
        """A type that cannot be attached, or a digest that is none."""
        if self.media_type not in MEDIA_TYPES:
            yield Problem("media_type", tr("Only PDF, PNG, JPEG and HEIC can be attached."))
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            yield Problem("sha256", tr("This is not a SHA-256 digest."))


def media_type_of(content: bytes) -> str:
    """The type of a file by its first bytes, "" where it is none that can be attached."""
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/heic" if content[4:8] == b"ftyp" and content[8:12] in _HEIC else ""


def digest_of(content: bytes) -> str:
    """The SHA-256 that an attachment points to its bytes with."""
    return hashlib.sha256(content).hexdigest()


def attach(record_id: str, name: str, content: bytes, notes: str = "") -> Attachment:
    """The attachment of a file to a record. Raises AttachmentError."""
    if len(content) > LARGEST_BYTES:
        raise AttachmentError(tr("{name} is larger than 25 MB.", name=name))
    media_type = media_type_of(content)
    if not media_type:
        raise AttachmentError(tr("{name} is no PDF, PNG, JPEG or HEIC file.", name=name))
    return Attachment(record_id=record_id, name=name, media_type=media_type, sha256=digest_of(content), notes=notes)
