"""The walk through files, folders and vaults: which notes there are, what was left out and why.

Only the folder's entries and one `stat` a file are looked at, one folder at a time, so that a large vault costs
little and no memory. What a folder holds decides nothing but what is left out: hidden folders, templates, copies
that a syncing program made of a conflict, files that `.gitignore` names, links that lead out of the folder.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from quizzer.domain.patterns import late
from quizzer.domain.plain_text import clean
from quizzer.notes.ignoring import Ignoring

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"})
ORG = frozenset({".org"})
DECKS = frozenset({".yaml", ".yml"})
JSON = ".json"
"""Read when it is named."""
PLAIN = frozenset({".txt"})
TABLES = frozenset({".tsv", ".csv"})
"""Read when they are named; in a folder they are seldom flash cards."""
NOTES = MARKDOWN | ORG | DECKS | PLAIN
"""Endings of the files that a folder is searched for; a file that is named itself may have any."""

_MEBIBYTE = 1024 * 1024
_TEMPLATES = late(r"^[\W\d_]*templates?[\W\d_]*$", re.IGNORECASE)
"""`Templates`, `99 - Templates`."""
_PROGRAMS = frozenset({"node_modules", "site-packages", "__pycache__", "venv", "vendor", "bower_components"})
_CONFLICT = late(
    r"\.sync-conflict-\d{8}-\d{6}|\bconflicted copy\b|\bcase conflict\b|'s conflicting copy|\.conflict\d*\.\w+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the person's own settings say about reading files."""

    max_bytes: int = 2 * _MEBIBYTE
    """A larger file is left out, and named."""


class Found(NamedTuple):
    """A file to read, as it stood when the folder was walked; a tuple, because a vault has many."""

    path: str
    """For people and for the store: POSIX separators, always printable."""
    location: str
    """For the system; may hold bytes that are not UTF-8, as `os.fsdecode` gives them."""
    root: str
    """The folder that was asked for, or the folder of the file that was: images are looked for inside it."""
    mtime_ns: int
    size: int
    is_named: bool = False
    """True when the person named this very file."""

    @property
    def file(self) -> Path:
        """The location as a path."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is not read, and why."""

    path: str
    reason: str
    is_refusal: bool = False
    """True when the person named it, so that leaving it out is an error and not a rule."""
    is_ignored: bool = False
    """True when a `.gitignore` names it, or a folder around it."""


def shown(path: str) -> str:
    """A file name that can be printed and stored: stray bytes as `\\xe9`, controls as marks, `/` between folders."""
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    if path.isascii() and path.isprintable():
        return path
    text = clean(os.fsencode(path).decode("utf-8", "backslashreplace"))
    return text.replace("\n", "␊").replace("\t", "␉")


@dataclass(slots=True)
class _Walk:
    """One search over all the paths asked for; each real folder is entered once, each named file found once."""

    limits: Limits
    familiar: dict[str, tuple[str, int, int] | None]
    folders: set[tuple[int, int]] = field(default_factory=set)
    named: set[tuple[int, int]] = field(default_factory=set)


def find(
    paths: Iterable[str | Path],
    limits: Limits | None = None,
    familiar: dict[str, tuple[str, int, int] | None] | None = None,
) -> Iterator[Found | LeftOut]:
    """Every note under the paths, and everything left out, in the order of names.

    A path may be a file or a folder. Missing paths, and named files that cannot be read, come as refusals; nothing
    raises. `familiar` holds files by absolute path with that path, time and size: one that is met in a folder as it says is ticked
    off with None there, and not given.
    """
    walk = _Walk(limits or Limits(), {} if familiar is None else familiar)
    for path in paths:
        location = os.fspath(path)
        try:
            info = os.stat(location)
        except (OSError, ValueError) as error:
            yield LeftOut(shown(location), f"cannot be read: {_reason(error)}", is_refusal=True)
            continue
        if stat.S_ISDIR(info.st_mode):
            yield from _folder(walk, location)
        elif (info.st_dev, info.st_ino) not in walk.named:
            walk.named.add((info.st_dev, info.st_ino))
            why = _unreadable(info, walk.limits)
            root = os.path.dirname(location) or os.curdir
            yield (
                LeftOut(shown(location), why, is_refusal=True)
                if why
                else Found(shown(location), location, root, info.st_mtime_ns, info.st_size, is_named=True)
            )


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return (error.strerror or "") if isinstance(error, OSError) else "the name is not valid"


def _unreadable(info: os.stat_result, limits: Limits) -> str:
    if not stat.S_ISREG(info.st_mode):
        return "not a regular file"
    if info.st_size > limits.max_bytes:
        size, limit = info.st_size / _MEBIBYTE, limits.max_bytes / _MEBIBYTE
        return f"larger than the limit ({size:.1f} of {limit:.1f} MiB; the setting file_limit_mib)"
    return ""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder being walked."""

    location: str
    key: str
    """Its absolute path, as files are known by, with the separator."""
    root: str
    real_root: str
    ignoring: Ignoring

    def inner(self, location: str, name: str) -> _Folder:
        """A folder in this one, under the rules of this one."""
        return _Folder(location, f"{self.key}{shown(name)}/", self.root, self.real_root, self.ignoring)

    def entered(self) -> _Folder:
        """The folder with its own `.gitignore` taken into account."""
        return replace(self, ignoring=self.ignoring.inside(os.path.realpath(self.location)))


def _folder(walk: _Walk, root: str) -> Iterator[Found | LeftOut]:
    real_root = os.path.realpath(root)
    key = Path(shown(root)).absolute().as_posix().rstrip("/") + "/"
    stack = [_Folder(root, key, root, real_root, Ignoring.above(real_root))]
    while stack:
        folder = stack.pop()
        try:
            info = os.stat(folder.location)
            if (info.st_dev, info.st_ino) in walk.folders:
                continue
            walk.folders.add((info.st_dev, info.st_ino))
            with os.scandir(folder.location) as entries:
                listed = list(entries)
        except OSError as error:
            yield LeftOut(shown(folder.location), f"cannot be read: {_reason(error)}", folder.location == root)
            continue
        left = _unfamiliar(walk, folder, listed)
        if any(entry.name == ".gitignore" for entry in left):
            folder = folder.entered()
        deeper = []
        for entry in sorted(left, key=attrgetter("name")):
            try:
                outcome = _entry(walk, entry, folder)
            except OSError as error:
                outcome = LeftOut(shown(entry.path), f"cannot be read: {_reason(error)}")
            if isinstance(outcome, str):
                deeper.append(folder.inner(outcome, entry.name))
            elif outcome is not None:
                yield outcome
        stack.extend(reversed(deeper))


def _unfamiliar(walk: _Walk, folder: _Folder, listed: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """The entries that have to be looked at; plain files that are as they were are ticked off and passed over.

    This is most of what an import does where little has changed, so it does as little as can be for each file.
    """
    names = [entry.name for entry in listed]
    if not walk.familiar or walk.named or folder.ignoring or ".gitignore" in names:
        return listed
    find_familiar, familiar, key, most = walk.familiar.get, walk.familiar, folder.key, walk.limits.max_bytes
    together = "/".join(("", *names))
    is_any_left_out = "/." in together or "conflict" in together.lower()
    left = []
    for entry, name in zip(listed, names, strict=True):
        path = key + name
        seen = find_familiar(path)
        if seen is not None and not (is_any_left_out and (name[0] == "." or "conflict" in name.lower())):
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError:
                left.append(entry)
                continue
            is_as_it_was = seen[1] == info.st_mtime_ns and seen[2] == info.st_size <= most
            if is_as_it_was and stat.S_ISREG(info.st_mode):
                familiar[path] = None
                continue
        left.append(entry)
    return left


def _entry(walk: _Walk, entry: os.DirEntry[str], folder: _Folder) -> Found | LeftOut | str | None:
    """What an entry is: a note, something left out, a folder to walk (its location), or nothing to speak of."""
    name = entry.name
    is_note = name[name.rfind(".") :].lower() in NOTES
    is_folder = entry.is_dir()
    if not is_note and not is_folder:
        return None
    why = _left_out_by_name(name, is_folder)
    if not why and folder.ignoring and folder.ignoring.is_ignored(folder.location, name, is_folder):
        return LeftOut(shown(entry.path), "named in .gitignore", is_ignored=True)
    if not why and entry.is_symlink():
        why = _why_not_followed(entry.path, folder.real_root)
    if why:
        return LeftOut(shown(entry.path), why)
    if is_folder:
        return entry.path
    info = entry.stat()
    if walk.named and (info.st_dev, info.st_ino) in walk.named:
        return None
    path = shown(entry.path)
    if not stat.S_ISREG(info.st_mode) or info.st_size > walk.limits.max_bytes:
        return LeftOut(path, _unreadable(info, walk.limits))
    return Found(path, entry.path, folder.root, info.st_mtime_ns, info.st_size)


def _left_out_by_name(name: str, is_folder: bool) -> str:
    if name.startswith("."):
        return "hidden"
    if is_folder:
        if "emplate" in name.casefold() and _TEMPLATES.match(name):
            return "templates"
        return "a program's files" if name in _PROGRAMS else ""
    return "a sync conflict's copy" if "conflict" in name.lower() and _CONFLICT.search(name) else ""


def _why_not_followed(location: str, real_root: str) -> str:
    """Links are followed only to what the walk would not meet by itself, and never out of the folder."""
    target = os.path.realpath(location)
    if target != real_root and not target.startswith(real_root.rstrip(os.sep) + os.sep):
        return "a link that leads out of the folder"
    if not os.path.exists(target):
        return "a link to nothing"
    inside = os.path.relpath(target, real_root)
    is_hidden = any(part.startswith(".") and part != os.curdir for part in inside.split(os.sep))
    is_met = os.path.isdir(target) or os.path.splitext(target)[1].lower() in NOTES
    return "a link to what is read at its own place" if is_met and not is_hidden else ""
