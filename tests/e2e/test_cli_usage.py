"""The command line as such: its words, its mistakes, what it loads, and when it opens the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bonejournal.domain.resources import resource
from tests.e2e.commands import TOP, document, run


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).splitlines()[0] == "bonejournal 0.1.0"
    help_text = run("--help", cwd=tmp_path)
    for command in ("new", "import", "merge", "gaps", "summary", "report", "export", "check", "backup", "restore"):
        assert command in help_text
        run(command, "--help", cwd=tmp_path)
    assert "passphrase" not in help_text


@pytest.mark.parametrize(
    "words",
    [
        ("gaps",), ("gaps", "a", "b"), ("nonsense", "x"), ("--nonsense",), ("gaps", "a", "--on", "2026-02-30"),
        ("gaps", "a", "--on", "yesterday"),
        ("gaps", "a", "--on", "9999-12-31"), ("gaps", "a", "--on", "0001-01-01"),
        ("report", "a"), ("export", "a", "-o", "x", "--format", "pdf"),
        ("import", "a"), ("import", "a", "b", "--format", "pdf"), ("export", "a", "-o", "x", "--titles"),
        ("import", "a", "b", "--weight-unit", "stone"),
        ("report", "a", "-o", "x.pdf", "--paper", "a5"), ("report", "a", "-o", "x.pdf", "--without", "nonsense"),
        ("restore", "a"), ("gaps", "a", "--js"), ("merge", "a"),
        ("gaps", ""), ("export", "a", "-o", ""), ("import", "a", ""), ("restore", "", "-o", "a"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    run(*words, cwd=tmp_path, expect=2)


def test_the_folder_one_is_in_is_called_by_its_name(tmp_path: Path) -> None:
    assert run("gaps", ".", cwd=tmp_path, expect=1).startswith(f"{tmp_path.name} is not a bonejournal file.")


def test_reading_commands_load_no_window_and_no_charts(sampled: Path) -> None:
    script = (
        "import sys; from bonejournal.cli import main\n"
        "for words in (['gaps', sys.argv[1]], ['summary', sys.argv[1]], ['check', sys.argv[1]],"
        " ['import', sys.argv[1], sys.argv[2], '--dry-run']): assert main(words) == 0\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'PySide6', 'shiboken6', 'matplotlib', 'numpy', 'typst'}, loaded"
    )
    made = subprocess.run(
        [sys.executable, "-c", script, str(sampled / "helen.bonejournal"), str(resource("sample"))],
        env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr.decode()


def test_a_reader_that_stops_early_is_no_fault(sampled: Path) -> None:
    command = f"{sys.executable} -m bonejournal gaps helen.bonejournal --json | head -c 1"
    made = subprocess.run(
        ["sh", "-c", command], cwd=sampled, env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, check=True
    )
    assert made.stdout == b"{"
    assert not made.stderr


def test_names_in_any_alphabet(tmp_path: Path) -> None:
    name = "나의 뼈 🦴.bonejournal"
    run("new", name, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert document("gaps", name, cwd=tmp_path)["journal"] == name
    odd = os.fsdecode(b"\xff\xfe.csv")
    (tmp_path / odd).write_text("date,weight_kg\n2026-03-14,62\n")
    assert document("import", name, odd, cwd=tmp_path)["added"] == 1
    run("import", name, odd, cwd=tmp_path)


def test_our_own_mistakes_are_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from bonejournal import cli
    from bonejournal.cli.commands import COMMANDS

    def mistaken(asked: object) -> int:
        raise RuntimeError("her name is Helen")

    monkeypatch.setattr("platformdirs.user_log_dir", lambda name: str(tmp_path))
    monkeypatch.setitem(COMMANDS, "gaps", mistaken)
    assert cli.main(["gaps", "x"]) == 1
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Helen" not in said
    log = (tmp_path / "bonejournal.log").read_text()
    assert "mistaken" in log
    assert "Helen" not in log.replace('raise RuntimeError("her name is Helen")', "")


def test_without_a_command_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bonejournal import cli

    opened: list[Path | None] = []

    class Window:
        @staticmethod
        def main(path: Path | None) -> int:
            opened.append(path)
            return 0

    monkeypatch.setitem(sys.modules, "bonejournal.app", Window)
    monkeypatch.setattr("bonejournal.app", Window, raising=False)
    hers = tmp_path / "her.bonejournal"
    hers.touch()
    assert cli.main([str(hers)]) == 0
    assert cli.main([]) == 0
    assert opened == [hers, None]
    assert cli.main(["sumary", "her.bonejournal"]) == 2
    assert "“sumary” is not a command" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argument, code, word",
    [("nope", 2, "not a command"), ("gone.bonejournal", 1, "not there"), ("", 1, "no display")],
)
def test_a_window_that_cannot_open_is_one_sentence(tmp_path: Path, argument: str, code: int, word: str) -> None:
    nowhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY"), "")
    said = run(*filter(None, [argument]), cwd=tmp_path, expect=code, without="QT_QPA_PLATFORM", **nowhere)
    assert word in said
    assert said.count("\n") == 1
