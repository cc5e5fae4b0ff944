"""`python -m quizzer` and the `quizzer` command."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.flags.safe_path is False and sys.path and sys.path[0] in ("", os.getcwd()):
        # `python -m` puts the working directory first: a `yaml.py` beside somebody's notes would be run.
        del sys.path[0]
    try:
        from quizzer.cli import run

        sys.exit(run())
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)  # while it was still being loaded


if __name__ == "__main__":
    main()
