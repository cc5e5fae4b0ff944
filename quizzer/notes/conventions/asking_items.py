"""Items of a list that ask, and how each is told: `* Is attention causal? Only in decoders.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Item
from quizzer.notes.conventions.question_lines import first_sentence, split_arrow, split_inline, split_task
from quizzer.notes.fronts import front_text
from quizzer.notes.terms import Style, read_term
from quizzer.notes.wording import asks, compares, is_question, is_term, opens_as_question, words_of

_TASK = late(r"(?:the )?differences? between\b|(?:explain|describe|compare|define) \w")
_CHECKS = late(r"^(?:is|are|does|do|did|has|have|can|how (?:high|low|many|much|often|well|fast|far))\b")
"""In small letters behind a name."""
_QUOTED = re.compile(r"^[\"“][^\"“”]+[\"”]\.?$")
_SPEAKER = late(r"^(?:interviewer|recruiter|manager|user|q\d*|question\W?\d*|ask|asks|asked)$", re.IGNORECASE)
_BOLD_ASKED = re.compile(r"^\*\*[^*]{4,160}[?？]\*\*:?\s+\w\S* \S")
_FEWEST_IN_OUTLINE = 4
"""Words that a point of an outline asks with; `Why?` goes on with the point above it."""
_FEWEST_WORDS = 4


def asked_in_bold(items: Sequence[Item], asking: Sequence[Item]) -> list[Item]:
    """The items `**Why fire twice?** The first …` where names in bold open all the others; alone it has to ask in whole words."""
    found = [item for item in asking if _BOLD_ASKED.match(item.content) or _is_bold_over_text(item)]
    if len(found) == 1 and not is_told_at_once(found[0]) and not compares(split_inline(found[0].content)[0]):
        return []
    return found if all(item.content.startswith("**") for item in items) else []


def _is_bold_over_text(item: Item) -> bool:
    return item.end - item.start > 1 and item.content.endswith(("?**", "？**"))


def is_told_by_arrow(item: Item) -> bool:
    """`What is slip? -> clay in water`: nobody puts an arrow behind a question but to answer it."""
    parts = split_arrow(item.content)
    if parts is None or not asks(parts[0]) or len(words_of(parts[0])) < _FEWEST_WORDS:
        return False
    return opens_as_question(front_text(parts[0])) or parts[0][0] in '"“'  # as somebody will say it


def is_told_at_once(item: Item) -> bool:
    """Is the item a whole question with a sentence behind it that answers?"""
    question, told = split_inline(item.content)
    return bool(told) and opens_as_question(front_text(question)) and len(words_of(question)) > 3 and not asks(told)


def is_told_below(item: Item) -> bool:
    """Is the item a bullet that is a whole question, with its answer under it?"""
    is_bullet = not item.is_numbered and asks(item.content) and item.content[:1].isupper()
    return is_bullet and item.end - item.start > 1


def told_in_outline(items: Sequence[Item], asking: Sequence[Item]) -> list[Item]:
    """The whole questions, two or more, of an outline in which each point has something below it."""
    told = [item for item in asking if asks(item.content) and len(words_of(item.content)) >= _FEWEST_IN_OUTLINE]
    are_all_told = all(item.end - item.start > 1 and not item.is_numbered for item in items)
    return told if are_all_told and len(told) > 1 else []


def asks_in_small_letters(item: Item) -> bool:
    """`what is elastic net`, beside others that begin so and end with a mark."""
    text = front_text(item.content)
    return text[:1].islower() and opens_as_question(text) and is_question(text) and 2 < len(words_of(text)) < 16


def asks_in_list(item: Item) -> bool:
    """Does an item ask, by its mark, its words, or the answer behind it?"""
    term = read_term(item.content)
    if term and not term.is_attribute and _CHECKS.match(term.meaning):
        return False  # `faithfulness - are all claims in the passages?` says what is looked at
    if term and term.style is Style.BOLD and _QUOTED.match(term.meaning) and not _SPEAKER.match(term.name):
        return False  # `**Bobbin:** "Who lets the thread go?"`: how one may think of it
    if split_arrow(item.content) or split_task(item.content):
        return True
    sentence = first_sentence(front_text(item.content))
    if asks(sentence):
        is_whole = sentence == front_text(item.content) and sentence[:1].isupper() and len(words_of(sentence)) > 1
        is_named = is_term(sentence.rstrip("?？ "), most_words=3) and bool(split_inline(item.content)[1])
        is_told_below = item.end - item.start > 1 and sentence == front_text(item.content) and sentence[:1].isupper()
        return opens_as_question(sentence) or len(words_of(sentence)) > 2 or is_whole or is_named or is_told_below
    opens_at_once = sentence[:1].isupper() or not sentence[:1].isascii()  # Chinese has no capitals
    return is_question(sentence) and (opens_at_once or bool(_TASK.match(sentence)))
