"""The identities that new cards get: the same in each run, and with them the same order in a queue."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_SOURCE = random.Random()


@contextmanager
def repeated() -> Iterator[None]:
    """From here on identities come from a sequence that `start` begins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=_SOURCE.getrandbits(128), version=4))
        yield


def start(name: str) -> None:
    """Begin the sequence of this name."""
    _SOURCE.seed(name)
