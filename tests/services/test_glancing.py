"""What changed since the last import is told by `stat` alone."""

from __future__ import annotations

from pathlib import Path

from quizzer.services.glancing import count_changed


def test_notes_that_are_not_as_they_were_are_counted(tmp_path: Path) -> None:
    files = []
    for name in ("same", "longer", "gone"):
        path = tmp_path / name
        path.write_text("text")
        info = path.stat()
        files.append((str(path), info.st_size, info.st_mtime_ns))
    assert count_changed(files) == 0
    (tmp_path / "longer").write_text("more text")
    (tmp_path / "gone").unlink()
    assert count_changed(files) == 2


def test_text_that_came_from_no_file_never_changes() -> None:
    assert count_changed([("-", 10, 0)]) == 0
