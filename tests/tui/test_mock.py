"""The mock interview by key: asked against the clock, scored by the person, reported."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.domain.mock import CHECKS
from quizzer.errors import QuizzerError
from quizzer.services.lock import SessionLock
from quizzer.services.mock_draft import drafts, keep, take_up
from quizzer.services.mocking import MockInterview, Wish
from quizzer.services.study import Desk
from quizzer.tui.screens.mock import MockScreen
from quizzer.tui.screens.mock_score import MockScoreScreen
from quizzer.tui.screens.mock_setup import CHOOSING, MockSetupScreen
from quizzer.tui.screens.today import TodayScreen
from quizzer.tui.widgets.card_text import CardText
from tests.tui import grid, seeding
from tests.tui.seeding import app_for
from tests.tui.test_kinds import CHOICES, VARIED

SIZE = (80, 24)
SHORT = Wish("Training", Selection(decks=("Training",)), questions=2)


@pytest.fixture
def fresh(tmp_path: Path) -> Home:
    """Notes that nobody has reviewed."""
    home = find_home(str(tmp_path / "fresh"), {})
    notes = {**seeding.NOTES, "sums.yaml": VARIED, "choices.yaml": CHOICES}
    seeding.add_notes(home, tmp_path / "notes", notes)
    return home


def stored(home: Home) -> list[tuple[int, str]]:
    connection = sqlite3.connect(home.database)
    rows = connection.execute("SELECT quality, entry FROM reviews ORDER BY id").fetchall()
    connection.close()
    return rows


class Ticks:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_whole_interview_by_key(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        assert isinstance(app.screen, MockSetupScreen)
        await pilot.press(*["minus"] * 6, "greater_than_sign")
        assert (app.screen.wish.questions, app.screen.wish.minutes_each) == (2, 5)
        await pilot.press("enter")
        assert isinstance(app.screen, MockScreen)
        interview = app.screen.interview
        assert "question 1 of 2" in grid.text(app)
        await pilot.press(*"first part", "f3", *"second part", "f4")
        assert interview.questions[0].words == {"clarify": "first part", "estimate": "second part"}
        assert app.screen.query_one(TextArea).text == ""
        await pilot.press("escape", "f8")
        assert "Paused" in grid.text(app)
        assert interview.question.exercise.question not in app.screen.query_one("#question", CardText).source
        await pilot.press("p", "escape", "n")
        assert isinstance(app.screen, MockScoreScreen)
        assert "first part" in app.screen.query_one(CardText).source
        assert interview.questions[0].exercise.solution in app.screen.query_one(CardText).source
        await pilot.press("1", "2", "3", "enter")
        assert "Nothing was written" in app.screen.query_one(CardText).source
        await pilot.press("enter")
        assert "Mock interview: Everything" in app.screen.query_one(CardText).source
        assert stored(fresh) == [(4, "practice"), (1, "scheduled")]
        await pilot.press("u", "1", "space")
        assert stored(fresh)[1:] == [(1, "scheduled"), (0, "cancel"), (3, "practice")]
        await pilot.press("x", "enter")
        assert isinstance(app.screen, TodayScreen)
    (report,) = (fresh.data / "interviews").glob("mock-*.md")
    assert "**clarify:** first part" in report.read_text(encoding="utf-8")


async def test_the_session_lock_holds_from_the_first_question_to_the_last_score(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter")
        for keys in (("f9",), ()):
            with pytest.raises(QuizzerError):
                SessionLock(fresh.lock).acquire()
            await pilot.press(*keys)
        await pilot.press("q")
        other = SessionLock(fresh.lock)
        other.acquire()
        await pilot.press("m", "enter")
        assert isinstance(app.screen, MockSetupScreen)
        assert "Another review session" in app.messages[-1]
        other.release()


async def test_follow_ups_are_shown_and_end(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
            interview = MockInterview(desk, Wish("Sums", Selection(decks=("Sums",))))
            app.push_screen(MockScreen(interview, SessionLock(fresh.lock)))
            await pilot.press("f5")
            assert "Follow-up: What if" in str(app.screen.query_one("#follow", Static).content)
            assert "F5 Follow-up" in grid.text(app)
            await pilot.press(*["f5"] * 5)
            assert interview.question.taken == len(interview.question.follow_ups) == 2
            assert "F5 Follow-up" not in grid.text(app)


async def test_that_questions_are_being_chosen_is_said_before_they_are(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        setup = app.screen
        assert isinstance(setup, MockSetupScreen)
        setup.action_begin()
        setup.action_begin()  # Enter was pressed twice
        assert app.screen is setup
        assert CHOOSING in str(setup.query_one("#lead", Static).content)
        await pilot.pause()
        assert isinstance(app.screen, MockScreen)
        assert setup not in app.screen_stack


async def test_an_interview_that_cannot_begin_leaves_the_figures_as_they_were(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        lock = SessionLock(fresh.lock)
        lock.acquire()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, MockSetupScreen)
        assert "8 questions" in grid.text(app)
        lock.release()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, MockScreen)


async def test_nothing_to_ask_is_said(empty_home: Home) -> None:
    app = app_for(empty_home)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter")
        assert isinstance(app.screen, MockSetupScreen)
        assert "no open question" in app.messages[-1]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (50, 16)])
async def test_it_fits(fresh: Home, size: tuple[int, int]) -> None:
    app = app_for(fresh)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "enter")
        assert app.screen.query_one(TextArea).size.height >= 2
        await pilot.press("f9")
        shown = grid.text(app)
        assert "4 [ ] clear" in shown or "4  clear" in shown


def test_time_is_used_up_stands_still_and_ends_nothing(fresh: Home) -> None:
    ticks = Ticks()
    with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
        interview = MockInterview(desk, SHORT, ticks=ticks)
        ticks.now = 60
        assert interview.seconds_left() == 180
        interview.pause()
        ticks.now = 1_000
        assert interview.seconds_left() == 180
        interview.pause()
        ticks.now = 1_200
        assert interview.seconds_left() == -20
        assert interview.go_on()
        assert interview.seconds_left() == 240
        assert interview.questions[0].seconds == 260
        interview.end()
        assert len(interview.asked) == 1


def test_a_failure_joins_the_queue_of_today_and_a_pass_moves_nothing(fresh: Home) -> None:
    with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
        interview = MockInterview(desk, SHORT, ticks=Ticks())
        interview.write("clarify", "x" * 10_000)
        interview.go_on()
        passed, failed = interview.questions
        interview.score(passed, {"correct"})
        assert desk.log.schedule_of(passed.card.id) is None
        interview.score(failed, {"complete", "numbers", "clear"})
        assert desk.waiting().repeats == 1
        # Failed again on the same day: a repetition, not a second lapse.
        second = MockInterview(desk, SHORT, ticks=Ticks())
        again = next(each for each in [*second.questions, failed] if each.card.id == failed.card.id)
        again.review = None
        second.score(again, ())
        schedule = desk.log.schedule_of(failed.card.id)
        assert schedule is not None
        first = desk.log.of_card(failed.card.id)[0].after
        assert first is not None
        assert schedule.lapses == first.lapses
        record = desk.log.of_card(passed.card.id)[0].answer
        assert json.dumps(dict(record)).count("x") < 5_000
        assert record["checks"] == ["correct"]


def test_passes_count_when_the_person_says_so(fresh: Home) -> None:
    with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
        wish = Wish("Training", Selection(decks=("Training",)), questions=1, counts_passes=True)
        interview = MockInterview(desk, wish, ticks=Ticks())
        interview.score(interview.question, {"correct", "complete", "clear"})
        schedule = desk.log.schedule_of(interview.question.card.id)
        assert schedule is not None
        assert schedule.repetition == 1


def test_choices_are_not_asked_aloud(fresh: Home) -> None:
    with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
        interview = MockInterview(desk, Wish(questions=20), ticks=Ticks())
        assert {each.card.deck for each in interview.questions} == {"Serving", "Training", "Sums"}


async def test_a_closed_window_loses_no_word(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter", *"first part", "f3", *"second", "f4", *"third", "f5")
        assert isinstance(app.screen, MockScreen)
        asked = [each.exercise.question for each in app.screen.interview.questions]
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "one waits to be finished (m)" in grid.text(app)
        await pilot.press("m")
        assert "Go on: Everything, 10 Jan, question 2 of" in grid.text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, MockScreen)
        interview = app.screen.interview
        assert [each.exercise.question for each in interview.questions] == asked
        assert [each.words for each in interview.asked] == [
            {"clarify": "first part", "estimate": "second"},
            {"clarify": "third"},
        ]
        assert app.screen.query_one(TextArea).text == "third"
        await pilot.press("f9", "1", "enter")
        assert isinstance(app.screen, MockScoreScreen)
        await pilot.press("q", "m")
        assert "to be scored" in grid.text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, MockScoreScreen)
        assert "third" in app.screen.query_one(CardText).source
        await pilot.press("enter")
        assert "**1 of 2** correct" in app.screen.query_one(CardText).source
        await pilot.press("enter", "m")
        assert "Go on:" not in grid.text(app)


async def test_words_are_on_the_disk_while_they_are_typed(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter", *"unsent")
        assert isinstance(app.screen, MockScreen)
        app.screen._tick()  # as the clock does each second
        (draft,) = drafts(fresh)
        assert draft.data["questions"][0]["words"] == {"clarify": "unsent"}


async def test_an_unfinished_interview_can_be_forgotten_and_brought_back(fresh: Home) -> None:
    app = app_for(fresh)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "enter", *"words", "f9", "q", "m", "d")
        assert drafts(fresh) == []
        assert "Go on:" not in grid.text(app)
        await pilot.press("u")
        assert [draft.title for draft in drafts(fresh)] == ["Everything"]


def test_numbers_of_an_unfinished_interview_are_those_that_were_asked(fresh: Home) -> None:
    with Desk(fresh, seeding.settings_with(), seeding.clock()) as desk:
        sums = Wish("Sums", Selection(decks=("Sums",)))
        first = MockInterview(desk, sums, ticks=Ticks())
        first.write("clarify", "a try")
        keep(fresh, first)
        # Scored meanwhile in another interview: a later showing would draw other numbers.
        other = MockInterview(desk, sums, ticks=Ticks())
        other.score(other.question, CHECKS)
        (draft,) = drafts(fresh)
        taken_up = take_up(desk, draft)
        assert taken_up.question.exercise.question == first.question.exercise.question
        assert taken_up.question.exercise.solution == first.question.exercise.solution
        assert taken_up.question.follow_ups == first.question.follow_ups


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"title": "x", "started": "then"}', "\0"])
def test_a_spoilt_draft_is_passed_over(fresh: Home, text: str) -> None:
    folder = fresh.data / "interviews"
    folder.mkdir()
    (folder / "draft-1.json").write_text(text, encoding="utf-8")
    assert drafts(fresh) == []


@pytest.mark.parametrize(
    ("width", "is_ascii", "row"),
    [
        (50, False, "1✓ correct  2  complete  3  numbers  4  clear"),
        (50, True, "1x correct  2  complete  3  numbers  4  clear"),
        (80, False, "1 [✓] correct   2 [ ] complete   3 [ ] numbers   4 [ ] clear"),
    ],
)
async def test_the_ticks_of_a_score_stand_apart(fresh: Home, width: int, is_ascii: bool, row: str) -> None:
    app = app_for(fresh, ascii=is_ascii)
    async with app.run_test(size=(width, 16)) as pilot:
        await pilot.press("m", "enter", *"words", "f9", "1")
        await pilot.pause()
        assert row in [line.strip() for line in grid.rows(app)]
        await pilot.click("#checks", offset=(row.index("numbers"), 0))
        await pilot.pause()
        assert grid.rows(app)[-2].count("x" if is_ascii else "✓") == 2
