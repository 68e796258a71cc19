"""What every picture of the window keeps: its sentence, its table, its export, and that it can be read in grey."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bonejournal.charts.drawn import Drawn, encoded, render
from bonejournal.charts.style import print_style, screen_style
from bonejournal.charts.titled import titled
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.pages.density_more import MoreCard
from bonejournal.ui.pages.medications import MedicationsPage
from bonejournal.ui.pages.nutrition_week import WeekCard
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import light_style
from bonejournal.ui.widgets.cell_grid import GridCard
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.export import Shown
from tests.ui.over_sample import sample_shell
from tests.ui.shells import key, settle, until

HELD = {
    "density": {"bone-density-lumbar-spine", "bone-density-rate"},
    "timeline": {"timeline"},
    "labs": {"lab-ctx"},
    "training": {"training-load", "training-maximum", "areas-loaded", "bones-loaded"},
    "medications": {"medicines", "calendar-2026-11"},
    "falls": {"falls-and-fractures", "test-chair-stand-30s", "test-single-leg-stance-s"},
    "nutrition-time": {"nutrition-calcium"},
    "body-sleep": {"weight", "height", "waist", "sleep", "steps", "lean"},
}
"""The pages with pictures, and what their files are called."""


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("charts")) as made:
        yield made


def cards(shell: Shell, page: str) -> list[ChartCard | GridCard]:
    """The pictures of a page once all of them are there."""
    shell.window.go(page)
    settle(shell)
    shown = shell.window.stack.page()
    assert shown is not None
    if isinstance(shown, MedicationsPage):
        course = next(one for one in shown.facts.courses if one.called() == "Levothyroxine")  # type: ignore[union-attr]
        shown.choose(course.id)
        settle(shell)
    return [one for kind in (ChartCard, GridCard) for one in shown.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("page", HELD)
def test_every_picture_keeps_every_promise(shell: Shell, page: str) -> None:
    found = cards(shell, page)
    names = [card.export.shown.name for card in found if card.export.shown is not None]
    assert set(names) == HELD[page]
    assert len(names) == len(found)
    for card in found:
        promised(card)


def test_whatever_a_switch_shows_keeps_them_too(shell: Shell) -> None:
    found = cards(shell, "density")
    shown = shell.window.stack.page()
    assert isinstance(shown, DensityPage)
    assert shown.sites is not None
    assert shown.chart is not None
    seen = set()
    sites = shown.sites.findChildren(QAbstractButton)
    for site in sites:
        site.click()
        settle(shell)
        promised(shown.chart)
        seen.add(shown.chart.export.shown.title)  # type: ignore[union-attr]
    assert len(seen) == len(sites)
    more = next(card for card in found if isinstance(card, MoreCard))
    for what in more.which.findChildren(QAbstractButton):
        what.click()
        settle(shell)
        promised(more)


def test_the_bars_of_a_week_of_eating_keep_them_too(shell: Shell) -> None:
    shell.window.go("nutrition")
    settle(shell)
    shown = shell.window.stack.page()
    assert shown is not None
    until(lambda: shown.findChild(WeekCard) is not None)
    card = shown.findChild(WeekCard)
    assert isinstance(card, WeekCard)
    kept = card.export.shown
    assert kept is not None
    assert kept.sentence.endswith(".")
    _goes_out(card, kept)
    assert card.bars.isVisible()
    card.bars.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[1].setFocus()
    key(shell, Qt.Key.Key_T)
    assert card.table.isVisible()
    assert not card.bars.isVisible()
    assert card.table.model().rowCount() == len(kept.sheet.file) - 1 == 7
    settle(shell)
    button = card.findChild(QAbstractButton, "week-table")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert card.bars.isVisible()


def promised(card: ChartCard | GridCard) -> None:
    shown = card.export.shown
    assert shown is not None
    sentence = card.sentence.text()
    assert sentence.endswith((".", "!", "?"))
    assert shown.sentence == sentence
    if isinstance(card, ChartCard):
        until(lambda: card.view.image() is not None)
        assert card.view.accessibleName().endswith(sentence)
    else:
        assert sentence in card.grid.accessibleName()
    # The numbers, as a table she can see and as one for a file.
    assert card.table.model().rowCount() > 0
    assert card.table.accessibleName()
    drawn = _goes_out(card, shown)
    if isinstance(card, ChartCard) and drawn.points:
        assert card.view.accessibleDescription().endswith(drawn.points[-1].text)


def _goes_out(card: ChartCard | GridCard | WeekCard, shown: Shown) -> Drawn:
    heads, *rows = shown.sheet.file
    assert rows
    assert all(heads)
    assert {len(row) for row in rows} == {len(heads)}
    # Taken along in three forms, by a button that can be reached by Tab.
    button = next(one for one in card.findChildren(QAbstractButton) if one.objectName().endswith("-export"))
    assert button.isVisible()
    assert button.accessibleName()
    words = " ".join(action.text() for action in card.export.menu().actions())
    assert all(form in words for form in ("&PNG", "&SVG", "CSV"))
    style = screen_style(light_style())
    drawn = titled(shown.drawing(style, (900, 360), 2.0), style, shown.title, shown.sentence)
    assert drawn.summary
    svg = encoded(drawn, "svg", shown.title).decode()
    assert f"<title>{shown.title.replace('&', '&amp;')}</title>" in svg
    # Without colour nothing is drawn that has one.
    pixels, width, height = render(shown.drawing(print_style(), (900, 360), 1.0))
    seen = np.frombuffer(pixels, np.uint8).reshape(height, width, 4).astype(int)
    assert abs(seen[..., 0] - seen[..., 1]).max() <= 1
    assert abs(seen[..., 0] - seen[..., 2]).max() <= 1
    return drawn
