"""`quizzer import` and `quizzer check`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.cli.arriving import take_in, with_history
from quizzer.cli.context import Context, counted, note, pass_context, print_json, say
from quizzer.cli.plan_table import TO_CHECK, open_doubts, say_item, say_plan
from quizzer.cli.progress import progress_bar
from quizzer.domain.plain_text import one_line
from quizzer.domain.plan import Decision, Fate, Plan
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from quizzer.services.importing import Importer, Preview, Request, Summary


MOST_PROBLEMS = 10
"""Of one file, said at import; `quizzer check` says all."""


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
@click.option("--only", default="", metavar="FATE", help="With --dry-run, only this: new, edited, parked, doubtful …")
@click.option(
    "--decide", multiple=True, metavar="CARD=WHAT", help="Of a doubtful card: same, new or park. May be repeated."
)
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
    decide: tuple[str, ...],
) -> int:
    """Read notes: Markdown, Org and YAML files, folders and vaults, or - for standard input.
    A JSON export comes back with its history, and so do collections of Anki (.apkg, .colpkg), Mnemosyne (.db, .cards)
    and hashcards (.db, after its notes); what cannot be carried over is said.

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
    if only not in {"", TO_CHECK, *Fate}:
        raise UsageError(f"--only cannot be {only!r}", hint=f"one of: {', '.join((*Fate, TO_CHECK))}")
    files = with_history(paths)
    if files:
        return take_in(context, files, deck=deck, is_dry=dry_run, is_json=is_json)
    request = _request(paths, deck, is_confirmed=is_forced)
    if dry_run:
        with progress_bar("Reading") as progress:
            preview = importer.look(replace(request, is_whole=is_json), progress)
        if is_json:
            _print_json(preview)
        else:
            say_plan(preview, only)
            _say_rest(preview)
            withheld = _withheld(preview, {})
            if withheld:
                say(f"{withheld} They are parked only when you say so, or with --force.")
            say("\nNothing was stored: this was --dry-run.")
        return int(preview.is_any_refused)
    if is_watching:
        return _watch(importer, request)
    repository = importer.repository()
    try:
        with progress_bar("Reading") as progress:
            preview = importer.prepare(repository, request, progress)
        if _is_interactive() and not (is_yes or is_json or dry_run) and not _are_guesses_wanted(preview):
            preview = importer.prepare(repository, replace(request, are_guesses_taken=False))
        decisions = _decisions(preview, decide)
        is_asked = not (is_yes or is_json) and _is_interactive()
        if is_asked:
            decisions = _ask_doubts(preview.plan, decisions)
        is_parking_forced = is_forced or _may_park(preview, decisions, is_asked=is_asked)
        with progress_bar("Storing") as progress:
            summary = importer.apply(
                repository, preview, decisions, is_parking_forced=is_parking_forced, progress=progress
            )
    finally:
        repository.close()
    if is_json:
        _print_json(preview)
    else:
        _say_summary(preview, summary)
    return int(preview.is_any_refused or bool(summary.withheld))


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


def _print_json(preview: Preview) -> None:
    from quizzer.services.import_listing import listed, plan_json

    print_json({**listed(preview.readings, preview.problems), "plan": plan_json(preview.plan)})


def _is_interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _decisions(preview: Preview, typed: tuple[str, ...]) -> dict[str, Decision]:
    """What was decided on the command line, by the id of the old card."""
    decisions: dict[str, Decision] = {}
    doubts = [item.card.id for item in open_doubts(preview.plan) if item.card]
    for text in typed:
        start, _, word = text.partition("=")
        found = [card_id for card_id in doubts if start and card_id.startswith(start)]
        if word not in set(Decision) or len(found) != 1:
            raise UsageError(
                f"--decide {text!r} names no doubtful card"
                if word in set(Decision)
                else f"--decide {text!r} is not clear",
                hint="as in --decide 1a2b3c4d=same (or new, or park); --dry-run shows the doubtful cards",
            )
        decisions[found[0]] = Decision(word)
    return decisions


def _are_guesses_wanted(preview: Preview) -> bool:
    """Ask about lines in a wrong encoding whose mending is a guess; true when there are none."""
    guesses = [(r.path, repair) for r in preview.readings for repair in r.repairs if not repair.is_certain]
    for path, repair in guesses:
        say(_at(path, repair.line, f"{one_line(repair.before, 70)}"))
        say(f"  read as: {one_line(repair.after, 70)}")
    return not guesses or click.confirm(f"Take {'it' if len(guesses) == 1 else 'them'}?", default=True)


def _ask_doubts(plan: Plan, decided: Mapping[str, Decision]) -> dict[str, Decision]:
    answers = {"s": Decision.SAME, "n": Decision.NEW, "p": Decision.PARK}
    decisions = dict(decided)
    for item in open_doubts(plan):
        if item.card is None or item.card.id in decisions:
            continue
        say()
        say_item(item)
        typed = click.prompt(
            "  s same card, n new card beside it, p park the old one",
            type=click.Choice(list(answers)),
            default="p",
            show_choices=False,
        )
        decisions[item.card.id] = answers[typed]
    return decisions


def _may_park(preview: Preview, decisions: Mapping[str, Decision], *, is_asked: bool) -> bool:
    """Whether cards that are gone may be parked even where that is more than a fifth of a deck."""
    withheld = _withheld(preview, decisions)
    if not withheld or not is_asked:
        return not withheld
    say(f"\n{withheld} Their history is kept.")
    return click.confirm("Park them?", default=False)


def _withheld(preview: Preview, decisions: Mapping[str, Decision]) -> str:
    """What would not be parked by itself, in one sentence; empty when there is nothing."""
    from quizzer.domain.plan import withhold_parking

    items = withhold_parking(preview.plan.decided(decisions).settled(), preview.deck_sizes).withheld
    decks = ", ".join(sorted({item.card.deck for item in items if item.card}))
    return f"{counted(len(items), 'card')} of {decks} gone from the notes: over 20 % of the deck." if items else ""


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
        for problem in reading.problems[:MOST_PROBLEMS]:
            note(_at(reading.path, problem.line, problem.message))
        if len(reading.problems) > MOST_PROBLEMS:
            note(f"{reading.path}: {len(reading.problems) - MOST_PROBLEMS} more; see quizzer check {reading.path}")
        if reading.dialect:
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
        say(f"{counted(len(kept), 'card')} that hold reviews are parked, with their history.")
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
