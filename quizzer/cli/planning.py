"""`quizzer plan` and `quizzer simulate`: what lies ahead, as far as a model can tell."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.domain.outlook import Outlook
    from quizzer.domain.simulation import SimulatedDay
    from quizzer.services.interviewing import Ahead

BAR = 30
MOST_LINES = 31
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--on",
    "when",
    type=_DAY,
    metavar="YYYY-MM-DD",
    help="An interview on this date; only looked at, unless it gets a name.",
)
@click.option(
    "--add", "name", metavar="NAME", help="Keep the interview under this name, or change the one that has it."
)
@click.option("--drop", metavar="NAME", help="Forget the interview of this name.")
@click.option("--minutes", type=click.IntRange(1, 1440), metavar="N", help="Minutes a day for it.")
@click.option("--deck", "decks", multiple=True, metavar="NAME", help="Its decks; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Its tags; may be repeated.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def plan(
    context: Context,
    when: datetime | None,
    name: str | None,
    drop: str | None,
    minutes: int | None,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    is_json: bool,
) -> None:
    """Say what an interview plan promises: days left, cards never seen, expected recall, what will not fit."""
    from quizzer.domain.rounds import Round, Topic
    from quizzer.services.interviewing import drop_round, keep_round, outlook, outlooks

    if "" in (name, drop):
        raise UsageError("an interview has a name", hint="quizzer plan --add 'Acme' --on 2027-01-31")
    if name and not when:
        raise UsageError("an interview has a date", hint=f"quizzer plan --add {name!r} --on 2027-01-31")
    topics = (Topic(decks, tags),) if decks or tags else ()
    minutes_a_day = minutes or context.settings.minutes_a_day
    interview = Round(name or "interview", when.date(), topics, minutes_a_day) if when else None
    with context.desk() as desk:
        if drop:
            drop_round(desk, drop)
        if interview and name:
            keep_round(desk, interview)
    day, ahead = _look(context)
    if interview:
        _check_ahead(interview.day, day)
        found = [outlook(ahead, interview, context.settings, day)]
    else:
        found = outlooks(ahead, context.settings, day)
    if is_json:
        print_json([_as_json(each) for each in found])
        return
    if not found:
        say("No interview lies ahead. To look at one: quizzer plan --on 2027-01-31 --minutes 20")
    for each in found:
        _say_outlook(each)


@click.command()
@click.option("--days", type=click.IntRange(1, 365), default=30, show_default=True, metavar="N")
@click.option(
    "--minutes", type=click.IntRange(1, 1440), metavar="N", help="A day; the setting minutes_a_day if left out."
)
@click.option("--scheduler", type=click.Choice(["sm2", "fsrs"]), help="For all cards; the general setting if left out.")
@click.option("--on", "when", type=_DAY, metavar="YYYY-MM-DD", help="Follow the plan for an interview on this date.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def simulate(
    context: Context, days: int, minutes: int | None, scheduler: str | None, when: datetime | None, is_json: bool
) -> None:
    """Run your own cards forward: workload and expected recall, day by day. A model, not a promise."""
    from quizzer.services.interviewing import forecast

    day, ahead = _look(context)
    settings = context.settings
    if when:
        _check_ahead(when.date(), day)
    result = forecast(
        ahead,
        settings,
        scheduler=scheduler or settings.scheduler,
        day=day,
        days=days,
        minutes=minutes or settings.minutes_a_day,
        deadline=when.date() if when else None,
    )
    if is_json:
        print_json([_day_json(each) for each in result.days])
        return
    _say_curve(result.days, "#" if settings.ascii else "█")
    say("This is a model: it assumes that you go on answering as your log says you do.")


def _look(context: Context) -> tuple[date, Ahead]:
    from quizzer.services.interviewing import look_ahead

    with context.desk() as desk:
        day, rounds = context.clock.now().day, desk.rounds.all()
    return day, look_ahead(context.home, context.settings, rounds)


def _check_ahead(when: date, day: date) -> None:
    if when < day:
        raise UsageError(f"{when} has passed", hint=f"today is {day}")


def _say_outlook(found: Outlook) -> None:
    say(f"{found.round.name}: {found.round.day}, {counted(found.days_left, 'day')} left.")
    say(f"  {counted(found.cards, 'card')}, {found.unseen} never seen. Last stretch from {found.stretch_from}.")
    say(f"  Expected recall on the day: {found.now:.0%} if you stop now, {found.kept:.0%} if you keep the plan.")
    for line in found.sentences():
        say(f"  {line}")


def _say_curve(days: tuple[SimulatedDay, ...], mark: str) -> None:
    say(f"{'day':<10} {'cards':>6} {'new':>4} {'left due':>8} {'min':>4}  expected recall")
    step = -(-len(days) // MOST_LINES)
    for n, each in enumerate(days):
        if n % step and n != len(days) - 1:
            continue
        bar = mark * round(each.recall * BAR)
        minutes = round(each.seconds / 60)
        say(f"{each.day} {each.showings:>6} {each.new:>4} {each.left_due:>8} {minutes:>4}  {each.recall:>4.0%} {bar}")


def _as_json(found: Outlook) -> dict[str, object]:
    return {
        "round": found.round.name,
        "day": found.round.day.isoformat(),
        "minutes": found.round.minutes,
        "days_left": found.days_left,
        "cards": found.cards,
        "unseen": found.unseen,
        "phase": str(found.phase),
        "stretch_from": found.stretch_from.isoformat(),
        "recall_now": round(found.now, 4),
        "recall_kept": round(found.kept, 4),
        "missed": found.missed,
        "minutes_for_all": found.minutes_for_all,
        "extra_recall": round(found.extra, 4),
        "is_calibrated": found.is_calibrated,
        "advice": found.sentences(),
    }


def _day_json(each: SimulatedDay) -> dict[str, object]:
    return {
        "day": each.day.isoformat(),
        "showings": each.showings,
        "new": each.new,
        "failed": each.failed,
        "left_due": each.left_due,
        "seconds": round(each.seconds),
        "recall": round(each.recall, 4),
    }


COMMANDS = {"plan": plan, "simulate": simulate}
