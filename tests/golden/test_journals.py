"""Small journals whose answers were worked out by hand; each folder's page says how."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bonejournal.domain.meaning import insight, targets
from bonejournal.domain.meaning.measures.common import Status
from tests.golden.reading import snapshot
from tests.zones import ZONES, living_in

HERE = Path(__file__).parent
JOURNALS = sorted(path.parent for path in HERE.glob("*/expected.json"))
FREE = {"text", "window", "unit", "basis", "reason"}


def without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_words(part) for key, part in value.items() if key not in FREE}
    return [without_words(part) for part in value] if isinstance(value, list) else value


def nothing_recorded() -> list[dict[str, Any]]:
    with (HERE / "nothing_recorded.csv").open(encoding="utf-8", newline="") as file:
        return [
            {
                "id": row["id"],
                "status": "no_data",
                "value": None,
                "low": float(row["low"]) if row["low"] else None,
                "high": float(row["high"]) if row["high"] else None,
                "upper": float(row["upper"]) if row["upper"] else None,
                "layer": row["layer"] or None,
                "triad": row["triad"],
                "rank": None,
                "sources": row["sources"].split(";"),
                "overridden": False,
            }
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("folder", JOURNALS, ids=lambda folder: folder.name)
def test_gaps_are_as_worked_out_by_hand(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    wanted = [row | expected["gaps"].get(row["id"], {}) for row in nothing_recorded()]
    found = targets.evaluate(snapshot(folder, dt.date.fromisoformat(expected["on"])))
    assert [without_words(targets.to_json(gap)) for gap in found] == wanted


@pytest.mark.parametrize("folder", JOURNALS, ids=lambda folder: folder.name)
def test_summary_is_as_worked_out_by_hand(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = insight.summary(snapshot(folder, dt.date.fromisoformat(expected["on"])))
    assert without_words(insight.to_json(found)) == expected["summary"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_answers_are_the_same_in_every_time_zone(zone: str) -> None:
    with living_in(zone):
        for folder in JOURNALS:
            expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
            found = insight.summary(snapshot(folder, dt.date.fromisoformat(expected["on"])))
            assert without_words(insight.to_json(found)) == expected["summary"]


@pytest.mark.parametrize("folder", JOURNALS, ids=lambda folder: folder.name)
def test_each_has_a_page_that_names_the_day_and_every_count(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    page = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    on = dt.date.fromisoformat(expected["on"])
    assert f"Judged on {on.day} {on:%B %Y}" in page
    counted = page.partition("Counted: ")[2]
    for share in (*expected["summary"]["layers"], *expected["summary"]["triad"]):
        name = share.get("layer") or share["part"].replace("_", " ")
        assert (f"{name} {share['met']} of {share['of']} (" in counted) == bool(share["of"])


def numbers(text: str) -> set[float]:
    return {float(found) for found in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}


@pytest.mark.parametrize("folder", JOURNALS, ids=lambda folder: folder.name)
def test_each_page_works_out_every_figure(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    told = numbers((folder / "README.md").read_text(encoding="utf-8"))
    figures = [gap["value"] for gap in expected["gaps"].values() if gap.get("value")]
    figures += [item["overdue_days"] for item in expected["summary"]["due"] if item["overdue_days"]]
    keys = ("bmd_from", "bmd_to", "change_percent", "lsc_percent")
    figures += [pair[key] for pair in expected["summary"]["density"] for key in keys if pair[key] is not None]
    assert not {abs(figure) for figure in figures} - told


@pytest.mark.parametrize("folder", JOURNALS, ids=lambda folder: folder.name)
def test_every_key_is_there_and_can_be_written(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    judged = snapshot(folder, dt.date.fromisoformat(expected["on"]))
    whole = insight.to_json(insight.summary(judged))
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole
    assert list(whole) == ["on", "density", "lowest_t", "layers", "triad", "talk", "due"]
    for gap in targets.evaluate(judged):
        assert list(targets.to_json(gap)) == [
            "id", "status", "value", "unit", "low", "high", "upper", "window", "layer", "triad", "rank", "sources",
            "basis", "overridden", "text",
        ]  # fmt: skip
        assert gap.text
        if gap.status in (Status.NO_DATA, Status.NOT_APPLICABLE):
            assert (gap.value, gap.rank) == (None, None)
