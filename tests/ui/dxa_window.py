"""A window of the form of a DXA report, and the report before."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bonejournal.domain.bone.density import DxaScan, Side, Site, SiteResult
from bonejournal.ui.forms.dxa import DxaForm
from tests.ui.typed import FormWindow

LAST = DxaScan(
    date=dt.date(2024, 10, 9), facility="Hillcrest Bone Clinic", make="Hologic", model="Horizon A", serial="301584M",
    sites=(
        SiteResult(Site.LUMBAR_SPINE, vertebrae="L1-L4", bmd_g_cm2=0.772, t_score=-2.5, z_score=-1.7, lsc_g_cm2=0.027),
        SiteResult(Site.FEMORAL_NECK, Side.LEFT, bmd_g_cm2=0.646, t_score=-1.8, z_score=-0.7),
        SiteResult(Site.TOTAL_HIP, Side.LEFT, bmd_g_cm2=0.755, t_score=-1.5, z_score=-0.8),
    ),
)  # fmt: skip


class Window(FormWindow[DxaForm]):
    form_class = DxaForm
    letter = Qt.Key.Key_D

    def newest(self) -> DxaScan:
        return max(self.records(DxaScan), key=lambda scan: scan.id)

    def question(self) -> tuple[str, list[QPushButton]]:
        return self.asked(self.the_form.grid.rows.values())
