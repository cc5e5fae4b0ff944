"""A heat map of days: seven rows, a column a week, the newest at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content

from quizzer.domain.plain_text import counted
from quizzer.domain.stats import level

_LEVELS = "·░▒▓█"
_ASCII = ".-+*#"
_STYLES = ("$foreground 30%", "$success 55%", "$success 70%", "$success 85%", "$success")
_NAMES = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}


def heat_map(
    counts: Mapping[date, int],
    today: date,
    weeks: int,
    *,
    wide: int = 2,
    has_months: bool = False,
    is_ascii: bool = False,
) -> Content:
    """The showings of the last `weeks` weeks, today's included; a week is `wide` columns, months may stand above."""
    marks = _ASCII if is_ascii else _LEVELS
    start = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    shown = {day: count for day, count in counts.items() if start <= day <= today}
    top = max(shown.values(), default=0)
    parts: list[tuple[str, str] | str] = []
    if has_months:
        parts.append((f"     {_months(start, weeks, wide)}\n", "$foreground 60%"))
    for weekday in range(7):
        parts.append((f"{_NAMES.get(weekday, ''):<5}", "$foreground 60%"))
        for week in range(weeks):
            day = start + timedelta(days=7 * week + weekday)
            step = level(counts.get(day, 0), top)
            parts.append((marks[step].ljust(wide), _STYLES[step]) if day <= today else " " * wide)
        parts.append("\n" if weekday < 6 else "")
    legend = f"     less {' '.join(marks)} more"
    if weeks * wide + 5 > len(legend) + 14:
        legend += f", {counted(sum(shown.values()), 'answer')}"
    return Content.assemble(*parts, (f"\n{legend}", "$foreground 60%"))


def _months(start: date, weeks: int, wide: int) -> str:
    """The names of the months above the week of their first Monday, where there is room for them."""
    line = ""
    for week in range(weeks):
        day = start + timedelta(days=7 * week)
        has_room = week * wide + 3 <= weeks * wide
        if has_room and day.day <= 7 and week * wide > len(line.rstrip()) - (not line):
            line = f"{line:<{week * wide}}{day:%b} "
    return line.rstrip()
