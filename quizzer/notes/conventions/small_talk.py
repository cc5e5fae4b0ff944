"""Small talk: advertisements of whoever made the notes, and what an assistant says around pasted text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.wording import words_of

_ADVERT = re.compile(
    r"\b(?:please (?:create|open|send|submit|make|raise|file) (?:an? |the )?(?:new )?(?:prs?|pull requests?|issues?)\b|get an? (?:high[- ]paying|dream) (?:[\w-]+ )?job|(?:star|fork|clone) (?:this|the) (?:repo|repository|project)|give (?:it|this|the|us|me)\b[^.]{0,30}(?:\bstar\b|⭐|🌟)|\bif (?:this|it|these) helped\b"
    r"|(?:leave|drop|smash|hit)\b[^.]{0,20}\b(?:star|like button)\b"
    r"|(?:explore|find|see|view|get|read|unlock) all (?:the )?\d* ?(?:\w+ )?answers? (?:here|at|on)\b|follow (?:me|us) (?:on|at|for)|connect with (?:me|us)|buy me a (?:coffee|beer|book)"
    r"|(?:subscribe|sign up) (?:to|for|on) (?:my|our|the)\b[^.]{0,40}(?:newsletter|channel|list|youtube)"
    r"|happy (?:learning|coding|interviewing|studying|reading|hacking|preparing)|made with (?:❤|♥|love|💖)"
    r"|thank(?:s| you) for (?:reading|visiting|watching|your (?:support|time))"
    r"|(?:pull requests?|prs?|contributions?|feedback|suggestions) (?:are |is )?(?:always )?(?:very )?(?:welcome|appreciated)"
    r"|(?:create|open|send|submit|make|raise) (?:an? |the )?(?:pr|pull request|issue)\b|feel free to (?:contribute|open|submit|reach out|connect|fork|share|contact|raise)"
    r"|if you (?:found|find|like|liked|enjoy|enjoyed) (?:this|it|these|my|our)\b[^.]{0,60}(?:star|share|consider|follow|useful|helpful|support|coffee)"
    r"|join (?:my|our|the|us on)\b[^.]{0,30}(?:discord|slack|telegram|newsletter|community)|(?:become|be) (?:a|my|our) (?:sponsor|patron)"
    r"|(?:check out|grab|get|buy|read|order|enroll in|take) (?:my|our)\b[^.]{0,40}(?:book|course|blog|channel|newsletter|ebook|bootcamp|app|website)"
    r"|that['’]s a wrap\b|if you enjoyed this thread|\b(?:rt|retweet|repost) (?:the|this)\b|follow (?:me|us) @|♻"
    r"|sponsored by|promo code|discount code|use code \w+|limited[- ]time offer|% off\b|looking to hire)"
)
"""In small letters."""
_OF_ADVERTS = (
    "answers here",
    "answers at",
    "answers on",
    *(
        "please ",
        "get ",
        "repo",
        "project",
        "give ",
        "helped",
        "star",
        "like button",
        "follow ",
        "connect with",
        "buy ",
        "subscribe",
    ),
    *(
        "sign up",
        "happy ",
        "made with",
        "thank",
        "welcome",
        "appreciated",
        "issue",
        "pull request",
        " pr",
        "feel free",
        "if you ",
    ),
    *("wrap", "thread", "rt ", "retweet", "repost", "♻"),
    *("join ", "sponsor", "patron", " my", " our", "code ", "limited", "% off", "looking to hire"),
)
"""One of these is in each of them; most text has none, which is seen sooner."""
_CHAT = re.compile(
    r"^\W*(?:(?:sure|certainly|of course|absolutely|great question|good question|here you go|happy to help|no problem|got it)\b[!,.:—-]"
    r"|(?:excellent|great|perfect|awesome|nice|alright|okay|ok|good)\b\W+(?:so |now )?let(?:'s|’s|s| us| me) "
    r"|(?:here(?:'s|’s| is| are)|below (?:is|are)) (?:an?|your|some|my)\b[^.]{0,160}[:：]\W*$"
    r"|(?:(?:sure|certainly|of course|absolutely)\W+)?here(?:'s|’s| is| are) (?:an?|the|your|some|my) (?:[\w-]+,? ){0,5}?(?:explanation|sheet|breakdown|overview|guide|summary|list"
    r"|version|notes|walkthrough|answer|comparison|cheat ?sheet|collection)\b[^.]{0,160}[.!]?\W*$"
    r"|(?:(?:sure|certainly|of course|absolutely)\W+)?(?:here(?:'s|’s| is| are)|below (?:is|are)) (?:an?|the|your) [^.:]{0,80}\b(?:where i (?:walk|show|explain)|you (?:asked|requested)|as (?:you )?requested)\b[^.]{0,120}\.?\W*$"
    r"|(?:let me know|would you like|do you want|want me to|(?:shall (?:i|we)|should i (?:also|now|add|make|turn|continue|create|write|expand|give|prepare))\b|ready (?:for|to)\b[^.?!]{0,80}\?|if you(?:'d|’d| would)? (?:like|want|need|prefer|wish)\b[^.]{0,60}\b(?:i|me|we)\b)"
    r"|is there (?:an?|any|anything)\b[^.?!]{0,60}\byou(?:['’]d| would) like\b|i hope (?:this|that|these) helps?|hope (?:this|that) helps?|i can also\b|feel free to ask|tell me (?:if|when|which)\b"
    r"|just (?:let me know|say the word|ask (?:me|away|if you)\b)|you said:?$|chatgpt said:?$|as an ai\b)",
    re.IGNORECASE,
)
_OFFER = late(
    r"[.!]\s+(?:would you like (?:me|to|some|more|a|an|the)|do you want (?:me|some|more|to)|want me to|shall i|should i|let me know (?:if|which|what|when|whether)"
    r"|if you have (?:any |further |more |other |additional )*(?:questions|doubts)|if you(?:'d|’d| would)? (?:like|want|need|prefer)\b[^.]{0,60}\b(?:i|me) (?:can|could|know))\b[^.!?]{0,160}[.!?]?\W*$",
    re.IGNORECASE,
)
"""The last sentence of an assistant, behind others that only sum up."""
_MOST_BEFORE_OFFER = 30

_TICKS = frozenset("✔✅☑✓")


def advertises(text: str) -> bool:
    """Does the text ask for stars, followers or money?"""
    text = text.lower()
    return any(map(text.__contains__, _OF_ADVERTS)) and bool(_ADVERT.search(text))


def is_small_talk(text: str) -> bool:
    """Does an assistant open or close its answer here, and say nothing else?"""
    return bool(_CHAT.match(text)) and not _says_more(text)


def takes_leave(text: str) -> bool:
    """Does an assistant sum up in a sentence or two and then offer more?"""
    found = _OFFER.search(text)
    return found is not None and len(words_of(text[: found.start()])) <= _MOST_BEFORE_OFFER


def _says_more(text: str) -> bool:
    """Does something follow the first sentence of small talk that is none itself?"""
    _, end, rest = text.partition("! ")
    return bool(end) and len(words_of(rest)) >= 5 and not _CHAT.match(rest)


def offers(lines: Sequence[Line], block: Block) -> bool:
    """Does this paragraph, above a list, offer what an assistant could do next?"""
    text = lines[block.start].body
    return block.kind is LineKind.TEXT and text.endswith(":") and bool(_CHAT.match(text)) and text[:2].lower() == "if"


def boasts(lines: Sequence[Line], above: Block, block: Block) -> bool:
    """Are these ticked lines below a paragraph by which an assistant hands over what covers them?"""
    text = " ".join(line.body for line in lines[above.start : above.end])
    are_ticked = all(line.body[:1] in _TICKS for line in lines[block.start : block.end])
    return are_ticked and above.kind is LineKind.TEXT and text.endswith(":") and is_small_talk(text)
