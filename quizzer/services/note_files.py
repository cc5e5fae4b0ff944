"""The files that an import is about: which there are, which are gone, and what each of them gave.

Only reads. A file that cannot be looked at now, or lies in a folder that is not there now, is not gone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizzer.config import Settings
from quizzer.domain.cards import Problem, Reading, Source
from quizzer.domain.plan import Plan
from quizzer.errors import NoteError
from quizzer.notes import library
from quizzer.notes.library import Found, LeftOut, Limits
from quizzer.services.enriching import enrich

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
    are_guesses_taken: bool = True
    """Whether lines in a wrong encoding are mended too where that is a guess."""
    text: str | None = None
    """Read this text, called standard input, in place of files."""
    is_whole: bool = False
    """Read unchanged files too."""
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
    """Files that are no longer there either, and that nobody asked about now: what stood in them may have moved,
    and is not parked."""
    deck_sizes: Mapping[str, int] = field(default_factory=dict)
    """Cards of each deck that are not parked now: what a fifth of a deck is."""
    as_of: str = ""
    """The newest import when this was made; when another has come since, it has to be made again."""

    @property
    def readings(self) -> list[Reading]:
        """What each file gave."""
        return [file.reading for file in self.files]

    @property
    def is_any_refused(self) -> bool:
        """Whether a file could not be read, or one that was named turned out not to be notes.

        A change log or a manual that lies in a folder of notes is left out and said, but that is no failure.
        """
        if any(problem.is_refusal for problem in self.problems):
            return True
        return any(
            file.reading.is_refused and not (file.reading.is_not_notes and file.source.root != file.source.path)
            for file in self.files
        )


def bundled_path(path: Path) -> str:
    """What a deck that ships with quizzer is known by, wherever this quizzer is installed."""
    return f"bundled/{path.name}"


class NoteFiles:
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

    def read(self) -> Preview:
        """Read everything; the plan is still empty."""
        if self._request.text is not None:
            self._read_input(self._request.text)
        for path in self._request.paths:
            self._read_path(path)
        others = [source for source in self._known.values() if source.path not in self._seen and not source.is_bundled]
        lost = [source for source in others if source.is_gone]
        missing = [source for source in others if not source.is_gone and is_missing(source)]
        gone = [source for source in missing if self._is_below_roots(source)]
        return Preview(
            Plan(),
            tuple(self._files),
            self._unchanged,
            tuple(self._left_out),
            tuple(self._problems),
            tuple(gone),
            tuple(source.path for source in (*missing, *lost) if not self._is_below_roots(source) or source.is_gone),
        )

    def _read_input(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        read = library.interpret(
            data,
            STANDARD_INPUT,
            confirmed=self._request.is_confirmed,
            repair=self._settings.repair,
            doubtful=self._request.are_guesses_taken,
        )
        named = self._request.deck or read.deck or "Notes"
        self._keep(Source(STANDARD_INPUT, STANDARD_INPUT, named, _digest(data), len(data), 0, named_deck=named), read)

    def _read_path(self, path: Path) -> None:
        kept = self._known.get(path.as_posix())
        if self._request.is_by_itself and kept is not None and is_missing(kept):
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
            key, root = bundled_path(Path(found.path)), Path("bundled")
        if key in self._seen:
            return
        self._seen.add(key)
        kept = self._known.get(key)
        is_asked_anew = self._request.is_whole or self._request.is_confirmed or bool(self._request.deck)
        if kept and not is_asked_anew and _is_unchanged(kept, found):
            self._unchanged += 1
            return
        try:
            data = library.load(found, self._limits)
        except NoteError as error:
            self._problems.append(Problem(found.path, 1, error.message, is_refusal=True))
            return
        is_confirmed = self._request.is_confirmed or bool(kept and kept.is_confirmed)
        read = library.interpret(
            data,
            found.path,
            confirmed=is_confirmed,
            repair=self._settings.repair,
            doubtful=self._request.are_guesses_taken,
        )
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


def is_missing(source: Source) -> bool:
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


def roots_of(sources: Iterable[Source]) -> tuple[Path, ...]:
    roots = dict.fromkeys(
        Path(source.root) for source in sources if source.root != STANDARD_INPUT and not source.is_bundled
    )
    return tuple(roots)
