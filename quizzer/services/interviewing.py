"""Interviewing: what an interview plan promises, and one's own cards run forward."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quizzer.config import Settings
from quizzer.domain.candidates import Candidate
from quizzer.domain.cards import CardState
from quizzer.domain.outlook import Outlook, foresee
from quizzer.domain.portrait import Portrait, draw_portrait
from quizzer.domain.queue import Limits
from quizzer.domain.reviews import Review
from quizzer.domain.rounds import Round, Topic, next_rounds
from quizzer.domain.scheduling import Scheduler, replay
from quizzer.domain.simulation import Simulation, follow_plan, follow_queue, simulate
from quizzer.schedulers.fsrs_memory import FsrsMemory
from quizzer.services.rules import scheduler_of
from quizzer.store.codec import to_schedule
from quizzer.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Ahead:
    """Everything that looking ahead needs, read once."""

    portrait: Portrait
    candidates: tuple[Candidate, ...]
    """Active cards with their schedules."""
    logs: Mapping[str, Sequence[Review]]
    rounds: tuple[Round, ...]

    def under(self, scheduler: Scheduler) -> Ahead:
        """The same cards as another rule would have scheduled them all along."""
        replayed = (replace(c, schedule=replay(scheduler, self.logs.get(c.card_id, ()))) for c in self.candidates)
        return replace(self, candidates=tuple(replayed))


def look_ahead(repository: Repository) -> Ahead:
    """Read the cards, their log and the rounds."""
    logs: dict[str, list[Review]] = defaultdict(list)
    for review in repository.reviews():
        logs[review.card_id].append(review)
    schedules = {card_id: to_schedule(row) for card_id, row in repository.schedule_rows().items()}
    cards = repository.cards(state=CardState.ACTIVE)
    candidates = tuple(Candidate.of(card, schedules.get(card.id)) for card in cards)
    rounds = tuple(to_round(row) for row in repository.round_rows())
    return Ahead(draw_portrait(FsrsMemory(), logs), candidates, logs, rounds)


def outlook(ahead: Ahead, interview: Round, settings: Settings, day: date) -> Outlook:
    """What a round can be expected to bring, by the general scheduler of the settings."""
    scheduler = scheduler_of(settings)
    return foresee(ahead.portrait.prospects(ahead.candidates), interview, ahead.portrait.planner(), scheduler, day)


def outlooks(ahead: Ahead, settings: Settings, day: date) -> list[Outlook]:
    """The outlook of every round still to come, the nearest first."""
    return [outlook(ahead, interview, settings, day) for interview in next_rounds(ahead.rounds, day)]


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
        else follow_queue(Limits(new=settings.new_per_day), recall)
    )
    prospects = portrait.prospects(ahead.candidates)
    return simulate(prospects, choose, portrait.person, rule, day=day, days=days, minutes=minutes)


def to_round(row: Mapping[str, Any]) -> Round:
    """The round of a row; its topics are JSON, a list of objects with `decks`, `tags` and `weight`."""
    topics = tuple(
        Topic(tuple(topic.get("decks", ())), tuple(topic.get("tags", ())), float(topic.get("weight", 1.0)))
        for topic in json.loads(row["topics"])
    )
    return Round(row["name"], date.fromisoformat(row["day"]), topics, float(row["minutes"]))
