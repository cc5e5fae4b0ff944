"""Pictures that notes refer to: found inside the folder of the notes, and nowhere else."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff"})
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:")
_MOST_FILES = 200_000


@dataclass(slots=True)
class Images:
    """The pictures of one folder of notes; its files are listed once, when a name is first looked for everywhere."""

    root: Path
    _by_name: dict[str, list[str]] | None = field(default=None, repr=False)

    def resolve(self, reference: str, note: Path) -> Path | None:
        """The picture that `note` means by `reference`, or None.

        `reference` is the address of `![](…)`, relative to the note or, with a leading `/`, to the folder; or what
        stands in `![[…]]`, a file name that may be anywhere in the folder (the nearest to the note wins). None for
        other addresses, for what is not a regular file with a picture's ending, and for everything outside the folder.
        """
        name = unquote(reference.split("|")[0].split("#")[0].strip().strip("<>"))
        if not name or "\0" in name or _SCHEME.match(name) or name.startswith("//"):
            return None
        name = name.replace("\\", "/").removeprefix("@/")
        start = self.root if name.startswith("/") else note.parent
        direct = self._checked(start / name.lstrip("/")) or self._checked(self.root / name.lstrip("/"))
        return direct or self._anywhere(name, note)

    def _anywhere(self, name: str, note: Path) -> Path | None:
        if self._by_name is None:
            self._by_name = self._list()
        wanted = name.casefold().lstrip("/")
        found = [
            candidate
            for candidate in self._by_name.get(wanted.rsplit("/", 1)[-1], [])
            if candidate.replace(os.sep, "/").casefold().endswith("/" + wanted)
        ]
        found.sort(key=lambda candidate: (-len(os.path.commonpath([candidate, note.parent.absolute()])), candidate))
        return next((checked for candidate in found if (checked := self._checked(Path(candidate)))), None)

    def _list(self) -> dict[str, list[str]]:
        by_name: dict[str, list[str]] = {}
        count = 0
        for folder, folders, files in os.walk(self.root.absolute()):
            folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
            for name in sorted(files):
                if os.path.splitext(name)[1].lower() in SUFFIXES:
                    by_name.setdefault(name.casefold(), []).append(os.path.join(folder, name))
            count += len(files)
            if count > _MOST_FILES:
                break
        return by_name

    def _checked(self, candidate: Path) -> Path | None:
        try:
            real = candidate.resolve()
            if not real.is_relative_to(self.root.resolve()) or real.suffix.lower() not in SUFFIXES:
                return None
            return real if stat.S_ISREG(real.stat().st_mode) else None
        except (OSError, ValueError, RuntimeError):
            return None
