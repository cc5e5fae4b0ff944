"""What a file says of itself in its title and first words: notes, questions, a cheat sheet are there to be learnt.

Repositories of notes have READMEs like those of programs, with badges, `git clone` and a licence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from quizzer.domain.patterns import late
from quizzer.notes.outline import LineKind, Outline

_TITLE = late(
    r"\b(?:notes?|questions?|interviews?|cheat ?-?sheets?|flash ?cards?|summar(?:y|ies)|glossary|q ?& ?a|exams?|revision|quiz(?:zes)?|study guides?|concepts|recap|handbook|primer|exercises|prep(?:aration)?)\b",
    re.IGNORECASE,
)
_SAID = late(
    r"\b(?:my|personal|lecture|course|study|learning|revision|interview|class|these|book|collected|summari[sz]ed)\b[^.!?]{0,40}\bnotes\b|\bnotes (?:on|from|about|for|taken|of|and|i)\b|\binterviews?\b|\bcheat ?-?sheets?\b|\bflash ?cards\b"
    r"|\b(?:list|collection|set|compilation|bank) of\b[^.!?]{0,60}\b(?:questions|exercises|concepts|terms|notes)\b|\bquestions and (?:their )?answers\b|\bexplain(?:s|ed|ing)?\b|\bexplanations\b|\bsummari(?:es|[sz]es) (?:of|the)\b|\bglossary\b|\bexam (?:preparation|questions|notes)\b",
    re.IGNORECASE,
)

_TOOL = late(
    r"\b(?:plug-?in|add-?on|extension|integration)\b(?: (?:for|to|that|which)\b|$|[.:,])|\bthis (?:plugin|add-?on|extension|tool|app|library|package|cli)\b|\b(?:sync|turn|convert|export|transform)s? (?:your |the )?(?:\w+ )?notes\b",
    re.IGNORECASE,
)
"""What makes or moves cards and notes, and is none itself."""


def is_to_learn(outline: Outline, titles: Sequence[str]) -> bool:
    """Does the file call itself notes, questions or anything else that is written to be learnt?"""
    if titles and (_TOOL.search(titles[0]) or _TOOL.search(first_words(outline)[:400])):
        return False
    return is_titled_notes(titles) or bool(_SAID.search(first_words(outline)))


def is_titled_notes(titles: Sequence[str]) -> bool:
    """Does its first title say so?"""
    return bool(titles) and bool(_TITLE.search(titles[0]))


def first_words(outline: Outline) -> str:
    """The first words under the title, without badges, names and pictures."""
    lines = (
        line.body[:600]
        for line in outline.lines[:80]
        if line.kind is LineKind.TEXT and line.body and not line.body.startswith(("[", "!", "<", "|", "---"))
    )
    return " ".join(islice(lines, 5))
