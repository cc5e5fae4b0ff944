"""Dates as people head the entries of a journal with them: `2024-06-03`, `3.6.24`, `Mon, 3 June 2024`, `June 3rd`."""

from __future__ import annotations

import re

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"^\W*(?:{_DAY}\W{{1,3}})?(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|{_NUMBER}\.? {_MONTH}\.?(?:,? \d{{4}})?|{_MONTH}\.? {_NUMBER}(?:,? \d{{4}})?|{_MONTH}\.?,? \d{{4}})(?:\W{{1,3}}{_DAY})?\W*$",
    re.IGNORECASE,
)
_HEADS_DAY = re.compile(rf"^(?:{_DAY}:?|(?P<mark>\*\*?|__?){_DAY}:?(?P=mark):?(?: [\w /]{{1,24}}:?)?)$", re.IGNORECASE)
_LONGEST = 40
_DAYS = frozenset("MTWFS")
"""How the name of a day begins."""
_OPENING = re.compile(_DATE.pattern.removesuffix(r"\W*$") + r"(?!\w)", re.IGNORECASE)


def opens_with_date(text: str) -> bool:
    """Does the text begin with a date, as the entries of a log do: `2024-06-03 first round`?"""
    return bool(_OPENING.match(text[: 2 * _LONGEST]))


def is_date(text: str) -> bool:
    """Is the text a date and nothing else, a day of the week, or such a day in emphasis before a word or two: `*Fri* mock exam`?

    >>> [is_date(text) for text in ("2024-06-03", "Mon, 3 June 2024", "June 3rd", "Jan 2026", "3 layers", "May", "Tue")]
    [True, True, True, True, False, False, True]
    """
    if len(text) > _LONGEST:
        return False
    if text[:3].lstrip("*_")[:1].upper() in _DAYS and _HEADS_DAY.match(text):
        return True
    return any(map(str.isdecimal, text)) and bool(_DATE.match(text))
