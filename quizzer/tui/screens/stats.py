"""Progress: what was done, how much stays, what comes, and what keeps being forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from quizzer.domain.plain_text import as_read
from quizzer.errors import QuizzerError
from quizzer.services.fading import fade_weakest
from quizzer.services.progress import progress
from quizzer.services.weaknesses import weaknesses
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.figures import Figures, sections

if TYPE_CHECKING:
    from quizzer.domain.outlook import Outlook
    from quizzer.domain.rounds import Round

PERIODS: tuple[tuple[int | None, str], ...] = ((None, "all days"), (365, "a year"), (90, "90 days"), (30, "30 days"))
REPORT = "quizzer-progress-{day}.html"
MARGIN = 5
"""Columns that padding and the scroll bar take."""


class StatsScreen(QuizzerScreen):
    """One page of sections."""

    CSS_PATH = "../pages.tcss"
    NAME = "Progress"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "section(1)", "Next section", id="stats.section"),
        Binding("shift+tab", "section(-1)", "Section before", id="stats.section_before"),
        Binding("d", "deck", "Next deck", id="stats.deck"),
        Binding("p", "period", "Next period", id="stats.period"),
        Binding("x", "report", "Write a report", id="stats.report"),
        Binding("j,down", "scroll_page(1)", "Down", id="stats.down"),
        Binding("k,up", "scroll_page(-1)", "Up", id="stats.up"),
        Binding("escape,q,t", "back", "Back", id="stats.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[str] = []
        self._place = -1
        """Of the deck shown; -1 for all."""
        self._period = 0
        self._found: Figures | None = None

    def body(self) -> ComposeResult:
        """A page that scrolls."""
        yield VerticalScroll(id="page")

    def on_mount(self) -> None:
        """Load, and work out the interviews beside it."""
        self._load()
        self.query_one("#page").focus()
        rounds = self._rounds_ahead()
        if rounds:
            self._work_out(tuple(rounds))

    def on_resize(self) -> None:
        """What fits beside each other depends on the width."""
        self._draw()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("section(1)", "Section"), ("deck", "Deck"), ("period", "Period"), ("report", "Report"),
                ("back", "Back"), ("keys", "Keys")]  # fmt: skip

    def action_deck(self) -> None:
        """Show the next deck, then all again."""
        self._place = self._place + 1 if self._place + 1 < len(self._decks) else -1
        self._load()

    def action_period(self) -> None:
        """Count all days, a year, 90 or 30 days."""
        self._period = (self._period + 1) % len(PERIODS)
        self._load()

    def action_scroll_page(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_section(self, step: int) -> None:
        """Go to the section after or before the one at the top."""
        page = self.query_one("#page", VerticalScroll)
        top = round(page.scroll_y)
        places = [part.virtual_region.y for part in page.children]
        wanted = [y for y in places if (y > top if step > 0 else y < top)]
        if wanted:
            page.scroll_to(y=min(wanted) if step > 0 else max(wanted), animate=False)

    def action_report(self) -> None:
        """Write the report of what is shown into the working folder."""
        from pathlib import Path

        from quizzer.services.exporting import write_file
        from quizzer.services.report import make_report
        from quizzer.services.report_page import to_page

        path = Path.cwd() / REPORT.format(day=self.quizzer.clock.now().day)
        try:
            write_file(path, to_page(make_report(self.quizzer.desk, self._chosen)).encode("utf-8"))
        except QuizzerError as error:
            self.quizzer.complain(error, "No report was written")
            return
        self.quizzer.say(f"The report is in {path}")

    @property
    def _chosen(self) -> list[str]:
        return [self._decks[self._place]] if 0 <= self._place < len(self._decks) else []

    def _rounds_ahead(self) -> list[Round]:
        try:
            return self.quizzer.desk.rounds_ahead()
        except QuizzerError as error:
            self.quizzer.complain(error)
            return []

    def _load(self) -> None:
        desk = self.quizzer.desk
        days, period = PERIODS[self._period]
        try:
            self._decks = sorted(desk.queue.deck_names(), key=as_read)
            self._found = Figures(
                progress=progress(desk, self._chosen, days),
                weaknesses=weaknesses(desk, self._chosen),
                fading=fade_weakest(desk, self._chosen),
                rounds=self._found.rounds if self._found else None,
                are_rounds_ahead=bool(self._rounds_ahead()),
            )
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        self.title_bar.show("quizzer  Progress", f"{''.join(self._chosen) or 'all decks'}, {period}")
        self._draw()

    def _draw(self) -> None:
        if self._found is None:
            return
        page = self.query_one("#page", VerticalScroll)
        parts = [part.content for part in sections(self._found, max(30, self.room - MARGIN), is_ascii=self.is_ascii)]
        drawn = list(page.query(Static))
        for place, content in enumerate(parts[: len(drawn)]):
            drawn[place].update(content)
        page.mount_all(Static(content, markup=False) for content in parts[len(drawn) :])
        for surplus in drawn[len(parts) :]:
            surplus.remove()

    @work(thread=True, exclusive=True, group="stats", exit_on_error=False)
    def _work_out(self, rounds: tuple[Round, ...]) -> None:
        from quizzer.services.interviewing import read_outlooks

        app, worker = self.quizzer, get_current_worker()
        found: list[Outlook] = []
        try:
            for each in read_outlooks(app.home, app.settings, app.clock.now().day, rounds):
                if worker.is_cancelled:
                    return
                found.append(each)
                app.call_from_thread(self._show_rounds, list(found))
        except QuizzerError as error:
            app.call_from_thread(app.complain, error)

    def _show_rounds(self, found: list[Outlook]) -> None:
        if self._found is not None and self.is_attached:
            self._found = replace(self._found, rounds=found)
            self._draw()
