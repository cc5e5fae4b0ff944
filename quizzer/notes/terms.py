"""Terms: a line taken apart into what it names and what it says about that.

`**Term:** text`, `Term - text`, ``term `text` ``, `` `term`: text``. Code, formulas and links are looked past: a colon
inside them parts nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from quizzer.domain.patterns import late
from quizzer.notes.breaks import without_breaks
from quizzer.notes.fronts import front_text
from quizzer.notes.properties import is_property_name
from quizzer.notes.remembered import remembered
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import compares, is_term, words_of


class Style(Enum):
    """How a line marks its term, the plainest mark first."""

    CODE_MEANING = "meaning in backticks"
    BOLD = "bold term"
    CODE_TERM = "term in backticks"
    BOLD_SENTENCE = "sentence that begins with a bold term"
    COLON = "colon"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Term:
    """A term with what stands behind it on the line; the meaning may be empty or follow on the next lines."""

    name: str
    meaning: str
    style: Style
    is_attribute: bool = False
    """True when the name is only an aspect of something else, such as `Pros`."""


_BOLD = re.compile(r"^(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<name>.+?)(?<=\S)(?P=mark)(?P<rest>.*)$")
_INITIAL = re.compile(r"^(\*\*|__)([A-Za-z]{1,3})\1(?=[a-z])")
_ITALIC = re.compile(
    r"^(?P<mark>\*|_)(?=[^\s*_])(?P<name>[^*_]+?)(?P=mark)(?P<rest>(?:(?<=:[*_])\s|\s*(?:\([^()]*\))?\s*[:–—-]).*)$"
)
_REST = late(
    r"^(?P<said>\s*(?:/[^/\s][^/]{0,40}/|\[[ˈˌa-zʃʒθðŋɪʊəɛæɔɑːʌ. ]{2,40}\]))?(?P<more>\s*\([^()]{0,80}\))?\s*(?:(?P<mark>[:：–—=→👉➡➜➔⇒]\ufe0f?|-{1,2}>?|=>|:-|:=|\|(?=[^|]*$))\s*|(?P<end>[.。]?$))(?P<text>.*)$"
)
_CODE_MEANING = late(r"^(?P<name>[^`]{1,90}?)\s+(?P<ticks>`{1,2})(?P<text>[^`]+)(?:(?P=ticks))?\s*$")
_PROTECTED = re.compile(r"(`+)[^`]*\1|\$[^$\n]+\$|\[\[[^\]]*\]\]|\]\([^)]*\)|\([^()]*\)|https?://\S+|<[^<>]*>")
_MAY_HIDE = re.compile(r"[`$\[(<]|://")
_COLON = re.compile(r"(?<=\s)::(?=\s)|[:：](?=\s|$)")
_DASH = re.compile(r"\s+(?:[-–—]|--|={1,2}>|-{1,2}>|→|:=)\s+|\s+(?:->|=>|→|--|–)$|\s?—\s?")
_MAY_DASH = re.compile(r"[-–=:]{1,2}>?(?:\s|$)|[—→>]")
"""A dash by itself or an arrow, which most lines do not have; found sooner."""
_ARROWS = frozenset({"->", "-->", "=>", "==>", "→"})
_ARROW = re.compile(r"\s(?:-{1,2}>|={1,2}>|→)\s")
_EQUALS = re.compile(r" += +(?=(?:\d[\d.,]* )?[A-Za-z]{2,}(?:[ -][A-Za-z]+)+(?: / |[^=+*/^])*$)")
_SENT_AT = re.compile(r"\[?\(?\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?,? \d{1,2}:\d{2}|\[\d{1,2}:\d{2}")
_VERB = late(
    r"^\s*(?:\([^()]{0,60}\)\s*)?(?:is|are|was|means?|refers?|denotes?|stands?|describes?|measures?|represents?)\b",
    re.IGNORECASE,
)
_PART_OF_SPEECH = late(
    r"^\s*\((?:n|v|vt|vi|adj|adv|prep|conj|pron|noun|verb|adjective|adverb|phr(?:\.? v)?|m|f|nm|nf|pl|sg)\.?(?:[,;/ ][^()]*)?\)$",
    re.IGNORECASE,
)
_SAYS = late(
    r"\b(?:is|are|was|be|do|does|can|will|must|should|not|has|have|helps?|wins?|works?|matters?)\b", re.IGNORECASE
)
_TYPED = re.compile(r"[a-z_][\w']*")
_STOP = re.compile(r"\.\s+(?=[A-Z])")
"""`**Clustering**. Finds groups`"""
_QUOTED = re.compile(r"^[\"“][^\"“”]+[\"”]$")
_GOES_ON = re.compile(r"^\s+(?:[^\W\d_a-z]|[($`\d])|^$")
"""What is said behind a name that a stop ends; nothing, where it is still to be said."""
_STATES = re.compile(r"^[^\W\d_]\S* (?:is|are|was|were) [a-z]")
_ENDS_IN_BOLD = re.compile(r"^[^*\W]\w*\s(?:[^*]*\s)?(?:the|an?|this|our|your) \*\*[^*]+\*\*\s*$", re.IGNORECASE)
_ACTS = late(r"^\s+(?:[a-z]+ly\s+)?[a-z]{2,}s\s+\S")
_PICTURE = re.compile(r"^[^\w\s*_<>`$\[(|]{1,3}\s+(?=\*\*|__)|^[^\w\s*_<>`$\[(|→⇒➡–—•·]{1,3}\s+(?=[*_]|[^\W\d])")
"""`🔹 **Token:** a piece of a word`"""
_PLACE = re.compile(
    r"(?:^|[\s,`])(?:fig(?:ure)?|eqn?|equation|sec(?:tion)?|table|alg(?:orithm)?|ch(?:apter)?)s?\.? ?"
    r"\d{1,3}[.-]\d{1,3}[\d./,a-z&–-]*[`)]?$",
    re.IGNORECASE,
)
"""Where something stands in a book: `Bishop, Fig 9.5`."""
_COUNTED = re.compile(r"^\d{1,2}\s?[-–]\s+(?=[^\W\d_])")
"""`1 - Slip -> clay in water`"""
_UNCLOSED = re.compile(r"^\*\*[A-Z][^*:]{0,60}(?=:\s)")
"""`**Momentum: a mean of the slopes`"""
_NAMES_IN_BOLD = re.compile(r"^\*\*[^*]+\*\*(?:\s*(?:[/,&|]|or\b|and\b)\s*\*\*[^*]+\*\*)+$")
"""`**Slip** / **engobe**`: one thing under two names, each marked."""
_BEFORE_BRACKETS = re.compile(r"^(\*\*|__)([^*]{2,80})\1(\s*\([^()]{1,30}\))$")
_EMPHASIS = frozenset("*_")
_LONGEST = 1500


@remembered
def read_term(text: str) -> Term | None:
    """The term with which a line begins; None when it names nothing.

    >>> term = read_term("`top_k` sampling: keeps the k best")
    >>> term.name, term.meaning
    ('`top_k` sampling', 'keeps the k best')
    """
    text = text.strip()
    if text.endswith((">", "*\\")):
        text = without_breaks(text).strip().removesuffix("\\")
    if text[:1] > "\u2000":
        text = _PICTURE.sub("", text)
    if text[:2] == "**" and "**" not in text[2:]:
        text = _UNCLOSED.sub(r"\g<0>**", text)
    if text[:1].isdecimal() and (counted := _COUNTED.match(text)):
        text = text[counted.end() :]
    head, tail = text[:_LONGEST], text[_LONGEST:]
    initial = _INITIAL.match(head) if head[:2] in {"**", "__"} else None
    if initial:
        return _with_initial(initial, head, tail)
    is_whole = head[:2] == "**" == head[-2:] and head.count("**") == 2
    term = _bold(head) or (None if is_whole else _code_meaning(head) or _parted(head))
    if term is None or not tail:
        return term
    return Term(term.name, term.meaning + tail, term.style, term.is_attribute)


def _with_initial(initial: re.Match[str], head: str, tail: str) -> Term | None:
    """`**P**reventive - …`: a word whose first letters are marked, because they spell another word."""
    term = _parted(initial[2] + head[initial.end() :])
    return Term(term.name, term.meaning + tail, Style.BOLD, term.is_attribute) if term else None


def _bold(text: str) -> Term | None:
    found = _BOLD.match(text) or _ITALIC.match(text)
    if not found:
        return None
    name, rest = found["name"].strip(), found["rest"]
    inner = re.match(r"^(.*?)\s*(?::|：|\s[–—-])$", name)
    if inner:
        return _made(inner[1], rest.strip(), Style.BOLD)
    if name.endswith(".") and len(words_of(name)) <= 4 and _GOES_ON.match(rest):
        return None if _SAYS.search(name) else _made(name[:-1], rest.strip(), Style.BOLD)  # a heading run in
    run_in = _STOP.match(rest)
    if run_in and len(words_of(name)) <= 4:
        return None if _SAYS.search(name) else _made(name, rest[run_in.end() :].strip(), Style.BOLD)
    parts = _REST.match(rest)
    if parts and (parts["mark"] or parts["end"] is not None):
        if parts["said"] or _PART_OF_SPEECH.match(parts["more"] or ""):  # how a word is said and what it is
            told = f"{parts['said'] or ''}{parts['more'] or ''}".strip()
            return _made(name, f"{told} {parts['text']}".strip() if parts["text"].strip() else "", Style.BOLD)
        return _made(name + (parts["more"] or "").rstrip(), parts["text"].strip(), Style.BOLD)
    if _VERB.match(rest) or (len(words_of(name)) <= 4 and _ACTS.match(rest)):
        return _made(name, text, Style.BOLD_SENTENCE)
    return None


def _code_meaning(text: str) -> Term | None:
    found = _CODE_MEANING.match(text) if "`" in text else None
    if not found or _COLON.search(_hidden(found["name"])) or found["name"].endswith((" -", " –", " —", " =")):
        return None
    if len(words_of(found["text"])) < 2 and not re.search(r"[=*+/]", found["text"]):
        return None
    return _made(found["name"], found["text"].strip(), Style.CODE_MEANING)


def _parted(text: str) -> Term | None:
    plain = _hidden(text)
    colon = _COLON.search(plain)
    dash = _DASH.search(plain) if _MAY_DASH.search(plain) else None
    if colon and (not dash or colon.start() < dash.start()):
        found, style = colon, Style.COLON
    elif dash:
        found, style = dash, Style.DASH
    else:
        equals = _EQUALS.search(plain) if " = " in plain else None
        if not equals:
            return None
        found, style = equals, Style.DASH
    if found[0].strip() in _ARROWS and len(_ARROW.findall(plain)) > 1:
        return None  # the steps of something
    name, meaning = text[: found.start()], text[found.end() :].strip()
    if name.endswith(":") and _is_declared(name.rstrip(": \t*_"), meaning):
        return None
    if style is Style.DASH and not meaning and not text.endswith((">", "→", " --", " –")):
        return None
    if _ARROW.search(plain[found.start() : found.end()]) and name[:1].islower() and len(words_of(name)) > 2:
        return None  # `passage not found -> recall`: what follows from what
    if name.startswith("`") and (style is Style.COLON or name.endswith("`")):
        style = Style.CODE_TERM
    if name.startswith("[") and "](" in name:
        return None  # a link and what is behind it
    if name[:1] in _EMPHASIS and name[1:2] not in _EMPHASIS and name[0] not in name[1:] and meaning.endswith(name[0]):
        return None  # `_Aim: to find the leak._`, a remark in italics from end to end
    if "**" in name and _ENDS_IN_BOLD.match(name):
        return None  # `Report on the **test set**: …`: what is stressed is a part of the sentence
    if len(words_of(name)) > 1 and _STATES.search(name) and not name.startswith(("`", "**", "__")):
        return None  # `Glaze is glass: it melts`: a sentence
    return _made(name, meaning, style)


def _is_declared(name: str, meaning: str) -> bool:
    """Do two colons give a property its value, or a name of a program its type?"""
    return is_property_name(name) or (" -> " in meaning and bool(_TYPED.fullmatch(name)))


def _hidden(text: str) -> str:
    """The text with everything that may hold a meaningless colon or dash blanked out, same length."""
    if not _MAY_HIDE.search(text):
        return text
    return _PROTECTED.sub(lambda found: "x" * len(found[0]), text)


def without_marks(name: str) -> str:
    """A name without the emphasis that ends before its brackets: `**Even heat** (K.1)`."""
    return _BEFORE_BRACKETS.sub(r"\2\3", name)


def _made(name: str, meaning: str, style: Style) -> Term | None:
    name = without_marks(front_text(name))
    if name.startswith("**") and _NAMES_IN_BOLD.match(name):
        name = name.replace("**", "")
    if name.count("**") % 2 and meaning.count("**") % 2:  # the mark goes round both: `(b) **Thick: two dips**`
        name, meaning = name.replace("**", ""), meaning.replace("**", "", 1).strip()
    is_code = style is Style.CODE_TERM and bool(re.fullmatch(r"`[^`]{1,60}`", name))
    attribute = is_attribute(name) and not is_code  # `WHERE`
    is_marked = style in {Style.BOLD, Style.BOLD_SENTENCE, Style.CODE_TERM} or bool(
        compares(name) or _QUOTED.match(name)
    )
    is_long = style in {Style.BOLD, Style.BOLD_SENTENCE} or compares(name)  # two names take more words than one
    most = 8 if is_long else 5 if style is Style.DASH else 6
    if any(letter.isdigit() for letter in name[-2:]) and _PLACE.search(name):
        return None  # where it is told
    if _SENT_AT.match(name):
        return None  # who said something in a chat, and when
    if not name or (not attribute and not is_code and not is_term(name, most_words=most, is_marked=is_marked)):
        return None
    return Term(name, meaning, style, attribute)
