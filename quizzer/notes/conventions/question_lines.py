"""Where a question ends on its line, and the answer that may follow it there: behind a mark, a dash, an arrow, a colon."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import ANSWER_INSIDE, read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.terms import Style, read_term
from quizzer.notes.wording import asks, asks_inside, compares, is_question, opens_as_question, words_of

_SENTENCE_END = late(r"[?？][\"'”’)\]*_]*(?:\s+|$|(?=<br))|？(?=[\u3400-\u9fff])")
_BOLD_SENTENCE = late(r"^(?P<mark>\*\*|__)(?=\S)(?P<text>(?:(?!(?P=mark)).)+?[.:])(?P=mark)\s+(?P<rest>\S.*)$")
_TASK_AND_DASH = late(r"^(?P<task>[^?？]{10,200}?[^\W\d_]{2}[.!])\s+(?:[-–—]{1,2}|→|=>|->)\s+(?P<rest>\S.*)$")
_TASK_AND_STOP = late(
    r"^(?P<task>(?i:explain|define|describe|state|name|list)\s[^.?!]{3,80}[^\W\d_]{2}\.)\s+(?P<rest>[^\W\d_a-z][^?]{6,})$",
)
_REMARK = late(
    r"[*_]{0,3}[(\[](?:choose|select|pick|tick|check|mark|circle)\b[^()\[\]]{0,40}[)\]][*_]{0,3}|[(\[]\d{1,2} ?(?:marks?|points?|pts)[)\]]|[(\[]\d{1,2}[)\]]\s*$"
    r"|\((?:asked (?:at|in|by)|source:)[^()]{0,60}\)",
    re.IGNORECASE,
)
"""What belongs to a question behind its mark: how to answer it, what it is worth, who asked it."""
_TASK = late(
    r"(?:please\s+)?(?:give|name|list|write|draw|calculate|compute|explain|interpret|justify|describe|provide|compare|contrast|discuss|define|illustrate|mention|derive"
    r"|elaborate|sketch|state|prove|show|also (?:explain|give|discuss|describe|mention|write|draw|state))\b(?:[^.!?:]|\b(?:e\.g|i\.e|vs)\.){0,80}[.!]{0,3}(?:\s*[\[(]\d{1,2}(?: marks?)?[\])])?|(?:with )?examples?[.!]?",
    re.IGNORECASE,
)
"""What a question asks besides, in a sentence of its own: `Give an example.`"""
_ASKS_ON = late(
    r"(?:what|which|how|why|when|where) (?:is|are|does|do|can|should|would|will)\b(?:[^.!?:]|\.(?=\w)){1,160}",
    re.IGNORECASE,
)
"""A second question whose mark is missing: `What is stride? What is the output size for a padding of p`"""
ARROW = re.compile(r"\s(?:-{1,2}>|={1,2}>|→|⇒)\s")
"""What leads from a question to its answer on one line."""
_QUOTED = re.compile(r"^[\"“][^\"“”]{12,}[.!?][\"”]$")
"""A whole sentence in quotation marks is what somebody says."""
_JUDGED = re.compile(r"^\W*true\s*or\s*false\s*[?:.–—-]*\s+(?P<claim>[^?]+\.?)$", re.IGNORECASE)
_LONGEST_TASK = 10
_ASKED_AND_TOLD = late(
    r"^(?P<asked>(?:why|when|how|what(?:'s| is| are| does)|differences? between) [^:\s][^:]{2,80}):\s+(?P<told>\S.+)$",
    re.IGNORECASE,
)
_POINTS_ON = late(r"\b(?:following|these|those|below|of|by|for|in|prints?|returns?|outputs?)\W*$", re.IGNORECASE)
_FEWEST_TOLD = 3
_SUM = re.compile(r"[-+*/^=]\s|[()\[\]{}]$")
"""What stands before an equals sign in a formula with more than a name on its left."""
_SAYS = re.compile(r"[.。,，;；:：=`]|->|→|\b(?:because|so)\b", re.IGNORECASE)
"""What is told, rather than asked."""


def split_bold(content: str) -> tuple[str, str] | None:
    """`**Explain IoU.** Overlap over union.`: a task in bold, and its answer on the same line."""
    found = _BOLD_SENTENCE.match(content)
    if found is None or asks(found["text"]) or not is_question(front_text(found["text"])):
        return None
    return found["text"], found["rest"]


def split_answer(content: str) -> tuple[str, str] | None:
    """`Define slip. Answer: clay in water`: the label of the answer on the same line."""
    found = ANSWER_INSIDE.search(content) if ":" in content else None
    label = read_label(content[found.end() :]) if found else None
    return (content[: found.start()], label.text) if found and label and label.text else None


def split_judged(content: str) -> tuple[str, str] | None:
    """`True or false: the median is a mean`: what is to be judged belongs to the question."""
    if "r false" not in content[:60].casefold():
        return None
    found = _JUDGED.match(strip_number(content))
    return (content, "") if found and len(words_of(found["claim"])) >= _FEWEST_TOLD else None


_TASK_AND_BRACKET = re.compile(r"^(?P<task>[^.?!()]+\.)\s+(?P<rest>\((?=[A-Z])[^()]{20,}\.\))$")
"""`Explain the raddle. (It spreads the warp on the beam.)`."""


def split_task(content: str) -> tuple[str, str] | None:
    """`Name two kinds of kiln. – gas and wood`: a whole sentence that sets a task, a title before it or none, and its answer."""
    found = _TASK_AND_DASH.match(content)
    bracket = None if found else _TASK_AND_BRACKET.match(content)
    if bracket and is_question(front_text(bracket["task"])):
        return bracket["task"], bracket["rest"]
    if found is None:
        return None
    _, _, named = found["task"].partition(": ")
    is_task = is_question(front_text(found["task"])) or (bool(named) and is_question(named))
    return (found["task"], found["rest"]) if is_task else None


def split_sentence(content: str) -> tuple[str, str] | None:
    """`Explain crazing. The glaze shrinks more than the pot.`: a task and its answer, nothing but a stop between them.

    For a line with nothing below it only: what follows may as well be the answer's beginning, or say more of the task.
    """
    found = _TASK_AND_STOP.match(content)
    if found is None or is_question(found["rest"]) or len(words_of(found["rest"])) < _FEWEST_TOLD:
        return None
    return found["task"], found["rest"]


def split_dash(content: str) -> tuple[str, str] | None:
    """`meaning of a cone — the work of heat, not a degree`: a name behind a label and what is said of it, in a good many words."""
    term = None if "?" in content else read_term(content)
    if term is None or term.style is not Style.DASH:
        return None
    fewest = _FEWEST_TOLD if compares(term.name) else 2 * _FEWEST_TOLD
    if len(words_of(term.meaning)) < fewest:
        return None
    return term.name, term.meaning


def split_arrow(content: str) -> tuple[str, str] | None:
    """`why three replicas -> a majority survives one`: a question and its answer around the only arrow of a line."""
    parts = ARROW.split(content)
    if len(parts) != 2 or len(words_of(parts[0])) < 3 or not parts[1].strip():
        return None
    if parts[0].count("`") % 2 or (asks(parts[1]) and not asks(parts[0])):
        return None  # `What does a -> b mean?`
    named, _, asked = parts[0].rpartition(": ")
    is_asked = asks(parts[0]) or opens_as_question(parts[0]) or (bool(named) and opens_as_question(asked))
    is_asked = is_asked or bool(_QUOTED.match(parts[0]))
    return (parts[0].strip(), parts[1].strip()) if is_asked else None


def split_colon(content: str) -> tuple[str, str] | None:
    """`why three replicas: a majority survives one`: a question in short and its answer; `what prints: f(2)` only asks."""
    found = _ASKED_AND_TOLD.match(content) if ": " in content and "?" not in content else None
    if found is None or len(words_of(found["told"])) < _FEWEST_TOLD or _POINTS_ON.search(found["asked"]):
        return None
    return found["asked"].strip(), found["told"].strip()


def split_term(content: str) -> tuple[str, str] | None:
    """A name among the questions, and what is said of it on the same line; None where the line asks."""
    term = None if is_question(front_text(content)) else read_term(content)
    if term is None or term.is_attribute or is_question(term.meaning) or split_inline(term.meaning)[1]:
        return None
    return (term.name, term.meaning) if term.style is Style.BOLD or len(words_of(term.meaning)) > 3 else None


def split_told(content: str) -> tuple[str, str] | None:
    """`train and test of dropout -> scale in training`, `field of view = r + (k - 1)s`: what is asked in a word among questions, and told."""
    if "?" in content or "`" in content:
        return None
    parts = ARROW.split(content, maxsplit=1)
    parts = parts if len(parts) > 1 else content.split(" = ", maxsplit=1)
    if len(parts) < 2 or not re.search(r"\w", parts[1]):
        return None
    is_name = 0 < len(words_of(parts[0])) <= _LONGEST_TASK and not _SUM.search(parts[0])
    return (parts[0].strip(), parts[1].strip()) if is_name else None


def first_sentence(text: str) -> str:
    """The text up to its first question mark, or all of it."""
    found = _SENTENCE_END.search(text)
    return text[: found.end()].strip() if found else text


def _asks_on(rest: str) -> bool:
    """Is what follows a question one more of them, without its mark: `What is a deadlock? What leads to it`?"""
    rest = rest.rstrip("。")
    if not rest or len(words_of(rest)) > _LONGEST_TASK or _SAYS.search(rest):
        return False
    return is_question(rest) or (not rest.isascii() and asks_inside(rest))


_ASKS_ON_UNSPACED = re.compile(
    r"举例[^。]{0,40}。?|(?:比如|例如|譬如|写出|给出|对比|并|以及|还有|说说|请|试|与|和)[^。]{1,40}。?|[^。，,]{1,20}(?:呢|区别|联系|异同|原因|优缺点)。?"
)
_OPENS_LATE = re.compile(
    r"^(?:and |or |but )?(?:on|in|for|at|to|under|by|with|from|of) (?:what|which|whom|whose|how)\b[^.]*\?$",
    re.IGNORECASE,
)


def split_inline(content: str) -> tuple[str, str]:
    """The question at the start of a line, and the answer that follows it on the same line.

    >>> split_inline("Is it causal? In decoders? Only there.")
    ('Is it causal? In decoders?', 'Only there.')
    """
    content = content.strip()
    end = 0
    for found in _SENTENCE_END.finditer(content[:1500]):
        candidate = content[end : found.end()].strip()
        if end and not (opens_as_question(candidate) or _OPENS_LATE.match(candidate) or len(words_of(candidate)) <= 6):
            break
        if re.search(r"[.!]\s", re.sub(r"\b(?:e\.g|i\.e|vs|etc|cf|approx)\.|\b[A-Z]\.", "", candidate)):
            break
        end = found.end()
    remark = _REMARK.match(content[end:]) if end else None
    if remark:
        end += remark.end()
    behind = content[end:].strip()
    if end and ((len(words_of(behind)) <= _LONGEST_TASK and _TASK.fullmatch(behind)) or _ASKS_ON.fullmatch(behind)):
        return content, ""
    if end and (_asks_on(behind) or _ASKS_ON_UNSPACED.fullmatch(behind)):
        return content, ""
    rest = re.sub(r"^(?:\s*(?:->|=>|→|[:–—-])\s+|\s*<br\s*/?>\s*)", "", content[end:]).strip()
    if not end or not re.search(r"\w", rest) or (rest.startswith(("[[", "([", "\\[")) and rest.endswith(("]", ")"))):
        return content, ""
    return content[:end].strip(), rest
