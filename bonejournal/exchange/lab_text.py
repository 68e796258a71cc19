"""The text of a laboratory report, as it is copied from a PDF or a portal: one result a line.

A test is known by any of its names in the catalogue. Figure, unit and interval are taken in whatever order they stand,
with decimal commas or points as the whole text has them. What is read is shown before it is used; a line that nothing
was read of is given back as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from bonejournal.domain.dates import DateError, parse_day
from bonejournal.domain.labs.analytes import Analyte, Unit, analytes, spelled
from bonejournal.domain.typeahead import fold

LONGEST = 60_000
_LONGEST_LINE = 300
"""What is longer is no result but running text; it is read while the form waits, and costs by the square."""
_LONGEST_NAME = 120
"""So far into a line a figure may stand."""
_PLAIN = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), "\u00a0": " ", "\u2019": "'"})
_BRACED = str.maketrans("", "", "{}_")
_NUMBER = r"\d+(?:[.,]\d+)*"
_VALUE = re.compile(rf"(?:(?<=[\s:;=|<>\u2264\u2265])|^)({_NUMBER})(?![\d.,]*\d)")
_SIGN = re.compile(r"(<=|>=|[<>\u2264\u2265])\s*$")
_SIGNS = {"\u2264": "<=", "\u2265": ">="}
_FLAG = re.compile(r"(?:[HLN+*!A\u2191\u2193-]{1,3}|high|low|normal|hoch|niedrig|alto|bajo)(?=[\s|]|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?:ref\w*|normal\w*|range|norm)\b[ .:]*", re.IGNORECASE)
_BETWEEN = re.compile(rf"[\[(]?\s*({_NUMBER})\s*(?:-|to\b|bis\b|a\b)\s*({_NUMBER})\s*[\])]?", re.IGNORECASE)
_UP_TO = r"<=?|\u2264|bis\b|up to\b|unter\b|under\b|below\b|less than\b|hasta\b"
_FROM = r">=?|\u2265|\u00fcber\b|above\b|over\b|more than\b|ab\b|desde\b"
_ONE_END = re.compile(rf"[\[(]?\s*(?:({_UP_TO})|({_FROM}))\s*({_NUMBER})\s*[\])]?", re.IGNORECASE)
_BEFORE = re.compile(rf"[<>]?\s*{_NUMBER}\s+\(?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\)?")
_UNIT = re.compile(
    r"(?:x ?10\^?\d+)?[A-Za-z\u00b5\u03bc%/][^\s()\[\];|]*[/%][^\s()\[\];|]*|%|/[A-Za-z\u00b5\u03bc]+|fl\b|pg\b"
)
_FOOTNOTE = re.compile(r"\s+0\d$")
_ASIDE = re.compile(r"\(([^()]*)\)")
_SAID_OF_IT = frozenset(
    fold(
        "serum plasma blood total gesamt basal basel intact intakt fasting nuchtern level result venous s p edta im i "
        "ckd epi 2009 2021 ifcc ngsp dcct non african american calc calculated quantitative"
    ).split()
)
"""Words beside a test's name that do not make it another one; urine, free and ionised do."""
_DAY = (
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{1,2}\.? \w{3,9}\.?,? \d{4}|\w{3,9}\.? \d{1,2},? \d{4})"
)
_DRAWN = re.compile(
    r"\b(?:date (?:of )?(?:collect\w+|drawn)|collect\w+|drawn|sample date|specimen date"
    rf"|(?:proben?)?(?:entnahme|abnahme)\w*|fecha de (?:toma|extracci\w+))(?: date| on| am)?\W{{0,3}}{_DAY}",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap])\.?m)?", re.IGNORECASE)
_FASTING = re.compile(r"\b(?:fasting|n\u00fcchtern|ayunas)\s*[:=?]?\s*(yes|no|ja|nein|s\u00ed|y|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LabLine:
    """One result that was recognised: texts as a form takes them, with a decimal point.

    test: a key of the catalogue, or the name as it is printed; is_known says which.
    """

    test: str
    is_known: bool
    sign: str
    value: str
    unit: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class LabReport:
    """What a text says; each test once. A day only where day and month cannot be mixed up. unread: all other lines."""

    rows: tuple[LabLine, ...] = ()
    unread: tuple[str, ...] = ()
    day: dt.date | None = None
    time: dt.time | None = None
    fasting: bool | None = None


def read_lab_report(text: str, today: dt.date) -> LabReport:
    """What can be read in a text; all its lines are `unread` where nothing can."""
    lines = [line.strip() for line in text[:LONGEST].translate(_PLAIN).replace("\t", "  ").splitlines() if line.strip()]
    point = _decimal_sign(" ".join(lines))
    rows: dict[str, LabLine] = {}
    unread: list[str] = []
    report = LabReport()
    for line, found in _together(lines, point):
        draw = _draw(line, report, today) if found is None else None
        if found is not None and rows.setdefault(found.test, found) != found:
            unread.append(line)
        elif draw is not None:
            report, whole = draw
            if not whole:
                unread.append(line)
        elif found is None:
            unread.append(line)
    return replace(report, rows=tuple(rows.values()), unread=tuple(unread))


# Lines


def _together(lines: list[str], point: str) -> Iterator[tuple[str, LabLine | None]]:
    """The lines and their results, where figure, unit and interval stand on lines of their own behind the name of a
    test as one.
    """
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        whole, found = line, _line(line, point)
        if found is not None or named(line):
            while at < len(lines) and len(whole) < _LONGEST_LINE // 2 and _is_fragment(lines[at], point):
                whole, at = f"{whole}  {lines[at]}", at + 1
        yield whole, found if whole is line else _line(whole, point)


def _is_fragment(line: str, point: str) -> bool:
    """Whether a line holds nothing but a figure, a unit, an interval or a flag."""
    if len(line) > _LONGEST_LINE:
        return False
    if re.fullmatch(rf"(?:<=?|>=?|[\u2264\u2265])?\s*{_NUMBER}", line):
        return True
    return not _behind(line, LabLine("", False, "", ""), point)[1].strip() and bool(line)


def _line(line: str, point: str) -> LabLine | None:
    """The result of a line: behind the longest beginning that names a test, else behind any name there is."""
    best: LabLine | None = None
    if len(line) > _LONGEST_LINE:
        return None
    for match in _VALUE.finditer(line):
        if match.start() > _LONGEST_NAME:
            break
        before, rest = line[: match.start()], line[match.end() :]
        if not _stands_alone(rest):
            continue
        sign = _SIGN.search(before)
        name, unit, interval = _name(before[: sign.start()] if sign else before, point)
        if not re.search(r"[^\W\d_]", name):
            continue
        test = named(name)
        found = LabLine(
            test or " ".join(name.split()),
            bool(test),
            _SIGNS.get(sign[1], sign[1]) if sign else "",
            _figure(match[1], point),
            unit,
            *interval,
        )
        found, _ = _behind(rest, found, point)
        if test:
            best = _as_catalogued(found, match[1])
        elif best is None and (found.unit or found.low or found.high) and not re.search(r"[:?]$", name.strip()):
            best = found
    return best


def _stands_alone(rest: str) -> bool:
    """Whether a number is a figure: no interval begins with it, and it is no part of a name such as 25-OH."""
    if re.match(rf"\s*(?:-|to\b|bis\b)\s*{_NUMBER}|-\w|[/:]\d", rest):
        return False
    return not re.match(r"[^\W\d_]", rest) or _unit(rest)[0] != ""


def _name(before: str, point: str) -> tuple[str, str, tuple[str, str]]:
    """What stands before a figure: the name, and the unit and interval behind it where they come first."""
    name, unit, ends = before.strip(" :;=|."), "", ("", "")
    for _ in range(2):
        found = list(_BETWEEN.finditer(name))
        if found and found[-1].end() == len(name) and found[-1].start():
            ends = (_figure(found[-1][1], point), _figure(found[-1][2], point))
            name = name[: found[-1].start()].rstrip(" :;|")
        for start in (match.start() for match in re.finditer(r"(?<=\s)\S", name)):
            behind = name[start:].strip("[]() ")
            if "/" not in behind:
                break
            known, length = _unit(behind)
            if known and length == len(behind):
                name, unit = name[:start].rstrip(" [(|:;"), known
                break
    return _FOOTNOTE.sub("", name), unit, ends


def _behind(rest: str, found: LabLine, point: str) -> tuple[LabLine, str]:
    """Unit and interval in whatever order they stand behind a figure, and what is left after them."""
    rest = rest.lstrip(" |:;,")
    while rest:
        between, one_end, unit = _BETWEEN.match(rest), _ONE_END.match(rest), _unit(rest)
        if skipped := _BEFORE.match(rest) or _FLAG.match(rest) or _LABEL.match(rest):
            length = skipped.end()
        elif between and not found.low and not found.high:
            found = replace(found, low=_figure(between[1], point), high=_figure(between[2], point))
            length = between.end()
        elif one_end and not found.low and not found.high:
            end, length = _figure(one_end[3], point), one_end.end()
            found = replace(found, high=end) if one_end[1] else replace(found, low=end)
        elif unit[0]:
            found, length = replace(found, unit=found.unit or unit[0]), unit[1]
        else:
            break
        rest = rest[length:].lstrip(" |:;,()[]")
    return found, rest


# Names and units


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, known in analytes().items():
        for name in (known.name, key.replace("_", " "), *known.names):
            found.setdefault(_squeezed(name), key)
    return found


def _squeezed(name: str) -> str:
    return fold(name).replace(" ", "").replace("+", "")


def named(name: str) -> str:
    """The analyte a report calls so, "" where none is; words that do not change what is measured are passed over."""
    bare = _ASIDE.sub(" ", name)
    words = [word for word in fold(bare).split() if word not in _SAID_OF_IT]
    tried = [name, bare, " ".join(words)]
    if fold(bare) and not re.search(r"\s\d", bare):
        tried += [aside for aside in _ASIDE.findall(name) if len(aside) > 2]
    return next((found for said in tried if (found := _names().get(_squeezed(said), ""))), "")


@cache
def _units() -> dict[str, str]:
    found: dict[str, str] = {}
    for unit in (unit.name for known in analytes().values() for unit in known.units):
        if unit:
            found.setdefault(_spelled(unit), unit)
    return found


@lru_cache(maxsize=4096)  # the same few words stand in all lines
def _spelled(unit: str) -> str:
    said = spelled(unit.replace(",", ".").replace("ie/", "iu/").replace("IE/", "IU/").replace("qm", "m2"))
    return said.translate(_BRACED)


def _unit(rest: str) -> tuple[str, int]:
    """The unit a text begins with and how many letters it takes; one that is not in the catalogue as it is printed."""
    ends = [match.end() for match in re.finditer(r"[^\s()\[\]|;]+", rest[:24])]
    for end in reversed(ends):
        if not rest[end : end + 1].isalnum() and _spelled(rest[:end].rstrip(",")) in _units():
            return _units()[_spelled(rest[:end].rstrip(","))], end
    other = _UNIT.match(rest)
    return (other[0].rstrip(","), other.end()) if other else ("", 0)


def _as_catalogued(found: LabLine, printed: str) -> LabLine:
    """The unit as the analyte has it, and a figure that can be read two ways as the one that can be."""
    known = analytes()[found.test]
    unit = known.unit_named(found.unit) or next(
        (unit for unit in known.units if _spelled(unit.name).startswith(_spelled(found.unit))), None
    )
    if unit is None or not found.unit:
        return found
    found = replace(found, unit=unit.name)
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", printed):
        bare, parted = re.sub(r"[.,]", "", printed), printed.replace(",", ".")
        other = parted if found.value == bare else bare
        if not _can_be(known, unit, found.value) and _can_be(known, unit, other):
            return replace(found, value=other)
    return found


def _can_be(known: Analyte, unit: Unit, value: str) -> bool:
    return known.hard[0] <= unit.own(Decimal(value)) <= known.hard[1]


# Figures


def _decimal_sign(text: str) -> str:
    """Whether the text writes decimals with a comma or a point; a point where nothing tells."""
    plain = re.sub(r"\d{1,4}[./]\s?\d{1,2}[./]\s?\d{2,4}|1[.,]73", " ", text)
    commas, points = _decimals(plain, ","), _decimals(plain, ".")
    return "," if commas > points else "."


def _decimals(text: str, sign: str) -> int:
    """How many numbers have a sign that can only be their decimal one."""
    own, other = re.escape(sign), r"\." if sign == "," else ","
    number = rf"0{own}\d+|\d+{own}(?:\d{{1,2}}|\d{{4,}})|[\d.,]+{other}\d{{3}}{own}\d+"
    return len(re.findall(rf"(?<![\d.,])(?:{number})(?![\d.,]\d|\d)", text))


def _figure(printed: str, point: str) -> str:
    """A number with a decimal point, its digits as printed: "1.234,5" is "1234.5"."""
    other = "." if point == "," else ","
    if "," in printed and "." in printed:
        last = max(printed.rfind(","), printed.rfind("."))
        return re.sub(r"[.,]", "", printed[:last]) + "." + printed[last + 1 :]
    if printed.count(other) > 1 or re.fullmatch(rf"[1-9]\d{{0,2}}{re.escape(other)}\d{{3}}", printed):
        return printed.replace(other, "")
    if printed.count(point) > 1:
        return printed.replace(point, "")
    return printed.replace(",", ".")


# The draw


def _draw(line: str, report: LabReport, today: dt.date) -> tuple[LabReport, bool] | None:
    """The report with what a line says of the draw, and whether all of it was understood; None for another line."""
    drawn, fasting = _DRAWN.search(line), _FASTING.search(line)
    if drawn is None and fasting is None:
        return None
    whole = True
    if fasting is not None:
        report = replace(report, fasting=fasting[1].lower() in ("yes", "y", "ja", "s\u00ed"))
    if drawn is not None:
        day = _day(drawn[1], today)
        whole = day is not None
        report = replace(report, day=report.day or day, time=report.time or _time(line[drawn.end() :]))
    return report, whole


def _day(said: str, today: dt.date) -> dt.date | None:
    """A day that can be read in one way only."""
    strokes = re.fullmatch(r"(\d{1,2})/\s?(\d{1,2})/\s?(\d{2,4})", said)
    if strokes:
        first, second = int(strokes[1]), int(strokes[2])
        if first <= 12 and second <= 12 and first != second:
            return None
        said = f"{second}/{first}/{strokes[3]}" if second > 12 else said
    said = re.sub(r"^([^\W\d]+)\.? (\d{1,2}),? (\d{4})$", r"\2 \1 \3", said).replace(",", "")
    try:
        return parse_day(re.sub(r"(?<=[./])\s", "", said), today)
    except DateError:
        return None


def _time(rest: str) -> dt.time | None:
    found = _TIME.search(rest)
    if found is None:
        return None
    half = (found[3] or "").lower()
    hour = int(found[1]) % 12 + (12 if half == "p" else 0) if half else int(found[1])
    return dt.time(hour, int(found[2])) if hour < 24 and int(found[2]) < 60 else None
