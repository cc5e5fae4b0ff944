"""`quizzer export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizzer.cli.context import Context, counted, note, pass_context


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True,
    help="json: everything, comes back with its history; csv: one row a card.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there; without it, to standard output."
)
@click.option("--deck", default="", metavar="NAME", help="Only this deck and those within it.")
@click.option("--tag", default="", metavar="TAG", help="Only cards with this tag.")
@click.option("--raw", is_flag=True, help="CSV without the guard against spreadsheet formulas.")
@pass_context
def export(context: Context, form: str, out: Path | None, deck: str, tag: str, raw: bool) -> None:
    """Write cards, schedules and the review log to a file that others can read."""
    from quizzer.services import exporting

    with context.desk() as desk:
        if deck:
            desk.deck_names((deck,))
    from quizzer.store.repository import Repository

    repository = Repository(context.home.database, is_read_only=True)
    try:
        contents = exporting.gather(repository, deck=deck, tag=tag)
    finally:
        repository.close()
    text = exporting.to_json(contents) if form == "json" else exporting.to_csv(contents, is_raw=raw)
    if out is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    exporting.write_file(out, text.encode("utf-8"))
    note(f"{counted(len(contents.cards), 'card')} written to {out}")


COMMANDS = {"export": export}
