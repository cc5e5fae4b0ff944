"""Which old cards a new one may be, found by the rare words and word pairs they share, never by trying all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, islice, pairwise

from quizzer.domain.identity import words
from quizzer.domain.likeness import Text

MOST_SHARED = 48
"""A word that stands in more old cards than this tells too little to be followed."""
MOST_FOLLOWED = 16
"""The rarest words of a question, and of an answer, that are followed."""
MOST_LOOKED_AT = 6
"""Old cards that are looked at closely for one new card."""
MOST_BY_QUESTION = 2
"""Further ones that are looked at for their question alone."""
_ANSWER_WORDS = 60


class WordIndex:
    """Old cards by their words; asking costs the same however many there are."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._cards: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for feature in chain(*_features(text)):
                cards = self._cards[feature]
                if len(cards) <= MOST_SHARED:
                    cards.append(number)

    def like(self, text: Text) -> list[int]:
        """Numbers of the old cards that share most of the rarest words of `text`, best first, at most eight.

        Those that share most with its question are among them, however much of the answer others have.
        """
        question, answer = _features(text)
        by_question = self._votes(question)
        best = _most_voted(by_question + self._votes(answer), MOST_LOOKED_AT)
        return list(dict.fromkeys((*best, *_most_voted(by_question, MOST_BY_QUESTION))))

    def _votes(self, features: Iterable[str]) -> Counter[int]:
        """How many of the rarest features each old card shares; the rarer, the more it counts."""
        shared = sorted((len(cards), word) for word in features if (cards := self._cards.get(word)))
        votes: Counter[int] = Counter()
        rare = ((count, word) for count, word in shared if count <= MOST_SHARED)
        for count, word in islice(rare, MOST_FOLLOWED):
            for number in self._cards[word]:
                votes[number] += MOST_SHARED // count
        return votes


def _most_voted(votes: Mapping[int, int], most: int) -> list[int]:
    return nsmallest(most, votes, key=lambda number: (-votes[number], number))


def _features(text: Text) -> tuple[set[str], set[str]]:
    """Single words and neighbouring pairs of the question, and apart from them those of the answer."""
    question = words(text.question)
    answer = words(text.answer)[:_ANSWER_WORDS]
    return {*_grams("q", question)}, {*_grams("a", answer)}


def _grams(side: str, text: Sequence[str]) -> Iterable[str]:
    yield from (f"{side} {word}" for word in text)
    yield from (f"{side} {one} {two}" for one, two in pairwise(text))
