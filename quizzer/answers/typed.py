"""What was typed, rewritten as a formula: typographic variety, number formats and unit words untangled.

`2 × 24 · 8 MB` becomes `(2*24*8)*u0`, with everything that `MB` may mean beside it. So typed arithmetic passes the same
bounds as a deck's formula, and nothing else ever evaluates it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.answers import expression, units
from quizzer.answers.expression import FUNCTIONS, Formula
from quizzer.answers.formula_tree import FormulaError
from quizzer.answers.units import Unit
from quizzer.domain.patterns import late
from quizzer.errors import AnswerError

MAX_TYPED = 400
"""Characters; more is not an answer."""


class Illegible(AnswerError):
    """What was typed is not a quantity, or one of another kind; nothing is graded."""


def formula(text: str) -> tuple[Formula, tuple[tuple[Unit, ...], ...]]:
    """The formula over u0, u1, ..., and the readings of each of those units. Raises Illegible."""
    if len(text) > MAX_TYPED:
        raise Illegible("that is too long for an answer")
    clean = plain(text)
    if not clean:
        raise Illegible("nothing typed")
    if not re.search(r"\d", clean, re.ASCII):
        raise Illegible(f"no number in {text.strip()!r}")
    if re.search(r"(?<![\w.])0[xXbBoO][0-9a-fA-F]", clean):
        raise Illegible("only decimal numbers")
    _refuse_range(clean)
    written, phrases = _Rewriter(tuple(_tokens(clean))).rewritten()
    try:
        return expression.parse(written), tuple(phrases)
    except FormulaError as error:
        raise Illegible(in_typed_words(error.message, written, text)) from None


def in_typed_words(message: str, written: str, text: str) -> str:
    """A message about the formula, with the person's own words in it."""
    return message.replace(written, " ".join(text.split()))


_SUPERSCRIPT = late("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("×·⋅∙✕✖∗", "*"),
        **dict.fromkeys("÷⁄∕", "/"),
        **dict.fromkeys("−‒﹣", "-"),
        "—": "–",
        "√": " sqrt ",
        "’": "'",
    }
)
_NOISE = late(
    r"^(?:[~≈≅∼=:≃]|(?:it'?s|it is|answer|ans|approx(?:imately)?|about|around|roughly|circa|ca|nearly|almost)\b[.:]?)"
    r"\s*|\s*(?:\(?(?:approx(?:imately)?|or so|roughly|ish)\)?\.?|[.;]|\b(?:in )?total|\boverall|\baltogether"
    r"|\bof (?:memory|vram|ram|space|compute|data))$",
    re.IGNORECASE,
)
_ASIDE = late(r"(.*\d.*?([A-Za-z]+|%))\s*\([^()]*\)")
"""`0.19 GB (192 MiB)`, `192 MB (batch=1)`: what stands in brackets after a unit is said beside the answer."""
_RANGE = late(
    r"(?!\d[\d.,]*[eE]-)(\d[\d,]*\.?\d*)\s*[A-Za-z%]*(?P<dash>–|-|\s–\s|\s*\bto\b\s*|\.\.\.?)"
    r"(\d[\d,]*\.?\d*)\s*[A-Za-z%/ ]*",
    re.ASCII,
)
_NUMBER = late(
    r"(?P<grouped>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?"
    r"|[1-9]\d{0,2}(?:'\d{3})+(?:\.\d+)?)"
    r"(?![\d.,]*\d)"
    r"|(?P<dotted>[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?)(?![\d.]*\d)"
    r"|(?P<comma>\d+,\d+(?:[eE][+-]?\d+)?)(?![\d.,]*\d)"
    r"|(?P<plain>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\d.]*\d)",
    re.ASCII,
)
_NUMBER_IN_CALL = late(r"(?P<plain>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_CALL = late(rf"({'|'.join(sorted(FUNCTIONS, key=len, reverse=True))})(?=\s*\()")
_WORD = late(r"[A-Za-zµμ]+|[$%‰]")
_OPERATOR = late(r"\*\*|//|[-+*/^()–,]")


def plain(text: str) -> str:
    """Typographic variety and words without value taken away.

    >>> plain("≈ 2 × 10⁹ bytes.")
    '2 * 10^9 bytes'
    """
    clean = _SUPERSCRIPT.sub(lambda run: "^" + run[0].translate(_SUPERSCRIPTS), text)
    clean = re.sub(r"(?<=\d)\s*(?=[½⅓¼⅔¾⅛])", "+", clean)
    clean = unicodedata.normalize("NFKC", clean.translate(_SIGNS)).translate(_SIGNS).strip()
    clean = re.sub(r"\bper\s*cent\b", "%", clean, flags=re.IGNORECASE)
    clean = re.sub(r"\bper\b", "/", clean, flags=re.IGNORECASE)
    clean = re.sub(r"\bln(?=\s*\()", "log", clean)
    clean = re.sub(r"sqrt\s+(\d+(?:\.\d+)?)", r"sqrt(\1)", clean)
    previous = ""
    while clean != previous:
        previous, clean = clean, _NOISE.sub("", clean).strip()
    aside = _ASIDE.fullmatch(clean)
    return aside[1] if aside is not None and aside[2] not in FUNCTIONS else clean


def _refuse_range(text: str) -> None:
    """`5-10` and `150–200 MB` are ranges, `10 - 5` is arithmetic."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return
    low, high = (float(end.replace(",", "")) for end in (match[1], match[3]))
    if low < high or match["dash"].strip() not in ("-", "–"):
        raise Illegible("that is a range; give one number")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """number, word, call or sign."""
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    """Numbers as the formula language writes them, unit words, calls and signs."""
    place, calls, is_call = 0, list[bool](), False
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token, place = _token(text, place, is_in_call=any(calls))
        if token.text == "(":
            calls.append(is_call)
        elif token.text == ")" and calls:
            calls.pop()
        is_call = token.kind == "call"
        yield token


def _token(text: str, place: int, *, is_in_call: bool) -> tuple[_Token, int]:
    number = (_NUMBER_IN_CALL if is_in_call else _NUMBER).match(text, place)
    if number is not None:
        return _Token("number", _digits(number)), number.end()
    for kind, pattern in (("call", _CALL), ("word", _WORD), ("sign", _OPERATOR)):
        match = pattern.match(text, place)
        if match is not None:
            return _Token(kind, {"^": "**", "–": "-"}.get(match[0], match[0])), match.end()
    raise Illegible(f"cannot read {text!r} at {text[place : place + 12]!r}")


def _digits(match: re.Match[str]) -> str:
    text = match[0]
    match match.lastgroup:
        case "grouped":
            whole, comma, rest = text.partition(",") if " " in text else (text, "", "")
            digits = re.sub(r"[, ']", "", whole)
            return f"{digits}.{rest}" if comma else digits
        case "dotted":
            return text.replace(".", "").replace(",", ".")
        case "comma":
            return text.replace(",", ".")
    return text


class _Rewriter:
    """Walks over the tokens once; the state is the place, and what has been written."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.pieces: list[str] = []
        self.phrases: list[tuple[Unit, ...]] = []
        self.is_after_term = False
        self.is_after_unit = False
        self.currency = False

    def rewritten(self) -> tuple[str, list[tuple[Unit, ...]]]:
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.text in ("x", "X") and self.is_after_term and self.begins_term(self.place + 1):
                self.sign("*")
            elif token.text == "%" and self.is_after_term and self.begins_term(self.place + 1):
                self.sign("%")
            elif token.text == "$" and not self.is_after_term:
                self.currency = True
                self.place += 1
            elif token.kind == "word" or (
                token.text == "/" and self.is_after_term and self.kind_at(self.place + 1) == "word"
            ):
                self.unit([])
            elif token.kind == "number":
                self.number(token.text)
            else:
                self.sign(token.text)
        return "".join(self.pieces), self.phrases

    def sign(self, text: str) -> None:
        self.pieces.append(text)
        self.place += 1
        self.is_after_term, self.is_after_unit = text == ")", False

    def number(self, digits: str) -> None:
        if self.is_after_term:
            if not self.is_after_unit or self.kind_at(self.place + 1) != "word":
                raise Illegible("two numbers with nothing between them; give one")
            self.pieces.append("+")  # "2 h 30 min"
        self.pieces.append(digits)
        self.place += 1
        self.is_after_term, self.is_after_unit = True, False
        if self.currency:
            self.currency = False
            self.unit(["$"])

    def unit(self, above: list[str]) -> None:
        below = self.phrase(above)
        said = " ".join(above) + "".join(f"/{word}" for word in below)
        found = units.phrase_readings(above, below)
        if not found:
            raise Illegible(f"no unit {said!r}")
        if not self.is_after_term:
            raise Illegible(f"no number before {said!r}")
        self.phrases.append(found)
        self.write(f"u{len(self.phrases) - 1}")
        self.is_after_unit = True

    def write(self, name: str) -> None:
        """A unit at the very end belongs to the whole (`100/2 GB`), one inside to its number (`80 GB / 2`)."""
        is_alone = self.place >= len(self.tokens) and len(self.phrases) == 1
        if is_alone and self.pieces.count("(") == self.pieces.count(")"):
            self.pieces = ["(", *self.pieces, f")*{name}"]
        elif self.pieces[-1] != ")" and self.pieces[-2:-1] != ["**"]:
            self.pieces[-1] = f"({self.pieces[-1]}*{name})"
        else:
            self.pieces.append(f"*{name}")

    def phrase(self, above: list[str]) -> list[str]:
        """Takes the words of a unit into `above`, and gives those after `/`."""
        below: list[str] = []
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            joins_word = self.kind_at(self.place + 1) == "word"
            is_sign = token.text in ("x", "X", "%") and self.begins_term(self.place + 1)
            if token.kind == "word" and not is_sign:
                (below or above).append(token.text)
                self.place += 1
            elif token.text == "/" and joins_word:
                below.append(self.tokens[self.place + 1].text)
                self.place += 2
            elif token.text in ("*", "-") and joins_word and above and not below:
                above.append(self.tokens[self.place + 1].text)
                self.place += 2
            else:
                break
        return below

    def kind_at(self, place: int) -> str:
        return self.tokens[place].kind if place < len(self.tokens) else ""

    def begins_term(self, place: int) -> bool:
        return place < len(self.tokens) and (
            self.tokens[place].kind in ("number", "call") or self.tokens[place].text == "("
        )
