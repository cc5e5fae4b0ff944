"""Cloze deletions: a text with something hidden becomes one card for each thing hidden, siblings of one another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_DELETIONS = 100
"""A text that hides more is data and not a card."""
GAP = "[…]"
"""What stands in the question where text is hidden."""

COVER = "…"
"""What stands where text is hidden and not asked for."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A stretch of text that a card hides."""

    start: int
    """Where the marks begin in the text."""
    end: int
    """One past their end."""
    hidden: str
    """What the reader is to recall, marks and hint taken off."""
    hint: str = ""
    group: str = ""
    """Deletions of the same group are hidden together; an empty one is a group by itself."""
    actions: str = ""
    """What each card does with it, a letter for each: `a` asks, `h` hides, `s` shows. Empty where groups decide."""
    inner: tuple[Deletion, ...] = ()
    """Deletions inside what it hides, in order and apart."""
    body: tuple[int, int] = (0, 0)
    """Where what it hides stands in the text, its inner marks included; (0, 0) where `hidden` says it as it stands."""


@dataclass(frozen=True, slots=True)
class Cloze:
    """One card of a cloze text."""

    question: str
    answer: str


def sibling_key(text: str) -> str:
    """A key that is the same for all cards made from one text, on every import."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def make_clozes(text: str, deletions: Sequence[Deletion]) -> list[Cloze]:
    """The cards of a text, in the order of their groups' first deletions; deletions must not overlap.

    Hidden parts show `[…]`, or `[hint]…` with a hint; what other cards hide is shown. The answer is what was hidden.
    No cards come of a text with more than `MAX_DELETIONS`.
    """
    if len(deletions) > MAX_DELETIONS:
        return []
    ordered = sorted(deletions, key=lambda deletion: deletion.start)
    if any(deletion.actions for deletion in ordered):
        return _by_actions(text, ordered)
    groups: dict[str, list[Deletion]] = {}
    for place, deletion in enumerate(_flat(ordered)):
        groups.setdefault(deletion.group or f"\0{place}", []).append(deletion)
    return [
        Cloze(_with_gaps(text, ordered, group), "\n".join(dict.fromkeys(deletion.hidden for deletion in group)))
        for group in groups.values()
        if all(deletion.hidden.strip() for deletion in group)
    ]


def _flat(deletions: Sequence[Deletion]) -> Iterator[Deletion]:
    for deletion in deletions:
        yield deletion
        yield from _flat(deletion.inner)


def _by_actions(text: str, deletions: Sequence[Deletion]) -> list[Cloze]:
    """The cards of a text whose deletions say themselves what each card does with them; what says nothing is shown."""
    made = []
    for place in range(max(len(deletion.actions) for deletion in deletions)):
        at = {action: [d for d in deletions if d.actions[place : place + 1] == action] for action in "ah"}
        if at["a"] and all(deletion.hidden.strip() for deletion in at["a"]):
            answer = "\n".join(dict.fromkeys(deletion.hidden for deletion in at["a"]))
            made.append(Cloze(_with_gaps(text, deletions, at["a"], at["h"]), answer))
    return made


def _with_gaps(
    text: str, deletions: Sequence[Deletion], hidden: Sequence[Deletion], covered: Sequence[Deletion] = ()
) -> str:
    return _shown(text, (0, len(text)), deletions, hidden, covered).strip()


def _shown(
    text: str,
    span: tuple[int, int],
    deletions: Sequence[Deletion],
    hidden: Sequence[Deletion],
    covered: Sequence[Deletion],
) -> str:
    parts, at = [], span[0]
    for deletion in deletions:
        parts.append(text[at : deletion.start])
        if any(deletion is other for other in hidden):
            parts.append(f"[{deletion.hint}]…" if deletion.hint else GAP)
        elif any(deletion is other for other in covered):
            parts.append(COVER)
        elif deletion.body != (0, 0):
            parts.append(_shown(text, deletion.body, deletion.inner, hidden, covered))
        else:
            parts.append(deletion.hidden)
        at = deletion.end
    parts.append(text[at : span[1]])
    return "".join(parts)
