"""What is imported before the window can be seen, and the list of pages that makes up for it."""

import subprocess
import sys

import pytest

from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.pages.listed import Listed

LATER = ("sqlalchemy", "matplotlib", "typst", "tomllib", "bonejournal.journal", "bonejournal.ui.dialogs.sheet")


@pytest.mark.parametrize("listed", PAGES, ids=lambda listed: listed.key)
def test_a_listed_page_is_found_and_agrees(listed: Listed) -> None:
    page = listed.load()
    assert page.key == listed.key
    beneath = page.parent_key or page.home
    assert bool(listed.name) != bool(beneath), "an entry of the sidebar, or beneath one: by a way back or by its switch"
    assert listed.name in {"", page.title}


def test_the_window_is_shown_without_what_takes_long() -> None:
    told = "import sys, bonejournal.cli, bonejournal.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    imported = set(done.stdout.split())
    assert not imported & {*LATER, *(page.load().__module__ for page in PAGES)}


def test_modules_are_imported_by_python_itself() -> None:
    told = "import builtins; own = builtins.__import__; import bonejournal.app; print(builtins.__import__ is own)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True"]
