"""Answers that say nothing: no word at all, words that only hold the place of an answer, addresses and pictures alone."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late

_LETTER = re.compile(r"\w|[^\W_]", re.UNICODE)
_SIGN = re.compile(r"(?<!`)`[^`\s]{1,8}`(?!`)")
_LONE_HEADING = re.compile(r"^#{1,6} \W*\w+(?: \w+)?\W*$")
"""A word or two that announce an answer: `### Concept:`."""
_ONLY_HEADINGS = re.compile(r"^(?:> ?)*#{1,6} [^\n]{1,60}$")
"""One heading with nothing under it."""
_EMPTY_FENCE = re.compile(r"^[ \t]*```[\w+-]{0,20}[ \t]*\n(?:[ \t]*\n)*[ \t]*```[ \t]*$", re.MULTILINE)
"""A listing in which nothing stands yet."""
_PLACEHOLDER = re.compile(
    r"^[\W_]*[ar]\s?:\W*$|^[\W_]*(?:todo|tbd|tba|tbc|wip|fixme|xxx|n/?a|(?:(?:the )?(?:answers?|solutions?|notes?|details|more|text) )?(?:(?:is|are|will be) )?(?:coming|following|added|here) soon|to be (?:done|added|continued|completed|filled(?: in| out)?|answered|written|"
    r"determined|defined|updated)|to ?do|fill (?:me|this|it)? ?in|pending|no answer(?: yet)?|no answer (?:is )?(?:needed|required|necessary)|answer (?:here|goes here"
    r"|pending|needed)|(?:(?:write|add|put|type|enter) )?(?:your|the) (?:own )?(?:notes?|answers?|text|thoughts|summary)(?: goes?)? here|your answer|not answered(?: yet)?|will (?:update|add)(?: soon| later)?|placeholder|"
    r"work in progress|(?:the )?(?:(?:correct|right|model|sample|short|long|brief|detailed|full) )?(?:answers?|ans|solution|explanation)|under construction|(?:folg(?:t|en)|kommt|fehlt) (?:noch|später)|nog (?:aan|in) te vullen|nog te doen|volgt(?: nog)?|à (?:compléter|faire|venir)|da (?:completare|fare)|(?:por|a) completar|pendiente|noch (?:zu ergänzen|offen|ausfüllen)|待(?:补充|完善|续|补|填)|作成中|準備中|작성 ?중|(?:none|nothing)(?: here)? yet|solved|resolved|understood|answered|need(?:s)? (?:answer|research)|look (?:this|it) up)[\W_]*$",
    re.IGNORECASE,
)
_REMINDER = re.compile(
    r"^[\W_]*(?:TODO|FIXME|TBD)\b[^\n]*$|^[\W_]*todo:[^\n]*$|^[\W_]*(?:i )?(?:idk|no idea|(?:don['’]?t|didn['’]?t|did not|do not) (?:know|remember|answer)|(?:left )?blank(?:ed)?|forgot|couldn['’]?t (?:answer|finish|say|remember|explain)(?: (?:it|this|properly|well|fully|at all))*|skipped|cancell?ed|rest day|day off|no (?:class|lecture|notes?)(?: today)?)(?:\s?[,;–-] ?(?:todo|TODO))?[\W_]*$"
    r"|^[(\[]?(?:see|cf\.?|check|look at|refer to|go to|in)\s+(?:the\s+|my\s+|our\s+)?(?:[\w-]+\s+)?(?:notebooks?|notes?|book|slides?|paper|above|below|links?|repo|code|gist|drive|docs?|appendix|lecture|chapter|page|p\.|video|pdf)(?:\s+(?:above|below|\d{1,3}|on [\w-]+))?[)\].]*$"
    r"|^[(\[](?:i )?(?:need|find|write|think of|fill|look up)\b[^()\[\]\n]{0,40}[)\]]$"
)
"""What the author means to do about an answer: `TODO look it up`."""
_MARKED_PLACEHOLDER = re.compile(
    r"^(?P<mark>\*\*?|__?)(?:todo|tbd|tba|tbc|wip|work in progress|coming soon|to be (?:done|added|continued|completed|filled in|written))\W?(?P=mark)(?:\W[^\n]*)?$",
    re.IGNORECASE,
)
"""The same in emphasis, with what is still to come: `**TO BE ADDED** - the chapter on glazes`."""
_BARE_LABELS = re.compile(
    r"^(?:\s*(?:[-+] )?(?P<mark>\*\*?|__?)[^*_:\n]{1,30}(?:[:?](?P=mark)|(?P=mark):))+$|^(?:\s*[-+*•] [^*_:\n]{1,30}:[ \t]*(?:\n|$)){2,}$"
    r"|^(?:[a-zA-Z][^*_:\n]{0,20}:[ \t]*(?:\n|$)){2,}$"
)
"""Labels with nothing behind them, in emphasis, as bullets or as lines: `*Cause:*`, and below it `*Fix:*`."""
_COUNTED_ITEMS = re.compile(
    r"^(?:[-*+•] (?:(?:list )?items?|points?|bullets?|entry|link|resource)(?: ?\d{1,2}|\.\.\.|…)?[.:]?\s*(?:\n|$))+$",
    re.IGNORECASE,
)
"""The items of a template nobody has filled in: `- item 1`."""
_LINK = late(
    r"<a\b[^<>]*>\s*(?:<img\b[^<>]*>\s*)?</a>|!?\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\]|\{\{embed [^{}]*\}\}|\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)|<?https?://\S+|<img\b[^<>]*>|\[[^\]]+\]:\s*\S+"
)
_LEADING = ("](", "http", "<img", "![[", "{{embed ", "((")
"""One of these is in all that points elsewhere; the last three show another note or a block of one."""
_TEXT_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(")
_REFERENCE_WORDS = late(
    r"\b(?:references?|refs?|sources?|links?|see|also|read|more|further|reading|here|blog|paper|video|article|docs?|"
    r"good|great|from|at|and|the|this|in|on|by|for|(?:problem|question|it|was|is) (?:was |is |also )?(?:discussed|answered|solved|explained|covered)|discussed|explained|check|watch|out|post|tutorial|resources?|useful|url|via)\b|ref_\d+",
    re.IGNORECASE,
)
_POINTS_TO = re.compile(
    r"^[^\w\[\]]*(?:\*\*[\w -]{1,30}\*\*\W*)?(?:see|refer to|go to|read|check out|covered in|explained in) \[[^\]]*\]\([^)\s]*\)"
    r"(?:,? (?:for|on|about|to|where|and)\b[^.!?\n]*)?[.!]?\s*$",
    re.IGNORECASE,
)
"""`See [Glazes](glazes.md) for what melts when.`"""
_IN_CODE = re.compile(r"`[^`\n]*\]\([^`\n]*`")
"""A link that is shown as it is written."""
_YES_OR_NO = re.compile(r"^(?:yes|no)\b[,.;!]", re.IGNORECASE)
_NAMED_LINK = re.compile(
    r"^\s*(?:[-*+]\s+)?[^:.!?\[\]`$]{1,60}:\s*(?:\[[^\[\]]{1,80}\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<?https?://\S+>?)\s*$"
)
"""`Slides of the course: [LINK](https://example.org)`"""
_COUNT = re.compile(r"^\s*\d{1,3}[.)、]", re.MULTILINE)
_OVER_ADDRESS = re.compile(r"^[^:.!?\[\]\n]{1,40}:[ \t]*\n(?=\s*(?:[-*+] )?<?https?://)", re.MULTILINE)
"""`Case studies:` right above an address."""
_LONGEST_LINKS = 4000
_LONGEST_PLACEHOLDER = 300
_LINKED_SENTENCE = re.compile(r"^\W{0,4}\[[A-Z][^\[\]?!]{30,}\.\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)\s*$")
"""An answer that leads to its source as a whole: `[Salt glaze is made by throwing salt into the kiln.](…)`"""
_LINKED_POINT = late(
    r"^\s*(?:[-*+]|\d{1,2}[.)])\s+\[(?P<name>[^\[\]?]{2,60})\]\(https?://(?P<host>[^/()\s]+)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[.]?\s*$"
)
_FEWEST_NAMES = 2
_LONGEST_NAME = 4
_LONGEST_LEAD = 15
_STOP = re.compile(r"[.!?]\s|: ")
_OPENING, _SAYS_SOMETHING = 600, 60
"""So many letters at the beginning of a long answer leave no doubt."""


def is_empty(answer: str) -> bool:
    """Does this answer say nothing: no word, no number, no picture, and no sign in code such as `$`?

    >>> is_empty("-"), is_empty("TODO"), is_empty("Yes"), is_empty("![curve](a.png)"), is_empty("`-`")
    (True, True, False, False, False)
    """
    text = _EMPTY_FENCE.sub("", answer).strip() if "```" in answer else answer.strip()
    if not text or (text[0] in "#>" and (_LONE_HEADING.match(text) or _ONLY_HEADINGS.match(text))):
        return True
    marked = (_MARKED_PLACEHOLDER, *((_BARE_LABELS,) if text[-1] in "*_" else ())) if text[0] in "*_-+" else ()
    if marked and len(text) < _LONGEST_PLACEHOLDER and any(pattern.match(text) for pattern in marked):
        return True
    if len(text) > 80:
        return False
    if any(pattern.match(text) for pattern in (_PLACEHOLDER, _REMINDER, _BARE_LABELS, _COUNTED_ITEMS)):
        return True
    return (
        "![" not in text and "<img" not in text and not _LETTER.search(text.replace("_", "")) and not _SIGN.search(text)
    )


def names_by_links(answer: str) -> bool:
    """Are these two or more points, each a name that is a link: `1. [Salt glaze](…)`? The name of a site says nothing."""
    points = [_LINKED_POINT.match(line) for line in answer[:_LONGEST_LINKS].splitlines() if line.strip()]
    if len(points) < _FEWEST_NAMES:
        return False
    for point in points:
        name = "".join(re.findall(r"\w+", point["name"].casefold())) if point else ""
        if point is None or not _REFERENCE_WORDS.sub("", point["name"]).strip(" .,-"):
            return False
        if (
            not name
            or name in re.sub(r"\W", "", point["host"].casefold())
            or len(point["name"].split()) > _LONGEST_NAME
        ):
            return False
    return True


def only_announces(answer: str) -> bool:
    """Is this one short sentence that leads to what is not here: `There are two ways:`?"""
    text = answer.strip()
    if "\n" in text or not text.rstrip("*_").endswith((":", "：")):
        return False
    return len(text.split()) <= _LONGEST_LEAD and not _STOP.search(text)


def is_only_links(answer: str) -> bool:
    """Does this answer only point elsewhere: addresses and pictures, no statement of its own?

    A link to another note (`[[Attention]]`) counts as text: the other note is at hand.
    """
    if not any(map(answer.__contains__, _LEADING)) or _LINKED_SENTENCE.match(answer):
        return False
    if _YES_OR_NO.match(answer) or (answer.count("`") > 1 and _IN_CODE.search(answer)):
        return False
    if _POINTS_TO.match(answer):
        return True
    if all(_NAMED_LINK.match(line) for line in answer[:_LONGEST_LINKS].splitlines() if line.strip()):
        return True
    if len(answer) > _OPENING:
        whole = max(0, answer.rfind("\n", 0, _OPENING), answer.rfind("[", 0, _OPENING))  # no link is cut
        if _letters(answer[:whole]) >= _SAYS_SOMETHING:
            return False
    only_pictures = "http" not in answer and not _TEXT_LINK.search(answer)
    return _letters(answer) < (4 if only_pictures else 12)


def _letters(text: str) -> int:
    """The letters of a text, but for links, their numbers and headings, and words that lead to a source."""
    text = _OVER_ADDRESS.sub("", _COUNT.sub("", text))
    return len(re.findall(r"\w", _REFERENCE_WORDS.sub(" ", _LINK.sub(" ", text))))
