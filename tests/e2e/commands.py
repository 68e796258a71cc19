"""Commands as scripts give them: each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]


def run(*words: object, cwd: Path, expect: int = 0, mask: int = 0o022, without: str = "", **more: str) -> str:
    """Run the program; what it prints. Where it does not end well, it says so in one sentence."""
    around = {name: value for name, value in os.environ.items() if name != without}
    made = subprocess.run(
        [sys.executable, "-m", "bonejournal", *map(str, words)],
        cwd=cwd,
        env={**around, "PYTHONPATH": str(TOP), **more},
        umask=mask,
        capture_output=True,
        check=False,
        timeout=120,
    )
    said, complaint = made.stdout.decode("utf-8"), made.stderr.decode("utf-8")
    assert made.returncode == expect, (words, made.returncode, said, complaint)
    assert "Traceback" not in said + complaint
    if expect == 0:
        assert not complaint
    elif expect != 2:
        assert complaint.count("\n") == 1, complaint
        assert complaint.endswith((".\n", "”.\n"))
    return said if expect == 0 else said + complaint


def document(*words: object, cwd: Path, expect: int = 0) -> Any:
    said = run(*words, "--json", cwd=cwd, expect=expect)
    return json.loads(said if expect == 0 else said[: said.rindex("}") + 1])


def digest(path: Path) -> bytes:
    return path.read_bytes()
