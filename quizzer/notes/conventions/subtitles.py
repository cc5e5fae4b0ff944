"""Subtitles without a `#`: bold lines.

    **Activation checkpointing**
    Keep a few activations …

They divide a section only when there is more than one of them, or nothing stands before the first; otherwise they
are part of the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.bold_colons import colons_beside
from quizzer.notes.conventions.bold_lines import are_counted, before_rule_over_bold
from quizzer.notes.conventions.glossary_choice import is_in_glossary
from quizzer.notes.conventions.last_of_run import before_small_title, end_of_last
from quizzer.notes.conventions.recurring_names import sections_of_fields
from quizzer.notes.conventions.rows_of_names import named_in_bold
from quizzer.notes.conventions.small_titles import before_title
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import names_a_file, tells_of_the_file
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, Term, read_term
from quizzer.notes.titles import is_attribute, is_comparison, is_subject_too, without_chapter
from quizzer.notes.wording import has_sentence, is_question, is_term, words_of

BOLD = "bold subtitle"
PLAIN = "plain subtitle"

_BOLD_LINE = late(r"^(\*{2,3}|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1\s*$|^<(?:b|strong)>\s*([^<>]+?)\s*</(?:b|strong)>\s*$")

_BOLD_WITH_NOTE = late(r"^(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1\s*\([^()]{1,60}\)$")
"""`**Bias** (of an estimator)`"""
_BOLD_AND_DASH = re.compile(r"^\*\*(?P<name>[^*]{2,60})\*\*(?:\s*\([^()]*\))?\s+[–—]\s+(?P<text>\S.*)$")
"""`**Why `eps`** — the root of nothing has no slope`"""
_RUN_IN = re.compile(r"^\*\*(?P<name>[^*]{2,40}[^*.,;!?])\*\*\s+(?P<text>[A-Z][\w-]*\s+[a-z(].*)$")
"""`**Trace** Sum of the diagonal …`, where no mark stands between the two."""
_ROOM = r"^(?:(?:more |in |the )?details?|deep dive|(?:key |core |main )?concepts|(?:(?:more|other|additional) )?notes|theory)$"
_IS_ROOM = re.compile(_ROOM, re.IGNORECASE)
_BOLD_AND_COLON = re.compile(r"^(?:\*\*|__)[^*_:]{2,60}(?::(?:\*\*|__)|(?:\*\*|__)\s?:)\s*$")
_FEWEST_LISTS = 3
_FEWEST_SAYING = 8
_MOST_SIDES = 3
_SOLUTION = re.compile(r"solution\s*:", re.IGNORECASE)
"""`**Solution: split the model**` tells in a title what was done; `**Solution:**` only labels an answer."""
_FANCY_LINE = re.compile("^[\U0001d400-\U0001d7ff][\U0001d400-\U0001d7ff\\s&/-]{2,}$")
"""Nothing but letters of a mathematical alphabet, which look bold."""


def read_bold(page: Page) -> Iterator[Find]:
    """Sections divided by bold lines, each a subject of its own."""
    lines = page.outline.lines
    is_habit = sum(_is_divided_throughout(page, section) for section in page.outline.sections) > 1
    for section, free in page.open_sections():
        in_glossary = len(free) > 1 and is_in_glossary(page, section)
        starts = [n for n in free if is_bold_subtitle(lines, n, may_be_aspect=in_glossary)]
        starts = (
            []
            if section.index in sections_of_fields(page, is_bold_subtitle)
            else starts or _named_with_colons(lines, section, free)
        )
        if starts and _is_title_over_rule(lines, section, free, starts[0]):
            starts = starts[1:]
        heads = (_heads_terms, _heads_marked_list)
        starts = [n for n in starts if not any(head(lines, n, section.end) for head in heads)]
        opens_in_bold = len(starts) >= _FEWEST_LISTS and _opens_in_bold(lines, free, starts[0])
        if not starts or not (_divide(page, section, free, starts) or (is_habit and len(starts) > 1) or opens_in_bold):
            continue
        if len(starts) == 1 and _says_more(lines, section, starts[0]):
            continue
        if _are_sides(front_text(section.title), [front_text(lines[n].body) for n in starts]):
            continue
        if len(starts) > 1:
            starts = sorted({*starts, *colons_beside(lines, free, starts)})
            starts = sorted({*starts, *_terms_beside(lines, free, starts, first=-1 if opens_in_bold else starts[0])})
        yield from divided(page, section, starts, BOLD)


def _named_with_colons(lines: Sequence[Line], section: Section, free: Sequence[int]) -> list[int]:
    """Lines `**Gluten:**` under `Details`, three or more, or two `**Rye vs wheat:**`: the heading names nothing that they could be aspects of."""
    if not _IS_ROOM.match(front_text(section.title)):
        return []
    found = [n for n in free if lines[n].kind is LineKind.TEXT and _BOLD_AND_COLON.match(lines[n].body)]
    names = [front_text(lines[n].body).rstrip(":") for n in found]
    are_sides = len(found) > 1 and all(map(is_comparison, names))
    are_enough = len(found) >= _FEWEST_LISTS or are_sides
    is_whole = are_enough and found[0] == free[0] and not any(map(is_attribute, names))
    return found if is_whole and all(are_sides or lines[n + 1].body for n in found if n + 1 < section.end) else []


def _is_title_over_rule(lines: Sequence[Line], section: Section, free: Sequence[int], start: int) -> bool:
    """Is this the first line of a note without headings, parted from all else by a rule?"""
    below = next((line for line in lines[start + 1 : section.end] if line.body), None)
    return section.line < 0 and start == free[0] and below is not None and below.kind is LineKind.RULE


def _says_more(lines: Sequence[Line], section: Section, start: int) -> bool:
    """Does the only bold line stand right below a heading that names a subject, and say in many words what that is?"""
    title = front_text(section.title)
    if section.line < 0 or not title or is_attribute(title) or any(line.body for line in lines[section.start : start]):
        return False
    said = front_text(lines[start].body)
    words = words_of(said)
    is_title = ":" in said or 2 * sum(word[:1].isupper() for word in words) > len(words)
    return len(words) >= _FEWEST_SAYING > len(words_of(title)) and not is_title and not is_question(said)


def _heads_terms(lines: Sequence[Line], start: int, limit: int) -> bool:
    """Are the paragraphs below a bold line, three or more up to a rule or the next bold one, all `Name: what it is`?"""
    told = 0
    for number in range(start + 1, limit):
        line = lines[number]
        if line.kind is LineKind.RULE or line.body.startswith(("**", "__")):
            break
        if line.body and (line.kind is not LineKind.TEXT or lines[number - 1].body or not _names_plainly(line.body)):
            return False
        told += bool(line.body)
    return told >= _FEWEST_LISTS


def _heads_marked_list(lines: Sequence[Line], start: int, limit: int) -> bool:
    """Is a list of three or more names in bold, each told at once, all that stands below a bold line?"""
    items: list[str] = []
    for number in range(start + 1, limit):
        line = lines[number]
        if line.kind is LineKind.RULE or (line.kind is LineKind.TEXT and line.body.startswith(("**", "__"))):
            break
        if line.body and (line.kind is not LineKind.ITEM or line.indent > 1 or line.content[:2] not in {"**", "__"}):
            return False
        items += [line.content] if line.body else []
    if len(items) < _FEWEST_LISTS:
        return False
    terms = named_in_bold(items) or list(map(read_term, items))
    return all(term is not None and _is_told_in_bold(term) for term in terms)


def _is_told_in_bold(term: Term) -> bool:
    return term.style is Style.BOLD and not term.is_attribute and len(words_of(term.meaning)) > 1


def _names_plainly(body: str) -> bool:
    term = read_term(body)
    is_told = term is not None and term.style is Style.COLON and len(words_of(term.meaning)) > 2
    return is_told and term is not None and not term.is_attribute


def _are_sides(title: str, names: Sequence[str]) -> bool:
    """Are these the two or three things that the title sets against each other, which only make sense beside one another?"""
    if not 2 <= len(names) <= _MOST_SIDES or not is_comparison(title):
        return False
    compared = {word.casefold() for word in words_of(title)}
    return all({word.casefold() for word in words_of(name)} <= compared for name in names)


def _is_divided_throughout(page: Page, section: Section) -> bool:
    """Is a section nothing but two or more bold lines, each with text under it?"""
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    starts = [n for n in free if is_bold_subtitle(lines, n)]
    known = set(free)
    return len(starts) > 1 and starts[0] == free[0] and all(n + 1 in known or n + 2 in known for n in starts)


def _opens_in_bold(lines: Sequence[Line], free: Sequence[int], first: int) -> bool:
    """Does every paragraph above the first bold line open in bold as well: `**Trace**: the sum …`, `**Why?**`?"""
    above = [lines[n] for n in free if n < first and lines[n].kind is LineKind.TEXT and not lines[n - 1].body]
    return len(above) > 1 and all(line.body.startswith("**") for line in above)


def _terms_beside(lines: Sequence[Line], free: Sequence[int], starts: Sequence[int], first: int) -> Iterator[int]:
    """Paragraphs `**Trace**: the sum …` between two bold lines, and behind the line `first`: the same in one line, or in one that goes on."""
    known = set(starts)
    following: int | None = None
    for number in reversed(free):
        line = lines[number]
        if lines[number - 1].body and number not in known:
            continue
        is_followed = following is None or following in known
        following = number
        if number <= first or number in known or not is_followed or not line.body.startswith("**"):
            continue
        if line.kind is LineKind.TEXT and names_at_once(line.body):
            known.add(number)
            yield number


def names_at_once(body: str) -> bool:
    """Does a paragraph open with a name in bold and say what it means?"""
    term = read_term(body)
    if term is not None:
        return term.style is Style.BOLD and bool(term.meaning) and not term.is_attribute
    return _parted(body) is not None


def _parted(body: str) -> re.Match[str] | None:
    """The bold name and the text behind it, where `read_term` sees none."""
    found = _BOLD_AND_DASH.match(body)
    if found is None and (found := _RUN_IN.match(body)):
        name = front_text(found["name"])
        return found if is_term(name, most_words=4, is_marked=True) and not is_attribute(name) else None
    return found


def is_bold_subtitle(lines: Sequence[Line], number: int, *, may_be_aspect: bool = False) -> bool:
    """A line that is bold as a whole and names something; in a glossary also `**Loss**`, elsewhere an aspect of a subject."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 120:
        return False
    if _FANCY_LINE.match(line.body):
        return not is_attribute(front_text(line.body))
    if line.body[0] not in "*_<":
        return False
    if _BOLD_WITH_NOTE.match(line.body):
        return read_term(line.body) is not None
    found = _BOLD_LINE.match(line.body)
    if not found or (found[2] or found[3]).rstrip().endswith((":", ".", "!", ",", "：", "。", "，")):
        return False
    text = without_chapter(front_text(found[2] or found[3]))
    label = read_label(line.body)
    is_title = label is None or (label.role is Role.ANSWER and bool(label.text) and _SOLUTION.match(text) is not None)
    return bool(text) and is_title and (not is_attribute(text) or (may_be_aspect and is_subject_too(text)))


def _divide(page: Page, section: Section, free: Sequence[int], starts: Sequence[int]) -> bool:
    """Do the bold lines part the section into subjects, rather than head a few points of one?"""
    if page.is_title(section) and section.end < section.tree_end and len(free) <= 4:
        beside = " ".join(page.outline.lines[n].body for n in free if n not in starts)
        if len(words_of(beside)) < 12:
            return False  # who made the note, and how much is in it
    if starts[0] == free[0]:
        return len(free) > len(starts) and (len(starts) > 1 or section.end - starts[0] > 1)
    if len(starts) < 2:
        return False
    intro = back_text(page.kept(section.start, starts[0]))
    told = len(words_of(" ".join(page.outline.lines[n].body for n in free if n > starts[0])))
    is_substantial = told >= 30 * len(starts) or (
        len(starts) >= _FEWEST_LISTS and "\n" not in intro and told >= 2 * len(words_of(intro))
    )
    if "\n" not in intro and intro.rstrip("*_ ").endswith(":"):
        return True
    return is_substantial or not has_sentence(intro)


def divided(
    page: Page,
    section: Section,
    starts: Sequence[int],
    convention: str,
    named_by: Callable[[Line], tuple[str, str]] | None = None,
) -> Iterator[Find]:
    """The cards and stubs of a section that these lines divide; `named_by` takes such a line apart."""
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    last_end = end_of_last(lines, starts, section.end)
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else last_end
        limit = before_small_title(lines, starts, start, limit)
        end = before_rule_over_bold(lines, start, page.next_card(start, limit))
        end = before_title(page, start, end)
        question, first = named_by(lines[start]) if named_by else _named_by(lines[start], convention)
        answer = back_text(page.kept(start + 1, end), first)
        taken = [start, *page.free_lines(start + 1, end)]
        if not question:
            continue
        if is_empty(answer) or is_only_links(answer):
            is_title = section.line < 0 and start == starts[0] and index + 1 < len(starts) and names_a_file(question)
            if (end < limit and not are_counted(lines, start, end)) or is_title:
                yield Find((), "", context=taken)  # the title of the cards below it
            else:
                yield Find(taken, page.stub(question, (start, end), context=context))
            continue
        if section.line < 0 and start == starts[0] and names_a_file(question) and tells_of_the_file(answer):
            yield Find(taken, "introduction of the file")
            continue
        draft = page.card(
            question,
            answer,
            (start, end),
            convention=convention,
            context=context,
            confidence=Confidence.LIKELY if convention is PLAIN else Confidence.SURE,
        )
        yield Find(taken, draft)


def _named_by(line: Line, convention: str) -> tuple[str, str]:
    """What a line that divides a section names, and the text behind that."""
    term = read_term(line.body) if convention is BOLD and not _BOLD_LINE.match(line.body) else None
    parted = _parted(line.body) if term is None and convention is BOLD else None
    if parted:
        return front_text(parted["name"]), parted["text"]
    return (term.name, term.meaning) if term else (without_chapter(front_text(line.body)), "")
