"""How sure it is that one question and answer are another one reworded, and why.

A text measure alone calls "pre-norm" and "post-norm" all but equal. So the words that differ decide first: only
spelling and small words, words added or taken away, words replaced, or what turns a question into another one
(numbers, negations, short names). The measure, given as a function, then says whether the answer bears it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from quizzer.domain.identity import words

Measure = Callable[[str, str], float]
"""Likeness of two texts from 0 (nothing in common) to 1 (equal)."""

LONGEST = 2_000
"""Characters of an answer that are compared; what follows hardly ever tells cards apart."""

_MOST_DIFFERING = 60
"""Words that are looked at one by one; texts that differ in more are different texts."""

RECOGNISABLE = 0.35
"""Answers less alike than this have been rewritten."""

_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to for from by with and or is are was were be been do does did it its this that these "
        "those s what whats explain define describe please briefly can could you we i there mean means meaning",
    )
)
_NEGATIONS = frozenset(re.findall(r"\w+", "no not non never without t none neither nor isn doesn don cannot except"))
_DIGIT = re.compile(r"\d")
_STEM = re.compile(r"(?:ies|es|s|ing|ed)$")


class Difference(IntEnum):
    """What tells two texts apart, from nothing to nearly everything; the smaller the better."""

    FORM = 0
    """Spelling and small words."""
    SCOPE = 1
    """One has words that the other lacks, or the same ones in another order."""
    WORDS = 2
    """Words were replaced by others."""
    SENSE = 3
    """A number, a negation or a short name differs: perhaps something else is asked."""


@dataclass(frozen=True, slots=True)
class Text:
    """A question and its answer, made ready for comparing."""

    question: str
    answer: str
    is_cloze: bool = False
    """In a cloze the words around the gap are shared by its siblings, so only spelling may differ."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two cards are."""

    difference: Difference
    question: float
    answer: float
    is_sure: bool
    is_possible: bool
    """Whether it is worth asking a person."""
    reason: str

    @property
    def score(self) -> float:
        """Both measures together, 0 to 1."""
        return (self.question + self.answer) / 2

    @property
    def is_rephrased(self) -> bool:
        """Whether the question was changed by more than spelling and small words."""
        return self.difference is not Difference.FORM

    @property
    def changes_sense(self) -> bool:
        """Whether a word differs that makes it another question."""
        return self.difference is Difference.SENSE

    @property
    def rank(self) -> tuple[int, float]:
        """Sorts the best first."""
        return (int(self.difference), -self.score)


def compare(old: Text, new: Text, measure: Measure, *, is_same_place: bool) -> Likeness:
    """Judge whether `new` is `old` reworded.

    `is_same_place` says that both stand under the same heading between the same neighbours: then the place bears
    part of the weight.
    """
    question = measure(old.question, new.question)
    answer = answer_likeness(old.answer, new.answer, measure)
    difference = word_difference(old.question, new.question)
    if old.is_cloze and difference is not Difference.FORM:
        difference = Difference.SENSE
    is_sure = _bears_out(difference, old, new, answer, is_same_place=is_same_place)
    shared = (_shared(old.question, new.question) + _shared(old.answer, new.answer)) / 2
    is_possible = is_sure or (question + answer) / 2 >= 0.8 or shared >= (0.25 if is_same_place else 0.35)
    return Likeness(difference, question, answer, is_sure, is_possible, _reason(difference, question, answer))


def answer_likeness(old: str, new: str, measure: Measure) -> float:
    """Likeness of two answers; one that contains the other whole counts as alike, for cards split and merged."""
    if old == new:
        return 1.0
    old, new = old[:LONGEST], new[:LONGEST]
    one, other = Counter(words(old)), Counter(words(new))
    shorter = min(one.total(), other.total())
    contained = (one & other).total() / shorter if shorter >= 4 else 0.0
    return max(measure(old, new), 0.75 * contained if contained >= 0.9 else 0.0)


def word_difference(old: str, new: str) -> Difference:
    """What tells two texts apart, by the words that only one of them has."""
    before, now = _telling(old), _telling(new)
    if "".join(before) == "".join(now):
        return Difference.FORM if before else Difference.SENSE
    one, other = Counter(before), Counter(now)
    if (one - other).total() + (other - one).total() > _MOST_DIFFERING:
        return Difference.WORDS
    gone, come = _without_slips(sorted((one - other).elements()), sorted((other - one).elements()))
    if not gone and not come:
        in_order = all(a == b or _is_slip(a, b) for a, b in zip(before, now, strict=True))
        return Difference.FORM if in_order else Difference.SCOPE
    if any(_turns_sense(word) for word in (*gone, *come)):
        return Difference.SENSE
    if gone and come:
        return Difference.SENSE if _are_counterparts(gone, come) else Difference.WORDS
    return Difference.SCOPE if one & other else Difference.WORDS


def _shared(one: str, other: str) -> float:
    """The share of telling words that two texts have in common, 0 to 1.

    Letters alone are not enough to ask a person: two sentences of one language share nearly half of them.
    """
    a, b = Counter(_telling(one)), Counter(_telling(other))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[str, ...]:
    """The words that say what a text is about; all of them when there are only small ones."""
    every = words(text)
    return tuple(w for w in every if w not in _SMALL_WORDS) or tuple(every)


def _without_slips(gone: list[str], come: list[str]) -> tuple[list[str], list[str]]:
    """Both lists without words that are the same word, differently spelt."""
    left = list(come)
    kept = []
    for word in gone:
        twin = next((other for other in left if _is_slip(word, other)), None)
        if twin is None:
            kept.append(word)
        else:
            left.remove(twin)
    return kept, left


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one: another ending, or a single letter missing, added, changed or exchanged.

    Words under five letters, words with digits and other first letters count as different: `GPU` and `TPU`,
    `L1` and `L2`, `encode` and `decode`.
    """
    if one[0] != other[0] or abs(len(one) - len(other)) > 3 or _DIGIT.search(one + other):
        return False
    if len(min(one, other, key=len)) >= 3 and _STEM.sub("", one) == _STEM.sub("", other):
        return True
    if len(min(one, other, key=len)) < 4 or len(max(one, other, key=len)) < 5:
        return False
    return _one_step_apart(one, other)


def _one_step_apart(one: str, other: str) -> bool:
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _turns_sense(word: str) -> bool:
    return bool(_DIGIT.search(word)) or word in _NEGATIONS or (len(word) == 1 and not word.isascii())


def _are_counterparts(gone: list[str], come: list[str]) -> bool:
    """Whether one short name or one half of a pair was put for another: `pre` and `post`, `max` and `min`, `GPU`
    and `TPU`, `encoder` and `decoder`."""
    if len(gone) != len(come):
        return False
    return all(
        (len(a) <= 4 and len(b) <= 4) or _common_end(a, b) * 2 > max(len(a), len(b))
        for a, b in zip(gone, come, strict=True)
    )


def _common_end(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _bears_out(difference: Difference, old: Text, new: Text, answer: float, *, is_same_place: bool) -> bool:
    """Whether answer and place make a rewording certain."""
    if difference is Difference.SENSE or answer < 0.4:
        return False
    length = min(len(words(old.answer)), len(words(new.answer)))
    if difference is Difference.FORM:
        return is_same_place or (answer >= 0.6 and (length >= 2 or _is_firm(old, new, answer)))
    least = 3 if difference is Difference.SCOPE else 5 if is_same_place else 8
    return length >= least and _is_firm(old, new, answer)


def _is_firm(old: Text, new: Text, answer: float) -> bool:
    """Whether the answer has the same telling words, or one of the two has all of the other's and little else."""
    one, other = Counter(_telling(old.answer)), Counter(_telling(new.answer))
    gone, come = one - other, other - one
    differing = {*gone, *come}
    return not (gone and come) and answer >= 0.8 and not any(map(_turns_sense, differing))


def _reason(difference: Difference, question: float, answer: float) -> str:
    what = {
        Difference.FORM: "the question is only spelt otherwise",
        Difference.SCOPE: "the question has words added, taken away or put elsewhere",
        Difference.WORDS: "the question is put in other words",
        Difference.SENSE: "the question is alike, and a word that changes its sense differs",
    }[difference]
    same = "the answer is the same" if answer >= 0.995 else f"answers {answer:.0%} alike"
    return f"{what} ({question:.0%} alike), {same}"
