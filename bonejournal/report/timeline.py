"""The timeline as a page of the appendix: density, markers, medicines, training, fractures and falls on one axis."""

from __future__ import annotations

from dataclasses import replace

from bonejournal.charts.drawn import encoded
from bonejournal.charts.style import DPI, print_style
from bonejournal.charts.timeline import timeline_chart
from bonejournal.domain.bone.timeline import bone_timeline
from bonejournal.domain.falls.events import Fall
from bonejournal.domain.labs.panels import LabPanel
from bonejournal.domain.snapshot import Snapshot
from bonejournal.domain.training.dose import DoseWeek
from bonejournal.domain.words import tr
from bonejournal.report.density import printed
from bonejournal.report.gather import Gathered
from bonejournal.report.redacted import as_shown
from bonejournal.report.values import PAPERS, Choices, Picture, Section

_HEIGHT_MM, _MARGIN_MM = 150.0, 14.0


def timeline_section(snapshot: Snapshot, choices: Choices) -> Section | None:
    """The timeline of what is printed on the pages, None where nothing is.

    Training is in it where it was gathered: the sessions of a snapshot would look as if there were no others. It is
    kept beside the snapshot: most of what she ticks leaves it as it is.
    """
    kept = printed(snapshot, choices)
    if "labs" in choices.without:
        kept |= {LabPanel.KIND.key: ()}
    falls = () if "risk" in choices.without else snapshot.of(Fall)
    kept |= {Fall.KIND.key: as_shown(falls, snapshot.profile, choices)}
    weeks = snapshot.weeks if isinstance(snapshot, Gathered) and "habits" not in choices.without else ()
    shown = replace(snapshot, records={**snapshot.records, **kept})
    name = f"timeline {hash((choices.paper, choices.language, *kept.items(), bool(weeks)))}"
    return snapshot.once(name, lambda: _drawn(shown, weeks, choices))


def _drawn(shown: Snapshot, weeks: tuple[DoseWeek, ...], choices: Choices) -> Section | None:
    found = bone_timeline(shown, weeks)
    if found.first is None:
        return None
    size = ((PAPERS[choices.paper][0] - 2 * _MARGIN_MM) / 25.4 * DPI, _HEIGHT_MM / 25.4 * DPI)
    drawn = timeline_chart(found, print_style(), size)
    picture = Picture("", encoded(drawn, "svg").decode(), drawn.summary, wide=True)
    return Section("timeline", tr("Timeline"), charts=(picture,), notes=(drawn.summary,))
