"""Tokenisers: which pair is merged, what that does to a text, how large the vocabulary becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quizzer.answers.notation import figure
from quizzer.answers.registry import Parameter, Shape, Slip, Step, Worked, answer, count, words
from quizzer.answers.tolerance import EXACT
from quizzer.errors import AnswerError

_SYMBOLS: Parameter = words("symbols", "the text as it is split now",
                            aliases=("tokens", "text", "sequence", "characters"),
                            typical=(("a", "b", "a", "b", "c"), ("l", "o", "w", "l", "o", "t"),
                                     ("t", "h", "e", "t", "h", "a", "t")))  # fmt: skip


def pair_counts(symbols: Sequence[str]) -> Counter[tuple[str, str]]:
    """How often each pair of neighbours occurs; in an overlapping run such as `aaa` both pairs count."""
    return Counter(pairwise(symbols))


def _best(symbols: Sequence[str]) -> tuple[str, str]:
    """The most frequent pair; of equal ones the one that comes first."""
    if len(symbols) < 2:
        raise AnswerError("symbols must be at least two")
    return pair_counts(symbols).most_common(1)[0][0]


def _merged(symbols: Sequence[str], pair: tuple[str, str]) -> tuple[str, ...]:
    result: list[str] = []
    place = 0
    while place < len(symbols):
        step = 2 if tuple(symbols[place : place + 2]) == pair else 1
        result.append("".join(symbols[place : place + step]))
        place += step
    return tuple(result)


def _shown(symbols: Sequence[str]) -> str:
    return " ".join(symbols)


def _rarest(symbols: Sequence[str]) -> tuple[str, str]:
    return pair_counts(symbols).most_common()[-1][0]


def _first_only(symbols: Sequence[str], pair: tuple[str, str]) -> tuple[str, ...]:
    for place in range(len(symbols) - 1):
        if tuple(symbols[place : place + 2]) == pair:
            return (*symbols[:place], "".join(pair), *symbols[place + 2 :])
    return tuple(symbols)


@answer(
    topic="tokenizers",
    shape=Shape.WORDS,
    parameters=(_SYMBOLS,),
    cues=("bpe merge", "after one bpe merge", "byte-pair merge"),
    steps=lambda *, symbols: (
        Worked("pairs", "neighbours and how often they occur",
               ", ".join(f"{a}{b} {n}" for (a, b), n in pair_counts(symbols).most_common(5))),
        Worked("best", "the most frequent, of equal ones the first", "".join(_best(symbols))),
        Worked("merged", "wherever it stands, from the left", _shown(_merged(symbols, _best(symbols)))),
    ),
    slips=(
        Slip("first occurrence only", lambda *, symbols: _first_only(symbols, _best(symbols)),
             "the pair is merged wherever it stands"),
        Slip("rarest pair", lambda *, symbols: _merged(symbols, _rarest(symbols)), "the most frequent pair is merged"),
        Slip("not merged", lambda *, symbols: tuple(symbols), "one merge is asked"),
    ),
)  # fmt: skip
def bpe_merge(*, symbols: tuple[str, ...]) -> tuple[str, ...]:
    """The symbols after one step of byte-pair encoding.

    The most frequent pair of neighbours, of equal ones the first, is replaced wherever it stands, from the left.
    (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016, algorithm 1)
    """
    return _merged(symbols, _best(symbols))


def _largest_count(symbols: Sequence[str]) -> int:
    return pair_counts(symbols)[_best(symbols)]


@answer(
    topic="tokenizers",
    tolerance=EXACT,
    parameters=(_SYMBOLS,),
    cues=("count of the most frequent pair", "how often does the most frequent pair"),
    low=1,
    steps=lambda *, symbols: (
        Worked("pairs", "neighbours and how often they occur",
               ", ".join(f"{a}{b} {n}" for (a, b), n in pair_counts(symbols).most_common(5))),
        Worked("count", "the largest", figure(_largest_count(symbols))),
    ),
    slips=(
        Slip("symbols for pairs", lambda *, symbols: Counter(symbols).most_common(1)[0][1],
             "is that a single symbol? Pairs of neighbours are counted"),
        Slip("all pairs", lambda *, symbols: len(symbols) - 1, "is that the number of all pairs?"),
    ),
)  # fmt: skip
def bpe_pair_count(*, symbols: tuple[str, ...]) -> int:
    """How often the most frequent pair of neighbours occurs.

    The largest count over all pairs of neighbouring symbols.
    (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016, algorithm 1)
    """
    return _largest_count(symbols)


@answer(
    topic="tokenizers",
    tolerance=EXACT,
    parameters=(
        count("base_symbols", "symbols before any merge: 256 for bytes", high=10**6, default=256,
              aliases=("base vocabulary", "base tokens", "initial vocabulary", "bytes"), typical=(256,)),
        count("merges", "merges learnt", low=0, high=10**7, aliases=("number of merges", "merge operations"),
              typical=(1000, 10_000, 50_000)),
        count("special", "special tokens", low=0, high=10**5, default=0, aliases=("special tokens", "n_special"),
              typical=(0, 1, 4)),
    ),
    cues=("bpe vocabulary size", "vocabulary size after merges", "vocabulary after"),
    steps=(Step("vocabulary", "base_symbols + merges + special", "", "every merge adds one token"),),
    slips=(
        Slip("base symbols forgotten", "merges + special", "the symbols before the merges stay in the vocabulary"),
        Slip("special tokens forgotten", "base_symbols + merges", "the special tokens count as well"),
        Slip("merges replace", "merges - base_symbols + special", "a merge adds a token, it takes none away"),
    ),
)  # fmt: skip
def bpe_vocabulary(*, base_symbols: int, merges: int, special: int) -> int:
    """Size of a byte-pair vocabulary.

    base_symbols + merges + special: each merge adds exactly one token.
    (Sennrich et al., 2016, section 3.2; GPT-2: 256 bytes, 50,000 merges and one end mark give 50,257)
    """
    return base_symbols + merges + special


@answer(
    topic="tokenizers",
    parameters=(
        count("pair_count", "how often the pair occurs", low=0, high=10**12,
              aliases=("freq_of_pair", "pair frequency", "frequency of the pair"), typical=(5, 20, 48)),
        count("first_count", "how often the first part occurs", high=10**12,
              aliases=("freq_of_first_element", "first frequency", "frequency of the first element"),
              typical=(36, 80, 100)),
        count("second_count", "how often the second part occurs", high=10**12,
              aliases=("freq_of_second_element", "second frequency", "frequency of the second element"),
              typical=(20, 24, 50)),
    ),
    cues=("wordpiece score", "wordpiece pair score"),
    low=0,
    steps=(
        Step("expected", "first_count * second_count", "", "frequent parts meet by chance"),
        Step("score", "pair_count / expected"),
    ),
    slips=(
        Slip("BPE for WordPiece", "pair_count", "that is how BPE scores: divide by the counts of the parts"),
        Slip("sum for product", "pair_count / (first_count + second_count)", "divide by the product of both counts"),
        Slip("one part", "pair_count / first_count", "both parts count in the divisor"),
    ),
)  # fmt: skip
def wordpiece_score(*, pair_count: int, first_count: int, second_count: int) -> float:
    """Score by which WordPiece chooses the next pair to merge.

    pair_count / (first_count * second_count).
    (Hugging Face, "LLM Course", chapter 6, WordPiece tokenization; Schuster and Nakajima, 2012)
    """
    return pair_count / (first_count * second_count)
