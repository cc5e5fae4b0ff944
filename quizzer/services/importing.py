"""Import: notes are read, compared with what is kept, shown as a plan, and stored whole file by whole file.

Notes are only ever read. What is stored is some whole files a transaction, all under one batch id, so that a kill
leaves each file as it was or as it is, and one undo takes the whole import back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from rapidfuzz import fuzz

from quizzer.config import Home, Settings
from quizzer.domain import session
from quizzer.domain.cards import Card, CardDraft, Source, question_key
from quizzer.domain.plan import Decision, Fate, Item, Plan, withhold_parking
from quizzer.domain.reconcile import reconcile
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import Scheduler
from quizzer.errors import QuizzerError
from quizzer.services.clock import Clock, Moment
from quizzer.services.note_files import STANDARD_INPUT, NoteFiles, Preview, Progress, ReadFile, Request, roots_of
from quizzer.services.rules import scheduler_of
from quizzer.store.codec import to_schedule
from quizzer.store.repository import BatchRecord, Repository
from quizzer.store.writer import FilePart

FILES_AT_ONCE = 50
CARDS_AT_ONCE = 2_000
"""One transaction stores whole files: so many, or as many as hold so many cards."""

__all__ = ["Importer", "Preview", "ReadFile", "Request", "Summary", "likeness"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did."""

    batch_id: str
    counts: Mapping[Fate, int] = field(default_factory=dict)
    stubs: int = 0
    dropped_lines: int = 0
    withheld: int = 0
    is_changed: bool = False


class Importer:
    """Reads notes for one home; opens the store only when there is something to compare with."""

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock

    def repository(self) -> Repository:
        """The store, made if there is none yet."""
        from quizzer.store import migrate

        migrate.ensure(self.home.database, self.home.backups)
        return Repository(self.home.database)

    def read(self, request: Request, known: Mapping[str, Source], progress: Progress | None = None) -> Preview:
        """Read what was asked for; `known` are the files of earlier imports by path, whose unchanged ones are skipped."""
        return NoteFiles(self.settings, request, known, progress).read()

    def look(self, request: Request, progress: Progress | None = None) -> Preview:
        """Read, and compare with what is kept; makes no store where there is none yet."""
        if not self.home.database.exists():
            return self.prepare(None, request, progress)
        repository = self.repository()
        try:
            return self.prepare(repository, request, progress)
        finally:
            repository.close()

    def prepare(self, repository: Repository | None, request: Request, progress: Progress | None = None) -> Preview:
        """Read, and compare with what is kept (None: nothing is)."""
        known = {source.path: source for source in repository.sources()} if repository else {}
        if not request.paths and request.text is None:
            request = replace(request, paths=roots_of(known.values()), is_by_itself=True)
            if not request.paths:
                raise QuizzerError("nothing was imported before", hint="name a file or a folder: quizzer import PATH")
        return self.compare(repository, self.read(request, known, progress))

    def compare(self, repository: Repository | None, read: Preview) -> Preview:
        """A preview with its plan: what storing it would do to the cards that are kept."""
        sizes = repository.deck_sizes() if repository else {}
        preview = replace(read, as_of=_newest(repository), deck_sizes=sizes)
        plan = self._plan(repository, preview)
        return replace(preview, plan=replace(plan, items=(*plan.items, *_refusals(preview))))

    def _plan(self, repository: Repository | None, preview: Preview) -> Plan:
        drafts = [draft for file in preview.files for draft in file.reading.drafts]
        read = {file.source.path for file in preview.files if not file.reading.is_refused}
        read |= {source.path for source in preview.gone}
        if not read:
            return Plan()
        vanished = {*preview.vanished, *(read & {STANDARD_INPUT})}
        known: list[Card] = []
        if repository is not None:
            known = self._candidates(repository, drafts, read | vanished)
        return reconcile(
            known,
            drafts,
            likeness,
            read=read - vanished,
            gone=vanished,
            reviews=repository.showings([card.id for card in known]) if repository else {},
            deck_of=lambda draft: draft.deck,
        )

    def _candidates(self, repository: Repository, drafts: list[CardDraft], paths: set[str]) -> list[Card]:
        questions = {question_key(draft.question) for draft in drafts}
        return repository.candidates(paths, questions, {draft.author_id for draft in drafts})

    def apply(
        self,
        repository: Repository,
        preview: Preview,
        decisions: Mapping[str, Decision] | None = None,
        *,
        is_parking_forced: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Store a plan: each file whole in one transaction, all under one batch id.

        QuizzerError when something else was imported since the plan was made.
        """
        if preview.as_of != _newest(repository):
            raise QuizzerError("something else was imported meanwhile", hint="run the import again")
        plan = preview.plan.decided(decisions or {}).settled()
        if not is_parking_forced:
            plan = withhold_parking(plan, preview.deck_sizes)
        now = self.clock.now()
        moment = (now.instant, now.offset_minutes, now.day)
        title = ", ".join(sorted({Path(file.source.root).name for file in preview.files})) or "notes"
        batch_id = repository.begin_batch("import", title, now.instant)
        rows = done = 0
        for parts in _groups(_parts(preview, _by_file(plan))):
            rows += repository.store_files(batch_id, parts, moment)
            for part in parts:
                done += 1
                if progress and part.source is not None:
                    progress(done, part.source.path)
        entries = self._shortened(repository, plan, batch_id, now)
        rows += repository.finish_files(batch_id, _finished(preview, plan), moment, entries, self.scheduler_for)
        counts = plan.count()
        summary = Summary(
            batch_id,
            counts,
            stubs=sum(len(reading.stubs) for reading in preview.readings),
            dropped_lines=sum(reading.coverage.dropped for reading in preview.readings),
            withheld=len(plan.withheld),
            is_changed=rows > 0,
        )
        repository.end_batch(batch_id, {str(fate): count for fate, count in counts.items()})
        return summary

    def undo(self, repository: Repository) -> tuple[BatchRecord, list[str]] | None:
        """Take the newest import back; what it was and the cards kept because they were reviewed since.

        QuizzerError when histories were merged after it: those would hang on cards that are taken out.
        """
        batch, merge = repository.last_batch("import"), repository.last_batch("merge")
        if batch is None:
            return None
        if merge is not None and merge.id > batch.id:
            raise QuizzerError(
                f"after this import {merge.title!r} was merged", hint="quizzer card merge --undo, then --undo again"
            )
        now = self.clock.now()

        def cancel(entry: Review) -> Review:
            return session.cancel(entry, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day)

        return batch, repository.undo_batch(batch.id, now.instant, self.scheduler_for, cancel)

    def scheduler_for(self, deck: str) -> Scheduler:
        """The rule of memory that a deck uses."""
        return scheduler_of(self.settings.for_deck(deck))

    def _shortened(self, repository: Repository, plan: Plan, batch_id: str, now: Moment) -> list[Review]:
        """Entries that ask cards again tomorrow whose answer is another one now; none unless the settings want it."""
        cards = [item.card for item in plan.items if item.is_rewritten and item.card is not None]
        if not (self.settings.shorten_changed and cards):
            return []
        rows = repository.schedule_rows()
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
            if card.id in rows and (schedule := to_schedule(rows[card.id])).due > tomorrow
        ]  # fmt: skip


def _newest(repository: Repository | None) -> str:
    last = repository.last_batch("import") if repository else None
    return last.id if last else ""


def _refusals(preview: Preview) -> list[Item]:
    """The files, and the cards of deck files, that could not be read, as lines of the plan."""
    of_files = [
        replace(problem, path=file.source.path)
        for file in preview.files
        for problem in file.reading.problems
        if problem.is_refusal or file.reading.is_refused
    ]
    refused = (*(problem for problem in preview.problems if problem.is_refusal), *of_files)
    return [Item(Fate.REFUSED, problem.message, problem=problem) for problem in refused]


def _finished(preview: Preview, plan: Plan) -> list[Source]:
    """The files with which nothing is left to do. Those of withheld cards are read again, so that it is asked again."""
    unsettled = {item.path for item in plan.withheld}
    read = [file.source for file in preview.files if not file.reading.is_refused]
    gone = [replace(source, is_gone=True) for source in preview.gone]
    return [source for source in (*read, *gone) if source.path not in unsettled]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    return fuzz.ratio(one, other) / 100


def _parts(preview: Preview, items: dict[str, list[Item]]) -> Iterator[FilePart]:
    """What is stored, file by file: those that were read, those that are gone, then cards without a file."""
    for file in preview.files:
        if not file.reading.is_refused:
            yield FilePart(file.source, items.pop(file.source.path, []), file.reading.stubs)
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
