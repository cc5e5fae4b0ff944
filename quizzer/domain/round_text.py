"""An interview as one types it on a line: `Onsite 2027-01-31 30 min deck:"Serving / Caches" tag:llm`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from quizzer.domain.rounds import Round, Topic
from quizzer.errors import UsageError

EXAMPLE = "Onsite 2027-01-31 30 min deck:Serving tag:llm"
MOST_MINUTES = 1440
_BETWEEN = ",;"
"""What some put between the parts."""
_TOPIC = re.compile(r'\b(deck|tag):(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_DAY = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")
_MINUTES = re.compile(r"\b(\d+)\s*min(?:utes?)?\b", re.IGNORECASE)


def read_round(text: str, usual_minutes: float) -> Round:
    """The round that a line describes, its parts in any order; what is left over is its name.

    UsageError without a name or a date, for a date that the calendar does not have, and for minutes out of range.
    """
    topics: dict[str, list[str]] = {"deck": [], "tag": []}
    for kind, quoted, word in _TOPIC.findall(text):
        topics[kind.lower()].append((quoted or word.rstrip(_BETWEEN)).strip().lstrip("#"))
    rest = _TOPIC.sub(" ", text)
    found = _DAY.search(rest)
    if not found:
        raise UsageError("an interview has a date", hint=f"as in: {EXAMPLE}")
    try:
        day = date(*map(int, found[0].split("-")))
    except ValueError as error:
        raise UsageError(f"there is no day {found[0]}", hint="year, month and day, as in 2027-01-31") from error
    rest = rest.replace(found[0], " ", 1)
    minutes = _MINUTES.search(rest)
    if minutes and not 1 <= int(minutes[1]) <= MOST_MINUTES:
        raise UsageError(f"{minutes[1]} minutes a day are out of range", hint=f"1 to {MOST_MINUTES}")
    words = _MINUTES.sub(" ", rest, count=1).split()
    name = " ".join(word for word in words if word.strip(_BETWEEN)).strip(_BETWEEN)
    if not name:
        raise UsageError("an interview has a name", hint=f"as in: {EXAMPLE}")
    decks, tags = tuple(filter(None, topics["deck"])), tuple(filter(None, topics["tag"]))
    return Round(
        name, day, (Topic(decks, tags),) if decks or tags else (), float(minutes[1]) if minutes else usual_minutes
    )


def write_round(interview: Round) -> str:
    """The line that `read_round` takes; weights of topics are not part of it."""
    parts = [interview.name, interview.day.isoformat(), f"{interview.minutes:g} min", describe_topics(interview, "")]
    return " ".join(filter(None, parts))


def describe_topics(interview: Round, everything: str = "all cards") -> str:
    """Decks and tags as one types them; `everything` for a round about all cards."""
    decks = [f"deck:{_quoted(deck)}" for topic in interview.topics for deck in topic.decks]
    tags = [f"tag:{_quoted(tag)}" for topic in interview.topics for tag in topic.tags]
    return " ".join([*decks, *tags]) or everything


def change_round(before: Round, text: str) -> Round:
    """The round that an edited line describes; topics left as they were keep their weights."""
    after = read_round(text, before.minutes)
    if after.topics == read_round(write_round(before), before.minutes).topics:
        return replace(after, topics=before.topics)
    return after


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"\s", name) else name
