"""A field with its label above and, when there is one, what is in question beneath."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import plain, primary
from bonejournal.ui.widgets.fields import Described, set_state
from bonejournal.ui.widgets.flow import Flow
from bonejournal.ui.widgets.marks import StatusMark
from bonejournal.ui.widgets.segmented import Segmented
from bonejournal.ui.widgets.text import field_label, label

Answer = tuple[str, Callable[[], object]]
MARKS = {"hard": "hard", "soft": "attention", "info": "no_data"}
LEAST_WORDS, BESIDE = 160, 360
"""The least width of the words, and the width from which on the answers stand beside them; in units."""
ROLES = {"hard": "hard", "soft": "body", "info": "second"}


class Problem(QFrame):
    """One sentence about a value. A soft question has two buttons: mend it, or keep it.

    It can stand anywhere, also in a row of a grid between two rows of fields.
    """

    def __init__(self, level: str, text: str, fix: Answer | None = None, keep: Answer | None = None) -> None:
        super().__init__()
        soft = level == "soft"
        self.setProperty("question", level)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        pad = theme.u(10) if soft else 0
        row.setContentsMargins(pad, theme.u(7) if soft else 0, pad, theme.u(7) if soft else 0)
        row.setSpacing(theme.u(10))
        beside = soft or fix is not None or keep is not None
        at = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop
        row.addWidget(StatusMark(MARKS[level], px=16), 0, at)
        words = label(text, ROLES[level], wrap=True)
        words.setMinimumWidth(theme.u(LEAST_WORDS))
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.setSpacing(theme.u(10))
        self._said.addWidget(words, 1)
        row.addLayout(self._said, 1)
        self._answered = fix is not None or keep is not None
        answers = Flow(12)
        answers.set_across(QSizePolicy.Policy.Preferred)
        if fix is not None:
            answers.add(primary(fix[0], fix[1], small=True))
        if keep is not None:
            answers.add(plain(keep[0], keep[1], small=True))
        if fix is not None or keep is not None:
            self._said.addWidget(answers, 0, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Put the answers beneath the words where the width, as that under a field of one column, has no room."""
        beneath = self._answered and width < theme.u(BESIDE)
        direction = QBoxLayout.Direction.TopToBottom if beneath else QBoxLayout.Direction.LeftToRight
        if self._said.direction() != direction:
            self._said.setDirection(direction)
            self._said.update()
            self.updateGeometry()


class Asked(QWidget):
    """What is in question at fields that have no room beneath them: one line each, across the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.u(6))
        self._told: dict[str, tuple[str, str, Problem]] = {}
        self.hide()

    def tell(
        self, name: str, field: QWidget, level: str, text: str, fix: Answer | None = None, keep: Answer | None = None
    ) -> None:
        """Ask something of `field`; an empty text takes it back."""
        known = self._told.get(name)
        if (known[:2] if known else ("", "")) == (level if text else "", text):
            return
        if known is not None:
            if known[2].isAncestorOf(self.focusWidget() or self):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._box.removeWidget(known[2])
            known[2].hide()
            known[2].deleteLater()
            del self._told[name]
        if isinstance(field, Described):
            set_state(field, level if text else "")
            field.describe(problem=text)
        if text:
            problem = Problem(level, text, fix, keep)
            self._box.addWidget(problem)
            self._told[name] = (level, text, problem)
            QAccessible.updateAccessibility(QAccessibleEvent(problem, QAccessible.Event.Alert))
        self.setVisible(bool(self._told))


class FieldBlock(QWidget):
    """Label, field and problem, one above the other."""

    def __init__(self, text: str, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.problem: Problem | None = None
        self._level = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.u(4))
        self.label = field_label(text, field)
        self._box.addWidget(self.label)
        self._box.addWidget(field)
        self._hint: QLabel | None = None
        self._box.addStretch(0)

    def set_field_width(self, width: float) -> None:
        """Keep the field narrower than the block, in units, where its words need more room than what is typed."""
        self.field.setMaximumWidth(theme.u(width))
        self._box.setAlignment(self.field, Qt.AlignmentFlag.AlignLeft)

    def room_needed(self) -> int:
        """The width that cuts neither its label nor the words to choose from."""
        whole = isinstance(self.field, QComboBox | Segmented | Flow)
        field = (self.field.sizeHint() if whole else self.field.minimumSizeHint()).width()
        return max(self.label.sizeHint().width(), field)

    def set_hint(self, text: str) -> None:
        """Say something quietly beneath the field, such as the value of last time; "" takes it away."""
        if self._hint is None and text:
            self._hint = label("", "caption", wrap=True)
            self._box.insertWidget(self._box.count() - 1, self._hint)
        if self._hint is not None:
            self._hint.setText(text)
            self._hint.setVisible(bool(text))
            if not isinstance(self.field, Described):
                self.field.setAccessibleDescription(text)
            else:
                self.field.describe(hint=text)

    def level(self) -> str:
        """How much is in question: "hard", "soft", "info", or "" for nothing."""
        return self._level

    def set_problem(self, level: str, text: str, *, fix: Answer | None = None, keep: Answer | None = None) -> None:
        """Say what is in question: level "hard", "soft" or "info"; an empty text takes it away.

        `fix` and `keep` are the buttons of a soft question: the words and what pressing does. Pressing either takes
        the question away first.
        """
        if self.problem is not None:
            self._box.removeWidget(self.problem)
            self.problem.hide()
            self.problem.deleteLater()
            self.problem = None
        self._level = level if text else ""
        set_state(self.field, self._level if self._level in ("hard", "soft") else "")
        if isinstance(self.field, Described):
            self.field.describe(problem=text)
        if text:
            self.problem = Problem(level, text, self._closing(fix), self._closing(keep))
            self.problem.fit(self.width())
            self._box.insertWidget(2, self.problem)
            self.problem.show()  # else it is counted into no height before the next event
            QAccessible.updateAccessibility(QAccessibleEvent(self.problem, QAccessible.Event.Alert))

    def clear_problem(self) -> None:
        """Nothing is in question any more."""
        if self.problem is not None:
            self.set_problem("", "")

    def _closing(self, answer: Answer | None) -> Answer | None:
        if answer is None:
            return None
        words, act = answer

        def press() -> None:
            self.clear_problem()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            act()

        return words, press


def field_block(text: str, field: QWidget) -> FieldBlock:
    """The label's `&` letter moves to the field; the field is named by it."""
    return FieldBlock(text, field)
