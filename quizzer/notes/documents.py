"""Documents of a word processor, as converters write them: text in quotation marks because it was indented, underlined titles.

    > **[Bisque firing:]{.underline}**          **Bisque firing**
    >
    > Water has to leave first.                 Water has to leave first.

A title that was underlined as a whole is one, with its colon or without. No line is added and none is taken away.
"""

from __future__ import annotations

import re

from quizzer.notes.code_spans import outside_code
from quizzer.notes.fronts import SPAN
from quizzer.notes.masks import outside_fences

_LONGEST = 4000
_SIZE = re.compile(r"(?<=\))\{(?:width|height)=[^{}]*\}")
"""How large a converter drew a picture."""
_TITLE = re.compile(
    r"^(>?\s*)(\*{2,3})((?:\d{1,2}(?:\.\d{1,2})*\.? ?)?)\[([^\[\]{}]{2,100}?):?\]\{\.(?:underline|ul)\}:?\2\s*$"
)
_REMARKED = re.compile(r"(?m)^\[\\?\[[a-z]{1,2}\\?\]\]\(#cmnt_ref\d+\).*$")
_REMARK = re.compile(r"\[\\?\[[a-z]{1,2}\\?\]\]\(#cmnt\d+\)")
"""What somebody remarked in the margin of a shared document, and where."""
_RUNNING = re.compile(
    r"(?mi)^(?P<title>[^\n|#>*-][^\n|]{0,100}? {2,}|[ \t]*)[-–— ]{0,3}page (\d{1,3}) of \d{1,3}[-–— ]{0,3}$"
)
"""The line at the head or the foot of every page: `Glazes     Page 2 of 9`."""
_FEWEST_PAGES = 2
_QUOTED = re.compile(r"^ {0,3}>(?: |$)")
_QUOTED_TITLE = re.compile(r"^ {0,3}> \*\*[^*]+\*\*\s*\\?$")
_FEWEST_TITLES = 2


def without_styles(text: str) -> str:
    """The text without the styles that a converter kept, and without the quotation marks around a whole document."""
    if "]{." in text or "){width=" in text:
        text = _without_spans(text)
    if "(#cmnt" in text:
        text = _REMARK.sub("", _REMARKED.sub("", text))
    is_paged = " of " in text and "page " in text.lower()
    if is_paged and len({found[2] for found in _RUNNING.finditer(text)}) >= _FEWEST_PAGES:
        text = _RUNNING.sub("", text)
    return _unquoted(text) if text.count("\n> **") >= _FEWEST_TITLES else text


def _without_spans(text: str) -> str:
    lines = text.split("\n")
    for number, line in outside_fences(lines):
        if "{" not in line or "]" not in line or len(line) >= _LONGEST:
            continue
        title = _TITLE.match(line)
        if title:
            lines[number] = f"{title[1]}**{title[3]}{title[4]}**"
        else:
            lines[number] = outside_code(line, lambda text: _SIZE.sub("", SPAN.sub(r"\1", text)))
    return "\n".join(lines)


def _unquoted(text: str) -> str:
    """The text out of its quotation marks, where most of it stands in them and titles in bold do too."""
    lines = text.split("\n")
    quoted = [at for at, line in enumerate(lines) if _QUOTED.match(line)]
    written = sum(bool(line.strip()) and not line.startswith(("|", "+", "!", "#")) for line in lines)
    titles = sum(bool(_QUOTED_TITLE.match(lines[at])) for at in quoted)
    if titles < _FEWEST_TITLES or len(quoted) * 10 < written * 7 or "> [!" in text:
        return text
    for at in quoted:
        lines[at] = _QUOTED.sub("", lines[at], count=1)
    return "\n".join(lines)
