"""What a DXA report is seen against while it is typed: her clinics and scanners, the scan before, and the change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bonejournal.domain.bone.comparison import (
    DEFAULT_LSC_PERCENT,
    Reason,
    Verdict,
    compare,
    last_comparable,
    obstacle,
    same_device,
    unnamed_device,
)
from bonejournal.domain.bone.density import (
    JUDGED,
    DxaScan,
    Result,
    Site,
    SiteResult,
    in_order,
    results,
    write_vertebrae,
)
from bonejournal.domain.bone.dxa_entry import GRAMS, MILLIGRAMS, Line, has_numbers, main_spine
from bonejournal.domain.words import Said, day_long, exact, mark, number, percent, signed, tr


class Scanner(NamedTuple):
    """One device, as reports name it."""

    make: str = ""
    model: str = ""
    serial: str = ""
    software: str = ""

    @property
    def label(self) -> str:
        """What a list calls it: "Horizon A, no. 301584M"."""
        name = self.model or self.make
        if name and self.serial:
            return tr("{model}, no. {serial}", model=name, serial=self.serial)
        return name or tr("no. {serial}", serial=self.serial)

    def is_same(self, other: Scanner) -> bool:
        """Whether make, model and serial are the same, however they are spaced."""
        return all(_bare(a) == _bare(b) for a, b in zip(self[:3], other[:3], strict=True))


def scanner_of(scan: DxaScan) -> Scanner:
    """The scanner a report names."""
    return Scanner(scan.make, scan.model, scan.serial, scan.software)


def scanners(scans: Sequence[DxaScan], facility: str) -> list[Scanner]:
    """Every scanner on record with its newest software, those of `facility` first, the last used of each first."""
    found: list[Scanner] = []
    newest = list(reversed(in_order(scans)))
    here = [scan for scan in newest if _bare(scan.facility) == _bare(facility)]
    for scan in (*here, *newest):
        scanner = scanner_of(scan)
        if any(scanner[:3]) and not any(scanner.is_same(known) for known in found):
            found.append(scanner)
    return found


def facilities(scans: Sequence[DxaScan]) -> list[str]:
    """Every clinic on record, the last one first."""
    return list(dict.fromkeys(scan.facility for scan in reversed(in_order(scans)) if scan.facility))


def scanner_at(scans: Sequence[DxaScan], facility: str) -> Scanner | None:
    """The scanner used last at a clinic, None for a clinic that is not on record."""
    here = [scan for scan in in_order(scans) if _bare(scan.facility) == _bare(facility)]
    return scanner_of(here[-1]) if here else None


def remembered_lsc(scans: Sequence[DxaScan], facility: str, site: Site) -> float | None:
    """The LSC that the last report of a clinic had for a site."""
    if not facility:
        return None
    for scan in reversed(in_order(scans)):
        if _bare(scan.facility) == _bare(facility):
            for row in scan.sites:
                if row.site is site and row.lsc_g_cm2 is not None:
                    return row.lsc_g_cm2
    return None


def default_lsc(site: Site) -> str:
    """What stands in an empty LSC field: ISCD's default where there is one."""
    share = DEFAULT_LSC_PERCENT.get(site)
    return tr("default {percent}", percent=percent(share)) if share is not None else tr("none known")


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def standing(scan: DxaScan, others: Iterable[DxaScan], vertebrae: frozenset[int]) -> Said:
    """Whether a scan can be compared with one before it, said before a number is typed.

    `vertebrae` are the ones it measures; its rows do not matter.
    """
    before = [other for other in in_order(list(others)) if other.date < scan.date and other.id != scan.id]
    if not before:
        return Said(
            "no_data", tr("The first scan on record. The next one on the same scanner can be compared with it.")
        )
    alike = [other for other in before if same_device(other, scan)]
    if not alike:
        last = before[-1]
        if unnamed_device(last, scan):
            return Said(
                "not_comparable",
                tr(
                    "It is not on record whether this is the scanner of {day}. Its make, model and serial number on "
                    "both reports would settle it.",
                    day=day_long(last.date),
                ),
            )
        said = tr("Other scanner than on {day}: this scan starts a new line.", day=day_long(last.date))
        return Said("not_comparable", said)
    for other in reversed(alike):
        main = main_spine(other)
        if main is None or main.vertebra_set == vertebrae:
            said = tr("Same scanner, same vertebrae as {day}: the two scans can be compared.", day=day_long(other.date))
            return Said("met", said)
    other = alike[-1]
    main = main_spine(other)
    said = tr(
        "Same scanner as {day}, other vertebrae: the spine cannot be compared with that scan, which used {vertebrae}. "
        "The hips can.",
        day=day_long(other.date),
        vertebrae=write_vertebrae(main.vertebra_set if main else frozenset()).replace("-", "\u2013"),
    )
    return Said("no_data", said)


class Before(NamedTuple):
    """The last scan a row can be compared with: its day and its BMD, and what has become of it."""

    day: dt.date | None
    bmd: float | None
    change: Said


def before(scan: DxaScan, line: Line, row: SiteResult, others: Sequence[DxaScan], unit: str) -> Before:
    """What stands at the right of a row; `row` is what is typed of it so far, densities are said in `unit`."""
    if line.site not in JUDGED or line.vertebrae:
        return Before(None, None, _not_judged(row))
    last = last_comparable(scan, row, others)
    day, bmd = (last.scan.date, last.row.bmd_g_cm2) if last else (None, None)
    latest = Result(scan, row)
    if row.bmd_g_cm2 is None:
        return Before(day, bmd, Said("no_data", tr("not recorded") if not has_numbers(row) else tr("no BMD")))
    if last is not None:
        return Before(day, bmd, _change(last, latest, unit))
    return Before(None, None, _alone(latest, others))


def _not_judged(row: SiteResult) -> Said:
    if has_numbers(row):
        return Said("not_applicable", tr("kept, not compared"))
    return Said("no_data", tr("not recorded"))


def _alone(latest: Result, others: Sequence[DxaScan]) -> Said:
    """Why a result has nothing to be compared with."""
    if latest.row.site is Site.LUMBAR_SPINE and len(latest.row.vertebra_set) < 2:
        return Said("not_applicable", tr("one vertebra, not compared"))
    for other in reversed(in_order(list(others))):
        if other.date >= latest.scan.date or other.id == latest.scan.id:
            continue
        for result in results(other):
            same = result.row.site is latest.row.site and result.row.side is latest.row.side
            if same and result.bmd is not None:
                other_vertebrae = obstacle(result, latest) is Reason.VERTEBRAE
                return Said("not_comparable", tr("other vertebrae") if other_vertebrae else tr("other scanner"))
    return Said("not_applicable", tr("first on record"))


def _change(last: Result, latest: Result, unit: str) -> Said:
    made = compare(last, latest)
    if made.change_g_cm2 is None or made.change_percent is None:
        raise ValueError("these two cannot be compared")
    amount = signed(made.change_g_cm2 * 1000, 0) if unit == MILLIGRAMS else signed(made.change_g_cm2, 3)
    said: dict[Verdict | None, str] = {
        Verdict.GAIN: mark("{change} ({percent}), real gain"),
        Verdict.LOSS: mark("{change} ({percent}), real loss"),
        Verdict.WITHIN_ERROR: mark("{change} ({percent}), within noise"),
        None: mark("{change} ({percent}), no LSC known"),
    }
    words = tr(said[made.verdict], change=amount, percent=percent(made.change_percent, sign=True))
    return Said(str(made.verdict) if made.verdict else "no_data", words)


def density(value: float, unit: str) -> str:
    """A BMD for reading in `unit`."""
    return number(exact(value) * 1000, 0) if unit == MILLIGRAMS else number(value, 3)


def last_unit(scans: Sequence[DxaScan]) -> str:
    """The unit of the last report's densities."""
    last = in_order(scans)[-1:]
    return MILLIGRAMS if any(item.text.endswith(MILLIGRAMS) for scan in last for item in scan.typed) else GRAMS
