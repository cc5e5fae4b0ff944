"""`quizzer export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, note, pass_context
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.exporting import Contents


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "jsonl", "csv", "md", "html", "apkg"]), default="json", show_default=True,
    help="json: everything, comes back with its history; jsonl: a card a line; csv: for spreadsheets; md and html: "
    "to read or print; apkg: for Anki, with the scheduling.",
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
    if form == "apkg":
        _write_package(contents, out)
        return
    text = _text(contents, form, is_raw=raw)
    if out is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    exporting.write_file(out, text.encode("utf-8"))
    note(f"{counted(len(contents.cards), 'card')} written to {out}")


def _text(contents: Contents, form: str, *, is_raw: bool) -> str:
    from quizzer.services import export_pages, export_table, exporting

    if form == "csv":
        return export_table.to_csv(contents, is_raw=is_raw)
    forms = {
        "json": exporting.to_json, "jsonl": exporting.to_jsonl, "md": export_pages.to_markdown, "html": export_pages.to_html,
    }  # fmt: skip
    return forms[form](contents)


def _write_package(contents: Contents, out: Path | None) -> None:
    from quizzer.services.anki.going_out import write

    if out is None:
        raise UsageError("an Anki package is a file", hint="quizzer export --format apkg --out cards.apkg")
    note(f"{counted(write(contents, out), 'card')} written to {out}; in Anki: File, Import")


COMMANDS = {"export": export}
