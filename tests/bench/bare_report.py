"""A bare document in the report's own typesetter: as many pages, tables, cells and pictures, and no layout of ours."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import typst

from bonejournal.charts.fonts import folder
from bonejournal.report.blocks import forms
from bonejournal.report.values import Content

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


def pieces(content: Content) -> Bare:
    """What the largest form of each page of a summary is made of."""
    lines: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    pictures: list[str] = []
    for section in (section for blocks in content.pages for section in forms(blocks)[0]):
        lines.extend(" ".join(run.text for run in line) for line in section.paragraphs)
        lines.extend(section.notes)
        for held in section.tables:
            rows = tuple(tuple(flat(cell) for cell in row) for row in held.rows)
            tables.append((held.heads, *rows))
        pictures.extend(picture.svg for picture in section.charts)
    return Bare(tuple(lines), tuple(tables), tuple(pictures))


def flat(cell: object) -> str:
    """The words of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple | list):
        return " ".join(flat(piece) for piece in cell)
    return str(getattr(cell, "text", ""))


def typeset(bare: Bare, root: Path) -> bytes:
    """The PDF, to the same standard."""
    data = json.dumps({"lines": bare.lines, "tables": bare.tables, "pictures": bare.pictures})
    made = typst.Compiler(
        input=SOURCE, root=root, font_paths=[folder()], ignore_system_fonts=True, sys_inputs={"data": data}
    ).compile(format="pdf", pdf_standards=["ua-1"], timestamp=dt.datetime(2026, 11, 12, tzinfo=dt.UTC))
    assert isinstance(made, bytes)
    return made
