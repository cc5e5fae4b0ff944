"""The registry of answer functions: what a computed card may name, and everything known about it.

How to write one
----------------

A topic module (`functions/memory.py`, `functions/compute.py`, ...) holds plain, pure, typed functions and
registers each with `@answer(...)`. The two patterns to copy are `kv_cache_bytes` and `mfu`. In short::

    @answer(
        topic="memory",
        unit="B",
        parameters=(LAYERS, count("batch", "sequences at a time", low=1, high=65536, default=1), dtype()),
        cues=("kv cache", "key-value cache"),
        steps=(Step("one", "tokens * dtype", "B", "one position"), Step("all", "layers * one", "B")),
        slips=(Slip("K or V counted once", "answer / 2", "about half: did you count both K and V?"),),
    )
    def kv_cache_bytes(*, layers: int, tokens: int, dtype: float, batch: int) -> float:
        '''Size of the key and value cache of one decoder.

        2 * layers * ... (Author, "Paper", year, equation)
        '''

- The registered name is the function's own name; its keyword-only arguments are the quantities it works with,
  all of them declared in `parameters`. Values arrive in base units: bytes, FLOPs, tokens, seconds, watts,
  dollars, and a ratio as a fraction (48 % is 0.48).
- A declared parameter that is no argument only serves to derive another one: `hidden_size` and `heads` give
  `head_dim` through `Parameter.derived`, a formula over the other parameters, used when it is not given.
- `Parameter.default` is used when neither is there. `must_be_stated` keeps the prose reader from assuming it.
- `unit` of the answer: "" for a count, "ratio" for a fraction that may be typed as a percentage, else any unit
  that `units.py` knows ("B", "flop", "flop/s", "token/s", "param", "s", "flop/B", "$", ...).
- `shape` of the answer: a scalar unless said otherwise; VECTOR gives a tuple of floats, SET a frozenset of
  numbers (zero-based positions unless the docstring says otherwise), WORDS a tuple of text tokens, MATRIX a
  tuple of rows.
- `steps`: either `Step`s, whose formulas (language of `expression.py`) may use every parameter and every
  earlier step by name, the last one giving the answer; or, where arithmetic on single numbers cannot show the way
  (vectors, text), a function with the same arguments that gives `Worked` lines.
- `slips`: each is a classic mistake as an executable wrong answer, a formula over parameters, steps and `answer`
  or a function with the same arguments. A slip that happens to equal the truth for the numbers at hand (query heads
  for KV heads in plain multi-head attention) is passed over, so it needs no condition. Name a slip so that it reads
  well in a ledger: "GB/GiB", "K or V counted once", "batch forgotten".
- `constraints` say which parameters go together ("hidden_size % heads == 0"); they hold for given and drawn values.
- `typical` values of a parameter are what fresh numbers are drawn from.
- Impossible input (a range the parameters cannot express) raises AnswerError with the parameter's name in it.

The first paragraph of the docstring says what the function gives; the rest gives the formula and its source.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module

from quizzer.answers import expression
from quizzer.answers.functions import MODULES
from quizzer.answers.tolerance import TWO_PERCENT, Tolerance
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
        raise AnswerError(f"{self.name} has no parameter {name!r}", hint=_nearest(name, names, "parameters"))


_FUNCTIONS: dict[str, AnswerFunction] = {}
_LOADED: set[str] = set()


def answer(
    *,
    topic: str,
    parameters: Sequence[Parameter],
    unit: str = "",
    shape: Shape = Shape.SCALAR,
    tolerance: Tolerance = TWO_PERCENT,
    steps: Sequence[Step] | Callable[..., Sequence[Worked]] = (),
    slips: Sequence[Slip] = (),
    cues: Sequence[str] = (),
    constraints: Sequence[str] = (),
    low: float = float("-inf"),
    high: float = float("inf"),
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Register the decorated function under its own name; the function itself is given back unchanged."""

    def register(run: Callable[..., Answer]) -> Callable[..., Answer]:
        code = run.__code__  # cheaper than inspect.signature, and all there is to know
        arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        entry = AnswerFunction(
            name=run.__name__,
            topic=topic,
            run=run,
            parameters=tuple(parameters),
            arguments=arguments,
            unit=unit,
            shape=shape,
            tolerance=tolerance,
            steps=steps if callable(steps) else tuple(steps),
            slips=tuple(slips),
            cues=tuple(cues),
            constraints=tuple(constraints),
            low=low,
            high=high,
        )
        _check(entry)
        _FUNCTIONS[entry.name] = entry
        return run

    return register


def function(name: str) -> AnswerFunction:
    """The registered function of that name. Raises AnswerError with the nearest names."""
    for module in MODULES:
        if name in _FUNCTIONS:
            break
        _load(module)
    if name not in _FUNCTIONS:
        raise AnswerError(f"no answer function {name!r}", hint=_nearest(name, list(_FUNCTIONS), "functions"))
    return _FUNCTIONS[name]


def functions() -> tuple[AnswerFunction, ...]:
    """Every registered function, topic by topic in the order of `functions.MODULES`."""
    for module in MODULES:
        _load(module)
    return tuple(_FUNCTIONS.values())


def registered() -> tuple[AnswerFunction, ...]:
    """What has been registered so far, without loading anything more."""
    return tuple(_FUNCTIONS.values())


def adopt(entry: AnswerFunction) -> None:
    """Add a function that lives in another process. Raises AnswerError when quizzer has one of that name."""
    if entry.name in {function.name for function in functions()}:
        raise AnswerError(f"there is an answer function {entry.name!r} already")
    _FUNCTIONS[entry.name] = entry


def abandon(name: str) -> None:
    """Take an adopted function away again."""
    _FUNCTIONS.pop(name, None)


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


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A parameter's name without case, spaces, `_` and `-`, as aliases are compared."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def _check(entry: AnswerFunction) -> None:
    """Mistakes in a registration surface when the module is loaded, not in a review."""
    names = [parameter.name for parameter in entry.parameters]
    unknown = set(entry.arguments) - set(names)
    spare = [name for name in names if names.count(name) > 1 or not expression.NAME.match(name)]
    if entry.name in _FUNCTIONS or unknown or spare:
        raise AnswerError(f"{entry.name} is registered badly: {sorted(unknown) or spare or 'registered twice'}")


def _load(module: str) -> None:
    if module not in _LOADED:
        import_module(f"quizzer.answers.functions.{module}")
        _LOADED.add(module)


def _nearest(name: str, names: Sequence[str], what: str) -> str:
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"{what}: {', '.join(names)}"


def numbers_of(values: Mapping[str, Value]) -> dict[str, Number]:
    """Those values that a formula may use; a flag counts as 1 or 0."""
    return {
        name: int(value) if isinstance(value, bool) else value
        for name, value in values.items()
        if isinstance(value, int | float)
    }
