"""Card text: Markdown as people write notes, read into a closed set of tokens and drawn for a terminal.

One core rule rewrites markdown-it's tokens (formulas, HTML, wikilinks, embeds, callouts, footnotes, task boxes,
marks), so that whatever a plugin or a note brings, the drawing meets only kinds of token that it knows.
"""

from __future__ import annotations

from quizzer.tui.markdown.document import Document, Link, glimpse, is_long, read, to_plain, warm_up
from quizzer.tui.markdown.look import Look
from quizzer.tui.markdown.sheet import Sheet

__all__ = ["Document", "Link", "Look", "Sheet", "glimpse", "is_long", "read", "to_plain", "warm_up"]
