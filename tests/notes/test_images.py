from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizzer.notes.images import Images


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for name in (
        "vault/notes/note.md",
        "vault/notes/near.png",
        "vault/notes/my pic.png",
        "vault/assets/deep/curve.PNG",
        "vault/assets/a/same.png",
        "vault/notes/b/same.png",
        "vault/.hidden/secret.png",
        "outside.png",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    os.symlink(tmp_path / "outside.png", tmp_path / "vault/notes/link.png")
    os.mkfifo(tmp_path / "vault/notes/pipe.png")
    return tmp_path / "vault"


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("near.png", "notes/near.png"),
        ("./near.png", "notes/near.png"),
        ("my%20pic.png", "notes/my pic.png"),
        ("<my pic.png>", "notes/my pic.png"),
        ("../assets/deep/curve.PNG", "assets/deep/curve.PNG"),
        ("/assets/deep/curve.PNG", "assets/deep/curve.PNG"),
        ("@/assets/deep/curve.PNG", "assets/deep/curve.PNG"),
        ("curve.png", "assets/deep/curve.PNG"),
        ("curve.png|300", "assets/deep/curve.PNG"),
        ("deep/curve.png", "assets/deep/curve.PNG"),
        ("same.png", "notes/b/same.png"),
        ("a/same.png", "assets/a/same.png"),
        ("outside.png", None),
        ("../../outside.png", None),
        ("../../../../../../etc/passwd", None),
        ("/etc/passwd", None),
        ("link.png", None),
        ("pipe.png", None),
        ("note.md", None),
        ("missing.png", None),
        ("secret.png", None),
        ("https://example.org/a.png", None),
        ("file:///etc/passwd", None),
        ("//host/a.png", None),
        ("", None),
        ("a\0.png", None),
    ],
)
def test_pictures_are_found_inside_the_folder_only(vault: Path, reference: str, found: str | None) -> None:
    expected = (vault / found).resolve() if found else None
    assert Images(vault).resolve(reference, vault / "notes" / "note.md") == expected
