"""Settings: every one with its explanation; a bad value is refused where it is typed and never saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quizzer import config, config_file
from quizzer.errors import QuizzerError
from quizzer.tui.screens.base import QuizzerScreen


class SettingsScreen(QuizzerScreen):
    """A list of settings; Enter changes the one under the cursor."""

    CSS_PATH = "../pages.tcss"
    NAME = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "change", "Change", id="settings.change"),
        Binding("backspace,delete", "reset", "Back to the default", id="settings.reset"),
        Binding("j", "move(1)", "Down", id="settings.down"),
        Binding("k", "move(-1)", "Up", id="settings.up"),
        Binding("E", "file", "Open config.toml", id="settings.file"),
        Binding("escape", "escape", "Back", id="settings.escape"),
        Binding("q,comma", "back", "Back", show=False, id="settings.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._names = [name for name, item in config.SETTINGS.items() if not isinstance(_default(item.name), Mapping)]

    def body(self) -> ComposeResult:
        """The list, a field, and the explanation of the line under the cursor."""
        yield OptionList(id="settings", markup=False)
        yield Static("", markup=False, id="explained")
        yield Input(id="value")

    def on_mount(self) -> None:
        """Fill the list."""
        self.title_bar.show("quizzer  Settings", f"{'*' if self.is_ascii else '●'} is your own; saved at once")
        self.query_one("#value").display = False
        self._fill()
        self.query_one(OptionList).focus()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self.is_typing:
            return [("submit", "Save"), ("escape", "Leave field")]
        return [
            ("change", "Change"),
            ("reset", "Default"),
            ("file", "config.toml"),
            ("escape", "Back"),
            ("keys", "Keys"),
        ]

    def _fill(self) -> None:
        found = self.query_one(OptionList)
        place = found.highlighted or 0
        found.clear_options()
        found.add_options(Option(self._line(name), id=name) for name in self._names)
        found.highlighted = place

    def _line(self, name: str) -> Content:
        value = getattr(self.quizzer.settings, name)
        is_own = value != _default(name)
        mark = ("* " if self.is_ascii else "● ") if is_own else "  "
        return Content.assemble(
            (mark, "$accent"),
            f"{_label(name):<22}",
            (_shown(name, value), "bold" if is_own else "$foreground 60%"),
        )

    @property
    def _chosen(self) -> str:
        place = self.query_one(OptionList).highlighted
        return self._names[place or 0]

    def on_option_list_option_highlighted(self) -> None:
        """Explain the line."""
        self._explain()

    def _explain(self, problem: str = "") -> None:
        item = config.SETTINGS[self._chosen]
        limits = item.metadata
        help = str(limits["help"])
        parts: list[tuple[str, str] | str] = [f"{help[:1].upper()}{help[1:]}.\n"]
        if problem:
            parts.append((problem, "bold $error"))
        else:
            parts.append((f"{_range(item.name)}default {_shown(item.name, _default(item.name))}", "$foreground 60%"))
            parts.append((f"   {item.name} in config.toml", "$foreground 60%"))
        self.query_one("#explained", Static).update(Content.assemble(*parts))

    def on_option_list_option_selected(self) -> None:
        """Enter or a click."""
        self.action_change()

    def action_change(self) -> None:
        """Turn over a yes or no, take the next choice, or open the field."""
        name = self._chosen
        value = getattr(self.quizzer.settings, name)
        choices = config.SETTINGS[name].metadata.get("choices")
        if isinstance(value, bool):
            self._save(name, "no" if value else "yes")
        elif choices:
            self._save(name, str(choices[(list(choices).index(value) + 1) % len(choices)]))
        else:
            field = self.query_one("#value", Input)
            field.display = True
            shown = _shown(name, value)
            field.value = "" if shown == _EMPTY else shown.replace("\n", " ")
            field.focus()

    def action_reset(self) -> None:
        """Take the setting out of the file."""
        self._save(self._chosen, None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the value, or say what is wrong with it and stay."""
        event.stop()
        if self._save(self._chosen, event.value.strip()):
            self._close_field()

    def _close_field(self) -> None:
        self.query_one("#value").display = False
        self.query_one(OptionList).focus()

    def _save(self, name: str, text: str | None) -> bool:
        app = self.quizzer
        try:
            config_file.store(app.home.config, name, text)
            app.change_settings(config_file.load(app.home.config))
        except QuizzerError as error:
            problem = str(error).replace(name, _label(name))
            self._explain(f"{problem}; {error.hint}" if error.hint else problem)
            return False
        place = self._names.index(name)
        self.query_one(OptionList).replace_option_prompt_at_index(place, self._line(name))
        self._explain()
        return True

    def action_file(self) -> None:
        """Open the file itself."""
        self.quizzer.edit_file(str(self.quizzer.home.config), 1)
        try:
            self.quizzer.change_settings(config_file.load(self.quizzer.home.config))
        except QuizzerError as error:
            self.quizzer.complain(error, "The settings before hold")
        self._fill()

    def action_escape(self) -> None:
        """Close the field first, then the screen."""
        if self.query_one("#value").display:
            self._close_field()
        else:
            self.action_back()

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        found = self.query_one(OptionList)
        (found.action_cursor_down if lines > 0 else found.action_cursor_up)()


_EMPTY = "not set"
_LABELS = {"mb_may_mean_mib": "MB may mean MiB", "fsrs_parameters": "FSRS parameters", "ascii": "ASCII alone",
           "file_limit_mib": "file limit, MiB", "math": "formulas"}  # fmt: skip


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " "))


def _default(name: str) -> Any:
    return getattr(config.DEFAULTS, name)


def _range(name: str) -> str:
    """What may be chosen, as the beginning of a line."""
    limits = config.SETTINGS[name].metadata
    if limits.get("choices"):
        return f"{' or '.join(map(str, limits['choices']))}, "
    if "low" not in limits:
        return ""
    return f"{limits['low']} to {_shown(name, limits['high'])}, "


def _shown(name: str, value: object) -> str:
    if value == config.NO_LIMIT and config.SETTINGS[name].metadata.get("high") == config.NO_LIMIT:
        return config.WITHOUT_LIMIT
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _EMPTY
    return str(value) if value != "" else _EMPTY
