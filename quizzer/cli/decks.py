"""`quizzer decks` and `quizzer add`."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.domain.plain_text import clean, one_line
from quizzer.errors import UsageError


@click.group(invoke_without_command=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option("--bundled", "is_bundled", is_flag=True, help="List the decks that ship with quizzer.")
@click.pass_context
def decks(ctx: click.Context, is_json: bool, is_bundled: bool) -> None:
    """List the decks; `rename`, `remove` and `install` change them."""
    if ctx.invoked_subcommand is not None:
        return
    context: Context = ctx.obj
    if is_bundled:
        from quizzer.services.decks import bundled

        found = bundled()
        if is_json:
            print_json([{"name": deck.name, "title": deck.title} for deck in found])
            return
        for deck in found:
            say(f"{deck.name:<28}  {deck.title}")
        say("Add one with: quizzer decks install NAME")
        return
    with context.library() as library:
        lines = library.decks()
    if is_json:
        print_json([
            {"deck": d.name, "total": d.total, "due": d.due, "new": d.new, "repeats": d.repeats, "mature": d.mature} for d in lines
        ])  # fmt: skip
        return
    for line in lines:
        say(f"{one_line(line.name, 50):<50}  {counted(line.total, 'card'):>12}  {line.due:>4} due  {line.new:>4} new")
    say(counted(len(lines), "deck"))


@decks.command()
@click.argument("old")
@click.argument("new")
@pass_context
def rename(context: Context, old: str, new: str) -> None:
    """Give a deck, and those within it, another name."""
    from quizzer.services.decks import rename_deck
    from quizzer.services.importing import Importer

    repository = Importer(context.home, context.settings, context.clock).repository()
    try:
        count = rename_deck(repository, context.clock, old, new)
    finally:
        repository.close()
    say(f"{old} is now {new}: {counted(count, 'card')}.")


@decks.command()
@click.argument("name")
@click.option("--yes", "is_yes", is_flag=True, help="Do not ask.")
@pass_context
def remove(context: Context, name: str, is_yes: bool) -> None:
    """Park every card of a deck. The history is kept; the notes may be imported again without bringing them back."""
    from quizzer.services.decks import active_cards, remove_deck
    from quizzer.services.importing import Importer

    repository = Importer(context.home, context.settings, context.clock).repository()
    try:
        if not is_yes:
            size = len(active_cards(repository, name))
            click.confirm(f"Park {counted(size, 'card')} of {clean(name)}?", abort=True)
        count = remove_deck(repository, context.clock, name)
    finally:
        repository.close()
    say(f"{counted(count, 'card')} parked, with their history. quizzer undo takes this back.")


@decks.command()
@click.argument("names", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All of them.")
@pass_context
def install(context: Context, names: tuple[str, ...], is_all: bool) -> None:
    """Add decks that ship with quizzer. New cards of your own notes still come first."""
    from quizzer.services.decks import bundled, find_bundled, install_bundled

    if bool(names) == is_all:
        raise UsageError("name a deck, or say --all", hint="`quizzer decks --bundled` lists them")
    chosen = bundled() if is_all else [find_bundled(name) for name in names]
    count = install_bundled(context.home, context.settings, context.clock, chosen)
    say(f"{counted(count, 'card')} stored. Next: quizzer review")


@click.command()
@click.argument("question")
@click.argument("answer")
@click.option("--deck", default="Own cards", show_default=True, metavar="NAME", help="Where it goes.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="May be given more than once.")
@pass_context
def add(context: Context, question: str, answer: str, deck: str, tags: tuple[str, ...]) -> None:
    """Add one card by hand; QUESTION and ANSWER are Markdown."""
    from quizzer.services.decks import add_card
    from quizzer.services.importing import Importer

    repository = Importer(context.home, context.settings, context.clock).repository()
    try:
        add_card(repository, context.clock, question, answer, deck, tags)
    finally:
        repository.close()
    say(f"Added to {deck}.")


COMMANDS = {"decks": decks, "add": add}
