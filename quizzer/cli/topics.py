"""`quizzer help TOPIC`: what no single command explains."""

from __future__ import annotations

import click

from quizzer.cli.context import say
from quizzer.errors import UsageError

TOPICS: dict[str, tuple[str, str]] = {
    "notes": (
        "what becomes a card",
        """\
Your notes are read and never written. A card may be

  a heading with text below it        ## KV cache, then what it is
  a question                          ## Why scale the scores?  or  Q: ... with A: ...
  a term with its definition          Term: definition, **Term** - definition, a table of two columns
  a cloze                             The cache grows with the {{c1::length}}.
  a multiple choice                   options with letters or boxes, and the right one
  a card of another tool              `::`, `?`, Anki, Org, Mochi and others

A question without an answer becomes a stub: `quizzer stubs` lists those, and none is ever asked.
`quizzer import PATH --dry-run` says what would become of each line; `quizzer check PATH` says what wants mending.
Front matter may say `deck:`, `tags:` or `quizzer: false`; `.gitignore` is honoured.
Edit, rename and move notes as you like: `quizzer import` matches the cards again and keeps their history.""",
    ),
    "cards": (
        "states, and what to do about a card",
        """\
A card is active, suspended (hidden until you say otherwise) or parked (its text is gone from the notes; the history
waits for it). It can be buried until the next study day, and flagged.

  quizzer cards                       all of them, with the ids that other commands take
  quizzer cards --parked              those whose text is gone
  quizzer card --help                 show, suspend, postpone, park, restore, merge
  quizzer add QUESTION ANSWER         a card by hand
  quizzer undo                        take back the last grade; --redo brings it back

A card that lapsed four times is a leech: it is marked and listed by `quizzer stats`, never hidden. Most often
the note is unclear: say what the question asks for, or split the card.""",
    ),
    "schedule": (
        "grades, intervals and the study day",
        """\
Again, Hard, Good and Easy are the qualities 1, 3, 4 and 5 of SM-2. The first interval is 1 day, the second 6; from
then on each is the last one times the ease factor, which starts at 2.5 and never falls below 1.3. A failure starts
the card over. What was graded below 4 is asked again in the closing round of the same day until it passes; that
repetition moves nothing.

A study day ends in the night, not at midnight: `quizzer config` shows the hour. Cards are young below an interval
of 21 days and mature from there on; retention is the share of due cards that were not failed. Seven study days in
a row earn a freeze, of which two are kept: a day off uses one up, and the streak goes on.

  quizzer config set scheduler fsrs   FSRS-6 in its place; schedules are made again from the log, back as well
  quizzer plan --on YYYY-MM-DD        what an interview on that day can be expected to bring
  quizzer simulate                    your own cards run forward""",
    ),
    "numbers": (
        "computed cards, units and slips",
        """\
A computed card draws fresh numbers and works the answer out. Type a number with its unit, in any notation: 1.5e9,
192 MB, 192 MiB, 48 %, 3/4, 2^20. What was understood is shown before it counts. MB is 1,000,000 bytes and MiB
1,048,576; a card says how far off an answer may be.

Three tries; h gives a hint, F2 while you type. A known mistake is named (a factor of 2, bits for bytes, GB for
GiB), kept in the log, and counted by `quizzer stats`.

  quizzer calc EXPRESSION             plain arithmetic, or a function of the library, with the steps
  quizzer calc --list                 the functions""",
    ),
    "browser": (
        "the screens in a browser",
        """\
`quizzer serve` shows the screens in a browser on this machine. It needs the extra `web` (pip install '.[web]' in
quizzer's folder) and no network: scripts and fonts come with it, and the page asks no other address for anything.

  quizzer serve                       prints the address to open; Ctrl+C stops it
  quizzer serve --port 8080           another port; 0 takes any free one

The address holds a key that is new at each start: only who has it gets in, and only the server's own page may
connect. Every tab is an app of its own on the same cards. One of them reviews at a time; a second is told so, and may
browse, import and look on. A tab that is closed loses at most the card that was not graded yet.

The server listens on this machine alone. `--host` with `--allow-others` opens it to a network that you trust:
nothing is encrypted there. Notes are edited in the terminal, not from the browser.""",
    ),
    "completion": (
        "complete commands in your shell",
        """\
Put one line into the file that your shell reads at its start, and open a new one:

  bash, in ~/.bashrc                  eval "$(_QUIZZER_COMPLETE=bash_source quizzer)"
  zsh, in ~/.zshrc                    eval "$(_QUIZZER_COMPLETE=zsh_source quizzer)"
  fish, in ~/.config/fish/config.fish _QUIZZER_COMPLETE=fish_source quizzer | source

For a prompt, `quizzer due --count` prints only how many cards wait. A manual page for `man quizzer`:

  quizzer help --man > ~/.local/share/man/man1/quizzer.1""",
    ),
    "elsewhere": (
        "cards from other programs, and back",
        """\
`quizzer import FILE` knows a file by what is in it, stores it whole or not at all, and says what cannot be carried
over. The reviews come along; the schedules are made from them by this home's rule. Imported again, a file adds what
is new. `--dry-run` says what would come, `quizzer import --undo` takes it back.

  quizzer export --format json        everything; `quizzer import` of it gives it all back
  Anki: .apkg, .colpkg                notes, clozes, pictures, tags, decks, flags, the log
  Mnemosyne: default.db, .cards       every card type, pictures beside the database, tags, the log
  hashcards: hashcards.db             reviews without texts: import the folder of its notes first
  Obsidian, org-fc, Logseq            their schedules stand in the notes and are read with them

A CSV or TSV is a note: delimiter, encoding and names of columns are found out, a row that is no card is said.

  quizzer import words.csv --dry-run  the first rows as cards, and which column was taken for what
  quizzer import words.csv --map "front=English,back=Deutsch,tags=4,deck=Unit"

Fields are front, back, tags, deck, id and context; a column is a name or a number. The mapping is remembered.
`quizzer export --format csv` comes back so, with its schedules; a leading ' that guards a formula is taken off.""",
    ),
    "json": (
        "quizzer for programs",
        """\
Every command that reads takes --json; quizzer/cli/output.schema.json describes what each prints. Data goes to
standard output, words for people to standard error. Exit codes: 0 done, 1 error, 2 wrong usage, 3 nothing due
(`review` alone), 130 interrupted.

  quizzer due --json                  day, due, new, repeats, minutes, done, streak, freezes, forecast, decks
  quizzer cards --json                id, deck, kind, state, question, tags, source, reviews, schedule
  quizzer card show CARD --json       the same of one card, with its answer and its log
  quizzer decks --json                deck, total, due, new, repeats, mature
  quizzer stats --json                reviews, minutes, streak, retention, curve, answers, cards, ease, interval,
                                      forecast, by_day, decks, topics, weak_topics, notes, slips, leeches, rounds
  quizzer stubs --json                question, context, source
  quizzer plan --json                 round, day, minutes, days_left, recall_now, recall_kept, advice
  quizzer doctor --json               cards, reviews, findings
  quizzer import PATH --json          cards, stubs, dropped, problems, repairs, coverage, plan
  quizzer export --format json        everything, as quizzer/services/export.schema.json says

From Python: `with quizzer.open(home) as library:` gives library.decks(), cards(deck=, tag=, state=), due(),
schedules(), log(card, since=, until=), stubs(), today(), progress() and contents(): frozen values, nothing is written.""",
    ),
}


@click.command("help")
@click.argument("topic", required=False)
@click.option("--man", "is_man", is_flag=True, help="Print the manual page, to be kept as quizzer.1.")
def help_on(topic: str | None, is_man: bool) -> None:
    """Explain a topic: notes, cards, schedule, numbers, browser, elsewhere, completion or json.

    Without a topic, list them. The name of a command gives the help of that command.
    """
    root = click.get_current_context().find_root()
    group = root.command
    assert isinstance(group, click.Group)
    if is_man:
        from quizzer import __version__
        from quizzer.cli.manual import manual

        click.echo(manual(group, root, TOPICS, __version__), nl=False)
        return
    if topic is None:
        width = max(map(len, TOPICS))
        for name, (line, _) in TOPICS.items():
            say(f"{name:<{width}}  {line}")
        say("\nquizzer help TOPIC explains one of these; quizzer COMMAND --help a command.")
        return
    if topic in TOPICS:
        say(TOPICS[topic][1])
        return
    command = group.get_command(root, topic)
    if command is None:
        raise UsageError(f"there is no topic {topic!r}", hint=f"the topics are {', '.join(TOPICS)}")
    say(command.get_help(click.Context(command, info_name=topic, parent=root)))


COMMANDS = {"help": help_on}
