"""Notes without a heading: the name of the file is their title, as in a vault of small notes.

    Momentum.md                              **Momentum** in [[optimisation]] is a running mean of …
    A running mean of past gradients …

Where headings follow, the text above them is a card only when it begins by saying what the title names, or sums up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions import outline_bullets
from quizzer.notes.conventions.left_over import named_paragraphs
from quizzer.notes.dates import is_date
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import names_a_file, speaks_of, tells_of_the_file
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Fate, Find, Page
from quizzer.notes.titles import is_attribute, without_chapter
from quizzer.notes.wording import asks, has_sentence, is_question, is_term, opens_as_question, words_of

NAME = "note without a heading"

_FEWEST_NAMED = 3
_FEWEST_POINTS = 2
_MANY_POINTS = 4
"""Of a text that stands above the title of its next part."""
_SHORTEST_NAME = 2
_BETWEEN_NAMES = frozenset({"vs", "versus", "and", "or"})
_LONGEST = 500
"""More words without any division are a text and not an answer."""
_FEWEST_IN_LINE = 8
"""Words with which a text begins that has no title of its own."""
_OPENING = 400
"""Letters."""
_FEWEST_SAID = 20
"""Words of a text that is more than a line of greeting."""
_BOLD_OPENING = late(
    r"^(?P<mark>\*\*|__)(?=\S)(?P<name>[^*]{2,90}?)(?P=mark)(?P<rest>(?:\s*\([^()]*\))?(?:[\s,](?:\S+\s+){0,8}?(?:is|are|was|were|means|refers"
    r"|denotes|describes|measures|allows?|lets|turns|takes|gives|uses|has|have|can|ist|sind|est|sont|es|son|è|sono|é|são|это|є|це)\s.*"
    r"|\s?(?:[—–-]\s)?(?:是|指|用于|用来|表示|это|це)\S*.+))$",
    re.IGNORECASE,
)
_NO_TITLE = late(
    r"^(?:untitled|readme|test|tests|note|todo|inbox|drafts?|new note|daily|journal|log|scratch|temp|tmp|main|misc|stuff|document|doc|file"
    r"|(?:ch|lec|wk|doc|file|page|seed|img|nb|hw|pset)\s*\d+.*|\w)$",
    re.IGNORECASE,
)
_SAYS_WHAT = late(r"^(?:an?|one of the|un[ae]?|eine?) (?:\S+ ){2,}\S", re.IGNORECASE)
"""`A [[glaze]] for stoneware`: what the note is of, though no stop ends it."""
_IS_LINK = re.compile(r"\s*(?:[-*+]\s+)?\[\[[^\[\]]*\]\]\W*$")
_SUMS_UP = re.compile(r"^[*_]{0,2}(?:tl;?dr|in short|in a nutshell|summary|abstract|gist)\b", re.IGNORECASE)
"""With these words somebody says what the note comes to."""
_BETWEEN_WORDS = re.compile(r"(?:(?<![^\W\d_])|(?<=[^\W\d_]{2}))-+|_+")
"""Not in `k-means`."""
_SERIAL = re.compile(r"\d{3,}|\b(?=[a-f]*\d)[0-9a-f]{6,}\b", re.IGNORECASE)


def read(page: Page) -> Iterator[Find]:
    """The text above the first heading, under the title that the file or its first words give it."""
    outline = page.outline
    section = outline.sections[0]
    start = next((n for n in range(section.end) if outline.lines[n].kind is not LineKind.FRONT_MATTER), section.end)
    end = page.next_card(start - 1, section.end)
    free = page.free_lines(start, end)
    if not free or (end < section.end and not _is_apart(page, free, end)):
        yield from _told_behind(page, start, section.end)
        yield from _around_bullets(page, start, section.end)
        return
    free = _below_box(page, free)
    own = back_text(page.kept(free[0], end))
    is_whole = len(outline.sections) == 1 and end == section.end
    if not _tells_of_subject(page, free, own, is_whole=is_whole):
        return
    if is_whole and len(names := named_paragraphs(page, section)) >= _FEWEST_NAMED:
        yield from _above_names(page, free, min(names))
        return
    opening = _opening(outline.lines[free[0]])
    asked = _question_over(page, free) if is_whole else ""
    question = asked or _subject(page, free, own, end, opening, is_whole=is_whole)
    is_long = not asked and sum(len(words_of(line.body)) for line in page.kept(start, end)) > _LONGEST
    if question and not is_long:
        draft = page.card(
            question,
            back_text(page.kept(free[0] + 1, end)) if asked else own,
            (free[0], end),
            convention=NAME,
            confidence=Confidence.SURE if opening and not asked else Confidence.LIKELY,
        )
        yield Find(free, draft)


def _is_apart(page: Page, free: Sequence[int], end: int) -> bool:
    """Does the text stand by itself above the first card of its section, and not lead to it?"""
    if not free:
        return False
    lines = page.outline.lines
    is_above_box = lines[end].body.startswith("> [!") and not lines[end - 1].body
    return is_above_box or _is_one_paragraph(page, free, end) or _is_prose(page, free, end)


def _tells_of_subject(page: Page, free: Sequence[int], own: str, *, is_whole: bool) -> bool:
    """Does the text say anything, and of something else than the file?"""
    opening = own[:_OPENING] if is_whole else own  # further down `this guide` is one that the note speaks of
    if is_empty(own) or is_only_links(own) or tells_of_the_file(opening) or not has_sentence(own):
        return False
    return is_whole or not names_a_file(front_text(page.outline.lines[free[0]].body))


def _opening(line: Line) -> re.Match[str] | None:
    """The name in bold with which a line of text opens that says what it is."""
    return _BOLD_OPENING.match(line.body[:600]) if line.kind is LineKind.TEXT else None


def _subject(
    page: Page, free: Sequence[int], own: str, end: int, opening: re.Match[str] | None, *, is_whole: bool
) -> str:
    """What the text tells of, by its first words or by the title of the note; empty where it tells of neither."""
    title = title_of(page)
    is_line = len(free) == 1 and own[-1] not in ".!?。" and len(words_of(own)) < _FEWEST_SAID
    says_what = is_line and own[0].isupper() and bool(_SAYS_WHAT.match(own))
    if not is_whole and not opening and is_line and not says_what:
        return ""  # the title of the note
    named = front_text(opening["name"]) if opening else ""
    if is_term(named, most_words=8, is_marked=True):
        return named
    is_told = title and (is_whole or says_what or _tells(page, title, own, free) or _is_prose(page, free, end))
    return title if is_told else ""


def _below_box(page: Page, free: list[int]) -> list[int]:
    """The lines below a quotation or a box of keywords, where these say at once what they name in bold."""
    lines = page.outline.lines
    at = next((index for index, number in enumerate(free) if lines[number].kind is not LineKind.QUOTE), 0)
    is_told = at > 0 and not lines[free[at] - 1].body and _BOLD_OPENING.match(lines[free[at]].body[:600])
    return free[at:] if is_told else free


def _told_behind(page: Page, start: int, end: int) -> Iterator[Find]:
    """What prose says of the note's subject behind its first cards, which are gaps in a sentence of the same prose."""
    free = page.free_lines(start, end)
    cards = [number for number in range(start, end) if page.fates[number] in {Fate.CARD, Fate.STUB}]
    lines = page.outline.lines
    after = [number for number in free if cards and number > cards[-1]]
    title = title_of(page)
    if not title or not after or lines[after[0] - 1].body or lines[after[0]].kind is not LineKind.TEXT:
        return
    own = back_text(page.kept(after[0], end))
    count = len(words_of(own))
    if not has_sentence(own) or not _FEWEST_SAID <= count <= _LONGEST or tells_of_the_file(own):
        return
    if speaks_of(title, own) or lines[after[0]].body.casefold().startswith(title.casefold()):
        yield Find(after, page.card(title, own, (after[0], end), convention=NAME, confidence=Confidence.LIKELY))


def _around_bullets(page: Page, start: int, end: int) -> Iterator[Find]:
    """What stands around the bullets of an outline that are cards of their own, with the names of these."""
    lines, title = page.outline.lines, title_of(page)
    free = page.free_lines(start, end)
    names = (draft for draft in page.drafts if draft.convention == outline_bullets.NAME)
    are_bullets = sum(not is_question(draft.question) for draft in names) == len(page.drafts)
    if not title or not are_bullets or len(page.outline.sections) > 1:
        return
    said = [n for n in free if has_sentence(lines[n].content or lines[n].body)]
    own = back_text(page.kept(start, end, with_shared=True))
    if len(said) >= _FEWEST_NAMED and not tells_of_the_file(own[:_OPENING]) and len(words_of(own)) <= _LONGEST:
        yield Find(free, page.card(title, own, (free[0], end), convention=NAME, confidence=Confidence.LIKELY))


def _above_names(page: Page, free: Sequence[int], first: int) -> Iterator[Find]:
    """What prose says of the note's subject above the first rule, question or paragraph with a name of its own."""
    lines, title = page.outline.lines, title_of(page)
    ends = (n for n in free if lines[n].kind is LineKind.RULE or "?" in lines[n].body)
    end = min(first, next(ends, first))
    above = [number for number in free if number < end]
    if not title or not above or lines[end - 1].body or any(lines[n].kind is not LineKind.TEXT for n in above):
        return
    own = back_text(page.kept(above[0], end))
    told = " ".join(lines[n].body for n in above if not is_only_links(lines[n].body)).rstrip(" *_)")
    if len(words_of(told)) >= _FEWEST_SAID and not tells_of_the_file(told) and told[-1] in ".。":
        yield Find(above, page.card(title, own, (above[0], end), convention=NAME, confidence=Confidence.LIKELY))


def _question_over(page: Page, free: Sequence[int]) -> str:
    """The question that the first line asks alone, when the rest of the note tells and asks nothing more."""
    lines = page.outline.lines
    first = lines[free[0]]
    is_alone = len(free) > 1 and first.kind is LineKind.TEXT and free[1] > free[0] + 1
    if not is_alone or "?" not in first.body or not opens_as_question(front_text(first.body)):
        return ""
    rest = [lines[n].body for n in free[1:]]
    is_told = has_sentence(" ".join(rest)) and not any(asks(body) for body in rest)
    return front_text(first.body) if is_told else ""


def _is_one_paragraph(page: Page, free: Sequence[int], end: int) -> bool:
    """Is all that stands above the first card a paragraph, parted from it by a blank line?"""
    lines = page.outline.lines
    is_run = free[-1] - free[0] == len(free) - 1 and all(lines[number].kind is LineKind.TEXT for number in free)
    return is_run and free[-1] < end - 1 and not lines[end - 1].body


def _is_prose(page: Page, free: Sequence[int], end: int) -> bool:
    """Are these sentences that say something at length, and the file the only title of the page, which nobody wrote for cards?"""
    lines = page.outline.lines
    kinds = {LineKind.TEXT, LineKind.MATH}
    told = " ".join(lines[n].body for n in free if lines[n].kind is LineKind.TEXT)
    is_said = len(words_of(told)) >= _FEWEST_SAID and told.rstrip(" *_")[-1:] in ".!?。)"
    has_title = any(section.level == 1 for section in page.outline.sections) or bool(page.settings.text("title"))
    are_marked = (
        any(draft.confidence is Confidence.EXPLICIT for draft in page.drafts) and len(page.outline.sections) == 1
    )
    is_parted = end >= len(lines) or not lines[end - 1].body or lines[end - 1].kind is LineKind.RULE
    return (
        is_said
        and not has_title
        and not are_marked
        and is_parted
        and all(lines[n].kind in kinds and "?" not in lines[n].body and lines[n].body[:2] != "**" for n in free)
        and len(words_of(lines[free[0]].body)) >= _FEWEST_IN_LINE
    )


def title_of(page: Page) -> str:
    """What the front matter or the name of the file calls the note; empty when that names nothing.

    `2024-01-03`, `lecture_4`, `notes` and a row of digits name nothing.
    """
    name = page.settings.text("title") or page.name
    text = name if " " in name else _BETWEEN_WORDS.sub(" ", name)
    text = without_chapter(re.sub(r"^\d{1,3}[\s._-]+(?=\D)", "", text)).strip()
    if not text or is_date(name) or _SERIAL.search(text) or _NO_TITLE.match(text) or names_a_file(text):
        return ""
    return text if not is_attribute(text) and (is_term(text, most_words=8) or is_question(text)) else ""


def _tells(page: Page, title: str, own: str, free: Sequence[int]) -> bool:
    """Does the text above further headings say something of what the title names, or of what the whole note is about?"""
    told = "\n".join(line for line in own.splitlines() if not is_only_links(line) and not _IS_LINK.match(line))
    if words_of(told) and (_begins_with(title, told) or _SUMS_UP.match(told)):
        return True
    is_titled = bool(page.settings.text("title"))
    return len(words_of(told)) >= _FEWEST_SAID and (is_titled or _outlines(page, free))


def _outlines(page: Page, free: Sequence[int]) -> bool:
    """Are these the points of the note, on a page without a heading of the first level: the name of the file is its title?"""
    has_title = any(section.level == 1 for section in page.outline.sections)
    listed = (page.outline.lines[n].content for n in free if page.outline.lines[n].kind is LineKind.ITEM)
    items = [text for text in listed if not _IS_LINK.match(text)]
    return len(items) >= (_MANY_POINTS if has_title else _FEWEST_POINTS) and (
        not has_title or sum(map(has_sentence, items)) * 2 > len(items)
    )


def _begins_with(title: str, own: str) -> bool:
    """Is the subject of the title among the first words of the text, or one of its names the very first?"""
    opening = [word.casefold() for word in words_of(own)[:8]]
    named = {word.casefold() for word in words_of(title)} - _BETWEEN_NAMES
    first = words_of(own)[0]
    is_name = first.isupper() and len(first) > _SHORTEST_NAME
    return speaks_of(title, own) or named <= set(opening) or (is_name and opening[0] in named)
