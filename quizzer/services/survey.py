"""The survey before an import: which files there are to read, which are as they were, which are gone. Reads none.

A file that cannot be looked at now, or lies in a folder that is not there now, is not gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quizzer.domain.cards import Problem
from quizzer.notes.walk import Found, LeftOut, Limits, find
from quizzer.services.known_files import STANDARD_INPUT, KnownFiles, is_missing
from quizzer.services.request import Request, bundled_path


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has to be read."""

    found: Found
    key: str
    """What it is known by."""
    root: Path
    """What the person named."""


@dataclass(slots=True)
class Survey:
    """What a walk over everything that was asked for has found."""

    request: Request
    known: KnownFiles
    waiting: list[Waiting] = field(default_factory=list)
    unchanged: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Refusals of paths."""
    gone: list[str] = field(default_factory=list)
    """Files of an earlier import that were asked for and are no longer there."""
    vanished: list[str] = field(default_factory=list)
    """Files that are no longer there either, and that nobody asked about now; not looked for where nothing is read."""

    @property
    def is_nothing_new(self) -> bool:
        """Whether there is nothing to read, and nothing to take away."""
        return not self.waiting and not self.gone and self.request.text is None


def take_survey(request: Request, known: KnownFiles, limits: Limits) -> Survey:
    """Walk everything that was asked for."""
    survey = Survey(request, known)
    is_asked_anew = (
        request.is_whole or request.is_confirmed or request.is_bundled or bool(request.deck or request.columns)
    )
    familiar = {} if is_asked_anew else known.as_they_were
    seen: set[str] = set()
    for path in request.paths:
        root = known.root_of(path.as_posix()) if request.is_by_itself else ""
        if root and is_missing(path.as_posix(), root):
            continue
        for found in find([path], limits, familiar):
            if isinstance(found, LeftOut):
                survey.left_out.append(found)
                if found.is_refusal:
                    survey.problems.append(Problem(found.path, 1, found.reason, is_refusal=True))
                continue
            waiting = _waiting(request, found, path)
            if waiting.key in seen:
                continue
            seen.add(waiting.key)
            if waiting.key in familiar and familiar[waiting.key] in (None, (found.mtime_ns, found.size)):
                familiar[waiting.key] = None
            else:
                survey.waiting.append(waiting)
    survey.unchanged = sum(each is None for each in familiar.values())
    _look_for_the_rest(survey, seen)
    return survey


def _waiting(request: Request, found: Found, path: Path) -> Waiting:
    if request.is_bundled:
        return Waiting(found, bundled_path(Path(found.path)), Path("bundled"))
    return Waiting(found, Path(found.path).absolute().as_posix(), path.absolute())


def _look_for_the_rest(survey: Survey, seen: set[str]) -> None:
    """Which of the files that were not met are gone."""
    known = survey.known
    asked = [root.absolute().as_posix() for root in survey.request.paths]
    elsewhere: list[str] = []
    for path in known.unmet():
        if path in seen or path == STANDARD_INPUT:
            continue
        if not _is_below(path, asked):
            elsewhere.append(path)
        elif is_missing(path, known.root_of(path)):
            survey.gone.append(path)
    survey.gone.sort()
    if not survey.is_nothing_new:
        lost = (path for path in known.gone if path not in seen)
        survey.vanished = [*(path for path in elsewhere if is_missing(path, known.root_of(path))), *lost]


def _is_below(path: str, roots: list[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip("/") + "/") for root in roots)
