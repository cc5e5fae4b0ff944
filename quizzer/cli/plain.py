"""`quizzer review --plain`: question, answer and grade line by line, for pipes, screen readers and dumb terminals.

Nothing moves the cursor. At every prompt `q` leaves, `u` takes the last grade back, and the end of the input is `q`.
"""

from __future__ import annotations

import sys
import time

from quizzer.cli.context import Context, counted, note, say
from quizzer.domain.candidates import Selection
from quizzer.domain.cards import NOTHING
from quizzer.domain.consequence import GRADE_NAMES, QUALITY_NAMES, describe
from quizzer.domain.leech import advise, new_mark
from quizzer.domain.plain_text import clean
from quizzer.domain.reviews import Grade
from quizzer.domain.session import Showing
from quizzer.domain.turns import Turn
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.lock import SessionLock
from quizzer.services.sitting import Sitting
from quizzer.services.study import Desk

NOTHING_DUE = 3
PROMPT_REVEAL = "(enter to reveal) > "
PROMPT_ANSWER = "Your answer (enter to reveal) > "


class Left(Exception):
    """The person typed `q`, or the input ended."""


class Undone(Exception):
    """The person typed `u`."""


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
        try:
            _run(desk, sitting)
        except Left:
            say()
        finally:
            lock.release()
        _say_summary(sitting)
    return 0


def nothing_due(desk: Desk) -> str:
    """The sentence for an empty desk: when the next card comes, or how to get some."""
    if not desk.deck_counts():
        return "There are no cards yet. Import your notes: quizzer import FOLDER"
    upcoming = desk.queue.next_day(desk.clock.now().day)
    waiting = desk.waiting()
    text = "Nothing is due."
    if upcoming:
        text += f" The next card is due on {upcoming:%a %d %b %Y}."
    if waiting.held_new:
        text += f" {counted(waiting.held_new, 'new card')} wait for another day (quizzer review --more N)."
    return text


def _run(desk: Desk, sitting: Sitting) -> None:
    grades = desk.settings.grades
    while sitting.showing is not None:
        try:
            _ask(sitting, sitting.showing, exercise_for(desk, sitting.showing), grades)
        except Undone:
            if sitting.undo() is None:
                say("There is nothing to undo.")
            else:
                say("Undone.")
            if sitting.showing is None:
                sitting.advance()
            continue
        sitting.advance()


def _ask(sitting: Sitting, showing: Showing, exercise: Exercise, grades: int) -> None:
    started = time.monotonic()
    waiting = sitting.waiting()
    done = len(sitting.session.graded)
    heading = " > ".join((showing.card.deck, *showing.card.context))
    again = " (again today)" if showing.turn is Turn.REPEAT else ""
    say(f"\n[{done + 1}/{done + max(1, waiting.total)}] {heading}{again}")
    say(exercise.question)
    for line in exercise.option_lines:
        say(f"  {line}")
    _answer(exercise)
    sitting.reveal()
    say(exercise.solution)
    quality = _read_grade(showing, exercise, grades)
    elapsed = round((time.monotonic() - started) * 1000)
    review = sitting.grade(quality, elapsed_ms=elapsed, answer=exercise.record() or NOTHING)
    mark = new_mark(review.before, review.after)
    if mark:
        say(f"{advise(mark)} (quizzer card suspend {review.card_id[:8]})")


def _answer(exercise: Exercise) -> None:
    """Take typed answers until one is right, the tries are used up, or an empty line reveals."""
    if not exercise.takes_answer:
        read(PROMPT_REVEAL)
        return
    while not exercise.is_settled:
        typed = read(PROMPT_ANSWER)
        if not typed:
            exercise.give_up()
            return
        if typed == "?" and (hint := exercise.hint()):
            say(f"Hint: {hint}")
            continue
        for line in exercise.submit(typed):
            say(line)
        if exercise.has_hint:
            say("? gives a hint.")


def _read_grade(showing: Showing, exercise: Exercise, grades: int) -> int:
    if grades == 6:
        keys = {str(q): q for q in range(6)}
        names = dict(enumerate(QUALITY_NAMES))
    else:
        keys = {str(n): int(grade) for n, grade in enumerate(Grade, 1)}
        names = {int(grade): name for grade, name in GRADE_NAMES.items()}
    suggested = exercise.suggested_quality or Grade.GOOD
    default = next((key for key, quality in keys.items() if quality == suggested), "3")
    labels = ", ".join(
        f"{key} {names[quality]} {describe(showing.outcomes[quality], showing.schedule, showing.day)}"
        for key, quality in keys.items()
    )
    while True:
        typed = read(f"Grade: {labels}, u undo, q quit [{default}] > ")
        quality = keys.get(typed or default)
        if quality is not None:
            return quality
        say(f"{typed!r} is not a grade: type {', '.join(keys)}, or enter for {default}.")


def read(prompt: str) -> str:
    """One line from standard input, stripped; Left at `q` and at the end, Undone at `u`."""
    sys.stdout.write(clean(prompt))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        # Over a pipe nobody typed the Enter that ends the prompt's line.
        sys.stdout.write("\n")
    if not line:
        raise Left
    typed = line.strip()
    if typed.lower() == "q":
        raise Left
    if typed.lower() == "u":
        raise Undone
    return typed


def _say_summary(sitting: Sitting) -> None:
    graded = sitting.session.graded
    passed = sum(review.quality >= 3 for review in graded)
    waiting = sitting.waiting()
    left = f" {counted(waiting.total, 'card')} left for now." if waiting.total else " All done for now."
    say(f"{counted(len(graded), 'review')}, {passed} passed.{left if graded else ' Nothing was changed.'}")
