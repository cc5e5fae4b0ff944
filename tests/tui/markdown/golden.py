"""The sample note as it is drawn: `python -m tests.tui.markdown.golden` writes the files anew for review."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from quizzer.tui.markdown import Look, Sheet, read

FOLDER = Path(__file__).parent
SAMPLE = (FOLDER / "sample.md").read_text(encoding="utf-8")
FORMS = {"wide.txt": (78, Look()), "narrow_ascii.txt": (40, Look(is_ascii=True))}


def console(width: int) -> Console:
    """A console without colour."""
    return Console(width=width, color_system=None, force_terminal=False, legacy_windows=False)


def drawn(text: str, width: int = 78, look: Look | None = None, *, line_breaks: bool = True) -> str:
    """Text as rows without colour."""
    screen = console(width)
    with screen.capture() as capture:
        screen.print(Sheet(read(text, line_breaks=line_breaks), look or Look()))
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


if __name__ == "__main__":
    for name, (width, look) in FORMS.items():
        (FOLDER / name).write_text(drawn(SAMPLE, width, look), encoding="utf-8")
