"""HTML of a flash card as Markdown: what is said stays, tags that only draw go."""

from __future__ import annotations

import html
import re

from quizzer.domain.patterns import late
from quizzer.domain.plain_text import clean

_CODE_BLOCK = re.compile(r"<pre\b[^<>]*>((?:(?!</?pre\b).)*)</pre>", re.IGNORECASE | re.DOTALL)
_IMAGE = late(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'<>\s]+)[^<>]*>", re.IGNORECASE)
_LINK = late(r"<a\b[^<>]*?\bhref\s*=\s*[\"']([^\"'<>\s]+)[\"'][^<>]*>([^<>]*)</a>", re.IGNORECASE)
_NEW_LINE = late(r"<br\s*/?>|</(?:div|p|tr|ul|ol|h[1-6]|table|blockquote)>|<(?:div|p)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"\s*<li\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_TAG = late(r"</?[A-Za-z][^<>]{0,2000}>|<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_SOUND = re.compile(r"\[sound:[^\[\]\n]*\]")
_MARKS = (
    (re.compile(r"</?(?:b|strong)\b[^<>]*>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:i|em)\b[^<>]*>", re.IGNORECASE), "*"),
    (re.compile(r"</?(?:code|kbd|tt)\b[^<>]*>", re.IGNORECASE), "`"),
    (re.compile(r"\[/?\$\$\]|\\\[|\\\]"), "$$"),
    (re.compile(r"\[/?\$\]|\\\(|\\\)|\[/?latex\]"), "$"),
)


def html_as_markdown(text: str) -> str:
    """The text of an HTML fragment in Markdown: code blocks, emphasis, lists, pictures, formulas; entities resolved.

    >>> html_as_markdown("a &lt; <b>b</b><br>next")
    'a < **b**\\nnext'
    """
    blocks: list[str] = []

    def keep(found: re.Match[str]) -> str:
        code = html.unescape(_TAG.sub("", re.sub(r"<br\s*/?>", "\n", found[1]))).strip("\n")
        blocks.append(f"\n```\n{code}\n```\n")
        return f"\0{len(blocks) - 1}\0"

    text = _CODE_BLOCK.sub(keep, text.replace("\0", ""))
    text = _SOUND.sub("", _LINK.sub(r"[\2](\1)", _IMAGE.sub(r"![](\1)", text)))
    text = _CELL.sub(" | ", _ITEM.sub("\n- ", text))
    text = _NEW_LINE.sub("\n", text)
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    text = re.sub(r"\0(\d+)\0", lambda found: blocks[int(found[1])] if int(found[1]) < len(blocks) else "", text)
    lines = [line.rstrip() for line in text.replace("\r", "\n").split("\n")]
    return clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
