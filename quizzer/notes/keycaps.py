"""Numbers as pictures of keys behind the letter of a question: `Q1️⃣ Why?` is read as `Q1: Why?`."""

from __future__ import annotations

import re

_COUNT = re.compile(r"(?m)^(?P<before>[^\w\n]{0,4}Q)(?P<number>(?:\d\ufe0f?\u20e3){1,3})[ \t]*[:.)]?[ \t]*(?=\S)")


def without_keycaps(text: str) -> str:
    """The text with such numbers in digits."""
    if "\u20e3" not in text:
        return text
    return _COUNT.sub(lambda found: f"{found['before']}{re.sub(r'[^0-9]', '', found['number'])}: ", text)
