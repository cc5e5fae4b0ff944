"""Notes as different people write them, and what a thoughtful person wants from each.

`wild/*.md` hold notes one after another: a line `@@@ title`, the note, a line `@@@`, then what is wanted:

    card: words of the front            that many words and little more
    has: a phrase; another phrase       must be in the answer
    not: a phrase                       must not be in it
    also: words of a front              a card that may be there
    stub: words of a question           reported as open
    maybe stub: words of a question     may be reported

The first `has:` phrase of one card may not be in the answer of another, unless the line says `has~:`.

    python -m tests.notes.wild_notes tests/notes/wild/*.md     prints what each note gives beside what is wanted
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

from quizzer.domain.cards import CardDraft, Reading
from quizzer.notes.library import interpret

WILD = Path(__file__).parent / "wild"
_PARSER = MarkdownIt("commonmark")
_MARKUP = re.compile(r"https?://|\]\(|</?(?:summary|details|br|p|b|div|code|a|span|img|td|li)\b", re.IGNORECASE)


@dataclass
class Wanted:
    """A card that a note should give."""

    front: str
    has: list[str] = field(default_factory=list)
    has_not: list[str] = field(default_factory=list)
    may_share: bool = False
    is_optional: bool = False


@dataclass
class WildNote:
    """A note and what is wanted from it."""

    title: str
    text: str
    cards: list[Wanted] = field(default_factory=list)
    stubs: list[str] = field(default_factory=list)
    soft_stubs: list[str] = field(default_factory=list)
    is_refused: bool = False

    def read(self) -> Reading:
        """The note, read as a file of its own name."""
        kind = next((kind for kind in ("org", "txt", "tsv") if f"[{kind}]" in self.title), "md")
        name = f"{self.title.split(' [')[0].split('/')[-1]}.{kind}"
        text = self.text.replace("\n", "\r\n") if "[crlf]" in self.title else self.text
        return interpret(text.encode("utf-8-sig" if "[bom]" in self.title else "utf-8"), name)


@dataclass
class Score:
    """How far a reading is from what is wanted."""

    wanted: int = 0
    hits: int = 0
    cards: int = 0
    good: int = 0
    stubs: int = 0
    stub_hits: int = 0
    complaints: list[str] = field(default_factory=list)


def notes_of(path: Path) -> list[WildNote]:
    """The notes of one file."""
    notes = []
    for part in ("\n" + path.read_text(encoding="utf-8")).split("\n@@@ ")[1:]:
        head, _, wishes = part.partition("\n@@@\n")
        title, _, text = head.partition("\n")
        note = WildNote(title, text + "\n")
        for line in wishes.splitlines():
            _wish(note, line)
        notes.append(note)
    return notes


def _wish(note: WildNote, line: str) -> None:
    key, _, value = line.partition(": ")
    parts = [part.strip() for part in value.split(";") if part.strip()]
    if key in {"card", "also"}:
        note.cards.append(Wanted(value, is_optional=key == "also"))
    elif key in {"has", "has~"}:
        note.cards[-1].has += parts
        note.cards[-1].may_share |= key == "has~"
    elif key == "not":
        note.cards[-1].has_not += parts
    elif key == "stub":
        note.stubs.append(value)
    elif key == "maybe stub":
        note.soft_stubs.append(value)
    elif line.strip() == "refused":
        note.is_refused = True
    elif line.strip():
        raise ValueError(f"{note.title}: {line}")


def plain(text: str) -> str:
    """Words only, in lower case, so that mark-up and spacing do not count."""
    text = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", r"\1", text)
    text = re.sub(r"(!?)\[([^\[\]]*)\]\([^()\s]*\)", r"\1\2", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)
    return " ".join(re.findall(r"[^\W_]+|[+=<>≥≤!]", text.replace("`", "").casefold()))


def is_front(wanted: str, question: str) -> bool:
    """Is this the front that is wanted, with little else on it?"""
    want, first, whole = plain(wanted), plain(question.split("\n")[0]), plain(question)
    return first == want or (bool(want) and f" {want} " in f" {whole} " and len(whole) <= 1.4 * len(want) + 4)


def score(note: WildNote, reading: Reading) -> Score:
    """Compare a reading with what is wanted."""
    result = Score(wanted=sum(not card.is_optional for card in note.cards), cards=len(reading.drafts))
    result.stubs = len(note.stubs)
    if note.is_refused != reading.is_refused:
        result.complaints.append(f"refused is {reading.is_refused}")
    free = list(reading.drafts)
    for wanted in sorted(note.cards, key=lambda card: card.is_optional):
        fits = [draft for draft in free if is_front(wanted.front, draft.question)]
        if not fits:
            if not wanted.is_optional:
                result.complaints.append(f"MISSING {wanted.front}")
            continue
        best = min(fits, key=lambda draft: len(_faults(note, wanted, draft)))
        free.remove(best)
        faults = _faults(note, wanted, best)
        result.complaints += [f"{wanted.front}: {fault}" for fault in faults]
        result.hits += not faults and not wanted.is_optional
        result.good += not faults
    result.complaints += [f"EXTRA line {draft.line}: {draft.question!r} -> {draft.answer[:90]!r}" for draft in free]
    _score_stubs(note, reading, result)
    return result


def _score_stubs(note: WildNote, reading: Reading, result: Score) -> None:
    open_ones = list(reading.stubs)
    for wanted in (*note.stubs, *note.soft_stubs):
        found = next((stub for stub in open_ones if is_front(wanted, stub.question)), None)
        if found:
            open_ones.remove(found)
        if wanted in note.stubs:
            result.stub_hits += found is not None
            if not found:
                result.complaints.append(f"NO STUB {wanted}")
    result.complaints += [f"EXTRA STUB line {stub.line}: {stub.question!r}" for stub in open_ones]


def _faults(note: WildNote, wanted: Wanted, draft: CardDraft) -> list[str]:
    answer = f" {plain(draft.answer)} "
    faults = [f"lacks {phrase!r}" for phrase in wanted.has if not _is_in(phrase, answer)]
    faults += [f"leaks {phrase!r}" for phrase in wanted.has_not if _is_in(phrase, answer)]
    for other in note.cards:
        if other is wanted or other.may_share or other.is_optional or wanted.may_share or not other.has:
            continue
        phrase = other.has[0]
        if phrase not in wanted.has and _is_in(phrase, answer):
            faults.append(f"leaks {phrase!r} of {other.front!r}")
    if _MARKUP.search(draft.question):
        faults.append(f"mark-up on the front {draft.question!r}")
    if leaves_fence_open(draft.answer):
        faults.append("a broken fence")
    if not answer.strip():
        faults.append("an empty answer")
    return faults


def leaves_fence_open(answer: str) -> bool:
    """Would a paragraph below this answer be drawn as code?"""
    last = _PARSER.parse(f"{answer}\n\nEND")
    return not any(token.type == "inline" and token.content.endswith("END") for token in last[-3:])


def _is_in(phrase: str, answer: str) -> bool:
    """Whole words; scripts without spaces anywhere."""
    return (f" {plain(phrase)} " if phrase.isascii() else plain(phrase)) in answer


def main(paths: list[str]) -> None:
    """Print the figures of each file and every complaint."""
    for path in paths:
        total = Score()
        for note in notes_of(Path(path)):
            reading = note.read()
            result = score(note, reading)
            for name in ("wanted", "hits", "cards", "good", "stubs", "stub_hits"):
                setattr(total, name, getattr(total, name) + getattr(result, name))
            if result.complaints:
                print(f"--- {note.title}: {result.hits}/{result.wanted} of {result.cards} cards")
                print("\n".join(f"    {line}" for line in result.complaints))
        recall, precision = total.hits / max(1, total.wanted), total.good / max(1, total.cards)
        print(
            f"{Path(path).name}: recall {recall:.1%} ({total.hits}/{total.wanted}), strict precision {precision:.1%} "
            f"({total.good}/{total.cards}), stubs {total.stub_hits}/{total.stubs}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
