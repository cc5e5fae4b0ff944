"""Review: question, answer below it, a grade. The screen moves only when the grade is on the disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from quizzer.domain.candidates import Selection
from quizzer.domain.cards import NOTHING
from quizzer.domain.leech import new_mark
from quizzer.domain.reviews import Grade
from quizzer.domain.session import Showing
from quizzer.domain.turns import Turn
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.sitting import Sitting
from quizzer.tui import wording
from quizzer.tui.markdown import to_plain
from quizzer.tui.review_hints import Moment, grade_name, review_hints
from quizzer.tui.screens.answering import AnsweringScreen
from quizzer.tui.widgets.strip import Strip
from quizzer.tui.widgets.waiting_counts import waiting_counts

if TYPE_CHECKING:
    from quizzer.tui.widgets.grade_bar import GradeBar

FURNISHED_AFTER = 0.05
"""Seconds from the first paint to mounting what an answer needs, if nobody has asked for it before."""
NOT_YET = "The answer comes first: space shows it, then a number grades it."
FORGOTTEN = (
    "Forgotten {} times: the note may be unclear, or ask too much at once. Browse finds such cards by is:leech; there e "
    "edits the note and s suspends the card."
)


class ReviewScreen(AnsweringScreen):
    """One sitting, card after card."""

    NAME = "Review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Show the answer, then Good", id="review.go_on"),
        Binding("enter", "go_on", "Show the answer, then Good", id="review.go_on_enter"),
        *(Binding(str(n), f"grade({n})", f"Grade {n}", id=f"review.grade_{n}") for n in range(6)),
        Binding("k,up", "scroll_card(-1)", "Scroll up", id="review.up"),
        Binding("j,down", "scroll_card(1)", "Scroll down", id="review.down"),
        Binding("pageup", "scroll_card(-10)", "Page up", id="review.page_up"),
        Binding("pagedown", "scroll_card(10)", "Page down", id="review.page_down"),
        Binding("g,home", "scroll_card(-9999)", "To the top", id="review.top"),
        Binding("G,end", "scroll_card(9999)", "To the end", id="review.end"),
        Binding("m", "math", "Formulas in another form", id="review.math"),
        Binding("escape", "escape", "Leave the field, the screen", id="review.escape"),
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
        self._strip = Strip(id="strip")
        self._side = Static("", markup=False, id="side")
        self._grades: GradeBar | None = None
        """Made when the first answer is near."""
        self._started = 0.0

    def body(self) -> ComposeResult:
        """What a question needs; the grades follow once it has been painted."""
        yield self._strip
        with Horizontal(id="table"):
            yield self.pane
            yield self._side

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
        self.call_after_refresh(self.set_timer, FURNISHED_AFTER, self._follow_first_paint)

    def _follow_first_paint(self) -> None:
        self._furnish()
        self.show_title()

    def _furnish(self) -> GradeBar:
        """Mount what an answer needs; the grades."""
        self.pane.furnish()
        if self._grades is None:
            from quizzer.tui.widgets.grade_bar import GradeBar

            self._grades = GradeBar()
            # Invisible it keeps its place: nothing moves when it comes and goes, and nothing is laid out twice.
            self._grades.visible = self.is_revealed
            self.query_one("#body").mount(self._grades)
        return self._grades

    # -- showing

    def show_card(self) -> None:
        """Put the card on the table onto the screen, its answer hidden."""
        showing = self.showing
        if showing is None:
            self.finish()
            return
        self._started = time.monotonic()
        self.put(showing, exercise_for(self.quizzer.desk, showing))

    def put(self, showing: Showing, exercise: Exercise) -> None:
        self.exercise = exercise
        self.forget_what_if()
        with self.app.batch_update():
            if self._grades is not None:
                self._grades.visible = False
            self.pane.ask(exercise, self.quizzer.look, line_breaks=self.quizzer.settings.line_breaks)
            self.show_title()
            # What the last grade did, or why this card comes now.
            self._strip.say(self.last_said or showing.why, is_beside=not self.last_said)
            self._side.update(wording.facts(showing))
            self._show_pictures()
        self.refresh_keys()

    def show_answer(self) -> None:
        exercise, showing = self.exercise, self.showing
        if exercise is None or showing is None:
            return
        with self.app.batch_update():
            grades = self._furnish()
            self.pane.reveal(exercise, self.quizzer.look, line_breaks=self.quizzer.settings.line_breaks)
            self._show_grades(showing)
            grades.visible = True
            said = grades.legend or self.last_said
            self._strip.say(said or showing.why, is_beside=not said)
            self._show_pictures()
        self.refresh_keys()

    def _show_pictures(self) -> None:
        widget, showing = self.quizzer.picture_widget, self.showing
        if widget is not None and showing is not None:
            note = showing.card.path
            self.pane.show_pictures(note, self.quizzer.desk.folder_of(note), widget)

    def on_card_text_completed(self) -> None:
        """Behind the beginning of a long text there may be pictures, or something to open."""
        self._show_pictures()
        self.refresh_keys()

    def follow(self) -> None:
        if self.showing is not None:
            self._show_grades(self.showing)
            self.refresh_keys()

    def _show_grades(self, showing: Showing) -> None:
        choices = wording.choices(showing, is_six=self.quizzer.settings.grades == 6)
        self._furnish().show(choices, self.suggested, is_ascii=self.is_ascii)

    def show_title(self) -> None:
        showing = self.showing
        place = wording.breadcrumb(showing.card, is_ascii=self.is_ascii) if showing else ""
        place = to_plain(place, ascii_only=self.is_ascii)
        if self._grades is None and self.sitting.is_long_to_count():
            self.title_bar.show(place)  # The card comes first, and the counts once it has been painted.
            return
        turn = showing.turn if showing else Turn.DUE
        self.title_bar.show(place, waiting_counts(self.sitting.waiting(), turn))

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        exercise = self.exercise
        return review_hints(
            Moment(
                is_revealed=self.is_revealed,
                is_typing=self.pane.field.has_focus,
                is_computed=self.computation is not None,
                has_options=exercise is not None and bool(exercise.option_lines),
                is_chosen=bool(self.pane.options.chosen),
                has_points=self.pane.points.suggested is not None,
                suggested=self.suggested,
                is_six=self.quizzer.settings.grades == 6,
                own=self._own_hint(),
            )
        )

    def _own_hint(self) -> tuple[str, str]:
        """A key for what this card holds: something to open, formulas with other forms, else words to edit."""
        documents = (self.pane.question.document, self.pane.answer.document)
        if any(document.links for document in documents):
            return "open", "Open"
        if any(document.has_formulas for document in documents):
            return "math", "Formulas"
        is_own = self.showing is not None and wording.has_note(self.showing.card)
        return ("edit", "Edit") if is_own else ("flag", "Flag")

    def on_option_sheet_changed(self) -> None:
        """What Space does depends on whether letters are chosen."""
        self.refresh_keys()

    def describe(self, action: str) -> str:
        """Grades by the names of the person's scale; options have no steps."""
        if action == "give_up" and self.pane.options.display:
            return "Show the answer"
        if not action.startswith("grade("):
            return ""
        return grade_name(int(action[6:-1]), is_six=self.quizzer.settings.grades == 6)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the grades only those of the person's scale."""
        if action == "grade":
            is_six = self.quizzer.settings.grades == 6
            return is_six or parameters[0] in (1, 2, 3, 4)
        return super().check_action(action, parameters)

    # -- grading

    def action_go_on(self) -> None:
        """Space and Enter: check or show the answer, then the suggested grade."""
        if self.showing is None:
            return
        if self.is_revealed:
            self.grade(self.suggested)
        elif self.pane.options.chosen:
            self.pane.options.submit()
        else:
            self.submit(self.pane.typed)

    def on_grade_bar_chosen(self, event: GradeBar.Chosen) -> None:
        """A grade was clicked."""
        self.grade(event.quality)

    def action_grade(self, key: int) -> None:
        """A number key: one of four grades, or SM-2's own six; before the answer is shown it says how to get there."""
        if not self.is_revealed:
            self._strip.say(NOT_YET)
            return
        if self.quizzer.settings.grades == 6:
            self.grade(key)
        elif 1 <= key <= 4:
            self.grade(list(Grade)[key - 1])

    def grade(self, quality: int) -> None:
        """Store the grade, then show the next card; when it cannot be stored, say so and stay."""
        showing, exercise = self.showing, self.exercise
        if showing is None or exercise is None or not self.is_revealed:
            return
        record = dict(exercise.record())
        if self.pane.typed and not exercise.takes_answer:
            record["typed"] = self.pane.typed
        record |= self.pane.points.record()
        elapsed = round((time.monotonic() - self._started) * 1000)
        try:
            review = self.sitting.grade(quality, elapsed_ms=elapsed, answer=record or NOTHING)
        except QuizzerError as error:
            self.quizzer.complain(error, "This answer is NOT saved")
            return
        self.last_said = wording.told(review, showing.day)
        mark = new_mark(review.before, review.after)
        if mark:
            self.quizzer.say(FORGOTTEN.format(mark), severity="warning")
        problem = self.quizzer.desk.caretaker.take_problem()
        if problem:
            self.quizzer.say(problem, severity="warning")
        done = self.last_said.removesuffix(wording.UNDO)
        self.quizzer.messages.append(f"{done} {to_plain(showing.card.question)}")
        self.show_next()

    # -- looking

    def action_scroll_card(self, lines: int) -> None:
        """Scroll the answer, or the question while it stands alone."""
        self.pane.scroll_card(lines)

    def action_math(self) -> None:
        """Draw formulas in the next form."""
        self.quizzer.math = self.quizzer.math.following
        if self.exercise is not None:
            self.pane.draw(self.exercise, self.quizzer.look, line_breaks=self.quizzer.settings.line_breaks)
        self._strip.say(f"Formulas {wording.FORMS_OF_FORMULAS[self.quizzer.math]}.")

    def action_escape(self) -> None:
        """Leave the answer field, or the screen."""
        if self.pane.field.has_focus:
            self.pane.leave_field(is_answered=self.is_revealed)
            self.set_focus(None)
            self.refresh_keys()
        else:
            self.action_leave()
