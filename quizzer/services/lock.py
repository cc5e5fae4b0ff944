"""One review session per home: a lock of the operating system, which dies with the process that holds it."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import IO

from quizzer.errors import StoreError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows: two sessions are possible there, and safe; only the warning is missing
    fcntl = None


class SessionLock:
    """Held while cards are being graded; a second session is told who holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock; StoreError names the process that has it."""
        if fcntl is None or self._file is not None:
            return
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError:
            return  # a home that cannot be written is refused with better words when a grade is stored
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise StoreError(
                f"another review session is open (process {holder})",
                hint="finish it first; `quizzer stats`, `import` and `export` work beside it",
            ) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None
