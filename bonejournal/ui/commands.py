"""Every command of the program in one table, and the menu bar that is made from it.

A command is shown when the application hands over something to do for its id. To add one, add a line here and a
handler there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from bonejournal.domain.words import mark as _
from bonejournal.domain.words import tr
from bonejournal.ui.theme import Mode, theme
from bonejournal.ui.widgets.text import literal, without_mnemonic

if TYPE_CHECKING:
    from bonejournal.ui.pages.listed import Listed

Handler = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the program can do.

    `when` is a state the window must be in for it: "journal" (one is open), "change" (and can be written to),
    "rows" (something is selected), "undo", "redo", "back", "forward"; "" is always. `kind` is "" for an entry,
    "menu" for a submenu that is filled elsewhere, "check" for an entry with a tick. `rule` draws a line above.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    when: str = ""
    kind: str = ""
    rule: bool = False


MENUS = {
    "file": _("&File"),
    "edit": _("&Edit"),
    "view": _("&View"),
    "record": _("&Record"),
    "help": _("&Help"),
}

AGAIN = {1: _("Log again &1"), 2: _("Log again &2"), 3: _("Log again &3"), 4: _("Log again &4")}

COMMANDS: tuple[Command, ...] = (
    Command("new", "file", _("&New journal…"), ("Ctrl+Shift+N",)),
    Command("open", "file", _("&Open…"), ("Ctrl+O",)),
    Command("recent", "file", _("Open &recent"), kind="menu"),
    Command("import", "file", _("&Import…"), ("Ctrl+I",), "change", rule=True),
    Command("merge", "file", _("&Merge…"), when="change"),
    Command("export", "file", _("&Export…"), ("Ctrl+E",), "journal"),
    Command("summary", "file", _("Doctor’s &summary…"), ("Ctrl+P",), "journal"),
    Command("back_up", "file", _("&Back up now"), when="change", rule=True),
    Command("restore", "file", _("Res&tore a backup…")),
    Command("close", "file", _("&Close journal"), ("Ctrl+W",), "journal", rule=True),
    Command("quit", "file", _("&Quit"), ("Ctrl+Q",)),
    Command("undo", "edit", _("&Undo"), ("Ctrl+Z",), "undo"),
    Command("redo", "edit", _("&Redo"), ("Ctrl+Shift+Z",), "redo"),
    Command("cut", "edit", _("Cu&t"), ("Ctrl+X",), rule=True),
    Command("copy", "edit", _("&Copy"), ("Ctrl+C",)),
    Command("paste", "edit", _("&Paste"), ("Ctrl+V",)),
    Command("search", "edit", _("Searc&h…"), ("Ctrl+K",), "journal", rule=True),
    Command("find", "edit", _("&Find on this page…"), ("Ctrl+F",), "journal"),
    Command("delete", "edit", _("&Delete"), ("Del",), "rows"),
    Command("duplicate", "edit", _("D&uplicate"), ("Ctrl+D",), "rows"),
    Command("deleted", "edit", _("Recently de&leted"), when="journal"),
    Command("saved", "edit", _("&Save"), ("Ctrl+S",), "journal", rule=True),
    Command("targets", "view", _("All &targets"), ("Ctrl+T",), "journal", rule=True),
    Command("timeline", "view", _("T&imeline"), when="journal"),
    Command("back", "view", _("&Back"), ("Alt+Left",), "back", rule=True),
    Command("forward", "view", _("&Forward"), ("Alt+Right",), "forward"),
    Command("sidebar", "view", _("&Sidebar"), ("F9",), "journal", kind="check", rule=True),
    Command("larger", "view", _("&Larger text"), ("Ctrl++", "Ctrl+="), rule=True),
    Command("smaller", "view", _("S&maller text"), ("Ctrl+-",)),
    Command("normal", "view", _("&Normal text"), ("Ctrl+0",)),
    Command("theme", "view", _("&Theme"), kind="theme"),
    Command("full_screen", "view", _("F&ull screen"), ("F11",), kind="check"),
    Command("add", "record", _("&Add…"), ("Ctrl+N",), "change"),
    Command("dxa", "record", _("&DXA report…"), ("Ctrl+Shift+D",), "change"),
    Command("labs", "record", _("&Lab results…"), ("Ctrl+Shift+L",), "change"),
    Command("workout", "record", _("&Workout…"), ("Ctrl+Shift+W",), "change"),
    Command("food", "record", _("&Food…"), ("Ctrl+Shift+F",), "change"),
    Command("body", "record", _("&Body measures…"), ("Ctrl+Shift+B",), "change"),
    Command("dose", "record", _("&Medication dose…"), ("Ctrl+Shift+M",), "change"),
    Command("medicine", "record", _("&New medicine…"), when="change"),
    Command("repeat", "record", _("&Repeat last"), ("Ctrl+R",), "change"),
    *(
        Command(f"again{key}", "record", words, (f"Alt+{key}",), "change", rule=key == 1)
        for key, words in AGAIN.items()
    ),
    Command("templates", "record", _("What you log a&gain…"), when="change"),
    Command("sleep", "record", _("&Sleep…"), when="change", rule=True),
    Command("steps", "record", _("St&eps…"), when="change"),
    Command("fall", "record", _("Fall &or near fall…"), when="change", rule=True),
    Command("fracture", "record", _("Frac&ture…"), when="change"),
    Command("function_test", "record", _("Test of strengt&h or balance…"), when="change"),
    Command("assessment", "record", _("&Check…"), when="change"),
    Command("risk", "record", _("Fracture ris&k, as given…"), when="change"),
    Command("visit", "record", _("&Visit…"), when="change", rule=True),
    Command("question", "record", _("&Question for the doctor…"), when="change"),
    Command("profile", "record", _("&Profile…"), when="change", rule=True),
    Command("sources", "help", _("&What the five documents say"), ("F1",)),
    Command("keys", "help", _("&Keys"), ("Ctrl+/",)),
    Command("check", "help", _("&Check the journal"), when="journal", rule=True),
    Command("about", "help", _("&About bonejournal"), rule=True),
)

MODES = {Mode.SYSTEM: _("&System"), Mode.LIGHT: _("&Light"), Mode.DARK: _("&Dark")}


class Commands(QObject):
    """The actions, the menus they are in, and which of them can be used now."""

    def __init__(self, window: QWidget, bar: QMenuBar, handlers: Mapping[str, Handler]) -> None:
        super().__init__(window)
        self._window = window
        self._bar = bar
        self._handlers = handlers
        self._actions: dict[str, QAction] = {}
        self._submenus: dict[str, QMenu] = {}
        self._pages: list[QAction] = []
        self._states: set[str] = set()
        self._modes = QActionGroup(self)
        for name, title in MENUS.items():
            menu = bar.addMenu(tr(title))
            for command in COMMANDS:
                if command.menu == name:
                    self._add(menu, command)
            menu.menuAction().setVisible(bool(menu.actions()))

    def action(self, command: str) -> QAction:
        """The action of a command; KeyError where the application has no handler for it."""
        return self._actions[command]

    def keys(self, command: str) -> str:
        """Its first shortcut as it is shown here, "" if there is none."""
        action = self._actions.get(command)
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if action else ""

    def run(self, command: str) -> bool:
        """Do it, if it can be done now; False where it cannot."""
        able = command in self._actions and self._actions[command].isEnabled()
        if able:
            self._actions[command].trigger()
        return able

    def able(self) -> list[tuple[str, str, str, str]]:
        """Id, menu, text and keys of every command that can be given now."""
        return [
            (
                command.id,
                without_mnemonic(tr(MENUS[command.menu])),
                without_mnemonic(self._actions[command.id].text()).rstrip("…"),
                self.keys(command.id),
            )
            for command in COMMANDS
            if command.id in self._actions and self._actions[command.id].isEnabled()
        ]

    def enable(self, state: str, on: bool) -> None:
        """Say that the window is in a state, or no longer; see `Command.when`."""
        if on == (state in self._states):
            return
        (self._states.add if on else self._states.discard)(state)
        for command in COMMANDS:
            if command.when == state and command.id in self._actions:
                self._actions[command.id].setEnabled(on)
        if state == "journal":
            for action in self._pages:
                action.setEnabled(on)

    def name(self, command: str, text: str) -> None:
        """Call it something else for now, such as "&Undo deletion of 4 doses"."""
        if command in self._actions:
            self._actions[command].setText(text)

    def submenu(self, command: str) -> QMenu:
        """The menu of a command of the kind "menu", to be filled."""
        return self._submenus[command]

    def show_mode(self) -> None:
        """Tick the theme that holds."""
        for action in self._modes.actions():
            action.setChecked(action.data() == theme.mode.value)

    def add_pages(self, pages: Sequence[Listed], go: Callable[[str], object]) -> None:
        """Put the pages at the top of the View menu."""
        first = self._view.actions()[0]
        for page in pages:
            action = QAction(literal(tr(page.name)), self._window)
            action.setShortcut(QKeySequence(page.shortcut))
            action.setEnabled("journal" in self._states)
            action.triggered.connect(partial(_call, partial(go, page.key)))
            self._view.insertAction(first, action)
            self._pages.append(action)

    def _add(self, menu: QMenu, command: Command) -> None:
        if command.menu == "view":
            self._view = menu
        if command.kind == "menu":
            if command.id in self._handlers:
                self._submenus[command.id] = menu.addMenu(tr(command.text))
            return
        # The View menu begins with the pages, which come later.
        if command.rule and (menu.actions() or command.menu == "view") and command.id in self._handlers:
            menu.addSeparator()
        if command.kind == "theme":
            self._add_theme(menu.addMenu(tr(command.text)))
            return
        handler = self._handlers.get(command.id)
        if handler is None:
            return
        action = QAction(tr(command.text), self._window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.kind == "check")
        action.setAutoRepeat(command.menu == "view")  # a key that is held down records nothing twice
        action.setEnabled(not command.when)
        action.triggered.connect(partial(_call, handler))
        action.setMenuRole(
            {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}.get(
                command.id, QAction.MenuRole.NoRole
            )
        )
        menu.addAction(action)
        self._actions[command.id] = action

    def _add_theme(self, menu: QMenu) -> None:
        for mode, text in MODES.items():
            action = QAction(tr(text), self._window)
            action.setCheckable(True)
            action.setData(mode.value)
            action.triggered.connect(partial(_call, partial(theme.set_mode, mode)))
            self._modes.addAction(action)
            menu.addAction(action)
        self.show_mode()


def _call(handler: Handler, _checked: bool = False) -> None:
    handler()


def edit_handlers() -> dict[str, Handler]:
    """Cut, copy and paste in whatever has the focus and knows how."""

    def on_focus(method: str) -> None:
        widget = QApplication.focusWidget()
        done = getattr(widget, method, None)
        if callable(done):
            done()

    return {method: partial(on_focus, method) for method in ("cut", "copy", "paste")}


def keys_table() -> list[tuple[str, str, str]]:
    """Menu, command and keys of every command that has keys, for the page that lists them."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (
            tr(MENUS[command.menu]).replace("&", ""),
            tr(command.text).replace("&", ""),
            QKeySequence(command.keys[0]).toString(native),
        )
        for command in COMMANDS
        if command.keys
    ]
