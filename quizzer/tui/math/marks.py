"""Macros that mean no more than a space, nothing or upright letters, what each sign is, and how scripts sit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from quizzer.tui.math import symbols
from quizzer.tui.math.reading import Piece, Role, words

WIDE_SPACE = frozenset({"\\quad", "\\qquad", "\\ ", "\\;", "\\:", "~"})
NOTHING = frozenset(
    words(
        "\\, \\! \\limits \\nolimits \\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\left \\right "
        "\\middle \\big \\Big \\bigg \\Bigg \\bigl \\bigr \\Bigl \\Bigr \\biggl \\biggr \\Biggl \\Biggr \\bigm "
        "\\nonumber \\notag \\hline \\strut \\mathstrut \\rm \\bf \\it \\mathop \\mathrel \\mathbin \\mathord "
        "\\cancel \\/"
    )
)
SIZED = frozenset({"\\left", "\\right", "\\middle"})
TEXT = frozenset(words("\\text \\textrm \\textnormal \\textup \\mbox \\hbox \\textit \\textbf \\texttt \\textsf"))
UPRIGHT = frozenset(
    ["\\mathrm", "\\mathit", "\\mathsf", "\\mathtt", "\\mathnormal", "\\operatorname", "\\operatorname*"]
)
SKIPPED_ARGUMENT = frozenset({"\\label", "\\color", "\\phantom", "\\hphantom", "\\vphantom", "\\hspace", "\\vspace"})
_AROUND_SIGN = re.compile(r" ([-+−=]) |^([<>≤≥]) ")
BRACKETS = {"{": Role.OPEN, "}": Role.CLOSE}
ROLES: Iterable[tuple[dict[str, str], Role]] = (
    (symbols.BINARY, Role.BINARY),
    (symbols.RELATIONS, Role.RELATION),
    (symbols.BIG, Role.BIG),
    (symbols.OPENING, Role.OPEN),
    (symbols.CLOSING, Role.CLOSE),
)


def without_space(script: str) -> str:
    """A script in brackets with no space around plus, minus and equals."""
    return _AROUND_SIGN.sub(r"\1\2", script)


def raised_first(base: Piece, small: str, mark: str) -> Piece:
    """A raised script goes before a lowered one written in plain letters: `Wᵀ_q`, not a T over the q."""
    head, under, tail = base.text.partition("_")
    if mark == "^" and base.is_open_ended and under:
        return replace(base, text=f"{head}{small}_{tail}")
    return replace(base, text=base.text + small)
