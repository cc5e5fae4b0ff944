"""The bundled decks as the reader gives them, read once for all tests of this folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from quizzer.domain.cards import CardDraft, Reading
from quizzer.notes import library

FOLDER = Path(__file__).resolve().parents[2] / "decks"
LEVELS = ("easy", "core", "deep")


def names(*endings: str) -> list[str]:
    """File names of the decks with one of these endings, sorted; the README is not one."""
    return sorted(path.name for path in FOLDER.iterdir() if path.suffix in endings and path.name != "README.md")


@cache
def source(name: str) -> str:
    """The text of a file in the folder."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def reading(name: str) -> Reading:
    """Everything that the reader finds in a deck."""
    return library.interpret((FOLDER / name).read_bytes(), name)


def every_draft() -> list[CardDraft]:
    """The cards of all decks, file by file."""
    return [draft for name in names(".md", ".yaml") for draft in reading(name).drafts]


def front_matter(name: str) -> str:
    """The settings at the top of a Markdown deck."""
    found = re.match(r"---\n(.*?)\n---\n", source(name), re.DOTALL)
    assert found, f"{name} has no front matter"
    return found[1]


def declared_count(name: str) -> int:
    """How many cards a deck says it holds: `cards:` in a front matter, `count:` in a YAML deck."""
    text = front_matter(name) if name.endswith(".md") else source(name)
    found = re.search(r"^(?:cards|count): (\d+)$", text, re.MULTILINE)
    assert found, f"{name} does not say how many cards it holds"
    return int(found[1])


def levels(draft: CardDraft) -> list[str]:
    """The levels that a card carries, as a tag or as a field of a YAML deck."""
    return [level for level in LEVELS if level in draft.tags or level == draft.data.get("level")]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table in the README whose header line starts with `heading`, without its header."""
    lines = source("README.md").splitlines()
    start = lines.index(heading) + 2
    found: list[list[str]] = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found
