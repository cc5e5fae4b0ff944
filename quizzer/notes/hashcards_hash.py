"""What hashcards knows a card by: the BLAKE3 hash of its text, worked out from the note as that program reads it.

Its rules have changed with its versions (`---` between cards, lines with `#` as comments, `\\[` as a bracket, tags
inside fences), so a note is read by each set of rules; a hash that fits proves which one was used.
Source: hashcards, src/parser.rs and src/types/card.rs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from blake3 import blake3


@dataclass(frozen=True, slots=True)
class HashedCard:
    """Where a card of hashcards stands."""

    line: int
    """Of its `Q:` or `C:`, from 1."""
    hidden: str = ""
    """What a cloze card hides; empty for a question."""
    place: int = 0
    """Which of the same hidden words of its text it is, from 0."""


@dataclass(frozen=True, slots=True)
class _Rules:
    has_rules: bool
    has_comments: bool
    has_escapes: bool
    has_fences: bool


@dataclass(frozen=True, slots=True)
class _Part:
    letter: str
    text: str
    line: int


def hashes(text: str) -> dict[str, HashedCard]:
    """From each hash that hashcards may know a card of this note by to the card; empty for any other note."""
    found: dict[str, HashedCard] = {}
    if not re.search(r"^[QC]:", text, re.MULTILINE):
        return found
    lines = re.split(r"\r?\n", text)
    top = _below_front_matter(lines)
    for flags in product((True, False), repeat=4):
        rules = _Rules(*flags)
        for key, card in _cards(lines, top, rules):
            found.setdefault(key, card)
    return found


def _below_front_matter(lines: list[str]) -> int:
    if lines[0].strip() != "---":
        return 0
    return next((number + 1 for number, line in enumerate(lines) if number and line.strip() == "---"), 0)


def _parts(lines: list[str], top: int, rules: _Rules) -> Iterator[_Part | None]:
    """The tagged texts in order; None where a rule ends a card."""
    current: _Part | None = None
    fence = ""
    for number in range(top, len(lines)):
        line = lines[number]
        mark = line.lstrip()[:3]
        if rules.has_fences and (fence or mark in ("```", "~~~")):
            fence = ("" if mark == fence else fence) if fence else mark
        elif line[:2] in ("Q:", "A:", "C:"):
            if current:
                yield current
            current = _Part(line[0], line[2:].strip(), number + 1)
            continue
        elif rules.has_rules and line.strip() == "---":
            if current:
                yield current
            current = None
            yield None
            continue
        elif rules.has_comments and line.lstrip().startswith("#"):
            continue
        if current:
            current = _Part(current.letter, f"{current.text}\n{line}", current.line)
    if current:
        yield current


def _cards(lines: list[str], top: int, rules: _Rules) -> Iterator[tuple[str, HashedCard]]:
    question: _Part | None = None
    for part in _parts(lines, top, rules):
        if part is not None and part.letter == "A" and question is not None:
            told = b"Basic" + question.text.strip().encode() + part.text.strip().encode()
            yield blake3(told).hexdigest(), HashedCard(question.line)
        elif part is not None and part.letter == "C":
            yield from _clozes(part, rules)
        question = part if part is not None and part.letter == "Q" else None


def _clozes(part: _Part, rules: _Rules) -> Iterator[tuple[str, HashedCard]]:
    text, gaps = _gaps(part.text.strip().encode(), rules)
    seen: dict[bytes, int] = {}
    for start, end in gaps:
        hidden = text[start:end]
        key = blake3(b"Cloze" + text + start.to_bytes(8, "little") + max(0, end - 1).to_bytes(8, "little")).hexdigest()
        seen[hidden] = seen.get(hidden, -1) + 1
        yield key, HashedCard(part.line, hidden.decode("utf-8", "replace").strip(), seen[hidden])


def _gaps(text: bytes, rules: _Rules) -> tuple[bytes, list[tuple[int, int]]]:
    """The text without its brackets, and where in it each hidden part starts and ends, in bytes."""
    out = bytearray()
    gaps: list[tuple[int, int]] = []
    start = -1
    is_image = is_escaped = False
    for place, byte in enumerate(text):
        following = text[place + 1 : place + 2]
        if byte in b"[]" and (is_image or is_escaped):
            out.append(byte)
            is_image = is_image and byte == ord("[")
            is_escaped = False
        elif byte == ord("["):
            start = len(out)
        elif byte == ord("]"):
            if start >= 0 and len(out) > start:
                gaps.append((start, len(out)))
            start = -1
        elif byte == ord("\\") and rules.has_escapes and following in (b"[", b"]"):
            is_escaped = True
        else:
            is_image = is_image or (byte == ord("!") and following == b"[")
            out.append(byte)
    return bytes(out), gaps
