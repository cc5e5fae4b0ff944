"""YAML as plain text with line numbers: no types, no anchors, no surprises.

The usual loaders turn `12:30` into 750 and `no` into False, drop a doubled key without a word, hang on 850 bytes of
merge keys and overflow on nesting. Here the parser's events are read one by one, within limits, straight into three
small node types; every scalar stays the text it is, and whoever asks for it decides what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from quizzer.domain.plain_text import clean, one_line
from quizzer.errors import NoteError

MAX_CHARACTERS = 2 * 1024 * 1024
MAX_DEPTH = 20
MAX_EVENTS = 200_000
_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp")}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(NoteError):
    """The text is not YAML, or holds what is refused on sight; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `is_plain` when it was written without quotes or block marks."""

    text: str
    line: int
    end_line: int
    is_plain: bool = True

    @property
    def is_missing(self) -> bool:
        """Nothing written after the key, or `~`."""
        return self.is_plain and self.text in ("", "~")


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping from text keys; `lines` says where each key stands, `doubled` which were written twice."""

    fields: Mapping[str, Node]
    lines: Mapping[str, int]
    doubled: tuple[tuple[str, int], ...]
    line: int
    end_line: int


Node = Scalar | Items | Fields


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    is_mapping: bool
    line: int
    end_line: int
    values: list[Node] = field(default_factory=list)
    keys: list[Scalar] = field(default_factory=list)

    def add(self, node: Node) -> None:
        self.end_line = max(self.end_line, node.end_line)
        if self.is_mapping and len(self.keys) == len(self.values):
            if not isinstance(node, Scalar):
                raise YamlError("a key must be a single word or text", node.line)
            if node.text == "<<" and node.is_plain:
                raise YamlError("merge keys (`<<`) are not allowed", node.line)
            self.keys.append(node)
        else:
            self.values.append(node)

    def close(self) -> Node:
        if not self.is_mapping:
            return Items(tuple(self.values), self.line, self.end_line)
        fields: dict[str, Node] = {}
        lines: dict[str, int] = {}
        doubled = []
        for key, value in zip(self.keys, self.values, strict=True):
            if key.text in fields:
                doubled.append((key.text, key.line))
                continue
            fields[key.text] = value
            lines[key.text] = key.line
        return Fields(fields, lines, tuple(doubled), self.line, self.end_line)


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = " ".join(part for part in (error.context, error.problem) if part)
        raise YamlError(f"not YAML: {one_line(words, 200)}", mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlError(f"not YAML: {one_line(str(error), 200)}", 1) from None


def _span(event: yaml.Event) -> tuple[int, int]:
    """First and last line, from 1; the last is 0 for an end that has no text of its own."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return 1, 0
    if end.index == start.index:
        return start.line + 1, 0
    return start.line + 1, end.line + 1 if end.column > 0 or end.line == start.line else end.line


def _refuse_on_sight(event: yaml.Event, line: int, count: int, depth: int) -> None:
    if count > MAX_EVENTS:
        raise YamlError(f"more than {MAX_EVENTS:,} parts", line)
    if depth > MAX_DEPTH:
        raise YamlError(f"nested deeper than {MAX_DEPTH} levels", line)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlError("anchors and aliases (`&`, `*`) are not allowed", line)
    tag = getattr(event, "tag", None)
    if tag not in (None, "!") and tag not in _PLAIN_TAGS:
        raise YamlError(f"the tag {one_line(str(tag), 60)} is not allowed", line)


def _last_written(lines: list[str], first: int, last: int) -> int:
    """Block text ends, for the parser, where the next token begins: blank lines after it are not its own."""
    while last > first and not lines[min(last, len(lines)) - 1].strip():
        last -= 1
    return max(first, last)


def load(text: str) -> Node | None:
    """The one document in the text (clean, as `text.decode` gives it) as nodes; None when it is empty.

    Raises YamlError with a line for anything that is not YAML, is too large, too deep or too long, or uses anchors,
    aliases, merge keys or tags beyond YAML's own plain ones.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlError(f"longer than {MAX_CHARACTERS:,} characters", 1)
    lines = text.split("\n")
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    for count, event in enumerate(_events(text), 1):
        first, last = _span(event)
        is_start = isinstance(event, yaml.CollectionStartEvent)
        _refuse_on_sight(event, first, count, len(stack) + is_start)
        node: Node | None = None
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError("a second document begins; keep one in a file", first)
        elif is_start:
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), first, first))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            done.end_line = max(done.end_line, last)
            node = done.close()
        elif isinstance(event, yaml.ScalarEvent):
            node = Scalar(clean(event.value), first, _last_written(lines, first, last), not event.style)
        if node is not None and stack:
            stack[-1].add(node)
        elif node is not None:
            root = node
    return root
