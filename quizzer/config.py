"""Where files live, and every setting with what it may be.

Settings are read once, at the edge (`quizzer.config_file`); everything further in receives values. A deck folder
configures nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quizzer.domain.values import dataclass
from quizzer.errors import UsageError

FSRS_PARAMETERS = 21
NO_LIMIT = 9999
WITHOUT_LIMIT = "no limit"
"""How a person reads and writes it."""
THEMES = (
    "quizzer-dark", "quizzer-light", "quizzer-contrast", "ansi-dark", "ansi-light", "textual-dark", "textual-light",
    "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato",
    "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn",
    "rose-pine-moon", "solarized-dark", "solarized-light", "tokyo-night",
)  # fmt: skip
"""Colours of the screens: quizzer's own, those that keep to the terminal's palette, and Textual's."""
EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Home:
    """The folders that belong to quizzer. With `--home DIR` all of them are below DIR."""

    data: Path
    config: Path
    """The settings file itself."""

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "quizzer.db"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.data / "backups"

    @property
    def logs(self) -> Path:
        """What a person may be asked to send."""
        return self.data / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one review session."""
        return self.data / "session.lock"


def find_home(chosen: str | None, environment: Mapping[str, str]) -> Home:
    """`--home`, else QUIZZER_HOME, else where the system keeps such things."""
    folder = chosen or environment.get("QUIZZER_HOME")
    if folder:
        try:
            base = Path(folder).expanduser().absolute()
            if base.exists() and not base.is_dir():
                raise UsageError(f"{base} is a file, not a folder", hint="give --home a folder")
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{folder} cannot be the home: {reason}", hint="give --home another folder") from error
        return Home(base, base / "config.toml")
    import platformdirs

    return Home(
        Path(platformdirs.user_data_dir("quizzer", appauthor=False)),
        Path(platformdirs.user_config_dir("quizzer", appauthor=False)) / "config.toml",
    )


def _setting(default: Any, help: str, **limits: Any) -> Any:
    metadata = {"help": help, **limits}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the metadata explains it and bounds it."""

    new_per_day: int = _setting(20, "new cards shown per study day, at most", low=0, high=NO_LIMIT)
    due_per_day: int = _setting(NO_LIMIT, "due cards asked per study day, at most", low=0, high=NO_LIMIT)
    rollover_hour: int = _setting(4, "the hour at which a study day begins", low=0, high=23)
    time_zone: str = _setting("", "IANA name such as Europe/Berlin; empty follows the system")
    grades: int = _setting(4, "4: again, hard, good, easy; 6: SM-2's own 0 to 5", choices=(4, 6))
    scheduler: str = _setting("sm2", "the rule of memory", choices=("sm2", "fsrs"))
    target_retention: float = _setting(0.9, "recall at which FSRS makes a card due", low=0.7, high=0.99)
    fsrs_parameters: str = _setting("", "FSRS's 21 numbers for you, as `quizzer fit` finds them; empty: as published")
    fuzz: bool = _setting(False, "spread due dates a little, so that cards learnt together part")
    balance: bool = _setting(False, "inside the fuzz, choose the day with the least due")
    easy_days: str = _setting("", "days with less, as in `sat=0.5 sun=0`; used when balance is on")
    minutes_a_day: int = _setting(20, "what an interview plan counts on", low=1, high=1440)
    shorten_changed: bool = _setting(
        False, "ask a card again tomorrow when its answer in the note changed beyond recognition"
    )
    tolerance: float = _setting(2.0, "how far a measured answer may be off, in % of the right value", low=0, high=50)
    mb_may_mean_mib: bool = _setting(True, "read MB as MiB too, and say which reading matched")
    theme: str = _setting("quizzer-dark", "colours of the screens; T on any screen tries the others")
    math: str = _setting("2d", "formulas as two-dimensional text, one line, or raw TeX", choices=("2d", "line", "raw"))
    line_breaks: bool = _setting(True, "a line break in a note is one on the screen, as in Obsidian")
    ascii: bool = _setting(False, "draw with plain ASCII only")
    animations: bool = _setting(True, "let things glide; never over SSH")
    images: str = _setting("auto", "inline pictures, where the extra `images` is installed", choices=("auto", "off"))
    repair: bool = _setting(True, "mend text that was saved in the wrong encoding; doubtful repairs are asked")
    file_limit_mib: int = _setting(2, "larger note files are refused", low=1, high=64)
    backups_folder: str = _setting("", "a second folder that every backup is copied to")
    editor: str = _setting("", "opens a note at a line; empty follows VISUAL and EDITOR, then nano or vi")
    plugins: tuple[str, ...] = _setting((), "installed packages that may add answer functions")
    keymap: Mapping[str, str] = _setting(EMPTY, 'keys by binding id, as `review.reveal = "r"`')
    decks: Mapping[str, Mapping[str, Any]] = _setting(
        EMPTY, "per deck: new_per_day, due_per_day, scheduler, target_retention"
    )
    folders: Mapping[str, Mapping[str, Any]] = _setting(
        EMPTY, "per folder of notes: deck, tags, ignore, dialect, separator …"
    )

    def for_deck(self, deck: str) -> Settings:
        """The settings that hold for a deck: its own over those of the decks above it over the general ones."""
        parts = deck.split("/")
        own: dict[str, Any] = {}
        for end in range(1, len(parts) + 1):
            own.update(self.decks.get("/".join(parts[:end]), EMPTY))
        known = {key: value for key, value in own.items() if key in DECK_SETTINGS}
        return replace(self, **{key: checked(key, value) for key, value in known.items()})


DECK_SETTINGS = frozenset({"new_per_day", "due_per_day", "scheduler", "target_retention"})
FOLDER_SETTINGS = frozenset(
    {"deck", "tags", "ignore", "dialect", "clozes", "quizzer"}
    | {"separator", "reversed_separator", "line_separator", "reversed_line_separator", "card_end"}
)
SETTINGS = {item.name: item for item in fields(Settings)}


def checked(name: str, value: object) -> Any:
    """The value as its setting wants it; UsageError says what would be right. Text is read as a person types it."""
    item = SETTINGS.get(name)
    if item is None:
        from difflib import get_close_matches

        near = get_close_matches(name, SETTINGS, 1)
        raise UsageError(
            f"there is no setting called {name!r}",
            hint=f"did you mean {near[0]}?" if near else "`quizzer config get` lists them all",
        )
    limits, default = item.metadata, getattr(DEFAULTS, name)
    wanted = _typed(name, value, default)
    choices = limits.get("choices")
    if choices and wanted not in choices:
        raise UsageError(f"{name} cannot be {value!r}", hint=f"one of: {', '.join(map(str, choices))}")
    if "low" in limits and not limits["low"] <= wanted <= limits["high"]:
        raise UsageError(f"{name} cannot be {value}", hint=f"from {limits['low']} to {limits['high']}")
    if name in _CHECKS:
        _CHECKS[name](wanted)
    if name == "easy_days" and wanted:
        from quizzer.domain.fuzz import week_of  # seldom set, and the first screen need not wait for it

        week_of(wanted)
    if name == "fsrs_parameters" and wanted:
        return _numbers(name, wanted, FSRS_PARAMETERS)
    if name == "time_zone" and wanted:
        from zoneinfo import ZoneInfo  # a time zone is seldom set, and the first screen need not wait for it

        try:
            ZoneInfo(wanted)
        except (OSError, ValueError, KeyError) as error:
            raise UsageError(f"there is no time zone {wanted!r}", hint="an IANA name such as Asia/Kolkata") from error
    return wanted


def _check_folders(folders: Mapping[str, Any]) -> None:
    for folder, rules in folders.items():
        if not isinstance(rules, Mapping):
            raise UsageError(
                f"folders.{folder} is a table", hint='as in [folders."~/notes"] and deck = "Notes" below it'
            )
        unknown = sorted(key for key in rules if key.replace("-", "_") not in FOLDER_SETTINGS)
        if unknown:
            raise UsageError(
                f"a folder has no setting {unknown[0]!r}", hint=f"one of: {', '.join(sorted(FOLDER_SETTINGS))}"
            )


def _check_decks(decks: Mapping[str, Any]) -> None:
    for deck, own in decks.items():
        if not isinstance(own, Mapping):
            raise UsageError(f"decks.{deck} is a table", hint='as in [decks."Serving"] and new_per_day = 5 below it')
        for key, value in own.items():
            if key not in DECK_SETTINGS:
                raise UsageError(
                    f"decks.{deck}: a deck has no setting {key!r}", hint=f"one of: {', '.join(sorted(DECK_SETTINGS))}"
                )
            try:
                checked(key, value)
            except UsageError as error:
                raise UsageError(f"decks.{deck}: {error.message}", hint=error.hint) from error


def _check_keymap(keys: Mapping[str, Any]) -> None:
    for binding, key in keys.items():
        if not isinstance(key, str):
            raise UsageError(f"keymap.{binding} is a key in quotes, not {key!r}", hint='as in "review.reveal" = "r"')


_CHECKS = {"folders": _check_folders, "decks": _check_decks, "keymap": _check_keymap}


def _numbers(name: str, text: str, count: int) -> str:
    try:
        numbers = [float(part) for part in text.strip(" []").split(",")]
    except ValueError as error:
        raise UsageError(f"{name} is {count} numbers with commas between") from error
    if len(numbers) != count or not all(map(isfinite, numbers)) or numbers[-1] <= 0:
        raise UsageError(f"{name} is {count} numbers with commas between, the last above 0")
    return ", ".join(f"{number:.6g}" for number in numbers)


_TRUE, _FALSE = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})


def _typed(name: str, value: object, default: object) -> Any:
    try:
        if isinstance(default, bool):
            word = str(value).lower()
            if word not in _TRUE | _FALSE:
                raise ValueError
            return word in _TRUE
        if isinstance(default, int):
            is_without = value == WITHOUT_LIMIT and SETTINGS[name].metadata.get("high") == NO_LIMIT
            return NO_LIMIT if is_without else int(str(value))
        if isinstance(default, float):
            return float(str(value).removesuffix("%"))
        if isinstance(default, tuple):
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts)  # type: ignore[attr-defined]
        if isinstance(default, Mapping):
            if not isinstance(value, Mapping):
                raise ValueError
            return MappingProxyType(dict(value))
        return str(value)
    except (TypeError, ValueError) as error:
        kind = {bool: "yes or no", int: "a whole number", float: "a number"}.get(type(default), "a table")
        raise UsageError(f"{name} is {kind}, not {value!r}") from error


DEFAULTS = Settings()
