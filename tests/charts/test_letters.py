"""Lines of text in pictures: as wide as they are drawn, with their ground about them, the same whenever drawn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bonejournal.charts.drawn import Drawn, encoded, render
from bonejournal.charts.frame import Frame
from tests.charts.test_density_charts import style

SIZE = (480, 60)
SAID = (
    "2019", "Total hip, left", "Bone density, change from each scanner’s first scan", "−15\u2009%", "AVATAR",
    "1.023 g/cm²", "골밀도 검사", "عظم الورك", "e\u0301tude",
)  # fmt: skip


def drawn(frame: Frame) -> Drawn:
    return Drawn(frame.figure, (), "")


def pixels(frame: Frame) -> NDArray[np.uint8]:
    content, width, height = render(drawn(frame))
    return np.frombuffer(content, np.uint8).reshape(height, width, 4)


def inked(frame: Frame) -> NDArray[np.intp]:
    """The columns in which something stands on the ground."""
    found = pixels(frame)
    return np.nonzero((found != found[0, 0]).any(axis=(0, 2)))[0]


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", SAID)
@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_line_is_as_wide_as_it_was_measured(text: str, ratio: float) -> None:
    frame = Frame(style(), SIZE, ratio)
    frame.text(20, 30, text)
    columns = inked(frame) / ratio
    measured = frame.measure(text)
    assert columns[0] >= 19
    assert columns[-1] <= 20 + measured + 1
    assert columns[-1] >= 20 + measured * 0.9 - 3


@pytest.mark.parametrize("align, at", [("left", 100), ("center", 240), ("right", 380)])
def test_a_line_stands_where_it_is_put(align: str, at: float) -> None:
    frame = Frame(style(), SIZE, 1.0)
    frame.text(at, 30, "Femoral neck", align=align)
    columns = inked(frame)
    edges = {"left": columns[0], "center": (columns[0] + columns[-1]) / 2, "right": columns[-1]}
    assert edges[align] == pytest.approx(at, abs=2)


def test_letters_over_a_line_have_the_ground_about_them() -> None:
    def crossed(*, over: bool) -> int:
        frame = Frame(style(), SIZE, 1.0)
        frame.mark((0, 480), (30, 30), color="#ff0000", linewidth=1.5)
        frame.text(100, 30, "Total hip", over=over)
        found = pixels(frame)[..., :3].astype(int)
        return int(((found[..., 0] > 200) & (found[..., 1] < 60)).any(axis=0).sum())

    assert 15 < crossed(over=False) - crossed(over=True) < 60


def test_bold_letters_are_heavier() -> None:
    def ink(*, bold: bool) -> int:
        frame = Frame(style(), SIZE, 1.0)
        frame.text(20, 30, "real gain", bold=bold)
        return int((255 - pixels(frame)[..., :3].astype(int)).sum())

    assert ink(bold=True) > ink(bold=False) * 1.1


def test_the_same_line_is_the_same_whenever_it_is_drawn_and_letters_in_a_drawing() -> None:
    def picture(form: str) -> bytes:
        frame = Frame(style(), SIZE, 1.0)
        frame.text(20, 30, "Spine L1–L4", over=True, bold=True)
        return encoded(drawn(frame), "svg" if form == "svg" else "png")

    assert picture("png") == picture("png")
    assert picture("svg") == picture("svg")
    assert b"<image" not in picture("svg")
