"""The columns of a table: what each stands for, by the names that people give them or as a person maps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzer.domain.plain_text import one_line

FIELDS = ("front", "back", "tags", "deck", "id", "context")
"""What a column may mean."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    "front": ("front", "question", "q", "prompt", "term", "word", "expression", "frage", "vorderseite"),
    "back": ("back", "answer", "a", "response", "definition", "meaning", "translation", "antwort", "rückseite"),
    "tags": ("tags", "tag", "labels", "topics", "topic", "keywords", "schlagworte"),
    "deck": ("deck", "category", "set", "stapel"),
    "id": ("id", "guid", "uid", "key"),
    "context": ("context", "heading", "section", "chapter"),
}
"""What columns are called that are known without a mapping, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column stands for what: names as the first row has them, or numbers from 1."""

    columns: tuple[tuple[str, str], ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether every column is given by its number, so that the first row may hold a card already."""
        return bool(self.columns) and all(name.isdecimal() for _, name in self.columns)


class BadMapping(ValueError):
    """A mapping that cannot be understood, or names a column that is not there; the message says which."""


def read_mapping(text: str) -> Columns:
    """A mapping as it is typed: `front=Question,back=Answer,tags=3`; BadMapping says what is wrong with it."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        field_name, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or field_name not in FIELDS:
            raise BadMapping(f"{part!r} is no FIELD=COLUMN; a field is one of {', '.join(FIELDS)}")
        if field_name in found:
            raise BadMapping(f"{field_name} is given twice")
        found[field_name] = column
    if found and not {"front", "back"} <= found.keys():
        raise BadMapping("front and back both want a column")
    return Columns(tuple(found.items()))


def known_columns(names: Sequence[str]) -> dict[str, int]:
    """The columns that are known by their names."""
    plain = [name.strip().casefold() for name in names]
    found: dict[str, int] = {}
    for field_name, likely in _NAMES.items():
        place = next((plain.index(name) for name in likely if name in plain), None)
        if place is not None and place not in found.values():
            found[field_name] = place
    return found


def places_of(mapping: Columns, names: Sequence[str], width: int) -> dict[str, int]:
    """The column of each field, from 0; BadMapping when one that was mapped is not there."""
    if not mapping.columns:
        found = known_columns(names)
        # Without names that are known, the first two columns are front and back.
        return found if {"front", "back"} <= found.keys() else {"front": 0, "back": 1}
    plain = [name.strip().casefold() for name in names]
    found = {}
    for field_name, column in mapping.columns:
        if column.casefold() in plain:
            found[field_name] = plain.index(column.casefold())
        elif column.isdecimal() and 1 <= int(column) <= width:
            found[field_name] = int(column) - 1
        elif not names:
            raise BadMapping(f"there is no column {column!r}; the first row has {width}")
        else:
            there = ", ".join(name.strip() or "(no name)" for name in names[:20])
            raise BadMapping(f"there is no column {column!r}; there are: {one_line(there, 200)}")
    return found
