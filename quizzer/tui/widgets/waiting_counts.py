"""What waits in a sitting, for the right of the title: new, again and due, the kind of the card on the table underlined."""

from __future__ import annotations

from textual.content import Content

from quizzer.domain.turns import Turn
from quizzer.services.day_share import Waiting


def waiting_counts(waiting: Waiting, turn: Turn) -> Content:
    """The three counts."""
    counts = [
        ("new", waiting.new, Turn.NEW),
        ("again", waiting.repeats, Turn.REPEAT),
        ("due", waiting.due, Turn.DUE),
    ]
    return Content("  ").join(
        Content.assemble(f"{name} ", (str(count), "bold")).stylize("underline" if kind is turn else "")
        for name, count, kind in counts
    )
