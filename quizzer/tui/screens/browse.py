"""Browse: search, look, suspend, flag, tag, park, edit; a page of cards at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizzer.domain.cards import Card, CardState
from quizzer.domain.plain_text import counted
from quizzer.errors import QuizzerError
from quizzer.services.browsing import PAGE, Hit, Page, browse
from quizzer.services.study import Desk
from quizzer.tui import wording
from quizzer.tui.hit_lines import hit_line
from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.card_preview import CardPreview
from quizzer.tui.widgets.search_line import SearchLine


class BrowseScreen(QuizzerScreen):
    """A field, a list, a preview."""

    CSS_PATH = "../pages.tcss"
    NAME = "Browse"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="browse.search", key_display="/"),
        Binding("s", "suspend", "Suspend, or show again", id="browse.suspend"),
        Binding("f", "flag", "Flag, or take the flag away", id="browse.flag"),
        Binding("t", "tag", "Tag", id="browse.tag"),
        Binding("d", "park", "Park, or bring back", id="browse.park"),
        Binding("enter,space", "read", "Read the card", id="browse.read"),
        Binding("e,E", "edit", "Edit the note", id="browse.edit"),
        Binding("o", "open", "Open a link or picture", id="browse.open"),
        Binding("m", "math", "Formulas in another form", id="browse.math"),
        Binding("y", "copy", "Copy the card as Markdown", id="browse.copy"),
        Binding("u,z", "undo", "Undo the last change", id="browse.undo"),
        Binding("j", "move(1)", "Down", id="browse.down"),
        Binding("k", "move(-1)", "Up", id="browse.up"),
        Binding("n,right_square_bracket", "turn(1)", "Next page", id="browse.next"),
        Binding("p,left_square_bracket", "turn(-1)", "Previous page", id="browse.previous"),
        Binding("escape", "escape", "Leave the field, the screen", id="browse.escape"),
        Binding("q", "back", "Back", show=False, id="browse.back"),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._offset = 0
        self._page: Page | None = None
        self._is_reading = False
        """The preview has the keys, and all the room where there is no room for both."""

    def body(self) -> ComposeResult:
        """Search above, list and preview beside each other, or above each other when narrow."""
        yield SearchLine(self._query, is_ascii=self.is_ascii)
        with Horizontal(id="halves"):
            yield OptionList(id="hits", markup=False)
            yield CardPreview()

    @property
    def search_line(self) -> SearchLine:
        """Where cards are searched and tagged."""
        return self.query_one(SearchLine)

    def on_mount(self) -> None:
        """The first page."""
        self._load()
        self.query_one("#hits").focus()

    def on_screen_resume(self) -> None:
        """The note may have been edited meanwhile."""
        if self._was_shown:
            self._load()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self.is_typing:
            return [("submit", "Tag" if self.search_line.is_tagging else "To the list"), ("escape", "Leave field")]
        if self._is_reading:
            return [("escape", "To the list"), ("read", "Page on"), ("turn(1)", "Next card"), ("edit", "Edit"),
                    ("suspend", "Suspend"), ("keys", "Keys")]  # fmt: skip
        return [("search", "Search"), ("read", "Read"), ("edit", "Edit"), ("suspend", "Suspend"), ("escape", "Back"),
                ("keys", "Keys")]  # fmt: skip

    def describe(self, action: str) -> str:
        """Beside a card that is being read, pages of the list are cards."""
        if self._is_reading:
            return {"turn(1)": "Next card", "turn(-1)": "Card before"}.get(action, "")
        return ""

    # -- finding

    def on_search_line_searched(self, event: SearchLine.Searched) -> None:
        """Search while it is being typed."""
        self._query, self._offset = event.query, 0
        self._load()

    def on_search_line_left(self) -> None:
        """Enter goes to the list."""
        self.query_one("#hits").focus()

    def _load(self) -> None:
        try:
            self._page = browse(self.quizzer.desk, self._query, self._offset)
        except QuizzerError as error:
            self.search_line.tell(f"{error}; {error.hint}")
            self.title_bar.show("quizzer  Browse", "not searched")
            return
        self.search_line.tell()
        self._list()

    def _list(self) -> None:
        page = self._page
        assert page is not None
        hits = self.query_one("#hits", OptionList)
        place = hits.highlighted or 0
        hits.clear_options()
        day = self.quizzer.clock.now().day
        hits.add_options(Option(hit_line(hit, day, is_ascii=self.is_ascii)) for hit in page.hits)
        last = self._offset + len(page.hits)
        found = counted(page.total, "card") if page.total else "nothing found"
        self.set_class(not page.total, "-nothing")
        is_all = len(page.hits) == page.total
        self.title_bar.show("quizzer  Browse", found if is_all else f"{self._offset + 1}-{last} of {found}")
        if page.hits:
            hits.highlighted = min(place, len(page.hits) - 1)
        else:
            self._preview(None)

    @property
    def _hit(self) -> Hit | None:
        place = self.query_one("#hits", OptionList).highlighted
        return self._page.hits[place] if self._page and place is not None and place < len(self._page.hits) else None

    def on_option_list_option_highlighted(self) -> None:
        """Preview the card under the cursor."""
        self._preview(self._hit)

    def on_option_list_option_selected(self) -> None:
        """Enter or a click reads the card."""
        self.action_read()

    # -- reading

    def action_read(self) -> None:
        """Give the card the keys, and the room of the list where both have too little; then page on."""
        preview = self.query_one(CardPreview)
        if self._is_reading:
            preview.scroll_page_down(animate=False)
        elif self._hit is not None:
            self._is_reading = preview.can_focus = True
            self.add_class("-reading")
            preview.focus()

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = self.query_one(CardPreview).can_focus = False
            self.remove_class("-reading")
            self.query_one("#hits").focus()

    def _preview(self, hit: Hit | None) -> None:
        breaks = self.quizzer.settings.line_breaks
        self.query_one(CardPreview).show(hit, self.quizzer.look, line_breaks=breaks)

    # -- doing

    def _change(self, change: Callable[[Desk, Card], object], said: str) -> None:
        hit = self._hit
        if hit is None:
            return
        try:
            change(self.quizzer.desk, hit.card)
        except QuizzerError as error:
            self.quizzer.complain(error, "Nothing was changed")
            return
        self.quizzer.say(said)
        self._load()

    def action_suspend(self) -> None:
        """Hide the card from reviews, or show it again."""
        hit = self._hit
        is_hidden = hit is not None and hit.card.state is CardState.SUSPENDED
        self._change(
            lambda desk, card: desk.suspend(card), "Shown again." if is_hidden else "Suspended. u takes it back."
        )

    def action_flag(self) -> None:
        """Flag the card, or take its flag away."""
        hit = self._hit
        is_flagged = hit is not None and hit.card.is_flagged
        self._change(lambda desk, card: desk.flag(card), wording.flagged(is_flagged=not is_flagged))

    def action_park(self) -> None:
        """Take the card out for good, history kept, or bring it back."""
        hit = self._hit
        is_parked = hit is not None and hit.card.state is CardState.PARKED
        said = "Brought back." if is_parked else "Parked, history kept: is:parked finds it."
        self._change(lambda desk, card: desk.park(card), f"{said} u takes it back.")

    def action_tag(self) -> None:
        """Type tags for the card; those of its note stay."""
        if self._hit is not None:
            self._stop_reading()
            self.search_line.ask_tags()

    def on_search_line_tagged(self, event: SearchLine.Tagged) -> None:
        """Tags were entered for the card under the cursor."""
        self._change(lambda desk, card: desk.tag(card, event.tags), "Tagged. u takes it back.")

    def action_undo(self) -> None:
        """Take the newest grade or mark back."""
        if self.undo_newest():
            self._load()

    def action_edit(self) -> None:
        """Open the note at the card's line."""
        if self._hit is not None:
            self.quizzer.edit_note(self._hit.card)

    def action_open(self) -> None:
        """Open a link or picture of the card."""
        from quizzer.tui.markdown import read

        hit = self._hit
        if hit is not None:
            texts = (hit.card.question, hit.card.answer)
            self.quizzer.open_links([link for text in texts for link in read(text).links], hit.card.path)

    def action_math(self) -> None:
        """Draw formulas in the next form."""
        self.quizzer.math = self.quizzer.math.following
        self._preview(self._hit)

    def action_copy(self) -> None:
        """Copy question and answer as Markdown."""
        if self._hit is not None:
            self.app.copy_to_clipboard(f"{self._hit.card.question}\n\n{self._hit.card.answer}")
            self.quizzer.say("Copied as Markdown.")

    # -- moving

    def action_search(self) -> None:
        """Go to the field."""
        self._stop_reading()
        self.search_line.enter()

    def action_escape(self) -> None:
        """From the field or the card to the list, from the list back."""
        if self._is_reading:
            self._stop_reading()
        elif self.search_line.has_keys:
            self.search_line.stop_tagging()
            self.query_one("#hits").focus()
        else:
            self.action_back()

    def action_move(self, lines: int) -> None:
        """Move in the list, or in the card that is being read."""
        if self._is_reading:
            self.query_one(CardPreview).scroll_relative(y=lines, animate=False)
            return
        self._move(lines)

    def _move(self, lines: int) -> None:
        hits = self.query_one("#hits", OptionList)
        (hits.action_cursor_down if lines > 0 else hits.action_cursor_up)()

    def action_turn(self, pages: int) -> None:
        """Turn a page of the list; the next card while one is being read."""
        if self._is_reading:
            self._move(pages)
            return
        total = self._page.total if self._page else 0
        offset = self._offset + pages * PAGE
        if 0 <= offset < total:
            self._offset = offset
            self.query_one("#hits", OptionList).highlighted = None
            self._load()
