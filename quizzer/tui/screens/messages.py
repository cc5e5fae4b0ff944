"""Messages: everything that was said in this sitting, the newest last."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizzer.tui.screens.base import QuizzerScreen


class MessagesScreen(QuizzerScreen):
    """A log to scroll in."""

    CSS_PATH = "../pages.tcss"
    NAME = "Messages"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,M", "back", "Back", id="messages.back")]

    def body(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="page"):
            yield Static("", markup=False, id="log")

    def on_mount(self) -> None:
        """Show what there is."""
        self.title_bar.show("quizzer  Messages")
        said = self.quizzer.messages
        self.query_one("#log", Static).update(Content("\n".join(said) if said else "Nothing was said yet."))
        self.query_one("#page").focus()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("back", "Back"), ("keys", "Keys")]
