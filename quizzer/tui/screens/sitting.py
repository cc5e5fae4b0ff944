"""A screen with a sitting behind it: what can be done with the card on the table, and how one leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from quizzer.domain.candidates import Selection
from quizzer.domain.cards import Card, CardState
from quizzer.domain.leech import NEVER_REVIEWED
from quizzer.domain.session import Showing, hidden
from quizzer.errors import QuizzerError
from quizzer.services.lock import SessionLock
from quizzer.services.sitting import Sitting
from quizzer.tui import wording
from quizzer.tui.markdown import read, to_plain
from quizzer.tui.screens.base import QuizzerScreen


class SittingScreen(QuizzerScreen):
    """Subclasses give `show_card`, `show_title` and `texts`; this holds the sitting and everything but its answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,z", "undo", "Undo the last grade", id="review.undo"),
        Binding("U", "redo", "Redo: bring the grade back", id="review.redo"),
        Binding("y", "copy", "Copy the card as Markdown", id="review.copy"),
        Binding("x", "skip", "Skip until the sitting ends", id="review.skip"),
        Binding("s", "suspend", "Suspend the card", id="review.suspend"),
        Binding("b", "bury", "Bury until tomorrow", id="review.bury"),
        Binding("p", "postpone", "Postpone by a week", id="review.postpone"),
        Binding("f", "flag", "Flag, or take the flag away", id="review.flag"),
        Binding("e,E", "edit", "Edit the note", id="review.edit"),
        Binding("o", "open", "Open a link or picture", id="review.open"),
        Binding("q", "leave", "Leave; progress is kept", id="review.leave"),
    ]

    def __init__(
        self,
        selection: Selection,
        *,
        minutes: int | None = None,
        more_today: int = 0,
        sitting: Sitting | None = None,
    ) -> None:
        super().__init__()
        self._selection = selection
        self._minutes = minutes
        self._more_today = more_today
        self._sitting = sitting
        self._lock: SessionLock | None = None
        self._was_left = False
        self.last_said = ""
        """What the last grade or mark did."""

    @property
    def sitting(self) -> Sitting:
        """The sitting, which begins when the screen is put up."""
        if self._sitting is None:
            desk = self.quizzer.desk
            self._sitting = desk.start(self._selection, minutes=self._minutes, more_today=self._more_today)
        return self._sitting

    @property
    def showing(self) -> Showing | None:
        """The card on the table."""
        return self.sitting.showing

    @property
    def is_revealed(self) -> bool:
        """Whether the answer can be seen."""
        return self.sitting.session.is_revealed

    def show_card(self) -> None:
        """Put the card on the table onto the screen."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Say where the card belongs and what waits."""
        raise NotImplementedError

    def texts(self) -> list[str]:
        """What can be seen of the card, as Markdown."""
        raise NotImplementedError

    def on_screen_suspend(self) -> None:
        """Another screen is shown, where the card on the table may change."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Show the card on the table as it is now; one that is gone makes room for the next."""
        showing = self.showing if self._was_left and self._sitting is not None else None
        self._was_left = False
        if showing is None:
            return
        card = self.quizzer.desk.queue.card(showing.card.id)
        if card is None or card.state is not CardState.ACTIVE:
            self.show_next()
        elif (card.question, card.answer, card.options) != (
            showing.card.question,
            showing.card.answer,
            showing.card.options,
        ):
            session = hidden(self.sitting.session)
            self.sitting.session = replace(session, showing=replace(showing, card=card))
            self.show_card()

    def take_lock(self) -> None:
        """Sit down alone; StoreError names the session that is open elsewhere."""
        lock = SessionLock(self.quizzer.home.lock)
        lock.acquire()
        self._lock = lock

    def on_unmount(self) -> None:
        """Others may sit down now."""
        if self._lock is not None:
            self._lock.release()

    def show_next(self) -> None:
        """Show the next card of the sitting, or its end."""
        try:
            self.sitting.advance()
        except QuizzerError as error:
            self.quizzer.complain(error)
            self.quizzer.leave_review()
            return
        self.show_card()

    def action_undo(self) -> None:
        """Take back the newest grade or mark, of whatever sitting, and show its card again."""
        told = self.take_back(self._undo)
        if told is None:
            return
        self.last_said = told
        if self.showing is not None:
            self.quizzer.messages.append(f"Taken back. {to_plain(self.showing.card.question)}")
        if self.showing is None:
            self.show_next()
        else:
            self.show_card()

    def _undo(self) -> str | None:
        undone = self.sitting.undo()
        return None if undone is None else wording.undone(undone)

    def action_redo(self) -> None:
        """Bring back the grade that was just taken back."""
        try:
            entry = self.quizzer.desk.redo()
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        if entry is None:
            self.quizzer.say("There is nothing to bring back.")
            return
        self.last_said = "The grade counts again."
        self.show_next()

    def action_skip(self) -> None:
        """Leave the card for later; nothing is graded."""
        self.sitting.skip()
        self.last_said = "Skipped: not graded, and not asked again in this sitting."
        self.show_next()

    # -- marking

    def action_suspend(self) -> None:
        """Hide the card until the person shows it again."""
        self._put_away(self.quizzer.desk.suspend, "Suspended. u takes it back.")

    def action_bury(self) -> None:
        """Hide the card until tomorrow."""
        self._put_away(self.quizzer.desk.bury, "Buried until tomorrow. u takes it back.")

    def action_postpone(self) -> None:
        """Put the card's date off by a week."""
        self._put_away(self.quizzer.desk.postpone, "Postponed by a week. u takes it back.")

    def action_flag(self) -> None:
        """Flag the card, or take its flag away."""
        if self.showing is None:
            return
        try:
            is_flagged = self.sitting.flag()
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        self.quizzer.say(wording.flagged(is_flagged=is_flagged))
        self.show_title()

    def _put_away(self, verb: Callable[[Card], object], said: str) -> None:
        if self.showing is None:
            return
        try:
            is_done = self.sitting.put_away(verb)
        except QuizzerError as error:
            self.quizzer.complain(error, "Nothing was changed")
            return
        if not is_done:
            self.quizzer.say(NEVER_REVIEWED)
            return
        self.last_said = said
        self.show_next()

    def action_copy(self) -> None:
        """Copy what can be seen of the card as Markdown."""
        self.app.copy_to_clipboard("\n\n".join(self.texts()))
        self.quizzer.say("Copied as Markdown.")

    def action_edit(self) -> None:
        """Open the note at the card's line in the person's editor."""
        showing = self.showing
        if showing is not None:
            self.quizzer.edit_note(showing.card)

    def action_open(self) -> None:
        """Open a link or picture of what can be seen."""
        if self.showing is not None:
            links = [link for text in self.texts() for link in read(text).links]
            self.quizzer.open_links(links, self.showing.card.path)

    def action_leave(self) -> None:
        """End the sitting; everything graded is kept."""
        self.finish()

    def finish(self) -> None:
        """Go to the summary."""
        from quizzer.tui.screens.summary import SummaryScreen

        self.quizzer.replace_screen(SummaryScreen(self._selection, self.sitting))
