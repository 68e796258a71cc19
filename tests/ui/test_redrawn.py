"""After an edit only those pictures are drawn anew that show it; the cards they stand on stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import editing
from bonejournal.domain.training.workouts import Workout
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.cell_grid import GridCard
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.stages import under_way
from tests.ui.over_sample import sample_shell
from tests.ui.shells import settle, until

Held = dict[ChartCard, tuple[str, QImage]]


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("redrawn")) as made:
        yield made


def pictures(shell: Shell, page: str) -> Held:
    """The cards of a page with what each is called and the picture it shows, each in the size that it keeps."""
    shell.window.go(page)
    settle(shell)
    shown = shell.window.stack.page()
    assert shown is not None
    cards = [card for card in shown.findChildren(ChartCard) if card.isVisible()]
    until(lambda: all(card.view.fits() and under_way(card) is None for card in cards) and shell.desk.idle())
    return {card: (card.export.shown.name, card.view.image()) for card in cards}  # type: ignore[union-attr, misc]


def edit(shell: Shell, cls: type[Record], change: Callable[[Any], Record]) -> None:
    """Change the latest record that the change makes another one."""
    held: list[tuple[Record, ...]] = []
    shell.desk.ask(lambda journal: journal.snapshot(journal.today()).of(cls), held.append, owner=shell)
    until(lambda: held)
    latest = [record for record in held[0] if change(record) != record][-1]
    shell.desk.apply(editing(latest, change(latest)))
    settle(shell)


def noted(record: Any) -> Record:
    return replace(record, notes="Another note")  # type: ignore[no-any-return]


def drawn(shell: Shell, page: str, before: Held) -> set[str]:
    """What was drawn anew of a page whose cards have to be those they were."""
    after = pictures(shell, page)
    assert set(after) == set(before)
    return {name for card, (name, image) in after.items() if image is not before[card][1]}


def test_a_weight_is_drawn_and_the_five_other_measures_stay(shell: Shell) -> None:
    before = pictures(shell, "body-sleep")
    assert len(before) == 6
    edit(shell, BodyMeasure, lambda measure: replace(measure, weight_kg=61.5))
    assert drawn(shell, "body-sleep", before) == {"weight"}
    before = pictures(shell, "body-sleep")
    edit(shell, BodyMeasure, lambda measure: replace(measure, source="scale"))
    assert drawn(shell, "body-sleep", before) == set()


def test_a_fall_leaves_the_tests_of_strength_and_balance(shell: Shell) -> None:
    before = pictures(shell, "falls")
    edit(shell, Fall, lambda fall: replace(fall, activity="Fetching the post"))
    assert drawn(shell, "falls", before) == {"falls-and-fractures"}


def test_a_scan_is_drawn_on_the_card_that_is_there(shell: Shell) -> None:
    before = pictures(shell, "density")

    def denser(scan: DxaScan) -> DxaScan:
        first, *others = scan.sites
        return replace(scan, sites=(replace(first, bmd_g_cm2=(first.bmd_g_cm2 or 0) + 0.004), *others))

    edit(shell, DxaScan, denser)
    assert "bone-density-lumbar-spine" in drawn(shell, "density", before)


@pytest.mark.parametrize(
    "page, cls, change",
    [
        ("density", BodyMeasure, lambda measure: replace(measure, weight_kg=62.5)),
        ("timeline", Profile, lambda profile: replace(profile, name="Another name")),
        ("labs", Profile, lambda profile: replace(profile, name="A third name")),
        ("training", DxaScan, noted),
    ],
)
def test_what_a_picture_does_not_show_does_not_draw_it(
    shell: Shell, page: str, cls: type[Record], change: Callable[[Any], Record]
) -> None:
    before = pictures(shell, page)
    edit(shell, cls, change)
    assert drawn(shell, page, before) == set()


def test_a_session_leaves_the_grid_as_it_is_where_its_areas_are_the_same(shell: Shell) -> None:
    pictures(shell, "training")
    shown = shell.window.stack.page()
    assert shown is not None
    grid = shown.findChild(GridCard, "areas")
    assert isinstance(grid, GridCard)
    model = grid.table.model()
    edit(shell, Workout, noted)
    assert shown.findChild(GridCard, "areas") is grid
    assert grid.table.model() is model


def test_what_has_its_place_is_asked_for_before_the_rest_of_the_page_is_built(shell: Shell) -> None:
    pictures(shell, "training")
    shown = shell.window.stack.page()
    assert shown is not None
    asked: list[bool] = []  # whether something was still to be built
    for card in shown.findChildren(ChartCard):
        card.view.size_wanted.connect(lambda *_, card=card: asked.append(under_way(card) is not None))
    before = pictures(shell, "training")

    def heavier(workout: Workout) -> Workout:
        sets = (replace(one, load_kg=one.load_kg and one.load_kg + 1) for one in workout.sets)
        return replace(workout, sets=tuple(sets))

    edit(shell, Workout, heavier)
    assert drawn(shell, "training", before) == {"training-load", "training-maximum"}
    assert asked == [True, True]
