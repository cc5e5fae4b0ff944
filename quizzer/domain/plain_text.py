"""Text that is safe to show anywhere: what could steer a terminal or hide in a line becomes a visible mark.

A terminal obeys control characters wherever they come from, and bidirectional controls make a line read
differently from what it holds. `clean` is applied once to text that comes in, and once more where text meets a
widget, a log, an error message, a file name or standard output.
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    f"{_BIDI}"
    "\u2028\u2029"  # line and paragraph separators: a new line to some programs only
    "\ufff9-\ufffb"  # interlinear annotations
    "\ud800-\udfff"  # half a character: cannot be written anywhere
    "\U000e0000-\U000e007f]"  # tag characters: invisible text
)


_PIECES = late(r"[0-9]+|[^0-9]+")


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"‹U+{code:04X}›"


def clean(text: str) -> str:
    """The same text with every control, bidi control, tag character and half character as a visible mark.

    Newlines and tabs stay, and so does all else. Cleaning twice is cleaning once.

    >>> clean("a\\x1b[31mb")
    'a␛[31mb'
    >>> clean("safe\\u202etxt")
    'safe‹U+202E›txt'
    """
    return _UNSAFE.sub(_mark, text)


def is_clean(text: str) -> bool:
    """Whether `clean` would leave the text as it is."""
    # What can be printed is safe, and Python knows that of a text far quicker than a pattern does.
    return text.replace("\n", "").replace("\t", "").isprintable() or _UNSAFE.search(text) is None


def one_line(text: str, width: int = 0) -> str:
    """Clean text on a single line, runs of space as one; cut to `width` characters with `…` when width is given.

    >>> one_line("two\\n  lines")
    'two lines'
    >>> one_line("abcdef", 4)
    'abc…'
    """
    line = " ".join(clean(text).split())
    return line if width <= 0 or len(line) <= width else line[: width - 1].rstrip() + "…"


def as_read(name: str) -> tuple[object, ...]:
    """The key by which a person sorts names such as those of decks: numbers as numbers, capitals as small letters.

    >>> sorted(["week 10", "Week 2", "week 2/b", "a"], key=as_read)
    ['a', 'Week 2', 'week 2/b', 'week 10']
    """
    parts = ([_piece(each) for each in _PIECES.findall(part)] for part in name.casefold().split("/"))
    return (*parts,), name


def _piece(text: str) -> tuple[object, ...]:
    # Compared as text, after their length: a number may have more digits than Python would count.
    digits = text.lstrip("0")
    return (0, len(digits), digits) if "0" <= text[0] <= "9" else (1, 0, text)


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "card"), counted(3, "card")
    ('1 card', '3 cards')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_hours(minutes: int) -> str:
    """A length of time for a person.

    >>> in_hours(52), in_hours(125)
    ('52 min', '2 h 05')
    """
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"
