"""Which tool's marks a note is written in: what its front matter says, else its tags, else what its lines look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from quizzer.notes.conventions import Convention
from quizzer.notes.dialects import decks, hascard, hashcards, inka, inline_cards, mochi, remnote, separated
from quizzer.notes.dialects.cloze_lines import cloze_reader
from quizzer.notes.dialects.cloze_marks import Style
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

_HEAD = 20
_NAME = re.compile(r"name\s*=\s*[\"']")
_TAG = re.compile(r"(?:^|\s)#([A-Za-z][\w/-]*)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One tool's meaning of the marks that several tools use."""

    name: str
    declared: tuple[Convention, ...]
    """The syntaxes, for a note that says it is written so."""
    aliases: tuple[str, ...] = ()
    """Other words for it in front matter (`dialect: …`)."""
    tags: tuple[str, ...] = ()
    """Tags that declare it, without what follows a `/`."""
    keys: tuple[str, ...] = ()
    """Front matter keys that only this tool writes."""
    sign: str = ""
    """What only this tool writes into the text of a note."""
    score: Callable[[Page], float] = field(default=lambda page: 0.0)
    """How much the lines look like it; 1 or more is enough when nothing is declared."""
    guessed: tuple[Convention, ...] = ()
    """The syntaxes, for a note that only looks like it."""


def _osr_score(page: Page) -> float:
    return len(separated.find_separators(page)) + inline_cards.count_inline(page)


def _hashcards_score(page: Page) -> float:
    hiding, pairs = hashcards.count_cards(page)
    return hiding + pairs if _has_name(page) else hiding and hiding + pairs - 1.0


def _has_name(page: Page) -> bool:
    """Do the settings name the deck in TOML between dashes, as only hashcards has it?"""
    front = (line.body for line in page.outline.lines[:_HEAD] if line.kind is LineKind.FRONT_MATTER)
    return next(front, "") == "---" and any(_NAME.match(body) for body in front)


_CLOZE = "cloze"


def _osr_clozes(page: Page) -> Iterator[Find]:
    """Highlights and braces; bold text too where the note says `clozes: bold`, as the tool's own setting does."""
    bold = (Style.BOLD,) if "bold" in page.settings.words("clozes", "cloze") else ()
    return cloze_reader(_CLOZE, (Style.ANKI, Style.HIGHLIGHT, Style.CURLY, *bold))(page)


DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "Obsidian spaced repetition",
        (
            Convention(separated.NAME, separated.read),
            Convention(inline_cards.NAME, inline_cards.inline_reader(is_declared=True)),
            Convention(_CLOZE, _osr_clozes),
        ),
        aliases=("obsidian-spaced-repetition", "osr", "obsidian", "spaced-repetition"),
        tags=("flashcards",),
        sign="<!--SR:!",
        score=_osr_score,
        guessed=(
            Convention(separated.NAME, separated.read),
            Convention(inline_cards.NAME, inline_cards.inline_reader(is_declared=False)),
            Convention(_CLOZE, cloze_reader(_CLOZE, (Style.ANKI, Style.HIGHLIGHT), in_tables=False)),
        ),
    ),
    Dialect(
        "hashcards",
        (
            Convention(hashcards.NAME, hashcards.read),
            Convention(inline_cards.NAME, inline_cards.inline_reader(is_declared=True)),
        ),
        aliases=("repeater",),
        score=_hashcards_score,
        guessed=(
            Convention(hashcards.NAME, hashcards.read),
            Convention(inline_cards.NAME, inline_cards.inline_reader(is_declared=True)),
        ),
    ),
    Dialect(
        "Decks",
        (Convention(decks.NAME, decks.read),),
        tags=("decks",),
        keys=("decks-id",),
    ),
    Dialect(
        "inka2",
        (Convention(inka.NAME, inka.read),),
        aliases=("inka",),
        score=inka.count_cards,
        guessed=(Convention(inka.NAME, inka.read),),
    ),
    Dialect("Mochi", (Convention(mochi.NAME, mochi.read),)),
    Dialect(
        "hascard",
        (Convention(hascard.NAME, hascard.read),),
        score=hascard.count_cards,
        guessed=(Convention(hascard.NAME, hascard.read),),
    ),
    Dialect(
        "flashcards-obsidian",
        (
            Convention(inline_cards.NAME, inline_cards.inline_reader(is_declared=True)),
            Convention(_CLOZE, cloze_reader(_CLOZE, (Style.ANKI, Style.HIGHLIGHT, Style.NUMBERED))),
        ),
        keys=("cards-deck",),
    ),
    Dialect(
        "Obsidian_to_Anki",
        (Convention(_CLOZE, cloze_reader(_CLOZE, (Style.ANKI, Style.NUMBERED, Style.BRACE))),),
        aliases=("obsidian-to-anki",),
    ),
    Dialect(
        "RemNote",
        (
            Convention(remnote.NAME, remnote.read),
            Convention(_CLOZE, cloze_reader(_CLOZE, (Style.ANKI, Style.CURLY))),
        ),
        score=remnote.count_arrows,
        guessed=(Convention(remnote.NAME, remnote.read),),
    ),
)


def choose_dialect(page: Page) -> tuple[str, tuple[Convention, ...]]:
    """The dialect of a note and its syntaxes; empty when no mark needs one."""
    words = {_folded(page.settings.text("dialect")), _folded(page.settings.text("quizzer"))} - {""}
    tags = {tag.split("/")[0].casefold() for tag in (*page.settings.words("tags", "tag"), *_tags(page))}
    for dialect in DIALECTS:
        if words & {_folded(dialect.name), *dialect.aliases}:
            return dialect.name, dialect.declared
    for dialect in DIALECTS:
        if tags.intersection(dialect.tags) or any(page.settings.text(key) for key in dialect.keys):
            return dialect.name, dialect.declared
    for dialect in DIALECTS:
        if dialect.sign and any(
            dialect.sign in line.text for line in page.outline.lines if line.kind is not LineKind.CODE
        ):
            return dialect.name, dialect.declared
    scores = [(dialect.score(page), -place) for place, dialect in enumerate(DIALECTS)]
    best, place = max(scores)
    return (DIALECTS[-place].name, DIALECTS[-place].guessed) if best >= 1 else ("", ())


def _folded(word: str) -> str:
    return "-".join(word.casefold().replace("_", " ").split())


def _tags(page: Page) -> set[str]:
    """The tags of a note in which one stands that declares a dialect."""
    found: set[str] = set()
    text = page.outline.text.casefold()
    if not any(f"#{tag}" in text for dialect in DIALECTS for tag in dialect.tags):
        return found
    for line in page.outline.lines:
        if "#" in line.body and line.kind is not LineKind.CODE:
            found.update(_TAG.findall(line.body))
    return found
