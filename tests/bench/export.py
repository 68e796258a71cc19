"""The memory that a FHIR export of thirty years takes, against one year by the same generator."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.generate import YEARS, lived
from tests.bench.measure import ROOT, Figure, Topic

_RUN = """
import sys
from pathlib import Path
from bonejournal.cli import main
main(["export", sys.argv[1], "-o", sys.argv[2], "--format", "fhir"])
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""
"""Not what `resource` tells: that begins with the size of the process it was started by."""


def most_held(journal: Path, out: Path) -> float:
    """The most memory of a process that exports, as the system counts it."""
    command = [sys.executable, "-c", _RUN, str(journal), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    return float(done.stdout.split()[-1])


def topic(folder: Path) -> Topic:
    """One figure."""
    out = folder / "out.json"
    yield Figure("export_fhir_memory_30_years", 1.5, lambda: most_held(lived(YEARS), out) / most_held(lived(1), out))
