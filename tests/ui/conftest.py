"""The window's tests let go of widgets as the program does: in the window's thread.

Python's own collector runs in whatever thread allocates, and a widget that is deleted in another thread than the
window's can end the whole run, or the test that comes next.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _collector_is_off() -> Iterator[None]:
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _the_young_are_looked_at() -> Iterator[None]:
    yield
    gc.collect(1)
