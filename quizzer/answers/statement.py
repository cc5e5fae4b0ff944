"""Statements: the numbers that a text gives for the parameters of an answer function, and where they stand.

A number counts only when the text says what it is: `layers = 24`, `24 layers`, `sequence length of 512`, or a unit that
one parameter alone has (`312 TFLOPS`). What is left over is told too, because a number that nobody understood means that
the question is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from quizzer.answers import quantity, units
from quizzer.answers.arguments import read_value
from quizzer.answers.names import NAME_START, compiled, flags_of, name_pattern, names_of, words_of
from quizzer.answers.registry import AnswerFunction, Parameter, Shape, Value
from quizzer.domain.patterns import late
from quizzer.errors import AnswerError

_NUMBER = (
    r"(?<![\w.^/])(?<!\w-)\d+(?:[,_]\d{3})*(?:\.\d+)?(?:[eE]\d+)?(?:\s*[×x·⋅*]\s*10\s*\^?\s*\{?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+\}?)?"
    r"(?:\s?-?\s?(?:thousand|million|billion|trillion)\b|\s?[kKMBTG]n?(?![A-Za-z]))?"
)
_UNIT = r"(?:[\s-]?(?:[A-Za-zµ$%]+(?:/[A-Za-z]+)*)(?:\s(?:per|/)\s?[A-Za-z]+)?)?"
_VALUE = late(f"{_NUMBER}{_UNIT}")
_BARE_VALUE = late(_NUMBER)
_SAYS = r"\s*(?:=|:|≈|~|\bis\b|\bof\b|\bare\b|\bequals\b|\bbeing\b|→)+\s*(?:about\s|approximately\s|a\s)?[~≈]?\s*"
_MARKUP = str.maketrans(dict.fromkeys("*`$\\\n", " "))
_NAMED = late(
    r"\b(?:llama|gpt|gemma|phi|qwen|mistral|falcon|opt|palm|bert|step|question|part|example|zero|stage)"
    r"[\s-]?(?:\d+(?:\.\d+)?[\s-])?$",
    re.IGNORECASE,
)
"""What comes before a number that is part of a name: `Llama 2`, `GPT-3`, `Llama-3 8B`."""
_MODEL_SIZE = late(
    r"\d+(?:\.\d+)?\s?(?:[BMT]|[mb]illion)(?=[\s-]*(?:param\w*[\s-]*)?(?:model|llm|transformer|decoder)\b)",
    re.IGNORECASE,
)
"""`70B model`: says which model it is where the function does not depend on its size."""
_DEVICES = r"(?:[AHVB]\d{2,3}|L40?S?|MI\d{3}X?|TPU(?:\s?v\d\w?)?)s?"
_OF_DEVICES = late(rf"({_NUMBER})\s*(?:[x×]\s*)?{_DEVICES}\b")
"""`64 A100s` counts devices."""
_LEADING = late(rf"({_NUMBER})[\s-]+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its place in the text."""

    start: int
    end: int
    value: Value
    first: int
    """Where the words that say what it is begin; `last` is where they end."""
    last: int


@dataclass(slots=True)
class Statement:
    """What a text states for one function."""

    found: dict[str, Span] = field(default_factory=dict)
    leftover: list[str] = field(default_factory=list)
    """Numbers of the text that no parameter took."""
    doubtful: list[str] = field(default_factory=list)
    """Numbers with two meanings: `8k` is 8,000 or 8,192."""
    conflicts: list[str] = field(default_factory=list)
    """Parameters stated twice with different values."""

    @property
    def given(self) -> dict[str, Value]:
        """Values by parameter."""
        return {name: span.value for name, span in self.found.items()}


def read_statement(function: AnswerFunction, text: str) -> Statement:
    """Every parameter of `function` that `text` states."""
    return _Reader(function, text.translate(_MARKUP)).statement()


@lru_cache(maxsize=4)
def _leading(text: str) -> tuple[tuple[int, str, int], ...]:
    """The numbers that stand before words, each with its place and the place of the word."""
    return tuple((match.start(1), match[1], match.end()) for match in _LEADING.finditer(text))


def has_digit(text: str) -> bool:
    """Whether a number may stand in the text."""
    return _DIGIT.search(text) is not None


class _Reader:
    """Takes each number once: first what is said plainly, then what stands beside a name, then by unit."""

    def __init__(self, function: AnswerFunction, text: str) -> None:
        self.function = function
        self.text = text
        self.taken: list[tuple[int, int]] = []
        self.result = Statement()
        self.words = words_of(text)
        self.leading = _leading(text)

    def statement(self) -> Statement:
        """The whole reading; without a digit only a choice can be named."""
        if not has_digit(self.text):
            for parameter in self.function.parameters:
                self.chosen(parameter)
            return self.result
        names = [pair for pair in names_of(self.function) if self.words.may_hold(pair[0])]
        for alias, parameter in names:
            self.said(alias, parameter)
        for alias, parameter in names:
            self.before(alias, parameter)
        for alias, parameter in names:
            self.beside(alias, parameter)
        for parameter in self.function.parameters:
            if parameter.choices:
                self.chosen(parameter)
            elif parameter.name in ("gpus", "devices"):
                for match in _OF_DEVICES.finditer(self.text):
                    self.take(match.start(1), match.end(1), match[1], parameter, last=match.end())
        self.by_unit()
        self.model_size()
        self.result.leftover = [match[0].strip() for match in _BARE_VALUE.finditer(self.text) if self.is_left(match)]
        return self.result

    def said(self, alias: str, parameter: Parameter) -> None:
        """`layers = 24`, `sequence length of 512 tokens`."""
        for match in compiled(f"{name_pattern(alias)}{_SAYS}", flags_of(alias)).finditer(self.text):
            self.value_at(match.end(), match.start(), parameter)

    def beside(self, alias: str, parameter: Parameter) -> None:
        """`sequence length 512`; single letters and words of one syllable are too weak for this."""
        if len(alias) < 5:
            return
        for match in compiled(rf"{name_pattern(alias)}\s+", flags_of(alias)).finditer(self.text):
            self.value_at(match.end(), match.start(), parameter)

    def before(self, alias: str, parameter: Parameter) -> None:
        """`24 layers`, `125M parameters`, `512-token`."""
        if len(alias) < 3 or "/" in alias or " per " in alias:  # `tokens/s` is a unit, and read with the number
            return
        if not self.leading:
            return
        singular = alias.removesuffix("s") + "s?" if alias.endswith("s") else alias
        name = name_pattern(singular, is_pattern=True).removeprefix(NAME_START)
        pattern = compiled(rf"(?:(?:transformer|decoder|hidden|training|total)\s)?{name}", flags_of(alias))
        for start, written, after in self.leading:
            match = pattern.match(self.text, after)
            if match is not None:
                self.take(start, start + len(written), written, parameter, last=match.end())

    def chosen(self, parameter: Parameter) -> None:
        """`float16` anywhere; two formats of the same size are one."""
        for choice in parameter.choices:
            for name in (choice.name, *choice.aliases):
                if not any(char.isdigit() for char in name) and " " not in name:
                    continue  # `single` and `half` say other things
                if not self.words.may_hold(name):
                    continue
                for match in compiled(f"{name_pattern(name)}(?!-)", re.IGNORECASE).finditer(self.text):
                    self.take(match.start(), match.end(), name, parameter)

    def by_unit(self) -> None:
        """`312 TFLOPS` where one parameter alone is a rate of FLOPs; `7B` where one alone counts parameters."""
        for place in [match.start() for match in _VALUE.finditer(self.text) if self.is_left(match)]:
            fitting = list(self.fitting(place))
            if len(fitting) == 1:
                match, parameter = fitting[0]
                self.take(match.start(), match.end(), match[0], parameter)

    def fitting(self, place: int) -> Iterator[tuple[re.Match[str], Parameter]]:
        """The parameters that a value with its unit can only mean, with as much of the text as belongs to it."""
        for parameter in self.open_parameters():
            for pattern in (_VALUE, _BARE_VALUE):
                match = pattern.match(self.text, place)
                if match is not None and _fits_unit(match[0], parameter):
                    is_count = units.parse_unit(parameter.unit).dimension in _COUNTS
                    yield (_BARE_VALUE.match(self.text, place) if is_count else None) or match, parameter
                    break

    def model_size(self) -> None:
        """The size of a model is nothing left over where no parameter could mean it."""
        if not any(parameter.unit == "param" for parameter in self.function.parameters):
            self.taken += [match.span() for match in _MODEL_SIZE.finditer(self.text)]

    def open_parameters(self) -> Iterator[Parameter]:
        for parameter in self.function.parameters:
            is_open = parameter.name not in self.result.found and not parameter.choices
            if is_open and parameter.unit not in ("", "ratio") and parameter.shape is Shape.SCALAR:
                yield parameter

    def value_at(self, place: int, start: int, parameter: Parameter) -> None:
        if parameter.shape is not Shape.SCALAR or parameter.choices or self.overlaps(start, place):
            return
        for pattern in _patterns(parameter):
            match = pattern.match(self.text, place)
            if match is not None and self.take(match.start(), match.end(), match[0], parameter, first=start):
                return

    def take(
        self, start: int, end: int, written: str, parameter: Parameter, *, first: int | None = None, last: int = 0
    ) -> bool:
        if self.overlaps(start, end) or _NAMED.search(self.text[:start]):
            return False
        try:
            value = read_value(parameter, _plain(written, parameter))
        except AnswerError:
            return False
        self.taken.append((start, end))
        if parameter.is_whole and _is_ambiguous(written):
            self.result.doubtful.append(written.strip())
        before = self.result.found.get(parameter.name)
        if before is not None and before.value != value:
            self.result.conflicts.append(parameter.name)
        self.result.found.setdefault(
            parameter.name, Span(start, end, value, start if first is None else first, max(end, last))
        )
        return True

    def overlaps(self, start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in self.taken)

    def is_left(self, match: re.Match[str]) -> bool:
        return not self.overlaps(match.start(), match.end()) and not _NAMED.search(self.text[: match.start()])


_COUNTS = (units.NUMBER, units.TOKEN, units.PARAM)


def _patterns(parameter: Parameter) -> tuple[re.Pattern[str], ...]:
    """A count is the number alone (`512` of `512 tokens`), anything else takes its unit with it."""
    is_count = units.parse_unit(parameter.unit).dimension in _COUNTS and parameter.unit != "ratio"
    return (_BARE_VALUE,) if is_count else (_VALUE, _BARE_VALUE)


def _is_ambiguous(written: str) -> bool:
    """`8k` and its like are powers of two as often as not; `200k` is not."""
    match = re.fullmatch(r"(\d+)\s?[kK]", written.strip())
    return match is not None and int(match[1]) & (int(match[1]) - 1) == 0


def _plain(written: str, parameter: Parameter) -> str:
    """Without braces and hyphens; a note that calls a peak `312 TFLOPs` means a rate."""
    text = re.sub(r"(?<=\d)-(?=[A-Za-z])", " ", re.sub(r"[{}]", "", written)).strip()
    return re.sub(r"FLOPs$", "FLOPS", text) if parameter.unit == "flop/s" else text


def _fits_unit(written: str, parameter: Parameter) -> bool:
    """Whether what is written carries the parameter's own unit, or is a model's size as in `7B`."""
    dimension = units.parse_unit(parameter.unit).dimension
    try:
        readings = quantity.read(_plain(written, parameter), parameter.unit)
    except AnswerError:
        return False
    if any(not reading.is_bare for reading in readings):
        return True
    return (
        dimension == units.PARAM
        and re.fullmatch(r"[\d.]+\s?(?:[MBT]|million|billion|trillion)", written.strip()) is not None
    )


def without_statements(given: Mapping[str, Span], text: str) -> str:
    """The text without the values and the words that say what they are."""
    for span in sorted(given.values(), key=lambda span: -span.first):
        text = f"{text[: span.first]} … {text[span.last :]}"
    return text


def places(given: Mapping[str, Span], text: str) -> str:
    """The text with `{name}` where each value stands."""
    for name, span in sorted(given.items(), key=lambda pair: -pair[1].start):
        text = f"{text[: span.start]}{{{name}}}{text[span.end :]}"
    return text
