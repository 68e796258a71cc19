"""What she sees and where the keys go, kept while the cards of a page are built anew."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from bonejournal.ui.widgets.stages import under_way


def area_of(widget: QWidget) -> QScrollArea | None:
    """The scroll area a widget stands in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


class At(NamedTuple):
    """What has the focus, by what it is found again when it was built anew."""

    kind: type[QWidget]
    name: str
    called: str

    @classmethod
    def of(cls, widget: QWidget) -> At:
        """Where the focus is."""
        return cls(type(widget), widget.objectName(), widget.accessibleName())

    def again(self, holder: QWidget) -> QWidget | None:
        """The same among what a widget holds now."""
        if not self.name and not self.called:
            return None
        return next((one for one in holder.findChildren(self.kind) if At.of(one) == self), None)


class Steady(QObject):
    """Holds a page as high as it was, so that it does not scroll, until all of it is there again.

    The focus would go from a card that is dropped to whatever comes next, such as Undo in the status bar. It waits at
    the page, and goes to what has the name of what it was at; unless she took it elsewhere.
    """

    def __init__(self, page: QWidget, body: QWidget) -> None:
        super().__init__(page)
        self._page, self._body = page, body
        self._held = False
        self._at: At | None = None

    def hold(self) -> None:
        """The cards are about to be dropped."""
        if not self._page.isVisible():
            return
        focus = self._page.window().focusWidget()
        if focus is not None and self._body.isAncestorOf(focus) and (area := area_of(self._page)) is not None:
            self._at = At.of(focus)
            area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.setMinimumHeight(self._page.height())
        if not self._held:
            self._held = True
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        stages = under_way(self._page)
        if stages is not None:
            stages.finished.connect(self._look, Qt.ConnectionType.SingleShotConnection)
            return
        self._held = False
        self._page.setMinimumHeight(0)
        at, self._at = self._at, None
        area = area_of(self._page)
        if at is None or area is None or self._page.window().focusWidget() is not area:
            return
        if (found := at.again(self._body)) is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
