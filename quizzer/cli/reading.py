"""The reading commands: `due`, `cards`, `stubs`. Each has `--json` with a documented shape."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.domain.plain_text import one_line


@click.command()
@click.option("--count", "is_count", is_flag=True, help="Print only how many cards wait; fast, for a shell prompt.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def due(context: Context, is_count: bool, is_json: bool) -> None:
    """Say what is due today: cards, new cards, minutes, deck by deck."""
    if is_count:
        if not context.home.database.exists():
            say("0")
            return
        with context.library() as library:
            say(str(library.waiting().total))
        return
    with context.library() as library:
        report = library.today()
    if is_json:
        print_json(report.as_json())
        return
    say_today(report)


def say_today(report: object) -> None:
    """Today's summary, as `quizzer` prints it without a terminal."""
    from quizzer.services.reporting import Today

    assert isinstance(report, Today)
    waiting = report.waiting
    if not report.decks:
        say("There are no cards yet. Import your notes: quizzer import FOLDER")
        return
    early = f", {waiting.early} early for an interview" if waiting.early else ""
    counts = f"{waiting.due} due, {waiting.new} new, {waiting.repeats} to repeat{early}"
    say(f"{report.day}: {counts}, about {report.minutes} min.")
    if waiting.held_words:
        say(f"{waiting.held_words}.")
    width = max(len(one_line(line.name, 40)) for line in report.decks)
    say(f"{'Deck':<{width}}    due   new  total")
    for line in report.decks:
        say(f"{one_line(line.name, 40):<{width}}  {line.due + line.repeats:>5} {line.new:>5}  {line.total:>5}")
    if not waiting.total and report.next_day:
        say(f"Nothing is due. The next card is due on {report.next_day}.")
    elif waiting.total:
        say("Start with: quizzer review")


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option("--deck", default="", metavar="NAME", help="Only this deck and those within it.")
@click.option("--tag", default="", metavar="TAG", help="Only cards with this tag or one below it.")
@click.option("--parked", "state", flag_value="parked", help="Those whose text is gone from the notes.")
@click.option("--suspended", "state", flag_value="suspended", help="Those that you hid.")
@pass_context
def cards(context: Context, is_json: bool, deck: str, tag: str, state: str | None) -> None:
    """List the cards: id, deck, state, when they are due, question."""
    from quizzer.services.reporting import card_line

    with context.library() as library:
        found = library.cards(deck=deck, tag=tag, state=state)
        schedules, showings = library.schedules(), library.showings()
    lines = [card_line(card, schedules.get(card.id), showings.get(card.id, 0)) for card in found]
    if is_json:
        print_json(lines)
        return
    for line in lines:
        due_on = line["schedule"]["due"] if line["schedule"] else "new"
        mark = "" if line["state"] == "active" else f" [{line['state']}, {counted(line['reviews'], 'review')}]"
        say(f"{line['id'][:8]}  {due_on:<10}  {one_line(line['deck'], 24):<24}  {one_line(line['question'], 80)}{mark}")
    say(counted(len(lines), "card"))


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def stubs(context: Context, is_json: bool) -> None:
    """List the questions that your notes leave open, as path:line: question.

    Write the answer into the note and import again: the stub becomes a card.
    """
    with context.library() as library:
        found = library.stubs()
    if is_json:
        print_json(
            [{"question": s.question, "context": list(s.context), "source": f"{s.path}:{s.line}"} for s in found]
        )
        return
    for stub in found:
        say(f"{stub.path}:{stub.line}: {one_line(stub.question, 100)}")
    say(counted(len(found), "open question"))


COMMANDS = {"due": due, "cards": cards, "stubs": stubs}
