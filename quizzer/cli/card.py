"""`quizzer card`: what can be done to one card by hand."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, counted, pass_context, say
from quizzer.domain.plain_text import one_line
from quizzer.errors import UsageError


@click.group()
def card() -> None:
    """Do something to one card; `quizzer cards` and `quizzer cards --parked` list the ids."""


@card.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--undo", "is_undo", is_flag=True, help="Take the last merge back.")
@pass_context
def merge(context: Context, old: str | None, new: str | None, is_undo: bool) -> None:
    """Give the history of the parked card OLD to NEW, the card that took its place.

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


COMMANDS = {"card": card}
