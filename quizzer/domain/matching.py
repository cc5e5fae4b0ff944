"""The two sides of a reconciliation and what has been matched so far."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from quizzer.domain.apart import Apart, Nothing, Placed
from quizzer.domain.cards import Card, CardDraft, CardState, Kind, Place
from quizzer.domain.identity import answer_key, data_key, is_distinct, text_key
from quizzer.domain.likeness import LONGEST, Measure, Text

_K = TypeVar("_K")
_V = TypeVar("_V")

Identity = bytes
"""Equal for texts that are one card: question, answer, and the headings where those two say too little."""


_Written = tuple[str, str, tuple[str, ...], tuple[str, ...], str]
_Keys = tuple[str, Identity, tuple[str, ...]]
"""Those of the question, of the whole, and of the headings."""


@dataclass(frozen=True, slots=True)
class Old:
    """A card as kept."""

    number: int
    card: Card
    question: str
    """Key of the question."""
    identity: Identity
    headings: tuple[str, ...]
    is_held: bool
    """Whether it stands somewhere that was not read now, so that it is not missing whatever was read."""

    @property
    def is_absent(self) -> bool:
        """Whether it is parked because its text was gone."""
        return self.card.state is CardState.PARKED and self.card.returns_as is not None


@dataclass(frozen=True, slots=True)
class New:
    """A card as read: one draft, or several that are the same card in several places."""

    number: int
    drafts: tuple[CardDraft, ...]
    positions: tuple[int, ...]
    question: str
    identity: Identity
    headings: tuple[str, ...]

    @property
    def draft(self) -> CardDraft:
        """The first place."""
        return self.drafts[0]

    def stands_in(self, path: str) -> bool:
        """Whether one of its places is in this file."""
        return any(draft.path == path for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class Match:
    """A kept card and a card as read that are, or may be, one."""

    old: int
    new: int
    reason: str
    rank: tuple[float, ...] = ()
    """Sorts the best first among doubts."""
    is_same_sense: bool = True
    """False when a word differs that turns the question into another one."""


@dataclass(slots=True)
class Matching:
    """Both sides, the sure matches and the doubts; every card and every draft is taken at most once."""

    olds: list[Old]
    news: dict[int, New]
    """By number, in the order of the notes but for those that were brought in later."""
    measure: Measure
    apart: Apart = field(default_factory=Nothing)
    by_old: dict[int, Match] = field(default_factory=dict)
    by_new: dict[int, Match] = field(default_factory=dict)
    doubts: list[Match] = field(default_factory=list)

    def take(self, match: Match) -> bool:
        """Make a sure match; False when either side is taken already."""
        if match.old in self.by_old or match.new in self.by_new:
            return False
        self.by_old[match.old] = self.by_new[match.new] = match
        return True

    def free_olds(self) -> list[Old]:
        """Kept cards that nothing has been matched with and whose text may have changed."""
        return [old for old in self.olds if old.number not in self.by_old and not old.is_held]

    def free_news(self) -> list[New]:
        """Cards as read that have no kept card yet."""
        return [new for new in self.news.values() if new.number not in self.by_new]

    def news_apart(self) -> Iterator[New]:
        """The cards as read that were set apart, but those that have been brought in."""
        for each in self.apart:
            if each.number not in self.news:
                yield _new(each, keys_of(each.draft))

    def bring(self, new: New) -> None:
        """Compare a card that was set apart after all."""
        if new.number not in self.news:
            self.news[new.number] = new
            self.apart.bring(new.number)

    def pairs(self) -> Iterable[tuple[Old, New]]:
        """What has been matched so far."""
        return ((self.olds[match.old], self.news[match.new]) for match in self.by_old.values())


def start(
    cards: Iterable[Card], drafts: Iterable[Placed], looked_at: Collection[str], measure: Measure, apart: Apart
) -> Matching:
    """Both sides made ready; `looked_at` names the files whose present content is known."""
    known: dict[_Written, _Keys] = {}
    olds = [_old(number, card, looked_at, known) for number, card in enumerate(cards)]
    return Matching(olds, _group(drafts, known), measure, apart)


def text_of(part: Card | CardDraft) -> Text:
    """What is compared of a card."""
    return Text(part.question, "\n".join((part.answer, *part.options))[:LONGEST], part.kind is Kind.CLOZE)


def places_of(card: Card) -> tuple[Place, ...]:
    """Everywhere the card stands; nowhere for one added by hand."""
    first = (Place(card.path, card.line, card.position, card.context),) if card.path else ()
    return (*first, *card.others)


def home_of_files(matching: Matching) -> dict[str, str]:
    """Where most of the cards of each file stand now: the file itself, or the one it was renamed to."""
    return _majority((old.card.path, new.draft.path) for old, new in matching.pairs() if not old.is_held)


def home_of_headings(matching: Matching) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The heading path under which most of the cards of each heading path of a file stand now."""
    return _majority(((old.card.path, *old.headings), new.headings) for old, new in matching.pairs() if not old.is_held)


def _majority(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, _V]:
    counts: dict[_K, Counter[_V]] = defaultdict(Counter)
    for key, value in pairs:
        counts[key][value] += 1
    return {key: count.most_common(1)[0][0] for key, count in counts.items()}


def _old(number: int, card: Card, looked_at: Collection[str], known: dict[_Written, _Keys]) -> Old:
    question, identity, headings = known[_written(card)] = keys_of(card)
    is_gone = card.state is CardState.PARKED and card.returns_as is not None
    is_held = not is_gone and not (card.path and all(place.path in looked_at for place in places_of(card)))
    return Old(number, card, question, identity, headings, is_held)


def _group(drafts: Iterable[Placed], known: Mapping[_Written, _Keys]) -> dict[int, New]:
    """Drafts with the same identity become one card with several places; most are written as a kept card is."""
    news: dict[int, New] = {}
    numbers: dict[Identity, int] = {}
    for each in drafts:
        new = _new(each, known.get(_written(each.draft)) or keys_of(each.draft))
        number = numbers.setdefault(new.identity, new.number)
        if number == new.number:
            news[number] = new
        else:
            first = news[number]
            news[number] = replace(
                first, drafts=(*first.drafts, each.draft), positions=(*first.positions, each.position)
            )
    return news


def _new(each: Placed, keys: _Keys) -> New:
    return New(each.number, (each.draft,), (each.position,), *keys)


def _written(part: Card | CardDraft) -> _Written:
    """What the keys are made of, as it is written."""
    return part.question, part.answer, part.options, part.context, data_key(part)


@lru_cache(maxsize=1024)
def _heading_keys(context: tuple[str, ...]) -> tuple[str, ...]:
    # Kept, because the cards of a note share their headings.
    return tuple(text_key(heading) for heading in context)


def keys_of(part: Card | CardDraft) -> _Keys:
    """What tells it from every other card: its question, the whole, and its headings."""
    question, answer = text_key(part.question), answer_key(part)
    headings = _heading_keys(part.context)
    parts = (question, answer) if is_distinct(question, answer) else (question, answer, *headings)
    identity = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return question, identity, headings
