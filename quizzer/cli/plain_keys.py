"""The keys of `review --plain`: the same letters as on the Review screen, each a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"(:?)([A-Za-z?])((?:[\s,]+\d{1,3})*)")


@dataclass(frozen=True, slots=True)
class Command:
    """A key, and the numbers that were typed after it."""

    key: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, and when it does it."""

    key: str
    what: str
    before: bool = True
    """Before the answer is shown."""
    after: bool = True
    """Afterwards."""
    is_computed: bool = False
    """Only for a card that computes."""


KEYS = (
    Key("a", "answer in your own words: the next line, whatever it is", after=False),
    Key("h", "the next hint", after=False),
    Key("t", "list the points of the answer; `t 1 3` ticks the first and the third", before=False),
    Key("n", "the same card with new numbers", is_computed=True),
    Key("w", "what if a number changed", before=False, is_computed=True),
    Key("r", "read the card again"),
    Key("i", "why it comes now, where it is from, how it stands"),
    Key("m", "formulas: on one line, two-dimensional, raw"),
    Key("o", "open a link or picture; `o 2` the second"),
    Key("y", "the card as Markdown"),
    Key("e", "edit the note at the card's line"),
    Key("f", "flag the card, or take its flag away"),
    Key("s", "suspend the card"),
    Key("b", "bury it until tomorrow"),
    Key("p", "postpone it by a week"),
    Key("x", "skip it until the sitting ends"),
    Key("u", "take the last grade or mark back"),
    Key("U", "bring the grade back"),
    Key("q", "leave; progress is kept"),
    Key("?", "these keys"),
)
_KNOWN = frozenset(key.key for key in KEYS)


def read_command(typed: str, *, letters: str = "") -> Command | None:
    """The command that a line is; None for anything else. Letters of open options are answers unless a colon leads.

    >>> read_command("t 1 3"), read_command("b", letters="ABCD"), read_command(":b", letters="ABCD").key
    (Command(key='t', numbers=(1, 3)), None, 'b')
    """
    found = _COMMAND.fullmatch(typed)
    if found is None:
        return None
    colon, key, rest = found.groups()
    if not colon and key.upper() in letters:
        return None
    if key not in _KNOWN:
        key = key.lower()
    return Command(key, tuple(map(int, re.findall(r"\d+", rest)))) if key in _KNOWN else None


def list_keys(*, is_revealed: bool, is_computed: bool, grades: str) -> list[str]:
    """The keys that work now, a line each."""
    enter = "give the suggested grade" if is_revealed else "check what was typed; an empty line shows the answer"
    lines = [f"  enter  {enter}"]
    if is_revealed:
        lines.append(f"  {grades:<5}  give that grade")
    lines += [
        f"  {key.key:<5}  {key.what}"
        for key in KEYS
        if (key.after if is_revealed else key.before) and (is_computed or not key.is_computed)
    ]
    return [*lines, "A colon before a letter always makes it a key, as in :b where b is an option."]
