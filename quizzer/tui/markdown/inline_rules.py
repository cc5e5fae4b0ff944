"""Inline syntax that CommonMark has not: formulas, wikilinks and embeds, `==marks==`, pictures with blanks in their names."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_PICTURE = re.compile(
    r"!\[([^\[\]\n]*)\]\(\s*([^\n<>\"]*?[^\n<>\"\s]\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?))\s*(?:\"[^\"\n]*\")?\s*\)",
    re.IGNORECASE,
)
_MARK = re.compile(r"==(?=[^\s=])(.+?)(?<=[^\s=])==(?!=)")
_BRACKETED = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_ENVIRONMENT = re.compile(
    r"\\begin\{(equation|align|gather|multline|eqnarray|cases|aligned|gathered)(\*?)\}.+?\\end\{\1\2\}", re.DOTALL
)
_DISPLAY = re.compile(r"\$\$((?:\\.|[^$\\])+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$((?:\\.|[^$\\])+?)\$(?!\d)", re.DOTALL)

_SIGNS = re.compile(r"[\\_^=+*/<>|{}]|(?<=\S)-(?=\S)")
_SHORT = re.compile(r"[A-Za-z]{1,3}'*|[A-Za-z]\w?(?:\s*,\s*[A-Za-z]\w?)+|[A-Za-z]{1,4}\(.*\)|-?\d[\d.,]*[A-Za-z%]?|\W+")
_MONEY = re.compile(r"\d[\d,.]*\s?(?:[kKmMbB]\b)?[^\\_^={}]*")
_PROSE = re.compile(r"[^\W\d_]{3,}")
_ESCAPED_PROSE = re.compile(
    r"\]\(|^\s*(?:19|20)\d\d\s*$|^(?=[^\\^_{=]*$)(?=.*(?<![^\W\d_])[^\W\d_]{3,} [^\W\d_]{3,}(?![^\W\d_])).*$"
)
"""Between brackets that only some program escaped: a link, a year, words without any sign of TeX."""


def looks_like_math(content: str) -> bool:
    """Whether text between two dollars is a formula, and not prose between two prices.

    >>> looks_like_math("4*d_{h}^2"), looks_like_math("5 and then ")
    (True, False)
    """
    text = content.strip()
    if not text or "\\n\\n" in text:
        return False
    if _MONEY.fullmatch(content) and (content[-1].isspace() or _PROSE.search(text)):
        return False
    if _SIGNS.search(text) or _SHORT.fullmatch(text):
        return True
    return any(unicodedata.category(char) == "Sm" or "\u0370" <= char <= "\u03ff" for char in text)


def add_to(parser: MarkdownIt) -> None:
    """Teach a parser these rules."""
    parser.inline.ruler.before("escape", "bracketed_math", _bracketed_math)
    parser.inline.ruler.before("escape", "dollar_math", _dollar_math)
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    parser.inline.ruler.after("image", "spaced_picture", _spaced_picture)
    parser.inline.ruler.before("emphasis", "mark", _mark)


def _formula(state: StateInline, found: re.Match[str], tex: str, kind: str, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = tex
        token.markup = found[0][: len(found[0]) - len(tex)][:2]
    state.pos = found.end()
    return True


def _dollar_math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _DISPLAY.match(state.src, state.pos, state.posMax)
    if found:
        return _formula(state, found, found[1], "math_display", silent)
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if not found or not looks_like_math(found[1]):
        return False
    return _formula(state, found, found[1], "math_inline", silent)


def _bracketed_math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    found = _ENVIRONMENT.match(state.src, state.pos, state.posMax)
    if found:
        return _formula(state, found, found[0], "math_display", silent)
    found = _BRACKETED.match(state.src, state.pos, state.posMax)
    if not found or not looks_like_math(found[1] or found[2]) or _ESCAPED_PROSE.search(found[1] or ""):
        return False
    return _formula(state, found, found[1] or found[2], "math_inline" if found[1] else "math_display", silent)


def _wikilink(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![":
        return False
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = (found[3] or "").strip()
        token.attrs = {"target": found[2].strip()}
        token.markup = found[1]
    state.pos = found.end()
    return True


def _spaced_picture(state: StateInline, silent: bool) -> bool:
    """A picture whose address CommonMark would want in angle brackets; other addresses never come here."""
    if state.src[state.pos] != "!":
        return False
    found = _PICTURE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.content = found[1]
        token.attrs = {"src": found[2]}
        token.children = []
    state.pos = found.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("==", state.pos):
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        end = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = found.start(1), found.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("mark_close", "mark", -1)
    state.pos = found.end()
    return True
