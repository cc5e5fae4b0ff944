"""Tolerance: how far an answer may be off, as data beside the question."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from quizzer.domain.patterns import late
from quizzer.errors import AnswerError


class Measure(StrEnum):
    """How the distance between answer and truth is taken."""

    EXACT = "exact"
    """Equal; a number that floating point could not hold exactly may be off by one part in 10^9."""
    RELATIVE = "relative"
    """Off by at most `amount` of the truth (0.02 is 2 %)."""
    ABSOLUTE = "absolute"
    """Off by at most `amount`, in the unit of the question."""
    DIGITS = "digits"
    """Equal to the truth rounded to `amount` significant digits."""
    ESTIMATE = "estimate"
    """Within a factor of `amount`, either way."""


ESTIMATE_BANDS = (1.25, 2.0, 10.0)
"""An estimate within the first factor is close, within the second fair, within the third the right power of ten."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A measure and how much of it is allowed."""

    measure: Measure
    amount: float = 0.0

    def accepts(self, value: float, truth: float) -> bool:
        """Whether `value` is near enough. Both are in the same unit and finite."""
        off = abs(value - truth)
        match self.measure:
            case Measure.EXACT:
                return value == truth or (not _are_whole(value, truth) and off <= 1e-9 * abs(truth))
            case Measure.RELATIVE:
                return off <= self.amount * abs(truth) * (1 + 1e-12)
            case Measure.ABSOLUTE:
                return off <= self.amount * (1 + 1e-12)
            case Measure.DIGITS:
                return _rounded(value, int(self.amount)) == _rounded(truth, int(self.amount))
            case Measure.ESTIMATE:
                factor = factor_off(value, truth)
                return factor is not None and factor <= self.amount * (1 + 1e-12)

    def __str__(self) -> str:
        match self.measure:
            case Measure.EXACT:
                return "exact"
            case Measure.RELATIVE:
                return f"±{self.amount * 100:g} %"
            case Measure.ABSOLUTE:
                return f"±{self.amount:g}"
            case Measure.DIGITS:
                return f"{self.amount:g} significant digits"
            case Measure.ESTIMATE:
                return f"within a factor of {self.amount:g}"


EXACT = Tolerance(Measure.EXACT)
"""Counts, and sizes in elements."""
TWO_PERCENT = Tolerance(Measure.RELATIVE, 0.02)
"""Measures: less than half of what lies between MB and MiB (4.9 %), so the prefix never hides in it."""
ROUGH = Tolerance(Measure.ESTIMATE, 2.0)
"""Back-of-the-envelope questions."""


def factor_off(value: float, truth: float) -> float | None:
    """How many times too large or too small, from 1; None when the signs differ or one of them is 0."""
    if value * truth <= 0:
        return 1.0 if value == truth else None
    ratio = value / truth
    return max(ratio, 1 / ratio)


_WRITTEN = late(
    r"(?P<exact>exact)|(?:±\s*)?(?P<percent>[\d.]+)\s*%|(?:±\s*|abs(?:olute)?\s*)(?P<absolute>[\d.eE-]+)"
    r"|(?:rel(?:ative)?\s*)?(?P<relative>0?\.\d+|0)|(?P<digits>\d+)\s*(?:significant\s*)?(?:digits?|figures?|sf)"
    r"|(?:within\s*)?(?:a\s*)?(?:factor\s*(?:of\s*)?|estimate\s*|[x×]\s*)(?P<estimate>[\d.]+)|(?P<rough>estimate)",
    re.IGNORECASE,
)


def parse_tolerance(text: str) -> Tolerance:
    """Read `exact`, `2 %`, `0.02`, `± 0.5`, `3 digits`, `factor 2` or `estimate`. Raises AnswerError."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise AnswerError(
            f"cannot read the tolerance {text!r}", hint="write exact, 2 %, ± 0.5, 3 digits, factor 2 or estimate"
        )
    kind, amount = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "exact":
        return EXACT
    if kind == "rough":
        return ROUGH
    try:
        number = float(amount)
    except ValueError:
        raise AnswerError(f"cannot read the number in the tolerance {text!r}") from None
    if kind == "percent":
        return _checked(Tolerance(Measure.RELATIVE, number / 100), 0, 0.5, text)
    low, high = {
        "digits": (1, 15),
        "estimate": (1.01, ESTIMATE_BANDS[-1]),
        "relative": (0, 0.5),
        "absolute": (0, math.inf),
    }[kind]
    return _checked(Tolerance(Measure(kind), number), low, high, text)


def _checked(tolerance: Tolerance, low: float, high: float, text: str) -> Tolerance:
    if not low <= tolerance.amount <= high or math.isinf(tolerance.amount):
        raise AnswerError(f"the tolerance {text!r} is out of range ({low:g} to {high:g})")
    return tolerance


def _are_whole(value: float, truth: float) -> bool:
    return float(value).is_integer() and float(truth).is_integer()


def _rounded(value: float, digits: int) -> str:
    return f"{value:.{max(digits - 1, 0)}e}"
