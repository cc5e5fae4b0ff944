"""The stops of the tour: which home, and the keys that lead to the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: its name, and the keys that lead there; `wait` among them waits for what is worked out."""

    name: str
    keys: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    """A review of these decks; empty starts on Today."""
    home: str = "history"
    settings: tuple[tuple[str, Any], ...] = ()
    size: tuple[int, int] | None = None
    """A size of its own, in place of those of the tour."""


WAIT = "wait"
AGAIN = ("i", "enter", WAIT)
"""The notes are read again."""
TO_SCORE = ("m", "enter", *"keys and values", "f9", "1")
STOPS = (
    # Today, and what it leads to
    Stop("today"),
    Stop("today-interview", home="interview"),
    Stop("today-trouble", home="trouble"),
    Stop("today-done", keys=("space", *["space", "space"] * 9, "q"), home="trouble"),
    Stop("welcome", home="empty"),
    Stop("keys", keys=("question_mark",)),
    Stop("keys-nothing", keys=("question_mark", *"xyzzy")),
    Stop("guide", keys=("f1",)),
    Stop("guide-below", keys=("f1", *["pagedown"] * 2)),
    Stop("palette", keys=("ctrl+p",)),
    Stop("messages", keys=("u", "u", "T", "M")),
    Stop("messages-none", keys=("M",)),
    # Review
    Stop("question", decks=("Serving",)),
    Stop("review", keys=("space",), decks=("Serving",)),
    Stop("review-six", keys=("space",), decks=("Serving",), settings=(("grades", 6),)),
    Stop("review-fsrs", keys=("space",), decks=("Serving",), home="fresh", settings=(("scheduler", "fsrs"),)),
    Stop("review-typing", keys=("a", *"each layer and head"), decks=("Serving",)),
    Stop("review-points", keys=("a", *"each layer and head", "enter"), decks=("Serving",)),
    Stop("review-again", keys=("space", "1"), decks=("Serving",)),
    Stop("review-keys", keys=("space", "question_mark"), decks=("Serving",)),
    Stop("review-undone", keys=("space", "1", "u"), decks=("Serving",)),
    Stop("review-toast", keys=("f",), decks=("Serving",)),
    Stop("leech", keys=("space", "1"), home="trouble", decks=("Training",)),
    Stop("formula", keys=("space", "3", "space"), decks=("Serving",), home="fresh"),
    Stop("formula-line", keys=("space", "3", "space", "m"), decks=("Serving",), home="fresh"),
    Stop("formula-raw", keys=("space", "3", "space", "m", "m"), decks=("Serving",), home="fresh"),
    Stop("table", keys=("space", "3", "space", "3", "space"), decks=("Serving",), home="fresh"),
    Stop("long-code", keys=("space",), home="long", decks=("Long",)),
    Stop("long-code-below", keys=("space", "pagedown"), home="long", decks=("Long",)),
    Stop("wide-table", keys=("space", "3", "space"), home="long", decks=("Long",)),
    Stop("tall-formula", keys=(*["space", "3"] * 2, "space"), home="long", decks=("Long",)),
    Stop("markup", keys=(*["space", "3"] * 3, "space"), home="long", decks=("Long",)),
    Stop("links", keys=(*["space", "3"] * 3, "space", "o"), home="long", decks=("Long",)),
    # Computed cards
    Stop("computed-asked", decks=("Sums",)),
    Stop("computed-typing", keys=tuple("96 MiB"), decks=("Sums",)),
    Stop("computed", keys=(*"96 MiB", "enter"), decks=("Sums",)),
    Stop("computed-unreadable", keys=(*"about 5 bananas", "enter"), decks=("Sums",)),
    Stop("computed-hint", keys=(*"96 MiB", "enter", "f2"), decks=("Sums",)),
    Stop("computed-failed", keys=(*["9", "enter"] * 3,), decks=("Sums",)),
    Stop("steps", keys=(*"192 MiB", "enter"), decks=("Sums",)),
    Stop("given-up", keys=("f3",), decks=("Sums",)),
    Stop("fresh-numbers", keys=(*"192 MiB", "enter"), home="long", decks=("Sums",)),
    Stop("what-if", keys=(*"192 MiB", "enter", "w"), decks=("Sums",)),
    Stop("what-if-said", keys=(*"192 MiB", "enter", "w", "2", "enter"), decks=("Sums",)),
    # Multiple choice
    Stop("choice", decks=("Choices",)),
    Stop("chosen", keys=("b",), decks=("Choices",)),
    Stop("chosen-wrong", keys=("a",), decks=("Choices",)),
    Stop("several", keys=("b", "3", "a", "b"), decks=("Choices",)),
    Stop("several-wrong", keys=("b", "3", "a", "d", "enter"), decks=("Choices",)),
    # After a review
    Stop("summary", keys=("space", "space", "space", "2", "q"), decks=("Serving",)),
    Stop("summary-none", keys=("q",), decks=("Serving",)),
    Stop("summary-all", keys=("space", "3") * 3, decks=("Serving",)),
    # Browse
    Stop("browse", keys=("b",)),
    Stop("browse-search", keys=("b", "slash", *"cache")),
    Stop("browse-nothing", keys=("b", "slash", *"xyzzy")),
    Stop(
        "browse-refused",
        keys=("b", "slash", *'is:dew "'),
    ),
    Stop("browse-tag", keys=("b", "t", *"llm")),
    Stop("browse-suspended", keys=("b", "s", "f", "down", "d")),
    Stop("browse-many", keys=("b", "n"), home="interview"),
    Stop("browse-long", keys=("b", "down"), home="long"),
    Stop("browse-reading", keys=("b", "down", "enter"), home="long"),
    # Import
    Stop("import", keys=("i",)),
    Stop("import-none", keys=("i", "enter", WAIT), home="empty"),
    Stop("import-missing", keys=("i", *"/no/such/place", "enter")),
    Stop("import-same", keys=AGAIN),
    Stop("import-plan", keys=AGAIN, home="edited"),
    Stop("import-doubt", keys=(*AGAIN, "tab"), home="edited"),
    Stop("import-decided", keys=(*AGAIN, "tab", "y"), home="edited"),
    Stop("import-left", keys=(*AGAIN, "g", WAIT), home="edited"),
    Stop("import-stored", keys=(*AGAIN, "enter", WAIT), home="edited"),
    Stop("import-undone", keys=("i", "f8", WAIT)),
    Stop("import-reading", keys=("i", "reading")),
    Stop("decks", keys=("d",)),
    Stop("decks-ticked", keys=("d", "space", "down", "space")),
    # Progress and plan
    Stop("progress", keys=("t",)),
    Stop("progress-below", keys=("t", "tab", "tab", "tab")),
    Stop("progress-end", keys=("t", *["tab"] * 9)),
    Stop("progress-interview", keys=("t", WAIT, "tab", "tab"), home="interview"),
    Stop("progress-trouble", keys=("t", "tab"), home="trouble"),
    Stop("progress-none", keys=("t",), home="fresh"),
    Stop("plan-none", keys=("p",)),
    Stop("plan", keys=("p", WAIT), home="interview"),
    Stop("plan-later", keys=("p", WAIT, "down"), home="interview"),
    Stop("plan-over", keys=("p", WAIT, "down", "down"), home="interview"),
    Stop("plan-fresh", keys=("p", WAIT), home="fresh"),
    Stop("plan-adding", keys=("p", "a", *"Onsite 2027-01-31")),
    Stop("plan-refused", keys=("p", "a", *"Onsite next week", "enter")),
    # The rest
    Stop("settings", keys=("comma",)),
    Stop("settings-field", keys=("comma", "enter")),
    Stop("settings-refused", keys=("comma", "enter", *"many", "enter")),
    Stop("settings-below", keys=("comma", "end")),
    Stop("open-questions", keys=("s",)),
    Stop("open-questions-none", keys=("s",), home="trouble"),
    Stop("mock-setup", keys=("m",)),
    Stop("mock", keys=("m", "enter", *"keys and values", "f3", *"half a MB for each token", "f5")),
    Stop("mock-paused", keys=("m", "enter", *"keys and values", "f8")),
    Stop("mock-score", keys=TO_SCORE),
    Stop("mock-report", keys=(*TO_SCORE, "enter")),
    Stop("mock-unfinished", keys=("m", "enter", *"keys", "escape", "escape", "m")),
    Stop("too-small", size=(36, 9)),
    Stop("too-flat", size=(80, 8)),
    Stop("too-narrow", size=(30, 30)),
)
