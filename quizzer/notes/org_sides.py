"""The cards of an Org entry: what org-fc, org-drill and anki-editor mean by its title, its text and its sub-headlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizzer.domain.cards import Kind
from quizzer.notes.dialects.cloze import Deletion, make_clozes
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.marks import masked
from quizzer.notes.hollow import is_only_links
from quizzer.notes.labels import Role, read_label
from quizzer.notes.org_outline import Headline, OrgOutline

FC, DRILL, ANKI, TAGGED = "org-fc", "org-drill", "anki-editor", "Org :card:"
_SIDED = frozenset({"twosided", "multisided", "spanish_verb"})
"""Kinds that show one sub-headline and ask for the others; what is no side of them is a note on the card."""
_LONGEST_BACK = 20
_FIELD = "ANKI_FIELD_"
"""Before the name of a field that stands in the drawer."""
_GENERIC_TITLES = frozenset({"", "q", "question", "item", "card", "flashcard", "drill", "front", "fact", "sentence"})
_FC_CLOZE = re.compile(r"\{\{([^{}\n]{1,300})\}(?:\{([^{}\n]{0,100})\})?(?:@(\w+))?\}|\{\{([^{}\n]{1,300})\}\}")
_SOFT_BREAK = re.compile(r"\n(?=[ \t]*[^\s\-+*\d|#])")
"""Where a line goes on with the next one: what is hidden may go on there too."""
_ID = re.compile(r"@\w+\}$")
_OF_OWN_MARKS = re.compile(r"<\[([^\[\]\n|]{1,200})(?:\|\|?([^\[\]\n]{1,100}))?\]>")
"""The other brackets that org-drill's manual offers to whoever writes much code."""
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
    title = "" if "noheading" in headline.own_tags and body else headline.title
    if kind == "cloze":
        is_in_body = bool(_fc_holes(body))
        whole = body if is_in_body else f"{title}\n\n{body}".strip()
        holes = _fc_holes(whole)
        subtype = headline.properties.get("FC_CLOZE_TYPE", "").casefold()
        deletions = _with_actions([_fc_deletion(hole, whole) for hole in holes], subtype)
        sides = _clozes(whole, deletions, title if is_in_body else "")
        yield from (replace(side, position=hole[3] or side.position) for side, hole in zip(sides, holes, strict=False))
        return
    back = next((child for child in outline.children(headline) if _is_back(child.title)), None)
    if back:
        front, answer = _with_body(title, body), outline.text(back.line + 1, back.tree_end)
    else:
        front, answer = headline.title, outline.text(headline.line + 1, headline.tree_end)
    yield Side(front, answer, position="front")
    if kind in ("double", "vocab"):
        yield Side(answer, front, position="back")


def _is_back(title: str) -> bool:
    """`Back`, or the word that its user has set in its place."""
    label = read_label(f"{title}:") if len(title) <= _LONGEST_BACK else None
    return title.casefold() == "back" or (label is not None and label.role is Role.ANSWER and not label.text)


def _fc_holes(text: str) -> list[re.Match[str]]:
    """What is hidden: inside code only where the tool has numbered it, for there braces are common."""
    shown = _FC_CLOZE.finditer(_shown(text))
    numbered = (hole for hole in _FC_CLOZE.finditer(text) if _ID.search(hole[0])) if "}@" in text else ()
    return [holes for _, holes in sorted({hole.start(): hole for hole in (*numbered, *shown)}.items())]


def _with_actions(deletions: Sequence[Deletion], kind: str) -> Sequence[Deletion]:
    """What each card does with each hole: hides those behind the one it asks for, all others, or those farther off."""
    hides: Callable[[int, int], bool] | None = {
        "enumeration": lambda card, hole: hole > card,
        "single": lambda card, hole: hole != card,
        "context": lambda card, hole: abs(hole - card) > 1,
        "show": lambda card, hole: hole != card,
    }.get("show" if kind.startswith("show1") else kind)
    if hides is None or len(deletions) < 2:
        return deletions
    cards = range(len(deletions))
    asked, left = ("s", "a") if kind.startswith("show1") else ("a", "h")
    return [
        replace(
            deletion,
            actions="".join(asked if card == hole else left if hides(card, hole) else "s" for card in cards),
        )
        for hole, deletion in enumerate(deletions)
    ]


def _drill_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    body = outline.text(headline.line + 1, headline.end)
    children = list(outline.children(headline))
    kind = _drill_kind(headline)
    marks = _OF_OWN_MARKS if _OF_OWN_MARKS.search(body) else _DRILL_CLOZE
    deletions: Sequence[Deletion] = _find(body, marks, _drill_deletion)
    is_multi = kind.startswith(("hide", "show")) or "cloze" in kind
    if not is_multi:  # the simple kind hides all of it at once
        deletions = [replace(deletion, group="all") for deletion in deletions]
    deletions = _with_actions(deletions, kind)
    if kind in _SIDED and len(children) > 1:
        texts = [outline.text(child.line + 1, child.tree_end) or child.title for child in children]
        count = len(texts) if kind == "multisided" else 2
        for place, text in enumerate(texts[:count]):
            others = [other for at, other in enumerate(texts) if at != place]
            if not is_only_links(text):
                yield Side(_with_body(body, text), "\n\n".join(others))
    elif children and not (deletions and (is_multi or not ("?" in body or _is_back(children[0].title)))):
        yield Side(_with_body(headline.title, body), _answer_below(outline, headline, children))
    elif deletions:
        title = "" if headline.title.casefold() in _GENERIC_TITLES else headline.title
        extra = outline.text(headline.end, headline.tree_end) if children else ""
        sides = list(_clozes(body, deletions, title))
        only = {"hidefirst": slice(1), "hidelast": slice(-1, None)}.get(kind, slice(None))
        for side in sides[only]:
            yield replace(side, answer=f"{side.answer}\n\n{extra}") if extra else side
    else:
        yield Side(*(_labelled(body) or (headline.title, body)))


def _drill_kind(headline: Headline) -> str:
    """The kind of a card: its own, or that of a headline above it that is no card itself."""
    at: Headline | None = headline
    while at and (at is headline or "drill" not in at.own_tags):
        if "DRILL_CARD_TYPE" in at.properties:
            return at.properties["DRILL_CARD_TYPE"].casefold()
        at = at.parent
    return ""


def _answer_below(outline: OrgOutline, headline: Headline, children: Sequence[Headline]) -> str:
    """What the sub-headlines say; when none has any text, it is their titles that answer."""
    answer = outline.text(children[0].line + 1, headline.tree_end)
    if all(not outline.text(child.line + 1, child.tree_end) for child in children):
        return "\n".join(f"- {child.title}" for child in children) if len(children) > 1 else children[0].title
    return answer


def _tagged_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    """A headline with a plain tag: what stands below it answers, or the titles below it."""
    children = list(outline.children(headline))
    body = outline.text(headline.line + 1, headline.end)
    if children:
        yield Side(_with_body(headline.title, body), _answer_below(outline, headline, children))
    else:
        yield Side(headline.title, body)


def _anki_sides(outline: OrgOutline, headline: Headline) -> Iterator[Side]:
    """anki-editor: each field of the note is a sub-headline; one that is missing is the title, then the text below it."""
    kind = headline.properties.get("ANKI_NOTE_TYPE", "").casefold()
    fields = {
        child.title.casefold(): outline.text(child.line + 1, child.tree_end) for child in outline.children(headline)
    }
    fields |= {
        name.removeprefix(_FIELD).casefold(): text
        for name, text in headline.properties.items()
        if name.startswith(_FIELD)
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
    TAGGED: _tagged_sides,
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
