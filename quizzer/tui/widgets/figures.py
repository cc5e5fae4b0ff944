"""The sections of the Progress screen: values in, lines of text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from quizzer.domain.outlook import Outlook
from quizzer.domain.plain_text import counted, in_hours, one_line
from quizzer.domain.stats import Retention
from quizzer.domain.text_plot import columns, spark
from quizzer.services.fading import Fading
from quizzer.services.progress import Progress
from quizzer.services.weaknesses import Weaknesses
from quizzer.tui.markdown import to_plain
from quizzer.tui.widgets.bars import bar
from quizzer.tui.widgets.heat_map import heat_map
from quizzer.tui.widgets.plots import FAINT, beside, over_time

TONES = {"again": "$error", "hard": "$warning", "good": "$success", "easy": "$primary"}
SIDE_BY_SIDE = 74
"""Columns from which due days, answers and cards stand beside each other."""
WEEKS = 53
HEAT_MARGIN = 6
"""Columns that the heat map leaves to the names of its days."""
SMALL = 50
"""Columns below which a line has fewer figures."""
PLANNED = 40
"""Columns up to which an interview's line is as short as it can be."""
MOST = 6
"""Lines of a list."""
BAR = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that `tab` goes to."""

    name: str
    lines: list[Content]

    @property
    def content(self) -> Content:
        """Its heading and its lines."""
        heading = [Content(self.name).stylize("bold")] if self.name else []
        return Content("\n").join([*heading, *self.lines, Content("")])


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page shows."""

    progress: Progress
    weaknesses: Weaknesses
    fading: Fading | None
    rounds: Sequence[Outlook] | None
    """None while they are worked out."""
    are_rounds_ahead: bool


def sections(found: Figures, width: int, *, is_ascii: bool = False) -> list[Section]:
    """The page for so many columns; a section with nothing to say is left out."""
    page = _Page(found, width, is_ascii)
    parts = [
        Section("", page.head()),
        *page.today(),
        Section("Interviews: recalled on the day", page.rounds()),
        Section("Forgotten more often than the rest", page.topics()),
        Section("Slips in the numbers", page.slips()),
        Section("Forgotten again and again", page.leeches()),
        Section("Retention over time", page.curve()),
        Section("Retention by deck", page.decks()),
        Section("Retention by note", page.notes()),
        Section("Intervals and ease", page.spreads()),
        Section("How a card fades", page.fading()),
    ]
    return [part for part in parts if part.lines]


class _Page:
    def __init__(self, found: Figures, width: int, is_ascii: bool) -> None:
        self._found = found
        self._progress = found.progress
        self._width = width
        self._is_ascii = is_ascii

    def _cut(self, text: str, width: int) -> str:
        shown = one_line(text, max(4, width))
        return (
            shown.replace("…", "~").replace("›", ">").encode("ascii", "replace").decode() if self._is_ascii else shown
        )

    def _bar(self, share: float, width: int = BAR) -> str:
        full, _ = bar(share, width, is_ascii=self._is_ascii)
        return f"{full:<{width}}"

    def _track(self, share: float) -> tuple[tuple[str, str], tuple[str, str]]:
        """A bar with the way that is left to the whole."""
        full, empty = bar(share, BAR, is_ascii=self._is_ascii)
        return (full, "$secondary"), (empty, "$foreground 30%")

    def head(self) -> list[Content]:
        """Totals, then the year."""
        found, total, streak = self._progress, self._progress.total, self._progress.streak
        facts = [(f"{total.showings:,}", "answer" if total.showings == 1 else "answers")]
        if total.kept.share is not None:
            of_mature = total.mature_kept.share
            facts.append(
                (f"{total.kept.share:.0%}", f"retention{'' if of_mature is None else f' (mature {of_mature:.0%})'}")
            )
        facts.append((in_hours(found.minutes), "spent"))
        if total.seconds is not None:
            facts.append((f"{total.seconds:.0f} s", "each"))
        facts.append(
            (f"{streak.length}", f"{'day' if streak.length == 1 else 'days'} in a row (longest {streak.longest})")
        )
        if streak.freezes:
            facts.append((f"{streak.freezes}", f"{'freeze' if streak.freezes == 1 else 'freezes'} kept"))
        lines, line = [], Content("")
        for figure, word in facts:
            fact = Content.assemble((figure, "bold"), f" {word}")
            if line.cell_length and line.cell_length + 3 + fact.cell_length > self._width:
                lines.append(line)
                line = Content("")
            line = Content.assemble(line, "   " if line.cell_length else "", fact)
        wide = 2 if self._width >= 2 * WEEKS + HEAT_MARGIN else 1
        weeks = min(WEEKS, (self._width - HEAT_MARGIN) // wide)
        counts = {day: one.showings for day, one in found.by_day.items()}
        year = heat_map(counts, found.day, weeks, wide=wide, has_months=True, is_ascii=self._is_ascii)
        return [*lines, line, Content(""), year]

    def today(self) -> list[Section]:
        """Due days, answers and cards: beside each other, or one below the other."""
        blocks = [("Due from tomorrow", self._forecast()), ("Answers", self._answers()), ("Cards", self._cards())]
        if self._width < SIDE_BY_SIDE:
            return [Section(name, lines) for name, lines in blocks]
        headed = [[Content(name).stylize("bold"), *lines] for name, lines in blocks]
        return [Section("", beside(headed))]

    def _forecast(self) -> list[Content]:
        shown = self._progress.forecast[:14]
        if not any(shown):
            return [Content("nothing in 14 days")]
        wide = 2
        rows = columns(shown, 4, wide=wide, is_ascii=self._is_ascii)
        first = self._progress.day.weekday() + 1
        names = "".join("MTWTFSS"[(first + n) % 7].ljust(wide) for n in range(len(shown))).rstrip()
        total = f"{counted(sum(shown), 'card')}, {max(shown):,} on the fullest day"
        return [*(Content(row).stylize("$primary") for row in rows), Content(names).stylize(FAINT), Content(total)]

    def _answers(self) -> list[Content]:
        answers = self._progress.answers
        total = max(1, sum(answers.values()))
        return [
            Content.assemble(
                f"{name.capitalize():<6}", (self._bar(count / total, 8), TONES[name]), f" {count / total:>4.0%}"
            )
            for name, count in answers.items()
        ]

    def _cards(self) -> list[Content]:
        cards = self._progress.cards
        return [Content(f"{name.capitalize():<10}{count:>6,}") for name, count in cards.items()]

    def rounds(self) -> list[Content]:
        """Each interview: as things stand, and if the plan is kept."""
        if not self._found.are_rounds_ahead:
            return []
        if self._found.rounds is None:
            return [Content("working it out ...").stylize(FAINT)]
        lines = []
        for each in self._found.rounds:
            days = f"{each.days_left} {'day' if each.days_left == 1 else 'days'} left"
            is_wide = self._width >= SIDE_BY_SIDE
            planned = "with the plan" if self._width > PLANNED else "planned"
            start = f" {each.now:>4.0%} now, {each.kept:>4.0%} {planned}{'  ' if is_wide else ''}"
            name = self._cut(each.round.name, self._width - len(days) - 2 - (BAR + len(start) if is_wide else 2))
            lines.append(
                Content.assemble(*self._track(each.now), start, "" if is_wide else "\n  ", (f"{name}, {days}", FAINT))
            )
        return lines

    def topics(self) -> list[Content]:
        """Weak topics with their lapse rate."""
        return [
            self._rated(topic.lapse_rate, f"{topic.lapses} of {topic.shown}", topic.name, "$error")
            for topic in self._found.weaknesses.topics[:MOST]
        ]

    def slips(self) -> list[Content]:
        """Slips with their share of the tries."""
        return [
            self._rated(line.share, f"{line.slips} of {line.tries}", line.name, "$error")
            for line in self._found.weaknesses.slips[:MOST]
        ]

    def notes(self) -> list[Content]:
        """Retention of the notes asked most."""
        return [
            self._rated(kept.share or 0.0, f"{kept.passed} of {kept.shown}", path.rpartition("/")[2] or "added by hand", "$success")
            for path, kept in list(self._found.weaknesses.notes.items())[:MOST]
        ]  # fmt: skip

    def _rated(self, share: float, counts: str, name: str, tone: str) -> Content:
        start = f" {share:>4.0%}  " if self._width < SMALL else f" {share:>4.0%}  {counts:>11}  "
        return Content.assemble((self._bar(share), tone), start, self._cut(name, self._width - BAR - len(start)))

    def leeches(self) -> list[Content]:
        """Cards that keep being forgotten."""
        lines = []
        for leech in self._found.weaknesses.leeches[:MOST]:
            question = to_plain(leech.question, ascii_only=self._is_ascii)
            deck = self._cut(leech.deck, 16)
            lines.append(
                Content.assemble(f"{leech.lapses:>2} lapses  {self._cut(question, self._width - 13 - len(deck))}", (f"  {deck}", FAINT))
            )  # fmt: skip
        return lines

    def curve(self) -> list[Content]:
        """Retention of young and mature cards, period by period."""
        periods = self._progress.curve
        young: list[float | None] = [period.tally.young_kept.share for period in periods]
        mature: list[float | None] = [period.tally.mature_kept.share for period in periods]
        if not any(share is not None for share in (*young, *mature)):
            return []
        wide = max(2, min(5, (self._width - 6) // len(periods)))
        plot = over_time({"Young": young, "Mature": mature}, 6, wide, is_ascii=self._is_ascii)
        names = _labels([f"{period.first.day} {period.first:%b}" for period in periods], wide, self._width - 6)
        return [*plot[:-1], Content(f"      {names}").stylize(FAINT), plot[-1]]

    def decks(self) -> list[Content]:
        """A line for each deck, its weeks as a small line; young and mature together where there is little room."""
        found = sorted(self._progress.decks, key=lambda deck: -deck.tally.showings)
        is_small = self._width < SMALL
        after = 18 if is_small else 26
        weeks = max(8, min(26, self._width - after - 20))
        wide = max(8, min(30, self._width - after - weeks))
        kept = "   kept" if is_small else "  young  mature"
        lines = [Content(f"{'':<{wide}}  {'by week':<{weeks}}  answers{kept}").stylize(FAINT)] if found else []
        for deck in found:
            name, one = self._cut(deck.name, wide), deck.tally
            line = spark(deck.weeks[-weeks:], is_ascii=self._is_ascii)
            shares = [one.kept] if is_small else [one.young_kept, one.mature_kept]
            figures = f"  {one.showings:>7,}  {'   '.join(map(_share, shares))}"
            lines.append(Content.assemble(f"{name:<{wide}}  ", (line, "$primary"), figures))
        return lines

    def spreads(self) -> list[Content]:
        """How many cards have which interval, and which ease."""
        found = self._progress
        if not found.intervals:
            return []
        days = [(f"{edge:>4} d", count) for edge, count in found.interval_columns]
        eases = [(f"{edge / 100:>6.2f}", count) for edge, count in found.ease_columns]
        blocks = [self._bars("Interval from", days), self._bars("Ease from", eases)]
        return beside(blocks) if self._width >= SIDE_BY_SIDE else [*blocks[0], Content(""), *blocks[1]]

    def _bars(self, name: str, rows: Sequence[tuple[str, int]]) -> list[Content]:
        top = max(1, *(count for _, count in rows))
        lines = [
            Content.assemble(f"{label}  ", (self._bar(count / top), "$secondary"), f" {count:>6,}")
            for label, count in rows
        ]
        return [Content(name).stylize(FAINT), *lines]

    def fading(self) -> list[Content]:
        """The forgetting curve of the card forgotten most often."""
        shown = self._found.fading
        if shown is None:
            return []
        thin = 1 + (len(shown.days) > self._width - 5)
        rows = columns(shown.recalls[::thin], 5, top=1.0, is_ascii=self._is_ascii)
        labels = ("100%", "", "", "", "  0%")
        first, last = shown.days[0], shown.days[-1]
        due = sum(day <= shown.due for day in shown.days[::thin]) - 1
        word = f"due {shown.due:%d %b %Y}"
        under = f"{' ' * due}^ {word}" if due + len(word) + 7 <= self._width else f"{f'{word} ^':>{due + 1}}"
        question = to_plain(shown.question, ascii_only=self._is_ascii)
        return [
            Content(self._cut(question, self._width)),
            *(Content.assemble((f"{label:>4} ", FAINT), (row, "$success")) for label, row in zip(labels, rows, strict=True)),
            Content(f"     {under}").stylize(FAINT),
            Content(f"recall, {first:%d %b %Y} to {last:%d %b %Y}").stylize(FAINT),
        ]  # fmt: skip


def _share(kept: Retention) -> str:
    return f"{'-' if kept.share is None else f'{kept.share:.0%}':>5}"


def _labels(names: Sequence[str], wide: int, room: int) -> str:
    """The names that fit below columns of this width: each, or every so manyth."""
    every = -(-(max(map(len, names), default=0) + 1) // wide)
    kept = [name for place, name in enumerate(names) if place % every == 0 and place * wide + len(name) <= room]
    return "".join(name.ljust(wide * every) for name in kept).rstrip()
