"""Records in YAML: lists of fields under any key, as texts. What is deeper than the options of a question is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizzer.notes.yaml_text import Fields, Items, Node, Scalar, YamlError, load


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a list; lines count from 1 within the text."""

    line: int
    end_line: int
    texts: Mapping[str, str]
    """Keys in lower case; a key without a text is left out."""
    lists: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Lists of fields inside the entry."""


def read_records(text: str) -> Iterator[Record]:
    """Every entry of every list of fields; none when the text is no YAML."""
    try:
        root = load(text)
    except YamlError:
        return
    lists = [node for node in root.fields.values() if isinstance(node, Items)] if isinstance(root, Fields) else []
    for entry in (item for node in lists for item in node.items if isinstance(item, Fields)):
        inner = {
            key.casefold(): tuple(_texts(item) for item in node.items)
            for key, node in entry.fields.items()
            if isinstance(node, Items)
        }
        yield Record(entry.line, entry.end_line, _texts(entry), inner)


def _texts(node: Node) -> dict[str, str]:
    values = node.fields.items() if isinstance(node, Fields) else ()
    return {key.casefold(): v.text.strip() for key, v in values if isinstance(v, Scalar) and not v.is_missing}
