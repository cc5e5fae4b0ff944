"""One card of a YAML deck: which fields it may have, what each must look like, and the draft they make.

Values stay the text that was written: whoever computes reads numbers, units and formulas. Here only the shape counts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from quizzer.domain.cards import CardDraft, Confidence, Kind
from quizzer.domain.plain_text import one_line
from quizzer.errors import NoteError
from quizzer.notes.yaml_text import Fields, Items, Node, Scalar

MAX_PARAMETERS = 20
_PARAMETER_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PREFIXES = ("either", "decimal", "binary")
_SLIP_FIELDS = ("name", "formula", "ratio", "message")
_STEP_FIELDS = ("name", "formula", "text")
_TEXT_FIELDS = ("unit", "tolerance", "display", "level", "as_of")
FIELDS = (
    "id",
    "question",
    "answer",
    "options",
    "tags",
    "function",
    "formula",
    "parameters",
    "prefix",
    "steps",
    "hints",
    "slips",
    *_TEXT_FIELDS,
)
"""Every field a card may have; deck.schema.json says the same to editors."""
_COMPUTED_ONLY = ("parameters", "unit", "tolerance", "prefix", "display", "steps", "slips")


class FieldError(NoteError):
    """A field is missing or has the wrong shape; `line` counts from 1 within the YAML text."""

    def __init__(self, field: str, message: str, line: int) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.line = line


def did_you_mean(word: str, words: tuple[str, ...]) -> str:
    """`; did you mean …?` for a near miss, else the words to choose from."""
    near = difflib.get_close_matches(word, words, 1)
    return f"did you mean `{near[0]}`?" if near else f"the fields are {', '.join(words)}"


def text_of(node: Node, field: str) -> str:
    """The text of a scalar without space around it; empty when nothing was written."""
    if not isinstance(node, Scalar):
        raise FieldError(field, "must be text, not a list or a mapping", node.line)
    return "" if node.is_missing else node.text.strip()


def words_of(node: Node, field: str) -> tuple[str, ...]:
    """A list of texts; one text counts as a list of one, and a text with commas as their parts."""
    if isinstance(node, Items):
        found = tuple(text_of(item, field) for item in node.items)
    else:
        found = tuple(part.strip() for part in text_of(node, field).split(","))
    return tuple(word.lstrip("#") for word in found if word.lstrip("#"))


def _texts(node: Node, field: str) -> list[str]:
    if isinstance(node, Items):
        return [text_of(item, f"{field}[{place}]") for place, item in enumerate(node.items, 1)]
    return [text_of(node, field)]


def _check_names(card: Fields, allowed: tuple[str, ...], where: str = "") -> None:
    for key, line in card.doubled:
        raise FieldError(f"{where}{one_line(key, 40)}", "is written twice", line)
    for key in card.fields:
        if key not in allowed:
            raise FieldError(
                f"{where}{one_line(key, 40)}", f"unknown field; {did_you_mean(key, allowed)}", card.lines[key]
            )


def _fixed(node: Node, field: str) -> Any:
    """A fixed value: text, or lists of such (vectors, matrices)."""
    if isinstance(node, Items):
        return [_fixed(item, field) for item in node.items]
    text = text_of(node, field)
    if not text:
        raise FieldError(field, "has no value", node.line)
    return text


def _parameter(node: Node, field: str) -> Any:
    if not isinstance(node, Fields):
        return _fixed(node, field)
    _check_names(node, ("choices", "range", "step", "log", "expression"), f"{field}.")
    ways = [way for way in ("choices", "range", "expression") if way in node.fields]
    if len(ways) != 1:
        raise FieldError(field, "must have exactly one of `choices`, `range`, `expression`", node.line)
    way = ways[0]
    value = node.fields[way]
    if way != "range" and ("step" in node.fields or "log" in node.fields):
        raise FieldError(field, "`step` and `log` belong to a range", node.line)
    if way == "expression":
        return {"expression": _fixed_text(value, f"{field}.expression")}
    if not isinstance(value, Items) or not value.items:
        raise FieldError(f"{field}.{way}", "must be a list", value.line)
    values = [_fixed(item, f"{field}.{way}") for item in value.items]
    if way == "choices":
        return {"choices": values}
    if len(values) != 2:
        raise FieldError(f"{field}.range", "must be two numbers, lowest and highest", value.line)
    if "step" in node.fields and "log" in node.fields:
        raise FieldError(field, "a range has either `step` or `log`", node.line)
    drawn: dict[str, Any] = {"range": values}
    if "step" in node.fields:
        drawn["step"] = _fixed_text(node.fields["step"], f"{field}.step")
    if "log" in node.fields:
        drawn["log"] = _truth(node.fields["log"], f"{field}.log")
    return drawn


def _fixed_text(node: Node, field: str) -> str:
    text = text_of(node, field)
    if not text:
        raise FieldError(field, "has no value", node.line)
    return text


def _truth(node: Node, field: str) -> bool:
    text = text_of(node, field).casefold()
    if text not in ("true", "false", "yes", "no"):
        raise FieldError(field, "must be true or false", node.line)
    return text in ("true", "yes")


def _parameters(node: Node) -> dict[str, Any]:
    if not isinstance(node, Fields):
        raise FieldError("parameters", "must be names with values", node.line)
    for key, line in node.doubled:
        raise FieldError(f"parameters.{one_line(key, 40)}", "is written twice", line)
    if len(node.fields) > MAX_PARAMETERS:
        raise FieldError("parameters", f"at most {MAX_PARAMETERS} are allowed", node.line)
    for name in node.fields:
        if not _PARAMETER_NAME.fullmatch(name):
            raise FieldError(
                f"parameters.{one_line(name, 40)}", "a name is small letters, digits and `_`", node.lines[name]
            )
    return {name: _parameter(value, f"parameters.{name}") for name, value in node.fields.items()}


def _records(node: Node, field: str, allowed: tuple[str, ...], text_field: str) -> list[dict[str, str]]:
    """A list whose entries are texts (taken as `text_field`) or mappings with the allowed fields."""
    found = []
    for place, item in enumerate(node.items if isinstance(node, Items) else (node,), 1):
        where = f"{field}[{place}]"
        if isinstance(item, Fields):
            _check_names(item, allowed, f"{where}.")
            found.append({name: _fixed_text(value, f"{where}.{name}") for name, value in item.fields.items()})
        else:
            found.append({text_field: _fixed_text(item, where)})
    return found


def _hints(node: Node) -> list[str] | dict[str, str]:
    """Hints in order, or texts by the ratio of the answer to the truth that they explain."""
    if not isinstance(node, Fields):
        return _texts(node, "hints")
    for key, line in node.doubled:
        raise FieldError(f"hints.{one_line(key, 40)}", "is written twice", line)
    return {ratio: text_of(value, f"hints.{ratio}") for ratio, value in node.fields.items()}


def _computed(card: Fields) -> dict[str, Any]:
    """What the answers room needs to work a card out; empty for a card with a written answer."""
    ways = [name for name in ("function", "formula") if name in card.fields]
    if len(ways) > 1:
        raise FieldError("formula", "a card has a function or a formula, not both", card.lines["formula"])
    if not ways:
        for name in _COMPUTED_ONLY:
            if name in card.fields:
                raise FieldError(name, "belongs to a card with `function` or `formula`", card.lines[name])
        return {}
    data: dict[str, Any] = {ways[0]: _fixed_text(card.fields[ways[0]], ways[0])}
    data["parameters"] = _parameters(card.fields["parameters"]) if "parameters" in card.fields else {}
    if "prefix" in card.fields:
        data["prefix"] = text_of(card.fields["prefix"], "prefix").casefold()
        if data["prefix"] not in _PREFIXES:
            raise FieldError("prefix", f"must be one of {', '.join(_PREFIXES)}", card.fields["prefix"].line)
    if "steps" in card.fields:
        data["steps"] = _records(card.fields["steps"], "steps", _STEP_FIELDS, "text")
    if "slips" in card.fields:
        data["slips"] = _records(card.fields["slips"], "slips", _SLIP_FIELDS, "name")
    return data


def _worked_by(data: Mapping[str, Any]) -> str:
    """What stands as the answer of a computed card until its numbers are drawn."""
    if "formula" in data:
        return f"`{data['formula']}`"
    given = (
        f"{name}={value}" if isinstance(value, str) else name for name, value in data.get("parameters", {}).items()
    )
    return f"`{data['function']}({', '.join(given)})`"


def _choice(card: Fields, answer: str) -> tuple[tuple[str, ...], str, dict[str, Any]]:
    """Options, the answer as letter and text, and the right letters; `answer` names letters or one option's text."""
    node = card.fields["options"]
    options = tuple(_texts(node, "options")) if isinstance(node, Items) else ()
    if not 2 <= len(options) <= 26:
        raise FieldError("options", "must be a list of 2 to 26 texts", node.line)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(options)]
    folded = [option.casefold() for option in options]
    if answer.casefold() in folded:
        right = [letters[folded.index(answer.casefold())]]
    else:
        right = [part for part in re.split(r"[\s,;&]+|\band\b", answer.upper()) if part]
    if not right or any(letter not in letters or len(letter) != 1 for letter in right):
        raise FieldError("answer", "must be the letter or the text of an option", card.lines.get("answer", card.line))
    shown = "\n".join(f"{letter}. {options[letters.index(letter)]}" for letter in right)
    return options, shown, {"right": right}


def shape(card: Node, path: str, shift: int = 0) -> CardDraft:
    """The draft of one card; `shift` is added to its lines when the YAML stands inside another file.

    Raises FieldError naming the field and the line of what does not fit.
    """
    if not isinstance(card, Fields):
        raise FieldError("", "a card must have fields such as `question:` and `answer:`", card.line)
    _check_names(card, FIELDS)
    question = text_of(card.fields["question"], "question") if "question" in card.fields else ""
    if not question:
        raise FieldError("question", "is missing", card.lines.get("question", card.line))
    answer = text_of(card.fields["answer"], "answer") if "answer" in card.fields else ""
    data = _computed(card)
    kind = Kind.COMPUTED if data else Kind.BASIC
    options: tuple[str, ...] = ()
    if data:
        answer = answer or _worked_by(data)
    if "options" in card.fields:
        if data:
            raise FieldError("options", "a computed card has none", card.lines["options"])
        options, answer, data = _choice(card, answer)
        kind = Kind.CHOICE
    if not answer:
        raise FieldError("answer", "is missing; write `answer`, `function` or `formula`", card.line)
    for name in _TEXT_FIELDS:
        if name in card.fields and text_of(card.fields[name], name):
            data[name] = text_of(card.fields[name], name)
    if "hints" in card.fields:
        data["hints"] = _hints(card.fields["hints"])
    return CardDraft(
        question=question,
        answer=answer,
        path=path,
        line=card.line + shift,
        end_line=card.end_line + shift,
        kind=kind,
        confidence=Confidence.EXPLICIT,
        convention="YAML deck",
        options=options,
        tags=words_of(card.fields["tags"], "tags") if "tags" in card.fields else (),
        author_id=text_of(card.fields["id"], "id") if "id" in card.fields else "",
        data=data,
    )
