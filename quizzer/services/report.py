"""The report: how it is going, as one page to keep, print or send, or as Markdown for a diary.

The page stands alone: no script, no address, nothing is loaded from anywhere. Whatever comes from notes is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizzer.domain.plain_text import one_line
from quizzer.services.progress import Progress, percent, progress
from quizzer.services.study import Desk
from quizzer.services.weaknesses import Weaknesses, weaknesses

MOST_LEECHES = 20


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows."""

    day: date
    decks: tuple[str, ...]
    """The decks that it is limited to; empty for all."""
    progress: Progress
    weaknesses: Weaknesses

    @property
    def title(self) -> str:
        """A heading for it."""
        return f"Progress on {self.day.isoformat()}" + (f": {', '.join(self.decks)}" if self.decks else "")

    @property
    def totals(self) -> tuple[tuple[str, str], ...]:
        """The figures at the head, each with its name."""
        found = self.progress
        return (
            (f"{found.total.showings:,}", "answers"),
            (f"{found.days:,}", "days"),
            (f"{found.minutes // 60} h {found.minutes % 60:02}", "spent"),
            (f"{found.streak.length:,}", "days in a row"),
            (percent(found.total.young_kept), "retention, young"),
            (percent(found.total.mature_kept), "retention, mature"),
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables; those without a row are left out."""
        weak = self.weaknesses
        answers, cards = self.progress.answers, dict(self.progress.cards)
        tables = (
            Table("Answers", ("Grade", "Answers"), _counted(answers), _shares(answers)),
            Table("Cards", ("State", "Cards"), _counted(cards), _shares(cards)),
            Table(
                "Decks",
                ("Deck", "Answers", "Days", "Minutes", "Young", "Mature"),
                tuple(
                    (
                        d.name,
                        f"{d.tally.showings:,}",
                        f"{d.days:,}",
                        f"{d.minutes:,.0f}",
                        percent(d.tally.young_kept),
                        percent(d.tally.mature_kept),
                    )
                    for d in self.progress.decks
                ),
                tuple(d.tally.kept.share or 0.0 for d in self.progress.decks),
            ),
            Table(
                "Forgotten more often than the rest",
                ("Topic", "Forgotten", "Asked when due", "Lapse rate"),
                tuple((t.name, str(t.lapses), str(t.shown), f"{t.lapse_rate:.0%}") for t in weak.topics),
                tuple(t.lapse_rate for t in weak.topics),
            ),
            Table(
                "Slips in the numbers",
                ("Slip", "Slips", "Tries"),
                tuple((line.name, str(line.slips), str(line.tries)) for line in weak.slips),
                tuple(line.share for line in weak.slips),
            ),
            Table(
                "Forgotten again and again",
                ("Question", "Deck", "Lapses"),
                tuple((one_line(x.question, 160), x.deck, str(x.lapses)) for x in weak.leeches[:MOST_LEECHES]),
            ),
        )
        return tuple(table for table in tables if table.rows)

    @property
    def forecast(self) -> tuple[tuple[str, int], ...]:
        """Cards due on each of the coming days, by the day of the month."""
        days = (self.day + timedelta(days=n) for n in range(1, len(self.progress.forecast) + 1))
        return tuple((f"{day.day}.", count) for day, count in zip(days, self.progress.forecast, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; a share (0 to 1) beside each row is drawn as a bar when there are any."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


def make_report(desk: Desk, decks: Sequence[str] = ()) -> Report:
    """Gather a report over all or some decks; UsageError for a deck that does not exist."""
    return Report(desk.clock.now().day, tuple(decks), progress(desk, decks), weaknesses(desk, decks))


def to_markdown(report: Report) -> str:
    """The report as Markdown, its bars made of text."""
    parts = [f"# {_marked(report.title)}", "\n".join(f"- {value} {name}" for value, name in report.totals)]
    for table in report.tables:
        heads, lines = table.heads, [tuple(map(_marked, row)) for row in table.rows]
        if table.shares:
            heads = (*heads, "")
            lines = [(*row, text_bar(share)) for row, share in zip(lines, table.shares, strict=True)]
        rows = [heads, tuple("---" for _ in heads), *lines]
        parts += [f"## {table.title}", "\n".join("| " + " | ".join(row) + " |" for row in rows)]
    weeks = [sum(count for _, count in report.forecast[n : n + 7]) for n in range(0, 28, 7)]
    coming = "\n".join(f"- week {n}: {count:,}" for n, count in enumerate(weeks, 1))
    return "\n\n".join([*parts, "## Due in the coming weeks", coming]) + "\n"


def text_bar(share: float, width: int = 20) -> str:
    """A bar made of text.

    >>> text_bar(0.25, 8)
    '██░░░░░░'
    """
    full = round(max(0.0, min(1.0, share)) * width)
    return "█" * full + "░" * (width - full)


def _counted(counts: dict[str, int]) -> tuple[tuple[str, ...], ...]:
    return tuple((name.capitalize(), f"{count:,}") for name, count in counts.items())


def _shares(counts: dict[str, int]) -> tuple[float, ...]:
    total = max(1, sum(counts.values()))
    return tuple(count / total for count in counts.values())


_MARKS = re.compile(r"([\\`*_\[\]<>|#~$&!])")


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text, 200))
