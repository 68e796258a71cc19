"""Time zones a test can live in, written so that no table of zones has to be installed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

ZONES = {
    "Berlin": "CET-1CEST,M3.5.0,M10.5.0/3",
    "Kiritimati": "<+14>-14",
    "St John's": "NST3:30NDT,M3.2.0,M11.1.0",
}


@contextmanager
def living_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = ZONES[zone]
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
