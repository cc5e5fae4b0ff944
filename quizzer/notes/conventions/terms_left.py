"""What a heading has left beside the cards under it, when that is nothing but lines that name something."""

from __future__ import annotations

from quizzer.domain.cards import Kind
from quizzer.notes.conventions.rows_of_names import formula_of
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.titles import is_comparison
from quizzer.notes.wording import words_of

_FEW, _MANY = 2, 5
_FEWEST_TOLD = 3


def terms_left(page: Page, section: Section, free: list[int], convention: str) -> list[Find]:
    """Where nothing else is left beside the cards of a section than lines that name something: their cards.

    A line or two in bold, or that set things side by side; of paragraphs `Name: what it is` and `Name = formula` any few.
    """
    lines = page.outline.lines
    asked = {draft.line - 1 for draft in page.drafts}  # what is asked and told in running text leaves its line free
    free = [number for number in free if number not in asked]
    are_apart = all(lines[n - 1].is_gap and (n + 1 >= len(lines) or lines[n + 1].is_gap) for n in free)
    finds = []
    for number in free:
        line = lines[number]
        term = (read_term(line.body) or formula_of(line.body)) if line.kind is LineKind.TEXT else None
        is_marked = term is not None and (term.style is Style.BOLD or is_comparison(term.name)) and len(free) <= _FEW
        if (
            term is None
            or term.is_attribute
            or not (is_marked or (are_apart and _FEW <= len(free) <= _MANY))
            or (len(words_of(term.meaning)) < (_FEWEST_TOLD if is_marked else _FEW) and not formula_of(line.body))
        ):
            return []
        draft = page.card(
            term.name,
            term.meaning,
            (number, number + 1),
            convention=convention,
            context=page.context_of(section, inclusive=True),
            kind=Kind.DEFINITION,
        )
        finds.append(Find([number], draft))
    return finds
