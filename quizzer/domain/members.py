"""Named members that are looked at for every line of every note, made as cheap to look at as any other name.

Python 3.11 finds `Kind.CARD` through a property written in Python, and asks the class of the class for every name
first: twenty times the work of an attribute; later versions do so no more.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

_Members = TypeVar("_Members", bound=Enum)


def at_hand(kinds: type[_Members]) -> type[_Members]:
    """The same class with each member a plain attribute of it."""
    for member in kinds:
        type.__setattr__(kinds, member.name, member)
    return kinds


if TYPE_CHECKING:
    Members = Enum
else:

    class Members:
        """What `Enum` is to those who only name its members and tell them apart: a type checker sees that one.

        >>> class Side(Members):
        ...     LEFT = "left"
        >>> Side.LEFT, Side.LEFT.value, Side.LEFT is Side.LEFT
        (Side.LEFT, 'left', True)
        """

        def __init_subclass__(cls) -> None:
            for name, value in list(vars(cls).items()):
                if name.isupper():
                    setattr(cls, name, cls(name, value))

        def __init__(self, name: str, value: Any) -> None:
            self.name = name
            self.value = value

        def __repr__(self) -> str:
            return f"{type(self).__name__}.{self.name}"
