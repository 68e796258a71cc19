from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journal.machine import Machine, control

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_any_order_of_steps_undo_close_and_kill_matches_a_plain_model() -> None:
    short = settings(max_examples=40, stateful_step_count=30, derandomize=True, suppress_health_check=CALM)
    run_state_machine_as_test(Machine, settings=short)


def test_the_model_notices_a_record_that_redo_forgot() -> None:
    machine = control()()
    machine.add_a_measure(weight=62.0, day=dt.date(2026, 11, 12), source="")
    machine.undo()
    machine.redo()
    with pytest.raises(AssertionError):
        machine.the_journal_holds_what_the_model_holds()
    machine.teardown()


@pytest.mark.storm
def test_ten_thousand_steps_match_a_plain_model() -> None:
    long = settings(max_examples=200, stateful_step_count=60, suppress_health_check=CALM)
    run_state_machine_as_test(Machine, settings=long)
