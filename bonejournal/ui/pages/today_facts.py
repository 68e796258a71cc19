"""What Today shows of a journal, as plain values: what is due, what the latest scan says, what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bonejournal.domain import said
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.comparison import LscSource
from bonejournal.domain.bone.density import DxaScan, Site, in_order
from bonejournal.domain.meaning import insight, today
from bonejournal.domain.meaning.insight import LAYER_NAMES, TRIAD_NAMES, Summary
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.talk import load_rules
from bonejournal.domain.meaning.targets import JUDGED, Gap, evaluate
from bonejournal.domain.meaning.today import Line
from bonejournal.domain.medicines.medication import Course
from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, years_since_menopause
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.template import Template
from bonejournal.domain.visit import VisitQuestion
from bonejournal.domain.words import (
    day_and_month,
    day_long,
    day_short,
    mark,
    month_long,
    month_short,
    number,
    tr,
    trn,
    weekday,
)
from bonejournal.ui.pages.density_facts import ScoreFacts, VerdictFacts, last_pair, short_change, with_bmd
from bonejournal.ui.pages.density_facts import facts as density_facts
from bonejournal.ui.pages.why import Why, rule_why, set_instead, target_why

MOST_SHORT = 5
TELLING = {"quality": ("markers.resorption", "markers.formation"), "fall_risk": ("falls.count", "falls.assessment")}
"""The targets that say most about a part of fracture risk, the first that is known."""


@dataclass(frozen=True, slots=True)
class LatestFacts:
    """What the latest scan says: when and where, each site, and the lowest score."""

    caption: str
    verdicts: tuple[VerdictFacts, ...]
    lowest: ScoreFacts | None


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A target not met: what and by how much, what closes it, its layer, where it comes from, and whose value it is."""

    id: str
    mark: str
    title: str
    text: str
    layer: str
    why: Why
    settable: bool
    instead: str


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """A layer of which something is recorded, and the names of the targets it is judged by."""

    name: str
    met: int
    of: int
    targets: str


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Density, quality or fall risk in one line, and the targets behind it: mark, title, sentence."""

    mark: str
    name: str
    text: str
    targets: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """The ten years after menopause; `years` None asks when it was."""

    start: int
    years: float | None
    caption: str


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """A point to talk about at the visit, and whether it is among her questions already."""

    text: str
    why: Why
    asked: bool


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A body measure as it was last recorded."""

    name: str
    value: str
    day: str


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """All of the page. `start` are the first steps of a journal without a scan; `quiet` is the line about layers of
    which nothing is recorded; `away` says when she was last here; `counted` is how all targets stand; `latest` and
    `body` stand in for a week of which nothing is recorded.
    """

    title: str
    sentence: str
    away: str
    since: tuple[Line, ...]
    catch_up: tuple[Line, ...]
    coming: tuple[Line, ...]
    latest: LatestFacts | None
    gaps: tuple[GapFacts, ...]
    counted: str
    steps: tuple[Line, ...]
    start: tuple[Line, ...]
    body: tuple[MeasureFacts, ...]
    layers: tuple[LayerFacts, ...]
    quiet: str
    parts: tuple[PartFacts, ...]
    window: WindowFacts | None
    talk: tuple[TalkFacts, ...]
    templates: tuple[Template, ...]


def today_facts(snapshot: Snapshot, last_here: dt.date | None) -> TodayFacts:
    """Everything Today shows. last_here: the day this journal was last closed here, None where it is not known."""
    gaps = evaluate(snapshot)
    whole = insight.summary(snapshot, gaps)
    start = _start(snapshot)
    since = today.since_last_here(snapshot, last_here, gaps) if not start else ()
    shares = [(share, tr(LAYER_NAMES[share.key])) for share in whole.layers]
    layers = tuple(
        LayerFacts(name, share.met, share.of, _judged(gaps, share.key)) for share, name in shares if share.of
    )
    week = bool(today.habits(gaps))
    return TodayFacts(
        title=tr("{weekday} {day}", weekday=weekday(snapshot.on), day=day_and_month(snapshot.on)),
        sentence=_sentence(snapshot, whole, gaps, returned=bool(since)),
        away=_away(last_here, snapshot.on) if since and last_here is not None else "",
        since=since,
        catch_up=today.catch_up(snapshot) if since else (),
        coming=() if since else today.coming_up(snapshot, whole),
        latest=None if week else _latest(snapshot),
        gaps=tuple(
            gap_facts(gap) for gap in sorted((g for g in gaps if g.rank), key=lambda g: g.rank or 0)[:MOST_SHORT]
        ),
        counted=counted(gaps) if layers else "",
        steps=() if start or since else _steps(snapshot),
        start=start,
        body=() if week else _body(snapshot.of(BodyMeasure)),
        layers=layers,
        quiet=_quiet([name for share, name in shares if not share.of]) if layers else "",
        parts=_parts(snapshot, gaps),
        window=_window(snapshot.profile, snapshot.on),
        talk=_talk(snapshot, whole),
        templates=snapshot.of(Template),
    )


def _talk(snapshot: Snapshot, whole: Summary) -> tuple[TalkFacts, ...]:
    asked = {question.text for question in snapshot.of(VisitQuestion)}
    return tuple(
        TalkFacts(point.text, rule_why(load_rules()[point.id], point.sources), point.text in asked)
        for point in whole.talk
    )


def _first(gaps: Sequence[Gap]) -> list[Gap]:
    return sorted((gap for gap in gaps if gap.rank), key=lambda gap: gap.rank or 0)[:MOST_SHORT]


def counted(gaps: Sequence[Gap]) -> str:
    """How many targets stand how: "22 met, 6 short, 3 to look at, 1 without data"; of what there is none, nothing."""
    found = insight.counts(gaps)
    return ", ".join(
        tr(words, count=found[status])
        for status, words in (
            (Status.MET, mark("{count} met")),
            (Status.SHORT, mark("{count} short")),
            (Status.OVER, mark("{count} over")),
            (Status.ATTENTION, mark("{count} to look at")),
            (Status.STALE, mark("{count} out of date")),
            (Status.NO_DATA, mark("{count} without data")),
        )
        if found[status]
    )


def _sentence(snapshot: Snapshot, whole: Summary, gaps: Sequence[Gap], *, returned: bool) -> str:
    late = next((item for item in whole.due if item.overdue_days), None)
    scan = late is not None and late.what == "dxa"
    if not returned:
        if scan:
            return tr("A bone density scan is due.")
        sentence = today.today_sentence(snapshot, whole, gaps)
        if sentence == said.no_scan():  # the first card says it too
            return tr("Begin with whatever is at hand; nothing has to be complete.")
        return sentence
    if scan:
        return tr("Welcome back. A bone density scan is due; everything you recorded is as you left it.")
    if late is not None:
        return tr("Welcome back. {late}", late=late.text)
    return tr("Welcome back. Everything you recorded is as you left it.")


def _judged(gaps: Sequence[Gap], layer: str) -> str:
    return ", ".join(tr(gap.target.title) for gap in gaps if gap.target.layer == layer and gap.status in JUDGED)


def _away(last: dt.date, on: dt.date) -> str:
    return trn("{day}, {count} week ago", "{day}, {count} weeks ago", (on - last).days // 7, day=day_long(last))


def _start(snapshot: Snapshot) -> tuple[Line, ...]:
    """Where to begin in a journal without a scan: what of it is not there yet."""
    if snapshot.of(DxaScan):
        return ()
    sub = tr("Have the printed report beside you; three numbers are enough.")
    lines = [Line("scan", "", tr("Record your last DXA report"), sub, "dxa")]
    if not snapshot.of(Course):
        sub = tr("Tablets, injections and supplements; what is due is then told in time.")
        lines.append(Line("medicines", "", tr("Add your medicines"), sub, "medicine"))
    if not snapshot.of(Intake):
        sub = tr("One usual day is enough to begin with; after that one key repeats it.")
        lines.append(Line("eating", "", tr("Log one day of eating"), sub, "food"))
    profile = snapshot.profile
    if profile is None or profile.birth_date is None:
        sub = tr("Date of birth and when your periods stopped: ages and ranges follow from them.")
        lines.append(Line("about", "", tr("Tell a little about yourself"), sub, "profile"))
    return tuple(lines)


def _steps(snapshot: Snapshot) -> tuple[Line, ...]:
    """What would make the journal say more; what the profile asks for is one step."""
    lines = list(today.next_steps(snapshot))
    about = [line for line in lines if line.action == "profile"]
    if len(about) > 1:
        sub = tr("Date of birth and when your periods stopped: ages and ranges follow from them.")
        lines[lines.index(about[0])] = Line("about", "", tr("Tell a little about yourself"), sub, "profile")
        lines = [line for line in lines if line not in about]
    scans = in_order(snapshot.of(DxaScan))
    if len({scan.date for scan in scans}) == 1:
        sub = tr("With two scans on the same scanner it shows whether a change is real.")
        lines.append(Line("second", "", tr("Record an earlier or the next scan"), sub, "dxa"))
    elif _default_noise(snapshot):
        sub = tr("The least significant change is printed under the table on many reports; a default stands in for it.")
        lines.append(Line("lsc", "", tr("Add your clinic’s LSC"), sub, f"scan:{scans[-1].id}"))
    return tuple(lines)


def _default_noise(snapshot: Snapshot) -> bool:
    """Whether a verdict about the latest scan rests on a default."""
    found = density_facts(snapshot)
    newest = max(scan.date for scan in found.scans)
    pairs = (last_pair(with_bmd(history)) for history in found.histories.values())
    return any(
        pair is not None and pair.lsc_source is LscSource.DEFAULT and pair.later.scan.date == newest for pair in pairs
    )


def _latest(snapshot: Snapshot) -> LatestFacts | None:
    found = density_facts(snapshot)
    if not found.sites:
        return None
    latest = in_order(found.scans)[-1]
    now = {place for place, history in found.histories.items() if history[-1].scan.date == latest.date}
    caption = tr("{day}, {scanner}", day=day_long(latest.date), scanner=latest.place)
    return LatestFacts(
        caption if latest.place else day_long(latest.date),
        tuple(verdict for verdict in found.verdicts if verdict.place in now),
        found.lowest,
    )


def gap_facts(gap: Gap) -> GapFacts:
    """A gap as a row shows it."""
    target = gap.target
    layer = tr(LAYER_NAMES[target.layer]) if target.layer else ""
    title, rest = today.split(gap.text)
    text = " ".join(filter(None, (rest, tr(gap.helps))))
    return GapFacts(gap.id, str(gap.status), title, text, layer, target_why(gap), target.bounded, set_instead(gap))


def _body(measures: Sequence[BodyMeasure]) -> tuple[MeasureFacts, ...]:
    found = []
    for name, label, unit, places in (
        ("weight_kg", tr("Weight"), "kg", 1),
        ("height_cm", tr("Height"), "cm", 1),
        ("waist_cm", tr("Waist"), "cm", None),
        ("lean_mass_kg", tr("Lean mass"), "kg", 1),
    ):
        last = next((item for item in reversed(measures) if getattr(item, name) is not None), None)
        if last is not None:
            value = tr("{figure} {unit}", figure=number(getattr(last, name), places), unit=unit)
            found.append(MeasureFacts(label, value, day_short(last.date)))
    return tuple(found)


def _quiet(names: Sequence[str]) -> str:
    return tr("{layers}: nothing recorded yet.", layers=", ".join(names)) if names else ""


def _parts(snapshot: Snapshot, gaps: Sequence[Gap]) -> tuple[PartFacts, ...]:
    parts = []
    for key, name in TRIAD_NAMES.items():
        mine = [gap for gap in gaps if gap.target.triad == key and gap.status in JUDGED]
        text, sign = _density_line(snapshot) if key == "density" else _part_line(snapshot, key, mine)
        if text:
            targets = tuple((str(gap.status), tr(gap.target.title), gap.text) for gap in mine)
            parts.append(PartFacts(sign, tr(name), text, targets))
    return tuple(parts)


def _density_line(snapshot: Snapshot) -> tuple[str, str]:
    if not density_facts(snapshot).sites:
        return "", ""
    pair = insight.last_verdict(snapshot)
    if pair is None or pair.later.row.site is None:
        return said.one_scan(), "no_data"
    text = tr(
        "{site} {change}, since {month}",
        site=tr(pair.later.row.site.label),
        change=short_change(pair),
        month=month_long(pair.earlier.scan.date),
    )
    if pair.change_percent is None:
        text = said.verdict_words(pair)
    return text, said.verdict_mark(pair)


def _part_line(snapshot: Snapshot, key: str, gaps: Sequence[Gap]) -> tuple[str, str]:
    """The target that says most about a part where it is known, else the first that is not met, else any."""
    telling = [gap for wanted in TELLING.get(key, ()) for gap in gaps if gap.id == wanted]
    unmet = [gap for gap in gaps if gap.status is not Status.MET]
    shown = next(iter((*telling, *unmet, *gaps)), None)
    texts = [today.split(shown.text)[0]] if shown is not None else []
    if key == "quality" and not telling and (tbs := _tbs(snapshot)):
        texts.append(tbs)
    return "; ".join(texts), str(shown.status) if shown is not None else "no_data"


def _tbs(snapshot: Snapshot) -> str:
    """The latest trabecular bone score, as printed; the documents give no ranges for it."""
    for scan in reversed(in_order(snapshot.of(DxaScan))):
        for row in scan.sites:
            if row.site is Site.LUMBAR_SPINE and row.tbs is not None:
                return tr("TBS {value} as printed, {month}", value=number(row.tbs, 3), month=month_short(scan.date))
    return ""


def _window(profile: Profile | None, on: dt.date) -> WindowFacts | None:
    years = years_since_menopause(profile, on)
    if profile is not None and (profile.sex is Sex.MALE or profile.menopause_kind is MenopauseKind.NOT_YET):
        return None
    if profile is None or profile.menopause_date is None or years is None:
        return WindowFacts(0, None, "")
    if years < 0:
        return None
    caption = tr("since {date}", date=profile.menopause_date.said())
    return WindowFacts(profile.menopause_date.judged.year, years, caption)
