"""Taking the pictures: goes from page to page, waits until all that is drawn is there, and grabs the window."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from bonejournal.journal import errors
from bonejournal.journal.backup import Backup
from bonejournal.ui import files as files_module
from bonejournal.ui.first_run import FirstRun
from bonejournal.ui.memory import Memory
from bonejournal.ui.shell import Shell
from bonejournal.ui.sweep import Sweeper
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.chart_view import ChartView
from bonejournal.ui.widgets.stages import Stages

PAGES = (
    "today",
    "density",
    "timeline",
    "labs",
    "training",
    "body-sleep",
    "nutrition",
    "nutrition-time",
    "nutrient-sources",
    "templates",
    "medications",
    "falls",
    "records",
    "settings",
    "sources",
    "keys",
    "about",
    "summary",
    "check",
)
FEW = ("today", "density", "records", "settings", "summary", "dxa-form")
PATIENCE_MS = 15_000


@dataclasses.dataclass(frozen=True)
class Look:
    """A theme, a text size, a window."""

    mode: str
    scale: float
    size: tuple[int, int] = (1280, 800)
    few: bool = False

    @property
    def name(self) -> str:
        end = "" if self.size == (1280, 800) else f"-{self.size[0]}x{self.size[1]}"
        return f"{self.mode}-{round(self.scale * 100)}{end}"


class Camera:
    def __init__(self, app: QApplication, folder: Path, home: Path) -> None:
        self.app, self.folder, self.home = app, folder, home
        self.count = 0
        self.too_wide: list[str] = []
        self.look = Look("light", 1.0)
        theme.start(app, Mode.LIGHT, 1.0)
        self.shell = Shell(Memory(home / "window.ini"))
        Sweeper(self.shell.desk.idle, app)
        self.shell.show(None)

    @property
    def window(self) -> QWidget:
        return self.shell.window

    def end(self) -> None:
        self.window.close()
        self.wait(lambda: not self.window.isVisible())

    # Waiting

    def pause(self, ms: int) -> None:
        """Let the window and its threads go on: sleeping would keep them from it."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def wait(self, until: Callable[[], bool]) -> None:
        for _ in range(PATIENCE_MS // 20):
            if until():
                return
            self.pause(20)

    def still(self) -> bool:
        """Nothing is under way, all parts of the page are there, and every chart that can be seen has its picture."""
        charts = [chart for chart in self.window.findChildren(ChartView) if chart.isVisible()]
        drawn = all(chart.image() is not None for chart in charts)
        built = all(stages.done() for stages in self.window.findChildren(Stages))
        return self.shell.desk.idle() and self.shell.files.idle() and built and drawn

    def settle(self) -> None:
        for _ in range(3):
            self.pause(40)
            self.wait(self.still)

    # Taking

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        shown = widget or self.window
        shown.grab().save(str(self.folder / f"{name}-{self.look.name}.png"))
        self.count += 1
        if widget is None:
            areas = [area for area in self.window.findChildren(QScrollArea) if area.isVisible()]
            pages = [area for area in areas if area.widget() is not None and area.property("grid") is None]
            if any(area.parentWidget() is not None and area.horizontalScrollBar().maximum() for area in pages[:1]):
                self.too_wide.append(f"{name}-{self.look.name}")

    def sheet(self, name: str) -> None:
        """The small window that is open, then close it."""
        self.settle()
        for dialog in self.app.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                self.picture(name, dialog)
                dialog.reject()
        self.settle()

    def take_all(self, look: Look) -> None:
        self.look = look
        self.shell.welcome()
        self.settle()
        theme.set_mode(Mode(look.mode))
        theme.set_scale(look.scale)
        self.window.resize(*look.size)
        self.picture("welcome")
        if not look.few:
            self.notices()
            self.beginning()
        self.shell.files.sample()
        self.settle()
        for key in FEW if look.few else PAGES:
            self.shell.window.go(key, "new" if key.endswith("-form") else "")
            self.picture(key)
        self.palettes()
        if not look.few:
            self.forms()
            self.lists()
            self.sheets()

    def palettes(self) -> None:
        """Quick add and Search over Today, with something understood and something asked about."""
        self.shell.window.go("today")
        for command, text in (
            ("add", "yogurt 200 yesterday"),
            ("add", "squat 3x8 40; vitamin d 75 ng/ml"),
            ("search", "vitamin d 2024"),
        ):
            self.settle()
            self.shell.window.run(command)
            palette = self.shell.palettes.shown()
            if palette is not None:
                palette.field.setText(text)
            self.picture(f"{command}-{text.split(' ')[0]}")
            self.shell.palettes.close()
        self.shell.palettes.unsaved = ""

    def notices(self) -> None:
        """What is said when a journal cannot be opened."""
        path = self.home / "helen.bonejournal"
        path.write_bytes(b"not a journal")
        made = Backup(path, dt.datetime(2026, 11, 11, 21, 14).astimezone(), 1204, 3)
        real, files_module.counted = files_module.counted, lambda _path: [made]
        files = self.shell.files
        for name, error in (
            ("damaged", errors.damaged(path, "header")),
            ("missing", errors.missing(path)),
            ("in-use", errors.open_elsewhere(path)),
            ("read-only", errors.read_only(path)),
            ("full", errors.full(path)),
            ("newer", errors.NewerError("", path)),
            ("not-a-journal", errors.not_a_journal(path)),
        ):
            files.show_problem(path, error)
            self.picture(f"notice-{name}")
        files.open_elsewhere(path)
        self.picture("notice-other-window")
        files_module.counted = real
        path.unlink()

    def beginning(self) -> None:
        """The four first questions of a new journal, and the pages while nothing is recorded."""
        path = self.home / f"new-{self.look.name}.bonejournal"
        self.shell.open(path, create=True)
        for step in range(1, 5):
            self.picture(f"first-questions-{step}")
            asking = next(page for page in self.window.findChildren(FirstRun) if page.isVisible())
            asking.next()
        for key in ("today", "density", "labs", "training", "body-sleep", "medications", "records"):
            self.shell.window.go(key)
            self.picture(f"{key}-empty")

    def forms(self) -> None:
        for key, what in (
            ("dxa-form", "new"),
            ("labs-form", "new"),
            ("workouts-form", "new:last"),
            ("exercises-form", "new"),
            ("body-form", "new"),
            ("medications-form", "new"),
            ("explain", "frame.strategies"),
            ("doses-form", "new"),
            ("falls-form", "new"),
            ("fractures-form", "new"),
            ("function_tests-form", "new"),
            ("assessments-form", "new:home_safety"),
            ("risk-form", "new"),
            ("sleep-form", "new"),
            ("profile-form", ""),
        ):
            self.shell.window.go(key, what)
            self.picture(key)
        page = self.shell.window.stack.page()
        if page is not None:
            page.leaving()

    def lists(self) -> None:
        """Deleted, history, an import."""
        window = self.shell.window
        window.go("records")
        self.settle()
        page = window.stack.page()
        page.table.selectRow(0)
        page.delete_chosen()
        self.settle()
        window.go("records", "deleted")
        self.picture("records-deleted")
        window.run("undo")
        window.go("records")
        self.settle()
        page = window.stack.page()
        page.table.selectRow(0)
        page._show_history()
        self.picture("records-history")
        page.tabs.choose("all")
        page._tab_chosen("all")
        bundle = self.home / f"bundle-{self.look.name}"
        bundle.mkdir(exist_ok=True)
        rows = ["id,date,weight_kg", "a,2026-01-02,61.5", "b,2026-13-02,61", "c,2026-02-03,9999"]
        (bundle / "body.csv").write_text("\n".join(rows), "utf-8")
        window.go("import", str(bundle))
        self.picture("import")

    def sheets(self) -> None:
        files = self.shell.files
        files.bring_in()
        self.sheet("sheet-import")
        files.export()
        self.sheet("sheet-export")
        path = self.home / f"new-{self.look.name}.bonejournal"
        files.backups.choose_backup(path)
        self.sheet("sheet-restore")
        files.show_stopped(errors.full(path))
        self.sheet("sheet-full")
