"""YAML decks and fenced ```quizzer blocks: cards written as fields.

A deck is a mapping with `cards`, and optionally `deck`, `tags` and `count`, the number of cards that it means to hold:

    deck: Serving
    tags: [inference]
    cards:
      - id: cache-size
        question: How large is the KV cache of {layers} layers and {tokens} tokens?
        function: kv_cache_bytes
        parameters:
          layers: 24
          tokens: {choices: [512, 2048]}
        unit: MiB
      - question: What does prefill fill?
        answer: The KV cache.

A fenced block in a note holds the same, or a list of cards, or the fields of one card. A card that does not fit is
refused by file, line and field, and its neighbours are kept; what is not safe YAML is refused whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from quizzer.domain.cards import CardDraft, Coverage, Dropped, Problem, Reading
from quizzer.domain.patterns import late
from quizzer.domain.plain_text import one_line
from quizzer.notes.deck_card import FieldError, did_you_mean, shape, text_of, words_of
from quizzer.notes.yaml_text import Fields, Items, Node, YamlError, load

_DECK_FIELDS = ("deck", "tags", "count", "cards")
_MAY_BE_DECK = late(r"\bcards['\"]?\s*:")
_NOT_A_DECK = "not notes: YAML without a `cards` list"


@dataclass(frozen=True, slots=True)
class _Cards:
    """What a piece of YAML gave; `refused` holds the first and last line of each card that was not taken."""

    path: str
    deck: str
    drafts: tuple[CardDraft, ...]
    refused: tuple[tuple[int, int, str], ...]
    problems: tuple[Problem, ...]


def _shape_all(nodes: tuple[Node, ...], path: str, shift: int, tags: tuple[str, ...], deck: str) -> _Cards:
    drafts: list[CardDraft] = []
    refused: list[tuple[int, int, str]] = []
    problems: list[Problem] = []
    ids: dict[str, int] = {}
    for node in nodes:
        try:
            draft = shape(node, path, shift)
            if draft.author_id in ids:
                first = ids[draft.author_id]
                raise FieldError(
                    "id", f"{one_line(draft.author_id, 40)} is the id of the card at line {first}", node.line
                )
            if draft.author_id:
                ids[draft.author_id] = draft.line
        except FieldError as error:
            refused.append((node.line + shift, node.end_line + shift, error.message))
            problems.append(Problem(path, error.line + shift, error.message, is_refusal=True))
            continue
        drafts.append(replace(draft, tags=tuple(dict.fromkeys((*tags, *draft.tags))), deck=deck))
    return _Cards(path, deck, tuple(drafts), tuple(refused), tuple(problems))


def _shape_deck(root: Fields, path: str, shift: int) -> _Cards:
    for key, line in root.doubled:
        raise FieldError(one_line(key, 40), "is written twice", line)
    deck = one_line(text_of(root.fields["deck"], "deck")) if "deck" in root.fields else ""
    tags = words_of(root.fields["tags"], "tags") if "tags" in root.fields else ()
    cards = root.fields["cards"]
    if not isinstance(cards, Items):
        raise FieldError("cards", "must be a list", root.lines["cards"])
    found = _shape_all(cards.items, path, shift, tags, deck)
    unknown = tuple(
        Problem(path, root.lines[key] + shift, f"{one_line(key, 40)}: unknown field; {did_you_mean(key, _DECK_FIELDS)}")
        for key in root.fields
        if key not in _DECK_FIELDS
    )
    return replace(found, problems=unknown + _miscount(root, path, shift, len(found.drafts)) + found.problems)


def _miscount(root: Fields, path: str, shift: int, held: int) -> tuple[Problem, ...]:
    """A complaint when the deck declares another number of cards than it gave."""
    declared = text_of(root.fields["count"], "count") if "count" in root.fields else str(held)
    if declared == str(held):
        return ()
    return (
        Problem(path, root.lines["count"] + shift, f"count: the deck says {one_line(declared, 20)}, it holds {held}"),
    )


def read_block(text: str, path: str, shift: int) -> tuple[tuple[CardDraft, ...], tuple[Problem, ...]]:
    """The cards of one fenced block; `shift` is the number of lines of the file above the block's first line."""
    try:
        root = load(text)
        if isinstance(root, Fields) and "cards" in root.fields:
            found = _shape_deck(root, path, shift)
        elif root is None:
            return (), (Problem(path, shift + 1, "the block is empty"),)
        else:
            found = _shape_all(root.items if isinstance(root, Items) else (root,), path, shift, (), "")
    except (YamlError, FieldError) as error:
        return (), (Problem(path, error.line + shift, error.message, is_refusal=True),)
    return found.drafts, found.problems


def _count(lines: list[str], found: _Cards) -> tuple[Coverage, tuple[Dropped, ...]]:
    """Every line once: cards, refused cards, blanks, and the deck's own fields and comments as context."""
    belongs = ["blank" if not line.strip() else "context" for line in lines]
    spans = [(draft.line, draft.end_line, "card") for draft in found.drafts]
    spans += [(first, last, "dropped") for first, last, _ in found.refused]
    for first, last, where in spans:
        for number in range(first - 1, min(last, len(lines))):
            if belongs[number] != "blank":
                belongs[number] = where
    dropped = tuple(
        Dropped(found.path, first, last, f"card refused: {reason}") for first, last, reason in found.refused
    )
    counts = {name: belongs.count(name) for name in ("card", "context", "dropped", "blank")}
    return Coverage(lines=len(lines), **counts), dropped


def _drop_all(path: str, lines: list[str], reason: str, problem: Problem) -> Reading:
    blank = sum(not line.strip() for line in lines)
    dropped = (Dropped(path, 1, len(lines), reason),) if lines else ()
    coverage = Coverage(lines=len(lines), dropped=len(lines) - blank, blank=blank)
    return Reading(path, dropped=dropped, problems=(problem,), coverage=coverage, is_refused=True)


def read_deck(text: str, path: str) -> Reading:
    """Everything a YAML file gave. A file without `cards` is no deck; one that is not safe YAML is refused whole."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    no_deck = Problem(path, 1, "not a deck: it needs `cards:` with a list of cards", is_refusal=True)
    if not _MAY_BE_DECK.search(text):
        return _drop_all(path, lines, _NOT_A_DECK, no_deck)  # a program's settings, whatever else is wrong with them
    try:
        root = load(text)
        if not isinstance(root, Fields) or "cards" not in root.fields:
            return _drop_all(path, lines, _NOT_A_DECK, no_deck)
        found = _shape_deck(root, path, 0)
    except (YamlError, FieldError) as error:
        problem = Problem(path, error.line, error.message, is_refusal=True)
        return _drop_all(path, lines, f"deck refused: {error.message}", problem)
    coverage, dropped = _count(lines, found)
    return Reading(
        path,
        drafts=found.drafts,
        dropped=dropped,
        problems=found.problems,
        coverage=coverage,
        dialect="YAML deck",
        deck=found.deck,
    )
