"""Templates: rows become records of a day, and records become rows again."""

from __future__ import annotations

import datetime as dt

import pytest

from bonejournal.domain.template import Template, TemplateKind, content_of
from bonejournal.domain.training.workouts import Workout
from bonejournal.exchange.formats import sample
from bonejournal.exchange.templates import records_of, rows_of

TODAY = dt.date(2026, 11, 12)


def _templates() -> list[Template]:
    return [change.after for change in sample().step.changes if isinstance(change.after, Template)]


@pytest.mark.parametrize("template", _templates(), ids=lambda template: template.name)
def test_records_of_a_template_are_of_the_day_and_give_its_rows_back(template: Template) -> None:
    made = records_of(template, TODAY)
    assert {record.day for record in made} == {TODAY}
    assert content_of(rows_of(made)) == template.content


def test_a_workout_is_one_record_of_all_rows_and_each_thing_eaten_one_of_its_own() -> None:
    by_name = {template.name: template for template in _templates()}
    (workout,) = records_of(by_name["Strength A"], TODAY)
    assert isinstance(workout, Workout)
    assert [done.exercise for done in workout.sets].count("back_squat") == 3
    breakfast = by_name["Usual breakfast"]
    assert len(records_of(breakfast, TODAY)) == len(breakfast.rows) > 1


def test_ids_are_new_each_time() -> None:
    template = _templates()[0]
    assert not {record.id for record in records_of(template, TODAY)} & {
        record.id for record in records_of(template, TODAY)
    }


def test_a_walk_has_a_row_without_a_set() -> None:
    walk = Workout(date=TODAY, minutes=30, notes="Only this once")
    rows = rows_of([walk])
    assert rows == [{"minutes": "30"}]
    template = Template(name="Walk", kind=TemplateKind.WORKOUT, content=content_of(rows))
    (again,) = records_of(template, TODAY)
    assert isinstance(again, Workout)
    assert (again.minutes, again.sets, again.notes) == (30, (), "")


def test_a_cell_that_cannot_be_read_is_an_error() -> None:
    template = Template(name="Odd", kind=TemplateKind.WORKOUT, content='[{"minutes":"soon"}]')
    with pytest.raises(ValueError, match="soon"):
        records_of(template, TODAY)
