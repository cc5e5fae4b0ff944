"""What the person set for whole folders of notes: the deck, tags, the marks of cards, files to leave out.

    [folders."~/notes/spanish"]
    deck = "Spanish"
    tags = ["language"]
    separator = "=>"
    ignore = ["drafts/", "*.old.md"]

The rules stand in the person's own settings and never in the folder. Those of a folder inside another come on top.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizzer.notes.front_matter import FrontMatter


@dataclass(frozen=True, slots=True)
class FolderRules:
    """Every folder that has rules, the outermost first, with an absolute path."""

    folders: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.folders)

    @classmethod
    def of(cls, folders: Mapping[str, Mapping[str, Any]]) -> FolderRules:
        """The rules that the settings hold."""
        made = [
            (Path(os.path.abspath(os.path.expanduser(name))).as_posix().rstrip("/"), _texts(rules))
            for name, rules in folders.items()
        ]
        return cls(tuple(sorted(made, key=lambda named: (len(named[0]), named[0]))))

    def settings_for(self, path: str) -> FrontMatter | None:
        """What holds for the file at an absolute path, as if its front matter said so; None where nothing is set."""
        around = self._around(path)
        if not around:
            return None
        from quizzer.notes.front_matter import FrontMatter

        settings = FrontMatter()
        for _, rules in around:
            settings = FrontMatter({key: value for key, value in rules.items() if key != "ignore"}).over(settings)
        return settings

    def is_ignored(self, path: str) -> bool:
        """Whether a rule leaves out the file at an absolute path; patterns are those of `.gitignore`."""
        for folder, rules in self._around(path):
            if rules.get("ignore"):
                from pathspec import GitIgnoreSpec

                if GitIgnoreSpec.from_lines(rules["ignore"]).match_file(path[len(folder) + 1 :]):
                    return True
        return False

    def told_of(self, root: str) -> str:
        """The rules that touch files below a root, as one text; empty when there are none."""
        inside = f"{root}/"
        touching = [
            named for named in self.folders if f"{named[0]}/".startswith(inside) or inside.startswith(f"{named[0]}/")
        ]
        return json.dumps(touching) if touching else ""

    def _around(self, path: str) -> list[tuple[str, Mapping[str, tuple[str, ...]]]]:
        return [named for named in self.folders if path.startswith(f"{named[0]}/")]


def _texts(rules: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The values as front matter holds them; `ignore` and `tags` may be one text with commas."""
    made = {}
    for key, value in rules.items():
        name = key.replace("_", "-")
        if isinstance(value, str):
            parts = [part.strip() for part in value.split(",")] if name in ("ignore", "tags") else [value]
        else:
            parts = [str(part).lower() if isinstance(part, bool) else str(part) for part in _listed(value)]
        made[name] = tuple(part for part in parts if part)
    return made


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]
