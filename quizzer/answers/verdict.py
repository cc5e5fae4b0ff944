"""The verdict on what was typed: right, wrong or unreadable, three types, never a number with flags."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Right:
    """Within the tolerance."""

    understood: str
    """What was read, in exact and readable form."""
    reading: str = ""
    """How it was read when it could be read otherwise too: `192 MB, read as MiB (as MB: 192,000,000 B)`."""
    band: float | None = None
    """Of an estimate: the smallest factor of `tolerance.ESTIMATE_BANDS` that holds."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Readable and not near enough."""

    understood: str
    message: str
    """What may have gone wrong, or how far off; never the right value."""
    slip: str = ""
    """Name of the slip, independent of the numbers; empty when none fits."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not an answer to the question, so nothing is graded: ask again."""

    message: str


Verdict = Right | Wrong | Unreadable
