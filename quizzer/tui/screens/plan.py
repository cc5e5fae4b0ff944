"""Plan: interviews with their dates, what each can be expected to bring, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from quizzer.domain.plain_text import counted, one_line
from quizzer.domain.round_text import EXAMPLE, change_round, describe_topics, read_round, write_round
from quizzer.domain.rounds import Round
from quizzer.errors import QuizzerError
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.bars import bar

if TYPE_CHECKING:
    from quizzer.domain.outlook import Outlook

FAINT = "$foreground 60%"
NOTHING = "No interview is planned. Press a and give it a name, a date and, if you like, minutes a day, decks and tags:"
PATIENCE = 0.3
"""Seconds before a word of waiting is shown."""
BAR = 24
BESIDE_BAR = 31
"""Columns that a bar leaves to its label and its figure."""
NARROW = 60
"""Columns below which a line says name, date and days left alone."""
BEFORE_TOPICS, TOPICS = 68, 60
"""Columns that a line has before its topics, and at most for them."""


class PlanScreen(QuizzerScreen):
    """A list of interviews, the promise of the one under the cursor, and a field to add or change one."""

    CSS_PATH = "../pages.tcss"
    NAME = "Interviews"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,plus", "add", "Add an interview", id="plan.add"),
        Binding("e", "edit", "Change the interview", id="plan.edit"),
        Binding("d,delete", "remove", "Remove the interview", id="plan.remove"),
        Binding("u,z", "undo", "Undo: bring it back", id="plan.undo"),
        Binding("j", "move(1)", "Down", id="plan.down"),
        Binding("k", "move(-1)", "Up", id="plan.up"),
        Binding("pagedown", "scroll_promise(4)", "Scroll down", id="plan.page_down", priority=True),
        Binding("pageup", "scroll_promise(-4)", "Scroll up", id="plan.page_up", priority=True),
        Binding("escape", "escape", "Back", id="plan.escape"),
        Binding("q,p", "back", "Back", show=False, id="plan.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rounds: list[Round] = []
        self._found: dict[Round, Outlook] = {}
        self._edited: Round | None = None
        self._removed: list[Round] = []

    def body(self) -> ComposeResult:
        """The list, the promise below it, a field."""
        yield OptionList(id="rounds", markup=False)
        with VerticalScroll(id="outlook-pane", can_focus=False):
            yield Static("", markup=False, id="promise")
        yield Static("", markup=False, id="problem")
        yield Input(id="round", placeholder=EXAMPLE)

    def on_mount(self) -> None:
        """Load the interviews."""
        self.query_one("#round").display = False
        self.load()
        self.query_one(OptionList).focus()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self.is_typing:
            return [("submit", "Keep"), ("escape", "Leave field")]
        if not self._rounds:
            return [("add", "Add"), ("escape", "Back"), ("keys", "Keys")]
        return [("add", "Add"), ("edit", "Change"), ("remove", "Remove"), ("undo", "Undo"), ("escape", "Back"),
                ("keys", "Keys")]  # fmt: skip

    def load(self) -> None:
        """List the interviews and begin to work out what they bring."""
        day = self.quizzer.clock.now().day
        try:
            kept = self.quizzer.desk.rounds.all()
        except QuizzerError as error:
            self.quizzer.complain(error)
            kept = []
        self._rounds = sorted(kept, key=lambda r: (r.is_over(day), r.day, r.name))
        self._found = {}
        listed = self.query_one(OptionList)
        place = listed.highlighted or 0
        listed.clear_options()
        listed.add_options(Option(self._line(each)) for each in self._rounds)
        if self._rounds:
            listed.highlighted = min(place, len(self._rounds) - 1)
        self.title_bar.show("quizzer  Interviews", counted(len(self._rounds), "interview") if self._rounds else "")
        self._explain()
        self.refresh_keys()
        ahead = tuple(each for each in self._rounds if not each.is_over(day))
        if ahead:
            self._work_out(ahead)
            self.set_timer(PATIENCE, self._ask_for_patience)

    def _line(self, interview: Round) -> Content:
        day = self.quizzer.clock.now().day
        left = interview.days_left(day)
        when = (
            "over" if interview.is_over(day) else f"{left} {'day' if left == 1 else 'days'} left" if left else "today"
        )
        style = FAINT if interview.is_over(day) else ""
        if self.app.size.width < NARROW:
            return Content(f"  {self._cut(interview.name, 20):<20} {interview.day:%d %b %Y}  {when}").stylize(style)
        line = (
            f"  {self._cut(interview.name, 24):<24} {interview.day:%a %d %b %Y}  {when:<13}{interview.minutes:>3g} min"
        )
        return Content(f"{line}  {self._cut(describe_topics(interview), TOPICS)}").stylize(style)

    def _cut(self, text: str, width: int) -> str:
        shown = one_line(text, width)
        return shown.replace("…", "~") if self.is_ascii else shown

    # -- what it brings

    @work(thread=True, exclusive=True, group="plan", exit_on_error=False)
    def _work_out(self, ahead: tuple[Round, ...]) -> None:
        from quizzer.services.interviewing import read_outlooks

        app, worker = self.quizzer, get_current_worker()
        try:
            for found in read_outlooks(app.home, app.settings, app.clock.now().day, ahead):
                if worker.is_cancelled:
                    return
                app.call_from_thread(self._show, found)
        except QuizzerError as error:
            app.call_from_thread(app.complain, error)

    def _show(self, found: Outlook) -> None:
        self._found[found.round] = found
        self._explain()

    def _ask_for_patience(self) -> None:
        chosen = self._chosen
        if chosen and chosen not in self._found and not chosen.is_over(self.quizzer.clock.now().day):
            self.query_one("#promise", Static).update("Running your cards forward to that day ...")

    def _explain(self) -> None:
        chosen = self._chosen
        promise = self.query_one("#promise", Static)
        if chosen is None:
            promise.update(Content.assemble(NOTHING, "\n\n", (EXAMPLE, "bold $accent")))
        elif chosen in self._found:
            promise.update(self._promise(self._found[chosen]))
        else:
            is_over = chosen.is_over(self.quizzer.clock.now().day)
            promise.update("This one is over: its cards follow their own dates again." if is_over else "")

    def _promise(self, found: Outlook) -> Content:
        rows: list[Content | str | tuple[str, str]] = [
            self._left_out(found.round), (f"{found.cards}", "bold"), f" {'card' if found.cards == 1 else 'cards'}, ", (f"{found.unseen}", "bold"),
            f" never seen; from {found.stretch_from:%a %d %b} on asked ahead of their dates.\n\n",
            "Expected recall on the day\n",
        ]  # fmt: skip
        width = max(4, min(BAR, self.room - 4 - BESIDE_BAR))
        for label, share in (("if you stop now", found.now), ("if you keep the plan", found.kept)):
            full, empty = bar(share, width, is_ascii=self.is_ascii)
            rows += [f"  {label:<22}", (full, "$success"), (empty, "$foreground 30%"), (f" {share:>4.0%}\n", "bold")]
        advice = found.sentences()
        return Content.assemble(*rows, *(f"\n{line}" for line in advice))

    def _left_out(self, interview: Round) -> str:
        """What the line in the list has no room for."""
        about, width = describe_topics(interview), self.app.size.width
        if width < NARROW:
            return f"{interview.minutes:g} min a day, {about}.\n"
        return f"{about}\n" if len(about) > min(TOPICS, width - BEFORE_TOPICS) else ""

    @property
    def _chosen(self) -> Round | None:
        place = self.query_one(OptionList).highlighted
        return self._rounds[place] if place is not None and place < len(self._rounds) else None

    def on_option_list_option_highlighted(self) -> None:
        """Show what that one brings."""
        self._explain()

    def on_option_list_option_selected(self) -> None:
        """Enter or a click changes the interview."""
        self.action_edit()

    # -- changing

    def action_add(self) -> None:
        """Open the field for another one."""
        self._edited = None
        self._open_field("")

    def action_edit(self) -> None:
        """Open the field with what is kept."""
        self._edited = self._chosen
        if self._edited is not None:
            self._open_field(write_round(self._edited))

    def _open_field(self, text: str) -> None:
        field = self.query_one("#round", Input)
        field.display = True
        field.value = text
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the interview, or say what is wrong with the line and stay."""
        event.stop()
        app, before = self.quizzer, self._edited
        from quizzer.services.interviewing import drop_round, keep_round

        try:
            after = change_round(before, event.value) if before else read_round(event.value, app.settings.minutes_a_day)
            for topic in after.topics:
                app.desk.deck_names(topic.decks)
            keep_round(app.desk, after)
            if before is not None and before.name != after.name:
                drop_round(app.desk, before.name)
        except QuizzerError as error:
            said = f"{error}; {error.hint}" if error.hint else str(error)
            self._say_problem(f"{said[:1].upper()}{said[1:]}")
            return
        self._close_field()
        app.say(f"Kept: {after.name}, {after.day:%a %d %b %Y}.")
        self.load()

    def _say_problem(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.display = bool(text)
        problem.update(Content(text).stylize("bold $error"))

    def _close_field(self) -> None:
        self._say_problem("")
        self.query_one("#round").display = False
        self.query_one(OptionList).focus()

    def action_remove(self) -> None:
        """Forget the interview; cards and dates know nothing of it."""
        chosen = self._chosen
        if chosen is None:
            return
        try:
            self.quizzer.desk.rounds.drop(chosen.name)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        self._removed.append(chosen)
        self.quizzer.say(f"Removed: {chosen.name}. u brings it back.")
        self.load()

    def action_undo(self) -> None:
        """Bring the interview back that was removed last."""
        if not self._removed:
            self.quizzer.say("Nothing was removed here.")
            return
        try:
            self.quizzer.desk.rounds.put(self._removed[-1], self.quizzer.clock.now().instant)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        self.quizzer.say(f"Back: {self._removed.pop().name}.")
        self.load()

    def action_escape(self) -> None:
        """Close the field first, then the screen."""
        if self.query_one("#round").display:
            self._close_field()
        else:
            self.action_back()

    def action_scroll_promise(self, lines: int) -> None:
        """Scroll what the interview can be expected to bring."""
        self.query_one("#outlook-pane").scroll_relative(y=lines, animate=False)

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if lines > 0 else listed.action_cursor_up)()
