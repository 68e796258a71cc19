"""Falls and fractures, tests and assessments, and fracture risk as a clinician gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import ClassVar, cast

from bonejournal.domain.bone.density import Side
from bonejournal.domain.entry import Habit
from bonejournal.domain.falls.events import (
    RISK_TOOLS,
    Assessed,
    Assessment,
    BrokenSite,
    Fall,
    FallKind,
    Fracture,
    FunctionTest,
    FunctionTestKind,
    Injury,
    RiskResult,
    tool_key,
    tool_words,
)
from bonejournal.domain.falls.function_tests import result_words
from bonejournal.domain.falls.home_safety import result_of, ticked_in
from bonejournal.domain.field import Field, Word
from bonejournal.domain.record import Problem, Record
from bonejournal.domain.words import day_long, mark, tr
from bonejournal.ui.forms.guides import HomeList, TestGuide
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.widgets.fields import NumberField
from bonejournal.ui.widgets.long_field import LongField
from bonejournal.ui.widgets.segmented import Segmented

SEE_A_DOCTOR = mark("If you have a headache, confusion or new pain, contact a doctor today.")
"""After a blow to the head or a fracture."""
NEAR_FALL = frozenset({"injury", "hit_head", "fracture"})
"""What a fall that was caught leaves nothing to ask about."""


class FallForm(PlainForm):
    """A fall or near fall: seven fields in the order one tells it, and what else may matter."""

    key = "falls-form"
    title = mark("Fall")
    new_title = mark("Record a fall")
    parent_key = "falls"
    record_class: ClassVar[type[Record]] = Fall
    groups = (
        ("", ("date", "place", "activity", "cause", "injury", "hit_head", "notes")),
        (mark("More, if you want to note it"), ("kind", "time", "fracture")),
    )
    switches = certain = frozenset({"kind"})
    remembers = frozenset({"activity"})

    def blank(self) -> Record:
        """A fall of today."""
        return Fall(date=self.desk.on, kind=FallKind.of(self.given) or FallKind.FALL)

    def needless(self, texts: Mapping[str, str]) -> frozenset[str]:
        """A near fall leaves no injury."""
        return NEAR_FALL if texts.get("kind") == FallKind.NEAR_FALL else frozenset()

    def remark(self, texts: Mapping[str, str]) -> str:
        """When to see a doctor."""
        hurt = texts["hit_head"] == "yes" or texts["fracture"] == "yes" or texts["injury"] == Injury.HEAD
        near = texts.get("kind") == FallKind.NEAR_FALL
        return tr(SEE_A_DOCTOR) if hurt and not near else ""

    def touched(self, field: str) -> None:
        """A fracture among the injuries is a bone that broke, and a head injury a head that was hit."""
        implied = {Injury.FRACTURE: "fracture", Injury.HEAD: "hit_head"}
        if field == "injury" and (name := implied.get(cast(Injury, self.texts()["injury"]))):
            switch = self.field_widget(name)
            if isinstance(switch, Segmented):
                switch.choose("yes")
        super().touched(field)

    def read(self) -> tuple[Record, list[Problem]]:
        """A fall of which no kind is on record is one; saying so is no change."""
        record, unread = super().read()
        fall, base = cast(Fall, record), cast(Fall, self.base)
        same = base.kind is None and fall.kind is FallKind.FALL
        return (replace(fall, kind=None) if same else fall), unread

    def saved(self, record: Record) -> str:
        """The sentence when it is on the disk; when to see a doctor stays in sight."""
        said = self.remark(self.texts())
        return " ".join(filter(None, (super().saved(record), said)))


class FractureForm(PlainForm):
    """A broken bone; its date can be a month or a year."""

    key = "fractures-form"
    title = mark("Fracture")
    new_title = mark("Record a fracture")
    parent_key = "falls"
    attachable = True
    record_class: ClassVar[type[Record]] = Fracture
    groups = (
        (mark("What broke, and when"), ("date", "site", "side", "level", "grade")),
        (mark("What is known of it"), ("mechanism", "fragility", "imaging", "confirmed_by", "notes")),
    )
    switches = frozenset({"side"})
    remembers = frozenset({"confirmed_by", "imaging"})
    spans: ClassVar[Mapping[str, int]] = {"level": 1, "imaging": 1}
    hints: ClassVar[Mapping[str, str]] = {
        "level": mark("Which vertebra, such as T12, or which part of the bone"),
        "grade": mark("Genant’s grade as the report says it, 0 to 3"),
    }

    def words_offered(self, item: Field) -> Iterable[Word]:
        """A bone that broke has one side."""
        return (word for word in super().words_offered(item) if word is not Side.MEAN)

    def needless(self, texts: Mapping[str, str]) -> frozenset[str]:
        """Only a vertebra has a grade, and it has no side."""
        return frozenset({"side"}) if texts["site"] == BrokenSite.VERTEBRA else frozenset({"grade"})


SIDED = frozenset({FunctionTestKind.SINGLE_LEG_STANCE_S, FunctionTestKind.GRIP_KG})
"""Tests of one leg or hand."""


class FunctionTestForm(PlainForm):
    """One result of a test, with how it is done safely beside it."""

    key = "function_tests-form"
    title = mark("Test of strength or balance")
    new_title = mark("Record a test of strength or balance")
    parent_key = "falls"
    ratio = (52, 48)
    record_class: ClassVar[type[Record]] = FunctionTest
    groups = (("", ("date", "test", "side", "value", "notes")),)
    switches = frozenset({"side"})

    def blank(self) -> Record:
        """The test that was asked for, else the one done last; the left side first."""
        last = next(reversed(self.start.neighbours), None)
        test = FunctionTestKind.of(self.given) or (last.test if isinstance(last, FunctionTest) else None)
        left = any(
            isinstance(other, FunctionTest) and other.side is Side.LEFT and other.date == self.desk.on
            for other in self.start.neighbours
        )
        side = Side.RIGHT if left else Side.LEFT
        return FunctionTest(date=self.desk.on, test=test or FunctionTestKind.CHAIR_STAND_30S, side=side)

    def words_offered(self, item: Field) -> Iterable[Word]:
        """One leg or hand at a time."""
        return (word for word in super().words_offered(item) if word is not Side.MEAN)

    def begin(self) -> None:
        """The fields, and the guide beside them."""
        self._guide = TestGuide()
        super().begin()
        self.add_right(self._guide)

    def _test(self) -> FunctionTestKind | None:
        return FunctionTestKind.of(self._fields_texts()["test"])

    def needless(self, texts: Mapping[str, str]) -> frozenset[str]:
        """Only tests of one leg or hand have a side."""
        return frozenset() if FunctionTestKind.of(texts["test"]) in SIDED else frozenset({"side"})

    def follow(self) -> None:
        """The unit, the result of last time and the guide are those of the test."""
        super().follow()
        test, field = self._test(), self.field_widget("value")
        if isinstance(field, NumberField):
            field.set_unit(tr(test.unit) if test is not None and test.unit else "")
        self._blocks["value"].set_hint(self._last_words(test))
        profile = self.desk.state.profile if self.desk.state else None
        self._guide.show_test(test, profile, self.desk.on)

    def _last_words(self, test: FunctionTestKind | None) -> str:
        side = self._fields_texts()["side"]
        earlier = [
            other
            for other in self.start.neighbours
            if isinstance(other, FunctionTest)
            and other.test is test
            and str(other.side or "") in ("", side)
            and (self.base is None or other.id != self.base.id)
        ]
        if not earlier:
            return ""
        last = max(earlier, key=lambda other: other.date)
        return tr("Last time {result}, {day}", result=result_words(last), day=day_long(last.date))

    def read(self) -> tuple[Record, list[Problem]]:
        """The unit is that of the test."""
        record, unread = super().read()
        test = cast(FunctionTest, record)
        return replace(test, unit=test.test.unit if test.test is not None else ""), unread


class AssessmentForm(PlainForm):
    """That something was looked at, and what came of it; the home with its list to go through."""

    key = "assessments-form"
    title = mark("Check")
    new_title = mark("Record a check")
    parent_key = "falls"
    attachable = True
    record_class: ClassVar[type[Record]] = Assessment
    spans: ClassVar[Mapping[str, int]] = {"result": 4}

    def blank(self) -> Record:
        """What was asked for."""
        return Assessment(date=self.desk.on, kind=Assessed.of(self.given))

    def begin(self) -> None:
        """The fields, and the list for the home beneath them."""
        self._home = HomeList()
        self._home.changed.connect(self._ticked)
        super().begin()
        self.add_left(self._home)
        self.follow()

    def follow(self) -> None:
        """The list is there for the home, with the ticks the result stands for."""
        super().follow()
        if self._home.parentWidget() is None:
            return  # what is shown before it has a place is a window of its own
        texts = self._fields_texts()
        self._home.setVisible(texts["kind"] == Assessed.HOME_SAFETY)
        self._home.tick(ticked_in(texts["result"]))
        self._blocks["result"].set_hint(_result_hint(Assessed.of(texts["kind"])))

    def _ticked(self) -> None:
        field = self.field_widget("result")
        if isinstance(field, LongField):
            field.setText(result_of(self._home.ticked()))
            self.touched("result")


def _result_hint(kind: Assessed | None) -> str:
    if kind is Assessed.HOME_SAFETY:
        return tr("Tick what is in order in the list below; the result follows.")
    if kind is Assessed.HR_PQCT:
        return tr("As the report says it, with the site and the units.")
    return tr("In a few words, as it was told to you.") if kind else ""


class RiskForm(PlainForm):
    """Fracture risk as a clinician gave it; nothing here works one out."""

    key = "risk-form"
    title = mark("Fracture risk, as given")
    new_title = mark("Note fracture risk as given")
    recalls = frozenset({"major_percent", "hip_percent"})
    parent_key = "falls"
    attachable = True
    record_class: ClassVar[type[Record]] = RiskResult
    groups = (
        (
            "",
            ("date", "tool", "model", "with_bmd", "major_percent", "hip_percent", "given_by", "notes"),
        ),
    )
    remembers = frozenset({"model", "given_by"})
    spans: ClassVar[Mapping[str, int]] = {"tool": 1, "model": 1}
    hints: ClassVar[Mapping[str, str]] = {
        "model": mark("The country it was worked out for, such as UK"),
        "major_percent": mark("Hip, spine, wrist or upper arm"),
    }

    def blank(self) -> Record:
        """FRAX is what most clinicians use."""
        return RiskResult(date=self.desk.on, tool="frax")

    def texts_offered(self, name: str) -> Iterable[str]:
        """The known tools by their names."""
        return RISK_TOOLS.values() if name == "tool" else super().texts_offered(name)

    @classmethod
    def texts_for(cls, record: Record, habit: Habit) -> dict[str, str]:
        """A tool by its usual name."""
        texts = super().texts_for(record, habit)
        return {**texts, "tool": tool_words(texts["tool"])}

    def read(self) -> tuple[Record, list[Problem]]:
        """A known tool by its key."""
        record, unread = super().read()
        risk = cast(RiskResult, record)
        return replace(risk, tool=tool_key(risk.tool)), unread
