"""The decks that come with quizzer: choose some, Enter adds them."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection as Choice

from quizzer.errors import QuizzerError
from quizzer.services.decks import BundledDeck, bundled, install_bundled
from quizzer.tui.screens.base import QuizzerScreen


class BundledScreen(QuizzerScreen):
    """A list to tick."""

    NAME = "Decks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", "Add what is ticked", id="bundled.add", priority=True),
        Binding("a", "all", "Tick all", id="bundled.all"),
        Binding("j", "move(1)", "Down", id="bundled.down"),
        Binding("k", "move(-1)", "Up", id="bundled.up"),
        Binding("escape,q", "back", "Back", id="bundled.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[BundledDeck] = []

    def body(self) -> ComposeResult:
        """A word and the list."""
        yield Static("Space ticks, Enter adds. Cards of your own notes always come first.", markup=False, id="lead")
        yield SelectionList[str](id="ticks")

    def on_mount(self) -> None:
        """Load them."""
        self.title_bar.show("quizzer  Decks that come with it")
        try:
            self._decks = bundled()
        except QuizzerError as error:
            self.quizzer.complain(error)
        ticks = self.query_one(SelectionList)
        ticks.add_options(Choice(Content(deck.title), deck.name) for deck in self._decks)
        ticks.focus()
        ticks.highlighted = 0 if self._decks else None

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("add", "Add"), ("all", "All"), ("back", "Back"), ("keys", "Keys")]

    def action_all(self) -> None:
        """Tick everything, or nothing when everything is ticked."""
        ticks = self.query_one(SelectionList)
        if len(ticks.selected) == len(self._decks):
            ticks.deselect_all()
        else:
            ticks.select_all()

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        ticks = self.query_one(SelectionList)
        (ticks.action_cursor_down if lines > 0 else ticks.action_cursor_up)()

    def action_add(self) -> None:
        """Add the ticked decks, or the one under the cursor when none is."""
        ticks = self.query_one(SelectionList)
        names = set(ticks.selected)
        if not names and ticks.highlighted is not None:
            names = {ticks.get_option_at_index(ticks.highlighted).value}
        chosen = [deck for deck in self._decks if deck.name in names]
        if chosen:
            self.query_one("#lead", Static).update("Adding …" if not self.is_ascii else "Adding ...")
            self._install(chosen)

    @work(thread=True, exclusive=True)
    def _install(self, chosen: list[BundledDeck]) -> None:
        app = self.quizzer
        try:
            count = install_bundled(app.home, app.settings, app.clock, chosen)
        except QuizzerError as error:
            app.call_from_thread(app.complain, error)
            return
        app.call_from_thread(self._done, len(chosen), count)

    def _done(self, decks: int, cards: int) -> None:
        self.quizzer.say(f"Added {cards} new cards from {decks} {'deck' if decks == 1 else 'decks'}.")
        self.app.pop_screen()
