"""What Today shows of a journal, as plain values: what is due, what the latest scan says, what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bonejournal.domain import insight, said
from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.comparison import LscSource
from bonejournal.domain.density import DxaScan, Site, in_order
from bonejournal.domain.insight import LAYER_NAMES, TRIAD_NAMES, Line, Summary
from bonejournal.domain.measures import Status
from bonejournal.domain.profile import MenopauseKind, Profile, Sex, years_since_menopause
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.targets import JUDGED, Gap, evaluate, load_sources, load_targets
from bonejournal.domain.words import (
    day_and_month,
    day_long,
    day_short,
    month_long,
    month_short,
    number,
    tr,
    trn,
    weekday,
)
from bonejournal.ui.pages.density_facts import ScoreFacts, VerdictFacts, last_pair, short_change, with_bmd
from bonejournal.ui.pages.density_facts import facts as density_facts

MOST_SHORT = 5
TALK_TARGETS = {"talk.t_score": "density.t_score", "talk.loss": "density.rate"}
"""The target whose reason stands behind a point to talk about."""
TALK_REFERENCES = {"talk.loss": ("iscd",), "talk.height": ("bhof_2022",), "talk.t_score": ("who_1994",)}


@dataclass(frozen=True, slots=True)
class Why:
    """Why something stands there: in our words, and the titles of the documents and references behind it."""

    texts: tuple[str, ...]
    documents: tuple[str, ...]
    references: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """What the link to it says."""
        if not self.documents:
            return tr("Why am I seeing this?")
        return trn("{count} document", "{count} documents", len(self.documents))


@dataclass(frozen=True, slots=True)
class LatestFacts:
    """What the latest scan says: when and where, each site, and the lowest score."""

    caption: str
    verdicts: tuple[VerdictFacts, ...]
    lowest: ScoreFacts | None


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A target that is not met."""

    mark: str
    title: str
    text: str
    layer: str
    why: Why


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
    """A point to talk about at the visit."""

    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A body measure as it was last recorded."""

    name: str
    value: str
    day: str


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """All of the page. `start` are the first steps of a journal without a scan; `quiet` is the line about layers of
    which nothing is recorded; `away` says when she was last here.
    """

    title: str
    sentence: str
    away: str
    since: tuple[Line, ...]
    coming: tuple[Line, ...]
    latest: LatestFacts | None
    gaps: tuple[GapFacts, ...]
    steps: tuple[Line, ...]
    start: tuple[Line, ...]
    body: tuple[MeasureFacts, ...]
    layers: tuple[LayerFacts, ...]
    quiet: str
    parts: tuple[PartFacts, ...]
    window: WindowFacts | None
    talk: tuple[TalkFacts, ...]


def today_facts(snapshot: Snapshot, last_here: dt.date | None) -> TodayFacts:
    """Everything Today shows. last_here: the day this journal was last closed here, None where it is not known."""
    gaps = evaluate(snapshot)
    whole = insight.summary(snapshot, gaps)
    start = _start(snapshot)
    since = _calm(insight.since_last_here(snapshot, last_here)) if not start else ()
    shares = [(share, tr(LAYER_NAMES[share.key])) for share in whole.layers]
    layers = tuple(
        LayerFacts(name, share.met, share.of, _judged(gaps, share.key)) for share, name in shares if share.of
    )
    return TodayFacts(
        title=tr("{weekday} {day}", weekday=weekday(snapshot.on), day=day_and_month(snapshot.on)),
        sentence=_sentence(snapshot, whole, returned=bool(since)),
        away=_away(last_here, snapshot.on) if since and last_here is not None else "",
        since=since,
        coming=() if since else _calm(insight.coming_up(whole)),
        latest=_latest(snapshot),
        gaps=tuple(_gap(gap) for gap in sorted((g for g in gaps if g.rank), key=lambda g: g.rank or 0)[:MOST_SHORT]),
        steps=() if start else _steps(snapshot),
        start=start,
        body=_body(snapshot.of(BodyMeasure)),
        layers=layers,
        quiet=_quiet([name for share, name in shares if not share.of]) if layers else "",
        parts=_parts(snapshot, gaps),
        window=_window(snapshot.profile, snapshot.on),
        talk=tuple(TalkFacts(point.text, _talk_why(point)) for point in whole.talk),
    )


def _sentence(snapshot: Snapshot, whole: Summary, *, returned: bool) -> str:
    late = any(item.overdue_days for item in whole.due)
    if not returned:
        return tr("A bone density scan is due.") if late else insight.today_sentence(snapshot, whole)
    if late:
        return tr("Welcome back. A bone density scan is due; everything you recorded is as you left it.")
    return tr("Welcome back. Everything you recorded is as you left it.")


def _calm(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A scan that is due has the calendar's mark, however late: nothing is lost by a few weeks."""
    return tuple(replace(line, mark="due") if line.mark == "overdue" and line.key == "dxa" else line for line in lines)


def _judged(gaps: Sequence[Gap], layer: str) -> str:
    return ", ".join(tr(gap.target.title) for gap in gaps if gap.target.layer == layer and gap.status in JUDGED)


def _away(last: dt.date, on: dt.date) -> str:
    return trn("{day}, {count} week ago", "{day}, {count} weeks ago", (on - last).days // 7, day=day_long(last))


def _start(snapshot: Snapshot) -> tuple[Line, ...]:
    """Where to begin in a journal without a scan: what of the three is not there yet."""
    if snapshot.of(DxaScan):
        return ()
    lines = [
        Line(
            "scan",
            "",
            tr("Record your last DXA report"),
            tr("Have the printed report beside you; three numbers are enough."),
            "dxa",
        )
    ]
    profile = snapshot.profile
    if profile is None or profile.birth_date is None:
        sub = tr("Date of birth and when your periods stopped: ages and ranges follow from them.")
        lines.append(Line("about", "", tr("Tell a little about yourself"), sub, "profile"))
    if not snapshot.of(BodyMeasure):
        sub = tr("Height lost over the years can tell something about the spine.")
        lines.append(Line("body", "", tr("Note weight and height"), sub, "body"))
    return tuple(lines)


def _steps(snapshot: Snapshot) -> tuple[Line, ...]:
    """What would make the journal say more; what the profile asks for is one step."""
    lines = list(insight.next_steps(snapshot))
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


def _gap(gap: Gap) -> GapFacts:
    target = gap.target
    layer = tr(LAYER_NAMES[target.layer]) if target.layer else ""
    return GapFacts(str(gap.status), tr(target.title), gap.text, layer, _target_why(gap))


def _target_why(gap: Gap) -> Why:
    target = gap.target
    texts = (tr(target.why), tr("{window}.", window=tr(target.window)))
    ours = tuple(
        tr("{what}: our choice, not from the documents.", what=tr(part.what)) for part in target.ours if not part.source
    )
    return Why((*texts, *ours), _titles(target.sources), _titles(part.source for part in target.ours if part.source))


def _talk_why(point: insight.Talk) -> Why:
    reason = next((t.why for t in load_targets() if t.id == TALK_TARGETS.get(point.id)), "")
    texts = (tr(reason),) if reason else ()
    rules = {
        "talk.t_score": tr("It stays on this list whatever later scans say, so that it can be settled at a visit."),
        "talk.loss": tr("A loss beyond measurement noise is worth bringing to the visit, whatever its cause."),
        "talk.height": tr("Height lost since your tallest can come from the spine; a picture of it can tell."),
        "talk.fragility": tr("A bone that breaks at a fall from standing height says more than any score."),
        "talk.frax": tr("The threshold is one used in the United States; other countries set theirs by age."),
        "talk.lifestyle_limit": tr("Training and eating were as asked for, and bone was lost all the same."),
        "talk.denosumab": tr("After denosumab bone is lost quickly; what follows it is arranged beforehand."),
        "talk.harmful": tr("Changes to a medicine are made with the doctor who prescribed it."),
        "talk.herbal": tr("A herbal formula does not stand in for treatment once osteoporosis is established."),
        "talk.impact": tr("Hops and jumps are for bones that a clinician has cleared for them."),
        "talk.function": tr("How quickly you stand up and walk tells of strength and balance, which can be trained."),
        "talk.falls": tr("Most falls have causes that can be found and changed."),
    }
    return Why((*texts, rules[point.id]), _titles(point.sources), _titles(TALK_REFERENCES.get(point.id, ())))


def _titles(keys: Iterable[str]) -> tuple[str, ...]:
    wanted = set(keys)
    return tuple(tr(source.title) for source in load_sources() if source.key in wanted)


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
    texts = []
    unmet = [gap for gap in gaps if gap.status is not Status.MET]
    if unmet:
        texts.append(tr("{titles}: to look at", titles=", ".join(tr(gap.target.title) for gap in unmet)))
    elif gaps:
        texts.append(tr("{titles}: on target", titles=", ".join(tr(gap.target.title) for gap in gaps)))
    if key == "quality" and (tbs := _tbs(snapshot)):
        texts.append(tbs)
    sign = str(unmet[0].status) if unmet else "met" if gaps else "no_data"
    return "; ".join(texts), sign


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
    caption = tr("after menopause ({date})", date=profile.menopause_date.said())
    return WindowFacts(profile.menopause_date.judged.year, years, caption)
