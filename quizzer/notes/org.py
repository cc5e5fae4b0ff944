"""Org notes: entries of org-fc, org-drill and anki-editor as explicit cards, everything else by the conventions for Markdown.

org-fc marks a headline with `:fc:` and keeps its schedule in a drawer; org-drill marks it with `:drill:` and keeps
its schedule in properties. Both schedules become the card's standing. anki-editor names the note type in a property.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from quizzer.domain.cards import CardDraft, Confidence, Coverage, Reading, Standing, Stub
from quizzer.notes.dialects.cloze import sibling_key
from quizzer.notes.dialects.standings import make_standing, read_date, read_number
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.fronts import links_as_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.org_outline import Headline, OrgOutline, read_org_outline
from quizzer.notes.org_sides import ANKI, DRILL, FC, SIDES, TAGGED, without_marks
from quizzer.notes.outline import split_lines
from quizzer.notes.reader import read_note

_CARD_TAGS = frozenset({"card", "flashcard"})
_STEERING = frozenset({"fc", "drill", "suspended", "noheading", "notitle", "leech", *_CARD_TAGS})
"""Tags that say how a card is asked, and name no subject."""


def read_org(text: str, path: str, *, confirmed: bool = False) -> Reading:
    """Everything an Org file gave. Any text is accepted; every line is counted once."""
    lines = split_lines(text)
    outline = read_org_outline(lines)
    settings = FrontMatter({key.casefold(): (value.strip(),) for key, value in outline.settings.items()})
    if settings.says_no("quizzer"):
        return read_note(text, path, rules=settings)
    drafts: list[CardDraft] = []
    stubs: list[Stub] = []
    markdown = list(outline.markdown)
    taken: set[int] = set()
    for headline, convention in reversed(list(_entries(outline))):
        span = range(headline.line, headline.tree_end)
        made = list(_cards(outline, headline, convention, path))
        drafts += made
        if not made and not outline.apart.intersection(span):
            stubs.append(_stub(outline, headline, convention, path))
        outline.apart.update(span)
        taken.update(span)
        for number in span:
            markdown[number] = ""
    shown = without_marks("\n".join(markdown) + "\n" * bool(markdown))
    rest = read_note(shown, path, confirmed=confirmed or bool(drafts))
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
        deck=settings.text("deck") or rest.deck,
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
    """Headlines that are cards; sub-headlines that only inherit the tag are parts of them, others entries of their own."""
    until = -1
    for headline in outline.headlines:
        tags = headline.own_tags if headline.line < until else headline.tags
        convention = FC if "fc" in tags else ANKI if "ANKI_NOTE_TYPE" in headline.properties else ""
        convention = convention or (DRILL if "drill" in tags else "")
        convention = convention or (TAGGED if _CARD_TAGS.intersection(headline.own_tags) else "")
        if convention:
            until = max(until, headline.tree_end)
            yield headline, convention


def _context(headline: Headline) -> tuple[str, ...]:
    above = headline.parent
    titles: list[str] = []
    while above:
        titles.append(above.title)
        above = above.parent
    return tuple(title for title in reversed(titles) if title)


def _stub(outline: OrgOutline, headline: Headline, convention: str, path: str) -> Stub:
    asked = next((side.question for side in SIDES[convention](outline, headline) if convention == ANKI), "")
    question = asked or headline.title or outline.text(headline.line + 1, headline.end) or "…"
    return Stub(question, path, headline.line + 1, headline.tree_end, _context(headline))


def _cards(outline: OrgOutline, headline: Headline, convention: str, path: str) -> Iterator[CardDraft]:
    sides = [
        side for side in SIDES[convention](outline, headline) if _asks(side.question) and not is_empty(side.answer)
    ]
    end = headline.tree_end
    while end > headline.line + 1 and not outline.lines[end - 1].strip():
        end -= 1
    own = headline.properties.get("ANKI_TAGS", "").split()
    key = sibling_key("\n".join(outline.lines[headline.line : end])) if len(sides) > 1 else ""
    standing_of = _fc_standings(headline) if convention == FC else _drill_standing(headline)
    for side in sides:
        yield CardDraft(
            question=links_as_text(side.question),
            answer=side.answer,
            path=path,
            line=headline.line + 1,
            end_line=end,
            kind=side.kind,
            confidence=Confidence.EXPLICIT,
            convention=convention,
            context=_context(headline),
            tags=tuple(dict.fromkeys(tag for tag in (*own, *headline.tags) if tag not in _STEERING)),
            is_suspended="suspended" in headline.tags,
            sibling=key,
            author_id=headline.properties.get("ID", ""),
            deck=_inherited(outline, headline, "ANKI_DECK"),
            standing=standing_of(side.position),
        )


def _asks(question: str) -> bool:
    """Is this a front, and neither nothing nor words that hold its place: `(to be added)`?"""
    return bool(question.strip()) and not (re.search(r"[^\W\d_]", question) and is_empty(question))


def _inherited(outline: OrgOutline, headline: Headline, name: str) -> str:
    """A property of a headline, of one above it, or of the whole file (`#+PROPERTY: NAME value`)."""
    above: Headline | None = headline
    while above:
        if name in above.properties:
            return above.properties[name]
        above = above.parent
    for setting in outline.settings.get("PROPERTY", "").split("\n"):
        key, _, value = setting.partition(" ")
        if key.upper() == name:
            return value.strip()
    return ""


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
    """`DRILL_LAST_INTERVAL` days after `DRILL_LAST_REVIEWED`, or the scheduled date; `LEARN_DATA` in older files."""
    own = headline.properties
    days = read_number(own.get("DRILL_LAST_INTERVAL", ""))
    due = read_date(headline.planned)
    last = read_date(own.get("DRILL_LAST_REVIEWED", ""))
    if due is None and last is not None and days is not None and days <= 36_500:
        due = last + timedelta(days=round(days))
    ease, count = read_number(own.get("DRILL_EASE", "")), read_number(own.get("DRILL_REPEATS_SINCE_FAIL", ""))
    learned = own.get("LEARN_DATA", "").strip("() ").split()
    if days is None and len(learned) > 2:
        days, count, ease = (read_number(number) for number in learned[:3])
    standing = make_standing(due, days, ease, count) if days else None
    lapses = read_number(own.get("DRILL_FAILURE_COUNT", ""))
    if standing is not None and lapses is not None and 0 <= lapses <= 10_000:
        standing = replace(standing, lapses=round(lapses))
    return lambda position: standing
