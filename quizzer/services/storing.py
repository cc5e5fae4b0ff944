"""Storing a plan: whole files, some in one transaction, all under one batch id.

A kill leaves each file as it was or as it is; what was not finished counts as changed, and importing again completes
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

from quizzer.domain import session
from quizzer.domain.cards import Source
from quizzer.domain.plan import Item, Plan
from quizzer.domain.reviews import Review
from quizzer.services.clock import Moment
from quizzer.services.note_files import Preview, Progress
from quizzer.store.intake import Intake
from quizzer.store.log import SchedulerFor
from quizzer.store.writer import FilePart

FILES_AT_ONCE = 50
CARDS_AT_ONCE = 2_000
"""One transaction stores whole files: so many, or as many as hold so many cards."""


def store(
    repository: Intake,
    preview: Preview,
    plan: Plan,
    now: Moment,
    scheduler_for: SchedulerFor,
    *,
    is_shortening: bool,
    progress: Progress | None = None,
) -> tuple[str, bool]:
    """Store a settled plan; the id of its batch, and whether anything changed.

    `is_shortening` asks cards again tomorrow whose answer is another one now.
    """
    moment = (now.instant, now.offset_minutes, now.day)
    title = ", ".join(sorted({Path(root).name for root in preview.roots})) or "notes"
    whole = len(preview.files) + len(preview.gone)
    groups = _groups(_parts(preview, _by_file(plan)))
    # What fits into one transaction is stored in one: the disk is waited for once.
    first = next(groups, [])
    second = next(groups, None)
    with repository.together() if second is None else nullcontext():
        batch_id = repository.begin_batch("import", title, now.instant)
        rows = done = 0
        for parts in chain((first,), () if second is None else (second,), groups):
            rows += repository.store_files(batch_id, parts, moment)
            for part in parts:
                done += 1
                if progress and part.source is not None:
                    progress(done, max(done, whole), part.source.path)
        entries = _shortened(repository, plan, batch_id, now) if is_shortening else []
        rows += repository.finish_files(batch_id, _finished(preview, plan), moment, entries, scheduler_for)
        repository.end_batch(batch_id, {str(fate): count for fate, count in plan.count().items()})
    return batch_id, rows > 0


def _shortened(repository: Intake, plan: Plan, batch_id: str, now: Moment) -> list[Review]:
    """Entries that ask cards again tomorrow whose answer is another one now."""
    cards = [item.card for item in plan.items if item.is_rewritten and item.card is not None]
    schedules = repository.schedules_of([card.id for card in cards]) if cards else {}
    tomorrow = now.day + timedelta(days=1)
    return [
        replace(
            session.postpone(
                schedule, card, tomorrow,
                reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day,
            ),
            answer={"import": batch_id},
        )
        for card in cards
        if (schedule := schedules.get(card.id)) and schedule.due > tomorrow
    ]  # fmt: skip


def _finished(preview: Preview, plan: Plan) -> Iterator[Source]:
    """The files with which nothing is left to do. Those of withheld cards are read again, so that it is asked again."""
    unsettled = {item.path for item in plan.withheld}
    gone = (replace(source, is_gone=True) for source in preview.gone)
    return (source for source in chain(preview.files.sources(), gone) if source.path not in unsettled)


def _parts(preview: Preview, items: dict[str, list[Item]]) -> Iterator[FilePart]:
    """What is stored, file by file: those that were read, those that are gone, then cards without a file."""
    for file, fresh in preview.with_items():
        if not file.reading.is_refused:
            yield FilePart(file.source, [*items.pop(file.source.path, ()), *fresh], file.reading.stubs)
    for source in preview.gone:
        yield FilePart(replace(source, is_gone=True), items.pop(source.path, []))
    for mine in items.values():
        yield FilePart(None, mine)


def _groups(parts: Iterable[FilePart]) -> Iterator[list[FilePart]]:
    """Files that are stored together: a transaction costs as much as some cards."""
    group: list[FilePart] = []
    cards = 0
    for part in parts:
        group.append(part)
        cards += len(part.items)
        if len(group) >= FILES_AT_ONCE or cards >= CARDS_AT_ONCE:
            yield group
            group, cards = [], 0
    if group:
        yield group


def _by_file(plan: Plan) -> dict[str, list[Item]]:
    files: dict[str, list[Item]] = {}
    for item in plan.items:
        if not item.changes_nothing:
            files.setdefault(item.path, []).append(item)
    return files
