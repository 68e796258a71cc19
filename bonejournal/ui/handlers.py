"""What the commands of the menus do with an open journal; those of the window alone stand in `main_window`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from bonejournal.ui.commands import AGAIN, Handler

if TYPE_CHECKING:
    from bonejournal.ui.files import Files
    from bonejournal.ui.palettes.palettes import Palettes
    from bonejournal.ui.shell import Shell


_FORMS = {
    "dxa": "dxa-form",
    "labs": "labs-form",
    "workout": "workouts-form",
    "body": "body-form",
    "dose": "doses-form",
    "medicine": "medications-form",
    "sleep": "sleep-form",
    "steps": "activity-form",
    "fall": "falls-form",
    "fracture": "fractures-form",
    "function_test": "function_tests-form",
    "assessment": "assessments-form",
    "risk": "risk-form",
    "visit": "visits-form",
    "question": "questions-form",
}


def handlers(shell: Shell) -> Mapping[str, Handler]:
    """The handlers by the commands' ids. `shell.files` is not asked for before one of its commands is given."""
    return {**_of_files(shell), **_of_this_page(shell), **_of_pages(shell), **_of_records(shell), **_of_help(shell)}


def _of_files(shell: Shell) -> dict[str, Handler]:
    def doing(act: Callable[[Files], object]) -> Handler:
        return lambda: act(shell.files)

    return {
        "new": doing(lambda files: files.new()),
        "open": doing(lambda files: files.open()),
        "recent": lambda: None,
        "import": doing(lambda files: files.bring_in()),
        "merge": doing(lambda files: files.merge()),
        "export": doing(lambda files: files.export()),
        "back_up": doing(lambda files: files.backups.back_up()),
        "restore": doing(lambda files: files.backups.restore()),
        "close": shell.welcome,
    }


def _of_this_page(shell: Shell) -> dict[str, Handler]:
    """What the page in sight does in its own way, where it knows how."""

    def find() -> None:
        if not _page_does(shell, "filter_rows"):
            shell.window.go("records")
            _page_does(shell, "filter_rows")

    def summary() -> None:
        """Prepare the pages; on them, the same keys save them."""
        page = shell.window.stack.page()
        if page is not None and page.key == "summary":
            _page_does(shell, "save_pdf")
        else:
            shell.window.go("summary")

    return {
        "undo": shell.undo,
        "redo": shell.redo,
        "find": find,
        "summary": summary,
        "repeat": lambda: _page_does(shell, "repeat_last"),
        "delete": lambda: _page_does(shell, "delete_chosen"),
        "duplicate": lambda: _page_does(shell, "duplicate_chosen"),
    }


def _of_pages(shell: Shell) -> dict[str, Handler]:
    def showing(opened: Callable[[Palettes], object]) -> Handler:
        return lambda: opened(shell.palettes)

    return {
        "add": showing(lambda palettes: palettes.add()),
        "search": showing(lambda palettes: palettes.search()),
        "targets": _go(shell, "targets"),
        "timeline": _go(shell, "timeline"),
        "templates": _go(shell, "templates"),
        "deleted": _go(shell, "records", "deleted"),
        "check": _go(shell, "check"),
    }


def _of_records(shell: Shell) -> dict[str, Handler]:
    """One more of a kind."""

    def food() -> None:
        shell.window.go("nutrition")
        _page_does(shell, "begin_entry")

    def again(key: int) -> Handler:
        def log() -> None:
            from bonejournal.ui.again import LogsAgain

            LogsAgain(shell.desk, shell.window).pinned(key)

        return log

    return {
        **{command: _go(shell, form, "new") for command, form in _FORMS.items()},
        **{f"again{key}": again(key) for key in AGAIN},
        "food": food,
        "profile": _go(shell, "profile-form"),
    }


def _of_help(shell: Shell) -> dict[str, Handler]:
    return {key: partial(shell.help, key) for key in ("sources", "keys", "about")}


def _go(shell: Shell, key: str, what: str = "") -> Handler:
    return lambda: shell.window.go(key, what)


def _page_does(shell: Shell, method: str) -> object:
    done = getattr(shell.window.stack.page(), method, None)
    return done() if callable(done) else None
