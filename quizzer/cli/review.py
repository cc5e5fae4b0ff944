"""`quizzer review`, on the screen or with `--plain` line by line, and `quizzer undo`."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, pass_context, say
from quizzer.domain.candidates import Selection
from quizzer.domain.plain_text import one_line


@click.command()
@click.argument("deck", required=False)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Ask at most N cards for the first time today.")
@click.option("--minutes", type=click.IntRange(min=1), metavar="N", help="Stop asking after N minutes.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag; may be given twice.")
@click.option("--flagged", is_flag=True, help="Only cards that you flagged.")
@click.option("--cram", is_flag=True, help="Everything, due or not; no answer moves a date.")
@click.option(
    "--ahead", type=click.IntRange(min=1), metavar="DAYS", help="Also what is due within DAYS; a pass moves nothing."
)
@click.option(
    "--more", type=click.IntRange(min=0), default=0, metavar="N", help="N cards beyond today's limits, new or due."
)
@click.option("--plain", is_flag=True, help="Line by line on standard input and output; ? lists the keys.")
@pass_context
def review(
    context: Context,
    deck: str | None,
    limit: int | None,
    minutes: int | None,
    tags: tuple[str, ...],
    flagged: bool,
    cram: bool,
    ahead: int | None,
    more: int,
    plain: bool,
) -> int:
    """Ask what is due, in all decks or in DECK and those within it.

    Every grade is on the disk before the next card is shown. Exit code 3 when nothing is due.
    """
    selection = Selection(
        decks=(deck,) if deck else (),
        tags=tags,
        limit=limit,
        is_flagged=flagged,
        is_cram=cram,
        ahead_days=ahead or 0,
    )
    from quizzer.cli.screens import can_draw, open_review

    if plain or not can_draw(context.environment):
        from quizzer.cli.plain import review_plainly

        return review_plainly(context, selection, minutes=minutes, more_today=more)
    return open_review(context, selection, minutes=minutes, more_today=more)


@click.command()
@click.option("--redo", is_flag=True, help="Bring the last undone grade back.")
@pass_context
def undo(context: Context, redo: bool) -> None:
    """Take back the last grade, also one of an earlier day; again for the one before it."""
    with context.desk() as desk:
        from quizzer.domain.consequence import entry_name
        from quizzer.store.marks import Mark

        entry = desk.redo() if redo else desk.undo()
        if entry is None:
            say("There is nothing to bring back." if redo else "There is nothing to undo.")
            return
        card = desk.queue.card(entry.card_ids[0] if isinstance(entry, Mark) else entry.card_id)
    what = entry.title if isinstance(entry, Mark) else entry_name(entry)
    done = "Counts again" if redo else "Taken back"
    say(f"{done}: {what}. {one_line(card.question, _QUOTED) if card else 'A card that is gone.'}")


_QUOTED = 100
"""Characters of a question."""

COMMANDS = {"review": review, "undo": undo}
