"""Numbers as people read them: the exact value, and a short form with a prefix. Never the repr of a float."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.answers import units
from quizzer.answers.units import Dimension, Number

_PREFIXES = (("", 1), ("k", 10**3), ("M", 10**6), ("G", 10**9), ("T", 10**12), ("P", 10**15), ("E", 10**18))
_BINARY_PREFIXES = (("", 1), ("Ki", 2**10), ("Mi", 2**20), ("Gi", 2**30), ("Ti", 2**40), ("Pi", 2**50))
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_TIMES = (
    (31_536_000, "years"), (86400, "days"), (3600, "h"), (60, "min"), (1, "s"),
    (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"),
)  # fmt: skip


def plain(value: Number, digits: int = 10) -> str:
    """Grouped digits, at most `digits` significant ones when it is not whole.

    >>> plain(201326592), plain(0.1 + 0.2), plain(1.5e-7), plain(3 * 10**23)
    ('201,326,592', '0.3', '1.5e-7', '3e23')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, int):
        is_round = abs(value) >= 10**18 and len(str(abs(value)).rstrip("0")) <= digits
        return _scientific(value, digits) if is_round else f"{value:,}"
    if value != 0 and not 1e-4 <= abs(value) < 1e15:
        return _scientific(value, digits)
    whole = len(str(int(abs(value))))
    text = f"{value:,.{max(digits - whole, 0)}f}" if abs(value) >= 1 else f"{value:.{digits}g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: Number, dimension: Dimension) -> str:
    """The value in base units: `201,326,592 B`."""
    if dimension == units.DOLLAR:
        return f"${plain(value)}"
    return _with_symbol(plain(value), dimension)


def short(value: Number, dimension: Dimension, unit: str = "") -> str:
    """Four significant digits with a fitting prefix: `192 MiB`, `312 TFLOP/s`, `48.08 %`, `2.5 h`.

    A size that is a round number of binary units is given in those, any other in decimal ones.
    """
    forms = _short_forms(value, dimension, unit)
    return forms[0] if forms else exact(_four(value), dimension)


def full(value: Number, dimension: Dimension, unit: str = "") -> str:
    """The exact value, then what it is in words that fit: `201,326,592 B = 192 MiB = 201.3 MB`."""
    first = exact(value, dimension)
    forms = [form for form in _short_forms(value, dimension, unit) if form != first]
    if dimension.is_number and unit in ("ratio", "%"):
        first = plain(_four(value))
    return " = ".join([first, *forms])


def listed(values: Sequence[object]) -> str:
    """A vector, set or row of words in brackets."""
    shown = [plain(_four(value)) if isinstance(value, int | float) else str(value) for value in values]
    return f"[{', '.join(shown)}]"


def _short_forms(value: Number, dimension: Dimension, unit: str) -> list[str]:
    if dimension == units.BYTE:
        return _sizes(value)
    if dimension.is_number:
        return [f"{plain(value * 100, 4)} %"] if unit in ("ratio", "%") else _scaled(value)
    if dimension == units.SECOND:
        return _time(value)
    if dimension == units.DOLLAR:
        return [f"${value:,.2f}"] if abs(value) >= 0.01 else []
    if dict(dimension.powers).get("param") == 1 or dict(dimension.powers).get("token") == 1:
        return [f"{form} {dimension.symbol}" for form in _scaled(value)]
    if dimension.symbol.startswith("1/"):
        return [_with_symbol(form, dimension) for form in _scaled(value)]
    return _prefixed(value, dimension.symbol, _PREFIXES)


def _with_symbol(number: str, dimension: Dimension) -> str:
    return f"{number} {dimension.symbol}".strip().replace(" 1/", "/")


def _sizes(value: Number) -> list[str]:
    decimal, binary = _prefixed(value, "B", _PREFIXES), _prefixed(value, "B", _BINARY_PREFIXES)
    is_round = bool(binary) and float(binary[0].split()[0].replace(",", "")).is_integer()
    return [*binary, *decimal] if is_round else [*decimal, *binary]


def _prefixed(value: Number, symbol: str, prefixes: Sequence[tuple[str, int]]) -> list[str]:
    fitting = [(prefix, factor) for prefix, factor in prefixes if abs(value) >= factor]
    if not fitting or not fitting[-1][0]:
        return []
    prefix, factor = fitting[-1]
    if abs(value) >= 1000 * factor and factor == prefixes[-1][1]:  # nobody reads 1,200 EFLOP
        return []
    return [f"{plain(_four(value / factor))} {prefix}{symbol}"]


def _scaled(value: Number) -> list[str]:
    fitting = [(factor, name) for factor, name in _SCALES if factor <= abs(value) < 10**15]
    return [f"{plain(_four(value / factor))} {name}" for factor, name in fitting[:1]]


def _time(value: Number) -> list[str]:
    fitting = [(factor, name) for factor, name in _TIMES if abs(value) >= factor]
    if not fitting or fitting[0][1] == "s":
        return []
    factor, name = fitting[0]
    return [f"{plain(_four(value / factor))} {name}"]


def _four(value: Number) -> float:
    """Rounded to four significant digits; whole numbers below ten thousand stay as they are."""
    return float(f"{value:.4g}") if abs(value) < 1e4 or not float(value).is_integer() else float(value)


def _scientific(value: float, digits: int) -> str:
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}e{int(exponent)}"
