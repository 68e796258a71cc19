"""A chart: an image drawn elsewhere, with points that can be read and opened by mouse and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.charts.point import Point
from bonejournal.ui.theme import theme

SETTLE_MS, FIRST_MS = 40, 15
"""How long a size has to rest before a picture of it is asked for: while a window is drawn larger, and at first, while
scroll bars find their place.
"""
REACH = 40


class ChartView(QWidget):
    """Shows an image and reads out its points.

    `size_wanted(width, height, ratio)` asks for an image of that many logical pixels; until it comes the old one is
    shown stretched. Left and Right go from point to point, Enter or a click opens the record, T asks for the table.
    """

    size_wanted = Signal(int, int, float)
    opened = Signal(str)
    table_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, height: float = 360) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._points: tuple[Point, ...] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._height = theme.u(height)
        self._wanted: tuple[int, int, float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        theme.changed.connect(self._theme_changed)

    def describe(self, sentence: str, description: str = "") -> None:
        """What a screen reader says of the whole: the sentence; then range, number of points, last value."""
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(description)

    def set_image(self, image: QImage, points: Sequence[Point] = ()) -> None:
        """Show an image, whose device pixel ratio is set, with its points from left to right."""
        self._image = image
        self._points = tuple(points)
        if self._at >= len(self._points):
            self._at = -1
        self.update()

    def image(self) -> QImage | None:
        """The image that is shown, None before the first."""
        return self._image

    def fits(self) -> bool:
        """Whether the image that is shown has the present size: what stands around it has its place."""
        return self._image is not None and self._image.deviceIndependentSize().toSize() == self.size()

    def in_sight(self) -> bool:
        """Whether any of it can be seen now, without scrolling."""
        return not self.visibleRegion().isEmpty()

    def points(self) -> tuple[Point, ...]:
        """The points of the image, from left to right."""
        return self._points

    def ask(self) -> None:
        """Ask for an image of the present size; of one below the least the layout is still on its way."""
        least = self.minimumHeight() or self.minimumSizeHint().height()
        self._wanted = self._present() if self.isVisible() and self.height() >= least else None
        if self._wanted is not None:
            self.size_wanted.emit(*self._wanted)

    def ask_soon(self, *, anew: bool) -> None:
        """Ask in the next turn where the size is another one than asked for last, or in any case `anew`."""
        if anew:
            self._wanted = None
        self._timer.start(0)

    def settle(self) -> None:
        """Ask where the size is another one than asked for last: cards beside it come and go while a page is filled."""
        if self._wanted != self._present():
            self.ask()

    def _present(self) -> tuple[int, int, float]:
        return self.width(), self.height(), self.devicePixelRatioF()

    def point(self) -> Point | None:
        """The point that is read out now."""
        return self._points[self._at] if 0 <= self._at < len(self._points) else None

    # Size

    def sizeHint(self) -> QSize:
        return QSize(theme.u(560), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(280), min(self._height, theme.u(240)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start(SETTLE_MS if self._wanted is not None else FIRST_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(0)  # the first picture waits for its place only

    def _theme_changed(self, _resized: bool) -> None:
        self._wanted = None
        self._timer.start(SETTLE_MS)

    # Mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self._near(event.position()), speak=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self.point()
        place = event.position()
        near = point is not None and point.aside(place.x()) + abs(place.y() - point.y) < theme.u(18)
        if near and point is not None and point.record_id and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(point.record_id)
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._go(-1, speak=False)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._go(-1, speak=False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        places = {
            Qt.Key.Key_Left: self._at - 1 if self._at >= 0 else last,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        point = self.point()
        if key in places and self._points:
            self._go(min(max(places[key], 0), last), speak=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and point is not None and point.record_id:
            self.opened.emit(point.record_id)
        elif key == Qt.Key.Key_T:
            self.table_wanted.emit()
        elif key == Qt.Key.Key_Escape and self._at >= 0:
            self._go(-1, speak=False)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _near(self, place: QPointF) -> int:
        if not self._points:
            return -1
        distance = [(point.aside(place.x()) + abs(point.y - place.y()) / 4) for point in self._points]
        nearest = min(range(len(distance)), key=distance.__getitem__)
        return nearest if distance[nearest] < theme.u(REACH) else -1

    def _go(self, place: int, *, speak: bool) -> None:
        if place == self._at:
            return
        self._at = place
        self.update()
        point = self.point()
        if speak and point is not None:
            self.setAccessibleDescription(point.text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
        point = self.point()
        if point is not None:
            self._read_out(painter, point)
        painter.end()

    def _read_out(self, painter: QPainter, point: Point) -> None:
        painter.setPen(QPen(theme.c("control"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(point.x, 0), QPointF(point.x, self.height()))
        painter.setPen(QPen(theme.c("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(point.x, point.y), theme.u(9), theme.u(9))
        font = theme.font(13, 500)
        lines = point.text.split("; ")
        metrics = QFontMetrics(font)
        width = max(metrics.horizontalAdvance(line) for line in lines) + theme.u(20)
        height = metrics.lineSpacing() * len(lines) + theme.u(12)
        x = point.x + theme.u(16)
        if x + width > self.width():
            x = max(0.0, point.x - theme.u(16) - width)
        y = min(max(point.y - height - theme.u(6), theme.u(2)), self.height() - height - theme.u(2))
        box = QRectF(x, y, width, height)
        painter.setPen(QPen(theme.c("control"), 1))
        painter.setBrush(theme.c("card"))
        painter.drawRoundedRect(box, theme.u(6), theme.u(6))
        painter.setFont(font)
        painter.setPen(theme.c("text"))
        for place, line in enumerate(lines):
            baseline = y + theme.u(6) + metrics.ascent() + place * metrics.lineSpacing()
            painter.drawText(QPointF(x + theme.u(10), baseline), line)
