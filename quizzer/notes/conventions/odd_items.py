"""Items of a list of terms that say in another way than all others what they name: `On demand - pay by the second`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.conventions.glossary_entries import Entry
from quizzer.notes.fronts import front_text
from quizzer.notes.terms import Style, Term
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import words_of

_FEWEST_BESIDE = 3
_LONG = 8
_ODD_IN = 4
"""In a long list at most one item in so many may name what it is about in another way."""
_LONGEST_NAME = 8
_NAMED_SOMEHOW = late(
    r"^(?P<name>[A-Z`][\w`'’./&-]*(?: [\w`'’./&-]+){0,7}(?: \([^()]{1,40}\))?) [-–—=] (?P<meaning>\S.*)$"
)
_ODD_NAME = late(r"^(?P<name>[A-Za-z\d][\w-]*(?: [\w-]+){0,2})(?:\s[-–—=~≈]\s|:\s)(?P<meaning>\S.*)$")


def _as_named(entry: Entry) -> Entry:
    """An item of a long list of terms that says in another way what it names: `Yield = loaves / flour`, `J. B. Smith - a baker`."""
    found = _NAMED_SOMEHOW.match(entry.text[:600]) if entry.is_item and "?" not in entry.text[:60] else None
    if not found or is_attribute(front_text(found["name"])) or len(words_of(found["name"])) > _LONGEST_NAME:
        return entry
    meaning = entry.text[found.start("meaning") :].strip()
    return replace(entry, term=Term(front_text(found["name"]), meaning, Style.DASH))


def with_odd_one(entries: Sequence[Entry]) -> list[Entry]:
    """Where all other items of a list name something, `On demand - pay by the second` does so too."""
    odd = [place for place, entry in enumerate(entries) if entry.term is None]
    if len(odd) * _ODD_IN <= len(entries) and len(entries) >= _LONG:
        return [_as_named(entry) if entry.term is None else entry for entry in entries]
    if len(odd) != 1 or len(entries) < _FEWEST_BESIDE or not all(entry.is_item for entry in entries):
        return list(entries)
    found = _ODD_NAME.match(entries[odd[0]].text)
    if not found or is_attribute(found["name"]) or "?" in found[0]:
        return list(entries)
    if found["name"][0].islower() and any(entry.term and entry.term.name[:1].isupper() for entry in entries):
        return list(entries)
    term = Term(found["name"], found["meaning"].strip(), Style.DASH)
    return [replace(entry, term=term) if place == odd[0] else entry for place, entry in enumerate(entries)]
