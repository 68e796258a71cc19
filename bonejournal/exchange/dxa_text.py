"""The text of a DXA report, as it is copied from a PDF, a portal or a letter: which numbers it holds.

Tables are read by their header, so that a column such as PR (%) is never taken for a score, and sentences by the names
of their numbers. Values of an earlier scan and changes are left out. What is read is shown before it is used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bonejournal.domain.bone.density import Side, Site, vertebrae_of, write_vertebrae
from bonejournal.domain.dates import DateError, parse_day

LONGEST = 60_000
_LONGEST_LINE = 2000
"""What is longer is no sentence of a letter; looking through it takes longer by the square, while the form waits."""
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))
_NUMBER = r"[+-]?(?:\d+[.,]\d+|[.,]\d+|\d+)"

_SITES: tuple[tuple[str, Site], ...] = (
    (r"ultra ?-?distal|\bud\b", Site.RADIUS_ULTRADISTAL),
    (r"1/3|33 ?%|one[- ]third", Site.RADIUS_33),
    (r"total radius|radius total", Site.RADIUS_TOTAL),
    (r"inter-?troch\w*|\binter\b", Site.INTERTROCHANTER),
    (r"\btroch\w*", Site.TROCHANTER),
    (r"ward'?s?\b", Site.WARDS),
    (r"total body|whole body", Site.TOTAL_BODY),
    (r"\bneck\b", Site.FEMORAL_NECK),
    (r"total (?:hip|femur|proximal femur)|(?:hip|femur),? total", Site.TOTAL_HIP),
)
_PARTS = (
    ("spine", r"\b(?:spine|lumbar|l ?-?spine)\b"),
    ("hip", r"\b(?:hip|femur|dual ?femur|femora)\b"),
    ("arm", r"\b(?:forearm|radius|wrist)\b"),
    ("body", r"\b(?:total|whole) body\b"),
)
_TOTAL = {"spine": Site.LUMBAR_SPINE, "hip": Site.TOTAL_HIP, "arm": Site.RADIUS_TOTAL, "body": Site.TOTAL_BODY}
_SIDES = {"left": Side.LEFT, "right": Side.RIGHT, "mean": Side.MEAN}
_VERTEBRAE = re.compile(r"\bL([1-4])(?:(?: ?- ?L?[1-4])|(?:(?: ?[,+&] ?| and )L?[1-4])*)?(?![\w-])", re.IGNORECASE)
_HEADS = (
    ("area", r"\barea\b"),
    ("bmc", r"\bbmc\b"),
    ("bmd", r"\bbmd\b"),
    ("t", r"\bt ?- ?scores?\b"),
    ("z", r"\bz ?- ?scores?\b"),
    ("", r"\(%\)|\bpr\b|\bam\b|\bage\b"),
)
_NAMED = (
    ("t", re.compile(rf"\bt ?-? ?(?:scores?)?\s*[:=]?\s*(?:of |is )?({_NUMBER})(?![\d/])", re.IGNORECASE)),
    ("z", re.compile(rf"\bz ?-? ?(?:scores?)?\s*[:=]?\s*(?:of |is )?({_NUMBER})(?![\d/])", re.IGNORECASE)),
    ("bmd", re.compile(rf"\b(?:bmd|density)\s*[:=]?\s*(?:of |is )?({_NUMBER})(?!\s*%)", re.IGNORECASE)),
    ("bmd", re.compile(rf"({_NUMBER})\s*m?g ?/ ?cm", re.IGNORECASE)),
)
_EARLIER = re.compile(
    r"\(?\b(?:previous(?:ly)?|prior|compared|formerly|since|trend|(?:was|from)\s+[\d.,-])(?:\b|(?<=\W)).*",
    re.IGNORECASE,
)
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.? [A-Za-z]{3,9}\.?,? \d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"


@dataclass(frozen=True, slots=True)
class Found:
    """One row that was recognised.

    numbers: the text of each column (area, bmc, bmd, t, z); a density is in g/cm² unless its unit is with it.
    """

    site: Site
    side: Side | None
    vertebrae: str
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """What a text says; each row once. A day only where day and month cannot be mixed up."""

    rows: tuple[Found, ...] = ()
    day: dt.date | None = None
    tbs: str = ""


@dataclass(slots=True)
class _State:
    """Where in the report a line stands."""

    part: str = ""
    side: Side | None = None
    site: Site | None = None
    heads: tuple[str, ...] = ()
    rows: dict[tuple[Site, Side | None, str], Found] = field(default_factory=dict)


def read_report(text: str, today: dt.date) -> Report:
    """What can be read in a text; empty when nothing can."""
    state = _State()
    tbs = ""
    plain = text[:LONGEST].translate(_DASHES).replace("\u00a0", " ").replace("\u2019", "'")
    for line in plain.splitlines():
        if len(line) > _LONGEST_LINE:
            continue
        if re.match(r"\s*(?:trend|comments?|impression|assessment|frax|who |comparison|technique)\b", line, re.I):
            state = replace(state, part="", side=None, site=None, heads=())
        elif not _EARLIER.match(line.strip()):
            for found in _line(line, state):
                state.rows.setdefault((found.site, found.side, found.vertebrae), found)
        score = re.search(r"\b(?:tbs|trabecular bone score)\b[^\d\n]*(?:L1-L4[^\d\n]*)?(\d[.,]\d+)", line, re.I)
        tbs = tbs or (score[1] if score else "")
    return Report(tuple(state.rows.values()), _day(plain, today), tbs)


def _line(line: str, state: _State) -> Iterator[Found]:
    """Read one line and remember what it says of the lines after it."""
    heads = _header(line)
    if heads:
        state.heads = heads
    place = _place(line, state)
    said = _EARLIER.sub("", line)
    numbers = _from_columns(said, state.heads) if state.heads and not heads else {}
    numbers = numbers or _from_names(said)
    if place is None or not {"bmd", "t"} & numbers.keys():
        return
    site, side, vertebrae = place
    yield Found(site, side, vertebrae, numbers)


def _place(line: str, state: _State) -> tuple[Site, Side | None, str] | None:
    """The site a line is about, from its own words and those above it. Changes what holds for the next lines."""
    low = line.lower()
    side = next((known for word, known in _SIDES.items() if re.search(rf"\b{word}\b", low)), None)
    part = next((name for name, pattern in _PARTS if re.search(pattern, low)), "")
    has_numbers = bool(re.search(r"\d[.,]\d", low))
    if part and not has_numbers:
        state.part, state.side, state.site = part, side, None
    elif side and not part and not has_numbers:
        state.side = side
    part = part or state.part
    if re.match(r"\s*difference\b", low):
        return None
    site = next((known for pattern, known in _SITES if re.search(pattern, low)), None)
    if site is None and re.search(r"\btotal\b", low) and part:
        site = _TOTAL[part]
    spine = _VERTEBRAE.search(line)
    if site is None and spine and part in ("", "spine"):
        return Site.LUMBAR_SPINE, None, _set(spine[0])
    if site is None and part == "spine" and has_numbers:
        site = Site.LUMBAR_SPINE
    if site is not None and not has_numbers:
        state.site = site
    site = site or (state.site if side and not spine else None)
    if site is None:
        return None
    if site is Site.LUMBAR_SPINE:
        return site, None, "L1-L4"
    sided = side or state.side if site is not Site.TOTAL_BODY else None
    return site, sided, ""


def _set(written: str) -> str:
    """A set of vertebrae as the record writes it."""
    said = re.sub(r"\s+and\s+|[,&]", "+", written, flags=re.IGNORECASE).replace(" ", "").upper()
    said = re.sub(r"\+(?=[1-4])", "+L", said)
    return write_vertebrae(vertebrae_of(said))


def _header(line: str) -> tuple[str, ...]:
    """The columns a header line names in their order; "" for one that is not taken. Empty for any other line."""
    if re.search(r"\d[.,]\d", line):
        return ()
    line = re.sub(r"[?\u0394\u2206]\s*bmd\s*\([^)]*\)", " (%) ", line, flags=re.IGNORECASE)  # a change
    found = sorted(
        (match.start(), name) for name, pattern in _HEADS for match in re.finditer(pattern, line, re.IGNORECASE)
    )
    names = [name for _, name in found]
    # "PR (%)" is one column, and a unit in brackets none.
    kept = [name for place, name in enumerate(names) if name or not _one(found, place, line)]
    if "t" in kept or "z" in kept or {"bmd", "bmc"} <= set(kept):
        return tuple(kept if "bmd" in kept else ("bmd", *kept))
    return ()


def _one(found: list[tuple[int, str]], place: int, line: str) -> bool:
    """Whether a head belongs to the one before it, as in "PR (%)"."""
    if not place or found[place - 1][1]:
        return False
    between = line[found[place - 1][0] : found[place][0]]
    return len(between.strip()) <= 3 and not re.search(r"\s{2,}|\t", between)


def _from_columns(line: str, heads: tuple[str, ...]) -> dict[str, str]:
    """The numbers behind a row's name, by the header's columns; empty where they do not fit it."""
    line = re.sub(r"m?g ?/ ?cm(?:2|\^2|²)?", "", line)
    named = re.sub(r"\bL\d(?:\s*-\s*L\d)?\b|1/3|33 ?%", "", line, flags=re.IGNORECASE)
    cells = re.findall(rf"\d{{1,2}}/\d{{1,2}}/\d{{4}}|{_NUMBER}|(?<=\s)-(?=\s|$)", named)
    cells = [cell for cell in cells if "/" not in cell]
    if len(cells) < len(heads) or len(cells) > len(heads) + 2:
        return {}
    return {head: _text(cell) for head, cell in zip(heads, cells, strict=False) if head and cell != "-"}


def _from_names(line: str) -> dict[str, str]:
    """The numbers that a sentence names: "BMD 0.634 g/cm2, T-score -1.9"."""
    found: dict[str, str] = {}
    for name, pattern in _NAMED:
        match = pattern.search(line)
        if match and name not in found:
            milligrams = name == "bmd" and re.match(r"\s*mg ?/ ?cm", line[match.end(1) :], re.IGNORECASE)
            found[name] = _text(match[1]) + (" mg/cm²" if milligrams else "")
    return found


def _text(number: str) -> str:
    return number.replace("-", "\u2212").removeprefix("+").replace(",", ".")


def _day(text: str, today: dt.date) -> dt.date | None:
    """The day of the scan: one named as such, else the only one that is written with its month's name or as ISO."""
    named = re.search(rf"(?:scan|exam|study)\s*(?:date)?\s*:?\s*{_DAY}", text, re.IGNORECASE)
    written = [named[1]] if named else []
    for said in written:
        turned = re.sub(r"^([A-Za-z]+)\.? (\d{1,2}),? (\d{4})$", r"\2 \1 \3", said).replace(",", "")
        try:
            return parse_day(turned, today)
        except DateError:
            return None
    return None
