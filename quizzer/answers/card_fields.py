"""The fields of a computed card, from the text of a deck to values; each refusal names its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, TypeVar

from quizzer.answers import expression, quantity
from quizzer.answers import tolerance as tolerances
from quizzer.answers.formula_parser import NAME
from quizzer.answers.quantity import Prefix
from quizzer.answers.registry import Number, Slip, Step, Worked
from quizzer.answers.tolerance import TWO_PERCENT, Tolerance
from quizzer.answers.units import NUMBER, Dimension
from quizzer.answers.variants import Chosen, Fixed, Given, Ranged, Source, logarithmic
from quizzer.answers.vocabulary import DTYPES
from quizzer.answers.worked import work as work_steps
from quizzer.domain.patterns import late
from quizzer.errors import AnswerError

_SCALED = late(r"[\d.,_]+[kKmMgGtTbB]")
"""`7B` glued together is seven billion, not seven bytes."""

P = ParamSpec("P")
T = TypeVar("T")


class CardError(AnswerError):
    """A field of a computed card does not fit; `field` says which (`parameters.layers`)."""

    def __init__(self, field: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{field}: {message}", hint=hint)
        self.field = field


def in_field(field: str, run: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it, with any refusal addressed to the field."""
    try:
        return run(*args, **kwargs)
    except CardError:
        raise
    except AnswerError as error:
        raise CardError(field, error.message, hint=error.hint) from None


def mapping(raw: object, field: str) -> Mapping[str, object]:
    """A mapping of texts. Raises CardError."""
    if not isinstance(raw, Mapping):
        raise CardError(field, "names with values are wanted")
    return {str(name): value for name, value in raw.items()}


def source(raw: object, field: str) -> Source:
    """Where a parameter's value comes from. Raises CardError."""
    if not isinstance(raw, Mapping):
        return Fixed(_plain(raw))
    if "choices" in raw:
        choices = raw["choices"]
        if not isinstance(choices, Sequence) or isinstance(choices, str) or not choices:
            raise CardError(f"{field}.choices", "a list of values is wanted")
        return Chosen(tuple(_plain(each) for each in choices))
    if "range" in raw:
        return in_field(f"{field}.range", _range, raw)
    if "expression" in raw:
        formula = in_field(f"{field}.expression", expression.parse, str(raw["expression"]))
        return Given(formula.text)
    raise CardError(field, "a value, or one of choices, range, expression is wanted")


def dimension(found: Source) -> Dimension:
    """What a parameter of a formula measures, by the unit written with its value."""
    if isinstance(found, Fixed | Chosen):
        first = found.value if isinstance(found, Fixed) else found.values[0]
        if isinstance(first, str):
            readings = in_field("parameters", quantity.read, first)
            is_scaled = _SCALED.fullmatch(first.strip()) and any(each.dimension.is_number for each in readings)
            return NUMBER if is_scaled else readings[0].dimension
    return NUMBER


def tolerance(data: Mapping[str, object], default: Tolerance | None) -> Tolerance:
    """The card's tolerance, else the function's, else 2 %."""
    text = str(data.get("tolerance", "") or "").strip()
    if text:
        return in_field("tolerance", tolerances.parse_tolerance, text)
    return default or TWO_PERCENT


def prefix(data: Mapping[str, object]) -> Prefix:
    """What MB may mean on this card."""
    text = str(data.get("prefix", "") or Prefix.EITHER).strip().casefold()
    try:
        return Prefix(text)
    except ValueError:
        raise CardError("prefix", f"{text} is none of either, decimal, binary") from None


def slips(data: Mapping[str, object]) -> tuple[Slip, ...]:
    """Declared slips: by formula or by the ratio of the wrong answer to the right one; ratios among the hints too."""
    raw = data.get("slips") or ()
    entries = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else (raw,)
    found = [_slip(entry, f"slips[{place}]") for place, entry in enumerate(entries, 1)]
    ratios = data.get("hints")
    if isinstance(ratios, Mapping):
        found += [_by_ratio(f"ratio {ratio}", str(ratio), str(text), "hints") for ratio, text in ratios.items()]
    return tuple(found)


def hints(data: Mapping[str, object]) -> tuple[str, ...]:
    """Hints in their order."""
    raw = data.get("hints") or ()
    if isinstance(raw, Mapping):
        return ()
    entries = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else (raw,)
    return tuple(str(each) for each in entries if str(each))


def steps(data: Mapping[str, object]) -> tuple[Step | str, ...]:
    """The deck's own worked solution: named formulas, and texts with `{name}`."""
    raw = data.get("steps") or ()
    entries = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else (raw,)
    found: list[Step | str] = []
    for place, entry in enumerate(entries, 1):
        field = f"steps[{place}]"
        fields = mapping(entry, field) if isinstance(entry, Mapping) else {"text": entry}
        formula, name = str(fields.get("formula", "")), str(fields.get("name", ""))
        text = str(fields.get("text", ""))
        before, equals, after = text.partition("=")
        if not formula and equals and NAME.match(before.strip()) and _is_formula(after):
            name, formula = before.strip(), after.strip()
        if formula:
            in_field(f"{field}.formula", expression.parse, formula)
            found.append(Step(name or f"step {place}", formula, about=text))
        else:
            found.append(text)
    return tuple(found)


def work(entries: Sequence[Step | str], values: Mapping[str, Number], shown: Mapping[str, str]) -> tuple[Worked, ...]:
    """The deck's steps with numbers; a text may speak of parameters and of earlier steps as `{name}`."""
    known, texts = dict(values), dict(shown)
    lines: list[Worked] = []
    for entry in entries:
        if isinstance(entry, Step):
            line = work_steps((entry,), known)[0]
            known[entry.name] = expression.parse(entry.formula).value(known)
            texts[entry.name] = line.value
            lines.append(line)
        else:
            for name, text in texts.items():
                entry = entry.replace(f"{{{name}}}", text)
            lines.append(Worked("", entry, ""))
    return tuple(lines)


def _plain(raw: object) -> object:
    """A value as the rest reads it; a format's name (`float16`) stays text, its bytes are looked up by whoever asks."""
    return tuple(_plain(each) for each in raw) if isinstance(raw, list | tuple) else raw


def _number(raw: object) -> Number:
    return raw if isinstance(raw, int | float) and not isinstance(raw, bool) else quantity.read(str(raw))[0].value


def _range(raw: Mapping[str, object]) -> Source:
    ends = raw["range"]
    if not isinstance(ends, Sequence) or isinstance(ends, str) or len(ends) != 2:
        raise AnswerError("two numbers are wanted, lowest and highest")
    low, high = _number(ends[0]), _number(ends[1])
    if raw.get("log"):
        return logarithmic(low, high)
    if "step" in raw:
        return Ranged(low, high, _number(raw["step"]))
    are_whole = isinstance(low, int) and isinstance(high, int)
    return Ranged(low, high, max(1, (high - low) // 1000) if are_whole else (high - low) / 20 or 1)


def _slip(entry: object, field: str) -> Slip:
    if not isinstance(entry, Mapping):
        raise CardError(field, "a slip needs a formula or a ratio, and a message")
    fields = {str(name): str(value) for name, value in entry.items()}
    name, message = fields.get("name", ""), fields.get("message", "")
    if "formula" in fields:
        formula = in_field(f"{field}.formula", expression.parse, fields["formula"])
        return Slip(name or formula.text, formula.text, message or f"is that {name}?")
    if "ratio" in fields:
        return _by_ratio(name or f"ratio {fields['ratio']}", fields["ratio"], message, f"{field}.ratio")
    raise CardError(field, "a slip needs a formula or a ratio")


def _by_ratio(name: str, ratio: str, message: str, field: str) -> Slip:
    factor = in_field(field, quantity.read, ratio)[0].value
    return (
        Slip(name, lambda **values: 0, message)
        if factor == 0
        else Slip(name, f"answer * {factor!r}", message or f"is that {name}?")
    )


def _is_formula(text: str) -> bool:
    try:
        expression.parse(text.strip())
    except AnswerError:
        return False
    return True


def with_formats(found: Source) -> Source:
    """For a formula: names of number formats (`float16`) as bytes per element."""
    if isinstance(found, Fixed):
        return Fixed(_format(found.value))
    return Chosen(tuple(_format(value) for value in found.values)) if isinstance(found, Chosen) else found


def _format(value: object) -> object:
    for each in DTYPES:
        if isinstance(value, str) and value.casefold() in (each.name, *each.aliases):
            return each.value
    return value
