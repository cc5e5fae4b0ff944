"""What every screen has: a title, a key bar, and a word for terminals that are too small."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Event, ScreenResume
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from quizzer.errors import QuizzerError
from quizzer.tui.widgets.key_bar import Hint, KeyBar
from quizzer.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from quizzer.tui.app import QuizzerApp

Undone = TypeVar("Undone")

TOO_SMALL = "quizzer wants\n40 x 10 or more.\n\nMake the window\na little larger."
MOST_WIDTH = 134
"""Columns that a screen makes use of: a hundred for text, for longer lines are hard to read, and the side column."""
ALWAYS = frozenset({"keys", "leave", "back", "escape", "quit", "done", "end"})
"""Actions whose keys are shown however narrow the window is: the way out, and the key that lists all others."""


class QuizzerScreen(Screen[None]):
    """Subclasses give `body()` and `hints()`, the actions that matter now with a word each."""

    AUTO_FOCUS = ""
    NAME: ClassVar[str] = ""
    """What the help calls the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.title_bar = TitleBar()
        self.key_bar = KeyBar()
        self._was_shown = False

    @property
    def quizzer(self) -> QuizzerApp:
        """The app with its own attributes."""
        return cast("QuizzerApp", self.app)

    @property
    def is_ascii(self) -> bool:
        """Whether to draw with ASCII alone."""
        return self.quizzer.settings.ascii

    @property
    def room(self) -> int:
        """Columns that the body has."""
        return min(self.size.width, MOST_WIDTH)

    def take_back(self, undo: Callable[[], Undone | None], nothing: str = "There is nothing to undo.") -> Undone | None:
        """What `undo` took back; None, and said, when there was nothing or it could not be."""
        try:
            undone = undo()
        except QuizzerError as error:
            self.quizzer.complain(error, "Nothing was taken back")
            return None
        if undone is None:
            self.quizzer.say(nothing)
        return undone

    def undo_newest(self) -> bool:
        """Take the newest grade or mark back and say which; whether there was one."""
        from quizzer.tui import wording

        undone = self.take_back(self.quizzer.desk.undo_named)
        if undone is None:
            return False
        self.quizzer.say(wording.taken_back(*undone, is_ascii=self.is_ascii))
        return True

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        self._fit()
        yield self.title_bar
        with Container(id="body") as body:
            body.styles.max_width = MOST_WIDTH
            yield from self.body()
        yield self.key_bar
        yield Static(TOO_SMALL, markup=False, classes="too-small")

    def _fit(self) -> None:
        """Take the classes of the window's size before there are widgets, which would else be styled twice."""
        width, height = self.app.size
        for extent, points in ((width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)):
            fitting = [name for least, name in points or () if extent >= least]
            self.add_class(*fitting[-1:], update=False)

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def hints(self) -> list[tuple[str, str]]:
        """Up to six actions with a word each, the most useful first."""
        return []

    def describe(self, action: str) -> str:
        """What an action does, where its binding cannot say it once for all; else empty."""
        return ""

    @property
    def is_typing(self) -> bool:
        """Whether letters go into a field now."""
        return isinstance(self.focused, Input)

    def refresh_keys(self) -> None:
        """Show the keys of the moment, as the person has mapped them; a click on one does what the key does."""
        keys: dict[str, tuple[str, str]] = {}
        field = self.focused
        for key, active in self.active_bindings.items():
            if field is not None and active.node is not field and field.check_consume_key(key, key_to_character(key)):
                continue  # it would be typed
            room = "app" if active.node is self.app else "screen" if active.node is self else "focused"
            keys.setdefault(active.binding.action, (self.app.get_key_display(active.binding), room))
        if not self.is_typing:
            for binding in self._bindings.key_to_bindings.get("enter", ()):
                # A list in focus answers Enter itself, and the screen acts on what it says.
                shown = (self.app.get_key_display(binding), "screen")
                if binding.action not in keys or isinstance(field, OptionList):
                    keys[binding.action] = shown
        hints = [
            Hint(keys[action][0], label, f"{keys[action][1]}.{action}", is_pinned=action in ALWAYS)
            for action, label in self.hints()
            if action in keys
        ]
        self.key_bar.show(hints, Hint("^p", "Commands", "app.command_palette"))

    def on_descendant_focus(self) -> None:
        """In a field other keys work than beside it."""
        self.refresh_keys()

    def on_descendant_blur(self) -> None:
        """Letters are keys again."""
        self.refresh_keys()

    async def on_event(self, event: Event) -> None:
        """When the screen is first shown its widgets have just been styled: not once more."""
        if isinstance(event, ScreenResume) and not self._was_shown:
            event.refresh_styles = False
        await super().on_event(event)

    def on_screen_resume(self) -> None:
        """Keys may have been remapped meanwhile; the first time many a screen has shown its own by now."""
        if self._was_shown or not self.key_bar.has_hints:
            self.refresh_keys()
        self._was_shown = True

    def action_back(self) -> None:
        """Leave the screen."""
        self.app.pop_screen()

    def be_done(self) -> None:
        """Leave the screen, with whatever was opened above it meanwhile."""
        while self.app.screen is not self and self in self.app.screen_stack:
            self.app.pop_screen()
        if self.app.screen is self:
            self.app.pop_screen()
