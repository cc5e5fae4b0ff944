"""Org notes: org-fc and org-drill entries as explicit cards, everything else by the conventions for Markdown.

org-fc marks a headline with `:fc:` and keeps its schedule in a drawer; org-drill marks it with `:drill:` and keeps
its schedule in properties. Both schedules become the card's standing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from quizzer.domain.cards import CardDraft, Confidence, Coverage, Kind, Reading, Standing, Stub
from quizzer.notes.backs import is_empty
from quizzer.notes.dialects.cloze import Deletion, make_clozes, sibling_key
from quizzer.notes.dialects.marks import masked
from quizzer.notes.dialects.standings import make_standing, read_date, read_number
from quizzer.notes.labels import Role, read_label
from quizzer.notes.org_outline import Headline, OrgOutline, read_org_outline
from quizzer.notes.outline import split_lines
from quizzer.notes.reader import read_note

FC, DRILL = "org-fc", "org-drill"
_GENERIC_TITLES = frozenset({"", "question", "item", "card", "flashcard", "drill", "front"})
_FC_CLOZE = re.compile(r"\{\{([^{}\n]{1,300})\}(?:\{([^{}\n]{0,100})\})?(?:@(\w+))?\}|\{\{([^{}\n]{1,300})\}\}")
_DRILL_CLOZE = re.compile(
    r"(?<![\[!\w])\[(?![ xX-]\]|fn:|\d*/\d*\]|\d*%\])([^\[\]\n|]{1,200})(?:\|\|?([^\[\]\n]{1,100}))?\](?![\[(])"
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One card of an entry, before it has a place."""

    question: str
    answer: str
    kind: Kind = Kind.BASIC
    position: str = ""
    """What the entry's review table calls it."""


def read_org(text: str, path: str, *, confirmed: bool = False) -> Reading:
    """Everything an Org file gave. Any text is accepted; every line is counted once."""
    lines = split_lines(text)
    outline = read_org_outline(lines)
    drafts: list[CardDraft] = []
    stubs: list[Stub] = []
    markdown = list(outline.markdown)
    taken: set[int] = set()
    for headline, convention in _entries(outline):
        if headline.line in taken:
            continue
        span = range(headline.line, headline.tree_end)
        made = list(_cards(outline, headline, convention, path))
        drafts += made
        if not made:
            stubs.append(_stub(outline, headline, path))
        taken.update(span)
        for number in span:
            markdown[number] = ""
    rest = read_note("\n".join(markdown) + "\n" * bool(markdown), path, confirmed=confirmed or bool(drafts))
    tags = tuple(tag for tag in outline.settings.get("FILETAGS", "").split(":") if tag)
    others = [replace(draft, tags=tuple(dict.fromkeys((*draft.tags, *tags)))) for draft in rest.drafts]
    names = {draft.convention for draft in drafts}
    containers = {above.line + 1 for headline, _ in _entries(outline) if (above := headline.parent)}
    open_ones = [stub for stub in rest.stubs if stub.line not in containers]
    return replace(
        rest,
        drafts=tuple(sorted((*drafts, *others), key=lambda draft: (draft.line, draft.end_line))),
        stubs=tuple(sorted((*stubs, *open_ones), key=lambda stub: stub.line)),
        coverage=_coverage(
            _without_stubs(rest.coverage, len(rest.stubs) - len(open_ones)),
            lines,
            taken,
            [(draft.line, draft.end_line) for draft in drafts],
        ),
        dialect=" and ".join(sorted(names)) or rest.dialect,
    )


def _without_stubs(rest: Coverage, count: int) -> Coverage:
    """The counts when so many headings ask nothing: they only stand above entries."""
    return replace(rest, stub=rest.stub - count, context=rest.context + count)


def _coverage(rest: Coverage, lines: Sequence[str], taken: set[int], spans: Sequence[tuple[int, int]]) -> Coverage:
    """The counts of the rest, with the entries' own lines added: those of cards, and those of open questions."""
    inside = {number for first, last in spans for number in range(first - 1, last)}
    written = [number for number in taken if lines[number].strip()]
    cards = sum(number in inside for number in written)
    blank = sum(not line.strip() for line in lines)
    return replace(
        rest,
        lines=len(lines),
        card=rest.card + cards,
        stub=rest.stub + len(written) - cards,
        blank=blank,
    )


def _entries(outline: OrgOutline) -> Iterator[tuple[Headline, str]]:
    """Headlines that are cards by their own tag; sub-headlines that inherit it are parts of them."""
    until = -1
    for headline in outline.headlines:
        if headline.line < until:
            continue
        convention = FC if "fc" in headline.tags else DRILL if "drill" in headline.tags else ""
        if convention:
            until = headline.tree_end
            yield headline, convention


def _context(headline: Headline) -> tuple[str, ...]:
    above = headline.parent
    titles: list[str] = []
    while above:
        titles.append(above.title)
        above = above.parent
    return tuple(title for title in reversed(titles) if title)


def _stub(outline: OrgOutline, headline: Headline, path: str) -> Stub:
    question = headline.title or outline.text(headline.line + 1, headline.end) or "…"
    return Stub(question, path, headline.line + 1, headline.tree_end, _context(headline))


def _cards(outline: OrgOutline, headline: Headline, convention: str, path: str) -> Iterator[CardDraft]:
    sides = [
        side
        for side in (_fc_sides if convention == FC else _drill_sides)(outline, headline)
        if side.question.strip() and not is_empty(side.answer)
    ]
    end = headline.tree_end
    while end > headline.line + 1 and not outline.lines[end - 1].strip():
        end -= 1
    key = sibling_key("\n".join(outline.lines[headline.line : end])) if len(sides) > 1 else ""
    standing_of = _fc_standings(headline) if convention == FC else _drill_standing(headline)
    for side in sides:
        yield CardDraft(
            question=side.question,
            answer=side.answer,
            path=path,
            line=headline.line + 1,
            end_line=end,
            kind=side.kind,
            confidence=Confidence.EXPLICIT,
            convention=convention,
            context=_context(headline),
            tags=tuple(tag for tag in headline.tags if tag not in ("fc", "drill", "suspended")),
            is_suspended="suspended" in headline.tags,
            sibling=key,
            author_id=headline.properties.get("ID", ""),
            standing=standing_of(side.position),
        )


def _with_body(title: str, body: str) -> str:
    is_generic = title.casefold().strip(" :?") in _GENERIC_TITLES
    return body if is_generic and body else f"{title}\n\n{body}".strip()


def _fc_sides(outline: OrgOutline, headline: Headline) -> Iterator[_Side]:
    kind = headline.properties.get("FC_TYPE", "normal").casefold()
    body = outline.text(headline.line + 1, headline.end)
    if kind == "cloze":
        hidden = _find(body, _FC_CLOZE, _fc_deletion)
        if hidden:
            yield from _clozes(body, hidden, headline.title)
        else:
            whole = f"{headline.title}\n\n{body}".strip()
            yield from _clozes(whole, _find(whole, _FC_CLOZE, _fc_deletion), "")
        return
    back = next((child for child in outline.children(headline) if child.title.casefold() == "back"), None)
    if back:
        front, answer = _with_body(headline.title, body), outline.text(back.line + 1, back.tree_end)
    else:
        front, answer = headline.title, outline.text(headline.line + 1, headline.tree_end)
    yield _Side(front, answer, position="front")
    if kind in ("double", "vocab"):
        yield _Side(answer, front, position="back")


def _drill_sides(outline: OrgOutline, headline: Headline) -> Iterator[_Side]:
    body = outline.text(headline.line + 1, headline.end)
    children = list(outline.children(headline))
    kind = headline.properties.get("DRILL_CARD_TYPE", "").casefold()
    deletions = _find(body, _DRILL_CLOZE, _drill_deletion)
    if kind in ("twosided", "multisided") and len(children) > 1:
        texts = [outline.text(child.line + 1, child.tree_end) or child.title for child in children[:2]]
        yield _Side(_with_body(body, texts[0]), texts[1])
        yield _Side(_with_body(body, texts[1]), texts[0])
    elif children:
        answer = outline.text(children[0].line + 1, headline.tree_end)
        yield _Side(_with_body(headline.title, body), answer)
    elif deletions:
        title = "" if headline.title.casefold() in _GENERIC_TITLES else headline.title
        yield from _clozes(body, deletions, title)
    else:
        yield _Side(*(_labelled(body) or (headline.title, body)))


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
    return [read(found, text) for found in pattern.finditer(masked(text))]


def _fc_deletion(found: re.Match[str], text: str) -> Deletion:
    place = 1 if found[1] is not None else 4
    return Deletion(found.start(), found.end(), text[found.start(place) : found.end(place)], found[2] or "")


def _drill_deletion(found: re.Match[str], text: str) -> Deletion:
    return Deletion(found.start(), found.end(), text[found.start(1) : found.end(1)], (found[2] or "").strip())


def _clozes(text: str, deletions: Sequence[Deletion], title: str) -> Iterator[_Side]:
    for place, cloze in enumerate(make_clozes(text, deletions)):
        question = f"{title}\n\n{cloze.question}" if title else cloze.question
        yield _Side(question, cloze.answer, Kind.CLOZE, str(place))


def _fc_standings(headline: Headline) -> Callable[[str], Standing | None]:
    """The rows `position | ease | box | interval | due`; a box below 0 or no interval is a card never answered."""
    found: dict[str, Standing | None] = {}
    for cells in headline.review_rows:
        if len(cells) >= 5:
            position, ease, box, interval, due = cells[:5]
            days = read_number(interval)
            found[position] = make_standing(read_date(due), days, read_number(ease), read_number(box)) if days else None
    return found.get


def _drill_standing(headline: Headline) -> Callable[[str], Standing | None]:
    """`DRILL_LAST_INTERVAL` days after `DRILL_LAST_REVIEWED`, or the scheduled date."""
    own = headline.properties
    days = read_number(own.get("DRILL_LAST_INTERVAL", ""))
    due = read_date(headline.planned)
    last = read_date(own.get("DRILL_LAST_REVIEWED", ""))
    if due is None and last is not None and days is not None and days <= 36_500:
        due = last + timedelta(days=round(days))
    ease, count = read_number(own.get("DRILL_EASE", "")), read_number(own.get("DRILL_REPEATS_SINCE_FAIL", ""))
    standing = make_standing(due, days, ease, count) if days else None
    lapses = read_number(own.get("DRILL_FAILURE_COUNT", ""))
    if standing is not None and lapses is not None and 0 <= lapses <= 10_000:
        standing = replace(standing, lapses=round(lapses))
    return lambda position: standing
