"""Import: name a folder, see what it would give, decide what is doubtful, apply. Notes are only read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from quizzer.domain.cards import Problem, Repair
from quizzer.domain.plain_text import one_line
from quizzer.domain.plan import Decision, Fate, withhold_parking
from quizzer.errors import QuizzerError
from quizzer.services.importing import Preview, Request, Summary
from quizzer.tui.path_input import PathInput
from quizzer.tui.plan_lines import (
    counts_line,
    guess_change,
    guesses_of,
    item_change,
    new_answer,
    problem_whole,
    reading_lines,
)
from quizzer.tui.screens.importing import READING, ImportingScreen
from quizzer.tui.widgets.plan_list import PlanList

LEAD = "Markdown, Org and YAML are read; your files are never written. Tab completes a name."
AGAIN = " Enter in the empty line reads again what was imported before."
LONGEST_NAMED = 60
"""Characters of a path that is not there, where that is said."""


class ImportScreen(ImportingScreen):
    """A path, then a plan, then what was stored."""

    CSS_PATH = "../pages.tcss"
    NAME = "Import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", "Store all of it", id="import.apply"),
        Binding("y", "decide('same')", "The same card", id="import.same"),
        Binding("n", "decide('new')", "Another card; keep both", id="import.new"),
        Binding("p", "decide('park')", "Another card; park the old one", id="import.park"),
        Binding("F", "force", "Park even a large part, or not", id="import.force"),
        Binding("tab", "next_open", "Next to decide", id="import.next"),
        Binding("j", "move(1)", "Down", id="import.down"),
        Binding("k", "move(-1)", "Up", id="import.up"),
        Binding("g", "guess", "Mend lines by a guess, or not", id="import.guess"),
        Binding("escape,q", "back", "Leave; nothing is stored", id="import.back"),
    ]

    def __init__(self, paths: tuple[Path, ...] = (), *, is_again: bool = False) -> None:
        super().__init__()
        self._paths = paths
        self._is_again = is_again
        """Begin with reading again what was imported before."""
        self._preview: Preview | None = None
        self._plan = PlanList()
        self._request: Request | None = None
        self._is_busy = False
        self._is_storing = False
        self._is_parking_forced = False
        self._has_decks = False
        """Whether something was imported before: it can be taken back."""

    def body(self) -> ComposeResult:
        """A field, a line of counts, the plan, and the change of the line under the cursor."""
        yield PathInput(id="path", placeholder="a folder or file of notes")
        yield Static("", markup=False, id="counts")
        yield self._plan
        yield Static("", markup=False, id="change")

    def on_mount(self) -> None:
        """Ask for a path, or read the one given."""
        self.title_bar.show("quizzer  Import", "nothing is stored yet")
        self._has_decks = bool(self.quizzer.desk.queue.deck_names())
        self._say(f"{LEAD}{AGAIN}" if self._has_decks else LEAD)
        self.query_one("#path", Input).focus()
        if self._paths or self._is_again:
            self._read(Request(paths=self._paths))

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self._is_busy and self._preview is None:
            return [("back", "Stop"), ("keys", "Keys")]
        if self._preview is None:
            undo = [("undo", "Undo last import")] if self._has_decks else []
            return [("submit", "Read"), ("back", "Back"), *undo, ("keys", "Keys")]
        if self._plan.has_doubtful:
            return [("apply", "Store"), ("next_open", "Next ?"), ("decide('same')", "Same"), ("decide('new')", "Another"),
                    ("back", "Cancel"), ("keys", "Keys")]  # fmt: skip
        if self._changes_nothing:
            return [("apply", "Done"), ("undo", "Undo last import"), ("keys", "Keys")]
        is_mended = self._request is None or self._request.are_guesses_taken
        guess = [("guess", "Take guesses back" if is_mended else "Mend by guess")] if self._has_guesses else []
        return [("apply", "Store"), *guess, ("back", "Cancel"), ("keys", "Keys")]

    @property
    def _changes_nothing(self) -> bool:
        """Whether no card would be other than it is; what was seen of the files is noted all the same."""
        return self._preview is not None and not self._plan.has_items

    @property
    def _has_guesses(self) -> bool:
        request = self._request
        return self._preview is not None and (
            bool(guesses_of(self._preview)) or (request is not None and not request.are_guesses_taken)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Guesses are asked about where there are any; nobody leaves while the plan is being stored."""
        if self._is_storing:
            return False
        return action != "guess" or self._has_guesses

    # -- reading

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read what the path names."""
        event.stop()
        text = event.value.strip()
        path = _found(text)
        if path is None:
            told = (
                f"There is no {one_line(text, LONGEST_NAMED)}. Name a folder or a file, as ~/notes or ~/notes/llm.md."
            )
            self._say(told, "$error")
            return
        self._read(Request(paths=(path,) if text else ()))

    def _read(self, request: Request) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._request = request
            self.prepare(request)
            self.refresh_keys()

    def tell_progress(self, count: int, whole: int, name: str) -> None:
        lines = reading_lines(count, whole, name, self.room - 4, is_ascii=self.is_ascii)
        self.query_one("#counts", Static).update(lines)

    def failed(self, error: QuizzerError) -> None:
        self._is_busy = self._is_storing = False
        self.refresh_keys()
        is_empty_handed = self._request is not None and not self._request.paths
        hint = "Name a folder or a file above." if is_empty_handed else error.hint
        self._say(
            " ".join(f"{part[:1].upper()}{part[1:]}".rstrip(".") + "." for part in (str(error), hint) if part), "$error"
        )

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#counts", Static).update(Content(text).stylize(style))

    # -- the plan

    def show_plan(self, preview: Preview) -> None:
        self._is_busy = False
        self._preview = preview
        self._is_parking_forced = False
        self.query_one("#path", Input).display = False
        self._plan.show(preview, is_ascii=self.is_ascii)
        self.title_bar.show("quizzer  Import", "nothing to store" if self._changes_nothing else "nothing is stored yet")
        self._count()
        # A list without a line to choose would keep Enter to itself.
        self.set_focus(self._plan if self._plan.can_be_marked else None)
        self._plan.mark_first()
        if not self._plan.can_be_marked:
            self._show_change(None)
        self.call_after_refresh(self.refresh_keys)  # once the list has the focus

    def _count(self) -> None:
        preview, request = self._preview, self._request
        assert preview is not None
        settled = preview.plan.decided(self._plan.decisions).settled()
        withheld = withhold_parking(settled, preview.deck_sizes).withheld
        line = counts_line(
            preview,
            withheld,
            self.room - 4,
            decided=len(self._plan.decisions),
            is_parking_forced=self._is_parking_forced,
            are_guesses_taken=request is None or request.are_guesses_taken,
        )
        self.query_one("#counts", Static).update(line)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what would change in the line under the cursor."""
        row = self._plan.row(event.option_index)
        if isinstance(row, Repair):
            self._show_change(guess_change(row))
        elif isinstance(row, Problem):
            self._show_change(problem_whole(row))
        elif row is not None:
            self._show_change(new_answer(row, self.quizzer.look) or item_change(row))
        else:
            self._show_change(None)

    def _show_change(self, change: Content | RenderableType | None) -> None:
        pane = self.query_one("#change", Static)
        pane.display = change is not None
        pane.update(change or "")

    def on_resize(self) -> None:
        """The figures may stand in other lines."""
        if self._preview is not None and not self._is_busy:
            self._count()

    def action_guess(self) -> None:
        """Read again, with the lines mended that can only be guessed, or left as they stand."""
        if self._request is not None and self._has_guesses:
            self._say("Reading again ..." if self.is_ascii else "Reading again …")
            self._read(replace(self._request, are_guesses_taken=not self._request.are_guesses_taken))

    def action_decide(self, word: str) -> None:
        """Decide on the doubtful card under the cursor, and go to the next."""
        if self._plan.decide(Decision(word)):
            self._count()

    def action_next_open(self) -> None:
        """Go to the next card that waits for a decision."""
        self._plan.mark_next_open()

    def action_force(self) -> None:
        """Park cards that are gone even where they are a large part of a deck, or leave them again."""
        if self._preview is not None:
            self._is_parking_forced = not self._is_parking_forced
            self._count()

    def action_move(self, lines: int) -> None:
        """Move in the plan."""
        (self._plan.action_cursor_down if lines > 0 else self._plan.action_cursor_up)()

    # -- storing

    def on_option_list_option_selected(self) -> None:
        """Enter in the list stores."""
        self.action_apply()

    def action_apply(self) -> None:
        """Store the plan."""
        if self._preview is not None and not self._is_busy:
            self._is_busy = self._is_storing = True
            self.refresh_keys()
            if not self._changes_nothing:
                self._say("Storing …" if not self.is_ascii else "Storing ...")
            self.store(self._preview, dict(self._plan.decisions), self._is_parking_forced)

    def stored(self, summary: Summary) -> None:
        counts = ", ".join(
            f"{count} {fate}" for fate, count in summary.counts.items() if fate is not Fate.UNCHANGED and count
        )
        were = (
            "card that is gone from the notes was"
            if summary.withheld == 1
            else "cards that are gone from the notes were"
        )
        withheld = f" {summary.withheld} {were} left." if summary.withheld else ""
        if counts or withheld:
            self.quizzer.say(f"Stored: {counts or 'nothing new'}.{withheld}")
        self.be_done()

    def overtaken(self) -> None:
        self._is_busy = self._is_storing = False
        self.quizzer.say("Something else was imported meanwhile: this is the plan as it is now.")
        if self._request is not None:
            self._read(self._request)

    def action_back(self) -> None:
        """Leave; what is being read is given up."""
        self.workers.cancel_group(self, READING)
        self.app.pop_screen()


def _found(text: str) -> Path | None:
    """The path that is named, if it is there; whatever cannot be a path is not."""
    try:
        path = Path(text).expanduser()
        return path if path.exists() else None
    except (OSError, ValueError, RuntimeError):  # too long, with a null character, or the home of nobody
        return None
