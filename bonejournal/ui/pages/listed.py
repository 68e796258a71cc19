"""What the window knows of a page before it is first shown: its name in the sidebar, and where it is found.

A page's module is imported when the page is first shown, so that the window is not kept waiting for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bonejournal.ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or form. One without a `name` is no entry of the sidebar: it is reached from other pages.

    load: gives its class. order: its place among the entries, and what the window remembers it by. place: "top" of
    the sidebar, "after" the rule, or "bottom".
    """

    key: str
    load: Callable[[], type[Page]]
    name: str = ""
    icon: str = ""
    order: int = 0
    shortcut: str = ""
    place: str = "top"


def at(module: str, name: str) -> Callable[[], type[Page]]:
    """A page's class, by its module within `ui` and its name there."""

    def load() -> type[Page]:
        found: type[Page] = getattr(import_module(f"bonejournal.ui.{module}"), name)
        return found

    return load
