"""The Nutrition page by clicks and keys: a day typed in one line, its table, supplements, meals kept, and years."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from bonejournal.charts.style import print_style
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.over_time import Week
from bonejournal.domain.profile import Profile
from bonejournal.domain.template import Template
from bonejournal.domain.words import day_brief
from bonejournal.ui.pages.nutrition_time import NutritionTimePage, Span, drawing
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.bullet import Bullet
from bonejournal.ui.widgets.fields import Check, TextField
from bonejournal.ui.widgets.table import RowKind, TableModel
from tests.charts.test_density_charts import boxes
from tests.ui.eating import TODAY, Keys, eaten, held, helen, opened, page, show, wait
from tests.ui.shells import here, key, press, said, sheets, until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def reader(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A window that no test here changes anything in."""
    with opened(qapp, tmp_path_factory.mktemp("reader"), helen()) as made:
        yield made


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        show(made)
        yield made


def model(shell: Shell) -> TableModel:
    parts = page(shell).parts
    assert parts is not None
    found = parts.card.table.model()
    assert isinstance(found, TableModel)
    return found


def table(shell: Shell) -> list[tuple[str, ...]]:
    made = model(shell)
    rows = (made.row(place) for place in range(made.rowCount()))
    return [tuple(cell.text for cell in row.cells) for row in rows if row is not None]


def choose(shell: Shell, *items: str) -> None:
    parts = page(shell).parts
    assert parts is not None
    parts.card.table.setFocus()
    parts.card.table.clearSelection()
    made = model(shell)
    for place in range(made.rowCount()):
        row = made.row(place)
        if row is not None and row.kind is RowKind.RECORD and row.cells[0].text in items:
            flags = parts.card.table.selectionModel().SelectionFlag
            parts.card.table.selectionModel().setCurrentIndex(made.index(place, 0), flags.Select | flags.Rows)
    QApplication.processEvents()


def save_as(shell: Shell, words: str) -> None:
    press(page(shell), "Save as…")
    [menu] = [one for one in page(shell).findChildren(QMenu) if one.isVisible()]
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def words(holder: QWidget) -> list[str]:
    return [label.text() for label in holder.findChildren(QLabel) if label.isVisible()]


def type_food(shell: Shell, text: str) -> Keys:
    keys = Keys(shell)
    keys.press(Qt.Key.Key_F, CTRL | SHIFT)
    wait(shell)
    keys.type(text)
    return keys


def entry_offers(shell: Shell) -> list[str]:
    parts = page(shell).parts
    assert parts is not None
    return [offer.title for offer in parts.entry.offers()]


def test_a_day_stands_by_meals_with_sums_apart_and_what_is_unknown(reader: Shell) -> None:
    shown = show(reader)
    rows = table(reader)
    assert rows[0] == ("Breakfast", "")
    assert rows[1] == ("Porridge oats", "40 g", "6.8", "22", "0", "71", "?")
    assert rows[-3] == ("So far today", "", "55.7", "1,049", "24.3", "230", "212*")
    assert [row[0] for row in rows[-2:]] == ["from food", "tablets"]
    assert rows[-1][4] == "20"
    assert shown.parts is not None
    assert shown.parts.note.text().startswith("* Vitamin K is unknown for 1 item")
    cell = model(reader).index(model(reader).rowCount() - 3, 6).data(Qt.ItemDataRole.AccessibleTextRole)
    assert cell == "K µg, At least 212 µg"


def test_the_arrows_step_over_headings_and_sums(reader: Shell) -> None:
    show(reader)
    choose(reader, "Yogurt, plain")
    key(reader, Qt.Key.Key_Down)
    parts = page(reader).parts
    assert parts is not None
    row = model(reader).row(parts.card.table.currentIndex().row())
    assert row is not None
    assert row.cells[0].text == "Sardines in oil, with bones"


def test_the_week_stands_in_bars_that_say_what_they_show(reader: Shell) -> None:
    shown = show(reader)
    bars = [bar.accessibleName() for bar in shown.findChildren(Bullet)]
    assert bars[1] == "Calcium: 1,040 mg of 1,200 mg. food 623, tablets 417; upper limit 2,000"
    assert "5 to 11 November, 6 days with data" in words(shown)
    assert "a source on 6 of 6 days" in words(shown)


def test_a_bar_opens_why_it_is_asked_for(reader: Shell) -> None:
    shown = show(reader)
    bar = shown.findChild(QWidget, "bar-nutrition.calcium")
    assert bar is not None
    assert "Short" in bar.accessibleName()
    bar.setFocus()
    key(reader, Qt.Key.Key_Return)
    QApplication.processEvents()
    found = [one for one in reader.window.findChildren(QPushButton) if one.objectName() == "use-another"]
    assert [one.isVisible() for one in found] == [True]
    key(reader, Qt.Key.Key_Escape)


def test_food_is_typed_offered_with_what_it_holds_and_written_by_enter(shell: Shell) -> None:
    keys = type_food(shell, "yog 200 lunch")
    assert entry_offers(shell)[0] == "Yogurt, plain, 200 g, today, lunch"
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    row = eaten(shell)[-1]
    assert (row.item, row.amount, row.unit, row.meal, row.position) == ("Yogurt, plain", 200, "g", "lunch", 8)
    parts = page(shell).parts
    assert parts is not None
    assert parts.entry.text() == ""
    assert parts.entry.hasFocus()
    assert ("Yogurt, plain", "200 g") in [entry[:2] for entry in table(shell)]
    assert said(shell) == "Yogurt, plain, 200 g, today, lunch"


def test_her_own_foods_come_first_and_household_measures_are_shown(shell: Shell) -> None:
    type_food(shell, "milk")
    parts = page(shell).parts
    assert parts is not None
    notes = [(offer.title, offer.note) for offer in parts.entry.offers()]
    assert notes[0][0].startswith("Milk, semi-skimmed")
    assert any(note == "food, 1 cup = 244 g" for _, note in notes)


def test_a_bare_nutrient_is_a_quick_line(shell: Shell) -> None:
    type_food(shell, "calcium 300 mg").press(Qt.Key.Key_Return)
    wait(shell)
    row = eaten(shell)[-1]
    assert (row.item, row.calcium_mg, row.protein_g, row.supplement) == ("Calcium", 300, None, None)


def test_what_cannot_be_read_is_said_and_stays_to_be_mended(shell: Shell) -> None:
    before = len(eaten(shell))
    type_food(shell, "cod, baked 2 cups").press(Qt.Key.Key_Return)
    wait(shell)
    parts = page(shell).parts
    assert parts is not None
    assert len(eaten(shell)) == before
    assert parts.entry.text() == "cod, baked 2 cups"
    assert "Type grams" in said(shell)


def test_an_unknown_name_begins_a_food_of_her_own(shell: Shell) -> None:
    keys = type_food(shell, "zzquark")
    assert entry_offers(shell) == ["Add “zzquark” to my foods…"]
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    assert here(shell) == "foods-form"
    form = shell.window.stack.page()
    assert form is not None
    assert form.findChild(QWidget, "name").text() == "Zzquark"  # type: ignore[union-attr]
    Keys(shell).press(Qt.Key.Key_Return, CTRL)
    until(lambda: here(shell) == "nutrition")
    wait(shell)
    assert [food.calcium_mg for food in held(shell, HerFood) if food.name == "Zzquark"] == [None]


def test_food_of_another_day_goes_there(shell: Shell) -> None:
    Keys(shell).press(Qt.Key.Key_PageUp)
    wait(shell)
    yesterday = TODAY - dt.timedelta(days=1)
    before = len(eaten(shell, yesterday))
    type_food(shell, "kale 80").press(Qt.Key.Key_Return)
    wait(shell)
    assert page(shell).day == yesterday
    assert len(eaten(shell, yesterday)) == before + 1
    Keys(shell).press(Qt.Key.Key_PageDown)
    wait(shell)
    assert page(shell).day == TODAY


def test_an_amount_is_changed_where_it_stands(shell: Shell) -> None:
    choose(shell, "Milk, semi-skimmed")
    keys = Keys(shell)
    keys.type("300")
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    milk = next(row for row in eaten(shell) if row.item == "Milk, semi-skimmed")
    assert (milk.amount, milk.protein_g, milk.calcium_mg) == (300, 10.5, 372)
    assert said(shell) == "Milk, semi-skimmed: 300 ml."
    keys.press(Qt.Key.Key_Z, CTRL)
    wait(shell)
    assert next(row for row in eaten(shell) if row.item == "Milk, semi-skimmed").amount == 200


def test_esc_and_a_text_that_is_no_amount_change_nothing(shell: Shell) -> None:
    before = eaten(shell)
    choose(shell, "Milk, semi-skimmed")
    keys = Keys(shell)
    keys.press(Qt.Key.Key_F2)
    keys.type("ab")
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    field = page(shell).findChild(QWidget, "amount")
    assert field is not None
    assert field.property("state") == "hard"
    keys.press(Qt.Key.Key_Escape)
    wait(shell)
    assert eaten(shell) == before
    assert here(shell) == "nutrition"


def test_rows_are_deleted_and_duplicated_by_key(shell: Shell) -> None:
    choose(shell, "Broccoli, boiled", "Wholemeal bread")
    Keys(shell).press(Qt.Key.Key_Delete)
    wait(shell)
    assert {"Broccoli, boiled", "Wholemeal bread"}.isdisjoint(row.item for row in eaten(shell))
    choose(shell, "Yogurt, plain")
    Keys(shell).press(Qt.Key.Key_D, CTRL)
    wait(shell)
    assert [row.item for row in eaten(shell)].count("Yogurt, plain") == 2


def test_what_is_done_while_another_day_is_on_its_way_is_done_to_the_day_in_sight(shell: Shell) -> None:
    shown = page(shell)
    assert shown.facts is not None
    before = {row.id for row in held(shell, Intake)}
    choose(shell, "Yogurt, plain")
    busy = threading.Event()
    shell.desk.write(lambda _journal: busy.wait(10))
    shown.step_day(-1)
    tick = next(one for one in shown.facts.ticks if not one.taken)
    shown.tick(tick, True)
    shown.duplicate_chosen()
    busy.set()
    wait(shell)
    made = [row for row in held(shell, Intake) if row.id not in before]
    assert [row.date for row in made] == [TODAY, TODAY]


def test_a_supplement_is_taken_by_a_tick_and_untaken_by_another(shell: Shell) -> None:
    box = next(one for one in page(shell).findChildren(Check) if "Calcium citrate" in one.text())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    wait(shell)
    row = eaten(shell)[-1]
    assert (row.item, row.supplement, row.calcium_mg, row.unit) == ("Calcium citrate 500 mg", True, 500, "tablet")
    assert row.course_id == "1803df45-e180-5add-90c3-00d10cf33dd1"
    box = next(one for one in page(shell).findChildren(Check) if "Calcium citrate" in one.text())
    assert box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    wait(shell)
    assert all(one.course_id != row.course_id for one in eaten(shell))


def test_yesterday_is_repeated_in_three_keys(qapp: QApplication, tmp_path: Path) -> None:
    records = [one for one in helen() if not (isinstance(one, Intake) and one.date == TODAY)]
    with opened(qapp, tmp_path, records) as shell:
        keys = Keys(shell)
        keys.press(Qt.Key.Key_5, CTRL)
        until(lambda: here(shell) == "nutrition" and page(shell).facts is not None)
        wait(shell)
        keys.press(Qt.Key.Key_R, CTRL)
        until(lambda: len(sheets()) == 1)
        keys.press(Qt.Key.Key_Return)
        until(lambda: not sheets())
        wait(shell)
        assert keys.pressed == 3
        yesterday = eaten(shell, TODAY - dt.timedelta(days=1))
        assert [(row.item, row.amount) for row in eaten(shell)] == [(row.item, row.amount) for row in yesterday]
        keys.press(Qt.Key.Key_Z, CTRL)
        wait(shell)
        assert eaten(shell) == []


def test_only_the_meals_that_are_not_there_yet_are_repeated(shell: Shell) -> None:
    before = len(eaten(shell))
    Keys(shell).press(Qt.Key.Key_R, CTRL)
    until(lambda: len(sheets()) == 1)
    press(sheets()[0], "Repeat these 2")
    wait(shell)
    assert [row.item for row in eaten(shell)[before:]] == ["Rice, boiled", "Calcium citrate 500 mg"]


def test_selected_rows_become_a_meal_with_a_key(shell: Shell) -> None:
    choose(shell, "Porridge oats", "Milk, semi-skimmed")
    save_as(shell, "A meal to log again…")
    until(lambda: len(sheets()) == 1)
    sheet = sheets()[0]
    name, pin = (sheet.findChild(QWidget, one) for one in ("name", "key"))
    assert name.text() == "Usual breakfast"  # type: ignore[union-attr]
    name.setText("Porridge")  # type: ignore[union-attr]
    pin.setText("7")  # type: ignore[union-attr]
    press(sheet, "Save the meal")
    assert sheet.isVisible()
    pin.setText("4")  # type: ignore[union-attr]
    press(sheet, "Save the meal")
    wait(shell)
    saved = {one.name: one for one in held(shell, Template)}
    assert saved["Porridge"].pin == 4
    assert [row["item"] for row in saved["Porridge"].rows] == ["Porridge oats", "Milk, semi-skimmed"]
    assert saved["Weight"].pin is None


def test_selected_rows_become_a_food_of_her_own(shell: Shell) -> None:
    choose(shell, "Porridge oats", "Milk, semi-skimmed")
    save_as(shell, "A food of your own…")
    until(lambda: len(sheets()) == 1)
    sheet = sheets()[0]
    sheet.findChild(QWidget, "name").setText("Porridge")  # type: ignore[union-attr]
    sheet.findChild(QWidget, "portions").setText("2")  # type: ignore[union-attr]
    press(sheet, "Save the food")
    wait(shell)
    made = next(food for food in held(shell, HerFood) if food.name == "Porridge")
    assert (made.portion_g, made.protein_g, made.vitamin_k_ug) == (120, 5.73, None)
    type_food(shell, "porridge 1 portion")
    assert entry_offers(shell)[0].startswith("Porridge, 1 portion (120 g)")


def test_columns_are_added_and_stay_while_the_window_does(shell: Shell) -> None:
    parts = page(shell).parts
    assert parts is not None
    parts._show_column("omega3_mg", True)
    assert model(shell).columns[-1].title == "Omega-3 mg"
    kept = page(shell).keep()
    assert kept["extra"] == "omega3_mg"
    assert "omega-3" in parts.note.text()


def test_a_row_opens_in_its_form_and_comes_back(shell: Shell) -> None:
    choose(shell, "Broccoli, boiled")
    keys = Keys(shell)
    keys.press(Qt.Key.Key_Return)
    until(lambda: here(shell) == "intake-form")
    wait(shell)
    form = shell.window.stack.page()
    assert form is not None
    form.findChild(QWidget, "calcium_mg").setText("40")  # type: ignore[union-attr]
    keys.press(Qt.Key.Key_Return, CTRL)
    until(lambda: here(shell) == "nutrition")
    wait(shell)
    assert next(row for row in eaten(shell) if row.item == "Broccoli, boiled").calcium_mg == 40


def test_an_empty_journal_says_how_to_begin(qapp: QApplication, tmp_path: Path) -> None:
    profile = next(one for one in helen() if isinstance(one, Profile))
    with opened(qapp, tmp_path, [replace(profile)]) as shell:
        shown = show(shell)
        assert "Log one usual day" in words(shown)
        assert "at least 1,200 mg a day" in words(shown)
        assert shown.findChildren(Bullet) == []
        press(shown, "Type the first food")
        assert shown.parts is not None
        assert shown.parts.entry.hasFocus()
        type_food(shell, "egg, whole, cooked, poached 2").press(Qt.Key.Key_Return)
        wait(shell)
        assert [row.amount for row in eaten(shell)] == [2]


def test_over_time_tells_the_weeks_of_a_nutrient(reader: Shell) -> None:
    show(reader)
    reader.window.go("nutrition-time")
    wait(reader)
    shown = reader.window.stack.page()
    assert isinstance(shown, NutritionTimePage)
    until(lambda: shown.chart is not None and shown.chart.view.image() is not None)
    assert shown.chart is not None
    assert reader.window.sidebar is not None
    assert reader.window.sidebar.entries["nutrition"].isChecked()
    assert shown.chart.sentence.text() == (
        "Calcium averaged 1,095 mg a day, over 15 days with data; the target is 1,200 mg."
    )
    QTest.mouseClick(shown.reaches.button("all"), Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    wait(reader)
    rows = shown.chart.table.model()
    assert [rows.index(place, 0).data() for place in range(rows.rowCount())] == [
        "9 Nov 2026", "2 Nov 2026", "26 Oct 2026",
    ]  # fmt: skip


def test_what_was_saved_is_undone_from_the_line_it_was_typed_in(shell: Shell) -> None:
    keys, before = Keys(shell), len(eaten(shell))
    keys.press(Qt.Key.Key_F, CTRL | SHIFT)
    wait(shell)
    keys.type("cottage cheese 150")
    keys.press(Qt.Key.Key_Return)
    wait(shell)
    assert len(eaten(shell)) == before + 1
    keys.press(Qt.Key.Key_Z, CTRL)
    wait(shell)
    assert len(eaten(shell)) == before
    entry = QApplication.focusWidget()
    assert isinstance(entry, TextField)
    assert entry.text() == ""  # and not what it held before
    keys.type("ab")
    keys.press(Qt.Key.Key_Z, CTRL)
    assert entry.text() == ""  # what is being typed is undone where it stands
    assert len(eaten(shell)) == before


def test_the_days_under_the_weeks_are_those_they_stand_at() -> None:
    mondays = [dt.date(2026, 8, 24) + dt.timedelta(days=7 * place) for place in range(12)]
    weeks = [Week(day, 5, Decimal(600), Decimal(400)) for day in mondays]
    span = Span(mondays[0], dt.date(2026, 11, 11), (), "")
    drawn = drawing("calcium_mg", span, weeks, "Calcium.")(print_style(), (1000.0, 400.0), 1.0)
    shown = {text: (box.left + box.right) / 2 for text, box in boxes(drawn)}
    places = sorted({point.x for point in drawn.points})
    days = [day_brief(day) for day in mondays if day_brief(day) in shown]
    assert len(days) > 5
    assert [shown[day] for day in days] == pytest.approx(
        [place for place, day in zip(places, mondays, strict=True) if day_brief(day) in shown], abs=1.5
    )


def test_where_nutrients_come_from_names_foods_and_documents(reader: Shell) -> None:
    show(reader)
    reader.window.go("nutrient-sources")
    wait(reader)
    shown = reader.window.stack.page()
    assert shown is not None
    said_there = " ".join(words(shown))
    assert "Dark chocolate" in said_there
    assert "From: Can lifestyle alone reverse menopausal bone loss?" in said_there
