"""Statements as lecture notes number them: definitions, theorems and their like, each with its proof and examples.

**Definition 2.1 (Stopping time).** A random time that …        Theorem 3 (Bayes): …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import Kind
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import words_of

NAME = "numbered statement"

_WORDS = (
    r"definition|def|theorem|thm|lemma|proposition|prop|corollary|axiom|claim|law|principle|postulate|property|algorithm|fact"
    r"|定义|定理|引理|命题|推论|satz|théorème|définition"
)
_STATEMENT = re.compile(
    rf"^(?P<open>\*{{1,3}}|__)?(?P<word>{_WORDS})\.?\s*(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})?(?:\*{{1,3}}|__)?[.:]?\s*"
    r"[(\[](?P<name>[^()\[\]]{2,80}(?:\([^()]*\)[^()\[\]]{0,40})?)[)\]]\s*(?P<more>.*)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^(?P<open>\*\*|__)(?P<word>{_WORDS})\.?\s*(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})?\s*[:.–—-]\s*(?P<name>[^*_.:]{{2,60}}?)\s*[.:]?(?:\*\*|__)[.:]?\s*(?P<more>.*)$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^(?P<open>\*\*|__)(?P<word>definition|def|définition|definición|definição|definizione)\.?\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})?[.:]?(?:\*\*|__)[.:]?\s+"
    r"(?P<more>[^*_\n]{0,60}(?P<mark>\*{1,3}|_{1,2})(?P<name>[^*_\s](?:[^*_]{0,58}[^*_\s])?)(?P=mark).*)$",
    re.IGNORECASE,
)
"""`**Def.** A *kernel* is …`: what is defined stands in italics."""
_DEFINED_AT_ONCE = re.compile(
    r"^(?P<open>\*\*|__)(?P<word>definition|def|défn?|definición|definição|definizione)\.?\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})?[.:]?(?:\*\*|__)[.:]?\s+"
    r"(?P<name>[^\W\d_][^*_:.$=]{1,50}?)\s*[:=]\s+(?P<more>\S.*)$",
    re.IGNORECASE,
)
"""`**Def.** Kernel: what is sent to nought`"""
_OPENS = re.compile(
    rf"^(?:\*\*|__)(?:{_WORDS}|ex|example|exercise|rem|remark|rmk|cor|proof|pf)\.?\s*(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})?\s*[.:]?(?:\*\*|__)",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"^(?=[A-Z])(?:{_WORDS})\b\.?:? [(\[][^()\[\]]{{2,80}}[)\]](?:[.:]|\s|$)", re.IGNORECASE)
_IS_SAID = re.compile(
    r"^[*_]{1,3}\s*(?:\([^()]*\)\s*)?(?:[$:=]|(?:is|are|was|means?|denotes?|refers?|consists?|of|on|in|for|if|when|est|es|è|é|ist|sont|son)\b)",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    r"\b(?:called|termed|named|known as|said to be|say that|is|are|be|have|has|we call|une?|una?|um|ein)\W+(?:(?:an?|the)\W+)?(?:[*_]{1,3})?$|^\W*(?:an?|the)?\W*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 6
_FEWEST_PLAIN = 2
"""So many statements without bold and numbers, `Def. (Bias) …`, show that the author writes them so."""


@dataclass(frozen=True, slots=True)
class _Statement:
    line: int
    name: str
    text: str
    """What follows on the same line."""
    is_definition: bool
    is_paragraph: bool
    """Is the name only found in the text, so that nothing shows that the next paragraph belongs to it?"""


def read(page: Page) -> Iterator[Find]:
    """Every named statement; proofs, remarks and examples go with the one above them."""
    lines = page.outline.lines
    bracketed = [line for line in lines if line.kind is LineKind.TEXT and ("(" in line.body or "[" in line.body)]
    is_habit = sum(bool(_PLAIN.match(line.body[:120])) for line in bracketed) >= _FEWEST_PLAIN
    for section, free in page.open_sections():
        starts = [statement for number in free if (statement := _statement(lines, number, is_habit)) is not None]
        context = page.context_of(section, inclusive=True)
        for index, statement in enumerate(starts):
            limit = starts[index + 1].line if index + 1 < len(starts) else section.end
            if statement.is_paragraph:
                limit = _end_of_paragraph(lines, statement.line, limit)
            end = page.next_card(statement.line, limit)
            answer = back_text(page.kept(statement.line + 1, end), statement.text)
            taken = page.free_lines(statement.line, end)
            span = (statement.line, end)
            if is_empty(answer):
                yield Find(taken, page.stub(statement.name, span, context=context))
                continue
            kind = Kind.DEFINITION if statement.is_definition else Kind.BASIC
            yield Find(taken, page.card(statement.name, answer, span, convention=NAME, context=context, kind=kind))


def opens_statement(body: str) -> bool:
    """Does a line begin with the label of a statement in bold, or of its proof or example?"""
    return body[:2] in {"**", "__"} and bool(_OPENS.match(body[:80]))


def _end_of_paragraph(lines: Sequence[Line], start: int, limit: int) -> int:
    """The first blank line that no formula follows."""
    for number in range(start + 1, limit):
        after = lines[number + 1].kind if number + 1 < limit else None
        if not lines[number].body and lines[number].kind is not LineKind.MATH and after is not LineKind.MATH:
            return number
    return limit


def _is_what_is_defined(text: str, name: str) -> bool:
    """Is the marked name what a definition is about, `A *kernel* is …`, and not what it stresses: `is **never zero**`?"""
    before, _, rest = text.partition(name)
    return bool(_IS_SAID.match(rest) or _IS_CALLED.search(before)) and len(words_of(name)) <= _LONGEST_NAME


def _statement(lines: Sequence[Line], number: int, is_habit: bool) -> _Statement | None:
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3:
        return None
    body = line.body[:2000]
    found = _STATEMENT.match(body) or _NAMED.match(body) or _DEFINED.match(body) or _DEFINED_AT_ONCE.match(body)
    if found and found.re is _DEFINED and not _is_what_is_defined(found["more"], found["name"]):
        return None
    is_marked = found is not None and bool(found["open"] or found["number"] or (is_habit and _PLAIN.match(line.body)))
    if not found or not is_marked:
        return None
    more = re.sub(r"^(?:\*{1,3}|__)?[.:]*(?:\*{1,3}|__)?\s*", "", found["more"]) + line.body[2000:]
    return _Statement(
        number,
        front_text(found["name"]),
        more,
        found["word"].casefold().startswith(("def", "déf", "定义")),
        found.re is _DEFINED,
    )
