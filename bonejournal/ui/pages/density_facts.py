"""What the Bone density page shows of a journal, as plain values: sentences, verdicts, the lowest T-score, height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bonejournal.domain import said
from bonejournal.domain.body import HeightLoss
from bonejournal.domain.bone.beside_published import Beside, Structure, response, structure, yearly
from bonejournal.domain.bone.comparison import (
    Comparison,
    LscSource,
    Place,
    Verdict,
    comparable_before,
    compare,
    since_first,
)
from bonejournal.domain.bone.density import (
    DxaScan,
    Result,
    Side,
    Site,
    in_order,
    lowest_t,
    lowest_t_ever,
    results,
    signed_t,
)
from bonejournal.domain.bone.expected_loss import ExpectedLoss, expected_loss
from bonejournal.domain.meaning.insight import lost_height
from bonejournal.domain.profile import Profile, postmenopausal
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.words import day_long, day_short, exact, mark, month_short, number, percent, tr

ORDER = (Site.LUMBAR_SPINE, Site.TOTAL_HIP, Site.FEMORAL_NECK, Site.RADIUS_33)
"""The sites in the order of the page."""
SHORT = {
    Site.LUMBAR_SPINE: mark("Spine"),
    Site.TOTAL_HIP: mark("Total hip"),
    Site.FEMORAL_NECK: mark("Neck"),
    Site.RADIUS_33: mark("Radius"),
}
"""What a site is called where room is short."""


class Scores(Enum):
    """Which score stands for her on the day of the latest scan."""

    T = "t"
    Z = "z"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site on record: its name with the vertebrae of the latest scan, and its sides, the main one first."""

    site: Site
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """One row of the card about the last scan. `change` and `noise` are "" where there is none.

    pair: whether there is a scan to compare with; without one `change` is the BMD itself. longer: the change since the
    first comparable scan, where that is an earlier one.
    """

    place: Place
    mark: str
    label: str
    change: str
    verdict: str
    noise: str
    dates: str
    pair: bool = True
    longer: str = ""


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The lowest T- or Z-score: the title of its card, figures, where and when, and what it means.

    ask_profile: whether facts about herself would say more.
    """

    title: str
    figure: str
    where: str
    text: str
    ask_profile: bool = False


@dataclass(frozen=True, slots=True)
class HeightFacts:
    """Height as it was last measured, and what was lost since the tallest."""

    title: str
    figure: str
    text: str
    notable: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The page's values. `histories` hold every result of a place that has a number, oldest first; `expected` what
    is published of loss.
    """

    snapshot: Snapshot
    sites: tuple[SiteFacts, ...]
    histories: Mapping[Place, tuple[Result, ...]]
    verdicts: tuple[VerdictFacts, ...]
    lowest: ScoreFacts | None
    height: HeightFacts | None
    scores: Scores
    expected: Mapping[Place, ExpectedLoss]
    rate: Beside | None
    response: Beside | None
    structure: Structure | None

    @property
    def scans(self) -> tuple[DxaScan, ...]:
        """All scans, oldest first."""
        return self.snapshot.of(DxaScan)

    def site(self, site: Site) -> SiteFacts | None:
        """A site on record, None where it is not."""
        return next((known for known in self.sites if known.site is site), None)


def facts(snapshot: Snapshot) -> Facts:
    """Everything the page shows of a journal."""
    scans = snapshot.of(DxaScan)
    histories: dict[Place, list[Result]] = {}
    for scan in in_order(scans):
        for result in results(scan):
            row = result.row
            if row.site is not None and (row.bmd_g_cm2, row.t_score, row.z_score) != (None,) * 3:
                histories.setdefault((row.site, row.side), []).append(result)
    sites = tuple(_site(site, histories) for site in ORDER if any(place[0] is site for place in histories))
    latest = in_order(scans)[-1] if scans else None
    scores = _scores(snapshot.profile, latest)
    return Facts(
        snapshot,
        sites,
        {place: tuple(history) for place, history in histories.items()},
        tuple(_verdict(place, with_bmd(histories[place])) for known in sites for place in known.places),
        _score(scans, snapshot.profile, scores),
        _height(lost_height(snapshot)),
        scores,
        {place: expected_loss(snapshot, with_bmd(history)) for place, history in histories.items()},
        yearly(snapshot),
        response(snapshot),
        structure(snapshot),
    )


def _site(site: Site, histories: Mapping[Place, Sequence[Result]]) -> SiteFacts:
    sides = {Side.LEFT: 3, Side.RIGHT: 2, Side.MEAN: 1}
    places = sorted(
        (place for place in histories if place[0] is site),
        key=lambda place: (
            histories[place][-1].scan.date,
            len(histories[place]),
            sides.get(place[1], 0) if place[1] else 0,
        ),
        reverse=True,
    )
    label = histories[places[0]][-1].row.label if site is Site.LUMBAR_SPINE else tr(site.label)
    return SiteFacts(site, label, tuple(places))


def _scores(profile: Profile | None, latest: DxaScan | None) -> Scores:
    if latest is None or postmenopausal(profile, latest.date):
        return Scores.T
    if profile is None or (profile.birth_date is None and profile.menopause_date is None):
        not_yet = (
            profile is not None and profile.menopause_kind is not None and profile.menopause_kind.value == "not_yet"
        )
        return Scores.Z if not_yet else Scores.UNKNOWN
    return Scores.Z


def with_bmd(history: Sequence[Result]) -> list[Result]:
    """The results that have a BMD."""
    return [result for result in history if result.bmd is not None]


def last_pair(history: Sequence[Result]) -> Comparison | None:
    """What the latest BMD of a place is held against: the scan before, or else the last comparable one."""
    if len(history) < 2:
        return None
    pair = compare(history[-2], history[-1])
    if pair.verdict is Verdict.NOT_COMPARABLE:
        return comparable_before(history) or pair
    return pair


def _verdict(place: Place, history: Sequence[Result]) -> VerdictFacts:
    label = history[-1].row.label if history else _place_words(place)
    pair = last_pair(history)
    if not history:
        return VerdictFacts(place, "no_data", label, "", tr("No BMD on record"), "", "")
    if pair is None:
        when = tr("Scan of {day}", day=day_long(history[-1].scan.date))
        bmd = tr("{bmd} g/cm²", bmd=number(history[-1].bmd or Decimal(0), 3))
        return VerdictFacts(place, "no_data", label, bmd, tr("One scan so far"), "", when, pair=False)
    dates = tr("{start} to {end}", start=day_short(pair.earlier.scan.date), end=day_short(pair.later.scan.date))
    change = "" if pair.change_percent is None else percent(pair.change_percent, sign=True)
    return VerdictFacts(
        place,
        said.verdict_mark(pair),
        label,
        change,
        said.verdict_words(pair),
        _noise(pair),
        dates,
        longer=_longer(history),
    )


def _longer(history: Sequence[Result]) -> str:
    pair = since_first(history)
    if pair is None:
        return ""
    return tr("Since {month}: {change}", month=month_short(pair.earlier.scan.date), change=short_change(pair))


def _place_words(place: Place) -> str:
    site, side = place
    return tr(site.label) if side is None else tr("{site}, {side}", site=tr(site.label), side=tr(side.label))


def _noise(pair: Comparison) -> str:
    if pair.lsc_g_cm2 is None or pair.lsc_percent is None:
        return ""
    words = (
        mark("Clinic’s LSC {amount} g/cm² ({percent})")
        if pair.lsc_source is LscSource.FACILITY
        else mark("Default LSC {amount} g/cm² ({percent})")
    )
    return tr(words, amount=number(pair.lsc_g_cm2, 3), percent=percent(pair.lsc_percent))


def short_change(pair: Comparison) -> str:
    """A change in a few words, for a cell that has the verdict's mark before it: "+7.0 %, real gain"."""
    change = percent(pair.change_percent or Decimal(0), sign=True)
    match pair.verdict:
        case Verdict.NOT_COMPARABLE:
            return said.verdict_words(pair)
        case Verdict.GAIN:
            return tr("{change}, real gain", change=change)
        case Verdict.LOSS:
            return tr("{change}, real loss", change=change)
        case Verdict.WITHIN_ERROR:
            return tr("{change}, within noise", change=change)
        case None:
            return tr("{change}, no LSC known", change=change)


def site_sentence(facts_: Facts, place: Place, *, score: bool) -> str:
    """The sentence above the chart of one site: its change, or its score."""
    history = facts_.histories[place]
    if not score:
        measured = with_bmd(history)
        if not measured:
            return tr("No BMD on record for this site; its scores are under T-score.")
        pair, longer = last_pair(measured), since_first(measured)
        first = said.history_sentence(measured, pair)
        slow = pair is not None and pair.verdict is Verdict.WITHIN_ERROR
        if slow and longer is not None and longer.verdict in {Verdict.GAIN, Verdict.LOSS}:
            # Steps too small to be told from noise can add up to a change that is real.
            return tr("{latest} {longer}", latest=first, longer=said.comparison_sentence(longer))
        return first
    latest = history[-1]
    if facts_.scores is Scores.Z:
        if latest.row.z_score is None:
            return tr("No Z-score on record for the latest scan of this site.")
        return tr(
            "Z-score {score} ({site}, {month}). Before menopause it is read instead of the T-score.",
            score=signed_t(latest.row.z_score),
            site=said.site_words(latest),
            month=month_short(latest.scan.date),
        )
    if latest.t is None:
        return tr("No T-score on record for the latest scan of this site.")
    if facts_.scores is Scores.UNKNOWN:
        return tr(
            "T-score {score} ({site}, {month}). With your date of birth and when your periods stopped, "
            "it can be set in its range.",
            score=signed_t(latest.t),
            site=said.site_words(latest),
            month=month_short(latest.scan.date),
        )
    return tr(
        "T-score {score} ({site}, {month}), in the range the WHO calls {range}.",
        score=signed_t(latest.t),
        site=said.site_words(latest),
        month=month_short(latest.scan.date),
        range=said.range_words(latest.t),
    )


def all_sentence(facts_: Facts) -> str:
    """The sentence above the chart of all sites: the latest change of each, where there is one."""
    parts = []
    for known in facts_.sites:
        if known.site is Site.RADIUS_33:
            continue
        pair = comparable_before(with_bmd(facts_.histories[known.places[0]]))
        if pair is not None:
            parts.append(tr("{site} {change}", site=said.site_words(pair.later), change=short_change(pair)))
    if not parts:
        return said.one_scan() if len(facts_.scans) == 1 else tr("No two scans can be compared yet.")
    return tr("Since the last comparable scan: {changes}.", changes="; ".join(parts))


def _score(scans: Sequence[DxaScan], profile: Profile | None, scores: Scores) -> ScoreFacts | None:
    if scores is Scores.Z:
        return _z_score(scans)
    low = lowest_t(scans)
    if low is None or low.t is None:
        return None
    figure = signed_t(low.t)
    where = tr("{site}, {month}", site=said.site_words(low), month=month_short(low.scan.date))
    title = tr("Lowest T-score")
    if scores is Scores.UNKNOWN or not postmenopausal(profile, low.scan.date):
        text = tr("With your date of birth and when your periods stopped, this T-score can be set in its range.")
        return ScoreFacts(title, figure, where, text, ask_profile=True)
    text = tr("In the range the WHO calls {range}.", range=said.range_words(low.t))
    ever = lowest_t_ever(scans)
    if ever is not None and ever.t is not None and ever.t < low.t:
        text = tr("{range} {lowest}.", range=text, lowest=said.lowest_ever(ever))
    return ScoreFacts(title, figure, where, text)


def _z_score(scans: Sequence[DxaScan]) -> ScoreFacts | None:
    latest: dict[Place, Result] = {}
    for scan in in_order(scans):
        for result in results(scan):
            if result.row.site is not None and result.row.z_score is not None:
                latest[result.row.site, result.row.side] = result
    low = min(latest.values(), key=lambda result: result.row.z_score or 0.0, default=None)
    if low is None or low.row.z_score is None:
        return None
    return ScoreFacts(
        tr("Lowest Z-score"),
        signed_t(low.row.z_score),
        tr("{site}, {month}", site=said.site_words(low), month=month_short(low.scan.date)),
        tr("Before menopause the Z-score is read; the WHO’s ranges are for the T-score in the years after it."),
    )


def _height(lost: HeightLoss | None) -> HeightFacts | None:
    if lost is None:
        return None
    title = tr("Height, {month}", month=month_short(lost.measured.date))
    figure = tr("{height} cm", height=number(lost.now_cm, 1))
    text = ""
    if lost.notable:
        text = said.height_sentence(lost)
    elif lost.peak_cm is not None and lost.historical_cm is not None and lost.historical_cm > 0:
        text = tr(
            "{lost} cm below your tallest, {peak} cm",
            lost=number(lost.historical_cm, 1),
            peak=number(lost.peak_cm, 1),
        )
    return HeightFacts(title, figure, text, lost.notable)


def score_of(result: Result, scores: Scores) -> str:
    """The T-score of a result, or its Z-score where that is what is read; "" where the report has none."""
    value = result.row.z_score if scores is Scores.Z else result.row.t_score
    return "" if value is None else signed_t(exact(value))
