"""A mock interview: the question, the parts of an answer, a field to write in, and the clock.

What is written is kept in a file within a second, and at every step, so that a window that closes takes nothing along.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.widgets import Static, TextArea

from quizzer.domain.mock import STAGES
from quizzer.errors import QuizzerError
from quizzer.services import mock_draft
from quizzer.services.lock import SessionLock
from quizzer.services.mock_report import clock
from quizzer.services.mocking import MockInterview
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.card_text import CardText

PAUSED = "Paused: the clock stands, and so does the question. F8 goes on."

NARROW = 60
"""Columns below which the title is short."""
LEAST_WIDTH = 72
"""Columns below which only the chosen part is shown."""


ASKED = {
    "clarify": "What is asked, and what do you assume?",
    "estimate": "Which numbers, roughly?",
    "bottleneck": "What limits it?",
    "trade-offs": "What else could be done, and at what price?",
    "summary": "The answer in two sentences.",
}
"""What belongs into each part of an answer; all of them may stay empty."""


class Stages(Static):
    """The parts of an answer; a click chooses one."""

    def __init__(self) -> None:
        super().__init__("", markup=False, id="stages")
        self._ends: list[int] = []

    def show(self, chosen: str, written: set[str], *, is_ascii: bool) -> None:
        """Mark the chosen part, and tick those with words in them."""
        here, done = ("*", "x") if is_ascii else ("•", "✓")
        if self.size.width < LEAST_WIDTH:
            self._ends = []
            others = len(written - {chosen})
            told = f", {others} written" if others else ""
            where = f"({here}) {chosen}, part {STAGES.index(chosen) + 1} of {len(STAGES)}"
            self.update(Content.assemble((where, "bold"), told))
            return
        parts: list[Content] = []
        self._ends = []
        place = 0
        for stage in STAGES:
            mark = here if stage == chosen else done if stage in written else " "
            text = f"({mark}) {stage}  "
            place += len(text)
            self._ends.append(place)
            parts.append(Content(text).stylize("bold" if stage == chosen else ""))
        self.update(Content("").join(parts))

    def on_click(self, event: Click) -> None:
        """Choose the part under the pointer."""
        offset = event.get_content_offset(self)
        found = [n for n, end in enumerate(self._ends) if offset is not None and offset.x < end]
        if found and isinstance(self.screen, MockScreen):
            self.screen.choose(STAGES[found[0]])


class MockScreen(QuizzerScreen):
    """Question after question until the last, or until the person ends it."""

    CSS_PATH = "../pages.tcss"
    NAME = "Mock interview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4,n", "next", "Next question", id="mock.next"),
        Binding("f5,f", "follow_up", "Follow-up", id="mock.follow_up"),
        Binding("f3,s", "stage", "Next part of the answer", id="mock.stage"),
        Binding("f8,p", "pause", "Pause, go on", id="mock.pause"),
        Binding("f9,e", "end", "End, and score", id="mock.end"),
        Binding("a,enter", "write", "Into the field", id="mock.write"),
        Binding("escape", "escape", "Leave the field, then end", id="mock.escape"),
    ]

    def __init__(self, interview: MockInterview, lock: SessionLock) -> None:
        super().__init__()
        self.interview = interview
        self._lock: SessionLock | None = lock
        self._stage = STAGES[0]
        self._is_unkept = False
        """Something was written since the interview was last kept."""
        self._was_told = False
        """The person knows that it cannot be kept."""

    def body(self) -> ComposeResult:
        """Everything is mounted once; questions come by updates."""
        with VerticalScroll(id="asked", can_focus=False):
            yield CardText(id="question")
        yield Static("", markup=False, id="follow")
        yield Stages()
        yield TextArea(id="words", tab_behavior="focus")

    def on_mount(self) -> None:
        """Ask the first question, or the one that was being asked."""
        self.set_interval(1, self._tick)
        self._ask()

    def on_unmount(self) -> None:
        """Keep what was written last; others may sit down, unless the scoring goes on."""
        if self._is_unkept:
            self._keep()
        if self._lock is not None:
            self._lock.release()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self.interview.is_paused:
            return [("pause", "Go on"), ("next", "Next"), ("end", "End"), ("keys", "Keys")]
        return [("next", "Next"), ("follow_up", "Follow-up"), ("stage", "Next part"), ("pause", "Pause"), ("end", "End"),
                ("keys", "Keys")]  # fmt: skip

    def _tick(self) -> None:
        self._show_title()
        if self._is_unkept:
            self._keep()

    def _keep(self) -> None:
        """Write the interview down as it stands; that it cannot be is said once."""
        self._is_unkept = False
        try:
            mock_draft.keep(self.quizzer.home, self.interview)
        except QuizzerError as error:
            if not self._was_told:
                self._was_told = True
                self.quizzer.complain(error, "A closed window would lose your words.")

    def _ask(self) -> None:
        self._stage = STAGES[0]
        self.query_one("#follow", Static).display = False
        self._draw()
        self.query_one("#asked").scroll_home(animate=False)
        self.query_one(TextArea).focus()

    def _draw(self) -> None:
        interview = self.interview
        text = PAUSED if interview.is_paused else interview.question.exercise.question
        breaks = self.quizzer.settings.line_breaks
        self.query_one("#question", CardText).show(text, self.quizzer.look, line_breaks=breaks)
        field = self.query_one(TextArea)
        field.disabled = interview.is_paused
        words = interview.question.words
        if field.text.strip() != words.get(self._stage, "").strip():
            field.text = words.get(self._stage, "")
            field.move_cursor(field.document.end)
        field.placeholder = f"{ASKED[self._stage]} F3 goes to the next part, F4 to the next question."
        self._show_stages()
        self._show_title()
        self.refresh_keys()

    def _show_stages(self) -> None:
        self.query_one(Stages).show(self._stage, set(self.interview.question.words), is_ascii=self.is_ascii)

    def _show_title(self) -> None:
        interview = self.interview
        left = interview.seconds_left()
        time = "paused" if interview.is_paused else f"{clock(left)} left" if left >= 0 else f"{clock(-left)} over"
        right = Content.assemble(
            f"question {interview.place + 1} of {len(interview.questions)}   ", (time, "bold" if left < 0 else "")
        )
        name = "Mock" if self.size.width < NARROW else "Mock interview"
        self.title_bar.show(f"{name}  {to_plain(interview.wish.title)}", right)

    def on_resize(self) -> None:
        """The parts may fit now, or no longer."""
        self._show_stages()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A follow-up is offered while there is one."""
        question = self.interview.question
        return action != "follow_up" or question.taken < len(question.follow_ups)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep every word as it is written."""
        if self.interview.write(self._stage, event.text_area.text):
            self._is_unkept = True

    def choose(self, stage: str) -> None:
        """Write in another part of the answer."""
        if self._is_unkept:
            self._keep()
        self._stage = stage
        self._draw()
        self.query_one(TextArea).focus()

    def action_stage(self) -> None:
        """The next part, around."""
        self.choose(STAGES[(STAGES.index(self._stage) + 1) % len(STAGES)])

    def action_next(self) -> None:
        """The next question, or the scoring after the last."""
        is_asked = self.interview.go_on()
        self._keep()
        if is_asked:
            self._ask()
        else:
            self._score()

    def action_follow_up(self) -> None:
        """What an interviewer would ask next."""
        follow = self.interview.follow_up()
        if follow is None:
            return
        line = self.query_one("#follow", Static)
        line.display = True
        line.update(Content(f"Follow-up: {to_plain(follow.question, ascii_only=self.is_ascii)}"))
        self.refresh_keys()

    def action_pause(self) -> None:
        """Stop the clock and hide the question, or go on."""
        self.interview.pause()
        self._keep()
        self._draw()
        if not self.interview.is_paused:
            self.query_one(TextArea).focus()

    def action_write(self) -> None:
        """Back into the field."""
        if not self.interview.is_paused:
            self.query_one(TextArea).focus()

    def action_end(self) -> None:
        """Score what has been asked."""
        self.interview.end()
        self._keep()
        self._score()

    def action_escape(self) -> None:
        """Leave the field, or end."""
        if self.focused is not None:
            self.set_focus(None)
            self.refresh_keys()
        else:
            self.action_end()

    def _score(self) -> None:
        from quizzer.tui.screens.mock_score import MockScoreScreen

        lock, self._lock = self._lock, None
        self.app.switch_screen(MockScoreScreen(self.interview, lock))
