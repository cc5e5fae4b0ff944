"""`quizzer card`: what can be done to one card by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.domain.leech import POSTPONED_DAYS
from quizzer.domain.plain_text import one_line
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.domain.cards import Card
    from quizzer.services.fading import Fading
    from quizzer.services.study import Desk
    from quizzer.store.marks import Mark


@click.group()
def card() -> None:
    """Do something to one card; `quizzer cards` and `quizzer cards --parked` list the ids."""


@card.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--undo", "is_undo", is_flag=True, help="Take the last merge back.")
@pass_context
def merge(context: Context, old: str | None, new: str | None, is_undo: bool) -> None:
    """Give the history of the parked card OLD to NEW.

    NEW is the card that took its place.

    OLD and NEW are ids or their beginnings. Nothing is lost: --undo parts them again, and reviews made in between
    stay with NEW.
    """
    if is_undo == bool(old and new) or (is_undo and old):
        raise UsageError("name two cards, or say --undo alone", hint="quizzer card merge OLD NEW")
    from quizzer.services.importing import Importer
    from quizzer.services.merging import find_card, part
    from quizzer.services.merging import merge as merge_cards

    repository = Importer(context.home, context.settings, context.clock).repository()
    try:
        if is_undo:
            batch = part(repository, context.settings, context.clock)
            say(f"Taken back: {one_line(batch.title, 120)}." if batch else "There is no merge to take back.")
            return
        cards = repository.all_cards()
        source, target = find_card(cards, old or ""), find_card(cards, new or "")
        count = merge_cards(repository, context.settings, context.clock, source, target)
    finally:
        repository.close()
    say(
        f"{counted(count, 'showing')} of {one_line(source.question, 60)!r} now belong to {one_line(target.question, 60)!r}."
    )
    say("quizzer card merge --undo takes this back.")


@card.command()
@click.argument("start", metavar="CARD")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def show(context: Context, start: str, is_json: bool) -> None:
    """Show a card and every review of it.

    Also its place in the notes, and how it is expected to fade.
    """
    from quizzer.domain.consequence import grade_name
    from quizzer.services.exporting import schedule_json
    from quizzer.services.fading import fade
    from quizzer.services.reporting import card_line

    with context.desk() as desk:
        found = desk.card(start)
        log = desk.log.of_card(found.id)
        schedule = desk.log.schedule_of(found.id)
        fading = fade(desk, found.id)
    reviews = [
        {"at": context.clock.local(entry.reviewed_at).isoformat(timespec="seconds"), "entry": str(entry.entry),
         "quality": entry.quality, "after": schedule_json(entry.after)}
        for entry in log
    ]  # fmt: skip
    line = card_line(found, schedule, sum(entry.is_showing for entry in log))
    if is_json:
        recall = [
            {"day": day.isoformat(), "recall": round(share, 4)}
            for day, share in (zip(fading.days, fading.recalls, strict=True) if fading else ())
        ]
        print_json({**line, "answer": found.answer, "log": reviews, "recall": recall})
        return
    say(f"{found.id}  {line['deck']}  {line['state']}")
    say(line["source"] or "added by hand")
    say(f"\n{found.question}\n\n{found.answer}\n")
    for entry in log:
        due = entry.after.due.isoformat() if entry.after else "-"
        graded = grade_name(entry.quality) if entry.is_showing else "-"
        say(f"{context.clock.local(entry.reviewed_at):%Y-%m-%d %H:%M}  {entry.entry:<9}  {graded:<8}  due {due}")
    say(counted(len(log), "entry", "entries"))
    if fading:
        _say_fading(fading, is_ascii=context.settings.ascii)


def _say_fading(fading: Fading, *, is_ascii: bool) -> None:
    from quizzer.domain.text_plot import columns

    say(f"\nExpected recall from {fading.days[0]} to {fading.days[-1]}")
    rows = columns(fading.recalls, 5, top=1.0, is_ascii=is_ascii)
    for label, row in zip(("100%", "", "", "", "0%"), rows, strict=True):
        say(f"{label:>4} {row}".rstrip())
    say(f"     {' ' * (sum(day <= fading.due for day in fading.days) - 1)}^ due {fading.due}")


def _change(context: Context, start: str, verb: Callable[[Desk, Card], Mark | None]) -> None:
    with context.desk() as desk:
        found = desk.card(start)
        mark = verb(desk, found)
    say(f"{one_line(found.question, 80)}: {mark.title}." if mark else "It is so already.")
    if mark:
        say("quizzer undo takes this back.")


@card.command()
@click.argument("start", metavar="CARD")
@pass_context
def suspend(context: Context, start: str) -> None:
    """Hide a card until you bring it back."""
    _change(context, start, lambda desk, found: desk.suspend(found) if found.state == "active" else None)


@card.command()
@click.argument("start", metavar="CARD")
@click.option("--days", type=click.IntRange(1, 3650), default=POSTPONED_DAYS, show_default=True, metavar="N")
@pass_context
def postpone(context: Context, start: str, days: int) -> None:
    """Put off the date on which a card is due.

    From today, if it is due already.
    """
    with context.desk() as desk:
        found = desk.card(start)
        entry = desk.postpone(found, days)
    if entry is None or entry.after is None:
        raise UsageError("a card never reviewed has no date to put off", hint=f"quizzer card suspend {start}")
    say(f"{one_line(found.question, 80)}: next on {entry.after.due}.")
    say("quizzer undo takes this back.")


@card.command()
@click.argument("start", metavar="CARD")
@pass_context
def park(context: Context, start: str) -> None:
    """Take a card out of the queue for good.

    Its history is kept, and the note stays as it is.
    """
    _change(context, start, lambda desk, found: desk.park(found) if found.state != "parked" else None)


@card.command()
@click.argument("start", metavar="CARD")
@pass_context
def restore(context: Context, start: str) -> None:
    """Ask a suspended or parked card again.

    One that the notes no longer hold is kept by hand.
    """
    _change(context, start, lambda desk, found: desk.bring_back(found) if found.state != "active" else None)


COMMANDS = {"card": card}
