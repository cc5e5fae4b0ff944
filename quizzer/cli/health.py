"""`quizzer doctor` and `quizzer backup`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say
from quizzer.errors import StoreError


@click.command()
@click.option("--rebuild", is_flag=True, help="Make every schedule again from the review log (a backup is made first).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def doctor(context: Context, rebuild: bool, is_json: bool) -> int:
    """Replay the review log and compare it with the schedules; check the file and the backups.

    Exit code 1 when something is wrong.
    """
    from quizzer.services import health

    _require(context)
    if rebuild:
        count = health.rebuild(context.home, context.settings)
        say(f"{counted(count, 'schedule')} made again from the log.")
    found = health.examine(context.home, context.settings)
    if is_json:
        print_json({
            "cards": found.cards,
            "reviews": found.reviews,
            "findings": [{"message": f.message, "card": f.card_id or None} for f in found.findings],
        })  # fmt: skip
        return int(bool(found.findings))
    for finding in found.findings[:50]:
        say(f"! {finding.message}")
    if found.findings:
        can_be_rebuilt = any(finding.can_be_rebuilt for finding in found.findings)
        say(
            f"{counted(len(found.findings), 'finding')}."
            + (" Mend with: quizzer doctor --rebuild" if can_be_rebuilt else "")
        )
        return 1
    schedules = (
        "the schedules are made again from the log with the next command that needs them"
        if found.is_rule_new
        else "every schedule as its log gives it"
    )
    say(
        f"All is well: {counted(found.cards, 'card')}, {counted(found.reviews, 'log entry', 'log entries')}, {schedules}."
    )
    return 0


@click.group()
def backup() -> None:
    """List, make, verify and restore backups. One is made by itself on every day of use."""


@backup.command("list")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def list_backups(context: Context, is_json: bool) -> None:
    """List the backups, newest first."""
    from quizzer.store import backup as backups

    found = backups.find(context.home.backups)
    if is_json:
        print_json([
            {"file": str(one.path), "made_at": one.made_at.isoformat(timespec="seconds"), "reason": one.reason,
             **_contents(one.path)}
            for one in found
        ])  # fmt: skip
        return
    for one in found:
        try:
            contents = backups.verify(one.path)
            holds = f"{counted(contents.cards, 'card')}, {counted(contents.reviews, 'log entry', 'log entries')}"
        except StoreError as error:
            holds = f"NOT usable: {error.message}"
        say(f"{one.made_at.astimezone():%Y-%m-%d %H:%M:%S}  {one.reason:<15}  {holds}  {one.path.name}")
    say(counted(len(found), "backup") + f" in {context.home.backups}")


def _contents(path: Path) -> dict[str, object]:
    from quizzer.store import backup as backups

    try:
        held = backups.verify(path)
    except StoreError as error:
        return {"cards": None, "reviews": None, "problem": error.message}
    return {"cards": held.cards, "reviews": held.reviews, "problem": None}


@backup.command()
@pass_context
def create(context: Context) -> None:
    """Make a backup now."""
    from quizzer.services.health import make_backup

    _require(context)
    say(f"Made and verified: {make_backup(context.home, context.settings).path}")


@backup.command()
@click.argument("name", required=False, default="")
@pass_context
def verify(context: Context, name: str) -> None:
    """Open a backup and check it whole; the newest without NAME."""
    from quizzer.services.health import find_backup
    from quizzer.store import backup as backups

    found = find_backup(context.home, name)
    contents = backups.verify(found.path)
    say(
        f"{found.path.name} is sound: {counted(contents.cards, 'card')}, {counted(contents.reviews, 'log entry', 'log entries')}"
    )


@backup.command()
@click.argument("name", required=False, default="")
@click.option("--yes", "is_yes", is_flag=True, help="Do not ask.")
@pass_context
def restore(context: Context, name: str, is_yes: bool) -> None:
    """Put a backup in the database's place.

    NAME, or the newest that is sound.

    What is there now is kept as a backup of its own.
    """
    from quizzer.services.health import find_backup
    from quizzer.services.lock import SessionLock
    from quizzer.store import backup as backups

    found = find_backup(context.home, name)
    contents = backups.verify(found.path)
    when = (
        "never"
        if contents.last_review is None
        else f"{datetime.fromtimestamp(contents.last_review / 1000):%a %d %b %H:%M}"
    )
    say(
        f"{found.path.name}: {counted(contents.cards, 'card')}, {counted(contents.reviews, 'log entry', 'log entries')}, last review {when}"
    )
    if not is_yes:
        click.confirm("Restore it?", abort=True)
    lock = SessionLock(context.home.lock)
    lock.acquire()
    try:
        replaced = backups.restore(found.path, context.home.database, context.home.backups)
    finally:
        lock.release()
    say("Restored." + (f" What was there is kept as {replaced.path.name}." if replaced else ""))


def _require(context: Context) -> None:
    if not context.home.database.exists():
        raise StoreError("there is no database yet", hint="import notes first: quizzer import FOLDER")


COMMANDS = {"doctor": doctor, "backup": backup}
