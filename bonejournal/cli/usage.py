"""What is said of a command that was given wrongly."""

from __future__ import annotations


class UsageError(Exception):
    """A command that cannot be run as it was given; the text is one sentence."""

    def __init__(self, sentence: str, exit_code: int = 2) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
