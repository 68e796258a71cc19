"""The PDF as a screen reader meets it: what PDF/UA-1 asks of its structure, as far as a file tells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.report.content import content
from bonejournal.report.gather import gather
from bonejournal.report.typeset import typeset
from bonejournal.report.values import Choices

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"EI"}
"""What puts something on the page."""
EVERYTHING = Choices(appendix=True, timeline=True, birth_date=True, alcohol=True)


@pytest.fixture(scope="module", params=[Choices(), EVERYTHING, Choices(reader="herself")], ids=["usual", "all", "her"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with Journal.create(tmp_path_factory.mktemp("tagged") / "j.bonejournal") as journal:
        journal.apply(sample().step)
        return typeset(content(gather(journal, journal.today()), request.param))


@pytest.fixture
def reader(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def tags(node: object, above: tuple[str, ...] = ()) -> Iterator[tuple[DictionaryObject, tuple[str, ...]]]:
    """Every element of the structure with the names of those it lies in."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for kid in node:
            yield from tags(kid, above)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node, above
        yield from tags(node.get("/K"), (*above, str(node["/S"])))
    elif isinstance(node, DictionaryObject) and "/K" in node:
        yield from tags(node["/K"], above)


def structure(reader: PdfReader) -> list[tuple[DictionaryObject, tuple[str, ...]]]:
    return list(tags(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_it_says_that_it_is_tagged_in_which_language_and_by_which_standard(reader: PdfReader, made: bytes) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/MarkInfo"]["/Suspects"].value is False
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)
    assert "<dc:title>" in xmp
    assert str(Path.home()) not in xmp
    assert b"/home/" not in made
    assert not reader.is_encrypted


def test_every_standard_name_is_one(reader: PdfReader) -> None:
    known = {
        "Document", "Part", "Sect", "Div", "P", "H1", "H2", "H3", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure",
        "Span", "L", "LI", "Lbl", "LBody", "NonStruct", "Title", "Aside", "Strong", "Em", "Artifact",
    }  # fmt: skip
    roles = {str(key)[1:] for key in reader.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {})}
    assert {str(tag["/S"])[1:] for tag, _ in structure(reader)} <= known | roles


def test_headings_begin_with_the_first_level_and_skip_none(reader: PdfReader) -> None:
    levels = [int(str(tag["/S"])[2:]) for tag, _ in structure(reader) if re.fullmatch(r"/H\d", str(tag["/S"]))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_tells_what_it_shows(reader: PdfReader) -> None:
    said = [str(tag["/Alt"]) for tag, _ in structure(reader) if tag["/S"] == "/Figure"]
    assert said or len(reader.pages) == 1  # the page in her own words has none
    assert all(len(one) > 30 for one in said)


def test_tables_are_rows_of_cells_and_every_head_says_what_it_is_the_head_of(reader: PdfReader) -> None:
    for tag, above in structure(reader):
        name = str(tag["/S"])
        if name == "/TR":
            assert above[-1] in ("/Table", "/THead", "/TBody", "/TFoot")
        if name in ("/TH", "/TD"):
            assert above[-1] == "/TR"
        if name == "/Table":
            assert any(str(one["/S"]) == "/TH" for one, _ in tags(tag["/K"]))
        if name == "/TH":
            held = tag["/A"].get_object() if "/A" in tag else {}
            every = held if isinstance(held, list) else [held]
            assert any(one.get_object().get("/Scope") in ("/Column", "/Row", "/Both") for one in every)


def test_everything_on_a_page_is_tagged_or_an_ornament(reader: PdfReader) -> None:
    for page in reader.pages:
        depth = 0
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                assert operands[0] == "/Artifact" or "/MCID" in operands[1]
            elif operator == b"EMC":
                depth -= 1
            elif operator in SHOWS:
                assert depth > 0, operator
        assert depth == 0


def test_every_marked_piece_has_its_place_in_the_structure(reader: PdfReader) -> None:
    for page in reader.pages:
        stream = ContentStream(page.get_contents(), reader).operations
        marked = {
            int(operands[1]["/MCID"])
            for operands, operator in stream
            if operator == b"BDC" and isinstance(operands[1], DictionaryObject) and "/MCID" in operands[1]
        }
        assert marked
        assert "/StructParents" in page


def test_bookmarks_are_the_headings(reader: PdfReader) -> None:
    titles = [str(one.title) for one in reader.outline if not isinstance(one, list)]
    below = [str(one.title) for held in reader.outline if isinstance(held, list) for one in held]
    headings = [tag for tag, _ in structure(reader) if re.fullmatch(r"/H\d", str(tag["/S"]))]
    assert len(titles) + len(below) == len(headings)


def test_pages_with_links_are_read_in_the_order_of_the_structure(reader: PdfReader) -> None:
    for page in reader.pages:
        assert "/Annots" not in page or page["/Tabs"] == "/S"


def test_fonts_are_embedded_and_can_be_read_as_text(reader: PdfReader) -> None:
    for page in reader.pages:
        for held in page["/Resources"]["/Font"].values():
            font = held.get_object()
            assert "/ToUnicode" in font
            for below in font.get("/DescendantFonts", [font]):
                descriptor = below.get_object()["/FontDescriptor"]
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
