"""The program ends without closing while forms are half filled: what was typed in each of them is there again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.strip import Strip
from tests.ui.shells import settle, shown_shell, until

FORMS = [page.key for page in PAGES if page.key.endswith("-form")]
TYPED = "7q"
"""Neither a number nor a word anybody offers: it is typed, and not yet a value."""


def opened(shell: Shell, key: str) -> FormPage:
    shell.window.go(key, "" if key == "profile-form" else "new")
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    until(lambda: page._begun)
    return page


def fields(page: FormPage) -> list[QLineEdit | QPlainTextEdit]:
    """Where something can be typed."""
    found: list[QLineEdit | QPlainTextEdit] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [one for one in found if one.isVisibleTo(page) and one.isEnabled() and not one.isReadOnly()]


def fill(page: FormPage) -> int:
    """Type into every field that is there; how many there were."""
    count = 0
    for field in fields(page):
        if not field.isVisibleTo(page):  # an answer before may have taken it away
            continue
        field.setFocus()
        QTest.keyClicks(field, TYPED)
        count += 1
    return count


def image(path: Path, at: Path) -> Path:
    """The files as they lie on the disk in this moment, which is what a killed program leaves."""
    for end in ("", "-wal"):
        part = path.with_name(path.name + end)
        if part.exists():
            at.with_name(at.name + end).write_bytes(part.read_bytes())
    return at


@pytest.fixture(scope="module")
def killed(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, str]]]:
    """What a program leaves that was killed with something typed in each form, and what that was."""
    folder = tmp_path_factory.mktemp("killed")
    path = folder / "helen.bonejournal"
    typed: dict[str, dict[str, str]] = {}
    with Journal.create(path) as journal:
        journal.apply(sample().step)
    with shown_shell(qapp, folder, path) as shell:
        until(lambda: shell.desk.state is not None)
        for key in FORMS:
            page = opened(shell, key)
            assert fill(page) > 0, key
            page._draft.setInterval(0)  # otherwise a second after the last key
            page._draft.start()
            settle(shell)
            typed[key] = dict(page.typed()[1])
            page._draft.stop()
            image(path, folder / "left.bonejournal")
        left = folder / "left.bonejournal"
    return left, typed


@pytest.fixture(scope="module")
def shell(qapp: QApplication, killed: tuple[Path, dict[str, dict[str, str]]]) -> Iterator[Shell]:
    with shown_shell(qapp, killed[0].parent, killed[0]) as made:
        until(lambda: made.desk.state is not None)
        yield made


def test_a_draft_is_offered_after_the_restart(shell: Shell) -> None:
    found: list[str] = []
    shell.desk.ask(lambda journal: [draft.key for draft in journal.drafts()], found.extend, owner=shell)
    settle(shell)
    assert {f"{key.partition(':')[0]}-form" for key in found} == set(FORMS)


@pytest.mark.parametrize("killed_then", [True, False])
def test_only_an_end_without_a_closing_is_called_unexpected(
    qapp: QApplication, tmp_path: Path, killed_then: bool
) -> None:
    path, left = tmp_path / "hers.bonejournal", tmp_path / "left.bonejournal"
    with Journal.create(path) as journal:
        journal.keep_draft("sleep:new", {"hours": TYPED})
        image(path, left)
    with shown_shell(qapp, tmp_path, left if killed_then else path) as shell:
        until(lambda: shell.window.findChildren(Strip))
        said = " ".join(label.text() for label in shell.window.findChild(Strip).findChildren(QLabel))  # type: ignore[union-attr]
    assert "A draft is waiting: Sleep" in said
    assert ("closed unexpectedly" in said) == killed_then


def test_a_draft_can_be_given_up_when_its_form_is_left_already(shell: Shell) -> None:
    opened(shell, "sleep-form")
    shell.window.go("today")
    settle(shell)
    assert shell.window.status.link.text() == "Start again"
    shell.window.status.link.click()
    settle(shell)
    found: list[str] = []
    shell.desk.ask(lambda journal: [draft.key for draft in journal.drafts()], found.extend, owner=shell)
    settle(shell)
    assert "sleep:new" not in found
    assert "activity:new" in found


@pytest.mark.parametrize("key", [key for key in FORMS if key != "sleep-form"])
def test_every_text_is_there_again(shell: Shell, killed: tuple[Path, dict[str, dict[str, str]]], key: str) -> None:
    page = opened(shell, key)
    assert sum(TYPED in text for text in killed[1][key].values()) >= 1
    assert dict(page.typed()[1]) == killed[1][key]
