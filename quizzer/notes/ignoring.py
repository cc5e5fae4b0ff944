"""What `.gitignore` files say about a folder: the folder's own, those above it in the same repository, those below."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LONGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Ignoring:
    """The rules that hold in one folder, outermost first; false when there are none."""

    rules: tuple[tuple[str, GitIgnoreSpec], ...] = ()
    """Each `.gitignore` with the real folder that it stands in."""

    def __bool__(self) -> bool:
        return bool(self.rules)

    @classmethod
    def above(cls, real_root: str) -> Ignoring:
        """The rules from the folders above, up to the one that holds `.git`; none when there is no repository.

        A folder that is itself ignored was asked for by name, so the rules above it do not count.
        """
        folders = []
        folder = os.path.dirname(real_root)
        while not os.path.exists(os.path.join(real_root, ".git")):
            folders.append(folder)
            if os.path.exists(os.path.join(folder, ".git")):
                break
            if os.path.dirname(folder) == folder:
                return cls()
            folder = os.path.dirname(folder)
        rules = cls()
        for folder in reversed(folders):
            rules = rules.inside(folder)
        return cls() if rules and rules.is_ignored(*os.path.split(real_root), True) else rules

    def inside(self, real_folder: str) -> Ignoring:
        """These rules and those of the folder's own `.gitignore`; one that cannot be read has none."""
        try:
            location = os.path.join(real_folder, ".gitignore")
            if not os.path.isfile(location):
                return self
            with open(location, "rb") as file:
                lines = file.read(_LONGEST).decode("utf-8", "replace").splitlines()
        except OSError:
            return self
        from pathspec import GitIgnoreSpec

        try:
            spec = GitIgnoreSpec.from_lines(lines)
        except ValueError:  # a pattern that git itself would not take
            return self
        return Ignoring((*self.rules, (real_folder, spec)))

    def is_ignored(self, folder: str, name: str, is_folder: bool) -> bool:
        """Whether the last rule that speaks of this entry of `folder` says to ignore it."""
        real = os.path.join(os.path.realpath(folder), name)
        for base, spec in reversed(self.rules):
            inside = os.path.relpath(real, base).replace(os.sep, "/") + ("/" if is_folder else "")
            verdict = spec.check_file(inside)
            if verdict.include is not None:
                return bool(verdict.include)
        return False
