"""What every card syntax does once it knows its lines: make the card, its siblings, or a stub."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent

from quizzer.domain.cards import CardDraft, Confidence, Kind, Standing
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.code_spans import outside_code
from quizzer.notes.dialects.cloze import Deletion, make_clozes, sibling_key
from quizzer.notes.fronts import front_text, links_as_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.labels import Role, read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Fate, Find, Page
from quizzer.notes.transclusions import shown_sections

_FOREIGN = late(
    r"<!--(?:(?!<!--|-->).)*-->|%%[^%\n]{1,400}%%|<sup>\[\\\[\w{1,4}\\\]\]\([^()\s]*\)</sup>|(?:(?<=\s)|^)\^[A-Za-z0-9-]{3,}[ \t]*$",
    re.MULTILINE,
)
_LEADING_TAGS = re.compile(r"^(?:#(?:[^\W\d_]|[\u2600-\u27bf\U0001f300-\U0001faff])[^\s#]*\s+)+(?=\S)")
TAGS_ONLY = re.compile(r"^(?:#[A-Za-z][\w/-]*\s*)+$")
_TAG = re.compile(r"#([^\s#]+)")
_BULLET = re.compile(r"^[-*+]\s+(?!\[)(?=[^\n]+$)")
"""Of the only point of an answer, which is no point of a list when it asks."""
_STYLE = re.compile(r"</?(?:span|font)(?:\s[^<>]*)?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"(?:^|(?<=\s))#[^\s#]+")
_CARD_TAG = late(r"\s+#(?:flash)?cards?(?=\s*$)", re.IGNORECASE)
_ANKI_CLOZE = late(r"\{\{c\d{1,3}::((?:(?!\{\{|\}\}|::).)+)(?:::(?:(?!\}\}).)*)?\}\}")
_CLOZE = re.compile(r"\{\{cloze\s+((?:(?!\{\{|\}\}).)+?)\s*\}\}")
_SHOWS = late(
    r"!\[[^\]]*\]\([^()]+\)|!\[\[[^\[\]|#]+\.(?:png|jpe?g|gif|svg|webp|bmp|avif|heic)\b[^\[\]]*\]\]|<img\b"
    r"|^\[[^\[\]]*\w[^\[\]]*\]\((?!\w+://)[^()\s]*\)$",
    re.IGNORECASE,
)
"""A picture, or a link to another note that is a term: they answer, where an address does not."""
_WAY_TAG = late(r"^cards?[-/](?:reversed?|spaced|inline)$", re.IGNORECASE)
"""Says how a card is asked, and names no deck."""
_DECK_TAG = late(r"^(?:flashcards?|decks?|cards?)(?:/(.+))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a card stands and what goes with it; lines count from 0, the end is one past the last."""

    start: int
    end: int
    convention: str
    tags: tuple[str, ...] = ()
    standings: tuple[Standing | None, ...] = field(default=())
    """One for each sibling, in order."""
    aside: tuple[int, ...] = ()
    """Lines read with the card that are not part of it, such as a comment with its schedule."""

    @property
    def lines(self) -> range:
        """The lines of the card."""
        return range(self.start, self.end)


def context_at(page: Page, number: int) -> tuple[str, ...]:
    """The headings above a line, outermost first; what a card has taken as its own is no heading any more."""
    sections = page.outline.sections
    place = bisect_right(sections, number, key=lambda section: section.line) - 1
    while place > 0 and (sections[place].line == number or page.fates[sections[place].line] is Fate.CARD):
        place = sections[place].parent
    return page.context_of(sections[place], inclusive=True) if place > 0 else ()


def without_foreign_marks(text: str) -> str:
    """The text without comments, ids and schedules that other tools wrote into it."""
    if not any(mark in text for mark in ("<!--", "%%", "^")):
        return text.strip()
    return "\n".join(line.rstrip() for line in _FOREIGN.sub("", text).split("\n")).strip()


def leading_tags(text: str) -> tuple[tuple[str, ...], str]:
    """Tags before the first word of a card's text, and the text without them."""
    found = _LEADING_TAGS.match(text)
    if not found:
        return (), text
    return tuple(_TAG.findall(found[0])), text[found.end() :]


def split_tags(tags: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The deck that a tag such as `flashcards/serving` names (empty for none), and the tags that are left."""
    deck, rest = "", []
    for tag in tags:
        found = _DECK_TAG.match(tag)
        if _WAY_TAG.match(tag):
            continue
        if found:
            deck = deck or (found[1] or "")
        else:
            rest.append(tag)
    return deck, tuple(rest)


def find_deck_lines(page: Page) -> tuple[tuple[int, str], ...]:
    """Lines that hold only tags and name a deck (`#flashcards/serving`), each with its deck."""
    found = []
    for number, line in enumerate(page.outline.lines):
        if line.body.startswith("#") and "/" in line.body and not line.is_masked and TAGS_ONLY.match(line.body):
            deck, _ = split_tags(_TAG.findall(line.body))
            if deck:
                found.append((number, deck))
    return tuple(found)


def question_text(lines: Sequence[Line] | str) -> str:
    """The front that these lines give: one line as a person would say it, several as they were written."""
    text = lines if isinstance(lines, str) else back_text(lines)
    text = without_foreign_marks(_CARD_TAG.sub("", text))
    if "\n" not in text:
        return front_text(text)
    first, _, rest = text.partition("\n")
    label = read_label(first)
    is_label = label is not None and label.role is Role.QUESTION and not label.is_letter and bool(label.text)
    return links_as_text(f"{label.text if label and is_label else strip_number(first)}\n{rest}")


def draft_of(page: Page, source: Source, question: str, answer: str, kind: Kind = Kind.BASIC) -> CardDraft:
    """An explicit card of this page; tags such as `flashcards/x` name its deck."""
    deck, tags = split_tags((*source.tags, *page.tags_at(source.start)))
    place = bisect_right(page.deck_lines, source.start, key=lambda named: named[0]) - 1
    if place >= 0 and not split_tags(source.tags)[0]:
        deck = page.deck_lines[place][1]
    draft = page.card(
        question,
        answer,
        (source.start, source.end),
        convention=source.convention,
        context=context_at(page, source.start),
        kind=kind,
        confidence=Confidence.EXPLICIT,
    )
    standing = source.standings[0] if source.standings else None
    return replace(draft, tags=tuple(dict.fromkeys(tags)), deck=deck or page.deck, standing=standing)


def basic(page: Page, source: Source, question: str, answer: str, *, is_reversed: bool = False) -> Iterator[Find]:
    """A card, or with `is_reversed` the two siblings that ask for either side; a stub when there is no answer."""
    if not question:
        return
    answer, quoted = shown_sections(page, _without_label(without_clozes(answer)))
    if is_empty(answer) or (is_only_links(answer) and not (source.standings or _SHOWS.search(answer))):
        stub = page.stub(question, (source.start, source.end), context=context_at(page, source.start))
        yield Find(source.lines, stub, context=source.aside)
        return
    draft = draft_of(page, source, question, answer)
    if not is_reversed:
        yield Find([*source.lines, *quoted], draft, context=source.aside)
        return
    key = sibling_key(f"{question}\n{answer}")
    second = source.standings[1] if len(source.standings) > 1 else None
    yield Find(source.lines, replace(draft, sibling=key), context=source.aside)
    yield Find(
        source.lines,
        replace(draft, question=links_as_text(_BULLET.sub("", answer)), answer=question, sibling=key, standing=second),
    )


def without_clozes(text: str) -> str:
    """The text with what an outliner hides in it shown: `{{cloze x}}` in an answer hides nothing."""
    if "{{c" not in text:
        return text
    return _ANKI_CLOZE.sub(r"\1", _CLOZE.sub(r"\1", text))


def _without_label(answer: str) -> str:
    """The answer without the `**Answer:**` that the mark between front and back has said already."""
    first, _, rest = answer.partition("\n")
    label = read_label(first)
    if label is None or label.role is not Role.ANSWER or label.is_letter or label.is_explanation:
        return answer
    return "\n".join(part for part in (label.text, label.tail, dedent(rest)) if part).strip("\n")


def clozes(page: Page, source: Source, text: str, deletions: Sequence[Deletion], extra: str = "") -> Iterator[Find]:
    """One card for each group of deletions in the text; `extra` is shown under every answer."""
    made = [cloze for cloze in make_clozes(text, deletions) if _asks_for_a_part(cloze.question)]
    key = sibling_key(text) if len(made) > 1 else ""
    for place, cloze in enumerate(made):
        standing = source.standings[place] if place < len(source.standings) else None
        answer = _without_style(cloze.answer)
        draft = draft_of(
            page,
            source,
            links_as_text(_without_style(without_foreign_marks(cloze.question))),
            f"{answer}\n\n{extra}" if extra else answer,
            Kind.CLOZE,
        )
        yield Find(source.lines, replace(draft, sibling=key, standing=standing), context=source.aside)


def _without_style(text: str) -> str:
    """The text without the tags that only colour it."""
    return outside_code(text, lambda shown: _STYLE.sub("", shown)) if "<" in text else text


def _asks_for_a_part(question: str) -> bool:
    """Is anything left to read where text is hidden?"""
    return bool(re.search(r"[^\s…\[\].,;:!?()*_]", _ANY_TAG.sub("", without_foreign_marks(question))))


def paragraph_end(page: Page, start: int, limit: int | None = None) -> int:
    """One past the last line before the next blank line, or `limit`; blank lines inside code do not count."""
    lines = page.outline.lines
    last = len(lines) if limit is None else limit
    at = start
    while at < last and (lines[at].body or lines[at].kind is LineKind.CODE):
        at += 1
    return at
