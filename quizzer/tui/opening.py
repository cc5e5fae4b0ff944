"""What a key opens: a note in the person's editor, a picture beside the note, a web address.

Nothing is opened by itself, nothing is fetched, and a picture must lie in the folder that its note was imported with.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from quizzer.errors import QuizzerError
from quizzer.services.beside import find_picture
from quizzer.tui.markdown import Link

_LINE_FIRST = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "ed"})
_COMMON = ("nano", "micro", "vim", "vi")
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "codium", "cursor", "windsurf"})


def editor_command(chosen: str, environment: Mapping[str, str], path: str, line: int) -> list[str]:
    """The command that opens a note at a line: the chosen editor, or a common one that is installed, easiest first."""
    editor = chosen or environment.get("VISUAL") or environment.get("EDITOR") or _installed(environment.get("PATH"))
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


def _installed(path: str | None) -> str:
    return next((name for name in _COMMON if shutil.which(name, path=path)), "")


def run_editor(command: list[str]) -> str:
    """Run the editor in the terminal and wait for it; why it could not be started, or nothing."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return f"the editor {command[0]} cannot be started: {error.strerror}"
    return ""


def find_target(link: Link, note: str, folder: Path | None = None) -> str:
    """The address or file that a link of a note means; QuizzerError says why it is not opened.

    `folder` bounds where pictures are looked for: the one that the note was imported with, or the note's own.
    """
    scheme = urlsplit(link.target).scheme.lower()
    if scheme in ("http", "https"):
        return link.target
    if scheme == "wiki" or not link.is_picture:
        raise QuizzerError(f"another note: {link.label or link.target}", hint="press e for this card's own note")
    if scheme and len(scheme) > 1:
        raise QuizzerError(f"addresses of the kind {scheme}: are not opened")
    folder = folder or Path(note).parent
    if not note or not folder.is_dir():
        raise QuizzerError(f"the folder of the note that shows {link.target} is not there")
    found = find_picture(link.target, Path(note), folder)
    if found is None:
        raise QuizzerError(f"there is no picture {link.target}", hint=f"looked below {folder}")
    return str(found)


def open_outside(target: str) -> None:
    """Hand an address or a file to the system's own viewer, without waiting."""
    viewer = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(
            [viewer, target], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise QuizzerError(f"the viewer {viewer} cannot be started: {error.strerror}") from error
