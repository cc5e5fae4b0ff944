from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.plain_text import is_clean
from quizzer.notes.mojibake import WINDOWS_1252
from quizzer.notes.text import decode


def as_1252(text: str) -> str:
    """The text as a program shows it that takes UTF-8 for Windows-1252."""
    return text.encode("utf-8").decode("latin-1").translate(WINDOWS_1252)


def as_mac_roman(text: str) -> str:
    """The text as a program shows it that takes UTF-8 for Mac Roman."""
    return text.encode("utf-8").decode("mac_roman")


DECODED = [
    ("plain", b"one\ntwo\n", "one\ntwo\n", ""),
    ("empty", b"", "", "the file is empty"),
    ("utf-8", "α → β".encode(), "α → β", ""),
    ("utf-8 with a mark", b"\xef\xbb\xbf# Title", "# Title", ""),
    ("windows line ends", b"a\r\nb\r\n", "a\nb\n", ""),
    ("old mac line ends", b"a\rb", "a\nb", ""),
    ("utf-16", "\ufeffα\r\nβ".encode("utf-16-le"), "α\nβ", ""),
    ("utf-16, big end first", "\ufeffα".encode("utf-16-be"), "α", ""),
    ("utf-32", "\ufeffα".encode("utf-32-le"), "α", ""),
    ("utf-16 without a mark", "α is\nβ".encode("utf-16-le"), "α is\nβ", ""),
    ("utf-16 without a mark, big end first", "α is\nβ".encode("utf-16-be"), "α is\nβ", ""),
    ("two files in one, each with a mark", "\ufeff\ufeff# A\n\n\ufeff## B".encode(), "# A\n\n## B", ""),
    ("a space that does not break behind a mark", "#\xa0A\n-\xa0b\nc\xa0d".encode(), "# A\n- b\nc\xa0d", ""),
    ("wide spaces", "##\u3000問題\n\u3000\u3000答え".encode(), "## 問題\n\u3000\u3000答え", ""),
    ("pasted indentation", "\xa0\xa0- a\n\xa0 b".encode(), "  - a\n\xa0 b", ""),
    ("nothing, before a mark", "\u200b## A\n\u200b- \u200bb".encode(), "## A\n- b", ""),
    (
        "dashes of windows-1252",
        b"\x97\x97\x97\x97 caf\xe9 \x85\x85\x85",
        "———— café ………",
        "it was read as Windows-1252",
    ),
    ("windows-1252", b"caf\xe9 \x93so\x94", "café “so”", "it was read as Windows-1252"),
    ("windows-1252, undefined byte", b"\xe9\x81", "é‹U+0081›", "it was read as Windows-1252"),
    ("one pasted line", "α\n".encode() + b"caf\xe9", "α\ncafé", "1 line of it was read as Windows-1252"),
    ("a merge", b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "\nx\n\ny\n\n", "marks of a merge"),
    ("half a merge", b"<<<<<<< a\nx\n>>>>>>> b\n", "<<<<<<< a\nx\n>>>>>>> b\n", ""),
    ("escape", b"a\x1b[2J", "a␛[2J", "control characters"),
]


@pytest.mark.parametrize(("title", "data", "text", "problem"), DECODED, ids=[case[0] for case in DECODED])
def test_bytes_become_text(title: str, data: bytes, text: str, problem: str) -> None:
    read = decode(data, "note.md")
    assert read.text == text
    assert not read.is_refused
    assert bool(read.problems) == bool(problem)
    if problem:
        assert problem in read.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n",
        b"PK\x03\x04abc",
        b"a\0b",
        b"\xff\xfea",
        b"\x01\x02\x03\x04 x",
        "\ufeffa\0b".encode("utf-16-le"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    read = decode(data, "note.md")
    assert read.text == ""
    assert read.is_refused


ELSEWHERE = [
    ("windows-1251", "# Вопрос\n\nЧто такое кэш?\n".encode("cp1251")),
    ("koi8", "# Вопрос\n\nЧто такое Docker?\n".encode("koi8-r")),
    ("windows-1253", "Τι είναι η κρυφή μνήμη;".encode("cp1253")),
    ("shift-jis", "# 問題\n\nキャッシュとは何ですか\n".encode("shift_jis")),
    ("gbk", "# 问题\n\n什么是缓存？\n".encode("gbk")),
    ("euc-kr", "# 질문\n\n캐시란 무엇인가?\n".encode("euc-kr")),
]


@pytest.mark.parametrize(("encoding", "data"), ELSEWHERE, ids=[case[0] for case in ELSEWHERE])
def test_what_is_no_western_text_is_not_taken_for_it(encoding: str, data: bytes) -> None:
    read = decode(data, "note.md")
    assert read.is_refused
    assert "save it as UTF-8" in read.problems[0].message


def test_a_stray_nul_is_told_by_its_line() -> None:
    read = decode(b"# Title\n\na\0b is a line of a note\n", "note.md")
    assert read.is_refused
    assert (read.problems[0].line, "NUL" in read.problems[0].message) == (3, True)


def test_a_line_of_another_encoding_is_not_mended_as_if_it_were_damaged() -> None:
    read = decode("α\n".encode() + "# 問題".encode("shift_jis"), "note.md")
    assert read.repairs == ()


DAMAGED = [
    ("whole file, 1252", as_1252("size ∼ n²\n\n– done"), "size ∼ n²\n\n– done", [1, 3]),
    ("whole file, Mac Roman", as_mac_roman("fast 🚀\nplain\nh · d"), "fast 🚀\nplain\nh · d", [1, 3]),
    ("two letters", as_1252("é"), "é", [1]),
    ("beside healthy text", f"日本\n{as_1252('a → b')}", "日本\na → b", [2]),
    ("both kinds", f"{as_mac_roman('x · y')}\n{as_1252('a → b')}", "x · y\na → b", [1, 2]),
    ("twice, 1252", as_1252(as_1252("a → b – é")), "a → b – é", [1]),
    ("twice, Mac Roman", as_mac_roman(as_mac_roman("a → b")), "a → b", [1]),
    ("the code page of a console", "plain\n" + "quick — “slow”".encode().decode("cp437"), "plain\nquick — “slow”", [2]),
    ("Turkish", as_1252("fast 🚀 – é").translate({0xF0: "ğ"}), "fast 🚀 – é", [1]),
    ("only a picture on a line", f"日本\n{as_mac_roman('🚀 go')}", "日本\n🚀 go", [2]),
    (
        "little on a line, much on another",
        f"日本\n{as_mac_roman('a → b')}\n{as_mac_roman('Größe hält')}",
        "日本\na → b\nGröße hält",
        [2, 3],
    ),
    ("in code, with damage elsewhere", f"日本 {as_1252('–')}\n`{as_1252('Δ')}`", "日本 –\n`Δ`", [1, 2]),
]


@pytest.mark.parametrize(("title", "damaged", "meant", "lines"), DAMAGED, ids=[case[0] for case in DAMAGED])
def test_damage_is_mended_and_told(title: str, damaged: str, meant: str, lines: list[int]) -> None:
    read = decode(damaged.encode(), "note.md")
    assert read.text == meant
    assert [repair.line for repair in read.repairs] == lines
    assert all(repair.is_certain for repair in read.repairs)
    assert decode(damaged.encode(), "note.md", repair=False).text == damaged


LOST = ["size ∝ L × H", "“quoted” text", "⚠️ mind", "❌ no", "⭐ best"]


@pytest.mark.parametrize("meant", LOST)
def test_a_lost_byte_is_proposed_and_marked_doubtful(meant: str) -> None:
    lost = re.sub("[\x81\x8d\x8f\x90\x9d]", "", as_1252(meant))
    read = decode(f"{as_1252('a → b')}\n{lost}".encode(), "note.md")
    assert read.text == f"a → b\n{meant}"
    assert [repair.is_certain for repair in read.repairs] == [True, False]


def test_a_picture_of_which_too_little_is_left_is_marked_as_lost() -> None:
    read = decode(f"{as_1252('a → b')}\nðŸ Finish".encode(), "note.md")
    assert read.text == "a → b\n\ufffd Finish"


def test_fenced_code_is_left_alone_unless_the_whole_file_was_damaged() -> None:
    arrow = as_1252("→")
    mixed = f"日本 {arrow}\n\n```\n{arrow}\n```\n{arrow}"
    assert decode(mixed.encode(), "note.md").text == f"日本 →\n\n```\n{arrow}\n```\n→"
    whole = f"{arrow}\n\n```\n{arrow}\n```"
    assert decode(whole.encode(), "note.md").text == "→\n\n```\n→\n```"


HEALTHY = [
    "Ã is a letter",
    f"UTF-8 `→` read as Windows-1252 shows `{as_1252('→')}`",
    f"the arrow → turns into {as_1252('→')}",
    f"`{as_1252('→')}` is a sign of damage",
    "“quotes” – ﬁ ½ ＡＢＣ &lt; …",
    "déjà vu, Ærø, É»",
    "Русский «текст»…",
    "ελληνικά: ∂x/∂t ≤ ∑ αᵢ",
    "ﬂow ∠ABC ∝ √2 ∞",
    "日本語 한국어 العربية",
    f"mojibake such as {as_1252('’')} comes from reading UTF-8 as Windows-1252",
    "Γ(½) = √π, and x ≡ y; ƒ is a florin",
    "‚Übung‘ macht den Meister, ‚öfter‘ noch mehr",
    "pâté, château, âme",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_never_changed(text: str) -> None:
    read = decode(text.encode(), "note.md")
    assert read.text == text
    assert read.repairs == ()


def test_plain_notes_do_not_import_ftfy() -> None:
    program = (
        "import sys; from quizzer.notes.text import decode; decode('α → β'.encode(), 'x'); print('ftfy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_a_refusal(data: bytes) -> None:
    read = decode(data, "note.md")
    assert is_clean(read.text)
    assert "\r" not in read.text
    if read.is_refused:
        assert read.text == ""


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
def test_damage_never_moves_lines(text: str) -> None:
    for damaged in (as_1252(text), text):
        assert decode(damaged.encode(), "x").text.count("\n") == decode(damaged.encode(), "x", repair=False).text.count(
            "\n"
        )


def test_a_guess_can_be_refused_while_certain_repairs_stay() -> None:
    lost = as_1252("memory ∝ heads").replace("\x9d", "")
    damaged = "\n".join([as_1252("attention → keys"), as_1252("α and β"), lost])
    taken = decode(damaged.encode(), "note.md")
    refused = decode(damaged.encode(), "note.md", doubtful=False)
    assert [repair.is_certain for repair in taken.repairs] == [True, True, False]
    assert "∝" in taken.text
    assert refused.text.split("\n")[:2] == ["attention → keys", "α and β"]
    assert refused.text.split("\n")[2] == lost
    assert all(repair.is_certain for repair in refused.repairs)
