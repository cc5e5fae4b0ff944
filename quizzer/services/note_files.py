"""The files that an import is about, read: what each of them gave."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from quizzer.config import Settings
from quizzer.domain.cards import Problem, Reading, Source
from quizzer.domain.plan import Item, Plan
from quizzer.errors import NoteError
from quizzer.notes.walk import PLAIN, TABLES, LeftOut, Limits
from quizzer.services.known_files import STANDARD_INPUT
from quizzer.services.shelf import FILES_AT_ONCE, Aside, ReadFile, Shelf
from quizzer.services.survey import Survey, Waiting

TABLE = "a table"
"""How the name of the syntax begins that a table is read as."""

Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, of how many, and the newest path."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything an import would do; nothing has been stored."""

    plan: Plan
    files: Shelf = field(default_factory=Shelf)
    remarkable: tuple[ReadFile, ...] = ()
    """Of the files, those of which there is something to say: without their cards, stubs and dropped lines."""
    tables: tuple[str, ...] = ()
    """The paths of the tables that were read."""
    stubs: int = 0
    dropped_lines: int = 0
    read: frozenset[str] = frozenset()
    """The paths of the files that were read and not refused."""
    roots: frozenset[str] = frozenset()
    """What the person named to have them read."""
    unchanged: int = 0
    """Files that are as they were at the last import, and were not read again."""
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Refusals of whole paths and files."""
    gone: tuple[Source, ...] = ()
    """Files of an earlier import that are no longer there."""
    vanished: tuple[str, ...] = ()
    """Files that are no longer there either, and that nobody asked about now: what stood in them may have moved,
    and is not parked."""
    deck_sizes: Mapping[str, int] = field(default_factory=dict)
    """Cards that are not parked now of each deck that may lose some: what a fifth of a deck is."""
    columns: str = ""
    """What the columns of its tables were said to stand for."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """What the person's settings say of the folders that were asked for, where it has changed."""
    as_of: str = ""
    """The state of what is kept when this was made (`Kept.state`); when it is another, this has to be made again."""

    apart: Aside | None = None
    """The new cards that are counted by the plan and are not among its items."""

    def readings(self) -> Iterator[Reading]:
        """What each file gave, in the order in which they were read."""
        return (file.reading for file in self.files)

    @property
    def is_without_notes(self) -> bool:
        """Whether there was nothing at all to read where the person pointed."""
        return not (self.files or self.unchanged or self.gone or self.vanished or self.problems)

    @property
    def remarks(self) -> list[Reading]:
        """The readings of which there is something to say."""
        return [file.reading for file in self.remarkable]

    def with_items(self) -> Iterator[tuple[ReadFile, list[Item]]]:
        """Every file with the lines of the plan that are not among its items."""
        return self.apart.with_files() if self.apart else ((file, []) for file in self.files)

    def by_file(self) -> Iterator[tuple[str, list[Item]]]:
        """All lines of the plan by the file that they are shown under."""
        items = self.plan.by_file()
        if self.apart:
            for file, fresh in self.apart.with_files():
                mine = [*items.pop(file.source.path, ()), *fresh]
                if mine:
                    yield file.source.path, sorted(mine, key=lambda item: item.draft is None)
        yield from items.items()

    @property
    def is_any_refused(self) -> bool:
        """Whether a file could not be read, or one that was named turned out not to be notes.

        A change log or a manual that lies in a folder of notes is left out and said, but that is no failure.
        """
        if any(problem.is_refusal for problem in self.problems):
            return True
        return any(
            file.reading.is_refused and (file.is_named or not file.reading.is_not_notes) for file in self.remarkable
        )


class NoteFiles:
    """Reads each file that a survey found to be new or changed."""

    def __init__(self, settings: Settings, survey: Survey, progress: Progress | None) -> None:
        self._settings = settings
        self._request = survey.request
        self._survey = survey
        self._progress = progress
        self._files = Shelf()
        self._remarkable: list[ReadFile] = []
        self._tables: list[str] = []
        self._read: set[str] = set()
        self._roots: set[str] = set()
        self._above: dict[Path, list[Path]] = {}
        """By what the person named, the folders of earlier imports that it lies in."""
        self._stubs = self._dropped_lines = 0
        self._problems = list(survey.problems)
        self._limits = limits_of(settings)

    def read(self) -> Preview:
        """Read everything; the plan is still empty."""
        survey = self._survey
        if self._request.text is not None:
            self._read_input(self._request.text)
        waiting = iter(survey.waiting)
        while some := list(islice(waiting, FILES_AT_ONCE)):
            kept = survey.known.sources(each.key for each in some)
            for each in some:
                self._read_file(each, kept.get(each.key))
        gone = survey.known.sources(survey.gone)
        return Preview(
            Plan(),
            self._files,
            tuple(self._remarkable),
            tuple(self._tables),
            self._stubs,
            self._dropped_lines,
            frozenset(self._read),
            frozenset(self._roots),
            survey.unchanged,
            tuple(survey.left_out),
            tuple(self._problems),
            tuple(gone[path] for path in survey.gone),
            tuple(survey.vanished),
            columns=self._request.columns,
            rules=survey.changed_rules,
        )

    def _read_input(self, text: str | bytes) -> None:
        from quizzer.notes import library

        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        read = library.interpret(
            data,
            STANDARD_INPUT,
            confirmed=self._request.is_confirmed,
            repair=self._settings.repair,
            doubtful=self._request.are_guesses_taken,
        )
        named = self._request.deck or read.deck or "Notes"
        self._keep(Source(STANDARD_INPUT, STANDARD_INPUT, named, _digest(data), len(data), 0, named_deck=named), read)

    def _read_file(self, waiting: Waiting, kept: Source | None) -> None:
        from quizzer.notes import library

        found, key = waiting.found, waiting.key
        try:
            data = library.load(found, self._limits)
        except NoteError as error:
            self._problems.append(Problem(found.path, 1, error.message, is_refusal=True))
            return
        columns = ""
        if Path(key).suffix.lower() in (*TABLES, *PLAIN):
            columns = self._request.columns or self._survey.known.columns.get(key, "")
        rules = self._survey.rules.settings_for(key)
        is_confirmed = self._request.is_confirmed or bool(kept and kept.is_confirmed)
        read = library.interpret(
            data,
            found.path,
            confirmed=is_confirmed,
            repair=self._settings.repair,
            doubtful=self._request.are_guesses_taken,
            columns=columns,
            rules=rules,
        )
        root = self._widest(waiting.root, kept)
        named = read.deck or (rules.text("deck") if rules else "") or deck_name(Path(key), root)
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
        tags = rules.words("tags") if rules else ()
        if tags:
            drafts = tuple(replace(draft, tags=tuple(dict.fromkeys((*tags, *draft.tags)))) for draft in read.drafts)
            read = replace(read, drafts=drafts)
        self._keep(source, read)

    def _widest(self, root: Path, kept: Source | None) -> Path:
        """The folder of an earlier import that `root` lies in: a file read alone stays in its folder's decks."""
        above = self._above.get(root)
        if above is None:
            known = self._survey.known.roots
            above = self._above[root] = [folder for folder in root.parents if folder.as_posix() in known]
        if kept is not None and Path(kept.root) in above:
            return Path(kept.root)
        return above[0] if above else root

    def _keep(self, source: Source, read: Reading) -> None:
        from quizzer.services.enriching import enrich

        placed = [
            replace(draft, path=source.path, deck=self._request.deck or draft.deck or source.deck)
            for draft in read.drafts
        ]
        drafts, problems = enrich(placed)
        stubs = tuple(replace(stub, path=source.path) for stub in read.stubs)
        read = replace(read, drafts=tuple(drafts), stubs=stubs, problems=(*read.problems, *problems))
        self._files.put(ReadFile(source, read))
        self._note(source, read)
        if self._progress:
            self._progress(len(self._files), len(self._survey.waiting), read.path)

    def _note(self, source: Source, read: Reading) -> None:
        self._roots.add(source.root)
        self._stubs += len(read.stubs)
        self._dropped_lines += read.coverage.dropped
        if read.dialect.startswith(TABLE):
            self._tables.append(source.path)
        if not read.is_refused:
            self._read.add(source.path)
        if read.problems or read.repairs or read.dialect or read.is_refused:
            dropped = read.dropped if read.is_refused else ()
            self._remarkable.append(ReadFile(source, replace(read, drafts=(), stubs=(), dropped=dropped)))


def limits_of(settings: Settings) -> Limits:
    """What the settings say about reading files."""
    return Limits(settings.file_limit_mib * 2**20)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def deck_name(path: Path, root: Path) -> str:
    """The deck of a file that names none: its place below the folder that was imported, without the ending.

    >>> deck_name(Path("/notes/llm/rope.md"), Path("/notes"))
    'llm/rope'
    """
    relative = path.relative_to(root) if root in path.parents else Path(path.name)
    return relative.with_suffix("").as_posix()
