"""`quizzer report`."""

from __future__ import annotations

from pathlib import Path

import click

from quizzer.cli.context import Context, note, pass_context
from quizzer.cli.existing import may_write, place_of, write_out


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there; without it, or with -, print it."
)
@click.option(
    "--format", "form", type=click.Choice(["html", "md"]), help="html: one page with pictures, to keep, print or send; "
    "md: for a diary. Without it, as the name of FILE ends; else html.",
)  # fmt: skip
@click.option("--deck", default="", metavar="NAME", help="Only this deck and those within it.")
@click.option("--force", "is_forced", is_flag=True, help="Write over a file that is there.")
@pass_context
def report(context: Context, out: Path | None, form: str | None, deck: str, is_forced: bool) -> None:
    """Write how it is going as one file that loads nothing from anywhere.

    Its charts are pictures where the extra `report` of quizzer is installed, else tables with bars made of text.
    """
    from quizzer.services.exporting import write_file
    from quizzer.services.report import make_report, to_markdown
    from quizzer.services.report_page import to_page

    out = place_of(out)
    if out is not None and not is_forced:
        may_write(out)
    is_markdown = form == "md" or (form is None and out is not None and out.suffix.lower() in (".md", ".markdown"))
    with context.desk() as desk:
        found = make_report(desk, (deck,) if deck else ())
    text = (to_markdown if is_markdown else to_page)(found)
    if out is None:
        write_out(text)
        return
    write_file(out, text.encode("utf-8"))
    note(f"The report is in {out}")


COMMANDS = {"report": report}
