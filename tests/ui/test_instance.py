"""One window for each journal, whatever a second start meets: a window that stays, closes or hangs, or a mere lock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtWidgets import QApplication

from bonejournal.journal.errors import FullError
from bonejournal.journal.store import Journal
from bonejournal.ui.instance import Instance
from bonejournal.ui.memory import Memory
from tests.ui.shells import press, settle, sheets, shown_shell, until

TOP = Path(__file__).resolve().parents[2]

CLAIM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from bonejournal.ui.instance import Instance
app = QCoreApplication([])
one = Instance(Path(sys.argv[1]))
print(one.claim(), flush=True)
sys.stdin.readline()
"""
"""A program that claims a journal, hears nothing, and ends when it is told to."""

CLOSES = """
import bonejournal.ui
import sys
import threading
from pathlib import Path
from PySide6.QtCore import QTimer
from bonejournal import app
from bonejournal.journal.store import Journal
from bonejournal.ui.shell import Shell

rung = threading.Event()

def backed_up(journal):
    print("closing", flush=True)
    return rung.wait(60)

class Closing(Shell):
    def _opened(self):
        super()._opened()
        self.instance.wanted.connect(rung.set)
        QTimer.singleShot(0, self.window.close)

Journal.backed_up = backed_up
app.Shell = Closing
sys.exit(app.main(Path(sys.argv[1])))
"""
"""The program, closing until a second start has rung."""

OPENS = """
import bonejournal.ui
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from bonejournal import app
from bonejournal.ui import shell
from bonejournal.ui.widgets.notice import Notice

class Opening(shell.Shell):
    def show(self, path):
        super().show(path)
        for card in self.window.findChildren(Notice):
            print(card.accessibleName(), flush=True)
            QTimer.singleShot(0, self.window.close)

    def _opened(self):
        super()._opened()
        print("open", flush=True)
        QTimer.singleShot(0, self.window.close)

shell.PATIENCE_S = float(sys.argv[2])
app.Shell = Opening
sys.exit(app.main(Path(sys.argv[1])))
"""
"""The program, which says what it shows and closes."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "helen.bonejournal"
    Journal.create(made).close()
    return made


@contextmanager
def running(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def start(path: Path, patience: float = 60, folder: Path | None = None) -> str:
    """What a start of the program on a journal shows, from a folder."""
    run = [sys.executable, "-c", OPENS, str(path), str(patience)]
    around = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"} | {"PYTHONPATH": str(TOP)}
    done = subprocess.run(run, check=False, capture_output=True, text=True, timeout=90, cwd=folder, env=around)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def kept(ending: str) -> set[Path]:
    return set((Path(platformdirs.user_state_dir("bonejournal")) / "open").glob(f"*.{ending}"))


def lock_left_behind(path: Path) -> Path:
    """The lock of a program that was killed a while ago."""
    before = kept("lock")
    with running(CLAIM, path) as holder:
        assert said(holder) == "True"
    (lock,) = kept("lock") - before
    return lock


def written_long_ago(lock: Path, text: str) -> None:
    lock.write_text(text)
    os.utime(lock, (1_700_000_000, 1_700_000_000))


def test_a_window_that_is_just_closing_does_not_swallow_a_second_start(path: Path) -> None:
    with running(CLOSES, path) as first:
        assert said(first) == "closing"
        assert start(path) == "open"
        assert first.wait(60) == 0


def test_a_window_that_does_not_answer_is_told_of(path: Path, qapp: QApplication) -> None:
    with running(CLAIM, path) as first:
        assert said(first) == "True"
        assert "another window" in start(path, 0.1)


def test_a_second_start_is_answered_by_a_window_that_was_to_close_and_stays(
    path: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_more: object) -> None:
        raise FullError("There is no room left.", path)

    with shown_shell(qapp, tmp_path, path) as shell:
        settle(shell)
        monkeypatch.setattr(Journal, "backed_up", full)
        shell.window.close()
        until(sheets)
        before = kept("bell")
        Instance(path).ring()
        (bell,) = kept("bell") - before
        until(lambda: not bell.exists())
        press(sheets()[0], "Stay")
        monkeypatch.undo()


def test_a_journal_opened_by_its_bare_name_is_found_from_another_folder(path: Path) -> None:
    assert start(Path(path.name), folder=path.parent) == "open"
    assert Memory().last() == path


@pytest.mark.parametrize("seconds, stays", [(3600, False), (0, True)])
def test_what_a_start_that_was_cut_off_left_of_its_list_of_fonts_goes(path: Path, seconds: int, stays: bool) -> None:
    """matplotlib waits for such a lock for five seconds at each start, and makes its list anew, for ever."""
    lock = Path(platformdirs.user_cache_dir("bonejournal")) / "matplotlib" / "fontlist.json.matplotlib-lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    then = lock.stat().st_mtime - seconds
    os.utime(lock, (then, then))
    assert start(path) == "open"
    assert lock.exists() == stays
    lock.unlink(missing_ok=True)


def test_a_lock_of_the_same_computer_is_taken_over_at_once(path: Path, qapp: QApplication) -> None:
    lock_left_behind(path)
    one = Instance(path)
    assert one.claim()
    one.release()


@pytest.mark.parametrize("left", ["nothing", "zeros", "another computer", "a number given anew"])
def test_a_lock_of_nobody_is_taken_over(path: Path, qapp: QApplication, left: str) -> None:
    """Where it was not, the program did not open this journal any more, and said so where nobody looks."""
    lock = lock_left_behind(path)
    number, program, name, _computer, boot = lock.read_text().split("\n")[:5]
    texts = {
        "nothing": "",
        "zeros": "\0" * 90,
        "another computer": "\n".join([number, program, name, "0" * 32, boot, ""]),
        "a number given anew": lock.read_text().replace(number, str(os.getpid()), 1),
    }
    written_long_ago(lock, texts[left])
    one = Instance(path)
    assert one.claim()
    one.release()


def test_a_lock_that_lives_stays_whatever_it_says(path: Path, qapp: QApplication) -> None:
    lock = lock_left_behind(path)
    with running(CLAIM, path) as holder:
        assert said(holder) == "True"
        written_long_ago(lock, "")
        assert not Instance(path).claim()
        assert lock.exists()


def test_of_several_starts_at_once_one_has_the_journal(path: Path) -> None:
    run = [sys.executable, "-c", CLAIM, str(path)]
    made = [subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    try:
        assert sorted(said(one) for one in made) == ["False"] * 5 + ["True"]
    finally:
        for one in made:
            one.communicate("\n", timeout=60)
