"""Schedules that other tools wrote into notes: read once as a card's standing, never shown.

Obsidian spaced repetition writes `<!--SR:!due,interval,ease-->`, one triple for each sibling in order, ease in
percent; Logseq writes properties under the block; org-fc a table in a drawer (see `quizzer.notes.org`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from quizzer.domain.cards import Standing
from quizzer.domain.patterns import late

_SR = late(r"<!--\s*SR:([^<>]*?)-->")
_SR_ENTRY = late(r"!(\d{4}-\d{2}-\d{2}),(\d{1,6}),(\d{2,5})")
_NEVER_REVIEWED = date(2000, 1, 1)
"""The due date that the tool writes for a sibling which was not shown yet."""
_LONGEST_INTERVAL = 36_500
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_date(text: str) -> date | None:
    """The first ISO date in the text; None when there is none or it does not exist."""
    found = _ISO_DATE.search(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """A plain decimal number that is not negative; None for anything else."""
    text = text.strip()
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,12})?", text) else None


def make_standing(
    due: date | None, interval: float | None, ease: float | None, repetition: float | None = None
) -> Standing | None:
    """A standing from what a tool wrote; None when it is not a schedule after at least one review."""
    if due is None or interval is None or not 0 <= interval <= _LONGEST_INTERVAL or due <= _NEVER_REVIEWED:
        return None
    if due - timedelta(days=round(interval)) < _NEVER_REVIEWED:
        return None
    if ease is not None and not 1.0 <= ease <= 10.0:
        ease = None
    count = None if repetition is None else min(int(repetition), 10_000)
    return Standing(interval=max(1, round(interval)), due=due, ease_factor=ease, repetition=count)


def read_sr(texts: Iterable[str]) -> list[Standing | None]:
    """The standings in Obsidian's comments, one for each sibling in order; None for one that was never shown."""
    found: list[Standing | None] = []
    for text in texts:
        if "SR:" not in text:
            continue
        for comment in _SR.finditer(text):
            for due, interval, ease in _SR_ENTRY.findall(comment[1]):
                found.append(make_standing(read_date(due), float(interval), float(ease) / 100))
    return found


def read_logseq(properties: Mapping[str, str]) -> Standing | None:
    """The standing in a Logseq block's `card-*::` properties; keys in lower case."""
    return make_standing(
        read_date(properties.get("card-next-schedule", "")),
        read_number(properties.get("card-last-interval", "")),
        read_number(properties.get("card-ease-factor", "")),
        read_number(properties.get("card-repeats", "")),
    )
