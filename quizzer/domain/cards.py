"""Cards: as read from notes (drafts), as kept (cards), and what else a note holds (stubs, dropped lines).

A card is one question with its answer, the thing that is scheduled. Everything here is a frozen value;
the text is Markdown and has been cleaned of control characters by whoever made the value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from quizzer.domain.members import at_hand
from quizzer.domain.patterns import late
from quizzer.domain.values import dataclass

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""An empty mapping that nobody can fill by accident."""


@at_hand
class Kind(StrEnum):
    """What a card asks for, and so how it is shown and checked."""

    BASIC = "basic"
    DEFINITION = "definition"
    CHOICE = "choice"
    CLOZE = "cloze"
    TABLE = "table"
    COMPUTED = "computed"
    LIST = "list"


@at_hand
class Confidence(StrEnum):
    """How plainly the note says that this is a card."""

    EXPLICIT = "explicit"
    """Written as a card: `Q:`, `::`, a cloze, a YAML deck."""
    SURE = "sure"
    """A convention that hardly ever means anything else."""
    LIKELY = "likely"
    """A reading that a person may want to look at."""


@at_hand
class CardState(StrEnum):
    """Whether a card may be asked. Being buried is a date beside it, because it ends by itself."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Hidden by the person until they say otherwise."""
    PARKED = "parked"
    """Gone from the notes; the history is kept and waits for the text to come back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A schedule that the card brings from another tool, so that a newcomer keeps what they have learnt."""

    interval: int
    """Days between the last review and the due date."""
    due: date
    ease_factor: float | None = None
    """SM-2 ease, 2.5 for a fresh card; None when the tool does not say."""
    repetition: int | None = None
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as read from a note, not yet compared with the store."""

    question: str
    answer: str
    path: str
    """The file as the reader was given it; POSIX separators."""
    line: int
    """Where the question stands, from 1."""
    end_line: int
    """The last line that belongs to the card."""
    kind: Kind = Kind.BASIC
    confidence: Confidence = Confidence.SURE
    convention: str = ""
    """Name of the convention that recognised it, for the report."""
    context: tuple[str, ...] = ()
    """The headings above, outermost first; never part of the question's text."""
    options: tuple[str, ...] = ()
    """Choices of a multiple-choice card, marks stripped."""
    tags: tuple[str, ...] = ()
    """Without `#`, nested ones with `/`."""
    deck: str = ""
    """The deck the note itself names; empty when it names none."""
    sibling: str = ""
    """Equal and not empty for cards that come from one text: reverse pairs, deletions of one cloze."""
    author_id: str = ""
    """The id that the note's author gave it (YAML `id:`, Org `:ID:`, Anki guid); empty for most."""
    standing: Standing | None = None
    is_suspended: bool = False
    """The tool it comes from has set it aside; a card that is new here begins suspended."""
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    """Whatever its kind needs besides, JSON values only: a computed card's function, parameters, unit,
    tolerance, steps, hints, slips; a choice card's right letters; `as_of`, `level`."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A question that the notes do not answer yet: work to do, listed and never asked."""

    question: str
    path: str
    line: int
    end_line: int
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Lines that are neither card, context nor stub, and why."""

    path: str
    line: int
    end_line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the author of a note may want to mend."""

    path: str
    line: int
    message: str
    is_refusal: bool = False
    """True when the file (or this card of a deck file) was not read because of it."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One line of damaged text and how it was read."""

    path: str
    line: int
    before: str
    after: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where every line of a file went; the five counts add up to `lines`."""

    lines: int = 0
    card: int = 0
    context: int = 0
    stub: int = 0
    dropped: int = 0
    blank: int = 0


NOT_NOTES = "not notes:"
"""How the reason begins for which a whole file is dropped that a person may still want read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one file gave."""

    path: str
    drafts: tuple[CardDraft, ...] = ()
    stubs: tuple[Stub, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    coverage: Coverage = Coverage()
    dialect: str = ""
    """The explicit card syntax chosen for the marks that collide; empty when none was needed."""
    deck: str = ""
    """The deck that the file names in its front matter; empty when it names none."""
    is_refused: bool = False
    """True when the file could not be read at all, or is not notes and was not confirmed."""

    @property
    def is_not_notes(self) -> bool:
        """Whether the file was left alone because it does not look like notes."""
        return self.is_refused and any(part.reason.startswith(NOT_NOTES) for part in self.dropped)


@dataclass(frozen=True, slots=True)
class Place:
    """One spot in the notes where a card stands."""

    path: str
    line: int = 0
    position: int = 0
    """Its place among the cards of the note, from 0."""
    context: tuple[str, ...] = ()
    """The headings above, outermost first."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as kept in the store."""

    id: str
    """Random, given once, never changed."""
    deck: str
    kind: Kind
    question: str
    answer: str
    state: CardState = CardState.ACTIVE
    path: str = ""
    """The note it came from; empty for a card added by hand."""
    line: int = 0
    position: int = 0
    """Its place among the cards of the note, from 0."""
    context: tuple[str, ...] = ()
    others: tuple[Place, ...] = ()
    """Where else the same question stands with the same answer: one place in each further file."""
    options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Those of the note, then those given in quizzer."""
    own_tags: tuple[str, ...] = ()
    """The ones of `tags` that were given in quizzer."""
    sibling: str = ""
    author_id: str = ""
    confidence: Confidence = Confidence.SURE
    returns_as: CardState | None = None
    """Of a parked card: the state it takes again when its text comes back; None when the person parked it,
    because then only the person brings it back."""
    buried_until: date | None = None
    """The study day on which it may be asked again."""
    is_flagged: bool = False
    is_bundled: bool = False
    """True for a card of a deck that ships with quizzer: those come after the person's own."""
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Source:
    """A note file as it was when last read."""

    path: str
    """Absolute, POSIX separators."""
    root: str
    """What the person named: the file itself, or the folder it was found in."""
    deck: str
    """Where its cards go unless they say otherwise; follows when the person renames the deck."""
    content_hash: str
    size: int
    mtime_ns: int
    named_deck: str = ""
    """The deck that the file itself, or its place, named when it was last read."""
    is_bundled: bool = False
    is_gone: bool = False
    """The file was not there at the last import of its root."""
    is_confirmed: bool = False
    """The person said that it is to be read although it does not look like notes."""


_EMPHASIS = "*_`~$\\"
_MARKUP = late(r"<[^>\n]{1,40}>|!?\[\[|\]\]")
_MARKS = tuple((f" {mark}", mark) for mark in "?.!,:;")


@lru_cache(maxsize=8192)
def question_key(question: str) -> str:
    """The question reduced to what makes it the same question: case, spacing and emphasis do not count.

    >>> question_key("What is **GQA**?") == question_key("what is GQA ?")
    True
    """
    return reduced(question)


def reduced(text: str) -> str:
    """As `question_key`, for texts too long to be remembered."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    for mark in _EMPHASIS:
        text = text.replace(mark, " ")
    if "<" in text or "[[" in text or "]]" in text:
        text = _MARKUP.sub(" ", text)
    text = " ".join(text.split())
    for apart, mark in _MARKS:
        text = text.replace(apart, mark)
    return text.rstrip(" .:?!")
