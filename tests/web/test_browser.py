"""The served app in a real browser: opened, three cards reviewed by key, nothing asked of any other address."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from quizzer.config import find_home
from tests.tui import seeding
from tests.web.serving import ROOT, served

pytest.importorskip("textual_serve", reason="the extra `web` is not installed")

from tests.web import chromium

pytestmark = pytest.mark.skipif(chromium.PROGRAM is None, reason="Chromium is not installed")

ARTEFACTS = Path(os.environ.get("QUIZZER_ARTEFACTS", ROOT / "artefacts"))


async def test_three_cards_by_key(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "home"), {})
    seeding.add_notes(home, tmp_path / "notes", {"Serving.md": seeding.NOTES["Serving.md"]})
    with served(home.data, seeding.TODAY) as server:
        async with chromium.browser(tmp_path / "profile") as page, page.pictured(ARTEFACTS / "three-cards.png"):
            await page.open(server.address)
            await page.terminal.until("quizzer", "Serving", "3 new")
            # Nobody has clicked into the page: the keys reach it all the same.
            await page.press(" ")
            await page.terminal.until("Why does a server keep keys and values?")
            await page.press(" ")
            await page.terminal.until("Answer", "O(n²)", "3 Good")
            await page.press("3")
            await page.terminal.until("What does sharing key heads save?")
            await page.press(" ")
            formula = await page.terminal.until("Answer", "Mind the quality")
            above, bar, below = _around(formula, "╶─╴")
            assert above.split()[0] == "h"
            assert bar.split()[0] == "╶─╴"
            assert below.split()[0] == "g"
            await page.press("3")
            await page.terminal.until("Which precisions are common?")
            before = await page.picture()
            await page.press(" ")
            table = await page.terminal.until("Name", "Bytes", "Range", "bf16", "as wide as fp32")
            assert await page.picture() != before
            assert any(set(line.split()[0]) <= set("─━┼╇┿") for line in table.splitlines() if line.split()), table
            await page.press("3")
            await page.terminal.until("Summary", "3 answers")
            assert await page.evaluate("document.fonts.check('16px \"Roboto Mono\"')")
            assert page.complaints == []
            own = (server.origin, server.origin.replace("http", "ws"), "data:")
            assert [address for address in page.requests if not address.startswith(own)] == []
            assert any(address.endswith(".ttf") for address in page.requests)
            await page.press("q")
            await page.terminal.until("Today")
    with sqlite3.connect(home.database) as connection:
        rows = connection.execute("SELECT quality FROM reviews ORDER BY id").fetchall()
    connection.close()
    assert rows == [(4,)] * 3


def _around(screen: str, mark: str) -> tuple[str, str, str]:
    """The line with the mark and its neighbours."""
    lines = screen.splitlines()
    place = next(place for place, line in enumerate(lines) if mark in line)
    return lines[place - 1], lines[place], lines[place + 1]
