"""Callouts that define or state something: a definition, a theorem, a formula, under its own name.

    > [!definition] Compact space         > [!theorem]
    > Every open cover has a finite       > **Zorn's lemma**: a poset whose
    > subcover.                           > chains are bounded has a maximum.

The name is the title, without `Definition 3.1:`, else the words in bold with which the text begins or which it
defines. The callout stays part of its section, whose card may quote it; where the note has no heading, a callout of
any type that has a title of its own is a card too, and so is one above the first heading that is called like a thing. One without
a title may open with a question, which its other lines answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.conventions.callouts import Box, read_boxes
from quizzer.notes.dates import is_date
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_housekeeping_title, is_reference_title
from quizzer.notes.wording import asks, is_question, is_term, opens_as_question, words_of

NAME = "callout that names a thing"

_STATES = frozenset(
    {
        "definition", "def", "theorem", "thm", "lemma", "proposition", "prop", "corollary", "cor", "axiom", "law", "formula", "concept",
        "term", "algorithm", "property", "principle", "postulate", "rule", "equation", "satz", "lemme", "théorème", "definición", "teorema",
        "定义", "定理", "引理", "推论", "命题", "정의", "정리",
    }
)  # fmt: skip
_KIND = late(
    r"^(?:definition|def|theorem|thm|lemma|proposition|prop|corollary|cor|axiom|law|formula|concept|algorithm|algorithmus|satz|definição"
    r"|definición|définition|teorema|théorème|property|example|定义|定理|引理|推论|命题)\b\.?\s*(?:§?\s*\d+(?:\.\d+)*[a-z]?)?\s*(?:[:：.—–-]\s*|(?=\()|$)",
    re.IGNORECASE,
)
_NAMED_KIND = late(
    r"^(?:definition|theorem|lemma|proposition|corollary|axiom|law)\b\.?\s*(?:§?\s*\d+(?:\.\d+)*[a-z]?)?\s*(?:[:：–—-]\s*\S|\(\s*[^\W\d])",
    re.IGNORECASE,
)
"""`> [!info] Definition (rank)`: a box of any type that says itself what it is."""
_ENCLOSED = late(r"^\(([^()]+(?:\([^()]*\)[^()]*)*)\)$")
_BOLD = re.compile(r"\*{2,3}([^*\n]{2,60}?)\*{2,3}")
_OPENING = late(r"^\*\*([^*\n]{2,80})\*\*(?:\s*[:：]\s*|\s+[–—-]\s+)(?=\S)")
_SUBJECT = late(r"^\*\*([^*\n]{2,80})\*\*(?:\s*\([^()]{1,60}\))?\s+(?:is|are|refers|means|states|denotes|describes)\b")
"""`**Rank** is the number of …`"""
_FIRST_SENTENCE = 300
_FEWEST_TOLD = 6
_FEWEST_IN_ROW = 2
"""Callouts of one type in a section, each named like a thing of its own."""


def read(page: Page) -> Iterator[Find]:
    """Every callout with a name of its own."""
    sections = page.outline.sections
    boxes = list(read_boxes(page))
    rows = Counter((page.section_at(box.start).index, box.type) for box in boxes if box.body and _names(box.title))
    for box in boxes:
        section = page.section_at(box.start)
        asked, _, told = box.body.partition("\n")
        if _asks_first(box, asked) and not is_empty(told) and not is_question(front_text(section.title)):
            span, context = (box.start, box.end), page.context_of(section, inclusive=True)
            yield Find(range(*span), page.card(front_text(asked), told.strip(), span, convention=NAME, context=context))
            continue
        states = box.type in _STATES or bool(_NAMED_KIND.match(box.title))
        is_apart = len(sections) == 1 or is_date(section.title)
        is_in_row = (section.line < 0 and len(words_of(box.body)) >= _FEWEST_TOLD) or rows[
            section.index, box.type
        ] >= _FEWEST_IN_ROW
        is_apart = is_apart or (_names(box.title) and is_in_row)
        if not box.body or not (states or (is_apart and box.title)):
            continue
        name, answer = _named(box, is_headed=section.index > 0) if states else (box.title, box.body)
        if not name or is_empty(answer) or is_only_links(answer):
            continue
        if name.casefold() == front_text(section.title).casefold() or _says_nothing(name):
            continue
        draft = page.card(
            name,
            answer,
            (box.start, box.end),
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            kind=Kind.DEFINITION if states else Kind.BASIC,
            confidence=Confidence.SURE if states else Confidence.LIKELY,
        )
        yield Find(range(box.start, box.end), draft, is_shared=True)


def _asks_first(box: Box, first: str) -> bool:
    """Does a callout without a title of its own open with a line that is a whole question?"""
    is_bare = not box.title or box.title.casefold() == box.type
    return is_bare and asks(first) and opens_as_question(first) and len(words_of(first)) > _FEWEST_IN_ROW


def _names(title: str) -> bool:
    """Is the title of a callout the name of a thing, and not that of an aspect or a sentence?"""
    return bool(title) and title[:1].isupper() and is_term(title, most_words=4) and not is_attribute(title)


def _says_nothing(name: str) -> bool:
    """`Note`, `Prerequisites`, `Further reading`."""
    return is_attribute(name) or is_housekeeping_title(name) or is_reference_title(name)


def _named(box: Box, *, is_headed: bool) -> tuple[str, str]:
    """The name of what a callout states, and its text; no name when it has none of its own.

    Without a title, what a heading stands over is named by that heading.
    """
    title = front_text(_ENCLOSED.sub(r"\1", _KIND.sub("", box.title).strip()))
    if title and title.casefold() != box.type:
        return title, box.body
    opening = _OPENING.match(box.body)
    if opening:
        return front_text(opening[1]), box.body[opening.end() :]
    subject = _SUBJECT.match(box.body)
    if subject and is_term(subject[1], most_words=8, is_marked=True):
        return front_text(subject[1]), box.body
    bold = [
        each for each in _BOLD.findall(box.body[:_FIRST_SENTENCE]) if len(each) > 2 and is_term(each, is_marked=True)
    ]
    return (front_text(bold[0]) if len(bold) == 1 and not is_headed else ""), box.body
