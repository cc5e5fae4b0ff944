"""One card of a plain sitting: its lines, what may be typed at them, and the grade."""

from __future__ import annotations

import time
from typing import Any

from quizzer.cli.context import complain, say
from quizzer.cli.plain_commands import PROMPT_ANSWER, CardCommands, Moved, Renewed, grade_keys
from quizzer.cli.plain_text import Page
from quizzer.domain import rubric
from quizzer.domain.cards import NOTHING
from quizzer.domain.consequence import GRADE_NAMES, QUALITY_NAMES, describe
from quizzer.domain.leech import advise, new_mark
from quizzer.domain.plain_text import one_line
from quizzer.domain.reviews import Grade
from quizzer.domain.turns import Turn
from quizzer.errors import QuizzerError

PROMPT_REVEAL = "(enter to reveal) > "


class PlainCard(CardCommands):
    """Asks, takes the answer, and takes the grade."""

    def ask(self) -> Page:
        """Put the card to the person until it is graded or gone; how text is drawn from then on. Left at `q`."""
        is_graded = False
        while not is_graded:
            try:
                self._announce()
                self._answer()
                self._reveal()
                while not is_graded:
                    is_graded = self._grade(self._read_grade())
            except Renewed:
                continue
            except Moved:
                break
        if self._sitting.showing is None:
            self._sitting.advance()
        return self._page

    def _announce(self) -> None:
        waiting, done = self._sitting.waiting(), len(self._sitting.session.graded)
        heading = " > ".join(map(self._page.line, (self._showing.card.deck, *self._showing.card.context)))
        again = " (again today)" if self._showing.turn is Turn.REPEAT else ""
        say(f"\n[{done + 1}/{done + max(1, waiting.total)}] {heading}{again}")
        self._say_question()

    def _answer(self) -> None:
        """Take typed answers until one is right, the tries are used up, or an empty line reveals."""
        prompt = PROMPT_ANSWER if self._exercise.takes_answer else PROMPT_REVEAL
        while True:
            typed = self._read(prompt)
            if not typed:
                self._exercise.give_up()
                return
            if not self._exercise.takes_answer:
                self._words = typed
                return
            for line in self._exercise.submit(typed):
                say(line)
            if self._exercise.is_settled:
                return
            if self._exercise.has_hint:
                say("h gives a hint.")

    def _reveal(self) -> None:
        self._sitting.reveal()
        say(self._page.draw(self._exercise.solution))
        if self._words:
            self._list_points()
        elif self._all_points():
            say("t lists the points of the answer to tick off.")

    # -- the grade

    def _read_grade(self) -> int:
        is_six = self._desk.settings.grades == 6
        keys = grade_keys(is_six=is_six)
        names = dict(enumerate(QUALITY_NAMES)) if is_six else {int(grade): name for grade, name in GRADE_NAMES.items()}
        showing = self._showing
        labels = ", ".join(
            f"{key} {names[quality]} {describe(showing.outcomes[quality], showing.schedule, showing.day)}"
            for key, quality in keys.items()
        )
        while True:
            suggested = self._suggested()
            default = next((key for key, quality in keys.items() if quality == suggested), "3")
            typed = self._read(f"Grade: {labels}, u undo, q quit [{default}] > ")
            quality = keys.get(typed or default)
            if quality is not None:
                return quality
            say(f"{one_line(typed, 40)!r} is not a grade: type {', '.join(keys)}, or enter for {default}.")

    def _suggested(self) -> int:
        if self._exercise.suggested_quality is not None:
            return self._exercise.suggested_quality
        return rubric.suggested_quality(self._ticked, len(self._points)) if self._points else Grade.GOOD

    def _grade(self, quality: int) -> bool:
        record: dict[str, Any] = {**self._exercise.record(), **rubric.as_record(self._points, self._ticked)}
        if self._words:
            record["typed"] = self._words
        elapsed = round((time.monotonic() - self._started) * 1000)
        try:
            review = self._sitting.grade(quality, elapsed_ms=elapsed, answer=record or NOTHING)
        except QuizzerError as error:
            complain(error)
            say("This answer is NOT saved.")
            return False
        mark = new_mark(review.before, review.after)
        if mark:
            say(f"{advise(mark)} (quizzer card postpone or suspend {review.card_id[:8]})")
        return True
