"""Study days: which date an instant belongs to, when the day turns at 04:00 local time instead of midnight.

Instants are whole milliseconds since 1970 in UTC, as the log keeps them. A zone is any `tzinfo`, as a `ZoneInfo`.
The days of a zone follow each other without gap or overlap, also
across both clock changes; a date that a zone leaves out (Samoa had no 30 December 2011) is a study day of no length.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from quizzer.domain.values import dataclass

ROLLOVER_HOUR = 4
"""Local hour at which the next study day begins, unless the person sets another."""

CLOCK_TOLERANCE_MS = 5 * 60 * 1000
"""A clock this little behind the log was only corrected, as time servers do."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockBehind:
    """The clock shows a time before the newest entry of the log: worth one sentence, never a refusal."""

    now: int
    newest: int
    """When the newest entry was written, by the clock of then."""

    @property
    def days(self) -> int:
        """Days that the clock went back, to the nearest."""
        return round((self.newest - self.now) / (24 * 60 * 60 * 1000))

    @property
    def sentence(self) -> str:
        """What to say of it."""
        hours = max(1, round((self.newest - self.now) / 3_600_000))
        how_far = f"{self.days} days" if self.days > 1 else f"{hours} hours" if hours > 1 else "an hour or less"
        return f"The clock is {how_far} behind your newest review. Is the date right? No card falls due before its last review."


def offset_minutes(instant: int, zone: tzinfo) -> int:
    """Local time minus UTC at `instant`, in whole minutes."""
    offset = _local(instant, zone).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)


def study_day(instant: int, zone: tzinfo, rollover_hour: int = ROLLOVER_HOUR) -> date:
    """The study day that `instant` belongs to: the last one that has started.

    ValueError when `rollover_hour` is not 0 to 23; OverflowError for an instant outside the years 1 to 9999.
    """
    day = (_local(instant, zone).replace(tzinfo=None) - timedelta(hours=rollover_hour)).date()
    while start_of(day, zone, rollover_hour) > instant:
        day -= _DAY
    while start_of(day + _DAY, zone, rollover_hour) <= instant:
        day += _DAY
    return day


def start_of(day: date, zone: tzinfo, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """The first instant of the study day `day`.

    A rollover hour that occurs twice begins the day the first time; one that the clock jumps over begins it
    when that hour would have come by the offset before the jump.
    """
    if not 0 <= rollover_hour <= 23:
        raise ValueError(f"a rollover hour is 0 to 23, not {rollover_hour!r}")
    return (datetime.combine(day, time(rollover_hour), tzinfo=zone) - _EPOCH) // _MILLISECOND


def review_day(today: date, last_day: date | None) -> date:
    """The day to count a review from: never before the card's last one.

    Flying west, or a clock that was ahead and has been put right, can bring an earlier date than the log holds.
    Counting from the later of the two keeps every due date after the last review.
    """
    return today if last_day is None else max(today, last_day)


def check_clock(now: int, newest: int | None) -> ClockBehind | None:
    """Whether the clock stands more than five minutes before the newest entry; None while all is well.

    Both are UTC, so neither a flight nor a change to or from summer time sets this off.
    """
    if newest is None or now >= newest - CLOCK_TOLERANCE_MS:
        return None
    return ClockBehind(now=now, newest=newest)


def _local(instant: int, zone: tzinfo) -> datetime:
    return (_EPOCH + instant * _MILLISECOND).astimezone(zone)
