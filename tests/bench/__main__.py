"""Speed as ratios to bare baselines: `python -m tests.bench [topic or name...]` prints `name ratio target`.

Each module of this folder that has `topic(folder)` takes part.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

HOMES = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def main(wanted: list[str]) -> None:
    """Measure what is asked for, everything where nothing is."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__main__")
    if wanted and set(wanted) <= set(modules):
        modules = [stem for stem in modules if stem in wanted]
    with tempfile.TemporaryDirectory(prefix="bonejournal-bench-") as name:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        for stem in modules:
            topic = getattr(importlib.import_module(f"tests.bench.{stem}"), "topic", None)
            if topic is None:
                continue
            folder = Path(name) / stem
            folder.mkdir()
            for variable in HOMES:  # each has a home of its own: a window opens with the page that was shown last
                os.environ[variable] = str(folder)
            for item in topic(folder):
                if not wanted or stem in wanted or item.name in wanted:
                    print(f"{item.name} {item.measured():.2f} {item.target:g}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
