"""What every screen has: a title, a key bar, and a word for terminals that are too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from quizzer.tui.widgets.key_bar import Hint, KeyBar
from quizzer.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from quizzer.tui.app import QuizzerApp

TOO_SMALL = "quizzer wants\n40 x 10 or more.\n\nMake the window\na little larger."


class QuizzerScreen(Screen[None]):
    """Subclasses give `body()` and `hints()`, the actions that matter now with a word each."""

    AUTO_FOCUS = ""
    NAME: ClassVar[str] = ""
    """What the help calls the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.title_bar = TitleBar()
        self.key_bar = KeyBar()

    @property
    def quizzer(self) -> QuizzerApp:
        """The app with its own attributes."""
        return cast("QuizzerApp", self.app)

    @property
    def is_ascii(self) -> bool:
        """Whether to draw with ASCII alone."""
        return self.quizzer.settings.ascii

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield self.title_bar
        with Container(id="body"):
            yield from self.body()
        yield self.key_bar
        yield Static(TOO_SMALL, markup=False, classes="too-small")

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def hints(self) -> list[tuple[str, str]]:
        """Up to six actions with a word each, the most useful first."""
        return []

    def refresh_keys(self) -> None:
        """Show the keys of the moment, as the person has mapped them."""
        keys: dict[str, str] = {}
        for active in self.active_bindings.values():
            keys.setdefault(active.binding.action, self.app.get_key_display(active.binding))
        for binding in self._bindings.key_to_bindings.get("enter", ()):
            # A list in focus answers Enter itself, and the screen acts on what it says.
            keys.setdefault(binding.action, self.app.get_key_display(binding))
        hints = [
            Hint(keys[action], label, f"screen.{action}" if hasattr(self, _method(action)) else f"app.{action}")
            for action, label in self.hints()
            if action in keys
        ]
        self.key_bar.show(hints, Hint("^p", "Commands", "app.command_palette"))

    def on_screen_resume(self) -> None:
        """Keys may have been remapped meanwhile."""
        self.refresh_keys()

    def action_back(self) -> None:
        """Leave the screen."""
        self.app.pop_screen()


def _method(action: str) -> str:
    return f"action_{action.partition('(')[0]}"
