"""Stubs: questions that the notes do not answer yet; Enter opens the note there."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.domain.cards import Stub
from quizzer.errors import QuizzerError
from quizzer.services.reporting import open_questions
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.base import QuizzerScreen

NOTHING = "Every question in your notes has an answer."


class StubsScreen(QuizzerScreen):
    """A list by note."""

    CSS_PATH = "../pages.tcss"
    NAME = "Open questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "edit", "Open the note there", id="stubs.edit"),
        Binding("j", "move(1)", "Down", id="stubs.down"),
        Binding("k", "move(-1)", "Up", id="stubs.up"),
        Binding("escape,q,s", "back", "Back", id="stubs.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._places: list[Stub | None] = []

    def body(self) -> ComposeResult:
        """The list, and a word when it is empty."""
        yield Static(NOTHING, markup=False, id="nothing")
        yield OptionList(id="stubs", markup=False)

    def on_mount(self) -> None:
        """Load them."""
        self._load()

    def on_screen_resume(self) -> None:
        """An answer may have been written meanwhile."""
        if self._was_shown:
            self._load()

    def _load(self) -> None:
        try:
            stubs = open_questions(self.quizzer.desk)
        except QuizzerError as error:
            self.quizzer.complain(error)
            stubs = []
        found = self.query_one(OptionList)
        place = found.highlighted or 1
        found.clear_options()
        self._places = []
        path = ""
        for stub in stubs:
            if stub.path != path:
                path = stub.path
                self._places.append(None)
                found.add_option(Option(Content(f"  {Path(path).name}").stylize("bold"), disabled=True))
            self._places.append(stub)
            line = to_plain(stub.question, ascii_only=self.is_ascii)
            found.add_option(Option(Content.assemble((f"  line {stub.line:<5} ", "$foreground 60%"), line)))
        self.title_bar.show("quizzer  Open questions", f"{len(stubs)} without an answer")
        self.query_one("#nothing").display = not stubs
        found.display = bool(stubs)
        if stubs:
            found.focus()
            place = min(place, len(self._places) - 1)
            # The name of a note cannot be chosen; below each there is a question.
            found.highlighted = place + 1 if self._places[place] is None else place
        self.refresh_keys()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [*([("edit", "Open the note")] if self._places else []), ("back", "Back"), ("keys", "Keys")]

    def on_option_list_option_selected(self) -> None:
        """Enter or a click."""
        self.action_edit()

    def action_edit(self) -> None:
        """Open the note at the question."""
        place = self.query_one(OptionList).highlighted
        stub = self._places[place] if place is not None and place < len(self._places) else None
        if stub is not None:
            self.quizzer.edit_text(stub.path, stub.line)

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        found = self.query_one(OptionList)
        (found.action_cursor_down if lines > 0 else found.action_cursor_up)()
