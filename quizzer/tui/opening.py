"""What a key opens: a note in the person's editor, a picture beside the note, a web address.

Nothing is opened by itself, nothing is fetched, and a picture must lie below the folder of its note.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from quizzer.errors import QuizzerError
from quizzer.tui.markdown import Link

MOST_FILES = 5_000
"""Files looked through for a picture that a note names without its folder."""
_LINE_FIRST = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "ed"})
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "codium", "cursor", "windsurf"})


def editor_command(chosen: str, environment: Mapping[str, str], path: str, line: int) -> list[str]:
    """The command that opens a note at a line; QuizzerError when no editor is set."""
    editor = chosen or environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(editor)
    except ValueError:
        words = []
    if not words:
        raise QuizzerError("no editor is set", hint="set EDITOR, or the setting `editor`")
    name = Path(words[0]).name
    if name in _GOTO:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", path] if name in _LINE_FIRST else [*words, path]


def run_editor(command: list[str]) -> None:
    """Run the editor in the terminal and wait for it."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        raise QuizzerError(
            f"the editor cannot be started: {error.strerror}", hint="see the setting `editor`"
        ) from error


def find_target(link: Link, note: str) -> str:
    """The address or file that a link of a note means; QuizzerError says why it is not opened."""
    scheme = urlsplit(link.target).scheme.lower()
    if scheme in ("http", "https"):
        return link.target
    if scheme == "wiki" or not link.is_picture:
        raise QuizzerError(f"{link.label or link.target} is another note", hint="e opens this card's own note")
    if scheme and len(scheme) > 1:
        raise QuizzerError(f"addresses of the kind {scheme}: are not opened")
    return str(_find_picture(unquote(link.target), note))


def _find_picture(name: str, note: str) -> Path:
    root = Path(note).parent.resolve()
    if not note or not root.is_dir():
        raise QuizzerError(f"{name}: the folder of its note is not there")
    beside = (root / name).resolve()
    if root in beside.parents and beside.is_file():
        return beside
    wanted = Path(name).name
    for found in islice(root.rglob("*"), MOST_FILES):
        if found.name == wanted and found.is_file() and root in found.resolve().parents:
            return found
    raise QuizzerError(f"{name}: file not found", hint=f"looked below {root}")


def open_outside(target: str) -> None:
    """Hand an address or a file to the system's own viewer, without waiting."""
    viewer = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(
            [viewer, target], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise QuizzerError(f"{viewer} cannot be started: {error.strerror}") from error
