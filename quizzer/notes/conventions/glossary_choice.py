"""Which entries of a section are terms: all of a list of terms, none of a few points with bold openings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.glossary_entries import (
    Entry,
    named_by_aspects,
    with_plain_meanings,
    with_text_below,
)
from quizzer.notes.conventions.no_terms import are_mixed, are_values, tells_a_story
from quizzer.notes.conventions.odd_items import with_odd_one
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.remembered import remembered
from quizzer.notes.terms import Style
from quizzer.notes.titles import is_qualified_attribute
from quizzer.notes.wording import asks, has_sentence, is_question, is_term, words_of

_GLOSSARY_TITLE = re.compile(
    r"\b(?:glossar\w*|(?<!in )terms?|terminolog\w*|vocabular\w*|definitions?|notations?|symbols?|abbreviations?|acronyms?|lingo|jargon"
    r"|dictionary|keywords?|nomenclature|cheat ?sheet|vocab|new words|phrases|idioms|key concepts|basic concepts|important concepts|concepts)\b|^words$|^[A-Z](?:\s*[-–]\s*[A-Z])?$",
    re.IGNORECASE,
)
POINTS_TITLE = re.compile(
    r"\b(?:pros|cons|(?:dis)?advantages?|benefits?|drawbacks?|limitations?|challenges|steps?|process(?!\s+\w)|process (?:of|for|to)|procedure|use cases?|tips?"
    r"|best practices|takeaways?|summary|applications?|characteristics|issues?|problems?|solutions?|(?:life ?)?cycles?|how|why|when|reasons?|causes?"
    r"|pitfalls?|mistakes?|strengths?|weaknesses|key points?|(?:must|things to) remember|trade-?offs?|workflow|recommendations?|highlights|ideas?"
    r"|intuition|goals?|implications|lessons|notes?|overview|introduction|conclusion|background|motivation|example)\b|步骤|过程|流程",
    re.IGNORECASE,
)
_NAMES_GLOSSARY = re.compile(
    r"\b(?:glossar\w*|terminolog\w*|vocabular\w*|dictionary|nomenclature|jargon)\b|^[A-Z](?:\s*[-–]\s*[A-Z])?$",
    re.IGNORECASE,
)
_VAGUE_TITLE = late(r"\b(?:ideas?|notes?|overview|introduction|highlights|summary|background)\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"^\W*(?:(?:my|short|quick|class|lecture|study) )?notes?\W*$", re.IGNORECASE)
_DEFINES_ONE = re.compile(r"\W*(?:(?:the|formal|short|quick|my) )?definition\W*$", re.IGNORECASE)
_FEWEST_TOLD = 2
_FEWEST_OVER = 3
_MANY = 7
"""So many terms are not undone by a few remarks between them."""
_ASKING = frozenset(
    ["what", "why", "how", "when", "where", "who", "what is it", "what it is", "why it matters", "how it works"]
)
STRONG = frozenset({Style.BOLD, Style.CODE_MEANING, Style.CODE_TERM})


def is_in_glossary(page: Page, section: Section) -> bool:
    """Does a heading above these lines, or the name of the note, say that it is a glossary?"""
    name = page.name.replace("_", " ").replace("-", " ")
    return any(map(_names_glossary, (*page.context_of(section, inclusive=True), name)))


@remembered
def _names_glossary(title: str) -> bool:
    return bool(_NAMES_GLOSSARY.search(title))


def terms_among(page: Page, title: str, entries: Sequence[Entry], size: int) -> list[Entry]:
    """The entries that become cards or stubs, of `size` lines under a title."""
    is_glossary = heads_glossary(title)
    are_over_text = not is_glossary and _are_names_over_text(page, entries)
    if is_glossary:
        plain = with_plain_meanings(entries) if promises_words(title) else entries
        entries = named_by_aspects([with_text_below(entry) for entry in plain])
    elif are_over_text:
        entries = [with_text_below(entry) for entry in entries]
    entries = with_odd_one(entries)
    asked = [entry for entry in entries if _asks_among(entry)]
    if len(entries) - len(asked) > _MANY and all(entry.is_item for entry in entries):
        # What is asked and told among many terms is found by others.
        size -= sum(entry.end - entry.start for entry in asked)
        entries = [entry for entry in entries if entry not in asked]
    named = [entry for entry in entries if entry.term and not entry.term.is_attribute]
    aspects = [entry for entry in entries if entry.term and entry.term.is_attribute]
    if not is_glossary and _names_points(title) and not _are_all_marked(title, entries):
        return []
    most = len(named) - 1 if len(named) >= _FEWEST_OVER and all(map(_is_bold_over_list, entries)) else len(named) // 2
    if len(aspects) > most or not named or (not is_glossary and ask_of_subject(entries)):
        return []
    if tells_a_story(named) or are_values(named):
        return []
    if not _are_terms(page, entries, named, size, title, is_over_text=are_over_text):
        return _lines_of_terms(page, entries)
    return [entry for entry in entries if _names_something(entry) or _is_bare(entry, entries) or _is_aspect_told(entry)]


def _are_terms(
    page: Page, entries: Sequence[Entry], named: Sequence[Entry], size: int, title: str, *, is_over_text: bool
) -> bool:
    """Do the names fill enough of what stands under the title, and is enough said of them?"""
    told = [entry for entry in named if _is_told(entry)]
    strong = [entry for entry in told if entry.term and entry.term.style in STRONG]
    covered = sum(entry.end - entry.start for entry in named)
    share = len(named) / len(entries)
    told_share = len(told) / len(entries)
    if heads_glossary(title):
        return share >= 0.4 and bool(told)
    if are_mixed(named):
        return False
    if len(strong) > 1 and len(strong) * 2 >= len(told):
        is_all_bold = share == 1 and all(
            entry.is_item and entry.term and entry.term.style is Style.BOLD for entry in entries
        )
        return len(told) >= 2 and told_share >= (0.5 if is_all_bold else 0.6) and covered * 10 >= size * 5
    is_whole_note = not title and share == told_share == 1 and covered == size
    is_row = share == 1 and covered >= size and len(named) > _FEWEST_TOLD  # one of them may still be open
    return (
        len(told) >= (_FEWEST_TOLD if is_whole_note or is_row or is_over_text else 3)
        and share >= 0.6
        and covered * 10 >= size * (5 if not title else 6 if len(told) >= _MANY else 7)
    )


def _is_bold_over_list(entry: Entry) -> bool:
    """Is this an item that is a name in bold and no more, with its points below it?"""
    is_bare = entry.term is not None and entry.term.style is Style.BOLD and not entry.term.meaning
    return entry.is_item and is_bare and entry.end - entry.start > 1


def ask_of_subject(entries: Sequence[Entry]) -> bool:
    """Is one of the names a bare `What` or `Why`? So what stands under a heading is told point by point."""
    return any(entry.term and entry.term.name.casefold() in _ASKING for entry in entries)


def _asks_among(entry: Entry) -> bool:
    return entry.is_item and entry.term is None and "?" in entry.text and asks(split_inline(entry.text)[0])


def _names_something(entry: Entry) -> bool:
    term = entry.term
    return term is not None and not term.is_attribute and not is_qualified_attribute(term.name)


def _are_names_over_text(page: Page, entries: Sequence[Entry]) -> bool:
    """Is every bullet a short name with a sentence of its own below it? The last may still be without."""
    lines = page.outline.lines
    items = [entry for entry in entries if entry.is_item]
    told = items[:-1] if len(items) > _FEWEST_TOLD and items[-1].end - items[-1].start == 1 else items
    return (
        len(told) >= _FEWEST_TOLD
        and all(
            entry.term is None and entry.text[:1].isupper() and is_term(front_text(entry.text), most_words=4)
            for entry in items
        )
        and all(_is_over_sentence(lines, entry) for entry in told)
    )


def _is_over_sentence(lines: Sequence[Line], entry: Entry) -> bool:
    below = next((line for line in lines[entry.start + 1 : entry.end] if line.body), None)
    return below is not None and below.kind is LineKind.TEXT and has_sentence(below.body)


def _are_all_marked(title: str, entries: Sequence[Entry]) -> bool:
    """Under a title that says little (`Key ideas`), are all items terms in bold, three or more, with their meanings?

    Under one that says nothing (`Notes`) they need no bold.
    """
    items = [entry for entry in entries if entry.is_item]
    styles = {Style.BOLD, Style.COLON} if _SAYS_NOTHING.match(title) else {Style.BOLD}
    marked = [
        entry
        for entry in items
        if entry.term
        and entry.term.style in styles
        and not entry.term.is_attribute
        and len(words_of(entry.term.meaning)) > 1
    ]
    is_vague = bool(_VAGUE_TITLE.search(title)) and not heads_points(title)
    return is_vague and len(marked) > 2 and len(marked) == len(items)


@remembered
def heads_glossary(title: str) -> bool:
    """Does the title promise terms: `Glossary`, `Notation`, `Key concepts`?"""
    return bool(_GLOSSARY_TITLE.search(title)) and not is_question(title)


def promises_words(title: str) -> bool:
    """Does it promise nothing but terms? `Key concepts` heads sentences as well, `Definition` those about one thing."""
    return heads_glossary(title) and "concept" not in title.casefold() and not _DEFINES_ONE.match(title)


@remembered
def _names_points(title: str) -> bool:
    return bool(POINTS_TITLE.search(title))


@remembered
def heads_points(title: str) -> bool:
    """Does the title say what is told about its subject: reasons, steps, limits? `Introduction` and its like say nothing."""
    return _names_points(_VAGUE_TITLE.sub(" ", title))


def _is_told(entry: Entry) -> bool:
    return bool(entry.term and entry.term.meaning) or entry.end - entry.start > 1


_REMARK = re.compile(r"(?:examples?|e\.g|notes?|remarks?)\b", re.IGNORECASE)
"""These words name nothing that could be asked alone, not even under the title of their list."""


def _is_aspect_told(entry: Entry) -> bool:
    """An item in bold beside the terms (`**Metrics:** precision, recall`) that is an aspect of the title: told nowhere else."""
    term = entry.term
    return (
        entry.is_item
        and term is not None
        and term.is_attribute
        and term.style is Style.BOLD
        and not _REMARK.match(term.name)
        and (len(words_of(term.meaning)) > 1 or entry.end - entry.start > 1)
    )


def _is_bare(entry: Entry, entries: Sequence[Entry]) -> bool:
    """An item that only names, in a numbered or bulleted list where others explain."""
    if entry.term or not entry.is_item or entry.end - entry.start > 1:
        return False
    if not any(other.term and other.term.meaning for other in _in_one_list(entry, entries)):
        return False
    told = sum(bool(other.term and other.term.meaning) for other in entries if other.is_item)
    return told > 1 and is_term(entry.text, most_words=4) and not is_question(entry.text)


def _in_one_list(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """The items above and below, with no more than a blank line between any two."""
    items = [other for other in entries if other.is_item]
    runs: list[list[Entry]] = []
    for item in items:
        if not runs or item.start > runs[-1][-1].end + 1:
            runs.append([])
        runs[-1].append(item)
    return next((run for run in runs if entry in run), [])


def _lines_of_terms(page: Page, entries: Sequence[Entry]) -> list[Entry]:
    """Lines of one paragraph or paragraphs of one line, at least two in a row, that all read `term: definition`."""
    found: list[Entry] = []
    run: list[Entry] = []
    for entry in [*entries, None]:
        is_line = (
            entry is not None
            and not entry.is_item
            and entry.term is not None
            and entry.term.style in {Style.COLON, Style.BOLD}
            and not entry.term.is_attribute
            and len(words_of(entry.term.name)) <= 4
            and len(words_of(entry.term.meaning)) >= 3
            and entry.end - entry.start == 1
        )
        if is_line and entry and (not run or entry.start == run[-1].end or _are_paragraphs(run[-1], entry)):
            run.append(entry)
            continue
        if len(run) > 1 and (run[-1].end - run[0].start == len(run) or _words(page, run) * 2 >= _words(page, entries)):
            found.extend(run)
        run = [entry] if is_line and entry else []
    return found


def _words(page: Page, entries: Sequence[Entry]) -> int:
    lines = page.outline.lines
    return sum(len(words_of(lines[number].body)) for entry in entries for number in range(entry.start, entry.end))


def _are_paragraphs(*entries: Entry) -> bool:
    """Do paragraphs of their own name something short and say a good deal about it?"""
    return all(
        entry.term is not None
        and entry.term.name[:1].isupper()
        and len(words_of(entry.term.name)) <= 3
        and len(words_of(entry.term.meaning)) >= 5
        for entry in entries
    )
