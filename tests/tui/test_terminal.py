"""What only a real terminal shows: the app leaves the screen to an editor and takes it back."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizzer.config import find_home
from tests.tui import seeding

PATIENCE = 60.0
"""Seconds after which what was waited for is not coming any more."""

NOTE = "### What is a warm-up?\n\nA learning rate that rises at first.\n"
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_=>])", re.DOTALL)


class Terminal:
    """The app in a terminal of 80 columns and 24 rows, and what it has written so far."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", **environment})
            os.execv(sys.executable, [sys.executable, "-m", "quizzer", *arguments])
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._written = b""

    def type(self, keys: str) -> None:
        self._written = b""
        os.write(self._end, keys.encode())

    def wait_for(self, words: str) -> str:
        """What was written since the last key, once these words are in it."""
        until = time.monotonic() + PATIENCE
        while words not in (shown := _ESCAPES.sub("", self._written.decode("utf-8", "replace"))):
            ready, _, _ = select.select([self._end], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"{words!r} never came; there was {shown[-2000:]!r}"
            self._written += os.read(self._end, 65536)
        return shown

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._end)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seeding.add_notes(find_home(str(tmp_path / "home"), {}), tmp_path / "notes", {"Training.md": NOTE})
    return tmp_path


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def review(folder: Path, editor: str) -> Terminal:
    return Terminal("review", QUIZZER_HOME=str(folder / "home"), QUIZZER_NOW=seeding.TODAY, EDITOR=editor, VISUAL="")


def test_an_editor_that_does_not_exist_is_named_on_the_card(folder: Path, terminals: list[Terminal]) -> None:
    terminals.append(terminal := review(folder, "no-such-editor"))
    terminal.wait_for("What is a warm-up?")
    terminal.type("e")
    terminal.wait_for("The editor no-such-editor cannot be started")
    terminal.type(" ")
    terminal.wait_for("rises at first")


def test_an_editor_has_the_terminal_and_gives_it_back(folder: Path, terminals: list[Terminal]) -> None:
    editor = folder / "editor"
    editor.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "input('your editor here')\n"
        "note = pathlib.Path(sys.argv[1])\n"
        "note.write_text(note.read_text(encoding='utf-8').replace('rises', 'climbs'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    editor.chmod(0o700)
    terminals.append(terminal := review(folder, str(editor)))
    terminal.wait_for("What is a warm-up?")
    terminal.type("e")
    terminal.wait_for("your editor here")
    terminal.type("\r")
    terminal.wait_for("1 edited")
    terminal.type("\r")
    terminal.wait_for("Stored: 1 edited")
    terminal.type(" ")
    terminal.wait_for("climbs at first")


def test_what_takes_a_moment_is_said_before_it_is_done(folder: Path, terminals: list[Terminal]) -> None:
    terminals.append(terminal := Terminal(QUIZZER_HOME=str(folder / "home"), QUIZZER_NOW=seeding.TODAY))
    terminal.wait_for("Review")
    terminal.type("m")
    terminal.wait_for("Everything")
    terminal.type("\r")
    assert "Choosing the questions" in terminal.wait_for("question 1 of 1")
    terminals.append(terminal := Terminal(QUIZZER_HOME=str(folder / "empty"), QUIZZER_NOW=seeding.TODAY))
    terminal.wait_for("Three ways to start")
    terminal.type("\r")
    assert "Adding the starter deck" in terminal.wait_for("The starter deck is in")
