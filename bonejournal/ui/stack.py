"""The pages of an open journal: made when first shown, kept while useful, and the way back and forth among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from bonejournal.ui.pages.listed import Listed
from bonejournal.ui.pages.page import Frame, Page
from bonejournal.ui.pages.steady import At
from bonejournal.ui.theme import theme

Build = Callable[[type[Page], Frame, str], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and which one of its kind."""

    key: str
    what: str = ""


class PageStack(QStackedWidget):
    """Shows one page at a time, each in a scroll area of its own."""

    moved = Signal()

    def __init__(self, frame: Frame, pages: Sequence[Listed], build: Build) -> None:
        super().__init__()
        self._frame = frame
        self._listed = {page.key: page for page in pages}
        self._build = build
        self._areas: dict[Place, QScrollArea] = {}
        self._kept: dict[Place, Mapping[str, str]] = {}
        self._trail: list[Place] = []
        self._at = -1
        self._narrow = False
        self._at_focus: At | None = None

    # Where we are

    def here(self) -> Place | None:
        """The place that is shown."""
        return self._trail[self._at] if self._at >= 0 else None

    def page(self) -> Page | None:
        """The page that is shown."""
        place = self.here()
        area = self._areas.get(place) if place else None
        shown = area.widget() if area else None
        return shown if isinstance(shown, Page) else None

    def can_go(self, step: int) -> bool:
        """Whether there is a place before (-1) or after (1) this one."""
        return 0 <= self._at + step < len(self._trail)

    def go(self, key: str, what: str = "") -> None:
        """Show a page and remember where we came from."""
        place = Place(key, what)
        if key not in self._listed or place == self.here():
            return
        del self._trail[self._at + 1 :]
        self._trail.append(place)
        self._show(self._at + 1, returning=False)

    def step(self, by: int) -> None:
        """Go back or forward along the trail."""
        if self.can_go(by):
            self._show(self._at + by, returning=True)

    def forget(self, place: Place) -> None:
        """Take a place out of the trail, such as a form that has been saved, and show the one before it."""
        if place == self.here() and self._at > 0:
            self._show(self._at - 1, returning=True)
        here = self.here()
        self._trail = [known for known in self._trail if known != place or known == here]
        if here in self._trail:
            self._at = len(self._trail) - 1 - self._trail[::-1].index(here)
        self._kept.pop(place, None)
        self.moved.emit()

    # What the window tells

    def changed(self, kinds: Iterable[str]) -> None:
        """Records of these kinds have changed: show it, or mark it to be shown."""
        touched = frozenset(kinds)
        for area in self._areas.values():
            page = area.widget()
            if isinstance(page, Page) and page.shows & touched:
                page.stale = True
        self._refresh()

    def set_narrow(self, narrow: bool) -> None:
        """Whether pages show the page button instead of relying on the sidebar."""
        self._narrow = narrow
        page = self.page()
        if page is not None:
            page.set_narrow(narrow)

    def drop_hidden(self) -> None:
        """Let go of all pages but the one shown; they are made anew when next shown."""
        here = self.here()
        self._remember_focus()
        for place in [place for place in self._areas if place != here]:
            self._drop(place, now=True)

    def renew(self) -> None:
        """Make the shown page anew because what it holds was changed beneath it."""
        self._remember_focus()
        self.rebuild()

    def _remember_focus(self) -> None:
        page = self.page()
        focus = page.focusWidget() if page is not None else None
        self._at_focus = At.of(focus) if focus is not None and focus.hasFocus() else None

    def rebuild(self) -> None:
        """Make the shown page anew, with the same scroll position, focus and unsaved texts."""
        place, page = self.here(), self.page()
        if place is None or page is None:
            return
        area = self._areas[place]
        height = max(1, area.verticalScrollBar().maximum())
        part = area.verticalScrollBar().value() / height
        self._drop(place)
        fresh = self._area(place)
        self.setCurrentWidget(fresh)
        self._refresh()
        fresh.verticalScrollBar().setValue(round(part * fresh.verticalScrollBar().maximum()))
        again = self.page()
        if again is not None and self._at_focus is not None:
            again.come_back(self._at_focus)

    def close_all(self) -> None:
        """Leave all pages for good: the journal is closing."""
        page = self.page()
        if page is not None:
            page.leaving()
        for place in list(self._areas):
            self._drop(place)
        self._kept.clear()
        self._trail.clear()
        self._at = -1

    def _show(self, at: int, *, returning: bool) -> None:
        before, leaving = self.here(), self.page()
        had_focus = leaving is not None and leaving.isAncestorOf(self.window().focusWidget() or self)
        if leaving is not None:
            leaving.leaving()
        self._at = at
        place = self._trail[at]
        area = self._area(place)
        self.setCurrentWidget(area)
        page = self.page()
        if page is not None:
            page.set_narrow(self._narrow)
            self._refresh()
            self._focus(page, area, returning=returning, had_focus=had_focus)
        if before is not None and before != place and not self._listed[before.key].name:
            self._drop(before)
        self.moved.emit()

    def _focus(self, page: Page, area: QScrollArea, *, returning: bool, had_focus: bool) -> None:
        target = page.focusWidget() if returning else None
        target = target or page.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        page = self.page()
        if page is not None and page.stale:
            page.stale = False
            page.refresh()

    def _area(self, place: Place) -> QScrollArea:
        area = self._areas.get(place)
        if area is not None:
            return area
        page = self._build(self._listed[place.key].load(), self._frame, place.what)
        page.set_narrow(self._narrow)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        area.setWidget(page)
        area.verticalScrollBar().setSingleStep(theme.u(24))
        if place in self._kept:
            page.restore(self._kept.pop(place))
        self._areas[place] = area
        self.addWidget(area)
        return area

    def _drop(self, place: Place, *, now: bool = False) -> None:
        area = self._areas.pop(place)
        page = area.widget()
        if isinstance(page, Page):
            self._kept[place] = page.keep()
        self.removeWidget(area)
        if now:
            shiboken6.delete(area)
        else:
            area.hide()
            area.deleteLater()
