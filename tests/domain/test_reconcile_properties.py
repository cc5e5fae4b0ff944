from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.cards import Card, CardDraft, CardState
from quizzer.domain.plan import Decision, Fate, Plan, after
from quizzer.domain.reconcile import reconcile
from tests.domain.test_reconcile import measure

SUBJECTS = ("attention", "dropout", "quantisation", "batching", "pre-norm", "post-norm", "the encoder", "the decoder")
NEEDS = ("scaling", "masking", "caching", "warm-up", "24 layers", "48 layers", "a schedule", "no schedule")
WORDS = [
    "keys",
    "values",
    "heads",
    "tokens",
    "layers",
    "memory",
    "gradient",
    "softmax",
    "weight",
    "cost",
    "long",
    "short",
    "grows",
    "falls",
    "each",
    "every",
    "over",
    "before",
    "after",
    "because",
]

choices = st.integers(0, 10_000)


@dataclass(frozen=True)
class Written:
    """A card as its author sees it; `meaning` is what the author knows and the program does not."""

    meaning: int
    heading: str
    question: str
    answer: str
    copied_from: int = -1


@dataclass
class Author:
    """A person with a few notes, who edits them at random."""

    notes: dict[str, list[Written]] = field(default_factory=lambda: {"a.md": [], "b.md": []})
    deleted: list[tuple[str, Written]] = field(default_factory=list)
    meanings: itertools.count[int] = field(default_factory=itertools.count)
    taken: set[str] = field(default_factory=set)
    sentences: itertools.count[int] = field(default_factory=itertools.count)
    said: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def everything(self) -> list[tuple[str, int]]:
        return [(path, at) for path, cards in self.notes.items() for at in range(len(cards))]

    def edit(self, kind: str, where: int, what: int) -> None:
        places = self.everything()
        if kind == "write" or not places:
            self.write(where, what)
        else:
            path, at = places[where % len(places)]
            getattr(self, kind)(path, at, what)

    def write(self, where: int, what: int) -> None:
        path = list(self.notes)[where % len(self.notes)]
        question = f"Why does {SUBJECTS[what % 8]} need {NEEDS[what // 8 % 8]}?"
        self.put(path, where // 3, f"Part {where % 3}", question, self.sentence(what))

    def put(self, path: str, at: int, heading: str, question: str, answer: str, source: int = -1) -> None:
        if question not in self.taken:
            self.taken.add(question)
            card = Written(next(self.meanings), heading, question, answer, source)
            self.notes[path].insert(at % (len(self.notes[path]) + 1), card)
            self.said[card.meaning].add(answer)

    def sentence(self, seed: int) -> str:
        """Words that are met again and again, and one of its own."""
        common = [WORDS[(seed * 7 + step * step * (seed % 5 + 1)) % len(WORDS)] for step in range(3 + seed % 9)]
        own = "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(100 + next(self.sentences)))
        return " ".join([*common, own]) + "."

    def change(self, path: str, at: int, **texts: str) -> None:
        card = self.notes[path][at]
        question = texts.get("question", card.question)
        if question == card.question or question not in self.taken:
            self.taken.add(question)
            self.notes[path][at] = replace(card, **texts)
            self.said[card.meaning].add(self.notes[path][at].answer)

    def mistype(self, path: str, at: int, what: int) -> None:
        card = self.notes[path][at]
        spots = [n for n in range(12, len(card.question) - 2) if card.question[n - 2 : n + 2].isalpha()]
        if spots:
            n = spots[what % len(spots)]
            self.change(path, at, question=card.question[:n] + card.question[n + 1 :])

    def ask_otherwise(self, path: str, at: int, what: int) -> None:
        card = self.notes[path][at]
        opening = ("Explain: ", "Please say ", "Briefly: ")[what % 3]
        self.change(path, at, question=opening + card.question[0].lower() + card.question[1:])

    def rephrase(self, path: str, at: int, what: int) -> None:
        self.change(path, at, question=f"In {WORDS[what % len(WORDS)]} terms, {self.notes[path][at].question}")

    def edit_answer(self, path: str, at: int, what: int) -> None:
        self.change(path, at, answer=self.notes[path][at].answer + " " + self.sentence(what))

    def rewrite_answer(self, path: str, at: int, what: int) -> None:
        self.change(path, at, answer=self.sentence(what))

    def swap_answers(self, path: str, at: int, what: int) -> None:
        """Swap, but give no copy an answer that its source ever had: that would be its source reworded."""
        other = what % len(self.notes[path])
        mine, theirs = self.notes[path][at], self.notes[path][other]
        if theirs.answer not in self.said[mine.copied_from] and mine.answer not in self.said[theirs.copied_from]:
            self.change(path, at, answer=theirs.answer)
            self.change(path, other, answer=mine.answer)

    def copy_for_another(self, path: str, at: int, what: int) -> None:
        """Copy a card beside itself and make it ask and say something else."""
        card = self.notes[path][at]
        question = card.question.replace(" need ", f" need {WORDS[what % len(WORDS)]} or ")
        self.put(path, at, card.heading, question, f"not {card.answer} {self.sentence(what)}", card.meaning)

    def replace_by_another(self, path: str, at: int, what: int) -> None:
        self.copy_for_another(path, at, what)
        if self.notes[path][at + 1 :]:
            self.delete(path, at + 1, what)

    def delete(self, path: str, at: int, what: int) -> None:
        self.deleted.append((path, self.notes[path].pop(at)))

    def bring_back(self, path: str, at: int, what: int) -> None:
        if self.deleted:
            home, card = self.deleted.pop(what % len(self.deleted))
            self.notes.setdefault(home, []).append(card)

    def move(self, path: str, at: int, what: int) -> None:
        card = self.notes[path].pop(at)
        target = list(self.notes)[what % len(self.notes)]
        self.notes[target].insert(what % (len(self.notes[target]) + 1), card)

    def rename_heading(self, path: str, at: int, what: int) -> None:
        old = self.notes[path][at].heading
        self.notes[path] = [replace(c, heading=f"Chapter {what}") if c.heading == old else c for c in self.notes[path]]

    def rename_file(self, path: str, at: int, what: int) -> None:
        if f"{what}.md" not in self.notes:
            self.notes[f"{what}.md"] = self.notes.pop(path)

    def shuffle(self, path: str, at: int, what: int) -> None:
        self.notes[path].sort(key=lambda card: hash((what, card.meaning)))

    def drafts(self) -> list[CardDraft]:
        return [
            CardDraft(card.question, card.answer, path, at * 3 + 1, at * 3 + 2, context=(card.heading,))
            for path, cards in self.notes.items()
            for at, card in enumerate(cards)
        ]

    def meaning_of(self, card: Card) -> set[int]:
        return {
            w.meaning for w in self.notes.get(card.path, []) if (w.question, w.answer) == (card.question, card.answer)
        }


KINDS = [
    "write", "mistype", "ask_otherwise", "rephrase", "edit_answer", "rewrite_answer", "swap_answers", "copy_for_another",
    "replace_by_another", "delete", "bring_back", "move", "rename_heading", "rename_file", "shuffle",
]  # fmt: skip


@dataclass
class Keeper:
    """A store of cards, and for each the meaning that it was learnt for."""

    cards: dict[str, Card] = field(default_factory=dict)
    learnt: dict[str, int] = field(default_factory=dict)
    ids: itertools.count[int] = field(default_factory=itertools.count)

    def take_in(self, author: Author, *, asks: bool) -> Plan:
        read = {*author.notes, *(card.path for card in self.cards.values())}
        plan = reconcile(self.cards.values(), author.drafts(), measure, read=read)
        if asks:
            plan = plan.decided(
                {
                    item.card.id: Decision.SAME if self.is_same(author, item.card, item.draft) else Decision.PARK
                    for item in plan.items
                    if item.fate is Fate.DOUBTFUL and item.card and item.draft
                }
            )
        plan = plan.settled()
        for item in plan.items:
            card = after(item, lambda: str(next(self.ids)), "deck")
            self.cards[card.id] = card
            if item.fate is Fate.NEW:
                (self.learnt[card.id],) = author.meaning_of(card)
        return plan

    def is_same(self, author: Author, card: Card, draft: CardDraft) -> bool:
        now = replace(card, path=draft.path, question=draft.question, answer=draft.answer)
        return self.learnt[card.id] in author.meaning_of(now)


edits = st.lists(st.tuples(st.sampled_from(KINDS), choices, choices), min_size=1, max_size=4)
beginnings = st.lists(st.tuples(choices, choices), min_size=1, max_size=12)


@pytest.mark.parametrize("asks", [True, False])
@settings(max_examples=120)
@given(beginnings=beginnings, sittings=st.lists(edits, min_size=1, max_size=4))
def test_every_review_belongs_to_the_card_whose_question_it_answered_or_to_a_parked_one(
    asks: bool, beginnings: list[tuple[int, int]], sittings: list[list[tuple[str, int, int]]]
) -> None:
    author, keeper = Author(), Keeper()
    for where, what in beginnings:
        author.write(where, what)
    keeper.take_in(author, asks=asks)
    for sitting in sittings:
        known = set(keeper.cards)
        for kind, where, what in sitting:
            author.edit(kind, where, what)
        keeper.take_in(author, asks=asks)
        assert known <= set(keeper.cards)
        standing = [card for card in keeper.cards.values() if card.state is not CardState.PARKED]
        for card in standing:
            assert keeper.learnt[card.id] in author.meaning_of(card), (card, author.notes)
        assert len(standing) == len(author.everything())
        assert all(item.changes_nothing for item in keeper.take_in(author, asks=asks).items)
