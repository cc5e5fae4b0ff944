"""The command line: each command is loaded when it is called, so that `quizzer --help` is instant.

The only place that prints and that knows exit codes: 0 done, 1 error, 2 usage, 3 nothing due (`review` alone).
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from enum import IntEnum

import click

from quizzer import __version__
from quizzer.cli.context import Context, complain
from quizzer.domain.plain_text import one_line
from quizzer.errors import QuizzerError


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    NOTHING_DUE = 3
    INTERRUPTED = 130


COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("importing", "Read notes and decks: files, folders, or - for standard input."),
    "review": ("review", "Ask what is due, on the screen or line by line."),
    "mock": ("mock", "Hold a mock interview: open questions against the clock, scored by yourself."),
    "serve": ("serving", "Show the screens in a browser on this machine."),
    "due": ("reading", "Say what is due today."),
    "cards": ("reading", "List the cards."),
    "stubs": ("reading", "List the questions that your notes leave open."),
    "stats": ("stats", "Show how it is going."),
    "report": ("report", "Write how it is going as one page to keep, print or send."),
    "plan": ("planning", "Say what an interview on a date can be expected to bring."),
    "simulate": ("planning", "Run your own cards forward: workload and expected recall."),
    "fit": ("fitting", "Fit FSRS to your own reviews; used only if it predicts later ones better."),
    "decks": ("decks", "List the decks; rename, remove or add bundled ones."),
    "add": ("decks", "Add one card by hand."),
    "card": ("card", "Show, suspend, park or restore one card; merge its history into another."),
    "check": ("importing", "Say what in your notes wants mending, as path:line: message."),
    "calc": ("calculating", "Work out KV caches, FLOPs, MFU and more with the steps; or plain arithmetic."),
    "plugins": ("calculating", "List installed packages that offer answer functions."),
    "export": ("exporting", "Write cards, schedules and the review log to a file."),
    "config": ("configuring", "Show and change the settings."),
    "undo": ("review", "Take back the last grade; --redo brings it back."),
    "doctor": ("health", "Check the database against its own log."),
    "backup": ("health", "List, make, verify and restore backups."),
    "help": ("topics", "Explain notes, cards, schedule, numbers, browser, elsewhere, completion or json."),
}


class LazyGroup(click.Group):
    """Knows every command by name and one line of help; the module behind it is imported when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"quizzer.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As usual, with a guess at what a mistyped name meant."""
        if args and args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{guess}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `quizzer import FOLDER`, then `quizzer`. Every command explains itself with --help.",
)
@click.option("--home", metavar="DIR", help="Keep database, settings, logs and backups in DIR (or set QUIZZER_HOME).")
@click.option("--ascii", "is_ascii", is_flag=True, help="Draw with plain ASCII only.")
@click.version_option(__version__, prog_name="quizzer", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, home: str | None, is_ascii: bool) -> None:
    """Spaced repetition for interviews, from your own Markdown notes.

    Without a command, quizzer opens today's screen; without a terminal it prints today's summary.
    """
    ctx.obj = Context(home, os.environ, is_ascii=is_ascii)
    if ctx.invoked_subcommand is None:
        from quizzer.cli.screens import open_app

        open_app(ctx.obj)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; its exit code. Errors are one line and a hint on standard error."""
    _tolerate_letters()
    try:
        result = cli.main(args=arguments, prog_name="quizzer", standalone_mode=False)
        return int(result) if isinstance(result, int) else Exit.DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        click.echo(err=True)
        is_unasked = isinstance(stop, click.Abort) and not isinstance(stop.__cause__, KeyboardInterrupt)
        if is_unasked and not (sys.stdin and sys.stdin.isatty()):
            complain(QuizzerError("nobody is there to answer the question", hint="say it beforehand with --yes"))
            return Exit.ERROR
        return Exit.INTERRUPTED
    except QuizzerError as error:
        complain(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader went away (`quizzer cards | head`): not an error; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except UnicodeEncodeError as error:
        if not any(0xD800 <= ord(char) <= 0xDFFF for char in error.object):
            raise
        # Names of files may hold any bytes; everything else that is typed is kept, and must be text.
        complain(QuizzerError(f"not text in UTF-8: {one_line(error.object, 80)}"))
        return Exit.USAGE
    except OSError as error:
        if error.errno in _OF_PLACES and error.filename:
            complain(
                QuizzerError(
                    f"{error.filename}: {error.strerror}", hint="check the permissions of the file and its folder"
                )
            )
            return Exit.ERROR
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        complain(QuizzerError(f"could not be written: {error.strerror}", hint="free some space, or write elsewhere"))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.ERROR


_OF_PLACES = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ELOOP, errno.ENAMETOOLONG)


def _tolerate_letters() -> None:
    # A terminal or pipe that does not take every letter is given the nearest it takes, never a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").lower().replace("-", "") != "utf8":
            from quizzer.cli import letters

            letters.register()
            stream.reconfigure(errors=letters.NEAREST)
