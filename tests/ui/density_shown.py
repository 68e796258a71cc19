"""The Density page in a window, and what can be read and pressed on it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.record import Record
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.chart_view import ChartView
from tests.ui.few import sample
from tests.ui.shells import click, filled_shell, settle


def helen(*, without: type[Record] | None = None) -> list[Record]:
    found = [change.after for change in sample().step.changes if change.after is not None]
    return [record for record in found if without is None or not isinstance(record, without)]


def scans() -> list[DxaScan]:
    return [record for record in helen() if isinstance(record, DxaScan)]


def opened(app: QApplication, folder: Path, records: Sequence[Record]) -> AbstractContextManager[Shell]:
    return filled_shell(app, folder, records, "density")


def is_drawn(shell: Shell) -> bool:
    """Whether the picture is there at the size of its place, and not an earlier one stretched."""
    image = view(shell).image()
    return image is not None and image.size() / image.devicePixelRatio() == view(shell).size()


def page(shell: Shell) -> DensityPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, DensityPage)
    return shown


def view(shell: Shell) -> ChartView:
    chart = page(shell).chart
    assert chart is not None
    return chart.view


def sentence(shell: Shell) -> str:
    chart = page(shell).chart
    assert chart is not None
    return chart.sentence.text()


def choose(shell: Shell, switch: str, choice: str) -> None:
    held = getattr(page(shell), switch)
    click(held.button(choice))
    settle(shell)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
