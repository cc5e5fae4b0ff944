"""The kinds of parameter an answer function may declare: counts, measures, choices, flags, lists."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.answers.declaration import Choice, Parameter, Shape, Value


def count(
    name: str,
    about: str,
    *,
    low: float = 1,
    high: float = 1e15,
    unit: str = "",
    default: int | None = None,
    derived: str = "",
    aliases: Sequence[str] = (),
    typical: Sequence[int] = (),
    must_be_stated: bool = False,
) -> Parameter:
    """A whole number: layers, heads, tokens, parameters of a model."""
    return Parameter(
        name,
        about,
        unit,
        is_whole=True,
        low=low,
        high=high,
        default=default,
        derived=derived,
        aliases=tuple(aliases),
        typical=tuple(typical),
        must_be_stated=must_be_stated,
    )


def measure(
    name: str,
    about: str,
    unit: str = "",
    *,
    low: float,
    high: float,
    default: float | None = None,
    derived: str = "",
    aliases: Sequence[str] = (),
    typical: Sequence[float] = (),
    must_be_stated: bool = False,
) -> Parameter:
    """A real number with a unit, or a `ratio`."""
    return Parameter(
        name,
        about,
        unit,
        low=low,
        high=high,
        default=default,
        derived=derived,
        aliases=tuple(aliases),
        typical=tuple(typical),
        must_be_stated=must_be_stated,
    )


def choice(
    name: str,
    about: str,
    choices: Sequence[Choice],
    *,
    unit: str = "",
    default: Value | None = None,
    aliases: Sequence[str] = (),
    typical: Sequence[Value] = (),
    must_be_stated: bool = False,
) -> Parameter:
    """One of a few named values; the function receives the value, never the name."""
    return Parameter(
        name,
        about,
        unit,
        choices=tuple(choices),
        default=default,
        aliases=tuple(aliases),
        typical=tuple(typical),
        must_be_stated=must_be_stated,
    )


def flag(name: str, about: str, *, default: bool | None = None, aliases: Sequence[str] = ()) -> Parameter:
    """Yes or no; the function receives a bool, formulas 1 or 0."""
    yes, no = Choice("yes", True, ("true", "on", "1")), Choice("no", False, ("false", "off", "0"))
    return Parameter(name, about, choices=(yes, no), default=default, aliases=tuple(aliases))


def vector(
    name: str,
    about: str,
    *,
    unit: str = "",
    low: float = -1e15,
    high: float = 1e15,
    default: Sequence[float] | None = None,
    aliases: Sequence[str] = (),
    typical: Sequence[Sequence[float]] = (),
) -> Parameter:
    """A list of at most 64 numbers; the function receives a tuple."""
    given = None if default is None else tuple(default)
    drawn = tuple(tuple(row) for row in typical)
    return Parameter(
        name, about, unit, Shape.VECTOR, low=low, high=high, default=given, aliases=tuple(aliases), typical=drawn
    )


def matrix(
    name: str,
    about: str,
    *,
    low: float = -1e15,
    high: float = 1e15,
    default: Sequence[Sequence[float]] | None = None,
    aliases: Sequence[str] = (),
    typical: Sequence[Sequence[Sequence[float]]] = (),
) -> Parameter:
    """At most 16 rows of equal length; the function receives a tuple of tuples."""
    given = None if default is None else tuple(tuple(row) for row in default)
    drawn = tuple(tuple(tuple(row) for row in rows) for rows in typical)
    return Parameter(
        name, about, "", Shape.MATRIX, low=low, high=high, default=given, aliases=tuple(aliases), typical=drawn
    )


def words(name: str, about: str, *, aliases: Sequence[str] = (), typical: Sequence[Sequence[str]] = ()) -> Parameter:
    """A list of at most 64 text tokens; the function receives a tuple of str."""
    return Parameter(
        name, about, shape=Shape.WORDS, aliases=tuple(aliases), typical=tuple(tuple(row) for row in typical)
    )
