"""Known cards and fresh drafts into a plan, one to one: the history follows the card.

Sure matches are made in this order, and a card or draft once taken is taken: the author's own id; the exact question in
its place; the exact question elsewhere; the same spot with a likely rewording; likeness of question and answer inside
the file, then across files. What is only possible is kept as a doubt for a person, and given out last. A known card
that stands in a file which was not read again is never claimed; it can only gain a place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from quizzer.domain.apart import Apart, Nothing, Placed, placed
from quizzer.domain.cards import Card, CardDraft, CardState, Place
from quizzer.domain.contradictions import contradictions
from quizzer.domain.exact import match_author_ids, match_questions
from quizzer.domain.identity import text_key
from quizzer.domain.likeness import RECOGNISABLE, Measure, answer_likeness
from quizzer.domain.matching import Match, Matching, New, Old, places_of, start, text_of
from quizzer.domain.plan import Fate, Item, Plan, new_item
from quizzer.domain.reworded import match_rewordings

_EDITS = frozenset({"question", "answer", "options", "data", "tags"})
_MOVES = frozenset({"file", "heading", "places", "deck"})


def reconcile(
    known: Iterable[Card],
    drafts: Iterable[CardDraft],
    measure: Measure,
    *,
    read: Collection[str],
    gone: Collection[str] = (),
    reviews: Mapping[str, int] | None = None,
    deck_of: Callable[[CardDraft], str] = lambda draft: draft.deck,
) -> Plan:
    """What an import of these drafts, in the order of their notes, would do."""
    return compare(
        known, placed(drafts), measure, apart=Nothing(), read=read, gone=gone, reviews=reviews, deck_of=deck_of
    )


def compare(
    known: Iterable[Card],
    drafts: Iterable[Placed],
    measure: Measure,
    *,
    apart: Apart,
    read: Collection[str],
    gone: Collection[str] = (),
    reviews: Mapping[str, int] | None = None,
    deck_of: Callable[[CardDraft], str] = lambda draft: draft.deck,
) -> Plan:
    """What an import would do; drafts that are `apart` are counted, and become lines of the plan only by likeness.

    `known` holds every card that stands in a file of `read` or `gone`, every parked card, and any card elsewhere whose
    question is among the drafts; more does no harm. `drafts` are in the order of their notes. `read` names the files
    whose present content the drafts are, deleted ones included; `gone` those that no longer exist though nobody asked
    for them: their cards may be found again, and are not parked. `reviews` counts the showings of each card (None:
    every card counts as reviewed). `deck_of` says which deck a draft belongs to, empty to leave it as it is.
    `measure` gives the likeness of two texts, 0 to 1.
    """
    matching = start(known, drafts, frozenset(read) | frozenset(gone), measure, apart)
    if matching.olds:
        match_author_ids(matching)
        match_questions(matching)
        match_rewordings(matching)
    writer = _Writer(matching, frozenset(read), frozenset(gone), reviews, deck_of)
    doubts = writer.sift_doubts()
    items = [writer.item(new, doubts.get(number)) for number, new in sorted(matching.news.items())]
    doubted = {match.old for match in doubts.values()}
    left = (old for old in matching.olds if old.number not in matching.by_old and old.number not in doubted)
    items += [item for old in left if (item := writer.left_over(old)) is not None]
    return Plan(tuple(items), contradictions(matching), apart=len(apart))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns matches into lines of the plan."""

    matching: Matching
    read: frozenset[str]
    gone: frozenset[str]
    reviews: Mapping[str, int] | None
    deck_of: Callable[[CardDraft], str]

    def sift_doubts(self) -> dict[int, Match]:
        """The doubts to put to a person by the number of the new card, best first, each side once.

        Where nothing was ever learnt nobody is asked: a rewording keeps its card, another question starts fresh.
        """
        doubts: dict[int, Match] = {}
        taken = set(self.matching.by_old)
        for match in sorted(self.matching.doubts, key=lambda match: (match.rank, match.old, match.new)):
            if match.old in taken or match.new in doubts or match.new in self.matching.by_new:
                continue
            if self._has_history(self.matching.olds[match.old].card):
                doubts[match.new] = match
                taken.add(match.old)
            elif match.is_same_sense:
                self.matching.take(replace(match, reason=f"{match.reason}; nothing learnt on it yet"))
                taken.add(match.old)
        return doubts

    def item(self, new: New, doubt: Match | None) -> Item:
        """The line of a card as read."""
        match = self.matching.by_new.get(new.number)
        if doubt is not None:
            return self._matched(self.matching.olds[doubt.old], new, doubt, is_sure=False)
        if match is not None:
            return self._matched(self.matching.olds[match.old], new, match, is_sure=True)
        others = _places_beside(new, new.draft.path)
        return new_item(new.draft, new.positions[0], others)

    def left_over(self, old: Old) -> Item | None:
        """The line of a kept card that nothing was matched with; None when nothing becomes of it."""
        card, places = old.card, places_of(old.card)
        standing = [place for place in places if place.path not in self.read and place.path not in self.gone]
        if card.state is CardState.PARKED or not any(place.path in self.read for place in places):
            return None
        if not standing:
            return Item(Fate.PARKED, "its text is no longer in the notes", card=card, reviews=self._count(card))
        lost = next(place.path for place in places if place.path in self.read)
        return Item(
            Fate.MOVED,
            "one of its places is gone",
            _draft_at(card, standing[0]),
            card,
            standing[0].position,
            tuple(standing[1:]),
            ("places",),
            self._count(card),
            stored_with=lost,
        )

    def _matched(self, old: Old, new: New, match: Match, *, is_sure: bool) -> Item:
        card = old.card
        at = next((n for n, draft in enumerate(new.drafts) if draft.path == card.path), 0)
        draft, position = new.drafts[at], new.positions[at]
        held = () if old.is_absent else self._unread_places(card)
        stored_with = ""
        if held and held[0].path == card.path:
            stored_with = draft.path
            draft, position, held = _draft_at(card, held[0]), card.position, held[1:]
        others = (*_places_beside(new, draft.path), *held)
        changes = self._changes(card, draft, position, others)
        fate = _fate(old, changes, draft) if is_sure else Fate.DOUBTFUL
        return Item(
            fate,
            match.reason,
            draft,
            card,
            position,
            others,
            changes,
            self._count(card),
            is_rewritten="answer" in changes and self._is_rewritten(card, draft),
            stored_with=stored_with,
        )

    def _unread_places(self, card: Card) -> tuple[Place, ...]:
        return tuple(p for p in places_of(card) if p.path not in self.read and p.path not in self.gone)

    def _changes(self, card: Card, draft: CardDraft, position: int, others: tuple[Place, ...]) -> tuple[str, ...]:
        deck = self.deck_of(draft)
        pairs = {
            "question": (card.question, draft.question),
            "answer": (card.answer, draft.answer),
            "options": (card.options, draft.options),
            "data": (dict(card.data), dict(draft.data)),
            "tags": (card.tags, tuple(dict.fromkeys((*draft.tags, *card.own_tags)))),
            "file": (card.path, draft.path),
            "heading": (card.context, draft.context),
            "places": ({(p.path, p.context) for p in card.others}, {(p.path, p.context) for p in others}),
            "deck": (card.deck, deck or card.deck),
            "line": ((card.line, card.position, {*card.others}), (draft.line, position, {*others})),
            "kind": (
                (card.kind, card.sibling, card.author_id, card.confidence),
                (draft.kind, draft.sibling, draft.author_id, draft.confidence),
            ),
        }
        return tuple(name for name, (before, now) in pairs.items() if before != now)

    def _is_rewritten(self, card: Card, draft: CardDraft) -> bool:
        before, now = text_of(card).answer, text_of(draft).answer
        return answer_likeness(before, now, self.matching.measure) < RECOGNISABLE

    def _has_history(self, card: Card) -> bool:
        touched = card.state is not CardState.ACTIVE or card.is_flagged
        return touched or self.reviews is None or self.reviews.get(card.id, 0) > 0

    def _count(self, card: Card) -> int:
        return self.reviews.get(card.id, 0) if self.reviews else 0


def _fate(old: Old, changes: Collection[str], draft: CardDraft) -> Fate:
    """The strongest of what happened to a matched card."""
    if old.is_absent:
        return Fate.REVIVED
    if old.question != text_key(draft.question):
        return Fate.REWORDED
    if _EDITS.intersection(changes):
        return Fate.EDITED
    return Fate.MOVED if _MOVES.intersection(changes) else Fate.UNCHANGED


def _places_beside(new: New, path: str) -> tuple[Place, ...]:
    """The first place of a card in each file but `path`."""
    found: dict[str, Place] = {}
    for draft, position in zip(new.drafts, new.positions, strict=True):
        if draft.path != path:
            found.setdefault(draft.path, Place(draft.path, draft.line, position, draft.context))
    return tuple(found.values())


def _draft_at(card: Card, place: Place) -> CardDraft:
    """The card as it reads in a place that was not looked at now; in another file it belongs to that file's deck."""
    return CardDraft(
        question=card.question,
        answer=card.answer,
        path=place.path,
        line=place.line,
        end_line=place.line,
        kind=card.kind,
        confidence=card.confidence,
        context=place.context,
        options=card.options,
        tags=tuple(tag for tag in card.tags if tag not in card.own_tags),
        deck=card.deck if place.path == card.path else "",
        sibling=card.sibling,
        author_id=card.author_id,
        data=card.data,
    )
