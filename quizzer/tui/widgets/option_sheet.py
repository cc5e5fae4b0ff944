"""The options of a multiple-choice card: chosen by letter, arrow and space, or click."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text
from textual.events import Click, Key
from textual.message import Message
from textual.widgets import Static

from quizzer.tui.markdown import Look, Sheet, read


class OptionSheet(Static, can_focus=True):
    """Draws lettered options; letters toggle, Enter announces what was chosen."""

    class Submitted(Message):
        """The chosen letters, as they stand on the screen."""

        def __init__(self, letters: str) -> None:
            super().__init__()
            self.letters = letters

    class Changed(Message):
        """Another set of letters is chosen."""

    def __init__(self) -> None:
        super().__init__("", markup=False, id="options")
        self._lines: tuple[str, ...] = ()
        self._look = Look()
        self._rows: list[int] = []
        self.chosen: set[str] = set()
        self.right: set[str] | None = None
        """The right letters, once they may be seen."""
        self.is_several = False
        """More than one option is right: letters gather until Enter."""

    def show(self, lines: Sequence[str], look: Look, *, is_several: bool) -> None:
        """Put these options, `A. text` each, on the sheet; none is chosen yet."""
        if not lines and not self._lines:
            self.display = False
            return
        self._lines, self._look, self.is_several = tuple(lines), look, is_several
        self.chosen, self.right = set(), None
        self.display = bool(lines)
        self.remove_class("told")
        self._draw()

    def reveal(self, right: set[str]) -> None:
        """Mark the right options and the wrong choices."""
        self.right = right
        self.add_class("told")
        self._draw()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters of options belong to this sheet while it has the focus."""
        return self.right is None and bool(character) and str(character).upper() in self._letters

    @property
    def _letters(self) -> str:
        return "".join(line[:1] for line in self._lines)

    def on_key(self, event: Key) -> None:
        """A letter chooses; with one right option it also submits."""
        if self.right is not None or event.character is None:
            return
        if event.character.upper() in self._letters:
            event.stop()
            event.prevent_default()
            self.choose(event.character.upper())

    def on_click(self, event: Click) -> None:
        """A click on an option chooses it."""
        offset = event.get_content_offset(self)
        if self.right is not None or offset is None:
            return
        places = [place for place, row in enumerate(self._rows) if row <= offset.y]
        if places:
            self.choose(self._lines[places[-1]][0])

    def choose(self, letter: str) -> None:
        """Toggle a letter, or submit it when it is the only one asked for."""
        if not self.is_several:
            self.chosen = {letter}
            self._draw()
            self.submit()
            return
        self.chosen ^= {letter}
        self._draw()
        self.post_message(self.Changed())

    def submit(self) -> None:
        """Announce what is chosen, if anything is."""
        if self.chosen and self.right is None:
            self.post_message(self.Submitted("".join(sorted(self.chosen))))

    def _draw(self) -> None:
        from quizzer.tui.markdown.blocks import Prefixed

        parts = []
        self._rows = []
        row = 0
        width = max(10, self.content_size.width or 74)
        for line in self._lines:
            letter, body = line[:1], line[2:].strip()
            sign, style = self._sign(letter)
            if self._tells_each:
                sign = f"{sign} {self._word(letter):7}"
            sheet = Sheet(read(body), self._look) if body else Text("")
            parts.append(Prefixed(f"{sign} {letter}  ", "     " + " " * (len(sign) - 1), sheet, style))
            self._rows.append(row)
            row += max(1, len(self.app.console.render_lines(parts[-1], self.app.console_options.update(width=width))))
        self.update(Group(*parts))

    def _sign(self, letter: str) -> tuple[str, str]:
        is_ascii, look = self._look.is_ascii, self._look
        is_chosen = letter in self.chosen
        if self.right is None:
            if is_ascii:
                return ("[x]" if is_chosen else "[ ]"), look.accent if is_chosen else "none"
            return ("◉" if is_chosen else "○"), look.accent if is_chosen else "none"
        if letter in self.right:
            if self._tells_each and not is_chosen:
                return ("[ ]" if is_ascii else "○"), "bold " + look.warning
            return ("[+]" if is_ascii else "✓"), "bold " + look.accent
        if is_chosen:
            return ("[-]" if is_ascii else "✗"), look.warning
        return ("[ ]" if is_ascii else " "), look.faint

    @property
    def _tells_each(self) -> bool:
        # With several right ones a check mark alone would not tell those that were chosen from those that were missed.
        return self.is_several and self.right is not None and bool(self.chosen)

    def _word(self, letter: str) -> str:
        """What became of an option among several right ones."""
        if letter in (self.right or ()):
            return "right" if letter in self.chosen else "missed"
        return "wrong" if letter in self.chosen else ""

    def on_resize(self) -> None:
        """The rows may have moved."""
        if self._lines:
            self._draw()
