"""Explanations: every framework of the documents is there, complete, and names where it comes from."""

from __future__ import annotations

import re
import tomllib

import pytest

from bonejournal.domain.bone.published import curves
from bonejournal.domain.lookup import Sort, look_up
from bonejournal.domain.meaning.frames import Explained, frame_index, frames, frames_beside, frames_linked
from bonejournal.domain.meaning.tables import entries
from bonejournal.domain.meaning.targets import load_sources
from bonejournal.domain.resources import resource
from tests.domain.test_lookup import knowing
from tests.house.test_floors import FORBIDDEN_WORDS

ALL = list(frames().values())


def texts(one: Explained) -> list[str]:
    found = [one.title, one.lead, *one.ours]
    for part in one.parts:
        found += [part.heading, *part.texts, *part.points]
        if part.table is not None:
            found += [*part.table.heads, *(cell for row in part.table.rows for cell in row)]
    return found


def test_every_framework_of_the_documents_is_explained() -> None:
    assert {one.id.removeprefix("frame.") for one in ALL} == {
        "layers", "triad", "window", "modalities", "endpoints", "strategies", "ranklopg", "hormones", "constitution",
        "sources", "power", "supervised", "irreversible", "lifestyle_limits", "sugar_sleep", "trace_minerals",
        "frax_inputs", "men",
    }  # fmt: skip


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_each_says_something_and_names_its_documents(one: Explained) -> None:
    documents = {source.key for source in load_sources() if source.document}
    assert one.sources
    assert set(one.sources) <= documents
    assert one.lead.endswith(".")
    assert bool(one.parts) != bool(one.page)
    for part in one.parts:
        assert part.texts or part.points or part.table
        if part.table is not None:
            assert {len(row) for row in part.table.rows} == {len(part.table.heads)}
            assert all(cell for row in part.table.rows for cell in row)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_none_says_a_word_we_do_not_use_or_tells_her_to_stop(one: Explained) -> None:
    telling = re.compile(r"\b(stop taking|postpone|you need to|have to take)\b", re.IGNORECASE)
    assert not [text for text in texts(one) if FORBIDDEN_WORDS.search(text) or telling.search(text)]


def test_the_file_holds_nothing_that_is_not_read() -> None:
    with resource("frames.toml").open("rb") as file:
        parts = tomllib.load(file)["part"]
    assert not {key for part in parts for key in part} - {"of", "heading", "texts", "points", "heads", "rows"}
    assert {part["of"] for part in parts} == {one.id for one in ALL if not one.page}
    keys = {"id", "title", "why", "home", "links", "page", "names", "sources", "ours"}
    assert not {key for entry in entries("frame") for key in entry} - keys


def test_figures_of_the_curves_are_not_written_twice() -> None:
    seen = texts(frames()["frame.lifestyle_limits"]) + texts(frames()["frame.window"])
    for id_ in ("response.lifestyle", "response.fracture", "curve.peak", "curve.muscle", "curve.early_loss"):
        assert curves()[id_].why in seen
    assert not [text for one in ALL for text in texts(one) if re.match(r"(curve|response)\.", text)]


def test_strategies_are_not_ranked() -> None:
    one = frames()["frame.strategies"]
    table = one.parts[0].table
    assert table is not None
    assert [row[0].split()[0] for row in table.rows] == ["Lifestyle", "Hormone", "Bisphosphonates", "Bone-building"]
    assert not re.search(r"\b(best|first-line|first choice|superior|better)\b", " ".join(texts(one)))


def test_pages_offer_theirs_and_an_explanation_its_neighbours() -> None:
    assert {one.id for one in frames_linked("labs")} == {"frame.ranklopg", "frame.hormones", "frame.endpoints"}
    assert "frame.modalities" in [one.id for one in frames_linked("training")]
    assert [one.id for one in frames_beside(frames()["frame.ranklopg"])] == ["frame.hormones"]
    assert frames()["frame.sources"].place == ("nutrient-sources", "")
    assert frames()["frame.layers"].place == ("explain", "frame.layers")


@pytest.mark.parametrize(
    "typed, wanted",
    [("rankl", "ranklopg"), ("four kinds", "modalities"), ("liu wei", "constitution"), ("cortisol", "ranklopg")],
)
def test_it_is_found_by_title_and_by_other_words(typed: str, wanted: str) -> None:
    assert f"frame.{wanted}" in [one.id for _, one in frame_index().fits(typed, 5)]
    assert f"frame.{wanted}" in [entry.key for entry in look_up(typed, knowing())[Sort.EXPLAINED]]
