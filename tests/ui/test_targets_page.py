"""All targets by how they stand, why each is asked for, and another value for one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bonejournal.domain.meaning.targets import evaluate
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.snapshot import Snapshot
from bonejournal.exchange.formats import sample
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.targets import TargetsPage
from bonejournal.ui.pages.today_facts import counted
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.card import RowItem
from bonejournal.ui.widgets.fields import TextField
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.segmented import Segmented
from tests.ui.shells import here, key, settle, shown_shell, until


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("targets") / "j.bonejournal"
    journal = Journal.create(made)
    journal.apply(sample().step)
    journal.close()
    return made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Shell]:
    mine = tmp_path / "j.bonejournal"
    mine.write_bytes(path.read_bytes())
    with shown_shell(qapp, tmp_path, mine) as made:
        key(made, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        settle(made)
        until(lambda: len(rows(made)) == 32)
        yield made


def test_of_what_there_is_none_nothing_is_counted() -> None:
    assert counted(evaluate(Snapshot(dt.date(2026, 11, 12), {}))) == "32 without data"


def page(shell: Shell) -> TargetsPage:
    found = shell.window.stack.page()
    assert isinstance(found, TargetsPage)
    return found


def rows(shell: Shell) -> list[str]:
    return [
        row.objectName().removeprefix("target-")
        for row in page(shell).findChildren(RowItem)
        if row.isVisible() and row.objectName().startswith("target-")
    ]


def overrides(shell: Shell) -> tuple[TargetOverride, ...]:
    asked: list[tuple[TargetOverride, ...]] = []
    shell.desk.ask(lambda journal: journal.all(TargetOverride), asked.append, owner=shell)
    until(lambda: asked)
    return asked[0]


def texts(shell: Shell) -> list[str]:
    return [one.text() for one in page(shell).findChildren(QLabel) if one.isVisible()]


def test_the_interval_of_the_lab_is_not_said_in_another_unit_than_the_result(shell: Shell) -> None:
    said = [text for text in texts(shell) if "the interval your lab printed" in text]
    assert said
    assert not any("ng/mL" in text for text in said)


def test_all_targets_stand_in_the_order_of_the_layers(shell: Shell) -> None:
    found = rows(shell)
    assert len(found) == 32
    assert found.index("training.compound") < found.index("nutrition.protein") < found.index("nutrition.calcium")
    assert found[-1] == "fracture.risk"
    assert "22 met, 6 short, 3 to look at, 1 without data" in texts(shell)


def test_they_can_be_narrowed_by_how_they_stand(shell: Shell) -> None:
    choice = page(shell).findChild(Segmented, "filter")
    assert choice is not None
    QTest.mouseClick(choice.button("short"), Qt.MouseButton.LeftButton)
    until(lambda: len(rows(shell)) == 6)
    assert rows(shell) == [
        "training.compound", "training.balance.sessions", "nutrition.protein", "nutrition.calcium",
        "nutrition.magnesium", "falls.assessment",
    ]  # fmt: skip
    assert page(shell).findChild(Segmented, "filter").button("short").hasFocus()


def test_another_value_is_used_with_its_reason_and_the_documents_stays_beside_it(shell: Shell) -> None:
    link = page(shell).findChild(QPushButton, "set-nutrition.calcium")
    assert link is not None
    link.setFocus()
    key(shell, Qt.Key.Key_Return)
    settle(shell)
    assert here(shell) == "targets-form"
    low = shell.window.findChild(TextField, "low")
    reason = shell.window.findChild(TextField, "reason")
    assert low is not None
    assert reason is not None
    low.setFocus()
    QTest.keyClicks(low, "1000")
    reason.setFocus()
    QTest.keyClicks(reason, "kidney stones")
    key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    (made,) = overrides(shell)
    assert (made.target, made.low, made.reason) == ("nutrition.calcium", 1000, "kidney stones")
    assert here(shell) == "targets"
    until(lambda: len(rows(shell)) == 32)
    assert "23 met, 5 short, 3 to look at, 1 without data" in texts(shell)
    assert any(text.startswith("Target: at least 1,000 mg a day · Set differently") for text in texts(shell))

    row = page(shell).findChild(RowItem, "target-nutrition.calcium")
    assert row is not None
    why = row.findChild(QPushButton, "why")
    assert why is not None
    QTest.mouseClick(why, Qt.MouseButton.LeftButton)
    shown = shell.window.findChild(Popover)
    assert shown is not None
    said = [one.text() for one in shown.findChildren(QLabel)]
    assert any("Reason: kidney stones. The document says at least 1,200 mg a day." in text for text in said)


def test_a_second_value_for_a_target_changes_the_first(shell: Shell) -> None:
    for value in ("1000", "1100"):
        shell.window.go("targets-form", "new:nutrition.calcium")
        settle(shell)
        low = shell.window.findChild(TextField, "low")
        assert low is not None
        low.setFocus()
        low.selectAll()
        QTest.keyClicks(low, value)
        key(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(shell)
    assert [one.low for one in overrides(shell)] == [1100]


def test_its_documents_are_a_click_away_from_why(shell: Shell) -> None:
    row = page(shell).findChild(RowItem, "target-nutrition.protein")
    assert row is not None
    why = row.findChild(QPushButton, "why")
    assert why is not None
    QTest.mouseClick(why, Qt.MouseButton.LeftButton)
    shown = shell.window.findChild(Popover)
    assert shown is not None
    said = " ".join(one.text() for one in shown.findChildren(QLabel))
    assert "1.0–1.2 g per kg a day" in said
    assert "1.2–1.6 g per kg a day" in said
    assert "The documents do not agree on the figure" in said
    assert "days with data" in said
    layers = shown.findChild(QPushButton, "document-layers")
    assert layers is not None
    assert layers.text() == "Open the page on this document"
    assert "five-layer" in layers.accessibleName()
    QTest.mouseClick(layers, Qt.MouseButton.LeftButton)
    at_document(shell, "layers")
    assert shell.window.findChild(Popover) is None or not shell.window.findChild(Popover).isVisible()


def test_the_page_of_a_document_is_reached_and_left_by_keys(shell: Shell) -> None:
    row = page(shell).findChild(RowItem, "target-density.rate")
    assert row is not None
    row.findChild(QPushButton, "why").setFocus()
    key(shell, Qt.Key.Key_Return)
    key(shell, Qt.Key.Key_Tab)
    settle(shell)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "document-iscd"
    key(shell, Qt.Key.Key_Return)
    at_document(shell, "iscd")
    key(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(shell)
    assert here(shell) == "targets"


def at_document(shell: Shell, source: str) -> None:
    """The page of sources stands at one of them, which has the focus and can be seen."""
    until(lambda: here(shell) == "sources" and getattr(QApplication.focusWidget(), "objectName", str)() != "")
    until(lambda: QApplication.focusWidget().objectName() == f"source-{source}")
    part = QApplication.focusWidget()
    settle(shell)
    assert not part.visibleRegion().isEmpty()


def test_a_target_that_was_searched_for_is_brought_up(shell: Shell) -> None:
    page(shell).look_at("fracture.risk")
    until(lambda: (focused := QApplication.focusWidget()) is not None and focused.objectName() == "why")
    row = page(shell).findChild(RowItem, "target-fracture.risk")
    assert row is not None
    assert row.isAncestorOf(QApplication.focusWidget())
    assert not row.visibleRegion().isEmpty()
