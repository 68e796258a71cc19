"""The end of the second page: what falls short, what is to be talked about, and how the numbers are to be read."""

from __future__ import annotations

from collections.abc import Sequence

from bonejournal.domain.bone.comparison import DEFAULT_LSC_PERCENT
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.meaning.insight import LAYER_NAMES
from bonejournal.domain.meaning.measures.common import Status
from bonejournal.domain.meaning.talk import Talk
from bonejournal.domain.meaning.targets import Gap, asked_words, load_sources, value_words
from bonejournal.domain.meaning.today import split
from bonejournal.domain.profile import Profile, Smoking
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_short, mark, number, percent, tr, trn
from bonejournal.report.blocks import cell, fixed
from bonejournal.report.values import Block, Cell, Choices, Line, Run, Section, Table
from bonejournal.report.words import clipped, softened

MOST_GAPS = 5
_SMOKING = {
    Smoking.NEVER: mark("Never smoked."),
    Smoking.PAST: mark("Smoked in the past."),
    Smoking.CURRENT: mark("Smokes."),
}


def gaps_block(gaps: Sequence[Gap]) -> Block | None:
    """At most five targets that are not met, in the order of the layers; None where nothing is recorded."""
    met = sum(gap.status is Status.MET for gap in gaps)
    ranked = sorted((gap for gap in gaps if gap.rank), key=lambda gap: gap.rank or 0)
    if not ranked and not met:
        return None
    aside = tr("in the order of the five layers; {met} of {count} targets met", met=met, count=len(gaps))
    title = tr("Short of a published target")
    if not ranked:
        return fixed(Section("gaps", title, aside, paragraphs=((Run(tr("Nothing that is recorded falls short.")),),)))
    sizes = range(min(len(ranked), MOST_GAPS), 2, -1) if len(ranked) > 3 else (len(ranked),)
    return Block("gaps", tuple(_gaps(title, aside, ranked[:MOST_GAPS], size) for size in sizes))


def _gaps(title: str, aside: str, gaps: Sequence[Gap], shown: int) -> Section:
    rows = tuple(_gap(place, gap) for place, gap in enumerate(gaps[:shown], 1))
    if (missing := len(gaps) - shown) > 0:
        more = trn("{count} more in her journal", "{count} more in her journal", missing)
        aside = f"{aside}; {more}"
    return Section("gaps", title, aside, tables=(Table((), rows, (0, 1, 0, 0)),))


def _gap(place: int, gap: Gap) -> tuple[Cell, ...]:
    layer = tr(LAYER_NAMES[gap.target.layer]).lower() if gap.target.layer else ""
    whose = tr("set differently") if gap.overridden else ", ".join(gap.target.sources)
    return (cell(str(place)), cell(_short(gap), bold=True), cell(layer), cell(whose))


def _short(gap: Gap) -> str:
    """What falls short, in a few words: "Calcium: 1,040 mg, target at least 1,200 mg a day"."""
    asked = asked_words(gap.bounds, gap.target.unit)
    of_a_result = set(gap.target.reads) == {LabPanel.KIND.key}  # which carries its day and its sign: "<20 ng/mL"
    if gap.value is None or not asked or of_a_result:
        return split(gap.text)[0]
    value = value_words(gap.value, gap.target.unit)
    return tr("{title}: {value}, target {asked}", title=tr(gap.target.title), value=value, asked=asked)


def talk_block(snapshot: Snapshot, talk: Sequence[Talk], choices: Choices) -> Block | None:
    """The conversation points that hold, each with its document, and what the profile knows that bears on bone."""
    points: list[Line] = [(Run(softened(_point(point))),) for point in talk]
    about = _about(snapshot.profile, choices)
    last: tuple[Line, ...] = ((Run(about),),) if about else ()
    if not points and not last:
        return None

    def made(shown: int) -> Section:
        missing = len(points) - shown
        counted = trn("{count} more point is in her journal.", "{count} more points are in her journal.", missing)
        notes = (counted,) if missing > 0 else ()
        return Section("talk", tr("To talk about"), paragraphs=(*points[:shown], *last), notes=notes)

    return Block("talk", tuple(made(shown) for shown in (len(points), *range(min(len(points), 4) - 1, 1, -1))))


def _point(point: Talk) -> str:
    return f"◆ {point.text} ({', '.join(point.sources)})" if point.sources else f"◆ {point.text}"


def _about(profile: Profile | None, choices: Choices) -> str:
    """What the profile knows that bears on bone, in one line."""
    if profile is None:
        return ""
    said: list[str] = []
    if profile.parent_hip_fracture is not None:
        said.append(
            tr("A parent broke a hip.") if profile.parent_hip_fracture else tr("No parental hip fracture known.")
        )
    if profile.smoking is not None:
        said.append(tr(_SMOKING[profile.smoking]))
    if profile.alcohol_units_week is not None and choices.alcohol:
        said.append(tr("Alcohol {units} units a week.", units=number(profile.alcohol_units_week)))
    if profile.impact_cleared is not None:
        said.append(_impact(profile))
    return " ".join(said)


def _impact(profile: Profile) -> str:
    if not profile.impact_cleared:
        return tr("Impact training is not cleared by a clinician.")
    by = softened(clipped(profile.impact_cleared_by, 80))
    on = day_short(profile.impact_cleared_on) if profile.impact_cleared_on else ""
    if by and on:
        return tr("Impact cleared by {who}, {day}.", who=by, day=on)
    if by or on:
        return tr("Impact cleared by a clinician ({what}).", what=by or on)
    return tr("Impact cleared by a clinician.")


def reading_block() -> Block:
    """How changes are judged, and what the documents' short names stand for."""
    shares = ", ".join(
        tr("{site} {share}", site=tr(site.label).lower(), share=percent(share))
        for site, share in DEFAULT_LSC_PERCENT.items()
    )
    beyond = tr(
        "“Beyond” and “within” compare a change with the least significant change (LSC), on the same scanner, side and "
        "region only; where a clinic prints none, ISCD’s minimum precision stands in: {shares}.",
        shares=shares,
    )
    documents = "; ".join(
        tr("{key}: {title}", key=source.key, title=tr(source.title).partition(" (")[0])
        for source in load_sources()
        if source.document
    )
    brief = tr("“Beyond” and “within”: against the least significant change (LSC), same scanner, side and region only.")
    named = tr("Documents: {list}.", list=documents)
    sizes = ((beyond, named), (brief, named), (named,))
    return Block("reading", tuple(Section("reading", tr("How to read this"), notes=notes) for notes in sizes))
