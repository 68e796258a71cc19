"""How density, T-scores, height, fractures, doses and visits are put into words: a sentence, then the short verdict.

Measurement noise is never news: a change below the least significant change (LSC) is not called up or down. A range
of the T-score is the WHO's, and a better later score does not take an earlier one back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from bonejournal.domain.body import HeightLoss, below_tallest_cm, between_two_cm
from bonejournal.domain.bone.comparison import Comparison, LscSource, Reason, Verdict, unnamed_device
from bonejournal.domain.bone.density import Category, Result, Side, Site, category, signed_t, write_vertebrae
from bonejournal.domain.dates import months_between
from bonejournal.domain.falls.events import BrokenSite, Fracture
from bonejournal.domain.medicines.medication import Course, drugs
from bonejournal.domain.visit import Visit, VisitKind
from bonejournal.domain.words import (
    day_and_month,
    day_long,
    mark,
    month_long,
    number,
    percent,
    signed,
    tr,
    trn,
    weekday,
)

_SITES = {
    Site.LUMBAR_SPINE: mark("spine"),
    Site.FEMORAL_NECK: mark("femoral neck"),
    Site.TOTAL_HIP: mark("total hip"),
    Site.RADIUS_33: mark("1/3 radius"),
}
_SIDED = {
    (Site.FEMORAL_NECK, Side.LEFT): mark("left femoral neck"),
    (Site.FEMORAL_NECK, Side.RIGHT): mark("right femoral neck"),
    (Site.FEMORAL_NECK, Side.MEAN): mark("femoral neck (mean of both)"),
    (Site.TOTAL_HIP, Side.LEFT): mark("left total hip"),
    (Site.TOTAL_HIP, Side.RIGHT): mark("right total hip"),
    (Site.TOTAL_HIP, Side.MEAN): mark("total hip (mean of both)"),
    (Site.RADIUS_33, Side.LEFT): mark("left 1/3 radius"),
    (Site.RADIUS_33, Side.RIGHT): mark("right 1/3 radius"),
    (Site.RADIUS_33, Side.MEAN): mark("1/3 radius (mean of both)"),
}
_RANGES = {
    Category.NORMAL: mark("normal"),
    Category.LOW_BONE_MASS: mark("low bone mass"),
    Category.OSTEOPOROSIS_RANGE: mark("osteoporosis"),
}
_SHORT = {
    Verdict.GAIN: mark("Real gain"),
    Verdict.LOSS: mark("Real loss"),
    Verdict.WITHIN_ERROR: mark("Within measurement noise"),
}


def site_words(result: Result) -> str:
    """A site inside a sentence: "spine", "left total hip"."""
    site, side = result.row.site, result.row.side
    if site is None:
        return ""
    if side is not None and (site, side) in _SIDED:
        return tr(_SIDED[site, side])
    return tr(_SITES.get(site, site.label))


def comparison_sentence(comparison: Comparison) -> str:
    """What a pair of scans says, in one to three sentences."""
    if comparison.verdict is Verdict.NOT_COMPARABLE:
        return _not_comparable(comparison)
    site = site_words(comparison.later)
    change, lsc = comparison.change_g_cm2, comparison.lsc_g_cm2
    if change is None or comparison.change_percent is None or lsc is None:
        return tr(
            "No verdict for the {site}: your clinic’s LSC is not on record and there is no agreed default.", site=site
        )
    if comparison.verdict is Verdict.WITHIN_ERROR:
        return tr(
            "Your {site} changed by {change} g/cm² ({percent}). "
            "That is within {noise}: it may have gone up, down or stayed the same.",
            site=site,
            change=signed(change, 3),
            percent=percent(comparison.change_percent, sign=True),
            noise=_noise(comparison),
        )
    gained = comparison.verdict is Verdict.GAIN
    what = (
        mark("Your {site} gained {change} g/cm² ({percent}) between {start} and {end}.")
        if gained
        else mark("Your {site} lost {change} g/cm² ({percent}) between {start} and {end}.")
    )
    why = {
        (True, True): mark("That is more than {noise}, so it is a real gain."),
        (True, False): mark("That is just as much as {noise}, which counts as a real gain."),
        (False, True): mark("That is more than {noise}, so it is a real loss. Worth talking about at your next visit."),
        (False, False): mark(
            "That is just as much as {noise}, which counts as a real loss. Worth talking about at your next visit."
        ),
    }[gained, abs(change) > lsc]
    days = comparison.earlier.scan.date, comparison.later.scan.date
    start, end = map(month_long, days)
    if start == end:
        start, end = map(day_long, days)
    first = tr(
        what,
        site=site,
        change=number(abs(change), 3),
        percent=percent(abs(comparison.change_percent)),
        start=start,
        end=end,
    )
    return f"{first} {tr(why, noise=_noise(comparison))}"


def _noise(comparison: Comparison) -> str:
    amount = number(comparison.lsc_g_cm2 or Decimal(0), 3)
    if comparison.lsc_source is LscSource.FACILITY:
        return tr("this clinic’s measurement noise of {amount} g/cm²", amount=amount)
    return tr("the default measurement noise of {amount} g/cm² (ISCD; your clinic’s own is better)", amount=amount)


def _not_comparable(comparison: Comparison) -> str:
    earlier, later = comparison.earlier, comparison.later
    if comparison.reason is Reason.VERTEBRAE:
        return tr(
            "These two scans cannot be compared: one measures {earlier}, the other {later}.",
            earlier=vertebrae_words(earlier),
            later=vertebrae_words(later),
        )
    if unnamed_device(earlier.scan, later.scan):
        return tr(
            "These two scans cannot be compared: it is not on record whether they come from one scanner. "
            "The scanner’s make, model and serial number on both reports would settle it."
        )
    said = tr("These two scans cannot be compared: they come from different scanners.")
    if later.scan.model:
        again = tr("The next scan on the {scanner} will be comparable again.", scanner=later.scan.model)
        return f"{said} {again}"
    return said


def vertebrae_words(result: Result) -> str:
    """The vertebrae as she reads them: "L1–L4"; "" for a site that has none."""
    return write_vertebrae(result.row.vertebra_set).replace("-", "\u2013")


def verdict_words(comparison: Comparison) -> str:
    """The verdict in two or three words, as cards and tables have it."""
    if comparison.verdict is Verdict.NOT_COMPARABLE:
        if comparison.reason is Reason.VERTEBRAE:
            return tr("Not comparable: other vertebrae")
        if unnamed_device(comparison.earlier.scan, comparison.later.scan):
            return tr("Not comparable: scanner not on record")
        return tr("Not comparable: other scanner")
    if comparison.verdict is None:
        return tr("No verdict: no LSC on record")
    return tr(_SHORT[comparison.verdict])


def verdict_mark(comparison: Comparison) -> str:
    """The key of the mark beside a verdict: gain, loss, within_error, not_comparable or no_data."""
    return str(comparison.verdict) if comparison.verdict else "no_data"


def change_words(comparison: Comparison) -> str:
    """The change in figures: "+0.054 g/cm² (+7.0 %)"; "" where the two cannot be compared."""
    if comparison.change_g_cm2 is None or comparison.change_percent is None:
        return ""
    return tr(
        "{change} g/cm² ({percent})",
        change=signed(comparison.change_g_cm2, 3),
        percent=percent(comparison.change_percent, sign=True),
    )


def history_sentence(history: Sequence[Result], latest: Comparison | None) -> str:
    """The first sentence about a site: no scan, one scan, or what its `latest` comparison says."""
    if not history:
        return no_scan()
    return one_scan() if latest is None else comparison_sentence(latest)


def no_scan() -> str:
    """What stands where no scan is recorded."""
    return tr("No scan yet. Have the printed report beside you; three numbers are enough.")


def one_scan() -> str:
    """What stands where there is nothing to compare with."""
    return tr("One scan so far. A second on the same scanner makes a comparison possible.")


def score_words(result: Result) -> str:
    """A T-score in figures: "−2.5"; "" where the report has none."""
    return signed_t(result.t) if result.t is not None else ""


def range_words(t_score: Decimal) -> str:
    """The WHO's name of the range a T-score lies in."""
    return tr(_RANGES[category(t_score)])


def t_sentence(result: Result, *, ranges_apply: bool = True) -> str:
    """A T-score with its range; `ranges_apply` is whether she was past menopause, or 50, on the day of the scan."""
    score = result.t
    if score is None:
        return ""
    if not ranges_apply:
        return tr(
            "T-score {score}. The WHO’s ranges are for the years after menopause; before, the Z-score is read.",
            score=signed_t(score),
        )
    return tr("T-score {score}, in the range the WHO calls {range}.", score=signed_t(score), range=range_words(score))


def lowest_now(result: Result) -> str:
    """The lowest T-score that stands: "Lowest of the latest scans: −2.0, spine, October 2026"."""
    return tr("Lowest of the latest scans: {score}, {site}, {month}", **_where_and_when(result))


def lowest_ever(result: Result) -> str:
    """The lowest T-score ever recorded: "Lowest on record: −2.5, spine, October 2024"."""
    return tr("Lowest on record: {score}, {site}, {month}", **_where_and_when(result))


def _where_and_when(result: Result) -> dict[str, str]:
    return {"score": score_words(result), "site": site_words(result), "month": month_long(result.scan.date)}


def height_sentence(lost: HeightLoss) -> str:
    """Height now, and how far below the tallest; a loss that reaches a published threshold names it."""
    now = {"height": number(lost.now_cm, 1), "day": day_long(lost.measured.date)}
    if lost.historical_cm is not None and lost.historical_cm >= below_tallest_cm():
        return tr(
            "Your height of {height} cm on {day} is {lost} cm below your tallest. From {limit} cm on, "
            "it is worth asking whether a picture of the spine would help (BHOF 2022, not from the five documents).",
            **now,
            lost=number(lost.historical_cm, 1),
            limit=number(below_tallest_cm(), 1),
        )
    if lost.prospective_cm is not None and lost.prospective_cm >= between_two_cm():
        return tr(
            "Your height of {height} cm on {day} is {lost} cm below an earlier measurement. From {limit} cm on, "
            "it is worth asking whether a picture of the spine would help (BHOF 2022, not from the five documents).",
            **now,
            lost=number(lost.prospective_cm, 1),
            limit=number(between_two_cm(), 1),
        )
    if lost.historical_cm is not None and lost.historical_cm > 0:
        return tr(
            "Your height was {height} cm on {day}, {lost} cm below your tallest.",
            **now,
            lost=number(lost.historical_cm, 1),
        )
    return tr("Your height was {height} cm on {day}.", **now)


def scan_age(last: dt.date, on: dt.date, interval_months: int) -> str:
    """How long ago spine and hip were scanned, beside the interval in months."""
    interval = _months(interval_months)
    if months_between(last, on) == 0:
        return tr(
            "Your last scan of spine and hip was on {day}; the interval is {interval}.",
            day=day_long(last),
            interval=interval,
        )
    return trn(
        "Your last scan of spine and hip was {count} month ago; the interval is {interval}.",
        "Your last scan of spine and hip was {count} months ago; the interval is {interval}.",
        months_between(last, on),
        interval=interval,
    )


def scan_due(due: dt.date, last: dt.date, on: dt.date, interval_months: int) -> str:
    """When the next scan is due, or since when; the interval is ours and the clinic's goes before it."""
    said = (
        mark(
            "The next bone density scan was due on {due}, {interval} after the one of {last}. "
            "If your clinic named another interval, that one counts."
        )
        if due < on
        else mark(
            "The next bone density scan is due on {due}, {interval} after the one of {last}. "
            "If your clinic named another interval, that one counts."
        )
    )
    return tr(said, due=day_long(due), last=day_long(last), interval=_months(interval_months))


def _months(count: int) -> str:
    return trn("{count} month", "{count} months", count)


def fracture_words(fracture: Fracture) -> str:
    """A fracture in a few words: "Vertebra T12, June 2021"."""
    bone = tr(fracture.site.label).capitalize() if fracture.site else ""
    between = " " if fracture.site is BrokenSite.VERTEBRA else ", "
    place = between.join(filter(None, (bone, fracture.level)))
    return tr("{bone}, {day}", bone=place, day=fracture.date.said()) if fracture.date else place


def fracture_beside(fracture: Fracture) -> str:
    """What stands beside a normal T-score where a bone has broken: the score alone would say too little."""
    return tr("A fragility fracture is on record beside it ({fracture}).", fracture=fracture_words(fracture))


def inside(name: str) -> str:
    """A medicine's name inside a sentence: "denosumab", but "Prolia"."""
    small = name[:1].lower() + name[1:]
    return small if name[1:].islower() and _first_word(small) in _substances() else name


@cache
def _substances() -> frozenset[str]:
    """The words that names of substances begin with, written small; brands are not among them."""
    names = ((drug.name, *(name for name in drug.names if name.islower())) for drug in drugs().values())
    return frozenset(_first_word(name.lower()) for of_drug in names for name in of_drug)


def _first_word(name: str) -> str:
    return name.partition(" ")[0].rstrip(",")


def course_since(course: Course) -> str:
    """A medicine inside a sentence: "denosumab since 18 November 2024"."""
    name = inside(course.called())
    return tr("{name} since {day}", name=name, day=course.start.said()) if course.start else name


def taken_since(course: Course) -> str:
    """The bone medicine taken, as a sentence."""
    return tr("On record: {course}.", course=course_since(course))


DOSE_LATE_WEEKS = 4
"""From then on a late dose of denosumab is one to call about today (Lyu 2020)."""
YEAR_NAMED_DAYS = 183
"""A day further away than half a year is said with its year."""


def dose_due(name: str, due: dt.date, on: dt.date, *, denosumab: bool, planned: bool) -> str:
    """When a dose is due, or since when, and what is to be arranged; never that it could be left out."""
    return " ".join(dose_due_parts(name, due, on, denosumab=denosumab, planned=planned))


def dose_due_parts(name: str, due: dt.date, on: dt.date, *, denosumab: bool, planned: bool) -> tuple[str, ...]:
    """The sentences of `dose_due`, the one with the day first."""
    late = (on - due).days
    day = day_and_month(due) if abs(late) < YEAR_NAMED_DAYS else day_long(due)
    if late <= 0:
        return _dose_ahead(name, due, day, -late, denosumab=denosumab, planned=planned)
    if late <= 7 * DOSE_LATE_WEEKS:
        ago = trn("{count} day ago", "{count} days ago", late)
    else:
        ago = trn("{count} week ago", "{count} weeks ago", late // 7)
    arrange = tr("Call the clinic to arrange it.")
    if denosumab and late > 7 * DOSE_LATE_WEEKS:
        arrange = tr("Its effect wears off after six months, so please call your clinic today.")
    return tr("{name} was due on {day}, {ago}.", name=name, day=day, ago=ago), arrange


def _dose_ahead(name: str, due: dt.date, day: str, days: int, *, denosumab: bool, planned: bool) -> tuple[str, ...]:
    when = tr("today") if days == 0 else trn("in {count} day", "in {count} days", days)
    sentences = [tr("{name} is due on {weekday} {day}, {when}.", name=name, weekday=weekday(due), day=day, when=when)]
    if not planned:
        sentences.append(tr("No appointment noted yet."))
    if denosumab:
        sentences.append(tr("Arrange it for that day; if that is not possible, call the clinic beforehand."))
    return tuple(sentences)


def appointment(visit: Visit) -> str:
    """An appointment that is noted: when, with whom, about what."""
    when = tr("{weekday} {day}", weekday=weekday(visit.date), day=day_long(visit.date))
    if visit.time is not None:
        when = tr("{day} at {time}", day=when, time=visit.time.strftime("%H:%M"))
    who = visit.clinician or visit.place
    first = tr("{day}, {who}", day=when, who=who) if who else when
    return tr("{when}: {what}.", when=first, what=visit.purpose or tr(visit.purpose_kind.label))


def planned(kind: VisitKind, due: dt.date, since: dt.date) -> str:
    """What a visit planned and is not noted yet."""
    return tr(
        "Planned at the visit of {since}: {what} on {day}.",
        since=day_long(since),
        what=tr(kind.label),
        day=day_long(due),
    )
