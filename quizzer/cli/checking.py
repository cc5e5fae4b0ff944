"""`quizzer check`, and what the paths of a command line mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, note, pass_context, print_json, say
from quizzer.cli.import_words import at
from quizzer.cli.progress import progress_bar
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.request import Request


def request_of(paths: tuple[str, ...], deck: str, *, is_confirmed: bool) -> Request:
    """What the paths of a command line ask for; `-` is read here."""
    from quizzer.services.request import Request

    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("- stands alone: standard input is one note", hint="import the files in a second command")
        return Request(text=sys.stdin.buffer.read(), deck=deck, is_confirmed=is_confirmed)
    if not all(paths):
        raise UsageError("an empty name is no path", hint="`.` is the folder you are in")
    addresses = [path for path in paths if "://" in path and not Path(path).exists()]
    if addresses:
        raise UsageError(
            f"{addresses[0]} is an address, and quizzer reads files", hint="save it, or pipe it into `quizzer import -`"
        )
    return Request(paths=tuple(Path(path) for path in paths), deck=deck, is_confirmed=is_confirmed)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def check(context: Context, paths: tuple[str, ...], is_json: bool) -> int:
    """Say what in the notes wants mending, as `path:line: message`; exit code 1 if there is anything.

    Nothing is stored, and the notes are not touched.
    """
    from quizzer.services.checking import find_doubts
    from quizzer.services.importing import Importer

    importer = Importer(context.home, context.settings, context.clock)
    with progress_bar("Reading") as progress:
        preview = importer.read(importer.survey_all(request_of(paths, "", is_confirmed=False)), progress)
    problems = find_doubts(preview)
    if is_json:
        print_json([{"path": each.path, "line": each.line, "message": each.message} for each in problems])
        return int(bool(problems))
    for problem in problems:
        say(at(problem.path, problem.line, problem.message))
    note(f"{counted(len(preview.files), 'file')} checked, {counted(len(problems), 'problem')} found.")
    return int(bool(problems))
