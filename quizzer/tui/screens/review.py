"""Review: question, answer below it, a grade. The screen moves only when the grade is on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quizzer.domain.candidates import Selection
from quizzer.domain.cards import NOTHING, Card
from quizzer.domain.consequence import GRADE_NAMES, QUALITY_NAMES, describe, describe_days
from quizzer.domain.plain_text import one_line
from quizzer.domain.reviews import Entry, Grade, Review
from quizzer.domain.session import Showing, hidden
from quizzer.domain.turns import Turn
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.lock import SessionLock
from quizzer.services.study import Desk, Sitting
from quizzer.tui.markdown import read, to_plain
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.grade_bar import Choice, GradeBar
from quizzer.tui.widgets.option_sheet import OptionSheet

if TYPE_CHECKING:
    from quizzer.services.computing import Computation

MOST_DRAWS = 20
"""Draws until the numbers differ from those on the screen."""
TONES = ("again", "again", "again", "hard", "good", "easy")


class ReviewScreen(QuizzerScreen):
    """One sitting, card after card."""

    NAME = "Review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Show the answer, then Good", id="review.go_on"),
        Binding("enter", "go_on", "Show the answer, then Good", id="review.go_on_enter"),
        *(Binding(str(n), f"grade({n})", f"Give grade {n}", id=f"review.grade_{n}") for n in range(6)),
        Binding("a", "answer", "Type an answer", id="review.answer"),
        Binding("h,f2", "hint", "Next hint", id="review.hint"),
        Binding("f3", "give_up", "Show the steps", id="review.steps"),
        Binding("u,z", "undo", "Take the last grade back", id="review.undo"),
        Binding("U", "redo", "Bring the grade back", id="review.redo"),
        Binding("k,up", "scroll_card(-1)", "Scroll up", id="review.up"),
        Binding("j,down", "scroll_card(1)", "Scroll down", id="review.down"),
        Binding("pageup", "scroll_card(-10)", "Page up", id="review.page_up"),
        Binding("pagedown", "scroll_card(10)", "Page down", id="review.page_down"),
        Binding("g,home", "scroll_card(-9999)", "To the top", id="review.top"),
        Binding("G,end", "scroll_card(9999)", "To the end", id="review.end"),
        Binding("m", "math", "Formulas: 2-D, one line, raw", id="review.math"),
        Binding("y", "copy", "Copy the card as Markdown", id="review.copy"),
        Binding("n,f4", "renew", "New numbers", id="review.renew"),
        Binding("w", "what_if", "What if a number changed", id="review.what_if"),
        Binding("x", "skip", "Skip until the sitting ends", id="review.skip"),
        Binding("s", "suspend", "Suspend the card", id="review.suspend"),
        Binding("b", "bury", "Bury until tomorrow", id="review.bury"),
        Binding("f", "flag", "Flag, or take the flag away", id="review.flag"),
        Binding("e,E", "edit", "Edit the note", id="review.edit"),
        Binding("o", "open", "Open a link or picture", id="review.open"),
        Binding("q", "leave", "Leave; progress is kept", id="review.leave"),
        Binding("escape", "escape", "Leave the field, then the screen", id="review.escape"),
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
        self._exercise: Exercise | None = None
        self._lock: SessionLock | None = None
        self._started = 0.0
        self._last = ""
        self._what_if: int | None = None

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
    def _computation(self) -> Computation | None:
        """The exercise, when its numbers can be drawn anew."""
        exercise = self._exercise
        return cast("Computation", exercise) if exercise is not None and hasattr(exercise, "again") else None

    @property
    def is_revealed(self) -> bool:
        """Whether the answer can be seen."""
        return self.sitting.session.is_revealed

    def body(self) -> ComposeResult:
        """Everything is mounted once; cards come and go by updates alone."""
        yield Static("", markup=False, id="strip")
        with Horizontal():
            with Vertical(id="card"):
                with VerticalScroll(id="question-pane", can_focus=False):
                    yield CardText(id="question")
                    yield OptionSheet()
                yield Input(id="typed", placeholder="your answer", select_on_focus=False)
                yield Static("", markup=False, id="echo")
                yield Static("", markup=False, id="feedback")
                yield Static("", markup=False, id="answer-rule")
                with VerticalScroll(id="answer-pane", can_focus=False):
                    yield CardText(id="answer")
            yield Static("", markup=False, id="side")
        yield GradeBar(6 if self.quizzer.settings.grades == 6 else 4)

    def on_mount(self) -> None:
        """Sit down."""
        try:
            lock = SessionLock(self.quizzer.home.lock)
            lock.acquire()
            self._lock = lock
            if (self.showing is None or self.is_revealed) and self.sitting.advance() is None:
                self._finish()
                return
        except QuizzerError as error:
            self.quizzer.complain(error)
            self.quizzer.leave_review()
            return
        self._show_card()

    def on_unmount(self) -> None:
        """Others may sit down now."""
        if self._lock is not None:
            self._lock.release()

    # -- showing

    def _show_card(self) -> None:
        """Put the card on the table onto the screen, its answer hidden."""
        showing = self.showing
        if showing is None:
            self._finish()
            return
        self._exercise = exercise_for(self.quizzer.desk, showing)
        self._started = time.monotonic()
        self._put(showing, self._exercise)

    def _put(self, showing: Showing, exercise: Exercise) -> None:
        """Show an exercise from its beginning."""
        self._what_if = None
        with self.app.batch_update():
            self._arrange(is_revealed=False)
            self._draw_texts()
            self.query_one(OptionSheet).show(exercise.option_lines, self.quizzer.look, is_several=_is_several(exercise))
            self._tell("echo")
            self._tell("feedback")
            typed = self.query_one("#typed", Input)
            typed.value = ""
            typed.placeholder = "your answer; Enter checks it"
            is_typed = exercise.takes_answer and not exercise.option_lines
            typed.display = is_typed
            self._focus_for(exercise, is_typed)
            self._show_title()
            self._show_strip(showing)
            self._show_side(showing)
            self.query_one("#question-pane").scroll_home(animate=False)
        self.refresh_keys()

    def _arrange(self, *, is_revealed: bool) -> None:
        """Show what belongs to a question alone, or to its answer.

        Widget by widget, because a class on the screen would have the styles of all its widgets worked out again.
        """
        for name in ("#answer-rule", "#answer-pane", "#grades"):
            self.query_one(name).display = is_revealed
        self.query_one("#question-pane").set_class(is_revealed, "answered")

    def _focus_for(self, exercise: Exercise, is_typed: bool) -> None:
        if is_typed:
            self.query_one("#typed", Input).focus()
        elif exercise.option_lines:
            self.query_one(OptionSheet).focus()
        else:
            self.set_focus(None)

    def _draw_texts(self) -> None:
        """Question, and the answer when it is to be seen, in the look of the moment."""
        exercise, look = self._exercise, self.quizzer.look
        if exercise is None:
            return
        breaks = self.quizzer.settings.line_breaks
        self.query_one("#question", CardText).show(exercise.question, look, line_breaks=breaks)
        solution = exercise.solution if self.is_revealed else ""
        self.query_one("#answer", CardText).show(solution, look, line_breaks=breaks)

    def _show_title(self) -> None:
        showing = self.showing
        waiting = self.sitting.waiting()
        place = breadcrumb(showing.card, is_ascii=self.is_ascii) if showing else ""
        turn = showing.turn if showing else Turn.DUE
        counts = [
            ("new", waiting.new, Turn.NEW),
            ("again", waiting.repeats, Turn.REPEAT),
            ("due", waiting.due, Turn.DUE),
        ]
        right = Content("  ").join(
            Content.assemble(f"{name} ", (str(count), "bold")).stylize("underline" if kind is turn else "")
            for name, count, kind in counts
        )
        self.title_bar.show(to_plain(place, ascii_only=self.is_ascii), right)

    def _show_strip(self, showing: Showing) -> None:
        """The line below the title: what the last grade did, or why this card comes now."""
        self.query_one("#strip", Static).update(Content(self._last or showing.why), layout=False)

    def _show_side(self, showing: Showing) -> None:
        card, schedule = showing.card, showing.schedule
        parts: list[Content | tuple[str, str] | str] = [("Why now\n", "bold"), showing.why, "\n"]
        if card.path:
            parts += [("\nFrom\n", "bold"), f"{card.path.rpartition('/')[2]}, line {card.line}\n"]
        if card.tags:
            parts += [("\nTags\n", "bold"), ", ".join(card.tags), "\n"]
        if schedule is not None:
            parts += [
                ("\nSchedule\n", "bold"),
                f"interval {describe_days(schedule.interval)}, ease {schedule.ease_factor:.2f}\n",
                f"{schedule.repetition} passes in a row, {schedule.lapses} lapses\n",
            ]
        self.query_one("#side", Static).update(Content.assemble(*parts))

    def _tell(self, name: str, text: str = "", tone: str = "") -> None:
        """Put a line under the answer field, or take it away."""
        line = self.query_one(f"#{name}", Static)
        line.display = bool(text)
        if text:
            line.update(Content(text))
            for each in ("right", "wrong"):
                line.set_class(each == tone, each)

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        exercise = self._exercise
        if self.is_revealed:
            name = {1: "Again", 3: "Hard", 5: "Easy"}.get(self._suggested, "Good")
            if self._computation is not None:
                return [("go_on", name), ("renew", "New numbers"), ("what_if", "What if"), ("undo", "Undo"),
                        ("leave", "Leave"), ("keys", "Keys")]  # fmt: skip
            return [("go_on", name), ("grade(1)", "Again"), ("undo", "Undo"), ("math", "Formulas"), ("leave", "Leave"),
                    ("keys", "Keys")]  # fmt: skip
        if self._computation is not None:
            return [("go_on", "Check"), ("hint", "Hint"), ("give_up", "Steps"), ("renew", "New numbers"),
                    ("escape", "Leave field"), ("keys", "Keys")]  # fmt: skip
        if exercise is not None and exercise.takes_answer:
            return [("go_on", "Check"), ("give_up", "Answer"), ("undo", "Undo"), ("escape", "Leave"),
                    ("keys", "Keys")]  # fmt: skip
        return [("go_on", "Answer"), ("answer", "Type it"), ("undo", "Undo"), ("edit", "Edit"), ("leave", "Leave"),
                ("keys", "Keys")]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grade keys work once the answer is shown, and only those of the person's scale."""
        if action == "what_if":
            return self._computation is not None and self.is_revealed
        if action == "renew":
            return self._computation is not None and self._computation.can_vary
        if action == "grade":
            is_six = self.quizzer.settings.grades == 6
            return self.is_revealed and (is_six or parameters[0] in (1, 2, 3, 4))
        return True

    # -- answering

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood while it is being typed."""
        if self._exercise is not None and self._exercise.takes_answer and not self.is_revealed:
            self._tell("echo", self._exercise.echo(event.value) if event.value.strip() else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter checks; an empty line asks for the answer."""
        event.stop()
        if self._what_if is not None:
            self._judge_what_if(event.value.strip())
        else:
            self._submit(event.value.strip())

    def on_option_sheet_submitted(self, event: OptionSheet.Submitted) -> None:
        """Letters were chosen."""
        self._submit(event.letters)

    def _submit(self, typed: str) -> None:
        exercise = self._exercise
        if exercise is None or self.is_revealed:
            return
        if not exercise.takes_answer or not typed:
            exercise.give_up()
            self._reveal()
            return
        said = [one_line(line).replace("? for a hint", "F2 for a hint") for line in exercise.submit(typed)]
        is_right = exercise.suggested_quality is not None and exercise.suggested_quality >= Grade.HARD
        self._tell("feedback", "\n".join(said), "right" if exercise.is_settled and is_right else "wrong")
        if exercise.is_settled:
            self._reveal()

    def action_hint(self) -> None:
        """Show the next hint."""
        if self._exercise is None or self.is_revealed:
            return
        hint = self._exercise.hint()
        self._tell("feedback", f"Hint: {to_plain(hint)}" if hint else "There is no further hint.")

    def action_give_up(self) -> None:
        """Show the answer of a card that takes one."""
        if self._exercise is not None and not self.is_revealed:
            self._exercise.give_up()
            self._reveal()

    def action_answer(self) -> None:
        """Type an answer before looking, to compare with."""
        if not self.is_revealed:
            typed = self.query_one("#typed", Input)
            typed.display = True
            typed.placeholder = "in your own words; Enter shows the answer"
            typed.focus()

    def action_go_on(self) -> None:
        """Space and Enter: check or show the answer, then the suggested grade."""
        if self.showing is None:
            return
        if self.is_revealed:
            self.grade(self._suggested)
            return
        options = self.query_one(OptionSheet)
        if options.chosen:
            options.submit()
        else:
            self._submit(self.query_one("#typed", Input).value.strip())

    @property
    def _suggested(self) -> int:
        suggested = self._exercise.suggested_quality if self._exercise else None
        return Grade.GOOD if suggested is None else suggested

    def _reveal(self) -> None:
        """Show the answer below the question, which stays where it is."""
        exercise, showing = self._exercise, self.showing
        if exercise is None or showing is None:
            return
        self.sitting.reveal()
        self.set_focus(None)
        options = self.query_one(OptionSheet)
        with self.app.batch_update():
            if exercise.option_lines:
                options.reveal(set(getattr(exercise, "right", ())))
            typed = self.query_one("#typed", Input)
            if typed.value and not exercise.takes_answer:
                self._tell("feedback", f"You wrote: {one_line(typed.value)}")
            typed.display = False
            self._tell("echo")
            self._draw_texts()
            self._show_grades(showing)
            self._arrange(is_revealed=True)
            self.query_one("#answer-pane").scroll_home(animate=False)
            rule = "-" if self.is_ascii else "─"
            self.query_one("#answer-rule", Static).update(f"{rule * 2} Answer {rule * 200}")
        self.refresh_keys()

    def _show_grades(self, showing: Showing) -> None:
        if self.quizzer.settings.grades == 6:
            named = [(str(q), name, q) for q, name in enumerate(QUALITY_NAMES)]
        else:
            named = [(str(n), GRADE_NAMES[grade], int(grade)) for n, grade in enumerate(Grade, 1)]
        choices = [
            Choice(key, name.capitalize(), describe(showing.outcomes[q], showing.schedule, showing.day), q, TONES[q])
            for key, name, q in named
        ]
        self.query_one(GradeBar).show(choices, self._suggested, is_ascii=self.is_ascii)

    # -- grading

    def on_grade_bar_chosen(self, event: GradeBar.Chosen) -> None:
        """A grade was clicked."""
        self.grade(event.quality)

    def action_grade(self, key: int) -> None:
        """A number key: one of four grades, or SM-2's own six."""
        if self.quizzer.settings.grades == 6:
            self.grade(key)
        elif 1 <= key <= 4:
            self.grade(list(Grade)[key - 1])

    def grade(self, quality: int) -> None:
        """Store the grade, then show the next card; when it cannot be stored, say so and stay."""
        showing, exercise = self.showing, self._exercise
        if showing is None or exercise is None or not self.is_revealed:
            return
        record = dict(exercise.record())
        typed = self.query_one("#typed", Input).value.strip()
        if typed and not exercise.takes_answer:
            record["typed"] = typed
        elapsed = round((time.monotonic() - self._started) * 1000)
        try:
            review = self.sitting.grade(quality, elapsed_ms=elapsed, answer=record or NOTHING)
        except QuizzerError as error:
            self.quizzer.complain(error, "This answer is NOT saved.")
            return
        self._last = told(review, showing.day)
        self.quizzer.messages.append(f"{to_plain(showing.card.question)}: {self._last}")
        self._next()

    def _next(self) -> None:
        try:
            self.sitting.advance()
        except QuizzerError as error:
            self.quizzer.complain(error)
            self.quizzer.leave_review()
            return
        self._show_card()

    def action_renew(self) -> None:
        """The same card with fresh numbers, from the first try."""
        computation, showing = self._computation, self.showing
        if computation is None or showing is None or not computation.can_vary:
            return
        import secrets

        before = computation.question
        for _ in range(MOST_DRAWS):
            computation = computation.again(secrets.randbits(48))
            if computation.question != before:
                break
        self._exercise = computation
        self.sitting.session = hidden(self.sitting.session)
        self._put(showing, self._exercise)

    def action_what_if(self) -> None:
        """Ask by what factor the answer changes when one number does; nothing is graded by it."""
        computation = self._computation
        if computation is None or not computation.what_ifs:
            self.quizzer.say("There is no number to change here.")
            return
        self._what_if = 0 if self._what_if is None else (self._what_if + 1) % len(computation.what_ifs)
        typed = self.query_one("#typed", Input)
        typed.value, typed.placeholder = "", "the factor, as 2 or 1/4"
        typed.display = True
        typed.focus()
        self._tell("feedback", computation.what_ifs[self._what_if].question)

    def _judge_what_if(self, typed: str) -> None:
        computation, place = self._computation, self._what_if
        if computation is None or place is None:
            return
        is_right = bool(typed) and computation.is_factor_right(place, typed)
        asked = computation.what_ifs[place]
        self._tell("feedback", f"{'Right' if is_right else 'It is'}: {asked.explanation}", "right" if is_right else "")
        self.query_one("#typed", Input).display = False
        self.set_focus(None)

    def action_undo(self) -> None:
        """Take back the newest grade, of whatever sitting, and show its card again."""
        try:
            undone = self.sitting.undo()
        except QuizzerError as error:
            self.quizzer.complain(error, "Nothing was taken back.")
            return
        if undone is None:
            self.quizzer.say("There is nothing to undo.")
            return
        self._last = "Taken back: the last grade does not count. Grade the card again, or press U to bring it back."
        if self.showing is None:
            self._next()
        else:
            self._show_card()

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
        self._last = "The grade counts again."
        self._next()

    def action_skip(self) -> None:
        """Leave the card for later; nothing is graded."""
        self.sitting.skip()
        self._last = "Skipped: not graded, and not asked again in this sitting."
        self._next()

    # -- marking

    def action_suspend(self) -> None:
        """Hide the card until the person shows it again."""
        self._mark(lambda desk, card: desk.suspend(card), "Suspended. u takes it back.")

    def action_bury(self) -> None:
        """Hide the card until tomorrow."""
        self._mark(lambda desk, card: desk.bury(card), "Buried until tomorrow. u takes it back.")

    def action_flag(self) -> None:
        """Flag the card, or take its flag away."""
        showing = self.showing
        if showing is None:
            return
        is_flagged = showing.card.is_flagged
        try:
            self.quizzer.desk.flag(showing.card)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        session, card = self.sitting.session, replace(showing.card, is_flagged=not is_flagged)
        self.sitting.session = replace(session, showing=replace(showing, card=card))
        self.quizzer.say("The flag is gone." if is_flagged else "Flagged: quizzer review --flagged asks these.")
        self._show_title()

    def _mark(self, mark: Callable[[Desk, Card], object], said: str) -> None:
        showing = self.showing
        if showing is None:
            return
        try:
            mark(self.quizzer.desk, showing.card)
        except QuizzerError as error:
            self.quizzer.complain(error, "Nothing was changed.")
            return
        self._last = said
        self._next()

    # -- looking

    def action_scroll_card(self, lines: int) -> None:
        """Scroll the answer, or the question while it stands alone."""
        pane = self.query_one("#answer-pane" if self.is_revealed else "#question-pane", VerticalScroll)
        pane.scroll_relative(y=lines, animate=False)

    def action_math(self) -> None:
        """Draw formulas in the next form."""
        self.quizzer.math = self.quizzer.math.following
        self._draw_texts()
        names = {"2d": "two-dimensional", "line": "on one line", "raw": "raw TeX"}
        self.query_one("#strip", Static).update(Content(f"Formulas {names[self.quizzer.math]}."))

    def action_copy(self) -> None:
        """Copy question and, when it is shown, answer as Markdown."""
        if self._exercise is not None:
            parts = [self._exercise.question, self._exercise.solution if self.is_revealed else ""]
            self.app.copy_to_clipboard("\n\n".join(filter(None, parts)))
            self.quizzer.say("Copied as Markdown.")

    def action_edit(self) -> None:
        """Open the note at the card's line in the person's editor."""
        showing = self.showing
        if showing is not None:
            self.quizzer.edit_note(showing.card)

    def action_open(self) -> None:
        """Open a link or picture of what can be seen."""
        exercise, showing = self._exercise, self.showing
        if exercise is None or showing is None:
            return
        texts = [exercise.question, *([exercise.solution] if self.is_revealed else [])]
        self.quizzer.open_links([link for text in texts for link in read(text).links], showing.card.path)

    # -- leaving

    def action_escape(self) -> None:
        """Leave the answer field, or the screen."""
        if self.focused is not None and not self.is_revealed:
            self.set_focus(None)
            self.refresh_keys()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """End the sitting; everything graded is kept."""
        self._finish()

    def _finish(self) -> None:
        from quizzer.tui.screens.summary import SummaryScreen

        self.quizzer.replace_screen(SummaryScreen(self._selection, self.sitting))


def breadcrumb(card: Card, *, is_ascii: bool = False) -> str:
    """The deck and the headings above a card; a heading that repeats the deck's name is said once."""
    parts = [card.deck]
    parts += [part for part in card.context if part.casefold() != parts[-1].rpartition("/")[2].strip().casefold()]
    return (" > " if is_ascii else " › ").join(parts)


def _is_several(exercise: Exercise) -> bool:
    return len(getattr(exercise, "right", ())) > 1


def told(review: Review, day: date) -> str:
    """What a stored grade did, in a line.

    The date is that of the schedule that was stored with it.
    """
    name = GRADE_NAMES.get(Grade(review.quality), "") if review.quality in list(Grade) else ""
    name = (name or QUALITY_NAMES[review.quality]).capitalize()
    after = review.after
    if review.entry is Entry.PRACTICE or after is None:
        return f"{name}: practice, no date moved. u takes it back."
    if review.entry is Entry.REPEAT:
        return f"{name}: {'once more today' if after.repeat_on == day else 'done for today'}. u takes it back."
    again = ", and again today" if after.repeat_on == day else ""
    return f"{name}: next on {after.due:%d %b %Y} ({describe_days((after.due - day).days)}){again}. u takes it back."
