"""The charts of bone density: what they show, what they never join, and what they say."""

from __future__ import annotations

import datetime as dt
import math
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from bonejournal.charts.boxes import Box
from bonejournal.charts.change import change_chart, main_places
from bonejournal.charts.density import bmd_axis, bmd_chart, bmd_span
from bonejournal.charts.drawn import Drawn, encoded, render, write_private
from bonejournal.charts.scans import Range
from bonejournal.charts.style import TOKENS, ChartStyle, print_style, screen_style
from bonejournal.charts.t_score import t_chart
from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import Side, Site, SiteResult
from bonejournal.domain.profile import MenopauseKind
from tests.charts import scans

SPINE = (Site.LUMBAR_SPINE, None)
HIP = (Site.TOTAL_HIP, Side.LEFT)
SIZE = (758.0, 394.0)
LIGHT = {
    "card": "#FFFFFF", "sunken": "#F1EFEA", "text": "#1E2226", "text2": "#4E555D", "text3": "#666D75",
    "control": "#80858C", "border": "#DEDBD3", "grid": "#E8E5DE", "met": "#1B6B4A", "short": "#8A4F00",
    "quiet": "#5C636B", "series1": "#1166B0", "series2": "#C2520C", "series3": "#0A4030", "series4": "#B8489A",
    "series5": "#3A2E00", "band": "#DCE9E4", "band2": "#C6DDD5", "loss_band": "#EDE6D8", "lane": "#CFD9E6",
}  # fmt: skip


def style(scale: float = 1.0) -> ChartStyle:
    return screen_style(LIGHT, scale)


def texts(drawn: Drawn) -> list[Text]:
    return [item for axes in drawn.figure.axes for item in axes.texts]


def said(drawn: Drawn) -> list[str]:
    return [item.get_text() for item in texts(drawn)]


def lines(drawn: Drawn, kind: str) -> list[Line2D]:
    return [line for axes in drawn.figure.axes for line in axes.lines if (line.get_gid() or "").startswith(kind)]


def strokes(drawn: Drawn, kind: str) -> list[float]:
    """Where the upright strokes of a kind stand, in the order they are drawn."""
    ends = [x for line in lines(drawn, kind) for x in line.get_xdata() if not math.isnan(x)]
    return ends[::2]


def boxes(drawn: Drawn) -> list[tuple[str, Box]]:
    """Where each text stands, in pixels from the top left."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(drawn.figure).get_renderer()
    height = drawn.figure.bbox.height
    found = []
    for item in texts(drawn):
        extent = item.get_window_extent(renderer)
        found.append((item.get_text(), Box(extent.x0, height - extent.y1, extent.x1, height - extent.y0)))
    return found


def overlap(one: Box, other: Box) -> float:
    """The area both share."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return width * height if width > 0 and height > 0 else 0.0


def test_points_stand_where_their_markers_are() -> None:
    drawn = bmd_chart(scans.snapshot(), SPINE, style(), SIZE)
    assert [point.record_id for point in drawn.points] == [scan.id for scan in scans.sample_scans()]
    marks = [tuple(line.axes.transData.transform(xy)) for line in lines(drawn, "points") for xy in line.get_xydata()]
    assert [(round(x, 3), round(SIZE[1] - y, 3)) for x, y in sorted(marks)] == [
        (round(point.x, 3), round(point.y, 3)) for point in drawn.points
    ]


def test_points_stay_in_pixels_at_ratio_one_on_a_dense_screen() -> None:
    one, two = (bmd_chart(scans.snapshot(), SPINE, style(), SIZE, ratio) for ratio in (1.0, 2.0))
    for here, there in zip(one.points, two.points, strict=True):
        assert (here.x, here.y) == pytest.approx((there.x, there.y), abs=1.5)
    assert render(one)[1:] == (758, 394)
    assert render(two)[1:] == (1516, 788)
    assert len(render(two)[0]) == 1516 * 788 * 4


def test_no_line_crosses_a_change_of_scanner() -> None:
    drawn = bmd_chart(scans.snapshot(), SPINE, style(), SIZE)
    change = lines(drawn, "break")[0].get_xdata()[0]
    runs = lines(drawn, "run")
    assert len(runs) == 2
    for run in runs:
        days = list(run.get_xdata())
        assert max(days) < change or min(days) > change
    assert "scanner changed: not comparable across this line" in said(drawn)


def test_earlier_scanners_are_hollow_and_dashed_and_the_latest_full_and_solid() -> None:
    drawn = bmd_chart(scans.snapshot(), SPINE, style(), SIZE)
    earlier, latest = lines(drawn, "run")
    assert earlier.is_dashed()
    assert not latest.is_dashed()
    hollow, full = lines(drawn, "points")
    assert hollow.get_markerfacecolor() == LIGHT["card"]
    assert full.get_markerfacecolor() == LIGHT["series1"]


def test_other_vertebrae_break_the_line() -> None:
    shown = scans.snapshot(
        scans.spine(dt.date(2020, 5, 1), 0.900),
        scans.spine(dt.date(2022, 5, 1), 0.880, vertebrae="L1+L2+L4"),
    )
    drawn = bmd_chart(shown, SPINE, style(), SIZE)
    assert [len(line.get_xdata()) for line in lines(drawn, "run")] == [1, 1]
    assert "vertebrae changed: not comparable across this line" in said(drawn)


def test_back_on_the_first_scanner_the_line_joins_what_is_comparable_and_does_not_deny_it() -> None:
    shown = scans.snapshot(
        scans.spine(dt.date(2020, 5, 1), 0.900),
        scans.spine(dt.date(2022, 5, 1), 0.990, model="Other"),
        scans.spine(dt.date(2024, 5, 1), 0.880),
    )
    drawn = bmd_chart(shown, SPINE, style(), SIZE)
    assert sorted(len(line.get_xdata()) for line in lines(drawn, "run")) == [1, 2]
    assert not [text for text in said(drawn) if "across this line" in text]
    assert "other scanner" in said(drawn)


@pytest.mark.parametrize("place, span", [(SPINE, 0.36), (HIP, 0.36)])
def test_the_axis_has_a_fixed_span(place: tuple[Site, Side | None], span: float) -> None:
    history = histories(scans.sample_scans())[place]
    low, high = bmd_axis(history)
    assert high - low == pytest.approx(span)
    drawn = bmd_chart(scans.snapshot(), place, style(), SIZE)
    assert drawn.figure.axes[1].get_ylim() == pytest.approx((low, high))
    assert all(low <= float(item.bmd) <= high for item in history)


def test_the_radius_has_its_own_span() -> None:
    scan = scans.spine(dt.date(2024, 5, 1), 0.9)
    row = SiteResult(site=Site.RADIUS_33, side=Side.LEFT, bmd_g_cm2=0.6)
    history = histories([replace(scan, sites=(row,))])[Site.RADIUS_33, Side.LEFT]
    assert bmd_span(history) == 0.24


def test_the_axis_is_wider_only_when_the_data_need_it() -> None:
    wide = [scans.spine(dt.date(2010, 1, 1), 1.3, lsc=0.03), scans.spine(dt.date(2020, 1, 1), 0.7, lsc=0.03)]
    history = histories(wide)[SPINE]
    low, high = bmd_axis(history)
    assert 0.66 < high - low < 0.85
    assert low <= 0.67
    assert high >= 1.33


def test_verdicts_stand_beside_their_points_in_words() -> None:
    spine, hip = (bmd_chart(scans.snapshot(), place, style(), SIZE) for place in (SPINE, HIP))
    assert "+7.0\u2009%, real gain" in said(spine)
    assert "−5.7\u2009%, real loss" in said(spine)
    assert "≈ +2.6\u2009%, within noise" in said(hip)
    gain = next(item for item in texts(spine) if "real gain" in item.get_text())
    assert gain.get_color() == LIGHT["met"]


@pytest.mark.parametrize("size", [SIZE, (700, 400), (900, 500), (520, 330), (333, 196)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("chart", ["spine", "hip", "t", "change"])
def test_no_text_stands_on_another_or_leaves_the_picture(chart: str, scale: float, size: tuple[float, float]) -> None:
    if scale * 330 > size[0]:
        pytest.skip("no window is as narrow as this at such a size")
    shown = scans.snapshot()
    drawn = {
        "spine": lambda: bmd_chart(shown, SPINE, style(scale), size),
        "hip": lambda: bmd_chart(shown, HIP, style(scale), size),
        "t": lambda: t_chart(shown, SPINE, style(scale), size),
        "change": lambda: change_chart(shown, style(scale), size),
    }[chart]()
    placed = boxes(drawn)
    for number, (text, box) in enumerate(placed):
        assert box.left >= -1, text
        assert box.right <= size[0] + 1, text
        assert box.top >= -2, text
        assert box.bottom <= size[1] + 1, text
        for other_text, other in placed[number + 1 :]:
            assert overlap(box, other) < 12, (text, other_text)


def test_a_point_is_read_out_whole() -> None:
    point = bmd_chart(scans.snapshot(), SPINE, style(), SIZE).points[-1]
    for part in ("13 October 2026", "0.826 g/cm²", "T-score −2.0", "Z-score −1.2", "Horizon A, Hillcrest", "real gain"):
        assert part in point.text


def test_the_sentence_is_the_verdict() -> None:
    summary = bmd_chart(scans.snapshot(), SPINE, style(), SIZE).summary
    assert summary.startswith("Your spine gained 0.054 g/cm² (7.0\u2009%) between October 2024 and October 2026.")


@pytest.mark.parametrize("reach, points", [(Range.TWO_YEARS, 1), (Range.FIVE_YEARS, 3), (Range.ALL, 4)])
def test_the_last_years_leave_earlier_scans_out(reach: Range, points: int) -> None:
    assert len(bmd_chart(scans.snapshot(), SPINE, style(), SIZE, reach=reach).points) == points


@pytest.mark.parametrize("chart", ["bmd", "t", "change"])
def test_without_a_scan_the_chart_says_so(chart: str) -> None:
    nothing = scans.snapshot(*scans.measures())
    drawn = {
        "bmd": lambda: bmd_chart(nothing, SPINE, style(), SIZE),
        "t": lambda: t_chart(nothing, SPINE, style(), SIZE),
        "change": lambda: change_chart(nothing, style(), SIZE),
    }[chart]()
    assert drawn.points == ()
    assert drawn.summary.startswith("No scan yet.")
    assert render(drawn)[1:] == (758, 394)


def test_the_t_axis_is_fixed_and_its_ranges_have_words() -> None:
    drawn = t_chart(scans.snapshot(), SPINE, style(), SIZE)
    assert drawn.figure.axes[1].get_ylim() == (-4, 1)
    words = " ".join(said(drawn))
    assert "the range the WHO calls normal" in words
    assert "low bone mass" in words
    assert "the range the WHO calls osteoporosis" in words
    assert drawn.summary == "T-score −2.0, in the range the WHO calls low bone mass."
    without = t_chart(scans.snapshot(), SPINE, style(), SIZE, who_bands=False)
    assert "WHO" not in " ".join(said(without))


def test_before_menopause_z_scores_are_shown_without_ranges() -> None:
    profile = replace(scans.HELEN, menopause_kind=MenopauseKind.NOT_YET, menopause_date=None)
    drawn = t_chart(scans.snapshot(profile=profile), SPINE, style(), SIZE)
    words = " ".join(said(drawn))
    assert "calls" not in words
    assert "Z-scores" in words
    assert "−1.2" in said(drawn)
    assert drawn.summary.startswith("Z-score −1.2.")


def test_the_radius_has_no_ranges_beside_a_spine() -> None:
    row = SiteResult(site=Site.RADIUS_33, side=Side.LEFT, bmd_g_cm2=0.6, t_score=-2.6)
    scan = scans.sample_scans()[-1]
    radius = (Site.RADIUS_33, Side.LEFT)
    beside = t_chart(scans.snapshot(replace(scan, sites=(*scan.sites, row))), radius, style(), SIZE)
    alone = t_chart(scans.snapshot(replace(scan, sites=(row,))), radius, style(), SIZE)
    assert "calls" not in beside.summary
    assert "osteoporosis" in alone.summary


def test_change_starts_at_zero_on_each_scanner() -> None:
    drawn = change_chart(scans.snapshot(), style(), SIZE)
    runs = lines(drawn, "run")
    assert len(runs) == 6
    assert all(run.get_ydata()[0] == 0 for run in runs)
    assert {"Spine L1–L4 +7.0\u2009%", "Total hip, left +2.6\u2009%", "Femoral neck, left +2.3\u2009%"} <= set(
        said(drawn)
    )
    low, high = drawn.figure.axes[1].get_ylim()
    assert -low == high >= 10
    assert len(drawn.points) == 12


def test_the_main_places_are_those_with_the_latest_and_most_results() -> None:
    assert main_places(scans.snapshot()) == [SPINE, HIP, (Site.FEMORAL_NECK, Side.LEFT)]


HOSTILE = [
    "$\\frac{$",
    "$x^2$",
    "%s {0} {name}",
    "\u202egnp.exe",
    "a\x07b\nc",
    "<b>&amp;",
    "𝕏" * 30,
    "W" * 300,
    "한국어",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_drawn_as_they_are(text: str) -> None:
    shown = scans.snapshot(
        scans.spine(dt.date(2020, 1, 1), 0.9, facility=text, model=text),
        scans.spine(dt.date(2024, 1, 1), 0.8),
    )
    drawn = bmd_chart(shown, SPINE, style(), SIZE)
    assert render(drawn)[1] == 758
    assert encoded(drawn, "svg").startswith(b"<?xml")
    assert not any(item.get_parse_math() for item in texts(drawn))


def test_thirty_scans_on_ten_scanners_fit() -> None:
    many = [
        scans.spine(dt.date(1995 + year, 3, 1), 1.1 - year / 100, model=f"Model {year // 3}", t=-1.0)
        for year in range(30)
    ]
    for size in (SIZE, (333.0, 170.0)):
        drawn = bmd_chart(scans.snapshot(*many), SPINE, style(), size)
        assert len(drawn.points) == 30
        for number, (text, box) in enumerate(placed := boxes(drawn)):
            assert not [other for other, there in placed[number + 1 :] if overlap(box, there) > 12], text


def test_two_scans_on_one_day_are_drawn() -> None:
    day = dt.date(2024, 1, 1)
    drawn = bmd_chart(scans.snapshot(scans.spine(day, 0.9), scans.spine(day, 0.8)), SPINE, style(), SIZE)
    assert len(drawn.points) == 2


def test_paper_is_black_and_grey() -> None:
    drawn = bmd_chart(scans.snapshot(), SPINE, print_style(), (333, 170))
    pixels, _, _ = render(drawn)
    assert pixels[0::4] == pixels[1::4] == pixels[2::4]
    assert print_style().label_px * 72 / 96 >= 9.3


def test_the_style_knows_dark_from_light() -> None:
    assert not style().dark
    assert screen_style({**LIGHT, "card": "#1F2226", "text": "#ECEDEE"}).dark
    assert set(LIGHT) == set(TOKENS)


def test_equal_charts_make_equal_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    for form in ("png", "svg"):
        paths = [tmp_path / f"{number}.{form}" for number in range(2)]
        for path in paths:
            write_private(path, encoded(bmd_chart(scans.snapshot(), SPINE, style(), SIZE), form))
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"<text" not in (tmp_path / "0.svg").read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["0.png", "0.svg", "1.png", "1.svg"]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chart.png"
    path.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(path, encoded(bmd_chart(scans.snapshot(), SPINE, style(), SIZE), "png"))
    assert path.read_bytes() == b"before"
    assert [item.name for item in tmp_path.iterdir()] == ["chart.png"]
