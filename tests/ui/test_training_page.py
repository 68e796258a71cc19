"""The Training page by clicks and keys: the week and its measures, the charts, the sessions, and what it says where
nothing is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bonejournal.domain.meaning.targets import asked_words
from bonejournal.domain.profile import Profile, Units
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.step import Change, Step
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.training.workouts import Workout, WorkoutKind, WorkoutSet
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.training import TrainingPage
from bonejournal.ui.pages.training_cards import Tile, sessions_table
from bonejournal.ui.pages.training_facts import TrainingFacts, training_facts
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.popover import Popover
from tests.ui.shells import here, key, pause, press, settle, shown_shell, until

TODAY = dt.date(2026, 11, 12)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    folder = tmp_path_factory.mktemp("training")
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(sample().step)
    with shown_shell(qapp, folder, path) as made:
        until(lambda: made.desk.state is not None)
        yield made


@pytest.fixture
def page(shell: Shell) -> TrainingPage:
    shell.window.go("training")
    settle(shell)
    until(lambda: here(shell) == "training" and shown(shell).sessions is not None)
    return shown(shell)


def shown(shell: Shell) -> TrainingPage:
    found = shell.window.stack.page()
    assert isinstance(found, TrainingPage)
    return found


def tile(page: TrainingPage, name: str) -> Tile:
    (found,) = (one for one in page.findChildren(Tile) if one.isVisible() and one.facts.key == name)
    return found


# In the window


def test_the_week_says_what_was_done_and_what_is_open(page: TrainingPage) -> None:
    assert page._sentence is not None
    assert page._sentence.text() == (
        "Your strength sessions are done and your lifts are rising. "
        "Still open this week: an overhead press, one more balance session."
    )
    assert page.facts is not None
    assert [[str(kind) for kind in day.kinds] for day in page.facts.week] == [
        ["walking"], ["resistance"], ["balance"], ["impact"], ["resistance"], ["impact"], ["walking"],
    ]  # fmt: skip
    assert {name: (tile(page, name).facts.mark, tile(page, name).facts.value) for name in ("strength", "compound")} == {
        "strength": ("met", "2 sessions"),
        "compound": ("short", "2 of 3"),
    }
    assert tile(page, "impact").facts.target == "cleared 3 Feb 2026"
    assert tile(page, "balance").accessibleName() == "Short. Balance. 1 session. target 2–3 a week"


def test_a_measure_says_more_at_enter(shell: Shell, page: TrainingPage) -> None:
    tile(page, "sets").setFocus()
    key(shell, Qt.Key.Key_Return)
    shown_now = [one for one in shell.window.findChildren(Popover) if one.isVisible()]
    assert [one.accessibleName() for one in shown_now] == ["Sets and reps"]
    texts = [row.accessibleName() for row in shown_now[0].findChildren(object) if hasattr(row, "opened")]
    assert any("2 sets of an exercise" in text for text in texts)
    asked = [asked_words(gap.target.figure_in("strength"), gap.target.unit) for gap in tile(page, "sets").facts.gaps]
    assert len(set(asked)) == 2
    said = [one.text() for one in shown_now[0].findChildren(QLabel)]
    assert all(figure in said for figure in asked)  # one document, and a figure of its own for each target
    key(shell, Qt.Key.Key_Escape)
    pause()
    assert tile(page, "sets").hasFocus()


def test_the_charts_have_tables_that_open_sessions(shell: Shell, page: TrainingPage) -> None:
    assert set(page.charts) == {"efforts", "estimates"}
    chart = page.charts["efforts"]
    chart.view.setFocus()
    key(shell, Qt.Key.Key_T)
    assert chart.table_is_shown()
    first = chart.table.model().row(0)
    assert [cell.text for cell in first.cells] == ["10 Nov 2026", "Deadlift", "75\u2009%"]
    chart.table.opened.emit(first.id)
    settle(shell)
    assert here(shell) == "workouts-form"
    key(shell, Qt.Key.Key_Escape)
    settle(shell)
    assert here(shell) == "training"
    shown(shell).charts["efforts"].show_table(False)


def test_a_session_is_opened_deleted_and_brought_back_by_keys(shell: Shell, page: TrainingPage) -> None:
    assert page.sessions is not None
    table = page.sessions.table
    count = table.model().rowCount()
    table.setFocus()
    table.selectRow(1)
    key(shell, Qt.Key.Key_Delete)
    settle(shell)
    assert shown(shell).sessions is page.sessions
    assert table.model().rowCount() == count - 1
    key(shell, Qt.Key.Key_Z, CTRL)
    settle(shell)
    assert table.model().rowCount() == count
    table.setFocus()
    table.selectRow(1)
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "workouts-form"
    key(shell, Qt.Key.Key_Escape)
    settle(shell)


def test_ctrl_r_repeats_the_latest_session(shell: Shell, page: TrainingPage) -> None:
    key(shell, Qt.Key.Key_R, CTRL)
    settle(shell)
    place = shell.window.stack.here()
    assert (place.key, place.what) == ("workouts-form", "new:last")
    form = shell.window.stack.page()
    assert form.texts()["minutes"] == "45"
    key(shell, Qt.Key.Key_Escape)
    settle(shell)


def test_an_exercise_of_her_own_is_added_from_the_page(shell: Shell, page: TrainingPage) -> None:
    press(page, "Your exercises…")
    press(shell.window, "Add an exercise")
    settle(shell)
    assert here(shell) == "exercises-form"
    form = shell.window.stack.page()
    QTest.keyClicks(form.field_widget("name"), "Sled push")
    for name in ("classes", "groups"):
        check = next(iter(form.field_widget(name).checks.values()))
        QTest.mouseClick(check, Qt.MouseButton.LeftButton)
    key(shell, Qt.Key.Key_Return, CTRL)
    settle(shell)
    assert here(shell) == "training"
    found: list[tuple[HerExercise, ...]] = []
    shell.desk.ask(lambda journal: journal.all(HerExercise), found.append, owner=shell)
    until(lambda: found)
    (own,) = (one for one in found[0] if one.key == "sled_push")
    assert (own.name, own.classes, own.groups) == ("Sled push", "R", "hips")
    shell.window.go("exercises-form", own.id)
    settle(shell)
    again = shell.window.stack.page()
    assert again.texts()["classes"] == "R"
    key(shell, Qt.Key.Key_Escape)
    settle(shell)
    key(shell, Qt.Key.Key_Z, CTRL)
    settle(shell)


def test_a_session_recorded_elsewhere_is_there_at_once(shell: Shell, page: TrainingPage) -> None:
    fresh = Workout(date=TODAY, kind=WorkoutKind.BALANCE, minutes=12)
    shell.desk.apply(Step("Add", (Change(None, fresh),)))
    settle(shell)
    assert tile(page, "balance").facts.value == "2 sessions"
    key(shell, Qt.Key.Key_Z, CTRL)
    settle(shell)
    assert tile(page, "balance").facts.value == "1 session"


def test_an_empty_journal_offers_where_to_begin(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "new.bonejournal"
    Journal.create(path).close()
    with shown_shell(qapp, tmp_path, path) as shell:
        shell.window.go("training")
        settle(shell)
        begin = {one.objectName(): one for one in shown(shell).findChildren(QPushButton)}
        assert {"begin-starter", "begin-blank", "begin-walk"} <= set(begin)
        QTest.mouseClick(begin["begin-walk"], Qt.MouseButton.LeftButton)
        settle(shell)
        place = shell.window.stack.here()
        assert (place.key, place.what) == ("workouts-form", "new:walking")
        QTest.keyClicks(shell.window.focusWidget(), "30")
        key(shell, Qt.Key.Key_Return, CTRL)
        settle(shell)
        assert here(shell) == "training"
        assert shown(shell)._sentence.text() == (
            "Walking and cycling are good for heart and balance. They are not counted as bone loading."
        )
        assert shown(shell).charts == {}
        QTest.mouseClick(shown(shell).findChild(QPushButton, "clearance"), Qt.MouseButton.LeftButton)
        settle(shell)
        assert here(shell) == "profile-form"


# Its values


def facts(*workouts: Workout, profile: Profile | None = None) -> TrainingFacts:
    held = sorted(workouts, key=lambda one: (one.date, one.id))
    return training_facts(Snapshot(TODAY, {"workouts": tuple(held), "profile": (profile,) if profile else ()}))


def lift(back: int, load: float, rpe: float | None = 8, exercise: str = "back_squat") -> Workout:
    done = WorkoutSet(exercise=exercise, set=1, reps=8, load_kg=load, rpe=rpe)
    return Workout(date=TODAY - dt.timedelta(days=back), kind=WorkoutKind.RESISTANCE, sets=(done, done))


def test_without_clearance_impact_is_left_out_and_stairs_count() -> None:
    stairs = Workout(date=TODAY, kind=WorkoutKind.STAIRS, minutes=10)
    hops = Workout(date=TODAY, kind=WorkoutKind.IMPACT, sets=(WorkoutSet(exercise="hop", impacts=20),))
    found = next(one for one in facts(stairs, hops).tiles if one.key == "impact")
    assert (found.value, found.clearance) == ("Stairs on 1 day", True)
    assert found.target == "Impact is left out until a clinician clears it."


def test_impact_is_asked_for_only_where_it_is_cleared() -> None:
    cleared = Profile(id=Profile.SINGLETON, impact_cleared=True)
    assert "stairs or hills on 2 more days" in facts(lift(1, 40)).sentence
    assert "impact" not in facts(lift(1, 40)).sentence
    assert "2 more sessions with impact" in facts(lift(1, 40), profile=cleared).sentence


def test_without_an_effort_no_share_is_claimed() -> None:
    found = facts(lift(1, 40, rpe=None))
    load = next(one for one in found.tiles if one.key == "load")
    assert (load.mark, load.value, load.target) == ("no_data", "no data yet", "note the effort of the last set")
    assert not found.lifts[0].efforts


def test_a_lift_that_stands_still_is_named() -> None:
    from bonejournal.ui.pages.training_charts import estimate_sentence

    still = facts(lift(40, 40), lift(3, 40))
    assert still.lifts[0].standing is True
    assert estimate_sentence(still) == "No rise in four weeks: Squat."
    rising = facts(lift(40, 40), lift(3, 42.5))
    assert rising.lifts[0].standing is False
    assert estimate_sentence(rising) == "Your main lifts are rising."
    assert facts(lift(3, 40)).lifts[0].standing is None


def test_a_lift_that_the_week_did_not_have_is_told_with_its_day() -> None:
    from bonejournal.ui.pages.training_charts import estimate_sentence

    assert estimate_sentence(facts(lift(40, 40), lift(7, 42.5))) == "Your main lifts are rising. Squat last on 5 Nov."
    assert estimate_sentence(facts(lift(40, 40), lift(6, 42.5))) == "Your main lifts are rising."


def test_loads_are_shown_in_her_unit() -> None:
    profile = Profile(id=Profile.SINGLETON, units=Units.US)
    _, rows = sessions_table(facts(lift(1, 45.359237), profile=profile))
    assert rows[0].cells[2].text == "Back squat 100 lb × 8, 8"


def test_a_table_names_three_exercises_and_counts_the_others() -> None:
    done = replace(
        lift(1, 40),
        title="Strength A",
        sets=tuple(
            WorkoutSet(exercise=name, set=1, reps=8, load_kg=20)
            for name in ("back_squat", "deadlift", "bench_press", "calf_raise", "biceps_curl")
        ),
    )
    _, rows = sessions_table(facts(done))
    cells = [cell.text for cell in rows[0].cells]
    assert cells[:4] == [
        "Wed 11 Nov", "Strength A", "Back squat 20 kg × 8; Deadlift; Bench press; 2 more", "5",
    ]  # fmt: skip
    assert cells[5] == "hips, spine, wrist, legs, arms"


def test_the_week_holds_seven_days_and_each_kind_once() -> None:
    walks = [Workout(date=TODAY, kind=WorkoutKind.WALKING, minutes=10) for _ in range(3)]
    found = facts(*walks, lift(0, 40), lift(7, 40))
    assert len(found.week) == 7
    assert sorted(map(str, found.week[-1].kinds)) == ["resistance", "walking"]
    assert not any(day.kinds for day in found.week[:-1])


def test_a_step_of_many_sessions_needs_no_more_than_twelve_weeks() -> None:
    old = [lift(back, 40) for back in range(0, 400, 7)]
    assert max((TODAY - one.date).days for one in facts(*old).workouts) <= 84


def test_areas_follow_what_changed_while_the_page_was_being_filled(page: TrainingPage, shell: Shell) -> None:
    until(lambda: page.areas is not None and page.facts is not None)
    before = page.facts
    assert before is not None
    assert page.areas is not None
    fewer = replace(before, areas=before.areas[:-1], bones=before.bones[:-1])
    page.fill(fewer)
    page.fill(replace(fewer, sentence="Another one."))  # a second change, before the first is shown
    settle(shell)
    assert page.areas.table.model().rowCount() == len(fewer.areas)
    page.fill(before)
    settle(shell)


def test_the_areas_loaded_are_read_cell_by_cell_and_as_a_table(shell: Shell, page: TrainingPage) -> None:
    until(lambda: page.areas is not None)
    card = page.areas
    assert card is not None
    assert card.sentence.text() == "All five areas were loaded in 12 of 12 weeks with a session."
    shell.window.activateWindow()
    until(shell.window.isActiveWindow)
    card.grid.setFocus()
    until(lambda: card.grid.cell() is not None)
    key(shell, Qt.Key.Key_Up)
    cell = card.grid.cell()
    assert cell is not None
    assert (cell.text, cell.said) == ("1", "Arms, week to 12 Nov 2026: on 1 day, 2 sets")
    assert card.grid.accessibleDescription() == cell.said
    key(shell, Qt.Key.Key_T)
    assert card.table.isVisible()
    first = card.table.model().row(0)
    assert [one.text for one in first.cells][:2] == ["12 Nov 2026", "on 2 days, 8 sets"]
    assert card.table.model().rowCount() == 12
    key(shell, Qt.Key.Key_T)
    assert card.grid.hasFocus()
