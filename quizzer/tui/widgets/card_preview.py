"""A card of a list, to look at: its facts, its question, a rule, its answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizzer.services.browsing import Hit
from quizzer.tui import wording
from quizzer.tui.hit_lines import hit_facts
from quizzer.tui.markdown import Look
from quizzer.tui.widgets.card_text import CardText

SHORT = 20
"""Lines of the window below which the facts leave their room to the card."""
NOTHING = (
    "No card fits.\n\nFewer words find more. tag:llm, deck:name and is:due narrow a search; a minus leaves out, as in "
    "-tag:llm. Esc leaves the field, and once more the screen."
)


class CardPreview(VerticalScroll):
    """Shows the card that it is given; without one it says how to find some."""

    def __init__(self) -> None:
        super().__init__(id="preview", can_focus=False)
        self._facts = Static("", markup=False, id="facts")
        self._question = CardText(id="shown-question")
        self._between = Static("", markup=False, id="between")
        self._answer = CardText(id="shown-answer")

    def compose(self) -> ComposeResult:
        """From the facts to the answer."""
        yield from (self._facts, self._question, self._between, self._answer)

    def show(self, hit: Hit | None, look: Look, *, line_breaks: bool) -> None:
        """Show this card from its beginning."""
        is_short = self.screen.size.height < SHORT
        nothing = Content(NOTHING).stylize("$foreground 75%")
        self._facts.update(hit_facts(hit, is_short=is_short, is_ascii=look.is_ascii) if hit else nothing)
        question = wording.listed_question(hit.card, is_ascii=look.is_ascii) if hit else ""
        self._question.show(question, look, line_breaks=line_breaks)
        self._between.update(("-" if look.is_ascii else "─") * 200)
        self._answer.show(hit.card.answer if hit else "", look, line_breaks=line_breaks)
        for part in (self._question, self._between, self._answer):
            part.display = hit is not None
        self.scroll_home(animate=False)
