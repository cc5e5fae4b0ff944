"""What was found on pictures of the screens: a formula glued to its text, figures without a word, keys out of order."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from textual.content import Content
from textual.widgets import OptionList

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.tui.markdown import Look, Sheet, read, to_plain
from quizzer.tui.widgets.deck_list import DeckList
from quizzer.tui.widgets.flow import flowed
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

NORMAL, NARROW = (80, 24), (50, 16)
TALL = "$$\n\\frac{a}{b}\n$$"
MANY = "".join(f"### What is question {n}, asked in words that fill the whole of a line and more of it?\n\nAn answer.\n\n"
               for n in range(40))  # fmt: skip


def drawn(text: str) -> list[str]:
    """The lines of a card's text."""
    console = Console(file=io.StringIO(), width=60, color_system=None)
    console.print(Sheet(read(text), Look()))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (f"Text before\n{TALL}\ntext after.", "Text before", "text after."),
        (f"Text before\n\n{TALL}\n\ntext after.", "Text before", "text after."),
        ("Text before $$\\frac{a}{b}$$ text after.", "Text before", "text after."),
        (f"- Text before\n{TALL.replace(chr(10), chr(10) + '  ')}\n- text after.".replace("\n$$", "\n  $$"), " • Text before", " • text after."),
        ("- Text before $$\\frac{a}{b}$$\n- text after.", " • Text before", " • text after."),
    ],
)  # fmt: skip
def test_a_line_is_free_above_and_below_a_tall_formula(text: str, before: str, after: str) -> None:
    lines = drawn(text)
    above, below = lines.index(before), lines.index(after)
    assert lines[above + 1] == lines[below - 1] == ""
    assert len([line for line in lines[above:below] if line]) == 4
    assert below - above == 6


def test_a_formula_of_one_row_stays_close_to_its_sentence() -> None:
    assert drawn("It is\n$$\nx + y\n$$\nat last.") == ["It is", "  x + y", "at last."]


@pytest.mark.parametrize(("words", "rules"), [(2, 1), (12, 2)])
def test_rows_of_several_lines_are_ruled_off(words: int, rules: int) -> None:
    lines = drawn(f"| a | b |\n|--|--|\n| one | {'word ' * words}|\n| two | {'word ' * words}|\n")
    assert sum(line.startswith("├") for line in lines) == rules


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("![x](a b.png)", "[image: x]"),
        ("![](my pics/loss curve.jpeg)", "[image: loss curve.jpeg]"),
        ('before ![the board](a b (1).png "a title") after', "before [image: the board] after"),
        ("![one](a b.png) and ![two](c.png)", "[image: one] and [image: two]"),
        ("![not a picture] (a b.png)", "![not a picture] (a b.png)"),
    ],
)
def test_a_picture_whose_address_has_blanks_is_a_picture(text: str, label: str) -> None:
    assert to_plain(text) == label


def test_its_address_is_the_one_that_is_opened() -> None:
    (link,) = read("![x](my pics/a b.png)").links
    assert (link.target, link.is_picture) == ("my pics/a b.png", True)


def test_a_transposed_matrix_has_a_small_t() -> None:
    assert to_plain("$K^\\top W^{\\top}$") == "Kᵀ Wᵀ" or to_plain("$K^\\top W^{\\top}$") == "KᵀWᵀ"


async def test_a_figure_at_the_top_says_of_what(home: Home, tmp_path: Path) -> None:
    seeding.add_notes(home, tmp_path / "more", {"Open.md": "# Open\n\n### What is a stub?\n\n### And another?\n"})
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("s")
        assert "2 without an answer" in grid.rows(app)[0]
        await pilot.press("escape", "p", "a", *"Onsite 2027-01-20", "enter")
        assert "1 interview" in grid.rows(app)[0]


async def test_space_and_enter_lead_the_keys_of_a_review(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("space", "question_mark")
        listed = app.screen.query_one("#found", OptionList)
        words = [str(listed.get_option_at_index(place).prompt).split()[0].rstrip(",") for place in range(5)]
        assert words == ["space", "1", "2", "3", "4"]


async def test_keys_that_are_not_there_are_said(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("question_mark", *"undo")
        assert "Undo" in grid.text(app)
        await pilot.press(*"zz")
        assert "No key fits" in grid.text(app)


async def test_an_import_of_nothing_new_offers_no_storing(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("i", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        rows = grid.rows(app)
        assert "Nothing new" in "".join(rows)
        assert "Store" not in rows[-1]
        assert "stored yet" not in rows[0]


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_today_opens_on_a_deck_with_something_due(
    empty_home: Home, tmp_path: Path, size: tuple[int, int]
) -> None:
    notes = {"A.md": "### What is a?\n\nIt is a.\n", "B.md": "### What is b?\n\nIt is b.\n"}
    seeding.add_notes(empty_home, tmp_path / "notes", notes)
    with seeding.Desk(empty_home, seeding.settings_with(), seeding.clock("2027-01-08T09:00+00:00")) as desk:
        sitting = desk.start(Selection(decks=("B",)))
        sitting.advance()
        sitting.reveal()
        sitting.grade(4, elapsed_ms=9_000)
    app = app_for(empty_home)
    async with app.run_test(size=size) as pilot:
        decks = app.screen.query_one(DeckList)
        assert decks.highlighted is not None
        assert decks.get_option_at_index(decks.highlighted).id == "B"
        await pilot.press("k", "b", "escape")
        assert decks.get_option_at_index(decks.highlighted).id == "A"  # where the person went


async def test_half_of_a_small_import_is_its_list(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "home"), {})
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "Many.md").write_text(f"{MANY}### Last?\n\n{'many words ' * 60}\n", encoding="utf-8")
    app = app_for(home)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path").value = str(folder)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.press("G", "end")
        assert app.screen.query_one("#change").display
        assert app.screen.query_one("#plan").size.height >= 6


@pytest.mark.parametrize(("key", "listed"), [("b", "#hits"), ("i", "#plan")])
@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_a_cut_line_ends_before_the_scroll_bar(
    tmp_path: Path, size: tuple[int, int], key: str, listed: str
) -> None:
    home = find_home(str(tmp_path / "home"), {})
    (tmp_path / "notes").mkdir()
    seeding.add_notes(home, tmp_path / "notes", {"Many.md": MANY})
    (tmp_path / "notes" / "Many.md").write_text(MANY.replace("What is", "What was"), encoding="utf-8")
    app = app_for(home)
    async with app.run_test(size=size) as pilot:
        await pilot.press(key, *(["enter"] if key == "i" else []))
        await app.workers.wait_for_complete()
        await pilot.pause()
        region = app.screen.query_one(listed).region
        cut = [row for row in grid.rows(app)[region.y : region.bottom] if "…" in row]
        assert cut
        assert all(len(row[: region.right].rpartition("…")[0]) < region.right - 2 for row in cut)


async def test_a_new_card_of_an_import_is_shown_as_it_will_be(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "home"), {})
    (tmp_path / "notes").mkdir()
    answer = "- **one** point\n- another point\n"
    (tmp_path / "notes" / "New.md").write_text(f"### What is new?\n\n{answer}", encoding="utf-8")
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path").value = str(tmp_path / "notes")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = grid.text(app)
        assert " • one point" in shown
        assert " • another point" in shown


@pytest.mark.parametrize("width", range(12, 60))
def test_a_figure_and_its_words_are_never_parted(width: int) -> None:
    parts = ["12 due", "3 new", "28 for the day", "about 5 min"]
    lines = flowed([Content(part) for part in parts], width).plain.splitlines()
    assert [part for line in lines for part in line.split("   ")] == parts
    assert all(len(line) <= max(width, 14) for line in lines)


async def test_the_field_says_that_it_takes_tags(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("b", "t", *"llm")
        assert "Tags of the card" in grid.text(app)
        await pilot.press("enter")
        assert "Tags of the card" not in grid.text(app)
