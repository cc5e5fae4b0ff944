"""A heat map of days: seven rows, a column a week, the newest at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content

from quizzer.domain.stats import level

_LEVELS = "·░▒▓█"
_ASCII = ".-+*#"
_STYLES = ("$foreground 30%", "$success 55%", "$success 70%", "$success 85%", "$success")
_NAMES = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}


def heat_map(counts: Mapping[date, int], today: date, weeks: int, *, is_ascii: bool = False) -> Content:
    """The showings of the last `weeks` weeks, today's included."""
    marks = _ASCII if is_ascii else _LEVELS
    start = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    top = max(counts.values(), default=0)
    parts: list[tuple[str, str] | str] = []
    for weekday in range(7):
        parts.append((f"{_NAMES.get(weekday, ''):<5}", "$foreground 60%"))
        for week in range(weeks):
            day = start + timedelta(days=7 * week + weekday)
            step = level(counts.get(day, 0), top)
            parts.append((marks[step] + " ", _STYLES[step]) if day <= today else "  ")
        parts.append("\n" if weekday < 6 else "")
    legend = " ".join(marks)
    return Content.assemble(*parts, (f"\n     less {legend} more, {sum(counts.values()):,} answers", "$foreground 60%"))
