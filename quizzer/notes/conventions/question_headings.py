"""Headings that ask or state; the sub-headings under them belong to the answer.

### Why clip gradients? [[source](…)]
One bad batch can undo an hour.
#### By norm
…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.choices import read_choice
from quizzer.notes.conventions.follow_ups import followed_up
from quizzer.notes.conventions.headings import holds_cards, name_for
from quizzer.notes.conventions.question_ends import answer_end, explained_to, next_number, sibling_questions
from quizzer.notes.conventions.subtitles import is_bold_subtitle
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import only_announces
from quizzer.notes.labels import Label, Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page, heading_tags
from quizzer.notes.titles import is_attribute, is_part_title, without_chapter
from quizzer.notes.units import Unit, answer_start, fold_tail, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "question heading"
STATEMENT = "heading that states"

_CHOOSES = late(r"^(?:pick|select|choose|tick|mark|identify)\b", re.IGNORECASE)
_ANSWER_WORD = re.compile(r"^\W*(?:<\w+>)?(?:answers?|ans)\b", re.IGNORECASE)
_SOLUTION_WORD = re.compile(r"^\W*(?:<\w+>)?(?:answers?|ans|solution)\b", re.IGNORECASE)
_PROBLEM = re.compile(r"^\W*(?:problem|puzzle|riddle|exercise|challenge|brain ?teaser)\W{0,2}\d", re.IGNORECASE)
_KIND = re.compile(r"^\W*(?:q|ques?|question|problem)\W{0,3}\d{1,4}\W{0,3}[(\[]\w[\w /-]{0,30}[)\]]\W*$", re.IGNORECASE)
"""A number and the kind of question: `Q1 (MCQ)`."""
_SPEAKS_OF_IT = late(r"(?:what|why|how|when|where)\b.*\b(?:it|its|they|them|this|these)\b", re.IGNORECASE)
_GOES_ON = late(r"(?:[Ww]hat|[Ww]hy|[Hh]ow|[Ww]hen|[Ww]here) (?!is |are |does |do |to )[a-z]\S*(?: \S+)?")
"""Asks about what is spoken of already: `What helps`, `How it works`."""
_POSTED = re.compile(r"^\W*(?:tweet|post|slide|card|page)\s#?\d{1,3}(?:/\d{1,3})?\W*$", re.IGNORECASE)
"""A heading that only counts what a program parted: `Tweet 3:`."""
_NUMBER = re.compile(r"^\W*\d{1,4}\W*$")
_ON_QUESTIONS = late(r"\b(?:questions?|ask|asks|asked|asking)\b", re.IGNORECASE)
_MOST_FURTHER = 4
_FEWEST_PARTS = 4
_MANY_LINES = 60
_FEWEST_BESIDE = 3


def read(page: Page) -> Iterator[Find]:
    """Headings that ask; the sub-headings under them belong to the answer."""
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line):
            continue
        if _POSTED.match(section.title) and _asks_below(page, section):
            asked = page.free_lines(section.start, section.end)[0]
            unit = _unit(page, section, front_text(page.outline.lines[asked].body), section.end, NAME)
            find = read_unit(page, replace(unit, body=asked + 1))
            if find:
                yield find
            continue
        label = read_label(section.title.strip())
        is_label = label is not None and label.role is Role.QUESTION and not label.text
        is_label = is_label or bool(_KIND.match(section.title)) or _is_bare_number(page, section)
        if is_label and (asked := _asked_over_parts(page, section)):
            unit = _unit(page, section, front_text(page.outline.lines[asked].body), section.tree_end, NAME)
            find = read_unit(page, replace(unit, body=asked + 1))
            if find:
                yield find
            continue
        question = "" if is_label else front_text(section.title)
        if not is_label and not is_question(question) and not _is_named_a_question(page, section, label):
            if not _hides_answer(page, section) and not _lets_choose(page, section, question):
                continue
            question = without_chapter(question)
        if not is_label and question.isascii() and len(words_of(question)) < 2:
            continue
        if _is_title_of_parts(page, section):
            continue
        if not is_question(question) and _asks_further(page, section, question):
            continue
        owns = _owns_children(page, section)
        if not owns and _leads_to_parts(page, section):
            continue
        end = followed_up(page, section) if owns else section.end
        end = max(end, answer_end(page, section), explained_to(page, section))
        end = next_number(page, section, end)
        if not page.free_lines(section.start, end) and (holds_cards(page, section, end) or _advertises(page, section)):
            continue
        find = read_unit(page, _unit(page, section, question, end, NAME))
        if find:
            yield find


def _is_title_of_parts(page: Page, section: Section) -> bool:
    """Does the title of a page ask what several bold lines below it divide: `What to do when …`?"""
    if section.level != 1 or not page.is_title(section):
        return False
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    parts = [n for n in free if lines[n].body.startswith(("**", "__")) and is_bold_subtitle(lines, n)]
    return len(parts) >= _FEWEST_PARTS and parts[0] == free[0] and len(free) >= 2 * len(parts)


def read_statements(page: Page) -> Iterator[Find]:
    """A heading that states something, whose sub-headings are the facts under it."""
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line) or page.free_lines(section.start, section.end):
            continue
        title = front_text(section.title)
        children = list(page.outline.children(section))
        if len(words_of(title)) < 6 or ": " in title or len(children) < 2 or _ON_QUESTIONS.search(title):
            continue
        facts = [front_text(child.title) for child in children]
        if not all(len(words_of(fact)) >= 4 and ": " not in fact and not is_question(fact) for fact in facts):
            continue
        find = read_unit(page, _unit(page, section, title, section.tree_end, STATEMENT))
        if find:
            yield find


def _leads_to_parts(page: Page, section: Section) -> bool:
    """Does the text under a question only ask it once more, or announce the parts below that answer it?"""
    told = [page.outline.lines[n] for n in page.free_lines(section.start, section.end)]
    if not told or section.tree_end == section.end:
        return False
    only_asks = all(line.kind in (LineKind.TEXT, LineKind.QUOTE) and _asks_again(line.body) for line in told)
    return only_asks or only_announces(back_text(told))


def _asks_further(page: Page, section: Section, title: str) -> bool:
    """Does the text of a heading only ask in more words what the heading names, so that nothing is answered yet?"""
    told = [page.outline.lines[n] for n in page.free_lines(section.start, section.tree_end)]
    if not told or len(told) > _MOST_FURTHER or _ON_QUESTIONS.search(title):
        return False
    return all(line.kind is LineKind.TEXT and _only_asks(line.body) for line in told)


def _only_asks(body: str) -> bool:
    parts = re.split(r"(?<=\?)\s+(?=\w)", body)
    return all(asks(part) and opens_as_question(part) and not re.search(r"[.!:]\s", part) for part in parts)


def _asks_again(body: str) -> bool:
    return asks(body.strip(">*_\"“”‘’' "))


def _is_named_a_question(page: Page, section: Section, label: Label | None) -> bool:
    """`Q4: Debug: the loss rises`, or `Q: Kinds of networks` beside another such: it asks, in whatever words."""
    if label is None or label.role is not Role.QUESTION or not label.text:
        return False
    if label.is_numbered:
        return True
    around = page.outline.sections[max(section.parent, 0)]
    labels = [read_label(other.title.strip()) for other in page.outline.children(around) if other is not section]
    return any(other is not None and other.role is Role.QUESTION and bool(other.text) for other in labels)


def _is_bare_number(page: Page, section: Section) -> bool:
    """Is the heading nothing but a number, above a question with its options or with a label before its answer?"""
    if not _NUMBER.match(section.title):
        return False
    lines = page.kept(section.start, section.end)
    return answer_start(lines, "") is not None or read_choice(lines) is not None


def _asks_below(page: Page, section: Section) -> bool:
    """Does the text under a heading begin with a line that asks, alone in its paragraph and above others?"""
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    is_alone = len(free) > 1 and free[1] > free[0] + 1 and lines[free[0]].kind is LineKind.TEXT
    return is_alone and asks(lines[free[0]].body) and opens_as_question(front_text(lines[free[0]].body))


def _asked_over_parts(page: Page, section: Section) -> int:
    """The one line under `Question 3`, in bold or with a question mark, when all else is in parts with headings of their own; else 0.

    In bold and with nothing more to come it is what is asked, in whatever words.
    """
    free = page.free_lines(section.start, section.end)
    if len(free) != 1 or page.outline.lines[free[0]].kind is not LineKind.TEXT:
        return 0
    body = page.outline.lines[free[0]].body
    is_bold = body.startswith(("**", "__")) and body.endswith(("**", "__"))
    is_all = section.tree_end == section.end
    is_asked = is_bold and len(words_of(body)) >= _FEWEST_PARTS if is_all else is_question(front_text(body))
    return free[0] if is_asked and (is_bold or asks(body)) else 0


def _lets_choose(page: Page, section: Section, question: str) -> bool:
    """Is the heading a task like `Pick the causal models`, over options of which some are marked as right?"""
    return bool(_CHOOSES.match(question)) and read_choice(page.kept(section.start, section.end)) is not None


def _hides_answer(page: Page, section: Section) -> bool:
    """Is this a task, with its solution folded away or announced by a label?"""
    lines = page.kept(section.start, section.end)
    word = _SOLUTION_WORD if _PROBLEM.match(section.title) else _ANSWER_WORD
    if sum("<summary" in line.body or bool(word.match(line.body)) for line in lines) != 1:
        return False  # none, or a list of questions with an answer each
    if any(line.number is not None and is_question(front_text(line.content)) for line in lines if not line.is_masked):
        return False  # the answer is that of a numbered question
    found = answer_start(lines, "")
    if found and _ask_in_paragraphs(lines[: found[0]]) > 1:
        return False  # the answer is that of the last of several plain questions
    if found and _is_behind_cards(page, section, lines[found[0]]):
        return False  # nor is that one, further down among others
    body = lines[found[0]].body if found else ""
    return fold_tail(body) is not None or bool(word.match(body))


def _is_behind_cards(page: Page, section: Section, answer: Line) -> bool:
    """Do other questions stand between a heading and this answer?"""
    lines = page.outline.lines
    at = next((n for n in page.free_lines(section.start, section.end) if lines[n] is answer), section.start)
    return page.has_cards(section.start, at)


def _ask_in_paragraphs(lines: Sequence[Line]) -> int:
    """How many paragraphs of one line ask."""
    return sum(
        line.kind is LineKind.TEXT and asks(line.body) and (not at or not lines[at - 1].body)
        for at, line in enumerate(lines)
    )


def _unit(page: Page, section: Section, question: str, end: int, convention: str) -> Unit:
    return Unit(
        question=question,
        start=section.line,
        body=section.start,
        end=end,
        convention=convention,
        context=page.context_of(section) or name_for(page, section, question),
        tags=heading_tags(section),
    )


def _owns_children(page: Page, section: Section) -> bool:
    """Do the sub-headings belong to the answer, or is this the title of a chapter of questions?"""
    children = list(page.outline.children(section))
    if not children:
        return True
    if section.index == 1 and section.level == 1 and len(children) > 1 and not asks(front_text(section.title)):
        return False  # `How databases keep their word`: the title of the note
    if page.is_title(section) and sum(_is_subject(page, child) for child in children) > 1:
        return False  # `How big is the cache?` above sections that each have a subject
    if section.level == 1 and not asks(front_text(section.title)):
        told = [child for child in children if child.level == children[0].level and _is_subject(page, child)]
        if len(told) >= _FEWEST_PARTS:
            return False  # `How to keep a fire` above its parts, one of the chapters of a note
    asking = sum(_asks_alone(front_text(child.title), asks(front_text(section.title))) for child in children)
    repeats = sibling_questions(page, section) > 1
    if asking:
        return repeats and asking * 2 < len(children)
    if not repeats and page.free_lines(section.start, section.end) and _are_kinds(section, children):
        return False
    is_short = section.tree_end - section.line <= _MANY_LINES or len(children) < 3
    return is_short or (repeats and (asks(front_text(section.title)) or _is_among_questions(page, section)))


def _is_among_questions(page: Page, section: Section) -> bool:
    """Do nearly all headings beside this one end with a question mark, so that `Explain …` is one of them?"""
    around = page.outline.children(page.outline.sections[max(section.parent, 0)])
    others = [front_text(other.title) for other in around if other is not section and other.level == section.level]
    return len(others) >= _FEWEST_BESIDE and sum(asks(title) for title in others) * 5 >= len(others) * 4


def _are_kinds(section: Section, children: Sequence[Section]) -> bool:
    """Does `What is a heap?` stand above `Binary heap` and `Pairing heap`, each a subject of its own?"""
    subject = [word.casefold() for word in words_of(front_text(section.title))][-1:]
    named = [[word.casefold() for word in words_of(front_text(child.title))] for child in children]
    return len(children) > 1 and all(len(words) in (2, 3, 4) and words[-1:] == subject for words in named)


def _advertises(page: Page, section: Section) -> bool:
    """Was an advertisement all that stood under the heading? `How to use`: clone the repo."""
    return any(page.reasons.get(number) == "advertisement" for number in range(section.start, section.end))


def _asks_alone(title: str, is_under_question: bool) -> bool:
    """Is a sub-heading a question of its own? `What helps` and `How it is computed` under a question go on with that one."""
    goes_on = bool(_GOES_ON.fullmatch(title)) or (bool(_SPEAKS_OF_IT.match(title)) and not asks(title))
    return is_question(title) and not (is_under_question and goes_on)


def _is_subject(page: Page, section: Section) -> bool:
    """Does a sub-heading name something of its own, and say something about it?"""
    title = front_text(section.title)
    names = not is_attribute(title) and not is_part_title(title) and not is_question(title)
    return names and bool(page.free_lines(section.start, section.end))
