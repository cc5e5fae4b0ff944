from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.cards import Kind, Reading, Standing
from quizzer.notes.org import read_org
from quizzer.notes.org_outline import inline_as_markdown

Cards = list[tuple[str, str]]


def adds_up(reading: Reading) -> bool:
    count = reading.coverage
    return count.lines == count.card + count.context + count.stub + count.dropped + count.blank


CASES: list[tuple[str, str, Cards]] = [
    ("org-fc, compact", "* What is a warp? :fc:\nThreads in step.", [("What is a warp?", "Threads in step.")]),
    ("org-fc with a back", "* Units :fc:\nWhich one?\n** Back\nBytes.\n", [("Units\n\nWhich one?", "Bytes.")]),
    (
        "org-fc, double",
        "* TTFT :fc:\n:PROPERTIES:\n:FC_TYPE: double\n:END:\ntime to first token",
        [("TTFT", "time to first token"), ("time to first token", "TTFT")],
    ),
    (
        "org-fc, cloze with hint and id",
        "* Warp :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\nA {{warp}{unit}@0} has {{32}@1}.",
        [("Warp\n\nA [unit]… has 32.", "warp"), ("Warp\n\nA warp has […].", "32")],
    ),
    (
        "org-fc, cloze in the headline",
        "* A {{warp}@0} has {{32}{number}@1} threads :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n",
        [("A […] has 32 threads", "warp"), ("A warp has [number]… threads", "32")],
    ),
    ("tag with keyword and cookie", "* TODO [#A] What? [1/2] :gpu:fc:\nThat.", [("What?", "That.")]),
    ("org-drill", "* Threads :drill:\nHow many?\n** Answer\nThirty-two.", [("Threads\n\nHow many?", "Thirty-two.")]),
    ("org-drill, title only", "* How many? :drill:\nThirty-two.", [("How many?", "Thirty-two.")]),
    ("org-drill, generic title", "* Item :drill:\nHow many?\n** Answer\nMany.", [("How many?", "Many.")]),
    ("org-drill, cloze", "* Item :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: hide1cloze\n:END:\nA [warp|unit] of [32].", [("A [unit]… of 32.", "warp"), ("A warp of […].", "32")]),
    ("org-drill, all of a simple card", "* Item :drill:\nA [warp|unit] of [32].", [("A [unit]… of […].", "warp\n32")]),
    ("org-drill, new hint mark", "* Item :drill:\nA [warp||unit].", [("A [unit]….", "warp")]),
    ("org-drill hides no link", "* Item :drill:\nSee [[a][b]] and - [ ] it [1/2].\n** Answer\nYes.", [("See b and - [ ] it [1/2].", "Yes.")]),
    (
        "org-drill, two sides",
        "* Item :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosided\n:END:\n** Short\nTTFT\n** Long\ntime to first token",
        [("TTFT", "time to first token"), ("time to first token", "TTFT")],
    ),
    (
        "text indented below its headlines",
        "* Threads :drill:\n    How many?\n** Answer\n     Thirty-two:\n     #+begin_src c\n       warp(32);\n     #+end_src\n*** More\n      In step.",
        [("Threads\n\nHow many?", "Thirty-two:\n```c\n  warp(32);\n```\n### More\nIn step.")],
    ),
    ("plain question", "* Why does batching help?\nFewer reads of =W=.", [("Why does batching help?", "Fewer reads of `W`.")]),
    (
        "headline look-alike in a block",
        "* Why so?\n#+begin_src sh\n* not a headline\n#+end_src\nBecause.",
        [("Why so?", "```sh\n* not a headline\n```\nBecause.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_org_files(title: str, text: str, expected: Cards) -> None:
    reading = read_org(text, "n.org")
    assert [(draft.question, draft.answer) for draft in reading.drafts] == expected
    assert adds_up(reading)


def test_the_schedules_of_org_fc_go_to_their_sides() -> None:
    text = (
        "* Memory\n** TTFT :gpu:fc:\n:PROPERTIES:\n:ID: id-1\n:FC_TYPE: double\n:END:\n:REVIEW_DATA:\n"
        "| position | ease | box | interval | due |\n|-\n| front | 2.6 | 3 | 16.03 | 2026-05-01T10:00:00Z |\n"
        "| back | 2.5 | -1 | 0 | 2026-01-01T10:00:00Z |\n:END:\ntime to first token\n"
    )
    first, second = read_org(text, "n.org").drafts
    assert first.standing == Standing(16, date(2026, 5, 1), 2.6, 3)
    assert second.standing is None
    assert first.sibling == second.sibling != ""
    assert (first.author_id, first.tags, first.context) == ("id-1", ("gpu",), ("Memory",))
    assert "REVIEW" not in first.answer
    assert (first.line, first.end_line) == (2, 13)


@pytest.mark.parametrize(
    ("head", "standing"),
    [
        ("SCHEDULED: <2026-03-01 Sun>\n:PROPERTIES:\n:DRILL_LAST_INTERVAL: 4.2\n:DRILL_EASE: 2.36\n:DRILL_REPEATS_SINCE_FAIL: 2\n:DRILL_FAILURE_COUNT: 3\n:END:", Standing(4, date(2026, 3, 1), 2.36, 2, 3)),
        (":PROPERTIES:\n:DRILL_LAST_INTERVAL: 4\n:DRILL_LAST_REVIEWED: [2026-01-01 Thu 10:00]\n:END:", Standing(4, date(2026, 1, 5))),
        (":PROPERTIES:\n:DRILL_LAST_INTERVAL: 0.0\n:DRILL_EASE: 2.5\n:END:", None),
        (":PROPERTIES:\n:DRILL_LAST_INTERVAL: many\n:DRILL_LAST_REVIEWED: [2026-99-01]\n:END:", None),
        (":PROPERTIES:\n:DRILL_LAST_INTERVAL: 999999999\n:DRILL_LAST_REVIEWED: [2026-01-01]\n:END:", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_schedule_of_org_drill(head: str, standing: Standing | None) -> None:
    (draft,) = read_org(f"* How many? :drill:\n{head}\nThirty-two.\n", "n.org").drafts
    assert draft.standing == standing


def test_a_marked_headline_without_an_answer_is_a_stub() -> None:
    reading = read_org("* Open? :fc:\n:PROPERTIES:\n:ID: x\n:END:\n", "n.org")
    assert reading.drafts == ()
    assert [(stub.question, stub.line) for stub in reading.stubs] == [("Open?", 1)]


def test_kinds_dialect_and_file_tags() -> None:
    reading = read_org("#+FILETAGS: :llm:\n* Item :drill:\nA [warp].\n* Why?\nSo.\n", "n.org")
    assert reading.dialect == "org-drill"
    assert [(draft.kind, draft.tags) for draft in reading.drafts] == [(Kind.CLOZE, ("llm",)), (Kind.BASIC, ("llm",))]


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("=a*b*= and ~c~", "`a*b*` and `c`"),
        ("*bold* /italic/ +gone+", "**bold** *italic* ~~gone~~"),
        ("[[https://a.b/c/d][words]]", "[words](https://a.b/c/d)"),
        ("[[https://a.b/c/d]]", "<https://a.b/c/d>"),
        ("[[file:img/p.png]]", "![](img/p.png)"),
        ("[[*Heading][see]] [[id:1-2][there]]", "see there"),
        ("2*3*4 and a/b/c and 1+2+3", "2*3*4 and a/b/c and 1+2+3"),
        ("$a*b*c$ and \\(x/y/z\\)", "$a*b*c$ and \\(x/y/z\\)"),
        ("text[fn:1] goes", "text goes"),
    ],
)
def test_inline_markup(org: str, markdown: str) -> None:
    assert inline_as_markdown(org) == markdown


PIECES = st.sampled_from(
    ["* a :fc:", "** Back", "*** x :drill:", ":PROPERTIES:", ":ID: x", ":FC_TYPE: cloze", ":END:", ":REVIEW_DATA:", "| a | b |",
     "|---+--|", "#+begin_src c", "#+end_src", "#+begin_quote", "#+end_quote", "", ",", "[fn:1]", "# c", "#+TITLE: x", "{{a}@0}",
     "[b|c]", "- t :: d", "text", "* ", "SCHEDULED: <2026-01-01>", "1) q?"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=25), st.booleans())
def test_any_org_lines_are_counted_once(lines: list[str], confirmed: bool) -> None:
    reading = read_org("\n".join(lines), "n.org", confirmed=confirmed)
    assert adds_up(reading)
    assert all(draft.question.strip() and draft.answer.strip() for draft in reading.drafts)


def test_what_org_fc_suspended_stays_so() -> None:
    (draft,) = read_org("* What is a warp? :gpu:fc:suspended:\nThreads.\n", "n.org").drafts
    assert draft.is_suspended
    assert draft.tags == ("gpu",)


def test_notes_of_anki_editor() -> None:
    text = (
        "#+PROPERTY: ANKI_DECK Systems\n* Serving\n** One\n:PROPERTIES:\n:ANKI_NOTE_TYPE: Basic\n:END:\n*** Front\nWhat is a warp?\n"
        "*** Back\nThreads.\n** What is a lane?\n:PROPERTIES:\n:ANKI_NOTE_TYPE: Basic (and reversed card)\n:ANKI_DECK: GPU\n:END:\n"
        "One thread.\n** 12:30\n:PROPERTIES:\n:ANKI_NOTE_TYPE: Cloze\n:END:\n*** Text\nA warp has {{c1::32}} lanes.\n*** Extra\nA constant.\n"
    )
    reading = read_org(text, "n.org")
    assert [(draft.question, draft.answer, draft.deck) for draft in reading.drafts] == [
        ("What is a warp?", "Threads.", "Systems"),
        ("What is a lane?", "One thread.", "GPU"),
        ("One thread.", "What is a lane?", "GPU"),
        ("A warp has […] lanes.", "32\n\nA constant.", "Systems"),
    ]
    assert (reading.dialect, reading.stubs) == ("anki-editor", ())


def test_what_is_hidden_may_go_on_in_the_next_line_and_keeps_its_schedule() -> None:
    table = ":REVIEW_DATA:\n| position | ease | box | interval | due |\n|----+----|\n| 1 | 2.50 | 3 | 6.00 | 2026-03-04T08:00:00Z |\n:END:\n"
    body = "- $a =$ {{$b +\n  c$}@1}\n- $d =$ {{$e$}@0}\n"
    text = f"* Sums :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{table}{body}* Left over\n- Trace :: {{{{ellipses}}@0}}\n- Cut :: lines\n"
    reading = read_org(text, "n.org")
    first, second, *others = reading.drafts
    assert (first.answer, first.standing is not None) == ("$b +\n  c$", True)
    assert (second.answer, second.standing) == ("$e$", None)
    assert not any("{{" in draft.question + draft.answer for draft in others)


def test_settings_of_a_file_and_tags_of_an_anki_note() -> None:
    text = (
        "#+PROPERTY: header-args :tangle yes\n#+PROPERTY: ANKI_DECK Looms\n* One :drill:\n:PROPERTIES:\n:ANKI_NOTE_TYPE: Basic\n"
        ":ANKI_TAGS: weave dye\n:END:\n** Front\nWho?\n** Back\n|---+---|\n| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|\n"
    )
    (draft,) = read_org(text, "n.org").drafts
    assert (draft.deck, draft.tags, draft.answer) == ("Looms", ("weave", "dye"), "| a | b |\n|---|---|\n| 1 | 2 |")


def test_what_older_files_of_org_drill_learned_and_what_is_still_to_come() -> None:
    text = "* A reed :drill:\n  SCHEDULED: <2018-03-20 Tue>\n  :PROPERTIES:\n  :LEARN_DATA: (6.0 3 2.36)\n  :END:\n  A comb.\n"
    (draft,) = read_org(text, "n.org").drafts
    assert draft.standing == Standing(interval=6, due=date(2018, 3, 20), ease_factor=2.36, repetition=3)
    reading = read_org("* reed :fc:\n:PROPERTIES:\n:FC_TYPE: double\n:END:\n** Back\n(待补充)\n", "n.org")
    assert (len(reading.drafts), len(reading.stubs)) == (0, 1)
