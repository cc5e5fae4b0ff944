"""Members of an `Enum` that are looked at for every line of every note, made as cheap to look at as any other name.

Python 3.11 finds `Kind.CARD` through a property written in Python, five times as slow as an attribute; later versions
do so by themselves.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

_Members = TypeVar("_Members", bound=Enum)


def at_hand(kinds: type[_Members]) -> type[_Members]:
    """The same class with each member a plain attribute of it."""
    for member in kinds:
        type.__setattr__(kinds, member.name, member)
    return kinds
