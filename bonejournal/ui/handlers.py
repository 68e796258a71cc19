"""What the commands of the menus do with an open journal; those of the window alone stand in `main_window`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bonejournal.ui.commands import AGAIN, Handler

if TYPE_CHECKING:
    from bonejournal.ui.files import Files
    from bonejournal.ui.palettes.palettes import Palettes
    from bonejournal.ui.shell import Shell


def handlers(shell: Shell) -> Mapping[str, Handler]:
    """The handlers by the commands' ids. `shell.files` is not asked for before one of its commands is given."""

    def go(key: str, what: str = "") -> Handler:
        return lambda: shell.window.go(key, what)

    def doing(act: Callable[[Files], object]) -> Handler:
        return lambda: act(shell.files)

    def showing(opened: Callable[[Palettes], object]) -> Handler:
        return lambda: opened(shell.palettes)

    def helping(key: str) -> Handler:
        return lambda: shell.help(key)

    def page_does(method: str) -> object:
        done = getattr(shell.window.stack.page(), method, None)
        return done() if callable(done) else None

    def summary() -> None:
        """Prepare the pages; on them, the same keys save them."""
        page = shell.window.stack.page()
        if page is not None and page.key == "summary":
            page_does("save_pdf")
        else:
            shell.window.go("summary")

    def find() -> None:
        if not page_does("filter_rows"):
            shell.window.go("records")
            page_does("filter_rows")

    def food() -> None:
        shell.window.go("nutrition")
        page_does("begin_entry")

    def again(key: int) -> Handler:
        def log() -> None:
            from bonejournal.ui.again import LogsAgain

            LogsAgain(shell.desk, shell.window).pinned(key)

        return log

    return {
        "new": doing(lambda files: files.new()),
        "open": doing(lambda files: files.open()),
        "recent": lambda: None,
        "import": doing(lambda files: files.bring_in()),
        "merge": doing(lambda files: files.merge()),
        "export": doing(lambda files: files.export()),
        "summary": summary,
        "back_up": doing(lambda files: files.backups.back_up()),
        "restore": doing(lambda files: files.backups.restore()),
        "check": go("check"),
        "close": shell.welcome,
        "undo": shell.undo,
        "redo": shell.redo,
        "add": showing(lambda palettes: palettes.add()),
        "search": showing(lambda palettes: palettes.search()),
        "dxa": go("dxa-form", "new"),
        "labs": go("labs-form", "new"),
        "workout": go("workouts-form", "new"),
        "food": food,
        "body": go("body-form", "new"),
        "repeat": lambda: page_does("repeat_last"),
        "dose": go("doses-form", "new"),
        "visit": go("visits-form", "new"),
        "question": go("questions-form", "new"),
        "medicine": go("medications-form", "new"),
        **{f"again{key}": again(key) for key in AGAIN},
        "templates": go("templates"),
        "sleep": go("sleep-form", "new"),
        "steps": go("activity-form", "new"),
        "fall": go("falls-form", "new"),
        "fracture": go("fractures-form", "new"),
        "function_test": go("function_tests-form", "new"),
        "assessment": go("assessments-form", "new"),
        "risk": go("risk-form", "new"),
        "profile": go("profile-form"),
        "targets": go("targets"),
        "timeline": go("timeline"),
        "deleted": go("records", "deleted"),
        "find": find,
        "delete": lambda: page_does("delete_chosen"),
        "duplicate": lambda: page_does("duplicate_chosen"),
        "sources": helping("sources"),
        "keys": helping("keys"),
        "about": helping("about"),
    }
