"""A row that stays in sight: where the page goes on beneath the window's end, it stands at that end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.focus_ring import scrolling

_LEAST_VIEW = 360
"""In a lower window, in units, it would take too much of what there is to see."""
_PAD = 10


class Sticky(QWidget):
    """Holds the place of `row` in a layout; the row itself floats over the page when that place is out of sight."""

    def __init__(self, row: QWidget) -> None:
        super().__init__()
        self._bar = _Bar(row, self)
        self._area: QScrollArea | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def heightForWidth(self, width: int) -> int:
        return self._bar.row_height(width)

    def sizeHint(self) -> QSize:
        hint = self._bar.row.sizeHint()
        return QSize(hint.width(), self._bar.row_height(max(self.width(), hint.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._bar.row.minimumSizeHint().width(), self._bar.row.minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._area is None:
            self._take_place()
        self._bar.show()
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._bar.hide()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._settle)
        return False

    def _take_place(self) -> None:
        """Lie on the page, above all that scrolls past."""
        area = scrolling(self)
        page = area.widget() if area is not None else None
        if area is None or page is None:
            return
        self._area = area
        self._bar.setParent(page)
        self._bar.raise_()
        self.destroyed.connect(self._bar.deleteLater)
        area.verticalScrollBar().valueChanged.connect(self._settle)
        area.verticalScrollBar().rangeChanged.connect(self._settle)
        area.viewport().installEventFilter(self)
        page.installEventFilter(self)

    def _settle(self) -> None:
        """Stand at its place, or at the end of what can be seen."""
        page = self._bar.parentWidget()
        if page is None:
            return
        place = self.mapTo(page, QPoint(0, 0)) if page is not self else QPoint(0, 0)
        top, area = place.y(), self._area
        floats = False
        if area is not None and area.viewport().height() >= theme.u(_LEAST_VIEW):
            end = area.verticalScrollBar().value() + area.viewport().height() - self.height()
            floats = end < top
            top = end - theme.u(_PAD) if floats else top
        self._bar.float_at(place.x(), top, self.width(), self.height(), floats=floats)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What has the focus is not left behind it."""
        area, bar = self._area, self._bar
        page = bar.parentWidget()
        if area is None or page is None or now is None or not bar.floats or not page.isAncestorOf(now):
            return
        if bar.isAncestorOf(now):
            return
        # By how much it lies under the bar.
        hidden = now.mapTo(page, QPoint(0, now.height())).y() + theme.u(_PAD) - bar.y()
        if hidden > 0:
            scroll = area.verticalScrollBar()
            scroll.setValue(scroll.value() + hidden)


class _Bar(QWidget):
    """The row on the ground of the page, with a line above it while it floats."""

    def __init__(self, row: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.row, self.floats = row, False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(row, 0, Qt.AlignmentFlag.AlignVCenter)

    def row_height(self, width: int) -> int:
        """The height the row needs."""
        return self.row.heightForWidth(width) if self.row.hasHeightForWidth() else self.row.sizeHint().height()

    def float_at(self, left: int, top: int, width: int, height: int, *, floats: bool) -> None:
        """Stand there; floating it covers what lies under it, to the edges of the page."""
        self.floats = floats
        page = self.parentWidget()
        if floats and page is not None:
            pad = theme.u(_PAD)
            self._box.setContentsMargins(left, pad, page.width() - left - width, pad)
            self.setGeometry(0, top - pad, page.width(), height + 2 * pad)
        else:
            self._box.setContentsMargins(0, 0, 0, 0)
            self.setGeometry(left, top, width, height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.floats:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.c("window"))
        painter.fillRect(0, 0, self.width(), 1, theme.c("border"))
        painter.end()
