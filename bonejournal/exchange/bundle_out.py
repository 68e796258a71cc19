"""The CSV bundle written: a folder, or a zip archive that is the same bytes for the same records.

Files are readable by their owner alone and get their names only when they are whole.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from bonejournal.domain.record import Record
from bonejournal.exchange.attached import files_of
from bonejournal.exchange.sheet import (
    KEPT,
    KEPT_COLUMNS,
    OF_ANY_KIND,
    ORIGINALS,
    ORIGINALS_COLUMNS,
    kept_rows,
    originals_rows,
    sheets,
)
from bonejournal.exchange.sources import BESIDE
from bonejournal.exchange.table import header
from bonejournal.exchange.whole import sync

_EPOCH = (1980, 1, 1, 0, 0, 0)


def export_bundle(records: Iterable[Record], path: Path, contents: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Write records as a bundle: into a folder, or as a zip archive where the name ends so.

    contents: the bytes of attachments by their SHA-256. What stood there under the same names is written over;
    nothing else in a folder is touched. Raises OSError.
    """
    held = list(records)
    files = bundle_files(held) | files_of(held, contents)
    if path.suffix.lower() == ".zip":
        _write_all({path: _archive(files)})
        return
    made = not path.exists()
    if made:
        path.mkdir(mode=0o700)
    beside = [path / BESIDE] if any("/" in name for name in files) and not (path / BESIDE).exists() else []
    for folder in beside:
        folder.mkdir(mode=0o700)
    try:
        _write_all({path / name: content for name, content in files.items()})
    except BaseException:
        for folder in [*beside, *([path] if made else [])]:
            with suppress(OSError):
                folder.rmdir()
        raise


def stranger_in(folder: Path) -> Path | None:
    """A file in a folder that an export would write over, though it is no table of ours; None where there is none."""
    own: dict[str, Callable[[Sequence[str]], bool]] = {name: sheet.fits for name, sheet in sheets().items()}
    own |= {name: set(columns).issubset for name, columns in OF_ANY_KIND.items()}
    for name, is_ours in own.items():
        path = folder / name
        if path.is_file() and path.stat().st_size and not is_ours(_head(path)):
            return path
    return None


def _head(path: Path) -> list[str]:
    return header(lambda: path.open("rb")) or []


def bundle_files(records: Iterable[Record]) -> dict[str, bytes]:
    """Every file of the bundle by its name; an empty one has its header alone."""
    held = sorted(records, key=_order)  # by day, then as their kind orders a day, then by id
    files = {}
    for name, sheet in sheets().items():
        rows = (row for record in held if record.KIND is sheet.kind for row in sheet.rows(record))
        files[name] = _csv(sheet.columns, rows)
    held.sort(key=lambda record: record.id)
    files[ORIGINALS] = _csv(ORIGINALS_COLUMNS, (row for record in held for row in originals_rows(record)))
    files[KEPT] = _csv(KEPT_COLUMNS, (row for record in held for row in kept_rows(record)))
    return files


def _order(record: Record) -> tuple[str, float, str]:
    place = getattr(record, record.KIND.order) if record.KIND.order else None
    return record.day.isoformat() if record.day else "", place or 0, record.id


def _csv(columns: Iterable[str], rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def _archive(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100600 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files beside their places, and put them there only when all of them are on the disk."""
    with _drafts() as drafts:
        for path, content in contents.items():
            handle, name = tempfile.mkstemp(prefix=".bonejournal-", suffix=".part", dir=path.parent)  # 0600
            drafts[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path, draft in drafts.items():
            draft.replace(path)
        sync({path.parent for path in contents})


@contextmanager
def _drafts() -> Iterator[dict[Path, Path]]:
    drafts: dict[Path, Path] = {}
    try:
        yield drafts
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
