"""The decks that come with quizzer: choose some, Enter adds them."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.errors import QuizzerError
from quizzer.services.decks import BundledDeck, bundled, install_bundled
from quizzer.tui.screens.base import QuizzerScreen

LEAD = "Space ticks, Enter adds. Cards of your own notes always come first."


class BundledScreen(QuizzerScreen):
    """A list to tick."""

    CSS_PATH = "../pages.tcss"
    NAME = "Decks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", "Add what is ticked", id="bundled.add", priority=True),
        Binding("space", "tick", "Tick", id="bundled.tick"),
        Binding("a", "all", "Tick all", id="bundled.all"),
        Binding("j", "move(1)", "Down", id="bundled.down"),
        Binding("k", "move(-1)", "Up", id="bundled.up"),
        Binding("escape,q", "back", "Back", id="bundled.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._is_adding = False
        self._decks: list[BundledDeck] = []
        self._ticked: set[str] = set()

    def body(self) -> ComposeResult:
        """A word and the list."""
        yield Static(LEAD, markup=False, id="lead")
        yield OptionList(id="ticks", markup=False)

    def on_mount(self) -> None:
        """Load them."""
        self.title_bar.show("quizzer  Decks that come with quizzer")
        try:
            self._decks = bundled()
        except QuizzerError as error:
            self.quizzer.complain(error)
        ticks = self.query_one(OptionList)
        ticks.add_options(Option(self._line(deck), id=deck.name) for deck in self._decks)
        ticks.focus()
        ticks.highlighted = 0 if self._decks else None

    def _line(self, deck: BundledDeck) -> Content:
        is_ticked = deck.name in self._ticked
        box = ("[x]" if is_ticked else "[ ]") if self.is_ascii else ("☑" if is_ticked else "☐")
        return Content.assemble((f" {box}  ", "bold $accent" if is_ticked else "$foreground 60%"), deck.title)

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("tick", "Tick"), ("add", "Add"), ("all", "All"), ("back", "Back"), ("keys", "Keys")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody leaves while decks are being added."""
        return not self._is_adding

    def action_tick(self) -> None:
        """Tick the deck under the cursor, or untick it."""
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self._ticked ^= {self._decks[place].name}
            self._redraw()

    def action_all(self) -> None:
        """Tick everything, or nothing when everything is ticked."""
        names = {deck.name for deck in self._decks}
        self._ticked = set() if self._ticked == names else names
        self._redraw()

    def _redraw(self) -> None:
        ticks = self.query_one(OptionList)
        for place, deck in enumerate(self._decks):
            ticks.replace_option_prompt_at_index(place, self._line(deck))

    def on_option_list_option_selected(self) -> None:
        """A click ticks."""
        self.action_tick()

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        ticks = self.query_one(OptionList)
        (ticks.action_cursor_down if lines > 0 else ticks.action_cursor_up)()

    def action_add(self) -> None:
        """Add the ticked decks, or the one under the cursor when none is."""
        place = self.query_one(OptionList).highlighted
        names = self._ticked or ({self._decks[place].name} if place is not None else set())
        chosen = [deck for deck in self._decks if deck.name in names]
        if chosen:
            self._is_adding = True
            self.refresh_keys()
            self.query_one("#lead", Static).update("Adding …" if not self.is_ascii else "Adding ...")
            self._install(chosen)

    @work(thread=True, exclusive=True)
    def _install(self, chosen: list[BundledDeck]) -> None:
        app = self.quizzer
        try:
            count = install_bundled(app.home, app.settings, app.clock, chosen)
        except QuizzerError as error:
            app.call_from_thread(self._failed, error)
            return
        app.call_from_thread(self._done, len(chosen), count)

    def _failed(self, error: QuizzerError) -> None:
        self._is_adding = False
        self.query_one("#lead", Static).update(LEAD)
        self.refresh_keys()
        self.quizzer.complain(error)

    def _done(self, decks: int, cards: int) -> None:
        self.quizzer.say(f"Added {cards} new cards from {decks} {'deck' if decks == 1 else 'decks'}.")
        self.be_done()
