"""Every screen but Review: opened by its key, used by keys, left by escape."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList, Static

from quizzer.config import Home
from quizzer.config_file import load
from quizzer.domain.candidates import Selection
from quizzer.domain.rounds import Round
from quizzer.services.interviewing import keep_round
from quizzer.services.reporting import count_waiting
from quizzer.services.study import Desk
from quizzer.tui.screens.browse import BrowseScreen
from quizzer.tui.screens.bundled import BundledScreen
from quizzer.tui.screens.guide import GuideScreen
from quizzer.tui.screens.import_notes import ImportScreen
from quizzer.tui.screens.keys import KeysScreen
from quizzer.tui.screens.messages import MessagesScreen
from quizzer.tui.screens.plan import PlanScreen
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.screens.settings import SettingsScreen
from quizzer.tui.screens.stats import StatsScreen
from quizzer.tui.screens.stubs import StubsScreen
from quizzer.tui.screens.today import TodayScreen
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

SIZE = (80, 24)


@pytest.fixture
def connection(home: Home) -> Iterator[sqlite3.Connection]:
    """A look into the database from outside."""
    with closing(sqlite3.connect(home.database)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("b", BrowseScreen),
        ("d", BundledScreen),
        ("f1", GuideScreen),
        ("i", ImportScreen),
        ("question_mark", KeysScreen),
        ("M", MessagesScreen),
        ("space", ReviewScreen),
        ("comma", SettingsScreen),
        ("t", StatsScreen),
        ("s", StubsScreen),
        ("p", PlanScreen),
    ],
)
async def test_keys_open_screens_and_escape_leaves_them(home: Home, key: str, screen: type) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, screen)
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_empty_home_offers_three_ways_and_starts_at_once(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        shown = grid.text(app)
        for word in ("starter deck", "your own notes", "decks that come with quizzer"):
            assert word in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.showing is not None


async def test_today_says_what_is_weak_and_which_notes_changed(tmp_path: Path) -> None:
    home = seeding.seeded(tmp_path)
    seeding.study(home, "2027-01-09T10:00+00:00", [1, 1])
    with Desk(home, seeding.settings_with(), seeding.clock()) as desk:
        keep_round(desk, Round("Onsite", date(2027, 1, 22)))
    (tmp_path / "notes" / "Training.md").write_text("# Training\n\n### What is new?\n\nThis.\n", encoding="utf-8")
    app = app_for(home)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = grid.text(app)
        assert "retention 30 d" in shown
        assert "Onsite in 12 days" in shown
        assert "1 note has changed since the last import (i)" in shown
        assert "(1 lapse)" in shown


async def test_today_counts_what_an_interview_asks_early(tmp_path: Path) -> None:
    home = seeding.seeded(tmp_path)
    seeding.study(home, "2027-01-09T10:00+00:00", [4, 4])  # now a card that was passed twice waits beyond the interview
    with Desk(home, seeding.settings_with(), seeding.clock()) as desk:
        keep_round(desk, Round("Onsite", date(2027, 1, 11)))
        waiting = count_waiting(desk)
    assert waiting.early
    app = app_for(home)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert f"{waiting.early} for the interview" in grid.text(app)
        assert f"of {waiting.total} done today" in grid.text(app)


async def test_first_words_wrap_below_themselves(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=(44, 24)):
        lines = grid.rows(app)
        place = next(n for n, line in enumerate(lines) if "your own notes" in line)
        assert lines[place + 1].index("Markdown" if "Markdown" in lines[place + 1] else "of") == lines[place].index(
            "your"
        )


async def test_keys_are_searched_and_run(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark", *"progress", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StatsScreen)


@pytest.mark.parametrize("keys", [("ctrl+p",), ("colon",), ("b", "slash", "ctrl+p")])
async def test_keys_that_the_footer_names_open_the_palette(home: Home, keys: tuple[str, ...]) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert isinstance(app.screen, CommandPalette)


async def test_every_command_is_in_the_palette(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE):
        titles = {command.title for command in app.get_system_commands(app.screen)}
        described = {active.binding.description for active in app.screen.active_bindings.values() if active.binding.id}
        assert described - {""} <= titles


async def test_keys_can_be_mapped(home: Home) -> None:
    app = app_for(home, keymap={"today.stats": "p"})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t")
        assert isinstance(app.screen, TodayScreen)
        assert "p Progress" in grid.text(app)
        await pilot.press("p")
        assert isinstance(app.screen, StatsScreen)


async def test_theme_key_goes_through_the_themes(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("T")
        assert app.theme == "quizzer-light"
        await pilot.press("T")
        assert app.theme == "quizzer-contrast"


# -- browse


async def test_search_narrows_the_list(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.press("b")
        found = app.screen.query_one("#hits", OptionList)
        assert found.option_count == 6
        await pilot.press("slash", *"gradients")
        assert found.option_count == 1
        await pilot.press("ctrl+u", *"is:new -deck:training")
        assert 0 < found.option_count < 6
        await pilot.press("ctrl+u", *"is:nothing")
        assert "means nothing here" in grid.text(app)
        await pilot.press("ctrl+u", *'"; DROP', "escape")
        assert isinstance(app.screen, BrowseScreen)


@pytest.mark.parametrize(
    ("key", "column", "value"), [("s", "state", "suspended"), ("d", "state", "parked"), ("f", "is_flagged", 1)]
)
async def test_browse_marks_cards(
    home: Home, connection: sqlite3.Connection, key: str, column: str, value: object
) -> None:
    app = app_for(home)
    query = f"SELECT count(*) FROM cards WHERE {column} = ?"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b", key)
        assert connection.execute(query, (value,)).fetchone() == (1,)
        await pilot.press("u")
        assert connection.execute(query, (value,)).fetchone() == (0,)


async def test_tags_are_found_again(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b", "t", *"hard later", "enter", "slash", *"tag:later")
        assert app.screen.query_one("#hits", OptionList).option_count == 1


# -- import


async def test_import_shows_a_plan_before_it_stores(home: Home, connection: sqlite3.Connection, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "Extra.md").write_text("# Extra\n\n### What is a token?\n\nA piece of text with a number.\n")
    app = app_for(home)
    count = "SELECT count(*) FROM cards"
    before = connection.execute(count).fetchone()[0]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path", Input).value = str(folder)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "What is a token?" in grid.text(app)
        assert "enter Store  esc Cancel  ? Keys" in grid.text(app)
        assert connection.execute(count).fetchone()[0] == before
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert connection.execute(count).fetchone()[0] == before + 1
        await pilot.press("i", "escape")


@pytest.mark.parametrize(("key", "parked"), [("", 0), ("F", 3)], ids=["kept", "forced"])
async def test_parking_much_of_a_deck_wants_a_key(
    home: Home, connection: sqlite3.Connection, tmp_path: Path, key: str, parked: int
) -> None:
    note = tmp_path / "Extra.md"
    sections = [f"### What is {word}?\n\nA thing called {word}.\n" for word in ("alpha", "beta", "gamma", "delta")]
    note.write_text("\n".join(sections))
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        for text in ("\n".join(sections), sections[0]):
            note.write_text(text)
            await pilot.press("i")
            app.screen.query_one("#path", Input).value = str(note)
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            if text == sections[0]:
                assert "3 cards gone" in grid.text(app)
                await pilot.press(*([key] if key else []))
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
    assert connection.execute("SELECT count(*) FROM cards WHERE state = 'parked'").fetchone()[0] == parked


async def test_a_guessed_repair_is_shown_first_and_g_leaves_the_line(home: Home, tmp_path: Path) -> None:
    note = tmp_path / "Cost.md"
    damaged = "Attention costs âˆ LÂ² per layer."
    note.write_text(f"# Cost\n\n### How does cost grow with length?\n\n{damaged}\n", encoding="utf-8")
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path", Input).value = str(note)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = grid.text(app)
        assert "by a guess" in shown
        assert "? Cost.md:5" in shown
        assert "Attention costs ∝ L² per layer." in shown
        await pilot.press("g")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "stay as they stand" in grid.text(app)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
    with closing(sqlite3.connect(home.database)) as connection:
        answers = connection.execute("SELECT answer FROM cards").fetchall()
    assert (damaged,) in answers


async def test_search_that_finds_nothing_says_what_to_try(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b", "slash", *"xyzzy")
        await pilot.pause()
        assert "No card fits" in grid.text(app)
        assert "is:due" in grid.text(app)


async def test_missing_path_is_said_in_place(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", *"/no/such", "enter")
        assert "There is no /no/such" in grid.text(app)


async def test_bundled_decks_are_added(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        assert app.screen.query_one(OptionList).option_count > 5
        await pilot.press("space", "j", "space")
        assert grid.text(app).count("☑") == 2
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert len(app.desk.deck_counts()) == 2


# -- interviews


async def test_interviews_are_added_changed_removed_and_brought_back(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:

        def kept() -> list[tuple[str, str, float]]:
            return [(each.name, each.day.isoformat(), each.minutes) for each in app.desk.rounds.all()]

        await pilot.press("p", "a", *"Onsite", "enter")
        assert "An interview has a date" in grid.text(app)
        await pilot.press(*" 2026-12-31", "enter")
        assert "has passed" in grid.text(app)
        await pilot.press("ctrl+u", *"Onsite 2027-01-22 deck:Nowhere", "enter")
        assert "no deck called" in grid.text(app)
        await pilot.press("ctrl+u", *"Onsite 2027-01-22 25 min deck:Serving", "enter")
        assert kept() == [("Onsite", "2027-01-22", 25.0)]
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = grid.text(app)
        assert "12 days left" in shown
        assert "if you keep the plan" in shown
        await pilot.press("e", "ctrl+u", *"Final 2027-02-01", "enter")
        assert kept() == [("Final", "2027-02-01", 25.0)]
        await pilot.press("d")
        assert kept() == []
        await pilot.press("u")
        assert kept() == [("Final", "2027-02-01", 25.0)]
        await app.workers.wait_for_complete()


# -- settings, progress, stubs


async def test_settings_are_saved_and_bad_values_refused(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("comma", "enter")
        field = app.screen.query_one("#value", Input)
        field.value = "many"
        await pilot.press("enter")
        assert "whole number" in grid.text(app)
        assert not home.config.exists()
        field.value = "7"
        await pilot.press("enter")
        assert load(home.config).new_per_day == 7
        assert app.settings.new_per_day == 7
        await pilot.press("backspace")
        assert load(home.config).new_per_day == 20


async def test_open_questions_are_listed_by_note(empty_home: Home, tmp_path: Path) -> None:
    seeding.add_notes(
        empty_home, tmp_path / "n", {"Open.md": "# Open\n\n### What is left open?\n\n### What is known?\n\nThis.\n"}
    )
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        assert "What is left open?" in grid.text(app)


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (20, 5)])
async def test_tiny_windows_are_told_so(home: Home, size: tuple[int, int]) -> None:
    app = app_for(home)
    async with app.run_test(size=size):
        assert "quizzer wants" in grid.text(app)


@pytest.mark.parametrize("small", [(39, 24), (80, 9)])
async def test_nothing_is_done_to_what_a_tiny_window_hides(home: Home, small: tuple[int, int]) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        shown = app.screen
        assert isinstance(shown, ReviewScreen)
        before = shown.sitting.session
        await pilot.resize_terminal(*small)
        await pilot.press("space", "3", "s", "colon", "pagedown")
        await pilot.click(offset=(3, 3))
        assert app.screen is shown
        assert shown.sitting.session == before
        await pilot.press("ctrl+q")
    assert not app.is_running


async def test_page_keys_in_a_list_that_a_tiny_window_hides(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("comma", "end")
        shown = app.screen
        await pilot.resize_terminal(20, 5)
        await pilot.press("pageup", "escape")
        assert app.screen is shown


async def test_nobody_leaves_while_decks_are_added(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        screen = app.screen
        assert isinstance(screen, BundledScreen)
        screen.action_add()
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert "Starter: transformer arithmetic" in grid.text(app)


async def test_nobody_leaves_while_a_plan_is_stored(empty_home: Home, tmp_path: Path) -> None:
    note = tmp_path / "Note.md"
    note.write_text("### What is kept?\n\nAll of it.\n", encoding="utf-8")
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path", Input).value = str(note)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.action_apply()
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert "1 new" in grid.text(app)


async def test_a_plan_that_was_overtaken_is_shown_anew(
    home: Home, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    extra = {"Extra.md": "# Extra\n\n### What is a token?\n\nA piece of text with a number.\n"}
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "Extra.md").write_text(extra["Extra.md"])
    count = "SELECT count(*) FROM cards"
    before = connection.execute(count).fetchone()[0]
    app = app_for(home)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("i")
        app.screen.query_one("#path", Input).value = str(folder)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        seeding.add_notes(home, folder, extra)
        await pilot.press("enter")
        for _ in range(2):
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert "Nothing new." in grid.text(app)
        assert "Something else was imported meanwhile" in grid.text(app)
        assert connection.execute(count).fetchone()[0] == before + 1


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_one_key_leaves_an_import_without_news(home: Home, key: str) -> None:
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nothing new." in grid.text(app)
        await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_the_starter_deck_is_announced_and_added_once(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen.action_starter()
        screen.action_starter()
        assert "Adding the starter deck" in str(screen.query_one("#figures", Static).content)
        await pilot.pause()
        await pilot.pause()
        assert [type(each) for each in app.screen_stack] == [TodayScreen, ReviewScreen]
