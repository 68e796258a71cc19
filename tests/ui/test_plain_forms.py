"""The form of every kind there is: it shows a record without changing it, and a copy is saved and undone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.field import field_of
from bonejournal.domain.kinds import KINDS
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.record import Kind, Named, Record
from bonejournal.domain.step import Change, Step
from bonejournal.domain.training.exercises import HerExercise
from bonejournal.domain.words import day_short
from bonejournal.exchange.formats import sample
from bonejournal.journal.errors import StaleError
from bonejournal.journal.store import Draft, Journal
from bonejournal.ui.all_pages import PAGES
from bonejournal.ui.forms.form import FormPage
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.field_block import Problem
from bonejournal.ui.widgets.text import letter_of
from tests.ui.shells import here, key, said, settle, shown_shell, until

MOST = 3
"""Records of each kind in the journal of these tests."""
FORMS = {page.key: page for page in PAGES if page.key.endswith("-form")}
WITH_FORM = [kind for kind in KINDS.values() if f"{kind.key}-form" in FORMS]


def records() -> list[Record]:
    held = [
        HerExercise(key="step_with_bag", name="Step with a bag", classes="resistance", groups="hips legs"),
        TargetOverride(target="nutrition.calcium", low=1000, reason="My doctor set it", date=dt.date(2026, 5, 12)),
    ]
    counts: Counter[str] = Counter()
    for change in sample().step.changes:
        record = change.after
        if record is not None and counts[record.KIND.key] < (MOST if record.KIND.key != "medications" else 99):
            counts[record.KIND.key] += 1
            held.append(record)
    return held


@pytest.fixture(scope="module")
def shell(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    folder: Path = tmp_path_factory.mktemp("forms")
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        journal.apply(Step("Fill", tuple(Change(None, record) for record in records())))
    with shown_shell(qapp, folder, path) as made:
        until(lambda: made.desk.state is not None)
        made.window.activateWindow()
        until(lambda: qapp.activeWindow() is made.window)
        yield made


def count(shell: Shell) -> int:
    assert shell.desk.state is not None
    return shell.desk.state.count


def form(shell: Shell, kind: Kind) -> FormPage:
    until(lambda: here(shell) == f"{kind.key}-form")
    settle(shell)
    page = shell.window.stack.page()
    assert isinstance(page, FormPage)
    until(lambda: page.first_focus() is not None)
    return page


def save(shell: Shell, page: FormPage) -> None:
    """Save; a question that is left open is passed over by saving again."""
    for _ in range(2):
        if shell.window.stack.page() is page:
            page.save()
            settle(shell)


def test_every_kind_but_attachments_has_a_form() -> None:
    assert {kind.key for kind in KINDS.values()} - {kind.key for kind in WITH_FORM} == {"attachments"}


@pytest.mark.parametrize("kind", WITH_FORM, ids=lambda kind: kind.key)
def test_a_form_shows_a_record_and_saving_it_changes_nothing(shell: Shell, kind: Kind) -> None:
    shell.window.go("records")
    for record in records():
        if record.KIND is not kind:
            continue
        shell.window.go(f"{kind.key}-form", "" if record.SINGLETON else record.id)
        page = form(shell, kind)
        assert page.base == record
        assert QApplication.activeWindow() is shell.window, "nothing of it was a window for a moment"
        save(shell, page)
        until(lambda: here(shell) == "records")
        assert said(shell) == "Nothing was changed."


@pytest.mark.parametrize(
    "kind",
    [kind for kind in WITH_FORM if not kind.record.SINGLETON and not issubclass(kind.record, Named)],
    ids=lambda kind: kind.key,
)
def test_a_copy_is_typed_for_today_saved_and_undone(shell: Shell, kind: Kind) -> None:
    shell.window.go("records")
    settle(shell)
    before = count(shell)
    record = next(record for record in records() if record.KIND is kind)
    page = shell.window.stack.page()
    page.filter.clear()
    settle(shell)
    page.table.setFocus()
    page.table.select_id(record.id)
    assert page.chosen_ids() == [record.id]
    key(shell, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    save(shell, form(shell, kind))
    until(lambda: here(shell) == "records")
    settle(shell)
    assert count(shell) > before
    shell.window.run("undo")
    settle(shell)
    assert count(shell) == before


@pytest.mark.parametrize("kind", WITH_FORM, ids=lambda kind: kind.key)
def test_what_is_typed_is_kept_as_a_draft_and_can_be_begun_again(shell: Shell, kind: Kind) -> None:
    if kind.record.SINGLETON or issubclass(kind.record, Named):
        pytest.skip("its form begins with what is there")
    shell.window.go("records")
    shell.window.go(f"{kind.key}-form", "new")
    page = form(shell, kind)
    clean = page.texts()
    name = next(
        (name for name in ("notes", "result", "reason", "text", "title", "name", "source") if name in clean), ""
    )
    if not name:
        name = next(name for name, text in clean.items() if text == "")
    page.set_texts({**clean, name: "12"})
    page.touched(name)
    typed = page.texts()
    assert typed != clean
    page.leave()
    settle(shell)
    shell.window.go(f"{kind.key}-form", "new")
    page = form(shell, kind)
    assert page.texts() == typed
    page.start_again()
    settle(shell)
    assert page.texts() == clean
    page.leave()
    settle(shell)


@pytest.mark.parametrize("kind", WITH_FORM, ids=lambda kind: kind.key)
def test_a_day_that_is_emptied_is_asked_for(shell: Shell, kind: Kind) -> None:
    shell.window.go("records")
    shell.window.go(f"{kind.key}-form", "" if kind.record.SINGLETON else "new")
    page = form(shell, kind)
    clean = page.texts()
    needed = "date" in clean and field_of(kind.record, "date").required
    if not needed:
        pytest.skip("it needs no day")
    before = count(shell)
    page.set_texts({**clean, "date": ""})
    page.touched("date")
    page.left("date")
    save(shell, page)
    assert shell.window.stack.page() is page, "it stays open"
    assert count(shell) == before
    page.set_texts(clean)
    page.leave()
    settle(shell)


@pytest.mark.parametrize("name", ["fat_mass_kg", "source"])
def test_at_another_text_size_she_goes_on_in_the_same_field(shell: Shell, name: str) -> None:
    shell.window.go("records")
    shell.window.go("body-form", "new")
    field = form(shell, KINDS["body"]).field_widget(name)
    assert field is not None
    field.setFocus()
    theme.set_scale(1.25)
    page = form(shell, KINDS["body"])
    theme.set_scale(1.0)
    page = form(shell, KINDS["body"])
    settle(shell)
    assert shell.window.focusWidget() is page.field_widget(name)


def test_what_was_typed_just_before_the_text_size_changed_is_kept_as_a_draft(shell: Shell) -> None:
    shell.window.go("records")
    shell.window.go("body-form", "new")
    page = form(shell, KINDS["body"])
    page.set_texts({**page.texts(), "source": "Kanarienvogel"})
    page.touched("source")
    theme.set_scale(1.25)  # before the draft was written
    page = form(shell, KINDS["body"])
    theme.set_scale(1.0)
    page = form(shell, KINDS["body"])
    until(lambda: "Kanarienvogel" in page.texts().values())
    shell.window.go("records")
    settle(shell)
    drafts: list[Draft] = []
    shell.desk.ask(lambda journal: journal.drafts(), drafts.extend, owner=shell)
    until(lambda: drafts)
    assert ["Kanarienvogel" in draft.texts.values() for draft in drafts if draft.key == "body:new"] == [True]
    shell.window.go("body-form", "new")
    form(shell, KINDS["body"]).start_again()
    settle(shell)


def test_a_form_left_untouched_shows_the_record_as_it_is_when_it_is_opened_again(shell: Shell) -> None:
    record = next(record for record in records() if isinstance(record, BodyMeasure))
    shell.window.go("records")
    shell.window.go("body-form", record.id)
    page = form(shell, KINDS["body"])
    first = page.texts()
    page.set_texts({**first, "waist_cm": "81"})
    save(shell, page)
    until(lambda: here(shell) == "records")
    shell.window.go("body-form", record.id)
    assert form(shell, KINDS["body"]).texts()["waist_cm"].startswith("81")
    shell.window.go("records")
    shell.window.run("undo")
    settle(shell)
    shell.window.go("body-form", record.id)
    page = form(shell, KINDS["body"])
    assert page.texts() == first
    page.leave()


def test_what_could_not_be_saved_is_kept_as_a_draft(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_more: object) -> None:
        raise StaleError("This record has changed meanwhile.")

    record = next(record for record in records() if isinstance(record, BodyMeasure))
    shell.window.go("records")
    shell.window.go("body-form", record.id)
    page = form(shell, KINDS["body"])
    page.set_texts({**page.texts(), "source": "Kanarienvogel"})
    page.touched("source")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Journal, "apply", refused)
        save(shell, page)
    assert here(shell) == "body-form"
    assert "changed meanwhile" in said(shell)
    page.leave()
    settle(shell)
    shell.window.go("body-form", record.id)
    page = form(shell, KINDS["body"])
    assert page.texts()["source"] == "Kanarienvogel"
    page.start_again()
    page.leave()
    settle(shell)


def test_what_is_typed_in_the_full_form_comes_after_all_that_was_eaten_that_day(shell: Shell) -> None:
    rows = [record for record in records() if isinstance(record, Intake)]
    day = rows[0].date
    last = max(row.position or 0 for row in rows if row.date == day)
    shell.window.go("intake-form", "new")
    page = form(shell, Intake.KIND)
    page.set_texts({**page.texts(), "date": day.isoformat(), "item": "Walnuts"})
    save(shell, page)
    found: list[tuple[Intake, ...]] = []
    shell.desk.ask(lambda journal: journal.between(Intake, day, day), found.append, owner=shell)
    until(lambda: bool(found))
    (made,) = (row for row in found[0] if row.item == "Walnuts")
    assert made.position == last + 1
    shell.window.run("undo")
    settle(shell)


@pytest.mark.parametrize("kind", WITH_FORM, ids=lambda kind: kind.key)
def test_each_letter_of_a_form_leads_to_one_field_and_to_no_menu(shell: Shell, kind: Kind) -> None:
    menus = {letter_of(action.text()) for action in shell.window.menuBar().actions()}
    shell.window.go("records")
    shell.window.go(f"{kind.key}-form", "" if kind.record.SINGLETON else "new")
    page = form(shell, kind)
    led = [label for label in page.findChildren(QLabel) if label.buddy() and label.isVisible()]
    letters = [letter for label in led if (letter := letter_of(label.text()))]
    assert len(letters) == len(set(letters))
    assert not menus & set(letters)
    for label in led:
        if not (letter := letter_of(label.text())):
            continue
        key(shell, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
        focused = shell.window.focusWidget()
        assert focused is label.buddy() or label.buddy().isAncestorOf(focused), label.text()
    page.leave()
    settle(shell)


def test_a_new_measure_has_that_of_last_time_beneath(shell: Shell) -> None:
    last = [record for record in records() if isinstance(record, BodyMeasure) and record.weight_kg is not None][-1]
    shell.window.go("body-form", "new")
    page = form(shell, KINDS["body"])
    weight = page.field_widget("weight_kg")
    assert weight is not None
    said_last = f"Last time {last.weight_kg} kg, {day_short(last.date)}"
    assert weight.accessibleDescription() == f"kg. {said_last}"
    assert said_last in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    page.leave()
    shell.window.go("body-form", last.id)
    page = form(shell, KINDS["body"])
    assert not [label.text() for label in page.findChildren(QLabel) if label.text().startswith("Last time")]
    page.leave()
    settle(shell)


def test_what_is_in_question_has_room_under_a_field_of_one_column(shell: Shell) -> None:
    shell.window.go("body-form", "new")
    page = form(shell, KINDS["body"])
    page.set_texts({**page.texts(), "date": "13 oct 2027", "weight_kg": "620", "height_cm": "121"})
    for name in ("date", "weight_kg", "height_cm"):
        page.left(name)
    settle(shell)
    asked = page.findChildren(Problem)
    assert len(asked) == 3
    for problem in asked:
        assert problem.width() < 300, "the columns are narrow, else this says nothing"
        assert problem.height() >= problem.heightForWidth(problem.width())
        for words in problem.findChildren(QLabel):
            assert words.height() >= words.heightForWidth(words.width())
            for button in problem.findChildren(QPushButton):
                top = button.mapTo(problem, QPoint(0, 0))
                assert problem.rect().contains(QRect(top, button.size()))
                assert not QRect(words.mapTo(problem, QPoint(0, 0)), words.size()).intersects(QRect(top, button.size()))
    page.start_again()
    page.leave()
    settle(shell)
