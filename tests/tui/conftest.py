"""A seeded home, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quizzer.config import Home, find_home
from tests.tui import seeding


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded")
    seeding.seeded(folder)
    return folder


@pytest.fixture
def home(seeded_folder: Path, tmp_path: Path) -> Home:
    shutil.copytree(seeded_folder / "home", tmp_path / "home")
    return find_home(str(tmp_path / "home"), {})


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    return find_home(str(tmp_path / "empty"), {})
