"""Numbers and labels before a question, `7)`, `Q3:`, `**4.2**`: they tell the reader of the note where it stands, and ask nothing."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^(?:q(?:ue|ues|n|uestion|uiz)?\s*[.#-]?\s*(?:n(?:o|r|um(?:ber)?)\.?\s*)?\d{1,4}(?:\.\d{1,3}){0,2}[a-z]?\s*[:.)\]–—-]+(?!\d)"
    r"|p\d{1,3}[.):](?=\s)|question\s*(?:#?\d{1,4}\s*)?\([\w /+-]{1,24}\)\s*:|(?:problem|puzzle|riddle|teaser)\s*#?\d{1,4}\s*[:.)–—-]+(?!\d)|(?:question|ques?|quiz)\s*#?\d{1,4}(?=\s|$)"
    r"|q\s+(?=(?:what|why|how|when|where|which|who|explain|describe|define|compare)\s)|q\s*\d{1,4}(?=$|\s+(?:what|why|how|when|where|which|who|explain|describe|define|compare|is|are|can|do|does)\b)"
    r"|\[q\d{0,4}\]\s*[:.]?|qq?\s*[:：\]]|q[.)]\s|(?:question|que|ques)\s*[:：\]]"
    r"|(?:[\w/-]+\s){0,3}interview\s+question\s*(?:#?\d+\s*)?[:–—-]\s)\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?:\d{12,14}\s+(?=[^\W\d])|\d{1,3}/\s+(?=[A-Z])|\d{4}-\d{2}-\d{2}\s*[-–—:|]\s+(?=\S)|\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[-–—]\s?\d{1,2}:\d{2}(?::\d{2})?)?\)?\]?\s+(?:[-–—]\s+)?(?=[^\W\d])|\(?\d{1,3}(?:\.\d{1,3}){0,4}\\?[.)\]:]+(?:\s+|(?=[^\W\d_]))|\d{1,2}(?:\.\d{1,3}){1,4}\s+(?=[^\W\d_a-z]|[*`\"])"
    r"|[A-H]\)\s+(?=[A-Z][a-z]+(?:\s|$))|[A-Za-z]\)\s+(?=(?:[Ww]hat|[Ww]hy|[Hh]ow|[Ww]hen|[Ww]hich|[Ee]xplain|[Dd]escribe|[Dd]efine|[Cc]ompare)\s)|\d{1,3}\s+[-–—]\s+|#\d{1,4}[.:)]?\s+|\[\d{1,4}\]\s+|\[(?:[EMH]|(?i:easy|medium|hard|basic|beginner|intermediate|advanced|optional|recommended|bonus))\]\s+(?=\w)|[IVX]{1,5}[.)]\s+|[Pp]p?\. ?\d{1,4}(?:[-–]\d{1,4})?\s?[-–—:]\s+(?=\S)|[A-Z](?:\.\d{1,2}){1,3}[.)]{1,2}\s+(?=\S)|0\d\s+(?=[A-Z])|\d️?⃣\s*|§\s*\d[\d.]*\s*"
    r"|第?[一二三四五六七八九十百\d]{1,4}[章节節课課讲講][、．.:：\s]*(?=\S)|[一二三四五六七八九十]{1,3}[、．.]\s*(?=\S))"
)
_EMPHASISED_NUMBER = re.compile(
    r"^(\*\*|__)\s*((?:(?:q(?:uestion)?|problem|puzzle)\s*)?\d{1,4}\s*[.):\]]*|p\d{1,3}\s*[.):])\s*\1\s*(?=\S)",
    re.IGNORECASE,
)
_EMPHASISED_LABEL = re.compile(
    r"^(\*\*|__)\s*((?:qq?|(?:[\w-]+\s+)?question(?:\s*#?\d{1,4})?|quiz)\s*[:.\]]*)\s*\1\s*[:.\]-]*\s*(?=\S)",
    re.IGNORECASE,
)
_EMPHASIS = frozenset("*_")
_OPENS_LABEL = frozenset("qQ[pPrRtT")
_OPENS_NUMBER = frozenset("[(#IVX§pP第一二三四五六七八九十")
"""How a line begins where a label or a number can, other than with a digit: hardly any other line has one."""
_OPENING = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)")


def strip_number(text: str) -> str:
    """The text without a number or a question label at its start."""
    return without_numbering(text.strip())


def without_numbering(text: str) -> str:
    """The text without them; emphasis that opens before them stays."""
    if text[:1] in _EMPHASIS:
        text = _without_prefix(_EMPHASISED_LABEL, _without_prefix(_EMPHASISED_NUMBER, text))
    text = _without_label(text)
    found = _OPENING.match(text) if text[:1] in _EMPHASIS else None
    if found:  # **3. What …** keeps its emphasis until the whole line is looked at
        text = found[1] + _without_label(text[found.end() :])
    return text.strip()


def _without_label(text: str) -> str:
    if text[:1] in _OPENS_LABEL or "nterview" in text.lower():
        text = _without_prefix(_LABEL, text)
    if text[:1] in _OPENS_NUMBER or text[:1].isdecimal() or text[1:2] == ")" or (text[1:2] == "." and ")" in text[:12]):
        text = _without_prefix(_NUMBER, text)
    return text


def _without_prefix(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    shorter = text[found.end() :] if found else text
    return shorter if shorter.strip(" *_") else text
