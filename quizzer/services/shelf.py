"""The shelf: what the files of an import gave. A few stay in memory; many are put aside on the disk.

Of many, only those drafts are compared that another draft or a kept card may be; the rest is new whatever comes, is
counted, and is read again file by file when it is shown or stored.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from quizzer.domain.apart import Nothing, Placed, placed
from quizzer.domain.cards import Card, CardDraft, Reading, Source, question_key
from quizzer.domain.plan import Item, new_item

if TYPE_CHECKING:
    from quizzer.store.intake import Intake
    from quizzer.store.spool import Spool

HELD_CARDS = 2_000
"""So many cards as read are held in memory."""
FILES_AT_ONCE = 200
"""So many files are looked up in the store at once."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One note file with what it gave."""

    source: Source
    reading: Reading

    @property
    def is_named(self) -> bool:
        """Whether the person named this very file."""
        return self.source.root == self.source.path


class Shelf:
    """Files with what they gave, in the order in which they were read."""

    def __init__(self, files: Sequence[ReadFile] = (), held_cards: int | None = None) -> None:
        self._held = list(files)
        self._held_cards = HELD_CARDS if held_cards is None else held_cards
        self._cards = sum(len(file.reading.drafts) for file in files)
        self._spool: Spool[tuple[Source, bool], Reading] | None = None
        self._starts = array("L")
        """Of each file that was put aside, the number of its first draft."""

    @property
    def is_aside(self) -> bool:
        """Whether the files were too many to be held in memory."""
        return self._spool is not None

    def __len__(self) -> int:
        return len(self._held) if self._spool is None else len(self._spool)

    def __iter__(self) -> Iterator[ReadFile]:
        if self._spool is None:
            return iter(self._held)
        return map(self._at, range(len(self._spool)))

    def _at(self, index: int) -> ReadFile:
        assert self._spool is not None
        (source, _), reading = self._spool.at(index)
        return ReadFile(source, reading)

    def sources(self) -> Iterator[Source]:
        """The files alone, but those that were refused."""
        if self._spool is None:
            return (file.source for file in self._held if not file.reading.is_refused)
        return (source for source, is_refused in self._spool.names() if not is_refused)

    def put(self, file: ReadFile) -> None:
        """Add a file."""
        number, self._cards = self._cards, self._cards + len(file.reading.drafts)
        if self._spool is not None:
            self._put_aside(self._spool, file, number)
            return
        self._held.append(file)
        if self._cards > self._held_cards:
            from quizzer.store.spool import Spool

            self._spool, number = Spool(), 0
            for each in self._held:
                self._put_aside(self._spool, each, number)
                number += len(each.reading.drafts)
            self._held.clear()

    def _put_aside(self, spool: Spool[tuple[Source, bool], Reading], file: ReadFile, number: int) -> None:
        from quizzer.domain.matching import keys_of

        self._starts.append(number)
        spool.put((file.source, file.reading.is_refused), file.reading)
        keys = (keys_of(draft) for draft in file.reading.drafts)
        spool.put_keys(
            [
                (each, hash(question), int.from_bytes(identity[:8], "big", signed=True))
                for each, (question, identity, _) in enumerate(keys, number)
            ]
        )

    def placed(self, numbers: Collection[int]) -> Iterator[Placed]:
        """The drafts with these numbers, of files that were put aside, in the order of the notes."""
        wanted = sorted(numbers)
        for index, group in groupby(wanted, lambda number: bisect_right(self._starts, number) - 1):
            start, drafts = self._starts[index], self._at(index).reading.drafts
            for number in group:
                yield Placed(number, number - start, drafts[number - start])

    def drafts(self) -> Iterator[CardDraft]:
        """Every card as read, in the order of the notes."""
        return (draft for file in self for draft in file.reading.drafts)

    def candidates(self, repository: Intake, paths: Collection[str]) -> list[Card]:
        """The kept cards that the drafts may turn out to be; `paths` are all files that were read, or are gone."""
        if self._spool is None:
            drafts = list(self.drafts())
            return repository.candidates(
                paths, {question_key(draft.question) for draft in drafts}, {draft.author_id for draft in drafts}
            )
        if not repository.has_cards():
            return []
        found = {card.id: card for card in repository.candidates((), (), ())}
        files, names = iter(self), iter(paths)
        while any(some := (list(islice(files, FILES_AT_ONCE)), list(islice(names, FILES_AT_ONCE)))):
            drafts = [draft for file in some[0] for draft in file.reading.drafts]
            keys = {question_key(draft.question) for draft in drafts}
            cards = repository.candidates(some[1], keys, {draft.author_id for draft in drafts}, is_loose=False)
            found |= {card.id: card for card in cards if card.id not in found}
        return list(found.values())

    def sift(self, known: Collection[Card]) -> tuple[Iterator[Placed], Aside | Nothing]:
        """The drafts to compare, and those that need not be."""
        if self._spool is None:
            return placed(self.drafts()), Nothing()
        from quizzer.domain.contradictions import STOCK

        aside = Aside(self, self._spool.not_alone(STOCK - 1) | self._near(known), self._cards)
        return aside.met(), aside

    def _near(self, known: Collection[Card]) -> set[int]:
        """The drafts of every file in which a kept card stands, or may stand by its question or its author's id."""
        found: set[int] = set()
        if not known:
            return found
        from quizzer.domain.identity import text_key
        from quizzer.domain.matching import places_of

        questions = {text_key(card.question) for card in known}
        authors = {card.author_id for card in known} - {""}
        paths = {place.path for card in known for place in places_of(card)}
        number = 0
        for file in self:
            drafts = file.reading.drafts
            if file.source.path in paths or any(
                draft.author_id in authors or text_key(draft.question) in questions for draft in drafts
            ):
                found.update(range(number, number + len(drafts)))
            number += len(drafts)
        return found


class Aside:
    """The drafts of a shelf that are apart: each is new, unless it is brought in."""

    def __init__(self, shelf: Shelf, met: set[int], count: int) -> None:
        self._shelf = shelf
        self._met = met
        self._count = count

    def __len__(self) -> int:
        return self._count - len(self._met)

    def bring(self, number: int) -> None:
        """Take one out, because it may be a kept card reworded."""
        self._met.add(number)

    def __iter__(self) -> Iterator[Placed]:
        number = 0
        for file in self._shelf:
            for position, draft in enumerate(file.reading.drafts):
                if number not in self._met:
                    yield Placed(number, position, draft)
                number += 1

    def met(self) -> Iterator[Placed]:
        """Those that are compared."""
        return self._shelf.placed(self._met)

    def with_files(self) -> Iterator[tuple[ReadFile, list[Item]]]:
        """Every file with the lines of its cards that are apart."""
        number = 0
        for file in self._shelf:
            drafts = file.reading.drafts
            yield (
                file,
                [
                    new_item(draft, position)
                    for position, draft in enumerate(drafts)
                    if number + position not in self._met
                ],
            )
            number += len(drafts)
