"""A mock interview before its last score: kept in a file as it is written, and taken up again at another start.

Each interview has a file of its own beside the reports, whole at any moment, which goes once every answer is scored.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizzer.config import Home
from quizzer.domain.cards import Card, Kind
from quizzer.domain.mock import CHECKS, STAGES
from quizzer.domain.plain_text import clean
from quizzer.domain.reviews import Review
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise
from quizzer.services.mocking import FollowUp, MockInterview, Question, Wish, exercise_of
from quizzer.services.study import Desk

if TYPE_CHECKING:
    from quizzer.services.computing import Computation

PATTERN = "draft-*.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview that waits: what a list says of it, and what it is made again from."""

    path: Path
    title: str
    started: int
    place: int
    questions: int
    is_over: bool
    """Every question was asked: only scores are missing."""
    data: dict[str, Any] = field(compare=False, repr=False)


def keep(home: Home, interview: MockInterview) -> bool:
    """Write an interview down as it stands, or forget it when nothing of it could be lost; whether it waits now.

    QuizzerError when the file cannot be written.
    """
    path = _folder(home) / f"draft-{interview.started}.json"
    if not _is_worth_keeping(interview):
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    _write(path, _data_of(interview))
    return True


def drafts(home: Home) -> list[Draft]:
    """The interviews that wait, the newest first; a file that is not one of them is passed over."""
    found = (_read(path) for path in _folder(home).glob(PATTERN))
    return sorted((each for each in found if each is not None), key=lambda each: -each.started)


def forget(draft: Draft) -> None:
    """Let an interview go; what was scored stays scored."""
    try:
        draft.path.unlink(missing_ok=True)
    except OSError as error:
        raise QuizzerError(f"it cannot be removed: {error.strerror}", source=str(draft.path)) from error


def bring_back(draft: Draft) -> None:
    """Keep an interview again that was let go."""
    _write(draft.path, draft.data)


def take_up(desk: Desk, draft: Draft) -> MockInterview:
    """The interview as it was left, without the cards that are gone; QuizzerError when nothing is left of it."""
    try:
        return _taken_up(desk, draft)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuizzerError(
            "this interview cannot be read", hint="press d to forget it", source=str(draft.path)
        ) from error


def _taken_up(desk: Desk, draft: Draft) -> MockInterview:
    data = draft.data
    wish = Wish(draft.title, minutes_each=int(data["minutes_each"]), counts_passes=bool(data["counts_passes"]))
    found = [_question(desk, each) for each in data["questions"]]
    questions = [each for each in found if each is not None]
    if not questions:
        raise QuizzerError("the cards of this interview are gone", hint="press d to forget it")
    reached = sum(each is not None for each in found[: draft.place])
    return MockInterview.resumed(desk, wish, draft.started, questions, max(1, reached), is_over=draft.is_over)


def _folder(home: Home) -> Path:
    return home.data / "interviews"


def _write(path: Path, data: dict[str, Any]) -> None:
    from quizzer.services.exporting import write_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuizzerError(f"the answers cannot be kept: {error.strerror}", source=str(path)) from error
    write_file(path, json.dumps(data, ensure_ascii=False).encode("utf-8"))


def _is_worth_keeping(interview: MockInterview) -> bool:
    if interview.is_over:
        return any(each.review is None for each in interview.asked)
    return len(interview.asked) > 1 or any(each.words for each in interview.asked)


def _data_of(interview: MockInterview) -> dict[str, Any]:
    wish = interview.wish
    return {
        "title": wish.title,
        "started": interview.started,
        "minutes_each": wish.minutes_each,
        "counts_passes": wish.counts_passes,
        "reached": len(interview.asked),
        "is_over": interview.is_over,
        "questions": [
            {
                "card": each.card.id,
                "seed": each.exercise.record().get("seed"),
                "words": each.words,
                "follow_ups": [[follow.question, follow.answer] for follow in each.follow_ups],
                "taken": each.taken,
                "seconds": round(each.seconds, 1),
                "checks": sorted(each.checks),
                "review": each.review.id if each.review else None,
            }
            for each in interview.questions
        ],
    }


def _read(path: Path) -> Draft | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Draft(
            path,
            clean(str(data["title"])),
            int(data["started"]),
            int(data["reached"]),
            len(data["questions"]),
            bool(data["is_over"]),
            data,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _question(desk: Desk, kept: dict[str, Any]) -> Question | None:
    card = desk.queue.card(str(kept["card"]))
    if card is None:
        return None
    return Question(
        card,
        _exercise(desk, card, kept["seed"]),
        tuple(FollowUp(question, answer) for question, answer in kept["follow_ups"]),
        {stage: text for stage, text in kept["words"].items() if stage in STAGES},
        int(kept["taken"]),
        float(kept["seconds"]),
        frozenset(kept["checks"]) & frozenset(CHECKS),
        _review(desk, kept["review"]),
    )


def _exercise(desk: Desk, card: Card, seed: int | None) -> Exercise:
    """The card with the numbers that it was asked with."""
    made = exercise_of(desk, card)
    if card.kind is not Kind.COMPUTED or not hasattr(made, "again"):
        return made
    computation: Computation = made  # type: ignore[assignment]
    is_as_before = computation.variant.seed == seed or (seed is None and computation.loaded.own is None)
    return computation if is_as_before else computation.again(seed)


def _review(desk: Desk, review_id: str | None) -> Review | None:
    """The score that counts; None for one that was taken back elsewhere."""
    entry = desk.log.entry(review_id) if review_id else None
    if entry is None or any(each.cancels == entry.id for each in desk.log.of_card(entry.card_id)):
        return None
    return entry
