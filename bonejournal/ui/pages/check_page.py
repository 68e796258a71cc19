"""Help ▸ Check the journal: every record and the file itself, and what was found in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar

from bonejournal.domain.words import mark, number, tr
from bonejournal.ui.pages.shell_page import ShellPage
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.facts import breakable
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.journal.check import Finding

WORDS = {
    "integrity_check": (mark("The file is whole"), mark("The file is damaged")),
    "foreign_key_check": (mark("Everything that belongs together is together"), mark("Parts of records are apart")),
    "schema": (mark("Only bonejournal has shaped it"), mark("Something in it is not bonejournal’s")),
    "steps": (mark("Every change is as it was written"), mark("A change differs from how it was written")),
    "records": (mark("Every record is as it was written"), mark("A record differs from how it was written")),
    "phrases": (mark("Every record can be found by what it says"), mark("What records are found by differs")),
    "attachments": (mark("Every attached file is as it was given"), mark("An attached file differs or is missing")),
    "references": (mark("What a record points to is there"), mark("Something pointed to is not here")),
    "drafts": (mark("Every draft can be read"), mark("A draft differs from how it was written")),
}


class CheckPage(ShellPage):
    """Looks as soon as it is opened."""

    key = "check"
    title = mark("Check the journal")
    parent_key = "settings"
    shows = frozenset()
    ratio = (60, 40)

    def load(self) -> None:
        """Look at everything, on the journal's thread."""
        self.clear()
        self.set_sentence("")
        card = Card()
        card.add(label(tr("Looking at every record…"), "body2", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        card.add(bar)
        self.add_left(card)
        self.ask(lambda journal: journal.examine(), self._found)

    def _found(self, findings: list[Finding]) -> None:
        self.clear()
        well = all(finding.ok for finding in findings)
        state = self.desk.state
        count = state.count + (state.profile is not None) if state else 0
        if well:
            self.set_sentence(
                tr("All is well: the file and its {count} records are as they were written.", count=number(count))
            )
        else:
            self.set_sentence(
                tr(
                    "Something in the file differs from how it was written. Your backups are untouched; going back to "
                    "one keeps this file aside."
                )
            )
        card = Card()
        for place, finding in enumerate(findings):
            if place:
                card.rule()
            words = WORDS.get(finding.key, (finding.key, finding.key))
            detail, sign, ok = finding.detail, "met" if finding.ok else "hard", finding.ok
            if finding.key == "references":
                sign, ok = "attention" if detail else "met", not detail
                detail = detail and tr("These point to a record that is not here: {where}.", where=detail)
            card.row(tr(words[0 if ok else 1]), detail, mark=sign)
        card.box.addStretch(1)
        self.add_left(card)
        side = Card()
        side.heading(tr("Where it lies"))
        if self.desk.state is not None:
            side.row(self.desk.state.path.name, breakable(str(self.desk.state.path.parent)), icon="document")
        ways = Flow()
        if not well:
            ways.add(primary(tr("Restore a backup…"), lambda: self.frame.run("restore"), small=True))
        ways.add(plain(tr("Check again"), self.load, small=True))
        ways.add(plain(tr("Back up now"), lambda: self.frame.run("back_up"), small=True))
        side.add(ways)
        side.box.addStretch(1)
        self.add_right(side)
