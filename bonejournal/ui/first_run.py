"""The first questions of a new journal: four short steps, each of which can be skipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.field import field_of
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, Units
from bonejournal.domain.record import Around, Question, Record, open_questions, problems
from bonejournal.domain.units import shown_unit
from bonejournal.domain.words import day_short, tr
from bonejournal.ui.answers import MEDICINE, STEPS, Answers
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import flat, plain, primary
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.date_field import DateField
from bonejournal.ui.widgets.field_block import FieldBlock, field_block
from bonejournal.ui.widgets.fields import Combo, NumberField, TextField
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell


class Dots(QWidget):
    """Where in the four steps she is."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at
        self.setFixedSize(theme.u(4 * 10 + 3 * 10), theme.u(12))
        self.setAccessibleName(tr("Step {n} of {m}", n=at + 1, m=STEPS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.u(9)
        for place in range(STEPS):
            painter.setPen(theme.c("accent" if place <= self._at else "control"))
            painter.setBrush(theme.c("accent" if place <= self._at else "card"))
            painter.drawEllipse(place * theme.u(20) + 1, 1, size, size)
        painter.end()


class FirstRun(QWidget):
    """Shows the step of its answers; Next goes on when what stands there can be read."""

    def __init__(self, shell: Shell, answers: Answers) -> None:
        super().__init__()
        self.shell, self.answers = shell, answers
        self.blocks: dict[str, FieldBlock] = {}
        self._asked = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(theme.u(24), theme.u(16), theme.u(24), theme.u(16))
        self._holder: QWidget | None = None
        for keys, act in (("Ctrl+Return", self.next), ("Ctrl+Enter", self.next), ("Alt+Left", self.back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show()

    @property
    def today(self) -> dt.date:
        """The day it is."""
        return self.shell.desk.on

    def _show(self) -> None:
        """Build the step that holds."""
        if self._holder is not None:
            self._outer.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self.blocks.clear()
        self._asked = False
        holder = self._holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        card = Card(pad=30)
        card.setMaximumWidth(theme.u(720))
        across.addWidget(card, 1000)
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(3)
        card.box.setSpacing(theme.u(12))
        card.add(Dots(self.answers.at))
        build = (self._you, self._menopause, self._measures, self._choices)[self.answers.at]
        build(card)
        card.box.addSpacing(theme.u(10))
        card.box.addLayout(self._ways())
        self._outer.addWidget(holder)
        for one, following in pairwise(self._turns):  # Enter in the last field goes to Next, not to Back
            QWidget.setTabOrder(one, following)
        first = next(iter(self.blocks.values()), None)
        if first is not None:
            target = first.field
            QTimer.singleShot(0, target, lambda: target.setFocus(Qt.FocusReason.OtherFocusReason))
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def _ways(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.u(10))
        last = self.answers.at == STEPS - 1
        self.go_on = primary(tr("Begin") if last else tr("Next"), self.next)
        skip = flat(tr("Skip this step"), self.skip)
        backs = [plain(tr("Back"), self.back)] if self.answers.at else []
        for back in backs:
            row.addWidget(back)
        row.addStretch(1)
        row.addWidget(skip)
        row.addSpacing(theme.u(8))
        row.addWidget(self.go_on)
        self._turns = [self.go_on, skip, *backs]
        return row

    def _head(self, card: Card, title: str, text: str) -> None:
        card.add(label(title, "title", wrap=True))
        card.add(label(text, "body2", wrap=True))
        card.box.addSpacing(theme.u(4))
        self.setAccessibleName(title)

    # The steps

    def _you(self, card: Card) -> None:
        self._head(
            card,
            tr("You"),
            tr("Your name stands on the doctor’s summary. Your age decides how a T-score is read. All of it can wait."),
        )
        sexes = [(str(word), tr(word.label)) for word in Sex]
        self._grid(
            card,
            (
                self._block("name", tr("&Name"), TextField()),
                self._block("birth_date", tr("&Date of birth"), self._date(tr("3 May 1968"))),
                self._block("sex", tr("&Sex"), Segmented(tr("Sex"), sexes, self._text("sex"))),
            ),
        )

    def _menopause(self, card: Card) -> None:
        self._head(
            card,
            tr("Menopause"),
            tr("The years right after it are when bone changes fastest. The year is enough, or your age then."),
        )
        kinds = Combo()
        kinds.add("", tr("Choose"))
        for word in (
            MenopauseKind.NATURAL,
            MenopauseKind.SURGICAL,
            MenopauseKind.PREMATURE,
            MenopauseKind.MEDICAL,
            MenopauseKind.NOT_YET,
            MenopauseKind.UNKNOWN,
        ):
            kinds.add(str(word), _CAME[word]())
        self._grid(
            card,
            (
                self._block("menopause_kind", tr("How it &came"), kinds),
                self._block("menopause_date", tr("&Last period"), TextField(tr("June 2020, 2020, or 52 for your age"))),
            ),
        )

    def _measures(self, card: Card) -> None:
        self._head(
            card,
            tr("Measures"),
            tr(
                "Height lost over the years can be a sign to ask about. Today’s height and weight are kept with the "
                "date."
            ),
        )
        units = Segmented(tr("Units"), [(str(word), tr(word.label)) for word in Units], self._text("units"))
        card.add(self._block("units", tr("&Units, for everything"), units))
        habit = self.answers.habit(self.today)
        blocks = []
        for name, words in (
            ("height_cm", tr("Height toda&y")),
            ("peak_height_cm", tr("&Tallest height ever")),
            ("weight_kg", tr("&Weight today")),
        ):
            item = field_of(BodyMeasure if name == "weight_kg" else Profile, name)
            blocks.append(self._block(name, words, NumberField(shown_unit(item, habit.units))))
        self._grid(card, blocks)

    def _choices(self, card: Card) -> None:
        self._head(
            card,
            tr("Choices"),
            tr("Two things the documents leave to you and your doctor, and what you take. All can be changed later."),
        )
        protein = Combo()
        for key, words in (
            ("", tr("1.2 g per kg, where both documents agree")),
            ("1.0", tr("1.0–1.2 g per kg, “Can lifestyle alone …”")),
            ("1.2", tr("1.2–1.6 g per kg, “… a five-layer framework”")),
        ):
            protein.add(key, words)
        protein.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        protein.setMinimumContentsLength(20)
        card.add(self._block("protein_target_g_kg", tr("&Protein a day"), protein))
        card.add(
            label(
                tr(
                    "“Can lifestyle alone reverse menopausal bone loss?” names 1.0–1.2 g for each kg of body weight, "
                    "“Post-estrogen bone loss: a five-layer regulatory framework” 1.2–1.6 g."
                ),
                "second",
                wrap=True,
            )
        )
        card.rule()
        cleared = Segmented(
            tr("Hops and jumps"),
            (("yes", tr("Cleared")), ("no", tr("Not cleared")), ("", tr("Not asked yet"))),
            self._text("impact_cleared"),
        )
        card.add(self._block("impact_cleared", tr("Hops and &jumps: did a clinician clear you for them?"), cleared))
        self._grid(
            card,
            (
                self._block("impact_cleared_by", tr("Cleared &by"), TextField(tr("Name, profession"))),
                self._block("impact_cleared_on", tr("&On"), self._date(tr("3 Feb 2026"))),
            ),
        )
        self._show_cleared()
        card.rule()
        takes = Segmented(tr("Bone medicine"), (("yes", tr("Yes")), ("", tr("No"))), self._text(MEDICINE))
        card.add(self._block(MEDICINE, tr("Do you take a bone &medicine now? If so, it is asked for next."), takes))

    # Fields

    def _text(self, name: str) -> str:
        return self.answers.texts.get(name, "")

    def _date(self, hint: str) -> DateField:
        def day(text: str) -> dt.date | None:
            try:
                return parse_day(text, self.today) if text.strip() else None
            except DateError:
                return None

        made = DateField(hint, read=day)
        made.picked.connect(lambda _text: self._left_date(made))
        made.editingFinished.connect(lambda: self._left_date(made))
        return made

    def _left_date(self, made: DateField) -> None:
        try:
            made.setText(day_short(parse_day(made.text(), self.today)) if made.text().strip() else "")
        except DateError:
            return

    def _block(self, name: str, words: str, widget: QWidget) -> FieldBlock:
        widget.setObjectName(name)
        text = self._text(name)
        if isinstance(widget, Combo):
            widget.choose(text)
            widget.picked.connect(lambda _key: self._changed(name))
        elif isinstance(widget, Segmented):
            widget.changed.connect(lambda _key: self._changed(name))
        elif isinstance(widget, TextField):
            widget.setText(text)
            widget.textEdited.connect(lambda _text: self._changed(name))
            widget.editingFinished.connect(lambda: self._left(name))
        block = self.blocks[name] = field_block(words, widget)
        return block

    def _grid(self, card: Card, blocks: Iterable[FieldBlock]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.u(16))
        grid.setVerticalSpacing(theme.u(12))
        for place, block in enumerate(blocks):
            grid.addWidget(block, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        card.box.addLayout(grid)

    def _changed(self, name: str) -> None:
        self._keep()
        self.blocks[name].clear_problem()
        if name == "units":
            units = self.answers.habit(self.today).units
            for other, cls in (("height_cm", Profile), ("peak_height_cm", Profile), ("weight_kg", BodyMeasure)):
                number = self.blocks[other].field
                if isinstance(number, NumberField):
                    number.set_unit(shown_unit(field_of(cls, other), units))
        if name == "impact_cleared":
            self._show_cleared()

    def _show_cleared(self) -> None:
        for name in ("impact_cleared_by", "impact_cleared_on"):
            self.blocks[name].setVisible(self._text("impact_cleared") == "yes")

    def _keep(self) -> None:
        """Put what stands in the fields into the answers."""
        for name, block in self.blocks.items():
            widget = block.field
            if isinstance(widget, Combo | Segmented):
                self.answers.texts[name] = widget.chosen()
            elif isinstance(widget, TextField):
                self.answers.texts[name] = widget.text()

    # What is in question

    def _left(self, name: str) -> None:
        self._keep()
        hard, soft = self._judge()
        self._tell({name: hard[name]} if name in hard else {}, {name: soft[name]} if name in soft else {})

    def _judge(self) -> tuple[dict[str, str], dict[str, Question]]:
        """What cannot be and what is unusual, by field of this step."""
        answers = replace(self.answers, skipped=self.answers.skipped - {self.answers.at})
        profile, body, found = answers.records(self.today)
        found = [*found, *problems(profile), *(one for one in problems(body) if one.field)]
        hard = {one.field: one.text for one in reversed(found) if one.field in self.blocks}
        soft: dict[str, Question] = {}
        around = Around(self.today, profile.birth_date)
        records: tuple[Record, ...] = (profile, body)
        for record in records:
            for asked in open_questions(record, around):
                key = (asked.field, asked.key, asked.value)
                if asked.field in self.blocks and key not in self.answers.kept:
                    soft.setdefault(asked.field, asked)
        return hard, soft

    def _tell(self, hard: Mapping[str, str], soft: Mapping[str, Question]) -> None:
        for name, text in hard.items():
            self.blocks[name].set_problem("hard", text)
        for name, asked in soft.items():
            if name not in hard:
                keep = (tr("Keep it"), lambda asked=asked: self._keep_it(asked))
                self.blocks[name].set_problem("soft", asked.text, keep=keep)

    def _keep_it(self, asked: Question) -> None:
        self.answers.kept.add((asked.field, asked.key, asked.value))

    # Going on

    def next(self) -> None:
        """The next step, or the end; what cannot be read is asked about first."""
        self._keep()
        hard, soft = self._judge()
        self._tell(hard, soft)
        if hard or (soft and not self._asked):
            self._asked = True
            self.blocks[next(iter({**hard, **soft}))].field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.answers.skipped.discard(self.answers.at)
        self._go(1)

    def skip(self) -> None:
        """Leave this step out."""
        self._keep()
        self.answers.skipped.add(self.answers.at)
        self._go(1)

    def back(self) -> None:
        """The step before, as it was left."""
        if self.answers.at:
            self._keep()
            self._go(-1)

    def _go(self, by: int) -> None:
        self.answers.at += by
        if self.answers.at >= STEPS:
            QTimer.singleShot(0, self.shell.answered)
        else:
            self._show()


_CAME = {
    MenopauseKind.NATURAL: lambda: tr("By itself"),
    MenopauseKind.SURGICAL: lambda: tr("After an operation"),
    MenopauseKind.PREMATURE: lambda: tr("Early, before 40"),
    MenopauseKind.MEDICAL: lambda: tr("Through a treatment"),
    MenopauseKind.NOT_YET: lambda: tr("Not yet"),
    MenopauseKind.UNKNOWN: lambda: tr("Not sure"),
}
