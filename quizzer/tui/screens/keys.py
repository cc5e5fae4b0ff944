"""Keys: every key that works on the screen below, searchable; Enter runs the command."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quizzer.tui.screens.base import QuizzerScreen

NOTHING = " No key fits these letters."


def _rank(active: ActiveBinding) -> tuple[bool, int]:
    """The screen's own keys first, as its class lists them, then those it shares with others, then the app's."""
    for place, owner in enumerate(type(active.node).__mro__):
        if any(isinstance(one, Binding) and one.id == active.binding.id for one in vars(owner).get("BINDINGS", ())):
            return isinstance(active.node, App), place
    return isinstance(active.node, App), len(type(active.node).__mro__)


class KeysScreen(ModalScreen[None]):
    """A list over the screen that it is about."""

    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", id="keys.close"),
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._name = str(getattr(below, "NAME", "")) or "this screen"
        rows: dict[tuple[str, object], tuple[list[str], str, object]] = {}
        for active in sorted(below.active_bindings.values(), key=_rank):
            binding = active.binding
            if not (binding.id and binding.description and active.enabled):
                continue
            said = below.describe(binding.action) if isinstance(below, QuizzerScreen) else ""
            keys, *_ = rows.setdefault((binding.action, active.node), ([], said or binding.description, active.node))
            keys.append(below.app.get_key_display(binding))
        self._rows = [(", ".join(keys), what, action, node) for (action, node), (keys, what, _) in rows.items()]

    def compose(self) -> ComposeResult:
        """A field to search in, and the list."""
        with Vertical(id="dialog"):
            yield Input(placeholder="find a key or a word", id="find")
            yield OptionList(id="found", markup=False)

    def on_mount(self) -> None:
        """All keys at first."""
        self.query_one("#dialog").border_title = f"Keys: {self._name}"
        self.query_one("#dialog").border_subtitle = "enter runs it, esc closes"
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what fits the words."""
        self._fill(event.value.strip().lower())

    def _fill(self, wanted: str) -> None:
        found = self.query_one(OptionList)
        found.clear_options()
        width = max((len(keys) for keys, *_ in self._rows), default=0)
        fitting = [
            Option(Content.assemble((f" {keys:<{width}}  ", "bold $accent"), what), id=str(place))
            for place, (keys, what, _, _) in enumerate(self._rows)
            if wanted in keys.lower() or wanted in what.lower()
        ]
        found.add_options(fitting or [Option(Content(NOTHING), disabled=True)])
        found.highlighted = 0 if fitting else None

    def action_move(self, lines: int) -> None:
        """Move in the list while the field keeps the focus."""
        found = self.query_one(OptionList)
        (found.action_cursor_down if lines > 0 else found.action_cursor_up)()

    async def on_input_submitted(self) -> None:
        """Enter in the field runs what is highlighted."""
        found = self.query_one(OptionList)
        if found.highlighted is not None:
            await self._run(found.get_option_at_index(found.highlighted).id)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click in the list."""
        await self._run(event.option.id)

    async def _run(self, place: str | None) -> None:
        _, _, action, node = self._rows[int(place or 0)]
        app = self.app
        self.dismiss()
        app.call_later(app.run_action, action, node)
