"""A card's text read once: its tokens, and the links and pictures that a key can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from quizzer.domain.plain_text import clean
from quizzer.domain.values import dataclass

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 200_000
"""Characters; the rest of a longer text is cut, and the cut is said."""
LONG = 16_000
"""Characters from which a text is not read and drawn while somebody waits; cards are hardly ever longer."""
_GLIMPSE = 8_000
"""Characters of a long text that are: more than a window holds."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something that can be opened: an address, another note, or a picture."""

    label: str
    target: str
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Text that has been read and can be drawn at any width."""

    source: str
    tokens: tuple[Token, ...]
    """Empty for text that is one plain line."""

    @property
    def links(self) -> list[Link]:
        """Links and pictures in the order of the text."""
        found: list[Link] = []
        for inline in self.tokens:
            label: list[str] | None = None
            href = ""
            for token in inline.children or ():
                if token.type == "link_open":
                    label, href = [], str(token.attrs.get("href", ""))
                elif token.type == "link_close" and label is not None:
                    found.append(Link("".join(label), href))
                    label = None
                elif token.type == "image":
                    found.append(Link(token.content, str(token.attrs.get("src", "")), is_picture=True))
                elif label is not None:
                    label.append(token.content)
        return found

    @property
    def has_formulas(self) -> bool:
        """Whether something in it can be drawn in another form."""
        kinds = {token.type for inline in self.tokens for token in (inline, *(inline.children or ()))}
        return bool(kinds & {"math", "math_inline", "math_display"})


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from quizzer.tui.markdown import inline_rules, rewriting

    parser = MarkdownIt("commonmark", {"linkify": False, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin).use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.disable("math_inline")
    inline_rules.add_to(parser)
    rewriting.add_to(parser)
    return parser


_PLAIN = re.compile(r"(?:[^\W\d_]|[\"'(¿¡])[^\\`*_~$\[\]<>&|=#!^\n\t%@]*[^\s\\`*_~$\[\]<>&|=#!^%@]", re.UNICODE)
"""One line that cannot hold any mark: most questions. It is drawn without importing the parser, which takes longer
than all the rest of a first card."""


_AS_PICTURE = "\ufe0f"
"""Asks for a sign as a coloured picture. Terminals do not agree how wide that makes it, and columns would not stand
under each other; without it every one of them takes one column."""


def _shown(text: str) -> str:
    return clean(text).replace(_AS_PICTURE, "")


@lru_cache(maxsize=64)
def read(text: str, *, line_breaks: bool = True) -> Document:
    """Card text as a document. `line_breaks` keeps the note's own line ends, as Obsidian does."""
    source = _shown(text)
    if _PLAIN.fullmatch(source):
        return Document(source, ())
    if len(source) > LONGEST:
        source = f"{source[:LONGEST]}\n\n… cut here: the text has {len(text):,} characters"
    tokens = _parser().parse(source, {"line_breaks": line_breaks})
    return Document(source, tuple(tokens))


def is_long(text: str) -> bool:
    """Whether a text takes longer than one should wait for."""
    return len(text) > LONG


def glimpse(text: str, *, line_breaks: bool = True) -> Document:
    """What can be read at once: all of a text, or the beginning of a long one, cut where a paragraph or line ends."""
    if not is_long(text):
        return read(text, line_breaks=line_breaks)
    cuts = (text.rfind(mark, _GLIMPSE // 2, _GLIMPSE) for mark in ("\n\n", "\n", " "))
    return read(text[: next((cut for cut in cuts if cut > 0), _GLIMPSE)], line_breaks=line_breaks)


def warm_up() -> None:
    """Import what the first card with marks and formulas will need; meant for a thread after the first paint."""
    from quizzer.tui.markdown import drawing  # noqa: F401
    from quizzer.tui.math import to_inline

    _parser().parse("**a** $x$", {})
    to_inline("x_i")


def picture_label(token: Token) -> str:
    """What stands for a picture in text: its own words, else the name of its file."""
    source = str(token.attrs.get("src", ""))
    name = "" if source.startswith("data:") else unquote(source.partition("?")[0]).rstrip("/").rpartition("/")[2]
    words = token.content.strip() or clean(name)
    return f"[image: {words}]" if words else "[image]"


_SPECIAL = frozenset("\\`*_~$[]<>&|=#!\n\t")


@lru_cache(maxsize=2048)
def to_plain(text: str, *, ascii_only: bool = False) -> str:
    """The text on one line without marks, formulas in their one-line form: for lists, titles and plain output."""
    if not _SPECIAL.intersection(text):
        return _shown(text).strip()
    words = " ".join("".join(_words(read(text), ascii_only)).split())
    return words


def _words(document: Document, ascii_only: bool) -> Iterator[str]:
    from quizzer.tui.math import to_inline

    if not document.tokens:
        yield document.source
    for token in document.tokens:
        if token.type in ("fence", "math"):
            yield to_inline(token.content, ascii_only=ascii_only) if token.type == "math" else token.content
        for child in token.children or ():
            if child.type in ("hardbreak", "softbreak"):
                yield " "
            elif child.type in ("math_inline", "math_display"):
                yield to_inline(child.content, ascii_only=ascii_only)
            elif child.type == "image":
                yield picture_label(child)
            else:
                yield child.content
        yield " "
