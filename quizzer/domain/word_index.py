"""Which old cards a new one may be, found by the rare words and word pairs they share, never by trying all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from quizzer.domain.identity import words
from quizzer.domain.likeness import Text

MOST_SHARED = 48
"""A word that stands in more old cards than this tells too little to be followed."""
MOST_FOLLOWED = 16
"""The rarest words of a new card that are followed."""
MOST_LOOKED_AT = 6
"""Old cards that are looked at closely for one new card."""
_ANSWER_WORDS = 60


class WordIndex:
    """Old cards by their words; asking costs the same however many there are."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._cards: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for feature in _features(text):
                cards = self._cards[feature]
                if len(cards) <= MOST_SHARED:
                    cards.append(number)

    def like(self, text: Text) -> list[int]:
        """Numbers of the old cards that share most of the rarest words of `text`, best first, at most six."""
        shared = sorted((len(cards), word) for word in _features(text) if (cards := self._cards.get(word)))
        votes: Counter[int] = Counter()
        rare = ((count, word) for count, word in shared if count <= MOST_SHARED)
        for count, word in islice(rare, MOST_FOLLOWED):
            for number in self._cards[word]:
                votes[number] += MOST_SHARED // count
        best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return [number for number, _ in best[:MOST_LOOKED_AT]]


def _features(text: Text) -> set[str]:
    """Single words and neighbouring pairs; those of the question count apart from those of the answer."""
    question = words(text.question)
    answer = words(text.answer)[:_ANSWER_WORDS]
    return {*_grams("q", question), *_grams("a", answer)}


def _grams(side: str, text: Sequence[str]) -> Iterable[str]:
    yield from (f"{side} {word}" for word in text)
    yield from (f"{side} {one} {two}" for one, two in pairwise(text))
