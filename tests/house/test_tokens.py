"""Every colour that painting asks for by name is there: an unknown one would only be seen when it is painted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonejournal.ui.theme import ROLES, TOKENS

UI = Path(__file__).resolve().parents[2] / "bonejournal" / "ui"
ASKS = {"c": TOKENS, "hex": TOKENS, "thick": TOKENS}


def strings(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may come to."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from strings(body)
            yield from strings(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from strings(value)
        case ast.Subscript(value=ast.Dict(values=values)):
            for value in values:
                yield from strings(value)


def asked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the name of every colour, and of every role of a text, that is asked for by name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ASKS:
            for text in strings(node.args[0]):
                yield node.lineno, text


def unknown(source: str) -> list[tuple[int, str]]:
    return [(line, text) for line, text in asked(ast.parse(source)) if text not in TOKENS]


def test_every_colour_asked_for_is_there() -> None:
    found = {str(path.relative_to(UI)): unknown(path.read_text("utf-8")) for path in sorted(UI.rglob("*.py"))}
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert sum(len(list(asked(ast.parse(path.read_text("utf-8"))))) for path in UI.rglob("*.py")) > 100


def test_every_role_has_a_colour_that_is_there() -> None:
    assert {token for _, _, token in ROLES.values()} <= TOKENS.keys()


@pytest.mark.parametrize(
    "source",
    ['theme.c("txt")', 'c("txt")', 'theme.c("text" if on else "txt")', 'painter.setPen(theme.c(kind or "txt"))'],
)
def test_a_colour_that_is_not_there_is_found(source: str) -> None:
    assert unknown(source) == [(1, "txt")]
