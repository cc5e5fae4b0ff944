"""The card on the table: its question, what is typed about it, and the answer below. Cards come and go by updates.

What only an answer needs is mounted after the first question has been painted, which halves the widgets of that paint.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizzer.services.exercise import Exercise
from quizzer.tui.markdown import Look
from quizzer.tui.widgets.answer_field import AnswerField
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.option_sheet import OptionSheet
from quizzer.tui.widgets.picture_stack import PictureStack
from quizzer.tui.widgets.point_list import PointList

CHECKED = "your answer; Enter checks, Space gives up"
FREE = "in your own words; Enter shows the answer"
FACTOR = "the factor, as 2 or 1/4"
QUESTION_SHARE = "45%"
"""Of the height, for a long question above its answer; it scrolls."""


class CardPane(Vertical):
    """Draws an exercise; the screen says when it is asked and when its answer may be seen."""

    def __init__(self) -> None:
        super().__init__(id="card")
        self.question = CardText(id="question")
        self.answer = CardText(id="answer")
        self.options = OptionSheet()
        self.field = AnswerField(id="typed", select_on_focus=False)
        self.points = PointList()
        self._echo = Static("", markup=False, id="echo")
        self._feedback = Static("", markup=False, id="feedback")
        self._rule = Static("", markup=False, id="answer-rule")
        self._question_pane = VerticalScroll(self.question, id="question-pane", can_focus=False)
        self._answer_pane = VerticalScroll(self.answer, id="answer-pane", can_focus=False)
        self._is_furnished = False
        self._is_revealed = False
        self._is_factor_asked = False

    def compose(self) -> ComposeResult:
        """The question alone."""
        yield self._question_pane

    def furnish(self) -> None:
        """Mount what a question can be shown without; the second call does nothing."""
        if not self._is_furnished:
            self._is_furnished = True
            self._question_pane.mount(self.options)
            self.mount(self.field, self._echo, self._feedback, self._rule, self._answer_pane, self.points)

    def ask(self, exercise: Exercise, look: Look, *, line_breaks: bool) -> None:
        """Put an exercise on the table, its answer hidden and its field empty."""
        is_typed = exercise.takes_answer and not exercise.option_lines
        if exercise.takes_answer:
            self.furnish()
        self._show_answer(False)
        self.points.show((), (), is_ascii=look.is_ascii)
        self.draw(exercise, look, line_breaks=line_breaks)
        self.options.show(exercise.option_lines, look, is_several=_is_several(exercise))
        self.tell_echo(_how_to_choose(exercise))
        self.tell()
        if self._is_factor_asked:
            self._is_factor_asked = False
            self.move_child(self._feedback, after=self._echo)
        self.field.value = ""
        self.field.placeholder = CHECKED
        self.field.display = is_typed
        if is_typed:
            self.field.focus()
        elif exercise.option_lines:
            self.options.focus()
        else:
            self.screen.set_focus(None)
        self._question_pane.scroll_home(animate=False)

    def draw(self, exercise: Exercise, look: Look, *, line_breaks: bool) -> None:
        """Question, and the answer when it is to be seen, in this look."""
        self.question.show(exercise.question, look, line_breaks=line_breaks)
        self.answer.show(exercise.solution if self._is_revealed else "", look, line_breaks=line_breaks)

    def reveal(self, exercise: Exercise, look: Look, *, line_breaks: bool) -> None:
        """Show the answer below the question, which stays where it is."""
        self.furnish()
        self._show_answer(True)
        if exercise.option_lines:
            self.options.reveal(set(getattr(exercise, "right", ())))
        self.field.display = False
        self.tell_echo()
        self.draw(exercise, look, line_breaks=line_breaks)
        self._answer_pane.scroll_home(animate=False)
        rule = "-" if look.is_ascii else "─"
        self._rule.update(f"{rule * 2} Answer {rule * 200}")

    def show_pictures(self, note: str, folder: Path, widget: type[Widget]) -> None:
        """Show the pictures of the question, and those of the answer when it is to be seen, below each of them."""
        if self._is_revealed and not self.answer.is_attached:
            # The answer comes into its pane with the next refresh, and its pictures stand below it.
            self.call_after_refresh(self.show_pictures, note, folder, widget)
            return
        for pane, text in ((self._question_pane, self.question), (self._answer_pane, self.answer)):
            links = tuple(link for link in text.document.links if link.is_picture)
            stack = next(iter(pane.query_children(PictureStack)), None)
            if stack is None and links:
                stack = PictureStack()
                pane.mount(stack)
            if stack is not None:
                stack.show(links, note, folder, widget)

    def _show_answer(self, is_revealed: bool) -> None:
        """Show what belongs to a question alone, or to its answer.

        Style by style, because a class would have the rules of all widgets below it matched again, at every card.
        """
        self._is_revealed = is_revealed
        for widget in (self._rule, self._answer_pane):
            widget.display = is_revealed
        self._question_pane.styles.max_height = QUESTION_SHARE if is_revealed else "100%"

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.field.value.strip()

    def open_field(self, placeholder: str) -> None:
        """Show the field, empty, and go there."""
        self.furnish()
        self.field.value, self.field.placeholder = "", placeholder
        self.field.display = True
        self.field.focus()

    def ask_factor(self, question: str) -> None:
        """Ask by what factor the answer changes: the question stands above its field."""
        self.open_field(FACTOR)
        self.tell(question)
        if not self._is_factor_asked:
            self._is_factor_asked = True
            self.move_child(self._feedback, before=self.field)

    def leave_field(self, *, is_answered: bool) -> None:
        """Take the field away where nothing waits for it: beside an answer, and when nothing was typed freely."""
        if is_answered or (self.field.placeholder == FREE and not self.typed):
            self.field.display = False
            if is_answered:
                self.tell()

    def list_points(self, points: Sequence[str], ticked: Collection[int], *, is_ascii: bool) -> None:
        """List the points of the answer, some of them ticked."""
        self.furnish()
        self.points.show(points, ticked, is_ascii=is_ascii)

    def tell_echo(self, text: str = "") -> None:
        """Say under the field what is understood, or nothing."""
        _put(self._echo, text)

    def tell(self, text: str = "", tone: str = "") -> None:
        """Say what came of an answer, or nothing; the tone is `right`, `wrong` or neither."""
        if text:
            self.furnish()
            for each in ("right", "wrong"):
                self._feedback.set_class(each == tone, each)
        _put(self._feedback, text)

    def scroll_card(self, lines: int) -> None:
        """Scroll the answer, or the question while it stands alone."""
        pane = self._answer_pane if self._is_revealed else self._question_pane
        pane.scroll_relative(y=lines, animate=False)


def _is_several(exercise: Exercise) -> bool:
    return len(getattr(exercise, "right", ())) > 1


def _how_to_choose(exercise: Exercise) -> str:
    if not exercise.option_lines:
        return ""
    letters = f"{exercise.option_lines[0][0]} to {exercise.option_lines[-1][0]}"
    return f"{letters} choose; Enter checks them." if _is_several(exercise) else f"A letter, {letters}, chooses."


def _put(line: Static, text: str) -> None:
    line.display = bool(text)
    if text:
        line.update(Content(text))
