"""Import: notes are read, compared with what is kept, shown as a plan, and stored file by file.

Notes are only ever read. What is stored is one transaction per file under one batch id, so that a kill leaves each
file as it was or as it is, and one undo takes the whole import back.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from quizzer.config import Home, Settings
from quizzer.domain.cards import Card, CardDraft, Problem, Reading, Source, question_key
from quizzer.domain.plan import Decision, Fate, Item, Plan, withhold_parking
from quizzer.domain.reconcile import reconcile
from quizzer.errors import NoteError, QuizzerError
from quizzer.notes import library
from quizzer.notes.library import Found, LeftOut, Limits
from quizzer.services.clock import Clock
from quizzer.services.enriching import enrich
from quizzer.store.repository import BatchRecord, Repository

STANDARD_INPUT = "-"
"""The path of what came through standard input; what came before stays when something else comes."""

Progress = Callable[[int, str], None]
"""Called after each file with how many have been read and the newest path."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the person asked to be imported, and how."""

    paths: tuple[Path, ...] = ()
    """Files and folders; none re-reads those imported before."""
    deck: str = ""
    """Every card goes into this deck; empty leaves it to the notes."""
    is_confirmed: bool = False
    """Read files that do not look like notes too."""
    is_bundled: bool = False
    text: str | None = None
    """Read this text, called standard input, in place of files."""
    is_by_itself: bool = False
    """Nobody named the paths: they are those of earlier imports, and a file among them may be gone."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One note file with what it gave."""

    source: Source
    reading: Reading


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything an import would do; nothing has been stored."""

    plan: Plan
    files: tuple[ReadFile, ...] = ()
    unchanged: int = 0
    """Files that are as they were at the last import, and were not read again."""
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Refusals of whole paths and files."""
    gone: tuple[Source, ...] = ()
    """Files of an earlier import that are no longer there."""
    vanished: tuple[str, ...] = ()
    """Files that are no longer there either, in folders that nobody asked about now: what stood in them may have
    moved, and is not parked."""
    as_of: str = ""
    """The newest import when this was made; when another has come since, it has to be made again."""

    @property
    def readings(self) -> list[Reading]:
        """What each file gave."""
        return [file.reading for file in self.files]

    @property
    def is_any_refused(self) -> bool:
        """Whether a file could not be read."""
        return any(problem.is_refusal for problem in self.problems) or any(r.is_refused for r in self.readings)


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
        reader = _Reader(self.settings, request, known, progress)
        return reader.run()

    def prepare(self, repository: Repository, request: Request, progress: Progress | None = None) -> Preview:
        """Read, and compare with what is kept."""
        known = {source.path: source for source in repository.sources()}
        if not request.paths and request.text is None:
            request = replace(request, paths=_roots(known.values()), is_by_itself=True)
            if not request.paths:
                raise QuizzerError("nothing was imported before", hint="name a file or a folder: quizzer import PATH")
        last = repository.last_batch("import")
        preview = replace(self.read(request, known, progress), as_of=last.id if last else "")
        return replace(preview, plan=self._plan(repository, preview))

    def _plan(self, repository: Repository, preview: Preview) -> Plan:
        drafts = [draft for file in preview.files for draft in file.reading.drafts]
        read = {file.source.path for file in preview.files if not file.reading.is_refused}
        read |= {source.path for source in preview.gone}
        if not read:
            return Plan()
        vanished = {*preview.vanished, *(read & {STANDARD_INPUT})}
        known = repository.candidates(
            read | vanished, {question_key(draft.question) for draft in drafts}, {draft.author_id for draft in drafts}
        )
        plan = reconcile(
            known,
            drafts,
            likeness,
            read=read - vanished,
            gone=vanished,
            reviews=repository.showings([card.id for card in known]),
            deck_of=lambda draft: draft.deck,
        )
        return plan

    def apply(
        self,
        repository: Repository,
        preview: Preview,
        decisions: Mapping[str, Decision] | None = None,
        *,
        is_parking_forced: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Store a plan: one transaction per file, all under one batch id.

        QuizzerError when something else was imported since the plan was made.
        """
        last = repository.last_batch("import")
        if preview.as_of != (last.id if last else ""):
            raise QuizzerError("something else was imported meanwhile", hint="run the import again")
        plan = preview.plan.decided(decisions or {}).settled()
        if not is_parking_forced:
            plan = withhold_parking(plan, repository.deck_sizes())
        now = self.clock.now()
        moment = (now.instant, now.offset_minutes, now.day)
        title = ", ".join(sorted({Path(file.source.root).name for file in preview.files})) or "notes"
        batch_id = repository.begin_batch("import", title, now.instant)
        items = _by_file(plan)
        done = rows = 0
        for file in preview.files:
            if file.reading.is_refused:
                continue
            mine = items.pop(file.source.path, [])
            rows += repository.store_file(batch_id, file.source, mine, file.reading.stubs, moment)
            done += 1
            if progress:
                progress(done, file.source.path)
        for source in preview.gone:
            mine = items.pop(source.path, [])
            rows += repository.store_file(batch_id, replace(source, is_gone=True), mine, (), moment)
        for mine in items.values():
            rows += repository.store_file(batch_id, None, mine, (), moment)
        rows += repository.finish_files(batch_id, _finished(preview, plan), moment)
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
        """Take the newest import back; what it was and the cards kept because they were reviewed since."""
        batch = repository.last_batch("import")
        if batch is None:
            return None
        return batch, repository.undo_batch(batch.id, self.clock.now().instant)


def _finished(preview: Preview, plan: Plan) -> list[Source]:
    """The files with which nothing is left to do. Those of withheld cards are read again, so that it is asked again."""
    unsettled = {item.path for item in plan.withheld}
    read = [file.source for file in preview.files if not file.reading.is_refused]
    gone = [replace(source, is_gone=True) for source in preview.gone]
    return [source for source in (*read, *gone) if source.path not in unsettled]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    return fuzz.ratio(one, other) / 100


class _Reader:
    """Walks what was asked for and reads each file that may have changed."""

    def __init__(
        self, settings: Settings, request: Request, known: Mapping[str, Source], progress: Progress | None
    ) -> None:
        self._settings = settings
        self._request = request
        self._known = known
        self._progress = progress
        self._files: list[ReadFile] = []
        self._left_out: list[LeftOut] = []
        self._problems: list[Problem] = []
        self._seen: set[str] = set()
        self._unchanged = 0
        self._roots = {source.root for source in known.values() if not source.is_bundled}
        self._limits = Limits(settings.file_limit_mib * 2**20)

    def run(self) -> Preview:
        """Read everything."""
        if self._request.text is not None:
            self._read_input(self._request.text)
        for path in self._request.paths:
            self._read_path(path)
        unseen = [s for s in self._known.values() if s.path not in self._seen and not s.is_gone]
        missing = [source for source in unseen if _is_missing(source)]
        gone = [source for source in missing if self._is_below_roots(source)]
        return Preview(
            Plan(),
            tuple(self._files),
            self._unchanged,
            tuple(self._left_out),
            tuple(self._problems),
            tuple(gone),
            tuple(source.path for source in missing if source not in gone),
        )

    def _read_input(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        read = library.interpret(
            data, STANDARD_INPUT, confirmed=self._request.is_confirmed, repair=self._settings.repair
        )
        named = self._request.deck or read.deck or "Notes"
        self._keep(Source(STANDARD_INPUT, STANDARD_INPUT, named, _digest(data), len(data), 0, named_deck=named), read)

    def _read_path(self, path: Path) -> None:
        kept = self._known.get(path.as_posix())
        if self._request.is_by_itself and kept is not None and _is_missing(kept):
            return
        for found in library.find([path], self._limits):
            if isinstance(found, LeftOut):
                self._left_out.append(found)
                if found.is_refusal:
                    self._problems.append(Problem(found.path, 1, found.reason, is_refusal=True))
                continue
            self._read_found(found, path.absolute())

    def _read_found(self, found: Found, root: Path) -> None:
        key = Path(found.path).absolute().as_posix()
        if self._request.is_bundled:
            # Wherever this quizzer is installed, a deck that ships with it is the same one.
            key, root = f"bundled/{Path(found.path).name}", Path("bundled")
        if key in self._seen:
            return
        self._seen.add(key)
        kept = self._known.get(key)
        is_asked_anew = self._request.is_confirmed or bool(self._request.deck)
        if kept and not is_asked_anew and _is_unchanged(kept, found):
            self._unchanged += 1
            return
        try:
            data = library.load(found, self._limits)
        except NoteError as error:
            self._problems.append(Problem(found.path, 1, error.message, is_refusal=True))
            return
        is_confirmed = self._request.is_confirmed or bool(kept and kept.is_confirmed)
        read = library.interpret(data, found.path, confirmed=is_confirmed, repair=self._settings.repair)
        root = self._widest(root, kept)
        named = read.deck or deck_name(Path(key), root)
        deck = kept.deck if kept and kept.named_deck == named else named
        source = Source(
            path=key,
            root=root.as_posix(),
            deck=self._request.deck or deck,
            named_deck=named,
            content_hash=_digest(data),
            size=found.size,
            mtime_ns=found.mtime_ns,
            is_bundled=self._request.is_bundled or bool(kept and kept.is_bundled),
            is_confirmed=is_confirmed,
        )
        self._keep(source, read)

    def _widest(self, root: Path, kept: Source | None) -> Path:
        """The folder of an earlier import that `root` lies in: a file read alone stays in its folder's decks."""
        above = [folder for folder in root.parents if folder.as_posix() in self._roots]
        if kept is not None and Path(kept.root) in above:
            return Path(kept.root)
        return above[0] if above else root

    def _keep(self, source: Source, read: Reading) -> None:
        placed = [
            replace(draft, path=source.path, deck=self._request.deck or draft.deck or source.deck)
            for draft in read.drafts
        ]
        drafts, problems = enrich(placed)
        stubs = tuple(replace(stub, path=source.path) for stub in read.stubs)
        self._files.append(
            ReadFile(source, replace(read, drafts=tuple(drafts), stubs=stubs, problems=(*read.problems, *problems)))
        )
        if self._progress:
            self._progress(len(self._files), read.path)

    def _is_below_roots(self, source: Source) -> bool:
        path = Path(source.path)
        roots = [root.absolute() for root in self._request.paths]
        return any(path == root or root in path.parents for root in roots)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _is_missing(source: Source) -> bool:
    """Whether a file has been deleted or moved, and not only its folder taken away or made unreadable."""
    try:
        os.lstat(source.path)
    except (FileNotFoundError, NotADirectoryError):
        return os.path.isdir(source.root if source.root != source.path else os.path.dirname(source.path))
    except OSError:
        pass
    return False


def _is_unchanged(kept: Source, found: Found) -> bool:
    same = (kept.mtime_ns, kept.size) == (found.mtime_ns, found.size)
    return same and not kept.is_gone and bool(kept.content_hash)


def deck_name(path: Path, root: Path) -> str:
    """The deck of a file that names none: its place below the folder that was imported, without the ending.

    >>> deck_name(Path("/notes/llm/rope.md"), Path("/notes"))
    'llm/rope'
    """
    relative = path.relative_to(root) if root in path.parents else Path(path.name)
    return relative.with_suffix("").as_posix()


def _roots(sources: Iterable[Source]) -> tuple[Path, ...]:
    roots = dict.fromkeys(
        Path(source.root) for source in sources if source.root != STANDARD_INPUT and not source.is_bundled
    )
    return tuple(roots)


def _by_file(plan: Plan) -> dict[str, list[Item]]:
    files: dict[str, list[Item]] = {}
    for item in plan.items:
        files.setdefault(item.stored_with or item.path, []).append(item)
    return files


def listed(readings: Sequence[Reading], problems: Sequence[Problem]) -> dict[str, Any]:
    """What was read as one JSON object, the form that programs get with `import --dry-run --json`."""
    return {
        "cards": [_draft_json(reading.path, draft) for reading in readings for draft in reading.drafts],
        "stubs": [
            {"question": stub.question, "source": f"{reading.path}:{stub.line}"}
            for reading in readings
            for stub in reading.stubs
        ],
        "dropped": [
            {"lines": [part.line, part.end_line], "reason": part.reason, "source": f"{part.path}:{part.line}"}
            for reading in readings
            for part in reading.dropped
        ],
        "problems": [
            {"source": f"{problem.path}:{problem.line}", "message": problem.message}
            for problem in (*problems, *(p for reading in readings for p in reading.problems))
        ],
        "repairs": [
            {
                "source": f"{part.path}:{part.line}",
                "before": part.before,
                "after": part.after,
                "certain": part.is_certain,
            }
            for reading in readings
            for part in reading.repairs
        ],
        "coverage": {
            reading.path: {
                name: getattr(reading.coverage, name)
                for name in ("lines", "card", "context", "stub", "dropped", "blank")
            }
            for reading in readings
        },
        "dialects": {reading.path: reading.dialect for reading in readings if reading.dialect},
    }


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


def iterate_doubts(plan: Plan) -> Iterator[tuple[Card, CardDraft, Item]]:
    """The items that a person still has to decide."""
    for item in plan.items:
        if item.is_open and item.card is not None and item.draft is not None:
            yield item.card, item.draft, item
