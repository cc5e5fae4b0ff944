"""Progress: what was done, how much stays, what comes, and what keeps being forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizzer.domain.stats import Retention
from quizzer.errors import QuizzerError
from quizzer.services.progress import Progress, progress
from quizzer.services.reporting import History, history
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.bars import bar
from quizzer.tui.widgets.heat_map import heat_map

_TONES = {"again": "$error", "hard": "$warning", "good": "$success", "easy": "$primary"}


class StatsScreen(QuizzerScreen):
    """One page."""

    CSS_PATH = "../pages.tcss"
    NAME = "Progress"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "deck", "Next deck", id="stats.deck"),
        Binding("j,down", "scroll_page(1)", "Down", id="stats.down"),
        Binding("k,up", "scroll_page(-1)", "Up", id="stats.up"),
        Binding("escape,q,t", "back", "Back", id="stats.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[str] = []
        self._place = -1
        """Of the deck shown; -1 for all."""

    def body(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="page"):
            yield Static("", markup=False, id="progress")

    def on_mount(self) -> None:
        """Load."""
        self._load()
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        """The heat map shows as many weeks as fit."""
        self._load()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("deck", "Next deck"), ("back", "Back"), ("keys", "Keys")]

    def action_deck(self) -> None:
        """Show the next deck, then all again."""
        self._place = self._place + 1 if self._place + 1 < len(self._decks) else -1
        self._load()

    def action_scroll_page(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def _load(self) -> None:
        desk = self.quizzer.desk
        try:
            self._decks = list(desk.deck_counts())
            chosen = [self._decks[self._place]] if 0 <= self._place < len(self._decks) else []
            found, past = progress(desk, chosen), history(desk)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        self.title_bar.show("quizzer  Progress", f"{chosen[0] if chosen else 'all decks'}")
        self.query_one("#progress", Static).update(self._page(found, past))

    def _page(self, found: Progress, past: History) -> Content:
        head = Content.assemble(
            (f"{found.total.showings:,}", "bold"), " answers   " if found.total.showings != 1 else " answer   ", *_kept("retention", found.total.mature_kept), *_kept("young", found.total.young_kept),
            (f"{found.minutes // 60} h {found.minutes % 60:02}", "bold"), " spent   ",
            (f"{found.streak.length}", "bold"), f" {'day' if found.streak.length == 1 else 'days'} in a row\n\n",
        )  # fmt: skip
        weeks = max(8, min(52, (self.size.width - 12) // 2))
        return Content.assemble(
            head, heat_map(past.showings, past.day, weeks, is_ascii=self.is_ascii), "\n\n",
            self._answers(found.answers), "\n", self._cards(dict(found.cards)), "\n",
            self._forecast(found.forecast, past.day),
        )  # fmt: skip

    def _answers(self, answers: dict[str, int]) -> Content:
        total = sum(answers.values())
        rows: list[tuple[str, str] | str] = [("Answers\n", "bold")]
        for name, count in answers.items():
            share = count / total if total else 0.0
            full, _ = bar(share, 24, is_ascii=self.is_ascii)
            rows += [f"  {name.capitalize():<9}", (f"{full:<24}", _TONES[name]), f" {count:>6}  {share:>4.0%}\n"]
        return Content.assemble(*rows)

    def _cards(self, cards: dict[str, int]) -> Content:
        total = max(1, sum(cards.values()))
        rows: list[tuple[str, str] | str] = [("Cards\n", "bold")]
        for name, count in cards.items():
            full, _ = bar(count / total, 24, is_ascii=self.is_ascii)
            rows += [f"  {name.capitalize():<9}", (f"{full:<24}", "$secondary"), f" {count:>6}\n"]
        return Content.assemble(*rows)

    def _forecast(self, forecast: tuple[int, ...], day: date) -> Content:
        shown = forecast[:14]
        top = max(shown, default=0)
        rows: list[tuple[str, str] | str] = [("Due in the next two weeks\n", "bold")]
        if not top:
            return Content.assemble(*rows, "  nothing is due\n\n")
        block = "#" if self.is_ascii else "█"
        height = 4
        for level in range(height, 0, -1):
            marks = "".join(f"{block * 3} " if count / top * height > level - 1 else "    " for count in shown)
            rows += ["  ", (marks.rstrip(), "$primary"), "\n"]
        rows.append("  " + "".join(f"{count:<4}" if count else ".   " for count in shown).rstrip() + "\n")
        names = "".join(f"{(day + timedelta(days=n + 1)):%a}"[:2] + "  " for n in range(len(shown)))
        rows += [(f"  {names.rstrip()}\n", "$foreground 60%"), "\n"]
        return Content.assemble(*rows)


def _kept(name: str, kept: Retention) -> list[tuple[str, str] | str]:
    return [(f"{kept.share:.0%}", "bold"), f" {name}   "] if kept.share is not None else []
