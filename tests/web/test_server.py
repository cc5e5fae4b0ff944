"""The server behind `quizzer serve`: who gets in, what a second tab is told, and how it stops."""

from __future__ import annotations

import asyncio
import fcntl
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home, find_home
from quizzer.tui.web.guard import Guard, is_loopback
from tests.tui import seeding
from tests.web.serving import Served, environment, served

aiohttp = pytest.importorskip("aiohttp", reason="the extra `web` is not installed")
pytest.importorskip("textual_serve", reason="the extra `web` is not installed")

from tests.web.terminal import Terminal  # noqa: E402

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three cards, none of them seen."""
    home = find_home(str(tmp_path / "home"), {})
    seeding.add_notes(home, tmp_path / "notes", {"Training.md": seeding.NOTES["Training.md"]})
    return home


class Tab:
    """A page's end of the socket."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self.connection = connection
        self.terminal = Terminal()

    async def read(self) -> None:
        async for message in self.connection:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.terminal.feed(message.data)
        self.terminal.close()

    async def press(self, keys: str) -> None:
        await self.connection.send_json(["stdin", keys])


@asynccontextmanager
async def tab(server: Served) -> AsyncIterator[Tab]:
    """A tab on the served page, opened; it is closed with the block."""
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(server.socket, origin=server.origin) as connection:
            opened = Tab(connection)
            reading = asyncio.create_task(opened.read())
            yield opened
        await reading


def wait_for_lock(home: Home) -> None:
    """Come back as soon as nobody reviews."""
    with home.lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)


# -- who gets in


@pytest.mark.parametrize(
    ("host", "header", "is_known"),
    [
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "attacker.example:8000", False),
        ("127.0.0.1", "192.168.1.5:8000", False),
        ("127.0.0.1", "localhost.attacker.example", False),
        ("127.0.0.1", "[", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", None, False),
        ("0.0.0.0", "192.168.1.5:8000", True),
        ("0.0.0.0", "attacker.example:8000", False),
        ("desk.lan", "desk.lan:8000", True),
        ("desk.lan", "attacker.example", False),
    ],
)
def test_hosts_that_the_server_goes_by(host: str, header: str | None, is_known: bool) -> None:
    assert Guard(host, "key").knows_host(header) is is_known


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.0.0.1:8001", False),
        ("https://127.0.0.1:8000", False),
        ("http://attacker.example", False),
        ("null", False),
        (None, False),
    ],
)
def test_pages_that_may_open_a_socket(origin: str | None, is_own: bool) -> None:
    assert Guard("127.0.0.1", "key").is_own_page(origin, "127.0.0.1:8000") is is_own


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "10.0.0.1"])
def test_what_others_reach_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


async def test_the_door(home: Home) -> None:
    with served(home.data, seeding.TODAY) as server:
        async with aiohttp.ClientSession() as session:

            async def status(path: str, **headers: str) -> int:
                async with session.get(f"{server.origin}{path}", headers=headers) as answer:
                    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                    return answer.status

            assert await status(f"/?key={server.key}") == 200
            assert await status("/static/js/textual.js") == 200
            assert await status("/") == 403
            assert await status("/?key=wrong") == 403
            assert await status("/?key=\u00e9") == 403
            assert await status(f"/?key={server.key}", Host="attacker.example") == 403
            assert await status("/static/") == 403
            assert await status("/static/../server.py") == 404
            strangers = [
                (server.socket, {"Origin": "http://attacker.example"}),
                (server.socket, {}),
                (server.socket.replace(server.key, "wrong"), {"Origin": server.origin}),
                (server.socket, {"Origin": "http://attacker.example", "Host": "attacker.example"}),
            ]
            for address, headers in strangers:
                with pytest.raises(aiohttp.WSServerHandshakeError):
                    await session.ws_connect(address, headers=headers)


# -- tabs


async def test_a_second_tab_is_told_and_may_follow_when_the_first_is_closed(home: Home) -> None:
    with served(home.data, seeding.TODAY) as server:
        async with tab(server) as second:
            await second.terminal.until("Today", "Training")
            async with tab(server) as first:
                await first.terminal.until("Today", "Training")
                await first.press(" ")
                await first.terminal.until("What is a warm-up?")
                await second.press(" ")
                await second.terminal.until("Another review session is open", "Finish it")
                await first.press(" ")
                await first.terminal.until("3 Good")
                await first.press("3")
                await first.terminal.until("Why clip gradients")
            await asyncio.to_thread(wait_for_lock, home)
            await second.press(" ")
            await second.terminal.until("Why clip gradients")
    connection = sqlite3.connect(home.database)
    assert connection.execute("SELECT quality FROM reviews").fetchall() == [(4,)]
    connection.close()


async def test_a_tab_ends_when_its_app_is_left(home: Home) -> None:
    with served(home.data, seeding.TODAY) as server:
        async with tab(server) as only:
            await only.terminal.until("Today")
            await only.press("q")
            await only.terminal.until_true(lambda: only.terminal.is_closed, "the socket stayed open")


# -- starting and stopping


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_cleanly_with_a_tab_open(home: Home, number: signal.Signals) -> None:
    with served(home.data, seeding.TODAY) as server:
        async with tab(server) as only:
            await only.terminal.until("Today")
            server.process.send_signal(number)
            code = await asyncio.to_thread(server.process.wait)
            assert code == 0
            assert server.process.stdout is not None
            assert server.process.stdout.read().splitlines()[-1] == "Stopped. Everything graded is kept."


async def test_a_tab_ends_with_a_server_that_is_killed(home: Home) -> None:
    with served(home.data, seeding.TODAY) as server:
        async with tab(server) as only:
            await only.terminal.until("Today", "Training")
            await only.press(" ")
            await only.terminal.until("What is a warm-up?")
            server.process.kill()
            await asyncio.to_thread(wait_for_lock, home)


def test_a_busy_port_is_said_with_the_next_step(home: Home, capsys: Said) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["--home", str(home.data), "serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"cannot listen on port {port}" in said
    assert "--port 0" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_other_machines_are_let_in_only_when_that_is_said(home: Home, capsys: Said, host: str) -> None:
    assert run(["--home", str(home.data), "serve", "--host", host]) == 2
    assert "--allow-others" in capsys.readouterr().err


def test_letting_others_in_comes_with_a_warning(home: Home) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "--home", str(home.data), "serve", "--port", "0", "--host", "0.0.0.0",
         "--allow-others"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(seeding.TODAY),
    )  # fmt: skip
    assert process.stdout is not None
    assert "/?key=" in process.stdout.readline()
    process.terminate()
    _, said = process.communicate()
    assert "Nothing is encrypted" in said


def test_a_database_that_cannot_be_used_is_refused_before_listening(home: Home, capsys: Said) -> None:
    home.database.write_bytes(b"")
    assert run(["--home", str(home.data), "serve", "--port", "0"]) == 1
    assert "empty" in capsys.readouterr().err


def test_without_the_extra_the_next_step_is_said(home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quizzer.tui.web.server", None)
    assert run(["--home", str(home.data), "serve"]) == 1
    assert "pip install '.[web]'" in capsys.readouterr().err
