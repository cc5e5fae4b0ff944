"""What a mail begins and ends with: its head, a word to whoever reads it, the name of whoever wrote it.

From: Lena                    Cheers,
Subject: Re: glazes           Lena

Hi Sam, my answers inline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import words_of

NAME = "greeting"

_HEAD = re.compile(r"^(?:\*\*)?(?:from|to|cc|bcc|subject|date|sent|reply-to)(?:\*\*)?:(?:\*\*)?\s*\S", re.IGNORECASE)
_GREETS = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|evening))(?: [A-Z][\w.-]*| all| team| there| everyone){1,3}\s?[,!–—-]",
    re.IGNORECASE,
)
_SIGNS = late(
    r"^(?:(?:many |kind |best |warm )?(?:thanks|regards|wishes|greetings)|cheers|best|all the best|sincerely|yours(?: \w+)?|talk soon|see you)(?:,? again)?\s?[,!.]?$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"^>*\s*On .{5,90}\bwrote:$")
_FIRST = 8
"""Lines with text, among which a mail greets."""
_LONGEST_GREETING = 16
_LONGEST_NAME = 6
_LONGEST_END = 8
"""Lines."""
_FEWEST_FIELDS = 2


def read(page: Page) -> Iterator[Find]:
    """The head, the greeting and the signature of a note that has a head or a greeting."""
    lines = page.outline.lines
    top = [n for n in page.free_lines(0, len(lines))[:_FIRST] if lines[n].kind is LineKind.TEXT]
    fields = [n for n in top if _HEAD.match(lines[n].body)]
    head = fields if len(fields) >= _FEWEST_FIELDS else []
    greeting = [n for n in top if _GREETS.match(lines[n].body) and len(words_of(lines[n].body)) <= _LONGEST_GREETING]
    if not head and not greeting:
        return
    yield Find(head, "head of a mail")
    yield Find(greeting[:1], "greeting")
    yield Find(_signature(page, lines), "greeting")
    yield Find(_quoted(page, lines), "quoted mail")


def _signature(page: Page, lines: Sequence[Line]) -> list[int]:
    """From the last paragraph that wishes well and gives a name to the end, where little follows."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].body), -1)
    start = next((n for n in range(last, max(-1, last - _LONGEST_END), -1) if _SIGNS.match(lines[n].body)), None)
    if start is None or (start and lines[start - 1].body):
        return []
    told = [lines[n].body for n in range(start, last + 1) if lines[n].body]
    return page.free_lines(start, last + 1) if all(len(words_of(each)) <= _LONGEST_NAME for each in told) else []


def _quoted(page: Page, lines: Sequence[Line]) -> list[int]:
    """The mail that this one answers, quoted below the line that says who wrote it."""
    found: list[int] = []
    for number in page.free_lines(0, len(lines)):
        is_quoted = lines[number].kind is LineKind.QUOTE
        if _WROTE.match(lines[number].body) or (found and found[-1] == number - 1 and is_quoted):
            found.append(number)
    return found
