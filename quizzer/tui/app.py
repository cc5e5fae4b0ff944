"""The app: wiring, themes, keys and commands; what it says and what it opens outside stand in modules of their own."""

from __future__ import annotations

import gc
import os
import re
import threading
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, InputEvent, Paste
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from quizzer.config import Home, Settings
from quizzer.domain.candidates import Selection
from quizzer.domain.plain_text import clean
from quizzer.services.clock import Clock
from quizzer.services.study import Desk
from quizzer.tui import themes
from quizzer.tui.markdown import Look, warm_up
from quizzer.tui.math import MathForm
from quizzer.tui.outside import OutsideApp
from quizzer.tui.screens.base import QuizzerScreen

if TYPE_CHECKING:
    from quizzer.services.sitting import Sitting

WARM_UP_AFTER = 0.1
"""Seconds from the first paint to loading what later cards need: the paint itself shall not share the processor."""
_KEY_NAMES = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "delete": "del", "slash": "/",
              "minus": "-"}  # fmt: skip
_FUNCTION_KEY = re.compile(r"f\d+")


class QuizzerApp(OutsideApp):
    """Opened on the Today screen, or straight on a review; its result is the exit code."""

    TITLE = "quizzer"
    CSS_PATH = "quizzer.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-tiny"), (40, "-narrow"), (60, "-normal"), (100, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-short"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "Keys of this screen", show=False, id="app.keys", key_display="?"),
        Binding("f1", "guide", "Guide", show=False, id="app.guide"),
        Binding("ctrl+p,colon", "command_palette", "Commands by name", show=False, id="app.palette"),
        Binding("M", "messages", "Messages of this sitting", show=False, id="app.messages"),
        Binding("T", "theme", "Next theme", show=False, id="app.theme"),
        Binding("ctrl+q", "quit", "Quit", show=False, id="app.quit", priority=True),
    ]

    _has_begun = False

    def __init__(
        self,
        home: Home,
        settings: Settings,
        clock: Clock,
        *,
        selection: Selection | None = None,
        minutes: int | None = None,
        more_today: int = 0,
        desk: Desk | None = None,
        sitting: Sitting | None = None,
        environment: Mapping[str, str] | None = None,
        picture_widget: type[Widget] | None = None,
    ) -> None:
        super().__init__()
        self.picture_widget = picture_widget
        """Shows pictures inside a card; None where the terminal or the person does without."""
        self.home = home
        self.settings = settings
        self.clock = clock
        self.math = MathForm(settings.math)
        self.environment = os.environ if environment is None else environment
        self._selection = selection
        self._minutes = minutes
        self._more_today = more_today
        self._desk = desk
        self._sitting = sitting
        self._look: tuple[str, MathForm, Look] | None = None
        for theme in themes.OWN:
            self.register_theme(theme)
        self._begin_with(settings.theme if settings.theme in self.available_themes else themes.DARK.name)
        if not settings.animations or "SSH_CONNECTION" in self.environment or "SSH_TTY" in self.environment:
            self.animation_level = "none"

    def _begin_with(self, theme: str) -> None:
        """The first theme, before anything is drawn: a later change has every style sheet read a second time."""
        self.set_reactive(App.theme, theme)
        self._has_begun = True
        is_dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": is_dark, "-light-mode": not is_dark}, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; none while the library's constructor asks, which is before there is a theme."""
        return super().get_css_variables() if self._has_begun else {}

    @property
    def desk(self) -> Desk:
        """The desk, opened when it is first needed; StoreError when the database cannot be used."""
        if self._desk is None:
            self._desk = Desk(self.home, self.settings, self.clock)
        return self._desk

    def renew_desk(self) -> bool:
        """Open the database anew where another file has taken its place, as after the restoring of a backup."""
        if self._desk is None or not self._desk.is_replaced:
            return False
        self._desk.close()
        self._desk = None
        self.say("The database was replaced meanwhile: this is what it holds now.")
        return True

    @property
    def look(self) -> Look:
        """How card text is drawn now."""
        if self._look is None or self._look[:2] != (self.theme, self.math):
            self._look = (self.theme, self.math, themes.look_for(self, self.settings, self.math))
        return self._look[2]

    def get_default_screen(self) -> Screen[None]:
        """Today, or the review that the command line asked for."""
        if self._selection is None:
            from quizzer.tui.screens.today import TodayScreen

            return TodayScreen()
        from quizzer.tui.screens.review import ReviewScreen

        return ReviewScreen(self._selection, minutes=self._minutes, more_today=self._more_today, sitting=self._sitting)

    def on_mount(self) -> None:
        """Take the person's own keys, and their wish for plain letters."""
        self.set_class(self.settings.ascii, "-ascii-only")
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))

    def on_ready(self) -> None:
        """The first card is on the screen: now load what later ones need, off the way of the keys."""
        if not gc.isenabled():
            # What the start has made stays till the end: later collections need not look at it again.
            gc.freeze()
            gc.enable()
        self.set_timer(WARM_UP_AFTER, self._warm_up)

    def _warm_up(self) -> None:
        threading.Thread(target=_load_the_rest, daemon=True).start()
        if self._desk is not None and self._desk.is_fixed:
            told = f"{self.home.database} cannot be written: you can look around, and nothing will be saved."
            self.say(told, severity="warning")
            return
        behind = self._desk.clock_behind() if self._desk is not None else None
        if behind:
            self.say(behind.sentence, severity="warning")

    async def on_event(self, event: Event) -> None:
        """Take commands to the terminal out of what is pasted; let nobody grade a card that the window is too small for."""
        if isinstance(event, InputEvent) and self._is_too_small and getattr(event, "key", "") != "ctrl+q":
            return
        if isinstance(event, Paste):
            # Terminals send a line's end as the key that was pressed for it: a carriage return.
            event.text = clean(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super().on_event(event)

    @property
    def _is_too_small(self) -> bool:
        return any(name in self.screen.classes for name in ("-tiny", "-flat"))

    def on_unmount(self) -> None:
        """Let go of the database."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def change_settings(self, settings: Settings) -> None:
        """Let new settings hold from now on."""
        self.settings = settings
        if self._desk is not None:
            self._desk.settings = settings
        self.math = MathForm(settings.math)
        self._look = None
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self.set_class(settings.ascii, "-ascii-only")
        self.set_keymap(dict(settings.keymap))

    def replace_screen(self, screen: Screen[None]) -> None:
        """Put a screen in the place of the present one; the first of all stays below it."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave_review(self) -> None:
        """After a review: back to Today, or out when the review was all that was asked for."""
        if self._selection is None:
            self.pop_screen()
        else:
            self.exit(0)

    def action_keys(self) -> None:
        """The keys of this screen."""
        from quizzer.tui.screens.keys import KeysScreen

        self.push_screen(KeysScreen(self.screen))

    def action_guide(self) -> None:
        """The guide."""
        from quizzer.tui.screens.guide import GuideScreen

        if not isinstance(self.screen, GuideScreen):
            self.push_screen(GuideScreen())

    def action_messages(self) -> None:
        """What was said in this sitting."""
        from quizzer.tui.screens.messages import MessagesScreen

        if not isinstance(self.screen, MessagesScreen):
            self.push_screen(MessagesScreen())

    def action_theme(self) -> None:
        """Try the next theme; the settings keep one for good."""
        names = [*(theme.name for theme in themes.OWN), "ansi-dark", "ansi-light", "textual-dark", "nord", "gruvbox"]
        names = [name for name in names if name in self.available_themes]
        place = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[place % len(names)]
        self.say(f"Theme {self.theme}, until you quit. Settings keeps one for good.")

    def get_key_display(self, binding: Binding) -> str:
        """Keys by the name that stands on them."""
        if binding.key_display:
            return binding.key_display
        *held, key = binding.key.split("+")
        shown = _KEY_NAMES.get(key) or _printed(key)
        return f"^{shown}" if held == ["ctrl"] else "+".join((*held, shown))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the screen by name, then the app's own."""
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.description and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                run = partial(self.run_action, binding.action, active.node)
                said = screen.describe(binding.action) if isinstance(screen, QuizzerScreen) else ""
                yield SystemCommand(said or binding.description, f"key {self.get_key_display(binding)}", run)
        for theme in (*(own.name for own in themes.OWN), "ansi-dark", "ansi-light"):
            yield SystemCommand(f"Theme: {theme}", "colours of the screens", partial(setattr, self, "theme", theme))


def _printed(key: str) -> str:
    """A key as it is printed on a keyboard: a sign for its name, function keys with a capital."""
    if _FUNCTION_KEY.fullmatch(key):
        return key.upper()
    sign = key_to_character(key) or ""
    return sign if sign.strip() and sign.isprintable() else key


def _load_the_rest() -> None:
    """What the first answer and the first grade need."""
    import quizzer.store.log
    import quizzer.tui.widgets.grade_bar  # noqa: F401

    warm_up()
