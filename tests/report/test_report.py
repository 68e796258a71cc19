"""The doctor's summary: what stands on it, that it fits, and that it is a careful PDF."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.domain.profile import MenopauseKind, Profile
from bonejournal.domain.resources import resource
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.visit import VisitQuestion
from bonejournal.report.content import SECTIONS, Choices, content
from bonejournal.report.typeset import page_images, typeset, warnings, write_pdf
from bonejournal.report.values import Content
from tests.charts import scans


def pdf(shown: Snapshot | None = None, choices: Choices | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(typeset(content(shown or scans.snapshot(), choices))))


def text(shown: Snapshot | None = None, choices: Choices | None = None) -> str:
    return flat("\n".join(page.extract_text() for page in pdf(shown, choices).pages))


def flat(said: str) -> str:
    return " ".join(said.replace("\u2009", " ").split())


def words(made: Content) -> str:
    return flat(repr(made.pages) + repr(made.head) + repr(made.footer) + repr(made.appendix))


def test_the_page_holds_who_when_and_every_number() -> None:
    said = text()
    for part in (
        "Helen Marlow, 58", "Bone health summary, 12 Nov 2026", "Natural menopause June 2020 at 52, 6 years ago.",
        "Weight 62.0 kg (Nov 2026), height 164.6 cm (Oct 2026)", "1.4 cm lost",
        "0.826 T −2.0 Z −1.2", "0.775 T −1.4 Z −0.6", "0.661 T −1.6 Z −0.5", "0.998 T −1.5 Z −1.0",
        "↑ +7.0 %, beyond LSC", "↓ −5.7 %, beyond LSC", "≈ +2.6 %, within LSC", "≠ other scanner",
        "Horizon A, Hillcrest", "Hillcrest Bone Clinic: spine 0.027, total hip 0.027, femoral neck 0.032",
        "TBS 1.268 (Oct 2026)", "no vertebra excluded",
        "Lowest T-score now −2.0 (spine, Oct 2026), in the range the WHO calls low bone mass",
        "Lowest on record −2.5 (spine, Oct 2024), in the range the WHO calls osteoporosis",
        "cleared by M. Adeyemi, physiotherapist, 3 Feb 2026", "Both charts span 0.36 g/cm²",
        "Helen Marlow, summary of 12 Nov 2026", "A patient’s own record, not a report by a clinician",
        "Page 1 of 2", "Page 2 of 2",
        "Sample, invented",
    ):  # fmt: skip
        assert part in said, part


def test_it_is_two_tagged_pages_with_language_and_title() -> None:
    reader = pdf()
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 2
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Bone health summary"
    tags = list(_tags(root["/StructTreeRoot"]))
    kinds = {str(tag.get("/S")) for tag in tags}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/Figure"} <= kinds
    alts = [str(tag["/Alt"]) for tag in tags if "/Alt" in tag]
    assert len(alts) == 2
    assert "gained 0.054 g/cm²" in alts[0].replace("\xa0", " ")


def _tags(node: object) -> list[DictionaryObject]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for kid in node for tag in _tags(kid)]
    if not isinstance(node, DictionaryObject):
        return []
    return [node, *(_tags(node["/K"]) if "/K" in node else [])]


def test_metadata_names_nobody() -> None:
    reader = pdf()
    raw = typeset(content(scans.snapshot()))
    assert reader.metadata is not None
    assert "Helen" not in repr(reader.metadata)
    assert b"Helen" not in raw
    assert reader.xmp_metadata is not None
    assert "Helen" not in str(reader.xmp_metadata.dc_title) + str(reader.xmp_metadata.dc_creator)
    assert str(Path.home()).encode() not in raw


def test_every_font_is_embedded_inter() -> None:
    found = {}
    for page in pdf().pages:
        for font in page["/Resources"]["/Font"].values():
            for below in font.get_object()["/DescendantFonts"]:
                descriptor = below.get_object()["/FontDescriptor"]
                found[str(descriptor["/FontName"])] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert found
    assert all(found.values())
    assert all("Inter" in name for name in found)


def test_no_letter_is_smaller_than_nine_point_three() -> None:
    sizes = set()

    def visit(said: str, matrix: list[float], place: list[float], _font: object, size: float) -> None:
        if said.strip():
            sizes.add(round(abs(size * place[3] * matrix[3]), 2))

    for page in pdf(choices=Choices(appendix=True)).pages:
        page.extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 9.3


def test_two_runs_give_the_same_bytes_and_the_day_is_the_summarys() -> None:
    one, two = (typeset(content(scans.snapshot())) for _ in range(2))
    assert one == two
    metadata = PdfReader(io.BytesIO(one)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == scans.ON


@pytest.mark.parametrize("paper, millimetres", [("a4", (210, 297)), ("letter", (215.9, 279.4))])
def test_the_paper_is_the_one_chosen(paper: str, millimetres: tuple[float, float]) -> None:
    page = pdf(choices=Choices(paper=paper)).pages[0]
    measured = (float(page.mediabox.width) / 72 * 25.4, float(page.mediabox.height) / 72 * 25.4)
    assert measured == pytest.approx(millimetres, abs=0.2)


def test_wrong_choices_are_refused() -> None:
    with pytest.raises(ValueError, match="paper"):
        Choices(paper="a5")
    with pytest.raises(ValueError, match="nonsense"):
        Choices(without=frozenset({"nonsense"}))


def test_without_her_name_the_year_of_birth_is_all_that_is_said_of_the_day() -> None:
    for birth_date in (False, True):
        said = text(choices=Choices(show_name=False, birth_date=birth_date))
        assert "H. M., 58, born in 1968 Bone health summary" in said
        assert "3 May 1968" not in said


def test_without_her_name_it_does_not_stand_in_what_she_wrote_either() -> None:
    asked = VisitQuestion(date=dt.date(2026, 11, 1), text="Does helen  MARLOW, that is me, need a scan?")
    shown = scans.snapshot(asked)
    made = content(shown, Choices(show_name=False))
    assert "1. Does H. M., that is me, need a scan?" in words(made)
    assert "marlow" not in repr(made).casefold()
    assert "helen MARLOW" in words(content(shown))


@pytest.mark.parametrize("written", ["MARLOW, Helen Ann", "Marlow Helen", "Helen Marlow", "helen ann marlow"])
def test_without_her_name_no_order_of_it_is_left(written: str) -> None:
    asked = VisitQuestion(date=dt.date(2026, 11, 1), text=f"About {written}: when is the next scan?")
    shown = scans.snapshot(asked, profile=replace(scans.HELEN, name="Helen Ann Marlow"))
    assert "1. About H. A. M.: when" in words(content(shown, Choices(show_name=False)))


def test_neither_a_score_nor_a_range_is_torn_at_the_end_of_a_line() -> None:
    told = " ".join(f"{'x' * place} T-score 12–34" for place in range(1, 9))
    shown = scans.snapshot(*(VisitQuestion(date=scans.ON, text=told[place:]) for place in range(3)))
    lines = pdf(shown).pages[0].extract_text().splitlines()
    assert sum("12–34" in line for line in lines) > 3
    assert not [line for line in lines if line.rstrip().endswith(("T-", "12–"))]


def test_without_her_name_initials_stand_everywhere() -> None:
    said = text(choices=Choices(show_name=False))
    assert "H. M., 58" in said
    assert "Helen" not in said
    assert "Marlow" not in said


@pytest.mark.parametrize(
    "section, gone",
    [
        ("fractures", "cm lost"), ("density", "Lowest T-score"), ("charts", "Both charts"), ("since", "Fractures None"),
        ("talk", "Never smoked"), ("gaps", "targets met"),
    ],
)  # fmt: skip
def test_each_section_can_be_left_out(section: str, gone: str) -> None:
    assert gone in text()
    assert gone not in text(choices=Choices(without=frozenset({section})))
    assert section in SECTIONS


def test_private_things_are_printed_only_when_ticked() -> None:
    profile = replace(scans.HELEN, alcohol_units_week=4.0, notes="Only for me.")
    shown = scans.snapshot(profile=profile)
    said = text(shown)
    for private in ("3 May 1968", "Alcohol", "Only for me", "Same room"):
        assert private not in said
    noted = frozenset({Profile.SINGLETON, scans.sample_scans()[-1].id})
    said = text(shown, Choices(birth_date=True, alcohol=True, notes=noted))
    for private in ("Born 3 May 1968.", "Alcohol 4 units a week.", "Only for me.", "Same room, same radiographer"):
        assert private in said


def test_only_a_sample_journal_is_marked_as_one() -> None:
    assert "Sample" not in text(scans.snapshot(profile=replace(scans.HELEN, today=None)))


def test_before_menopause_the_z_score_is_read() -> None:
    profile = replace(scans.HELEN, menopause_kind=MenopauseKind.NOT_YET, menopause_date=None)
    said = text(scans.snapshot(profile=profile))
    assert "Before menopause." in said
    assert "Lowest Z-score −1.2 (spine, Oct 2026)" in said
    assert "the WHO calls" not in said


def test_an_empty_journal_makes_a_page() -> None:
    said = text(Snapshot(scans.ON, {}))
    assert "No scan on record." in said
    assert "Summary of 12 Nov 2026" in said


def test_earlier_scans_can_be_left_out_by_date() -> None:
    said = text(choices=Choices(since=dt.date(2023, 1, 1)))
    assert "9 Oct 2024" in said
    assert "6 Oct 2022" not in said
    assert "Lowest on record −2.5" in said


def test_a_default_lsc_is_said_to_be_one() -> None:
    bare = [
        replace(scan, sites=tuple(replace(row, lsc_g_cm2=None) for row in scan.sites)) for scan in scans.sample_scans()
    ]
    assert "Where no LSC is on record, ISCD’s minimum precision stands in" in text(scans.snapshot(*bare))


def test_left_out_vertebrae_are_said_with_their_reason() -> None:
    scan = scans.spine(dt.date(2024, 5, 1), 0.9, vertebrae="L1+L2+L4")
    scan = replace(scan, sites=(replace(scan.sites[0], exclusion_reason="arthrosis of L3"),))
    assert "1 May 2024: L1+L2+L4, others left out: arthrosis of L3." in text(scans.snapshot(scan))


def test_the_latest_scan_is_also_compared_with_the_first_comparable_one() -> None:
    three = [scans.spine(dt.date(2020 + 2 * step, 5, 1), 0.9 - 0.03 * step, lsc=0.03) for step in range(3)]
    said = text(scans.snapshot(*three))
    assert "since May 2020: ↓ −6.7 %, beyond LSC" in said


def many(count: int, *, clinic: str = "Hillcrest Bone Clinic", model: str = "Horizon A") -> list[DxaScan]:
    """Scans of every judged site on every side, with other regions and long notes."""
    sides = (Side.LEFT, Side.RIGHT, Side.MEAN, None)
    made = []
    for number in range(count):
        rows = [
            SiteResult(
                site=Site.LUMBAR_SPINE,
                vertebrae="L1-L4" if number % 3 else "L1+L2+L4",
                exclusion_reason="" if number % 3 else "an old fracture of L3 " * 9,
                bmd_g_cm2=round(1.1 - number / 200, 3),
                t_score=-1.5,
                z_score=-0.5,
                tbs=1.2,
            )
        ]
        rows += [
            SiteResult(site=site, side=side, bmd_g_cm2=round(0.75 - number / 300, 3), t_score=-1.5, z_score=-0.9)
            for site in (Site.FEMORAL_NECK, Site.TOTAL_HIP, Site.RADIUS_33)
            for side in sides
        ]
        rows += [SiteResult(site=site, side=Side.RIGHT, bmd_g_cm2=0.6) for site in (Site.TROCHANTER, Site.WARDS)]
        made.append(
            DxaScan(
                date=dt.date(1996 + number, 3, 1), facility=f"{clinic} {number // 5}", make="Hologic", model=model,
                serial=str(number // 5), sites=tuple(rows), notes="note " * 400,
            )
        )  # fmt: skip
    return made


CROWDED = {
    "thirty scans": many(30),
    "a clinic with a long name": many(5, clinic="X" * 400, model="Y" * 300),
    "arabic and korean": many(5, clinic="مستشفى العظام " * 30, model="한국어 " * 60),
    "spaces and signs": many(4, clinic="a\x00\x07\u202e\n\tb" * 40, model="]]] $ # _ * ` <l> @x \\ //"),
}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("case", CROWDED)
def test_a_crowded_journal_stays_on_two_pages_and_counts_the_rest(case: str, paper: str) -> None:
    held = CROWDED[case]
    profile = replace(
        scans.HELEN, name="Wilhelmina " * 20 + "W" * 90, impact_cleared_by="Dr " + "w" * 900, notes="n" * 5000
    )
    notes = frozenset({Profile.SINGLETON, *(scan.id for scan in held)})
    shown = scans.snapshot(*held, *scans.measures(), profile=profile)
    reader = pdf(shown, Choices(paper=paper, notes=notes))
    assert len(reader.pages) == 2
    said = flat(" ".join(page.extract_text() for page in reader.pages))
    assert "Page 1 of 2" in said
    if len(held) > 4:
        assert re.search(r"\d+ earlier scans? (is|are) not shown\.", said)
    assert re.search(r"\d+ further sites are not shown\.", said) or "1/3 radius" in said
    assert "2 other regions are on record and never judged." in said
    assert re.search(r"\d+ notes? (is|are) not shown\.", said)


def test_what_is_left_out_is_in_the_appendix_where_there_is_one() -> None:
    reader = pdf(scans.snapshot(*many(30)), Choices(appendix=True))
    first = flat(reader.pages[0].extract_text())
    assert "26 earlier scans are in the appendix." in first
    assert len(reader.pages) > 2
    for page in reader.pages[2:]:
        assert "Date, scanner" in page.extract_text()
    whole = " ".join(flat(page.extract_text()) for page in reader.pages[2:])
    assert "Trochanter, right" in whole
    assert "1 Mar 1996" in whole


HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "$ x^2 $",
    "*bold* _it_ `raw` <l> @ref",
    "= Heading",
    "]]]",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_her_words_are_never_read_as_markup(said: str) -> None:
    scan = replace(scans.sample_scans()[-1], facility=said, notes=said)
    profile = replace(scans.HELEN, name=said, impact_cleared_by=said)
    printed = text(scans.snapshot(scan, profile=profile), Choices(notes=frozenset({scan.id})))
    assert printed.count(flat(said)) >= 3
    assert "root:" not in printed


def test_the_template_imports_nothing_from_outside() -> None:
    for path in resource("report").glob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert "@preview" not in source
        assert all(name.endswith(".typ") for name in re.findall(r'#import "([^"]+)"', source))


def test_a_character_that_no_font_has_is_named_and_stood_in_for() -> None:
    made = content(scans.snapshot(profile=replace(scans.HELEN, name="Helen \U0001f9b4\ue123 Marlow")))
    assert "\ue123" in warnings(made)[0]
    assert "□" in flat(PdfReader(io.BytesIO(typeset(made))).pages[0].extract_text())
    assert warnings(content(scans.snapshot())) == ()


def test_the_file_is_private_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"before")
    assert write_pdf(content(scans.snapshot()), path) == ()
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in tmp_path.iterdir()] == ["summary.pdf"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failed_write_leaves_the_old_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    with pytest.raises(OSError, match="No space"):
        write_pdf(content(scans.snapshot()), path)
    assert path.read_bytes() == b"before"
    assert [item.name for item in tmp_path.iterdir()] == ["summary.pdf"]


def test_the_preview_is_one_picture_a_page() -> None:
    pages = page_images(content(scans.snapshot(), Choices(appendix=True)), ppi=50)
    assert len(pages) == 3
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
def test_it_prints_in_black_and_grey(tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    write_pdf(content(scans.snapshot()), path)
    made = subprocess.run(["pdftoppm", "-r", "60", str(path)], check=True, capture_output=True).stdout
    pixels = b"".join(page.removeprefix(b"255\n") for page in re.split(rb"P6\n\d+ \d+\n", made)[1:])
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]
    assert min(pixels) < 60


def test_content_is_the_same_for_the_same_snapshot() -> None:
    assert content(scans.snapshot()) == content(scans.snapshot())
    assert "Helen" in words(content(scans.snapshot()))


def test_a_mark_that_no_font_has_takes_no_other_sign_with_it() -> None:
    shown = scans.snapshot(profile=replace(scans.HELEN, name="Hel \u1cd0en"))
    made = content(shown)
    said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(typeset(made))).pages)
    assert "Bone health summary" in flat(said)
