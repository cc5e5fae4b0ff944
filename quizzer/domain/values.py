"""`dataclass(frozen=True, slots=True)` for the classes that are needed before the first card is on the screen.

Up to Python 3.12 the library compiles six methods for every class, one by one: a millisecond each, and a start makes
thirty classes. Here the constructor alone is compiled, when there is a first value, and the other methods are shared,
which takes a fifth of the time. A type checker sees the library's own decorator, and `fields`, `replace` and `match` work as ever.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Any:
        """Turn a class into a frozen value with slots; no other kind is made here."""
        if not (frozen and slots):
            raise TypeError("only frozen values with slots are made here: take the library's dataclass")
        return _value


def _value(cls: type) -> type:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    if hasattr(made, "__post_init__") or not all(field.init and field.repr and field.compare for field in fields):
        raise TypeError(f"{cls.__name__} wants more than a plain value: take the library's dataclass")

    def begin(self: Any, *given: Any, **named: Any) -> None:
        # Compiled for the first value: half of the classes that a start loads are used later or not at all.
        made.__init__ = _constructor(fields)
        made.__init__(self, *given, **named)

    made.__init__ = begin
    made._parts = attrgetter("__class__", *(field.name for field in fields))
    for name, method in _METHODS.items():
        if name not in vars(cls):
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _constructor(fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    known: dict[str, Any] = {"_put": object.__setattr__, "_MISSING": dataclasses.MISSING}
    head, body = ["self"], ["pass"]
    for field in fields:
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_new_{name}"], known[f"_default_{name}"] = field.default_factory, dataclasses.MISSING
            value = f"_new_{name}() if {name} is _MISSING else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
        head.append(f"{name}=_default_{name}" if f"_default_{name}" in known else name)
        body.append(f"_put(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(head)}):\n " + "\n ".join(body), known)
    return known["__init__"]


class _Shared:
    """What all values do in the same way; `_parts` gives the class and the values of its fields."""

    __match_args__: tuple[str, ...]
    _parts: Any

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({named})"

    def __eq__(self, other: object) -> bool:
        return self._parts(self) == self._parts(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts(self))

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)


_METHODS = {name: method for name, method in vars(_Shared).items() if hasattr(method, "__code__")}
