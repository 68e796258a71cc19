"""What is in a file before it is imported: counted, with what is left out and why; then one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonejournal.domain.words import mark, number, tr, trn
from bonejournal.ui.desk import Desk
from bonejournal.ui.pages.incoming import IncomingPage, foot
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.facts import breakable
from bonejournal.ui.widgets.table import Cell, Column, Row, TableModel, TableView
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.exchange.plan import Plan
    from bonejournal.exchange.reader import Reading, Skipped
    from bonejournal.journal.store import Journal

LONGEST = 90


class ImportPage(IncomingPage):
    """`what` is the path of a file or folder. Reading can be cancelled at any time; writing is one step."""

    key = "import"
    title = mark("Import")
    parent_key = "records"
    ratio = (60, 40)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.plan: Plan | None = None

    def begin(self) -> None:
        """Read the file on the thread for files, then compare it with the journal."""
        if not self.what:
            self._ask_for_file()
            return
        self.set_title(tr("Import of {name}", name=self.path.name))
        self.busy(tr("Reading the file…"))
        path = self.path

        def run() -> Reading:
            from bonejournal.exchange.formats import read_file

            return read_file(path)

        self.read_file(run, self._read, self._refused)

    def _ask_for_file(self) -> None:
        from bonejournal.ui.widgets.empty import Empty

        self.clear()
        choose = primary(tr("Choose a file…"), lambda: self.frame.run("import"))
        words = tr(
            "Files of other apps, of a clinic’s portal or of bonejournal itself. What is in it is shown before "
            "anything is added, and you can also drop it on this window."
        )
        self.add_left(Empty("document", tr("Bring in what you have elsewhere"), words, choose), 1)
        self.go = choose

    def _refused(self, error: Exception) -> None:
        from bonejournal.exchange.reader import ImportRefusedError

        if isinstance(error, ImportRefusedError):
            text = str(error)
        elif isinstance(error, OSError):
            text = tr("{name} cannot be read: {reason}.", name=self.path.name, reason=error.strerror or "")
        else:
            self.program().tell(error)
            text = tr("{name} cannot be read.", name=self.path.name)
        nothing = tr("Nothing was added, and the file was not changed.")
        self.refuse(text, nothing, lambda: self.frame.run("import"))

    def _read(self, reading: Reading) -> None:
        self.busy(tr("Comparing it with your journal…"))

        def ask(journal: Journal) -> Plan:
            from bonejournal.exchange.plan import plan

            return plan(reading, journal.standing(found.record.id for found in reading.found))

        self.ask(ask, self._preview)

    def _preview(self, plan: Plan) -> None:
        self.plan, self.go = plan, None
        self.clear()
        nothing = not plan.step.changes
        if nothing and not plan.skipped:
            self.set_sentence(tr("Everything in this file is already here. Nothing needs to be added."))
        elif nothing:
            self.set_sentence(tr("Nothing in this file can be added."))
        else:
            self.set_sentence(tr("Nothing is added before you press Import. One undo takes all of it back."))
        card = Card()
        card.heading(tr("What would happen"))
        left_out = len(plan.skipped)
        added = trn("{said} record added", "{said} records added", plan.added, said=number(plan.added))
        card.row(added, mark="met")
        if plan.updated:
            said = trn("{said} record updated", "{said} records updated", plan.updated, said=number(plan.updated))
            card.row(said, tr("An earlier import brought them; the file says more now."), mark="within_error")
        if plan.unchanged:
            said = trn(
                "{said} record is already here", "{said} records are already here", plan.unchanged,
                said=number(plan.unchanged),
            )  # fmt: skip
            card.row(said, mark="not_applicable")
        if left_out:
            said = trn("{said} thing left out", "{said} things left out", left_out, said=number(left_out))
            card.row(said, tr("Each with its reason in the table."), mark="attention")
        buttons = [plain(tr("Close") if nothing else tr("Cancel"), self.leave)]
        if not nothing:
            words = trn(
                "Import {said} record",
                "Import {said} records",
                plan.added + plan.updated,
                said=number(plan.added + plan.updated),
            )
            self.go = primary(words, self.write_all, keys=tr("Enter"))
            buttons.insert(0, self.go)
        foot(card, self.ways(*buttons))
        self.add_left(card)
        if plan.skipped:
            self.add_left(_left_out(plan.skipped))
        if plan.warnings:
            notes = Card()
            notes.heading(tr("Worth knowing"))
            for said in plan.warnings[:20]:
                notes.add(label(said, "second", wrap=True))
            self.add_right(notes)
        about = Card()
        about.heading(tr("The file"))
        about.row(self.path.name, breakable(str(self.path.parent)), icon="document")
        about.add(label(tr("Your own entries are never written over by an import."), "second", wrap=True))
        about.box.addStretch(1)
        self.add_right(about)
        if self.go is not None:
            self.go.setFocus()

    def write_all(self) -> None:
        """Import, as one step; when it is on the disk the records are shown."""
        plan = self.plan
        if plan is None:
            return
        self.apply(plan.step, tr("{counts}.", counts=plan.said()), lambda: self._preview(plan))


def _left_out(skipped: tuple[Skipped, ...]) -> Card:
    card = Card(pad=6)
    table = TableView(tr("What is left out"))
    columns = (Column(tr("Where"), bold=True), Column(tr("Left out because"), weight=5, main=False))
    rows = [
        Row(
            str(place),
            (
                Cell(left.where),
                Cell(left.why if len(left.why) <= LONGEST else left.why[: LONGEST - 1] + "…", say=left.why),
            ),
        )
        for place, left in enumerate(skipped)
    ]
    table.show_model(TableModel(columns, rows))
    table.fit_rows(14)
    card.add(table)
    return card
