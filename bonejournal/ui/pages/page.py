"""What every page has: a header, a sentence, columns that move under each other, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bonejournal.domain.words import tr
from bonejournal.ui.pages.columns import Columns
from bonejournal.ui.pages.steady import At, Steady, area_of
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Button, flat, plain, primary
from bonejournal.ui.widgets.search_button import SearchButton
from bonejournal.ui.widgets.text import Sentence, label, literal

LEAST_SEARCH = 46
"""The width of the search field without its words."""


class Frame(Protocol):
    """What a page may ask of the window around it."""

    def go(self, key: str, what: str = "") -> None:
        """Show the page `key`; `what` says which one of its kind, such as a record's id."""

    def go_back(self) -> None:
        """Show what was shown before."""

    def done_with(self, key: str, what: str = "") -> None:
        """A form has been saved or given up: show what it was opened from, and never go back into it."""

    def renew(self) -> None:
        """Build the page that is shown anew, with the texts it keeps."""

    def title_of(self, key: str) -> str:
        """The title of a page, for the way back."""

    def choose_page(self, beneath: QWidget) -> None:
        """Open the list of pages under a button, where there is no sidebar."""

    def say(
        self,
        text: str,
        link: str = "",
        act: Callable[[], object] | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say something in the status bar for ten seconds, with a thing or two to do about it, such as Undo."""

    def run(self, command: str) -> None:
        """Do what the menu entry of that name does."""

    def keys_of(self, command: str) -> str:
        """The keys of a command as they are shown, such as "Ctrl+Shift+D"."""


class Page(QWidget):
    """One page. A subclass says what it is in its class attributes and fills `refresh`.

    `shows` are the kinds of record it depends on; when one of them changes, `refresh` is called, at once if the page
    is visible and otherwise when it is next shown. A page with a `parent_key` has a way back to that page, and is made
    anew each time it is shown; the others are entries of the sidebar, or reached by the switch of one. `home` is the
    entry that is lit in the sidebar while the page is shown, where that is not the page it leads back to.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    shows: ClassVar[frozenset[str]] = frozenset()
    parent_key: ClassVar[str] = ""
    home: ClassVar[str] = ""
    ratio: ClassVar[tuple[int, int]] = (62, 38)

    def __init__(self, frame: Frame, what: str = "") -> None:
        super().__init__()
        self.frame = frame
        self.what = what
        self.stale = True
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self._page_button: Button | None = None
        self._primary: Button | None = None
        self._caption: QLabel | None = None
        self._sentence: Sentence | None = None
        self._beside_title: QWidget | None = None
        self._switch_beneath = False
        self._all = QVBoxLayout(self)
        margin = theme.u(24)
        self._all.setContentsMargins(theme.u(26), theme.u(16), margin, theme.u(14))
        self._all.setSpacing(theme.u(14))
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.u(4))
        self._top = QHBoxLayout()
        self._top.setSpacing(theme.u(12))
        self._title = label(tr(self.title), "title", wrap=True)
        self._title.setMinimumHeight(theme.u(38))
        if beneath := self.beneath:
            back = flat(literal(tr("‹ {page}", page=frame.title_of(beneath))), frame.go_back)
            back.setAccessibleName(tr("Back to {page}", page=frame.title_of(beneath)))
            self._head.addWidget(back)
        self._top.addWidget(self._title, 1)
        self._search: SearchButton | None = None
        if not beneath and (keys := frame.keys_of("search")):
            self._search = SearchButton(lambda: frame.run("search"), keys)
            self._search.setObjectName("search")
            self._top.addWidget(self._search, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(self._top)
        self._all.addLayout(self._head)
        self.body = Columns(self.ratio)
        self._all.addWidget(self.body, 1)
        self._steady = Steady(self, self.body)
        self._at_before: At | None = None

    @property
    def beneath(self) -> str:
        """The page it lies beneath, which its way back is named after; "" for an entry of the sidebar."""
        return self.parent_key

    @property
    def entry(self) -> str:
        """The entry of the sidebar it belongs to."""
        return self.home or self.beneath or self.key

    # What a page says about itself

    def set_title(self, text: str) -> None:
        """Another title than the class's, such as today's date."""
        self._title.setText(text)
        self._fit_search()

    def set_caption(self, text: str) -> None:
        """A quieter line right under the title."""
        if self._caption is None:
            self._caption = label(text, "body2", wrap=True)
            self._head.addWidget(self._caption)
        self._caption.setText(text)
        self._caption.setHidden(not text)

    def put_above(self, widget: QWidget) -> None:
        """Show a widget above the columns."""
        self._all.insertWidget(self._all.indexOf(self.body), widget)

    def set_sentence(self, text: str) -> None:
        """The sentence the page begins with; empty takes it away."""
        if self._sentence is None:
            self._sentence = Sentence(text)
            self._all.insertWidget(self._all.indexOf(self.body), self._sentence)
        self._sentence.setText(text)
        self._sentence.setHidden(not text)

    def set_primary(
        self, text: str, pressed: Callable[[], object], *, icon: str = "plus", keys: str = "", kind: str = "primary"
    ) -> Button:
        """The one button at the right end of the header."""
        if self._primary is not None:
            self._top.removeWidget(self._primary)
            self._primary.deleteLater()
        make = primary if kind == "primary" else plain
        self._primary = make(text, pressed, icon=icon, keys=keys)
        self._primary.show_hint(not self._narrow)
        self._top.addWidget(self._primary, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit_search()
        return self._primary

    def set_switch(self, switch: QWidget) -> None:
        """Put a switch between two views of the page beside the title; beneath it where room is short."""
        self._beside_title = switch
        self._place_switch()
        self._fit_search()

    def _place_switch(self) -> None:
        if self._beside_title is None:
            return
        self._head.removeWidget(self._beside_title)
        self._top.removeWidget(self._beside_title)
        if self._narrow or self._switch_beneath:
            self._head.addWidget(self._beside_title, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            place = self._top.indexOf(self._title) + 1
            self._top.insertWidget(place, self._beside_title, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit_search(self) -> None:
        """Leave the words of the search field out where the header has no room for them; then move the switch."""
        margins, gap = self._all.contentsMargins(), self._top.spacing()
        taken = [self._primary.sizeHint().width() if self._primary is not None else 0]
        if self._page_button is not None:
            taken.append(self._page_button.sizeHint().width())
        else:
            taken.append(QFontMetrics(theme.role_font("title")).horizontalAdvance(self._title.text()))
        room = self.width() - margins.left() - margins.right() - sum(width + gap for width in taken if width)
        if self._beside_title is not None and not self._narrow:
            switch = self._beside_title.sizeHint().width() + gap
            beneath = room - switch < theme.u(LEAST_SEARCH)
            room -= 0 if beneath else switch
            if beneath != self._switch_beneath:
                self._switch_beneath = beneath
                self._place_switch()
        if self._search is not None:
            self._search.set_short(room < self._search.room)

    # What it is filled with

    def add_top(self, widget: QWidget) -> None:
        """Put something across the whole width, above both columns."""
        self.body.add_top(widget)

    def add_left(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the wide column. A stretch of 1 lets it reach down to the window's end."""
        self.body.add(self.body.left, widget, stretch)

    def add_right(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a card into the side column; it moves under the left one where room is short."""
        self.body.add(self.body.right, widget, stretch)

    def add_wide(self, widget: QWidget) -> None:
        """Put something across the whole width, under both columns."""
        self.body.add_wide(widget)

    def set_foot(self, widget: QWidget) -> None:
        """Put something beneath all cards, which stays when they are taken out."""
        self._all.addWidget(widget)

    def clear(self) -> None:
        """Take everything out of the columns, to fill them anew."""
        self._steady.hold()
        self.body.clear()

    # What the window calls

    def refresh(self) -> None:
        """Show what the journal holds now. Called when the page is visible and something it shows has changed."""

    def leaving(self) -> None:
        """Called before another page is shown or this one is dropped: the moment to keep a draft."""

    def look_at(self, what: str) -> None:
        """Show one thing of all it shows, such as a test, or the records that fit a text; called once it is shown."""

    def bring_up(self, part: QWidget, focus: QWidget | None = None) -> None:
        """Scroll until a part stands at the top, and give it the focus, or what in it takes one."""

        def up() -> None:
            area = area_of(self)
            target = focus or part
            if target is part:
                part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if area is not None:
                area.verticalScrollBar().setValue(part.mapTo(self, QPoint(0, 0)).y() - theme.u(14))

        # What was just put in gets its place in the turn after this one.
        QTimer.singleShot(0, part, up)

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page opens; None leaves it on the page's name in the sidebar."""
        return None

    def come_back(self, at: At) -> None:
        """Have the focus where it was before the page was built anew; what is not there yet may ask for it later."""
        self._at_before = at
        if (found := self.found_again()) is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def found_again(self) -> QWidget | None:
        """What had the focus before the page was built anew."""
        return self._at_before.again(self) if self._at_before is not None else None

    def keep(self) -> Mapping[str, str]:
        """What is to be given to `restore` after the page has been built anew at another text size."""
        return {}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Take back what `keep` gave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_search()

    def set_narrow(self, narrow: bool) -> None:
        """Show the page button and put the title under it, because the sidebar is hidden."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._title.setMinimumHeight(0 if narrow else theme.u(38))
        self._head.setSpacing(theme.u(10 if narrow else 4))
        if self._primary is not None:
            self._primary.show_hint(not narrow)
        if self._search is not None:
            self._search.show_hint(not narrow)
        if narrow:
            key = self.entry
            button = Button(literal(self.frame.title_of(key)), kind="plain", icon="menu", tail="chevron-down")
            button.setAccessibleName(tr("Page: {page}", page=self.frame.title_of(key)))
            button.clicked.connect(lambda: self.frame.choose_page(button))
            self._page_button = button
            self._top.removeWidget(self._title)
            self._top.insertWidget(0, button)
            self._top.insertStretch(1, 1)
            self._head.insertWidget(self._head.indexOf(self._top) + 1, self._title)
        elif self._page_button is not None:
            self._head.removeWidget(self._title)
            self._top.takeAt(1)
            self._top.removeWidget(self._page_button)
            self._page_button.deleteLater()
            self._page_button = None
            self._top.insertWidget(0, self._title, 1)
        self._place_switch()
        self._fit_search()
