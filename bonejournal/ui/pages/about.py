"""Help: versions, where things lie, the licence, and what happens to what she records."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs
import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from bonejournal import __version__
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.facts import Facts
from bonejournal.ui.widgets.text import label


class AboutPage(JournalPage):
    """What this is, as facts that can be copied into a letter."""

    key = "about"
    title = mark("About bonejournal")
    parent_key = "today"
    ratio = (56, 44)

    def refresh(self) -> None:
        """It needs no journal, but says where the open one lies."""
        self.clear()
        from bonejournal.ui.welcome import Picture

        self.set_sentence(tr("A bone-health journal that you keep on your own computer."))
        versions, places = self.versions(), self.places()
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(theme.u(16))
        top.addWidget(Picture(52))
        top.addWidget(label(tr("bonejournal {version}", version=__version__), "title", wrap=True), 1)
        card.box.addLayout(top)
        card.box.addSpacing(theme.u(4))
        card.add(Facts(versions[1:]))  # its own stands above
        self.add_left(card)
        where = Card()
        where.heading(tr("Where things lie"))
        where.add(Facts(places))
        self.add_left(where)
        self.set_primary(tr("Copy"), lambda: self._copy([*versions, *places]), icon="copy", kind="plain")
        private = Card()
        private.heading(tr("Private"))
        for line in (
            tr("Everything you record is in one file on this computer, readable by your account alone."),
            tr("The program makes no connections, has no account and sends nothing to anyone."),
            tr("The log says when something went wrong, and nothing you recorded."),
            tr("Exports and the PDF are not encrypted; keep them where you keep your papers."),
            tr(
                "It keeps a record and compares it with published targets. It is not a medical device and gives no "
                "diagnosis; decisions stay with you and your doctor."
            ),
        ):
            private.add(label(line, "body2", wrap=True))
        self.add_right(private)
        licence = Card()
        licence.heading(tr("Licence"))
        licence.add(label(tr("MIT: free to use, to change and to pass on."), "body2", wrap=True))
        licence.add(
            label(tr("The typeface is Inter, by Rasmus Andersson, under the SIL Open Font License."), "second", True)
        )
        self.add_right(licence)

    def versions(self) -> list[tuple[str, str]]:
        """What the program is made of."""
        return [
            (tr("bonejournal"), __version__),
            (tr("Python"), platform.python_version()),
            (tr("Qt"), PySide6.__version__),
            (tr("SQLite"), _sqlite()),
            (tr("System"), f"{platform.system()} {platform.release()}"),
        ]

    def places(self) -> list[tuple[str, str]]:
        """Where the journal, its backups and the log are."""
        state = self.desk.state
        data, log = (Path(folder("bonejournal")) for folder in (platformdirs.user_data_dir, platformdirs.user_log_dir))
        if state is not None:
            from bonejournal.journal.backup import folder_of

            journal, backups = str(state.path), str(folder_of(state.path))
        else:
            journal, backups = tr("no journal open"), str(data / "backups")
        return [(tr("Journal"), journal), (tr("Backups"), backups), (tr("Log"), str(log / "bonejournal.log"))]

    def _copy(self, facts: list[tuple[str, str]]) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in facts))
        self.frame.say(tr("Copied."))


def _sqlite() -> str:
    from bonejournal.journal.engine import sqlite_version

    driver = _installed("sqlcipher3")
    return tr("{version} (sqlcipher3 {driver})", version=sqlite_version(), driver=driver)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
