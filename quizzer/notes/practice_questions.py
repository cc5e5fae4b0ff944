"""Questions of a learning platform, whose parts stand under names in bold: `__Practice Question__`, `__Suggested Answers__`.

    __Practice Question__                __Suggested Answers__
    Which beam holds the warp?           - A
    A. The breast beam                   - B - Correct
    B. The back beam                     __Question Options__
                                         don't shuffle

They are written as a heading, the options and the letters of the right ones. No line is added and none is taken away.
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late

_PART = late(
    r"^(\*\*|__)(?P<name>type|practice question|suggested answers|question options|explain your answer|explanation|tags?|difficulty)\1$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^[-*] (?P<letter>[A-H])(?P<right> - correct)?$", re.IGNORECASE)


def with_practice_questions(text: str) -> str:
    """The text with such questions as notes have them; any other text unchanged."""
    lowered = text.casefold()
    if "practice question" not in lowered or "suggested answers" not in lowered:
        return text
    lines = text.split("\n")
    parts = [(at, found["name"].casefold()) for at, line in enumerate(lines) if (found := _PART.match(line.strip()))]
    names = [name for _, name in parts]
    if not parts or names.count("suggested answers") != names.count("practice question"):
        return text
    edges = [*(at for at, _ in parts[1:]), len(lines)]
    count = 0
    for (at, name), end in zip(parts, edges, strict=True):
        if name == "practice question":
            count += 1
            lines[at] = f"## Question {count}"
        elif name == "suggested answers":
            letters = [found for line in lines[at + 1 : end] if (found := _LETTER.match(line.strip()))]
            right = [found["letter"] for found in letters if found["right"]]
            if right and len(letters) == sum(bool(line.strip()) for line in lines[at + 1 : end]):
                lines[at:end] = [f"**Answer:** {', '.join(right)}", *[""] * (end - at - 1)]
        elif name != "explanation":
            lines[at:end] = [""] * (end - at)
    return "\n".join(lines)
