"""Mnemosyne's cards into quizzer: text as Markdown, tags, pictures, and its log as our own.

Its grades are SM-2's but for 2, which is a pass there and no pass here: it becomes Hard, as 3 is.
"""

from __future__ import annotations

import hashlib
import html
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from quizzer.domain.cards import CardDraft, Confidence, Kind, Standing
from quizzer.domain.plain_text import clean, counted, one_line
from quizzer.services.anki.markup import to_markdown
from quizzer.services.elsewhere import mnemosyne_files
from quizzer.services.elsewhere.history import Collected, Showing, source_of
from quizzer.services.elsewhere.mnemosyne_files import Card, Contents, View

QUALITIES = {0: 0, 1: 1, 2: 3, 3: 3, 4: 4, 5: 5}
BUILT_IN = {
    "1.1": View(("f",), ("b",)),
    "2.1": View(("f",), ("b",)),
    "2.2": View(("b",), ("f",)),
    "3.1": View(("f",), ("p_1", "m_1", "n")),
    "3.2": View(("m_1",), ("f", "p_1", "n")),
    "4.1": View(("marked",), ("loc", "marked")),
    "4.2": View(("loc", "blank"), ("loc", "marked")),
    "5.1": View(("text",), ()),
    "6.1": View(("f",), ("p_1", "m_1", "n")),
    "6.2": View(("f",), ("p_1", "m_1", "n")),
}
"""The card types that every Mnemosyne has; those that a person made are kept in the file."""
_GAP = re.compile(r"\[(.+?)\]", re.DOTALL)
_MATH = [
    (re.compile(r"<\$\$>(.*?)</\$\$>", re.DOTALL), r"\[", r"\]"),
    (re.compile(r"<\$>(.*?)</\$>", re.DOTALL), r"\(", r"\)"),
    (re.compile(r"<latex>(.*?)</latex>", re.DOTALL | re.IGNORECASE), "", ""),
]
_IMAGE = re.compile(r"""(<img\b[^>]*?\bsrc\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_SOUND = re.compile(r"<(?:audio|video)\b", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE)
DAY = 86_400


def collect(path: Path, deck: str = "", *, is_shared: bool = False) -> Collected:
    """Everything that a database or (`is_shared`) a `.cards` file holds; NoteError when it cannot be read."""
    contents = mnemosyne_files.read_shared(path) if is_shared else mnemosyne_files.read_database(path)
    stem = one_line(path.stem) if path.stem != "default" else "Mnemosyne"
    reader = _Reader(contents, f"mnemosyne/{path.name}", deck or stem)
    drafts = tuple(reader.drafts())
    return Collected(
        source_of("mnemosyne", path, deck or stem),
        drafts,
        tuple(reader.showings()),
        frozenset(author_id(card) for card in contents.cards if not card.is_active),
        left_behind=tuple(reader.left_behind),
        pictures=reader.pictures,
    )


def author_id(card: Card) -> str:
    """What a card of Mnemosyne is known by in every copy of its collection."""
    return f"mnemosyne:{clean(card.id)}"


class _Reader:
    """Goes through the cards once and notes what stays behind."""

    def __init__(self, contents: Contents, path: str, deck: str) -> None:
        self._contents = contents
        self._path = path
        self._deck = deck
        self.left_behind = contents.left_behind
        self.pictures: dict[str, bytes] = {}
        self._with_log = {one.card_id for one in contents.repetitions}
        self._silent: set[str] = set()

    def drafts(self) -> Iterator[CardDraft]:
        """The cards, in the order of the file."""
        views = {**BUILT_IN, **self._contents.views}
        for number, card in enumerate(self._contents.cards, 1):
            view = views.get(card.view)
            if view is None:
                self.left_behind.append(f"card {clean(card.id)}: its card type {clean(card.view)!r} is not in the file")
                continue
            question, answer = self._sides(card, view)
            if not question or not answer:
                self.left_behind.append(f"card {clean(card.id)}: an empty side")
                continue
            yield CardDraft(
                question=question,
                answer=answer,
                path=self._path,
                line=number,
                end_line=number,
                kind=Kind.BASIC if card.cloze is None else Kind.CLOZE,
                confidence=Confidence.EXPLICIT,
                convention="Mnemosyne",
                tags=tuple(dict.fromkeys(clean(tag).replace("::", "/").strip() for tag in card.tags)),
                deck=self._deck,
                sibling=clean(card.fact_id) if self._has_siblings(card) else "",
                author_id=author_id(card),
                standing=None if card.id in self._with_log else standing(card),
            )

    def _has_siblings(self, card: Card) -> bool:
        return card.cloze is not None or not card.view.startswith("1")

    def _sides(self, card: Card, view: View) -> tuple[str, str]:
        asked = [card.fields.get(key, "") for key in view.question]
        told = [card.fields.get(key, "") for key in view.answer]
        if card.cloze is not None:
            text = card.fields.get("text") or card.fields.get("f", "")
            question, hidden = _hide(text, card.cloze)
            asked, told = [question], [hidden, *(told if "text" not in card.fields else [])]
        elif card.view == "6.1":
            asked = [_hide(text, -1)[0] for text in asked]
        return self._text(card, asked), self._text(card, told)

    def _text(self, card: Card, parts: list[str]) -> str:
        joined = "\n\n".join(part for part in parts if part.strip())
        if _SOUND.search(joined) and card.fact_id not in self._silent:
            self._silent.add(card.fact_id)
            self.left_behind.append(f"card {clean(card.id)}: its sound is not played here")
        for pattern, start, end in _MATH:
            joined = pattern.sub(lambda found, s=start, e=end: s + html.escape(found[1]) + e, joined)  # type: ignore[misc]
        return clean(to_markdown(_IMAGE.sub(self._picture, joined)))

    def _picture(self, found: re.Match[str]) -> str:
        name = html.unescape(found[3]).removeprefix("file://")
        flat = re.sub(r"[^\w.-]+", "-", name).strip("-.")
        if flat and flat not in self.pictures:
            data = self._contents.picture(name) if _PICTURE.search(name) else None
            if data is None:
                line = f"picture {one_line(name, 80)}: not found beside the cards"
                if line not in self.left_behind:
                    self.left_behind.append(line)
            else:
                self.pictures[flat] = data
        return f"{found[1]}{found[2]}{flat}{found[2]}"

    def showings(self) -> Iterator[Showing]:
        """The log; repetitions of cards that were deleted since are counted and left."""
        known = {card.id: author_id(card) for card in self._contents.cards}
        lost = 0
        for one in self._contents.repetitions:
            if one.card_id not in known:
                lost += 1
                continue
            device = "mnemosyne" + hashlib.blake2b(one.card_id.encode(), digest_size=6).hexdigest()
            yield Showing(known[one.card_id], one.at * 1000, QUALITIES[one.grade], device, one.thinking * 1000)
        if lost:
            self.left_behind.append(f"{counted(lost, 'repetition')}: their cards were deleted in Mnemosyne")


def standing(card: Card) -> Standing | None:
    """The schedule of a memorised card whose log is not there; None for any other."""
    if card.grade < 2 or card.next <= 0 or card.last <= 0 or not math.isfinite(card.easiness):
        return None
    try:
        due = datetime.fromtimestamp(card.next, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
    interval = max(1, min(36_500, round((card.next - card.last) / DAY)))
    easiness = min(max(card.easiness, 1.3), 5.0)
    return Standing(interval, due, easiness, min(max(1, card.repetitions), 1000), min(max(0, card.lapses), 10_000))


def _hide(text: str, index: int) -> tuple[str, str]:
    """The text with one `[hidden:hint]` as a gap and the others shown, and what it hides; -1 hides none."""
    hidden = ""
    places = list(_GAP.finditer(text))

    def shown(found: re.Match[str]) -> str:
        nonlocal hidden
        word, _, hint = found[1].partition(":")
        if places[index : index + 1] and index >= 0 and found.start() == places[index].start():
            hidden = word
            return f"[{hint}…]" if hint else "[…]"
        return word

    return _GAP.sub(shown, text), hidden
