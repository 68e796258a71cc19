"""Garbage is looked for in the window's thread, and not while she is busy."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.ui.sweep import MANY, TURNS_OF_REST, YOUNG, Sweeper


class Ring:
    """Refers to itself, so that counting references never frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    gc.enable()  # which the window's other tests do without
    gc.collect()
    yield
    gc.unfreeze()
    gc.disable()


def aged() -> weakref.ref[Ring]:
    """A ring that only a look at everything finds."""
    ring = Ring()
    gc.collect()
    return weakref.ref(ring)


def grow(count: int = YOUNG + 1000) -> list[list[int]]:
    return [[number] for number in range(count)]


@pytest.mark.usefixtures("qapp")
def test_the_young_are_looked_at_though_she_is_busy(qapp: QApplication) -> None:
    sweeper = Sweeper(lambda: False, qapp)
    ring = weakref.ref(Ring())
    kept = grow()
    assert ring() is not None  # Python's own collector is off
    sweeper.turn()
    assert ring() is None
    assert kept
    sweeper.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_everything_is_looked_at_once_it_was_quiet_for_a_while(qapp: QApplication) -> None:
    idle = False
    sweeper = Sweeper(lambda: idle, qapp)
    ring = aged()
    kept = grow()
    for _ in range(TURNS_OF_REST + 1):
        sweeper.turn()
    assert ring() is not None
    idle = True
    for _ in range(TURNS_OF_REST):
        sweeper.turn()
    assert ring() is None
    assert kept
    sweeper.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_what_comes_with_the_start_is_set_aside_without_a_look(qapp: QApplication) -> None:
    sweeper = Sweeper(lambda: False, qapp)
    kept = grow(MANY + 1000)
    sweeper.turn()
    assert gc.get_freeze_count() > MANY
    ring = weakref.ref(Ring())
    later = grow()
    sweeper.turn()
    assert ring() is None
    assert kept
    assert later
    sweeper.deleteLater()
