"""Cards as pages to read, print or import again: Markdown and HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from quizzer.domain.cards import Card, CardState, Kind
from quizzer.domain.plain_text import as_read
from quizzer.errors import AnswerError
from quizzer.services.exporting import Contents


def to_markdown(contents: Contents) -> str:
    """The cards as one Markdown document, deck by deck, that `quizzer import` reads again."""
    parts: list[str] = []
    for deck, cards in _by_deck(contents).items():
        parts.append(f"# {deck}")
        for card in cards:
            question, answer = sides(card)
            level = "##"
            heading = " ".join(question.split("\n")[0].split())
            rest = question.partition("\n")[2].strip()
            parts += [f"{level} {heading}", *([rest] if rest else []), answer]
    return "\n\n".join(parts) + "\n"


def to_html(contents: Contents, drawn: Callable[[str, bool], str], *, line_breaks: bool) -> str:
    """The cards as one self-contained page to read or print; nothing in it is loaded from anywhere.

    So no script sets its formulas: `drawn` gives the text of one, from its TeX and whether it is displayed.
    `line_breaks` keeps the notes' own line ends, as the screens do.
    """
    from quizzer.services.anki import markup

    def formula(tex: str, options: dict[str, bool]) -> str:
        is_displayed = options.get("display_mode", False)
        name = "displayed" if is_displayed else "formula"
        return f'<span class="{name}">{html.escape(drawn(tex, is_displayed))}</span>'

    def marked_up(text: str) -> str:
        return markup.to_html(text, formula, line_breaks=line_breaks)

    parts = [_PAGE_START]
    for deck, cards in _by_deck(contents).items():
        parts.append(f"<h1>{html.escape(deck)}</h1>")
        for card in cards:
            question, answer = sides(card)
            context = " › ".join(card.context)
            parts.append(
                f"<section><p class=context>{html.escape(context)}</p>{marked_up(question)}"
                f"<details open><summary>Answer</summary>{marked_up(answer)}</details></section>"
            )
    return "\n".join(_without_addresses(part) for part in parts) + "\n</body></html>\n"


_PAGE_START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>quizzer: cards</title>
<meta name="viewport" content="width=device-width"><style>
:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
section { border-top: 1px solid #8886; break-inside: avoid; padding: .4em 0; } .context { color: #888; font-size: 85%; margin: 0; }
pre { overflow: auto; background: #8882; padding: .6em; } table { border-collapse: collapse; } td, th { border: 1px solid #8888; padding: .2em .5em; }
.displayed { display: block; white-space: pre; overflow: auto; font: 15px/1.2 monospace; margin: .6em 1em; }
</style></head><body>"""
_LOADED = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')


def _without_addresses(text: str) -> str:
    return _LOADED.sub(lambda found: f"[image: {found[2] or found[1]}]", text)


def _by_deck(contents: Contents) -> dict[str, list[Card]]:
    decks: dict[str, list[Card]] = {}
    for card in contents.cards:
        if card.state is not CardState.PARKED:
            decks.setdefault(card.deck, []).append(card)
    return dict(sorted(decks.items(), key=lambda each: as_read(each[0])))


def sides(card: Card) -> tuple[str, str]:
    """Question and answer as Markdown; a computed card as one sample variant with its solution."""
    if card.kind is Kind.COMPUTED:
        from quizzer.services.computing import Computation, load

        try:
            sample = Computation(card, load(card), None)
            return sample.question, sample.solution
        except AnswerError:
            return card.question, card.answer
    if card.options:
        letters = "\n".join(f"- {chr(65 + n)}. {option}" for n, option in enumerate(card.options))
        return f"{card.question}\n\n{letters}", card.answer
    return card.question, card.answer
