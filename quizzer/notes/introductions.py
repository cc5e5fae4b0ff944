"""Introductions: text that tells of the note itself and not of its subject."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.wording import words_of

_FILE_TITLE = late(
    r"\b(?:notes?|interviews?|questions?|cheat ?(?:sheets?|docs?)|guide|handbook|glossary|collection|awesome|curriculum|preparation|prep|q ?& ?a"
    r"|faqs?|quiz(?:zes)?|mcqs?|resources|course|repository|repo|readme|flash ?cards?|study|learning log|syllabus|index|home|crash course|revision|diary|transcripts?|brain ?dump|scratch ?pad)\b",
    re.IGNORECASE,
)
_ABOUT = late(
    r"\b(?:this|the|these|my|our) (?:(?:\w+ )?(?:dictionary|folder|notebook|tutorial|series|documents?|repo|repositor(?:y|ies)|guide|page|files?|collection|list|notes?|articles?|cheat ?sheet"
    r"|posts?|readme|vault|glossary|handbook|questions)\b)|\bnotes (?:and \w+ )?(?:(?:taken|made|written|covering)\b|(?:from|on|for|of)\b)|\bwelcome to\b|\bcurated\b|\bcompiled\b"
    r"|\b(?:comprehensive|complete|quick|practical|concise|detailed|ultimate|in-depth)[ -](?:guide|overview|collection|list|notes|reference|reminder|refresher|recap|introduction|glossary|dictionary|cheat ?sheet|handbook)\b"
    r"|\b(?:my|this is an?|here is an?)(?: \w+)? collection of\b|\bcollection of (?:[\w-]+ ){0,4}?(?:notes|questions|answers|cards|flash ?cards|resources|links|articles|exercises|tips|snippets|papers|materials?|summaries)\b"
    r"|\bhere (?:are|is) (?:\W|\w+ ){0,6}\*{0,2}(?:questions|terms|notes|flash ?cards)\b|^\W*an? (?:[\w-]+ ){0,5}(?:repository|repo) (?:based|for|of|with|where|containing|to)\b|\blast updated\b|\bcheat ?sheets? (?:focus(?:ing|ed)|that covers?|covering)\b|\bwork in progress\b|\bmost (?:common|frequently) asked\b|\bfeel free to\b|\bi (?:will|have|am|made|wrote|created|'ve|’ve)\b|\bI (?:took|take|wrote|read|learn(?:ed|t)|collect(?:ed)?|gathered|keep|kept|prepared|studied|used|use)\b"
    r"|^\W*this (?:section|chapter|lecture|module|unit) (?:describes|covers|explains|discusses|introduces|summari[sz]es|presents|provides|gives)\b|\bin this (?:notebook|chapter|lecture|section|tutorial|session|post|lesson|module|part|video|unit)\b"
    r"|\b(?:est[ea]|nest[ea]|dies(?:es|er|e)|ce|cette|questo|questa) (?:módulo|documento|artículo|capítulo|tema|guía|curso|sección|artigo|seção|guia|kapitel|dokument|artikel|abschnitt"
    r"|modul|kurs|document|chapitre|cours|article|modulo|capitolo|corso)\b|本(?:文|章|节|节课|篇|模块|教程|笔记|文档)(?:将|主要|会)?(?:介绍|讲|总结|整理|记录|梳理|收集)"
    r"|^\W*(?:\w[\w,/&-]* ){0,6}(?:questions|exercises|problems) (?:for|on|about|from|covering)\b|\btotal (?:number of )?(?:questions|topics|cards|terms|problems)\b|\bthere are \d+ (?:questions|topics|cards|terms|chapters|sections|exercises)\b"
    r"|^\W*\d{1,4} (?:flash ?)?(?:cards|questions|terms|mcqs)\b|\b(?:test|quiz) (?:yourself|your (?:understanding|knowledge|grasp|memory))\b|\b(?:contain|have) (?:mistakes|errors|typos)\b|\bmy (?:own )?(?:notes|summary)\b|^\W*(?:course|lecture|class|exam|reading|study) notes\b",
    re.IGNORECASE,
)

_OF_QUESTIONS = late(
    r"\binterview questions\b|^\W*(?:\w[\w,/&-]* ){0,6}questions (?:related|regarding|concerning|about|on|for|from|that|which|to|you)\b"
    r"|\b(?:these|the following|following|such|here are|below are|this section|this part|this chapter)\b(?: [\w’',-]+){0,8} questions\b"
    r"|\b(?:tests?|checks?|probes?|assess(?:es)?) your (?:\w+ ){0,2}(?:grasp|knowledge|understanding|skills|ability)\b",
    re.IGNORECASE,
)

_MADE = late(
    r"(?:^|[.!?]\s+|\n)[\W_]{0,4}(?:(?:mostly|partly|all|quickly|hastily|roughly|originally|later|everything)\s+)?"
    r"(?:cleaned(?: up)?|recorded|transcribed|copied|merged|collected|gathered|written|typed|dumped|scribbled|translated|put together|taken"
    r"|exported|pasted|dictated|rewritten|reconstructed|revised|edited|distilled|condensed)\s(?:[\w’']+\s){0,3}?(?:from|with|during|after|while|by|for|at|over|together|out of)\b"
    r"|^[\W_]{0,4}(?:class|course|lectures?|talk|seminar|workshop) (?:was )?(?:given|held|taught|by)\b|\bI (?:write|am writing|jot|type|scribble|update|copy|copied|paste|pasted|clean|cleaned|merged|edit|edited)\b|\b(?:sorry|excuse) (?:for|the) (?:the |my |any )?(?:\w+ )?(?:mess|typos|order|mistakes|english|spelling)\b"
    r"|\b(?:last|first) (?:touched|edited|changed|revised|cleaned up)\b|\b[A-Z]{1,2} = (?:the )?(?:interviewer|candidate|me)\b",
    re.IGNORECASE,
)
"""How somebody says by what way their notes came about: `Cleaned up from a recording.`"""
_WHAT_IS_HERE = late(
    r"^[\W_]{0,4}(?:some |all (?:the )?)?(?:things|stuff|questions|topics|everything|whatever|tasks|facts|formulas)(?: that)? (?:they|i|we|people|interviewers|companies|everybody)\b",
    re.IGNORECASE,
)
"""`Things they let me draw at the board.`"""


_KEYWORD_MARK = re.compile(r"[,|·•、，;]")
_SHORT = 3
_SENTENCE = 12
_MOST_OF_WHAT = 20
_SHORT_SENTENCE = 8
_DEFINES = re.compile(r"\b(?:is|are) (?:an?|the)\s")
_SOMEBODY = late(r"[—–\"“”«»!?！？:：]|--|(?:^|\W)(?:i|we|you|my|our|your)(?:$|\W)", re.IGNORECASE)
_SAYS = late(r"\b(?:is|are|was|were|means?|refers?|denotes?)\b", re.IGNORECASE)


def tells_of_the_file(text: str) -> bool:
    """Does the text say whose notes these are, what they are for or how to use them?"""
    return bool(_ABOUT.search(text))


def tells_how_made(text: str) -> bool:
    """Does the text say by what way these notes came about: from a recording, after a talk, in haste?"""
    return bool(_MADE.search(text)) or (len(words_of(text)) <= _MOST_OF_WHAT and bool(_WHAT_IS_HERE.match(text)))


def defines_first(title: str, own: str) -> bool:
    """Does the first sentence say what the title names, whatever is then said of the file: `A kiln is an oven …`?"""
    first = re.split(r"(?<=[.!?])\s", own, maxsplit=1)[0]
    is_definition = _DEFINES.search(first) is not None and len(words_of(first)) >= _SHORT_SENTENCE
    return is_definition and speaks_of(title, first) and not names_a_file(title) and not tells_of_the_file(first)


def tells_of_questions(text: str) -> bool:
    """Does the text say of what kind the questions are that follow it?"""
    return bool(_OF_QUESTIONS.search(text))


def are_keywords(own: str) -> bool:
    """Is the text one row of names (`pumps, wells, water`), as a page is given tags, and no sentence?"""
    names = [name.strip() for name in _KEYWORD_MARK.split(own)]
    is_row = "\n" not in own and len(names) > _SHORT - 1 and own[-1:] not in ".!?。"
    return is_row and all(0 < len(words_of(name)) <= _SHORT and not name.startswith(("and ", "or ")) for name in names)


def is_motto(title: str, own: str) -> bool:
    """Is the text under a title only a quotation that does not say what the title names?"""
    said = [line for line in own.splitlines() if line.strip()]
    if any(line.lstrip("> ").startswith("[!") for line in said):
        return False  # a callout is text
    if not all(line.lstrip().startswith(">") for line in said) or len(words_of(own)) > 40:
        return False
    if not names_a_file(title) and len(words_of(title)) <= _SHORT and _defines(own):
        return False
    return names_a_file(title) or not (speaks_of(title, own) and _SAYS.search(" ".join(words_of(own)[:10])))


def is_aside(own: str) -> bool:
    """Is the text one remark in brackets, such as on how long to take?"""
    return own.startswith("(") and own.endswith(")") and own.count("(") == own.count(")") == 1


def _defines(own: str) -> bool:
    """Is the quotation one plain sentence of some length, nobody's words and no label: what its author says of the subject?"""
    text = " ".join(line.lstrip("> ") for line in own.splitlines()).strip()
    return len(words_of(text)) >= _SENTENCE and not _SOMEBODY.search(text) and text[-1:] in ".。"


def names_a_file(title: str) -> bool:
    """Is the title that of a file (`Interview notes`) more than that of a subject?"""
    return bool(_FILE_TITLE.search(title))


def speaks_of(title: str, own: str) -> bool:
    """Does the text begin by saying something about the subject that the title names?"""
    opening = {word.casefold().rstrip("s") for word in words_of(own)[:8]}
    named = words_of(_FILE_TITLE.sub(" ", title))
    return any(len(word) > 4 and word.casefold().rstrip("s") in opening for word in named)
