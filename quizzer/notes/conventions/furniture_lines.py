"""Furniture a line at a time: what a line by itself is, told by its own letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late

_LINE_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("abbreviation", re.compile(r"^\*\[[^\[\]]{1,40}\]:\s+\S.*$")),
    ("comment", re.compile(r"^(?:<!--.*?-->\s*)+$|^%%.*%%$")),
    ("table of contents", re.compile(r"^[*_]*table of contents[*_:]*\s*[*_]*generated\b.*$|^(?:\[toc\]|\[\[_?toc_?\]\]|\{:?\s*toc\s*\}|\$\{toc\}|<!-- toc -->|@\[toc\])$", re.I)),
    ("mark of a container", late(r"^:{3,}$|^:{3,}\s*(?!(?:details|collapse|spoiler|toggle|question|faq|quiz|exercise|answer|solution)\b)[A-Za-z][\w-]*\s*$|^:{3,}\s*\{(?![^{}]*title)[^{}]*\}\s*$")),
    ("anchor", late(r"^(?:<a\b[^<>]*(?:/>|>\s*</a>)\s*|\{[:#.][^{}]*\}\s*|<br\s*/?>\s*)+$", re.I)),
    ("component", late(r"^</?[A-Z][a-z]\w*(?:\s+[\w:-]+=[^<>]*|(?:\s+\w+){0,2})\s*/?>$|^(?:import\s+[\w{},* ]{1,80}\s+from\s+['\"]|export\s+(?:const|default|function)\s).*$")),
    ("tag of a list", re.compile(r"^</?(?:ul|ol|dl)\b[^<>]*>$", re.I)),
    ("tag of a site generator", late(r"^(?:\{%-?\s*\w[^{}]*%\}\s*)+$|^\{\{[<%]\s*/?\s*(?!(?:details|spoiler|expand|collapse|toggle|accordion|answer|solution)\b)\w[^{}]*[%>]\}\}[^|]{0,60}$")),
    ("badge", late(r"^(?:[\s|•·]*\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|\s*!\[[^\]]*\]\([^)]*(?:badge|shields\.io|travis|codecov)[^)]*\))+$", re.I)),
    (
        "link to the top",
        re.compile(
            r"^[-*>\s|(]*(?:\*\*|__|<b>|<div[^>]*>|<p[^>]*>)?\s*(?:\[[^\[\]]*(?:\btop\b|\bback\b|contents|⬆|↑|🔝|🔼|▲)[^\[\]]*\]\([^()\s]*\)"
            r"|<a\b[^<>]*href=[\"']#[^<>]*>[^<>]*</a>)[\s|*_)]*(?:</b>|</div>|</p>)?$",
            re.I,
        ),
    ),
    (
        "reference",
        re.compile(
            r"^(?:[-*+]\s+)?[*_]{0,2}(?:ref(?:erence)?s?|sources?|links?|paper|papers|blog|video|credits?|image source|image credit|via|next|previous|prev|read more"
            r"|further reading|see also|more|docs?|resources?)[\s_#]*\d*\s*[*_]{0,2}\s*[:：-][*_]{0,2}\s*(?:(?:[\w .,&'|]{0,40})(?:\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
            r"|<?https?://\S+>?)[\s,;.|&]*)+$",
            re.I,
        ),
    ),
    ("reference", re.compile(r"^[*_]{0,2}(?:links?|related(?: notes| to)?|relacionad[oa]s?|verwandt|siehe auch|liens?|ver también|véase también|ver também|vedi anche|see also|up|back|next|previous|prev|parent|children|siblings|moc)[*_]{0,2}\s*[:：][*_]{0,2}\s*(?:\[\[[^\[\]]+\]\][\s,;.|&·•]*)+$", re.I)),
    ("reference", re.compile(
        r"^[*_]{0,2}(?:for (?:more|further) (?:information|details|info|reading)|more (?:information|details)|learn more|read more)\b[^\[\]:.]{0,30}[:,]?[^\[\]:.]{0,20}:?\s*"
        r"\[[^\[\]]*\]\([^()\s]*\)[.*_]*$", re.I)),
    ("reference", re.compile(r"^\[[^\]^]{1,40}\]:\s+<?\S+>?(?:\s+[\"'(].*)?$|^\[\d{1,3}\]\s*(?:<?https?://|.*\bet al\b|.*arxiv).*$", re.I)),
    ("reference", re.compile(
        r"^(?:[-*+]\s+)?[*_]{0,2}(?:see|refer to|read|continue(?:d)? (?:in|with)|details?|more|next|previous|related)\b[^:.!?]{0,40}:[*_]{0,2}\s+(?:`?[\w/-]+\.(?:mdx?|ipynb|pdf|org)`?[\s,;&]*(?:and\s+)?)+\.?$", re.I)),
    ("reference", re.compile(r"^(?:[-*+]\s+)?[*_]{0,2}(?:see also[*_]{0,2}\s*[:：]?|(?:refs?|references?|sources?|papers?|further reading|literature)[*_]{0,2}\s*[:：])[*_]{0,2}\s*(?:\[\[[^\[\]]+\]\](?:,? (?:and|or) |[\s,;.|&·•]*))+$", re.I)),
    ("links to other pages", re.compile(
        r"^(?:[→←↑↔⇒➡⬅]\ufe0f?|->|<-|=>)\s*(?:[*_]{2}[^*_\[\]]{1,40}[*_]{2}\s*:?\s*|[^:\[\]]{1,40}:\s*)?(?:\[\[[^\[\]]+\]\]|\[[^\[\]]*\]\([^()]*\))(?:\s*$|\s+[–—-]\s.*$)")),
    ("links to other pages", re.compile(
        r"^(?:<(?:sub|small)>)?[^\w\s\[<]{0,2}\s?(?:\[[^\[\]]*\bback to\b[^\[\]]*\]|back to \[[^\[\]]*\])\([^()\s]*\)(?:\s*[·|•].*)?(?:</(?:sub|small)>)?$", re.I)),
    ("links to other pages", re.compile(r"^\[[^\[\]]*\]\((?!https?:)[^()\s]*(?:(?:%20|[ _-])[0-9a-f]{12,32}\.(?:md|csv)|\.csv)\)$")),
    ("links to other pages", re.compile(r"^(?:\[\[[^\[\]]+\]\]\s*[|•·]\s*)+\[\[[^\[\]]+\]\]$")),
    ("metadata", re.compile(
        r"^(?:-\s+)?(?:up|related|parent|status|type|source|created|updated|alias(?:es)?|cssclass|next|prev|previous|date|tags?|title|icon|public)::\s*.*$", re.I)),
    ("task of the author", re.compile(r"^(?:[-*+] )?(?:[*_]{0,2})(?:TODO|FIXME)[*_]{0,2}\s*[:–—-]\s*\S.{0,200}(?<!\?)$")),
    ("task of the author", re.compile(r"^[-*+] (?:\{\{(?:\[\[)?TODO(?:\]\])?\}\}|TODO)\s+[^\s?][^?]{0,200}$")),
    ("plan of the author", re.compile(
        r"^(\*\*|__)(?:(?:plan for |goals? for )?(?:tomorrow|next (?:week|time|session|lecture|class))|up next|mood|energy|gratitude|grateful for)(?:\1\s*[:–—-]|[:]\1)\s*\S.{0,200}$", re.I)),
    ("reference", re.compile(r"^(?:\[(?:source|sources|ref|reference|credit|via|read more|further reading)\b[^\[\]]*\]\(https?:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[\s,;|]*)+$", re.I)),
    ("query of a tool", late(r"^(?::[\w-]+:\s*)?(?:[\w ]{1,20}:+\s*)?`(?:=|dv:|\$=)\s?.*`$")),
    ("fence around the note", late(r"^(?:`{3,}|~{3,})[ \t]*(?:md|markdown)?$", re.I)),
    ("metadata", late(
        r"^(?:<[^<>]+>\s*)*(?:total (?:number of )?(?:questions?|marks?|points?)|(?:in)?correct answers|wrong answers|marks(?: obtained)?|(?:your |final |total )?score|percentage|(?:grand )?total(?=\s*[:=]\s*\d+ (?:marks?|points?|pts)\W*$))"
        r"\s*[:=]\s*\d[\d./ ]*%?(?:marks?|points?|pts)?\s*(?:<[^<>]+>\s*)*$|^(?:<[^<>]+>\s*)*(?:multiple|single)[- ](?:choice|select|correct)(?: questions?)?\s*"
        r"\(\s*\d[\d.]*\s*(?:/\s*\d[\d.]*\s*)?(?:marks?|points?|pts?)\s*\)\s*(?:<[^<>]+>\s*)*$", re.I)),
    ("metadata", re.compile(r"^(?::LOGBOOK:|:END:|CLOCK: \[|(?:SCHEDULED|DEADLINE): <).*$")),
)  # fmt: skip
_BEGINNINGS = {
    "abbreviation": "*",
    "comment": "<%",
    "table of contents": "[*_{$@<",
    "mark of a container": ":",
    "anchor": "<{",
    "component": "<ei",
    "tag of a list": "<",
    "tag of a site generator": "{",
    "badge": "[!|",
    "link to the top": "[<-*>|(_",
    "reference": "[-+*_bcdfilmnprsuv",
    "links to other pages": "[-<=b←↑→↔⇒➡⬅",
    "metadata": "-:acdeimnprstuwfy<",
    "task of the author": "*_ft-+",
    "plan of the author": "*_",
    "query of a tool": ":`_",
    "fence around the note": "`~",
}
"""With what the lines of each reason begin, letters small or large: hardly any other line is held against its pattern."""
REASONS_BY_BEGINNING = {
    mark: tuple(each for each in _LINE_REASONS if mark.lower() in _BEGINNINGS[each[0]])
    for mark in set("".join(_BEGINNINGS.values())) | set("".join(_BEGINNINGS.values()).upper())
}
_MARKS_OF_WORDS = (
    "](",
    "http",
    "[[",
    "]:",
    "::",
    "<a",
    "->",
    "-->",
    "TODO",
    "omorrow",
    "**Next",
    "**Up ",
    "**Mood",
    "**Energy",
    "**Grat",
    "FIXME",
    "CLOCK",
    "SCHEDULED",
    "DEADLINE",
    ".md",
    ".ipynb",
    ".pdf",
    ".org",
    "ontents",
    "ONTENTS",
    "from ",
    "export ",
    "arks",
    "oints)",
    "otal ",
    "rrect ",
    "core",
)
"""Lines that begin with a letter or the mark of an item are furniture only with one of these."""


def marks_in(text: str) -> list[str]:
    """Those of these marks that stand anywhere in a note; no others need be looked for on its lines."""
    return [mark for mark in _MARKS_OF_WORDS if mark in text]


def reason_of(body: str, marks: Sequence[str] = _MARKS_OF_WORDS) -> str | None:
    """Why a line that begins so is furniture; None for nearly all lines. `marks` are those of the note."""
    if (body[0].isalnum() or body[0] in "-*_+") and not any(mark in body for mark in marks):
        return None
    for reason, pattern in REASONS_BY_BEGINNING[body[0]]:
        if pattern.match(body):
            return reason
    return None
