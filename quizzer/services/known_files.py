"""What is known of note files from earlier imports, as far as an import wants it before it reads anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from quizzer.domain.cards import Source
from quizzer.store.seen import SeenRow, columns_at, seen_files, sources_at

STANDARD_INPUT = "-"
"""The path of what came through standard input; what came before stays when something else comes."""


class KnownFiles:
    """The files of earlier imports; those that are met again as they were are ticked off."""

    def __init__(
        self,
        rows: Sequence[SeenRow] = (),
        fetch: Callable[[Iterable[str]], dict[str, Source]] = lambda _: {},
        fetch_columns: Callable[[], dict[str, str]] = dict,
    ) -> None:
        self.as_they_were: dict[str, tuple[int, int] | None] = {
            row[0]: (row[2], row[3]) for row in rows if row[4] and not row[5]
        }
        """Path to time and size of every file that need not be read again while these are the same; None once met."""
        self.gone = [row[0] for row in rows if row[5] and not row[6]]
        """Those that were no longer there at the last import of their root."""
        self._unfinished = [row[0] for row in rows if not row[4] and not row[5] and not row[6]]
        self._bundled = {row[0] for row in rows if row[6]}
        self._rows = rows
        self.roots = dict.fromkeys(row[1] for row in rows if not row[6])
        """The folders and files that were asked for, those that ship with quizzer left out."""
        self._root_of: dict[str, str] | None = None
        self._fetch = fetch
        self.columns = fetch_columns
        """What the columns of tables were said to stand for, by path."""

    @classmethod
    def of(cls, database: Path) -> KnownFiles:
        """Those of a current database."""
        return cls(seen_files(database), lambda paths: sources_at(database, paths), lambda: columns_at(database))

    def sources(self, paths: Iterable[str]) -> dict[str, Source]:
        """Everything that is kept of some files, by path; those that were never read are left out."""
        return self._fetch(paths)

    def unmet(self) -> list[str]:
        """Files of the person's own, not known to be gone, that have not been ticked off."""
        waiting = [path for path, seen in self.as_they_were.items() if seen is not None and path not in self._bundled]
        return waiting + self._unfinished

    def root_of(self, path: str) -> str:
        """What the person named when this file was read; empty when it never was."""
        if self._root_of is None:
            self._root_of = {row[0]: row[1] for row in self._rows}
        return self._root_of.get(path, "")


def is_missing(path: str, root: str) -> bool:
    """Whether a file has been deleted or moved, and not only its folder taken away or made unreadable."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return os.path.isdir(root if root != path else os.path.dirname(path))
    except OSError:
        pass
    return False
