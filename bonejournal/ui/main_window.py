"""The window: menu bar, sidebar, the page, the status bar, and what stays the same whichever page is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.commands import Commands, Handler, edit_handlers
from bonejournal.ui.icons import app_icon
from bonejournal.ui.memory import Memory
from bonejournal.ui.pages.listed import Listed
from bonejournal.ui.sidebar import Sidebar
from bonejournal.ui.stack import Build, PageStack, Place
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.focus_ring import FocusRing
from bonejournal.ui.widgets.status_bar import StatusBar
from bonejournal.ui.widgets.strip import Strip
from bonejournal.ui.widgets.text import literal

LEAST = (1024, 700)
NEW_FORM = "-form"
"""How the key of a form ends."""
Links = tuple[tuple[str, Callable[[], object]], ...]


class MainWindow(QMainWindow):
    """The frame around the pages; it knows pages and commands, and nothing of journals.

    `pages` lists all pages; `build` makes one of them. `handlers` are what the commands do; the
    window adds those that concern only itself. `closing` may be set to a function that says whether the window may
    close now, `refuses` to one that says why a page cannot be shown now. `first_paint` comes once, when the window can
    be seen: the moment for slow imports.
    """

    first_paint = Signal()
    page_changed = Signal(str, str)

    def __init__(
        self,
        pages: Sequence[Listed],
        build: Build,
        handlers: Mapping[str, Handler],
        memory: Memory,
        version: str = "",
    ) -> None:
        super().__init__()
        self._pages = sorted(pages, key=lambda page: page.order)
        self._memory = memory
        self._version = version
        self._name = ""
        self._painted = False
        self._sidebar_wanted = True
        self._badges: dict[str, int] = {}
        self._strip_says: tuple[str, Links, str] | None = None
        self._alone: Callable[[], QWidget] | None = None
        self.closing: Callable[[], bool] = lambda: True
        self.refuses: Callable[[str, str], str] = lambda _key, _what: ""
        self.setWindowIcon(app_icon())
        self.setWindowTitle("bonejournal")
        self.commands = Commands(self, self.menuBar(), {**self._own_handlers(), **handlers})
        self.commands.add_pages([page for page in self._pages if page.name], self.go)
        self.commands.action("sidebar").setChecked(True)
        self.stack = PageStack(self, self._pages, build)
        self.stack.moved.connect(self._moved)
        self.status = StatusBar()
        self._assemble()
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._next_zone, step))
        theme.changing.connect(self.stack.drop_hidden)
        theme.changed.connect(self._theme_changed)
        self.ring = FocusRing(self)
        self._place_window()

    # The journal

    def open_journal(self, name: str, key: str = "") -> None:
        """Show the pages of a journal, from the page last looked at or from `key`."""
        self.stack.close_all()
        self._name = name
        self._alone = None
        self.setWindowTitle(f"{name} – bonejournal")
        self.commands.enable("journal", True)
        self.commands.enable("change", True)
        self._show_frame()
        start = [page.key for page in self._pages if page.name and str(page.order) == self._memory.text("page")]
        top = [page.key for page in self._pages if page.name]
        self.go(key or (start + top)[0])

    def show_alone(self, build: Callable[[], QWidget], name: str = "") -> None:
        """Close the pages and show one widget without a sidebar: the welcome, or what is wrong with a file."""
        self.stack.close_all()
        self._name = ""
        self._alone = build
        self._strip_says = None
        self.setWindowTitle(f"{name} – bonejournal" if name else "bonejournal")
        for state in ("journal", "change", "rows", "undo", "redo", "back", "forward"):
            self.commands.enable(state, False)
        self.status.quiet()
        self.status.rest(tr("No journal open"), tr("Version {version}", version=self._version) if self._version else "")
        self._show_frame()

    def changed(self, kinds: Iterable[str]) -> None:
        """What is shown of these kinds is no longer so: records have changed, or how they are to be shown."""
        self.stack.changed(kinds)

    # What pages ask for: see pages.page.Frame

    def go(self, key: str, what: str = "") -> None:
        if said := self.refuses(key, what):
            self.say(said)
        elif self._name:
            self.stack.go(key, what)

    def go_back(self) -> None:
        page = self.stack.page()
        if self.stack.can_go(-1):
            self.stack.step(-1)
        elif page is not None and page.beneath:
            self.stack.go(page.beneath)

    def renew(self) -> None:
        self.stack.renew()

    def title_of(self, key: str) -> str:
        return next((tr(page.name or page.load().title) for page in self._pages if page.key == key), "")

    def choose_page(self, beneath: QWidget) -> None:
        menu = QMenu(self)
        for page in self._pages:
            if page.name:
                action = QAction(literal(tr(page.name)), menu)
                action.triggered.connect(partial(self._go_to, page.key))
                menu.addAction(action)
        menu.popup(beneath.mapToGlobal(QPoint(0, beneath.height() + theme.u(4))))

    def say(
        self,
        text: str,
        link: str = "",
        act: Callable[[], object] | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self.status.say(text, link, act, also)

    def run(self, command: str) -> None:
        if not self.commands.run(command) and (said := self.refuses(NEW_FORM, "new")):
            self.say(said)

    def keys_of(self, command: str) -> str:
        return self.commands.keys(command)

    # What the application sets

    def done_with(self, key: str, what: str = "") -> None:
        """A form has been saved or given up: go to where it was opened from, and never back into it."""
        self.stack.forget(Place(key, what))

    def set_saved(self, left: str, right: str) -> None:
        """What the status bar says while there is no message."""
        self.status.rest(left, right)

    def set_badge(self, key: str, count: int) -> None:
        """Count the due dates of a page beside its name."""
        self._badges[key] = count
        if self.sidebar is not None:
            self.sidebar.set_badge(key, count)

    def set_strip(self, text: str = "", *links: tuple[str, Callable[[], object]], icon: str = "") -> None:
        """Show a strip above the page; an empty text takes it away."""
        says = (text, links, icon) if text else None
        if says != self._strip_says:
            self._strip_says = says
            self._make_strip()

    def set_recent(self, paths: Sequence[Path], opener: Callable[[Path], object]) -> None:
        """Fill the menu of recent journals."""
        menu = self.commands.submenu("recent")
        menu.clear()
        menu.setEnabled(bool(paths))
        for path in paths:
            action = menu.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(partial(_open_recent, opener, path))

    # Inside

    def _own_handlers(self) -> dict[str, Handler]:
        return {
            **edit_handlers(),
            "quit": self.close,
            "back": self.go_back,
            "forward": self._go_forward,
            "sidebar": self._toggle_sidebar,
            "larger": partial(theme.larger, 1),
            "smaller": partial(theme.larger, -1),
            "normal": partial(theme.set_scale, 1.0),
            "full_screen": self._toggle_full_screen,
            "saved": self._say_saved,
        }

    def _go_forward(self) -> None:
        self.stack.step(1)

    def _go_to(self, key: str, _checked: bool = False) -> None:
        self.go(key)

    def _assemble(self) -> None:
        """Build what stands around the page, at the text size that holds."""
        central = QWidget()
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self.sidebar: Sidebar | None = None
        column = QVBoxLayout()
        column.setSpacing(0)
        self._strip_at = QVBoxLayout()
        column.addLayout(self._strip_at)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.stack)
        column.addWidget(self._shown, 1)
        self._middle.addLayout(column, 1)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(central)
        if self.isVisible():
            # Qt shows it only with the next event, and what is hidden takes no focus.
            central.show()
            self._shown.show()
            self.stack.show()

    def _show_frame(self) -> None:
        """Show the sidebar or the lone widget, as the journal is open or not."""
        while self._shown.count() > 1 and (old := self._shown.widget(1)):
            self._shown.removeWidget(old)
            old.deleteLater()
        if self._alone is not None:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(self._alone())
            self._shown.addWidget(area)
            self._shown.setCurrentWidget(area)
            if self.sidebar is not None:
                self.sidebar.hide()
        else:
            if self.sidebar is None:
                self.sidebar = Sidebar(self._pages)
                self.sidebar.chosen.connect(self.go)
                self._middle.insertWidget(0, self.sidebar)
                for key, count in self._badges.items():
                    self.sidebar.set_badge(key, count)
            self._shown.setCurrentWidget(self.stack)
            self._arrange()
        self._make_strip()

    def _make_strip(self) -> None:
        while item := self._strip_at.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        if self._strip_says is not None:
            text, links, icon = self._strip_says
            self._strip_at.addWidget(Strip(text, *links, icon=icon))

    def _arrange(self) -> None:
        """Hide the sidebar where it would leave too little for the page."""
        width = self.width()
        small = width < theme.u(700) or (theme.scale >= 1.5 and width < theme.u(1000))
        narrow = small or not self._sidebar_wanted
        if self.sidebar is not None and not self._alone:
            self.sidebar.setVisible(not narrow)
        self.stack.set_narrow(narrow)

    def _moved(self) -> None:
        place, page = self.stack.here(), self.stack.page()
        self.commands.enable("back", self.stack.can_go(-1))
        self.commands.enable("forward", self.stack.can_go(1))
        if place is None or page is None:
            return
        if self.sidebar is not None:
            self.sidebar.choose(page.entry)
        listed = next(listed for listed in self._pages if listed.key == place.key)
        if listed.name:
            self._memory.set_text("page", str(listed.order))
        self.page_changed.emit(place.key, place.what)

    def _theme_changed(self, resized: bool) -> None:
        self._memory.set_text("theme", theme.mode.value)
        self._memory.set_text("scale", str(theme.scale))
        self.commands.show_mode()
        if not resized:
            return
        resting = self.status.resting()
        self.stack.setParent(None)
        self.status.deleteLater()
        self.status = StatusBar()
        self.status.rest(*resting)
        self._assemble()
        self._show_frame()
        self.stack.rebuild()
        place = self.stack.page()
        if self.sidebar is not None and place is not None:
            self.sidebar.choose(place.entry)
        self.say(tr("Text size {percent} %", percent=round(theme.scale * 100)))

    def _next_zone(self, step: int) -> None:
        """Move the focus between the sidebar, the page and its side cards."""
        page = self.stack.page()
        zones: list[QWidget] = [self.sidebar] if self.sidebar is not None and self.sidebar.isVisible() else []
        if page is not None:
            zones += [column for column in (page.body.left, page.body.right) if column.isVisible()]
        focus = self.focusWidget()
        inside = [place for place, zone in enumerate(zones) if focus is not None and zone.isAncestorOf(focus)]
        start = inside[0] if inside else (-1 if step > 0 else 0)
        for offset in range(1, len(zones) + 1):
            zone = zones[(start + step * offset) % len(zones)]
            if zone is self.sidebar:
                self.sidebar.focus_chosen()
                return
            if target := _first_focusable(zone):
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _toggle_sidebar(self) -> None:
        self._sidebar_wanted = not self._sidebar_wanted
        self.commands.action("sidebar").setChecked(self._sidebar_wanted)
        self._arrange()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _say_saved(self) -> None:
        self.say(tr("Already saved: everything you enter is kept at once."))

    def _place_window(self) -> None:
        self.setMinimumSize(*LEAST)
        rect = self._memory.rect() or QRect(0, 0, 1280, 800)
        screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen else rect
        self.resize(min(rect.width(), room.width()), min(rect.height(), room.height()))
        if self._memory.rect() is not None and room.contains(rect.center()):
            self.move(rect.topLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_paint.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.stack.page()
        if page is not None:
            page.leaving()
        if not self.closing():
            event.ignore()
            return
        if not self.isFullScreen() and not self.isMaximized():
            self._memory.set_rect(QRect(self.pos(), self.size()))  # `move` takes the frame's corner
        super().closeEvent(event)


def _open_recent(opener: Callable[[Path], object], path: Path, _checked: bool = False) -> None:
    opener(path)


def _first_focusable(zone: QWidget) -> QWidget | None:
    """The first widget of a zone, in the order of Tab, that takes the focus."""
    widget = zone.nextInFocusChain()
    while widget is not zone and widget is not None:
        if (
            zone.isAncestorOf(widget)
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            return widget
        widget = widget.nextInFocusChain()
    return None
