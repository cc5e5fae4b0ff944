from __future__ import annotations

from datetime import date

import pytest

from quizzer.domain.cards import Standing
from quizzer.notes.reader import read_note
from tests.notes.dialects.test_obsidian import Cards, cards

CASES: list[tuple[str, str, str, Cards]] = [
    ("Logseq block", "", "- What is a warp? #card\n\t- Threads in step.\n\t- 32 of them.\n- other", [("What is a warp?", "- Threads in step.\n- 32 of them.")]),
    ("Logseq link tag", "", "- What is a warp? [[card]]\n  - 32 threads", [("What is a warp?", "- 32 threads")]),
    ("Logseq cloze", "", "- A warp has {{cloze 32}} threads. #card", [("A warp has […] threads.", "32")]),
    ("Logseq cloze without a tag", "", "- A warp has {{cloze 32}} threads.", [("A warp has […] threads.", "32")]),
    ("Logseq both ways", "", "- TTFT #card #bidirectional\n  - time to first token", [("TTFT", "- time to first token"), ("time to first token", "TTFT")]),
    ("heading", "", "### Why pages? #card\nLess waste.\n\nother text", [("Why pages?", "Less waste.")]),
    ("line", "", "Why pages? #card\nLess waste.", [("Why pages?", "Less waste.")]),
    ("tag on the next line", "", "Why pages?\n#card\nLess waste.", [("Why pages?", "Less waste.")]),
    ("reversed", "", "TTFT #card-reverse\ntime to first token", [("TTFT", "time to first token"), ("time to first token", "TTFT")]),
    ("NeuraCache line", "", "Warp size : 32 threads #flashcard", [("Warp size", "32 threads")]),
    ("NeuraCache sign", "", "- Warp size: 32 threads 🧠", [("Warp size", "32 threads")]),
    ("NeuraCache lightning", "", "- Warp size : 32 threads ⚡️", [("Warp size", "32 threads")]),
    ("NeuraCache batch", "", "#flashcard\n- Warp size : 32\n- Block limit : 1024\n", [("Warp size", "32"), ("Block limit", "1024")]),
    ("NeuraCache batch with a topic", "", "#flashcard gpu/basics\n- Warp size : 32\n- Block limit : 1024\n", [("Warp size", "32"), ("Block limit", "1024")]),
    ("NeuraCache lines to a rule", "", "What is a warp? #flashcard\n\nThreads.\n\nIn step.\n\n---\nother", [("What is a warp?", "Threads.\n\nIn step.")]),
    ("Decks heading", "Decks", "#decks\n\n# Chip\n\n## Warp\n\nThreads.\n\n### More\n\nIn step.\n", [("Warp", "Threads.\n\n### More\n\nIn step.")]),
    ("Decks table", "Decks", "#decks/gpu\n\n## Words\n\n| f | b |\n|---|---|\n| Warp | 32 \\| x |\n| SM | core<br>y |\n", [("Warp", "32 | x"), ("SM", "core\ny")]),
    ("Decks cloze", "Decks", "#decks\n\n## Warp\n\nIt has ==32== threads.\n", [("It has […] threads.", "32")]),
    ("Decks reversed", "Decks", "---\ntags: decks\nreverse: true\n---\n## TTFT\n\nlatency\n", [("TTFT", "latency"), ("latency", "TTFT")]),
    ("inka2", "inka2", "text\n\n---\nDeck: GPU\nTags: a b\n\n1. What is\na warp?\n> Threads\n> in step\n\n2. SM?\n> A core\n---\n", [("What is\na warp?", "Threads\nin step"), ("SM?", "A core")]),
    ("inka2 cloze", "inka2", "---\n1. SM?\n> A core\n\n2. A {{c1::warp}} of {32}.\n---\n", [("SM?", "A core"), ("A […] of 32.", "warp"), ("A warp of […].", "32")]),
    ("inka2 id", "inka2", "---\n<!--ID:123-->\n1. SM?\n> A core\n---\n", [("SM?", "A core")]),
    ("inka2, a listing in the question", "inka2", "---\n1. What prints\n```\n> 1\n```\n> One\n> ```\n> code\n> ```\n---\n", [("What prints\n```\n> 1\n```", "One\n```\ncode\n```")]),
    ("block for Anki", "", "START\nBasic\nWhat is a warp?\nBack: Threads\nin step\nTags: gpu\n<!--ID: 1-->\nEND\n", [("What is a warp?", "Threads\nin step")]),
    ("line for Anki", "", "STARTI [Basic] What is a warp? Back: Threads Tags: gpu ENDI", [("What is a warp?", "Threads")]),
    ("cloze block for Anki", "", "START\nCloze\nA {1:warp} of {c2:32}.\nEND\n", [("A […] of 32.", "warp"), ("A warp of […].", "32")]),
    ("Mochi", "Mochi", "---\ndialect: mochi\n---\nWhat is a warp?\n\n---\n\nThreads.\n\n----\n\nIn step.\n", [("What is a warp?", "Threads.\n\n----\n\nIn step.")]),
    ("Mochi cloze", "Mochi", "---\ndialect: mochi\n---\nA {{warp}} has {{32}} of {{2::x}}.", [("A […] has […] of x.", "warp\n32"), ("A warp has 32 of […].", "x")]),
    ("flashcards-obsidian", "flashcards-obsidian", "---\ncards-deck: GPU\n---\nA {1:warp} of ==32==.\n\nTTFT::latency\n", [("A […] of 32.", "warp"), ("A warp of […].", "32"), ("TTFT", "latency")]),
    ("Obsidian_to_Anki", "Obsidian_to_Anki", "---\ndialect: Obsidian_to_Anki\n---\nA {warp} of {1|32}, $\\frac{a}{b}$, `{x}`.\n", [("A […] of 32, $\\frac{a}{b}$, `{x}`.", "warp"), ("A warp of […], $\\frac{a}{b}$, `{x}`.", "32")]),
    ("GoCard", "", "# Chip\n\n## Question\n\nWhat is a warp?\n\n## Answer\n\nThreads.\n", [("What is a warp?", "Threads.")]),
    ("hascard", "hascard", "---\ndialect: hascard\n---\n# Warp\nThreads.\n---\n# SM\nA core.\n", [("Warp", "Threads."), ("SM", "A core.")]),
    ("hascard choice", "hascard", "---\ndialect: hascard\n---\n# Which?\n- one\n* two\n", [("Which?", "B. two")]),
    ("hascard choice of several", "hascard", "---\ndialect: hascard\n---\n# Which?\n[*] one\n[ ] two\n[x] three\n", [("Which?", "A. one\nC. three")]),
    ("hascard gap", "hascard", "---\ndialect: hascard\n---\n# Fill\nA _warp|group_ of snake_case_names.\n", [("A […] of snake_case_names.", "warp")]),
    ("hascard order", "hascard", "---\ndialect: hascard\n---\n# Order the layers\n2. Link\n1. Physical\n3. Network\n", [("Order the layers\n\n- Link\n- Physical\n- Network", "1. Physical\n2. Link\n3. Network")]),
    ("hascard, not declared", "hascard", "# Warp\nThreads.\n\n---\n\n# Which?\n- one\n* two\n\n---\n\nA _warp|group_ runs.\n\n---\n\n# Order\n2. b\n1. a\n", [("Warp", "Threads."), ("Which?", "B. two"), ("A […] runs.", "warp"), ("Order\n\n- b\n- a", "1. a\n2. b")]),
    ("liberty-tui", "", "- What must hold for a deadlock? [l2]\n\t- waiting in a ring\n\t- no taking away\n- [l1] Say it.\n", [("What must hold for a deadlock?", "- waiting in a ring\n- no taking away")]),
    ("RemNote arrows", "RemNote", "- Warp >> 32 threads\n- 1024 threads << Block limit\n- SM <> a core\n- plain\n", [("Warp", "32 threads"), ("Block limit", "1024 threads"), ("SM", "a core"), ("a core", "SM")]),
    ("RemNote concept", "RemNote", "- SM :: a core\n    - limit ;; 48 warps\n    - cache ;; 128 kB\n", [("SM", "a core"), ("a core", "SM"), ("SM: limit", "48 warps"), ("SM: cache", "128 kB")]),
    ("RemNote points", "RemNote", "---\ndialect: remnote\n---\n- Steps of a launch >>>\n    - queue\n    - run\n", [("Steps of a launch", "- queue\n- run")]),
    ("bold clozes, by the note's own word", "Obsidian spaced repetition", "---\ntags: flashcards\nclozes: bold\n---\nA **warp** has **32**^[number] threads.\n", [("A […] has 32 threads.", "warp"), ("A warp has [number]… threads.", "32")]),
    ("bold is bold", "Obsidian spaced repetition", "---\ntags: flashcards\n---\nA **warp** has ==32== threads.\n", [("A **warp** has […] threads.", "32")]),
    ("what each card asks, hides and shows", "Obsidian spaced repetition", "#flashcards\n\nFirst ==a==[^ash], then ==b==[^has], then ==c==[^sha].\n", [("First […], then …, then c.", "a"), ("First a, then […], then ….", "b"), ("First …, then b, then […].", "c")]),
    ("RemNote", "RemNote", "---\ndialect: remnote\n---\n- A {{warp}} there\n", [("A […] there", "warp")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "dialect", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cards_of_other_tools(title: str, dialect: str, note: str, expected: Cards) -> None:
    assert cards(note) == expected
    assert read_note(note, "n.md").dialect == dialect


NEVER = [
    ("other tag", "- What is this? #cards-later\n  - that"),
    ("card in prose", "The card #cardinality is high\nand so on."),
    ("flashcards is another tool's tag", "Warp size : 32 threads #flashcards"),
    ("colon in prose", "Note: this is text.\n\nRatio : 3"),
    ("two kinds of bullets between rules", "# Notes\n- one\n* two\n\n---\n\nSome prose.\n\n---\n\n# More\ntext\n"),
    ("the tag in a sentence", "#flashcard is a tag.\n- not so : a pair\n"),
    ("ignored file", "@carddown-ignore\n\nWarp size : 32 #flashcard"),
    ("rules without cards", "a\n\n---\n\n1. one\n2. two\n\n---\n\n> quote\n"),
    ("quote after a list", "---\ntitle: x\n---\n\n1. one\n\n> quote\n"),
    ("start in prose", "START here\n\ntext\n\nEND"),
    ("braces in plain notes", "Use {x} and {1:y} and {{z}} in a template.\n"),
    ("question heading without an answer heading", "## Question\n\nWhat?\n\n## Notes\n\nText.\n"),
    ("shifts and pipes", "- `cat a >> b` appends\n- x << 2 in prose\n- run ls\n"),
    ("in a fence", "```\n- Q #card\n  - a\nSTART\nBasic\nx\nBack: y\nEND\nWarp : 32 🧠\n```\n"),
]


@pytest.mark.parametrize(("title", "note"), NEVER, ids=[case[0] for case in NEVER])
def test_what_only_looks_alike_makes_no_card(title: str, note: str) -> None:
    assert cards(note) == []


def test_logseq_properties_become_the_standing() -> None:
    note = (
        "- What is a warp? #card\n  id:: 64-a\n  card-last-interval:: 8.35\n  card-repeats:: 3\n"
        "  card-ease-factor:: 2.36\n  card-next-schedule:: 2026-04-05T10:00:00.000Z\n  - Threads.\n"
    )
    (draft,) = read_note(note, "n.md").drafts
    assert draft.standing == Standing(8, date(2026, 4, 5), 2.36, 3)
    assert draft.answer == "- Threads."


def test_properties_at_the_top_are_the_settings_of_a_page() -> None:
    note = "title:: Warps\ndeck:: [[GPU::Basics]]\ntags:: cuda, [[threads]]\n\n- What is a warp? #card #simt\n\t- 32 threads.\n"
    reading = read_note(note, "n.md")
    (draft,) = reading.drafts
    assert (reading.deck, draft.deck, draft.tags) == ("GPU::Basics", "GPU::Basics", ("simt", "cuda", "threads"))
    assert reading.coverage.dropped == 3


def test_inka_settings_reach_the_cards() -> None:
    (draft,) = read_note("---\nDeck: GPU\nTags: a b\n1. SM?\n> A core\n---\n", "n.md").drafts
    assert (draft.deck, draft.tags) == ("GPU", ("a", "b"))


def test_a_tag_that_says_how_to_ask_names_no_deck() -> None:
    reading = read_note("# Warp #card-reverse\n32 threads\n\n# Block #card/reverse\n1024 threads\n", "n.md")
    assert [(draft.deck, draft.tags, bool(draft.sibling)) for draft in reading.drafts] == [("", (), True)] * 4


def test_tags_of_a_file_and_a_tag_of_ones_own_for_cards() -> None:
    note = "TARGET DECK: Looms\nFILE TAGS: #weave, dye::red\n\nWhat is a pick? #flashcard\nOne throw.\n<!--ID: 1692383640279-->\n"
    (draft,) = read_note(note, "x.md").drafts
    assert (draft.deck, draft.tags) == ("Looms", ("weave", "dye/red"))
    note = "---\ntags: uni\ncards-deck: Uni::Looms\n---\n# Looms\n\n## What is a shed? #fc\nA gap.\n^1660502822930\n"
    (draft,) = read_note(note, "x.md").drafts
    assert (draft.question, draft.tags) == ("What is a shed?", ("uni",))
