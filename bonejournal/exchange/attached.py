"""The bytes of attachments in a bundle: a folder beside the tables, each file named by its record's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from bonejournal.domain.attachment import LARGEST_BYTES, Attachment, digest_of, media_type_of
from bonejournal.domain.record import Record
from bonejournal.domain.words import tr
from bonejournal.exchange.sources import BESIDE, BROKEN_WHILE_READ, Opener


def files_of(records: Iterable[Record], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the attachments among some records, by their place in the bundle."""
    found = {}
    for record in records:
        content = contents.get(record.sha256) if isinstance(record, Attachment) else None
        if content is not None:
            found[f"{BESIDE}/{record.id}"] = content
    return found


def read_attached(attachment: Attachment, said: str, files: Mapping[str, Opener]) -> tuple[bytes, str]:
    """The bytes of an attachment that its table calls `said`, or why they cannot be used."""
    opener = files.get(f"{BESIDE}/{attachment.id}") or files.get(f"{BESIDE}/{PurePosixPath(said).name}")
    if opener is None:
        return b"", tr("Its file is not in the folder {folder}.", folder=BESIDE)
    try:
        with opener() as file:
            content = file.read(LARGEST_BYTES + 1)
    except BROKEN_WHILE_READ:
        return b"", tr("Its file cannot be read to its end: it is damaged.")
    why = unfit(attachment, content)
    return (b"" if why else content), why


def unfit(attachment: Attachment, content: bytes) -> str:
    """Why these bytes are not those of an attachment, "" where they are."""
    if len(content) > LARGEST_BYTES:
        return tr("{name} is larger than 25 MB.", name=attachment.name)
    if digest_of(content) != attachment.sha256:
        return tr("Its file is another one: the SHA-256 differs.")
    if media_type_of(content) != attachment.media_type:
        return tr("Its file is not of the type {type}.", type=attachment.media_type)
    return ""
