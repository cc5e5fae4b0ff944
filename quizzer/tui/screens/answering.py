"""What is done about a card before it is graded: typed answers, hints, steps, fresh numbers, points to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widgets import Input

from quizzer.domain.candidates import Selection
from quizzer.domain.plain_text import one_line
from quizzer.domain.reviews import Grade
from quizzer.domain.session import Showing, hidden
from quizzer.services.exercise import Exercise
from quizzer.services.sitting import Sitting
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.sitting import SittingScreen
from quizzer.tui.widgets.answer_field import AnswerField
from quizzer.tui.widgets.card_pane import FREE, CardPane
from quizzer.tui.widgets.option_sheet import OptionSheet

if TYPE_CHECKING:
    from quizzer.services.computing import Computation


class AnsweringScreen(SittingScreen):
    """Subclasses give `put`, `show_answer` and `follow`; this judges what is typed and chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "Type an answer", id="review.answer"),
        Binding("h,f2", "hint", "Next hint", id="review.hint"),
        Binding("f3", "give_up", "Show the steps", id="review.steps"),
        Binding("n,f4", "renew", "New numbers", id="review.renew"),
        Binding("w", "what_if", "What if a number changed", id="review.what_if"),
        Binding("t", "tick", "Tick the marked point", id="review.tick"),
        Binding("tab", "pass_over", "To the next point", show=False, id="review.pass_over"),
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
        self.pane = CardPane()
        self.exercise: Exercise | None = None
        self._what_if: int | None = None

    def put(self, showing: Showing, exercise: Exercise) -> None:
        """Show an exercise from its beginning."""
        raise NotImplementedError

    def show_answer(self) -> None:
        """Show the answer, and the grades."""
        raise NotImplementedError

    def follow(self) -> None:
        """The suggested grade may have changed."""
        raise NotImplementedError

    def texts(self) -> list[str]:
        """What can be seen of the card, as Markdown."""
        exercise = self.exercise
        if exercise is None:
            return []
        return [exercise.question, *([exercise.solution] if self.is_revealed else [])]

    @property
    def computation(self) -> Computation | None:
        """The exercise, when its numbers can be drawn anew."""
        exercise = self.exercise
        return cast("Computation", exercise) if exercise is not None and hasattr(exercise, "again") else None

    @property
    def suggested(self) -> int:
        """The quality that Space gives: what the answer or the ticks suggest, else Good."""
        suggested = self.exercise.suggested_quality if self.exercise else None
        if suggested is None:
            suggested = self.pane.points.suggested
        return Grade.GOOD if suggested is None else suggested

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of computed cards and of points work where there is something for them to do."""
        if action in ("hint", "give_up", "answer"):
            takes_answer = self.exercise is not None and self.exercise.takes_answer
            has_options = self.exercise is not None and bool(self.exercise.option_lines)
            is_apt = {"hint": self.computation is not None, "give_up": takes_answer, "answer": not has_options}[action]
            return is_apt and not self.is_revealed
        if action in ("tick", "pass_over"):
            return self.is_revealed and bool(self._points)
        if action == "what_if":
            return self.computation is not None and self.is_revealed
        if action == "renew":
            return self.computation is not None and self.computation.can_vary
        return True

    # -- typed and chosen

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood while it is being typed."""
        exercise = self.exercise
        # The field of the card before may only now tell that it was emptied: options have words of their own there.
        if exercise is not None and exercise.takes_answer and not exercise.option_lines and not self.is_revealed:
            self.pane.tell_echo(exercise.echo(event.value) if event.value.strip() else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter checks; an empty line asks for the answer."""
        event.stop()
        self._take(event.value.strip())

    def on_answer_field_passed(self, event: AnswerField.Passed) -> None:
        """Space in the empty field asks for the answer too."""
        event.stop()
        self._take("")

    def _take(self, typed: str) -> None:
        if self._what_if is not None:
            self._judge_what_if(typed)
        else:
            self.submit(typed)

    def on_option_sheet_submitted(self, event: OptionSheet.Submitted) -> None:
        """Letters were chosen."""
        self.submit(event.letters)

    def submit(self, typed: str) -> None:
        """Judge what was typed; nothing, or words about a card in prose, show the answer."""
        exercise = self.exercise
        if exercise is None or self.is_revealed:
            return
        if not exercise.takes_answer or not typed:
            self.action_give_up()
            return
        said = [one_line(line) for line in exercise.submit(typed)]
        if said and exercise.echo(typed) and said[0].endswith(exercise.echo(typed)):
            self.pane.tell_echo()  # Why it could not be read is said once.
        if exercise.has_hint:
            said.append("F2 gives a hint.")
        is_right = exercise.suggested_quality is not None and exercise.suggested_quality >= Grade.HARD
        self.pane.tell("\n".join(said), "right" if exercise.is_settled and is_right else "wrong")
        if exercise.is_settled:
            self.reveal()

    def reveal(self) -> None:
        """Show the answer below the question, with what was written beside it."""
        exercise = self.exercise
        if exercise is None or self.showing is None:
            return
        self.sitting.reveal()
        self.set_focus(None)
        typed = self.pane.typed
        if typed and not exercise.takes_answer:
            self.pane.tell(f"You wrote: {one_line(typed)}")
            self._list_points(typed)
        self.show_answer()

    def action_hint(self) -> None:
        """Show the next hint."""
        if self.exercise is None or self.is_revealed:
            return
        hint = self.exercise.hint()
        self.pane.tell(f"Hint: {to_plain(hint)}" if hint else "There is no further hint.")

    def action_give_up(self) -> None:
        """Show the answer of a card that takes one."""
        if self.exercise is not None and not self.is_revealed:
            self.exercise.give_up()
            self.pane.tell()  # what was said of a try calls for another one
            self.reveal()

    def action_answer(self) -> None:
        """Type an answer before looking, to compare with."""
        exercise = self.exercise
        if exercise is None or self.is_revealed:
            return
        if exercise.takes_answer:
            self.pane.field.focus()
        else:
            self.pane.open_field(FREE)

    # -- points of an answer in prose

    @property
    def _points(self) -> tuple[str, ...]:
        from quizzer.domain import rubric

        exercise = self.exercise
        return rubric.points(exercise.solution) if exercise is not None and not exercise.takes_answer else ()

    def _list_points(self, typed: str) -> None:
        from quizzer.domain import rubric

        points = self._points
        self.pane.list_points(points, rubric.mentioned(points, typed), is_ascii=self.is_ascii)

    def action_tick(self) -> None:
        """Tick the marked point; the first press shows the list when nothing was typed."""
        points = self.pane.points
        if points.suggested is None:
            self._list_points("")
            self.follow()
        else:
            points.tick()

    def action_pass_over(self) -> None:
        """Mark the next point."""
        self.pane.points.pass_over()

    def on_point_list_ticked(self) -> None:
        """The suggestion follows the ticks."""
        self.follow()

    # -- numbers

    def action_renew(self) -> None:
        """The same card with fresh numbers, from the first try."""
        computation, showing = self.computation, self.showing
        if computation is None or showing is None or not computation.can_vary:
            return
        self.sitting.session = hidden(self.sitting.session)
        self.put(showing, computation.renewed())

    def action_what_if(self) -> None:
        """Ask by what factor the answer changes when one number does; nothing is graded by it."""
        computation = self.computation
        if computation is None or not computation.what_ifs:
            self.quizzer.say("There is no number to change here.")
            return
        self._what_if = 0 if self._what_if is None else (self._what_if + 1) % len(computation.what_ifs)
        self.pane.ask_factor(computation.what_ifs[self._what_if].question)

    def forget_what_if(self) -> None:
        """The next thing typed is an answer again."""
        self._what_if = None

    def _judge_what_if(self, typed: str) -> None:
        computation, place = self.computation, self._what_if
        if computation is None or place is None:
            return
        is_right = bool(typed) and computation.is_factor_right(place, typed)
        asked = computation.what_ifs[place]
        self.pane.tell(f"{'Right' if is_right else 'It is'}: {asked.explanation}", "right" if is_right else "")
        self.pane.field.display = False
        self.set_focus(None)
