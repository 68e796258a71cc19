"""Why something stands on a page: in our words, with the documents behind it, beneath a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bonejournal.domain.meaning.measures.common import Basis
from bonejournal.domain.meaning.talk import Rule
from bonejournal.domain.meaning.targets import Gap, Ours, asked_words, load_sources, load_targets
from bonejournal.domain.words import day_long, day_short, tr, trn
from bonejournal.ui.pages.page import Frame
from bonejournal.ui.theme import theme
from bonejournal.ui.widgets.buttons import Link, link, plain
from bonejournal.ui.widgets.popover import Popover
from bonejournal.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Behind:
    """A document or a reference that stands behind something: its key, its title, and its figure, or "" for none."""

    key: str
    title: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why something stands there: in our words, and the documents and references behind it."""

    texts: tuple[str, ...]
    documents: tuple[Behind, ...]
    references: tuple[Behind, ...] = ()

    @property
    def link(self) -> str:
        """What the link to it says."""
        if not self.documents:
            return tr("Why am I seeing this?")
        return trn("{count} document", "{count} documents", len(self.documents))


def behind(keys: Iterable[str]) -> tuple[Behind, ...]:
    """Documents and references, in their order."""
    wanted = set(keys)
    return tuple(Behind(source.key, tr(source.title)) for source in load_sources() if source.key in wanted)


def target_why(gap: Gap) -> Why:
    """Why a target is asked for, over which days, what of it is ours, what each document says, what was set instead."""
    target, days = gap.target, gap.window.days_with_data
    texts = [tr(target.why), tr("{window}.", window=tr(target.window))]
    if target.span.days and days:
        texts[1] = trn(
            "{window}; {count} day with data.", "{window}; {count} days with data.", days, window=tr(target.window)
        )
    if target.differs:
        texts.append(tr("The documents do not agree on the figure; each is told with its own below."))
    texts += _ours(target.ours)
    if gap.override is not None:
        texts.append(_set_otherwise(gap))
    documents = tuple(
        Behind(one.key, one.title, asked_words(target.figure_in(one.key), target.unit) or tr("names it, no figure"))
        for one in behind(target.sources)
    )
    return Why(tuple(texts), documents, behind(part.source for part in target.ours if part.source))


def rule_why(rule: Rule, sources: Iterable[str]) -> Why:
    """Why a conversation is opened, what of it is ours, and the documents that are behind it this time."""
    rests_on = next((tr(target.why) for target in load_targets() if target.id == rule.target), "")
    texts = (*filter(None, (rests_on,)), tr(rule.why), *_ours(rule.ours))
    return Why(texts, behind(sources), behind(part.source for part in rule.ours if part.source))


def _ours(ours: Iterable[Ours]) -> list[str]:
    return [tr("{what}: our choice, not from the documents.", what=tr(part.what)) for part in ours if not part.source]


def _set_otherwise(gap: Gap) -> str:
    """Whose value holds instead of the document's, since when and why; and what the document has."""
    override = gap.override
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
    asked = asked_words(gap.target.bounds, gap.target.unit)
    if asked and gap.target.bounds.basis is Basis.DOCUMENT:
        parts.append(tr("The document says {asked}.", asked=asked))
    elif asked:
        parts.append(tr("Otherwise it is {asked}, which is not from the documents.", asked=asked))
    return " ".join(parts)


def set_instead(gap: Gap) -> str:
    """A line that marks a target which was set differently: by whom, when, and instead of what; "" for others."""
    override = gap.override
    if override is None:
        return ""
    asked = asked_words(gap.target.bounds, gap.target.unit)
    who, day = override.set_by, day_short(override.date) if override.date else ""
    if who and day:
        said = tr("Set by {who}, {day}", who=who, day=day)
    elif who or day:
        said = tr("Set differently: {by}", by=who or day)
    else:
        said = tr("Set differently by you")
    if not asked:
        return said
    if gap.target.bounds.basis is Basis.DOCUMENT:
        return tr("{set}; the document says {asked}", set=said, asked=asked)
    return tr("{set}; otherwise {asked}", set=said, asked=asked)


def why_link(frame: Frame, why: Why, about: str, other: Callable[[], object] | None = None) -> Link:
    """A link that shows why; `other` is what a button "Use another value…" in it does."""
    made = link(why.link)
    made.setObjectName("why")
    made.setAccessibleName(tr("{link}: {title}", link=why.link, title=about))
    made.clicked.connect(lambda _checked: show_why(frame, made, why, other))
    return made


def show_why(frame: Frame, anchor: QWidget, why: Why, other: Callable[[], object] | None = None) -> None:
    """Show why beneath a widget."""
    title = tr("Why am I seeing this?")
    content, box = popover_column()
    box.addWidget(label(title, "heading", wrap=True))
    for text in why.texts:
        box.addWidget(label(text, "body", wrap=True))
    links = add_behind(box, why.documents, why.references)
    if other is not None:
        button = plain(tr("Use another value…"), small=True)
        button.setObjectName("use-another")
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    shown = Popover(anchor, content, title, width=420)
    open_documents(frame, shown, links)
    if other is not None:
        # The popover goes before the page does that it belongs to.
        button.clicked.connect(shown.dismiss)
        button.clicked.connect(lambda _checked: other())


def add_behind(box: QVBoxLayout, documents: Iterable[Behind], references: Iterable[Behind]) -> list[Link]:
    """Put what stands behind something into a column: title, figure, and a link for `open_documents`."""
    links = []
    for head, found in ((tr("From the documents"), tuple(documents)), (tr("Beside them"), tuple(references))):
        if found:
            box.addWidget(label(head, "label"))
        for one in found:
            links.append(_add_one(box, one))
    return links


def _add_one(box: QVBoxLayout, one: Behind) -> Link:
    part = QVBoxLayout()
    part.setSpacing(theme.u(1))
    part.addWidget(label(one.title, "second", wrap=True))
    if one.figure:
        part.addWidget(label(one.figure, "row", wrap=True))
    words = tr("Open the page on this document")
    made = link(words)
    made.setObjectName(f"document-{one.key}")
    made.setAccessibleName(tr("{link}: {title}", link=words, title=one.title))
    part.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    box.addLayout(part)
    return made


def open_documents(frame: Frame, shown: Popover, links: Iterable[Link]) -> None:
    """Let the links of `add_behind` lead to their documents; the popover goes before the page does."""
    for made in links:
        made.clicked.connect(shown.dismiss)
        made.clicked.connect(partial(_open, frame, made.objectName().removeprefix("document-")))


def _open(frame: Frame, key: str, _checked: bool = False) -> None:
    frame.go("sources", key)


def popover_column() -> tuple[QWidget, QVBoxLayout]:
    """What a popover holds: a widget, and the layout its parts go into."""
    content = QWidget()
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.u(8))
    return content, box
