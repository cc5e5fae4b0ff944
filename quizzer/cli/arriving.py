"""`quizzer import` for files that bring a history with them: exports of quizzer, and collections of other programs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.cli.context import Context, counted, note, print_json, say
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.elsewhere.history import Arrived
    from quizzer.services.elsewhere.recognising import Program

MOST_LINES = 20
"""Of what could not be carried over; `--json` has all."""


def with_history(paths: Sequence[str]) -> dict[str, Program | None]:
    """Those of the paths that bring a history, by the program that wrote them; None for an export of quizzer."""
    files = [path for path in paths if path != "-" and os.path.isfile(path)]
    if not files:
        return {}
    from quizzer.services.elsewhere.recognising import is_export, program_of

    found: dict[str, Program | None] = {}
    for path in files:
        program = program_of(Path(path))
        if program is not None:
            found[path] = program
        elif is_export(Path(path)):
            found[path] = None
    if found and len(found) < len(set(paths)):
        raise UsageError(
            f"{next(iter(found))} brings a history and cannot be imported together with notes",
            hint="import it in a command of its own",
        )
    return found


def take_in(context: Context, files: Mapping[str, Program | None], *, deck: str, is_dry: bool, is_json: bool) -> int:
    """Read each file in turn; the exit code."""
    told: list[dict[str, object]] = []
    for path, program in files.items():
        if program is None:
            told.append({"file": path, **_restore(context, path, deck, is_dry=is_dry, is_json=is_json)})
        else:
            found = _bring_in(context, path, program, deck, is_dry=is_dry)
            told.append({"file": path, "program": str(program), **found.as_json()})
            if not is_json:
                _say(path, program, found, is_dry=is_dry)
    if is_json:
        print_json(told)
    elif is_dry:
        say("\nNothing was stored: this was --dry-run.")
    return 0


def _bring_in(context: Context, path: str, program: Program, deck: str, *, is_dry: bool) -> Arrived:
    from quizzer.services.elsewhere.arriving import bring_in

    return bring_in(context.home, context.settings, context.clock, Path(path), program, deck=deck, is_dry=is_dry)


def _say(path: str, program: Program, found: Arrived, *, is_dry: bool) -> None:
    for line in found.left_behind[:MOST_LINES]:
        note(f"{path}: not carried over: {line}")
    if len(found.left_behind) > MOST_LINES:
        note(f"{path}: and {len(found.left_behind) - MOST_LINES} more; --json lists all")
    say(
        f"{path} ({program}): {counted(found.new, 'card')} new, {found.known} known, "
        f"{counted(found.entries, 'log entry', 'log entries')}{' in the file' if is_dry else ''}, "
        f"{found.suspended} suspended, {counted(found.pictures, 'picture')}; schedules "
        f"{'would be' if is_dry else 'are'} made from the log by this home's rule."
    )


def _restore(context: Context, path: str, deck: str, *, is_dry: bool, is_json: bool) -> dict[str, object]:
    from quizzer.services.restoring import restore

    if deck:
        raise UsageError("an export keeps its own decks", hint="leave --deck away; `quizzer decks rename` comes later")
    found = restore(context.home, context.settings, context.clock, Path(path), is_dry=is_dry)
    known = f", {found.known} {'are' if is_dry else 'were'} here already" if found.known else ""
    if not is_json:
        verb = "would come back" if is_dry else "came back"
        say(
            f"{path}: {counted(found.cards, 'card')} and {counted(found.entries, 'log entry', 'log entries')} {verb}{known}."
        )
    if found.differing:
        note(
            f"{counted(found.differing, 'schedule')} came out other than in the export: its home had other settings. "
            "With its config.toml here they are made again as they were."
        )
    return {"program": "quizzer", "new": found.cards, "known": found.known, "entries": found.entries}
