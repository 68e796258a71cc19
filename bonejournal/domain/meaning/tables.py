"""`targets.toml`, read once: what the five documents ask for, draw, raise and explain, a table each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from bonejournal.domain.resources import resource

Entry = Mapping[str, Any]


@cache
def _held() -> Mapping[str, Sequence[Entry]]:
    with resource("targets.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def entries(kind: str) -> Sequence[Entry]:
    """The tables of a kind ("target", "curve", "rule", "frame") in their order; figures are decimals or integers."""
    return _held()[kind]


@cache
def limit(id_: str, name: str) -> Decimal:
    """A further figure that a target, a curve or a rule goes by. Raises KeyError where it has none of that name."""
    return next(Decimal(entry["limits"][name]) for kind in _held().values() for entry in kind if entry["id"] == id_)
