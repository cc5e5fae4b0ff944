"""Review by key and by click: space and enter do a whole sitting, and nothing moves before it is stored."""

from __future__ import annotations

import gc
import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from textual.widgets import Input, Static

from quizzer.cli.context import Context
from quizzer.cli.screens import make_app
from quizzer.config import Home
from quizzer.domain.candidates import Selection
from quizzer.services import sitting
from quizzer.store import backup
from quizzer.tui.screens import review
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.screens.summary import SummaryScreen
from quizzer.tui.screens.today import TodayScreen
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.grade_bar import GradeTile
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

SIZE = (80, 24)


def stored(home: Home) -> list[tuple[int, str]]:
    """Quality and kind of every entry in the log, oldest first."""
    connection = sqlite3.connect(home.database)
    rows = connection.execute("SELECT quality, entry FROM reviews ORDER BY id").fetchall()
    connection.close()
    return rows


def question(screen: ReviewScreen) -> str:
    return screen.query_one("#question", CardText).source


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_one_key_does_a_whole_sitting(home: Home, key: str) -> None:
    before = len(stored(home))
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(40):
            if isinstance(app.screen, SummaryScreen):
                break
            await pilot.press(key)
        assert isinstance(app.screen, SummaryScreen)
    added = stored(home)[before:]
    assert added
    assert {quality for quality, _ in added} == {4}


async def test_the_counts_of_very_many_cards_follow_the_first_card(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_for(home, now="2027-02-10T09:00+00:00", selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        counted = grid.rows(app)[0]
    monkeypatch.setattr(sitting, "MANY", 0)
    monkeypatch.setattr(review, "FURNISHED_AFTER", 60)
    app = app_for(home, now="2027-02-10T09:00+00:00", selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        first = grid.rows(app)
        assert "due" in counted
        assert "due" not in first[0]
        assert question(app.screen) in "".join(first)
        await pilot.press("space", "3")
        assert "due" in grid.rows(app)[0]


@pytest.mark.parametrize(("key", "quality"), [("1", 1), ("2", 3), ("3", 4), ("4", 5)])
async def test_number_keys_grade(home: Home, key: str, quality: int) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", key)
        assert stored(home)[-1][0] == quality


@pytest.mark.parametrize("quality", range(6))
async def test_six_qualities_when_the_person_wants_them(home: Home, quality: int) -> None:
    app = app_for(home, selection=Selection(), grades=6)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", str(quality))
        assert stored(home)[-1][0] == quality


@pytest.mark.parametrize("key", ["1", "4", "0", "5"])
async def test_no_grade_before_the_answer_is_shown(home: Home, key: str) -> None:
    app = app_for(home, selection=Selection())
    before = stored(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert stored(home) == before


async def test_clicking_a_tile_grades(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        tile = list(app.screen.query(GradeTile))[3]
        await pilot.click(tile)
        assert stored(home)[-1][0] == 5


async def test_clicking_a_hint_runs_it(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click("KeyBar", offset=(3, 0))
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.is_revealed


async def test_label_is_what_is_stored(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.showing is not None
        outcomes = screen.showing.outcomes
        effects = {tile.choice.quality: tile.choice.effect for tile in screen.query(GradeTile) if tile.choice}
        expected = outcomes[4].after
        assert expected is not None
        await pilot.press("3")
        after = screen.sitting.session.graded[-1].after
        assert after == expected
        assert effects[4].startswith(f"{(expected.due - expected.last_day).days}d")


async def test_question_stays_in_place_when_the_answer_appears(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        widget = app.screen.query_one("#question", CardText)
        before = question(app.screen)  # type: ignore[arg-type]
        await pilot.press("space")
        assert app.screen.query_one("#question", CardText) is widget
        assert question(app.screen) == before  # type: ignore[arg-type]
        assert app.screen.query_one("#answer", CardText).source


async def test_undo_brings_the_card_back_also_after_a_restart(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        first = question(app.screen)  # type: ignore[arg-type]
        await pilot.press("space", "1")
        assert question(app.screen) != first  # type: ignore[arg-type]
    again = app_for(home, selection=Selection())
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("u")
        assert question(again.screen) == first  # type: ignore[arg-type]
        assert stored(home)[-1][1] == "cancel"
        await pilot.press("U")
        assert question(again.screen) != first  # type: ignore[arg-type]


async def test_a_reviewed_card_is_postponed_and_a_new_one_is_not(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        first = question(app.screen)  # type: ignore[arg-type]
        before = len(stored(home))
        await pilot.press("p")
        assert stored(home)[-1][1] == "postponed"
        assert question(app.screen) != first  # type: ignore[arg-type]
        await pilot.press("u")
        assert question(app.screen) == first  # type: ignore[arg-type]
        put_off = 0
        while app.screen.showing.schedule is not None:  # type: ignore[attr-defined]
            await pilot.press("p")
            put_off += 1
        unseen = question(app.screen)  # type: ignore[arg-type]
        await pilot.press("p")
        assert any("never reviewed" in message for message in app.messages)
        assert question(app.screen) == unseen  # type: ignore[arg-type]
        assert [kind for _, kind in stored(home)[before:]] == ["postponed", "cancel", *["postponed"] * put_off]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("s", "Taken back: suspended."),
        ("b", "Taken back: buried until tomorrow."),
        ("f", "Taken back: flagged."),
        ("p", "Taken back: postponed. U brings it back."),
    ],
)
async def test_what_is_no_grade_is_taken_back_by_its_name(home: Home, key: str, told: str) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        before = question(app.screen)  # type: ignore[arg-type]
        await pilot.press(key, "u")
        assert question(app.screen) == before  # type: ignore[arg-type]
        assert grid.rows(app)[1].strip() == told


async def test_leaving_keeps_what_was_graded(home: Home) -> None:
    app = app_for(home)
    before = len(stored(home))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "3", "space", "q")
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("space")
        assert isinstance(app.screen, TodayScreen)
    assert len(stored(home)) == before + 1


async def test_full_disk_keeps_the_card_on_the_screen(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        before = question(app.screen)  # type: ignore[arg-type]
        app.desk._connection.execute("PRAGMA query_only = 1")
        await pilot.press("3")
        assert question(app.screen) == before  # type: ignore[arg-type]
        assert app.screen.is_revealed  # type: ignore[attr-defined]
        assert any("NOT saved" in message for message in app.messages)
        app.desk._connection.execute("PRAGMA query_only = 0")
        await pilot.press("3")
        assert stored(home)[-1][0] == 4


@pytest.mark.parametrize("is_removed", [False, True], ids=["replaced", "removed"])
async def test_nothing_is_graded_into_a_file_that_nobody_would_find(home: Home, is_removed: bool) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        before = question(app.screen)  # type: ignore[arg-type]
        aside = home.database.rename(home.database.with_name("aside.db"))
        if not is_removed:
            shutil.copyfile(aside, home.database)
        await pilot.press("3")
        assert question(app.screen) == before  # type: ignore[arg-type]
        assert any("NOT saved" in message and "was replaced" in message for message in app.messages)
        if is_removed:
            assert not home.database.exists()


async def test_a_restored_backup_is_what_the_next_review_is_of(home: Home) -> None:
    before = len(stored(home))
    made = backup.make(home.database, home.backups, reason="by-hand")
    app = app_for(home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "3", "q", "space")
        assert len(stored(home)) == before + 1
        backup.restore(made.path, home.database, home.backups)
        await pilot.press("space")
        assert isinstance(app.screen, TodayScreen)
        assert any("replaced meanwhile" in message for message in app.messages)
        await pilot.press("space", "space", "3", "q")
    assert len(stored(home)) == before + 1


async def test_second_session_is_turned_away(home: Home) -> None:
    one, two = app_for(home), app_for(home)
    async with one.run_test(size=SIZE) as first:
        await first.press("space")
        async with two.run_test(size=SIZE) as second:
            await second.press("space")
            await second.pause()
            assert isinstance(two.screen, TodayScreen)
            assert any("Another review session" in message for message in two.messages)


async def test_typed_words_are_kept_with_the_review(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", *"3 heads", "enter")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.is_revealed
        assert "You wrote: 3 heads" in str(screen.query_one("#feedback", Static).content)
        await pilot.press("3")
        assert screen.sitting.session.graded[-1].answer["typed"] == "3 heads"
        assert screen.query_one("#typed", Input).value == ""


async def test_formulas_change_form(home: Home) -> None:
    app = app_for(home, selection=Selection(decks=("Serving",)))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(6):
            if "sharing" in question(app.screen):  # type: ignore[arg-type]
                break
            await pilot.press("x")
        await pilot.press("space")
        assert "╶─╴" in grid.text(app)
        await pilot.press("m")
        assert "h/g" in grid.text(app)
        await pilot.press("m")
        assert "\\frac{h}{g}" in grid.text(app)


async def test_hostile_text_is_shown_letter_for_letter(empty_home: Home, tmp_path: object) -> None:
    from pathlib import Path

    seeding.add_notes(empty_home, Path(str(tmp_path)) / "n", {"Hostile.md": seeding.HOSTILE})
    app = app_for(empty_home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        shown = grid.text(app)
        assert "[red]this[/red] [/foo] [@click=app.quit]say[/]" in shown
        await pilot.press("space")
        shown = grid.text(app)
        assert "list[int]" in shown
        assert "␛[31mred␛[0m" in shown
        assert "‹U+202E›" in shown
        assert "\x1b" not in shown


async def test_points_are_ticked_from_the_words_and_the_person_decides(home: Home) -> None:
    app = app_for(home, selection=Selection(decks=("Listed",)))
    notes = {"Listed.md": "# Listed\n\n### Why tile?\n\n- less memory traffic\n- exact softmax\n- no overflow\n"}
    seeding.add_notes(home, home.database.parent / "more", notes)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", *"memory traffic is less, softmax stays exact", "enter")
        assert "2 of 3" in grid.text(app)
        await pilot.press("tab", "tab", "t")
        assert "3 of 3" in grid.text(app)
        await pilot.press("t")
        assert "2 of 3" in grid.text(app)
        await pilot.press("space")
    with closing(sqlite3.connect(home.database)) as connection:
        answer, quality = connection.execute("SELECT answer, quality FROM reviews ORDER BY id DESC LIMIT 1").fetchone()
    assert quality == 3
    assert [each["is_ticked"] for each in json.loads(answer)["points"]] == [False, True, True]


async def test_without_typing_the_list_comes_on_a_key(home: Home) -> None:
    app = app_for(home, selection=Selection(decks=("Listed",)))
    notes = {"Listed.md": "# Listed\n\n### Why tile?\n\n- less memory traffic\n- exact softmax\n"}
    seeding.add_notes(home, home.database.parent / "more", notes)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        assert "Did you say" not in grid.text(app)
        await pilot.press("t")
        assert "0 of 2" in grid.text(app)


async def test_the_screen_goes_on_with_the_card_that_the_command_looked_for(home: Home) -> None:
    context = Context(None, {"QUIZZER_HOME": str(home.data), "QUIZZER_NOW": seeding.TODAY})
    app = make_app(context, Selection(limit=1), minutes=None, more_today=0)
    assert app is not None
    looked_for = app.desk.queue.next_due(app.desk.choice(Selection()))
    assert looked_for is not None
    async with app.run_test(size=SIZE) as pilot:
        assert question(app.screen) == looked_for[0].question
        await pilot.press("space", "3")
        assert isinstance(app.screen, SummaryScreen)
        assert gc.isenabled()
    assert stored(home)[-1][0] == 4
    assert make_app(context, Selection(limit=0), minutes=None, more_today=0) is None


async def test_the_message_log_tells_what_was_done_to_which_card(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        question = app.screen.showing.card.question  # type: ignore[attr-defined]
        await pilot.press("space", "3", "u")
        graded, undone = app.messages[-2:]
        assert graded.startswith("Good: next on ")
        assert graded.endswith(f". {question}")
        assert "takes it back" not in graded
        assert undone == f"Taken back. {question}"
