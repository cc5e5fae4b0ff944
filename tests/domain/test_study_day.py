"""Study days across time zones, clock changes and leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.study_day import (
    check_clock,
    offset_minutes,
    review_day,
    start_of,
    study_day,
)

HOUR = 3_600_000
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Apia",
    "Antarctica/Troll",
]


def ms(text: str) -> int:
    """Milliseconds of an ISO instant; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("instant", "zone", "rollover", "expected"),
    [
        ("2026-11-23T03:59:59.999", "UTC", 4, "2026-11-22"),
        ("2026-11-23T04:00", "UTC", 4, "2026-11-23"),
        ("2026-11-23T23:59", "UTC", 4, "2026-11-23"),
        ("2026-11-23T00:00", "UTC", 0, "2026-11-23"),
        ("2026-11-23T22:59", "UTC", 23, "2026-11-22"),
        # summer time begins in Berlin: 02:00 becomes 03:00, at 01:00 UTC
        ("2026-03-29T01:59", "Europe/Berlin", 4, "2026-03-28"),
        ("2026-03-29T02:00", "Europe/Berlin", 4, "2026-03-29"),
        ("2026-03-29T00:59", "Europe/Berlin", 2, "2026-03-28"),
        ("2026-03-29T01:00", "Europe/Berlin", 2, "2026-03-29"),
        # and ends: 03:00 becomes 02:00, at 01:00 UTC
        ("2026-10-25T02:59", "Europe/Berlin", 4, "2026-10-24"),
        ("2026-10-25T03:00", "Europe/Berlin", 4, "2026-10-25"),
        ("2026-10-25T00:30", "Europe/Berlin", 2, "2026-10-25"),
        ("2026-10-25T01:30", "Europe/Berlin", 2, "2026-10-25"),
        # both American changes
        ("2026-03-08T07:59", "America/New_York", 4, "2026-03-07"),
        ("2026-03-08T08:00", "America/New_York", 4, "2026-03-08"),
        ("2026-11-01T08:59", "America/New_York", 4, "2026-10-31"),
        ("2026-11-01T09:00", "America/New_York", 4, "2026-11-01"),
        # the first and the last places to see a date
        ("2026-11-22T13:59", "Pacific/Kiritimati", 4, "2026-11-22"),
        ("2026-11-22T14:00", "Pacific/Kiritimati", 4, "2026-11-23"),
        ("2026-11-23T14:59", "Pacific/Pago_Pago", 4, "2026-11-22"),
        ("2026-11-23T15:00", "Pacific/Pago_Pago", 4, "2026-11-23"),
        # Samoa went from the 29th to the 31st
        ("2011-12-30T09:59", "Pacific/Apia", 4, "2011-12-29"),
        ("2011-12-30T14:00", "Pacific/Apia", 4, "2011-12-31"),
        # St. John's put the clock back a minute after midnight: the day does not begin twice
        ("2010-11-07T02:30:30", "America/St_Johns", 0, "2010-11-07"),
        ("2010-11-07T02:31:30", "America/St_Johns", 0, "2010-11-07"),
        ("2028-02-29T03:00", "UTC", 4, "2028-02-28"),
        ("2028-02-29T12:00", "UTC", 4, "2028-02-29"),
        ("2028-03-01T03:00", "UTC", 4, "2028-02-29"),
        ("1969-12-31T12:00", "UTC", 4, "1969-12-31"),
    ],
)
def test_day_of_an_instant(instant: str, zone: str, rollover: int, expected: str) -> None:
    assert study_day(ms(instant), ZoneInfo(zone), rollover) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("UTC", "2026-11-23", 24),
        ("Europe/Berlin", "2026-03-28", 23),
        ("Europe/Berlin", "2026-03-29", 24),
        ("Europe/Berlin", "2026-10-24", 25),
        ("America/New_York", "2026-03-07", 23),
        ("America/New_York", "2026-10-31", 25),
        ("Pacific/Apia", "2011-12-30", 0),
    ],
)
def test_length_of_a_day(zone: str, day: str, hours: int) -> None:
    when = date.fromisoformat(day)
    assert start_of(when + timedelta(days=1), ZoneInfo(zone)) - start_of(when, ZoneInfo(zone)) == hours * HOUR


@given(
    instant=st.integers(ms("1985-01-01"), ms("2060-01-01")),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    rollover=st.integers(0, 23),
)
def test_an_instant_lies_within_its_day_and_days_never_go_back(instant: int, zone: ZoneInfo, rollover: int) -> None:
    day = study_day(instant, zone, rollover)
    assert start_of(day, zone, rollover) <= instant < start_of(day + timedelta(days=1), zone, rollover)
    assert day <= study_day(instant + 20 * 60_000, zone, rollover) <= day + timedelta(days=2)


@given(instant=st.integers(ms("1985-01-01"), ms("2060-01-01")), minutes=st.integers(-14 * 60, 14 * 60))
def test_a_stored_offset_gives_the_day_back(instant: int, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    assert offset_minutes(instant, zone) == minutes
    expected = datetime.fromtimestamp((instant + minutes * 60_000) / 1000 - 4 * 3600, UTC).date()
    assert study_day(instant, zone) == expected


@pytest.mark.parametrize("rollover", [-1, 24, 100])
def test_a_rollover_hour_is_an_hour(rollover: int) -> None:
    with pytest.raises(ValueError, match="rollover hour"):
        study_day(0, UTC, rollover)


@pytest.mark.parametrize(
    ("today", "last_day", "expected"),
    [
        ("2026-11-23", None, "2026-11-23"),
        ("2026-11-23", "2026-11-20", "2026-11-23"),
        ("2026-11-23", "2026-11-24", "2026-11-24"),
        ("2026-11-23", "2027-01-02", "2027-01-02"),
    ],
)
def test_a_review_counts_from_the_later_day(today: str, last_day: str | None, expected: str) -> None:
    last = date.fromisoformat(last_day) if last_day else None
    assert review_day(date.fromisoformat(today), last) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("now", "newest", "days"),
    [
        ("2026-11-23T12:00", None, None),
        ("2026-11-23T12:00", "2026-11-23T11:59", None),
        ("2026-11-23T12:00", "2026-11-23T12:05", None),
        ("2026-11-23T12:00", "2026-11-23T12:06", 0),
        ("2026-11-20T12:00", "2026-11-23T12:00", 3),
        ("2026-10-14T11:00", "2026-11-23T12:00", 40),
        # the same instant seen from two zones is no sign of a wrong clock
        ("2026-11-23T12:00+14:00", "2026-11-22T11:00-11:00", None),
    ],
)
def test_a_clock_behind_the_log(now: str, newest: str | None, days: int | None) -> None:
    behind = check_clock(ms(now), ms(newest) if newest else None)
    assert (behind.days if behind else None) == days
