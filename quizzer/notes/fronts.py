"""Fronts: a heading or a line of a note, made into the question of a card.

What tells the reader of the note something about the line (its number, a label, where it was taken from, a link to
the top) goes; what the question says stays, as Markdown.
"""

from __future__ import annotations

import html
import re
import unicodedata

from quizzer.domain.patterns import late
from quizzer.notes.code_spans import outside_code
from quizzer.notes.literal_tags import marked_literals
from quizzer.notes.numbering import without_numbering
from quizzer.notes.remembered import remembered

_LONGEST = 2000
"""Longer lines are data, not questions; patterns look at this much of a line only."""

_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_ANCHOR = late(r"<a\b[^<>]*>\s*</a>", re.IGNORECASE)
_TAG = late(
    r"</?(?:a|b|i|p|u|s|br|hr|em|pre|big|small|strong|summary|details|h[1-6]|div|span|font|center|sub|sup|kbd|code|mark|ins"
    r"|li|ul|ol|blockquote)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
_INLINE_TAG = late(r"</?(?:a|b|i|u|s|em|strong|mark|ins|sub|sup|span|font)(?:\s[^<>]*)?>", re.IGNORECASE)
_CODE_TAG = late(r"<(code|kbd|tt)>((?:(?!</?\1>)[^`]){0,400})</\1>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\]|<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s*\{(?:\s*[:#.][^{}]*|-)\}\s*$")
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")
_CLOSING_BAR = re.compile(r"\s+={5,}\s*$")
_BLOCK_ID = re.compile(r"\s+\^[\w-]+$")
_TRAILING_TAG = re.compile(r"\s+(?P<mark>\*\*|__|`)?#([A-Za-z][\w/-]*)(?(mark)(?P=mark))\s*$")
_MARKED_TAG = re.compile(r"\s(?P<mark>\*\*|__|`)#(?P<tag>[A-Za-z][\w/-]*)(?P=mark)")
_MARKED = ("*#", "_#", "`#")
_TAG_NAME = re.compile(r"[A-Za-z][\w/-]*")
_CITATION = late(
    r"\s*(?:"
    r"\\?\[\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)\\?\]"  # [[source](address)]
    r"|\[\[[^\[\]]*\]\]\([^()\s]*\)"  # [[1]](address)
    r"|\\?\((?:see\s+)?\[[^\[\]]*\]\([^()\s]*\)\\?\)"  # ([source](address))
    r"|\[\^[^\]]+\]"  # footnote
    r"|(?:->|→|=>|\||—|–|-)\s*\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"  # -> [source](address)
    r"|\[\(?(?:ref|refs|reference|source|src|link|blog|paper|video|article|doc|docs|wiki|wikipedia|here|read|more"
    r"|post|image|slides?|answer|solution|code|github|\d+)(?![^\W\d_])[^\[\]]{0,20}\]\([^()\s]*\)"
    r"|(?<![(\[])(?:->|→|=>)?\s*<?(?<![(\[])https?://\S+>?"
    r"|\[[^\[\]]*(?:back|top|⬆|↑|🔝|🔼|🔗|¶|#)[^\[\]]*\]\(#[^()\s]*\)"
    r")\s*$",
    re.IGNORECASE,
)
_LINKS_AFTER = late(r"(?:(?<=[?.])|(?<=!)(?!\[))\s*(?:[-–—:|,(]?\s*\[[^\[\]]*\]\([^()\s]*\)[\s,|)]*){1,12}$")
_LENGTH = re.compile(r"\s*[(\[]\d{1,2}:\d{2}(?::\d{2})?[)\]]\s*$")
"""How long the part of a video is that a heading names."""
_ASKED = late(
    r"\s*[\[(](?:often |frequently )?asked(?: (?:[x×]\s?\d+|\d+\s?[x×]|twice|again|often|a lot|\w+ times))?!*[\])]$",
    re.IGNORECASE,
)
"""How often somebody was asked it."""
_ENDINGS = (
    ("#", "#", _CLOSING_HASHES),
    ("=====", "=", _CLOSING_BAR),
    ("}", "}", _ATTRIBUTES),
    ("#", "", _TRAILING_TAG),
    ("^", "", _BLOCK_ID),
    ("](", "),|", _LINKS_AFTER),
    ("[", "", _CITATION),
    ("://", "", _CITATION),
    ("sked", ")]", _ASKED),
    (":", ")]", _LENGTH),
)
"""What may be cut off the end, each tried only where its mark occurs and the last letter is one of those between."""
_LINKED_TITLE = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s+\[[^\[\]]*\]\(https?:[^()\s]*\)\s*$")
"""`2. [Sourdough](https://…)`: the link is the title."""
_IN_ENDINGS = re.compile("[]#}^/:[=]")
_LINK = late(r"(?<!!)\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_LINKED_CODE = late(r"(?<![!\]`\w])\[((?:[^\[\]`]*`[^`\[\]]+`)+[^\[\]`]*)\]\((?:[^()\s`]|\([^()\s`]*\))+\)")
_RATING = late(r"(?<=\S)\s+<(sub|sup|kbd|small)>\s*[^\W\d_]{3,12}\s*</\1>\s*$", re.IGNORECASE)
"""How hard a question is, in small letters behind it."""
_REFERENCE_LINK = re.compile(r"(?<![\w\]!])\[([^\[\]]{3,})\]\[[^\[\]]*\]")
_WIKILINK = re.compile(r"(?<!!)\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_VERBATIM = re.compile(r"(`+[^`]*`+|\$[^$\n]+\$)")
_MOMENT = late(r"^(\*\*|__)?\[+\(?\d{1,2}:\d{2}(?::\d{2})?\)?\]+\([^()\s]*\)\s*(?:[-–—:|]\s*)?(?=\S)")
COLOUR = late(r"\[\[#(?:red|green|blue|yellow|purple|orange|pink|gray|grey)\]\](?===)")
"""How an outliner colours a highlight: `[[#red]]==so==`."""
SPAN = late(r"\[([^\[\]]*)\]\{[.#:][^{}]*\}")
"""Text to which a converter of documents gave a style: `[so]{.underline}`."""
_FANCY = re.compile("[\U0001d400-\U0001d7ff]{3,}")
"""Words in letters of a mathematical alphabet, which people paste as bold; single ones are variables."""
_ENTITY = re.compile(r"(`[^`]*`)|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_AROUND = re.compile(r"^(\*{1,3}|_{1,3}|==|~~)(?=\S)(.+?)(?<=\S)\1$")
_OPENS_EMPHASIS = frozenset("*_=~")
_TASK_BOX = re.compile(r"^\s*\[[ xX]\]\s+(?=\S)")
_ONLY_TAG = re.compile(r"^#(?:\[\[([^\[\]]+)\]\]|([A-Za-z][\w/-]*))$")
_LEADING_TAG = re.compile(r"^#[A-Za-z][\w/-]*\s+(?=\S)")
_TRAILS = frozenset(":：-–—>→⇒，、")
_TRAILING = re.compile(r"\s*(?::-|:–|[:：，、]+|\s[-–—]+|[-=]>|[→⇒])\s*$")


@remembered
def front_text(line: str) -> str:
    """The question that a heading or a line of a note asks.

    >>> front_text("#### 7) Why *LayerNorm*? [[src](https://example.org)] ####".lstrip("#"))
    'Why *LayerNorm*?'
    """
    if not line.isascii():
        line = _FANCY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line[:_LONGEST])
    text = _without_markup(line[:_LONGEST])
    if "&" in text and ";" in text:
        text = _ENTITY.sub(lambda found: found[1] or html.unescape(found[0]), text)
    if "[" in text:
        text = _MOMENT.sub(r"\1", text)
    for _ in range(6):
        before = text
        text = _without_ending(text)
        text = _without_ornament(text)
        text = without_numbering(text)
        text = _without_emphasis(text)
        if text == before:
            break
    text = links_as_text(text)
    if text.rstrip()[-1:] in _TRAILS:
        text = _without_emphasis(_TRAILING.sub("", text))
    return text.strip()


def without_box(text: str) -> str:
    """A task without its box.

    >>> without_box("[x] Explain dropout")
    'Explain dropout'
    """
    return _TASK_BOX.sub("", text) if "[" in text else text


@remembered
def front_tags(line: str) -> tuple[str, ...]:
    """The `#tags` at the end of a heading, without their `#`."""
    if "#" not in line:
        return ()
    tags: list[str] = []
    line = line[:_LONGEST]
    if any(marked in line for marked in _MARKED):
        line = _MARKED_TAG.sub(r" #\g<tag>", line)
    text, mark, tag = line.rstrip().rpartition("#")
    while mark and text[-1:].isspace() and _TAG_NAME.fullmatch(tag) and len(tags) < 12:
        tags.append(tag)
        text, mark, tag = text.rstrip().rpartition("#")
    return tuple(reversed(tags))


def links_as_text(text: str) -> str:
    """Links and wikilinks show their words only."""
    if "[" not in text:
        return text
    if "](" in text and "`" in text:
        text = _LINKED_CODE.sub(r"\1", text)
    parts = _VERBATIM.split(text)
    for index in range(0, len(parts), 2):
        part = _WIKILINK.sub(_shown, parts[index])
        parts[index] = _REFERENCE_LINK.sub(r"\1", _LINK.sub(r"\1", part))
    return "".join(parts)


def _shown(link: re.Match[str]) -> str:
    """What a wikilink shows; of the folders above a note, two or more, its name is enough."""
    return link[1].rpartition("/")[2].strip() or link[1] if link[1].count("/") > 1 else link[1]


def _without_markup(text: str) -> str:
    if "[[#" in text:
        text = COLOUR.sub("", text)
    if "]{" in text:
        text = SPAN.sub(r"\1", text)
    if "<" in text:
        text = outside_code(text, _without_tags)
    if "!" in text and "[" in text:
        without = _IMAGE.sub(" ", text)
        text = without if without.strip() else text
    return " ".join(text.split())


def _without_tags(text: str) -> str:
    text = _RATING.sub("", _ANCHOR.sub("", _COMMENT.sub("", text)))
    text = _CODE_TAG.sub(r"`\2`", text)
    without = _IMAGE.sub(" ", text)
    text = marked_literals(without if _TAG.sub("", without).strip() else text)
    return outside_code(text, lambda shown: _TAG.sub(" ", _INLINE_TAG.sub("", shown)))


def _without_ending(text: str) -> str:
    if not _IN_ENDINGS.search(text) and "sked" not in text:
        return text.strip()
    for mark, last, pattern in _ENDINGS:
        if mark not in text or (last and text.rstrip()[-1:] not in last):
            continue
        if mark == "](" and _LINKED_TITLE.match(text):
            continue
        shorter = pattern.sub("", text)
        if shorter.strip():
            text = shorter
    return text.strip()


def _without_hash(text: str) -> str:
    """A heading that is nothing but a tag, or a link with the mark of one, as its words: `#[[Hash tables]]`."""
    found = _ONLY_TAG.match(text)
    return (found[1] or found[2]) if found else text


def _without_ornament(text: str) -> str:
    """The text without the pictures that people hang on either end of a heading, or the box of a task."""
    if "[" in text:
        text = without_box(text)
    text = (text.strip() or text) if text.isascii() else _without_pictures(text)
    if text[:1] != "#":
        return text
    text = _without_hash(text)
    return text.lstrip("#").lstrip() if text.startswith("# ") else _LEADING_TAG.sub("", text)


_SAYING_SIGNS = frozenset("∘℃℉№♭♮⌘⌥⇧⌃⎋⇥⇤⇪⌫⌦⏎␣⌤⎇")
"""Units, notes of a scale, keys of a keyboard."""


def _without_pictures(text: str) -> str:
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or _is_ornament(text[start])):
        start += 1
    while end > start and (text[end - 1].isspace() or _is_ornament(text[end - 1])):
        end -= 1
    return text[start:end] if start < end else text


def _is_ornament(letter: str) -> bool:
    return (
        letter > "\u2000"
        and (unicodedata.category(letter) == "So" or letter in "\ufe0f\u200d")
        and letter not in _SAYING_SIGNS
        and not "\u2e80" <= letter <= "\u2fdf"  # parts of characters, which PDFs give for the characters
    )


def _without_emphasis(text: str) -> str:
    found = _AROUND.match(text) if text[:1] in _OPENS_EMPHASIS else None
    if found and found[1] not in found[2]:
        return found[2].strip()
    if text[:2] == "**" and text[2:3].isupper() and text.count("**") == 1:
        return text[2:]  # never closed; `**kwargs` is meant so
    return text
