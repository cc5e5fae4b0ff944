"""An import as JSON values: what was read, and what would become of the cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quizzer.domain.cards import CardDraft, Problem, Reading
from quizzer.domain.plan import Decision, Fate, Item, Plan


def listed(readings: Iterable[Reading], problems: Sequence[Problem]) -> dict[str, Any]:
    """What was read as one JSON object, the form that programs get with `import --dry-run --json`.

    The cards are an iterator that goes through the readings; the rest, which is short, is there once it has ended.
    """
    rest: dict[str, Any] = {
        "stubs": [],
        "dropped": [],
        "problems": [_problem_json(problem) for problem in problems],
        "repairs": [],
        "coverage": {},
        "dialects": {},
    }
    return {"cards": _cards(readings, rest), **rest}


def _cards(readings: Iterable[Reading], rest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        yield from (_draft_json(reading.path, draft) for draft in reading.drafts)
        rest["stubs"] += [
            {"question": stub.question, "source": f"{reading.path}:{stub.line}"} for stub in reading.stubs
        ]
        rest["dropped"] += [
            {"lines": [part.line, part.end_line], "reason": part.reason, "source": f"{part.path}:{part.line}"}
            for part in reading.dropped
        ]
        rest["problems"] += [_problem_json(problem) for problem in reading.problems]
        rest["repairs"] += [
            {
                "source": f"{part.path}:{part.line}",
                "before": part.before,
                "after": part.after,
                "certain": part.is_certain,
            }
            for part in reading.repairs
        ]
        rest["coverage"][reading.path] = {
            name: getattr(reading.coverage, name) for name in ("lines", "card", "context", "stub", "dropped", "blank")
        }
        if reading.dialect:
            rest["dialects"][reading.path] = reading.dialect


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {"source": f"{problem.path}:{problem.line}", "message": problem.message}


def _draft_json(path: str, draft: CardDraft) -> dict[str, Any]:
    value: dict[str, Any] = {"question": draft.question, "answer": draft.answer, "kind": str(draft.kind)}
    if draft.options:
        value["options"] = list(draft.options)
    value |= {
        "context": list(draft.context), "source": f"{path}:{draft.line}", "confidence": str(draft.confidence),
    }  # fmt: skip
    if draft.tags:
        value["tags"] = list(draft.tags)
    return value


def plan_json(plan: Plan, items: Iterable[Item]) -> dict[str, Any]:
    """A plan, with all its lines, as `import --dry-run --json` gives it under `plan`: counts by fate, and, one by one, every card that changes."""
    return {
        "counts": {str(fate): count for fate, count in plan.count().items()},
        "items": (_item_json(item) for item in items if item.fate is not Fate.UNCHANGED),
        "problems": [_problem_json(problem) for problem in plan.problems],
    }


def _item_json(item: Item) -> dict[str, Any]:
    value: dict[str, Any] = {"fate": str(item.fate), "reason": item.reason, "source": item.path}
    if item.draft is not None:
        value["source"] = f"{item.draft.path}:{item.draft.line}"
        value["question"] = item.draft.question
    if item.card is not None:
        value |= {
            "card": item.card.id, "was": item.card.question, "changes": list(item.changes), "reviews": item.reviews,
            "rewritten": item.is_rewritten,
        }  # fmt: skip
    if item.others:
        value["places"] = [f"{place.path}:{place.line}" for place in item.others]
    if item.fate is Fate.DOUBTFUL:
        value["decisions"] = [str(decision) for decision in Decision]
    return value
