"""A window of the form of a lab report, and the panel before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bonejournal.domain.dates import PartialDate
from bonejournal.domain.labs.panels import LabPanel, LabResult
from bonejournal.domain.medicines.medication import Course, CourseKind
from bonejournal.ui.forms.labs import LabsForm
from tests.ui.typed import FormWindow

DENOSUMAB = Course(
    name="Denosumab", drug="denosumab_60", kind=CourseKind.MEDICINE, start=PartialDate("2024-11-18"),
    schedule="every 6 months",
)  # fmt: skip


def result(analyte: str, value: str, unit: str, low: str = "", high: str = "") -> LabResult:
    return LabResult(
        analyte=analyte, value=Decimal(value), unit=unit,
        ref_low=Decimal(low) if low else None, ref_high=Decimal(high) if high else None,
    )  # fmt: skip


BASELINE = LabPanel(
    date=dt.date(2024, 11, 4), time=dt.time(8, 30), fasting=True, lab="Northgate",
    results=(result("ctx", "512", "ng/L", "111", "791"), result("pinp", "62", "µg/L", "17", "83")),
)  # fmt: skip


SOUTH = LabPanel(
    date=dt.date(2025, 3, 3), fasting=False, lab="Southgate", results=(result("25ohd", "31", "ng/mL", "20", "50"),)
)


LAST = LabPanel(
    date=dt.date(2025, 10, 10), time=dt.time(8, 20), fasting=True, lab="Northgate",
    results=(
        result("ctx", "203", "ng/L", "111", "791"), result("pinp", "25", "µg/L", "17", "83"),
        result("25ohd", "78", "nmol/L", "50", "125"), result("calcium", "2.36", "mmol/L", "2.20", "2.60"),
        result("albumin", "43", "g/L", "35", "50"), result("pth", "5.4", "pmol/L", "1.6", "6.9"),
        result("creatinine", "71", "µmol/L", "45", "84"), result("egfr", "86", "mL/min/1.73 m²", "60"),
        result("alp", "63", "U/L", "35", "105"), result("tsh", "2.1", "mIU/L", "0.4", "4.5"),
    ),
)  # fmt: skip


class Window(FormWindow[LabsForm]):
    form_class = LabsForm
    letter = Qt.Key.Key_L

    def newest(self) -> LabPanel:
        return max(self.records(LabPanel), key=lambda panel: panel.id)

    def question(self) -> tuple[str, list[QPushButton]]:
        return self.asked(self.the_form.grid.rows.values())

    def to_results(self, day: str = "5 nov 2025") -> None:
        """Type when the blood was drawn, and go on to the first value."""
        self.enter(day, "0810")

    def verdict(self, key: str) -> str:
        return self.the_form.grid.rows[key].sides["verdict"].accessibleName()
