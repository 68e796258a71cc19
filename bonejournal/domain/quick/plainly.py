"""A line of quick add as it is meant: halves, number words, slips and the order in which people say things.

The grammar reads "milk 1 glass" and "steps 8000"; what is typed is "a glass of milk" and "8000 steps".
"""

from __future__ import annotations

import re

from bonejournal.domain.words import language

_LATIN, _MICRO = "\u024f", "\u03bc"
"""The last letter of those that English is written in, and one of units that is none of them."""
_NUMBER = r"\d+(?:[.,]\d+)?"
_FRACTIONS = {"\u00bd": "5", "\u00bc": "25", "\u00be": "75"}
_PARTS = {"1/2": "0.5", "1/4": "0.25", "3/4": "0.75", "half": "0.5"}
_COUNTS = {
    word: str(count)
    for count, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
_WORDS = {"vit": "vitamin", "vit.": "vitamin", "wt": "weight", "weigth": "weight", "wieght": "weight"}
_BEGINNINGS = re.compile(r"(?:(?:i|i've|i have|had|have|did|ate|drank|a|an|some|my|the)\s+)+(?=\S)", re.IGNORECASE)
_TOOK = re.compile(r"^(took|taken)\s+(?:my|the|a|an)\s+", re.IGNORECASE)
_OF = re.compile(
    rf"^(?:({_NUMBER})\s+)?(?:a\s+)?(glass|cup|mug|bowl|slice|piece|handful|tin|can|pot|tablespoon|teaspoon|tbsp|tsp|portion)"
    r"(?:e?s)?\s+of\s+(.+)$",
    re.IGNORECASE,
)
_TURNED = (
    (re.compile(rf"^({_NUMBER}|\d{{1,3}}(?:[.,]\d{{3}})+)\s+steps\b(.*)$", re.IGNORECASE), r"steps \1\2"),
    (re.compile(rf"^({_NUMBER})\s*(kg|lbs?|st)(?=\s(?:today|yesterday|on|last|\d)|$)", re.IGNORECASE), r"weight \1 \2"),
    (
        re.compile(rf"^({_NUMBER})\s*(mins?|minutes|h|hours?)\s+(?:of )?([^\W\d]+(?:\s+[^\W\d]+)?)\b", re.IGNORECASE),
        r"\3 \1 \2",
    ),
    (re.compile(rf"^(\d+\s?[x\u00d7]\s?\d+)\s+([^\d]+?)(\s+{_NUMBER}\s?(?:kg|lbs?)?)?$", re.IGNORECASE), r"\2 \1\3"),
    (re.compile(rf"^([^\d]+)\s+({_NUMBER}\s?(?:kg|lbs?))\s+(\d+\s?[x\u00d7]\s?\d+)$", re.IGNORECASE), r"\1 \3 \2"),
    (re.compile(r"^(?:question|ask)(?:\s*:|\s+about\b|\s+(?:the|my)\s+doctor\b)\s*(.+)$", re.IGNORECASE), r"? \1"),
    (re.compile(r"\blast\s+night$", re.IGNORECASE), "yesterday"),
    (re.compile(r"\bthis\s+(?:morning|afternoon|evening)$", re.IGNORECASE), "today"),
)  # fmt: skip


def plainly(text: str) -> str:
    """The line in the order and the words that are read; most are given back as they are."""
    said = " ".join(text.split())
    if said.startswith("?"):
        return text
    said = re.sub(
        r"(\d+ ?)?([\u00bd\u00bc\u00be])", lambda found: f"{(found[1] or '0').strip()}.{_FRACTIONS[found[2]]}", said
    )
    if language() != "en" or any(sign.isalpha() and sign > _LATIN and sign not in _MICRO for sign in said):
        return said  # the order of another language's words is its own
    words = said.split(" ")
    known = {**_WORDS, **(_PARTS if len(words) > 1 else {})}
    words = [known.get(word.lower(), word) for word in words]
    if len(words) > 1:
        if words[1].lower() != "leg":  # standing on one is a test
            words[0] = _COUNTS.get(words[0].lower(), words[0])
        if words[0] == "0.5" and words[1].lower() in ("a", "an"):
            del words[1]
    said = " ".join(words)
    if bare := _BEGINNINGS.match(said):
        said = said[bare.end() :]
    said = _TOOK.sub(r"\1 ", said)
    if found := _OF.match(said):
        said = f"{found[3]} {found[1] or 1} {found[2]}"
    for pattern, turned in _TURNED:
        said = pattern.sub(turned, said)
    return said
