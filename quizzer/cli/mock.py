"""`quizzer mock`: a mock interview line by line; `m` on the first screen holds the same one on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import click

from quizzer.cli.context import Context, counted, is_utf8, pass_context, say
from quizzer.cli.existing import may_write, place_of
from quizzer.cli.plain_commands import Left, read_line
from quizzer.cli.plain_text import Page
from quizzer.config import Home
from quizzer.domain.candidates import Selection
from quizzer.domain.mock import CHECKS, STAGES
from quizzer.errors import QuizzerError
from quizzer.services import mock_draft
from quizzer.services.lock import SessionLock
from quizzer.services.mock_report import clock, report
from quizzer.services.mocking import MockInterview, Question, Wish
from quizzer.services.study import Desk

KEYS = ":s next part, :f follow-up, :p pause, :e end; an empty line ends the answer."


@click.command()
@click.argument("deck", required=False)
@click.option("--questions", type=click.IntRange(1, 20), default=8, show_default=True, metavar="N", help="How many.")
@click.option("--minutes", type=click.IntRange(1, 30), default=4, show_default=True, metavar="N", help="For each.")
@click.option("--count", is_flag=True, help="Let passes count as reviews; without it only a failure moves a card.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to FILE too, as Markdown."
)
@pass_context
def mock(context: Context, deck: str | None, questions: int, minutes: int, count: bool, out: Path | None) -> None:
    """Hold a mock interview line by line: open questions against the clock, of all decks or of DECK.

    Answer aloud or in writing; afterwards each answer is shown beside the right one, and you score it. What was not
    correct is asked again today. What is not finished is kept, and offered at the next start. `m` on the first screen of quizzer holds the same interview there.
    """
    out = place_of(out)
    if out is not None:
        may_write(out, hint="name another file")
    with context.desk() as desk:
        page = Page(is_ascii=desk.settings.ascii or not is_utf8(), line_breaks=desk.settings.line_breaks)
        selection = Selection(decks=desk.deck_names((deck,)) if deck else ())
        lock = SessionLock(context.home.lock)
        lock.acquire()
        try:
            wish = Wish(deck or "Everything", selection, questions=questions, minutes_each=minutes, counts_passes=count)
            try:
                interview = _take_up(desk) or MockInterview(desk, wish)
            except Left:
                say()
                return
            try:
                if not interview.is_over:
                    _ask(interview, page, context.home)
                _score(interview, page, context.home)
            except Left:
                say()
                if mock_draft.keep(context.home, interview):
                    say("What has no score yet waits: `quizzer mock` goes on with it.")
        finally:
            lock.release()
        results = interview.results()
        if not results:
            say("Nothing was scored. Nothing was changed.")
            return
        text = report(interview.wish.title, desk.clock.local(interview.started), results)
        say(page.draw(text))
        if out:
            _write(out, text)


def _take_up(desk: Desk) -> MockInterview | None:
    """An interview that was not finished, when there is one and the person wants to go on with it."""
    for draft in mock_draft.drafts(desk.home):
        began = f"{desk.clock.local(draft.started):%d %b %H:%M}"
        asked = read_line(f"{draft.title}, {began}, is not finished: enter goes on, n leaves it, d forgets it > ")
        if asked == "d":
            mock_draft.forget(draft)
        elif asked != "n":
            return mock_draft.take_up(desk, draft)
    return None


def _ask(interview: MockInterview, page: Page, home: Home) -> None:
    say(f"{counted(len(interview.questions), 'question')}, {interview.wish.minutes_each} min each. {KEYS}")
    is_going = True
    while is_going:
        say(f"\n[{interview.place + 1}/{len(interview.questions)}] {clock(interview.seconds_left())} left")
        say(page.draw(interview.question.exercise.question))
        if _take_answer(interview, page, home):
            is_going = interview.go_on()
        else:
            is_going = False
            interview.end()
        mock_draft.keep(home, interview)


def _take_answer(interview: MockInterview, page: Page, home: Home) -> bool:
    """Lines until an empty one, each kept as it comes; False when the person ends the interview."""
    stage = 0
    words = interview.question.words
    written: dict[str, list[str]] = {name: words[name].splitlines() if name in words else [] for name in STAGES}
    while True:
        typed = read_line(f"{STAGES[stage]}, {clock(interview.seconds_left())} > ")
        match typed:
            case "":
                return True
            case ":e":
                return False
            case ":q":
                raise Left
            case ":s":
                stage = (stage + 1) % len(STAGES)
            case ":f":
                follow = interview.follow_up()
                say(f"Follow-up: {page.line(follow.question)}" if follow else "There is no further follow-up.")
            case ":p":
                interview.pause()
                read_line("Paused (enter goes on) > ")
                interview.pause()
            case "?" | ":?":
                say(KEYS)
            case _:
                written[STAGES[stage]].append(typed)
                interview.write(STAGES[stage], "\n".join(written[STAGES[stage]]))
                mock_draft.keep(home, interview)


def _score(interview: MockInterview, page: Page, home: Home) -> None:
    for number, question in enumerate(interview.asked, 1):
        if question.review is not None:
            continue
        say(f"\nScore {number} of {len(interview.asked)}")
        _show(question, page)
        interview.score(question, _read_checks())
        mock_draft.keep(home, interview)


def _show(question: Question, page: Page) -> None:
    say(page.draw(question.exercise.question))
    for stage in STAGES:
        if stage in question.words:
            say(f"You, {stage}: {question.words[stage]}")
    say(f"Answer:\n{page.draw(question.exercise.solution)}")
    for follow in question.follow_ups[: question.taken]:
        say(f"Follow-up: {page.line(follow.question)}\n{page.draw(follow.answer)}")


def _read_checks() -> frozenset[str]:
    listed = ", ".join(f"{n} {check}" for n, check in enumerate(CHECKS, 1))
    while True:
        typed = read_line(f"{listed}; as in 1 3, enter for none, q to leave > ")
        if typed == "q":
            raise Left
        numbers = re.findall(r"\d", typed)
        if not re.sub(r"[\s,\d]", "", typed) and all(1 <= int(number) <= len(CHECKS) for number in numbers):
            return frozenset(CHECKS[int(number) - 1] for number in numbers)
        say(f"Type numbers from 1 to {len(CHECKS)}.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QuizzerError(f"the report cannot be written: {error.strerror}", source=str(path)) from error
    say(f"Written to {path}")


COMMANDS = {"mock": mock}
