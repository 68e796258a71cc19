"""Opening, closing, copies, locks, undo and a second start: the window around an open journal."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating
from bonejournal.journal.backup import backups_of
from bonejournal.journal.errors import FullError
from bonejournal.journal.store import Journal
from bonejournal.ui.instance import Instance
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.notice import Notice
from tests.ui.few import sample
from tests.ui.shells import here, key, pause, press, said, settle, sheets, shown_shell, until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "helen.bonejournal"
    with Journal.create(made) as journal:
        journal.apply(sample().step)
        profile = journal.profile()
        assert profile is not None
        from dataclasses import replace

        from bonejournal.domain.step import editing

        journal.apply(editing(profile, replace(profile, today=None)))
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        settle(made)
        yield made


def weigh(shell: Shell) -> None:
    shell.desk.apply(creating(BodyMeasure(date=shell.desk.on, weight_kg=61.0)))
    settle(shell)


def notice(shell: Shell) -> Notice:
    until(lambda: any(one.isVisible() for one in shell.window.findChildren(Notice)))
    return next(one for one in shell.window.findChildren(Notice) if one.isVisible())


def test_undo_and_redo_say_what_they_did_in_the_menu_and_below(shell: Shell) -> None:
    weigh(shell)
    assert shell.window.commands.action("undo").text().startswith("&Undo Add Body measure")
    key(shell, Qt.Key.Key_Z, CTRL)
    settle(shell)
    assert said(shell).startswith("Undone: Add Body measure")
    key(shell, Qt.Key.Key_Z, CTRL)
    settle(shell)
    assert said(shell) == "Nothing to undo since you opened the journal."
    key(shell, Qt.Key.Key_Z, CTRL | SHIFT)
    settle(shell)
    assert said(shell).startswith("Done again")


def test_what_quick_add_looks_through_is_known_before_it_is_opened(shell: Shell) -> None:
    until(lambda: shell.palettes._known is not None)
    shell.window.run("add")
    palette = shell.palettes.shown()
    assert palette is not None
    assert shell.desk.idle()  # nothing had to be asked
    palette.dismiss()


def test_closing_after_a_change_makes_a_copy_that_can_be_read(shell: Shell, path: Path) -> None:
    weigh(shell)
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    (copy,) = backups_of(path)
    with Journal.open(path) as journal:
        count = journal.count()
    with Journal.open(copy.path) as journal:
        assert journal.count() == count


def test_closing_without_a_change_makes_none(shell: Shell, path: Path) -> None:
    shell.window.run("back_up")
    settle(shell)
    (copy,) = backups_of(path)
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    assert backups_of(path) == [copy]


def test_a_change_from_before_an_end_without_closing_is_copied_too(shell: Shell, path: Path) -> None:
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    assert len(backups_of(path)) == 1


def test_a_copy_that_cannot_be_made_is_told_and_she_may_stay(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh(shell)

    def full(*_more: object) -> None:
        raise FullError("There is no room left.", path)

    monkeypatch.setattr(Journal, "back_up", full)
    shell.window.close()
    until(sheets)
    (sheet,) = sheets()
    assert shell.window.isVisible()
    press(sheet, "Stay")
    settle(shell)
    assert shell.desk.state is not None
    assert shell.window.centralWidget().isEnabled()
    shell.window.close()
    until(sheets)
    press(sheets()[0], "Close without a copy")
    until(lambda: not shell.window.isVisible())
    assert backups_of(path) == []


def test_the_status_bar_tells_of_the_last_backup(shell: Shell) -> None:
    assert "when you close" in shell.window.status.right.text()
    shell.window.run("back_up")
    settle(shell)
    assert shell.window.status.right.text().startswith("Last backup today, ")


def test_a_draft_that_waits_is_told_and_continued(qapp: QApplication, tmp_path: Path, path: Path) -> None:
    with Journal.open(path) as journal:
        journal.keep_draft("body:new", {"weight_kg": "61"})
    with shown_shell(qapp, tmp_path, path) as shell:
        until(lambda: shell.window._strip_says is not None)
        assert shell.window._strip_says is not None
        assert "draft is waiting" in shell.window._strip_says[0]
        shell.window._strip_says[1][0][1]()
        settle(shell)
        assert here(shell) == "body-form"
        assert shell.window._strip_says is None


def test_a_journal_that_another_program_holds_is_told_and_tried_again(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other.bonejournal"
    Journal.create(other).close()
    script = (
        "import sys, pathlib; from bonejournal.journal.store import Journal;"
        f"journal = Journal.open(pathlib.Path({str(other)!r})); print('open', flush=True); sys.stdin.readline();"
        "journal.close()"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    shell.open(other)
    card = notice(shell)
    assert "another program" in card.accessibleName()
    holder.communicate("\n", timeout=10)
    press(card, "Try again")
    until(lambda: shell.desk.state is not None)
    assert shell.path == other


def test_a_window_that_has_the_journal_can_be_asked_to_rise(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other.bonejournal"
    Journal.create(other).close()
    script = (
        "import sys, pathlib; from PySide6.QtCore import QCoreApplication, QTimer;"
        "from bonejournal.ui.instance import Instance;"
        f"app = QCoreApplication([]); one = Instance(pathlib.Path({str(other)!r})); print(one.claim(), flush=True);"
        "one.wanted.connect(lambda: (print('wanted', flush=True), app.quit())); QTimer.singleShot(20000, app.quit);"
        "app.exec(); one.release()"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=os.environ)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    shell.open(other)
    card = notice(shell)
    assert "another window" in card.accessibleName()
    press(card, "Show that window")
    assert holder.communicate(timeout=15)[0] == "wanted\n"
    press(card, "Try again")
    until(lambda: shell.desk.state is not None)


def test_a_claim_ends_with_its_window_and_a_ring_is_heard_each_time(tmp_path: Path, qapp: QApplication) -> None:
    first, second = Instance(tmp_path / "a.bonejournal"), Instance(tmp_path / "a.bonejournal")
    heard: list[int] = []
    first.wanted.connect(lambda: heard.append(1))
    assert first.claim()
    assert not second.claim()
    for count in (1, 2):
        second.ring()
        until(lambda count=count: len(heard) >= count)
    first.release()
    assert second.claim()
    second.release()


def test_without_a_folder_for_its_claim_a_window_opens_all_the_same(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file stands in its place")
    monkeypatch.setattr(platformdirs, "user_state_dir", lambda _name: str(tmp_path / "state"))
    instance = Instance(tmp_path / "a.bonejournal")
    assert instance.claim()
    instance.release()


def test_our_own_mistake_is_told_calmly_with_details(shell: Shell) -> None:
    shell.tell(ZeroDivisionError("62.0 kg"))
    assert "your journal is unchanged" in said(shell)
    shell.window.status.link.click()
    until(sheets)
    press(sheets()[0], "Copy")
    copied = QApplication.clipboard().text()
    assert copied.startswith("ZeroDivisionError")
    assert "62.0" not in copied


def test_a_full_disk_while_saving_offers_another_place(shell: Shell, path: Path) -> None:
    shell.tell(FullError("There is no room left on the disk.", path))
    until(sheets)
    press(sheets()[0], "Close")
    pause()
    assert not sheets()


def test_an_opened_journal_is_not_opened_twice(shell: Shell, path: Path) -> None:
    shell.open(path)
    assert "open already" in said(shell)


def test_delete_is_enabled_only_in_a_table_with_rows_chosen(shell: Shell) -> None:
    shell.window.go("records")
    settle(shell)
    page = shell.window.stack.page()
    action = shell.window.commands.action("delete")
    until(lambda: page.table.model() is not None and page.table.model().rowCount())

    def chosen() -> bool:
        # Once more where the list was read anew meanwhile, or a sheet of the test before still had the focus.
        shell.window.activateWindow()
        page.table.setFocus()
        page.table.selectRow(0)
        return bool(action.isEnabled())

    until(chosen)
    page.filter.setFocus()
    assert not action.isEnabled()


def test_ctrl_f_goes_to_the_filter_of_records_from_anywhere(shell: Shell) -> None:
    shell.window.go("settings")
    key(shell, Qt.Key.Key_F, CTRL)
    settle(shell)
    assert here(shell) == "records"
    assert shell.window.stack.page().filter.hasFocus()


def test_pages_follow_a_change_whatever_fails_with_the_one_who_made_it(shell: Shell, qtbot: QtBot) -> None:
    told: list[frozenset[str]] = []
    shell.desk.changed.connect(told.append)

    def fails() -> None:
        raise LookupError

    with qtbot.capture_exceptions() as raised:
        shell.desk.apply(creating(BodyMeasure(date=dt.date(2026, 5, 3), weight_kg=62.0)), fails)
        until(lambda: bool(told))
    assert told == [frozenset({"body"})]
    assert [kind for kind, *_ in raised] == [LookupError]
