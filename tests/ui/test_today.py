"""Today by clicks and keys: the latest scan, what is due, what to do next, and coming back after a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.override import TargetOverride
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.step import Change, Step, creating, deleting
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.journal.store import Journal
from bonejournal.ui.pages.today import TodayPage
from bonejournal.ui.pages.today_facts import today_facts
from bonejournal.ui.shell import Shell
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.pips import Pips
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.window_strip import WindowStrip
from tests.ui.few import sample
from tests.ui.shells import (
    click,
    filled_shell,
    here,
    key,
    pause,
    press,
    said,
    sample_records,
    settle,
    sheets,
    shown_shell,
    until,
    went,
)  # fmt: skip

ON = dt.date(2026, 11, 12)


def helen() -> list[Record]:
    return [change.after for change in sample().step.changes if change.after is not None]


def of(cls: type[Record]) -> list[Record]:
    return [record for record in helen() if isinstance(record, cls)]


def snapshot(*records: Record, on: dt.date = ON) -> Snapshot:
    held: dict[str, tuple[Record, ...]] = {}
    for record in sorted(records, key=lambda record: record.day or dt.date.min):
        held[record.KIND.key] = (*held.get(record.KIND.key, ()), record)
    return Snapshot(on, held)


@contextmanager
def opened(
    app: QApplication, folder: Path, records: Sequence[Record], last_here: dt.date | None = None
) -> Iterator[Shell]:
    path = folder / "helen.bonejournal"
    with Journal.create(path) as journal:
        if records:
            journal.apply(Step("Fill", tuple(Change(None, record) for record in records)))
    with shown_shell(app, folder, path) as shell:
        until(lambda: shell.desk.state is not None)
        shell.desk.last_here = last_here
        shell.window.go("today")
        page(shell).load()
        settle(shell)
        shell.window.activateWindow()
        until(lambda: app.activeWindow() is shell.window)
        yield shell


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with opened(qapp, tmp_path, helen()) as made:
        yield made


def page(shell: Shell) -> TodayPage:
    shown = shell.window.stack.page()
    assert isinstance(shown, TodayPage)
    return shown


def named(shell: Shell, name: str) -> QWidget:
    found = page(shell).findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_the_page_begins_with_the_day_and_one_sentence(shell: Shell) -> None:
    shown = texts(page(shell))
    assert shown[0] == "Thursday 12 November"
    assert page(shell)._sentence is not None
    assert page(shell)._sentence.text().startswith("Your spine gained 0.054 g/cm²")


def test_the_latest_scan_is_said_site_by_site(shell: Shell) -> None:
    shown = texts(page(shell))
    assert "What your latest scan says" in shown
    assert "13 October 2026, Horizon A, Hillcrest" in shown
    assert [text for text in shown if text.endswith("%")] == ["+7.0\u2009%", "+2.6\u2009%", "+2.3\u2009%"]
    assert "Lowest T-score −2.0, spine, Oct 2026" in shown
    row = named(shell, "scan-Total hip, left")
    row.setFocus()
    key(shell, Qt.Key.Key_Return)
    until(lambda: here(shell) == "density")


def test_layers_without_records_have_no_squares(shell: Shell) -> None:
    assert [one.accessibleName() for one in page(shell).findChildren(Pips)] == [
        "Endocrine, 1 of 1 met",
        "Inflammatory, 1 of 1 met",
    ]
    assert any(text.endswith("nothing recorded yet.") for text in texts(page(shell)))


def test_the_ten_year_window_counts_from_menopause(shell: Shell) -> None:
    strip = page(shell).findChild(WindowStrip)
    assert isinstance(strip, WindowStrip)
    assert strip.accessibleName() == "Ten-year window: year 6"
    assert "since June 2020" in texts(page(shell))


def test_a_point_to_talk_about_says_why_and_where_from(shell: Shell) -> None:
    link = page(shell).findChild(QPushButton, "why")
    assert isinstance(link, QPushButton)
    assert link.text() == "1 document"
    link.setFocus()
    key(shell, Qt.Key.Key_Space)
    shown = shell.window.findChild(Popover)
    assert isinstance(shown, Popover)
    assert "When lifestyle is not enough: the threshold for clinical intervention" in texts(shown)
    key(shell, Qt.Key.Key_Escape)
    pause()
    assert shell.window.findChild(Popover) is None
    assert link.hasFocus()


def test_a_part_of_the_triad_says_what_is_behind_it(shell: Shell) -> None:
    click(named(shell, "part-Density"))
    shown = shell.window.findChild(Popover)
    assert isinstance(shown, Popover)
    assert "Lowest T-score" in texts(shown)


def test_the_sample_is_never_called_away(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, helen(), dt.date(2020, 1, 1)) as shell:
        assert "Since you were last here" not in texts(page(shell))


def test_after_a_while_away_it_says_what_happened_and_can_be_hidden(qapp: QApplication, tmp_path: Path) -> None:
    hers = [replace(record, today=None) if isinstance(record, Profile) else record for record in helen()]
    long_ago = dt.date.today() - dt.timedelta(days=180)
    with opened(qapp, tmp_path, hers, long_ago) as shell:
        assert "Since you were last here" in texts(page(shell))
        assert page(shell)._sentence is not None
        assert page(shell)._sentence.text().startswith("Welcome back.")
        click(named(shell, "hide-since"))
        settle(shell)
        assert "Since you were last here" not in texts(page(shell))
        shell.window.go("density")
        shell.window.go("today")
        settle(shell)
        assert "Since you were last here" not in texts(page(shell))


def test_thirteen_days_are_no_absence() -> None:
    assert today_facts(snapshot(*helen()), ON - dt.timedelta(days=13)).since == ()
    away = today_facts(snapshot(*helen()), ON - dt.timedelta(days=14))
    assert 0 < len(away.since) <= 5
    assert away.away == "29 October 2026, 2 weeks ago"
    assert away.coming == ()


def test_an_empty_journal_says_where_to_begin(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, []) as shell:
        shown = texts(page(shell))
        for title in ("Record your last DXA report", "Add your medicines", "Log one day of eating"):
            assert title in shown
        assert page(shell)._sentence is not None
        assert page(shell)._sentence.text() == "Begin with whatever is at hand; nothing has to be complete."
        assert page(shell).findChild(Pips) is None
        assert "Five layers" not in shown
        noted = went(shell)
        click(named(shell, "do-about"))
        assert [place for place, _ in noted] == ["profile-form"]


@pytest.mark.parametrize("button, form", [("do-scan", "dxa-form"), ("do-about", "profile-form")])
def test_each_beginning_opens_its_form(qapp: QApplication, tmp_path: Path, button: str, form: str) -> None:
    with opened(qapp, tmp_path, []) as shell:
        noted = went(shell)
        click(named(shell, button))
        assert [place for place, _ in noted] == [form]


def test_a_scan_that_is_due_is_calm(qapp: QApplication, tmp_path: Path) -> None:
    early = [record for record in of(DxaScan) if record.day and record.day.year < 2026]
    facts = today_facts(snapshot(*of(Profile), *early), None)
    assert facts.sentence == "A bone density scan is due."
    assert [line.mark for line in facts.coming] == ["due"]
    with opened(qapp, tmp_path, [*of(Profile), *early]) as shell:
        noted = went(shell)
        click(named(shell, "do-dxa"))
        assert [place for place, _ in noted] == ["dxa-form"]


def test_without_the_clinics_noise_it_asks_for_it(qapp: QApplication, tmp_path: Path) -> None:
    bare = [
        replace(scan, sites=tuple(replace(row, lsc_g_cm2=None) for row in scan.sites))
        for scan in of(DxaScan)
        if isinstance(scan, DxaScan)
    ]
    with opened(qapp, tmp_path, [*of(Profile), *bare]) as shell:
        assert "Add your clinic’s LSC" in texts(page(shell))
        noted = went(shell)
        click(named(shell, "do-lsc"))
        assert [place for place, _ in noted] == ["dxa-form"]
        assert noted[0][1] == bare[-1].id


def test_what_falls_short_names_its_layer_and_documents() -> None:
    waists = [BodyMeasure(date=dt.date(2026, 5, 1), waist_cm=80), BodyMeasure(date=dt.date(2026, 11, 1), waist_cm=88)]
    facts = today_facts(snapshot(*of(Profile), *waists), None)
    assert [(gap.title, gap.layer, gap.why.link) for gap in facts.gaps] == [
        (
            "Your waist is 88 cm, 8 cm more than in May 2026; up to 2 cm counts as noise of measuring",
            "Inflammatory",
            "1 document",
        )
    ]


def test_a_value_that_was_set_stands_beside_the_usual_one() -> None:
    waists = [BodyMeasure(date=dt.date(2026, 5, 1), waist_cm=80), BodyMeasure(date=dt.date(2026, 11, 1), waist_cm=88)]
    hers = TargetOverride(target="inflammation.waist", high=4, set_by="Dr Okafor", date=dt.date(2026, 5, 12))
    (gap,) = today_facts(snapshot(*of(Profile), *waists, hers), None).gaps
    assert gap.instead == "Set by Dr Okafor, 12 May 2026; otherwise at most 2 cm more"
    assert "Otherwise it is at most 2 cm more, which is not from the documents." in " ".join(gap.why.texts)


def test_without_a_menopause_date_the_strip_is_a_link(qapp: QApplication, tmp_path: Path) -> None:
    with opened(qapp, tmp_path, of(DxaScan)) as shell:
        assert page(shell).findChild(WindowStrip) is None
        noted = went(shell)
        click(named(shell, "window-profile"))
        assert [place for place, _ in noted] == ["profile-form"]


def test_a_new_measure_is_shown_at_once(shell: Shell) -> None:
    measure = BodyMeasure(date=ON, weight_kg=61.4)
    shell.desk.apply(creating(measure))
    until(lambda: "61.4 kg" in texts(page(shell)))
    shell.desk.apply(deleting([measure]))
    until(lambda: "62.0 kg" in texts(page(shell)))


@pytest.mark.parametrize("size", [(1360, 826), (1280, 800), (1024, 700)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_wider_than_the_window(shell: Shell, size: tuple[int, int], scale: float) -> None:
    shell.window.resize(*size)
    theme.set_scale(scale)
    settle(shell)
    area = shell.window.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    for one in page(shell).findChildren(QLabel):
        assert one.isHidden() or one.wordWrap() or one.width() >= one.sizeHint().width(), one.text()


@pytest.fixture
def week(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with filled_shell(qapp, tmp_path, sample_records(), "today") as made:
        until(lambda: made.window.findChild(QPushButton, "all-targets") is not None)
        settle(made)
        yield made


def test_a_week_of_records_says_what_falls_short_and_leads_to_all_targets(week: Shell) -> None:
    shown = texts(page(week))
    assert "22 met, 6 short, 3 to look at, 1 without data" in shown
    assert "What your latest scan says" not in shown
    assert named(week, "all-targets").text() == "Show all 32 targets"
    click(named(week, "all-targets"))
    until(lambda: here(week) == "targets")


def test_an_appointment_is_noted_from_its_line(week: Shell) -> None:
    click(named(week, "do-dose:denosumab_60"))
    until(sheets)
    key(week, Qt.Key.Key_Return)  # the day that is proposed
    key(week, Qt.Key.Key_Return)
    press(sheets()[0], "Note it")
    settle(week)
    asked: list[list[str]] = []
    week.desk.ask(
        lambda journal: [one.date.isoformat() for one in journal.all(Visit) if one.kind is VisitKind.INJECTION],
        asked.append,
        owner=week,
    )
    until(lambda: asked)
    assert asked[0] == ["2026-11-20"]


def test_a_point_to_talk_about_becomes_a_question_once(week: Shell) -> None:
    link = named(week, "ask")
    click(link)
    settle(week)
    assert said(week).startswith("Added to your questions: ")
    until(lambda: "among your questions" in texts(page(week)))
