"""What stands on the screen, cell for cell, in three sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.snapshots import CASES, FOLDER, Shot, path_of, take


@pytest.mark.parametrize(("shot", "size"), CASES, ids=[path_of(*case).stem for case in CASES])
async def test_screen_is_as_kept(tmp_path: Path, shot: Shot, size: tuple[int, int]) -> None:
    assert await take(tmp_path, shot, size) == path_of(shot, size).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*-ascii-*.txt")), ids=lambda path: path.stem)
def test_ascii_is_ascii_alone(path: Path) -> None:
    assert path.read_text(encoding="utf-8").isascii()


async def test_no_colour_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shot = next(shot for shot, _ in CASES if shot.name == "review-table")
    assert await take(tmp_path, shot, (80, 24)) == path_of(shot, (80, 24)).read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["quizzer-light", "quizzer-contrast", "ansi-dark", "ansi-light"])
async def test_themes_change_colours_alone(tmp_path: Path, theme: str) -> None:
    from dataclasses import replace

    shot = next(shot for shot, _ in CASES if shot.name == "review-formula")
    themed = replace(shot, settings=(("theme", theme),))
    assert await take(tmp_path, themed, (80, 24)) == path_of(shot, (80, 24)).read_text(encoding="utf-8")
