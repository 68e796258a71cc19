"""Nutrition over time: one nutrient's weekly means, food and tablets apart, against what is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from bonejournal.domain.dates import days_before
from bonejournal.domain.meaning.targets import asked_by, gaps_of
from bonejournal.domain.nutrition.eating import BARS, HEADS, NAMES, amount_text, daily_bounds, nutrient_name, whole
from bonejournal.domain.nutrition.foods import unit_of
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.over_time import Bit, Week, begins, monday, overall, weeks
from bonejournal.domain.words import day_short, mark, number, tr, trn
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.switch import NUTRITION, page_switch
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.export import Drawing, Sheet
    from bonejournal.ui.widgets.fields import Combo
    from bonejournal.ui.widgets.segmented import Segmented

REACHES = {"12w": mark("12 weeks"), "1y": mark("1 year"), "all": mark("All")}
GAP_DAYS = 10
"""Weeks further apart than this are not joined: between them nothing is known."""
_LINES = {nutrient: target for target, nutrient in BARS.items()}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at, the first with anything eaten, and what is asked for: a line at each of `bounds`,
    and whose it is.
    """

    start: dt.date
    end: dt.date
    bounds: tuple[Decimal, ...]
    asked_by: str = ""


def span(journal: Journal, nutrient: str, reach: str) -> Span:
    """From when on there is anything to look at, and what is asked for now."""
    from bonejournal.domain.snapshot import RECENT_DAYS

    on = journal.today()
    snapshot = journal.snapshot(on)
    recent = snapshot.of(Intake)
    first = min((row.date for row in recent), default=None)
    if reach == "all" and first is not None and first <= days_before(on, RECENT_DAYS - 2):
        first = journal.tally(Intake, "", "", on).first
    line = _LINES.get(nutrient)
    gap = gaps_of(snapshot, line).get(line) if line is not None else None
    low = daily_bounds(snapshot, gap).low if gap is not None else None
    bounds = (low,) if low is not None else ()
    return Span(begins(reach, on, first), days_before(on, 1), bounds, asked_by(gap) if gap is not None else "")


def year_of(journal: Journal, nutrient: str, start: dt.date, end: dt.date) -> list[Week]:
    """The weeks of a stretch of days, of bare values."""
    names = ("meal", "supplement", nutrient, "vitamin_k2_ug") if nutrient == "vitamin_k_ug" else (
        "meal", "supplement", nutrient,
    )  # fmt: skip
    bits = (
        Bit(day, meal, bool(supplement), next((one for one in amounts if one is not None), None))
        for day, meal, supplement, *amounts in journal.bare(Intake, names, start, end)
    )
    return weeks(bits, nutrient)


class NutritionTimePage(JournalPage):
    """One nutrient at a time; a long reach comes year by year, so that nothing waits for it."""

    key = "nutrition-time"
    title = mark("Nutrition")
    shows = frozenset({"intake", "body", "profile", "targets"})
    parent_key = ""
    home = "nutrition"

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.chart: ChartCard | None = None
        self.nutrients: Combo | None = None
        self.reaches: Segmented | None = None
        self._nutrient, self._reach, self._as_table = "calcium_mg", "12w", False
        self._asked = 0
        page_switch(self, NUTRITION)
        button = self.set_primary(tr("Add food"), lambda: self.frame.run("food"), keys=frame.keys_of("food"))
        button.setObjectName("add-food")

    def keep(self) -> Mapping[str, str]:
        return {"nutrient": self._nutrient, "reach": self._reach, "table": "yes" if self._as_table else ""}

    def restore(self, kept: Mapping[str, str]) -> None:
        self._nutrient, self._reach, self._as_table = kept["nutrient"], kept["reach"], bool(kept["table"])

    # What is asked

    def load(self) -> None:
        self._asked += 1
        nutrient, reach = self._nutrient, self._reach
        self.ask(lambda journal: span(journal, nutrient, reach), partial(self._begin, self._asked), key="span")

    def _begin(self, asked: int, found: Span) -> None:
        if asked == self._asked:
            self._next(asked, found, found.start, [])

    def _next(self, asked: int, found: Span, start: dt.date, held: list[Week]) -> None:
        """Ask for a year of whole weeks; when all are there, show them."""
        nutrient = self._nutrient
        end = min(start + dt.timedelta(days=7 * 52 - 1), found.end)

        def came(some: list[Week]) -> None:
            if asked != self._asked:
                return
            held.extend(some)
            if end < found.end:
                self._next(asked, found, end + dt.timedelta(days=1), held)
            else:
                self.fill(found, held)

        if start > found.end:
            self.fill(found, held)
            return
        self.ask(lambda journal: year_of(journal, nutrient, start, end), came, key="year")

    # What is shown

    def fill(self, found: Span, held: Sequence[Week]) -> None:
        """Draw the weeks."""
        chart = self.chart or self._lay_out()
        nutrient = self._nutrient
        said = sentence(nutrient, found, held)
        chart.show_chart(
            said,
            drawing(nutrient, found, held, said),
            sheet(nutrient, held),
            tr("{nutrient}, weekly means", nutrient=nutrient_name(nutrient)),
            f"nutrition-{nutrient.partition('_')[0]}",
        )

    def _lay_out(self) -> ChartCard:
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.fields import Combo
        from bonejournal.ui.widgets.segmented import Segmented

        self.clear()
        chart = self.chart = ChartCard(self.desk, self.frame.say, self.key, height=420)
        combo = self.nutrients = Combo()
        combo.setObjectName("nutrient")
        combo.setAccessibleName(tr("Nutrient"))
        for key in HEADS:
            combo.add(key, nutrient_name(key))
        combo.choose(self._nutrient)
        combo.picked.connect(self._choose_nutrient)
        reaches = self.reaches = Segmented(
            tr("How far back"), [(key, tr(REACHES[key])) for key in REACHES], self._reach
        )
        reaches.setObjectName("reach")
        reaches.changed.connect(self._choose_reach)
        chart.add_switch(combo)
        chart.add_switch(reaches)
        chart.finish_switches()
        chart.show_table(self._as_table)
        chart.table_shown.connect(self._table_shown)
        self.add_left(chart, 1)
        return chart

    def _table_shown(self, on: bool) -> None:
        self._as_table = on

    def _choose_nutrient(self, key: str) -> None:
        self._nutrient = key
        self.load()

    def _choose_reach(self, key: str) -> None:
        self._reach = key
        self.load()


def sentence(nutrient: str, found: Span, held: Sequence[Week]) -> str:
    """The mean of all of it, against what is asked for, and over how many days."""
    name = nutrient_name(nutrient)
    if not held:
        return tr("No {nutrient} is on record in this period.", nutrient=tr(NAMES[nutrient]))
    mean, days = overall(held)
    amount = _said(nutrient, mean)
    over = trn("{days} day with data", "{days} days with data", days, days=number(days))
    if not found.bounds:
        return tr("{nutrient} averaged {amount} a day, over {days}.", nutrient=name, amount=amount, days=over)
    asked = _said(nutrient, found.bounds[0])
    reached = sum(week.total >= found.bounds[0] for week in held)
    if not reached:  # what was not reached is not counted against her
        return tr(
            "{nutrient} averaged {amount} a day, over {days}; the target is {target}.",
            nutrient=name,
            amount=amount,
            days=over,
            target=asked,
        )
    return trn(
        "{nutrient} averaged {amount} a day, over {days}. The one week with data reached the target of {target}.",
        "{nutrient} averaged {amount} a day, over {days}. {reached} of {weeks} weeks reached the target of {target}.",
        len(held),
        nutrient=name,
        amount=amount,
        days=over,
        reached=number(reached),
        weeks=number(len(held)),
        target=asked,
    )


def drawing(nutrient: str, found: Span, held: Sequence[Week], summary: str) -> Drawing:
    """All of it as one line, and where tablets give a part of it, food as another."""
    from bonejournal.ui.widgets.export import Drawing

    return Drawing(_draw, (nutrient, found, tuple(held), summary))


def _draw(
    nutrient: str,
    found: Span,
    held: Sequence[Week],
    summary: str,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.trend import Line, Series, Value, trend_chart

    def value(week: Week, amount: Decimal, name: str) -> Value:
        said = tr(
            "{name}, week of {day}: {amount}", name=name, day=day_short(week.start), amount=_said(nutrient, amount)
        )
        return Value(week.start, float(amount), said)

    both, food = tr("food and tablets"), tr("food")
    series = [Series(food, [value(week, week.food, food) for week in held], gap_days=GAP_DAYS)]
    if any(week.tablets for week in held):
        series.insert(0, Series(both, [value(week, week.total, both) for week in held], gap_days=GAP_DAYS))
    lines = [
        Line(
            float(bound), tr("target {amount}", amount=_said(nutrient, bound)), "dashed",
            key=tr("target: {whose}", whose=found.asked_by),
        )
        for bound in found.bounds
    ]  # fmt: skip
    # The axis ends at the last of its Mondays, so that the days under it are those the weeks stand at.
    last = monday(found.end)
    return trend_chart(
        series, style, size, ratio, unit=unit_of(nutrient), start=found.start,
        end=last if last > found.start else found.end, summary=summary,
        lines=lines,
    )  # fmt: skip


def sheet(nutrient: str, held: Sequence[Week]) -> Sheet:
    """The weeks as a table, newest first."""
    from bonejournal.ui.widgets.export import Sheet

    unit = unit_of(nutrient)
    heads = (
        tr("Week of"),
        tr("All {unit}", unit=unit),
        tr("From food {unit}", unit=unit),
        tr("From tablets {unit}", unit=unit),
        tr("Days with data"),
    )
    columns = (
        Column(heads[0], bold=True),
        *(Column(head, right=True, main=place == 0) for place, head in enumerate(heads[1:])),
    )
    newest = list(reversed(held))
    rows = [
        Row(
            week.start.isoformat(),
            (
                Cell(day_short(week.start)),
                *(Cell(amount_text(nutrient, one)) for one in (week.total, week.food, week.tablets)),
                Cell(str(week.days)),
            ),
        )
        for week in newest
    ]
    file = [
        (
            week.start.isoformat(),
            *(f"{round(one, 2):f}" for one in (week.total, week.food, week.tablets)),
            str(week.days),
        )
        for week in newest
    ]
    return Sheet(columns, tuple(rows), (heads, *file))


def _said(nutrient: str, amount: Decimal) -> str:
    return tr("{amount} {unit}", amount=whole(amount), unit=unit_of(nutrient))
