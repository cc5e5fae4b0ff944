"""Import: notes are read, compared with what is kept, shown as a plan, and stored whole file by whole file.

Notes are only ever read. Where nothing is new that is told without opening more than the list of known files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.config import Home, Settings
from quizzer.domain.plan import Decision, Fate, Item, Plan, withhold_parking
from quizzer.domain.scheduling import Scheduler
from quizzer.errors import Overtaken, QuizzerError
from quizzer.services.clock import Clock
from quizzer.services.folder_rules import FolderRules
from quizzer.services.known_files import STANDARD_INPUT, KnownFiles
from quizzer.services.note_files import NoteFiles, Preview, Progress, limits_of
from quizzer.services.request import Request
from quizzer.services.rules import scheduler_of
from quizzer.services.shelf import Aside, ReadFile, Shelf
from quizzer.services.survey import Survey, take_survey
from quizzer.store.seen import NOTHING_KEPT, is_current, seen_files

if TYPE_CHECKING:
    from quizzer.domain.reviews import Review
    from quizzer.store.intake import Intake
    from quizzer.store.kept import BatchRecord
    from quizzer.store.repository import Repository

__all__ = [
    "Importer",
    "KnownFiles",
    "Preview",
    "ReadFile",
    "Request",
    "Shelf",
    "Summary",
    "Survey",
    "check_columns",
    "likeness",
]


_LEAVING = (Fate.PARKED, Fate.DOUBTFUL)
"""What becomes of a card that may be parked by this import."""


_TELLING = (Fate.PARKED, Fate.EDITED, Fate.REWORDED)
_MUCH = 20
"""An import that changes or parks more cards than this is preceded by a backup."""


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
        from quizzer.store.repository import Repository

        self.upgrade()
        return Repository(self.home.database)

    def intake(self) -> Intake:
        """As much of the store as an import wants, made if there is none yet; loads no ORM."""
        from quizzer.store.intake import Intake

        self.upgrade()
        return Intake(self.home.database)

    def upgrade(self) -> None:
        """Make the store if there is none yet, and bring it up to date."""
        if not is_current(self.home.database):
            from quizzer.store import migrate

            migrate.ensure(self.home.database, self.home.backups)

    def survey(self, request: Request) -> Survey:
        """Which files there are to read, and which are as they were; QuizzerError when there are none to ask about."""
        database = self.home.database
        found = seen_files(database)
        if found is None and database.exists():
            self.upgrade()
            found = seen_files(database)
        known = KnownFiles(found, database if found else None)
        if not request.paths and request.text is None:
            request = replace(request, paths=roots_of(known), is_by_itself=True)
            if not request.paths:
                raise QuizzerError("nothing was imported before", hint="name a file or a folder: quizzer import PATH")
        return take_survey(request, known, limits_of(self.settings), FolderRules.of(self.settings.folders))

    def survey_all(self, request: Request) -> Survey:
        """As if nothing had been imported before: every file is to be read."""
        return take_survey(request, KnownFiles(), limits_of(self.settings), FolderRules.of(self.settings.folders))

    def read(self, survey: Survey, progress: Progress | None = None) -> Preview:
        """Read what a survey found to be new or changed."""
        return NoteFiles(self.settings, survey, progress).read()

    def look(self, request: Request, progress: Progress | None = None) -> Preview:
        """Read, and compare with what is kept; makes no store where there is none yet."""
        if not self.home.database.exists():
            return self.prepare(None, request, progress)
        survey = self.survey(request)
        if survey.is_nothing_new:
            return self.nothing_new(survey)[0]
        repository = self.intake()
        try:
            return self.prepare(repository, request, progress, survey)
        finally:
            repository.close()

    def nothing_new(self, survey: Survey) -> tuple[Preview, Summary]:
        """Preview and summary where a survey found nothing to do: what could not be read, and nothing else."""
        read = self.read(survey)
        preview = replace(read, plan=Plan(tuple(_refusals(read))))
        return preview, summarised(preview, preview.plan)

    def prepare(
        self,
        repository: Intake | None,
        request: Request,
        progress: Progress | None = None,
        survey: Survey | None = None,
    ) -> Preview:
        """Read, and compare with what is kept (None: nothing is); `survey` is one just taken for this request."""
        return self.compare(repository, self.read(survey or self.survey(request), progress))

    def compare(self, repository: Intake | None, read: Preview) -> Preview:
        """A preview with its plan: what storing it would do to the cards that are kept."""
        # Asked first: what is stored from here on, by whomever, is not in the plan.
        state = repository.state() if repository else NOTHING_KEPT
        plan, apart = self._plan(repository, read)
        shrinking = {item.card.deck for item in plan.items if item.card is not None and item.fate in _LEAVING}
        return replace(
            read,
            as_of=state,
            plan=replace(plan, items=(*plan.items, *_refusals(read))),
            apart=apart,
            deck_sizes=repository.deck_sizes(shrinking) if repository and shrinking else {},
        )

    def _plan(self, repository: Intake | None, preview: Preview) -> tuple[Plan, Aside | None]:
        read = preview.read | {source.path for source in preview.gone}
        if not read:
            return Plan(), None
        vanished = {*preview.vanished, *(read & {STANDARD_INPUT})}
        from quizzer.domain.reconcile import compare

        known = preview.files.candidates(repository, read | vanished) if repository is not None else []
        drafts, apart = preview.files.sift(known)
        plan = compare(
            known,
            drafts,
            likeness,
            apart=apart,
            read=read - vanished,
            gone=vanished,
            reviews=repository.showings([card.id for card in known]) if repository else {},
            deck_of=lambda draft: draft.deck,
        )
        return plan, apart if isinstance(apart, Aside) else None

    def apply(
        self,
        repository: Intake,
        preview: Preview,
        decisions: Mapping[str, Decision] | None = None,
        *,
        is_parking_forced: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Store a plan: each file whole in one transaction, all under one batch id.

        Overtaken when something else was imported since the plan was made, or while it is stored.
        """
        from quizzer.services.storing import store

        if preview.as_of != repository.state():
            raise Overtaken
        plan = preview.plan.decided(decisions or {}).settled()
        if not is_parking_forced:
            plan = withhold_parking(plan, preview.deck_sizes)
        if not preview.files and not preview.gone:
            return summarised(preview, plan)
        if sum(item.fate in _TELLING for item in plan.items) > _MUCH:
            from quizzer.services.health import make_backup

            make_backup(self.home, self.settings, reason="before-import")
        if preview.rules:
            repository.keep_rules(preview.rules)
        if preview.columns:
            repository.keep_columns(dict.fromkeys(preview.tables, preview.columns))
        with repository.unchanged_since(preview.as_of):
            batch_id, is_changed = store(
                repository, preview, plan, self.clock.now(), self.scheduler_for,
                is_shortening=self.settings.shorten_changed, progress=progress,
            )  # fmt: skip
        return summarised(preview, plan, batch_id, is_changed=is_changed)

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
        from quizzer.domain import session

        now = self.clock.now()

        def cancel(entry: Review) -> Review:
            return session.cancel(entry, reviewed_at=now.instant, offset_minutes=now.offset_minutes, day=now.day)

        return batch, repository.undo_batch(batch.id, now.instant, self.scheduler_for, cancel)

    def scheduler_for(self, deck: str) -> Scheduler:
        """The rule of memory that a deck uses."""
        return scheduler_of(self.settings.for_deck(deck))


def summarised(preview: Preview, plan: Plan, batch_id: str = "", *, is_changed: bool = False) -> Summary:
    """What storing a plan did; nothing, without a batch."""
    return Summary(
        batch_id,
        plan.count(),
        stubs=preview.stubs,
        dropped_lines=preview.dropped_lines,
        withheld=len(plan.withheld),
        is_changed=is_changed,
    )


def roots_of(known: KnownFiles) -> tuple[Path, ...]:
    """The folders and files that were imported before."""
    return tuple(Path(root) for root in known.roots if root != STANDARD_INPUT)


def _refusals(preview: Preview) -> list[Item]:
    """The files, and the cards of deck files, that could not be read, as lines of the plan."""
    of_files = [
        replace(problem, path=file.source.path)
        for file in preview.remarkable
        for problem in file.reading.problems
        if problem.is_refusal or file.reading.is_refused
    ]
    refused = (*(problem for problem in preview.problems if problem.is_refusal), *of_files)
    return [Item(Fate.REFUSED, problem.message, problem=problem) for problem in refused]


def check_columns(text: str) -> str:
    """What is wrong with a mapping of columns as it was typed; empty when nothing is."""
    from quizzer.notes.table_columns import BadMapping, read_mapping

    try:
        read_mapping(text)
    except BadMapping as error:
        return str(error)
    return ""


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) / 100
