"""`quizzer config`: show and change the settings."""

from __future__ import annotations

from collections.abc import Mapping

import click

from quizzer import config, config_file
from quizzer.cli.context import Context, pass_context, print_json, say
from quizzer.errors import UsageError


@click.group("config")
def config_group() -> None:
    """Show and change the settings, kept in one TOML file that you may also edit."""


@config_group.command("path")
@pass_context
def show_path(context: Context) -> None:
    """Print where the settings file is."""
    say(str(context.home.config))


@config_group.command("get")
@click.argument("name", required=False)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def get(context: Context, name: str | None, is_json: bool) -> None:
    """Print one setting, or all of them with what they mean."""
    settings = context.settings
    if name:
        value = _find(settings, name)
        print_json(_plain(value)) if is_json else say(_written(value))
        return
    if is_json:
        print_json({key: _plain(getattr(settings, key)) for key in config.SETTINGS})
        return
    for key, item in config.SETTINGS.items():
        value = getattr(settings, key)
        mark = " " if value == getattr(config.DEFAULTS, key) else "*"
        say(f"{mark} {key} = {_written(value)}")
        say(f"      {item.metadata['help']}")
    say("\n* differs from the default. Change one with: quizzer config set NAME VALUE")


@config_group.command("set")
@click.argument("name")
@click.argument("value", required=False)
@click.option("--default", "is_reset", is_flag=True, help="Go back to the default.")
@pass_context
def set_value(context: Context, name: str, value: str | None, is_reset: bool) -> None:
    """Change one setting. `decks.NAME.new_per_day` changes it for one deck, `keymap.ID` changes a key."""
    if (value is None) != is_reset:
        raise UsageError("give a value, or --default", hint="as in: quizzer config set new_per_day 10")
    context.settings  # noqa: B018  (a file that cannot be read is not written over)
    stored = config_file.store(context.home.config, name, value)
    say(f"{name} = {_written(stored)}" if not is_reset else f"{name} is back to its default")


def _find(settings: config.Settings, name: str) -> object:
    first, _, rest = name.partition(".")
    if first not in config.SETTINGS:
        config.checked(name, "")
    value: object = getattr(settings, first)
    if rest and isinstance(value, Mapping):
        middle, _, last = rest.rpartition(".")
        table = value.get(middle, {}) if middle else value
        if isinstance(table, Mapping) and last in table:
            return table[last]
        raise UsageError(f"{name} is not set", hint=f"quizzer config set {name} VALUE")
    return value


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_written(item)}" for key, item in value.items())
    return str(value)


COMMANDS = {"config": config_group}
