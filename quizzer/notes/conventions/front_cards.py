"""Cards in the front matter: a list of fields, each with a question and its answer, under any key.

    faq:                                        cards:
      - question: Is the loss averaged?           - front: What does a router choose?
        answer: Yes, over the batch.                back: The experts of a token.

Options may stand beside them, each with a field that says whether it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quizzer.domain.cards import CardDraft, Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.choices import Choice
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.page import Find, Page

NAME = "card in the front matter"

_QUESTION = ("question", "front", "q", "prompt")
_ANSWER = ("answer", "back", "a", "response")
_OPTIONS = ("options", "choices")
_OPTION = ("text", "option", "label")
_RIGHT = ("correct", "right", "is_correct")
_YES = frozenset({"true", "yes", "on"})
_ASKED = late(r"^\s*(?:-\s+)?['\"]?(?:question|front|q|prompt)['\"]?\s*:", re.IGNORECASE)


def read(page: Page, front: Sequence[int]) -> Iterator[Find]:
    """The cards and the open questions of the lists in these lines, which are the front matter with its fences."""
    lines = page.outline.lines
    if not any(_ASKED.match(lines[number].text) for number in front[1:]):
        return
    from quizzer.notes.yaml_records import read_records  # hardly any note has its cards there

    for record in read_records("\n".join(lines[number].text for number in front[1:-1])):
        question = front_text(_first(record.texts, _QUESTION))
        if not question:
            continue
        answer = _first(record.texts, _ANSWER)
        span = (front[0] + record.line, front[0] + record.end_line + 1)
        if is_empty(answer):
            yield Find(range(*span), page.stub(question, span))
            continue
        draft = page.card(question, answer, span, convention=NAME, confidence=Confidence.EXPLICIT)
        options = next((record.lists[key] for key in _OPTIONS if key in record.lists), ())
        yield Find(range(*span), _as_choice(draft, options))


def _first(texts: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((texts[key] for key in keys if key in texts), "")


def _as_choice(draft: CardDraft, fields: Sequence[Mapping[str, str]]) -> CardDraft:
    """The card with its options, where they say which of them are right."""
    options = tuple(_first(each, _OPTION) for each in fields)
    right = [place for place, each in enumerate(fields) if _first(each, _RIGHT).casefold() in _YES]
    if len(options) < 2 or not right or not all(options):
        return draft
    choice = Choice((), options, tuple(right), draft.answer)
    return replace(draft, answer=choice.answer, kind=Kind.CHOICE, options=options, data={"right": choice.letters})
