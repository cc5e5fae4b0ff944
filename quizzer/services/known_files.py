"""What is known of note files from earlier imports, as far as an import wants it before it reads anything."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from quizzer.domain.cards import Source
from quizzer.store.seen import Seen, SeenFiles, seen_roots, sources_at

STANDARD_INPUT = "-"
"""The path of what came through standard input; what came before stays when something else comes."""


class KnownFiles:
    """The files of earlier imports, for one survey: those that are met again as they were are ticked off."""

    def __init__(self, found: SeenFiles | None = None, database: Path | None = None) -> None:
        """Those that were `found` in a current database; none without one."""
        self._database = database
        found = found or SeenFiles({}, [], [], {}, {})
        self.settled: dict[str, Seen | None] = {**found.settled}
        """Every file that need not be read again while it is as it was then; None once met."""
        self.unsettled = found.unsettled
        self.gone = found.gone
        """Those that were no longer there at the last import of their root."""
        self.columns = found.columns
        self.rules = found.rules

    @cached_property
    def roots(self) -> list[str]:
        """The folders and files that were asked for, those that ship with quizzer left out."""
        return seen_roots(self._database) if self._database else []

    def sources(self, paths: Iterable[str]) -> dict[str, Source]:
        """Everything that is kept of some files, by path; those that were never read are left out."""
        wanted = list(paths)
        if not wanted or not self._database:
            return {}
        found, roots = sources_at(self._database, wanted, is_with_roots="roots" not in self.__dict__)
        if roots:
            self.roots = roots
        return found


def is_missing(path: str, root: str) -> bool:
    """Whether a file has been deleted or moved, and not only its folder taken away or made unreadable."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return os.path.isdir(root if root != path else os.path.dirname(path))
    except OSError:
        pass
    return False
