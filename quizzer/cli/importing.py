"""`quizzer import` and `quizzer check`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import click

from quizzer.cli.arriving import take_in, with_history
from quizzer.cli.checking import check, request_of
from quizzer.cli.context import Context, counted, note, pass_context, print_json, say
from quizzer.cli.import_words import at, say_first_rows, say_rest, say_summary
from quizzer.cli.overtaken import again_if_overtaken
from quizzer.cli.plan_table import TO_CHECK, open_doubts, say_item, say_plan
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
@click.option(
    "--map", "columns", default="", metavar="FIELD=COLUMN,…",
    help="Of a CSV or TSV: which column is front, back, tags, deck, id or context, by name or number. Remembered.",
)  # fmt: skip
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
    columns: str,
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
    request = replace(request_of(paths, deck, is_confirmed=is_forced), columns=_columns(columns))
    if dry_run:
        return _look(importer, request, only, is_json=is_json)
    if is_watching:
        from quizzer.cli.watching import stay

        return stay(importer, request)
    is_asked = _is_interactive() and not (is_yes or is_json)
    work = partial(_import, importer, request, decide, is_asked=is_asked, is_forced=is_forced)
    # What a person decided belongs to the plan that was shown; only they can say it of another.
    preview, summary = work() if is_asked or decide else again_if_overtaken(work)
    if is_json:
        _print_json(preview)
    else:
        say_summary(preview, summary)
    return int(preview.is_any_refused or bool(summary.withheld))


def _columns(text: str) -> str:
    from quizzer.services.importing import check_columns

    problem = check_columns(text) if text else ""
    if problem:
        raise UsageError(f"--map: {problem}", hint='as in --map "front=Question,back=Answer,tags=3"')
    return text


def _look(importer: Importer, request: Request, only: str, *, is_json: bool) -> int:
    """Show what an import would do."""
    with progress_bar("Reading") as progress:
        preview = importer.look(replace(request, is_whole=is_json), progress)
    if is_json:
        _print_json(preview)
        return int(preview.is_any_refused)
    say_first_rows(preview)
    say_plan(preview, only)
    say_rest(preview)
    withheld = _withheld(preview, {})
    if withheld:
        say(f"{withheld} They are parked only when you say so, or with --force.")
    say("\nNothing was stored: this was --dry-run.")
    return int(preview.is_any_refused)


def _import(
    importer: Importer, request: Request, decide: tuple[str, ...], *, is_asked: bool, is_forced: bool
) -> tuple[Preview, Summary]:
    """Read, ask what only a person can say where `is_asked`, and store."""
    survey = importer.survey(request)
    if survey.is_nothing_new and not decide:
        return importer.nothing_new(survey)
    repository = importer.intake()
    try:
        with progress_bar("Reading") as progress:
            preview = importer.prepare(repository, request, progress, survey)
        if is_asked and not _are_guesses_wanted(preview):
            preview = importer.prepare(repository, replace(request, are_guesses_taken=False))
        decisions = _decisions(preview, decide)
        if is_asked:
            decisions = _ask_doubts(preview.plan, decisions)
        is_parking_forced = is_forced or _may_park(preview, decisions, is_asked=is_asked)
        with progress_bar("Storing") as progress:
            try:
                return preview, importer.apply(
                    repository, preview, decisions, is_parking_forced=is_parking_forced, progress=progress
                )
            except KeyboardInterrupt:
                note("Stopped: of the files stored so far each is whole. Import again for the rest, or --undo.")
                raise
    finally:
        repository.close()


def _print_json(preview: Preview) -> None:
    from quizzer.services.import_listing import listed, plan_json

    items = preview.plan.items if preview.apart is None else chain.from_iterable(mine for _, mine in preview.by_file())
    print_json({**listed(preview.readings(), preview.problems), "plan": plan_json(preview.plan, items)})


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
    guesses = [(r.path, repair) for r in preview.remarks for repair in r.repairs if not repair.is_certain]
    for path, repair in guesses:
        say(at(path, repair.line, f"{one_line(repair.before, 70)}"))
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


COMMANDS = {"import": import_notes, "check": check}
