"""Card text: everything a note may hold is drawn, and nothing in it steers the screen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from quizzer.tui.markdown import Document, Look, Sheet, read, to_plain
from quizzer.tui.markdown.document import _parser
from quizzer.tui.markdown.inline_rules import looks_like_math
from quizzer.tui.markdown.rewriting import add_to
from quizzer.tui.math import MathForm
from tests.tui.markdown import golden
from tests.tui.markdown.golden import drawn


@pytest.mark.parametrize("name", golden.FORMS)
def test_sample_is_drawn_as_recorded(name: str) -> None:
    width, look = golden.FORMS[name]
    assert drawn(golden.SAMPLE, width, look) == (golden.FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[red]", "[red]"),
        ("[/foo]", "[/foo]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("list[int] and dict[str, int]", "list[int] and dict[str, int]"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("safe\u202etxt", "safe‹U+202E›txt"),
        ("`\x1b[2J`", "␛[2J"),
        ("<unk> <s> </s> <|end|> <pad>", "<unk> <s> </s> <|end|> <pad>"),
        ("&lt;b&gt;", "<b>"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("one\ntwo", "one\ntwo"),
        ("$5 and then $6", "$5 and then $6"),
        ("costs $5 for $x_1$", "costs $5 for x₁"),
        ("`$a$` and $$ x^2 $$", "$a$ and\n  x²"),
        ("a == b and c == d", "a == b and c == d"),
        ("H<sub>2</sub>O 2<sup>10</sup>", "H₂O 2¹⁰"),
        ("[[Note]] ![[Folder/pic.png]]", "Note [image: pic.png]"),
        ("3. three\n7. seven", " 3. three\n 7. seven"),
        ("<div>inside <b>bold</b></div> after", "inside bold\n\nafter"),
        ("<!-- hidden -->shown", "shown"),
        ("x <!-- hidden --> y", "x  y"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n\n• two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a  |  b"),
        ("> [!tip]\n> use both", "▌ * Tip\n▌ use both"),
        ("text[^1]\n\n[^1]: why", "text¹\n\n 1. why"),
        ("text[^nowhere]", "text[^nowhere]"),
        ("", ""),
    ],
)
def test_text_is_shown_letter_for_letter(text: str, shown: str) -> None:
    assert drawn(text).strip("\n") == shown


def test_line_breaks_follow_the_setting() -> None:
    assert drawn("one\ntwo", line_breaks=False) == "one two\n"


def test_raw_form_shows_the_source_of_formulas() -> None:
    assert drawn("$x_i$\n\n$$\n\\frac{a}{b}\n$$", look=Look(math=MathForm.RAW)) == "$x_i$\n\n  \\frac{a}{b}\n"


@pytest.mark.parametrize(
    ("content", "is_math"),
    [
        ("x", True),
        ("4*d_{h}^2", True),
        (" QK^T ", True),
        ("Q, K, V", True),
        ("α", True),
        ("f(x)", True),
        ("5", True),
        ("n-1", True),
        ("5 and then ", False),
        ("20 per month or ", False),
        ("5/month to ", False),
        ("HOME and ", False),
        ("", False),
    ],
)
def test_dollars_around_prose_are_money(content: str, is_math: bool) -> None:
    assert looks_like_math(content) is is_math


EVERYTHING = "\n\n".join(
    [
        golden.SAMPLE,
        "---\nfront: matter\n---",
        "::: box\ninside a container\n:::",
        ":::{note}\nfenced by colons\n:::",
        "!!! danger\n    an admonition",
        ":field: its value",
        "- [ ] a task",
        "    indented code",
        "Setext\n===",
        "<script>alert(1)</script>",
        "* * *",
    ]
)


def test_no_plugin_brings_a_token_that_stops_the_drawing() -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    for plugin in (
        admon_plugin,
        colon_fence_plugin,
        deflist_plugin,
        fieldlist_plugin,
        footnote_plugin,
        tasklists_plugin,
    ):
        parser.use(plugin)
    parser.use(container_plugin, "box").use(front_matter_plugin)
    add_to(parser)
    document = Document(EVERYTHING, tuple(parser.parse(EVERYTHING)))
    from rich.console import Console

    console = Console(width=60, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(Sheet(document, Look()))
    for words in ("inside a container", "fenced by colons", "an admonition", "its value", "indented code", "alert(1)"):
        assert words in capture.get()


@settings(max_examples=120)
@given(
    st.lists(
        st.sampled_from([*"ab1 \n\t#*_-`$[]()<>!|=\\{}^~:&\x1b", "[[", "]]", "==", "$$", "<br>", "<sub>"]), max_size=80
    ).map("".join),
    st.integers(8, 80),
)
def test_any_text_is_drawn_at_any_width(text: str, width: int) -> None:
    assert "\x1b" not in drawn(text, width)
    assert "\n" not in to_plain(text)


@pytest.mark.parametrize(
    "text", [">" * 500 + " deep", "- " * 300 + "x", "[" * 3_000, "*" * 3_000, "$" * 3_001, "<div>" * 800]
)
def test_nested_text_ends(text: str) -> None:
    assert drawn(text)


def test_links_and_pictures_can_be_opened() -> None:
    links = read("[page](https://example.org) ![[a.png]] ![plot](b.svg)\n\n- [[Note#Part]]").links
    assert [(link.label, link.target, link.is_picture) for link in links] == [
        ("page", "https://example.org", False),
        ("a.png", "a.png", True),
        ("plot", "b.svg", True),
        ("Note › Part", "wiki:Note#Part", False),
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("What is **GQA**?", "What is GQA?"),
        ("Why $\\sqrt{d_k}$?", "Why √(dₖ)?"),
        ("two\nlines", "two lines"),
        ("nothing special", "nothing special"),
        ("![plot](x.png)", "[image: plot]"),
        (r"few \(no more than needed\), \(1986\)", "few (no more than needed), (1986)"),
        (r"warp \([Rao, 1999](https://example.org)\)", "warp (Rao, 1999)"),
        (r"about \(x^2\)", "about x²"),
        (r"and \(\text{if it rains}\)", "and if it rains"),
    ],
)
def test_plain_text_has_no_marks(text: str, plain: str) -> None:
    assert to_plain(text) == plain


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*"ab Ä1.,;:-+()'\"?/", "1. ", "- ", "www.", "é"]), min_size=1, max_size=40).map("".join)
)
def test_plain_text_is_drawn_the_same_without_the_parser(text: str) -> None:
    parsed = Document(text, tuple(_parser().parse(text, {"line_breaks": True})))
    if parsed.tokens:
        look = Look()
        console = golden.console(40)
        with console.capture() as capture:
            console.print(Sheet(parsed, look))
        assert "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n" == drawn(text, 40, look)


def test_signs_that_terminals_measure_differently_keep_columns_straight() -> None:
    text = "| Feature | Kept |\n|:--|:--|\n| heavy \U0001f3cb\ufe0f | warned \u26a0\ufe0f |\n| light | fast |\n"
    lines = [line.rstrip() for line in drawn(text, 40).splitlines() if line.strip()]
    assert len({len(line) for line in lines}) == 1
    assert "\ufe0f" not in "".join(lines)
    assert to_plain("heavy \u26a0\ufe0f") == "heavy \u26a0"
