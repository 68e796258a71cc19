from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journal.machine import Machine, control

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_any_order_of_steps_undo_close_and_kill_matches_a_plain_model() -> None:
    short = settings(max_examples=40, stateful_step_count=30, derandomize=True, suppress_health_check=CALM)
    run_state_machine_as_test(Machine, settings=short)


def test_the_model_notices_a_record_that_redo_forgot() -> None:
    short = settings(
        phases=[Phase.generate],
        max_examples=60,
        stateful_step_count=30,
        derandomize=True,
        suppress_health_check=CALM,
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(control(), settings=short)


@pytest.mark.storm
def test_ten_thousand_steps_match_a_plain_model() -> None:
    long = settings(max_examples=200, stateful_step_count=60, suppress_health_check=CALM)
    run_state_machine_as_test(Machine, settings=long)
