"""What the profile asks about."""

from __future__ import annotations

import datetime as dt

from bonejournal.domain.profile import Profile
from bonejournal.domain.record import Around, open_questions


def test_a_tallest_height_below_the_height_now_is_asked_about() -> None:
    around = Around(dt.date(2026, 11, 12))
    asked = open_questions(Profile(id=Profile.SINGLETON, height_cm=167.6, peak_height_cm=165.0), around)
    assert [(question.field, question.key) for question in asked] == [("peak_height_cm", "below_height")]
    assert open_questions(Profile(id=Profile.SINGLETON, height_cm=165.0, peak_height_cm=165.0), around) == []


def test_a_birth_that_is_still_to_come_is_asked_about() -> None:
    around = Around(dt.date(2026, 11, 12))
    (asked,) = open_questions(Profile(id=Profile.SINGLETON, birth_date=dt.date(2068, 5, 3)), around)
    assert (asked.field, asked.text) == ("birth_date", "3 May 2068 is still to come. Is the year right?")
    assert open_questions(Profile(id=Profile.SINGLETON, birth_date=dt.date(1968, 5, 3)), around) == []
