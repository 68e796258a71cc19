"""Rectangles of a picture, and which room in it is taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

_COLUMN = 48
"""Pixels: a label is compared with what stands in the columns it reaches into, not with all there is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it reaches nowhere beyond `other`."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Room:
    """What of a picture is taken by marks, lines and words."""

    def __init__(self) -> None:
        self._columns: defaultdict[int, list[Box]] = defaultdict(list)

    def keep(self, box: Box) -> None:
        """Let nothing else be written there."""
        for column in _columns(box):
            self._columns[column].append(box)

    def is_free(self, box: Box, but: Box | None = None) -> bool:
        """Whether nothing but `but` is kept there."""
        return not any(
            other is not but and box.meets(other) for column in _columns(box) for other in self._columns.get(column, ())
        )

    def clear(self) -> None:
        """Forget everything."""
        self._columns.clear()


def _columns(box: Box) -> range:
    return range(int(box.left // _COLUMN), int(box.right // _COLUMN) + 1)
