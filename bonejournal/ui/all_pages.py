"""Every page and form of the window; a new one is a line here."""

from __future__ import annotations

import gc

from bonejournal.domain.words import mark
from bonejournal.ui.pages.listed import Listed, at

PAGES: tuple[Listed, ...] = (
    Listed("today", at("pages.today", "TodayPage"), mark("Today"), "today", 10, "Ctrl+1"),
    Listed("density", at("pages.density", "DensityPage"), mark("Bone density"), "density", 20, "Ctrl+2"),
    Listed("labs", at("pages.labs", "LabsPage"), mark("Labs"), "labs", 30, "Ctrl+3"),
    Listed("training", at("pages.training", "TrainingPage"), mark("Training"), "training", 40, "Ctrl+4"),
    Listed("nutrition", at("pages.nutrition", "NutritionPage"), mark("Nutrition"), "nutrition", 50, "Ctrl+5"),
    Listed("medications", at("pages.medications", "MedicationsPage"), mark("Medications"), "medications", 60, "Ctrl+6"),
    Listed("falls", at("pages.falls", "FallsPage"), mark("Falls & fractures"), "falls", 70, "Ctrl+7"),
    Listed("visits", at("pages.visits", "VisitsPage"), mark("Visits"), "visits", 80, "Ctrl+8"),
    Listed("records", at("pages.records", "RecordsPage"), mark("Records"), "records", 90, "Ctrl+9", "after"),
    Listed("settings", at("pages.settings", "SettingsPage"), mark("Settings"), "settings", 99, "Ctrl+,", "bottom"),
    Listed("dxa-form", at("forms.dxa", "DxaForm")),
    Listed("timeline", at("pages.timeline", "TimelinePage")),
    Listed("body-sleep", at("pages.body_sleep", "BodySleepPage")),
    Listed("labs-form", at("forms.labs", "LabsForm")),
    Listed("body-form", at("forms.body", "BodyForm")),
    Listed("sleep-form", at("forms.body", "SleepForm")),
    Listed("activity-form", at("forms.body", "ActivityForm")),
    Listed("falls-form", at("forms.falls", "FallForm")),
    Listed("fractures-form", at("forms.falls", "FractureForm")),
    Listed("function_tests-form", at("forms.falls", "FunctionTestForm")),
    Listed("assessments-form", at("forms.falls", "AssessmentForm")),
    Listed("risk-form", at("forms.falls", "RiskForm")),
    Listed("profile-form", at("forms.profile", "ProfileForm")),
    Listed("medications-form", at("forms.course", "CourseForm")),
    Listed("doses-form", at("forms.dose", "DoseForm")),
    Listed("visits-form", at("forms.visit", "VisitForm")),
    Listed("questions-form", at("forms.visit", "QuestionForm")),
    Listed("targets", at("pages.targets", "TargetsPage")),
    Listed("targets-form", at("forms.target", "TargetForm")),
    Listed("workouts-form", at("forms.workout", "WorkoutForm")),
    Listed("exercises-form", at("forms.exercise", "ExerciseForm")),
    Listed("nutrition-time", at("pages.nutrition_time", "NutritionTimePage")),
    Listed("nutrient-sources", at("pages.nutrient_sources", "NutrientSourcesPage")),
    Listed("templates", at("pages.templates", "TemplatesPage")),
    Listed("intake-form", at("forms.intake", "IntakeForm")),
    Listed("foods-form", at("forms.food", "FoodForm")),
    Listed("templates-form", at("forms.template", "TemplateForm")),
    Listed("summary", at("pages.summary", "SummaryPage")),
    Listed("import", at("pages.bring_in", "ImportPage")),
    Listed("merge", at("pages.merge", "MergePage")),
    Listed("check", at("pages.check_page", "CheckPage")),
    Listed("explain", at("pages.explain", "ExplainPage")),
    Listed("sources", at("pages.sources", "SourcesPage")),
    Listed("keys", at("pages.keys", "KeysPage")),
    Listed("about", at("pages.about", "AboutPage")),
)


def prepare() -> None:
    """Import what the pages need, in another thread and while the first page is read."""
    for page in PAGES:
        page.load()
    import bonejournal.charts.density  # matplotlib: the slowest of all
    import bonejournal.ui.palettes.asked
    import bonejournal.ui.palettes.palettes
    import bonejournal.ui.palettes.search  # noqa: F401

    gc.freeze()  # modules stay for good; looking through them again and again would keep the window waiting
