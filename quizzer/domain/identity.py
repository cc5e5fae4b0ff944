"""What makes a text the same card: keys of question and answer, and when two places hold one card.

Two machines that import the same notes give their cards different random ids; `fingerprint` is what they agree on.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, islice

from quizzer.domain.cards import Card, CardDraft, Kind, question_key, reduced

DISTINCT_WORDS = 6
"""Question and answer with at least as many words say by themselves what they are about."""
_LONE_WORDS = 5
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[^\x00-\x7f]+(?:[\x80-\xff ]*[^\x00-\x7f]+)*")
_CODE_PAGES = ("cp1252", "mac_roman")


def text_key(text: str) -> str:
    """The text reduced as `question_key` does, with mojibake undone: whoever mends it changes nothing."""
    return question_key(unmangled(text))


def answer_key(text: Card | CardDraft) -> str:
    """The key of the answer with its options, and with the formula of a computed card."""
    return reduced(unmangled("\n".join((text.answer, *text.options)))) + data_key(text)


def data_key(text: Card | CardDraft) -> str:
    """The key of the formula of a computed card; empty for every other."""
    return json.dumps(dict(text.data), sort_keys=True, default=str) if text.kind is Kind.COMPUTED else ""


def fingerprint(text: Card | CardDraft) -> str:
    """A short digest of question, answer and innermost heading: equal on every machine that reads the same note."""
    heading = text.context[-1] if text.context else ""
    parts = (text_key(text.question), answer_key(text), text_key(heading))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def words(text: str) -> list[str]:
    """The words of a text, without case, marks and accents' spelling.

    >>> words("What is GQA-8?")
    ['what', 'is', 'gqa', '8']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def stands_alone(question: str) -> bool:
    """Whether a question says what it is about without its heading, as `Cons` or `In sequence` do not."""
    return len(words(question)) >= _LONE_WORDS


def is_distinct(question: str, answer: str) -> bool:
    """Whether question and answer together are hardly ever written twice for different things."""
    found = chain.from_iterable(
        _WORD.finditer(text if text.isascii() else unicodedata.normalize("NFKC", text)) for text in (question, answer)
    )
    return sum(1 for _ in islice(found, DISTINCT_WORDS)) == DISTINCT_WORDS


def headings_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two heading paths name the same spot: equal, or one continues the other outwards."""
    a, b = [text_key(h) for h in one], [text_key(h) for h in other]
    shorter = min(len(a), len(b))
    return a == b or (shorter > 0 and a[-shorter:] == b[-shorter:])


def unmangled(text: str) -> str:
    """The text with mojibake undone: runs of letters that are UTF-8 read in an old code page.

    Runs that do not decode are left alone, so healthy text comes back as it is.

    >>> unmangled("naÃ¯ve")
    'naïve'
    """
    return text if text.isascii() else _RUN.sub(lambda run: _decoded(run.group()), text)


def _decoded(run: str) -> str:
    for page in _CODE_PAGES:
        try:
            return b"".join(_byte(letter, page) for letter in run).decode("utf-8")
        except UnicodeError:
            continue
    return run


def _byte(letter: str, page: str) -> bytes:
    """A letter's byte in a code page; the control range that code page 1252 leaves undefined stands for itself."""
    if page == "cp1252" and "\x80" <= letter <= "\x9f":
        return letter.encode("latin-1")
    return letter.encode(page)
