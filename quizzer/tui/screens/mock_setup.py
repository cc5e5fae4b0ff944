"""Before a mock interview: about what, how many questions, how long for each; or one that was not finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.domain.candidates import Selection
from quizzer.domain.plain_text import as_read
from quizzer.errors import QuizzerError
from quizzer.services import mock_draft
from quizzer.services.lock import SessionLock
from quizzer.services.mock_draft import Draft
from quizzer.services.mocking import MockInterview, Wish
from quizzer.tui.screens.base import QuizzerScreen

MOST_QUESTIONS = 20
MOST_MINUTES = 30
LEAD = "Answer aloud or in writing against the clock, then look and score yourself. A failure is asked again today."
CHOOSING = "Choosing the questions …"


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
        Binding("c", "count", "Let passes count, or not", id="mock.count"),
        Binding("d,delete", "drop", "Forget an unfinished interview", id="mock.drop"),
        Binding("u,z", "undo", "Undo: bring it back", id="mock.bring_back"),
        Binding("j", "move(1)", "Down", id="mock.down"),
        Binding("k", "move(-1)", "Up", id="mock.up"),
        Binding("escape,q", "back", "Back", id="mock.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.wish = Wish()
        self._wishes: list[Draft | Wish] = []
        self._dropped: list[Draft] = []
        self._is_beginning = False

    def body(self) -> ComposeResult:
        """The figures, and the list."""
        yield Static("", markup=False, id="lead")
        yield OptionList(id="topics", markup=False)

    def on_mount(self) -> None:
        """List what can be asked about."""
        self._load()
        self.query_one(OptionList).focus()
        self.title_bar.show("quizzer  Mock interview")
        self._draw()

    def _load(self) -> None:
        """What was not finished, then planned interviews, then decks."""
        desk = self.quizzer.desk
        try:
            self._wishes = [
                *mock_draft.drafts(self.quizzer.home),
                *(Wish(each.name, interview=each) for each in desk.rounds_ahead()),
                Wish(),
                *(Wish(name, Selection(decks=(name,))) for name in sorted(desk.queue.deck_names(), key=as_read)),
            ]
        except QuizzerError as error:
            self.quizzer.complain(error)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(Option(self._line(wish)) for wish in self._wishes)
        listed.highlighted = 0 if self._wishes else None
        self.refresh_keys()

    def _line(self, wish: Draft | Wish) -> Content:
        if isinstance(wish, Wish):
            return Content(f"  Interview: {wish.title}" if wish.interview else f"  {wish.title}")
        began = f"{self.quizzer.clock.local(wish.started):%d %b}"
        left = "to be scored" if wish.is_over else f"question {wish.place} of {wish.questions}"
        return Content.assemble("  ", ("Go on:", "bold $accent"), f" {wish.title}, {began}, {left}")

    @property
    def _chosen(self) -> Draft | Wish | None:
        place = self.query_one(OptionList).highlighted
        return self._wishes[place] if place is not None and place < len(self._wishes) else None

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if isinstance(self._chosen, Draft):
            return [("begin", "Go on"), ("drop", "Forget it"), ("undo", "Undo"), ("back", "Back"), ("keys", "Keys")]
        return [("begin", "Begin"), ("questions(1)", "More"), ("questions(-1)", "Fewer"), ("minutes(1)", "Longer"),
                ("back", "Back"), ("keys", "Keys")]  # fmt: skip

    def _draw(self) -> None:
        wish = self.wish
        passes = "counts as a review" if wish.counts_passes else "moves no date"
        self.query_one("#lead", Static).update(
            Content.assemble(
                LEAD, "\n\n", (f"{wish.questions}", "bold $primary"), " questions (+ -)   ",
                (f"{wish.minutes_each}", "bold $primary"), " min each (< >)\n", "A pass ", (passes, "bold"), " (c changes that)",
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was begun can be forgotten."""
        if action == "drop":
            return isinstance(self._chosen, Draft)
        return action != "undo" or bool(self._dropped)

    def on_option_list_option_highlighted(self) -> None:
        """An unfinished interview has other keys."""
        self.refresh_keys()

    def on_option_list_option_selected(self) -> None:
        """Enter or a click begins."""
        self.action_begin()

    def action_begin(self) -> None:
        """Say that questions are being chosen, which takes a moment among many cards; then begin with what is highlighted."""
        chosen = self._chosen
        if chosen is not None and not self._is_beginning:
            self._is_beginning = True
            lead = self.query_one("#lead", Static)
            told = CHOOSING.replace("…", "...") if self.is_ascii else CHOOSING
            lead.update(Content.assemble(LEAD, "\n\n", (told, "bold"), "\n"))  # as many lines: the list stays in place
            # Asked of the screen, it would be done before the widget's words are seen.
            lead.call_after_refresh(self._begin, chosen)

    def action_drop(self) -> None:
        """Forget an unfinished interview; its scores stay."""
        chosen = self._chosen
        if isinstance(chosen, Draft) and self._done(mock_draft.forget, chosen):
            self._dropped.append(chosen)
            self.quizzer.say("Forgotten. u brings it back.")

    def action_undo(self) -> None:
        """Bring back what was forgotten last."""
        if self._dropped and self._done(mock_draft.bring_back, self._dropped[-1]):
            self._dropped.pop()

    def _done(self, change: Callable[[Draft], None], draft: Draft) -> bool:
        try:
            change(draft)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return False
        self._load()
        return True

    def _begin(self, chosen: Draft | Wish) -> None:
        if not self.is_current:
            return  # left at once
        from quizzer.tui.screens.mock import MockScreen
        from quizzer.tui.screens.mock_score import MockScoreScreen

        lock = SessionLock(self.quizzer.home.lock)
        try:
            lock.acquire()
            interview = self._interview(chosen)
        except QuizzerError as error:
            lock.release()
            self._is_beginning = False
            self._draw()
            self.quizzer.complain(error)
            return
        screen = MockScoreScreen(interview, lock) if interview.is_over else MockScreen(interview, lock)
        self.app.switch_screen(screen)

    def _interview(self, chosen: Draft | Wish) -> MockInterview:
        desk = self.quizzer.desk
        if isinstance(chosen, Draft):
            return mock_draft.take_up(desk, chosen)
        wish = replace(self.wish, title=chosen.title, selection=chosen.selection, interview=chosen.interview)
        return MockInterview(desk, wish)
