"""Pictures of charts for the report's page, drawn by Vega-Lite (extra `report`): SVG with its text as text.

The library gets colours that stand for names; in the drawing they become variables of the page's style sheet, so that
one picture serves light, dark and paper. It is given all data and asked for nothing from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from itertools import chain
from typing import Any

from quizzer.domain.stats import level
from quizzer.services.charts import Chart, Columns, Lines, Sparks, Year

WIDTH = 640
"""Pixels of a picture before the page scales it."""
MOST_SPARKS = 12
_NAMES = ("--ink", "--soft", "--rule", "--bar", "--second", "--level0", "--level1", "--level2", "--level3", "--level4")
_STANDS_FOR = {name: f"#0102{place:02x}" for place, name in enumerate(_NAMES, 0x10)}
_INK, _SOFT, _RULE, _BAR, _SECOND, *_LEVELS = _STANDS_FOR.values()
_CONFIG: dict[str, Any] = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _SOFT, "titleColor": _SOFT, "gridColor": _RULE, "domainColor": _RULE, "tickColor": _RULE,
        "titleFontWeight": "normal", "labelFontSize": 11, "titleFontSize": 11,
    },
    # A browser's letters may be wider than those measured here.
    "axisX": {"labelOverlap": True, "labelSeparation": 16},
    "legend": {"labelColor": _INK, "titleColor": _SOFT, "labelFontSize": 11, "orient": "top", "title": None},
    "header": {"labelColor": _INK, "labelFontSize": 11},
}  # fmt: skip


def can_draw() -> bool:
    """Whether the library is there."""
    try:
        import_module("vl_convert")
    except ImportError:
        return False
    return True


def draw(chart: Chart) -> str:
    """The picture as one SVG element to be put into a page; ImportError without the library."""
    library = import_module("vl_convert")
    spec = _spec(chart) | {"config": _CONFIG, "background": None, "description": chart.title}
    return _as_element(library.vegalite_to_svg(spec))


def _as_element(svg: str) -> str:
    # Inside a page no name space is declared, and a fixed size would not shrink with the window.
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r'<svg ([^>]*?)height="[^"]*"', r"<svg \1", svg, count=1)
    for name, colour in _STANDS_FOR.items():
        svg = svg.replace(colour, f"var({name})")
    return svg


def _spec(chart: Chart) -> dict[str, Any]:
    match chart:
        case Columns():
            return _columns(chart)
        case Lines():
            return _lines(chart)
        case Year():
            return _year(chart)
        case Sparks():
            return _sparks(chart)
        case _:
            raise TypeError(f"no picture for {type(chart).__name__}")


def _columns(chart: Columns) -> dict[str, Any]:
    values = [{"name": name, "count": count, "said": f"{name}: {count}"} for name, count in chart.columns]
    names = [name for name, _ in chart.columns]
    place = {"field": "name", "type": "ordinal", "sort": names, "title": chart.name}
    most = max(1, *(count for _, count in chart.columns)) if chart.columns else 1
    height = {
        "field": "count", "type": "quantitative", "title": chart.unit,
        "scale": {"domain": [0, most], "nice": True}, "axis": {"format": ",d", **({"values": list(range(most + 1))} if most < 5 else {"tickCount": 4})},
    }  # fmt: skip
    base = {"x": {**place, "axis": {"labelAngle": 0, "labelOverlap": True}}, "y": height}
    count = {"field": "count", "type": "quantitative", "format": ",d"}
    return {
        "width": WIDTH - 60,
        "height": 130,
        "data": {"values": values},
        "encoding": base,
        "layer": [
            {"mark": {"type": "bar", "color": _BAR}, "encoding": {"description": {"field": "said"}}},
            {
                "mark": {"type": "text", "baseline": "bottom", "dy": -2, "fontSize": 10, "color": _SOFT, "aria": False},
                "encoding": {"text": count},
                "transform": [{"filter": "datum.count > 0"}],
            },
        ],
    }


def _lines(chart: Lines) -> dict[str, Any]:
    values = [
        {"day": day.isoformat(), "share": share, "line": name, "said": f"{name}, {day.isoformat()}: {share:.1%}"}
        for name, line in chart.lines.items()
        for day, share in zip(chart.points, line, strict=True)
        if share is not None
    ]
    least = min((share for line in chart.lines.values() for share in line if share is not None), default=0.5)
    names = list(chart.lines)
    scale = {"domain": names, "range": [_BAR, _SECOND][: len(names)]}
    return {
        "width": WIDTH - 60,
        "height": 170,
        "data": {"values": values},
        # A circle and a full line, a square and a broken one: told apart without colour.
        "mark": {"type": "line", "point": {"size": 45, "filled": True}, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": chart.name, "axis": {"format": "%-d %b %y", "grid": False, "tickCount": 6}},
            "y": {
                "field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%", "tickCount": 5},
                "scale": {"domain": [max(0.0, min(0.5, int(least * 10) / 10)), 1.0]},
            },
            "color": {"field": "line", "type": "nominal", "scale": scale, "legend": {} if len(names) > 1 else None},
            "strokeDash": {"field": "line", "type": "nominal", "scale": {"domain": names, "range": [[1, 0], [5, 4]][: len(names)]}},
            "shape": {"field": "line", "type": "nominal", "scale": {"domain": names, "range": ["circle", "square"][: len(names)]}},
            "description": {"field": "said"},
        },
    }  # fmt: skip


def _year(chart: Year) -> dict[str, Any]:
    days = [chart.first + timedelta(days=n) for n in range((chart.day - chart.first).days + 1)]
    top = max((chart.counts.get(day, 0) for day in days), default=0)
    values = [
        {
            "week": (day - chart.first).days // 7, "weekday": day.weekday(), "level": level(chart.counts.get(day, 0), top),
            "said": f"{day.isoformat()}: {chart.counts.get(day, 0)}",
        }
        for day in days
    ]  # fmt: skip
    months: Mapping[int, str] = {
        (day - chart.first).days // 7: f"{day:%b}" for day in days if day.day <= 7 and day.weekday() == 0
    }
    named = " : ".join(f"datum.value == {week} ? '{name}'" for week, name in months.items())
    return {
        "width": WIDTH - 30,
        "height": 7 * 11,
        "data": {"values": values},
        "mark": {"type": "rect", "width": 9, "height": 9, "cornerRadius": 2},
        "encoding": {
            "x": {
                "field": "week", "type": "quantitative", "title": None, "scale": {"domain": [-0.6, 52.6]},
                "axis": {
                    "orient": "top", "values": list(months), "labelExpr": f"{named} : ''", "grid": False,
                    "domain": False, "ticks": False, "labelAlign": "left",
                },
            },
            "y": {
                "field": "weekday", "type": "quantitative", "title": None, "scale": {"domain": [6.6, -0.6]},
                "axis": {
                    "values": [0, 2, 4], "labelExpr": "datum.value == 0 ? 'Mon' : datum.value == 2 ? 'Wed' : 'Fri'",
                    "grid": False, "domain": False, "ticks": False,
                },
            },
            "color": {
                "field": "level", "type": "ordinal", "legend": None,
                "scale": {"domain": [0, 1, 2, 3, 4], "range": _LEVELS},
            },
            "description": {"field": "said"},
        },
    }  # fmt: skip


def _sparks(chart: Sparks) -> dict[str, Any]:
    shown = dict(list(chart.weeks.items())[:MOST_SPARKS])
    values = list(
        chain.from_iterable(
            ({"deck": deck, "week": place - len(weeks) + 1, "count": count} for place, count in enumerate(weeks))
            for deck, weeks in shown.items()
        )
    )
    return {
        "data": {"values": values},
        "facet": {
            "row": {"field": "deck", "type": "nominal", "title": None, "sort": list(shown),
                    "header": {"labelAngle": 0, "labelAlign": "left", "labelLimit": 200}},
        },
        "spacing": 4,
        "resolve": {"scale": {"y": "independent"}},
        "spec": {
            "width": WIDTH - 240,
            "height": 22,
            "mark": {"type": "area", "color": _BAR, "interpolate": "step"},
            "encoding": {
                "x": {"field": "week", "type": "quantitative", "axis": None},
                "y": {"field": "count", "type": "quantitative", "axis": None},
            },
        },
    }  # fmt: skip
