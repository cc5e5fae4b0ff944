"""The core rule: markdown-it's tokens rewritten into the closed set that the drawing knows.

Blocks afterwards: paragraph, heading, bullet_list, ordered_list, list_item, blockquote, table and its parts, dl, dt,
dd, fence, math, hr, inline. Inline: text, hardbreak, softbreak, strong, em, s, mark, link, code_inline, image,
math_inline, math_display. Whatever else comes, from any plugin, ends as a paragraph or as its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from quizzer.tui.markdown import html
from quizzer.tui.math.symbols import lowered, raised

_CONTAINERS = frozenset({"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote", "table",
                         "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"})  # fmt: skip
_INLINE = frozenset({"text", "hardbreak", "softbreak", "code_inline", "image", "math_inline", "math_display"})
_SPANS = frozenset({"strong", "em", "s", "mark", "link"})
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$", re.IGNORECASE)
_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*")
_TASK = re.compile(r"\[([ xX/-])\]\s+")


def add_to(parser: MarkdownIt) -> None:
    """Run the rewriting after every other core rule of a parser."""

    def rewrite(state: StateCore) -> None:
        state.tokens = list(_Rewriter(state.md, state.env.get("line_breaks", True)).blocks(state.tokens))

    parser.core.ruler.push("closed_set", rewrite)


class _Rewriter:
    def __init__(self, parser: MarkdownIt, line_breaks: bool) -> None:
        self._parser = parser
        self._break = "hardbreak" if line_breaks else "softbreak"

    def blocks(self, tokens: list[Token]) -> Iterator[Token]:
        """The block tokens, rewritten."""
        unknown: list[bool] = []
        given: list[Token] = []
        for number, token in enumerate(tokens):
            following = tokens[number + 1].type if number + 1 < len(tokens) else ""
            for made in self._block(token, following, unknown):
                if made.type == "inline":
                    _notice_callout(made, given)
                    _notice_task(made, given)
                given.append(made)
        yield from given

    def _block(self, token: Token, following: str, unknown: list[bool]) -> Iterator[Token]:
        kind = _FOOTNOTES.get(token.type, token.type)
        stem = kind.removesuffix("_open").removesuffix("_close")
        if kind == "inline":
            token.children = list(self.inline(token.children or []))
            yield token
        elif token.nesting and stem in _CONTAINERS:
            token.type = kind
            yield token
        elif kind in ("fence", "code_block"):
            token.type = "fence"
            yield token
        elif kind in ("math_block", "math_block_label", "amsmath"):
            yield Token("math", "math", 0, content=token.content)
        elif kind == "html_block":
            yield from self.blocks(html.blocks(html.comments_removed(token.content), self._parse_inline))
        elif kind in ("hr", "math"):
            yield token
        elif token.nesting == 1:
            unknown.append(following == "inline")
            if unknown[-1]:
                yield Token("paragraph_open", "p", 1)
        elif token.nesting == -1:
            if unknown and unknown.pop():
                yield Token("paragraph_close", "p", -1)
        elif token.content.strip():
            yield from html.paragraph([html.text_token(token.content)])

    def _parse_inline(self, source: str) -> list[Token]:
        tokens = self._parser.parseInline(source)
        return (tokens[0].children or []) if tokens else []

    def inline(self, children: list[Token]) -> Iterator[Token]:
        """The inline tokens, rewritten; every span that opens also closes."""
        opened: list[str] = []
        for token, inside in html.gathered(children):
            for made in self._inline(token, inside):
                if made.nesting == 1:
                    opened.append(made.type.removesuffix("_open"))
                elif made.nesting == -1:
                    stem = made.type.removesuffix("_close")
                    if stem not in opened:
                        continue
                    while opened[-1] != stem:
                        open_stem = opened.pop()
                        yield Token(f"{open_stem}_close", "", -1)
                    opened.pop()
                yield made
        yield from (Token(f"{stem}_close", "", -1) for stem in reversed(opened))

    def _inline(self, token: Token, inside: list[Token]) -> Iterator[Token]:
        if token.type in ("softbreak", "hardbreak"):
            yield Token(self._break if token.type == "softbreak" else "hardbreak", "br", 0)
        elif token.type in _INLINE or token.type.removesuffix("_open").removesuffix("_close") in _SPANS:
            yield token
        elif token.type == "html_inline":
            yield from self._html(token.content, inside)
        elif token.type == "wikilink":
            yield from _wikilink(token)
        elif token.type == "footnote_ref":
            yield html.text_token(raised(str(token.meta.get("id", 0) + 1)) or "")
        elif token.type != "footnote_anchor" and (token.content or token.children):
            yield html.text_token(token.content)

    def _html(self, source: str, inside: list[Token]) -> Iterator[Token]:
        if source.startswith("<!--"):
            return
        known = html.tag(source)
        if known is None:
            yield html.text_token(source)
            return
        name, closes, attributes = known
        if name == "br":
            yield Token("hardbreak", "br", 0)
        elif name == "img":
            yield html.image(attributes)
        elif inside and name in ("sub", "sup"):
            text = "".join(part.content for part in inside)
            small = (lowered if name == "sub" else raised)(text)
            yield html.text_token(small or f"{'_' if name == 'sub' else '^'}{text if text.isalnum() else f'({text})'}")
        elif inside:
            yield Token("code_inline", "code", 0, content="".join(part.content for part in inside))
        else:
            style = html.styled(name, closes)
            if style:
                yield style


_FOOTNOTES = {"footnote_block_open": "ordered_list_open", "footnote_block_close": "ordered_list_close",
              "footnote_open": "list_item_open", "footnote_close": "list_item_close"}  # fmt: skip


def _wikilink(token: Token) -> Iterator[Token]:
    """`[[Note#Part|shown]]` as a link, `![[picture.png]]` as a picture."""
    target = str(token.attrs["target"])
    if token.markup and _PICTURE.search(target):
        alt = "" if token.content.replace("x", "").isdecimal() else token.content
        yield Token("image", "img", 0, content=alt or target.rpartition("/")[2], attrs={"src": target})
        return
    shown = token.content or " › ".join(part.strip().lstrip("^") for part in target.split("#") if part.strip())
    yield Token("link_open", "a", 1, attrs={"href": f"wiki:{target}"})
    yield html.text_token(shown)
    yield Token("link_close", "a", -1)


def _notice_callout(inline: Token, given: list[Token]) -> None:
    """Mark the block quote that starts with `[!kind] title`."""
    if len(given) < 2 or given[-2].type != "blockquote_open" or not inline.children:
        return
    first = inline.children[0]
    found = _CALLOUT.match(first.content) if first.type == "text" else None
    if not found:
        return
    first.content = first.content[found.end() :]
    ends = [n for n, child in enumerate(inline.children) if child.type in ("hardbreak", "softbreak")]
    title = inline.children[: ends[0]] if ends else inline.children
    inline.children = inline.children[ends[0] + 1 :] if ends else []
    given[-2].meta["callout"] = found[1].lower()
    given[-2].meta["title"] = title if any(part.content.strip() for part in title) else []


def _notice_task(inline: Token, given: list[Token]) -> None:
    """Mark the list item that starts with a task box."""
    if len(given) < 2 or given[-2].type != "list_item_open" or not inline.children:
        return
    first = inline.children[0]
    found = _TASK.match(first.content) if first.type == "text" else None
    if found:
        first.content = first.content[found.end() :]
        given[-2].meta["task"] = found[1].lower() == "x"
