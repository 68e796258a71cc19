"""Templates: what she records often, to be recorded again by one key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bonejournal.domain.field import Word, choice, number, text
from bonejournal.domain.record import Problem, Record, kind
from bonejournal.domain.step import Change, Step
from bonejournal.domain.words import mark, tr

_WHOLE = mark("A template holds at least one row.")


class TemplateKind(Word):
    """The kind of record a template makes."""

    INTAKE = "intake", mark("eating")
    WORKOUT = "workout", mark("workout")
    LABS = "labs", mark("lab panel")
    BODY = "body", mark("body measure")


@kind("templates", mark("Template"), 21)
@dataclass(frozen=True, slots=True)
class Template(Record):
    """Rows of a kind's file without ids and dates, as JSON; `pin` is its place among the four keys to log again."""

    name: str = text(mark("Name"), required=True, listed=True)
    kind: TemplateKind | None = choice(mark("Kind"), TemplateKind, required=True, listed=True)
    pin: float | None = number(mark("Key"), hard=(1, 4), whole=True, listed=True)
    content: str = text(mark("Content"), required=True)

    def called(self) -> str:
        """What a menu calls it."""
        return self.name

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows: column to cell, as the kind's file has them. Raises ValueError where the content is none."""
        held = json.loads(self.content)
        if not isinstance(held, list) or not all(_is_row(row) for row in held):
            raise ValueError("a template is a list of rows")
        return held

    def check(self) -> Iterator[Problem]:
        """Content that is no list of rows."""
        try:
            if self.content and not self.rows:
                yield Problem("content", tr(_WHOLE))
        except (ValueError, RecursionError):
            yield Problem("content", tr("The content of a template is a JSON list of rows."))


def content_of(rows: list[dict[str, str]]) -> str:
    """The content of a template with these rows; empty cells are left out."""
    bare = [{column: cell for column, cell in row.items() if cell} for row in rows]
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def pinning(template: Template, pin: int | None, others: Iterable[Template]) -> Step:
    """The step that gives a template a key, or none; another one that had the key loses it."""
    held = {one.id: one for one in others}
    before = held.pop(template.id, None)
    after = replace(template, pin=None if pin is None else float(pin))
    losing = [one for one in held.values() if pin is not None and one.pin == pin]
    changes = (Change(before, after), *(Change(one, replace(one, pin=None)) for one in losing))
    label = tr("Change {name}", name=after.name) if before else tr("Add {name}", name=after.name)
    return Step(label, changes)


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values())
