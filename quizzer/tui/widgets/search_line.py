"""The line that cards are searched in, with its explanation below; the tags of a card are typed in the same place."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

PLACEHOLDER = "words, tag:llm, deck:name, is:due"
UNFOCUSED = f"/ searches: {PLACEHOLDER}"
"""While something else has the focus, so that the way into the field is told."""
SEARCH_HELP = 'is:due new leech suspended parked flagged buried · "a phrase" · -not'
TAG_FIELD = "tags, with spaces between"
TAG_HELP = "Tags of the card under the cursor, beside those of its note"
FAINT = "$foreground 60%"


class SearchLine(Vertical):
    """Announces what is typed; while tags are typed nothing is searched, and the search comes back after them."""

    DEFAULT_CSS = "SearchLine { height: auto; }"

    class Searched(Message):
        """The search is another now."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Tagged(Message):
        """These tags were entered."""

        def __init__(self, tags: list[str]) -> None:
            super().__init__()
            self.tags = tags

    class Left(Message):
        """Enter was pressed: the keys belong to the list."""

    def __init__(self, query: str, *, is_ascii: bool) -> None:
        super().__init__()
        self._query = query
        self._is_ascii = is_ascii
        self._problem = ""
        self._field = Input(query, id="query", placeholder=UNFOCUSED, select_on_focus=False)
        self._explanation = Static("", markup=False, id="problem")
        self.is_tagging = False

    def compose(self) -> ComposeResult:
        """The field, and what is said about it."""
        yield self._field
        yield self._explanation

    @property
    def has_keys(self) -> bool:
        """Whether letters go into the field now."""
        return self.screen.focused is self._field

    def enter(self) -> None:
        """Go to the field."""
        self._field.focus()

    def ask_tags(self) -> None:
        """The field takes tags, until Enter or until it is left."""
        self.is_tagging = True
        self._field.value = ""
        self._field.placeholder = TAG_FIELD
        self._field.focus()

    def stop_tagging(self) -> None:
        """The field holds the search again."""
        if self.is_tagging:
            self._field.value = self._query
            self.is_tagging = False
            self._explain()

    def tell(self, problem: str = "") -> None:
        """Say why a search cannot be made, or that it could."""
        self._problem = problem
        self._explain()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while it is being typed."""
        event.stop()
        if not self.is_tagging and event.value != self._query:
            self._query = event.value
            self.post_message(self.Searched(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the tags, and leaves."""
        event.stop()
        if self.is_tagging:
            self.stop_tagging()
            self.post_message(self.Tagged(event.value.replace(",", " ").split()))
        self.post_message(self.Left())

    def on_descendant_focus(self) -> None:
        """In the field its words are explained."""
        self._explain()

    def on_descendant_blur(self) -> None:
        """Beside it the way in is."""
        self._explain()

    def _explain(self) -> None:
        if self.is_tagging:
            self._say(TAG_HELP, FAINT)
            return
        self._field.placeholder = PLACEHOLDER if self.has_keys else UNFOCUSED
        if self._problem:
            self._say(self._problem, "$error")
        elif self.has_keys:
            self._say(SEARCH_HELP.replace("·", "|") if self._is_ascii else SEARCH_HELP, FAINT)
        else:
            self._say("")

    def _say(self, text: str, style: str = "") -> None:
        self._explanation.display = bool(text)
        self._explanation.update(Content(text).stylize(style))
