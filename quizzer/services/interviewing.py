"""Interviewing: what an interview plan promises, and one's own cards run forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from quizzer.config import NO_LIMIT, Home, Settings
from quizzer.domain.agenda import RoundPlan, make_agenda
from quizzer.domain.candidates import Candidate
from quizzer.domain.memory import Shown
from quizzer.domain.outlook import Outlook, foresee
from quizzer.domain.portrait import Portrait, draw_portrait
from quizzer.domain.queue import Limits
from quizzer.domain.rounds import Round, next_rounds
from quizzer.domain.scheduling import Scheduler
from quizzer.domain.simulation import Simulation, follow_plan, follow_queue, simulate
from quizzer.errors import UsageError
from quizzer.services.rules import memory_of, scheduler_of
from quizzer.services.study import Desk
from quizzer.store.connection import connect
from quizzer.store.folding import fold
from quizzer.store.looking import read_candidates
from quizzer.store.showings import read_showings

LEARNER = 1


@dataclass(frozen=True, slots=True)
class Ahead:
    """Everything that looking ahead needs, read once."""

    portrait: Portrait
    candidates: tuple[Candidate, ...]
    """Active cards with their schedules."""
    log: Mapping[str, Sequence[Shown]]
    """The showings of every card that has any."""
    rounds: tuple[Round, ...]
    home: Home

    def under(self, scheduler: Scheduler) -> Ahead:
        """The same cards as another rule would have scheduled them all along."""
        with closing(connect(self.home.database, is_read_only=True)) as connection:
            schedules = fold(connection, LEARNER, lambda _: scheduler).schedules
        replayed = (replace(c, schedule=schedules.get(c.card_id)) for c in self.candidates)
        return replace(self, candidates=tuple(replayed))


def look_ahead(home: Home, settings: Settings, rounds: Sequence[Round] = ()) -> Ahead:
    """Read the cards and their log, for the rounds given, on a connection of its own; merged histories count as one.

    The model of memory has the person's own parameters where FSRS was fitted to them.
    """
    with closing(connect(home.database, is_read_only=True)) as connection:
        log = read_showings(connection, LEARNER)
        candidates = tuple(read_candidates(connection))
    return Ahead(draw_portrait(memory_of(settings), log), candidates, log, tuple(rounds), home)


def outlook(ahead: Ahead, interview: Round, settings: Settings, day: date) -> Outlook:
    """What a round can be expected to bring, by the general scheduler of the settings."""
    portrait = ahead.portrait
    prospects = portrait.prospects(ahead.candidates)
    return foresee(prospects, interview, portrait.planner(), scheduler_of(settings), day, portrait.factor_for)


def outlooks(ahead: Ahead, settings: Settings, day: date) -> list[Outlook]:
    """The outlook of every round still to come, the nearest first."""
    return [outlook(ahead, interview, settings, day) for interview in next_rounds(ahead.rounds, day)]


def read_outlooks(home: Home, settings: Settings, day: date, rounds: Sequence[Round]) -> Iterator[Outlook]:
    """The outlook of each of these rounds as it is worked out. Safe in a thread."""
    ahead = look_ahead(home, settings, rounds)
    for interview in rounds:
        yield outlook(ahead, interview, settings, day)


def forecast(
    ahead: Ahead,
    settings: Settings,
    *,
    scheduler: str,
    day: date,
    days: int,
    minutes: float,
    deadline: date | None = None,
) -> Simulation:
    """The cards run forward, with so many minutes a day, under `sm2` or `fsrs` for all of them.

    Days follow the daily queue, or with a `deadline` the interview plan for it. Every card takes part, each under
    the one rule: schedules that another rule made are made again from the log first.
    """
    rule = scheduler_of(replace(settings, scheduler=scheduler))
    portrait = ahead.portrait
    if scheduler != settings.scheduler:
        ahead = ahead.under(rule)

    def recall(candidate: Candidate, on: date) -> float | None:
        return rule.recall(candidate.schedule, on) if candidate.schedule else None

    choose = (
        follow_plan(portrait.planner(recall), deadline)
        if deadline
        else follow_queue(_limits(ahead.candidates, settings), recall)
    )
    prospects = portrait.prospects(ahead.candidates)
    return simulate(prospects, choose, portrait.person, rule, day=day, days=days, minutes=minutes)


def _limits(candidates: Iterable[Candidate], settings: Settings) -> Limits:
    """The cards of a day, as the person has set them for all decks and for each."""
    own = {deck: settings.for_deck(deck) for deck in {c.deck for c in candidates}} if settings.decks else {}
    return Limits(
        new=settings.new_per_day,
        due=settings.due_per_day if settings.due_per_day < NO_LIMIT else None,
        new_by_deck={deck: each.new_per_day for deck, each in own.items()},
        due_by_deck={deck: each.due_per_day for deck, each in own.items()},
    )


def agenda(ahead: Ahead, settings: Settings, day: date, minutes_spent: float = 0.0) -> list[RoundPlan]:
    """What the rounds still to come ask of the day, in order; empty without one."""

    def recall(candidate: Candidate, on: date) -> float | None:
        scheduler = scheduler_of(settings.for_deck(candidate.deck))
        return scheduler.recall(candidate.schedule, on) if candidate.schedule else None

    portrait = ahead.portrait
    return make_agenda(ahead.rounds, portrait.prospects(ahead.candidates), portrait.planner(recall), day, minutes_spent)


def keep_round(desk: Desk, interview: Round) -> bool:
    """Keep a round, or change the one of that name; whether it is a new one. UsageError for a date that has passed."""
    now = desk.clock.now()
    if interview.is_over(now.day):
        raise UsageError(f"{interview.day} has passed", hint=f"today is {now.day}")
    return desk.rounds.put(interview, now.instant)


def drop_round(desk: Desk, name: str) -> None:
    """Forget a round; UsageError when there is none of that name."""
    if not desk.rounds.drop(name):
        known = ", ".join(each.name for each in desk.rounds.all()) or "there is none"
        raise UsageError(f"there is no interview called {name!r}", hint=f"known: {known}")
