"""The ten years after menopause as a strip, with a pointer at the year that runs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.domain.bone.published import window_years
from bonejournal.domain.words import tr
from bonejournal.ui.theme import theme


class WindowStrip(QWidget):
    """`start` is the calendar year of menopause, `years` how many have passed since; the first five are tinted."""

    def __init__(self, start: int, years: float) -> None:
        super().__init__()
        self._start, self._years = start, years
        self._whole, self._early = window_years()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Ten-year window: {year}", year=self._word()))

    def sizeHint(self) -> QSize:
        return QSize(theme.u(220), theme.u(11 + 6) + theme.metrics(13).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(150), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, height = theme.u(1) + 0.5, self.width() - theme.u(22) - 0.5, theme.u(8)
        bar = QRectF(left, 1.5, right - left, height)
        radius = height / 2
        outline = QPainterPath()
        outline.addRoundedRect(bar, radius, radius)
        painter.fillPath(outline, theme.c("sunken"))
        painter.setClipRect(QRectF(left, 0, bar.width() * self._early / self._whole, height + 3))
        painter.fillPath(outline, theme.c("band2"))
        painter.setClipping(False)
        painter.setPen(QPen(theme.c("control"), 1))
        painter.drawPath(outline)
        x = left + bar.width() * min(max(self._years, 0.0), self._whole) / self._whole
        foot, half = theme.u(13), theme.u(5.5)
        pointer = QPolygonF([QPointF(x, theme.u(3)), QPointF(x - half, foot), QPointF(x + half, foot)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("accent"))
        painter.drawPolygon(pointer)
        self._words(painter, x)
        painter.end()

    def _words(self, painter: QPainter, x: float) -> None:
        plain, bold = theme.font(13), theme.font(13, 600)
        top, height = theme.u(15), QFontMetrics(plain).height()
        painter.setFont(plain)
        painter.setPen(theme.c("text2"))
        first, last = str(self._start), str(self._start + self._whole)
        painter.drawText(QPointF(theme.u(1), top + QFontMetrics(plain).ascent()), first)
        row = QRectF(0, top, self.width() - theme.u(22), height)
        word = self._word()
        width = QFontMetrics(bold).horizontalAdvance(word)
        at = min(max(x - width / 2, 0.0), self.width() - width)
        gap = theme.u(6)
        if at + width + gap < row.right() - QFontMetrics(plain).horizontalAdvance(last):
            painter.drawText(row, Qt.AlignmentFlag.AlignRight, last)
        if at < QFontMetrics(plain).horizontalAdvance(first) + gap:
            at = QFontMetrics(plain).horizontalAdvance(first) + theme.u(1) + gap
        painter.setFont(bold)
        painter.setPen(theme.c("accent"))
        painter.drawText(QPointF(at, top + QFontMetrics(bold).ascent()), word)

    def _word(self) -> str:
        return tr("year {count}", count=int(self._years)) if self._years >= 1 else tr("first year")
