"""Which options are right, as the label or the fold below them says: by letter or number, by several, or by their own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.details import is_answer_summary, opens_answer
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind

_SAYS_SO = r"(?:the\s+)?(?:correct\s+)?(?:answers?|options?|choices?)(?:\s*(?:is|are))?(?:\s*:)?"
_LETTERS = late(
    rf"^\W*(?:{_SAYS_SO}(?:\s*{_SAYS_SO})*\W*)?"
    r"(?P<letters>[A-Ha-h](?:[)\]*_]{0,3}(?:\s?(?:,|&|/|\+|;|\band\b)\s?(?:and\s+)?[(\[*_]{0,3}(?!(?-i:a)\s+\w)[A-Ha-h](?![\w'’])|\s[A-Ha-h](?=(?:\s[A-Ha-h]){0,8}\W*$)))*)(?=$|[^\w'’·×^=+<>/])",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"<summary\b[^<>]*>(.{0,600}?)</summary>(.*)$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_CLOSE = re.compile(r"^[\s*_`$'\"”’)\].,:;–—-]+")
_EXPLANATION = re.compile(
    r"^(?:(\*{1,2}|_{1,2})explanation(?:\s?:-?\1|\1\s?:-?)\s*|(?P<open>[*_]{0,2})explanation:\s+)", re.IGNORECASE
)

_NUMBERS = re.compile(
    r"^\W{0,4}(?:(?:options?|choices?|numbers?|no\.?)\s+)?(?P<numbers>[1-8](?:\s?(?:,|&|and)\s?[1-8])*)"
    r"(?=$|[)\].:,;*_](?!\d)|\s[–—(-]|\s+(?:because|since|as)\b)",
    re.IGNORECASE,
)
_CORRECT = re.compile(
    r"^\W{0,4}(?:correct|right)(?:\s+(?:option|choice|one))?\s*[*_]{0,2}\s*[:=]\s*[*_]{0,2}\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
"""`Correct: 2`, below options"""

_CALLOUT = re.compile(r"^>\s*\[!\w+\][+-]?\s*(\S.*)$")
_FENCES = ("```", "~~~")


def with_callout_told(lines: Sequence[Line]) -> Sequence[Line]:
    """With the answer that a callout holds, `> [!success]- Answer`, below a label instead of quoted."""
    at = next((at for at, line in enumerate(lines) if line.body.startswith(">") and "[!" in line.body[:12]), None)
    found = _CALLOUT.match(lines[at].body) if at is not None else None
    if at is None or found is None or not is_answer_summary(found[1]):
        return lines
    end = next((n for n in range(at + 1, len(lines)) if not lines[n].body.startswith(">")), len(lines))
    told = [line.body.removeprefix(">").strip() for line in lines[at + 1 : end]]
    texts = [f"Answer: {told[0]}", *told[1:]] if told else []
    below = [replace(lines[at], text=text, body=text, kind=LineKind.TEXT) for text in texts]
    return [*lines[:at], *below, *lines[end:]]


def hides_answer(body: str) -> bool:
    """Does a fold begin here whose title only says that it holds the answer?"""
    found = _SUMMARY.search(body) if "<" in body else None
    return opens_answer(body) or (found is not None and is_answer_summary(found[1]))


def names_letters(text: str) -> bool:
    """Does the text begin with the letter of an option?"""
    return bool(_LETTERS.match(text))


def numbers_told(body: str) -> list[int]:
    """The numbers of options that a label says are right: `Answer: 2`, `Correct: 1) because …`; none when it says more than that."""
    label = read_label(body)
    text = label.text or label.tail if label and label.role is Role.ANSWER else _behind_correct(body)
    found = _NUMBERS.match(text) if text and any(map(str.isdecimal, body[:60])) else None
    return sorted({int(number) for number in re.findall(r"\d", found["numbers"])}) if found else []


def _behind_correct(body: str) -> str:
    found = _CORRECT.match(body)
    return found["text"] if found else ""


def without_label(text: str) -> str:
    """An explanation without the word that says it is one."""
    return _EXPLANATION.sub(lambda found: found["open"] or "", text, count=1)


def told_answer(lines: list[Line], options: Sequence[str], *, by_number: bool = False) -> tuple[str, list[int]]:
    """What the label after the options says: text left on its line, and the places of the right options.

    The line of the label is taken out of `lines`.
    """
    if right := _fenced(lines, options):
        return "", right
    for at, line in enumerate(lines[:12]):
        if line.is_masked or not line.body:
            continue
        label = read_label(line.body)
        opened = _SUMMARY.search(line.body)
        if opened and is_answer_summary(opened[1]):
            text = opened[2].strip()
        elif label and label.role is Role.ANSWER:
            text = " ".join(part for part in (label.text, label.tail) if part)
        elif opens_answer(line.body):
            text = ""
        elif correct := _behind_correct(line.body):
            if not (_NUMBERS if by_number else _LETTERS).match(correct):
                continue
            text = correct
        else:
            continue
        following = at + 1
        if not text:
            while following < len(lines) and not lines[following].body:
                following += 1
            text = lines[following].body if following < len(lines) and not lines[following].is_masked else ""
            following += 1
        right, rest = _places(text, options, by_number=by_number)
        if right:
            del lines[:following]
            return rest, right
        if label and (label.text or label.tail or label.is_explanation):
            del lines[: at + 1]
            return text if label.text or label.tail else "", []
    return "", []


def _fenced(lines: list[Line], options: Sequence[str]) -> list[int]:
    """The right option, where it stands once more in a fence of its own right below; the fence is taken out of `lines`."""
    first = next((at for at, line in enumerate(lines) if line.body), len(lines))
    block = lines[first : first + 3]
    if len(block) < 3 or not block[0].is_masked or not block[0].body.startswith(_FENCES) or block[2].body.strip("`~"):
        return []
    told = block[1].body
    right, rest = _places(told, options, by_number=False)
    if len(right) != 1 or rest or not (_LETTERS.match(told) or _plain(told) == _plain(options[right[0]])):
        return []
    del lines[: first + 3]
    return right


def _places(text: str, options: Sequence[str], *, by_number: bool) -> tuple[list[int], str]:
    """The options that a line names by letter, by number or by their own words, and what else the line says."""
    found = _NUMBERS.match(text) if by_number else _LETTERS.match(text)
    if found:
        named = re.findall(r"\d", found[1]) if by_number else re.findall(r"\b[A-Ha-h]\b", found[1])
        places = sorted({int(each) - 1 if by_number else ord(each.upper()) - 65 for each in named})
        if places and places[-1] < len(options):
            rest = re.sub(r"^[\s*_)\].:,;–—-]+", "", text[found.end() :])
            words = _plain(options[places[0]])
            if len(places) == 1 and words and _plain(rest).startswith(words):
                rest = _behind(rest, len(words.split()))
            return places, rest
    plain = _plain(text)
    same = [place for place, option in enumerate(options) if plain and _plain(option) == plain]
    return same, ""


def _behind(text: str, words: int) -> str:
    """What is said behind the words of the option, which are told already."""
    told = list(_WORD.finditer(text))
    if len(told) <= words:
        return ""
    return _CLOSE.sub("", text[told[words - 1].end() :])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text)).casefold()
