"""Review: question, answer below it, a grade. The screen moves only when the grade is on the disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quizzer.domain import rubric
from quizzer.domain.candidates import Selection
from quizzer.domain.cards import NOTHING
from quizzer.domain.leech import advise, new_mark
from quizzer.domain.plain_text import one_line
from quizzer.domain.reviews import Grade
from quizzer.domain.session import Showing, hidden
from quizzer.domain.turns import Turn
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.sitting import Sitting
from quizzer.tui import wording
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.sitting import SittingScreen
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.grade_bar import GradeBar
from quizzer.tui.widgets.option_sheet import OptionSheet
from quizzer.tui.widgets.point_list import PointList

if TYPE_CHECKING:
    from quizzer.services.computing import Computation


class ReviewScreen(SittingScreen):
    """One sitting, card after card."""

    NAME = "Review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Show the answer, then Good", id="review.go_on"),
        Binding("enter", "go_on", "Show the answer, then Good", id="review.go_on_enter"),
        *(Binding(str(n), f"grade({n})", f"Give grade {n}", id=f"review.grade_{n}") for n in range(6)),
        Binding("a", "answer", "Type an answer", id="review.answer"),
        Binding("h,f2", "hint", "Next hint", id="review.hint"),
        Binding("f3", "give_up", "Show the steps", id="review.steps"),
        Binding("k,up", "scroll_card(-1)", "Scroll up", id="review.up"),
        Binding("j,down", "scroll_card(1)", "Scroll down", id="review.down"),
        Binding("pageup", "scroll_card(-10)", "Page up", id="review.page_up"),
        Binding("pagedown", "scroll_card(10)", "Page down", id="review.page_down"),
        Binding("g,home", "scroll_card(-9999)", "To the top", id="review.top"),
        Binding("G,end", "scroll_card(9999)", "To the end", id="review.end"),
        Binding("m", "math", "Formulas: 2-D, one line, raw", id="review.math"),
        Binding("n,f4", "renew", "New numbers", id="review.renew"),
        Binding("w", "what_if", "What if a number changed", id="review.what_if"),
        Binding("t", "tick", "Tick the marked point of the answer", id="review.tick"),
        Binding("tab", "pass_over", "To the next point", show=False, id="review.pass_over"),
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
        super().__init__(selection, minutes=minutes, more_today=more_today, sitting=sitting)
        self._exercise: Exercise | None = None
        self._started = 0.0
        self._what_if: int | None = None

    def texts(self) -> list[str]:
        """What can be seen of the card, as Markdown."""
        exercise = self._exercise
        if exercise is None:
            return []
        return [exercise.question, *([exercise.solution] if self.is_revealed else [])]

    @property
    def _computation(self) -> Computation | None:
        """The exercise, when its numbers can be drawn anew."""
        exercise = self._exercise
        return cast("Computation", exercise) if exercise is not None and hasattr(exercise, "again") else None

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
                yield PointList()
            yield Static("", markup=False, id="side")
        yield GradeBar(6 if self.quizzer.settings.grades == 6 else 4)

    def on_mount(self) -> None:
        """Sit down."""
        try:
            self.take_lock()
            if (self.showing is None or self.is_revealed) and self.sitting.advance() is None:
                self.finish()
                return
        except QuizzerError as error:
            self.quizzer.complain(error)
            self.quizzer.leave_review()
            return
        self.show_card()

    # -- showing

    def show_card(self) -> None:
        """Put the card on the table onto the screen, its answer hidden."""
        showing = self.showing
        if showing is None:
            self.finish()
            return
        self._exercise = exercise_for(self.quizzer.desk, showing)
        self._started = time.monotonic()
        self._put(showing, self._exercise)

    def _put(self, showing: Showing, exercise: Exercise) -> None:
        """Show an exercise from its beginning."""
        self._what_if = None
        self.query_one(PointList).show((), (), is_ascii=self.is_ascii)
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
            self.show_title()
            self._show_strip(showing)
            self.query_one("#side", Static).update(wording.facts(showing))
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

    def show_title(self) -> None:
        showing = self.showing
        waiting = self.sitting.waiting()
        place = wording.breadcrumb(showing.card, is_ascii=self.is_ascii) if showing else ""
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
        self.query_one("#strip", Static).update(Content(self.last_said or showing.why), layout=False)

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
            if self.query_one(PointList).suggested is not None:
                return [("go_on", name), ("tick", "Tick"), ("pass_over", "Next point"), ("undo", "Undo"),
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
        if action in ("tick", "pass_over"):
            return self.is_revealed and bool(self._points)
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
        said = [one_line(line) for line in exercise.submit(typed)]
        if exercise.has_hint:
            said.append("F2 gives a hint.")
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
        if suggested is None:
            suggested = self.query_one(PointList).suggested
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
                self._list_points(typed.value)
            typed.display = False
            self._tell("echo")
            self._draw_texts()
            self._show_grades(showing)
            self._arrange(is_revealed=True)
            self.query_one("#answer-pane").scroll_home(animate=False)
            rule = "-" if self.is_ascii else "─"
            self.query_one("#answer-rule", Static).update(f"{rule * 2} Answer {rule * 200}")
        self.refresh_keys()

    @property
    def _points(self) -> tuple[str, ...]:
        """What can be ticked off of an answer in prose."""
        exercise = self._exercise
        return rubric.points(exercise.solution) if exercise is not None and not exercise.takes_answer else ()

    def _list_points(self, typed: str) -> None:
        points = self._points
        self.query_one(PointList).show(points, rubric.mentioned(points, typed), is_ascii=self.is_ascii)

    def action_tick(self) -> None:
        """Tick the marked point; the first press shows the list when nothing was typed."""
        points = self.query_one(PointList)
        if points.suggested is None:
            self._list_points("")
            self._follow_ticks()
        else:
            points.tick()

    def action_pass_over(self) -> None:
        """Mark the next point."""
        self.query_one(PointList).pass_over()

    def on_point_list_ticked(self) -> None:
        """The suggestion follows the ticks."""
        self._follow_ticks()

    def _follow_ticks(self) -> None:
        if self.showing is not None:
            self._show_grades(self.showing)
            self.refresh_keys()

    def _show_grades(self, showing: Showing) -> None:
        choices = wording.choices(showing, is_six=self.quizzer.settings.grades == 6)
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
        record |= self.query_one(PointList).record()
        elapsed = round((time.monotonic() - self._started) * 1000)
        try:
            review = self.sitting.grade(quality, elapsed_ms=elapsed, answer=record or NOTHING)
        except QuizzerError as error:
            self.quizzer.complain(error, "This answer is NOT saved.")
            return
        self.last_said = wording.told(review, showing.day)
        mark = new_mark(review.before, review.after)
        if mark:
            self.quizzer.say(advise(mark), severity="warning")
        self.quizzer.messages.append(f"{to_plain(showing.card.question)}: {self.last_said}")
        self.show_next()

    def action_renew(self) -> None:
        """The same card with fresh numbers, from the first try."""
        computation, showing = self._computation, self.showing
        if computation is None or showing is None or not computation.can_vary:
            return
        self._exercise = computation.renewed()
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

    def action_escape(self) -> None:
        """Leave the answer field, or the screen."""
        if self.focused is not None and not self.is_revealed:
            self.set_focus(None)
            self.refresh_keys()
        else:
            self.action_leave()


def _is_several(exercise: Exercise) -> bool:
    return len(getattr(exercise, "right", ())) > 1
