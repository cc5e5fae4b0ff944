"""Units: what a unit word may mean, as factors to base units and a dimension.

Base units are byte, FLOP, token, param, second, watt and dollar. A bit is an eighth of a byte, a rate is a quotient,
and nouns that are counted (GPUs, layers, elements) have no dimension. A word can have several readings: `B` is byte
or billion, `MB` a million bytes or 2^20 of them, lower-case `flops` a count or a rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from quizzer.errors import AnswerError

Number = int | float


@dataclass(frozen=True, slots=True)
class Dimension:
    """Powers of the base units, sorted by name; empty for a plain number."""

    powers: tuple[tuple[str, int], ...] = ()

    def times(self, other: Dimension, sign: int = 1) -> Dimension:
        """The dimension of a product; of a quotient with sign -1."""
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + sign * power
        return Dimension(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def to(self, exponent: int) -> Dimension:
        """The dimension of a power."""
        return Dimension(tuple((base, power * exponent) for base, power in self.powers if power * exponent))

    @property
    def is_number(self) -> bool:
        """Whether there is no unit at all."""
        return not self.powers

    def named(self, unit: str = "") -> str:
        """The dimension in words: `a size`, `a rate (tokens per second)`. `unit` tells a share from a count."""
        if self.is_number:
            return "a share" if unit in ("ratio", "%") else "a plain number"
        if self in _NAMES:
            return _NAMES[self]
        above = " ".join(_PLURALS[base] for base, power in self.powers if power > 0) or "one"
        below = " and ".join(base for base, power in self.powers if power < 0)
        return f"{above} per {below}" if below else f"a number of {above}"

    @property
    def symbol(self) -> str:
        """The base unit: `B`, `FLOP/s`, `tokens/s`; empty for a plain number."""
        above = "·".join(_SYMBOLS[base] + _raised(power) for base, power in self.powers if power > 0)
        below = "/".join(_SINGULARS[base] + _raised(-power) for base, power in self.powers if power < 0)
        return f"{above or '1'}/{below}" if below else above


@dataclass(frozen=True, slots=True)
class Unit:
    """One reading of a unit: how many base units it is."""

    decimal: Number
    dimension: Dimension = Dimension()
    binary: Number | None = None
    """The factor when the prefix counts in 1,024s; None when that makes no difference."""
    is_percent: bool = False

    @property
    def is_scale(self) -> bool:
        """Whether it only scales: `k`, `million`."""
        return self.dimension.is_number and self.decimal != 1 and not self.is_percent


NUMBER = Dimension()
BYTE = Dimension((("byte", 1),))
FLOP = Dimension((("flop", 1),))
TOKEN = Dimension((("token", 1),))
PARAM = Dimension((("param", 1),))
SECOND = Dimension((("second", 1),))
WATT = Dimension((("watt", 1),))
DOLLAR = Dimension((("dollar", 1),))
_RATE = FLOP.times(SECOND, -1)
_ENERGY = WATT.times(SECOND)

_NAMES: Mapping[Dimension, str] = {
    BYTE: "a size",
    FLOP: "a number of FLOPs",
    TOKEN: "a number of tokens",
    PARAM: "a number of parameters",
    SECOND: "a time",
    WATT: "a power",
    _ENERGY: "an energy",
    DOLLAR: "a price",
    _RATE: "a rate (FLOPs per second)",
    BYTE.times(SECOND, -1): "a rate (bytes per second)",
    TOKEN.times(SECOND, -1): "a rate (tokens per second)",
    SECOND.to(-1): "a rate (per second)",
}
_PLURALS = {"byte": "bytes", "flop": "FLOPs", "token": "tokens", "param": "parameters", "second": "seconds",
            "watt": "watts", "dollar": "dollars"}  # fmt: skip
_SYMBOLS = {"byte": "B", "flop": "FLOP", "token": "tokens", "param": "params", "second": "s", "watt": "W",
            "dollar": "$"}  # fmt: skip
_SINGULARS = _SYMBOLS | {"token": "token", "param": "param"}

_DECIMAL = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "E": 10**18, "Z": 10**21}
_SMALL = {"m": 1e-3, "µ": 1e-6, "μ": 1e-6, "u": 1e-6, "n": 1e-9, "p": 1e-12}
_BINARY = {"k": 2**10, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40, "P": 2**50, "E": 2**60, "Z": 2**70}
_PREFIX_WORDS = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z"}
_SMALL_WORDS = {"milli": 1e-3, "micro": 1e-6, "nano": 1e-9}
_BINARY_WORDS = {"kibi": 2**10, "mebi": 2**20, "gibi": 2**30, "tebi": 2**40, "pebi": 2**50, "exbi": 2**60}

_SCALES: Mapping[str, Number] = _DECIMAL | {
    "B": 10**9, "b": 10**9, "m": 10**6, "g": 10**9, "t": 10**12, "bn": 10**9, "mn": 10**6, "mln": 10**6,
    "mio": 10**6, "bln": 10**9, "tn": 10**12, "hundred": 100, "thousand": 10**3, "million": 10**6, "millions": 10**6,
    "billion": 10**9, "billions": 10**9, "trillion": 10**12, "trillions": 10**12, "quadrillion": 10**15,
}  # fmt: skip

_PREFIXED_SYMBOLS: Mapping[str, Unit] = {
    "B": Unit(1, BYTE), "b": Unit(0.125, BYTE), "s": Unit(1, SECOND), "W": Unit(1, WATT),
    "Wh": Unit(3600, _ENERGY), "J": Unit(1, _ENERGY), "Hz": Unit(1, SECOND.to(-1)),
    "FLOP": Unit(1, FLOP), "FLOPs": Unit(1, FLOP), "FLOPS": Unit(1, _RATE), "Flop": Unit(1, FLOP),
    "Flops": Unit(1, FLOP), "flop": Unit(1, FLOP),
}  # fmt: skip
"""Symbols that take a prefix letter; their case counts."""
_PREFIXED_WORDS: Mapping[str, Unit] = {
    "byte": Unit(1, BYTE), "bytes": Unit(1, BYTE), "bit": Unit(0.125, BYTE), "bits": Unit(0.125, BYTE),
    "sec": Unit(1, SECOND), "secs": Unit(1, SECOND), "second": Unit(1, SECOND), "seconds": Unit(1, SECOND),
    "watt": Unit(1, WATT), "watts": Unit(1, WATT), "joule": Unit(1, _ENERGY), "joules": Unit(1, _ENERGY),
    "flop": Unit(1, FLOP), "tok": Unit(1, TOKEN), "toks": Unit(1, TOKEN), "token": Unit(1, TOKEN),
    "tokens": Unit(1, TOKEN), "param": Unit(1, PARAM), "params": Unit(1, PARAM), "parameter": Unit(1, PARAM),
    "parameters": Unit(1, PARAM), "hertz": Unit(1, SECOND.to(-1)),
}  # fmt: skip
"""Words that take a prefix word or letter; their case does not count."""
_PLAIN_WORDS: Mapping[str, Unit] = {
    "min": Unit(60, SECOND), "mins": Unit(60, SECOND), "minute": Unit(60, SECOND), "minutes": Unit(60, SECOND),
    "h": Unit(3600, SECOND), "hr": Unit(3600, SECOND), "hrs": Unit(3600, SECOND), "hour": Unit(3600, SECOND),
    "hours": Unit(3600, SECOND), "d": Unit(86400, SECOND), "day": Unit(86400, SECOND), "days": Unit(86400, SECOND),
    "yr": Unit(31536000, SECOND), "yrs": Unit(31536000, SECOND), "week": Unit(604800, SECOND), "weeks": Unit(604800, SECOND), "year": Unit(31536000, SECOND),
    "years": Unit(31536000, SECOND), "usd": Unit(1, DOLLAR), "$": Unit(1, DOLLAR), "dollar": Unit(1, DOLLAR),
    "dollars": Unit(1, DOLLAR), "cent": Unit(0.01, DOLLAR), "cents": Unit(0.01, DOLLAR),
    "tps": Unit(1, TOKEN.times(SECOND, -1)),
    "%": Unit(0.01, is_percent=True), "percent": Unit(0.01, is_percent=True), "pct": Unit(0.01, is_percent=True),
    "‰": Unit(0.001, is_percent=True), "weights": Unit(1, PARAM), "weight": Unit(1, PARAM),
}  # fmt: skip
_COUNTED = {
    "x", "time", "gpu", "device", "accelerator", "chip", "tpu", "node", "layer", "head", "element", "value", "number",
    "sample", "sequence", "request", "step", "batch", "image", "pixel", "expert", "block", "unit", "entry", "entrie",
    "nat", "user", "query", "querie", "epoch", "example", "input", "item", "model", "replica", "stage", "word",
}  # fmt: skip
"""Nouns that are counted, without their s: they change nothing."""


@lru_cache(maxsize=512)
def readings(word: str) -> tuple[Unit, ...]:
    """Everything one unit word may mean, the likeliest first; empty when it is no unit."""
    found = dict.fromkeys(_readings(word))
    return tuple(found)


def phrase_readings(above: Sequence[str], below: Sequence[str]) -> tuple[Unit, ...]:
    """Everything a product of words over another product may mean; empty when one is no unit."""
    words = [*above, *below]
    if len(words) > 5 or not all(readings(word) for word in words):
        return ()
    split = len(above)
    combined: dict[Unit, None] = {}
    for units in product(*(readings(word)[:3] for word in words)):
        unit = _combined(units[:split], units[split:], has_denominator=bool(below))
        combined[unit] = None
    return tuple(combined)


@lru_cache(maxsize=128)
def parse_unit(text: str) -> Unit:
    """The unit that a function or a card names: `B`, `GiB`, `token/s`, `ratio`, `%`. Raises AnswerError."""
    name = text.strip()
    if name in ("", "ratio"):
        return Unit(1)
    above, *below = name.replace(" per ", "/").split("/")
    found = phrase_readings(
        above.replace("·", " ").removeprefix("1").split(), [word for part in below for word in part.split()]
    )
    plain = [unit for unit in found if not unit.is_scale]
    if not plain:
        raise AnswerError(f"no unit {text!r}", hint="such as B, MB, GiB, FLOP, FLOP/s, token/s, param, s, %, $")
    return plain[0]


def _readings(word: str) -> Iterator[Unit]:
    lower = word.lower()
    if word in _PREFIXED_SYMBOLS:
        yield _PREFIXED_SYMBOLS[word]
    elif lower in ("flops",):
        yield from (Unit(1, _RATE), Unit(1, FLOP)) if word == lower else (Unit(1, FLOP),)
    elif lower in _PREFIXED_WORDS:
        yield _PREFIXED_WORDS[lower]
        if lower in ("bit", "bits"):  # of information: an entropy of 1.5 bits is no size
            yield Unit(1)
    elif lower in _PLAIN_WORDS:
        yield _PLAIN_WORDS[lower]
    elif lower in _COUNTED or lower.removesuffix("s") in _COUNTED:
        yield Unit(1)
    scale = _SCALES.get(word, _SCALES.get(lower) if len(word) > 1 else None)
    if scale is not None:
        yield Unit(scale, binary=_BINARY.get(word))
    if word == "m":
        yield Unit(60, SECOND)
    if word[1:] == "i" and word[0] in _BINARY:  # `14 Gi`
        yield Unit(_BINARY[word[0]], BYTE)
    if lower.removesuffix("s") in ("gig", "meg"):
        yield from _readings(f"{word[0].upper()}B")
    if word.endswith("Bs") and len(word) > 2:  # `200 MBs`
        yield from _prefixed(word[:-1])
    yield from _prefixed(word)
    if lower.endswith("ps") and len(word) > 2:
        for unit in _readings(word[:-2]):
            if unit.dimension == BYTE:
                yield Unit(unit.decimal, BYTE.times(SECOND, -1), unit.binary)


def _prefixed(word: str) -> Iterator[Unit]:
    lower = word.lower()
    if lower in ("kb", "mb", "gb", "tb", "pb") and word == lower:  # informal spelling: bytes, or else bits
        yield from _prefixed(word.upper())
        prefix = word[0].upper()
        yield Unit(_DECIMAL[prefix] / 8, BYTE)
        return
    for letter, rest in ((word[:1], word[1:]), (word[:2], word[2:])):
        if len(letter) == 2:
            if letter[1] == "i" and letter[0] in _BINARY:
                yield from (_scaled(unit, _BINARY[letter[0]]) for unit in _unprefixed(rest))
        elif letter in _DECIMAL:
            yield from (_scaled(unit, _DECIMAL[letter], _BINARY[letter]) for unit in _unprefixed(rest))
        elif letter in _SMALL:
            yield from (_scaled(unit, _SMALL[letter]) for unit in _unprefixed(rest) if unit.dimension != BYTE)
    if lower[:2] in ("ki", "mi", "gi", "ti", "pi") and lower[2:] == "b" and word[1] == "i" and word[0].islower():
        yield Unit(_BINARY[lower[0].upper()], BYTE)
    for names, binary in ((_PREFIX_WORDS, _BINARY), (_BINARY_WORDS, None), (_SMALL_WORDS, None)):
        for name, value in names.items():
            if lower.startswith(name) and len(lower) > len(name):
                factor = _DECIMAL[str(value)] if binary is not None else value
                alternative = binary[str(value)] if binary is not None else None
                rest = lower[len(name) :]
                yield from (_scaled(unit, factor, alternative) for unit in _unprefixed(rest))  # type: ignore[arg-type]


def _unprefixed(word: str) -> tuple[Unit, ...]:
    if word in _PREFIXED_SYMBOLS:
        return (_PREFIXED_SYMBOLS[word],)
    if word == "flops":
        return (Unit(1, _RATE), Unit(1, FLOP))
    unit = _PREFIXED_WORDS.get(word.lower())
    return (unit,) if unit is not None else ()


def _scaled(unit: Unit, decimal: Number, binary: Number | None = None) -> Unit:
    may_be_binary = binary is not None and unit.dimension == BYTE
    return Unit(unit.decimal * decimal, unit.dimension, unit.decimal * binary if may_be_binary and binary else None)


def _combined(above: Sequence[Unit], below: Sequence[Unit], *, has_denominator: bool) -> Unit:
    """One unit of many; FLOPS before a denominator is the count, as in FLOPS/token."""
    decimal: Number = 1
    binary: Number = 1
    dimension = NUMBER
    for unit, sign in [(unit, 1) for unit in above] + [(unit, -1) for unit in below]:
        own = FLOP if has_denominator and sign > 0 and unit.dimension == _RATE else unit.dimension
        dimension = dimension.times(own, sign)
        either = unit.decimal if unit.binary is None else unit.binary
        decimal = decimal * unit.decimal if sign > 0 else decimal / unit.decimal
        binary = binary * either if sign > 0 else binary / either
    is_percent = any(unit.is_percent for unit in (*above, *below))
    has_choice = binary != decimal and (dimension in (BYTE, NUMBER))
    return Unit(decimal, dimension, binary if has_choice else None, is_percent)


def _raised(power: int) -> str:
    return "" if power == 1 else f"^{power}"
