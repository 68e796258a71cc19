"""What a chart gives: the figure, what each point says, and its one sentence.

A figure becomes pixels by `render` and the bytes of a file by `encoded`. No window is needed, and any thread may draw.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bonejournal.charts.point import Point


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart. `points` are in reading order, oldest first; `summary` says what it shows."""

    figure: Figure
    points: tuple[Point, ...]
    summary: str


def render(drawn: Drawn) -> tuple[bytes, int, int]:
    """The picture as RGBA bytes, row by row from the top, with its width and height in device pixels."""
    canvas = FigureCanvasAgg(drawn.figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    width, height = canvas.get_width_height()
    pixels: bytes = canvas.buffer_rgba().tobytes()  # type: ignore[no-untyped-call]
    return pixels, width, height


def encoded(drawn: Drawn, form: Literal["png", "svg"], title: str = "") -> bytes:
    """The picture as the bytes of a file, with its title and sentence in it for who cannot see it.

    Equal charts give equal bytes, and nothing tells when or where.
    """
    target = io.BytesIO()
    metadata: dict[str, str | None] = {"Title": title, "Description": drawn.summary} if title else {}
    metadata |= {"Date": None, "Creator": "bonejournal"} if form == "svg" else {"Software": "bonejournal"}
    canvas = FigureCanvasAgg(drawn.figure)
    canvas.print_figure(target, format=form, dpi=drawn.figure.dpi, metadata=metadata, facecolor="auto")
    return target.getvalue()


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all; what stood there before stays until then.

    Raises OSError, and leaves nothing behind then.
    """
    handle, name = tempfile.mkstemp(prefix=".bonejournal-", suffix=".part", dir=path.parent)  # 0600 by its own promise
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
