"""Where the answer to a question heading ends: behind a heading that only says `Answer`, behind explanations, at the next number."""

from __future__ import annotations

import re
from itertools import islice

from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import first_sentence
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.wording import asks, is_question

_EXPLAINS = late(
    r"^(?:(?:easy|simple|short|quick|detailed|further|step-by-step|code|sample|real-world)\s+)?(?:explanations?|examples?|intuition|analogy|snippet)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\W*(?:q(?:uestion)?\W{0,2})?(\d{1,3})\s?[.):]", re.IGNORECASE)
_MOST_SKIPPED = 3
"""People miscount, or write one number in yet another way."""


def answer_end(page: Page, section: Section) -> int:
    """One past the next section, when its heading is only the label of an answer (`### A: …`), else 0."""
    sections = page.outline.sections
    if section.index + 1 == len(sections):
        return 0
    following = sections[section.index + 1]
    label = read_label(following.title)
    if not label or label.role is not Role.ANSWER or not page.is_free(following.line):
        return 0
    if label.text or page.free_lines(following.start, following.tree_end):
        return following.end
    return _parts_end(page, section, following)


def _parts_end(page: Page, section: Section, answer: Section) -> int:
    """One past the headings behind one that only says `Answer:`, up to the next question that is labelled as this one is."""
    asked = read_label(section.title.strip())
    if asked is None or asked.role is not Role.QUESTION:
        return answer.end
    for other in page.outline.sections[answer.index + 1 :]:
        label = read_label(other.title.strip())
        if other.level < answer.level or (label and label.role is Role.QUESTION):
            return other.line
        if is_question(front_text(other.title)):
            return answer.end
    return len(page.outline.lines)


def explained_to(page: Page, section: Section) -> int:
    """One past the sections behind this one, of the same level, that only explain or show more of the answer, else 0."""
    if sibling_questions(page, section) < 2:
        return 0
    sections = page.outline.sections
    end, index = 0, section.index + 1
    while index < len(sections) and sections[index].level == section.level:
        following = sections[index]
        if not _EXPLAINS.match(front_text(following.title)) or following.end != following.tree_end:
            break
        end, index = following.end, index + 1
    return end


def next_number(page: Page, section: Section, end: int) -> int:
    """Where the next question stands when its author counts on without a heading (`## 18. …`, then `19. …`), else `end`."""
    counted = _COUNTED.match(section.title)
    if not counted:
        return end
    lines = page.outline.lines
    for number in page.free_lines(section.start, min(end, section.end)):
        line = lines[number]
        if line.kind is LineKind.ITEM and line.number is not None and not line.indent:
            is_next = 0 < line.number - int(counted[1]) <= _MOST_SKIPPED and not lines[number - 1].body
            return number if is_next and asks(first_sentence(line.content)) else end
    return end


def sibling_questions(page: Page, section: Section) -> int:
    """How many headings of this level around here ask: the level at which questions repeat."""
    around = page.outline.sections[max(section.parent, 0)]
    key = (around.index, section.level)
    if key not in page.siblings_asking:
        beside = (other for other in page.outline.children(around) if other.level == section.level)
        asking = (other for other in beside if is_question(front_text(other.title)))
        page.siblings_asking[key] = sum(1 for _ in islice(asking, 2))
    return page.siblings_asking[key]
