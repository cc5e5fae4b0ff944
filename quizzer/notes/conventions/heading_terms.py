"""Headings that define: `## Term: definition`, with or without text below."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import cache

from quizzer.domain.cards import Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.heading_spans import only_aspect
from quizzer.notes.conventions.headings import holds_cards
from quizzer.notes.conventions.subtitles import is_bold_subtitle
from quizzer.notes.fronts import front_text
from quizzer.notes.introductions import is_aside, names_a_file
from quizzer.notes.outline import Section
from quizzer.notes.page import Find, Page, heading_tags
from quizzer.notes.titles import without_chapter
from quizzer.notes.wording import is_question, is_term, opens_as_question, words_of

NAME = "term in a heading"

_NAMES_TOO = frozenset(
    {"advantage", "memory", "training", "inference", "range", "runtime", "evaluation", "loss", "data"}
)
"""Aspects of a subject that are subjects themselves when a whole heading defines them."""
_ASPECT = late(r"^(?:what|how|when|where|which|why)\b", re.IGNORECASE)
_MEASURE = late(r"^how (?:many|much|long|far|often|likely|strongly|fast|large|big|sure)\b[^?]*$", re.IGNORECASE)
"""`Patience: how many epochs without gain are waited for` says what the term is."""
_IS_A_FILE = late(
    r"^(?:[\w+&-]+\s+){0,8}(?:questions?|q ?& ?a|answers|faqs?|notes|cheat ?sheet|guide|handbook|flash ?cards|quiz(?:zes)?|mcqs?|prep(?:aration)?)\s*(?:\([^()]*\))?$",
    re.IGNORECASE,
)


_FEWEST_PARTS = 3
_FEW = 2
"""So many headings that go on in small letters may do so by chance; more are a habit."""
_LITTLE = frozenset(["with", "from", "into", "over", "than", "that", "when", "under", "without"])
"""Words that titles write in small letters."""
_FIRST = re.compile(r"^\W*1[.)]\s")
_COUNTED = re.compile(r"^(?P<word>[^\W\d_]{3,}) #?(?P<number>\d{1,3}|[A-H])(?=:|$)")
_TWO_NAMES = re.compile(r"^[\w-]+(?: [\w-]+)? (?:&|vs\.?) [\w-]+(?: [\w-]+)?$")
"""`Without a wheel: coils & slabs`"""
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()]*\)$")
_LINKED = re.compile(r"^\[[^\[\]]+\]\([^()]+\)$")
"""`[Notebook: regression](…)` leads elsewhere."""
_COLON_IN_BOLD = re.compile(r":(\*{1,2}|_{1,2})\s+")
_CODE_TERM = re.compile(r"^(?P<term>`[^`]+`)\s+[-–—]\s+(?P<said>\S.*)$")
"""``### `git restore` - throw away changes``."""


def read(page: Page) -> Iterator[Find]:
    """`## Term: definition`, with or without text below."""
    small = cache(lambda: _in_small_letters(page))
    counted = _counted_words(page)
    for section in page.outline.sections[1:]:
        parts = split_definition(front_text(section.title)) if page.is_free(section.line) else None
        if parts is None or _LINKED.match(section.title.strip()):
            continue
        term, definition = parts
        body = back_text(page.kept(section.start, section.end))
        if section.index == 1 and is_aside(body) and _is_container(page, section):
            body = ""
        is_title = (
            _titles_its_text(term, definition, counted, small)
            if body
            else _titles_what_follows(page, section, definition)
        )
        if section.index == 1 and page.is_title(section) and _is_divided(page, section, term, definition):
            continue  # `Design: a search for documents`, over its parts
        if is_title or (section.index == 1 and _names_the_file(page, section, term, definition)):
            continue
        is_asking = opens_as_question(definition) and not _MEASURE.match(definition)
        if not body and is_asking and len(words_of(definition)) > _FEW:
            stub = page.stub(f"{term}: {definition}", (section.line, section.end), context=page.context_of(section))
            yield Find([*range(section.line, section.start), *page.free_lines(section.start, section.end)], stub)
            continue
        draft = page.card(
            term,
            f"{definition}\n\n{body}" if body else definition,
            (section.line, section.end),
            convention=NAME,
            context=page.context_of(section),
            kind=Kind.DEFINITION,
            tags=heading_tags(section),
        )
        yield Find([*range(section.line, section.start), *page.free_lines(section.start, section.end)], draft)


def _is_divided(page: Page, section: Section, term: str, definition: str) -> bool:
    """Do three or more bold lines divide the text below a heading, or as many headings the note that it seems to name?"""
    lines = page.outline.lines
    if (
        definition[:1].isupper()
        and not _is_abbreviation(term)
        and len(list(page.outline.children(section))) >= _FEWEST_PARTS
    ):
        return True
    told = (n for n in range(section.start, section.end) if lines[n].body)
    return sum(is_bold_subtitle(lines, n) for n in told) >= _FEWEST_PARTS


def _titles_its_text(term: str, definition: str, counted: Container[str], small: Callable[[], int]) -> bool:
    """Is a heading in two parts with text below it the title of that text: `Regularisation: L1 and L2`?"""
    if (number := _COUNTED.match(term)) and number["word"].casefold() in counted:
        return True  # `Story 2: the night the ovens failed`
    if _ASPECT.match(definition) and not _MEASURE.match(definition):
        return True  # `LLM as judge: what to watch for`
    return (
        not term.startswith("`")
        and (_is_title(definition) or _is_name(definition) or bool(_TWO_NAMES.match(definition)))
        and not (definition[:1].islower() and small() > _FEW)
        and not _is_abbreviation(term)
    )


def _titles_what_follows(page: Page, section: Section, definition: str) -> bool:
    """Is a heading in two parts without text of its own the title of the cards or headings below it?"""
    if any(number in page.marked for number in range(section.start, section.end)):
        return True  # `Momentum: the update` over a card that the author marked
    if section.end < section.tree_end and _is_name(definition):
        return True  # `First case: two classes`, told under the headings below it
    if only_aspect(page, section):
        return True  # `LogTree: Faster Merges`, notes on it under `Key points`
    return _is_container(page, section) and (section.index == 1 or _is_title(definition))


def _names_the_file(page: Page, section: Section, term: str, definition: str) -> bool:
    """Is the first heading the name of the file, or of the paper that it is on?

    `Caches: 20 interview questions`, `Interview experience: data engineer`, `[SetDet: detection as sets](address)`, or any title
    of the same level as `1. Overview` below it.
    """
    if not _is_container(page, section):
        is_over_others = len(page.outline.sections) > _FEWEST_PARTS and not page.free_lines(section.start, section.end)
        is_counted = is_over_others and bool(_FIRST.match(page.outline.sections[section.index + 1].title))
        return is_over_others and (names_a_file(term) or (is_counted and _is_title(definition)))
    return bool(_IS_A_FILE.search(definition)) or names_a_file(term) or section.title.startswith("[")


def _counted_words(page: Page) -> frozenset[str]:
    """The words that count headings of the note, each followed by two or more numbers: `Story 1`, `Story 2`."""
    found = {
        (match["word"].casefold(), match["number"])
        for section in page.outline.sections[1:]
        if (match := _COUNTED.match(front_text(section.title)))
    }
    words = [word for word, _ in found]
    return frozenset(word for word in words if words.count(word) > 1)


def split_definition(text: str) -> tuple[str, str] | None:
    """The term and the definition of `Term: definition`; None when the colon means something else.

    >>> split_definition("Quantization: fewer bits for a value")
    ('Quantization', 'fewer bits for a value')
    """
    text = without_chapter(text)
    code = _CODE_TERM.match(text)
    if code:
        return code["term"], code["said"]
    term, colon, definition = _COLON_IN_BOLD.sub(r"\1: ", text.replace(" :: ", ": ")).partition(": ")
    if not colon or is_question(text) or ("`" in term and term.count("`") % 2) or ("$" in term and term.count("$") % 2):
        return None
    if term.count("(") != term.count(")"):
        return None  # `(Section: repair) - what it is`
    term, definition = term.strip().strip("*_").strip(), definition.strip()
    is_named = (
        is_term(term)
        or (text[:2] == "**" and term.isupper())
        or (term.casefold() in _NAMES_TOO and len(words_of(definition)) > 4)
    )
    return (term, definition) if definition and is_named else None


def _in_small_letters(page: Page) -> int:
    """How many headings name something and go on in small letters to say what it is."""
    titles = [split_definition(front_text(section.title)) for section in page.outline.sections[1:]]
    return sum(parts is not None and parts[1][:1].islower() for parts in titles)


def _is_abbreviation(term: str) -> bool:
    """`DPO`, `LoRA`: what follows the colon spells it out."""
    words = term.split()
    return (len(words) < 3 or term.isupper()) and any(
        len(word) < 8 and sum(map(str.isupper, word)) > 1 for word in words
    )


def _is_title(text: str) -> bool:
    text = _IN_BRACKETS.sub("", text.strip("\"“”'"))
    words = words_of(text)
    if len(words) < 5:
        return text[:1].isupper()
    long = [word for word in words if len(word) > 3 and word not in _LITTLE]
    return len(long) > 2 and all(word[0].isupper() or word[0].isdigit() for word in long)


def _is_name(text: str) -> bool:
    """One to three plain words name something; a definition says more."""
    return len(words_of(text)) <= 3 and text.replace(" ", "").replace("-", "").isalpha()


def _is_container(page: Page, section: Section) -> bool:
    return section.end < section.tree_end or holds_cards(page, section, section.end)
