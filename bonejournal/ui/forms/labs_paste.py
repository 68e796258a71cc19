"""What is shown of the text of a laboratory report before it is filled in, and what becomes of it in the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from bonejournal.domain.labs.entry import WAS, Line, unit_as_known
from bonejournal.domain.labs.panels import label
from bonejournal.domain.words import day_long, day_short, mark, tr
from bonejournal.exchange.lab_text import LabLine, LabReport
from bonejournal.ui.forms.paste import PastedLine, Recognised

_NOTHING = mark(
    "No result was recognised in this text: a line needs the name of a test and its figure. A photo has no text; "
    "type the numbers instead."
)


def recognised(report: LabReport) -> Recognised:
    """The results with unit and interval, and when the blood was drawn. A test that is not known here is not ticked."""
    beside = []
    if report.day is not None:
        beside.append(PastedLine(tr("Drawn on {day}", day=day_long(report.day)), report.day))
    if report.time is not None:
        beside.append(PastedLine(tr("Drawn at {time}", time=f"{report.time:%H:%M}"), report.time))
    if report.fasting is not None:
        beside.append(PastedLine(tr("Fasting") if report.fasting else tr("Not fasting"), report.fasting))
    return Recognised(
        heads=(tr("Value"), tr("Unit"), tr("The lab’s interval")),
        rows=tuple(
            PastedLine(
                tr(label(found.test)),
                found,
                (
                    f"{found.sign}{found.value}",
                    found.unit,
                    _interval(found),
                ),
                found.is_known,
                "" if found.is_known else tr("Not known here. Tick it to keep it under this name."),
            )
            for found in report.rows
        ),
        beside=tuple(beside),
        unread=report.unread,
        nothing=tr(_NOTHING),
        compare=tr("Compare each number with the paper and untick what is not from this draw."),
        left=(1, 2),
    )


def _interval(found: LabLine) -> str:
    if found.low and found.high:
        return f"{found.low}\u2013{found.high}"
    return (
        tr("up to {value}", value=found.high) if found.high else tr("from {value}", value=found.low) * bool(found.low)
    )


def pasted(texts: Mapping[str, str], chosen: Iterable[object]) -> dict[str, str]:
    """The form's texts with what was ticked of a report. A unit or an interval it does not give stays as it is."""
    made = dict(texts)
    for what in chosen:
        match what:
            case LabLine():
                key = Line(what.test).key
                made |= {f"{key}.value": what.value, f"{key}.sign": what.sign}
                made.pop(f"{key}.value{WAS}", None)  # this figure is as it was printed
                if what.unit:
                    made[f"{key}.unit"] = unit_as_known(what.test, what.unit)
                if what.low or what.high:
                    made |= {f"{key}.low": what.low, f"{key}.high": what.high}
                elif what.unit and made[f"{key}.unit"] != texts.get(f"{key}.unit", ""):
                    made |= {f"{key}.low": "", f"{key}.high": ""}  # it was printed beside the other unit
            case bool():
                made["fasting"] = "yes" if what else "no"
            case dt.date():
                made["date"] = day_short(what)
            case dt.time():
                made["time"] = what.isoformat("minutes")
    return made
