"""Links: what a card points to, with the address that would be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizzer.tui.markdown import Link

if TYPE_CHECKING:
    from quizzer.tui.app import QuizzerApp


class LinksScreen(ModalScreen[None]):
    """Choose one to open."""

    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,o", "dismiss", "Close", id="links.close")]

    def __init__(self, links: list[Link], note: str) -> None:
        super().__init__()
        self._links = links
        self._note = note

    def compose(self) -> ComposeResult:
        """A list of labels and addresses."""
        with Vertical(id="dialog"):
            yield OptionList(
                *(
                    Option(
                        Content.assemble(
                            (f"{'picture' if link.is_picture else 'link'}  ", "$foreground 60%"),
                            (link.label or link.target, "bold"),
                            (f"\n{link.target.removeprefix('wiki:')}", "$foreground 60%"),
                        )
                    )
                    for link in self._links
                ),
                markup=False,
            )

    def on_mount(self) -> None:
        """Say what it is."""
        self.query_one("#dialog").border_title = "Open"
        self.query_one("#dialog").border_subtitle = "enter opens it, esc closes"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        app = cast("QuizzerApp", self.app)
        self.dismiss()
        app.open_link(self._links[event.option_index], self._note)
