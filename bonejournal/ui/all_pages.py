"""Every page and form of the window; a new one is a line here."""

from __future__ import annotations

from bonejournal.domain.words import mark
from bonejournal.ui.pages.listed import Listed, at

PAGES: tuple[Listed, ...] = (
    Listed("today", at("pages.today", "TodayPage"), mark("Today"), "today", 10, "Ctrl+1"),
    Listed("density", at("pages.density", "DensityPage"), mark("Bone density"), "density", 20, "Ctrl+2"),
    Listed("records", at("pages.records", "RecordsPage"), mark("Records"), "records", 90, "Ctrl+9", "after"),
    Listed("settings", at("pages.settings", "SettingsPage"), mark("Settings"), "settings", 99, place="bottom"),
    Listed("dxa-form", at("forms.dxa", "DxaForm")),
    Listed("body-form", at("forms.body", "BodyForm")),
    Listed("profile-form", at("forms.profile", "ProfileForm")),
    Listed("summary", at("pages.summary", "SummaryPage")),
    Listed("import", at("pages.bring_in", "ImportPage")),
    Listed("check", at("pages.check_page", "CheckPage")),
    Listed("sources", at("pages.sources", "SourcesPage")),
    Listed("keys", at("pages.keys", "KeysPage")),
    Listed("about", at("pages.about", "AboutPage")),
)
