"""Summary: what a sitting came to, and what is left."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quizzer.domain.candidates import Selection
from quizzer.domain.reviews import Entry
from quizzer.domain.sm2 import LOWEST_PASS
from quizzer.services.sitting import Sitting
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.bars import bar
from quizzer.tui.wording import next_due

_ROWS = (("again", (0, 1, 2)), ("hard", (3,)), ("good", (4,)), ("easy", (5,)))


class SummaryScreen(QuizzerScreen):
    """The end of a sitting."""

    CSS_PATH = "../pages.tcss"
    NAME = "Summary"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "done", "Done", id="summary.done"),
        Binding("enter,q,escape", "done", "Done", show=False, id="summary.done_too"),
        Binding("u,z", "undo", "Undo the last grade", id="summary.undo"),
        Binding("r", "resume", "Go on reviewing", id="summary.resume"),
    ]

    def __init__(self, selection: Selection, sitting: Sitting) -> None:
        super().__init__()
        self._selection = selection
        self._sitting = sitting
        self._is_more_left = False

    def body(self) -> ComposeResult:
        """One page of text."""
        yield Static("", markup=False, id="summary")

    def on_mount(self) -> None:
        """Say it."""
        self._draw()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        resume = [("resume", "Go on")] if self._is_more_left else []
        return [("done", "Done"), *resume, ("undo", "Undo"), ("keys", "Keys")]

    def _draw(self) -> None:
        graded = self._sitting.session.graded
        waiting = self._sitting.waiting()
        whole = self.quizzer.desk.waiting(self._selection)
        self._is_more_left = bool(waiting.total or whole.total)
        self.title_bar.show("quizzer  Summary")
        minutes = sum(review.elapsed_ms for review in graded) / 60_000
        lines: list[Content | str | tuple[str, str]] = ["\n"]
        if not graded:
            lines += [(" Nothing was graded.", "bold"), " Nothing has changed.\n"]
        else:
            passed = sum(review.quality >= LOWEST_PASS for review in graded)
            first = sum(review.entry is not Entry.REPEAT for review in graded)
            lines += [
                (f" {len(graded)} {'answer' if len(graded) == 1 else 'answers'}", "bold"),
                f" to {first} {'card' if first == 1 else 'cards'}, {passed} passed, {_spent(minutes)}\n\n",
            ]
            for name, qualities in _ROWS:
                lines += self._row(name, sum(review.quality in qualities for review in graded), len(graded))
        lines.append("\n")
        if waiting.total:
            lines += [(f" {waiting.total} left", "bold"), " for today. r goes on.\n"]
        else:
            lines += [(" All done for now.", "bold $success"), "\n"]
            day = self.quizzer.clock.now().day
            upcoming = self.quizzer.desk.queue.next_day(day)
            if upcoming:
                lines.append(f" {next_due(upcoming, day)}\n")
            if whole.held_words:
                lines.append(f" {whole.held_words}.\n")
        self.query_one("#summary", Static).update(Content.assemble(*lines))

    def _row(self, name: str, count: int, total: int) -> list[tuple[str, str] | str]:
        full, _ = bar(count / total, 30, is_ascii=self.is_ascii)
        tone = {"again": "$error", "hard": "$warning", "good": "$success", "easy": "$primary"}[name]
        return [f"   {name.capitalize():<6}{count:>4}  ", (full, tone), "\n"]

    def action_done(self) -> None:
        """Back to where the sitting began."""
        self.quizzer.leave_review()

    def action_resume(self) -> None:
        """Go on with what is left, in a sitting of its own when this one has reached its limit."""
        if self._sitting.waiting().total:
            self._review(self._sitting)
        elif self.quizzer.desk.waiting(self._selection).total:
            self._review(None)
        else:
            self.quizzer.say("Nothing is left for now.")

    def _review(self, sitting: Sitting | None) -> None:
        from quizzer.tui.screens.review import ReviewScreen

        self.quizzer.replace_screen(ReviewScreen(self._selection, sitting=sitting))

    def action_undo(self) -> None:
        """Take the newest grade back and ask its card again."""
        if self.take_back(self._sitting.undo) is not None:
            self._review(self._sitting)


def _spent(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes >= 1 else "under 1 min"
