"""Mocking: a mock interview from its questions to its report, one transaction a score."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.domain import session as rules
from quizzer.domain.candidates import Candidate, Selection, asks_again
from quizzer.domain.cards import Card, CardState, Kind
from quizzer.domain.mock import Scored, choose, quality_of
from quizzer.domain.reviews import Review
from quizzer.domain.rounds import Round
from quizzer.domain.session import Session
from quizzer.domain.turns import Turn
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.study import Desk

if TYPE_CHECKING:
    from quizzer.services.computing import Computation

MOST_FOLLOW_UPS = 2
MOST_WRITTEN = 4_000
"""Characters of each stage that the log keeps."""
NOT_SPOKEN = frozenset({Kind.CHOICE, Kind.CLOZE})
"""Kinds that nobody asks aloud."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer asks next."""

    question: str
    answer: str


@dataclass(slots=True)
class Question:
    """One question of the interview, and what the person made of it."""

    card: Card
    exercise: Exercise
    follow_ups: tuple[FollowUp, ...]
    words: dict[str, str] = field(default_factory=dict)
    taken: int = 0
    """Follow-ups that were asked."""
    seconds: float = 0.0
    checks: frozenset[str] = frozenset()
    review: Review | None = None
    """Stored with the score."""

    @property
    def topic(self) -> str:
        """The heading above the card, or its deck."""
        return self.card.context[-1] if self.card.context else self.card.deck

    def scored(self) -> Scored:
        """The question as the report sees it."""
        asked = tuple(each.question for each in self.follow_ups[: self.taken])
        return Scored(self.exercise.question, self.topic, round(self.seconds), dict(self.words), asked, self.checks)


@dataclass(frozen=True, slots=True)
class Wish:
    """What kind of interview it is to be."""

    title: str = "Everything"
    selection: Selection = field(default_factory=Selection)
    interview: Round | None = None
    """A planned one, whose topics and weights are taken."""
    questions: int = 8
    minutes_each: int = 4
    counts_passes: bool = False
    """A pass moves the card as in a review; without it, only a failure does."""


class MockInterview:
    """Questions one after the other against the clock, then a score for each."""

    def __init__(
        self,
        desk: Desk,
        wish: Wish,
        *,
        ticks: Callable[[], float] = time.monotonic,
        started: int | None = None,
        questions: Sequence[Question] = (),
    ) -> None:
        self._desk = desk
        self.wish = wish
        self._ticks = ticks
        self.started = desk.clock.now().instant if started is None else started
        """The instant at which it began, which also draws its questions."""
        self.questions = list(questions) or _make_questions(desk, wish, str(self.started))
        if not self.questions:
            raise QuizzerError("there is no open question to ask there", hint="choose another deck, or import notes")
        self.place = 0
        self.is_over = False
        """No further question is asked: only scores are missing."""
        self._running_since: float | None = ticks()
        self._reached = 1

    @classmethod
    def resumed(
        cls, desk: Desk, wish: Wish, started: int, questions: Sequence[Question], reached: int, *, is_over: bool
    ) -> MockInterview:
        """An interview as it was left, its clock running on for the question that was being answered."""
        interview = cls(desk, wish, started=started, questions=questions)
        interview._reached = reached
        interview.place = reached - 1
        interview.is_over = is_over
        if is_over:
            interview._running_since = None
        return interview

    # -- asking

    @property
    def question(self) -> Question:
        """The one that is being asked."""
        return self.questions[self.place]

    @property
    def asked(self) -> list[Question]:
        """Those that have been reached."""
        return self.questions[: self._reached]

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands."""
        return self._running_since is None

    def seconds_left(self) -> int:
        """Of the time for this question; below 0 once it is over, which ends nothing."""
        running = 0.0 if self._running_since is None else self._ticks() - self._running_since
        return round(self.wish.minutes_each * 60 - self.question.seconds - running)

    def write(self, stage: str, text: str) -> bool:
        """Take what stands in the field for a stage; whether that is something new."""
        words = self.question.words
        before = words.get(stage)
        if text.strip():
            words[stage] = text[:MOST_WRITTEN]
        else:
            words.pop(stage, None)
        return words.get(stage) != before

    def follow_up(self) -> FollowUp | None:
        """The next follow-up; None when there is none left."""
        question = self.question
        if question.taken >= len(question.follow_ups):
            return None
        question.taken += 1
        return question.follow_ups[question.taken - 1]

    def pause(self) -> None:
        """Stop the clock, or let it run on."""
        if self._running_since is None:
            self._running_since = self._ticks()
        else:
            self._stop_clock()

    def go_on(self) -> bool:
        """The next question; False when that was the last one."""
        self._stop_clock()
        if self.place + 1 == len(self.questions):
            self.is_over = True
            return False
        self.place += 1
        self._reached = self.place + 1
        self._running_since = self._ticks()
        return True

    def end(self) -> None:
        """No further question; one that was not touched does not count as asked."""
        self._stop_clock()
        self.is_over = True
        if self._reached > 1 and not self.question.words:
            self._reached -= 1

    def _stop_clock(self) -> None:
        if self._running_since is not None:
            self.question.seconds += self._ticks() - self._running_since
            self._running_since = None

    # -- scoring

    def score(self, question: Question, checks: Collection[str]) -> Review:
        """Store a score; when this returns it is on the disk. A question is scored once, until `take_back`."""
        if question.review is not None:
            raise ValueError("this question has been scored")
        desk, now = self._desk, self._desk.clock.now()
        quality = quality_of(checks)
        schedule = desk.log.schedule_of(question.card.id)
        scheduler = desk.scheduler_for(question.card.deck)
        turn = Turn.MOCK
        if asks_again(schedule, now.day):
            turn = Turn.REPEAT
        elif self.wish.counts_passes:
            turn = Turn.NEW if schedule is None else Turn.DUE
        showing = rules.show(scheduler, question.card, schedule, turn, now.day)
        review = rules.grade(
            Session(showing=showing),
            quality,
            reviewed_at=now.instant,
            offset_minutes=now.offset_minutes,
            scheduler=scheduler,
            elapsed_ms=round(question.seconds * 1000),
            answer={
                **question.exercise.record(),
                "mock": str(self.started),
                "stages": dict(question.words),
                "follow_ups": question.taken,
                "checks": sorted(checks),
            },
        )
        question.checks = frozenset(checks)
        question.review = desk.log.append(review, desk.scheduler_for)
        return question.review

    def take_back(self) -> Question | None:
        """Undo the newest score of this interview; its question, or None when there is none."""
        scored = [each for each in self.asked if each.review is not None]
        if not scored:
            return None
        self._desk.cancel(scored[-1].review)  # type: ignore[arg-type]
        scored[-1].review = None
        return scored[-1]

    def results(self) -> list[Scored]:
        """The questions that have been scored."""
        return [each.scored() for each in self.asked if each.review is not None]

    def export(self, text: str) -> Path:
        """Write the report beside the database; where it is."""
        folder = self._desk.home.data / "interviews"
        began: datetime = self._desk.clock.local(self.started)
        path = folder / f"mock-{began:%Y-%m-%d-%H%M%S}.md"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise QuizzerError(f"the report cannot be written: {error.strerror}", source=str(path)) from error
        return path


def _make_questions(desk: Desk, wish: Wish, seed: str) -> list[Question]:
    from quizzer.store.repository import Repository

    repository = Repository(desk.home.database, is_read_only=True)
    try:
        cards = {card.id: card for card in repository.cards(state=CardState.ACTIVE) if card.kind not in NOT_SPOKEN}
    finally:
        repository.close()
    day = desk.clock.now().day
    candidates = [Candidate.of(card, None) for card in cards.values()]
    open_ones = [each for each in candidates if each.may_be_asked(day) and wish.selection.takes(each)]
    interview = wish.interview
    chosen = choose(open_ones, wish.questions, seed, interview.weight if interview else lambda _: 1.0)
    taken = {each.card_id for each in chosen}
    spare = [cards[each.card_id] for each in open_ones if each.card_id not in taken]
    return [_make_question(desk, cards[each.card_id], spare) for each in chosen]


def exercise_of(desk: Desk, card: Card) -> Exercise:
    """The card as it is asked here."""
    day = desk.clock.now().day
    schedule = desk.log.schedule_of(card.id)
    return exercise_for(desk, rules.show(desk.scheduler_for(card.deck), card, schedule, Turn.MOCK, day))


def _make_question(desk: Desk, card: Card, spare: list[Card]) -> Question:
    exercise = exercise_of(desk, card)
    return Question(card, exercise, tuple(_follow_ups(card, exercise, spare))[:MOST_FOLLOW_UPS])


def _follow_ups(card: Card, exercise: Exercise, spare: list[Card]) -> Sequence[FollowUp]:
    """Of a computed card, what becomes of it when a number changes; of another, its neighbours below its heading."""
    if card.kind is Kind.COMPUTED and hasattr(exercise, "what_ifs"):
        computation: Computation = exercise  # type: ignore[assignment]
        return [FollowUp(each.question, each.explanation) for each in computation.what_ifs]
    near = [each for each in spare if (each.path, each.context) == (card.path, card.context) and card.context]
    near = [each for each in near if each.kind is not Kind.COMPUTED]
    near.sort(key=lambda each: (abs(each.position - card.position), each.position))
    for each in near[:MOST_FOLLOW_UPS]:
        spare.remove(each)  # nobody is asked the same follow-up twice
    return [FollowUp(each.question, each.answer) for each in near]
