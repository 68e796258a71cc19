"""Folders with a journal, for commands to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.commands import run


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample journal, for commands that only read."""
    folder = tmp_path_factory.mktemp("sampled")
    run("new", "helen.bonejournal", "--sample", cwd=folder)
    return folder


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A folder with a journal to write to."""
    run("new", "her.bonejournal", cwd=tmp_path)
    return tmp_path
