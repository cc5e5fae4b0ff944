"""Notes that a `.gitignore` leaves out after they were imported: given up like a deleted file, their history kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.cards import CardState
from quizzer.services.clock import Clock
from quizzer.services.importing import Importer, Request
from tests.services.test_reimport import grade_all, history, opened, take_in, write

MANY = {
    f"kept/{name}.md": f"### What is {name}?\n\nA tree.\n" for name in ("an oak", "an ash", "an elm", "a yew", "a fir")
}
NOTES = {**MANY, "private/pay.md": "### What is the wage?\n\nA secret.\n"}


@pytest.fixture
def importer(home: Home, settings: Settings, clock: Clock) -> Importer:
    return Importer(home, settings, clock)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return write(tmp_path / "vault", NOTES)


def states(importer: Importer) -> dict[str, CardState]:
    with opened(importer) as repository:
        return {card.question: card.state for card in repository.all_cards()}


@pytest.mark.parametrize("line", ["private/", "pay.md", "private/*.md", "/private"])
def test_its_cards_are_parked_and_come_back(
    importer: Importer, home: Home, settings: Settings, clock: Clock, vault: Path, line: str
) -> None:
    take_in(importer, vault)
    grade_all(home, settings, clock)
    before = history(home)
    (vault / ".gitignore").write_text(f"{line}\n")
    take_in(importer, vault)
    found = states(importer)
    assert found.pop("What is the wage?") is CardState.PARKED
    assert set(found.values()) == {CardState.ACTIVE}
    (vault / ".gitignore").unlink()
    take_in(importer, vault)
    assert set(states(importer).values()) == {CardState.ACTIVE}
    assert history(home) == before


@pytest.mark.parametrize("named", ["private", "private/pay.md"])
def test_what_was_asked_for_by_name_stays(importer: Importer, vault: Path, named: str) -> None:
    (vault / ".gitignore").write_text("private/\n")
    take_in(importer, vault / named)
    take_in(importer, vault)
    take_in(importer, vault)
    assert set(states(importer).values()) == {CardState.ACTIVE}
    assert len(states(importer)) == len(NOTES)


def test_a_large_part_is_left_until_the_person_says_so(importer: Importer, vault: Path) -> None:
    take_in(importer, vault)
    (vault / ".gitignore").write_text("*.md\n")
    preview = importer.look(Request((vault,)))
    with opened(importer) as repository:
        summary = importer.apply(repository, preview)
    assert summary.withheld
    assert CardState.PARKED not in states(importer).values()
