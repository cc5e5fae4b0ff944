"""The cards of an Org entry: what org-fc, org-drill and anki-editor mean by its title, its text and its sub-headlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizzer.domain.cards import Kind
from quizzer.notes.dialects.cloze import Deletion, make_clozes
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.marks import masked
from quizzer.notes.labels import Role, read_label
from quizzer.notes.org_outline import Headline, OrgOutline

FC, DRILL, ANKI = "org-fc", "org-drill", "anki-editor"
_GENERIC_TITLES = frozenset({"", "question", "item", "card", "flashcard", "drill", "front"})
_FC_CLOZE = re.compile(r"\{\{([^{}\n]{1,300})\}(?:\{([^{}\n]{0,100})\})?(?:@(\w+))?\}|\{\{([^{}\n]{1,300})\}\}")
_SOFT_BREAK = re.compile(r"\n(?=[ \t]*[^\s\-+*\d|#])")
"""Where a line goes on with the next one: what is hidden may go on there too."""
_DRILL_CLOZE = re.compile(
    r"(?<![\[!\w])\[(?![ xX-]\]|fn:|\d*/\d*\]|\d*%\])([^\[\]\n|]{1,200})(?:\|\|?([^\[\]\n]{1,100}))?\](?![\[(])"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One card of an entry, before it has a place."""

    question: str
    answer: str
    kind: Kind = Kind.BASIC
    position: str = ""
    """What the entry's review table calls it."""


def _with_body(title: str, body: str) -> str:
    is_generic = title.casefold().strip(" :?") in _GENERIC_TITLES
    return body if is_generic and body else f"{title}\n\n{body}".strip()


def _fc_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    kind = headline.properties.get("FC_TYPE", "normal").casefold()
    body = outline.text(headline.line + 1, headline.end)
    if kind == "cloze":
        is_in_body = bool(_find(body, _FC_CLOZE, _fc_deletion))
        whole = body if is_in_body else f"{headline.title}\n\n{body}".strip()
        sides = _clozes(whole, _find(whole, _FC_CLOZE, _fc_deletion), headline.title if is_in_body else "")
        places = [found[3] for found in _FC_CLOZE.finditer(_shown(whole))]
        yield from (replace(side, position=place or side.position) for side, place in zip(sides, places, strict=False))
        return
    back = next((child for child in outline.children(headline) if child.title.casefold() == "back"), None)
    if back:
        front, answer = _with_body(headline.title, body), outline.text(back.line + 1, back.tree_end)
    else:
        front, answer = headline.title, outline.text(headline.line + 1, headline.tree_end)
    yield Side(front, answer, position="front")
    if kind in ("double", "vocab"):
        yield Side(answer, front, position="back")


def _drill_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    body = outline.text(headline.line + 1, headline.end)
    children = list(outline.children(headline))
    kind = headline.properties.get("DRILL_CARD_TYPE", "").casefold()
    deletions = _find(body, _DRILL_CLOZE, _drill_deletion)
    if kind in ("twosided", "multisided") and len(children) > 1:
        texts = [outline.text(child.line + 1, child.tree_end) or child.title for child in children[:2]]
        yield Side(_with_body(body, texts[0]), texts[1])
        yield Side(_with_body(body, texts[1]), texts[0])
    elif children:
        answer = outline.text(children[0].line + 1, headline.tree_end)
        yield Side(_with_body(headline.title, body), answer)
    elif deletions:
        title = "" if headline.title.casefold() in _GENERIC_TITLES else headline.title
        yield from _clozes(body, deletions, title)
    else:
        yield Side(*(_labelled(body) or (headline.title, body)))


def _anki_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    """anki-editor: each field of the note is a sub-headline; one that is missing is the title, then the text below it."""
    kind = headline.properties.get("ANKI_NOTE_TYPE", "").casefold()
    fields = {
        child.title.casefold(): outline.text(child.line + 1, child.tree_end) for child in outline.children(headline)
    }
    body = outline.text(headline.line + 1, headline.end)
    front = fields.get("front") or fields.get("text") or (body if "cloze" in kind and body else headline.title)
    back = fields.get("back") or fields.get("extra", "") or ("" if front == body else body)
    if "cloze" in kind:
        for side in _clozes(front, find_deletions(front, (Style.ANKI,)), ""):
            yield replace(side, answer=f"{side.answer}\n\n{back}" if back else side.answer)
        return
    yield Side(front, back)
    if "revers" in kind:
        yield Side(back, front)


def _labelled(body: str) -> tuple[str, str] | None:
    """Question and answer of a body that labels them: `Question: …`, and below it `Answer: …`."""
    lines = body.split("\n")
    asked = read_label(lines[0])
    if asked is None or asked.role is not Role.QUESTION:
        return None
    for number, line in enumerate(lines[1:], start=1):
        told = read_label(line)
        if told and told.role is Role.ANSWER:
            question = "\n".join([asked.text, *lines[1:number]]).strip()
            return question, "\n".join([told.text, *lines[number + 1 :]]).strip()
    return None


def _find(text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str], str], Deletion]) -> list[Deletion]:
    return [read(found, text) for found in pattern.finditer(_shown(text))]


def _shown(text: str) -> str:
    """The text, of the same length, in which marks are looked for."""
    return masked(_SOFT_BREAK.sub(" ", text))


SIDES: dict[str, Callable[[OrgOutline, Headline], Iterator[Side]]] = {
    FC: _fc_sides,
    DRILL: _drill_sides,
    ANKI: _anki_sides,
}


def _fc_deletion(found: re.Match[str], text: str) -> Deletion:
    place = 1 if found[1] is not None else 4
    return Deletion(found.start(), found.end(), text[found.start(place) : found.end(place)], found[2] or "")


def _drill_deletion(found: re.Match[str], text: str) -> Deletion:
    return Deletion(found.start(), found.end(), text[found.start(1) : found.end(1)], (found[2] or "").strip())


def _clozes(text: str, deletions: Sequence[Deletion], title: str) -> Iterator[Side]:
    for place, cloze in enumerate(make_clozes(text, deletions)):
        question = f"{title}\n\n{cloze.question}" if title else cloze.question
        yield Side(question, cloze.answer, Kind.CLOZE, str(place))


def without_marks(text: str) -> str:
    """The text with what org-fc hides in an entry that is none any more: `{{ellipses}@0}` is just the word."""
    if "}@" not in text:
        return text
    for found in reversed([found for found in _FC_CLOZE.finditer(masked(text)) if found[3]]):
        text = text[: found.start()] + text[found.start(1) : found.end(1)] + text[found.end() :]
    return text
