"""Formulas with every form they are drawn in: `python -m tests.tui.math.golden` writes the file anew for review."""

from __future__ import annotations

from pathlib import Path

from quizzer.tui.math import to_block, to_inline

PATH = Path(__file__).with_name("formulas.txt")
MARK = "$ "


def record(tex: str) -> str:
    """One formula: its source, one line in Unicode, one in ASCII, and the drawing when there is one."""
    drawing = "\n".join(to_block(tex.replace(" ;; ", "\n"), 76))
    return f"{MARK}{tex}\n{to_inline(tex)}\n{to_inline(tex, ascii_only=True)}\n{drawing}\n"


def records() -> list[str]:
    """What the file holds, one text a formula."""
    parts = PATH.read_text(encoding="utf-8").split(f"\n{MARK}")
    return [part if part.startswith(MARK) else MARK + part for part in (p.rstrip("\n") + "\n" for p in parts)]


def source(text: str) -> str:
    """The TeX of a record."""
    return text.split("\n", 1)[0].removeprefix(MARK)


if __name__ == "__main__":
    PATH.write_text("\n".join(record(source(text)) for text in records()), encoding="utf-8")
