"""HTML inside notes: what it says is kept, what it only styles is dropped, tags that are no HTML are text.

`<unk>`, `<s>` and `<pad>` are words of the subject here, so an unknown tag is shown letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from markdown_it.token import Token

from quizzer.tui.math.reading import words

_STYLED = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "var": "em", "dfn": "em",
           "u": "mark", "mark": "mark", "ins": "mark", "del": "s", "strike": "s", "summary": "strong",
           "figcaption": "em", "caption": "em", "th": "strong", **{f"h{n}": "strong" for n in range(1, 7)}}  # fmt: skip
_SILENT = frozenset(
    words(
        "a abbr address article aside bdo big blockquote body button center code col colgroup dd details div "
        "dl dt font footer form header hr html img input kbd label li main nav ol p picture pre q samp "
        "section small source span sub sup table tbody td tfoot thead time tr tt ul video audio iframe wbr br "
        "figure"
    )
)
_BLOCK = frozenset({"p", "div", "figure", "figcaption", "summary", "details", "li", "tr", "h1", "h2", "h3", "h4", "h5",
                    "h6", "ul", "ol", "table", "caption", "blockquote", "center", "section", "article", "dt", "dd",
                    "header", "footer", "hr"})  # fmt: skip
KNOWN = _SILENT | _STYLED.keys()
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*?)?)\s*(/?)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

Inline = Callable[[str], list[Token]]


def text_token(text: str) -> Token:
    """A token of plain text."""
    return Token("text", "", 0, content=text)


def paragraph(children: list[Token]) -> list[Token]:
    """Inline tokens as a paragraph."""
    inline = Token("inline", "", 0, children=children, content="")
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def tag(source: str) -> tuple[str, bool, dict[str, str]] | None:
    """Name, whether it closes, and attributes of one tag; None when it is no known HTML tag."""
    found = _TAG.fullmatch(source)
    if not found or found[2].lower() not in KNOWN:
        return None
    pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(found[3])}
    return found[2].lower(), bool(found[1]), pairs


def styled(name: str, closes: bool) -> Token | None:
    """The Markdown style that an HTML tag asks for."""
    style = _STYLED.get(name)
    if style is None:
        return None
    return Token(f"{style}_close", style, -1) if closes else Token(f"{style}_open", style, 1)


def image(attributes: dict[str, str]) -> Token:
    """An `<img>` as Markdown's image token."""
    return Token(
        "image",
        "img",
        0,
        content=attributes.get("alt") or attributes.get("title", ""),
        attrs={"src": attributes.get("src", "")},
    )


class _Blocks(HTMLParser):
    """An HTML block as paragraphs, preformatted code and pictures."""

    def __init__(self, inline: Inline) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._inline = inline
        self._line: list[Token] = []
        self._open: list[str] = []
        self._code: list[str] | None = None

    def finish(self) -> list[Token]:
        """The tokens of everything fed so far."""
        self.close()
        self._break()
        return self.tokens

    def _break(self) -> None:
        while self._open:
            name = self._open.pop()
            self._line.append(Token(f"{name}_close", name, -1))
        if any(token.type in ("image", "code_inline") or token.content.strip() for token in self._line):
            self.tokens += paragraph(self._line)
        self._line = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            self.handle_data(self.get_starttag_text() or f"<{tag}>")
            return
        if tag in _BLOCK:
            self._break()
        if tag == "br":
            self._line.append(Token("hardbreak", "br", 0))
        elif tag == "img":
            self._line.append(image({key: value or "" for key, value in attrs}))
        elif tag == "li":
            self._line.append(text_token("• "))
        elif tag in ("td", "th") and self._line:
            self._line.append(text_token("  |  "))
        elif tag == "pre":
            self._break()
            self._code = []
        style = _STYLED.get(tag)
        if style:
            self._open.append(style)
            self._line.append(Token(f"{style}_open", style, 1))

    def handle_endtag(self, tag: str) -> None:
        if tag not in KNOWN:
            self.handle_data(f"</{tag}>")
            return
        style = _STYLED.get(tag)
        if style and self._open and self._open[-1] == style:
            self._open.pop()
            self._line.append(Token(f"{style}_close", style, -1))
        if tag == "pre" and self._code is not None:
            self.tokens.append(Token("fence", "code", 0, content="".join(self._code).strip("\n") + "\n"))
            self._code = None
        elif tag in _BLOCK:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
            return
        for number, line in enumerate(data.split("\n")):
            if number and self._line:
                self._line.append(Token("softbreak", "br", 0))
            if line.strip():
                self._line += [*_space(line[0]), *self._inline(line.strip()), *_space(line[-1])]


def _space(char: str) -> list[Token]:
    """The space at the edge of a piece of text, which parsing it alone would lose."""
    return [text_token(" ")] if char.isspace() else []


def blocks(source: str, inline: Inline) -> list[Token]:
    """An HTML block as tokens; `inline` parses the Markdown inside it. Text is never lost."""
    parser = _Blocks(inline)
    parser.feed(source)
    return parser.finish()


def comments_removed(source: str) -> str:
    """The block without its comments, which say nothing to a reader."""
    return re.sub(r"<!--.*?(?:-->|$)", "", source, flags=re.DOTALL)


def gathered(children: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Each inline token; for `<sub>` and `<sup>` together with the tokens up to its end."""
    at = 0
    while at < len(children):
        token = children[at]
        at += 1
        name = tag(token.content) if token.type == "html_inline" else None
        inside: list[Token] = []
        if name and name[0] in ("sub", "sup", "kbd", "code", "tt", "samp") and not name[1]:
            end = f"</{name[0]}>"
            ends = [n for n in range(at, len(children)) if children[n].content.lower() == end]
            if ends:
                inside = children[at : ends[0]]
                at = ends[0] + 1
        yield token, inside
