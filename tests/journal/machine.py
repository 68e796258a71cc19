"""A journal against a plain model of it: lists of states, one before each step."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Record
from bonejournal.domain.step import creating, deleting, editing
from bonejournal.journal.database import Database
from bonejournal.journal.store import Journal
from tests.journal.making import DAY, body, herself, importing, scan

State = dict[str, Record]


class Machine(RuleBasedStateMachine):
    """Add, edit, delete, import, undo, redo, close, reopen and kill, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "j.bonejournal"
        self.journal = Journal.create(self.path)
        self.now: State = {}
        self.back: list[State] = []
        self.forth: list[State] = []
        self.drafts: dict[str, dict[str, str]] = {}

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    def stepped(self, now: State) -> None:
        self.back.append(self.now)
        self.forth.clear()
        self.now = now

    @rule(
        weight=st.floats(20, 300),
        day=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
        source=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    )
    def add_a_measure(self, weight: float, day, source: str) -> None:
        made = body(day, weight, source=source)
        self.journal.apply(creating(made))
        self.stepped({**self.now, made.id: made})

    @rule(t_score=st.floats(-10, 10).map(lambda found: round(found, 3)))
    def add_a_scan(self, t_score: float) -> None:
        made = scan(t_score=t_score)
        self.journal.apply(creating(made))
        self.stepped({**self.now, made.id: made})

    @rule(name=st.sampled_from(["Helen", "H", ""]))
    def tell_who_she_is(self, name: str) -> None:
        before, after = self.now.get(Profile.SINGLETON), herself(name=name)
        self.journal.apply(editing(before, after) if before else creating(after))
        self.stepped({**self.now, after.id: after})

    @precondition(lambda self: any(isinstance(held, BodyMeasure) for held in self.now.values()))
    @rule(data=st.data(), weight=st.floats(20, 300))
    def edit(self, data: st.DataObject, weight: float) -> None:
        before = data.draw(st.sampled_from([held for held in self.now.values() if isinstance(held, BodyMeasure)]))
        after = dataclasses.replace(before, weight_kg=weight)
        self.journal.apply(editing(before, after))
        self.stepped({**self.now, after.id: after})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gone = data.draw(st.lists(st.sampled_from(list(self.now.values())), min_size=1, unique_by=lambda held: held.id))
        self.journal.apply(deleting(gone))
        self.stepped({id_: held for id_, held in self.now.items() if held not in gone})

    @rule(count=st.integers(1, 20))
    def import_rows(self, count: int) -> None:
        rows = [body(DAY, 50 + n) for n in range(count)]
        self.journal.apply(importing(*rows))
        self.stepped({**self.now, **{row.id: row for row in rows}})

    @rule()
    def undo(self) -> None:
        assert bool(self.journal.undo()) == bool(self.back)
        if self.back:
            self.forth.append(self.now)
            self.now = self.back.pop()

    @rule()
    def redo(self) -> None:
        assert bool(self.journal.redo()) == bool(self.forth)
        if self.forth:
            self.back.append(self.now)
            self.now = self.forth.pop()

    @rule(key=st.sampled_from(["a", "b"]), text=st.text(max_size=5))
    def keep_a_draft(self, key: str, text: str) -> None:
        self.journal.keep_draft(key, {"text": text})
        self.drafts[key] = {"text": text}

    @rule(key=st.sampled_from(["a", "b"]))
    def drop_a_draft(self, key: str) -> None:
        self.journal.drop_draft(key)
        self.drafts.pop(key, None)

    @rule()
    def close_and_reopen(self) -> None:
        self.journal.close()
        self.journal = Journal.open(self.path)
        self.back, self.forth = [], []

    @rule()
    def kill_and_reopen(self) -> None:
        """What a kill leaves is the file and its log as they stand; they are taken elsewhere and opened there."""
        left = Path(tempfile.mkdtemp(dir=self.folder)) / self.path.name
        for end in ("", "-wal"):
            shutil.copyfile(f"{self.path}{end}", f"{left}{end}")
        Database.close(self.journal._file)
        from bonejournal.journal import disk

        disk.held.clear()
        self.path = left
        self.journal = Journal.open(self.path)
        self.back, self.forth = [], []

    @invariant()
    def the_journal_holds_what_the_model_holds(self) -> None:
        held = {record.id: record for cls in (Profile, DxaScan, BodyMeasure) for record in self.journal.all(cls)}
        assert held == self.now
        assert self.journal.count() == len(self.now) - (Profile.SINGLETON in self.now)
        assert (self.journal.undo_label is None) == (not self.back)
        assert (self.journal.redo_label is None) == (not self.forth)
        assert {draft.key: draft.texts for draft in self.journal.drafts()} == self.drafts

    @precondition(lambda self: len(self.back) % 5 == 4)
    @invariant()
    def the_journal_is_whole(self) -> None:
        assert all(finding.ok for finding in self.journal.examine())


def control() -> type[Machine]:
    """A machine whose redo forgets to bring a record back: the model must notice."""

    class Forgetful(Machine):
        @rule()
        def redo(self) -> None:
            before = copy.copy(self.now)
            Machine.redo(self)
            if len(before) < len(self.now):
                self.journal.undo()

    return Forgetful
