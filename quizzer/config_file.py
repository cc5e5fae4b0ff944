"""`config.toml`: read into a frozen Settings, and written one setting at a time, the rest of the file as it was."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from quizzer.config import DECK_SETTINGS, DEFAULTS, FOLDER_SETTINGS, THEMES, Settings, checked
from quizzer.errors import QuizzerError, UsageError


def load(path: Path) -> Settings:
    """The settings in the file over the defaults; a missing file is all defaults, a bad one is an error."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return DEFAULTS
    except OSError as error:
        raise QuizzerError(
            f"the settings cannot be read: {error.strerror}",
            source=str(path),
            hint="check the permissions of the file and its folder, or use --home",
        ) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, error) from error
    import tomllib  # not before there is a file to read: every start would wait for it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error
    values = {}
    for name, value in table.items():
        try:
            values[name] = checked(name, value)
        except UsageError as error:
            raise QuizzerError(error.message, source=str(path), hint=error.hint) from error
    return replace(DEFAULTS, **values)


def _unreadable(path: Path, error: ValueError) -> QuizzerError:
    return QuizzerError(
        f"the settings cannot be read: {error}", source=str(path), hint="mend the line, or move the file away"
    )


def store(path: Path, name: str, text: str | None) -> Any:
    """Write one setting, leaving the rest of the file as it is; None takes it out. Gives the value back.

    `decks.NAME.new_per_day` and `keymap.ID` reach into the tables.
    """
    import tomlkit

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.ParseError) as error:
        raise QuizzerError(f"the settings cannot be read: {error}", source=str(path)) from error
    keys = _keys(name)
    value = None if text is None else _value(keys, text)
    table: Any = document
    for key in keys[:-1]:
        table = table.setdefault(key, tomlkit.table())
    if value is None:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = list(value) if isinstance(value, tuple) else value
    written = tomlkit.dumps(document).encode()
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(written)
        draft.replace(path)
    except OSError as error:
        raise QuizzerError(
            f"the settings cannot be written: {error.strerror}",
            source=str(path),
            hint="check the folder's permissions, or use --home",
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return value


def _keys(name: str) -> list[str]:
    first, _, rest = name.partition(".")
    if not rest:
        return [first]
    if first == "keymap":
        return [first, rest]
    middle, _, last = rest.rpartition(".")
    if not middle or first not in ("decks", "folders"):
        raise UsageError(f"there is no setting called {name!r}", hint="`quizzer config get` lists them all")
    return [first, middle, last]


def _value(keys: list[str], text: str) -> Any:
    if keys[0] == "decks" and keys[-1] not in DECK_SETTINGS:
        raise UsageError(f"a deck has no setting {keys[-1]!r}", hint=f"one of: {', '.join(sorted(DECK_SETTINGS))}")
    if keys[0] == "folders" and keys[-1].replace("-", "_") not in FOLDER_SETTINGS and len(keys) > 1:
        raise UsageError(f"a folder has no setting {keys[-1]!r}", hint=f"one of: {', '.join(sorted(FOLDER_SETTINGS))}")
    if keys[0] in ("decks", "folders", "keymap") and len(keys) == 1:
        raise UsageError(f"{keys[0]} is a table", hint=f"as in: quizzer config set {keys[0]}.NAME.SETTING VALUE")
    if keys[0] in ("folders", "keymap"):
        return text
    if keys == ["theme"] and text not in THEMES:
        # Only here: a file that names a theme of another version of the library still opens, in the first of ours.
        from difflib import get_close_matches

        near = [each for each in THEMES if text and text in each] or get_close_matches(text, THEMES, 1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no theme {text!r}", hint=f"{guess}There are: {', '.join(THEMES)}")
    return checked(keys[-1], text)
