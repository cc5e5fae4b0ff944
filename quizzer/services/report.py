"""The report: how it is going, as charts and tables, to be made into one page or into Markdown for a diary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizzer.domain.outlook import Outlook
from quizzer.domain.plain_text import in_hours, one_line
from quizzer.domain.stats import Spread, spread
from quizzer.services.charts import Chart, Columns, Lines, Sparks, Table, Year, text_bar
from quizzer.services.fading import Fading, fade_weakest
from quizzer.services.progress import Progress, percent, progress
from quizzer.services.readiness import readiness
from quizzer.services.study import Desk
from quizzer.services.weaknesses import Weaknesses, weaknesses

MOST_LEECHES = 20
MOST_TOPICS = 40


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows."""

    day: date
    decks: tuple[str, ...]
    """The decks that it is limited to; empty for all."""
    progress: Progress
    weaknesses: Weaknesses
    rounds: tuple[Outlook, ...]
    fading: Fading | None
    """The card forgotten most often, as it fades; None while none was forgotten."""

    @property
    def title(self) -> str:
        """A heading for it."""
        return f"Progress on {self.day.isoformat()}" + (f": {', '.join(self.decks)}" if self.decks else "")

    @property
    def totals(self) -> tuple[tuple[str, str], ...]:
        """The figures at the head, each with its name."""
        found, total, streak = self.progress, self.progress.total, self.progress.streak
        freezes = f" · {streak.freezes} {_plural(streak.freezes, 'freeze')} kept" if streak.freezes else ""
        return (
            (f"{total.showings:,}", _plural(total.showings, "answer")),
            (f"{found.days:,}", _plural(found.days, "day")),
            (in_hours(found.minutes), "spent"),
            ("–" if total.seconds is None else f"{total.seconds:.1f} s", "an answer"),
            (f"{streak.length:,}", f"{_plural(streak.length, 'day')} in a row (longest {streak.longest}){freezes}"),
            (percent(total.young_kept), "retention, young"),
            (percent(total.mature_kept), "retention, mature"),
            ("–" if total.lapse_rate is None else f"{total.lapse_rate:.1%}", "of due cards forgotten"),
            (f"{found.stubs:,}", "open in the notes"),
        )

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its charts; those with nothing to show are left out."""
        found = self.progress
        days = tuple(self.day + timedelta(days=n) for n in range(1, len(found.forecast) + 1))
        charts: tuple[Chart, ...] = (
            Year("The past year", self.day, {on: one.showings for on, one in found.by_day.items()}),
            Lines(
                "Retention over time",
                "From",
                {
                    "Young": tuple(period.tally.young_kept.share for period in found.curve),
                    "Mature": tuple(period.tally.mature_kept.share for period in found.curve),
                },
                tuple(period.first for period in found.curve),
            ),
            Columns("Due in the coming days", "Day", "Cards",
                    tuple((f"{day.day} {day:%b}", n) for day, n in zip(days, found.forecast, strict=True))),
            Sparks("Answers in each week of the last half year",
                   {deck.name: deck.weeks for deck in sorted(found.decks, key=lambda deck: -deck.tally.showings)}),
            Columns("Intervals" + _in_words(spread(found.intervals), 1, " days"), "Days from", "Cards",
                    tuple((str(edge), count) for edge, count in found.interval_columns)),
            Columns("Ease factors" + _in_words(spread(found.eases), 100, ""), "Ease from", "Cards",
                    tuple((f"{edge / 100:.2f}", count) for edge, count in found.ease_columns)),
        )  # fmt: skip
        if self.fading:
            shown = self.fading
            title = f"How it fades: {one_line(shown.question, 80)}"
            charts += (Lines(title, "Day", {"Recall": shown.recalls}, shown.days),)
        return tuple(chart for chart in charts if chart.table.rows)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables; those without a row are left out."""
        tables = (
            _counts("Answers", "Grade", self.progress.answers),
            _counts("Cards", "State", self.progress.cards),
            self._decks(),
            self._interviews(),
            *self._weak(),
        )
        return tuple(table for table in tables if table.rows)

    def _decks(self) -> Table:
        return Table(
            "Decks",
            ("Deck", "Answers", "Days", "Minutes", "Seconds an answer", "Young", "Mature"),
            tuple(
                (d.name, f"{d.tally.showings:,}", f"{d.days:,}", f"{d.minutes:,.0f}", f"{d.tally.seconds or 0:.1f}",
                 percent(d.tally.young_kept), percent(d.tally.mature_kept))
                for d in self.progress.decks
            ),
            tuple(d.tally.kept.share or 0.0 for d in self.progress.decks),
        )  # fmt: skip

    def _interviews(self) -> Table:
        return Table(
            "Interviews",
            ("Interview", "Day", "Days left", "Cards", "Not seen yet", "Recalled as things stand", "If the plan is kept"),
            tuple(
                (each.round.name, each.round.day.isoformat(), str(each.days_left), f"{each.cards:,}",
                 f"{each.unseen:,}", f"{each.now:.0%}", f"{each.kept:.0%}")
                for each in self.rounds
            ),
            tuple(each.now for each in self.rounds),
        )  # fmt: skip

    def _weak(self) -> tuple[Table, ...]:
        """What is forgotten, and where."""
        weak = self.weaknesses
        return (
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
            Table(
                "Retention by topic",
                ("Topic", "Asked when due", "Retention"),
                tuple((t.name, str(t.shown), percent(t.kept)) for t in weak.all_topics[:MOST_TOPICS]),
                tuple(t.kept.share or 0.0 for t in weak.all_topics[:MOST_TOPICS]),
            ),
            Table(
                "Retention by note",
                ("Note", "Asked when due", "Retention"),
                tuple((_note(path), str(kept.shown), percent(kept)) for path, kept in weak.notes.items()),
                tuple(kept.share or 0.0 for kept in weak.notes.values()),
            ),
        )


def make_report(desk: Desk, decks: Sequence[str] = ()) -> Report:
    """Gather a report over all or some decks; UsageError for a deck that does not exist."""
    weak = weaknesses(desk, decks)
    return Report(
        day=desk.clock.now().day,
        decks=tuple(decks),
        progress=progress(desk, decks),
        weaknesses=weak,
        rounds=tuple(readiness(desk)),
        fading=fade_weakest(desk, decks),
    )


def to_markdown(report: Report) -> str:
    """The report as Markdown, its bars made of text."""
    parts = [f"# {_marked(report.title)}", "\n".join(f"- {value} {name}" for value, name in report.totals)]
    for table in (*(chart.table for chart in report.charts), *report.tables):
        heads, lines = table.heads, [tuple(map(_marked, row)) for row in table.rows]
        if table.shares:
            heads = (*heads, "")
            lines = [(*row, text_bar(share)) for row, share in zip(lines, table.shares, strict=True)]
        rows = [heads, tuple("---" for _ in heads), *lines]
        parts += [f"## {_marked(table.title)}", "\n".join("| " + " | ".join(row) + " |" for row in rows)]
    return "\n\n".join(parts) + "\n"


def _counts(title: str, name: str, counts: Mapping[str, int]) -> Table:
    total = max(1, sum(counts.values()))
    rows = tuple((each.capitalize(), f"{count:,}") for each, count in counts.items())
    return Table(title, (name, title), rows, tuple(count / total for count in counts.values()))


def _in_words(found: Spread | None, unit: int, name: str) -> str:
    if found is None:
        return ""
    low, middle, high = (f"{figure / unit:g}" for figure in (found.low, found.middle, found.high))
    if low == high:
        return f": {middle}{name.removesuffix('s') if middle == '1' else name} in the middle"
    return f": half of them {low} to {high}{name}, {middle} in the middle"


def _note(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2] if path else "added by hand"


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


_MARKS = re.compile(r"([\\`*_\[\]<>|#~$&!])")


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text, 200))
