"""Body and sleep by clicks and keys: reached from Training, one line to type each measure in, pictures and tables."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating
from bonejournal.ui.pages.body_card import MeasureCard
from bonejournal.ui.pages.body_sleep import BodySleepPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import Problem
from bonejournal.ui.widgets.segmented import Segmented
from tests.ui.shells import filled_shell, here, key, pause, press, said, sample_records, settle, until

ON = dt.date(2026, 11, 12)


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path_factory.mktemp("body"), sample_records(), "body-sleep") as made:
        yield made


@pytest.fixture
def page(shell: Shell) -> BodySleepPage:
    shell.window.go("today")
    settle(shell)
    shell.window.go("body-sleep")
    settle(shell)
    made = shell.window.stack.page()
    assert isinstance(made, BodySleepPage)
    until(lambda: made.facts is not None and bool(made.cards))
    return made


def records(shell: Shell, owner: QWidget) -> list[BodyMeasure]:
    found: list[BodyMeasure] = []
    shell.desk.ask(lambda journal: journal.all(BodyMeasure), found.extend, owner=owner)
    settle(shell)
    return [record for record in found if record.date == ON]


def type_in(shell: Shell, card: MeasureCard, text: str) -> None:
    card.field.setFocus()
    card.field.clear()
    QTest.keyClicks(card.field, text)
    key(shell, Qt.Key.Key_Return)
    settle(shell)


def question(card: MeasureCard) -> list[str]:
    return [one.accessibleName() for one in card.findChildren(Problem) if one.isVisible()]


def switch(page: QWidget, name: str, choice: str) -> None:
    found = page.findChild(Segmented, name)
    assert found is not None
    QTest.mouseClick(found.button(choice), Qt.MouseButton.LeftButton)
    pause()


def test_every_measure_has_its_sentence_picture_and_last_value(page: BodySleepPage) -> None:
    said_ = [card.sentence.text() for card in page.cards.values()]
    assert said_[:2] == ["Weight was 62.0 kg on 8 Nov 2026.", "Waist was 82 cm on 8 Nov 2026."]
    assert said_[4] == "Sleep averaged 7.2 h over the last 7 days."
    assert [card.field.placeholderText() for card in page.cards.values()][:2] == ["62.0", "82"]
    until(lambda: all("point" in card.view.accessibleDescription() for card in page.cards.values()))


def test_a_number_and_enter_save_it_and_one_undo_takes_it_back(shell: Shell, page: BodySleepPage) -> None:
    card = page.cards["weight"]
    type_in(shell, card, "61.2")
    assert [record.weight_kg for record in records(shell, page)] == [61.2]
    assert said(shell) == "Weight 61.2 kg, today: saved."
    assert card.field.text() == ""
    assert card.field.hasFocus()
    until(lambda: card.sentence.text() == "Weight was 61.2 kg on 12 Nov 2026.")
    type_in(shell, page.cards["waist"], "81")
    assert [(record.weight_kg, record.waist_cm) for record in records(shell, page)] == [(61.2, 81)]
    shell.desk.undo()
    shell.desk.undo()
    settle(shell)
    assert records(shell, page) == []
    until(lambda: card.sentence.text() == "Weight was 62.0 kg on 8 Nov 2026.")


def test_what_is_written_when_the_page_is_left_is_told_of_all_the_same(shell: Shell, page: BodySleepPage) -> None:
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    step = creating(BodyMeasure(date=ON, weight_kg=60.5))
    page.write(step, "It is saved.", page.cards["weight"].saved)
    shell.window.go("today")
    pause()
    busy.set()
    settle(shell)
    assert said(shell) == "It is saved."
    shell.desk.undo()
    settle(shell)


def test_a_file_that_is_written_after_she_left_is_told_of(
    shell: Shell, page: BodySleepPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = page.cards["weight"].export
    monkeypatch.setattr(export, "ask_path", lambda form: tmp_path / "nowhere" / f"weight.{form}")
    busy = threading.Event()
    shell.desk.draw(lambda: busy.wait(10), lambda _done: None, owner=shell)
    export.menu().actions()[4].trigger()
    shell.window.go("today")
    pause()
    busy.set()
    settle(shell)
    assert said(shell).startswith("weight.csv could not be written")


def test_what_cannot_be_is_said_under_the_field_and_kept(shell: Shell, page: BodySleepPage) -> None:
    card = page.cards["weight"]
    type_in(shell, card, "612")
    assert question(card) == ["Weight is between 20.0 and 300.0 kg."]
    assert card.field.text() == "612"
    assert "between" in card.field.accessibleDescription()
    QTest.keyClick(card.field, Qt.Key.Key_Backspace)
    assert question(card) == []
    assert records(shell, page) == []


def test_what_is_unusual_is_asked_and_kept_with_one_click(shell: Shell, page: BodySleepPage) -> None:
    card = page.cards["weight"]
    type_in(shell, card, "34")
    assert "unusual" in question(card)[0]
    assert records(shell, page) == []
    press(card, "Keep it")
    settle(shell)
    assert [(record.weight_kg, len(record.kept)) for record in records(shell, page)] == [(34.0, 1)]
    assert question(card) == []
    shell.desk.undo()
    settle(shell)


def test_the_period_changes_every_picture(shell: Shell, page: BodySleepPage) -> None:
    sleep = page.cards["sleep"]
    until(lambda: sleep.view.accessibleDescription() != "")
    switch(page, "periods", "12w")
    settle(shell)
    sleep.toggle()
    assert [column.title for column in sleep.table.model().columns] == ["Day", "Sleep, h"]
    switch(page, "periods", "all")
    settle(shell)
    assert [column.title for column in sleep.table.model().columns] == ["Week from", "Sleep, h", "Days with data"]
    assert page.cards["height"].table.model().rowCount() > 2


def test_a_point_opens_its_record(shell: Shell, page: BodySleepPage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[tuple[str, str]] = []
    monkeypatch.setattr(page.frame, "go", lambda key_, what="": went.append((key_, what)))
    view = page.cards["waist"].view
    until(lambda: "point" in view.accessibleDescription())
    view.setFocus()
    key(shell, Qt.Key.Key_End)
    key(shell, Qt.Key.Key_Return)
    until(lambda: bool(went))
    assert went[0][0] == "body-form"


def test_what_is_typed_outlives_another_text_size(page: BodySleepPage) -> None:
    page.cards["weight"].field.setText("61.")
    kept = page.keep()
    again = BodySleepPage(page.frame, page.desk)
    again.restore(kept)
    assert page.facts is not None
    again.fill(page.facts)
    assert again.cards["weight"].field.text() == "61."
    again.deleteLater()


def test_the_switch_leads_to_training(shell: Shell, page: BodySleepPage) -> None:
    switch(page, "page-switch", "training")
    until(lambda: here(shell) == "training")
    training = shell.window.stack.page()
    assert training is not None
    settle(shell)
    switch(training, "page-switch", "body-sleep")
    until(lambda: here(shell) == "body-sleep")
    assert shell.window.sidebar is not None
    assert shell.window.sidebar.entries["training"].isChecked()


def test_nothing_is_wider_than_the_smallest_window_at_a_larger_text(shell: Shell, page: BodySleepPage) -> None:
    assert page.width() > 1000
    shell.window.resize(1024, 700)
    theme.set_scale(1.25)
    settle(shell)
    area = shell.window.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    shell.window.resize(1280, 800)
    theme.set_scale(1.0)
    settle(shell)


def test_every_field_has_a_name(page: BodySleepPage) -> None:
    assert [card.field.accessibleName() for card in page.cards.values()] == [
        "Weight today", "Waist today", "Lean mass today", "Height today", "Sleep today", "Steps today",
    ]  # fmt: skip
