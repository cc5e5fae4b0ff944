"""The report as one HTML page that loads nothing, reads well in light and dark, and prints.

Charts are pictures where the extra `report` is installed, else tables with bars made of text. Whatever comes from notes
is escaped.
"""

from __future__ import annotations

from html import escape

from quizzer.services.charts import Chart, Table, text_bar
from quizzer.services.pictures import can_draw, draw
from quizzer.services.report import Report

_START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
:root {{ color-scheme: light dark; --ink: #1c2024; --soft: #5b6470; --paper: #fff; --rule: #d9dee3; --bar: #2f7d5b; --second: #8f5300;
  --level0: #ebeef0; --level1: #b9dfcb; --level2: #7cc09d; --level3: #45976f; --level4: #1f6b48; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6e9ec; --soft: #9aa4af; --paper: #15181b; --rule: #333a41;
  --bar: #5cbf91; --second: #ffc777; --level0: #242a2f; --level1: #1f4a37; --level2: #2f7553; --level3: #48a277; --level4: #7fd9ae; }} }}
@media print {{ :root {{ color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --rule: #bbb; --bar: #2f7d5b; --second: #8f5300;
  --level0: #ebeef0; --level1: #b9dfcb; --level2: #7cc09d; --level3: #45976f; --level4: #1f6b48; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }} body {{ margin: 0; }} }}
body {{ font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 52em;
  margin: 2em auto; padding: 0 1em; }}
h1 {{ font-size: 1.6em; }} h2 {{ font-size: 1.1em; margin: 0 0 .4em; break-after: avoid; }}
section {{ margin: 2em 0; overflow-x: auto; }} section, tr {{ break-inside: avoid; }}
dl {{ display: flex; flex-wrap: wrap; gap: 1em 2.2em; margin: 1em 0; }} dl div {{ display: flex; flex-direction: column-reverse; }}
dd {{ margin: 0; font-size: 1.5em; font-variant-numeric: tabular-nums; }} dt {{ color: var(--soft); font-size: 85%; }}
table {{ border-collapse: collapse; width: 100%; }} th, td {{ text-align: right; padding: .25em .6em;
  border-bottom: 1px solid var(--rule); font-variant-numeric: tabular-nums; vertical-align: top; }}
th {{ color: var(--soft); font-weight: normal; font-size: 85%; }}
th:first-child, td:first-child {{ text-align: left; padding-left: 0; min-width: 7em; overflow-wrap: anywhere; }}
svg {{ display: block; max-width: 100%; height: auto; }} .bar {{ color: var(--bar); font-family: monospace; white-space: nowrap; }}
</style></head><body>
"""


def to_page(report: Report, *, has_pictures: bool | None = None) -> str:
    """The whole page, ending with a newline; with pictures when they can be drawn, or as asked."""
    with_pictures = can_draw() if has_pictures is None else has_pictures
    totals = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for value, name in report.totals)
    parts = [
        _START.format(title=escape(report.title)),
        f"<h1>{escape(report.title)}</h1><dl>{totals}</dl>",
        *(_section(chart.title, _shown(chart, with_pictures)) for chart in report.charts),
        *(_section(table.title, _table(table)) for table in report.tables),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _shown(chart: Chart, is_picture: bool) -> str:
    return draw(chart) if is_picture else _table(chart.table)


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{inner}</section>"


def _table(table: Table) -> str:
    heads = (*table.heads, "") if table.shares else table.heads
    lines = ["<table><tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>"]
    for place, row in enumerate(table.rows):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
        if table.shares:
            cells += f'<td class="bar" aria-hidden="true">{text_bar(table.shares[place])}</td>'
        lines.append(f"<tr>{cells}</tr>")
    return "".join(lines) + "</table>"
