"""Names: which of a parameter's many names a text may hold, and the patterns that find them there."""

from __future__ import annotations

import re
from functools import lru_cache

from quizzer.answers.registry import AnswerFunction, Parameter

_SPLIT = re.compile(r"[\s_-]+")
_WORD = re.compile(r"\w+")


class Words:
    """The words of a text: which names it may hold is told without a pattern for each of them."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self._words = frozenset(_WORD.findall(lower))
        self._joined = _SPLIT.sub("", lower)

    def may_hold(self, alias: str) -> bool:
        """Whether the patterns of this alias may match; false only where none of them can."""
        wanted, is_word = _wanted_by(alias)
        return not self._words.isdisjoint(wanted) if is_word else wanted[0] in self._joined


@lru_cache(maxsize=8192)
def _wanted_by(alias: str) -> tuple[tuple[str, ...], bool]:
    """What a text has in it that holds the alias: one of these words, or these letters without what parts them."""
    lower = alias.lower()
    if alias.isalnum():
        return ((lower, lower[:-1]) if lower.endswith("s") else (lower,)), True
    return (_SPLIT.sub("", lower).removesuffix("s"),), False


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """The words of a text, kept a moment: one text is held against several functions."""
    return Words(text)


@lru_cache(maxsize=512)
def names_of(function: AnswerFunction) -> tuple[tuple[str, Parameter], ...]:
    """Every name of every parameter, the longest first."""
    names = ((alias, parameter) for parameter in function.parameters for alias in (parameter.name, *parameter.aliases))
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=8192)
def compiled(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """Far more patterns than `re` itself remembers: one for each way to name a parameter."""
    return re.compile(pattern, flags)


@lru_cache(maxsize=8192)
def name_pattern(alias: str, *, is_pattern: bool = False) -> str:
    """An alias as a pattern: spaces, `_` and `-` between its words are the same."""
    words = _SPLIT.split(alias)
    joined = r"[\s_-]*".join(word if is_pattern else re.escape(word) for word in words)
    return rf"{NAME_START}{joined}(?!\w)"


NAME_START = r"(?<![\w-])"


def flags_of(alias: str) -> re.RegexFlag:
    """Short names are told apart by case: `B` is not `b`."""
    return re.IGNORECASE if len(alias) > 2 else re.RegexFlag(0)
