"""`quizzer serve` as a person starts it: a process, and the address that it printed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self.address.partition("/?")[0]

    @property
    def key(self) -> str:
        """What the address lets in by."""
        return parse_qs(urlsplit(self.address).query)["key"][0]

    @property
    def socket(self) -> str:
        """Where a tab connects."""
        return f"{self.origin.replace('http', 'ws')}/ws/{self.key}?width=80&height=24"


def environment(now: str) -> dict[str, str]:
    """The environment of a child, at a fixed time."""
    return {**os.environ, "QUIZZER_NOW": now, "PYTHONPATH": str(ROOT), "TEXTUAL_ANIMATIONS": "none"}


@contextmanager
def served(home: Path, now: str, *options: str) -> Iterator[Served]:
    """A server on a free port, for the length of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "--home", str(home), "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(now),
    )
    assert process.stdout is not None
    try:
        yield Served(process, process.stdout.readline().removeprefix("Open ").strip())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
