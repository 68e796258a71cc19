"""`targets.toml` holds everything that was taken from the five documents, and each row says whence."""

from __future__ import annotations

import re
from copy import deepcopy
from decimal import Decimal
from string import Formatter

import pytest

from bonejournal.domain.bone.density import Site
from bonejournal.domain.bone.published import document_losses, rates, responses, usual_loss, window_years
from bonejournal.domain.falls.events import RiskResult
from bonejournal.domain.meaning.tables import Entry, entries, limit
from bonejournal.domain.meaning.talk import load_rules, opened, read_rule
from bonejournal.domain.meaning.targets import evaluate, load_sources, load_targets
from bonejournal.domain.medicines.medication import drugs
from tests.domain.making import HIP, body, course, day, journal, row, scan, woman

ASKED = """
training.resistance.sessions training.resistance.intensity training.resistance.reps training.resistance.sets
training.compound training.overload training.groups training.impact.sessions training.balance.sessions
nutrition.protein nutrition.calcium nutrition.vitamin_d nutrition.magnesium nutrition.vitamin_k nutrition.vitamin_k2
nutrition.omega3 minerals.synergy endocrine.vitamin_d_serum endocrine.therapy endocrine.lean_mass endocrine.insulin
inflammation.sleep inflammation.waist inflammation.markers density.dxa_due density.t_score density.rate
markers.resorption markers.formation falls.count falls.assessment fracture.risk
"""
DRAWN = """
curve.early_loss curve.normal_loss curve.twenty curve.window curve.peak curve.muscle response.lifestyle
response.exercise response.medication response.combined response.fracture
"""
RAISED = """
talk.t_score talk.fragility talk.frax talk.loss talk.lifestyle_limit talk.denosumab talk.harmful talk.herbal
talk.impact talk.height talk.function talk.falls
"""
EXPLAINED = """
frame.layers frame.triad frame.modalities frame.endpoints frame.strategies frame.ranklopg frame.hormones
frame.constitution frame.sources frame.power frame.supervised frame.irreversible frame.lifestyle_limits
frame.sugar_sleep frame.trace_minerals frame.frax_inputs frame.men
"""
KINDS = ("target", "curve", "rule", "frame")
ALL = [entry for kind in KINDS for entry in entries(kind)]


@pytest.mark.parametrize(
    "kind, ids, ours",
    [
        ("target", ASKED, set()),
        ("curve", DRAWN, {"curve.usual"}),
        ("rule", RAISED, set()),
        ("frame", EXPLAINED, {"frame.window"}),
    ],
)
def test_every_row_of_the_documents_is_there(kind: str, ids: str, ours: set[str]) -> None:
    found = [entry["id"] for entry in entries(kind)]
    assert len(found) == len(set(found))
    assert set(found) == set(ids.split()) | ours


def test_rules_stand_in_the_order_in_which_they_are_told() -> None:
    assert list(load_rules()) == RAISED.split()


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry["id"])
def test_each_says_why_and_whence(entry: Entry) -> None:
    known = {source.key: source.document for source in load_sources()}
    assert entry["title"]
    assert re.search(r"[.:]$", entry["why"])
    assert all(known[key] for key in entry["sources"])
    if entry["id"].startswith("frame."):
        assert entry["sources"]
        return
    ours = entry.get("ours", ())
    assert all(set(part) <= {"what", "basis", "source"} for part in ours)
    assert all(("source" in part) == (part["basis"] == "reference") for part in ours)
    assert not [part["source"] for part in ours if "source" in part and known[part["source"]]]
    assert entry["sources"] or entry.get("sources_by") or ours


def test_curves_are_as_published() -> None:
    assert [(one.id, one.low, one.high) for one in rates()] == [
        ("curve.normal_loss", -1, -0.5),
        ("curve.early_loss", -5, -3),
    ]
    assert {one.id: (one.low, one.high) for one in responses()} == {
        "response.lifestyle": (0, 2),
        "response.exercise": (1, 3),
        "response.medication": (3, 7),
        "response.combined": (5, 10),
    }
    assert window_years() == (10, 5)
    early, twenty = document_losses()
    assert [(span.to, span.low, span.high) for span in early.spans] == [(5, 3, 5), (None, 0.5, 1)]
    for years, yearly in ((7, twenty.spans[0].low), (5, twenty.spans[0].high)):
        assert (1 - yearly / 100) ** years == pytest.approx(0.8)
    usual = usual_loss(Site.LUMBAR_SPINE)
    assert usual is not None
    assert [span.to for span in usual.spans] == [-2, -1, 0, 2, 5, 10, None]
    assert usual_loss(Site.RADIUS_33) is None
    in_words = [entry for entry in entries("curve") if not entry["shown"]]
    assert [entry["id"] for entry in in_words] == ["curve.peak", "curve.muscle", "response.fracture"]
    for entry in in_words:
        assert set(entry) <= {"id", "title", "why", "shown", "time", "sources", "ours"}, "a figure nobody reads"
    assert limit("fracture.risk", "major_percent") == 20


def test_rules_rest_on_targets_and_drugs_that_are_there() -> None:
    targets = {target.id for target in load_targets()}
    assert {rule.target for rule in load_rules().values()} - {""} <= targets
    assert load_rules()["talk.denosumab"].limits["drug"] in drugs()
    assert load_rules()["talk.harmful"].limits["group"] in {drug.group for drug in drugs().values()}


def test_a_sentence_asks_only_for_what_it_is_given() -> None:
    names = {
        name
        for rule in load_rules().values()
        for words in rule.says.values()
        for form in ((words,) if isinstance(words, str) else words)
        for _, name, _, _ in Formatter().parse(form)
        if name is not None
    }
    assert names == {
        "score", "site", "day", "course", "fractures", "losses", "names", "height", "value", "limit", "count", "days",
        "hurt",
    }  # fmt: skip


def rule(id_: str, **changed: object) -> dict[str, object]:
    return deepcopy(dict(next(entry for entry in entries("rule") if entry["id"] == id_))) | changed


def test_another_threshold_and_other_words_are_a_line() -> None:
    herbs = course("liu_wei_di_huang_wan", "2024")
    snapshot = journal("2026-01-01", woman(), scan("2025-01-01", row(HIP, t=-2.2)), herbs)
    gaps = {gap.id: gap for gap in evaluate(snapshot)}
    assert opened(read_rule(rule("talk.t_score")), snapshot, gaps) is None
    changed = rule(
        "talk.t_score", id="talk.lower", limits={"t_at_most": Decimal("-2.0")}, says={"known": "At {site}: {score}."},
        sources=["strength"],
    )  # fmt: skip
    point = opened(read_rule(changed), snapshot, gaps)
    assert point is not None
    assert (point.id, point.text, point.sources) == ("talk.lower", "At total hip: −2.2.", ("strength",))


def test_another_drug_that_wants_a_follow_on_is_a_table() -> None:
    snapshot = journal("2026-01-01", woman(), course("teriparatide", "2023-01", "2025-01"))
    table = rule("talk.denosumab", id="talk.teriparatide", limits={"drug": "teriparatide"}, sources=["clinical"])
    assert opened(read_rule(rule("talk.denosumab")), snapshot, {}) is None
    point = opened(read_rule(table), snapshot, {})
    assert point is not None
    assert (point.id, point.sources) == ("talk.teriparatide", ("clinical",))


def test_a_condition_that_nothing_works_out_is_refused() -> None:
    with pytest.raises(ValueError, match=r"talk\.falls names a condition that nothing works out: weather"):
        read_rule(rule("talk.falls", when="weather"))


def test_the_threshold_for_major_fractures_is_the_one_written_down() -> None:
    snapshots = {
        major: journal("2026-01-01", RiskResult(date=day("2025-06-01"), tool="frax", major_percent=major))
        for major in (19.9, 20)
    }
    statuses = {
        major: next(gap.status for gap in evaluate(one) if gap.id == "fracture.risk")
        for major, one in snapshots.items()
    }
    assert {major: str(status) for major, status in statuses.items()} == {19.9: "met", 20: "attention"}


def test_height_is_looked_at_by_the_figures_of_its_rule() -> None:
    lost = journal("2026-01-01", woman(), body("2025-06-01", height=164), body("2025-12-31", height=162))
    assert "2.0 cm" in next(
        point.text
        for one in load_rules().values()
        if one.id == "talk.height" and (point := opened(one, lost, {})) is not None
    )
