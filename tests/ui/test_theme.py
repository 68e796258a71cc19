"""Colours that can be read, lengths that scale, and one place for both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

import bonejournal.ui
from bonejournal.domain.resources import resource
from bonejournal.ui import icons
from bonejournal.ui.theme import ROLES, SCALES, TOKENS, Mode, light_style, theme
from bonejournal.ui.widgets.marks import KINDS

TEXTS = ("text", "text2", "text3", "accent", "met", "short", "talk", "due", "overdue", "quiet")
GRAPHICS = ("control", "series1", "series2", "series3", "series4", "series5")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.start(qapp, Mode.LIGHT, 1.0)
    yield
    theme.set_scale(1.0)
    theme.set_mode(Mode.LIGHT)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["card", "window", "sidebar", "sunken"])
def test_text_can_be_read_on_every_ground(look: int, ground: str) -> None:
    for token in TEXTS:
        if (token, ground) != ("text3", "sidebar"):  # the sidebar and the status bar have no captions
            assert contrast(TOKENS[token][look], TOKENS[ground][look]) >= 4.5, (token, ground)


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_tinted_grounds(look: int) -> None:
    for token, ground in (
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("accent", "tint"),
        ("text", "tint"),
        ("text2", "tint"),
        ("text", "talk_ground"),
        ("talk", "talk_ground"),
        ("text", "loss_band"),
        ("text", "lane"),
    ):
        assert contrast(TOKENS[token][look], TOKENS[ground][look]) >= 4.5, (token, ground)


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
def test_borders_and_series_stand_out(look: int) -> None:
    for token in GRAPHICS:
        for ground in ("card", "window"):
            assert contrast(TOKENS[token][look], TOKENS[ground][look]) >= 3.0, (token, ground)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_an_example_in_an_empty_field_can_be_read(qtbot: QtBot, mode: Mode, kind: type[QLineEdit]) -> None:
    theme.set_mode(mode)
    field = kind()
    field.setPlaceholderText("3 May 1968")
    qtbot.addWidget(field)
    field.show()
    shown = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert shown.alpha() == 255
    assert contrast(shown.name(), theme.hex("card")) >= 4.5


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("words", ["Brought back", "Typed in", "Imported, Strong", "12 Nov 2026", "left femoral neck"])
def test_words_have_room_in_the_width_they_are_said_to_have(words: str, scale: float) -> None:
    theme.set_scale(scale)
    metrics = theme.metrics(14)
    room = QRect(0, 0, theme.width(words, 14), 1000)
    assert metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height() < 2 * metrics.height()


def test_lengths_follow_the_text_size() -> None:
    assert theme.u(36) == 36
    theme.set_scale(1.5)
    assert theme.u(36) == 54
    assert theme.font(16).pixelSize() == 24
    theme.set_scale(1.47)
    assert theme.scale == 1.5


def test_larger_and_smaller_stop_at_the_ends() -> None:
    for _ in SCALES:
        theme.larger()
    assert theme.scale == 2.0
    theme.larger(-99)
    assert theme.scale == 1.0


def test_weights_of_the_typeface_are_real() -> None:
    widths = [QFontMetricsF(theme.font(24, weight)).horizontalAdvance("Bone density") for weight in (400, 500, 600)]
    assert widths == sorted(set(widths))


def test_figures_are_equally_wide_where_numbers_stand_under_each_other() -> None:
    metrics = QFontMetricsF(theme.font(24, figures=True))
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_a_change_of_theme_reaches_palette_and_sheet(qapp: QApplication) -> None:
    seen: list[bool] = []
    theme.changed.connect(seen.append)
    theme.set_mode(Mode.DARK)
    theme.changed.disconnect(seen.append)
    assert seen == [False]
    assert theme.dark
    assert qapp.palette().window().color().name().upper() == TOKENS["window"][1]
    assert TOKENS["card"][1] in qapp.styleSheet()
    assert TOKENS["card"][0] not in qapp.styleSheet()


def test_the_system_is_followed_only_when_asked(qapp: QApplication) -> None:
    theme.set_mode(Mode.LIGHT)
    theme._system_changed()
    assert not theme.dark
    theme.set_mode(Mode.SYSTEM)
    assert theme.dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def test_charts_get_plain_values() -> None:
    style = theme.chart_style()
    assert style["series1"] == "#1166B0"
    assert (style["scale"], style["dark"]) == (1.0, False)
    assert light_style() == style


def test_no_colour_is_written_outside_the_theme() -> None:
    room = Path(bonejournal.ui.__file__).parent
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b[\"']|QColor\(\s*\d")
    for path in room.rglob("*.py"):
        if path.name != "theme.py":
            assert not literal.search(path.read_text(encoding="utf-8")), path


def test_qt_is_imported_by_name() -> None:
    for path in Path(bonejournal.ui.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"from PySide6\S* import \*", text), path
        assert not re.search(r"QtNetwork|QtPrintSupport|QtWebEngine", text), path


def test_every_mark_has_a_drawing_and_every_drawing_takes_its_colour() -> None:
    for kind, (token, _) in KINDS.items():
        assert resource("icons", f"mark-{kind}.svg").is_file()
        assert not icons.pixmap(f"mark-{kind}", token, 18).isNull()
    for path in resource("icons").glob("*.svg"):
        assert path.stem == "app" or "currentColor" in path.read_text(encoding="utf-8"), path


def test_every_role_has_a_rule(qapp: QApplication) -> None:
    for role, (_, _, token) in ROLES.items():
        assert f'QLabel[role="{role}"]' in qapp.styleSheet()
        assert token in TOKENS
