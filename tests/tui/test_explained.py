"""What a stranger could not have known: signs, keys, limits and states are said where they are shown."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList
from textual.widgets._toast import Toast

from quizzer.config import NO_LIMIT, Home, checked
from quizzer.config_file import load
from quizzer.domain.candidates import Selection
from quizzer.domain.rounds import Round
from quizzer.errors import UsageError
from quizzer.services.study import Desk
from quizzer.tui.markdown import Look, Sheet, read
from quizzer.tui.screens.import_notes import ImportScreen
from quizzer.tui.widgets.grade_bar import GradeBar, GradeTile
from tests.tui import grid, seeding
from tests.tui.seeding import app_for
from tests.tui.test_kinds import CHOICES, COMPUTED

NORMAL, NARROW = (80, 24), (50, 16)


@pytest.fixture
def kinds(empty_home: Home, tmp_path: Path) -> Home:
    seeding.add_notes(empty_home, tmp_path / "decks", {"sums.yaml": COMPUTED, "choices.yaml": CHOICES})
    return empty_home


def last_line(shown: str) -> str:
    return shown.rstrip().splitlines()[-1]


@pytest.mark.parametrize(
    ("size", "changes", "legend"),
    [
        (NORMAL, {}, ""),
        ((66, 24), {}, "+ means again today too; -.14 is a change of ease."),
        (NARROW, {}, "+ means again today too."),
        (NARROW, {"grades": 6}, "0 worst to 5 easiest; + means again today too."),
        (NORMAL, {"grades": 6}, "+ means again today too; -.14 is a change of ease."),
        ((120, 40), {"grades": 6}, ""),
    ],
)
async def test_signs_on_small_grades_are_said_in_words(
    home: Home, size: tuple[int, int], changes: dict[str, int], legend: str
) -> None:
    app = app_for(home, selection=Selection(), **changes)
    async with app.run_test(size=size) as pilot:
        await pilot.press("space")
        assert app.screen.query_one(GradeBar).legend == legend
        shown = grid.text(app)
        assert legend in shown
        assert ("again today" in shown.replace(legend, "")) == (not legend)


async def test_six_grades_have_their_own_names_among_the_keys(home: Home) -> None:
    app = app_for(home, selection=Selection(), grades=6)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("space")
        assert "1 Wrong" in last_line(grid.text(app))
        await pilot.press("question_mark")
        await pilot.pause()
        shown = grid.text(app)
        for key, name in (("0", "Blackout"), ("1", "Wrong"), ("5", "Easy")):
            assert f"{key}             {name}" in shown


async def test_function_keys_are_named_as_they_are_printed(kinds: Home) -> None:
    app = app_for(kinds, selection=Selection(decks=("Sums",)))
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.pause()
        assert "F2 Hint  F3 Steps" in last_line(grid.text(app))
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert "h, F2" in grid.text(app)


async def test_every_key_of_a_mock_question_is_listed(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("m", "enter", "escape", "question_mark")
        await pilot.pause()
        assert "F4, n" in grid.text(app)


@pytest.mark.parametrize(
    "keys", [(), ("b",), ("t",), ("p",), ("m",), ("m", "enter", "escape"), ("i",), ("space", "space")]
)
async def test_keys_are_not_cut_in_a_small_window(home: Home, keys: tuple[str, ...]) -> None:
    app = app_for(home)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*keys)
        app.screen.set_focus(None)
        await pilot.press("question_mark")
        await pilot.pause()
        found = app.screen.query_one("#found", OptionList)
        room = found.scrollable_content_region.width - 1
        lines = [str(option.prompt) for option in found.options]
        assert lines
        assert [line for line in lines if len(line) > room] == []


async def test_space_is_called_what_it_does_on_choices(kinds: Home) -> None:
    app = app_for(kinds, selection=Selection(decks=("Choices",)))
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("f3", "3")
        assert "Which two" in grid.text(app)
        assert "space Answer" in last_line(grid.text(app))
        await pilot.press("a")
        await pilot.pause()
        assert "space Check  F3 Answer" in last_line(grid.text(app))
        await pilot.press("a")
        await pilot.pause()
        assert "space Answer" in last_line(grid.text(app))


async def test_no_limit_is_read_and_written_in_words(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("comma", "down")
        assert "due per day           no limit" in grid.text(app)
        await pilot.press("enter")
        app.screen.query_one("#value", Input).value = "30"
        await pilot.press("enter")
        assert load(home.config).due_per_day == 30
        await pilot.press("enter")
        app.screen.query_one("#value", Input).value = "no limit"
        await pilot.press("enter")
        assert load(home.config).due_per_day == NO_LIMIT
    with pytest.raises(UsageError):
        checked("minutes_a_day", "no limit")


async def test_all_of_a_plan_can_be_reached_in_a_small_window(home: Home) -> None:
    with Desk(home, seeding.settings_with(), seeding.clock()) as desk:
        desk.rounds.put(Round("Onsite", date(2027, 1, 14), (), 1.0), desk.clock.now().instant)
    app = app_for(home)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        pane = app.screen.query_one("#outlook-pane", VerticalScroll)
        assert pane.max_scroll_y > 0
        await pilot.press(*["pagedown"] * 8)
        assert pane.scroll_y == pane.max_scroll_y
        assert "would be no surprise." in " ".join(grid.text(app).split())


async def test_browse_says_how_to_search_and_why_a_card_is_not_asked(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("b")
        assert "/ searches:" in grid.text(app)
        await pilot.press("slash")
        assert "/ searches:" not in grid.text(app)
        await pilot.press("escape", "s", "f")
        await pilot.pause()
        assert "suspended: not asked until s shows it again, flagged" in grid.text(app)


@pytest.mark.parametrize(("size", "is_ascii"), [(NORMAL, False), (NARROW, False), (NARROW, True)])
async def test_reading_says_how_far_it_is(home: Home, size: tuple[int, int], is_ascii: bool) -> None:
    app = app_for(home, ascii=is_ascii)
    async with app.run_test(size=size) as pilot:
        await pilot.press("i")
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.tell_progress(120, 480, "notes of a year " * 9)
        await pilot.pause()
        shown = grid.text(app)
        assert "120 of 480 files" in shown
        assert shown.count("#" if is_ascii else "━") == (10 if size == NORMAL else 7)
        assert shown.isascii() or not is_ascii


async def test_a_card_that_stays_is_not_counted_as_parked(empty_home: Home, tmp_path: Path) -> None:
    seeding.add_notes(empty_home, tmp_path / "notes")
    note = tmp_path / "notes" / "Training.md"
    note.write_text("# Training\n\n### What is a warm-up?\n\nA rate that rises.\n", encoding="utf-8")
    app = app_for(empty_home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("i", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "2 cards gone from the notes stay" in grid.text(app)
        assert "parked" not in grid.text(app)
        await pilot.press("F")
        assert "- 2 parked" in grid.text(app)


async def test_a_grade_before_the_answer_says_what_comes_first(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("3")
        assert "The answer comes first: space shows it" in grid.text(app)
        await pilot.press("space", "5", "3")
        await pilot.pause()
        assert "Good: next on" in grid.text(app)


async def test_the_newest_toast_stands_alone(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=NORMAL, notifications=True) as pilot:
        await pilot.press("b", "f", "s", *"zzzz")
        await pilot.pause()
        await pilot.pause()
        assert len(app.screen.query(Toast)) == 1
        assert len(app.messages) == 6


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_a_doubt_is_asked_in_words_and_its_line_stays_in_sight(
    empty_home: Home, tmp_path: Path, size: tuple[int, int]
) -> None:
    seeding.add_notes(empty_home, tmp_path / "notes")
    serving = tmp_path / "notes" / "Serving.md"
    serving.write_text(serving.read_text(encoding="utf-8").replace("| wide |", "| very wide |"), encoding="utf-8")
    for day in (8, 9):
        seeding.study(empty_home, f"2027-01-0{day}T09:00+00:00", [4] * 6)
    note = tmp_path / "notes" / "Training.md"
    text = note.read_text(encoding="utf-8").partition("### What does weight")[0]
    head, _, _ = text.partition("### Why clip gradients at a norm?")
    changed = (
        "### Why clip gradients at a value?\n\nOne bad batch would else throw the weights far away: entry by entry.\n"
    )
    note.write_text(head + changed + "\n### How long is a step?\n\nA second.\n", encoding="utf-8")
    app = app_for(empty_home)
    async with app.run_test(size=size) as pilot:
        await pilot.press("i", "enter")
        await app.workers.wait_for_complete()
        await pilot.press("tab")
        await pilot.pause()
        await pilot.pause()
        await pilot.pause()
        shown = grid.text(app)
        assert "-1 parked" not in shown
        assert "? Why clip gradients at a value?" in shown
        assert "Is it the same card? y yes; n no, keep both; p no, park the old one." in " ".join(shown.split())
        assert "at a norm value?" in shown
        assert "2 cards gone" in " ".join(shown.split())
        await pilot.press("y")
        await pilot.pause()
        told = " ".join(grid.text(app).split())
        assert "1 card gone" in told
        assert "1 decided" in told
        assert "doubtful" not in told


WIDE = "| Way | What is split | What is sent |\n|:--|:--|--:|\n| tensor parallel | each matrix | activations |\n| data | | gradients |\n"


@pytest.mark.parametrize("width", [14, 20, 24, 30, 36, 44, 60])
def test_words_of_a_table_are_never_broken(width: int) -> None:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(Sheet(read(WIDE), Look()))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, shown.splitlines())) <= width
    for word in ("tensor", "parallel", "matrix", "activations", "gradients"):
        assert word in shown
    assert ("│" in shown) == (width >= 36)


def test_a_table_too_wide_for_the_window_names_each_cell() -> None:
    console = Console(file=io.StringIO(), width=24, color_system=None)
    console.print(Sheet(read(WIDE), Look()))
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines == [
        "Way: tensor parallel", "  What is split: each", "  matrix", "  What is sent:", "  activations", "",
        "Way: data", "  What is sent:", "  gradients",
    ]  # fmt: skip


async def test_a_problem_of_a_note_can_be_read_to_its_end(empty_home: Home, tmp_path: Path) -> None:
    seeding.add_notes(empty_home, tmp_path / "notes")
    (tmp_path / "notes" / "Odd.md").write_text(
        "---\ntags: [a, b\n---\n# Odd\n\n### What is odd?\n\nThis.\n", encoding="utf-8"
    )
    app = app_for(empty_home)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("i", "enter")
        await app.workers.wait_for_complete()
        await pilot.press("end")
        await pilot.pause()
        shown = " ".join(grid.text(app).split())
        assert "The rest was read." in shown
        assert "The front matter is no YAML: a bracket or quote is not closed" in shown


@pytest.mark.parametrize("width", [60, 66, 80, 100])
async def test_nothing_is_cut_from_small_grades(home: Home, width: int) -> None:
    for day in ("2026-12-20", "2026-12-21", "2026-12-27"):
        seeding.study(home, f"{day}T09:00+00:00", [4] * 6)
    app = app_for(home, selection=Selection(), grades=6 if width >= 80 else 4, now="2027-06-20T09:00+00:00")
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("space")
        for tile in app.screen.query(GradeTile):
            said = str(tile.content)
            effect = tile.choice.effect if tile.choice else ""
            assert effect.split()[0] in said
            is_again = said.rstrip().endswith("+") or "again today" in said
            assert is_again == effect.endswith("+today")
            assert max(map(len, said.splitlines())) <= tile.content_size.width


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_today_says_why_no_new_card_comes_while_many_are_overdue(
    empty_home: Home, tmp_path: Path, size: tuple[int, int]
) -> None:
    facts = "\n\n".join(f"## What is term {n}?\n\nMeaning {n}." for n in range(75))
    seeding.add_notes(empty_home, tmp_path / "notes", {"terms.md": facts})
    for day in ("2027-01-01", "2027-01-02"):
        with Desk(empty_home, seeding.settings_with(new_per_day=35), seeding.clock(f"{day}T09:00+00:00")) as desk:
            sitting = desk.start(Selection())
            while sitting.advance():
                sitting.grade(5)
    app = app_for(empty_home)
    async with app.run_test(size=size):
        shown = " ".join(grid.text(app).split())
        assert "70 due 0 new" in shown
        assert "5 new cards wait until at most 60 are overdue: + asks up to ten now" in shown
