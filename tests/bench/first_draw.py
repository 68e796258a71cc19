"""The first figure that a fresh process draws, imports left out: `product`, or `bare` with what ours is made of.

python -m tests.bench.first_draw product
python -m tests.bench.first_draw bare INVENTORY
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict

from matplotlib.backends.backend_agg import FigureCanvasAgg

from bonejournal.charts.density import bmd_chart
from bonejournal.charts.style import TOKENS, screen_style
from bonejournal.domain.bone.comparison import histories
from bonejournal.domain.bone.density import DxaScan
from tests.bench.bare_chart import Inventory, draw, inventory
from tests.charts.scans import sample_scans, snapshot

SIZE = (840, 360)


def main() -> None:
    """Draw, and tell the seconds."""
    if sys.argv[1] == "bare":
        held = Inventory(**json.loads(sys.argv[2]))
        start = time.perf_counter()
        draw(held)
        print(time.perf_counter() - start)
    else:
        taken = snapshot(*sample_scans())
        style = screen_style(dict.fromkeys(TOKENS, "#335577"))
        place = next(iter(histories(taken.of(DxaScan))))
        start = time.perf_counter()
        drawn = bmd_chart(taken, place, style, SIZE)
        FigureCanvasAgg(drawn.figure).draw()
        print(time.perf_counter() - start)
        print(json.dumps(asdict(inventory(drawn.figure))))


if __name__ == "__main__":
    main()
