"""The real program in a real window: a virtual screen, real keys, a second start, and an end without warning."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bonejournal.journal.store import Journal

TOP = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds for what takes less than one where nothing else runs."""

CANARY = "Kanarienvogel"

pytestmark = pytest.mark.skipif(
    not (sys.platform == "linux" and shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool (Debian: apt-get install xvfb xdotool)",
)


def until(done: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen of its own, on the first display that is free."""
    there, told = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1360x860x24", "-nolisten", "tcp"],
        pass_fds=(told,),
        stderr=subprocess.DEVNULL,
    )
    os.close(told)
    with os.fdopen(there) as pipe:
        number = pipe.readline().strip()
    if not number:
        server.wait(PATIENCE)
        pytest.skip("Xvfb does not start here")
    yield f":{number}"
    server.terminate()
    server.wait(PATIENCE)


@pytest.fixture
def world(screen: str, tmp_path: Path) -> Mapping[str, str]:
    """The surroundings of a user who has never started the program."""
    home = tmp_path / "home"
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": tmp_path / "runtime",
        "TMPDIR": tmp_path / "temporary",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True)
    kept = {name: os.environ[name] for name in ("PATH", "MPLCONFIGDIR", "LD_LIBRARY_PATH") if name in os.environ}
    found = {**kept, **{name: str(folder) for name, folder in folders.items()}}
    found |= {"DISPLAY": screen, "PYTHONPATH": str(TOP), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    found["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    asks = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    if subprocess.run([sys.executable, "-c", asks], env=found, capture_output=True, check=False).returncode:
        pytest.skip("Qt cannot open a window here: packaging/setup.sh dev names the libraries")
    return found


class Program:
    """The program, and the hands on its keyboard."""

    def __init__(self, world: Mapping[str, str], path: Path) -> None:
        self.world = world
        self.path = path
        self.process: subprocess.Popen[bytes] | None = None
        self.log = Path(world["XDG_STATE_HOME"]) / "bonejournal" / "log" / "bonejournal.log"

    def command(self, *words: object, within: float = PATIENCE) -> str:
        """Run a command of the command line to its good end; what it says."""
        made = subprocess.run(
            [sys.executable, "-m", "bonejournal", *map(str, words)],
            cwd=self.world["HOME"],
            env=self.world,
            capture_output=True,
            check=False,
            timeout=within,
            text=True,
        )
        assert made.returncode == 0, made
        return made.stdout + made.stderr

    def start(self) -> None:
        """Open the window and give it the keyboard."""
        pages = self.pages()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bonejournal", str(self.path)],
            cwd=self.world["HOME"],
            env=self.world,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: len(self.pages()) > len(pages), "the first page")
        until(self.window, "the window")
        self.settle()
        self.xdotool("windowfocus", "--sync", self.window())
        self.settle()

    def xdotool(self, *words: str) -> str:
        made = subprocess.run(
            ["xdotool", *words], env=self.world, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return made.stdout.strip()

    def window(self) -> str:
        """The window with the journal's name in its title, "" where there is none."""
        return self.xdotool("search", "--onlyvisible", "--name", self.path.name).partition("\n")[0]

    def pages(self) -> list[str]:
        """The pages shown so far, as the log tells them."""
        if not self.log.exists():
            return []
        return [line.split(" page ")[1] for line in self.log.read_text("utf-8").splitlines() if " page " in line]

    def settle(self) -> None:
        """Wait until the program has nothing left to do."""
        assert self.process is not None

        def spent() -> int:
            assert self.process is not None
            words = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            return int(words[11]) + int(words[12])

        def idle() -> bool:
            before = spent()
            time.sleep(0.3)
            return spent() - before <= 2

        until(idle, "a pause")

    def keys(self, *chords: str) -> None:
        """Press keys, one chord after the other."""
        self.xdotool("key", "--delay", "20", *chords)

    def type(self, text: str, then: str = "Tab") -> None:
        """Type a text and leave the field."""
        self.xdotool("type", "--delay", "10", "--", text)
        self.keys(then)

    def go(self, chord: str, page: str) -> None:
        """Press the keys of a page until it is there."""
        self.keys(chord)
        until(lambda: self.pages()[-1] == page, page)
        self.settle()

    def stop(self) -> None:
        """Close by the keyboard, as she would."""
        assert self.process is not None
        self.keys("ctrl+q")
        assert self.process.wait(PATIENCE) == 0

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)


@pytest.fixture
def program(world: Mapping[str, str]) -> Iterator[Program]:
    made = Program(world, Path(world["HOME"]) / "helen.bonejournal")
    made.command("new", made.path, "--sample")
    yield made
    made.kill()


def exported(program: Program, name: str, file: str = "dxa.csv") -> list[str]:
    folder = Path(program.world["HOME"]) / name
    program.command("export", program.path, "-o", folder)
    return (folder / file).read_text("utf-8").splitlines()


def leftovers(program: Program) -> str:
    """Everything the program has written outside the journal and its backups, as one text."""
    home = Path(program.world["HOME"])
    texts = []
    for folder in (home, Path(program.world["TMPDIR"]), Path(program.world["XDG_RUNTIME_DIR"])):
        for file in folder.rglob("*"):
            if file.is_file() and ".bonejournal" not in str(file.relative_to(folder)):
                texts.append(f"{file}\n{file.read_bytes().decode('utf-8', 'replace')}")
    return "\n".join(texts)


def test_a_report_typed_into_the_window_is_in_the_export(program: Program) -> None:
    program.start()
    program.go("ctrl+2", "density")
    program.go("ctrl+shift+d", "dxa-form")
    program.type("11 nov", "Return")  # the scanner of last time: on to the first number
    for numbers in (
        ("61,90", "51,27", "0,828", "-2,0", "-1,1"),
        ("4,92", "3,27", "0,664", "-1,6", "-0,5"),
        ("33.00", "25.64", "0.777", "-1.4", "-0.6"),
    ):
        for number in numbers:
            program.type(number)
    program.settle()
    program.go("ctrl+Return", "density")

    # A second start shows the first window and ends well; the first goes on.
    said = program.command(program.path)
    assert "open already" in said
    assert program.process is not None
    assert program.process.poll() is None
    program.settle()

    program.stop()
    rows = exported(program, "after")
    names = rows[0].split(",")
    fresh = [dict(zip(names, row.split(","), strict=True)) for row in rows[1:] if "2026-11-11" in row]
    assert {row["bmd_g_cm2"] for row in fresh} == {"0.828", "0.664", "0.777"}
    assert {row["t_score"] for row in fresh} == {"-2.0", "-1.6", "-1.4"}


def test_a_form_that_was_open_when_the_power_went_is_there_again(program: Program) -> None:
    program.start()
    program.go("ctrl+shift+d", "dxa-form")
    wal = program.path.with_name(program.path.name + "-wal")
    program.type("10 nov", "Return")
    program.type("61,90")
    program.keys("alt+n")
    program.type(CANARY)
    until(lambda: CANARY.encode() in wal.read_bytes(), "the draft")
    program.kill()
    assert CANARY not in leftovers(program)

    with Journal.open(program.path) as journal:
        drafts = journal.drafts()
    assert [draft.key for draft in drafts] == ["dxa:new"]
    texts = drafts[0].texts.values()
    assert "10 Nov 2026" in texts
    assert "61.90" in texts
    assert CANARY in texts

    program.start()
    program.go("ctrl+shift+d", "dxa-form")
    program.go("ctrl+Return", program.pages()[-2])
    program.stop()
    assert any("2026-11-10" in row and CANARY in row for row in exported(program, "after"))
    shutil.rmtree(Path(program.world["HOME"]) / "after")
    left = leftovers(program)
    assert "page dxa-form" in left  # the log is among them
    assert "[General]" in left  # and the settings
    assert CANARY not in left


def test_a_day_is_recorded_by_the_keyboard_alone(program: Program) -> None:
    program.start()
    program.keys("ctrl+n")
    program.settle()
    program.type("weight 61.2; ? May I ski this winter", "Return")
    program.settle()
    program.keys("alt+1")  # the usual breakfast
    program.settle()
    program.keys("alt+3")  # Strength A with last time's loads
    until(lambda: program.pages()[-1] == "workouts-form", "the workout")
    program.settle()
    program.keys("ctrl+Return")
    program.settle()
    program.go("ctrl+8", "visits")
    program.keys("ctrl+k")
    program.settle()
    program.type("vitamin d 2025", "Return")
    until(lambda: program.pages()[-1] == "labs-form", "the panel of that result")
    program.stop()

    before = (TOP / "resources" / "sample" / "intake.csv").read_text("utf-8").splitlines()
    body, questions = exported(program, "b", "body.csv"), exported(program, "q", "questions.csv")
    assert any(line.split(",")[1:3] == ["2026-11-12", "61.2"] for line in body)
    assert any("May I ski this winter" in line for line in questions)
    assert len(exported(program, "i", "intake.csv")) > len(before)
    assert sum(",2026-11-12," in line for line in exported(program, "w", "workouts.csv")) > 1
