"""Today: what is due, what the latest scan says, and what to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bonejournal.domain.kinds import KINDS
from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.widgets.stages import Stages

if TYPE_CHECKING:
    from bonejournal.domain.template import Template
    from bonejournal.journal.store import Journal
    from bonejournal.ui.desk import Desk
    from bonejournal.ui.pages.page import Frame
    from bonejournal.ui.pages.today_facts import TodayFacts
    from bonejournal.ui.widgets.card import Card


class TodayPage(JournalPage):
    """Today. What was hidden on it comes back with the next long absence."""

    key = "today"
    title = mark("Today")
    shows = frozenset(KINDS)
    parent_key = ""

    def __init__(self, frame: Frame, desk: Desk, what: str = "") -> None:
        super().__init__(frame, desk, what)
        self._stages = Stages(self)
        self._templates: tuple[Template, ...] = ()
        button = self.set_primary(tr("Add"), lambda: self.frame.run("add"), keys=frame.keys_of("add"))
        button.setObjectName("add")

    def load(self) -> None:
        state = self.desk.state
        # The sample's day is its own; it has nothing to do with when its window was closed.
        last = None if state is None or state.sample else self.desk.last_here

        def question(journal: Journal) -> TodayFacts:
            from bonejournal.ui.pages.today_facts import today_facts

            return today_facts(journal.snapshot(journal.today()), last)

        self.ask(question, self.fill)

    def fill(self, facts: TodayFacts) -> None:
        """Build the page of a journal's values."""
        self._stages.run(
            lambda: self._fill_left(facts), lambda: self._fill_more(facts), lambda: self._fill_right(facts)
        )

    def _fill_left(self, facts: TodayFacts) -> None:
        from bonejournal.ui.pages import today_cards as cards

        self.clear()
        self.set_title(facts.title)
        self.set_sentence(facts.sentence)
        if facts.since:
            self.add_left(cards.since_card(self, facts.away, facts.since, self.hide_since))
        if facts.coming:
            self.add_left(cards.coming_card(self, facts.coming))
        for card in cards.start_cards(self, facts.start):
            self.add_left(card)
        if facts.latest is not None:
            self.add_left(cards.latest_card(facts.latest, lambda: self.frame.go("density")))

    def _fill_more(self, facts: TodayFacts) -> None:
        from bonejournal.ui.pages import today_cards as cards
        from bonejournal.ui.widgets.card import Stacked

        made: list[Card] = []
        if facts.catch_up:
            made.append(cards.lines_card(self, tr("Catch up in five minutes"), "", facts.catch_up))
        if facts.gaps or facts.counted:
            made.append(cards.gaps_card(self, facts.gaps, facts.counted))
        if facts.steps:
            made.append(cards.lines_card(self, tr("What to do next"), "", facts.steps))
        if facts.body:
            made.append(cards.body_card(self.frame, facts.body))
        self.add_left(Stacked(made, level=True), 1)

    def _fill_right(self, facts: TodayFacts) -> None:
        from bonejournal.ui.pages import today_cards as cards
        from bonejournal.ui.widgets.card import Stacked

        made: list[Card] = []
        if facts.layers:
            made.append(cards.layers_card(self.frame, facts.layers, facts.quiet))
        if facts.parts or facts.talk or (facts.window is not None and facts.window.years is not None):
            made.append(cards.right_card(self.frame, facts, self.add_question))
        if made:
            self.add_right(Stacked(made, level=True), 1)
        self._fill_again(facts)

    def _fill_again(self, facts: TodayFacts) -> None:
        from bonejournal.ui.again import offered
        from bonejournal.ui.widgets.log_again import LogAgain

        self._templates = facts.templates
        items = offered(facts.templates, self.frame.keys_of)
        if items:
            self.add_wide(LogAgain(items, self.log_again, lambda: self.frame.go("templates")))

    def log_again(self, id_: str) -> None:
        """Record a template for today."""
        from bonejournal.ui.again import LogsAgain

        found = next((one for one in self._templates if one.id == id_), None)
        if found is not None:
            LogsAgain(self.desk, self.frame).log(found, self.desk.on)

    def add_question(self, text: str) -> None:
        """Put a point to talk about on her list."""
        from bonejournal.ui.pages.pressed import asked

        self.do(partial(asked, text=text))

    def hide_since(self) -> None:
        """Take away what happened meanwhile, until she has been away again."""
        self.desk.last_here = None
        self.load()
