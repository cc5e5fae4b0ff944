"""The survey before an import: which files there are to read, which are as they were, which are gone. Reads none.

A file that cannot be looked at now, or lies in a folder that is not there now, is not gone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from quizzer.domain.cards import Problem
from quizzer.notes.walk import Found, LeftOut, Limits, find
from quizzer.services.folder_rules import FolderRules
from quizzer.services.known_files import STANDARD_INPUT, KnownFiles, is_missing
from quizzer.services.request import Request, bundled_path
from quizzer.store.seen import Seen


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
    rules: FolderRules = field(default_factory=FolderRules)
    changed_rules: dict[str, str] = field(default_factory=dict)
    """The rules for what was asked for, by path, where they are not what they were: everything there is read again."""
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


def take_survey(request: Request, known: KnownFiles, limits: Limits, rules: FolderRules | None = None) -> Survey:
    """Walk everything that was asked for."""
    rules = rules or FolderRules()
    survey = Survey(request, known, rules, _changed(request, known, rules))
    is_asked_anew = (
        bool(survey.changed_rules)
        or request.is_whole
        or request.is_confirmed
        or request.is_bundled
        or bool(request.deck or request.columns)
    )
    familiar = {} if is_asked_anew else known.settled
    seen: set[str] = set()
    ignored: set[str] = set()
    for path in _there(request, known):
        for found in find([path], limits, familiar):
            if isinstance(found, LeftOut):
                survey.left_out.append(found)
                if found.is_ignored:
                    ignored.add(Path(found.path).absolute().as_posix())
                if found.is_refusal:
                    survey.problems.append(Problem(found.path, 1, found.reason, is_refusal=True))
                continue
            waiting = _waiting(request, found, path)
            if rules and not found.is_named and rules.is_ignored(waiting.key):
                survey.left_out.append(LeftOut(found.path, "left out by your settings for its folder"))
                ignored.add(waiting.key)
                continue
            if waiting.key in seen:
                continue
            seen.add(waiting.key)
            if is_familiar(familiar, waiting.key, found.mtime_ns, found.size):
                familiar[waiting.key] = None
            else:
                survey.waiting.append(waiting)
    unmet = [path for path, state in known.settled.items() if state is not None]
    survey.unchanged = len(known.settled) - len(unmet)
    lost = [path for path in (*unmet, *known.unsettled) if path not in seen and path != STANDARD_INPUT]
    _look_for(lost, ignored, survey)
    if not survey.is_nothing_new:
        survey.vanished += [path for path in known.gone if path not in seen]
    return survey


def _changed(request: Request, known: KnownFiles, rules: FolderRules) -> dict[str, str]:
    """What the settings say now of the paths that were asked for, where it is not what they said at the last import."""
    if not rules and not known.rules:
        return {}
    told = {path.absolute().as_posix(): rules.told_of(path.absolute().as_posix()) for path in request.paths}
    return {path: text for path, text in told.items() if text != known.rules.get(path, "")}


def _there(request: Request, known: KnownFiles) -> list[Path]:
    """What is walked: of paths that nobody named, a file that is no longer there is passed over without a word."""
    if not request.is_by_itself:
        return list(request.paths)
    kept = known.sources(path.as_posix() for path in request.paths)
    lost = {source.path for source in kept.values() if is_missing(source.path, source.root)}
    return [path for path in request.paths if path.as_posix() not in lost]


def is_familiar(familiar: Mapping[str, Seen | None], key: str, mtime_ns: int, size: int) -> bool:
    """Whether a file is as it was, or has been met already."""
    if key not in familiar:
        return False
    before = familiar[key]
    return before is None or before[1:] == (mtime_ns, size)


def _waiting(request: Request, found: Found, path: Path) -> Waiting:
    if request.is_bundled:
        return Waiting(found, bundled_path(Path(found.path)), Path("bundled"))
    return Waiting(found, Path(found.path).absolute().as_posix(), path.absolute())


def _look_for(unmet: list[str], ignored: set[str], survey: Survey) -> None:
    """Which of the files that were not met are gone; elsewhere only where something else is new, for what has moved.

    Those that the person has left out since are as good as gone.
    """
    asked = [root.absolute().as_posix() for root in survey.request.paths]
    here = [path for path in unmet if _is_below(path, asked)]
    survey.gone = sorted([*_missing(here, survey.known), *_left(here, ignored, survey.known)])
    if not survey.is_nothing_new and len(here) < len(unmet):
        survey.vanished = _missing(sorted(set(unmet).difference(here)), survey.known)


def _left(paths: list[str], ignored: set[str], known: KnownFiles) -> list[str]:
    """The files that are ignored, or lie in a folder that is; what was named itself, or in a folder named itself, stays."""
    entries = {path: ignored.intersection((path, *map(str, PurePosixPath(path).parents))) for path in paths}
    sources = known.sources(path for path, found in entries.items() if found)
    return [path for path, source in sources.items() if any(_is_within(each, source.root) for each in entries[path])]


def _missing(paths: list[str], known: KnownFiles) -> list[str]:
    lost = [path for path in paths if not os.path.lexists(path)]
    return [source.path for source in known.sources(lost).values() if is_missing(source.path, source.root)]


def _is_below(path: str, roots: list[str]) -> bool:
    return any(path == root or _is_within(path, root) for root in roots)


def _is_within(path: str, root: str) -> bool:
    return path.startswith(root.rstrip("/") + "/")
