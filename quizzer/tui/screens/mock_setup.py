"""Before a mock interview: about what, how many questions, how long for each."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.domain.candidates import Selection
from quizzer.errors import QuizzerError
from quizzer.services.mocking import MockInterview, Wish
from quizzer.tui.screens.base import QuizzerScreen

MOST_QUESTIONS = 20
MOST_MINUTES = 30
LEAD = "Answer aloud or in writing against the clock, then look and score yourself. A failure is asked again today."


class MockSetupScreen(QuizzerScreen):
    """A list of what can be asked about; the figures above it change by key."""

    CSS_PATH = "../pages.tcss"
    NAME = "Mock interview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", id="mock.begin"),
        Binding("plus", "questions(1)", "One question more", id="mock.more", key_display="+"),
        Binding("minus", "questions(-1)", "One question fewer", id="mock.fewer", key_display="-"),
        Binding("greater_than_sign", "minutes(1)", "A minute more for each", id="mock.longer", key_display=">"),
        Binding("less_than_sign", "minutes(-1)", "A minute less for each", id="mock.shorter", key_display="<"),
        Binding("c", "count", "Let passes count as reviews, or not", id="mock.count"),
        Binding("j", "move(1)", "Down", id="mock.down"),
        Binding("k", "move(-1)", "Up", id="mock.up"),
        Binding("escape,q", "back", "Back", id="mock.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.wish = Wish()
        self._wishes: list[Wish] = []

    def body(self) -> ComposeResult:
        """The figures, and the list."""
        yield Static("", markup=False, id="lead")
        yield OptionList(id="topics", markup=False)

    def on_mount(self) -> None:
        """List what can be asked about: planned interviews first."""
        desk = self.quizzer.desk
        try:
            self._wishes = [
                *(Wish(each.name, interview=each) for each in desk.rounds_ahead()),
                Wish(),
                *(Wish(name, Selection(decks=(name,))) for name in desk.deck_counts()),
            ]
        except QuizzerError as error:
            self.quizzer.complain(error)
        listed = self.query_one(OptionList)
        listed.add_options(Option(Content(f"  {self._line(wish)}")) for wish in self._wishes)
        listed.highlighted = 0 if self._wishes else None
        listed.focus()
        self.title_bar.show("quizzer  Mock interview")
        self._draw()

    def _line(self, wish: Wish) -> str:
        return f"Interview: {wish.title}" if wish.interview else wish.title

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("begin", "Begin"), ("questions(1)", "More"), ("questions(-1)", "Fewer"), ("minutes(1)", "Longer"),
                ("minutes(-1)", "Shorter"), ("keys", "Keys")]  # fmt: skip

    def _draw(self) -> None:
        wish = self.wish
        passes = "counts as a review" if wish.counts_passes else "moves no date"
        self.query_one("#lead", Static).update(
            Content.assemble(
                LEAD, "\n\n", (f"{wish.questions}", "bold $primary"), " questions (+ -)   ",
                (f"{wish.minutes_each}", "bold $primary"), " min each (< >)\n", "A pass ", (passes, "bold"), " (c)",
            )
        )  # fmt: skip

    def action_questions(self, more: int) -> None:
        """Ask more or fewer."""
        self.wish = replace(self.wish, questions=min(MOST_QUESTIONS, max(1, self.wish.questions + more)))
        self._draw()

    def action_minutes(self, more: int) -> None:
        """Give more or less time."""
        self.wish = replace(self.wish, minutes_each=min(MOST_MINUTES, max(1, self.wish.minutes_each + more)))
        self._draw()

    def action_count(self) -> None:
        """Whether a pass moves its card."""
        self.wish = replace(self.wish, counts_passes=not self.wish.counts_passes)
        self._draw()

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if lines > 0 else listed.action_cursor_up)()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click begins."""
        self._begin(self._wishes[event.option_index])

    def action_begin(self) -> None:
        """Begin with what is highlighted."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._begin(self._wishes[highlighted])

    def _begin(self, chosen: Wish) -> None:
        from quizzer.services.lock import SessionLock
        from quizzer.tui.screens.mock import MockScreen

        wish = replace(self.wish, title=chosen.title, selection=chosen.selection, interview=chosen.interview)
        lock = SessionLock(self.quizzer.home.lock)
        try:
            lock.acquire()
            interview = MockInterview(self.quizzer.desk, wish)
        except QuizzerError as error:
            lock.release()
            self.quizzer.complain(error)
            return
        self.app.switch_screen(MockScreen(interview, lock))
