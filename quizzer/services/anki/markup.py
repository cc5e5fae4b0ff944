"""Card text between Markdown and the HTML that Anki keeps."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


Formula = Callable[[str, dict[str, bool]], str]
"""From TeX, and whether it stands in a `display_mode` of its own, to HTML."""


@cache
def _markdown(formula: Formula, line_breaks: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": line_breaks}).enable(
        ["table", "strikethrough"]
    )
    parser.use(dollarmath_plugin, double_inline=True, renderer=formula)
    return parser


def _mathjax(content: str, options: dict[str, bool]) -> str:
    escaped = html.escape(content, quote=False)
    return rf"\[{escaped}\]" if options.get("display_mode") else rf"\({escaped}\)"


def to_html(markdown: str, formula: Formula = _mathjax, *, line_breaks: bool = False) -> str:
    """Markdown as Anki shows it: MathJax delimiters, raw HTML escaped but for line breaks.

    Another `formula` writes formulas otherwise; `line_breaks` keeps the note's own line ends.
    """
    rendered: str = _markdown(formula, line_breaks).render(_BREAK.sub("  \n", markdown))
    return rendered.strip()


_MATH = [
    (re.compile(r"\\\((.+?)\\\)", re.DOTALL), r"$\1$"),
    (re.compile(r"\\\[(.+?)\\\]", re.DOTALL), r"$$\1$$"),
    (re.compile(r"\[\$\](.+?)\[/\$\]", re.DOTALL), r"$\1$"),
    (re.compile(r"\[\$\$\](.+?)\[/\$\$\]", re.DOTALL), r"$$\1$$"),
]
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~"}
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})


class _Reader(HTMLParser):
    """Gathers text with the Markdown that its tags mean."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped = 0
        self._is_pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "style"):
            self._skipped += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.parts.append(f"![{values.get('alt') or ''}]({values.get('src') or ''})")
        elif tag == "pre":
            self._is_pre = True
            self.parts.append("\n```\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _AROUND and not (self._is_pre and tag == "code"):
            self.parts.append(_AROUND[tag])
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._skipped = max(0, self._skipped - 1)
        elif tag == "pre":
            self._is_pre = False
            self.parts.append("\n```\n")
        elif tag in _AROUND and not (self._is_pre and tag == "code"):
            self.parts.append(_AROUND[tag])
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data)


def to_markdown(text: str) -> str:
    """Anki's HTML as Markdown: emphasis, code, lists, images and MathJax kept; scripts and styles dropped."""
    reader = _Reader()
    reader.feed(text.replace("&nbsp;", " "))
    reader.close()
    plain = "".join(reader.parts).replace("\xa0", " ")
    plain = re.sub(r"\*\*\s*\*\*|``(?!`)(?<!```)", "", plain) if "****" in plain else plain
    for pattern, replacement in _MATH:
        plain = pattern.sub(replacement, plain)
    lines = [line.rstrip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
