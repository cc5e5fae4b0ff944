"""Variants: the numbers of one showing. A seed gives fresh ones, and the same ones again whenever it is given again.

Each parameter draws from its own stream, so changing one leaves the others as they were. A drawn number is rounded
before anything is worked out with it: what is displayed is what is graded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from quizzer.answers import expression, readable, units
from quizzer.answers.arguments import Arguments, bind, call, read_value, shown_value
from quizzer.answers.registry import AnswerFunction, Number, Parameter, Shape, Value, numbers_of
from quizzer.answers.units import PARAM, TOKEN
from quizzer.errors import AnswerError

FORMULA = "formula"
"""Topic of the function that is made of a deck's formula."""
MAX_TRIES = 200
"""Draws until the constraints hold."""
MAX_CORNERS = 64
MAX_STEPS = 10**6
"""Values that a range may have."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same value every time."""

    value: object


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of these."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ranged:
    """low, low + step, ... up to high."""

    low: Number
    high: Number
    step: Number

    def __post_init__(self) -> None:
        if not all(math.isfinite(number) for number in (self.low, self.high, self.step)):
            raise AnswerError("a range has finite bounds")
        if self.step <= 0 or self.high < self.low:
            raise AnswerError("a range goes upwards, with a step above zero")
        if (self.high - self.low) / self.step > MAX_STEPS:
            raise AnswerError(f"a range has at most {MAX_STEPS:,} values")

    @property
    def size(self) -> int:
        """How many values there are."""
        return int((self.high - self.low) / self.step + 1e-9) + 1

    def value(self, index: int) -> Number:
        """The value of that place, free of floating-point dust."""
        exact = self.low + index * self.step
        return exact if isinstance(exact, int) else float(f"{exact:.10g}")


def logarithmic(low: Number, high: Number) -> Chosen:
    """Round values spread evenly over the orders of magnitude: powers of two between two of those, else 1, 2, 5, 10.

    >>> logarithmic(512, 4096).values
    (512, 1024, 2048, 4096)
    """
    if low <= 0 or high < low or not math.isfinite(high):
        raise AnswerError("a logarithmic range goes upwards from above zero")
    if all(isinstance(end, int) and end & (end - 1) == 0 for end in (low, high)):
        powers = range(int(math.log2(low)), int(math.log2(high)) + 1)
        return Chosen(tuple(2**power for power in powers))
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    between = [float(f"{digit}e{power}") for power in decades for digit in (1, 2, 5)]
    rounds = [int(value) if isinstance(low, int) else value for value in between if low < value < high]
    return Chosen((low, *rounds, high) if low != high else (low,))


@dataclass(frozen=True, slots=True)
class Given:
    """Worked out from the other parameters."""

    formula: str


Source = Fixed | Chosen | Ranged | Given
"""Where a parameter's value comes from."""


def draw(function: AnswerFunction, sources: Mapping[str, Source], seed: int) -> Arguments:
    """The parameters for a seed; constraints, ranges and the possible answers all hold. Raises AnswerError."""
    refusal: AnswerError | None = None
    for attempt in range(MAX_TRIES):
        picked = {name: _picked(source, _place(seed, name, attempt)) for name, source in sources.items()}
        try:
            return complete(function, picked, sources)
        except AnswerError as error:
            if function.topic == FORMULA:  # nothing says that its numbers exclude each other: the author must know
                raise
            refusal = refusal or error
    raise AnswerError(f"no numbers found that fit ({refusal.message if refusal else 'nothing to draw'})")


def corners(function: AnswerFunction, sources: Mapping[str, Source]) -> Iterator[dict[str, object]]:
    """The smallest and largest values in every combination, as many as can be looked at."""
    ends = [_ends(source) for source in sources.values()]
    for picks in islice(product(*ends), MAX_CORNERS):
        yield dict(zip(sources, picks, strict=True))


def complete(function: AnswerFunction, picked: Mapping[str, object], sources: Mapping[str, Source]) -> Arguments:
    """Picked values, those worked out from them, and a check of everything. Raises AnswerError."""
    stated: dict[str, object] = {
        name: _displayable(read_value(function.parameter(name), value))
        for name, value in picked.items()
        if value is not None
    }
    known = numbers_of(stated)
    for name, source in sources.items():
        if isinstance(source, Given):
            value = expression.parse(source.formula).value(known)
            known[name] = float(f"{value:.10g}") if isinstance(value, float) else value
            stated[name] = known[name]
    arguments = bind(function, stated)
    answer = call(function, arguments)
    if isinstance(answer, int | float) and not function.low <= answer <= function.high:
        raise AnswerError(f"{function.name} would be out of its range")
    return arguments


def typical_sources(function: AnswerFunction, given: Mapping[str, Value], names: Sequence[str]) -> dict[str, Source]:
    """For a question made from a note: typical values of the parameters that its text can show, else the note's own."""
    sources: dict[str, Source] = {}
    for name, value in given.items():
        typical = function.parameter(name).typical
        sources[name] = Chosen(tuple(dict.fromkeys((*typical, value)))) if typical and name in names else Fixed(value)
    return sources


def shown(parameter: Parameter, value: Value) -> str:
    """A value as a question shows it, always the exact one: `125 million` only when it is exactly that."""
    text = shown_value(parameter, value)
    if parameter.shape is Shape.SCALAR and isinstance(value, int | float) and not parameter.choices:
        dimension = units.parse_unit(parameter.unit).dimension
        if read_value(parameter, text) != value:
            text = readable.exact(value, dimension)
        if dimension in (TOKEN, PARAM):
            text = text.removesuffix(dimension.symbol)
    return text.strip()


def _displayable(value: Value) -> Value:
    """A real number cut to the ten digits that a question shows at most, so that what is shown is what is graded."""
    return float(f"{value:.10g}") if isinstance(value, float) else value


def _picked(source: Source, place: int) -> object:
    match source:
        case Fixed(value):
            return value
        case Chosen(values):
            return values[place % len(values)]
        case Ranged():
            return source.value(place % source.size)
    return None


def _ends(source: Source) -> tuple[object, ...]:
    match source:
        case Chosen(values):
            return (values[0], values[-1]) if len(values) > 1 else values
        case Ranged():
            return (source.value(0), source.value(source.size - 1))
        case Fixed(value):
            return (value,)
    return (None,)


def _place(seed: int, name: str, attempt: int) -> int:
    """A large number that depends on nothing else; the same on every machine and version."""
    digest = hashlib.blake2b(f"{seed}/{name}/{attempt}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
