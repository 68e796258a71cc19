"""The tables of the Bone density page: all scans at a glance, and everything the reports said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonejournal.domain.bone.comparison import Place, compare
from bonejournal.domain.bone.density import DxaScan, Result, Site, SiteResult, in_order, signed_t
from bonejournal.domain.said import verdict_mark
from bonejournal.domain.words import day_short, exact, number, tr
from bonejournal.ui.pages.density_facts import SHORT, Facts, Scores, score_of, short_change, with_bmd
from bonejournal.ui.widgets.export import Sheet
from bonejournal.ui.widgets.table_model import Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence


def scans_table(facts: Facts, chosen: Place) -> tuple[list[Column], list[Row]]:
    """One row a scan, newest first: BMD and score of each site, and the chosen site against the scan before."""
    places = [chosen if chosen[0] is known.site else known.places[0] for known in facts.sites]
    score = tr("Z") if facts.scores is Scores.Z else tr("T")
    columns = [Column(tr("Scan"), bold=True), Column(tr("Scanner"), weight=2)]
    for index, place in enumerate(places):
        name = tr(SHORT[place[0]])
        columns.append(Column(tr("{site} g/cm²", site=name) if not index else name, right=True))
        columns.append(Column(score, right=True))
    against = tr("{site} against the scan before", site=tr(SHORT[chosen[0]]))
    columns.append(Column(against, weight=3, main=True))
    held = {place: {result.scan.id: result for result in reversed(facts.histories[place])} for place in places}
    measured = with_bmd(facts.histories[chosen])
    said = {now.scan.id: _against(before, now) for before, now in zip([None, *measured], measured, strict=False)}
    rows = []
    for scan in reversed(in_order(facts.scans)):
        cells = [Cell(day_short(scan.date)), Cell(scan.place)]
        for place in places:
            result = held[place].get(scan.id)
            bmd = result.bmd if result is not None else None
            cells.append(Cell("" if bmd is None else number(bmd, 3)))
            cells.append(Cell("" if result is None else score_of(result, facts.scores)))
        cells.append(said.get(scan.id) or Cell(tr("Not measured"), role="caption"))
        rows.append(Row(scan.id, tuple(cells)))
    return columns, rows


def _against(before: Result | None, now: Result) -> Cell:
    if before is None:
        return Cell(tr("First scan"), role="caption")
    pair = compare(before, now)
    return Cell(short_change(pair), mark=verdict_mark(pair))


@dataclass(frozen=True, slots=True)
class _Item:
    """A column of everything: its title with the unit, how a cell is shown, and how a file has it."""

    title: str
    shown: Callable[[DxaScan, SiteResult], str]
    file: Callable[[DxaScan, SiteResult], str]
    right: bool = False
    bold: bool = False
    main: bool = False


def _figure(name: str, decimals: int) -> Callable[[DxaScan, SiteResult], str]:
    def shown(_scan: DxaScan, row: SiteResult) -> str:
        value = getattr(row, name)
        return "" if value is None else number(value, decimals)

    return shown


def _score(name: str) -> Callable[[DxaScan, SiteResult], str]:
    def shown(_scan: DxaScan, row: SiteResult) -> str:
        value = getattr(row, name)
        return "" if value is None else signed_t(value)

    return shown


def _plain(name: str) -> Callable[[DxaScan, SiteResult], str]:
    def file(_scan: DxaScan, row: SiteResult) -> str:
        value = getattr(row, name)
        return "" if value is None else str(exact(value))

    return file


def _measured(_scan: DxaScan, row: SiteResult) -> str:
    return row.label if row.readable else f"{tr(Site.LUMBAR_SPINE.label)} {row.vertebrae}"


def _reason(_scan: DxaScan, row: SiteResult) -> str:
    return row.exclusion_reason


def _device(scan: DxaScan, _row: SiteResult) -> str:
    return scan.device


def _software(scan: DxaScan, _row: SiteResult) -> str:
    return scan.software


def _items() -> list[_Item]:
    return [
        _Item(tr("Scan"), lambda scan, _: day_short(scan.date), lambda scan, _: scan.date.isoformat(), bold=True),
        _Item(tr("Measured"), _measured, _measured),
        _Item(tr("Left out because"), _reason, _reason),
        _Item(tr("Area cm²"), _figure("area_cm2", 2), _plain("area_cm2"), right=True),
        _Item(tr("BMC g"), _figure("bmc_g", 2), _plain("bmc_g"), right=True),
        _Item(tr("BMD g/cm²"), _figure("bmd_g_cm2", 3), _plain("bmd_g_cm2"), right=True, main=True),
        _Item(tr("T"), _score("t_score"), _plain("t_score"), right=True),
        _Item(tr("Z"), _score("z_score"), _plain("z_score"), right=True),
        _Item(tr("TBS"), _figure("tbs", 3), _plain("tbs"), right=True),
        _Item(tr("LSC g/cm²"), _figure("lsc_g_cm2", 3), _plain("lsc_g_cm2"), right=True),
        _Item(tr("Scanner"), _device, _device),
        _Item(tr("Software"), _software, _software),
        _Item(tr("Clinic"), lambda _scan, _row: "", lambda scan, _: scan.facility),  # the table of scans shows it
    ]


def everything(facts: Facts, site: Site | None) -> Sheet:
    """All that the reports said of a site, or of all; newest first, without columns that nothing is in."""
    lines = [
        (scan, row)
        for scan in reversed(in_order(facts.scans))
        for row in scan.sites
        if row.site is not None and (site is None or row.site is site)
    ]
    filled = [item for item in _items() if any(item.file(*line) for line in lines)]
    shown = [
        item
        for item in filled
        if any(item.shown(*line) for line in lines) and (site is None or not _repeats(item, lines))
    ]
    columns = tuple(Column(item.title, right=item.right, bold=item.bold, main=item.main) for item in shown)
    rows = tuple(Row(scan.id, tuple(Cell(item.shown(scan, row)) for item in shown)) for scan, row in lines)
    file = (
        tuple(item.title for item in filled),
        *(tuple(item.file(scan, row) for item in filled) for scan, row in lines),
    )
    return Sheet(columns, rows, file)


def _repeats(item: _Item, lines: Sequence[tuple[DxaScan, SiteResult]]) -> bool:
    """Whether a column only repeats what the switch above says."""
    return item.shown is _measured and len({_measured(*line) for line in lines}) == 1
