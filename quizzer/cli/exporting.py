"""`quizzer export`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, note, pass_context
from quizzer.cli.existing import may_write, place_of, write_out
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.exporting import Contents

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMS = ("json", "jsonl", "csv", "md", "html", "apkg")


@click.command()
@click.option(
    "--format", "form", type=click.Choice(_FORMS),
    help="json: everything, comes back with its history; jsonl: a card a line; csv: for spreadsheets; md and html: "
    "to read or print; apkg: for Anki, with the scheduling. Without it, as the name of FILE ends; else json.",
)  # fmt: skip
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write there; without it, or with -, to standard output.",
)
@click.option("--deck", default="", metavar="NAME", help="Only this deck and those within it.")
@click.option("--tag", default="", metavar="TAG", help="Only cards with this tag or one below it.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="Only cards reviewed on that day or later, whole.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Only cards reviewed up to that day, whole.")
@click.option("--raw", is_flag=True, help="CSV without the guard against spreadsheet formulas.")
@click.option("--force", "is_forced", is_flag=True, help="Write over a file that is there.")
@pass_context
def export(
    context: Context,
    form: str | None,
    out: Path | None,
    deck: str,
    tag: str,
    since: datetime | None,
    until: datetime | None,
    raw: bool,
    is_forced: bool,
) -> None:
    """Write cards, schedules and the review log to a file that others can read.

    A card that is chosen by --since or --until comes with its whole history.
    """
    out = place_of(out)
    form = form or _form_of(out)
    if form == "apkg" and out is None:
        raise UsageError("an Anki package is a file", hint="quizzer export --format apkg --out cards.apkg")
    if since and until and since > until:
        raise UsageError("--since is later than --until", hint="swap them")
    if out is not None and not is_forced:
        may_write(out)
    with context.library() as library:
        contents = library.contents(
            deck=deck, tag=tag, since=since.date() if since else None, until=until.date() if until else None
        )
    if not contents.cards and (deck or tag or since or until):
        note("No card is like that: the export is empty.")
    if form == "apkg" and out is not None:
        from quizzer.services.anki.going_out import write

        note(f"{counted(write(contents, out), 'card')} written to {out}; in Anki: File, Import")
        return
    _put(_text(contents, form, is_raw=raw, line_breaks=context.settings.line_breaks), out, len(contents.cards))


def _form_of(out: Path | None) -> str:
    ending = out.suffix.lower().lstrip(".") if out else ""
    return ending if ending in _FORMS else {"htm": "html", "markdown": "md"}.get(ending, "json")


def _text(contents: Contents, form: str, *, is_raw: bool, line_breaks: bool) -> str:
    from quizzer.services import export_pages, export_table, exporting

    if form == "csv":
        return export_table.to_csv(contents, is_raw=is_raw)
    if form == "html":
        return export_pages.to_html(contents, _drawn, line_breaks=line_breaks)
    forms = {"json": exporting.to_json, "jsonl": exporting.to_jsonl, "md": export_pages.to_markdown}
    return forms[form](contents)


def _drawn(tex: str, is_displayed: bool) -> str:
    """A formula as the screens show it."""
    from quizzer.tui.math import to_block, to_inline

    return "\n".join(to_block(tex, _PAGE_WIDTH)) if is_displayed else to_inline(tex)


def _put(text: str, out: Path | None, count: int) -> None:
    from quizzer.services.exporting import write_file

    if out is None:
        write_out(text)
        return
    write_file(out, text.encode("utf-8"))
    note(f"{counted(count, 'card')} written to {out}")


_PAGE_WIDTH = 80
"""Characters that a displayed formula of an HTML page may be wide."""

COMMANDS = {"export": export}
