"""Import in the window: looked at first, one undo, refused with a sentence, cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.ui.dialogs import choose
from bonejournal.ui.shell import Shell
from tests.ui.journal_file import count, opened_at, weighed_once
from tests.ui.shells import here, press, said, settle, sheets


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return weighed_once(tmp_path)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    with opened_at(qapp, tmp_path, path) as made:
        yield made


def test_an_import_is_looked_at_first_and_is_one_undo(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "body.csv").write_text(
        "id,date,weight_kg\na,2026-01-02,61.5\nb,2026-13-02,61\nc,2026-01-09,61.4\n", "utf-8"
    )
    monkeypatch.setattr(choose, "folder_to_import", lambda *_more: bundle)
    shell.window.run("import")
    press(sheets()[0], "Choose a folder…")
    settle(shell)
    assert here(shell) == "import"
    assert count(shell) == 1
    press(shell.window, "Import 2 records")
    settle(shell)
    assert count(shell) == 3
    assert "2 records added" in said(shell)
    assert here(shell) != "import"
    shell.window.run("undo")
    settle(shell)
    assert count(shell) == 1


def test_a_second_import_adds_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    file.write_text("id,date,weight_kg\na,2026-01-02,61.5\n", "utf-8")
    shell.files.dropped(file)
    settle(shell)
    press(shell.window, "Import 1 record")
    settle(shell)
    shell.files.dropped(file)
    settle(shell)
    assert "already here" in shell.window.stack.page()._sentence.text()
    press(shell.window, "Close")
    assert here(shell) != "import"


def test_a_file_of_another_kind_is_refused_with_a_sentence(shell: Shell, tmp_path: Path) -> None:
    photo = tmp_path / "scan.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    shell.files.dropped(photo)
    settle(shell)
    assert "photo" in shell.window.stack.page()._sentence.text()
    press(shell.window, "Cancel")
    assert count(shell) == 1


def test_cancelling_while_reading_imports_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "body.csv"
    rows = "\n".join(f"{day},2020-01-01,6{day % 10}.5" for day in range(20_000))
    file.write_text(f"id,date,weight_kg\n{rows}\n", "utf-8")
    shell.files.dropped(file)
    shell.window.stack.page().leave()
    settle(shell)
    assert here(shell) != "import"
    assert count(shell) == 1
