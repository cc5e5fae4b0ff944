"""Prose: a numeric question in somebody's note, recognised as a call of an answer function.

Precision comes first. A question is taken only when its words name one function, every number in it is understood, all
that the function needs is stated, and nothing asks for something else (a comparison, a reason). Otherwise it stays an
ordinary card, and when it came close the reason is told. Then the note's own answer is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizzer.answers import arguments, registry, slips
from quizzer.answers.arguments import Arguments
from quizzer.answers.asking import asked_unit, asks_for, content_words
from quizzer.answers.checker import Expected
from quizzer.answers.note_check import is_explained, note_check, quantities
from quizzer.answers.registry import AnswerFunction, Parameter
from quizzer.answers.statement import Statement, has_digit, places, read_statement
from quizzer.answers.tolerance import TWO_PERCENT
from quizzer.errors import AnswerError

MAX_QUESTION, MAX_ANSWER = 4_000, 20_000
"""Characters; longer texts are no exercises."""


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


_MIN_STATED = 2
"""Parameters that must be stated before anything is said about a question that was left alone."""


def recognise(question: str, answer: str) -> Recognised | Unsure | None:
    """What a note's question asks to compute; None when it is no such question."""
    if len(question) > MAX_QUESTION or len(answer) > MAX_ANSWER:
        return None
    if not has_digit(question) and not has_digit(answer):
        return None
    candidates = [candidate for candidate in _candidates(question, question) if candidate.statement.given]
    if not candidates:
        return _from_answer(question, answer)
    fitting = [
        candidate
        for candidate in candidates
        if not candidate.problem and asks_for(question, candidate.function, candidate.cue, candidate.statement)
    ]
    literal = [candidate for candidate in fitting if candidate.is_literal]
    chosen = literal or fitting
    longest = [candidate for candidate in chosen if not _is_part_of_another(candidate, chosen)]
    if len(longest) == 1:
        return _recognised(longest[0], question, answer, places(longest[0].statement.found, question))
    return _unsure(question, candidates, fitting)


def _candidates(question: str, text: str, *, is_literal_only: bool = False) -> Iterator[_Candidate]:
    words = content_words(question)
    named: dict[str, list[str]] = {}
    by_word = _cues_by_word(len(registry.functions()))
    for word in words & by_word.keys():
        for function_name, cue, needed in by_word[word]:
            if needed <= words:
                named.setdefault(function_name, []).append(cue)
    if not named:
        return
    lower = " ".join(question.lower().split())
    for function in registry.functions():
        cues = named.get(function.name)
        if cues:
            literal = [cue for cue in cues if cue.lower() in lower]
            if is_literal_only and not literal:
                continue
            cue = max(literal or cues, key=lambda each: (len(each), each))
            yield _judged(function, read_statement(function, text), cue, is_literal=bool(literal))


@lru_cache(maxsize=4)
def _cues_by_word(count: int) -> Mapping[str, Sequence[tuple[str, str, frozenset[str]]]]:
    """Every function's cues by their longest word, so that a text is held against the few that it may contain.

    `count` is how many functions are registered: a plugin adds some.
    """
    found: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    for function in registry.functions():
        for cue in function.cues:
            words = content_words(cue)
            if words:
                found.setdefault(max(words, key=lambda word: (len(word), word)), []).append((function.name, cue, words))
    return found


def _judged(function: AnswerFunction, statement: Statement, cue: str, *, is_literal: bool) -> _Candidate:
    problem, bound = "", None
    if statement.conflicts:
        problem = f"{_spoken(statement.conflicts[0])} is stated twice"
    elif statement.doubtful:
        thousands = int(statement.doubtful[0].rstrip("kK "))
        problem = f"{statement.doubtful[0]} may be {thousands * 1000:,} or {thousands * 1024:,}"
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


def _is_part_of_another(candidate: _Candidate, others: list[_Candidate]) -> bool:
    """`kv cache` is part of `latent kv cache`, and its function the less special one."""
    return any(
        content_words(candidate.cue) < content_words(other.cue) and candidate.function is not other.function
        for other in others
    )


def _recognised(candidate: _Candidate, question: str, answer: str, template: str) -> Recognised | Unsure:
    function, bound = candidate.function, candidate.arguments
    if bound is None:
        return Unsure(function.name, candidate.problem)
    expected = _expected(function, bound)
    agrees, remark = note_check(expected, answer)
    if not agrees and not is_explained(expected, answer):
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
    unit = asked_unit(question, function)
    if unit:
        data["unit"] = unit
    return Recognised(data, remark)


def _from_answer(question: str, answer: str) -> Recognised | Unsure | None:
    """A heading (`Model FLOPs Utilization (MFU)`) over a worked example: taken when its result is the computed one."""
    found = []
    for candidate in _candidates(question, answer, is_literal_only=True) if has_digit(answer) else ():
        guessed = {parameter.name for parameter in candidate.function.parameters if parameter.must_be_stated}
        bound = _bound(candidate)
        is_stated = guessed <= candidate.statement.found.keys() and not candidate.statement.conflicts
        if is_stated and bound is not None and len(bound.given) >= _MIN_STATED:
            found.append(replace(candidate, arguments=bound))
    if len(found) != 1:
        return None
    expected = _expected(found[0].function, found[0].arguments or Arguments({}, {}))
    said = list(quantities(answer, expected.unit))
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


def _unsure(question: str, candidates: list[_Candidate], fitting: list[_Candidate]) -> Unsure | None:
    if len(fitting) > 1:
        names = " or ".join(candidate.function.name for candidate in fitting[:3])
        return Unsure(fitting[0].function.name, f"it may be {names}")
    best = max(candidates, key=lambda candidate: len(candidate.statement.given))
    if len(best.statement.given) < _MIN_STATED:
        return None
    reason = best.problem or "it seems to ask for something else"
    return Unsure(best.function.name, reason)


def _written(parameter: Parameter, value: object) -> object:
    """A value as a deck would have it."""
    if parameter.choices:
        return arguments.shown_value(parameter, value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value) if isinstance(value, int) else value


def _spoken(name: str) -> str:
    return name.replace("_", " ")
