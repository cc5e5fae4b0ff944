"""Wording: what the words of a line say about it. Does it ask, does it name, is it only a label?"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.remembered import remembered
from quizzer.notes.titles import is_attribute, is_reference_title, phrases

_ASKING = re.compile(
    r"^(?:and|but|so|then|also|ok|okay)?\s*(?:what|why|how|when|which|who|whom|whose|where|what's|whats|how's|why's|who's"
    r"|wie|warum|wozu|wann|wer|welche[rsnm]?|(?:erklär|erläuter|beschreib|nenn|definier|begründ|vergleich|skizzier|berechn)en? sie|erkläre|beschreibe|nenne|qué|cómo|cuál(?:es)?|cuándo|dónde|quién|pourquoi"
    r"|expli(?:ca|que)|desc(?:reva|riba)|defin(?:a|issez)|enumer[ae]|mencion[ae]|nombra|cit[ae]|compara|diferen[cç]ias? entre|diferenças? entre|différences? entre|unterschied zwischen|unterschiede zwischen|expliquez|décrivez|citez|spiega|descrivi|elenca|qu'est-ce|quel(?:le)?s?|что такое|почему|зачем|o que|por que)\b(?!['’\s]*[:：])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:what|why|how|when|where|who)[*_]{0,2}:", re.IGNORECASE)
"""`**Why:** it shrinks the weights` tells why."""
_CLAUSE = late(
    r"^(?:when|where)\s+(?!(?:is|are|was|were|do|does|did|can|could|should|would|will|to|not|has|have|might|must|may|and|or|else|exactly)\b)\w",
    re.IGNORECASE,
)
"""Begins as a question and goes on as a clause."""
_WH = frozenset({"Wh", "wh", "WH"})
_LONGEST_WITHOUT_MARK = 8
_WH_OR_HOW = frozenset({"Wh", "wh", "WH", "Ho", "ho", "HO"})
_LIKENED = re.compile(r"^imagine\b[^.!?:]*[.!]\W*$", re.IGNORECASE)
"""`Imagine a scale with two pans.` alone sets no task."""
_CLAUSE_OF_SOMEBODY = late(
    r"^(?:what (?:i|we|they|you|people)(?:['’](?:d|ll|ve))?\s\w+|how i (?:am|plan|intend|prepared?))\b",
    re.IGNORECASE,
)
_INVERTED = late(
    r"^(?!(?:can|could|should|would|will|may|might|must) be\b|ha(?:s|ve|d) been\b)(?:is|are|was|were|do|does|did|can|could|should|would|will|may|might|must|has|have|had|am|isn't|aren't|doesn't"
    r"|don't|can't|shouldn't|won't|if|given|suppose|true or false)\b",
    re.IGNORECASE,
)
"""`Can be read off the scale` leaves out what it tells of, and does not ask."""
_TASK = re.compile(
    r"^(?:please\s+|briefly\s+|can you\s+|could you\s+)?"
    r"(?:explain|describe|define|compare|contrast|discuss|derive|differentiate|distinguish"
    r"|elaborate|enumerate|illustrate|justify|mention|outline (?:the|an?|your|how|what|some|key|main)|prove|summari[sz]e|tell me|walk (?:me|us) through"
    r"|talk (?:me )?(?:about|through)|estimate (?!of\b|from\b)\w+|calculate|compute the|give (?:an?|some|me|the|\w+) "
    r"|list (?:the|some|all|out|down|\w+ )"
    r"|name (?:the|some|a|an|\w+ )|state (?:the|and|an?)|write (?:a|an|the|down|code|some|python|sql|pseudo-?code)|implement (?:a|an|the)"
    r"|design (?:a|an|the)|show (?:that|how|why|me)|suppose|imagine|consider|differences? (?:between|b/w|btw)|how to)\b",
    re.IGNORECASE,
)
_ASKING_UNSPACED = late(
    r"^(?:请|試|试)?(?:简述|描述|解释|说明|列举|比较|谈谈|介绍|说说|什么是|什么叫|为什么|为何|如何|怎么|怎样|哪些|何时|谁)|^请(?:你)?(?:给出|写出|推导|证明|举例|阐述|分析|详细)|^详细(?:讲|说|描|介|阐)|(?:是什么|有哪些|怎么办|的区别|的不同)$"
)
_ASKING_INSIDE = late(
    r"什么|如何|怎么|怎样|哪|为何|何为|多[少久长大快高远]|是否|吗[?？]|能否|可否|能不能|会不会|是不是|可不可以|有没有|なぜ|どう|どの|何|什麼|嗎[?？]|怎麼|為何"
)
"""Chinese and Japanese ask in the middle of a sentence."""
_ENDS_JUDGING = frozenset({"F)", "F]", "f)", "f]", "e)", "e]"})
_TO_JUDGE = re.compile(r"[(\[](?:t|true)\s?(?:/|or)\s?(?:f|false)[)\]]$", re.IGNORECASE)
"""`A fluid has no shape. (T/F)`"""
_ENDS_ASKING = re.compile(r"[?？][\s\"')\]*_`!?.]*(?:<br\s*/?>\s*)*$", re.IGNORECASE)
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
"""Letters of Chinese and Japanese, which are written without spaces: two of them count as a word."""
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_UNSPACED_WORD = late(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}]+(?:['’.+-][^\W_{_UNSPACED}]+)*")
_WORD = re.compile(r"[^\W_]+(?:['’.+-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-zA-Z0-9]+(?:['.+-][a-zA-Z0-9]+)*")
"""The same in a text that has no other letters, found sooner."""


def words_of(text: str) -> list[str]:
    """The words of a text, without marks."""
    text = text[:1000]
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return (_UNSPACED_WORD if _HAS_UNSPACED.search(text) else _WORD).findall(text)


def first_word(text: str) -> str:
    """The first of the words of a text; empty where it has none."""
    if text.isascii():
        found = _ASCII_WORD.search(text[:1000])
        return found[0] if found else ""
    return next(iter(words_of(text)), "")


def asks(text: str) -> bool:
    """Does the text end as a question?"""
    end = text[-40:]
    return ("?" in end or "？" in end) and bool(_ENDS_ASKING.search(end))


@remembered
def is_question(text: str) -> bool:
    """Does the text ask or set a task? `Why ResNet`, `Explain dropout` and `Is it convex?` do.

    >>> [is_question(text) for text in ("Why ResNet", "Is it convex?", "Is it", "Explain dropout", "Dropout")]
    [True, True, False, True, False]
    """
    bare = text.strip().lstrip("*_`\"'([ ")
    if asks(text):
        return True
    if bare[-2:] in _ENDS_JUDGING and _TO_JUDGE.search(bare[-30:]):
        return True
    if ":" in bare[:10] and _LABEL.match(bare):
        return False
    if bare[:2] in _WH and _CLAUSE.match(bare) and len(words_of(bare)) > _LONGEST_WITHOUT_MARK:
        return False  # `When the user knows what he wants, …`
    if bare[:2] in _WH_OR_HOW and _CLAUSE_OF_SOMEBODY.match(bare):
        return False  # `What they asked`, `How I am going to prepare`
    if bool(_ASKING.match(bare) and len(words_of(bare)) > 1) or bool(_TASK.match(bare)):
        return not (bare[:1] in "iI" and _LIKENED.match(bare))
    return not bare.isascii() and bool(_ASKING_UNSPACED.search(bare))


def opens_as_question(text: str) -> bool:
    """Does the text begin with the words of a question, whatever its end?"""
    bare = text.strip().lstrip("*_`\"'([ ")
    if _ASKING.match(bare) or _INVERTED.match(bare) or _TASK.match(bare):
        return True
    if bare.isascii():
        return False
    return bool(_ASKING_UNSPACED.search(bare.rstrip("?？ "))) or (asks(bare) and bool(_ASKING_INSIDE.search(bare)))


def asks_inside(text: str) -> bool:
    """Is there a word in a Chinese or Japanese text that asks, wherever it stands?"""
    return bool(_ASKING_INSIDE.search(text))


def has_sentence(text: str) -> bool:
    """Is there something said here: at least a few words in a row, and not only names and marks?"""
    return len(words_of(text)) >= 4


_FUNCTION_WORDS = phrases(
    """
    with, without, when, if, for, in, on, at, to, by, from, as, of, while, because, since, so, then, but, and, or, it,
    this, that, these, those, they, we, you, i, there, here, where, how, what, why, which, who, let, see, after, before,
    during, until, although, however, therefore, thus, hence, also, each, every, all, some, most, many, only, not, no,
    yes, is, are, was, were, can, could, should, would, will, must, may, be, given, e.g., i.e., once, just, maybe,
    usually, often, sometimes, such, based, depending, instead, don't, do, did, didn't, haven't, too
    """
)
_OPENS_NAMES = phrases("at, by, all, no, not, some, each, only, once, just, most, many")
"""Words with which a name may begin that is marked as one: `At most once`, `By value`, `No-op`."""
_VERBS = phrases(
    """
    use, using, used, uses, add, adds, apply, avoid, build, calculate, check, choose, compare, consider, convert,
    create, define, ensure, enables, explain, find, follow, get, give, go, have, help, helps, implement, improve,
    increase, increases, initialize, keep, learn, look, make, makes, measure, move, need, perform, pick, prevent,
    prevents, provide, put, reduces, remember, remove, repeat, replace, save, show, subtract, take, think, try, want,
    watch
    """
)


POINTING = frozenset({"it", "this", "that", "they", "them", "these", "those", "its", "their", "he", "she", "here"})
"""With one of these a question is about something that was said before."""


_VERSUS = re.compile(r"\S (?:vs\.?|versus) \S", re.IGNORECASE)


def compares(text: str) -> bool:
    """Are two things side by side in the text: `let vs var`, `== vs ===`?"""
    return bool(_VERSUS.search(text))


_SOMEBODY_SAYS = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey)['’](?:m|ve|re|ll|d)\b")
"""`What we've learned so far`"""


_DENIES = re.compile(r"\b(?:does|do|is|are|was|were|ca|wo|did|could|should|would)n['’]t\b")
"""`Models don't see words`"""


def is_term(text: str, *, most_words: int = 6, is_marked: bool = False) -> bool:
    """Can the text be the name of something that is then defined?

    What is marked as a term, in bold or in code, may begin with a verb.

    >>> [is_term(text) for text in ("Top-p (nucleus sampling)", "Pros", "Use a smaller rate", "https", "0.5", "x")]
    [True, False, False, False, False, True]
    """
    text = text.strip()
    if not text or len(text) > 80 or "://" in text or text.casefold() == "https" or text.casefold() == "http":
        return False
    bare = re.sub(r"\([^()]*\)", " ", text)
    words = words_of(bare)
    if not words:
        return bool(re.search(r"[^\s*_`.()-]", bare)) and len(text) < 30
    if len(words) > most_words or not any(letter.isalpha() for letter in bare):
        return False
    if not is_marked and ("'" in bare or "’" in bare) and _SOMEBODY_SAYS.search(bare):
        return False
    plain = re.sub(r"`[^`]*`|<[\w-]+>", "x", bare)
    is_versus = is_marked and compares(plain)
    plain = plain.replace("vs. ", "vs ") if is_versus else plain
    if (
        re.search(r"[.?!;,]\s*$|\.\s|;" if is_versus else r"[.?!;,]\s*$|\.\s|[=<>]\s|\s[=<>]|;", plain)
        or plain.count(",") > 1
    ):
        return False
    if not is_marked and ("n't" in bare or "n’t" in bare) and _DENIES.search(bare):
        return False
    first = bare.split()[0].strip("*_`\"'(),:").casefold()
    is_phrase = is_marked and ((first == "to" and len(words) <= 3) or (first in _OPENS_NAMES and len(words) <= 4))
    if (
        len(words) > 1
        and not (is_phrase or is_versus)
        and (first in _FUNCTION_WORDS or (first in _VERBS and not is_marked))
    ):
        return False
    return not is_attribute(text) and not is_reference_title(text)
