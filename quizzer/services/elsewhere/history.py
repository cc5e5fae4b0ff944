"""The review log of another program as ours, and a collection stored with it: all of it or nothing.

Schedules are not taken over: they come from the replay of the log by this home's own rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quizzer.config import Home, Settings
from quizzer.domain.cards import NOTHING, Card, CardDraft, CardState, Reading, Source
from quizzer.domain.plain_text import counted
from quizzer.domain.plan import Item, Plan, withhold_parking
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import SM2, apply
from quizzer.domain.study_day import offset_minutes, study_day
from quizzer.errors import QuizzerError
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Preview, ReadFile, Shelf
from quizzer.services.rules import signature
from quizzer.store.arrivals import Arrival
from quizzer.store.repository import Repository

AHEAD = timedelta(days=1)
"""A review may lie so far ahead of the clock: another time zone. One beyond it is not believed."""
MOST_ELAPSED_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Showing:
    """One graded showing in another program."""

    author_id: str
    """Of the card, as `CardDraft.author_id` has it."""
    instant: int
    """Milliseconds since 1970 in UTC."""
    quality: int
    """0 to 5, as SM-2 has it."""
    device: str
    """What the log says wrote the entry: the program and its card, letters and digits."""
    elapsed_ms: int = 0
    is_practice: bool = False
    """Moved no schedule there: answered in a cram, or set by hand."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a file of another program holds, read and not yet stored."""

    source: Source | None
    """What its cards are kept under; None when the program keeps no texts."""
    drafts: tuple[CardDraft, ...]
    showings: tuple[Showing, ...]
    suspended: frozenset[str] = frozenset()
    """Of the cards by their author ids, those that are hidden there."""
    flagged: frozenset[str] = frozenset()
    left_behind: tuple[str, ...] = ()
    """What could not be carried over, item by item."""
    pictures: Mapping[str, bytes] = field(default_factory=lambda: NOTHING)
    matched: Mapping[str, Card] = field(default_factory=lambda: NOTHING)
    """Cards of this home by author id, where the program keeps no texts and they had to be found."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in, or would."""

    new: int
    known: int
    entries: int
    """Log entries."""
    suspended: int
    pictures: int
    left_behind: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The documented form of `quizzer import --json` for a collection of another program."""
        return {
            "new": self.new, "known": self.known, "entries": self.entries, "suspended": self.suspended,
            "pictures": self.pictures, "left_behind": list(self.left_behind),
        }  # fmt: skip


def store(home: Home, settings: Settings, clock: Clock, collected: Collected, title: str) -> Arrived:
    """Store a collection: cards new to this home are added, known ones edited, its log joined to ours."""
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    try:
        found = _compare(repository, importer, clock, collected)
        now = clock.now()

        def history(cards: Mapping[str, Card], batch_id: str) -> tuple[Sequence[Review], dict[str, dict[str, Any]]]:
            marks: dict[str, dict[str, Any]] = {}
            for names, columns in ((found.suspended, {"state": "suspended"}), (found.flagged, {"is_flagged": True})):
                for name in names & cards.keys():
                    marks.setdefault(cards[name].id, {}).update(columns)
            return to_log(found.showings, {**cards, **collected.matched}, clock, settings, batch_id), marks

        _, entries = repository.store_arrival(
            title,
            Arrival(collected.source, found.items, frozenset(found.author_ids), history),
            (now.instant, now.offset_minutes, now.day),
            importer.scheduler_for,
            signature(settings),
        )
    finally:
        repository.close()
    keep_pictures(home, collected.pictures)
    return replace(found.arrived, entries=entries)


def look(home: Home, settings: Settings, clock: Clock, collected: Collected) -> Arrived:
    """What `store` would do; nothing is stored. Entries are those of the file, known ones among them."""
    importer = Importer(home, settings, clock)
    repository = importer.repository() if home.database.exists() else None
    try:
        return _compare(repository, importer, clock, collected).arrived
    finally:
        if repository is not None:
            repository.close()


@dataclass(frozen=True, slots=True)
class _Compared:
    items: tuple[Item, ...]
    author_ids: Collection[str]
    showings: Sequence[Showing]
    suspended: Set[str]
    """Of the cards that are new to this home, those that are hidden there; those known here stay as they are."""
    flagged: Set[str]
    arrived: Arrived


def _compare(repository: Repository | None, importer: Importer, clock: Clock, collected: Collected) -> _Compared:
    by_id = {c.author_id: c for c in repository.all_cards() if c.author_id} if repository else {}
    showings, left_behind = believable(collected.showings, clock)
    drafts = collected.drafts
    items: tuple[Item, ...] = ()
    if collected.source is not None:
        file = ReadFile(collected.source, Reading(collected.source.path, drafts))
        preview = importer.compare(repository, Preview(Plan(), Shelf((file,)), read=frozenset({collected.source.path})))
        items = withhold_parking(preview.plan.settled(), preview.deck_sizes).items
    new = [draft for draft in drafts if draft.author_id not in by_id]
    taken_back = {name for name, card in by_id.items() if card.state is CardState.PARKED and card.returns_as}
    fresh = {draft.author_id for draft in new} | taken_back
    suspended = collected.suspended & fresh
    arrived = Arrived(
        len(new), len(drafts) - len(new), len(showings), len(suspended), len(collected.pictures),
        (*collected.left_behind, *left_behind),
    )  # fmt: skip
    return _Compared(
        items, {draft.author_id for draft in drafts}, showings, suspended, collected.flagged & fresh, arrived
    )


def believable(showings: Sequence[Showing], clock: Clock) -> tuple[list[Showing], list[str]]:
    """The showings that can have happened, in order of time, and one line about the others."""
    latest = clock.now().instant + AHEAD // timedelta(milliseconds=1)
    kept = [one for one in showings if 0 < one.instant <= latest]
    lost = len(showings) - len(kept)
    lines = [f"{counted(lost, 'review')}: dated before 1970 or after today"] if lost else []
    return sorted(kept, key=lambda one: (one.instant, one.device)), lines


def to_log(
    showings: Sequence[Showing], cards: Mapping[str, Card], clock: Clock, settings: Settings, batch_id: str
) -> list[Review]:
    """Showings, oldest first, as entries of our log: the first of a study day counts, later ones are its repetitions.

    `cards` are ours by author id; a showing of any other card is left out. The same showing gives the same id on every
    import.
    """
    log: list[Review] = []
    seen: set[tuple[str, object]] = set()
    counts: Counter[tuple[int, str]] = Counter()
    schedules: dict[str, Schedule | None] = defaultdict(lambda: None)
    for one in showings:
        card = cards.get(one.author_id)
        if card is None:
            continue
        zone = clock.local(one.instant).tzinfo
        assert zone is not None
        day = study_day(one.instant, zone, settings.rollover_hour)
        is_first = (card.id, day) not in seen
        entry = Entry.PRACTICE if one.is_practice else Entry.SCHEDULED if is_first else Entry.REPEAT
        if entry is Entry.SCHEDULED:
            seen.add((card.id, day))
        counts[one.instant, one.device] += 1
        entered = Review(
            id=f"{one.instant:012x}-{counts[one.instant, one.device]:08x}-{one.device}",
            card_id=card.id,
            reviewed_at=one.instant,
            offset_minutes=offset_minutes(one.instant, zone),
            study_day=day,
            quality=one.quality,
            entry=entry,
            before=schedules[card.id],
            after=None,
            deck=card.deck,
            elapsed_ms=min(max(0, one.elapsed_ms), MOST_ELAPSED_MS),
            device=one.device,
            sequence=one.instant,
            answer=MappingProxyType({"import": batch_id}),
        )
        schedules[card.id] = apply(SM2, schedules[card.id], entered)
        log.append(replace(entered, after=schedules[card.id]))
    return log


def keep_pictures(home: Home, pictures: Mapping[str, bytes]) -> None:
    """Put pictures into the home's media folder; one that is there already stays."""
    folder = home.data / "media"
    try:
        if pictures:
            folder.mkdir(parents=True, exist_ok=True)
        for name, data in pictures.items():
            target = folder / name
            if not target.exists():
                target.write_bytes(data)
    except OSError as error:
        raise QuizzerError(
            f"the cards are stored, the pictures are not: {folder}: {error.strerror}", hint="import again for them"
        ) from error


def source_of(program: str, path: Path, deck: str) -> Source:
    """What the cards of a file are kept under: its name below the program's, wherever it lies."""
    name = f"{program}/{path.name}"
    return Source(name, name, deck, "", 0, 0, named_deck=deck)
