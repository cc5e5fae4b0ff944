"""hashcards' database: it keeps no texts, only hashes of them with their reviews, which go to the cards of your notes.

A card is found by working out its hash from the note as hashcards does. Its schedules are FSRS's own and are made
again by this home's rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from quizzer.domain.cards import Card
from quizzer.domain.plain_text import clean, counted
from quizzer.domain.reviews import Grade
from quizzer.errors import NoteError
from quizzer.notes.hashcards_hash import HashedCard, hashes
from quizzer.services.clock import Clock
from quizzer.services.elsewhere.database import opened
from quizzer.services.elsewhere.history import Collected, Showing
from quizzer.store.reading import Reader

GRADES = {"forgot": Grade.AGAIN, "hard": Grade.HARD, "good": Grade.GOOD, "easy": Grade.EASY}
MOST_NOTE_BYTES = 16 * 2**20


def collect(path: Path, reader: Reader | None, clock: Clock) -> Collected:
    """The reviews of cards whose notes have been imported into this home, and what cannot be matched.

    NoteError when the database is damaged, or when no note of it has been imported yet.
    """
    showings, left_behind = _showings(path, clock)
    matched, unread = find_cards(reader) if reader is not None else ({}, [])
    by_hash: dict[str, list[Showing]] = defaultdict(list)
    for one in showings:
        by_hash[one.author_id].append(one)
    unknown = {key: ones for key, ones in by_hash.items() if key not in matched}
    if by_hash and len(unknown) == len(by_hash):
        raise NoteError(
            f"none of the {counted(len(by_hash), 'card')} reviewed in it stands in a note that was imported",
            source=str(path),
            hint="hashcards keeps no texts: import the folder of its notes first, then this file again",
        )
    left_behind += [f"note {clean(name)}: cannot be read now, its cards are not matched" for name in unread]
    left_behind += [
        f"card {key[:12]}: its text is in no imported note; {counted(len(ones), 'review')}, the last on "
        f"{clock.local(max(one.instant for one in ones)).date()}"
        for key, ones in unknown.items()
    ]
    known = tuple(one for one in showings if one.author_id in matched)
    return Collected(None, (), known, left_behind=tuple(left_behind), matched=matched)


def _showings(path: Path, clock: Clock) -> tuple[list[Showing], list[str]]:
    found: list[Showing] = []
    damaged = 0
    with opened(path) as connection:
        for row in connection.execute("SELECT card_hash, reviewed_at, grade FROM reviews ORDER BY rowid"):
            try:
                key = str(row["card_hash"]).lower()
                instant = clock.instant_of(datetime.fromisoformat(row["reviewed_at"]))
                grade = GRADES[str(row["grade"]).lower()]
            except (TypeError, ValueError, KeyError, OverflowError, OSError):
                damaged += 1
                continue
            found.append(Showing(key, instant, int(grade), f"hashcards{clean(key)[:16]}"))
    return found, [f"{counted(damaged, 'review')}: no time or no grade that hashcards writes"] if damaged else []


def find_cards(reader: Reader) -> tuple[dict[str, Card], list[str]]:
    """The cards of this home by the hash that hashcards gives them, and the notes that cannot be read now."""
    by_place: dict[tuple[str, int], list[Card]] = defaultdict(list)
    for card in reader.all_cards():
        for path, line in ((card.path, card.line), *((place.path, place.line) for place in card.others)):
            if path:
                by_place[path, line].append(card)
    matched: dict[str, Card] = {}
    unread: list[str] = []
    for path in dict.fromkeys(path for path, _ in by_place):
        file = Path(path)
        if not file.is_absolute() or file.suffix.lower() != ".md":
            continue
        try:
            if file.stat().st_size > MOST_NOTE_BYTES:
                continue
            text = file.read_bytes().decode("utf-8")
        except (OSError, ValueError):
            unread.append(path)
            continue
        matched |= _match(hashes(text), {line: cards for (name, line), cards in by_place.items() if name == path})
    return matched, unread


def _match(found: Mapping[str, HashedCard], at: Mapping[int, list[Card]]) -> dict[str, Card]:
    matched: dict[str, Card] = {}
    for key, wanted in found.items():
        cards = at.get(wanted.line, [])
        if wanted.hidden:
            cards = [card for card in cards if _hidden(card) == wanted.hidden][wanted.place :]
        if cards:
            matched[key] = cards[0]
    return matched


def _hidden(card: Card) -> str:
    return card.answer.split("\n\n")[0].strip()
