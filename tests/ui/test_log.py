"""The log of the program: a small file of its own folder, without which it goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from bonejournal.app import start_log


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    logger = logging.getLogger("bonejournal")
    before = list(logger.handlers)
    yield
    for handler in [one for one in logger.handlers if one not in before]:
        logger.removeHandler(handler)
        handler.close()


def test_what_happens_is_written_to_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda _name: str(tmp_path / "log"))
    start_log().info("page today")
    assert (tmp_path / "log" / "bonejournal.log").read_text().endswith("INFO page today\n")


def test_a_folder_that_cannot_be_written_does_not_keep_the_window_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").write_text("a file stands in its place")
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda _name: str(tmp_path / "log"))
    start_log().info("page today")
    assert (tmp_path / "log").read_text() == "a file stands in its place"
