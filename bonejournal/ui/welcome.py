"""The first screen: what this is, three promises, and three ways in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from PySide6.QtWidgets import QStyle as Style

from bonejournal.domain.words import spoken, tr
from bonejournal.ui import icons
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.text import label

if TYPE_CHECKING:
    from bonejournal.ui.shell import Shell

LEFT, RIGHT, BETWEEN = 370, 560, 66
RECENT = 4
SIZES = ((1.0, 13), (1.25, 16), (1.5, 20))


class Welcome(QWidget):
    """New journal, open, recent ones, sample; a file can be dropped anywhere on the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Start page"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.u(26), theme.u(18), theme.u(26), theme.u(18))
        outer.setSpacing(theme.u(14))
        top = QHBoxLayout()
        top.addStretch(1)
        self.sizes = TextSizes()
        top.addWidget(self.sizes)
        outer.addLayout(top)
        outer.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.u(BETWEEN))
        self._left, self._right = self._promises(), self._ways()
        self._pair.addWidget(self._left, LEFT)
        self._pair.addWidget(self._right, RIGHT)
        across.addLayout(self._pair, 1000)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(3)
        self._beside = True

    def _promises(self) -> QWidget:
        made = QWidget()
        made.setMaximumWidth(theme.u(LEFT))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(8))
        column.addStretch(1)
        column.addWidget(Picture(76))
        column.addSpacing(theme.u(14))
        column.addWidget(label("bonejournal", "name"))
        column.addWidget(
            label(
                tr("Your scans, labs, training, eating and medication in one place, and a summary for your doctor."),
                "lead",
                True,
            )
        )
        column.addSpacing(theme.u(16))
        for icon, title, text in (
            (
                "document",
                tr("One file, yours"),
                tr("Everything is in a single file on this computer. Copy it, back it up, take it with you."),
            ),
            ("no-wifi", tr("Never online"), tr("The program makes no connections and asks for no account.")),
            (
                "labs",
                tr("A record, not a diagnosis"),
                tr(
                    "It shows what changed and which published targets you meet. Decisions stay with you and your "
                    "doctor."
                ),
            ),
        ):
            column.addLayout(_promise(icon, title, text))
            column.addSpacing(theme.u(10))
        column.addStretch(1)
        return made

    def _ways(self) -> QWidget:
        made = QWidget()
        made.setMaximumWidth(theme.u(RIGHT))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.u(14))
        column.addStretch(1)
        files, keys = self.shell.files, self.shell.window.keys_of
        self.new = WayIn(
            "plus", tr("Start a new journal"), tr("Four short questions, each can be skipped"), files.new, keys("new")
        )
        self.open = WayIn(
            "folder", tr("Open a journal"), tr("A .bonejournal file, also a backup of one"), files.open, keys("open")
        )
        self.sample = WayIn(
            "eye",
            tr("Look around in a sample journal"),
            tr("Six years of a fictional woman, Helen, 58. Your own journal stays untouched"),
            files.sample,
        )
        self.entries: list[QPushButton] = [self.new, self.open, self.sample]
        for way in self.entries:
            column.addWidget(way)
        recent = self.shell.memory.recent()[:RECENT]
        if recent:
            column.addSpacing(theme.u(4))
            column.addWidget(label(tr("Recent journals"), "label"))
            rows = QVBoxLayout()
            rows.setSpacing(theme.u(2))
            for path in recent:
                row = Recent(path, partial(self.shell.open, path))
                rows.addWidget(row)
                self.entries.append(row)
            column.addLayout(rows)
        column.addWidget(label(tr("You can also drop a file here: a journal or a CSV export."), "second", wrap=True))
        column.addStretch(1)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._focus)

    def _focus(self) -> None:
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        focused = [place for place, entry in enumerate(self.entries) if entry.hasFocus()]
        if step and focused:
            self.entries[(focused[0] + step) % len(self.entries)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = theme.u(2 * 26 + BETWEEN + LEFT - 60) + self._right.minimumSizeHint().width() + theme.u(40)
        beside = self.width() >= needed
        if beside != self._beside:
            self._beside = beside
            way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            self._pair.setDirection(way)
            self._pair.setSpacing(theme.u(BETWEEN if beside else 28))
            self._left.setMaximumWidth(theme.u(LEFT if beside else RIGHT))


def _promise(icon: str, title: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.u(12))
    row.addWidget(StatusMark(icon=icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.u(2))
    words.addWidget(label(title, "row", wrap=True))
    words.addWidget(label(text, "second", wrap=True))
    row.addLayout(words, 1)
    return row


class Picture(QWidget):
    """The program's icon, drawn at any size."""

    def __init__(self, px: float) -> None:
        super().__init__()
        self._px = px
        self.setFixedSize(theme.u(px), theme.u(px))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "app", "accent", 0, 0, self._px)
        painter.end()


class _Pressed(QPushButton):
    """A button that is laid out by hand; arrows go to the page, Enter presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class WayIn(_Pressed):
    """A large card that is pressed: icon, title, text, key hint, chevron."""

    def __init__(self, icon: str, title: str, text: str, pressed: Callable[[], object], keys: str = "") -> None:
        super().__init__()
        self._icon, self._keys = icon, keys
        self.setAccessibleName(title)
        self.setAccessibleDescription(spoken(text, keys))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.u(22 + 44 + 18), theme.u(18), theme.u(22 + 20), theme.u(18))
        row.setSpacing(theme.u(16))
        words = QVBoxLayout()
        words.setSpacing(theme.u(3))
        for said, role in ((title, "heading"), (text, "body2")):
            words.addWidget(label(said, role, wrap=True))
        row.addLayout(words, 1)
        if keys:
            hint = label(keys, "caption")
            hint.setProperty("kbd", "true")
            row.addWidget(hint, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(theme.u(4))
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked: pressed())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(theme.u(80), layout.totalHeightForWidth(width) if layout is not None else 0)

    def sizeHint(self) -> QSize:
        return QSize(theme.u(RIGHT), self.heightForWidth(theme.u(RIGHT)))

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.minimumSize().width() if layout is not None else 0, theme.u(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus()
        line = 2 if marked else 1
        token = "accent" if marked else "control" if self.underMouse() else "border"
        painter.setPen(QPen(theme.c(token), line))
        painter.setBrush(theme.c("sunken" if self.isDown() else "card"))
        edge = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.u(10), theme.u(10))
        side, left = theme.u(44), theme.u(22)
        top = (self.height() - side) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("tint"))
        painter.drawRoundedRect(QRectF(left, top, side, side), theme.u(8), theme.u(8))
        inset = (side - theme.u(22)) / 2
        icons.paint(painter, self._icon, "accent", left + inset, top + inset, 22)
        icons.paint(
            painter, "chevron-right", "text2", self.width() - theme.u(22 + 16), (self.height() - theme.u(18)) / 2, 18
        )
        painter.end()


class Recent(_Pressed):
    """A journal that was open lately: its name, and the folder, shortened in its middle where it must be."""

    def __init__(self, path: Path, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._path = path
        self.setAccessibleName(tr("Open {name}", name=path.name))
        self.setAccessibleDescription(str(path.parent))
        self.setToolTip(str(path).replace("&", "&&"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: pressed())

    def sizeHint(self) -> QSize:
        return QSize(theme.u(320), theme.u(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(160), theme.u(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.c("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.u(7), theme.u(7))
        icons.paint(painter, "document", "text2", theme.u(10), (self.height() - theme.u(20)) / 2)
        left, right = theme.u(42), self.width() - theme.u(12)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        middle = Qt.TextElideMode.ElideMiddle
        name_font, folder_font = theme.font(15, 500), theme.font(14)
        metrics = QFontMetrics(name_font)
        name = metrics.elidedText(self._path.name, middle, right - left)
        painter.setFont(name_font)
        painter.setPen(theme.c("text"))
        painter.drawText(left, 0, right - left, self.height(), flags, name)
        left += metrics.horizontalAdvance(name) + theme.u(12)
        if right - left > theme.u(80):
            painter.setFont(folder_font)
            painter.setPen(theme.c("text3"))
            folder = QFontMetrics(folder_font).elidedText(_folder(self._path), middle, right - left)
            painter.drawText(left, 0, right - left, self.height(), flags, folder)
        painter.end()


def _folder(path: Path) -> str:
    try:
        return str(Path("~") / path.parent.relative_to(Path.home()))
    except ValueError:
        return str(path.parent)


class TextSizes(QWidget):
    """Three sizes of the letter A; the one nearest to the size that holds is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Text size"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        nearest = min((scale for scale, _ in SIZES), key=lambda scale: abs(scale - theme.scale))
        self.buttons: dict[float, QToolButton] = {}
        for place, (scale, px) in enumerate(SIZES):
            button = _Letter(px)
            button.setProperty("seg", ("first", "mid", "last")[place])
            button.setChecked(scale == nearest)
            said = tr("Text size {percent} %", percent=round(scale * 100))
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.setFixedSize(theme.u(38), theme.u(34))
            button.clicked.connect(lambda _checked, wanted=scale: QTimer.singleShot(0, lambda: theme.set_scale(wanted)))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[scale] = button


class _Letter(QToolButton):
    def __init__(self, px: int) -> None:
        super().__init__()
        self._px = px
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter.drawComplexControl(Style.ComplexControl.CC_ToolButton, option)
        painter.setFont(theme.font(self._px, 600 if self.isChecked() else 400))
        painter.setPen(theme.c("accent" if self.isChecked() else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "A")
        painter.end()
