"""A field for a path that completes as a shell does: the rest of a name is shown, and tab takes it over."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

_MOST_NAMES = 20_000
"""Names of a folder that are looked at before the search is given up."""


def complete(typed: str) -> tuple[str, str]:
    """A path with the part of its last name that is certain, and with the whole of the first name that fits.

    Folders end in a slash; hidden names are offered only after a dot. Both are what was typed where nothing fits.
    """
    head, slash, start = typed.rpartition("/")
    try:
        folder = Path(head + slash or ".").expanduser()
        with os.scandir(folder) as entries:
            names = [
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in itertools.islice(entries, _MOST_NAMES)
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            ]
    except (OSError, ValueError, RuntimeError):
        names = []
    if not typed or not names:
        return typed, typed
    return head + slash + _common_start(names), head + slash + min(names)


def _common_start(names: list[str]) -> str:
    low, high = min(names), max(names)
    return low[: next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))]


class _PathSuggester(Suggester):
    """The first name that fits."""

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path, or None when there is nothing to add."""
        first = complete(value)[1]
        return first if first != value else None


class PathInput(Input):
    """A field for one path."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete the name", show=False)]

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(id=id, placeholder=placeholder, suggester=_PathSuggester(use_cache=False, case_sensitive=True))

    def action_complete(self) -> None:
        """Take over what is certain; where nothing more is, the first name that fits."""
        certain, first = complete(self.value)
        self.value = certain if len(certain) > len(self.value) else first
        self.cursor_position = len(self.value)
