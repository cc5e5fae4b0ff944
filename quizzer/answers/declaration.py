"""What an answer function declares: parameters, steps, slips, and the function itself as a value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quizzer.answers.tolerance import Tolerance
from quizzer.errors import AnswerError

Number = int | float
Answer = int | float | Sequence[float] | Sequence[Sequence[float]] | Sequence[str] | frozenset[int]
"""What an answer function gives; which one is its `shape`."""
Value = object
"""A parameter's value after reading: a number, a bool, a text, or a tuple (of tuples) of those."""


class Shape(StrEnum):
    """How many numbers an answer or a parameter is."""

    SCALAR = "scalar"
    VECTOR = "vector"
    MATRIX = "matrix"
    SET = "set"
    TEXT = "text"
    """One word, such as `memory` or `compute`; case and spaces do not count."""
    WORDS = "words"
    """Text tokens in their order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a parameter that has names for its values."""

    name: str
    value: Value
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One quantity that a question states."""

    name: str
    about: str
    """What it is, in a few words: shown by `quizzer calc --list`."""
    unit: str = ""
    shape: Shape = Shape.SCALAR
    is_whole: bool = False
    low: float = float("-inf")
    """Smallest sensible value, itself allowed; of every element when it is a vector."""
    high: float = float("inf")
    default: Value | None = None
    derived: str = ""
    """Formula over other parameters, used when it is not given."""
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other ways people write the name; case, `_`, `-` and spaces do not count."""
    typical: tuple[Value, ...] = ()
    """Values that fresh numbers are drawn from."""
    must_be_stated: bool = False
    """True when a default is fine at the prompt but a guess when reading somebody's note."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the worked solution: a named sub-result."""

    name: str
    formula: str
    unit: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A line of a worked solution, ready to show."""

    name: str
    working: str
    value: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A known mistake as an executable wrong answer."""

    name: str
    """Independent of the numbers; what the ledger counts."""
    wrong: str | Callable[..., Answer]
    message: str
    """Said to the person: what they may have done, as a question; never the right value."""


@dataclass(frozen=True, slots=True)
class AnswerFunction:
    """A registered answer function."""

    name: str
    topic: str
    run: Callable[..., Answer]
    parameters: tuple[Parameter, ...]
    arguments: tuple[str, ...]
    """Those parameters that `run` takes."""
    unit: str
    shape: Shape
    tolerance: Tolerance
    steps: tuple[Step, ...] | Callable[..., Sequence[Worked]]
    slips: tuple[Slip, ...]
    cues: tuple[str, ...]
    """Words by which a question in a note asks for it."""
    constraints: tuple[str, ...]
    low: float
    """Smallest possible answer; a computed card outside the range is refused."""
    high: float

    @property
    def about(self) -> str:
        """The first line of the docstring."""
        return self.documentation.partition("\n")[0]

    @property
    def documentation(self) -> str:
        """What it gives, formula and source."""
        lines = (self.run.__doc__ or "").strip().splitlines()
        return "\n".join(line.strip() for line in lines)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name or alias. Raises AnswerError with the nearest names."""
        wanted = plain_name(name)
        for parameter in self.parameters:
            if name == parameter.name or name in parameter.aliases:
                return parameter
        for parameter in self.parameters:
            if wanted == plain_name(parameter.name) or wanted in map(plain_name, parameter.aliases):
                return parameter
        names = [parameter.name for parameter in self.parameters]
        raise AnswerError(f"{self.name} has no parameter {name!r}", hint=nearest(name, names, "parameters"))


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A parameter's name without case, spaces, `_` and `-`, as aliases are compared."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def numbers_of(values: Mapping[str, Value]) -> dict[str, Number]:
    """Those values that a formula may use; a flag counts as 1 or 0."""
    return {
        name: int(value) if isinstance(value, bool) else value
        for name, value in values.items()
        if isinstance(value, int | float)
    }


FEW = 20
"""Names that a hint can list and still be one line."""


def nearest(name: str, names: Sequence[str], what: str) -> str:
    """A hint for a name that does not exist."""
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return (
        f"{what}: {', '.join(names)}" if len(names) <= FEW else f"`quizzer calc --list` shows all {len(names)} {what}"
    )
