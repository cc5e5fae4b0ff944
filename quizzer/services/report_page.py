"""The report as one HTML page that loads nothing, reads well in light and dark, and prints."""

from __future__ import annotations

from html import escape

from quizzer.services.pictures import draw_columns, draw_share, draw_year
from quizzer.services.report import Report, Table

_START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
:root {{ color-scheme: light dark; --ink: #1c2024; --soft: #5b6470; --paper: #fff; --rule: #d9dee3; --bar: #2f7d5b;
  --level0: #ebeef0; --level1: #b9dfcb; --level2: #7cc09d; --level3: #45976f; --level4: #1f6b48; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6e9ec; --soft: #9aa4af; --paper: #15181b; --rule: #333a41;
  --bar: #5cbf91; --level0: #242a2f; --level1: #1f4a37; --level2: #2f7553; --level3: #48a277; --level4: #7fd9ae; }} }}
@media print {{ :root {{ color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --rule: #bbb; --bar: #2f7d5b;
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
th:first-child, td:first-child {{ text-align: left; padding-left: 0; overflow-wrap: anywhere; }}
svg {{ max-width: 100%; height: auto; }} svg text {{ font: 9px system-ui, sans-serif; fill: var(--soft); }} td svg {{ width: 120px; }}
.bar {{ fill: var(--bar); }} .level0 {{ fill: var(--level0); }} .level1 {{ fill: var(--level1); }}
.level2 {{ fill: var(--level2); }} .level3 {{ fill: var(--level3); }} .level4 {{ fill: var(--level4); }}
</style></head><body>
"""


def to_page(report: Report) -> str:
    """The whole page, ending with a newline."""
    totals = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for value, name in report.totals)
    parts = [
        _START.format(title=escape(report.title)),
        f"<h1>{escape(report.title)}</h1><dl>{totals}</dl>",
        _section(
            "The past year", draw_year({on: one.showings for on, one in report.progress.by_day.items()}, report.day)
        ),
        _section("Due in the coming days", draw_columns(report.forecast, "Cards due on each coming day", every=2)),
        *(_section(table.title, _table(table)) for table in report.tables),
    ]
    return "\n".join(parts) + "\n</body></html>\n"


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{inner}</section>"


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in (*table.heads, *([""] if table.shares else [])))
    rows = []
    for place, row in enumerate(table.rows):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
        if table.shares:
            cells += f"<td>{draw_share(table.shares[place], f'{table.shares[place]:.0%}')}</td>"
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
