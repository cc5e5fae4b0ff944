"""The plan of an import: what would become of each card, why, and what a person still has to decide.

A plan is made by `quizzer.domain.reconcile` and only looked at and narrowed here; nothing is stored until it is
settled. `after` says what a settled item makes of its card, so that a store only has to write it down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from quizzer.domain.cards import Card, CardDraft, CardState, Place, Problem
from quizzer.domain.members import at_hand

PARK_LIMIT = 0.20
"""The share of a deck's cards that an import parks without asking."""


@at_hand
class Fate(StrEnum):
    """What an import makes of one card, in the order of a report."""

    NEW = "new"
    EDITED = "edited"
    """The same question; its answer, options or spelling changed."""
    MOVED = "moved"
    """Another file, heading, or number of places; the text is the same."""
    REWORDED = "reworded"
    """Another question text, recognised as the same card."""
    REVIVED = "revived"
    """Was parked because its text was gone, and is back."""
    PARKED = "parked"
    """Gone from the notes: not asked any more, history kept."""
    DETACHED = "detached"
    """Gone from the notes, and kept by hand because the person said so."""
    DOUBTFUL = "doubtful"
    """Perhaps the same card: a person decides."""
    REFUSED = "refused"
    """A file, or one card of it, that could not be read."""
    UNCHANGED = "unchanged"


class Decision(StrEnum):
    """What a person may say to a doubtful item."""

    SAME = "same"
    """One card: the history goes on under the new text."""
    NEW = "new"
    """Two cards: the new one starts fresh, the old one stays although the notes no longer hold it."""
    PARK = "park"
    """Two cards: the new one starts fresh, the old one is parked with its history."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a plan."""

    fate: Fate
    reason: str
    """Why, in words for a person."""
    draft: CardDraft | None = None
    """The card as it reads now; None when it is gone, or was refused."""
    card: Card | None = None
    """The card as kept; None for a new one."""
    position: int = 0
    """Place of the draft among the cards of its note, from 0."""
    others: tuple[Place, ...] = ()
    """Further places of the same question and answer."""
    changes: tuple[str, ...] = ()
    """What differs from the card as kept: `question`, `answer`, `options`, `file`, `heading`, `places` and so on."""
    reviews: int = 0
    """Showings in the history that hangs on this decision."""
    is_rewritten: bool = False
    """Whether the answer changed beyond recognition: what was learnt is no longer what is asked."""
    decision: Decision | None = None
    """Of a doubtful item: what the person said; None while it is open."""
    problem: Problem | None = None
    """Of a refused item: what was wrong."""
    stored_with: str = ""
    """The file whose reading led to this, where that is not the file in which the card stands."""

    @property
    def path(self) -> str:
        """The file that this line is shown under, and with which it is stored."""
        if self.stored_with:
            return self.stored_with
        if self.draft is not None:
            return self.draft.path
        if self.card is not None:
            return self.card.path
        return self.problem.path if self.problem is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether a person still has to decide."""
        return self.fate is Fate.DOUBTFUL and self.decision is None

    @property
    def changes_nothing(self) -> bool:
        """Whether storing this item would write nothing."""
        return self.fate is Fate.REFUSED or (self.fate is Fate.UNCHANGED and not self.changes)


def new_item(draft: CardDraft, position: int, others: tuple[Place, ...] = ()) -> Item:
    """The line of a card that is not known yet."""
    return Item(Fate.NEW, "not known yet", draft, position=position, others=others)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What the author may want to mend: the same question with different answers in two places."""
    withheld: tuple[Item, ...] = ()
    """Cards whose text is gone and that stay as they are, because too many of one deck would be parked at once."""
    apart: int = 0
    """New cards that nothing else is like; they are not among the items, and are stored all the same."""

    def count(self) -> Counter[Fate]:
        """How many cards have each fate."""
        counts = Counter(item.fate for item in self.items)
        if self.apart:
            counts[Fate.NEW] += self.apart
        return counts

    def by_file(self) -> dict[str, list[Item]]:
        """The items of each file, files and items in the order of the plan."""
        files: dict[str, list[Item]] = {}
        for item in self.items:
            files.setdefault(item.path, []).append(item)
        return files

    def decided(self, decisions: Mapping[str, Decision]) -> Plan:
        """The plan with decisions for doubtful items, by the id of the card that each is about."""
        return replace(
            self,
            items=tuple(
                replace(item, decision=decisions[item.card.id])
                if item.fate is Fate.DOUBTFUL and item.card is not None and item.card.id in decisions
                else item
                for item in self.items
            ),
        )

    def settled(self) -> Plan:
        """The plan without doubtful items: each is carried out as decided.

        One that nobody decided on parks the old card and starts the new one fresh: no history is given away, and
        merging the two later brings it back.
        """
        return replace(self, items=tuple(part for item in self.items for part in _carry_out(item)))


def _carry_out(item: Item) -> Iterable[Item]:
    if item.fate is not Fate.DOUBTFUL:
        return (item,)
    if item.decision is Decision.SAME:
        back = item.card is not None and item.card.state is CardState.PARKED
        return (replace(item, fate=Fate.REVIVED if back else Fate.REWORDED, reason="you said it is the same card"),)
    fresh = replace(
        item,
        fate=Fate.NEW,
        card=None,
        changes=(),
        reviews=0,
        is_rewritten=False,
        reason="you said it is another card" if item.decision else "may be an old card; starts fresh to be safe",
    )
    return (fresh, *_leave_behind(item))


def _leave_behind(item: Item) -> Iterable[Item]:
    """What becomes of the old card of a doubtful item when it is not the new one."""
    if item.card is None or (item.card.state is CardState.PARKED and item.decision is not Decision.NEW):
        return ()
    old = replace(item, draft=None, others=(), changes=(), is_rewritten=False)
    if item.decision is Decision.NEW:
        return (replace(old, fate=Fate.DETACHED, reason="you kept it beside the new one"),)
    if item.decision is Decision.PARK:
        return (replace(old, fate=Fate.PARKED, reason="you parked it"),)
    return (replace(old, fate=Fate.PARKED, reason="not certain to be the new text; kept with its history"),)


def withhold_parking(plan: Plan, sizes: Mapping[str, int], limit: float = PARK_LIMIT) -> Plan:
    """The plan without the parkings of every deck that would lose more than `limit` of its cards at once.

    `sizes` counts the cards of each deck that are not parked now.
    """
    gone = Counter(item.card.deck for item in plan.items if item.fate is Fate.PARKED and item.card is not None)
    emptied = {deck for deck, count in gone.items() if count > limit * sizes.get(deck, 0)}
    kept: list[Item] = []
    withheld: list[Item] = []
    for item in plan.items:
        is_held = item.fate is Fate.PARKED and item.card is not None and item.card.deck in emptied
        (withheld if is_held else kept).append(item)
    return replace(plan, items=tuple(kept), withheld=plan.withheld + tuple(withheld))


def after(item: Item, new_id: Callable[[], str], deck: str) -> Card:
    """The card as it is once a settled item has been carried out.

    `deck` is the deck of its file, empty to leave the card in its own; `new_id` gives the id of a new card. An item that touches no card, or that is
    still doubtful, is an error of the caller.
    """
    if item.fate in (Fate.PARKED, Fate.DETACHED):
        return _without_text(item)
    if item.draft is None or item.fate in (Fate.DOUBTFUL, Fate.REFUSED):
        raise ValueError(f"a plan item that is {item.fate} makes no card")
    if item.card is None:
        state = CardState.SUSPENDED if item.draft.is_suspended else CardState.ACTIVE
        return Card(new_id(), deck, state=state, **_text(item, item.draft))
    card = item.card
    return replace(
        card,
        deck=deck or card.deck,
        state=_state_with_text(card),
        returns_as=None,
        **_text(item, item.draft, card.own_tags),
    )


def _without_text(item: Item) -> Card:
    if item.card is None:
        raise ValueError("only a card that is kept can lose its text")
    card = item.card
    if item.fate is Fate.DETACHED:
        return replace(card, path="", line=0, position=0, others=(), state=_state_with_text(card), returns_as=None)
    return replace(card, others=(), state=CardState.PARKED, returns_as=_state_with_text(card))


def _state_with_text(card: Card) -> CardState:
    """The state of a card while its text stands: what it returns as, where it is parked for want of it."""
    return card.returns_as if card.state is CardState.PARKED and card.returns_as else card.state


def _text(item: Item, draft: CardDraft, own_tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a card has of its text and of where it stands."""
    return {
        "kind": draft.kind,
        "question": draft.question,
        "answer": draft.answer,
        "path": draft.path,
        "line": draft.line,
        "position": item.position,
        "context": draft.context,
        "others": item.others,
        "options": draft.options,
        "tags": tuple(dict.fromkeys((*draft.tags, *own_tags))),
        "sibling": draft.sibling,
        "author_id": draft.author_id,
        "confidence": draft.confidence,
        "data": draft.data,
    }
