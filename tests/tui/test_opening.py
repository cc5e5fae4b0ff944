"""What a key opens: pictures are found anywhere in the folder that the notes came from, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home
from quizzer.errors import QuizzerError
from quizzer.services.study import Desk
from quizzer.tui.markdown import Link
from quizzer.tui.opening import find_target
from tests.tui.seeding import add_notes, clock, settings_with

NOTE = "# What does warm-up do?\n\nIt keeps early steps small.\n\n![[curve.png]]\n"


@pytest.fixture
def vault(home: Home, tmp_path: Path) -> Path:
    """A vault whose pictures lie beside the folder of the note that shows them, and one picture outside."""
    root = tmp_path / "vault"
    (root / "training").mkdir(parents=True)
    (root / "assets").mkdir()
    (root / "assets" / "curve.png").write_bytes(b"picture")
    (tmp_path / "outside.png").write_bytes(b"picture")
    add_notes(home, root, {"training/warm up.md": NOTE})
    return root


@pytest.mark.parametrize(
    "target", ["curve.png", "../assets/curve.png", "/assets/curve.png", "assets/curve.png", "CURVE.png"]
)
def test_a_picture_anywhere_in_the_vault_is_found(home: Home, vault: Path, target: str) -> None:
    note = (vault / "training" / "warm up.md").as_posix()
    with Desk(home, settings_with(), clock()) as desk:
        found = find_target(Link("alt", target, is_picture=True), note, desk.folder_of(note))
    assert Path(found) == (vault / "assets" / "curve.png").resolve()


@pytest.mark.parametrize("target", ["../../outside.png", "outside.png", "gone.png", "training/warm up.md", "assets"])
def test_nothing_else_is(home: Home, vault: Path, target: str) -> None:
    note = (vault / "training" / "warm up.md").as_posix()
    with Desk(home, settings_with(), clock()) as desk, pytest.raises(QuizzerError, match="no such picture"):
        find_target(Link("alt", target, is_picture=True), note, desk.folder_of(note))


def test_a_note_imported_alone_keeps_to_its_own_folder(home: Home, vault: Path) -> None:
    alone = vault / "training" / "alone.md"
    with Desk(home, settings_with(), clock()) as desk:
        assert desk.folder_of(alone.as_posix()) == vault / "training"
        with pytest.raises(QuizzerError, match="no such picture"):
            find_target(Link("alt", "curve.png", is_picture=True), alone.as_posix(), desk.folder_of(alone.as_posix()))
