"""A journal of one's own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bonejournal.journal.store import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "hers"
    folder.mkdir(mode=0o700)
    return folder / "mine.bonejournal"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.create(path) as made:
        yield made
