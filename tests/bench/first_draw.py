"""The first figures that a fresh process draws, imports left out: those of a page, or bare ones of as much.

python -m tests.bench.first_draw JOURNAL PAGE
python -m tests.bench.first_draw bare INVENTORIES

On the output: the seconds of the processor, and of a page what its figures are made of. The window shows the page as
she would see it, but draws nothing, so that what is drawn here is drawn for the first time.
"""

from __future__ import annotations

import bonejournal.ui  # as in the program itself: before Qt

# isort: split

import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PySide6.QtWidgets import QApplication

import bonejournal.charts
from bonejournal import app, cli
from bonejournal.charts.drawn import Drawn
from bonejournal.charts.style import screen_style
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.chart_view import ChartView
from tests.bench.bare_chart import Inventory, draw, inventory
from tests.bench.tour import Led


class Shown(Led):
    """Led to one page, whose charts are drawn once it is complete."""

    page = ""

    def tour(self) -> Iterator[str]:
        """The page, and its charts."""
        self.window.go(self.page)
        yield self.page
        shown = self.window.stack.page()
        cards = [card for card in shown.findChildren(ChartCard) if card.isVisible()] if shown is not None else []
        style = screen_style(theme.chart_style())
        ways = [
            lambda held=held, card=card: held.drawing(style, (card.view.width(), card.view.height()), 1.0)
            for card in cards
            if (held := card.export.shown) is not None
        ]
        tell(ways)

    def end(self) -> None:
        """It is drawn."""
        QApplication.quit()


def tell(ways: list[Callable[[], Drawn]]) -> None:
    """Draw, and say how long it took and what was drawn."""
    start = time.process_time()
    figures = []
    for way in ways:
        figures.append(way().figure)
        FigureCanvasAgg(figures[-1]).draw()
    print(time.process_time() - start)
    print(json.dumps([asdict(inventory(figure)) for figure in figures]), flush=True)


def main() -> None:
    """Draw what is asked for."""
    if sys.argv[1] == "bare":
        held = [Inventory(**one) for one in json.loads(sys.argv[2])]
        start = time.process_time()
        for one in held:
            draw(one)
        print(time.process_time() - start)
        return
    for module in pkgutil.iter_modules(bonejournal.charts.__path__):
        importlib.import_module(f"bonejournal.charts.{module.name}")
    ChartView.ask = lambda _self: None  # type: ignore[method-assign]
    Shown.page = sys.argv[2]
    app.Shell = Shown  # type: ignore[misc]
    cli.main(sys.argv[1:2])


if __name__ == "__main__":
    main()
