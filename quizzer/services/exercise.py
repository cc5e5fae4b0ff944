"""An exercise: one card as it is put to the person this time, with what they type and what comes of it.

A card graded by the person has a question and an answer. A multiple-choice card shuffles its options by the seed of
the showing. Everything that was typed, shown and understood goes into the review's record.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from quizzer.domain.cards import Card, Kind
from quizzer.domain.reviews import Grade
from quizzer.domain.session import Showing
from quizzer.errors import AnswerError

if TYPE_CHECKING:
    from quizzer.services.study import Desk


class Exercise(Protocol):
    """What a screen, or the plain mode, needs to put a card to somebody."""

    @property
    def question(self) -> str:
        """Markdown, with this time's numbers."""

    @property
    def option_lines(self) -> Sequence[str]:
        """The options as they stand this time, lettered; empty for most cards."""

    @property
    def takes_answer(self) -> bool:
        """Whether something is to be typed before the answer is shown."""

    @property
    def is_settled(self) -> bool:
        """Whether a right answer was typed, the tries are used up, or the answer was asked for."""

    @property
    def solution(self) -> str:
        """Markdown: the answer, or the worked solution with this time's numbers."""

    @property
    def suggested_quality(self) -> int | None:
        """The quality that what was typed suggests; None when nothing was."""

    @property
    def has_hint(self) -> bool:
        """Whether a hint can be asked for now."""

    def echo(self, typed: str) -> str:
        """What would be understood, while it is being typed; empty when there is nothing to say."""

    def submit(self, typed: str) -> Sequence[str]:
        """Judge what was typed; lines to say about it."""

    def hint(self) -> str | None:
        """The next hint, at its cost; None when there is none."""

    def give_up(self) -> None:
        """Show the answer."""

    def record(self) -> dict[str, Any]:
        """What the review keeps: seed, parameters, typed text, what was understood, slip, tries, hints."""


class SelfGraded:
    """The person says it, looks, and grades."""

    option_lines: Sequence[str] = ()
    takes_answer = False
    is_settled = True
    has_hint = False
    suggested_quality: int | None = None

    def __init__(self, card: Card) -> None:
        self.question = card.question
        self.solution = card.answer

    def echo(self, typed: str) -> str:
        """Prose is not judged by a program."""
        return ""

    def submit(self, typed: str) -> Sequence[str]:
        """Prose is not judged by a program."""
        return ()

    def hint(self) -> str | None:
        """None are written."""
        return None

    def give_up(self) -> None:
        """The answer is always there."""

    def record(self) -> dict[str, Any]:
        """Nothing was typed."""
        return {}


class MultipleChoice:
    """Options in this showing's order; one or more letters are the answer."""

    takes_answer = True
    has_hint = False

    def __init__(self, card: Card, seed: int) -> None:
        self.seed = seed
        self._card = card
        self.question = card.question
        letters = right_letters(card)
        order = list(range(len(card.options)))
        if letters and not _names_options(card):
            random.Random(seed).shuffle(order)
        self.order = tuple(order)
        """Which of the card's options stands in each place."""
        places = {original: LETTERS[place] for place, original in enumerate(order)}
        self.right = tuple(sorted(places[LETTERS.index(letter)] for letter in letters))
        """The right letters as the options stand now; empty when the note does not say."""
        self.option_lines: Sequence[str] = [f"{LETTERS[n]}. {card.options[i]}" for n, i in enumerate(order)]
        self.typed: list[str] = []
        self._is_given_up = False
        self._is_right = False

    @property
    def is_settled(self) -> bool:
        """After one answer, or when it was given up."""
        return bool(self.typed) or self._is_given_up

    @property
    def solution(self) -> str:
        """The right options as they stand now, with the explanation."""
        if not self.right:
            return self._card.answer
        shown = [line for line in self.option_lines if line[0] in self.right]
        return "\n\n".join([*shown, *filter(None, [explanation(self._card)])])

    @property
    def suggested_quality(self) -> int | None:
        """Good for the right letters, Again for others."""
        if not self.right or not self.is_settled:
            return None
        return Grade.GOOD if self._is_right else Grade.AGAIN

    def echo(self, typed: str) -> str:
        """The options that the letters stand for."""
        chosen = self.letters(typed)
        return "; ".join(line for line in self.option_lines if line[0] in chosen)

    def letters(self, typed: str) -> tuple[str, ...]:
        """The options that were meant: letters in any form (`b`, `A, C`, `ac`); none when it is not letters."""
        known = LETTERS[: len(self.option_lines)]
        folded = re.sub(r"[\s,;.)(&+]+|\bAND\b", "", typed.upper())
        return tuple(sorted(set(folded))) if folded and set(folded) <= set(known) else ()

    def submit(self, typed: str) -> Sequence[str]:
        """Compare with the right letters."""
        chosen = self.letters(typed)
        if not chosen:
            return [f"{typed!r} is not an option: type {', '.join(LETTERS[: len(self.option_lines)])}."]
        self.typed.append("".join(chosen))
        self._is_right = chosen == self.right
        if not self.right:
            return []
        if self._is_right:
            return ["Right."]
        return [f"Not right: {_compared(chosen, self.right)}."]

    def hint(self) -> str | None:
        """None are written."""
        return None

    def give_up(self) -> None:
        """Show the answer."""
        self._is_given_up = True

    def record(self) -> dict[str, Any]:
        """Seed and what was chosen, in the letters that were shown."""
        kept: dict[str, Any] = {"seed": self.seed, "order": list(self.order)}
        if self.typed:
            kept |= {"typed": self.typed[-1], "is_right": self._is_right}
        return kept


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMED = re.compile(
    r"\b(?:option|choice|answer)s?\s+[A-H]\b|\b[A-H]\s+(?:and|or)\s+[A-H]\b|\b(?:all|none) of the", re.IGNORECASE
)
_LEAD = re.compile(r"^\**\(?([A-Z])[.):]\**\s+")


def _compared(chosen: Sequence[str], right: Sequence[str]) -> str:
    """What is right; where several are, each letter by what became of it.

    >>> _compared("B", "C")
    'C is'
    >>> _compared("ABD", "ACD")
    'A and D are right, C was missed, B is wrong'
    """
    if len(right) == 1 and len(chosen) == 1:
        return f"{right[0]} is"
    found = [letter for letter in chosen if letter in right]
    missed = [letter for letter in right if letter not in chosen]
    wrong = [letter for letter in chosen if letter not in right]
    kinds = ((found, "is right", "are right"), (missed, "was missed", "were missed"), (wrong, "is wrong", "are wrong"))
    return ", ".join(
        f"{_listed(letters)} {many if len(letters) > 1 else one}" for letters, one, many in kinds if letters
    )


def _listed(letters: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(letters[:-1]), letters[-1]]))


def right_letters(card: Card) -> tuple[str, ...]:
    """The right options of a choice card by letter, as the note orders them."""
    named = card.data.get("right") or _LEAD.findall(card.answer)
    known = LETTERS[: len(card.options)]
    return tuple(letter for letter in map(str, named) if letter in known)


def explanation(card: Card) -> str:
    """What the answer of a choice card says besides the right options."""
    rest = card.answer
    for _ in right_letters(card):
        first, _, after = rest.partition("\n")
        if not _LEAD.match(first):
            break
        rest = after.lstrip("\n")
    return rest.strip()


def _names_options(card: Card) -> bool:
    # An explanation that speaks of "option B", or options such as "A and C", hold only in the note's order.
    return any(_NAMED.search(text) for text in (explanation(card), *card.options))


def seed_of(card_id: str, entries: int) -> int:
    """The seed of a card's next showing: the same until a review is stored, then another."""
    import hashlib

    return int.from_bytes(hashlib.blake2b(f"{card_id}:{entries}".encode(), digest_size=6).digest(), "big")


def exercise_for(desk: Desk, showing: Showing) -> Exercise:
    """Put the card on the table as an exercise.

    The first showing of a computed card uses the numbers of its note, later ones draw fresh numbers. A computed card
    whose function is gone, as when a plugin was removed, is graded by the person.
    """
    card = showing.card
    if card.kind is Kind.COMPUTED:
        return _computation(desk, card)
    if card.kind is Kind.CHOICE and len(card.options) > 1:
        return MultipleChoice(card, _seed(desk, card))
    return SelfGraded(card)


def _computation(desk: Desk, card: Card) -> Exercise:
    from quizzer.services import computing, plugging

    plugging.start(desk.settings.plugins)
    try:
        loaded = computing.load(card)
        is_first = loaded.own is not None and not desk.log.of_card(card.id)
        return computing.Computation(card, loaded, None if is_first else _seed(desk, card))
    except AnswerError:
        return SelfGraded(card)


def _seed(desk: Desk, card: Card) -> int:
    return seed_of(card.id, len(desk.log.of_card(card.id)))
