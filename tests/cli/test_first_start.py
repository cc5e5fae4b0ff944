"""The first start in a terminal of its own: something is said before the screen is taken."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

TAKEN = b"\x1b[?1049h"
"""A terminal program takes the whole screen."""


def what_a_start_says(home: Path) -> str:
    """What stands on the terminal before the screen is taken."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "QUIZZER_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    said = b""
    try:
        while TAKEN not in said:
            said += os.read(ours, 65_536)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return said.partition(TAKEN)[0].decode()


def test_only_the_first_start_says_what_it_waits_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "Setting up quizzer" in what_a_start_says(home)
    assert "Setting up" not in what_a_start_says(home)
