"""Agenda: one study day with interviews ahead, each round with its own minutes, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizzer.domain.interview import DayPlan, Planner, Prospect
from quizzer.domain.rounds import Round, next_rounds


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round asks of the day."""

    round: Round
    plan: DayPlan


def make_agenda(
    rounds: Iterable[Round], prospects: Sequence[Prospect], planner: Planner, day: date, minutes_spent: float = 0.0
) -> list[RoundPlan]:
    """The plans of every round still to come. A card of several rounds is asked for the nearest one.

    `minutes_spent` today are taken from the nearest rounds first. On the day after an interview its round is gone,
    and its cards follow their schedules again.
    """
    agenda: list[RoundPlan] = []
    taken: set[str] = set()
    for interview in next_rounds(rounds, day):
        used = min(minutes_spent, interview.minutes)
        minutes_spent -= used
        weighed = [
            replace(p, weight=0.0 if p.candidate.card_id in taken else interview.weight(p.candidate)) for p in prospects
        ]
        plan = planner.plan(weighed, day, interview.day, interview.minutes - used)
        taken.update(p.candidate.card_id for p in weighed if p.weight > 0)
        agenda.append(RoundPlan(interview, plan))
    return agenda
