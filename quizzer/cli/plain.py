"""`quizzer review --plain`: question, answer and grade line by line, for pipes, screen readers and dumb terminals.

Nothing moves the cursor. At every prompt a letter does what it does on the Review screen and `?` lists the letters;
the end of the input is `q`.
"""

from __future__ import annotations

from quizzer.cli.context import Context, counted, is_utf8, note, say
from quizzer.cli.plain_card import PlainCard
from quizzer.cli.plain_commands import Left
from quizzer.cli.plain_text import Page
from quizzer.cli.screens import NOTHING_DUE
from quizzer.domain.candidates import Selection
from quizzer.services.lock import SessionLock
from quizzer.services.sitting import Sitting
from quizzer.services.study import Desk

LEAD = "Enter shows the answer, a number grades it. ? lists all keys, q leaves."


def review_plainly(context: Context, selection: Selection, *, minutes: int | None, more_today: int) -> int:
    """Run one sitting on standard input and output; 3 when nothing was due."""
    with context.desk() as desk:
        behind = desk.clock_behind()
        if behind:
            note(behind.sentence)
        sitting = desk.start(selection, minutes=minutes, more_today=more_today)
        if sitting.advance() is None:
            say(nothing_due(desk))
            return NOTHING_DUE
        lock = SessionLock(context.home.lock)
        lock.acquire()
        page = Page(is_ascii=desk.settings.ascii or not is_utf8(), line_breaks=desk.settings.line_breaks)
        say(LEAD)
        try:
            while sitting.showing is not None:
                page = PlainCard(context, desk, sitting, page).ask()
        except Left:
            say()
        finally:
            lock.release()
        _say_summary(sitting)
        desk.caretaker.finish()
        problem = desk.caretaker.take_problem()
        if problem:
            note(problem)
    return 0


def nothing_due(desk: Desk) -> str:
    """The sentence for an empty desk: when the next card comes, or how to get some."""
    if not desk.queue.deck_names():
        return "There are no cards yet. Import your notes: quizzer import FOLDER"
    upcoming = desk.queue.next_day(desk.clock.now().day)
    waiting = desk.waiting()
    text = "Nothing is due."
    if upcoming:
        text += f" The next card is due on {upcoming:%a %d %b %Y}."
    held = waiting.held_words
    return f"{text} {held} (quizzer review --more N)." if held else text


def _say_summary(sitting: Sitting) -> None:
    graded = sitting.session.graded
    passed = sum(review.quality >= 3 for review in graded)
    waiting = sitting.waiting()
    left = f" {counted(waiting.total, 'card')} left for now." if waiting.total else " All done for now."
    say(f"{counted(len(graded), 'review')}, {passed} passed.{left if graded else ' Nothing was changed.'}")
