"""The cards beside the bone density chart: what changed since the last scan, the lowest score, and height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bonejournal.domain.bone.comparison import Place
from bonejournal.domain.words import spoken, tr
from bonejournal.ui.pages.density_facts import HeightFacts, ScoreFacts, VerdictFacts
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, link
from bonejournal.ui.widgets.card import Card
from bonejournal.ui.widgets.marks import StatusMark, mark_name
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import label, rule

BESIDE = 620
"""From this width on the sites stand beside each other."""


class VerdictRow(QFrame):
    """One site's change and verdict. A click, Enter or Space chooses the site; the chosen one is tinted."""

    def __init__(self, verdict: VerdictFacts, *, dated: bool, choose: Callable[[], object]) -> None:
        super().__init__()
        self.place = verdict.place
        self._choose = choose
        self._chosen = False
        self.corners: tuple[bool, bool] = (False, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"verdict-{verdict.label}")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.u(14), theme.u(6), theme.u(14), theme.u(6))
        row.setSpacing(theme.u(9))
        row.addWidget(StatusMark(verdict.mark, px=17), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.u(2))
        head = QHBoxLayout()
        head.setSpacing(theme.u(6))
        name = label(verdict.label, "row", wrap=True)
        head.addWidget(name, 1)
        if verdict.change:
            head.addWidget(label(verdict.change, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        texts.addLayout(head)
        said = [verdict.verdict]
        texts.addWidget(label(verdict.verdict, "second", wrap=True))
        if dated and verdict.dates:
            said.append(verdict.dates)
            texts.addWidget(label(verdict.dates, "caption", wrap=True))
        if verdict.longer:
            said.append(verdict.longer)
            texts.addWidget(label(verdict.longer, "second", wrap=True))
        if verdict.noise:
            said.append(verdict.noise)
            texts.addWidget(label(verdict.noise, "caption", wrap=True))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        self.setAccessibleName(spoken(verdict.label, verdict.change, *said))
        self.setAccessibleDescription(mark_name(verdict.mark))

    def set_chosen(self, on: bool) -> None:
        """Tint it, or not."""
        if on != self._chosen:
            self._chosen = on
            self.update()

    def chosen(self) -> bool:
        """Whether it is tinted."""
        return self._chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._chosen:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_, shape = theme.u(9), QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(QRectF(self.rect()), round_, round_)
        # Only the corners that lie in the card's corners are round.
        width, height = self.width(), self.height()
        shape.addRect(QRectF(0, 0, width, height - round_))
        if not self.corners[0]:
            shape.addRect(QRectF(0, height - round_, width / 2, round_))
        if not self.corners[1]:
            shape.addRect(QRectF(width / 2, height - round_, width / 2, round_))
        painter.fillPath(shape, theme.c("tint"))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)


class SinceCard(Card):
    """What each site says since the last scan; where the card is wide, the sites stand beside each other."""

    def __init__(self, verdicts: Sequence[VerdictFacts], choose: Callable[[Place], object]) -> None:
        super().__init__(pad=0)
        self.box.setContentsMargins(1, theme.u(12), 1, 1)
        self.box.setSpacing(theme.u(10))
        dates = {verdict.dates for verdict in verdicts}
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setContentsMargins(theme.u(14), 0, theme.u(14), 0)
        self._head.setSpacing(theme.u(2))
        title = tr("Since the last scan") if any(item.pair for item in verdicts) else tr("Your first scan")
        self.setAccessibleName(title)
        self._head.addWidget(label(title, "heading"))
        if len(dates) == 1 and (common := next(iter(dates))):
            self._head.addWidget(label(common, "second", wrap=True), 1)
        self.box.addLayout(self._head)
        self._sites = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sites.setSpacing(0)
        self._sites.setContentsMargins(0, 0, 0, 0)
        self.rows: list[VerdictRow] = []
        self._rules: list[QFrame] = []
        for verdict in verdicts:
            line = rule()
            self._rules.append(line)
            self._sites.addWidget(line)
            row = VerdictRow(verdict, dated=len(dates) > 1, choose=partial(choose, verdict.place))
            self.rows.append(row)
            self._sites.addWidget(row, 1)
        self.box.addLayout(self._sites, 1)
        self._beside = False
        self._round()

    def choose(self, place: Place | None) -> None:
        """Tint the row of a place."""
        for row in self.rows:
            row.set_chosen(row.place == place)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(max((row.minimumSizeHint().width() for row in self.rows), default=0) + 2)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max((row.minimumSizeHint().width() for row in self.rows), default=0)
        beside = len(self.rows) > 1 and self.width() >= max(theme.u(BESIDE), (widest + 1) * len(self.rows))
        if beside != self._beside:
            self._beside = beside
            self._arrange()

    def _arrange(self) -> None:
        directions = QBoxLayout.Direction
        self._sites.setDirection(directions.LeftToRight if self._beside else directions.TopToBottom)
        self._head.setDirection(directions.LeftToRight if self._beside else directions.TopToBottom)
        self._head.setSpacing(theme.u(10 if self._beside else 2))
        for place, line in enumerate(self._rules):
            line.setMinimumSize(1, 1)
            line.setMaximumSize(*((1, 1 << 20) if self._beside else (1 << 20, 1)))
            line.setVisible(not self._beside or place > 0)
        self._round()

    def _round(self) -> None:
        last = len(self.rows) - 1
        for place, row in enumerate(self.rows):
            if self._beside:
                row.corners = (place == 0, place == last)
            else:
                row.corners = (place == last, place == last)
            row.update()


def numbers_card(score: ScoreFacts | None, height: HeightFacts | None, go: Callable[[str], object]) -> Card:
    """The lowest score as a key number with what it means and where its ranges come from, and height beneath."""
    card = Card(pad=12)
    side = theme.u(15)
    card.box.setContentsMargins(side, theme.u(11), side, theme.u(10))
    card.box.setSpacing(theme.u(2))
    if score is not None:
        card.setAccessibleName(score.title)
        card.add(label(score.title, "heading"))
        card.add(_key(score.figure, score.where))
        card.add(label(score.text, "second", wrap=True))
        if score.ask_profile:
            ask = link(tr("Add them to your profile"), lambda: go("profile-form"))
            ask.setObjectName("score-profile")
            card.add(ask)
        whence = link(tr("Where the ranges come from"))
        whence.setObjectName("score-sources")
        whence.clicked.connect(lambda _checked: _ranges(whence, go))
        card.add(whence)
    if score is not None and height is not None:
        card.box.addSpacing(theme.u(4))
        card.rule()
        card.box.addSpacing(theme.u(3))
    if height is not None:
        _add_height(card, height)
    card.box.addStretch(1)
    return card


def _key(figure: str, beside: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.u(9))
    key = label(figure, "key")
    key.setFixedHeight(theme.u(31))
    row.addWidget(key, 0, Qt.AlignmentFlag.AlignBottom)
    words = label(beside, "body2", wrap=True)
    words.setContentsMargins(0, 0, 0, theme.u(3))  # on the figure's line
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignBottom)
    return holder


def _ranges(anchor: Link, go: Callable[[str], object]) -> None:
    from bonejournal.domain.meaning.targets import load_sources

    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(8))
    box.addWidget(label(tr("Where the ranges come from"), "heading", wrap=True))
    words = tr(
        "The WHO named three ranges of the T-score in 1994: normal from −1.0 up, low bone mass between −1.0 and −2.5, "
        "osteoporosis from −2.5 down. They are for the years after menopause, and for spine, hip and femoral neck."
    )
    box.addWidget(label(words, "body", wrap=True))
    for source in load_sources():
        if source.key in {"who_1994", "clinical"}:
            box.addWidget(label(tr(source.title), "second", wrap=True))
    more = link(tr("All documents and references"))
    box.addWidget(more)
    popover = Popover(anchor, content, tr("Where the ranges come from"))

    def on() -> None:
        popover.dismiss()
        go("sources")

    more.clicked.connect(lambda _checked: on())


def _add_height(card: Card, height: HeightFacts) -> None:
    head = QHBoxLayout()
    head.addWidget(label(height.title, "heading", wrap=True), 1)
    head.addWidget(label(height.figure, "strong"))
    card.box.addLayout(head)
    if not height.text:
        return
    body = label(height.text, "second", wrap=True)
    if not height.notable:
        card.add(body)
        return
    row = QHBoxLayout()
    row.setSpacing(theme.u(9))
    row.addWidget(StatusMark("attention"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(body, 1)
    card.box.addLayout(row)
