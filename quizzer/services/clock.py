"""The clock as services get it: an instant, its offset, and the study day it belongs to."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from quizzer.config import Settings
from quizzer.domain.study_day import offset_minutes, study_day
from quizzer.domain.values import dataclass
from quizzer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, in the three ways that a review records it."""

    instant: int
    """Milliseconds since 1970 in UTC."""
    offset_minutes: int
    day: date


class Clock:
    """Real time, or time that began at QUIZZER_NOW and runs on from there."""

    def __init__(self, zone: tzinfo | None, rollover_hour: int, start: datetime | None = None) -> None:
        self._zone = zone
        self._rollover = rollover_hour
        self._ahead = 0
        if start is not None:
            local = start if start.tzinfo else start.replace(tzinfo=self._zone_at(int(start.timestamp() * 1000)))
            self._ahead = round(local.timestamp() * 1000) - _wall_clock()

    def now(self) -> Moment:
        """This moment."""
        instant = _wall_clock() + self._ahead
        zone = self._zone_at(instant)
        return Moment(instant, offset_minutes(instant, zone), study_day(instant, zone, self._rollover))

    def local(self, instant: int) -> datetime:
        """An instant as local time, for showing."""
        return datetime.fromtimestamp(instant / 1000, self._zone_at(instant))

    def instant_of(self, local: datetime) -> int:
        """Local time as an instant; one that names its zone keeps it."""
        zoned = local if local.tzinfo or self._zone is None else local.replace(tzinfo=self._zone)
        return round(zoned.timestamp() * 1000)

    def _zone_at(self, instant: int) -> tzinfo:
        # Without a setting the system's zone holds, with the offset that it has at that very instant.
        zone = self._zone or datetime.fromtimestamp(instant / 1000).astimezone().tzinfo
        assert zone is not None
        return zone


def _wall_clock() -> int:
    return time.time_ns() // 1_000_000


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def make_clock(settings: Settings, environment: Mapping[str, str]) -> Clock:
    """The clock for these settings; QUIZZER_NOW (ISO time) sets it for scripts and demonstrations."""
    zone = _zone(settings.time_zone)
    text = environment.get("QUIZZER_NOW", "").strip()
    if not text:
        return Clock(zone, settings.rollover_hour)
    try:
        start = datetime.fromisoformat(text)
        clock = Clock(zone, settings.rollover_hour, start)
        clock.now()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"QUIZZER_NOW is not an ISO time: {text!r}", hint="as in QUIZZER_NOW=2027-01-10T09:00"
        ) from error
    return clock
