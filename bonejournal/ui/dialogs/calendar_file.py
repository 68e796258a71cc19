"""One thing that is due as a file for her calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bonejournal.domain.words import tr
from bonejournal.ui.dialogs import choose

if TYPE_CHECKING:
    from bonejournal.domain.meaning.due import Due
    from bonejournal.journal.store import Journal
    from bonejournal.ui.pages.journal_page import JournalPage


def save_reminder(page: JournalPage, wanted: Callable[[Due], bool]) -> None:
    """Ask where a file for the calendar goes and write the `wanted` part of what is due; its title tells nothing."""
    path = choose.document(page.window(), "reminder.ics")
    if path is None:
        return

    def run(journal: Journal) -> int | OSError:
        from bonejournal.exchange.ics import write_due

        try:
            return write_due(journal.snapshot(journal.today()), path, titles=False, wanted=wanted)
        except OSError as error:
            return error

    def done(came: int | OSError) -> None:
        if isinstance(came, OSError):
            reason = came.strerror or ""
            page.frame.say(tr("{name} could not be written: {reason}.", name=path.name, reason=reason))
        elif came:
            said = tr("{name} is ready. It says only that there is a reminder, not what of.", name=path.name)
            page.frame.say(said, tr("Open it"), lambda: choose.open_file(path))
        else:
            page.frame.say(tr("No day is known for it yet, so there is nothing to put into a calendar."))

    page.ask(run, done, key="reminder")
