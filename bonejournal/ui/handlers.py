"""What the commands of the menus do with an open journal; those of the window alone stand in `main_window`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bonejournal.ui.commands import Handler

if TYPE_CHECKING:
    from bonejournal.ui.files import Files
    from bonejournal.ui.shell import Shell


def handlers(shell: Shell) -> Mapping[str, Handler]:
    """The handlers by the commands' ids. `shell.files` is not asked for before one of its commands is given."""

    def go(key: str, what: str = "") -> Handler:
        return lambda: shell.window.go(key, what)

    def doing(act: Callable[[Files], object]) -> Handler:
        return lambda: act(shell.files)

    def helping(key: str) -> Handler:
        return lambda: shell.help(key)

    def page_does(method: str) -> object:
        done = getattr(shell.window.stack.page(), method, None)
        return done() if callable(done) else None

    def find() -> None:
        if not page_does("filter_rows"):
            shell.window.go("records")
            page_does("filter_rows")

    return {
        "new": doing(lambda files: files.new()),
        "open": doing(lambda files: files.open()),
        "recent": lambda: None,
        "import": doing(lambda files: files.bring_in()),
        "merge": doing(lambda files: files.merge()),
        "export": doing(lambda files: files.export()),
        "summary": go("summary"),
        "back_up": doing(lambda files: files.backups.back_up()),
        "restore": doing(lambda files: files.backups.restore()),
        "check": go("check"),
        "close": shell.welcome,
        "undo": shell.undo,
        "redo": shell.redo,
        "dxa": go("dxa-form", "new"),
        "labs": go("labs-form", "new"),
        "workout": go("workouts-form", "new"),
        "body": go("body-form", "new"),
        "repeat": lambda: page_does("repeat_last"),
        "dose": go("doses-form", "new"),
        "medicine": go("medications-form", "new"),
        "profile": go("profile-form"),
        "targets": go("targets"),
        "deleted": go("records", "deleted"),
        "find": find,
        "delete": lambda: page_does("delete_chosen"),
        "duplicate": lambda: page_does("duplicate_chosen"),
        "sources": helping("sources"),
        "keys": helping("keys"),
        "about": helping("about"),
    }
