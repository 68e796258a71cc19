"""The picture of the Bone density page: what it draws, what it is called, and what a file of it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.falls.events import Fracture
from bonejournal.domain.medicines.medication import Course, Dose
from bonejournal.domain.profile import Profile
from bonejournal.domain.words import tr
from bonejournal.ui.widgets.export import Drawing

if TYPE_CHECKING:
    from bonejournal.charts.drawn import Drawn
    from bonejournal.charts.style import ChartStyle
    from bonejournal.domain.bone.comparison import Place
    from bonejournal.domain.snapshot import Snapshot
    from bonejournal.ui.pages.density_facts import Facts

Ways = tuple[str, bool, bool, bool, bool]
"""How far back; whether scores, the WHO's ranges, the documents' figures of loss, and approximate values."""


def side_key(place: Place) -> str:
    """The key of a side, "" where none is named."""
    return place[1].value if place[1] is not None else ""


def picture_title(facts: Facts, place: Place | None, *, score: bool) -> str:
    """What stands above a saved picture."""
    if place is None:
        return tr("Bone density: change in percent")
    label = facts.histories[place][-1].row.label
    if not score:
        return tr("Bone density: {site}, BMD in g/cm²", site=label)
    if facts.scores.value == "z":
        return tr("Bone density: {site}, Z-score", site=label)
    return tr("Bone density: {site}, T-score", site=label)


def file_name(place: Place | None) -> str:
    """What a saved file is called, without its ending."""
    if place is None:
        return "bone-density"
    return "-".join(filter(None, ("bone-density", place[0].value.replace("_", "-"), side_key(place))))


def picture(facts: Facts, place: Place | None, ways: Ways) -> Drawing:
    """The picture of a site and side, or of all; only of what it depends on, so that nothing else draws it anew."""
    return Drawing(_draw, (facts.snapshot.only(DxaScan, Profile, Course, Dose, Fracture), place, ways))


def _draw(
    snapshot: Snapshot,
    place: Place | None,
    ways: Ways,
    style: ChartStyle,
    size: tuple[float, float],
    ratio: float,
) -> Drawn:
    from bonejournal.charts.change import change_chart
    from bonejournal.charts.density import bmd_chart
    from bonejournal.charts.scans import Range
    from bonejournal.charts.t_score import t_chart

    reach, score, bands, losses, common = ways
    period = Range.of(reach) or Range.ALL
    if place is None:
        return change_chart(snapshot, style, size, ratio, period)
    if score:
        return t_chart(snapshot, place, style, size, ratio, period, who_bands=bands)
    return bmd_chart(snapshot, place, style, size, ratio, period, documents=losses, approximate=common)
