"""What reading remembers of the texts of a note: its conventions ask the same of each heading and line, one after the other.

All of one note is remembered however long it is, because the conventions go through it in turn and a memory that is a
little too small would never be asked for what it still has. It is emptied between notes once it has grown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

_MOST_BETWEEN_NOTES = 4096

_Asked = TypeVar("_Asked", bound=Callable[..., Any])
_memories: list[Any] = []


def remembered(function: _Asked) -> _Asked:
    """The same function, which answers a question once for each note."""
    memory = lru_cache(maxsize=None)(function)
    _memories.append(memory)
    return cast(_Asked, memory)


def forget_much() -> None:
    """Empty what has grown; called before a note is read."""
    forget(_MOST_BETWEEN_NOTES)


def forget(most: int = 0) -> None:
    """Empty what holds more than so much."""
    for memory in _memories:
        if memory.cache_info().currsize > most:
            memory.cache_clear()
