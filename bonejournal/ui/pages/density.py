"""Bone density: one site's change, its picture and its table; beside it what each site says, and the lowest score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from bonejournal.domain.bone.standardised import bridging
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.density_picture import file_name, picture, picture_title, side_key
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.switch import BONES, page_switch
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.domain.bone.comparison import Place
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.density_cards import SinceCard
    from bonejournal.ui.pages.density_facts import Facts
    from bonejournal.ui.pages.density_more import MoreCard
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.widgets.chart_card import ChartCard
    from bonejournal.ui.widgets.fields import Check
    from bonejournal.ui.widgets.record_table import RecordTable
    from bonejournal.ui.widgets.segmented import Segmented
    from bonejournal.ui.widgets.slot import Slot
    from bonejournal.ui.widgets.table import TableView

ALL, BMD, SCORE = "all", "bmd", "score"
MOST_LONG_NAMES = 3
"""From four sites on their names are short, so that the switches stay on one line."""


def _question(journal: Journal) -> Facts:
    from bonejournal.ui.pages.courses_asked import with_bone_doses
    from bonejournal.ui.pages.density_facts import facts

    return facts(with_bone_doses(journal, journal.snapshot(journal.today())))


class DensityPage(JournalPage):
    """Bone density. What is chosen on it lives as long as the window, and is written nowhere."""

    key = "density"
    title = mark("Bone density")
    shows = frozenset({"dxa", "body", "profile", "medications", "doses", "fractures"})
    parent_key = ""
    ratio = (73, 27)

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self.facts: Facts | None = None
        self.chart: ChartCard | None = None
        self.since: SinceCard | None = None
        self.more: MoreCard | None = None
        self.all_scans: RecordTable | None = None
        self.scans: TableView | None = None
        self.sites: Segmented | None = None
        self.sides: dict[str, Segmented] = {}
        self.measures: Segmented | None = None
        self.bands: Check | None = None
        self.losses: Check | None = None
        self.common: Check | None = None
        self.no_loss: QLabel | None = None
        self._laid_out: object = None
        self._right: Slot | None = None
        self._numbers: Slot | None = None
        self._site, self._side = "", ""
        self._measure, self._reach, self._more = BMD, ALL, ""
        self._with_bands, self._with_losses, self._as_table = True, False, False
        self._with_common = False
        self._stages = Stages(self)
        page_switch(self, BONES)
        button = self.set_primary(tr("Record a DXA report"), lambda: self.frame.run("dxa"), keys=frame.keys_of("dxa"))
        button.setObjectName("record")

    # Its state

    def keep(self) -> Mapping[str, str]:
        return {
            "site": self._site,
            "side": self._side,
            "measure": self._measure,
            "reach": self._reach,
            "more": self._more,
            "bands": "yes" if self._with_bands else "",
            "losses": "yes" if self._with_losses else "",
            "common": "yes" if self._with_common else "",
            "table": "yes" if self._as_table else "",
        }

    def restore(self, kept: Mapping[str, str]) -> None:
        self._site, self._side = kept["site"], kept["side"]
        self._measure, self._reach = kept["measure"], kept["reach"]
        self._with_bands, self._as_table = bool(kept["bands"]), bool(kept["table"])
        self._with_common = bool(kept["common"])
        self._with_losses, self._more = bool(kept["losses"]), kept["more"]

    def load(self) -> None:
        self.ask(_question, self.fill)

    def chosen_place(self) -> Place | None:
        """The site and side that are shown, None where all sites are."""
        if self.facts is None:
            return None
        known = next((item for item in self.facts.sites if item.site.value == self._site), None)
        if known is None:
            return None
        return next((place for place in known.places if side_key(place) == self._side), known.places[0])

    # Building

    def fill(self, facts: Facts) -> None:
        """Show a journal's values. What is laid out stays, so that the focus and what is selected do."""
        self.facts = facts
        known = [item.site.value for item in facts.sites]
        if known and self._site not in known and (self._site != ALL or len(known) < 2):
            self._site = known[0]
        parts = _parts(facts)
        fresh, self._laid_out = parts != self._laid_out, parts
        if not facts.sites:
            self.chart = self.since = self.all_scans = self.scans = self.more = None
            self._stages.run()
            self.clear()
            self._fill_empty(facts)
            return
        first = self._build if fresh else self._show
        self._stages.run(first, self._fill_right, self._fill_table, self._fill_more)

    def _build(self) -> None:
        from bonejournal.ui.widgets.slot import Slot

        facts, old = self.facts, self.chart
        if facts is None:
            return
        self.since = self.all_scans = self.scans = self.more = None
        chart = self._chart_card(facts)
        if old is not None:
            chart.take_picture_of(old)
        self.clear()
        self.chart = chart
        self.add_left(chart, 1)
        self._choose_site(self._site)
        chart.show_table(self._as_table)
        chart.table_shown.connect(self._table_shown)
        self._right, self._numbers = Slot(), Slot()

    def _fill_empty(self, facts: Facts) -> None:
        from bonejournal.ui.widgets.buttons import primary
        from bonejournal.ui.widgets.empty import Empty

        if facts.scans:
            self._fill_unjudged(facts)
            return
        button = primary(tr("Record a DXA report"), lambda: self.frame.run("dxa"), icon="plus")
        button.setObjectName("record-first")
        words = tr("Have the printed report beside you; three numbers are enough.")
        self.add_left(Empty("density", tr("No scan yet"), words, button), 1)

    def _fill_unjudged(self, facts: Facts) -> None:
        """Only regions that are kept and never compared: their numbers, and why there is no chart."""
        from bonejournal.ui.pages.density_tables import everything
        from bonejournal.ui.widgets.card import Card
        from bonejournal.ui.widgets.text import Sentence

        card = self.record_card(tr("All scans"), "dxa")
        words = tr(
            "Spine, total hip, femoral neck and 1/3 radius can be followed here; none of them is on record yet. "
            "These numbers are kept as the report has them."
        )
        above = Card()
        above.add(Sentence(words))
        self.add_left(above)
        sheet = everything(facts, None)
        card.show_rows(sheet.columns, sheet.rows)
        self.add_left(card)

    def _chart_card(self, facts: Facts) -> ChartCard:
        from bonejournal.ui.pages.density_facts import SHORT
        from bonejournal.ui.widgets.chart_card import ChartCard
        from bonejournal.ui.widgets.fields import Check
        from bonejournal.ui.widgets.segmented import Segmented
        from bonejournal.ui.widgets.text import label

        chart = ChartCard(self.desk, self.frame.say, "density", height=345)
        chart.opened.connect(self._open)
        short = len(facts.sites) > MOST_LONG_NAMES
        choices = [(item.site.value, tr(SHORT[item.site]) if short else item.label) for item in facts.sites]
        if len(choices) > 1:
            choices.append((ALL, tr("All, %")))
        self.sites = Segmented(tr("Site"), choices, self._site)
        self.sites.setObjectName("sites")
        self.sites.changed.connect(self._choose_site)
        chart.add_switch(self.sites)
        self.sides = {}
        for item in facts.sites:
            if len(item.places) > 1:
                named = [
                    (side_key(place), tr(place[1].label) if place[1] else tr("side not named")) for place in item.places
                ]
                sides = Segmented(tr("Side"), named)
                sides.changed.connect(self._choose_side)
                self.sides[item.site.value] = sides
                chart.add_switch(sides)
        score = tr("Z-score") if facts.scores.value == "z" else tr("T-score")
        self.measures = Segmented(tr("Measure"), [(BMD, tr("BMD")), (SCORE, score)], self._measure)
        self.measures.changed.connect(self._choose_measure)
        chart.add_switch(self.measures, end=True)
        chart.finish_switches()
        reaches = (("all", tr("All")), ("5y", tr("Last 5 years")), ("2y", tr("Last 2 years")))
        reach = Segmented(tr("Period"), reaches, self._reach)
        reach.changed.connect(self._choose_reach)
        if len(facts.scans) > 1:
            chart.add_option(reach)
        self.bands = Check(tr("Show the WHO’s ranges"), self._with_bands)
        self.bands.toggled.connect(self._choose_bands)
        chart.add_option(self.bands)
        self.losses = Check(tr("Show the documents’ figures of loss"), self._with_losses)
        self.losses.toggled.connect(self._choose_losses)
        chart.add_option(self.losses)
        self.common = Check(tr("Show approximate values across scanners"), self._with_common)
        self.common.toggled.connect(self._choose_common)
        chart.add_option(self.common)
        self.no_loss = label("", "caption", wrap=True)
        chart.add_option(self.no_loss)
        return chart

    def _fill_right(self) -> None:
        from bonejournal.ui.pages.density_cards import SinceCard, numbers_card

        facts, slot, numbers = self.facts, self._right, self._numbers
        if facts is None or slot is None or numbers is None:
            return

        def since() -> SinceCard:
            self.since = SinceCard(facts.verdicts, self.choose_place)
            return self.since

        has_numbers = facts.lowest is not None or facts.height is not None
        if self.since is None:
            self.add_right(slot)
            if has_numbers:
                self.add_right(numbers, 1)
        slot.show_value(facts.verdicts, since)
        if self.since is not None:
            self.since.choose(self.chosen_place())
        if has_numbers:
            numbers.show_value(
                (facts.lowest, facts.height), lambda: numbers_card(facts.lowest, facts.height, self.frame.go)
            )
        self._table_shown(self._as_table)

    def _fill_table(self) -> None:
        if self.all_scans is None:
            self.all_scans = self.record_card(tr("All scans"), "dxa")
            self.scans = self.all_scans.table
            self.scans.setObjectName("scans")
            self.add_wide(self.all_scans)
        self._show_scans()

    def _fill_more(self) -> None:
        from bonejournal.ui.pages.density_more import MoreCard, choices

        if self.facts is None or not choices(self.facts):
            return
        if self.more is not None:
            self.more.show_facts(self.facts)
            return
        self.more = MoreCard(self.desk, self.frame.say, self.facts, self._more, self._choose_more)
        self.more.opened.connect(self._open)
        self.add_wide(self.more)

    def _choose_more(self, what: str) -> None:
        self._more = what

    # Choosing

    def choose_place(self, place: Place) -> None:
        """Show a site and side."""
        self._side = side_key(place)
        self._choose_site(place[0].value)

    def _choose_site(self, site: str) -> None:
        self._site = site
        self._show()
        if self.scans is not None:
            self._show_scans()

    def _choose_side(self, side: str) -> None:
        self._side = side
        self._choose_site(self._site)

    def _choose_measure(self, measure: str) -> None:
        self._measure = measure
        self._show()

    def _choose_reach(self, reach: str) -> None:
        self._reach = reach
        self._show()

    def _choose_bands(self, on: bool) -> None:
        self._with_bands = on
        self._show()

    def _choose_losses(self, on: bool) -> None:
        self._with_losses = on
        self._show()

    def _choose_common(self, on: bool) -> None:
        self._with_common = on
        self._show()

    def _show_scans(self) -> None:
        from bonejournal.ui.pages.density_tables import scans_table

        if self.facts is None or self.all_scans is None:
            return
        place = self.chosen_place() or self.facts.sites[0].places[0]
        self.all_scans.show_rows(*scans_table(self.facts, place))

    def _table_shown(self, on: bool) -> None:
        self._as_table = on
        # All that a report says needs the whole width.
        self.body.right.setHidden(on or self.since is None)

    def _open(self, record_id: str) -> None:
        scans = self.facts.scans if self.facts is not None else ()
        self.open_row(record_id, "dxa" if any(scan.id == record_id for scan in scans) else "")

    # Showing what is chosen

    def _show(self) -> None:
        facts, chart = self.facts, self.chart
        if facts is None or chart is None or self.sites is None:
            return
        from bonejournal.ui.pages.density_facts import all_sentence, site_sentence
        from bonejournal.ui.pages.density_tables import everything

        place = self.chosen_place()
        score = self._measure == SCORE and place is not None
        self.sites.choose(self._site)
        self._show_switches(facts, place, score)
        if self.since is not None:
            self.since.choose(place)
        sentence = all_sentence(facts) if place is None else site_sentence(facts, place, score=score)
        sheet = everything(facts, None if place is None else place[0])
        ways = (self._reach, score, self._with_bands, self._with_losses, self._with_common)
        drawing = picture(facts, place, ways)
        chart.show_chart(sentence, drawing, sheet, picture_title(facts, place, score=score), file_name(place))

    def _show_switches(self, facts: Facts, place: Place | None, score: bool) -> None:
        """Show only the switches that make a difference for what is chosen."""
        for site, sides in self.sides.items():
            mine = place is not None and place[0].value == site
            sides.setVisible(mine)
            if mine and place is not None:
                sides.choose(side_key(place))
        if self.measures is not None:
            self.measures.setVisible(place is not None)
        if self.bands is not None:
            self.bands.setVisible(score and facts.scores.value == "t")
        expected = facts.expected.get(place) if place is not None and not score else None
        if self.losses is not None and self.no_loss is not None and self.common is not None:
            self.common.setVisible(
                expected is not None and place is not None and bool(bridging(facts.histories[place]))
            )
            self.losses.setVisible(expected is not None and bool(expected.documents))
            self.no_loss.setText(expected.why_not if expected is not None else "")
            self.no_loss.setVisible(bool(self.no_loss.text()))


def _parts(facts: Facts) -> object:
    """What the page is laid out by: as long as it is the same, its cards stay."""
    from bonejournal.ui.pages.density_more import choices

    numbers = facts.lowest is not None or facts.height is not None
    return (facts.sites, facts.scores, len(facts.scans) > 1, numbers, choices(facts)) if facts.sites else None
