"""The guide: what quizzer does, in a page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from quizzer.tui.screens.base import QuizzerScreen
from quizzer.tui.widgets.card_text import CardText

TEXT = """\
## How a day goes

**Space** and **Enter** are enough: the first press shows the answer, the second grades it Good. Whatever you grade is
on the disk before the next card appears, so you can leave at any time.

## The four grades

| Key | Grade | When | What it does |
|---|---|---|---|
| 1 | Again | you did not know it | starts over tomorrow, asked again today |
| 2 | Hard | right, with much trouble | the date of Good, a smaller ease, asked again today |
| 3 | Good | right | the next interval |
| 4 | Easy | right at once | the date of Good, a greater ease |

Under SM-2 all passes give the same date, because the old ease multiplies; the ease tells them apart the time after.

## Words of the screens

*again* counts cards that come once more today, *mature* the cards with an interval of three weeks or more (the others
are *young*), *retention* the share of due cards that you knew. *Ease* is how fast the intervals of a card grow. A *lapse*
is a card forgotten.

## Undo

`u` takes the last grade back, then the one before it, also after a restart. `U` brings it back.

## Numbers

A computed card draws fresh numbers each time. Type the answer with its unit, `192 MiB` or `0.48` or `2*24*512 B`;
the line below says how it is read. `F2` gives a hint, `F3` the steps.

## In your own words

`a` before looking: type what you would say. If the answer is a list, its points are ticked from your words and suggest a
grade; `t` ticks, `tab` goes on, and the grade is yours.

## Interviews

`p` on the first screen: give an interview a date, and see what to expect of it. `m` holds a mock interview: open
questions against the clock, scored by yourself afterwards. What you write is kept; one that is not finished waits
there.

## Notes

Your notes are read, never written. Edit them where you like and import again: the history follows the card.
`?` lists the keys of any screen, `ctrl+p` finds a command by name.
"""


class GuideScreen(QuizzerScreen):
    """A page to scroll in."""

    CSS_PATH = "../pages.tcss"
    NAME = "Guide"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1", "back", "Back", id="guide.back")]

    def body(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="page"):
            yield CardText(id="guide")

    def on_mount(self) -> None:
        """Show it."""
        self.title_bar.show("quizzer  Guide")
        self.query_one("#guide", CardText).show(TEXT, self.quizzer.look, line_breaks=False)
        self.query_one("#page").focus()

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        return [("back", "Back"), ("keys", "Keys")]
