"""What an assistant says between two parts of a pasted talk, below a rule: it closes one answer and opens the next.

    | clay | dries |

    ---

    Would you like a drawing of the kiln?
    Great question! Let's go through the firing step by step:

    ---

    ### Firing

Such a part is short, stands in a note with headings, and has text of its section above the rule: right below a question it may well
be the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.small_talk import is_small_talk
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question, words_of

NAME = "aside of an assistant"

_OPENS = late(
    r"^\W*(?:(?:great|good|excellent|nice|awesome|perfect|got it|no problem|no worries|you['’]re welcome)\b(?: (?:question|choice|idea|point|catch))?\s?[!.,:—–-]"
    r"|(?:absolutely|sure|certainly|of course|exactly|yes)(?:, \w+)?!"
    r"|that['’]s (?:(?:completely|totally|perfectly|absolutely|exactly) )?(?:okay|ok|fine|right|normal|understandable|a (?:great|good|very good|excellent) question)\b)",
    re.IGNORECASE,
)
_GOES_ON = late(
    r"\b(?:here(?:['’]s| is| are)|let['’]?s|let me|i['’]ll|i can|i['’]ve|we['’]ll|you can|you['’]re|do you|would you|below)\b",
    re.IGNORECASE,
)
_OFFERS = late(r"^\W*would (?:an?|it|some|this)\b[^?]{0,200}\bhelp\b[^?]{0,120}\?", re.IGNORECASE)
_PROMPT = re.compile(
    r"^(?:now |ok(?:ay)?,? )?(?:answer|explain|continue|go on|elaborate|expand|give me|show me|more|next)\b[^:.?!]*$"
)
"""What the person writes back, in small letters: `now explain the last two`."""
_LONGEST_PROMPT = 8
_THINKS = re.compile(
    r"^\W*(?:(?:thought|thinking|reasoning)(?: process)?|show thinking|chain of thought|thoughts)\W*$", re.IGNORECASE
)
_MOST_WORDS = 90
_HAILS = re.compile(
    r"^(?:(?:that['’]s|what) an? )?(?:great|good|excellent|fantastic|awesome|nice) question\b[^.?:]{0,90}!\W*$",
    re.IGNORECASE,
)
"""`Great question — it comes up in every round!`, wherever it stands."""
_FEWEST = 3
_FEWEST_TOLD = 8
_TALKS = frozenset({LineKind.TEXT, LineKind.ITEM})


def read(page: Page) -> Iterator[Find]:
    """Every such part of a note that rules divide."""
    for fold in page.outline.details:
        if _THINKS.match(fold.summary.strip()):
            yield Find(range(fold.start, fold.end), "what a model said to itself")
    lines, sections = page.outline.lines, page.outline.sections
    if page.outline.holds(" question"):
        hails = (n for n in page.free_lines(0, len(lines)) if _HAILS.match(lines[n].body[:200]))
        yield Find([n for n in hails if lines[n].kind is LineKind.TEXT and _is_alone(lines, n)], "small talk of a chat")
    if len(sections) <= _FEWEST:
        return
    rules = [n for n, line in enumerate(lines) if line.kind is LineKind.RULE and not line.indent]
    edges = sorted({*rules, *(section.line for section in sections[1:]), len(lines)})
    for place, edge in enumerate(edges[:-1]):
        part = page.free_lines(edge + 1, edges[place + 1])
        if lines[edge].kind is LineKind.RULE and part and _talks(lines, part) and _is_told_above(page, edge):
            yield Find(part, "small talk of a chat")


def _is_alone(lines: Sequence[Line], number: int) -> bool:
    """Is the line a paragraph by itself, with more below it?"""
    after = lines[number + 1 : number + 2]
    return (not number or not lines[number - 1].body) and bool(after) and not after[0].body


def _is_told_above(page: Page, edge: int) -> bool:
    """Does the section hold text above the rule, and an answer when its heading asks?"""
    section = page.section_at(edge)
    asks = is_question(front_text(section.title))
    told = 0
    for number in range(edge - 1, section.start - 1, -1):
        line = page.outline.lines[number]
        if not line.body or line.kind is LineKind.RULE or not page.is_free(number):
            continue
        told += len(words_of(line.body))
        if not asks or told >= _FEWEST_TOLD:
            return True
    return False


def _talks(lines: Sequence[Line], part: Sequence[int]) -> bool:
    """Does the part begin with what an assistant says to a person, and say little else?"""
    if (
        any(lines[n].kind not in _TALKS or read_label(lines[n].body) for n in part)
        or lines[part[0]].kind is LineKind.ITEM
    ):
        return False
    text = " ".join(lines[n].body for n in part)[:2000]
    first = lines[part[0]].body
    is_prompt = len(part) == 1 and bool(_PROMPT.match(first)) and len(words_of(first)) <= _LONGEST_PROMPT
    is_said = (
        is_prompt
        or is_small_talk(first)
        or bool(_OFFERS.match(first))
        or bool(_OPENS.match(first) and _GOES_ON.search(text))
    )
    return is_said and len(words_of(text)) <= _MOST_WORDS
