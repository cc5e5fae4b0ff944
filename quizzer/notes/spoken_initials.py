"""Those who speak in an interview, called by their initial once they have been named.

    **Interviewer:** What is attention?       **I:** Why is it scaled?
    **Candidate:** A weighted mean.           **C:** To keep the gradients.

Only where both are named in full before are the initials written out.
"""

from __future__ import annotations

import re

_ASKS = re.compile(r"^(\*\*|__|)(Interviewer)(?:\1:|:\1)", re.MULTILINE)
_TELLS = re.compile(r"^(\*\*|__|)(Candidate|Interviewee)(?:\1:|:\1)", re.MULTILINE)


def with_speakers(text: str) -> str:
    """The text with `I:` and `C:` in full; unchanged where nobody is named, or one initial stands for both."""
    if "nterviewer" not in text:
        return text
    asks, tells = _ASKS.search(text), _TELLS.search(text)
    if asks is None or tells is None or asks[2][0] == tells[2][0]:
        return text
    for found, role in ((asks, "Interviewer"), (tells, "Candidate")):
        initial = re.compile(rf"^(\*\*|__|){found[2][0]}(\1:|:\1)(?=\s)", re.MULTILINE)
        text = initial.sub(rf"\g<1>{role}\g<2>", text)
    return text
