from __future__ import annotations

from datetime import date

import pytest

from quizzer.domain.cards import Confidence, Kind, Standing
from quizzer.notes.dialects.inline_cards import split_line
from quizzer.notes.reader import read_note

TAG = "#flashcards\n\n"
Cards = list[tuple[str, str]]


SYNTAXES = {
    "cloze",
    "front::back",
    "front ? back",
    "hashcards",
    "sr callout",
    "#card",
    "front : back #flashcard",
    "Decks",
    "inka2",
    "START … END",
    "Mochi",
    "hascard",
    "liberty-tui",
    "RemNote",
    "Question / Answer headings",
}


def cards(note: str) -> Cards:
    """Question and answer of every card that an explicit syntax gave."""
    reading = read_note(note, "n.md")
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank
    found = [draft for draft in reading.drafts if draft.convention in SYNTAXES]
    assert all(draft.confidence is Confidence.EXPLICIT for draft in found)
    return [(draft.question, draft.answer) for draft in found]


CASES: list[tuple[str, str, Cards]] = [
    ("one line", TAG + "Warp size::32 threads", [("Warp size", "32 threads")]),
    ("one line, spaced", TAG + "Warp :: a group of threads", [("Warp", "a group of threads")]),
    ("colon and space", TAG + "Warp:: a group of threads", [("Warp", "a group of threads")]),
    ("numbers on both sides", TAG + "Heads in layer 1::12 heads", [("Heads in layer 1", "12 heads")]),
    ("a sign in code", TAG + "End of a line::`$`\n\nLine above::`-`", [("End of a line", "`$`"), ("Line above", "`-`")]),
    ("both ways", TAG + "VRAM:::video memory", [("VRAM", "video memory"), ("video memory", "VRAM")]),
    ("in a list", TAG + "- Warp size::32 threads\n- Block limit::1024", [("Warp size", "32 threads"), ("Block limit", "1024")]),
    (
        "deeper items belong to the answer",
        TAG + "- Memory kinds::three\n    - global\n    - shared\n- Other thing::x",
        [("Memory kinds", "three\n- global\n- shared"), ("Other thing", "x")],
    ),
    ("tag before the card", "#flashcards/gpu Warp size::32", [("Warp size", "32")]),
    ("marks of other tools", TAG + "Warp size::32 ^a1b2c3\nBlock limit::1024 <!--SR:!2026-01-03,4,250-->", [("Warp size", "32"), ("Block limit", "1024")]),
    ("several lines", TAG + "Why batch?\n?\nWeights are read once\nfor all requests.", [("Why batch?", "Weights are read once\nfor all requests.")]),
    ("several lines, both ways", TAG + "TTFT\n??\ntime to first token", [("TTFT", "time to first token"), ("time to first token", "TTFT")]),
    (
        "code with a blank line in the answer",
        TAG + "How to time it?\n?\n```python\nt = now()\n\nrun()\n```\ndone\n\nother text",
        [("How to time it?", "```python\nt = now()\n\nrun()\n```\ndone")],
    ),
    ("a label in the back", TAG + "Why batch?\n?\n**Answer:**\nOne read serves all.", [("Why batch?", "One read serves all.")]),
    ("all of it hidden", TAG + "==Prefill is bound by compute.==", []),
    ("a block shown", TAG + "Why batch?\n?\n![[#^cost]]\n\nReading weights\nis the cost. ^cost", [("Why batch?", "Reading weights\nis the cost.")]),
    ("front with code", TAG + "What is printed?\n```\n1 ? 2\n```\n?\nNothing", [("What is printed?\n```\n1 ? 2\n```", "Nothing")]),
    ("heading as front", TAG + "### Paged attention\n?\nBlocks of the cache", [("Paged attention", "Blocks of the cache")]),
    ("two cards without a blank line", TAG + "A1\n?\nB1\n\nA2\n?\nB2", [("A1", "B1"), ("A2", "B2")]),
    ("no tag, but a separator", "# T\n\nWhy batch?\n?\nLess traffic.", [("Why batch?", "Less traffic.")]),
    ("no tag, but several one-line cards", "Warp size::32\nBlock limit :: 1024", [("Warp size", "32"), ("Block limit", "1024")]),
    ("highlight", TAG + "A warp has ==32== threads.", [("A warp has […] threads.", "32")]),
    (
        "two highlights are siblings",
        TAG + "==Prefill== is bound by ==compute==.",
        [("[…] is bound by compute.", "Prefill"), ("Prefill is bound by […].", "compute")],
    ),
    ("hint", TAG + "A warp has ==32==^[power of two] threads.", [("A warp has [power of two]… threads.", "32")]),
    ("hint inside", TAG + "A warp has ==some;;a number== threads.", [("A warp has [a number]… threads.", "some")]),
    ("group", TAG + "==Q==[^1], ==K==[^1] and ==V==[^2]", [("[…], […] and V", "Q\nK"), ("Q, K and […]", "V")]),
    ("group inside", TAG + "==1;;Q== ==1;;K== ==2;;V==", [("[…] […] V", "Q\nK"), ("Q K […]", "V")]),
    ("curly", TAG + "A warp has {{32}} threads.", [("A warp has […] threads.", "32")]),
    ("cloze in a list", TAG + "- one ==a==\n- two ==b==", [("one […]", "a"), ("two […]", "b")]),
    ("anki cloze in any note", "# T\n\nThe limit is {{c1::1024::number}}.", [("The limit is [number]….", "1024")]),
    ("formula inside a cloze", TAG + "Scale by ==$1/\\sqrt{d_k}$== there.", [("Scale by […] there.", "$1/\\sqrt{d_k}$")]),
    ("front matter tag", "---\ntags: [flashcards]\n---\nperplexity::exponential of the loss", [("perplexity", "exponential of the loss")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cards_of_obsidian_spaced_repetition(title: str, note: str, expected: Cards) -> None:
    assert cards(note) == expected


NEVER = [
    ("C++ path", TAG + "std::vector is a growing array"),
    ("path with a call", TAG + "In Loader::next() the batch is made"),
    ("longer path", TAG + "torch::nn::Module is the base"),
    ("rust path", TAG + "crate::model::Layer holds it"),
    ("address", TAG + "fe80::1 is local\nthe host fe80::1 too\n12::30 is no time\n2001:db8::8a2e too\n::1 is the host"),
    ("field", "status:: done\ntopic:: gpu\nreviewed:: yes\nlevel:: 3"),
    ("inline field", TAG + "- task [due:: 2026-01-01]"),
    ("known field in a flashcard note", TAG + "status:: done"),
    ("type", "map :: (a -> b) -> [a] -> [b]\nfold :: x -> y\n"),
    ("fenced block of a site", "::: warning\nText here.\n:::\n::: tip\nMore.\n:::"),
    ("directive", ".. note:: read this\n.. code-block:: python"),
    ("code span", TAG + "`a::b` and `c::d` are paths"),
    ("fence", TAG + "```cpp\nWarp size::32\nTwo words::x\n```"),
    ("table", TAG + "| a | b |\n|---|---|\n| x y::z | w |"),
    ("lone question mark after a blank line", "Some text.\n\n?\n\nMore text."),
    ("question mark in code", "```\nx\n?\ny\n```"),
    ("plain highlight in a plain note", "# T\n\nThis is ==important== text.\n"),
    ("comparison", TAG + "if a == b and c == d then"),
    ("comparison without spaces", TAG + "a==b==c"),
    ("curly in a plain note", "# T\n\nWrite {{ value }} in the template.\n"),
    ("template marks", TAG + "{{date}} {{#if x}} {{> part}}"),
    ("curly in a formula", TAG + "It is $\\frac{{a}}{{b}}$ here"),
    ("curly in code", TAG + "Use `{{x}}` there"),
    ("colons in a cloze of another tool", TAG + "A {c1::b} of {1::d}"),
    ("emoji codes", TAG + ":smile::heart: good"),
    ("link", TAG + "see https://example.org/a::b for more"),
]


@pytest.mark.parametrize(("title", "note"), NEVER, ids=[case[0] for case in NEVER])
def test_marks_that_mean_something_else_make_no_card(title: str, note: str) -> None:
    assert cards(note) == []


def test_schedules_become_standings_of_each_sibling() -> None:
    note = (
        TAG
        + "VRAM:::video memory <!--SR:!2026-03-01,10,270!2000-01-01,1,250-->\n\nX y\n?\nz\n<!--SR:!2026-02-02,3,230-->\n"
    )
    reading = read_note(note, "n.md")
    assert [draft.standing for draft in reading.drafts] == [
        Standing(10, date(2026, 3, 1), 2.7),
        None,
        Standing(3, date(2026, 2, 2), 2.3),
    ]
    assert all("SR:" not in draft.question + draft.answer for draft in reading.drafts)


def test_a_schedule_seeds_a_card_that_only_a_convention_found() -> None:
    note = (
        "Q) Which rule cools slowly?\n\nAns) Newton's.\n<!--SR:!2026-11-30,30,230-->\n\n\nQ) And fast?\n\nAns) None.\n"
    )
    reading = read_note(note, "n.md")
    assert [draft.standing for draft in reading.drafts] == [Standing(30, date(2026, 11, 30), 2.3), None]
    assert reading.coverage.context == 1


def test_the_separator_of_scheduled_lines_is_learned() -> None:
    note = (
        "## Review\n#🧠 Which lock lets many read? =>> a shared one\n<!--SR:!2026-05-03,5,250-->\n\n"
        "#🧠 哪个操作不可分割？ =>> 原子操作\n<!--SR:!2026-05-04,6,230-->\n\n#🧠 A lock never freed =>> a deadlock\n\n"
        "Some prose =>> that is no card.\n\n---\nStatus: #seedling\nTags:\n[[Locks]] - [[Threads]]\n"
    )
    reading = read_note(note, "n.md")
    found = [
        (draft.question, draft.answer, draft.tags, draft.standing)
        for draft in reading.drafts
        if draft.confidence is Confidence.EXPLICIT
    ]
    assert found == [
        ("Which lock lets many read?", "a shared one", ("🧠",), Standing(5, date(2026, 5, 3), 2.5)),
        ("哪个操作不可分割？", "原子操作", ("🧠",), Standing(6, date(2026, 5, 4), 2.3)),
        ("A lock never freed", "a deadlock", ("🧠",), None),
    ]
    assert not any("Status" in draft.answer or draft.standing for draft in reading.drafts[3:])


def test_the_schedules_of_several_cards_do_not_seed_the_text_around_them() -> None:
    note = "## Locks\nA lock guards\nwhat it is told to guard.\n<!--SR:!2026-05-03,5,250-->\nA spin lock waits busily.\n<!--SR:!2026-05-04,6,250-->\n"
    assert [draft.standing for draft in read_note(note, "n.md").drafts] == [None]


def test_the_target_deck_of_a_note_is_its_deck() -> None:
    for top in (
        "TARGET DECK: Maths::Series\n",
        "TARGET DECK\nMaths::Series\n",
        "---\nTARGET DECK: Maths::Series\n---\n",
    ):
        (draft,) = read_note(top + "\nA null sequence tends to {{c1::zero}}\n<!--ID: 1771751281765-->\n", "n.md").drafts
        assert (draft.deck, draft.answer) == ("Maths::Series", "zero")


@pytest.mark.parametrize("mark", ["!2026-99-99,4,250", "!2026-01-01,999999,250", "!2026-01-01,x,250", ""])
def test_a_broken_schedule_is_no_standing(mark: str) -> None:
    reading = read_note(TAG + f"Warp size::32 <!--SR:{mark}-->", "n.md")
    assert [(draft.answer, draft.standing) for draft in reading.drafts] == [("32", None)]


def test_siblings_share_a_key_and_other_cards_do_not() -> None:
    reading = read_note(TAG + "A b:::c\n\n==x== and ==y==\n\nSingle one::card\n", "n.md")
    keys = [draft.sibling for draft in reading.drafts]
    assert keys[0] == keys[1] != keys[2] == keys[3]
    assert keys[4] == ""
    assert [draft.kind for draft in reading.drafts] == [Kind.BASIC] * 2 + [Kind.CLOZE] * 2 + [Kind.BASIC]


def test_tags_name_decks_and_the_dialect_is_told() -> None:
    reading = read_note("#flashcards/gpu/memory Warp size::32", "n.md")
    assert reading.dialect == "Obsidian spaced repetition"
    assert reading.drafts[0].deck == "gpu/memory"
    assert read_note("## Why?\n\nBecause.\n", "n.md").dialect == ""


def test_an_empty_back_is_a_stub() -> None:
    reading = read_note(TAG + "Why batch?\n?\n-\n", "n.md")
    assert [stub.question for stub in reading.stubs] == ["Why batch?"]


def test_other_conventions_go_on_around_the_cards() -> None:
    note = TAG + "## Why does it help?\n\nLess traffic.\n\nWarp size::32\n"
    reading = read_note(note, "n.md")
    assert [(draft.question, draft.answer) for draft in reading.drafts] == [
        ("Why does it help?", "Less traffic."),
        ("Warp size", "32"),
    ]
    assert reading.drafts[1].context == ("Why does it help?",)


@pytest.mark.parametrize("line", ["a::b::c", ":::", "::", "a::", "::b", "a::::b", "\\::\\", "x :: :: y"])
def test_odd_colons_never_raise(line: str) -> None:
    for is_declared in (True, False):
        split_line(line, is_declared=is_declared)


def test_a_tag_line_names_the_deck_of_the_cards_below() -> None:
    note = "#flashcards/gpu\n\nWarp size::32\n\n#flashcards/serving #llm\n\nBatch size::8\n\n#flashcards/x Odd one::1\n"
    reading = read_note(note, "n.md")
    assert [(draft.deck, draft.question) for draft in reading.drafts] == [
        ("gpu", "Warp size"),
        ("serving", "Batch size"),
        ("x", "Odd one"),
    ]


def test_one_scheduled_line_shows_that_the_others_are_cards_too() -> None:
    note = "warp::32 threads <!--SR:!2024-02-01,3,250-->\nblock::threads that share\n<!--SR:!2024-02-03,4,270-->\n\ngrid::all blocks\n"
    reading = read_note(note, "n.md")
    assert [draft.question for draft in reading.drafts] == ["warp", "block", "grid"]
    assert [draft.standing and draft.standing.interval for draft in reading.drafts] == [3, 4, None]
    assert reading.dialect == "Obsidian spaced repetition"


def test_the_deck_of_a_note_is_that_of_its_plain_cards_too() -> None:
    note = "---\ntags: [flashcards/chips, simt]\n---\n## Warp\nThirty-two threads that run in step.\n"
    (draft,) = read_note(note, "n.md").drafts
    assert (draft.deck, draft.tags) == ("chips", ("simt",))
