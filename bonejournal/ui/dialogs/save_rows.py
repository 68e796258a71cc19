"""Keeping rows of a day: as a meal that is logged again by a key, or as one food of her own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from bonejournal.domain.nutrition.intake import Intake
from bonejournal.domain.nutrition.meals import meal_name, recipe
from bonejournal.domain.record import Problem
from bonejournal.domain.step import Step, creating
from bonejournal.domain.template import Template, TemplateKind, content_of, pinning
from bonejournal.domain.units import UnitError, parse_number
from bonejournal.domain.words import tr
from bonejournal.ui.dialogs.field_sheet import FieldSheet
from bonejournal.ui.pages.nutrition_facts import listed
from bonejournal.ui.widgets.fields import TextField

Write = Callable[[Step, str], object]


def ask_meal(parent: QWidget, rows: Sequence[Intake], templates: Sequence[Template], write: Write) -> FieldSheet:
    """Ask for a name and a key; a key that is taken goes over to this meal."""
    free = next((key for key in range(1, 5) if all(one.pin != key for one in templates)), None)
    name, key = TextField(), TextField(tr("1 to 4, or empty"))
    name.setText(_usual(rows))
    key.setText("" if free is None else str(free))

    def save(texts: Mapping[str, str]) -> Sequence[Problem]:
        from bonejournal.exchange.templates import rows_of

        called, pin = texts["name"].strip(), texts["key"].strip()
        if not called:
            return [Problem("name", tr("Give it a name, such as Usual breakfast."))]
        if pin and pin not in {"1", "2", "3", "4"}:
            return [Problem("key", tr("The key is 1, 2, 3 or 4, or empty."))]
        made = Template(name=called, kind=TemplateKind.INTAKE, content=content_of(rows_of(rows)))
        write(pinning(made, int(pin) if pin else None, templates), tr("{name} saved.", name=called))
        return []

    fields = (("name", tr("&Name"), name), ("key", tr("&Key, 1 to 4 (Alt with it logs this from anywhere)"), key))
    sheet = FieldSheet(parent.window(), tr("Save as a meal"), listed(rows), fields, tr("Save the meal"), save)
    return sheet.show_over()


def ask_food(parent: QWidget, rows: Sequence[Intake], write: Write) -> FieldSheet:
    """Ask for a name and how many portions it makes; what is not known of one part is not known of the whole."""
    name, portions = TextField(), TextField()
    portions.setText("1")

    def save(texts: Mapping[str, str]) -> Sequence[Problem]:
        called = texts["name"].strip()
        if not called:
            return [Problem("name", tr("Give it a name, such as Lentil soup."))]
        try:
            count = parse_number(texts["portions"])
        except UnitError as error:
            return [Problem("portions", str(error))]
        if not 0 < count <= 100:
            return [Problem("portions", tr("It makes between 1 and 100 portions."))]
        made = recipe(called, rows, count)
        write(creating(made), tr("{name} is among your foods.", name=called))
        return []

    fields = (("name", tr("&Name"), name), ("portions", tr("&Portions it makes"), portions))
    sheet = FieldSheet(parent.window(), tr("Save as a food"), listed(rows), fields, tr("Save the food"), save)
    return sheet.show_over()


def _usual(rows: Sequence[Intake]) -> str:
    held = {row.meal for row in rows}
    meal = held.pop() if len(held) == 1 else ""
    return tr("Usual {meal}", meal=meal_name(meal).lower()) if meal else tr("Usual meal")
