"""The four first questions: read like every form, skipped one by one, written as one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import DateError
from bonejournal.domain.profile import MenopauseKind, Profile, Units
from bonejournal.domain.words import tr
from bonejournal.journal.store import Journal
from bonejournal.ui.answers import Answers, menopause
from bonejournal.ui.commands import MENUS
from bonejournal.ui.dialogs import choose
from bonejournal.ui.first_run import FirstRun
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.text import letter_of
from tests.ui.shells import here, key, press, settle, shown_shell, until

TODAY = dt.date(2026, 11, 12)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setattr(choose, "new_journal", lambda *_more, **_named: tmp_path / "new.bonejournal")
    with shown_shell(qapp, tmp_path) as made:
        made.window.run("new")
        settle(made)
        yield made


def asking(shell: Shell) -> FirstRun:
    return next(one for one in shell.window.findChildren(FirstRun) if one.isVisible())


def type_in(shell: Shell, name: str, text: str) -> None:
    field = asking(shell).blocks[name].field
    field.setFocus()
    QTest.keyClicks(field, text)


def test_all_four_steps_become_one_step_and_today(shell: Shell) -> None:
    type_in(shell, "name", "Helen Marlow")
    type_in(shell, "birth_date", "3 may 1968")
    press(shell.window, "Next")
    asking(shell).blocks["menopause_kind"].field.choose("natural")
    type_in(shell, "menopause_date", "52")
    press(shell.window, "Next")
    QTest.mouseClick(asking(shell).blocks["units"].field.button("us"), Qt.MouseButton.LeftButton)
    type_in(shell, "height_cm", "5'5\"")
    type_in(shell, "weight_kg", "136.7")
    press(shell.window, "Next")
    asking(shell).blocks["protein_target_g_kg"].field.choose("1.0")
    QTest.mouseClick(asking(shell).blocks["impact_cleared"].field.button("yes"), Qt.MouseButton.LeftButton)
    type_in(shell, "impact_cleared_by", "M. Adeyemi")
    press(shell.window, "Begin")
    until(lambda: here(shell) == "today")
    settle(shell)
    state = shell.desk.state
    assert state is not None
    assert state.undo == "Begin the journal"
    profile = state.profile
    assert profile is not None
    assert (profile.name, profile.birth_date, str(profile.menopause_date)) == (
        "Helen Marlow",
        dt.date(1968, 5, 3),
        "2020",
    )
    assert profile.menopause_kind is MenopauseKind.NATURAL
    assert profile.units is Units.US
    assert profile.height_cm == pytest.approx(165.1)
    assert profile.protein_target_g_kg == 1.0
    assert (profile.impact_cleared, profile.impact_cleared_by) == (True, "M. Adeyemi")
    assert state.count == 1


def test_what_cannot_be_read_is_said_beside_the_field_and_keeps_her_there(shell: Shell) -> None:
    type_in(shell, "birth_date", "32 foo")
    press(shell.window, "Next")
    assert asking(shell).answers.at == 0
    block = asking(shell).blocks["birth_date"]
    assert block.level() == "hard"
    assert block.field.hasFocus()


@pytest.mark.parametrize("at", range(4))
def test_a_letter_with_alt_means_one_field_and_no_menu(shell: Shell, at: int) -> None:
    asking(shell).answers.at = at
    asking(shell)._show()
    settle(shell)
    names = [one for one in asking(shell).findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    letters = [letter_of(one.text()) for one in names]
    assert len(names) >= 2
    letters += [letter_of(tr(menu)) for menu in MENUS.values()]
    assert len(letters) == len(set(letters))


def test_a_birth_still_to_come_is_asked_about(shell: Shell) -> None:
    type_in(shell, "birth_date", "3 may 2068")
    press(shell.window, "Next")
    assert asking(shell).answers.at == 0
    assert asking(shell).blocks["birth_date"].level() == "soft"


def test_an_unusual_number_is_asked_about_once(shell: Shell) -> None:
    asking(shell).answers.at = 2
    asking(shell)._show()
    type_in(shell, "weight_kg", "20.5")
    press(shell.window, "Next")
    assert asking(shell).blocks["weight_kg"].level() == "soft"
    press(shell.window, "Next")
    assert asking(shell).answers.at == 3


@pytest.mark.parametrize("way, page", [("Begin", "medications-form"), ("Skip this step", "today")])
def test_a_bone_medicine_is_asked_for_on_its_own_page(shell: Shell, way: str, page: str) -> None:
    for _ in range(3):
        press(shell.window, "Skip this step")
    QTest.mouseClick(asking(shell).blocks["medicine"].field.button("yes"), Qt.MouseButton.LeftButton)
    press(shell.window, way)
    until(lambda: here(shell) == page)


def test_every_step_can_be_skipped_and_nothing_is_invented(shell: Shell) -> None:
    for _ in range(4):
        press(shell.window, "Skip this step")
    until(lambda: here(shell) == "today")
    settle(shell)
    profile = shell.desk.state.profile if shell.desk.state else None
    assert profile is not None
    assert (profile.name, profile.birth_date, profile.menopause_kind, profile.impact_cleared) == ("", None, None, None)
    assert shell.desk.state is not None
    assert shell.desk.state.count == 0


def test_back_shows_what_was_typed(shell: Shell) -> None:
    type_in(shell, "name", "Helen")
    press(shell.window, "Next")
    press(shell.window, "Back")
    assert asking(shell).blocks["name"].field.text() == "Helen"


def test_larger_text_keeps_step_and_texts(shell: Shell) -> None:
    press(shell.window, "Next")
    type_in(shell, "menopause_date", "June 2020")
    theme.set_scale(1.5)
    settle(shell)
    assert asking(shell).answers.at == 1
    assert asking(shell).blocks["menopause_date"].field.text() == "June 2020"


def test_leaving_in_the_middle_keeps_what_was_given(shell: Shell, tmp_path: Path) -> None:
    type_in(shell, "name", "Helen")
    key(shell, Qt.Key.Key_Tab)
    press(shell.window, "Next")
    shell.window.close()
    until(lambda: not shell.window.isVisible())
    with Journal.open(tmp_path / "new.bonejournal") as journal:
        profile = journal.profile()
    assert profile is not None
    assert profile.name == "Helen"


def test_an_age_needs_a_birth_date_and_may_not_be_to_come() -> None:
    with pytest.raises(DateError, match="birth"):
        menopause("52", None, TODAY)
    with pytest.raises(DateError, match="to come"):
        menopause("70", dt.date(1968, 5, 3), TODAY)
    assert str(menopause("52", dt.date(1968, 5, 3), TODAY)) == "2020"
    assert str(menopause("June 2020", None, TODAY)) == "2020-06"


def test_weight_and_height_are_of_today() -> None:
    step = Answers(4, {"weight_kg": "62,0", "height_cm": "164.6"}).step(TODAY)
    assert step is not None
    body = next(change.after for change in step.changes if isinstance(change.after, BodyMeasure))
    assert (body.date, body.weight_kg, body.height_cm) == (TODAY, 62.0, 164.6)
    assert next(change.after for change in step.changes if isinstance(change.after, Profile)).height_cm == 164.6


def test_enter_alone_leads_through_all_four_steps(shell: Shell) -> None:
    for _ in range(4):
        step = asking(shell)
        until(lambda step=step: step.focusWidget() is not None and step.isAncestorOf(step.focusWidget()))
        at = step.answers.at
        for _ in range(10):
            focus = QApplication.focusWidget()
            assert focus is not None
            done = focus is step.go_on
            QTest.keyClick(focus, Qt.Key.Key_Return)
            if done:
                break
        if at < 3:
            until(lambda at=at: asking(shell).answers.at == at + 1)
            QApplication.processEvents()
    settle(shell)
    assert here(shell) == "today"
