"""Body and sleep: weight, waist, lean mass, height, sleep and steps, each with its picture and a line to type it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import bonejournal.ui.widgets.export  # noqa: F401  # before a question does, in its thread: it names Qt's classes
from bonejournal.domain.body_time import Curve, Period
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.switch import TRAINING, page_switch

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.domain.quick.understood import Understood
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.body_card import MeasureCard
    from bonejournal.ui.pages.body_facts import BodyFacts
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.segmented import Segmented

LEAST_CARD = 320
GAP_DAYS = {"": 120, "week": 20, "month": 70}
"""Points further apart than that are not joined: a day, a week, a month."""


class BodySleepPage(JournalPage):
    """Body and sleep, the other side of Training."""

    key = "body-sleep"
    title = mark("Body and sleep")
    shows = frozenset({"body", "sleep", "activity", "profile"})
    parent_key = ""
    home = "training"

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: BodyFacts | None = None
        self.cards: dict[str, MeasureCard] = {}
        self.periods: Segmented | None = None
        self._period = Period.YEAR
        self._typed: dict[str, str] = {}
        page_switch(self, TRAINING)
        button = self.set_primary(tr("Record body measures"), lambda: frame.run("body"), keys=frame.keys_of("body"))
        button.setObjectName("record")

    def keep(self) -> Mapping[str, str]:
        return {"period": str(self._period), **{key: card.field.text() for key, card in self.cards.items()}}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._period = Period.of(kept["period"]) or Period.YEAR
        self._typed = {key: text for key, text in kept.items() if key != "period"}

    def load(self) -> None:
        period = self._period

        def question(journal: Journal) -> BodyFacts:
            from bonejournal.ui.pages.body_facts import body_facts

            return body_facts(journal, period)

        self.ask(question, self.fill)

    def fill(self, facts: BodyFacts) -> None:
        """Show what there is; cards that are there stay, with what is typed in them."""
        self.facts = facts
        if not self.cards:
            self._build(facts)
        for made in facts.curves:
            self._show(facts, made)

    def _build(self, facts: BodyFacts) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QHBoxLayout, QWidget

        from bonejournal.ui.pages.body_card import MeasureCard
        from bonejournal.ui.widgets.segmented import Segmented
        from bonejournal.ui.widgets.tiles import Tiles

        self.periods = Segmented(
            tr("Period"), [(str(period), tr(period.label)) for period in Period], str(self._period)
        )
        self.periods.setObjectName("periods")
        self.periods.changed.connect(self._choose)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.periods, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_top(row)
        for made in facts.curves:
            key = made.followed.key
            card = MeasureCard(self.desk, self.frame.say, key, made.name, made.unit)
            card.entered.connect(partial(self._enter, key))
            card.opened.connect(partial(self.open_row, kind=made.followed.record.KIND.key))
            card.field.setText(self._typed.get(key, ""))
            self.cards[key] = card
        self.add_top(Tiles(tuple(self.cards.values()), LEAST_CARD, gap=14))

    def _choose(self, period: str) -> None:
        self._period = Period.of(period) or Period.YEAR
        self.load()

    # Showing

    def _show(self, facts: BodyFacts, made: Curve) -> None:
        from bonejournal.ui.pages.body_facts import sheet_of
        from bonejournal.ui.widgets.export import Drawing

        card = self.cards[made.followed.key]
        card.show_last(made.last, made.unit)
        title = tr("{name}, {unit}", name=made.name, unit=made.unit) if made.unit else made.name
        drawing = Drawing(_draw, (made, facts.start, facts.on))
        card.show_chart(made.sentence, drawing, sheet_of(made), title, made.followed.key)

    # Typing

    def _enter(self, key: str, text: str) -> None:
        now = dt.datetime.now().astimezone().time()

        def question(journal: Journal) -> Understood:
            from bonejournal.ui.pages.body_facts import read_entry

            return read_entry(journal, key, text, now)

        self.ask(question, partial(self._understood, key), key=key)

    def _understood(self, key: str, made: Understood) -> None:
        card = self.cards[key]
        if not made.changes:
            card.tell("hard", made.missing)
        elif made.questions:
            card.tell("soft", made.questions[0].text, keep=lambda: self._keep(key, made))
        else:
            self._save(key, made)

    def _keep(self, key: str, made: Understood) -> None:
        if not self.cards[key].under_way:
            self.cards[key].under_way = True
            self._save(key, made.keeping())

    def _save(self, key: str, made: Understood) -> None:
        from bonejournal.domain.quick.understood import step_of

        step = step_of([made])
        if step is not None:
            card = self.cards[key]
            self.write(step, tr("{sentence}: saved.", sentence=made.sentence), card.saved, card.free)


def _draw(
    made: Curve, start: dt.date, on: dt.date, style: ChartStyle, size: tuple[float, float], ratio: float
) -> Drawn:
    from bonejournal.charts.trend import Series, Value, trend_chart

    followed = made.followed
    values = [Value(point.day, float(point.value), made.said(point), point.record_id) for point in made.points]
    least = None
    if followed.least and values:
        middle = (min(one.value for one in values) + max(one.value for one in values)) / 2
        least = (middle - followed.least / 2, middle + followed.least / 2)
    return trend_chart(
        [Series(made.name, values, gap_days=GAP_DAYS[made.over])], style, size, ratio, unit=made.axis,
        start=min(start, on - dt.timedelta(days=83)), end=on, summary=made.sentence,
        from_zero=not followed.least, least=least,
    )  # fmt: skip
