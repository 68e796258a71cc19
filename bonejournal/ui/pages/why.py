"""Why something stands on a page: in our words, with the documents behind it, beneath a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.meaning.targets import Gap, asked_words, load_sources
from bonejournal.domain.words import day_long, tr, trn
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, link, plain
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Why:
    """Why something stands there: in our words, and the titles of the documents and references behind it."""

    texts: tuple[str, ...]
    documents: tuple[str, ...]
    references: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """What the link to it says."""
        if not self.documents:
            return tr("Why am I seeing this?")
        return trn("{count} document", "{count} documents", len(self.documents))


def titles(keys: Iterable[str]) -> tuple[str, ...]:
    """The titles of documents and references, in their order."""
    wanted = set(keys)
    return tuple(tr(source.title) for source in load_sources() if source.key in wanted)


def target_why(gap: Gap) -> Why:
    """Why a target is asked for, over which days, what of it is ours, and what was set instead."""
    target = gap.target
    texts = [tr(target.why), tr("{window}.", window=tr(target.window))]
    texts += [
        tr("{what}: our choice, not from the documents.", what=tr(part.what)) for part in target.ours if not part.source
    ]
    if gap.override is not None:
        texts.append(_set_otherwise(gap))
    return Why(tuple(texts), titles(target.sources), titles(part.source for part in target.ours if part.source))


def _set_otherwise(gap: Gap) -> str:
    """Whose value holds instead of the document's, since when and why; and what the document has."""
    override, asked = gap.override, asked_words(gap.target.bounds, gap.target.unit)
    parts = []
    if override is not None:
        who, day = override.set_by, override.date
        if who and day:
            parts.append(tr("Set by {who} on {day}.", who=who, day=day_long(day)))
        elif who:
            parts.append(tr("Set by {who}.", who=who))
        elif day:
            parts.append(tr("Set on {day}.", day=day_long(day)))
        else:
            parts.append(tr("Set differently by you."))
        if override.reason:
            parts.append(tr("Reason: {reason}.", reason=override.reason.rstrip(".")))
    if asked:
        parts.append(tr("The document says {asked}.", asked=asked))
    return " ".join(parts)


def why_link(why: Why, about: str, other: Callable[[], object] | None = None) -> Link:
    """A link that shows why; `other` is what a button "Use another value…" in it does."""
    made = link(why.link)
    made.setObjectName("why")
    made.setAccessibleName(tr("{link}: {title}", link=why.link, title=about))
    made.clicked.connect(lambda _checked: show_why(made, why, other))
    return made


def show_why(anchor: QWidget, why: Why, other: Callable[[], object] | None = None) -> None:
    """Show why beneath a widget."""
    title = tr("Why am I seeing this?")
    content, box = popover_column()
    box.addWidget(label(title, "heading", wrap=True))
    for text in why.texts:
        box.addWidget(label(text, "body", wrap=True))
    for head, found in ((tr("From the documents"), why.documents), (tr("Beside them"), why.references)):
        if found:
            box.addWidget(label(head, "label"))
            for text in found:
                box.addWidget(label(text, "second", wrap=True))
    if other is not None:
        button = plain(tr("Use another value…"), small=True)
        button.setObjectName("use-another")
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    shown = Popover(anchor, content, title, width=420)
    if other is not None:
        # The popover goes before the page does that it belongs to.
        button.clicked.connect(shown.dismiss)
        button.clicked.connect(lambda _checked: other())


def popover_column() -> tuple[QWidget, QVBoxLayout]:
    """What a popover holds: a widget, and the layout its parts go into."""
    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(8))
    return content, box
