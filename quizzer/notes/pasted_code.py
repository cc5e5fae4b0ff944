"""Code that was copied from a chat with its buttons, drawn as code again.

    python
    Copy
    Edit
    light(kiln)

The name of the language and the buttons stood above the code; it ends at a blank line, or at the next numbered line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LANGUAGE = re.compile(
    r"^(?:python|py|bash|sh|shell|sql|json|yaml|java|javascript|js|typescript|ts|cpp|c\+\+|c|csharp|go|rust|r|html|css|xml|text"
    r"|plaintext|markdown|latex|scala|kotlin|dockerfile|powershell|php|ruby|swift|matlab|mathematica|makefile|ini|toml)$",
    re.IGNORECASE,
)
_NAMES = ("python", "bash", "sql", "json", "yaml", "java", "javascript", "typescript", "cpp", "go", "rust", "r")
_NAME_LINES = tuple(f"\n{name}\n" for name in _NAMES)
_FEWEST = 2
_COUNTED = re.compile(r"^\d{1,2}[.)]\s+[A-Z]")
_LABEL = re.compile(r"^(?:question|answer|ans|q)\s?\d{0,3}\s?[:.]\s", re.IGNORECASE)
_CODE = re.compile(
    r"^(?:\s+\S|#|//|[)\]}]|@\w|(?:import|from|def|class|for|while|if|else|return|print|with|try|select|create|insert|const|let|var)\b"
    r"|[\w.\[\]'\", ]{1,60}\s?[-+*/]?=[^=]|[\w.]{1,60}\()",
    re.IGNORECASE,
)


def with_pasted_code(text: str) -> str:
    """The text with fences around such code, on as many lines as before."""
    if "\nCopy\nEdit\n" not in text and "\nCopy code\n" not in text:
        return _with_named_code(text)
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        above = _buttons(lines, at)
        end = _end_of_code(lines, at + above) if above else at
        if end > at + above:
            code = lines[at + above : end]
            # one line is left of the buttons for each fence, and where there were two of them one more stays blank
            lines[at:end] = [f"```{lines[at].strip().lower()}", *code, "```", *[""] * (above - 2)]
            at = end
        at += 1
    return "\n".join(lines)


def _with_named_code(text: str) -> str:
    """The text with fences around code that stands right below the bare name of its language, twice or more, and no buttons."""
    if "```" in text or not any(map(text.__contains__, _NAME_LINES)):
        return text
    lines = text.split("\n")
    starts = [at for at in range(len(lines) - 1) if _names_code(lines, at)]
    if len(starts) < _FEWEST:
        return text
    for at in starts:
        end = _end_of_named_code(lines, at + 1)
        if end < len(lines) and not lines[end].strip():
            lines[at : end + 1] = [f"```{lines[at]}", *lines[at + 1 : end], "```"]
    return "\n".join(lines)


def _end_of_named_code(lines: Sequence[str], start: int) -> int:
    """One past the last line of the code: a blank line ends it, unless more of it follows at the margin or in an open block."""
    at, is_open = start, False
    while at < len(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        is_more = bool(_CODE.match(following)) and (is_open or not following[:1].isspace())
        if not lines[at].strip() and not is_more:
            return at
        is_open = is_open or lines[at].rstrip().endswith(":")
        at += 1
    return at


def _names_code(lines: Sequence[str], at: int) -> bool:
    is_name = lines[at] in _NAMES and (not at or not lines[at - 1].strip())
    return is_name and bool(_CODE.match(lines[at + 1])) and not lines[at + 1][:1].isspace()


def _buttons(lines: Sequence[str], at: int) -> int:
    """How many lines the language and the buttons are that begin here; 0 where they are none."""
    if not _LANGUAGE.match(lines[at].strip()):
        return 0
    below = [line.strip() for line in lines[at + 1 : at + 3]]
    if below == ["Copy", "Edit"]:
        return 3
    return 2 if below[:1] == ["Copy code"] else 0


def _end_of_code(lines: Sequence[str], start: int) -> int:
    """One past the last line of the code; a blank line ends it unless what follows is code for certain."""
    at = start
    while at < len(lines):
        if _COUNTED.match(lines[at]) or _LABEL.match(lines[at]):
            return at
        if not lines[at].strip():
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if not _CODE.match(following) or _COUNTED.match(following):
                return at
        at += 1
    return at
