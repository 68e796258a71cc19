"""Every page and form of the window; a new one is a line here."""

from __future__ import annotations

from bonejournal.ui.forms.body import BodyForm
from bonejournal.ui.forms.dxa import DxaForm
from bonejournal.ui.forms.profile import ProfileForm
from bonejournal.ui.pages.about import AboutPage
from bonejournal.ui.pages.bring_in import ImportPage
from bonejournal.ui.pages.check_page import CheckPage
from bonejournal.ui.pages.density import DensityPage
from bonejournal.ui.pages.journal_page import JournalPage
from bonejournal.ui.pages.keys import KeysPage
from bonejournal.ui.pages.records import RecordsPage
from bonejournal.ui.pages.settings import SettingsPage
from bonejournal.ui.pages.sources import SourcesPage
from bonejournal.ui.pages.summary import SummaryPage
from bonejournal.ui.pages.today import TodayPage

PAGES: tuple[type[JournalPage], ...] = (
    TodayPage,
    DensityPage,
    RecordsPage,
    SettingsPage,
    DxaForm,
    BodyForm,
    ProfileForm,
    SummaryPage,
    ImportPage,
    CheckPage,
    SourcesPage,
    KeysPage,
    AboutPage,
)
