"""Open now, opens at: one table of cases for Python and for the browser."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kim.models.base import Schedule
from kim.rules.opening import Hours, opening_state, public_holidays

CASES = json.loads(Path(__file__).with_name("opening.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_state_at_a_moment(case: dict[str, Any]) -> None:
    """Each case of the table comes out as it says."""
    schedules = tuple(map(Schedule.model_validate, case["schedules"]))
    hours = Hours(schedules, public_holidays(2026, 2028))
    state = opening_state(hours, datetime.fromisoformat(case["moment"]))
    assert [state.code, state.day and state.day.isoformat(), state.time] == case["state"]


@pytest.mark.promise("holidays")
def test_the_holidays_are_those_of_north_rhine_westphalia() -> None:
    """Fronleichnam and Allerheiligen are, Epiphany and the Reformation are not."""
    found = public_holidays(2027, 2027)
    assert {date(2027, 5, 27), date(2027, 11, 1), date(2027, 10, 3)} < found
    assert not {date(2027, 1, 6), date(2027, 10, 31)} & found
    assert len(found) == 11


def test_a_moment_of_any_zone_is_taken_to_berlin() -> None:
    """The same instant gives the same state."""
    hours = Hours(
        (Schedule.model_validate({"days": ["mo"], "opens_at": "09:00", "closes_at": "12:00"}),), ()
    )
    assert opening_state(hours, datetime(2027, 1, 11, 8, 0, tzinfo=UTC)).code == "open"
    assert opening_state(hours, datetime(2027, 1, 11, 7, 59, tzinfo=UTC)).code == "opens"
