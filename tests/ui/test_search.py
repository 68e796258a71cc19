"""Search in a real window over the sample journal, with counted keys; and the field in the header that opens it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bonejournal.domain.labs.panels import LabPanel
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.pages.labs import LabsPage
from bonejournal.ui.pages.records import RecordsPage
from bonejournal.ui.palettes.quick_add import QuickAdd
from bonejournal.ui.palettes.search import Search
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.search_button import SearchButton
from tests.ui.over_sample import at_today, sample_shell
from tests.ui.shells import here, settle, until
from tests.ui.typed import CTRL, Hands

Key = Qt.Key


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with sample_shell(qapp, tmp_path_factory.mktemp("sample")) as shell:
        yield shell


@pytest.fixture
def hands(shell: Shell) -> Iterator[Hands]:
    with at_today(shell) as hands:
        yield hands


def look_for(hands: Hands, text: str) -> Search:
    hands.press(Key.Key_K, CTRL)
    settle(hands.shell)
    hands.type(text)
    settle(hands.shell)
    shown = hands.shell.palettes.shown()
    assert isinstance(shown, Search)
    return shown


def titles(shown: Search) -> list[str]:
    return [offer.title for offer in shown.lists.offers()]


def headings(shown: Search) -> list[str]:
    found = shown.lists.findChildren(QLabel)
    return [one.text() for one in found if one.property("role") == "group" and not one.isHidden()]


def test_the_vitamin_d_of_2024_in_one_line(hands: Hands) -> None:
    shell = hands.shell
    hands.press(Key.Key_K, CTRL)
    hands.type("vitamin d 2024")
    hands.press(Key.Key_Return)  # before the journal has answered: Enter waits for it
    assert hands.keys == len("vitamin d 2024") + 3
    settle(shell)
    until(lambda: here(shell) == "labs-form")
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    until(lambda: page.start.record is not None)
    panel = page.start.record
    assert isinstance(panel, LabPanel)
    assert panel.date.year == 2024
    assert "25ohd" in {result.analyte for result in panel.results}


def test_a_span_of_time_is_said_and_narrows_what_is_found(hands: Hands) -> None:
    shown = look_for(hands, "fall august 2026")
    said = [one.text() for one in shown.told.findChildren(QLabel)]
    assert "From 1 August 2026 to 31 August 2026" in said
    assert any("22 August 2026" in title for title in titles(shown))


def test_commands_and_settings_are_found_by_name(hands: Hands) -> None:
    shown = look_for(hands, "larger text")
    assert titles(shown)[0] == "Larger text"
    assert shown.lists.offers()[0].keys == "Ctrl++"
    before = theme.scale
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert theme.scale > before
    theme.set_scale(1.0)
    settle(hands.shell)
    assert "Theme: light or dark" in titles(look_for(hands, "dark mode"))


def test_pages_stand_there_before_anything_is_typed(hands: Hands) -> None:
    shown = look_for(hands, "")
    assert headings(shown) == ["Pages"]
    assert titles(shown)[:2] == ["Today", "Bone density"]
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert here(hands.shell) == "density"


def test_her_course_is_found_by_its_brand(hands: Hands) -> None:
    shown = look_for(hands, "prolia")
    offer = shown.lists.offers()[0]
    assert (offer.title, offer.note) == ("Denosumab 60 mg", "your course, every 6 months")
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert here(hands.shell) == "medications-form"


def test_a_test_opens_its_page(hands: Hands) -> None:
    shown = look_for(hands, "ferritin")
    assert titles(shown) == []
    assert "Nothing fits. Fewer words find more." in [one.text() for one in shown.told.findChildren(QLabel)]
    hands.press(Key.Key_Escape)
    shown = look_for(hands, "parathyroid")
    offer = next(place for place, one in enumerate(titles(shown)) if one == "Parathyroid hormone")
    for _ in range(offer):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    settle(hands.shell)
    assert isinstance(hands.shell.window.stack.page(), LabsPage)


def test_a_food_goes_on_in_quick_add(hands: Hands) -> None:
    shown = look_for(hands, "hazelnuts")
    hands.press(Key.Key_Return)
    settle(hands.shell)
    add = hands.shell.palettes.shown()
    assert isinstance(add, QuickAdd)
    assert add.field.text().lower().startswith("nuts, hazelnuts")
    assert shown is not add


def test_what_the_documents_say_is_found_by_its_words(hands: Hands) -> None:
    shown = look_for(hands, "liu wei di huang")
    assert "What the documents say" in headings(shown)


def test_control_enter_shows_all_of_it_in_records(hands: Hands) -> None:
    shell = hands.shell
    look_for(hands, "okafor 2024")
    hands.press(Key.Key_Return, CTRL)
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, RecordsPage)
    assert page.filter.text() == "okafor 2024"
    until(lambda: "fit" in page.told.text())
    page.filter.clear()


def test_groups_hold_five_at_the_most_and_say_which_is_marked(hands: Hands) -> None:
    shown = look_for(hands, "calcium")
    assert all(len(one.offers) <= 5 for one in shown.lists._lists)
    hands.press(Key.Key_Up)
    count = len(shown.lists.offers())
    assert shown.lists.at() == count - 1
    assert f"{count} of {count}" in shown.field.accessibleDescription()
    hands.press(Key.Key_PageUp)
    assert shown.lists.at() == count - 6


def test_the_field_in_the_header_opens_it_and_drops_its_keys_then_its_word_where_room_is_short(hands: Hands) -> None:
    shell = hands.shell
    page = shell.window.stack.page()
    assert page is not None
    button = page.findChild(SearchButton)
    assert button is not None
    assert button.accessibleDescription() == "Ctrl+K"
    assert button.width() >= button.room
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)
    assert isinstance(shell.palettes.shown(), Search)
    hands.press(Key.Key_Escape)
    size, whole = shell.window.size(), button.room
    shell.window.resize(1024, 700)
    theme.set_scale(2.0)
    for key, word in (("today", True), ("falls", False)):
        shell.window.go(key)
        settle(shell)
        again = shell.window.stack.page()
        assert again is not None
        short = again.findChild(SearchButton)
        assert short is not None
        assert short.room < 2 * whole, "without the keys"
        assert (short.width() >= short.room) is word
    shell.window.go("today")
    theme.set_scale(1.0)
    shell.window.resize(size)
    settle(shell)


def test_forms_and_pages_below_others_have_no_field(hands: Hands) -> None:
    shell = hands.shell
    shell.window.go("body-form", "new")
    settle(shell)
    page = shell.window.stack.page()
    assert page is not None
    assert page.findChild(SearchButton) is None
