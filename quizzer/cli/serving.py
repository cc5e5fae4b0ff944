"""`quizzer serve`: the screens in a browser, for the person at this machine."""

from __future__ import annotations

import secrets
import sys

import click

from quizzer.cli.context import Context, note, pass_context, say
from quizzer.errors import QuizzerError, UsageError

PORT = 8000


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, metavar="N", help="0: any free."
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--allow-others", is_flag=True, help="Let --host be one that other machines can reach.")
@pass_context
def serve(context: Context, port: int, host: str, allow_others: bool) -> None:
    """Show the screens in a browser on this machine, offline too; Ctrl+C stops it.

    Open the address that it prints: it holds a key that is drawn anew at each start, so keep it to yourself. Every tab
    is an app of its own on the same cards; one of them reviews at a time, and a second is told so. Needs the extra
    `web`: pip install '.[web]'.
    """
    try:
        from quizzer.tui.web.guard import Guard, is_loopback
        from quizzer.tui.web.server import WebServer, listen
    except ImportError as error:
        raise QuizzerError(
            "serve needs the extra `web`", hint="pip install '.[web]', or use quizzer in the terminal"
        ) from error
    if not (is_loopback(host) or allow_others):
        raise UsageError(
            f"{host} can be reached from other machines",
            hint="leave --host out, or say --allow-others if everybody on that network may be trusted",
        )
    context.desk().close()  # a database that cannot be used is refused here, not in the browser
    guard = Guard(host, secrets.token_urlsafe(18))
    listener = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    if not is_loopback(host):
        note("Warning: other machines can reach this. Nothing is encrypted: whoever reads along, or has the address")
        note("below, can use your cards and read your files as you can.")
    say(f"Open http://{shown}:{listener.getsockname()[1]}/?key={guard.key}")
    say("Ctrl+C stops it.")
    sys.stdout.flush()
    WebServer(_command(context), guard).run(listener)
    say("Stopped. Everything graded is kept.")


def _command(context: Context) -> list[str]:
    """What runs in each tab: this very program on this very home."""
    home = ["--home", context.home_option] if context.home_option else []
    return [sys.executable, "-m", "quizzer", *home, *(["--ascii"] if context.settings.ascii else [])]


COMMANDS = {"serve": serve}
