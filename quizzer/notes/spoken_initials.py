"""Those who speak in an interview, called by their initial or by name.

    **Interviewer:** What is attention?       **I:** Why is it scaled?       **Anna:** And which is cheaper?
    **Candidate:** A weighted mean.           **C:** To keep the gradients.  **Me:** The one with fewer heads.

Initials are written out where both are named in full before; whoever asks the one who says `Me:` is the interviewer. The times at which
they speak are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.labels import read_label
from quizzer.notes.wording import opens_as_question

_ASKS = re.compile(r"^(\*\*|__|)(Interviewer)(?:\1:|:\1)", re.MULTILINE)
_TELLS = re.compile(r"^(\*\*|__|)(Candidate|Interviewee)(?:\1:|:\1)", re.MULTILINE)
_MESSAGE = late(
    r"^\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[AaPp][Mm])?(?:\] | - )(?P<who>[^:\n\[\]]{1,30}): ",
    re.MULTILINE,
)
"""`[12/03/25, 21:04:11] Ana: …`, `12/03/25, 21:04 - Ana: …`"""
_BEFORE_STAMP = frozenset("[\u200e")
_QUOTED_ME = re.compile(
    r"^> ?\*\*(?:Me|I|You|User|My question|Prompt)(?::\*\*|\*\*:)[ \t]+(?P<text>\S.*)$(?=\n\s*(?:[^>\s]|\Z)|\s*\Z|\n\s*\n> \*\*)",
    re.MULTILINE,
)
"""What somebody asked an assistant, quoted above its answer."""
_YOU = re.compile(r"^(\*\*|__|)You(\1:|:\1)(?=\s)", re.MULTILINE)
_SAID = late(
    r"^(?P<mark>\*\*|__|)(?P<who>[A-Z]\w{0,14}(?: [A-Z]\w{0,14}| \d)?)(?:(?P=mark):|:(?P=mark))(?:[ \t]+(?P<text>\S.*)|[ \t]*)$",
    re.MULTILINE,
)
_AT = late(
    r"^[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]*(?:[-–—|][ \t]*)?(?=(?:\*\*|__)?[A-Z]\w{0,14}(?: [A-Z]\w{0,14})?(?:\*\*|__)?:)",
    re.MULTILINE,
)
"""When something was said: `[05:10] Dana: …`."""
_NAMES_SPEAKERS = re.compile(r"\b(?:Me|Interviewer|Candidate|Interviewee)(?:\*\*|__)?:")
_SPEAKERS = ("Me:", "Me**:", "Me__:", "Interviewe", "Candidate")
"""One of these is there wherever that is, and is found out sooner."""
_SENTENCE = re.compile(r"[.!?…]\s+")
_ME = "Me"
_FEWEST = 2
_MOST_ASKED = 5
"""Of this many things that are said at most two are no questions."""


def without_stamps(text: str) -> str:
    """The text without the times of an exported chat before its messages, and without the name where only one person wrote."""
    if text.count("\n[") + text.count(" - ") < _FEWEST:
        return text
    opening = (line for line in text.split("\n") if line[:1].isdecimal() or line[:1] in _BEFORE_STAMP)
    found = [message for line in opening if (message := _MESSAGE.match(line))]
    if len(found) <= _FEWEST:
        return text
    is_one = len({message["who"] for message in found}) == 1
    return _MESSAGE.sub("" if is_one else r"\g<who>: ", text)


def without_quoted_speakers(text: str) -> str:
    """The text with `> **Me:** why …`, twice or more and each above what was answered, as a labelled question."""
    if "\n> **" not in text and not text.startswith("> **"):
        return text
    return _QUOTED_ME.sub(r"**Q:** \g<text>", text) if len(_QUOTED_ME.findall(text)) >= _FEWEST else text


def with_speakers(text: str) -> str:
    """The text with `I:` and `C:` in full, unchanged where nobody is named; and whoever asks `Me` as the interviewer."""
    if any(name in text for name in _SPEAKERS) and _NAMES_SPEAKERS.search(text) and len(_AT.findall(text)) >= _FEWEST:
        text = _AT.sub("", text)
    if "\nMe:" in text or "Me:**" in text or "Me**:" in text:
        text = _with_interviewer(text)
    if "nterviewer" not in text:
        return text
    if "You:" in text or "You**:" in text:
        text = _YOU.sub(r"\1Candidate\2", text)
    asks, tells = _ASKS.search(text), _TELLS.search(text)
    if asks is None or tells is None or asks[2][0] == tells[2][0]:
        return text
    for found, role in ((asks, "Interviewer"), (tells, "Candidate")):
        initial = re.compile(rf"^(\*\*|__|){found[2][0]}(\1:|:\1)(?=\s)", re.MULTILINE)
        text = initial.sub(rf"\g<1>{role}\g<2>", text)
    return text


def _with_interviewer(text: str) -> str:
    """With the names of those who ask `Me`, twice or more and mostly in questions, given as what they are."""
    said = list(_SAID.finditer(text))
    before_me = Counter(above["who"] for above, below in pairwise(said) if below["who"] == _ME != above["who"])
    mine = [found for found in said if found["who"] == _ME]
    if not before_me or sum(map(_asks, mine)) * 2 > len(mine):
        return text
    askers = {
        name
        for name, count in before_me.items()
        if count >= _FEWEST
        and read_label(f"{name}:") is None
        and sum(_asks(found) for found in said if found["who"] == name) * _MOST_ASKED
        >= sum(found["who"] == name for found in said) * (_MOST_ASKED - 2)
    }
    return _SAID.sub(lambda found: _renamed(found, askers), text) if askers else text


def _renamed(found: re.Match[str], askers: set[str]) -> str:
    if found["who"] not in askers:
        return found[0]
    start = found.start("who") - found.start()
    return f"{found[0][:start]}Interviewer{found[0][start + len(found['who']) :]}"


def _asks(found: re.Match[str]) -> bool:
    """Does one of the sentences ask, or set a task?"""
    said = (found["text"] or "")[:1000]
    return "?" in said or any(opens_as_question(sentence) for sentence in _SENTENCE.split(said))
