"""Pictures as inline SVG: bars and a heat map of a year, drawn with nothing but rectangles and text.

Colours are classes that the page's style sheet fills (`bar`, `level0` to `level4`), so that one drawing serves light,
dark and paper; every mark carries its figure as a title, so that colour is never the only bearer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

_CELL, _GAP = 11, 2
_STEP = _CELL + _GAP
_LEFT, _TOP = 30, 16
WEEKS = 53
LEVELS = 4


def level(count: int, top: int) -> int:
    """0 for nothing, else 1 to 4 by the share of the busiest day.

    >>> [level(n, 40) for n in (0, 1, 15, 40)]
    [0, 1, 2, 4]
    """
    return 0 if count <= 0 or top <= 0 else min(LEVELS, 1 + (count - 1) * LEVELS // top)


def draw_year(counts: Mapping[date, int], today: date) -> str:
    """The showings of the last 53 weeks: a column a week from Monday, today's week at the right."""
    start = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    days = [start + timedelta(days=n) for n in range((today - start).days + 1)]
    top = max((counts.get(day, 0) for day in days), default=0)
    marks = [_text(0, _TOP + weekday * _STEP + 9, name) for weekday, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))]
    month = start.month
    for place, day in enumerate(days):
        week, weekday = divmod(place, 7)
        if weekday == 0 and day.month != month:
            month = day.month
            marks.append(_text(_LEFT + week * _STEP, 10, f"{day:%b}"))
        count = counts.get(day, 0)
        title = f"{day.isoformat()}: {count}"
        marks.append(
            _rectangle(_LEFT + week * _STEP, _TOP + weekday * _STEP, _CELL, _CELL, f"level{level(count, top)}", title)
        )
    return _picture(_LEFT + WEEKS * _STEP, _TOP + 7 * _STEP, "Answers on each day of the past year", marks)


def draw_columns(figures: Sequence[tuple[str, int]], label: str, *, every: int = 1) -> str:
    """A column for each named figure, all from one base line; every so manyth name is written below."""
    width, height = 20, 90
    top = max((count for _, count in figures), default=0)
    marks = []
    for place, (name, count) in enumerate(figures):
        tall = round(count / top * height) if top else 0
        if count:
            tall = max(1, tall)
            marks.append(_text(place * width + width // 2, 12 + height - tall, str(count), anchor="middle"))
        marks.append(_rectangle(place * width + 2, 16 + height - tall, width - 4, tall, "bar", f"{name}: {count}"))
        if place % every == 0:
            marks.append(_text(place * width, 30 + height, name))
    return _picture(max(1, len(figures)) * width + width, 36 + height, label, marks)


def draw_share(share: float, label: str) -> str:
    """One bar of a table row, as long as the share (0 to 1) of its cell."""
    width = round(max(0.0, min(1.0, share)) * 120)
    return _picture(120, 10, label, [_rectangle(0, 0, 120, 10, "level0", ""), _rectangle(0, 0, width, 10, "bar", "")])


def _picture(width: int, height: int, label: str, marks: Sequence[str]) -> str:
    said = escape(label, quote=True)
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{said}">{"".join(marks)}</svg>'


def _rectangle(x: int, y: int, width: int, height: int, kind: str, title: str) -> str:
    inner = f"<title>{escape(title)}</title>" if title else ""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="2">{inner}</rect>'


def _text(x: int, y: int, text: str, *, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
