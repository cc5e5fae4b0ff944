"""After a mock interview: each answer beside the right one, scored by the person; then the report."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quizzer.domain.mock import CHECKS, STAGES
from quizzer.errors import QuizzerError
from quizzer.services import mock_draft
from quizzer.services.lock import SessionLock
from quizzer.services.mock_report import report
from quizzer.services.mocking import MockInterview, Question
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.card_text import CardText

LEAST_WIDTH = 66
"""Columns below which the ticks stand close together."""


class Checks(Static):
    """What an answer is scored on; a click turns a tick over."""

    class Turned(Message):
        """A tick was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__("", markup=False, id="checks")
        self._ends: list[int] = []

    def show(self, ticked: set[str], *, is_ascii: bool) -> None:
        """Draw the ticks."""
        yes = "x" if is_ascii else "✓"
        marks = [yes if check in ticked else " " for check in CHECKS]
        pattern = "{}{} {}  " if self.app.size.width < LEAST_WIDTH else "{} [{}] {}   "
        parts = [pattern.format(n, mark, check) for n, (mark, check) in enumerate(zip(marks, CHECKS, strict=True), 1)]
        self._ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
        self.update(Content("".join(parts)))

    def on_click(self, event: Click) -> None:
        """Say which was meant."""
        offset = event.get_content_offset(self)
        found = [n for n, end in enumerate(self._ends) if offset is not None and offset.x < end]
        if found:
            self.post_message(self.Turned(found[0]))


class MockScoreScreen(QuizzerScreen):
    """One question after the other; the last one leads to the report."""

    CSS_PATH = "../pages.tcss"
    NAME = "Score the interview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "keep", "Keep the score", id="mock.keep"),
        Binding("enter", "keep", "Keep the score", id="mock.keep_enter"),
        *(Binding(str(n), f"tick({n})", f"Tick {check}", id=f"mock.tick_{n}") for n, check in enumerate(CHECKS, 1)),
        Binding("u,z", "undo", "Undo the last score", id="mock.undo"),
        Binding("x", "export", "Write the report to a file", id="mock.export"),
        Binding("k,up", "scroll(-1)", "Scroll up", id="mock.scroll_up"),
        Binding("j,down", "scroll(1)", "Scroll down", id="mock.scroll_down"),
        Binding("q,escape", "leave", "Leave; scores are kept", id="mock.leave"),
    ]

    def __init__(self, interview: MockInterview, lock: SessionLock | None) -> None:
        super().__init__()
        self.interview = interview
        self._lock = lock
        self._ticked: set[str] = set()
        self._is_over = False
        """The report is on the screen."""

    def body(self) -> ComposeResult:
        """A page to read, and the ticks."""
        with VerticalScroll(id="page", can_focus=False):
            yield CardText(id="text")
        yield Checks()

    def on_mount(self) -> None:
        """The first answer."""
        self._show()

    def on_resize(self) -> None:
        """The ticks may fit now, or no longer."""
        self.query_one(Checks).show(self._ticked, is_ascii=self.is_ascii)

    def on_unmount(self) -> None:
        """Others may sit down now."""
        if self._lock is not None:
            self._lock.release()

    @property
    def _question(self) -> Question | None:
        """The next one without a score."""
        return next((each for each in self.interview.asked if each.review is None), None)

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self._is_over:
            return [("keep", "Done"), ("export", "Export"), ("undo", "Undo"), ("keys", "Keys")]
        return [("keep", "Keep"), ("tick(1)", "Correct"), ("tick(2)", "Complete"), ("undo", "Undo"), ("leave", "Leave"),
                ("keys", "Keys")]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticks belong to an answer, the file to the report."""
        return not self._is_over if action == "tick" else self._is_over if action == "export" else True

    def _show(self) -> None:
        question = self._question
        self._is_over = question is None
        text = self._report() if question is None else _page_of(question)
        self.query_one(CardText).show(text, self.quizzer.look, line_breaks=True)
        self.query_one("#page").scroll_home(animate=False)
        self.query_one(Checks).display = question is not None
        self.query_one(Checks).show(self._ticked, is_ascii=self.is_ascii)
        asked = self.interview.asked
        right = "" if question is None else f"scoring {asked.index(question) + 1} of {len(asked)}"
        self.title_bar.show(f"Mock interview  {self.interview.wish.title}", right)
        self.refresh_keys()

    def _report(self) -> str:
        interview = self.interview
        began = self.quizzer.clock.local(interview.started)
        return report(interview.wish.title, began, interview.results())

    def action_tick(self, number: int) -> None:
        """Turn a tick over."""
        self._ticked ^= {CHECKS[number - 1]}
        self.query_one(Checks).show(self._ticked, is_ascii=self.is_ascii)

    def on_checks_turned(self, event: Checks.Turned) -> None:
        """A tick was clicked."""
        self.action_tick(event.place + 1)

    def action_keep(self) -> None:
        """Store the score and show the next answer; from the report, leave."""
        question = self._question
        if question is None:
            self.app.pop_screen()
            return
        try:
            self.interview.score(question, self._ticked)
        except QuizzerError as error:
            self.quizzer.complain(error, "This score is NOT saved")
            return
        self._keep()
        self._ticked = set()
        self._show()

    def _keep(self) -> None:
        """Note which scores are missing, so that another start can ask for them."""
        try:
            mock_draft.keep(self.quizzer.home, self.interview)
        except QuizzerError as error:
            self.quizzer.complain(error)

    def action_undo(self) -> None:
        """Take the newest score back, and show its answer again."""
        question = self.take_back(self.interview.take_back, "There is no score to take back.")
        if question is not None:
            self._keep()
            self._ticked = set(question.checks)
            self._show()

    def action_export(self) -> None:
        """Write the report as Markdown."""
        try:
            path = self.interview.export(self._report())
        except QuizzerError as error:
            self.quizzer.complain(error)
        else:
            self.quizzer.say(f"Written to {path}")

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to Today; what has no score was not graded, and waits."""
        if self._question is not None:
            self.quizzer.say("What has no score waits: m goes on.")
        self.app.pop_screen()


def _page_of(question: Question) -> str:
    """The question, what was written, and what would have been right."""
    said = [f"**{stage}:** {question.words[stage].strip()}" for stage in STAGES if stage in question.words]
    parts = [
        "## The question",
        question.exercise.question,
        "## You wrote",
        *(said or ["*Nothing was written.*"]),
        "## The answer",
        question.exercise.solution,
    ]
    for follow in question.follow_ups[: question.taken]:
        parts += ["## Follow-up", follow.question, follow.answer]
    return "\n\n".join(parts)
