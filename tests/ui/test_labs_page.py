"""The Labs page by clicks and keys: the list, units and periods, the draws, and what it says where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.step import Change, Step
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.labs import LabsPage
from bonejournal.ui.pages.labs_facts import lab_facts
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.chart_card import ChartCard
from bonejournal.ui.widgets.pick_list import PickList
from bonejournal.ui.widgets.segmented import Segmented
from tests.ui.shells import filled_shell, here, key, pause, press, sample_records, settle, shown_shell, until


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path_factory.mktemp("labs"), sample_records(), "labs") as made:
        yield made


@pytest.fixture
def page(shell: Shell) -> LabsPage:
    """The page with CTX chosen, as it opens."""
    shell.window.go("labs")
    settle(shell)
    until(lambda: here(shell) == "labs" and shown(shell).chart is not None)
    made = shown(shell)
    listing(made).choose("ctx")
    made.choose("ctx")
    chart(made).show_table(False)
    made.choose("ctx")
    settle(shell)
    return made


def shown(shell: Shell) -> LabsPage:
    found = shell.window.stack.page()
    assert isinstance(found, LabsPage)
    return found


def listing(page: LabsPage) -> PickList:
    assert page.tests is not None
    return page.tests


def chart(page: LabsPage) -> ChartCard:
    assert page.chart is not None
    return page.chart


def rows(page: LabsPage) -> list[tuple[str, ...]]:
    assert page.draws is not None
    model = page.draws.table.model()
    return [tuple(cell.text for cell in model.row(place).cells) for place in range(model.rowCount())]


def switch(page: LabsPage, name: str, choice: str) -> None:
    found = chart(page).findChild(Segmented, name)
    assert found is not None
    QTest.mouseClick(found.button(choice), Qt.MouseButton.LeftButton)
    pause()


def test_it_opens_with_the_first_test_and_its_sentence(page: LabsPage) -> None:
    assert listing(page).chosen() == "ctx"
    assert (
        chart(page).sentence.text().startswith("CTX is 184 ng/L, 64\u2009% below your baseline from before denosumab.")
    )
    assert [row[-1] for row in rows(page)] == [
        "Real fall", "Real fall", "Not comparable: not fasting", "Real fall", "Real fall", "Baseline",
    ]  # fmt: skip
    assert rows(page)[0] == ("5 Nov 2026, 08:10", "Northgate", "yes", "184 ng/L", "−64\u2009%", "Real fall")


def test_arrows_choose_another_test_and_pass_over_headings(shell: Shell, page: LabsPage) -> None:
    listing(page).setFocus()
    key(shell, Qt.Key.Key_Down)
    key(shell, Qt.Key.Key_Down)
    settle(shell)
    assert listing(page).chosen() == "bone_alp"
    assert page.chart is None
    key(shell, Qt.Key.Key_Down)
    settle(shell)
    assert listing(page).chosen() == "25ohd"
    assert chart(page).sentence.text().startswith("Vitamin D, 25(OH)D was 82 nmol/L")
    assert listing(page).hasFocus()


def test_what_a_row_of_the_list_says(page: LabsPage) -> None:
    model = listing(page).model()
    said = [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert "CTX, 184 ng/L, 5 Nov 2026, −64\u2009%, real fall" in said
    assert "Bone ALP, mass, —, never measured" in said


def test_the_unit_is_changed_for_reading_only(shell: Shell, page: LabsPage) -> None:
    switch(page, "units", "ng/mL")
    assert rows(page)[0][3] == "0.184 ng/mL"
    assert chart(page).sentence.text().startswith("CTX is 0.184 ng/mL")
    again = chart(page).findChild(Segmented, "units")
    assert again is not None
    assert again.button("ng/mL").hasFocus()
    kept: list[LabPanel] = []
    shell.desk.ask(lambda journal: journal.all(LabPanel), kept.extend, owner=page)
    settle(shell)
    assert {one.unit for panel in kept for one in panel.results if one.analyte == "ctx"} == {"ng/L"}


def test_the_period_is_chosen(shell: Shell, page: LabsPage) -> None:
    until(lambda: chart(page).view.accessibleDescription().startswith("6 points"))
    switch(page, "reach", "2y")
    until(lambda: chart(page).view.accessibleDescription().startswith("5 points"))
    assert len(rows(page)) == 6
    listing(page).choose("25ohd")
    page.choose("25ohd")
    found = chart(page).findChild(Segmented, "reach")
    assert found is not None
    assert found.chosen() == "2y"
    switch(page, "reach", "all")


def test_the_table_has_what_was_printed(page: LabsPage) -> None:
    chart(page).toggle()
    heads = [column.title for column in chart(page).table.model().columns]
    assert heads == ["Drawn", "As printed", "Lab’s interval, ng/L", "Assay", "Specimen", "Fasting", "Lab"]
    first = [cell.text for cell in chart(page).table.model().row(0).cells]
    assert first[:5] == ["5 Nov 2026, 08:10", "184 ng/L", "111 to 791", "Elecsys", "plasma"]


def test_in_a_common_window_the_columns_stand_beside_each_other(shell: Shell, page: LabsPage) -> None:
    before = shell.window.size()
    shell.window.resize(1280, 800)
    settle(shell)
    assert page.draws is not None
    assert not page.draws.table.folded
    shell.window.resize(before)
    settle(shell)


def test_enter_opens_the_panel_and_a_point_too(shell: Shell, page: LabsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[tuple[str, str]] = []
    monkeypatch.setattr(page.frame, "go", lambda key_, what="": went.append((key_, what)))
    assert page.draws is not None
    page.draws.focus_rows()
    key(shell, Qt.Key.Key_Return)
    assert [key_ for key_, _ in went] == ["labs-form"]
    view = chart(page).view
    until(lambda: view.image() is not None and view.accessibleDescription() != "")
    view.setFocus()
    key(shell, Qt.Key.Key_End)
    key(shell, Qt.Key.Key_Return)
    until(lambda: len(went) == 2)
    assert went[0] == went[1]


def test_a_row_is_the_whole_panel_and_its_menu_says_so(page: LabsPage) -> None:
    assert [action.text for action in page.row_actions()] == [
        "Open the panel", "Duplicate the panel", "Delete the panel",
    ]  # fmt: skip


def test_a_new_panel_is_shown_at_once_and_the_test_stays_chosen(shell: Shell, page: LabsPage) -> None:
    listing(page).choose("pinp")
    page.choose("pinp")
    panel: list[LabPanel] = []
    shell.desk.ask(lambda journal: journal.all(LabPanel), panel.extend, owner=page)
    settle(shell)
    last = max(panel, key=lambda one: one.date)
    page.write(Step("Delete", (Change(last, None),)), "Deleted.")
    settle(shell)
    until(lambda: rows(page)[0][3] == "25 µg/L")
    assert listing(page).chosen() == "pinp"
    shell.window.go("labs")
    shell.desk.undo()
    until(lambda: rows(page)[0][3] == "23 µg/L")


def test_without_results_there_is_one_button(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "empty.bonejournal"
    Journal.create(path).close()
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        made.window.go("labs")
        settle(made)
        found = shown(made)
        until(lambda: found.findChild(QPushButton, "record-first") is not None)
        assert found.tests is None
        press(found, "Record lab results")
        until(lambda: here(made) == "labs-form")


def test_long_courses_are_read_without_all_doses(shell: Shell, page: LabsPage) -> None:
    facts: list[object] = []
    shell.desk.ask(lab_facts, facts.append, owner=page)
    settle(shell)
    courses = facts[0].courses  # type: ignore[attr-defined]
    assert [(row.course.name, len(row.taken)) for row in courses] == [("Denosumab", 4)]


def test_everything_has_a_name(page: LabsPage) -> None:
    named = [
        one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert [one for one in named if not one.accessibleName()] == []
