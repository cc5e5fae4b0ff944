"""`quizzer import` and `quizzer check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.cli.context import Context, counted, note, pass_context, print_json, say
from quizzer.cli.progress import progress_bar
from quizzer.domain.plain_text import one_line
from quizzer.domain.plan import Decision, Fate, Plan
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.importing import Importer, Preview, Request, Summary


@click.command("import")
@click.argument("paths", nargs=-1)
@click.option("--deck", default="", metavar="NAME", help="Put every card into this deck.")
@click.option("--dry-run", is_flag=True, help="Show what would happen and store nothing.")
@click.option("--json", "is_json", is_flag=True, help="Print what was read as one JSON object.")
@click.option(
    "--yes", "is_yes", is_flag=True, help="Ask nothing; what is doubtful starts fresh, the old card is parked."
)
@click.option("--force", "is_forced", is_flag=True, help="Read files that do not look like notes; park without asking.")
@click.option("--undo", "is_undo", is_flag=True, help="Take the last import back; later reviews are kept.")
@click.option("--watch", "is_watching", is_flag=True, help="Stay, and import again whenever a note is saved.")
@click.option("--only", default="", metavar="FATE", help="In the table, only this: new, edited, parked, doubtful …")
@pass_context
def import_notes(
    context: Context,
    paths: tuple[str, ...],
    deck: str,
    dry_run: bool,
    is_json: bool,
    is_yes: bool,
    is_forced: bool,
    is_undo: bool,
    is_watching: bool,
    only: str,
) -> int:
    """Read notes: Markdown, Org and YAML files, folders and vaults, or - for standard input.
    A JSON export comes back with its history.

    Your notes are only ever read. Without PATH, the folders imported before are read again. Edit, rename or move your
    notes and import them again: the history follows the card. Exit code 1 when a file was refused (the good ones are
    stored all the same).
    """
    from quizzer.services.importing import Importer

    importer = Importer(context.home, context.settings, context.clock)
    if is_undo:
        if paths:
            raise UsageError("--undo takes no path", hint="it takes the last import back, whatever it read")
        return _undo(importer)
    if only and only not in set(Fate):
        raise UsageError(f"--only cannot be {only!r}", hint=f"one of: {', '.join(Fate)}")
    exports = [path for path in paths if _is_export(path)]
    if exports:
        return _restore(context, exports, len(exports) == len(paths))
    request = _request(paths, deck, is_confirmed=is_forced)
    if dry_run and is_json:
        return _print_reading(importer, request)
    if is_watching:
        return _watch(importer, request)
    repository = importer.repository()
    try:
        with progress_bar("Reading") as progress:
            preview = importer.prepare(repository, request, progress)
        if dry_run:
            say_plan(preview, only)
            say("\nNothing was stored: this was --dry-run.")
            return int(preview.is_any_refused)
        decisions = {} if is_yes or is_json or not _is_interactive() else _ask_doubts(preview.plan)
        is_parking_forced = is_forced or _may_park(preview, is_yes=is_yes or is_json, sizes=repository.deck_sizes())
        with progress_bar("Storing") as progress:
            summary = importer.apply(
                repository, preview, decisions, is_parking_forced=is_parking_forced, progress=progress
            )
    finally:
        repository.close()
    if is_json:
        from quizzer.services.import_listing import listed

        print_json(listed(preview.readings, preview.problems))
    else:
        _say_summary(preview, summary)
    return int(preview.is_any_refused or bool(summary.withheld))


def _is_export(path: str) -> bool:
    from quizzer.services.restoring import is_export

    return path.endswith(".json") and is_export(Path(path))


def _restore(context: Context, paths: list[str], are_all: bool) -> int:
    from quizzer.services.restoring import restore

    if not are_all:
        raise UsageError("exports and notes in one import", hint="import the exports first, in a command of their own")
    for path in paths:
        found = restore(context.home, context.settings, context.clock, Path(path))
        known = f", {found.known} were here already" if found.known else ""
        say(
            f"{path}: {counted(found.cards, 'card')} and {counted(found.entries, 'log entry', 'log entries')} came back{known}."
        )
    return 0


def _watch(importer: Importer, request: Request) -> int:
    try:
        from watchfiles import watch
    except ImportError:
        raise UsageError(
            "--watch needs the extra `watch`", hint="pip install '.[watch]', or import again by hand"
        ) from None
    if not request.paths:
        raise UsageError("--watch wants a path", hint="quizzer import PATH --watch")

    def read_again() -> None:
        repository = importer.repository()
        try:
            preview = importer.prepare(repository, request)
            _say_summary(preview, importer.apply(repository, preview))
        finally:
            repository.close()

    read_again()
    note("Watching; Ctrl+C ends it.")
    for _ in watch(*request.paths):
        read_again()
    return 0


def _request(paths: tuple[str, ...], deck: str, *, is_confirmed: bool) -> Request:
    from quizzer.services.importing import Request

    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("- stands alone: standard input is one note", hint="import the files in a second command")
        return Request(text=sys.stdin.buffer.read().decode("utf-8", "replace"), deck=deck, is_confirmed=is_confirmed)
    return Request(paths=tuple(Path(path) for path in paths), deck=deck, is_confirmed=is_confirmed)


def _print_reading(importer: Importer, request: Request) -> int:
    from quizzer.services.import_listing import listed

    if not request.paths and request.text is None:
        raise UsageError("--dry-run --json wants a path", hint="quizzer import PATH --dry-run --json")
    preview = importer.read(request, {})
    print_json(listed(preview.readings, preview.problems))
    return int(preview.is_any_refused)


def _is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_doubts(plan: Plan) -> dict[str, Decision]:
    from quizzer.services.importing import iterate_doubts

    answers = {"s": Decision.SAME, "n": Decision.NEW, "p": Decision.PARK}
    decisions: dict[str, Decision] = {}
    for card, draft, item in iterate_doubts(plan):
        say(f"\n{draft.path}:{draft.line}  {item.reason}")
        say(f"  was: {one_line(card.question, 100)}")
        say(f"  now: {one_line(draft.question, 100)}")
        typed = click.prompt(
            "  s same card, n new card beside it, p park the old one",
            type=click.Choice(list(answers)),
            default="p",
            show_choices=False,
        )
        decisions[card.id] = answers[typed]
    return decisions


def _may_park(preview: Preview, *, is_yes: bool, sizes: dict[str, int]) -> bool:
    from quizzer.domain.plan import withhold_parking

    withheld = withhold_parking(preview.plan.settled(), sizes).withheld
    if not withheld:
        return True
    decks = sorted({item.card.deck for item in withheld if item.card})
    if is_yes or not _is_interactive():
        return False
    say(f"\n{counted(len(withheld), 'card')} of {', '.join(decks)} are gone from the notes: over 20 % of the deck.")
    return click.confirm("Park them? Their history is kept.", default=False)


_SIGNS = {
    Fate.NEW: "+", Fate.EDITED: "~", Fate.MOVED: ">", Fate.REWORDED: "~", Fate.REVIVED: "^", Fate.PARKED: "-",
    Fate.DETACHED: "=", Fate.DOUBTFUL: "?", Fate.REFUSED: "!",
}  # fmt: skip


def say_plan(preview: Preview, only: str = "") -> None:
    """The plan as a table, file by file."""
    for path, items in preview.plan.by_file().items():
        shown = [item for item in items if item.fate is not Fate.UNCHANGED and (not only or item.fate == only)]
        if not shown:
            continue
        say(f"\n{path}")
        for item in shown:
            part = item.draft or item.card
            question = one_line(part.question, 60) if part else ""
            say(f"  {_SIGNS[item.fate]} {item.fate:<9} {question:<60}  {item.reason}")
            _say_difference(item)
    counts = preview.plan.count()
    say("\n" + (", ".join(f"{counts[fate]} {fate}" for fate in Fate if counts[fate]) or "Nothing to do."))
    _say_rest(preview)


def _say_difference(item: object) -> None:
    from quizzer.domain.plan import Item
    from quizzer.domain.word_diff import Change, shorten, word_diff

    assert isinstance(item, Item)
    if item.draft is None or item.card is None:
        return
    for name, before, after in (
        ("question", item.card.question, item.draft.question),
        ("answer", item.card.answer, item.draft.answer),
    ):
        if before == after:
            continue
        marks = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}
        text = "".join(marks[run.change].format(run.text) for run in shorten(word_diff(before, after)))
        say(f"      {name}: {one_line(text, 160)}")


def _say_rest(preview: Preview) -> None:
    for left in preview.left_out:
        if not left.is_refusal:
            note(f"left out: {left.path}: {left.reason}")
    for problem in preview.problems:
        note(
            f"{problem.path}: {problem.message}"
            if problem.line <= 1
            else _at(problem.path, problem.line, problem.message)
        )
    for reading in preview.readings:
        if reading.is_refused:
            for problem in reading.problems:
                note(_at(reading.path, problem.line, problem.message))
        elif reading.dialect:
            note(f"{reading.path}: read as {reading.dialect}")
        unsure = [repair for repair in reading.repairs if not repair.is_certain]
        if reading.repairs:
            doubt = f", {len(unsure)} of them doubtful" if unsure else ""
            note(f"{reading.path}: {counted(len(reading.repairs), 'line')} in the wrong encoding mended{doubt}")
        for repair in unsure:
            note(
                _at(
                    reading.path,
                    repair.line,
                    f"doubtful: {one_line(repair.before, 50)!r} read as {one_line(repair.after, 50)!r}",
                )
            )
    for problem in preview.plan.problems:
        note(_at(problem.path, problem.line, problem.message))


def _at(path: str, line: int, message: str) -> str:
    return f"{path}:{line}: {message}"


def _say_summary(preview: Preview, summary: Summary) -> None:
    _say_rest(preview)
    counts = summary.counts
    stored = sum(counts.get(fate, 0) for fate in (Fate.NEW, Fate.REVIVED))
    edited = sum(counts.get(fate, 0) for fate in (Fate.EDITED, Fate.REWORDED, Fate.MOVED))
    doubts = sum(item.fate is Fate.DOUBTFUL for item in preview.plan.items)
    say(
        f"{counted(len(preview.files), 'file')} read, {preview.unchanged} unchanged: "
        f"{counted(stored, 'card')} stored, {edited} edited, {counts.get(Fate.PARKED, 0)} parked, "
        f"{counted(summary.stubs, 'stub')}, {counted(summary.dropped_lines, 'line')} dropped, {doubts} doubtful."
    )
    if summary.withheld:
        say(
            f"{counted(summary.withheld, 'card')} gone from the notes were NOT parked: more than 20 % of a deck. "
            "Park them with --force."
        )
    if stored:
        say("Next: quizzer review" + (" · quizzer stubs lists what your notes leave open" if summary.stubs else ""))
    elif not summary.is_changed:
        say("Nothing changed.")
    if summary.is_changed:
        say("quizzer import --undo takes this import back.")


def _undo(importer: Importer) -> int:
    repository = importer.repository()
    try:
        undone = importer.undo(repository)
    finally:
        repository.close()
    if undone is None:
        say("There is no import to take back.")
        return 0
    batch, kept = undone
    say(f"Taken back: the import of {batch.title}.")
    if kept:
        say(f"{counted(len(kept), 'card')} that you have reviewed since are parked, with their history.")
    return 0


@click.command()
@click.argument("paths", nargs=-1, required=True)
@pass_context
def check(context: Context, paths: tuple[str, ...]) -> int:
    """Say what in the notes wants mending, as `path:line: message`; exit code 1 if there is anything.

    Nothing is stored, and the notes are not touched.
    """
    from quizzer.services.checking import find_doubts
    from quizzer.services.importing import Importer

    importer = Importer(context.home, context.settings, context.clock)
    preview = importer.read(_request(paths, "", is_confirmed=False), {})
    problems = find_doubts(preview)
    for problem in problems:
        say(_at(problem.path, problem.line, problem.message))
    note(f"{counted(len(preview.files), 'file')} checked, {counted(len(problems), 'problem')} found.")
    return int(bool(problems))


COMMANDS = {"import": import_notes, "check": check}
