"""Bold lines that ask, taken apart into the question and what stands behind it; the same in italics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.breaks import without_breaks
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

ITALIC_QUESTION = late(r"^([*_])(?=[^\s*_])(?P<text>[^*_]{3,200}[?？])\1(?P<rest>.*)$")
_ADVICE = re.compile(r"^(?:consider|suppose|imagine|give|mention|discuss|show)\b", re.IGNORECASE)
"""A sentence that opens so behind another goes on with it more often than it asks."""
_SHORT = 3
"""Words of a question that asks only beside others."""
_LONGEST_PART, _OFTEN = 80, 3
BOLD_LINE = late(
    r"^(?:[^\w\s*_<>`$\[(|!]{1,3}\s*)?(?P<mark>(?P<low>__)|\*{2,3}|<b>|<strong>|<u>)(?P<text>(?>`[^`]*`|.)+?)"
    r"(?(low)(?<!_)__(?!_)|(?:\*{2,3}|</b>|</strong>|</u>))(?P<rest>.*)$",
    re.IGNORECASE,
)


_FILED = late(
    r"^[\s*_·|–—-]*[(\[]\s*(?:asked|source|from|company|companies|seen at|tags?|topic)\b[^()\[\]]{0,60}[)\]][\s*_]*$",
    re.IGNORECASE,
)
"""Where a question comes from, behind it: `*(asked at: two guilds)*`."""
_LINKED = late(
    r"^\W{0,3}\[(?:video|blog|paper|article|link|source|code|slides?|read|watch|here|more)\b[^\[\]]{0,30}\]\([^()\s]*\)\)?\W{0,3}$",
    re.IGNORECASE,
)
_RATED = late(
    r"^(?:&nbsp;|[\s|·])*[`(\[*_]{1,3}\s*(?:level:\s*|difficulty:\s*)?(?:[^\w\s]{1,2}\s*)?"
    r"(?:very |super )?(?:easy|medium|hard|basic|beginner|intermediate|advanced|expert|junior|mid|senior)\s*[`)\]*_]{1,3}$",
    re.IGNORECASE,
)
"""How hard a question is, behind it: `medium` in code or brackets."""
_NOTE_BEHIND = re.compile(r"[?？]\s*\([^()?？]{1,90}\)\W{0,2}$")
"""`**What is the chance of two heads?(the coin is fair)**` asks, whatever is noted behind."""
_BOLD_COUNT = re.compile(r"^(?:\*\*|__)\d{1,3}[.)]\s")


def joined_bold(lines: Sequence[Line], number: int) -> tuple[re.Match[str] | None, int]:
    """The bold opening of a line, joined with up to two more when it goes on there, and how many lines that took."""
    body = lines[number].body[:1500]
    found = BOLD_LINE.match(body)
    count = 1
    while not found and count < 3 and body.startswith(("**", "__", "<b>", "<strong>")):
        following = number + count
        if following >= len(lines) or lines[following].kind is not LineKind.TEXT:
            break
        body = f"{body} {lines[following].body[:500]}"
        found = BOLD_LINE.match(body)
        count += 1
    return found, count


def bold_question(lines: Sequence[Line], number: int) -> tuple[str, str] | None:
    """The question of a bold line that asks, and the text behind it; None for any other line."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or line.body[0].isalnum():
        return None
    found, _ = joined_bold(lines, number)
    if not found:
        return _italic_question(lines, number)
    text, rest = found["text"].strip(), re.sub(r"^[\s:–—-]+|^\s*<br\s*/?>\s*", "", found["rest"]).strip()
    rest = without_breaks(rest).strip() if rest[:1] == "<" else rest
    rest = "" if rest and (not rest.strip("*_") or only_files(rest)) else rest  # a mark too many
    if asks(text) or _NOTE_BEHIND.search(text[-100:]):
        return front_text(text), rest
    if asks(rest) and len(rest) < 4 and is_question(text):
        return front_text(text) + "?", ""
    rest = rest if re.search(r"\w", rest) else ""  # stars for how hard it is
    question, told = split_inline(text) if "?" in text and not rest else (text, "")
    if len(words_of(told)) > _SHORT and opens_as_question(front_text(question)):
        return front_text(question.rstrip("*_ ")), told
    if not rest and _is_answered_below(lines, number):
        return front_text(text), ""
    is_numbered = strip_number(text) != text
    if not rest and (is_numbered or text[:1].isupper()) and _sets_task(front_text(text)) and not text.endswith(":"):
        return front_text(text), ""
    return None


def only_files(rest: str) -> bool:
    """Does what stands behind a question only say how hard it is, or where it comes from?"""
    return bool(_RATED.match(rest) or _FILED.match(rest) or _LINKED.match(rest))


def _sets_task(text: str) -> bool:
    """Does the text ask without a mark, or tell of a case and then say what to do: `A tyre is flat. Explain why.`"""
    last = text.rpartition(". ")[2]
    return is_question(text) or (last != text and is_question(last) and not _ADVICE.match(last))


def _is_answered_below(lines: Sequence[Line], number: int) -> bool:
    """Does the label of an answer in a whole word stand right below: `**Answer:**`?"""
    following = next((line for line in lines[number + 1 : number + 3] if line.body), None)
    label = read_label(following.body) if following and following.kind is LineKind.TEXT else None
    return label is not None and label.role is Role.ANSWER and not label.is_letter and not label.is_explanation


def _italic_question(lines: Sequence[Line], number: int) -> tuple[str, str] | None:
    """A question in italics that opens a paragraph, or a line below another such, and the text behind it."""
    found = ITALIC_QUESTION.match(lines[number].body[:1500])
    if not found or not opens_as_question(found["text"]) or len(words_of(found["text"])) < 2:
        return None
    above = lines[number - 1] if number else None
    if above and above.body and above.kind is not LineKind.HEADING and not ITALIC_QUESTION.match(above.body[:1500]):
        return None
    rest = re.sub(r"^[\s:–—-]+|^\s*<br\s*/?>\s*", "", found["rest"] + lines[number].body[1500:]).strip()
    return front_text(found["text"]), rest


def short_beside(lines: Sequence[Line], starts: Sequence[int], free: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Paragraphs that open with a word or two asked in italics, `_Formula?_`, below one that asks in full in italics."""
    if not starts or not ITALIC_QUESTION.match(lines[starts[0]].body[:1500]):
        return {}
    short = {}
    for number in free:
        line = lines[number]
        if number > starts[0] and line.kind is LineKind.TEXT and line.body[0] in "*_" and not lines[number - 1].body:
            found = ITALIC_QUESTION.match(line.body[:1500])
            if found and number not in starts and len(words_of(found["text"])) <= _SHORT:
                short[number] = (front_text(found["text"]), found["rest"].strip())
    return short


def before_rule_over_bold(lines: Sequence[Line], start: int, end: int) -> int:
    """Where a rule with a bold opening right below it parts what comes next, else `end`."""
    for number in range(start + 1, end):
        if lines[number].kind is LineKind.RULE and lines[number].indent < 2:
            below = next((line for line in lines[number + 1 : number + 4] if line.body), None)
            if below is not None and below.kind is LineKind.TEXT and below.body.startswith(("**", "__", "<b>")):
                return number
    return end


def are_counted(lines: Sequence[Line], *numbers: int) -> bool:
    """Do both lines open with a number in bold, so that one stands beside the other?"""
    found = [_BOLD_COUNT.match(lines[number].body) for number in numbers]
    return all(found)


def is_answered_below(lines: Sequence[Line], number: int) -> bool:
    """Does the label of an answer stand below the line, so that it asks for itself and leads no part of a text?"""
    below = next((line for line in lines[number + 1 : number + 3] if line.body), None)
    label = read_label(below.body) if below is not None and not below.is_masked else None
    return label is not None and label.role is Role.ANSWER


def said_again(lines: Sequence[Line]) -> frozenset[str]:
    """The bold lines that say the same three times or more without a question mark: `**How it works**` under each of many subjects."""
    bold = (line.body for line in lines if line.kind is LineKind.TEXT and len(line.body) < _LONGEST_PART)
    counts = Counter(body for body in bold if not body[0].isalnum() and "**" in body and "?" not in body)
    return frozenset(body for body, count in counts.items() if count >= _OFTEN)
