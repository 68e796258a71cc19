"""Pages as they will be printed, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonejournal.domain.words import tr, trn
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.slot import Slot
from bonejournal.ui.widgets.text import label

MOST = 6
"""So many pages can be turned to."""


class Preview(Card):
    """One page, with a switch to the first others; new pages keep the place that is looked at."""

    def __init__(self) -> None:
        super().__init__(kind="sunken", pad=14)
        self.setAccessibleName(tr("Preview"))
        self.pages: list[QImage] = []
        self.count = 0
        self._place = 0
        self._switch: Segmented | None = None
        self._switches = Slot()
        self.told = label(tr("Making the pages…"), "second")
        head = Flow(12)
        head.add(self._switches)
        head.add(self.told, end=True)
        self.box.addWidget(head)
        self.warned = label("", "second", wrap=True)
        self.warned.hide()
        self.box.addWidget(self.warned)
        self.sheet = Sheet()
        self.box.addWidget(self.sheet)
        self.box.addStretch(1)

    def wait(self) -> None:
        """New pages are on their way; the old ones stay until then."""
        if not self.pages:
            self.told.setText(tr("Making the pages…"))

    def show_pages(self, images: Sequence[QImage], all_pages: int, warnings: Sequence[str] = ()) -> None:
        """Show other pages, the first of all there are, and what is to be said of them."""
        if len(images) != len(self.pages):
            self._make_switch(len(images))
        self.pages = list(images)
        self.count = all_pages
        self.told.setText(trn("{count} page, black-and-white safe", "{count} pages, black-and-white safe", all_pages))
        self.warned.setText(" ".join(warnings))
        self.warned.setVisible(bool(warnings))
        self._turn(min(self._place, len(images) - 1))

    def _make_switch(self, count: int) -> None:
        pages = [(str(place), tr("Page {n}", n=place + 1)) for place in range(count)]
        self._switch = Segmented(tr("Page"), pages, str(min(self._place, len(pages) - 1)))
        self._switch.setObjectName("pages")
        self._switch.changed.connect(lambda key: self._turn(int(key)))
        self._switches.hold(self._switch if count > 1 else None)

    def _turn(self, place: int) -> None:
        self._place = max(0, place)
        if self.pages:
            name = tr("Page {n} of {m}", n=self._place + 1, m=self.count)
            self.sheet.show_page(self.pages[self._place], name)


class Sheet(QWidget):
    """One page, as wide as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._scaled: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_page(self, image: QImage, name: str) -> None:
        """Show another page."""
        self.image = image
        self._scaled = None
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(width * self.image.height() / max(1, self.image.width())) if not self.image.isNull() else width

    def sizeHint(self) -> QSize:
        return QSize(theme.u(400), self.heightForWidth(theme.u(400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), self.heightForWidth(theme.u(200)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = self.image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(QPen(QColor(theme.c("border")), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
