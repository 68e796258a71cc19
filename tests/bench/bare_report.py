"""A bare document in the report's own typesetter: as many pages, tables, cells and pictures, and no layout of ours.

python -m tests.bench.bare_report PIECES OUT

From the pieces of a document as JSON it draws bare figures, as many and as full as those of the document, sets all of
it, and writes the PDF: what any program needs for it that is started for one report.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import typst
from matplotlib.backends.backend_svg import FigureCanvasSVG

from bonejournal.charts.fonts import folder
from tests.bench.bare_chart import Inventory, build

SOURCE = b"""
#set document(title: "Bare", date: auto)
#set page(paper: "a4", margin: 14mm)
#set text(font: "Inter", size: 10pt, lang: "en")
#let data = json(bytes(sys.inputs.data))
= Bare
#for said in data.lines { par(said) }
#for cells in data.tables { table(columns: calc.max(1, ..cells.map(row => row.len())), ..cells.flatten()) }
#grid(columns: 2, ..data.pictures.map(svg => image(bytes(svg), format: "svg", alt: "a chart", height: 45mm)))
"""


@dataclass(frozen=True)
class Bare:
    """The texts, tables and pictures of a summary, without their places."""

    lines: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    pictures: tuple[str, ...]


def typeset(bare: Bare, root: Path) -> bytes:
    """The PDF, to the same standard."""
    data = json.dumps({"lines": bare.lines, "tables": bare.tables, "pictures": bare.pictures})
    made = typst.Compiler(
        input=SOURCE, root=root, font_paths=[folder()], ignore_system_fonts=True, sys_inputs={"data": data}
    ).compile(format="pdf", pdf_standards=["ua-1"], timestamp=dt.datetime(2026, 11, 12, tzinfo=dt.UTC))
    assert isinstance(made, bytes)
    return made


def written(bare: Bare, charts: list[Inventory], path: Path) -> None:
    """The pieces as JSON, with what its pictures are made of in their place."""
    path.write_text(json.dumps(asdict(bare) | {"pictures": [asdict(chart) for chart in charts]}), "utf-8")


def main(pieces: Path, out: Path) -> None:
    """Draw, set, write."""
    held = json.loads(pieces.read_text("utf-8"))
    pictures = []
    for made_of in held["pictures"]:
        drawn = io.BytesIO()
        figure = build(Inventory(**made_of))
        FigureCanvasSVG(figure).print_figure(drawn, format="svg")
        pictures.append(drawn.getvalue().decode())
    out.write_bytes(typeset(Bare(held["lines"], held["tables"], tuple(pictures)), out.parent))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
