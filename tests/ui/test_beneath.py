"""An open form whose record is changed by something else: an undo, an import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.journal.store import Journal
from bonejournal.ui.forms.beneath import laid_over
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.widgets.date_field import DateField
from tests.ui.shells import here, press, said, settle, shown_shell, until

FIRST = BodyMeasure(date=dt.date(2026, 5, 3), weight_kg=62.0, waist_cm=82.0)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "helen.bonejournal"
    Journal.create(path).close()
    with shown_shell(qapp, tmp_path, path) as made:
        until(lambda: made.desk.state is not None)
        made.desk.apply(creating(FIRST))
        made.desk.apply(editing(FIRST, replace(FIRST, weight_kg=63.0)))
        settle(made)
        yield made


def form(shell: Shell) -> FormPage:
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    return page


def opened(shell: Shell) -> FormPage:
    shell.window.go("body-form", FIRST.id)
    return form(shell)


def retype(page: FormPage, name: str, text: str) -> None:
    field = page.field_widget(name)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def stored(shell: Shell) -> BodyMeasure | None:
    found: list[BodyMeasure | None] = []
    shell.desk.ask(lambda journal: journal.all(BodyMeasure), lambda held: found.extend(held[:1]), owner=shell)
    settle(shell)
    return found[0] if found else None


def test_where_nothing_was_typed_the_form_shows_the_record_as_it_is_now(shell: Shell) -> None:
    assert opened(shell).texts()["weight_kg"].startswith("63")
    shell.undo()
    assert form(shell).texts()["weight_kg"].startswith("62")
    shell.redo()
    page = form(shell)
    assert page.texts()["weight_kg"].startswith("63")
    retype(page, "weight_kg", "64")
    page.save()
    settle(shell)
    held = stored(shell)
    assert held is not None
    assert held.weight_kg == 64.0


def test_a_form_nobody_typed_in_goes_with_its_record(shell: Shell) -> None:
    opened(shell)
    shell.undo()
    shell.undo()
    settle(shell)
    assert here(shell) != "body-form"
    assert "no longer there" in said(shell)


def test_what_was_typed_is_kept_over_the_record_as_it_is_now(shell: Shell) -> None:
    page = opened(shell)
    retype(page, "waist_cm", "80")
    shell.undo()
    page = form(shell)
    assert page.texts()["waist_cm"] == "80"
    assert "not saved yet" in said(shell)
    page.save()  # she has to choose before
    settle(shell)
    assert here(shell) == "body-form"
    press(shell.window, "Keep what I typed")
    page = form(shell)
    assert page.texts()["waist_cm"] == "80"
    assert page.texts()["weight_kg"].startswith("62")
    page.save()
    settle(shell)
    assert stored(shell) == replace(FIRST, waist_cm=80.0)


def test_what_is_stored_can_be_shown_and_what_was_typed_brought_back(shell: Shell) -> None:
    page = opened(shell)
    retype(page, "waist_cm", "80")
    shell.undo()
    form(shell)
    press(shell.window, "Show what is stored")
    page = form(shell)
    assert page.texts()["waist_cm"].startswith("82")
    assert page.texts()["weight_kg"].startswith("62")
    assert not page.is_changed()
    shell.window.status.link.click()
    page = form(shell)
    assert page.texts()["waist_cm"] == "80"


def test_what_was_typed_over_a_deleted_record_brings_it_back(shell: Shell) -> None:
    page = opened(shell)
    retype(page, "waist_cm", "80")
    shell.desk.apply(deleting([replace(FIRST, weight_kg=63.0)]))
    page = form(shell)
    assert page.texts()["waist_cm"] == "80"
    press(shell.window, "Keep what I typed")
    page.save()
    settle(shell)
    held = stored(shell)
    assert held is not None
    assert (held.weight_kg, held.waist_cm) == (63.0, 80.0)


def test_another_record_of_the_kind_changes_nothing_in_the_form(shell: Shell) -> None:
    page = opened(shell)
    retype(page, "waist_cm", "80")
    shell.desk.apply(creating(BodyMeasure(date=dt.date(2026, 6, 3), weight_kg=61.0)))
    assert form(shell) is page
    page.save()
    settle(shell)
    assert stored(shell) == replace(FIRST, weight_kg=63.0, waist_cm=80.0)


def test_typed_texts_lie_over_stored_ones() -> None:
    clean = {"a": "1", "b": "2", "row.1": "x"}
    texts = {"a": "1", "b": "3", "row.2": "y"}
    assert laid_over({"a": "9", "b": "2", "row.1": "x"}, clean, texts) == {"a": "9", "b": "3", "row.2": "y"}


def test_a_calendar_goes_with_the_form_it_belongs_to(shell: Shell) -> None:
    page = opened(shell)
    field = page.field_widget("date")
    assert isinstance(field, DateField)
    calendar = field.open_calendar()
    days = calendar.findChild(QCalendarWidget)
    assert days is not None
    days.clicked.emit(QDate(2026, 5, 4))
    days.activated.emit(QDate(2026, 5, 5))  # a double click is both
    assert field.text() == "4 May 2026"
    calendar = field.open_calendar()
    shell.window.go("today")
    settle(shell)
    assert not shiboken6.isValid(calendar) or calendar.isHidden()
