"""A course of something taken: found by name, with how much and how often, from when to when, and what it contains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bonejournal.domain.entry import record_of, texts_of
from bonejournal.domain.field import Field, field_of
from bonejournal.domain.meaning.facts import DENOSUMAB
from bonejournal.domain.medicines.asking import stopped_words, whence
from bonejournal.domain.medicines.courses import ROUTES, proposed, sentence_of
from bonejournal.domain.medicines.medication import Course, CourseKind, Drug, drug_index, drugs
from bonejournal.domain.medicines.schedule import dose_and_schedule
from bonejournal.domain.nutrition.foods import HerFood
from bonejournal.domain.record import Problem, Question, Record, problems, soft_limits
from bonejournal.domain.step import Change
from bonejournal.domain.words import mark, tr
from bonejournal.ui.forms.plain import PlainForm
from bonejournal.ui.widgets.buttons import link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.field_block import field_block
from bonejournal.ui.widgets.field_grid import FieldGrid
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.lists import ListField
from bonejournal.ui.widgets.schedule_field import ScheduleField
from bonejournal.ui.widgets.text import label
from bonejournal.ui.widgets.told import Told
from bonejournal.ui.widgets.type_ahead import Offer, TypeAhead

CONTENTS = (
    "portion", "calcium_mg", "vitamin_d_ug", "vitamin_k2_ug", "vitamin_k_ug", "magnesium_mg", "omega3_mg", "protein_g",
)  # fmt: skip
"""What the label of a supplement says of one unit, as fields of a food."""
INSIDE = "contents."


class CourseForm(PlainForm):
    """A course. Choosing a drug fills in what is usual for it; everything can be typed otherwise."""

    key = "medications-form"
    title = mark("Medicine")
    parent_key = "medications"
    attachable = True
    record_class: ClassVar[type[Record]] = Course
    reads_also = (HerFood,)
    spans: ClassVar[Mapping[str, int]] = {"dose": 1, "route": 1, "prescriber": 1}

    def blank(self) -> Record:
        """A medicine, until something else is chosen."""
        return Course(kind=CourseKind.MEDICINE)

    @property
    def course(self) -> Course:
        """What the form began with."""
        return cast(Course, self.base) if self.base is not None else Course()

    # Building

    def begin(self) -> None:
        """What it is; when and why; for a supplement what one unit contains."""
        if self.is_new:
            self.set_title(tr("A new medicine"))
        self.drug = self.course.drug
        self._held = self._food_on_record()
        self._new_food = HerFood(source="label")
        self._food: HerFood | None = self._held
        self._blocks = {}
        texts = texts_of(self.course, self.habit)
        first = Card()
        first.heading(tr("What you take"))
        first.add(self._grid(("name", "kind", "dose", "schedule", "route", "start"), texts))
        self._in_words = Told(role="strong")
        self._in_words.setObjectName("sentence")
        first.add(self._in_words)
        self._known, self._whence = Told(), Told(role="caption")
        self._known.setObjectName("known")
        first.add(self._known)
        first.add(self._whence)
        self._other = link(tr("It is something else"), self._forget_drug)
        self._other.setObjectName("not-this")
        first.add(self._other)
        self._contents = self._contents_card()
        second = Card()
        second.heading(tr("Why, and until when"))
        second.add(self._grid(("reason", "prescriber", "stop", "notes"), texts))
        self._stopped = Told(mark="attention")
        self._stopped.setObjectName("stopped")
        second.box.insertWidget(2, self._stopped)
        for card in (first, self._contents, second):
            self.add_left(card)
        self.add_wide(self.footer())
        self._show_what_follows()

    def _widget(self, item: Field, text: str) -> QWidget:
        if item.name == "schedule":
            schedule = ScheduleField(tr(item.label))
            schedule.setText(text)
            schedule.setObjectName(item.name)
            schedule.edited.connect(lambda: self.touched("schedule"))
            schedule.left.connect(lambda: self.left("schedule"))
            return schedule
        if item.name == "route":
            return self._route(text)
        return super()._widget(item, text)

    def _route(self, text: str) -> QWidget:
        made = Combo()
        made.add("", tr("not recorded"))
        for route, words in ROUTES.items():
            made.add(route, tr(words))
        if text and text not in ROUTES:
            made.add(text, text)
        made.choose(text)
        made.picked.connect(lambda _key: self._picked("route"))
        made.setObjectName("route")
        return made

    def _line(self, item: Field) -> TextField:
        if item.name == "name":
            name = TypeAhead(_offers, tr("Type a name or a brand"), icon="search")
            name.chosen.connect(self._take)
            return name
        if item.name == "prescriber":
            others = (other.prescriber for other in self.start.neighbours if isinstance(other, Course))
            return ListField(dict.fromkeys(filter(None, others)))
        if item.name == "dose":
            return TextField(tr("60 mg"))
        return super()._line(item)

    def _contents_card(self) -> Card:
        card = Card()
        card.heading(tr("What one unit contains"), tr("as on the label; what is left empty is not known"))
        blocks = {}
        texts = texts_of(self._held, self.habit) if self._held else {}
        for field in CONTENTS:
            item, name = field_of(HerFood, field), INSIDE + field
            line = NumberField(item.unit) if item.unit else TextField(tr("1 tablet"))
            line.setText(texts.get(field, ""))
            line.setObjectName(name)
            line.textEdited.connect(lambda _text, name=name: self.touched(name))
            line.editingFinished.connect(lambda name=name: self.left(name))
            blocks[name] = field_block(tr(item.label) if item.unit else tr("One unit"), line)
        self._blocks.update(blocks)
        card.add(FieldGrid(blocks))
        words = tr(
            "Elemental amounts: 500 mg of calcium, not the weight of the tablet. IU is understood for vitamin D."
        )
        card.add(label(words, "second", wrap=True))
        return card

    def _food_on_record(self) -> HerFood | None:
        wanted = self.course.food_id
        return next((food for food in self.start.beside if isinstance(food, HerFood) and food.id == wanted), None)

    # The drug

    def _take(self, drug: object) -> None:
        """Fill in what is usual for a drug, over what it is and where nothing else was typed."""
        if not isinstance(drug, Drug):
            return
        given = proposed(drug)
        self.drug = given["drug"]
        texts = self.texts()
        for name in ("dose", "schedule"):
            if texts[name]:
                given.pop(name)
        self.set_texts({**texts, **given})
        for name in given:
            self.touched(name)
        self._blocks["dose"].field.setFocus(Qt.FocusReason.TabFocusReason)

    def _forget_drug(self) -> None:
        self.drug = ""
        self.touched("drug")
        self._blocks["name"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _known_drugs(self) -> list[Drug]:
        return [drugs()[key] for key in self.drug.split() if key in drugs()]

    # Texts

    def texts(self) -> dict[str, str]:
        """What stands in the fields, with the key of the drug."""
        schedule = self._blocks["schedule"].field
        said = schedule.text() if isinstance(schedule, ScheduleField) else ""
        return {**super().texts(), "schedule": said, "drug": self.drug}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        super().set_texts(texts)
        schedule = self._blocks["schedule"].field
        if "schedule" in texts and isinstance(schedule, ScheduleField):
            schedule.setText(texts["schedule"])
        self.drug = texts.get("drug", self.drug)
        self._show_what_follows()

    def read(self) -> tuple[Record, list[Problem]]:
        """The course the texts stand for, and what it contains."""
        course, unread = super().read()
        made = cast(Course, course)
        self._food, inside = self._read_food(made)
        return replace(made, food_id=self._food.id if self._food else ""), [*unread, *inside]

    def _read_food(self, course: Course) -> tuple[HerFood | None, list[Problem]]:
        texts = {name.removeprefix(INSIDE): text for name, text in self.texts().items() if name.startswith(INSIDE)}
        if course.kind is not CourseKind.SUPPLEMENT or (self._held is None and not any(texts.values())):
            return None, []
        base = self._held or replace(self._new_food, name=course.name)
        food, unread = record_of(base, texts, self.habit)
        found = [*unread, *(problem for problem in problems(food) if problem.field in texts)]
        return food, [Problem(INSIDE + problem.field, problem.text) for problem in found]

    def beside(self, record: Record) -> tuple[Change, ...]:
        """What it contains, as a supplement of her own that can be ticked where she notes what she eats."""
        if self._food is None or self._food == self._held:
            return ()
        return (Change(self._held, self._food),)

    def asked(self, record: Record) -> list[Question]:
        """What is unusual about the course, or about what it contains."""
        inside = soft_limits(self._food, INSIDE) if self._food is not None else ()
        still = (asked for asked in inside if self._kept.get((asked.field, asked.key)) != asked.value)
        return [*super().asked(record), *still]

    def stored_in(self, name: str) -> str:
        """What is asked about the contents is no field of the course."""
        return "" if name.startswith(INSIDE) else name

    # While typing

    def touched(self, field: str) -> None:
        """The sentence, the drug's facts and the contents follow what is typed."""
        super().touched(field)
        self._show_what_follows()

    def left(self, field: str) -> None:
        """A brand that is typed in full is known; a schedule typed behind the dose goes into its own fields."""
        if field == "name" and not self.drug:
            found = drug_index().exactly(self.texts()["name"])
            if found is not None:
                self.set_texts({**proposed(found), **_filled(self.texts(), ("name", "dose", "route", "schedule"))})
                self.drug = found.key
        if field == "dose":
            dose, schedule = dose_and_schedule(self.texts()["dose"])
            if dose and schedule:
                self.set_texts({**self.texts(), "dose": dose, "schedule": schedule})
        if field.startswith(INSIDE):
            super(PlainForm, self).left(field)
        else:
            super().left(field)
        self._show_what_follows()

    def _show_what_follows(self) -> None:
        course, _ = self.read()
        made = cast(Course, course)
        self._contents.setVisible(made.kind is CourseKind.SUPPLEMENT)
        self._in_words.say("" if problems(made) else sentence_of(made))
        known = self._known_drugs()
        self._known.say(" ".join(drug.fact for drug in known if drug.fact))
        self._whence.say(" ".join(dict.fromkeys(whence(drug) for drug in known if drug.fact)))
        self._other.setVisible(bool(known))
        stopped = made.stop is not None and DENOSUMAB in made.keys
        self._stopped.say(stopped_words() if stopped else "")

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self._blocks["name"].field if self._begun else None

    def saved(self, record: Record) -> str:
        """The sentence when it is on the disk; of denosumab that was stopped, what matters then."""
        course = cast(Course, record)
        if DENOSUMAB in course.keys and course.stop is not None and course.stop != self.course.stop:
            return stopped_words()
        return super().saved(record)


def _filled(texts: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Those of the texts that say something."""
    return {name: texts[name] for name in names if texts[name]}


def _offers(text: str) -> list[Offer]:
    return [Offer(drug, drug.name, _note(drug), "medications") for drug in drug_index().best(text)]


def _note(drug: Drug) -> str:
    return " · ".join(filter(None, (drug.examples, drug.group)))
