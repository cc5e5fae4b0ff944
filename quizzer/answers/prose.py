"""Prose: a numeric question in somebody's note, recognised as a call of an answer function.

Precision comes first. A question is taken only when its words name one function, every number in it is understood, all
that the function needs is stated, and nothing asks for something else (a comparison, a reason). Otherwise it stays an
ordinary card, and when it came close the reason is told. Then the note's own answer is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from quizzer.answers import arguments, checker, quantity, registry, slips, units
from quizzer.answers.arguments import Arguments
from quizzer.answers.checker import Expected
from quizzer.answers.registry import AnswerFunction, Parameter, Shape
from quizzer.answers.statement import Statement, places, read_statement, without_statements
from quizzer.answers.tolerance import TWO_PERCENT
from quizzer.answers.units import Dimension
from quizzer.errors import AnswerError


@dataclass(frozen=True, slots=True)
class Recognised:
    """A question that can be computed."""

    data: Mapping[str, object]
    """Function, parameters and template, as `computed.load` takes them."""
    remark: str
    """What the note's own answer says against the computed one; empty when they agree."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A question that looks like one, and why it was left alone."""

    function: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One function that the words name, with what the text states for it."""

    function: AnswerFunction
    statement: Statement
    cue: str
    is_literal: bool
    """The cue stands in the question word for word."""
    arguments: Arguments | None
    problem: str
    """Why it cannot be computed; empty when it can."""


_ASKS = re.compile(
    r"\b(?:how\s+(?:much|many|big|large|long|fast)|estimate|calculate|compute|determine|work out|size|find|give|number of|"
    r"what(?:'s|\s+is|\s+are|\s+would|\s+will|\s+does)?)\b",
    re.I,
)
_ASKS_ELSE = re.compile(
    r"\b(?:why|explain|derive|prove|compar\w+|versus|vs|reduc\w+|sav(?:e|es|ed|ing|ings)|smaller|larger than|bigger|shrink\w*|"
    r"(?:times|fold|factor) (?:more|less|as)|fits?|maximum|max|longest|instead of|difference|left|remain\w*|doubl\w+|"
    r"halv\w+|increas\w+|decreas\w+|grows?|ratio|share|percentage|fraction|proportion|per[- ](?:token|layer|head|gpu|device|request|user|second|step)|"
    r"which|when|whether|overhead|before|after|if we (?:switch|change|move)|pag(?:ed|es)|offload\w*|cross[- ]attention)\b",
    re.I,
)
"""Signs that something else is asked, unless the words belong to the function's own cue."""
_VARIANTS = re.compile(
    r"\b(?:gqa|mqa|grouped[- ]query|multi[- ]query|mla|latent|sliding|window(?:ed)?|moe|mixture)\b", re.I
)
"""Kinds of model that change the formula: numbers for them must be there."""
_SMALL_WORDS = {
    "a", "an", "the", "of", "for", "to", "in", "on", "with", "from", "does", "do", "is", "are", "by", "at", "and", "or",
    "it", "its", "per", "how", "much", "many",
}  # fmt: skip
_ASKED: tuple[tuple[str, tuple[Dimension, ...]], ...] = (
    (r"(?:how many|what) tokens?\s*(?:/|per)\s*s|what (?:is the )?throughput", (units.TOKEN.times(units.SECOND, -1),)),
    (r"how many (?:total |trainable |learnable )?(?:parameters|params|weights)|number of param\w+|param\w* count", (units.PARAM, units.NUMBER)),
    (r"how many (?:\w+ ){0,2}flops?\b|number of flops|flop count|how much compute", (units.FLOP, units.FLOP.times(units.TOKEN, -1))),
    (r"how much (?:\w+ ){0,2}(?:memory|vram|ram|space|hbm)|how (?:big|large)|how many (?:[kmgt]i?b|(?:giga|mega)?bytes)\b|"
     r"\bin (?:[kmgt]i?b|(?:giga|mega)?bytes)\b|memory (?:footprint|needed|required|requirement)", (units.BYTE, units.NUMBER, units.PARAM)),
    (r"how many tokens", (units.TOKEN,)),
    (r"how long|how many (?:days|hours|seconds)", (units.SECOND,)),
)  # fmt: skip
_QUANTITY = re.compile(
    r"(?<![\w.,^-])\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?:\s*[×x·⋅]\s*10\s*\^?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
    r"(?:\s?%|\s*(?:[kKMGTP]i?)?(?:B|b|[Bb]ytes?|bits?|FLOP/?s?|flops|FLOPS)(?![A-Za-z])|\s*(?:thousand|million|billion|trillion)?"
    r"(?:\s*[kMBT](?![A-Za-z]))?(?:\s*(?:params?|parameters|tokens?(?:/s)?|s|seconds|hours|days)\b)?)"
)
_MIN_STATED = 2
"""Parameters that must be stated before anything is said about a question that was left alone."""


def recognise(question: str, answer: str) -> Recognised | Unsure | None:
    """What a note's question asks to compute; None when it is no such question."""
    if not any(char.isdigit() for char in question + answer):
        return None
    candidates = [candidate for candidate in _candidates(question, question) if candidate.statement.given]
    if not candidates:
        return _from_answer(question, answer)
    fitting = [candidate for candidate in candidates if not candidate.problem and _asks_for(question, candidate)]
    literal = [candidate for candidate in fitting if candidate.is_literal]
    chosen = literal or fitting
    longest = [candidate for candidate in chosen if not _is_part_of_another(candidate, chosen)]
    if len(longest) == 1:
        return _recognised(longest[0], question, answer, places(longest[0].statement.found, question))
    return _unsure(question, candidates, fitting)


def note_check(expected: Expected, answer: str) -> tuple[bool, str]:
    """Whether the note's answer agrees with the computed one, and what to say about it.

    It agrees when any quantity in it does; a size that agrees only with binary prefixes is told all the same. A note
    without a quantity of that kind has nothing to disagree with.
    """
    truth = expected.truth
    if not isinstance(truth, int | float):
        return True, ""
    said = list(_quantities(answer, expected.unit))
    if not said:
        return True, ""
    tolerance = expected.tolerance if expected.tolerance.amount else TWO_PERCENT
    agreeing = [(text, found) for text, found in said if tolerance.accepts(found.value, truth)]
    if any(found.prefix is not quantity.Prefix.BINARY for _, found in agreeing):
        return True, ""
    text = agreeing[-1][0] if agreeing else said[-1][0]
    return bool(agreeing), f"your note says {text}; computed {checker.shown_truth(expected)}"


def _candidates(question: str, text: str) -> Iterator[_Candidate]:
    words = _words(question)
    lower = " ".join(question.lower().split())
    for function in registry.functions():
        cues = [cue for cue in function.cues if _words(cue) <= words]
        if not cues:
            continue
        literal = [cue for cue in cues if cue.lower() in lower]
        cue = max(literal or cues, key=len)
        yield _judged(function, read_statement(function, text), cue, is_literal=bool(literal))


def _judged(function: AnswerFunction, statement: Statement, cue: str, *, is_literal: bool) -> _Candidate:
    problem, bound = "", None
    if statement.conflicts:
        problem = f"{_spoken(statement.conflicts[0])} is stated twice"
    elif statement.leftover:
        problem = f"{statement.leftover[0]} is not understood"
    else:
        guessed = [parameter for parameter in function.parameters if parameter.must_be_stated]
        missing = [parameter.name for parameter in guessed if parameter.name not in statement.found]
        try:
            bound = arguments.bind(function, statement.given)
        except AnswerError as error:
            problem = error.message
        else:
            problem = f"{_spoken(missing[0])} is not stated" if missing else ""
    return _Candidate(function, statement, cue, is_literal, bound, problem)


def _asks_for(question: str, candidate: _Candidate) -> bool:
    """Whether the question wants this function's value and nothing else."""
    rest = unstated = without_statements(candidate.statement.found, question)
    for word in sorted(candidate.cue.split(), key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(word)}\b", " ", rest, flags=re.I)
    if _ASKS_ELSE.search(rest) or not _ASKS.search(question):
        return False
    kinds = {kind.lower() for kind in _VARIANTS.findall(rest)}
    if kinds and "kv_heads" not in candidate.statement.found and "experts" not in candidate.statement.found:
        return False
    gives = units.parse_unit(candidate.function.unit).dimension
    asked = next((dimensions for pattern, dimensions in _ASKED if re.search(pattern, unstated, re.I)), None)
    return asked is None or gives in asked


def _is_part_of_another(candidate: _Candidate, others: list[_Candidate]) -> bool:
    """`kv cache` is part of `latent kv cache`, and its function the less special one."""
    return any(
        _words(candidate.cue) < _words(other.cue) and candidate.function is not other.function for other in others
    )


def _recognised(candidate: _Candidate, question: str, answer: str, template: str) -> Recognised | Unsure:
    function, bound = candidate.function, candidate.arguments
    if bound is None:
        return Unsure(function.name, candidate.problem)
    expected = _expected(function, bound)
    agrees, remark = note_check(expected, answer)
    if not agrees and not _is_explained(expected, answer):
        return Unsure(function.name, f"{remark}, which is too far apart")
    data: dict[str, object] = {
        "function": function.name,
        "parameters": {
            parameter.name: _written(parameter, bound.given[parameter.name])
            for parameter in function.parameters
            if parameter.name in bound.given
        },
        "template": template,
    }
    unit = _asked_unit(question, function)
    if unit:
        data["unit"] = unit
    return Recognised(data, remark)


def _from_answer(question: str, answer: str) -> Recognised | Unsure | None:
    """A heading (`Model FLOPs Utilization (MFU)`) over a worked example: taken when its result is the computed one."""
    found = []
    for candidate in _candidates(question, answer):
        guessed = {parameter.name for parameter in candidate.function.parameters if parameter.must_be_stated}
        bound = _bound(candidate)
        is_stated = guessed <= candidate.statement.found.keys() and not candidate.statement.conflicts
        if candidate.is_literal and is_stated and bound is not None and len(bound.given) >= _MIN_STATED:
            found.append(replace(candidate, arguments=bound))
    if len(found) != 1:
        return None
    expected = _expected(found[0].function, found[0].arguments or Arguments({}, {}))
    said = list(_quantities(answer, expected.unit))
    if not any(
        isinstance(expected.truth, int | float) and TWO_PERCENT.accepts(each.value, expected.truth) for _, each in said
    ):
        return None
    given = found[0].arguments.given if found[0].arguments else {}
    listed = ", ".join(f"{_spoken(name)} = {{{name}}}" for name in given)
    return _recognised(found[0], question, answer, f"{question}\n\nWork it out for {listed}.")


def _bound(candidate: _Candidate) -> Arguments | None:
    try:
        return arguments.bind(candidate.function, candidate.statement.given)
    except AnswerError:
        return None


def _expected(function: AnswerFunction, bound: Arguments) -> Expected:
    truth = arguments.call(function, bound)
    return Expected(
        truth, function.unit, function.shape, function.tolerance, slips=slips.wrong_answers(function, bound, truth)
    )


def _is_explained(expected: Expected, answer: str) -> bool:
    """Whether the note's number is a known slip or at least of the right order."""
    truth = expected.truth
    if not isinstance(truth, int | float) or truth == 0:
        return False
    for _, found in _quantities(answer, expected.unit):
        dimension = units.parse_unit(expected.unit).dimension
        ratio = found.value / truth
        if slips.diagnose(found.value, truth, dimension, expected.slips, {}).name or 1 / 3 <= ratio <= 3:
            return True
    return False


def _quantities(answer: str, unit: str) -> Iterator[tuple[str, quantity.Quantity]]:
    """The quantities of a note's answer that have the asked dimension, with a unit where there is one."""
    dimension = units.parse_unit(unit).dimension
    for match in _QUANTITY.finditer(answer):
        try:
            readings = quantity.read(match[0], unit)
        except AnswerError:
            continue
        for found in readings:
            if not found.is_bare or dimension.is_number:
                yield " ".join(match[0].split()), found


def _unsure(question: str, candidates: list[_Candidate], fitting: list[_Candidate]) -> Unsure | None:
    if len(fitting) > 1:
        names = " or ".join(candidate.function.name for candidate in fitting[:3])
        return Unsure(fitting[0].function.name, f"it may be {names}")
    best = max(candidates, key=lambda candidate: len(candidate.statement.given))
    if len(best.statement.given) < _MIN_STATED:
        return None
    reason = best.problem or "it seems to ask for something else"
    return Unsure(best.function.name, reason)


def _asked_unit(question: str, function: AnswerFunction) -> str:
    """`in MB` of the question, when it measures what the function gives."""
    match = re.search(r"\bin (?:units of )?\(?((?:[KMGT]i?)?B|[kmgt]igabytes|[KMGTP]FLOPs|bytes)\b", question)
    if match is None or function.shape is not Shape.SCALAR:
        return ""
    try:
        asked = units.parse_unit(match[1])
    except AnswerError:
        return ""
    return match[1] if asked.dimension == units.parse_unit(function.unit).dimension else ""


def _written(parameter: Parameter, value: object) -> object:
    """A value as a deck would have it."""
    if parameter.choices:
        return arguments.shown_value(parameter, value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value) if isinstance(value, int) else value


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    """Content words without their endings."""
    found = re.findall(r"[a-z0-9']+", text.lower())
    return frozenset(_stem(word) for word in found if word not in _SMALL_WORDS)


def _stem(word: str) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _spoken(name: str) -> str:
    return name.replace("_", " ")
