"""Properties: `key:: value` lines in which an outliner keeps what it knows of a page or a block, and its block ids.

They stand at the top of a page, under a block, or as a block of their own. None of them is text that a person wrote to
be read, so no front and no answer holds one.
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late

_KEPT = (
    r"tags?|alias(?:es)?|status|due|date|created|modified|updated|author|source|url|link|type|up|parent|related|rating"
    r"|priority|id|collapsed|title|cssclass(?:es)?|deadline|scheduled|completed|start|end|done|next|prev(?:ious)?|topic"
    r"|category|project|area|public|template|heading|icon|progress|book|chapter"
)
_WRITTEN = (
    r"id|collapsed|card-[\w-]+|logseq\.[\w.-]+|query-[\w-]+|hl-[\w-]+|ls-type|file(?:-path)?|background-color"
    r"|exclude-from-graph-view|(?:created|updated)-at|template(?:-including-parent)?|heading|fsrs-[\w-]+"
)
_NAME = late(rf"^(?:{_KEPT}|{_WRITTEN})$", re.IGNORECASE)
_LINE = late(rf"^(?:[-*]\s+)?(?:{_WRITTEN})::(?:\s.*)?$", re.IGNORECASE)
_OF_LINKS = re.compile(r"^(?:[-*]\s+)?[A-Za-z][\w-]{1,30}::\s+(?:\[\[[^\[\]]+\]\][\s,;]*)+$")
"""A field that names other notes: `key:: [[reeds]]`."""
_DRAWER = late(rf"^:(?:properties|logbook|end|{_WRITTEN}):(?:\s.*)?$", re.IGNORECASE)
_OF_A_PAGE = re.compile(r"^([a-z][\w.-]{1,40})::(?:\s+(.*))?$")
_BLOCK_ID = late(r"^\^[A-Za-z0-9-]{3,}$")


def is_property_name(word: str) -> bool:
    """Does this word before two colons name a property, and no side of a card?"""
    return bool(_NAME.match(word))


def is_written_by_a_tool(body: str) -> bool:
    """Is this line a property that an outliner wrote, or an id of a block by itself?

    >>> is_written_by_a_tool("card-repeats:: 2"), is_written_by_a_tool("^1666213723274"), is_written_by_a_tool("a:: b")
    (True, True, False)
    >>> is_written_by_a_tool(":heading: true"), is_written_by_a_tool(":PROPERTIES:"), is_written_by_a_tool(": a text")
    (True, True, False)
    """
    first = body[:1]
    if first == ":":
        return bool(_DRAWER.match(body))
    if "::" in body:
        return bool(_LINE.match(body) or _OF_LINKS.match(body))
    return first == "^" and bool(_BLOCK_ID.match(body))


def read_page_property(text: str) -> tuple[str, str] | None:
    """Name and value of a property of the page; None for any other line."""
    found = _OF_A_PAGE.match(text) if "::" in text else None
    return (found[1].casefold(), (found[2] or "").strip().rstrip("\\").rstrip()) if found else None
