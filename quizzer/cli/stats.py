"""`quizzer stats`: how it is going, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.domain.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.domain.outlook import Outlook
    from quizzer.services.progress import Progress
    from quizzer.services.weaknesses import Weaknesses

MOST = 10
"""Lines of a list; `--json` has all of them."""


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option("--deck", default="", metavar="NAME", help="Only this deck and those within it.")
@click.option("--days", type=click.IntRange(1, 36_500), metavar="N", help="Count only the last N days.")
@pass_context
def stats(context: Context, is_json: bool, deck: str, days: int | None) -> None:
    """Show how it is going: reviews, retention, streak, what comes, and what does not stick.

    --deck and --days limit the totals and the decks; topics, notes, slips and leeches are of all days.
    """
    from quizzer.services.progress import progress
    from quizzer.services.readiness import readiness, readiness_json
    from quizzer.services.weaknesses import weaknesses

    decks = (deck,) if deck else ()
    with context.desk() as desk:
        found, weak = progress(desk, decks, days), weaknesses(desk, decks)
        rounds = readiness(desk)
    if is_json:
        print_json(found.as_json() | weak.as_json() | {"rounds": readiness_json(rounds)})
        return
    _say_totals(found)
    _say_decks(found)
    _say_weaknesses(weak)
    _say_rounds(rounds)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _say_totals(found: Progress) -> None:
    from quizzer.domain.stats import spread

    total, streak = found.total, found.streak
    when = f" since {found.since.isoformat()}" if found.since else ""
    frozen = f", {counted(streak.freezes, 'freeze')} kept" if streak.freezes else ""
    say(
        f"{counted(total.showings, 'review')} on {counted(found.days, 'day')}{when}, {found.minutes} min, "
        f"streak {counted(streak.length, 'day')} (longest {streak.longest}{frozen})"
    )
    for name, kept in (("young", total.young_kept), ("mature", total.mature_kept)):
        say(f"retention, {name:<7} {_percent(kept.share):>6}   ({kept.passed} of {kept.shown})")
    if total.seconds is not None:
        say(f"a card takes {total.seconds:.1f} s; {_percent(total.lapse_rate)} of what was due was forgotten")
    say("answers    " + "  ".join(f"{name} {count}" for name, count in found.answers.items()))
    say("cards      " + "  ".join(f"{name} {count}" for name, count in found.cards.items()))
    eases, intervals = spread(found.eases), spread(found.intervals)
    if eases and intervals:
        say(
            f"intervals  {_range(intervals.least, intervals.most)} {'day' if intervals.most == 1 else 'days'}, "
            f"half of them {_range(intervals.low, intervals.high)}; "
            f"ease {_range(f'{eases.least / 100:.2f}', f'{eases.most / 100:.2f}')}, in the middle {eases.middle / 100:.2f}"
        )
    say("next days  " + " ".join(map(str, found.forecast[:14])))


def _range(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def _say_decks(found: Progress) -> None:
    if not found.decks:
        return
    names = [one_line(deck.name, 40) for deck in found.decks]
    width = max(4, *map(len, names))
    say(f"\n{'Deck':<{width}}  reviews  min  young  mature")
    for name, deck in zip(names, found.decks, strict=True):
        young, mature = _percent(deck.tally.young_kept.share), _percent(deck.tally.mature_kept.share)
        say(f"{name:<{width}}  {deck.tally.showings:>7,}  {deck.minutes:>3.0f}  {young:>5}  {mature:>6}")


def _say_weaknesses(weak: Weaknesses) -> None:
    if weak.topics:
        say("\nForgotten more often than the rest")
        for topic in weak.topics:
            say(f"  {topic.lapse_rate:>4.0%}  {one_line(topic.name, 60)} ({topic.lapses} of {topic.shown})")
    if len(weak.notes) > 1:
        say("\nRetention by note")
        for path, kept in list(weak.notes.items())[:MOST]:
            name = path.rpartition("/")[2] if path else "added by hand"
            say(f"  {_percent(kept.share):>6}  {one_line(name, 60)} ({kept.passed} of {kept.shown})")
    if weak.slips:
        say("\nSlips in the numbers")
        for line in weak.slips[:MOST]:
            tries = counted(line.tries, "try", "tries")
            say(f"  {one_line(line.name, 40)}: {counted(line.slips, 'slip')} in {tries}")
    if weak.leeches:
        say("\nForgotten again and again")
        for leech in weak.leeches[:MOST]:
            say(f"  {counted(leech.lapses, 'lapse')}  {leech.card_id[:8]}  {one_line(leech.question, 70)}")


def _say_rounds(rounds: Sequence[Outlook]) -> None:
    if rounds:
        say("\nInterviews: expected recall on the day as things stand, and if the plan is kept")
    for each in rounds:
        say(
            f"  {each.now:>4.0%}  {each.kept:>4.0%}  {one_line(each.round.name, 40)}, in {counted(each.days_left, 'day')}"
        )


COMMANDS = {"stats": stats}
