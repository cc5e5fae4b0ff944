"""Draws: numbers that look random and are the same for the same seed, on every machine and in every version."""

from __future__ import annotations


def draw(seed: str) -> float:
    """A number from 0 up to, not including, 1.

    >>> draw("card/3") == draw("card/3")
    True
    """
    import hashlib  # loaded by the first draw: a first card is shown without one

    return int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=6).digest()) / 2**48
