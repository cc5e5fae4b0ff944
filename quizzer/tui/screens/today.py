"""Today: what waits, by deck, and three ways to start when there is nothing yet."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from quizzer.domain.candidates import Selection
from quizzer.errors import QuizzerError
from quizzer.services.glancing import Glance, glance
from quizzer.services.reporting import History, Today, count_waiting, history, today
from quizzer.services.study import Desk
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.day_figures import day_figures
from quizzer.tui.widgets.deck_list import DeckList, DeckRow
from quizzer.tui.widgets.heat_map import heat_map
from quizzer.tui.widgets.outlook import outlook_lines
from quizzer.tui.widgets.welcome import welcome

FAINT = "$foreground 60%"
SHORT = 20
"""Lines below which only the two nearest things ahead are shown."""
HEAT_WEEKS = 26
"""Shown where the window is at least 100 columns wide and 30 lines high."""


class TodayScreen(QuizzerScreen):
    """The home screen."""

    NAME = "Today"
    SCOPED_CSS = False
    DEFAULT_CSS = """
    #figures { height: auto; padding: 1 2; margin: 1 0; background: $surface; }
    #outlook { height: auto; dock: bottom; padding: 0 2; }
    .-narrow #outlook { text-wrap: nowrap; text-overflow: ellipsis; }
    TodayScreen.empty DeckList, TodayScreen.empty #outlook { display: none; }
    .-narrow #figures { margin: 0; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "review", "Review everything that waits", id="today.review"),
        Binding("enter", "starter", "Start with the starter deck", id="today.starter"),
        Binding("i", "import_notes", "Import notes", id="today.import"),
        Binding("d", "bundled", "Decks that come with quizzer", id="today.bundled"),
        Binding("b,slash", "browse", "Browse and search cards", id="today.browse"),
        Binding("t", "stats", "Progress", id="today.stats"),
        Binding("s", "stubs", "Open questions of your notes", id="today.stubs"),
        Binding("p", "plan", "Interviews and their dates", id="today.plan"),
        Binding("m", "mock", "Mock interview", id="today.mock"),
        Binding("comma", "settings", "Settings", id="today.settings", key_display=","),
        Binding("c", "cram", "Cram the deck: no date moves", id="today.cram"),
        Binding("plus", "more", "Ten cards beyond today's limits", id="today.more", key_display="+"),
        Binding("u,z", "undo", "Undo the last grade", id="today.undo"),
        Binding("j", "move(1)", "Next deck", id="today.down"),
        Binding("k", "move(-1)", "Previous deck", id="today.up"),
        Binding("q", "quit", "Quit", id="today.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._today: Today | None = None
        self._past: History | None = None
        self._glance = Glance()

    def body(self) -> ComposeResult:
        """Figures, decks, what comes."""
        yield Static("", markup=False, id="figures")
        yield DeckList()
        yield Static("", markup=False, id="outlook")

    def on_mount(self) -> None:
        """Ask what waits."""
        self.load()

    def on_screen_resume(self) -> None:
        """Something may have been learnt meanwhile."""
        self.load()

    def on_resize(self) -> None:
        """Fit the new size."""
        if self._today is not None:
            self._draw()

    def load(self) -> None:
        """Ask the desk, and draw; what takes longer to find out follows."""
        try:
            self.quizzer.renew_desk()
            self._today = today(self.quizzer.desk)
            is_roomy = self.app.size.width >= 100 and self.app.size.height >= 30
            self._past = history(self.quizzer.desk) if is_roomy and self._today.decks else None
        except QuizzerError as error:
            self.quizzer.complain(error)
        self._draw()
        self.refresh_keys()
        if not self.is_empty:
            self._look_around()

    @work(thread=True, exclusive=True, group="glance", exit_on_error=False)
    def _look_around(self) -> None:
        app = self.quizzer
        found = glance(app.home, app.clock.now().day)
        whole = None
        if found.next_round is not None:
            # What an interview asks early is found by reading the log, on a connection of this thread's own.
            with Desk(app.home, app.settings, app.clock) as desk:
                whole = today(desk, count_waiting(desk))
        app.call_from_thread(self._show_glance, found, whole)

    def _show_glance(self, found: Glance, whole: Today | None) -> None:
        if found == self._glance and whole in (None, self._today):
            return
        self._glance, self._today = found, whole or self._today
        self._draw()

    @property
    def is_empty(self) -> bool:
        """Whether there is no card at all."""
        return self._today is None or not self._today.decks

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self.is_empty:
            return [("starter", "Starter deck"), ("import_notes", "Import notes"), ("bundled", "Decks"), ("quit", "Quit"),
                    ("keys", "Keys")]  # fmt: skip
        first = ("review", "Review") if self._today and self._today.waiting.total else ("cram", "Cram the deck")
        return [first, ("import_notes", "Import"), ("browse", "Browse"), ("stats", "Progress"),
                ("quit", "Quit"), ("keys", "Keys")]  # fmt: skip

    def _draw(self) -> None:
        self.set_class(self.is_empty, "empty")
        found = self._today
        figures = self.query_one("#figures", Static)
        if found is None or not found.decks:
            self.title_bar.show("quizzer")
            figures.update(welcome(figures.content_size.width or 74))
            return
        day = date.fromisoformat(found.day)
        streak = f"   streak {length} {'day' if length == 1 else 'days'}" if (length := found.streak.length) else ""
        self.title_bar.show("quizzer  Today", f"{day:%a %d %b}{streak}")
        now = self.quizzer.clock.now().day
        figures.update(day_figures(found, self.room - 4, now, is_ascii=self.is_ascii))
        decks = self.query_one(DeckList)
        kept = self._glance.retention
        rows = [
            DeckRow(d.name, d.due, d.new, d.repeats, d.total, d.mature, kept[d.name].share if d.name in kept else None)
            for d in found.decks
        ]
        decks.show(rows, is_ascii=self.is_ascii)
        self.query_one("#outlook", Static).update(self._outlook(found, day))
        if self.focused is None:
            decks.focus()

    def _outlook(self, found: Today, day: date) -> Content:
        lines = outlook_lines(found, self._glance, day, self.room - 4, is_ascii=self.is_ascii)
        below = Content("\n".join(lines[:2] if self.size.height < SHORT else lines)).stylize(FAINT)
        if self._past is None:
            return below
        weeks = heat_map(self._past.showings, self._past.day, HEAT_WEEKS, has_months=True, is_ascii=self.is_ascii)
        return Content.assemble(weeks, "\n\n", below)

    # -- starting

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a deck reviews it."""
        if event.option.id:
            self._start(Selection(decks=(event.option.id,)))

    def action_review(self) -> None:
        """Review what waits in all decks."""
        if self.is_empty:
            self.action_starter()
        else:
            self._start(Selection())

    def action_cram(self) -> None:
        """Ask everything of the deck under the cursor; nothing moves."""
        deck = self._deck()
        if deck:
            self._start(Selection(decks=(deck,), is_cram=True))

    def action_more(self) -> None:
        """Ten cards beyond today's limits."""
        self._start(Selection(), more_today=10)

    def _deck(self) -> str | None:
        decks = self.query_one(DeckList)
        return decks.get_option_at_index(decks.highlighted).id if decks.highlighted is not None else None

    def _start(self, selection: Selection, *, more_today: int = 0) -> None:
        from quizzer.tui.screens.review import ReviewScreen

        if self.quizzer.renew_desk():
            self.load()
            return
        desk = self.quizzer.desk
        # With an interview ahead only the sitting itself can tell: its plan also asks cards before their date.
        is_open = selection.is_cram or bool(desk.rounds_ahead())
        if not is_open and not desk.waiting(selection, more_today=more_today).total:
            where = " of this deck" if selection.decks else ""
            self.quizzer.say(f"Nothing{where} is due now. c crams a deck without moving a date, + asks for new cards.")
            return
        self.app.push_screen(ReviewScreen(selection, more_today=more_today))

    def action_starter(self) -> None:
        """Say that the starter deck is being stored, then store it and begin."""
        if self.is_empty:
            figures = self.query_one("#figures", Static)
            figures.update("Adding the starter deck ...")
            # Asked of the screen, it would be done before the widget's words are seen.
            figures.call_after_refresh(self._add_starter)

    def _add_starter(self) -> None:
        if not self.is_current:
            return  # Enter was pressed twice.
        from quizzer.services.decks import STARTER, find_bundled, install_bundled

        app = self.quizzer
        try:
            count = install_bundled(app.home, app.settings, app.clock, [find_bundled(STARTER)])
        except QuizzerError as error:
            app.complain(error)
            self._draw()
            return
        app.say(f"The starter deck is in: {count} cards.")
        self._start(Selection())

    # -- elsewhere

    def action_import_notes(self) -> None:
        """Ask for a folder, and show what it would give."""
        from quizzer.tui.screens.import_notes import ImportScreen

        self.app.push_screen(ImportScreen())

    def action_bundled(self) -> None:
        """The decks that come with quizzer."""
        from quizzer.tui.screens.bundled import BundledScreen

        self.app.push_screen(BundledScreen())

    def action_browse(self) -> None:
        """All cards."""
        from quizzer.tui.screens.browse import BrowseScreen

        self.app.push_screen(BrowseScreen())

    def action_stats(self) -> None:
        """Progress."""
        from quizzer.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen())

    def action_stubs(self) -> None:
        """Questions that the notes do not answer yet."""
        from quizzer.tui.screens.stubs import StubsScreen

        self.app.push_screen(StubsScreen())

    def action_plan(self) -> None:
        """Interviews ahead."""
        from quizzer.tui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen())

    def action_mock(self) -> None:
        """An interview against the clock."""
        from quizzer.tui.screens.mock_setup import MockSetupScreen

        self.app.push_screen(MockSetupScreen())

    def action_settings(self) -> None:
        """The settings."""
        from quizzer.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_undo(self) -> None:
        """Take the newest grade back, of whatever day."""
        if self.undo_newest():
            self.load()

    def action_move(self, lines: int) -> None:
        """Move in the list of decks."""
        decks = self.query_one(DeckList)
        (decks.action_cursor_down if lines > 0 else decks.action_cursor_up)()

    def action_quit(self) -> None:
        """Leave quizzer."""
        self.app.exit(0)
