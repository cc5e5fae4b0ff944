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

from collections.abc import Callable, Sequence
from importlib import import_module

from quizzer.answers.declaration import (
    Answer,
    AnswerFunction,
    Choice,
    Number,
    Parameter,
    Shape,
    Slip,
    Step,
    Value,
    Worked,
    nearest,
    numbers_of,
    plain_name,
)
from quizzer.answers.formula_parser import NAME
from quizzer.answers.functions import MODULES
from quizzer.answers.parameters import choice, count, flag, matrix, measure, vector, words
from quizzer.answers.tolerance import TWO_PERCENT, Tolerance
from quizzer.errors import AnswerError

__all__ = [
    "Answer",
    "AnswerFunction",
    "Choice",
    "Number",
    "Parameter",
    "Shape",
    "Slip",
    "Step",
    "Value",
    "Worked",
    "abandon",
    "adopt",
    "answer",
    "choice",
    "count",
    "flag",
    "function",
    "functions",
    "matrix",
    "measure",
    "numbers_of",
    "plain_name",
    "registered",
    "vector",
    "words",
]
"""Everything that a topic module or a plugin needs to declare its functions."""

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
        raise AnswerError(f"no answer function {name!r}", hint=nearest(name, list(_FUNCTIONS), "functions"))
    return _FUNCTIONS[name]


def functions() -> tuple[AnswerFunction, ...]:
    """Every registered function, topic by topic in the order of `functions.MODULES`."""
    if len(_LOADED) < len(MODULES):
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


def _check(entry: AnswerFunction) -> None:
    """Mistakes in a registration surface when the module is loaded, not in a review."""
    names = [parameter.name for parameter in entry.parameters]
    unknown = set(entry.arguments) - set(names)
    spare = [name for name in names if names.count(name) > 1 or not NAME.match(name)]
    if entry.name in _FUNCTIONS or unknown or spare:
        raise AnswerError(f"{entry.name} is registered badly: {sorted(unknown) or spare or 'registered twice'}")


def _load(module: str) -> None:
    if module not in _LOADED:
        import_module(f"quizzer.answers.functions.{module}")
        _LOADED.add(module)
