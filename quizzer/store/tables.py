"""The tables as SQLModel classes: rows, keys, checks. Validation of what goes in belongs to the domain.

Instants are milliseconds since 1970 in UTC, study days ISO dates, structured values JSON text. Reviews and
schedules belong to a learner, so that a shared database can hold several; the embedded one has learner 1.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, text
from sqlmodel import Field, SQLModel

DEFAULT_LEARNER = 1


class MetaRow(SQLModel, table=True):
    """One fact about the file itself: the device id, when it was last checked."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class LearnerRow(SQLModel, table=True):
    """Somebody who learns."""

    __tablename__ = "learners"

    id: int | None = Field(default=None, primary_key=True)
    name: str


class BatchRow(SQLModel, table=True):
    """One import, merge or edit: what one undo takes back."""

    __tablename__ = "batches"

    id: str = Field(primary_key=True)
    kind: str
    made_at: int
    title: str
    summary: str = "{}"
    undone_at: int | None = None


class ChangeRow(SQLModel, table=True):
    """One row that a batch changed, as it was before and after (JSON; null where it was not there)."""

    __tablename__ = "batch_changes"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: str = Field(foreign_key="batches.id", index=True)
    relation: str
    row_id: str
    before: str | None = None
    after: str | None = None


class SourceRow(SQLModel, table=True):
    """A note file, as it was when last read."""

    __tablename__ = "sources"

    id: str = Field(primary_key=True)
    path: str = Field(unique=True)
    root: str
    """What the person named on the command line: the file itself, or the folder it was found in."""
    deck: str
    named_deck: str
    """What the note itself named; `deck` differs from it when the person renamed the deck."""
    content_hash: str
    size: int
    mtime_ns: int
    is_bundled: bool = False
    is_gone: bool = False
    is_confirmed: bool = False
    read_at: int


class CardRow(SQLModel, table=True):
    """A card with its place in the notes."""

    __tablename__ = "cards"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'suspended', 'parked')", name="card_state"),
        Index("cards_by_key", "question_key"),
        Index("cards_by_source", "source_id", "position"),
        Index("cards_by_deck", "deck", "state", "is_unseen", "buried_until"),
        Index("cards_by_sibling", "sibling", sqlite_where=text("sibling <> ''")),
        Index("cards_by_author", "author_id", sqlite_where=text("author_id <> ''")),
        Index("cards_parked", "merged_into", sqlite_where=text("state = 'parked'")),
        Index(
            "cards_unseen", "is_bundled", "deck", "source_id", "position", "id", "buried_until",
            sqlite_where=text("state = 'active' AND is_unseen = 1"),
        ),
    )  # fmt: skip

    number: int | None = Field(default=None, primary_key=True)
    """Counts the cards as they came; the search index refers to it."""
    id: str = Field(unique=True)
    source_id: str | None = Field(default=None, foreign_key="sources.id")
    deck: str
    kind: str
    state: str = "active"
    buried_until: str | None = None
    is_flagged: bool = False
    is_bundled: bool = False
    is_unseen: bool = True
    """Kept by triggers: no schedule exists yet."""
    question: str
    answer: str
    question_key: str
    """`domain.cards.question_key`: what exact matching compares."""
    context: str = "[]"
    options: str = "[]"
    tags: str = "[]"
    own_tags: str = "[]"
    """Tags given in quizzer, which the note does not carry."""
    sibling: str = ""
    author_id: str = ""
    confidence: str = "sure"
    data: str = "{}"
    position: int = 0
    line: int = 0
    returns_as: str | None = None
    """Of a card parked because its text was gone: the state that it takes again with the text."""
    created_at: int
    updated_at: int
    merged_into: str | None = Field(default=None, foreign_key="cards.id")
    """The card that took over this one's history."""


class PlaceRow(SQLModel, table=True):
    """A further place of a card whose text stands in more than one note."""

    __tablename__ = "places"

    card_id: str = Field(primary_key=True, foreign_key="cards.id")
    source_id: str = Field(primary_key=True, foreign_key="sources.id", index=True)
    line: int
    position: int
    context: str = "[]"


class StubRow(SQLModel, table=True):
    """A question that its note does not answer yet."""

    __tablename__ = "stubs"

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(foreign_key="sources.id", index=True)
    question: str
    context: str = "[]"
    line: int
    end_line: int


class ReviewRow(SQLModel, table=True):
    """One entry of the review log; never changed, never deleted."""

    __tablename__ = "reviews"
    __table_args__ = (
        Index("reviews_by_card", "learner_id", "card_id", "id"),
        Index("reviews_by_day", "learner_id", "study_day"),
        Index("reviews_by_device", "device", "sequence"),
        Index("reviews_cancels", "cancels", "id", sqlite_where=text("entry = 'cancel'")),
        CheckConstraint("quality BETWEEN 0 AND 5", name="review_quality"),
    )

    id: str = Field(primary_key=True)
    learner_id: int = Field(foreign_key="learners.id")
    card_id: str = Field(foreign_key="cards.id")
    deck: str
    device: str
    sequence: int
    reviewed_at: int
    offset_minutes: int
    study_day: str
    quality: int
    entry: str
    elapsed_ms: int = 0
    scheduler: str
    scheduler_version: str
    shift: int = 0
    cancels: str | None = None
    before: str | None = None
    after: str | None = None
    answer: str = "{}"
    checksum: str


class ScheduleRow(SQLModel, table=True):
    """The fold of one card's log: a cache that `doctor --rebuild` makes again. Cards never reviewed have none.

    `deck`, `is_askable` and `buried_until` repeat the card's own, kept by triggers, so that the queue and the
    counts by deck each need one index and no join.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        Index(
            "schedules_queue", "learner_id", "interval", "due", "card_id", sqlite_where=text("is_askable = 1")
        ),
        Index("schedules_by_deck", "learner_id", "deck", "due", "buried_until", sqlite_where=text("is_askable = 1")),
        Index("schedules_by_due", "learner_id", "due", "buried_until", sqlite_where=text("is_askable = 1")),
        Index("schedules_repeats", "learner_id", "repeat_on", sqlite_where=text("repeat_on IS NOT NULL")),
    )  # fmt: skip

    learner_id: int = Field(primary_key=True, foreign_key="learners.id")
    card_id: str = Field(primary_key=True, foreign_key="cards.id")
    deck: str
    is_askable: bool = True
    buried_until: str | None = None
    due: str
    last_day: str
    repetition: int
    interval: int
    ease: int
    lapses: int
    repeat_on: str | None = None
    stability: float | None = None
    difficulty: float | None = None
    scheduler: str = "sm2"


class Tallied(SQLModel):
    """Sums over showings: the figures of `domain.stats.Tally`."""

    showings: int = 0
    unseen: int = 0
    """First showings."""
    young: int = 0
    """Due showings with an interval under 21 days."""
    young_passed: int = 0
    mature: int = 0
    mature_passed: int = 0
    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    elapsed_ms: int = 0


class DayRow(Tallied, table=True):
    """What one study day brought in one deck; kept in the review's own transaction, as the other sums are."""

    __tablename__ = "days"

    learner_id: int = Field(primary_key=True, foreign_key="learners.id")
    study_day: str = Field(primary_key=True)
    deck: str = Field(primary_key=True)


class CardSumRow(Tallied, table=True):
    """What the showings of one card add up to; of a merged card, those under its own id."""

    __tablename__ = "card_sums"

    learner_id: int = Field(primary_key=True, foreign_key="learners.id")
    card_id: str = Field(primary_key=True, foreign_key="cards.id")


class SlipSumRow(SQLModel, table=True):
    """Judged tries of one card at one function with one slip, the slip empty where none was made."""

    __tablename__ = "slip_sums"

    learner_id: int = Field(primary_key=True, foreign_key="learners.id")
    card_id: str = Field(primary_key=True, foreign_key="cards.id")
    function: str = Field(primary_key=True)
    slip: str = Field(primary_key=True)
    tries: int


class RoundRow(SQLModel, table=True):
    """A dated interview with its topics."""

    __tablename__ = "rounds"

    id: str = Field(primary_key=True)
    learner_id: int = Field(foreign_key="learners.id")
    name: str
    day: str
    minutes: int
    topics: str = "[]"
    created_at: int


CARDS: Table = CardRow.__table__  # type: ignore[attr-defined]
SOURCES: Table = SourceRow.__table__  # type: ignore[attr-defined]
STUBS: Table = StubRow.__table__  # type: ignore[attr-defined]
REVIEWS: Table = ReviewRow.__table__  # type: ignore[attr-defined]
ROUNDS: Table = RoundRow.__table__  # type: ignore[attr-defined]
SCHEDULES: Table = ScheduleRow.__table__  # type: ignore[attr-defined]
"""What queries of SQLAlchemy Core are made over."""
