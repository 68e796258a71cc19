"""Bone density on the doctor's page: the table of scans, its notes and the two charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bonejournal.charts.change import main_places
from bonejournal.charts.density import bmd_chart, bmd_span
from bonejournal.charts.drawn import Drawn, encoded
from bonejournal.charts.scans import runs_of
from bonejournal.charts.style import DPI, FILLS, print_style
from bonejournal.domain import said
from bonejournal.domain.bone.comparison import (
    DEFAULT_LSC_PERCENT,
    Comparison,
    Place,
    Reason,
    Verdict,
    compare,
    histories,
    since_first,
    unnamed_device,
)
from bonejournal.domain.bone.density import (
    ALL_VERTEBRAE,
    JUDGED,
    DxaScan,
    Result,
    Site,
    SiteResult,
    in_order,
    results,
    signed_t,
)
from bonejournal.domain.bone.events import bone_events
from bonejournal.domain.falls.events import Fracture
from bonejournal.domain.medicines.courses import Group, group_of
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.record import Record
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import capital, day_short, mark, month_short, number, percent, together, tr, trn
from bonejournal.report.medicines import ticked
from bonejournal.report.redacted import as_shown
from bonejournal.report.values import PAPERS, Block, Cell, Choices, Line, Picture, Run, Section, Table
from bonejournal.report.words import clipped, softened

COLUMNS = 3
"""Sites beside each other in a table."""
_CHART_MM = {"a4": 46.0, "letter": 40.0}
_MARGIN_MM, _GUTTER_MM = 14.0, 6.0
_FILL_WORDS = {
    "none": mark("hollow"),
    "left": mark("left half"),
    "bottom": mark("lower half"),
    "right": mark("right half"),
    "top": mark("upper half"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How much of it is shown: scans of the main sites, and tables of other sites with their scans."""

    scans: int = 4
    more_tables: int = 3
    more_scans: int = 2


def density_section(snapshot: Snapshot, choices: Choices, form: Form) -> Section:
    """The table of scans, newest first, and what has to be known to read it."""
    scans = shown_scans(snapshot, choices)
    title = tr("Bone density (DXA)")
    if not scans:
        return Section("density", title, paragraphs=((Run(_none_shown(snapshot)),),))
    held = histories(snapshot.of(DxaScan))
    main, more = _places(snapshot, scans)
    rest = [more[start : start + COLUMNS] for start in range(0, len(more), COLUMNS)]
    told = _with_any(scans, main)[: form.scans]
    tables = [_table(told, main, held)] if told else []
    shown = {scan.id for scan in told}
    for places in rest[: form.more_tables]:
        beside = _with_any(scans, places)[: form.more_scans]
        tables.append(_table(beside, places, held))
        shown.update(scan.id for scan in beside)
    left_out = [place for places in rest[form.more_tables :] for place in places]
    earlier = sum(bool(results(scan)) and scan.id not in shown for scan in scans)
    return Section(
        "density",
        title,
        tr("BMD in g/cm²; change against the scan before"),
        tables=tuple(tables),
        notes=(*_notes(told), *_counted(scans, earlier, left_out, choices)),
    )


def _none_shown(snapshot: Snapshot) -> str:
    """Why there is no table: no scan at all, or none from the first day shown on."""
    every = in_order(snapshot.of(DxaScan))
    if not every:
        return tr("No scan on record.")
    return tr("No scan in the time shown; the latest is of {day}.", day=day_short(every[-1].date))


def _with_any(scans: Sequence[DxaScan], places: Sequence[Place]) -> list[DxaScan]:
    """The scans with a result of one of these."""
    return [scan for scan in scans if any(_result(scan, place) for place in places)]


def shown_scans(snapshot: Snapshot, choices: Choices) -> list[DxaScan]:
    """The scans that are printed, newest first."""
    scans = reversed(in_order(snapshot.of(DxaScan)))
    return [scan for scan in scans if choices.since is None or scan.date >= choices.since]


def _places(snapshot: Snapshot, scans: Sequence[DxaScan]) -> tuple[list[Place], list[Place]]:
    """The main sites of the table and all others that were judged, in the order of a report."""
    found = {(row.row.site, row.row.side): None for scan in scans for row in results(scan) if row.row.site}
    places: list[Place] = [(site, side) for site, side in found if site is not None]
    main = [place for place in main_places(snapshot) if place in places]
    more = sorted(
        (place for place in places if place not in main), key=lambda place: (JUDGED.index(place[0]), str(place[1]))
    )
    if len(main) < COLUMNS:
        main, more = [*main, *more[: COLUMNS - len(main)]], more[COLUMNS - len(main) :]
    return main, more


def _result(scan: DxaScan, place: Place) -> Result | None:
    return next((result for result in results(scan) if (result.row.site, result.row.side) == place), None)


def _heading(place: Place, scans: Sequence[DxaScan]) -> str:
    """A site's column: with its vertebrae where all scans shown have the same."""
    found = [result for scan in scans if (result := _result(scan, place))]
    labels = {result.row.label for result in found}
    return labels.pop() if len(labels) == 1 else tr(place[0].label)


def _table(scans: Sequence[DxaScan], places: Sequence[Place], held: Mapping[Place, list[Result]]) -> Table:
    heads = (tr("Date, scanner"), *(_heading(place, scans) for place in places))
    rows = []
    for scan in scans:
        scanner = softened(clipped(scan.place, 60))
        first: Cell = ((Run(day_short(scan.date), bold=True),), *(((Run(scanner, quiet=True),),) if scanner else ()))
        rows.append((first, *(_cell(scan, place, held.get(place, [])) for place in places)))
    padding = COLUMNS - len(places)
    return Table(
        (*heads, *("" for _ in range(padding))),
        tuple((*row, *(() for _ in range(padding))) for row in rows),
        (1.02, *(1.12 for _ in range(COLUMNS))),
    )


def _cell(scan: DxaScan, place: Place, history: Sequence[Result]) -> Cell:
    result = _result(scan, place)
    if result is None:
        return ()
    numbers = [Run(number(result.bmd, 3), bold=True)] if result.bmd is not None else []
    for name, score in (("T", result.row.t_score), ("Z", result.row.z_score)):
        if score is not None:
            apart = "  " if numbers else ""
            numbers.append(Run(f"{apart}{name} {signed_t(score)}"))
    lines: list[Line] = [tuple(numbers)]
    index = next((index for index, item in enumerate(history) if item.scan.id == scan.id), None)
    if index:
        lines.append(_change(compare(history[index - 1], history[index])))
        whole = since_first(history) if index == len(history) - 1 else None
        if whole is not None:
            since = tr("since {month}:", month=month_short(whole.earlier.scan.date))
            lines.extend(((Run(since, quiet=True),), _change(whole)))
    return tuple(lines)


def _change(pair: Comparison) -> Line:
    """A change with its mark; bold where it is real."""
    words = change_words(pair)
    if pair.verdict in {Verdict.GAIN, Verdict.LOSS}:
        return (Run(words, bold=True),)
    return (Run(words),)


def change_words(pair: Comparison) -> str:
    """A change as a doctor reads it: "↑ +7.0 %, beyond LSC"."""
    change = "" if pair.change_percent is None else percent(pair.change_percent, sign=True)
    match pair.verdict:
        case Verdict.NOT_COMPARABLE:
            if pair.reason is Reason.VERTEBRAE:
                return tr("≠ other vertebrae")
            return (
                tr("≠ scanner not on record")
                if unnamed_device(pair.earlier.scan, pair.later.scan)
                else tr("≠ other scanner")
            )
        case Verdict.GAIN:
            return tr("↑ {change}, beyond LSC", change=change)
        case Verdict.LOSS:
            return tr("↓ {change}, beyond LSC", change=change)
        case Verdict.WITHIN_ERROR:
            return tr("≈ {change}, within LSC", change=change)
        case None:
            return tr("{change}, LSC not known", change=change)


def _counted(scans: Sequence[DxaScan], earlier: int, left_out: Sequence[Place], choices: Choices) -> list[str]:
    """What does not stand in the tables, counted and pointed to."""
    said_: list[str] = []
    others = len({(row.site, row.side, row.vertebrae) for scan in scans for row in _not_judged(scan)})
    if earlier:
        said_.append(
            trn("{count} earlier scan is in the appendix.", "{count} earlier scans are in the appendix.", earlier)
            if choices.appendix
            else trn("{count} earlier scan is not shown.", "{count} earlier scans are not shown.", earlier)
        )
    if left_out:
        said_.append(
            trn("{count} further site is in the appendix.", "{count} further sites are in the appendix.", len(left_out))
            if choices.appendix
            else trn("{count} further site is not shown.", "{count} further sites are not shown.", len(left_out))
        )
    if others:
        said_.append(
            trn("{count} other region is in the appendix.", "{count} other regions are in the appendix.", others)
            if choices.appendix
            else trn(
                "{count} other region is on record and never judged.",
                "{count} other regions are on record and never judged.",
                others,
            )
        )
    return [" ".join(said_)] if said_ else []


def _not_judged(scan: DxaScan) -> list[SiteResult]:
    """The rows that no table shows, such as a vertebra by itself."""
    judged = [result.row for result in results(scan)]
    return [row for row in scan.sites if row not in judged]


def _notes(scans: Sequence[DxaScan]) -> list[str]:
    """Whose LSC was used, which vertebrae count, and TBS."""
    sentences = [_lsc_note(scans)]
    spines = [
        (scan, row) for scan in scans for result in results(scan) if (row := result.row).site is Site.LUMBAR_SPINE
    ]
    if spines and all(row.vertebra_set == ALL_VERTEBRAE for _, row in spines):
        sentences.append(tr("All spines L1–L4, no vertebra excluded."))
    else:
        sentences.extend(_excluded(scan, row) for scan, row in spines if row.vertebra_set != ALL_VERTEBRAE)
    scores = [(scan, row.tbs) for scan in scans for row in scan.sites if row.tbs is not None]
    if scores:
        each = together([f"{number(tbs, 3)} ({month_short(scan.date)})" for scan, tbs in scores])
        sentences.append(tr("TBS {scores}.", scores=each))
    told = " ".join(filter(None, sentences))
    return [told] if told else []


def _excluded(scan: DxaScan, row: SiteResult) -> str:
    measured = said.vertebrae_words(Result(scan, row))
    if row.exclusion_reason:
        return tr(
            "{day}: {vertebrae}, others left out: {reason}.",
            day=day_short(scan.date),
            vertebrae=measured,
            reason=clipped(row.exclusion_reason, 90).rstrip("."),
        )
    return tr("{day}: {vertebrae} only.", day=day_short(scan.date), vertebrae=measured)


def _lsc_note(scans: Sequence[DxaScan]) -> str:
    """Each clinic's LSC as printed, the latest of each site, and the default where there is none."""
    printed: dict[str, dict[Site, float]] = {}
    without: list[Site] = []
    for scan in scans:
        for result in results(scan):
            site, lsc = result.row.site, result.row.lsc_g_cm2
            if site is not None and lsc is not None:
                printed.setdefault(clipped(scan.facility, 40) or tr("clinic not named"), {}).setdefault(site, lsc)
            elif site in DEFAULT_LSC_PERCENT and site is not None and site not in without:
                without.append(site)
    sentences: list[str] = []
    if printed:
        clinics = [
            f"{clinic}: {', '.join(f'{tr(site.label).lower()} {number(lsc, 3)}' for site, lsc in sites.items())}"
            for clinic, sites in printed.items()
        ]
        sentences.append(tr("LSC as printed by each clinic, g/cm²: {clinics}.", clinics="; ".join(clinics)))
    if without:
        shares = together([f"{tr(site.label).lower()} {percent(DEFAULT_LSC_PERCENT[site])}" for site in without])
        sentences.append(
            tr(
                "Where no LSC is on record, ISCD’s minimum precision stands in, of the earlier BMD: {shares}.",
                shares=shares,
            )
        )
    return " ".join(sentences)


def charts_block(snapshot: Snapshot, choices: Choices) -> Block | None:
    """The charts, which give way after all else that the page has; where they do, it is said."""
    charts = charts_section(snapshot, choices)
    if charts is None:
        return None
    without = Section("charts", "", notes=(tr("The charts have no room on this page."),))
    return Block("charts", (charts, without), kept=True)


def charts_section(snapshot: Snapshot, choices: Choices) -> Section | None:
    """The charts of spine and hip on one scale, None without a BMD.

    They are kept beside the snapshot: most of what she ticks leaves them as they are, and drawing takes longest.
    """
    shown = replace(snapshot, records={**snapshot.records, **printed(snapshot, choices)})
    name = f"charts {hash((choices.paper, choices.language, shown.of(DxaScan), bone_events(shown)))}"
    return snapshot.once(name, lambda: _drawn(shown, choices))


def _drawn(shown: Snapshot, choices: Choices) -> Section | None:
    scans = shown_scans(shown, choices)
    held = histories(scans)
    places = [place for place in main_places(shown) if place in held][:2]
    if not places:
        return None
    span = max(bmd_span(held[place]) for place in places)
    width = (PAPERS[choices.paper][0] - 2 * _MARGIN_MM - _GUTTER_MM) / 2
    size = (width / 25.4 * DPI, _CHART_MM[choices.paper] / 25.4 * DPI)
    pictures = []
    for place in places:
        drawn = bmd_chart(shown, place, print_style(), size, span=span)
        title = tr("{site}, g/cm²", site=_heading(place, scans))
        pictures.append(Picture(title, encoded(drawn, "svg").decode(), _described(drawn, title, scans)))
    longest = max((held[place] for place in places), key=lambda history: len(runs_of(history)))
    return Section("charts", "", charts=tuple(pictures), notes=(_chart_note(longest, span, len(places)),))


def _described(drawn: Drawn, title: str, scans: Sequence[DxaScan]) -> str:
    """A chart for who cannot see it: what became of the site, and the medicines and fractures drawn with it."""
    said_ = tr("{site} over time. {sentence}", site=title, sentence=drawn.summary)
    ids = {scan.id for scan in scans}
    with_it = [point.text.replace("; ", ", ") for point in drawn.points if point.record_id not in ids]
    if not with_it:
        return said_
    return tr("{described} Also shown: {events}.", described=said_, events="; ".join(with_it))


def printed(snapshot: Snapshot, choices: Choices) -> dict[str, tuple[Record, ...]]:
    """What stands in the charts: what is left out of the pages is left out of them too."""
    courses = tuple(
        course
        for course in ticked(snapshot, choices).of(Course)
        if ("medicines" if group_of(course) is Group.BONE else "other_medicines") not in choices.without
    )
    found: dict[str, tuple[Record, ...]] = {
        DxaScan.KIND.key: tuple(reversed(shown_scans(snapshot, choices))),
        Course.KIND.key: courses,
        Fracture.KIND.key: () if "fractures" in choices.without else snapshot.of(Fracture),
    }
    return {key: as_shown(records, snapshot.profile, choices) for key, records in found.items()}


def _chart_note(history: Sequence[Result], span: float, charts: int) -> str:
    sentences = [tr("Bars: measurement noise (LSC).")]
    if charts > 1:
        sentences.append(tr("Both charts span {span} g/cm².", span=number(span, 2)))
    runs = runs_of(history)
    if len(runs) > 1:
        names = _run_names(runs)
        fills = [tr(_FILL_WORDS[FILLS[index % len(FILLS)]]) for index in range(len(runs) - 1)]
        pieces = [f"{fill}: {name}" for fill, name in zip([*fills, tr("filled")], names, strict=True)][-6:]
        text = "; ".join(pieces)
        sentences.append(f"{capital(text)}.")
    return " ".join(sentences)


def _run_names(runs: Sequence[Sequence[Result]]) -> list[str]:
    """What tells the runs of a chart apart: the scanner, else the vertebrae or the clinic, else when each began."""
    firsts = [run[0] for run in runs]
    scanners = [clipped(one.scan.model or one.scan.make or one.scan.facility, 40) for one in firsts]
    vertebrae = [said.vertebrae_words(one) if one.row.site is Site.LUMBAR_SPINE else "" for one in firsts]
    both = [" ".join(filter(None, words)) for words in zip(scanners, vertebrae, strict=True)]
    places = [clipped(one.scan.place, 40) for one in firsts]
    for names in (scanners, vertebrae, both, places):
        if all(names) and len(set(names)) == len(names):
            return names
    return [tr("from {month} on", month=month_short(one.scan.date)) for one in firsts]
