"""Another copy of the journal before it is brought in: what would be taken, and side by side what both changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from bonejournal.domain.merging import Conflict, differences
from bonejournal.domain.words import mark, number, tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.incoming import IncomingPage, foot
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.facts import breakable
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label, rule

if TYPE_CHECKING:
    from bonejournal.domain.merging import Merge
    from bonejournal.domain.record import Record
    from bonejournal.journal.store import Journal

LATER, MINE, THEIRS = "later", "mine", "theirs"
_SHOWN = 20
"""Conflicts that are asked about at once; the next merge asks about the rest."""
_LINES = 12


class MergePage(IncomingPage):
    """`what` is the path of the other copy, which is only ever read."""

    key = "merge"
    title = mark("Merge")
    parent_key = "records"
    ratio = (66, 34)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.cards: list[ConflictCard] = []
        self.found: Merge | None = None

    def begin(self) -> None:
        """Make sure on the thread for files that the other copy is whole, then compare it with the journal."""
        self.set_title(tr("Merge with {name}", name=self.path.name))
        self.busy(tr("Looking whether the other copy is whole…"))
        path, mine = self.path, self.desk.state.path if self.desk.state else self.path

        def run() -> None:
            from bonejournal.journal.merge import look_at

            look_at(path, mine)

        self.read_file(run, lambda _none: self._compare(), self._refused)

    def _compare(self) -> None:
        self.busy(tr("Comparing it with your journal…"))
        path = self.path

        def run(journal: Journal) -> Merge | Exception:
            from bonejournal.journal.errors import JournalError
            from bonejournal.journal.merge import compare

            try:
                return compare(journal, path)
            except JournalError as error:  # another program has opened it meanwhile
                return error

        self.ask(run, lambda found: self._refused(found) if isinstance(found, Exception) else self._preview(found))

    def _refused(self, error: Exception) -> None:
        from bonejournal.journal.errors import JournalError

        text = str(error) if isinstance(error, JournalError) else tr("{name} cannot be read.", name=self.path.name)
        if not isinstance(error, JournalError | OSError):
            self.program().tell(error)
        self.refuse(text, tr("Nothing was changed, here or there."), lambda: self.frame.run("merge"))

    def _preview(self, found: Merge) -> None:
        self.found, self.go, self.cards = found, None, []
        self.clear()
        nothing = not found.changes and not found.conflicts
        self.set_sentence(_sentence(found))
        card = Card()
        card.heading(tr("What would be brought in"))
        for count, one, many, sign in (
            (found.added, mark("{said} record added"), mark("{said} records added"), "met"),
            (found.updated, mark("{said} record changed"), mark("{said} records changed"), "within_error"),
            (found.deleted, mark("{said} record deleted"), mark("{said} records deleted"), "within_error"),
            (
                found.unchanged,
                mark("{said} record is the same in both"),
                mark("{said} records are the same in both"),
                "not_applicable",
            ),
        ):
            if count or one.endswith("added"):
                card.row(trn(one, many, count, said=number(count)), mark=sign)
        if found.conflicts:
            card.row(_both_sides(len(found.conflicts)), tr("You choose below, or later."), mark="attention")
        for left in found.left[:_LINES]:
            card.row(tr("{name} is left out", name=left.record.called()), left.why, mark="attention")
        buttons = [plain(tr("Close") if nothing else tr("Cancel"), self.leave)]
        if not nothing:
            self.go = primary(tr("Merge"), self.write_all, keys=tr("Enter"))
            buttons.insert(0, self.go)
        foot(card, self.ways(*buttons))
        self.add_left(card)
        for conflict in found.conflicts[:_SHOWN]:
            asked = ConflictCard(conflict)
            asked.chosen.connect(self._tell)
            self.cards.append(asked)
            self.add_left(asked)
        self.add_right(self._about(len(found.conflicts)))
        self._tell()
        if self.go is not None:
            self.go.setFocus()

    def _about(self, conflicts: int) -> Card:
        about = Card()
        about.heading(tr("The other copy"))
        about.row(self.path.name, breakable(str(self.path.parent)), icon="document")
        said = [tr("It is only read. What you recorded in either copy stays in that copy until you merge.")]
        if conflicts > _SHOWN:
            said.append(
                tr(
                    "The first {count} of {all} are shown; merge once more to see the rest.", count=_SHOWN,
                    all=number(conflicts),
                )
            )  # fmt: skip
        for text in said:
            about.add(label(text, "second", wrap=True))
        self.left_open = label("", "second", wrap=True)
        about.add(self.left_open)
        about.box.addStretch(1)
        return about

    def _tell(self) -> None:
        """Say how many are left to be decided, and whether there is something to write."""
        found = self.found
        if found is None:
            return
        later = len(found.conflicts) - sum(card.choice() != LATER for card in self.cards)
        self.left_open.setHidden(not later)
        self.left_open.setText(
            trn(
                "{count} record stays as it is here until you decide.",
                "{count} records stay as they are here until you decide.",
                later,
            )
        )
        if self.go is not None:
            self.go.setEnabled(bool(found.changes) or later < len(found.conflicts))

    def write_all(self) -> None:
        """Bring it in, as one step."""
        found = self.found
        if found is None:
            return
        theirs = [card.conflict for card in self.cards if card.choice() == THEIRS]
        mine = [card.conflict for card in self.cards if card.choice() == MINE]
        step = found.step(theirs, mine)
        if not step.changes:
            self.leave()
            return
        said = trn("{said} record merged.", "{said} records merged.", len(step.changes), said=number(len(step.changes)))
        self.apply(step, said, lambda: self._preview(found))


class ConflictCard(Card):
    """One record that both copies changed: what each says, and which is to hold. `chosen` when she has chosen."""

    chosen = Signal()

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        record = conflict.record
        self.heading(record.called(), tr(record.KIND.label) if tr(record.KIND.label) not in record.called() else "")
        self.box.addLayout(_side_by_side(conflict.mine, conflict.theirs))
        if conflict.also:
            also = trn(
                "{count} record that belongs to it goes with the other copy’s.",
                "{count} records that belong to it go with the other copy’s.",
                len(conflict.also),
            )
            self.add(label(also, "second", wrap=True))
        choices = ((LATER, tr("Decide later")), (MINE, tr("Keep mine")), (THEIRS, tr("Take theirs")))
        self.switch = Segmented(tr("Which holds for {name}", name=record.called()), choices)
        self.switch.changed.connect(lambda _key: self.chosen.emit())
        self.add(self.switch)

    def choice(self) -> str:
        """What she chose: LATER, MINE or THEIRS."""
        return self.switch.chosen()


def _side_by_side(mine: Record | None, theirs: Record | None) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.u(18))
    grid.setVerticalSpacing(theme.u(5))
    for column, stretch in enumerate((2, 3, 3)):
        grid.setColumnStretch(column, stretch)
    here, there = tr("Here"), tr("In the other copy")
    for column, said in ((1, here), (2, there)):
        grid.addWidget(label(said, "caption"), 0, column)
    grid.addWidget(rule(), 1, 0, 1, 3)
    at = 2
    if mine is None or theirs is None:
        grid.addWidget(label(tr("Deleted"), "row"), at, 1 if mine is None else 2)
    found = list(differences(mine, theirs))
    for one in found[:_LINES]:
        sides = ((1, here, one.mine, mine), (2, there, one.theirs, theirs))
        grid.addWidget(_cell(one.label, "second"), at, 0)
        for column, side, said, held in sides:
            if held is not None:
                cell = _cell(said or tr("nothing"), "row" if said else "second")
                cell.setAccessibleName(tr("{field}, {side}: {value}", field=one.label, side=side, value=cell.text()))
                grid.addWidget(cell, at, column)
        at += 1
    if len(found) > _LINES:
        more = trn("and {count} more field", "and {count} more fields", len(found) - _LINES)
        grid.addWidget(label(more, "second"), at, 0, 1, 3)
    return grid


def _cell(text: str, role: str) -> QLabel:
    made = label(text, role, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def _both_sides(count: int) -> str:
    return trn("{said} record changed in both", "{said} records changed in both", count, said=number(count))


def _sentence(found: Merge) -> str:
    if found.conflicts:
        return tr("Both copies changed some records. Nothing is chosen for you, and one undo takes all of it back.")
    if found.changes:
        return tr("Nothing is written before you press Merge. One undo takes all of it back.")
    return tr("Everything in the other copy is already here.")
