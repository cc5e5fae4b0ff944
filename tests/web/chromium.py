"""Headless Chromium, driven over its DevTools protocol: one page, its keys, its traffic and its picture."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from tests.web.terminal import PATIENCE_S, Terminal

PROGRAM = shutil.which("chromium")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--remote-debugging-port=0",
    # Whatever does not come from this machine cannot be found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_NAMED_KEYS = {" ": ("Space", " ", 32), "Enter": ("Enter", "\r", 13), "Escape": ("Escape", "", 27)}


class Page:
    """A page and what happened on it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._session = ""
        self.terminal = Terminal()
        self.requests: list[str] = []
        """Every address that was asked for."""
        self.complaints: list[str] = []
        """Errors of scripts, of loading, and of the page's own security policy."""

    async def read(self) -> None:
        """Take what the browser says; runs beside the test."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._heed(said["method"], said["params"])

    def _heed(self, method: str, said: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(said["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(said["url"])
            case "Network.webSocketFrameReceived" if said["response"]["opcode"] == 2:
                self.terminal.feed(base64.b64decode(said["response"]["payloadData"]))
            case "Network.webSocketFrameSent" if said["response"]["payloadData"].startswith('["resize"'):
                size = json.loads(said["response"]["payloadData"])[1]
                self.terminal.resize(size["width"], size["height"])
            case "Network.webSocketClosed":
                self.terminal.close()
            case "Runtime.exceptionThrown":
                self.complaints.append(said["exceptionDetails"]["exception"].get("description", "an exception"))
            case "Log.entryAdded" if said["entry"]["level"] == "error":
                self.complaints.append(said["entry"]["text"])

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol, and its result."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **session})
        async with asyncio.timeout(PATIENCE_S):
            said = await answer
        assert "error" not in said, f"{method}: {said['error']}"
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, address: str, size: tuple[int, int] = (1000, 640)) -> None:
        """A page of its own for an address; size in pixels."""
        target = await self.call(
            "Target.createTarget", url="about:blank", newWindow=True, width=size[0], height=size[1]
        )
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Page.navigate", url=address)

    async def press(self, *keys: str) -> None:
        """Press keys, each a character or the name of one."""
        for key in keys:
            code, text, number = _NAMED_KEYS.get(key, (f"Key{key.upper()}", key, ord(key.upper())))
            pressed = {"key": key, "code": code, "windowsVirtualKeyCode": number}
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def evaluate(self, script: str) -> Any:
        """The value of a script, waited for when it is a promise."""
        said = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return said["result"].get("value")

    async def picture(self) -> bytes:
        """The page as PNG, after it has drawn what it was sent."""
        await self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])

    @contextlib.asynccontextmanager
    async def pictured(self, path: Path) -> AsyncIterator[None]:
        """Keeps a picture of the page when what is done inside fails."""
        try:
            yield
        except BaseException as error:
            if self._session:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(await self.picture())
                error.add_note(f"a picture of the page: {path}")
            raise


@contextlib.asynccontextmanager
async def browser(profile: Path) -> AsyncIterator[Page]:
    """A browser with a profile of its own; it ends with the block."""
    assert PROGRAM is not None
    process = subprocess.Popen(
        [PROGRAM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    errors = process.stderr
    try:
        found = await asyncio.to_thread(_read_address, errors)
        # The pipe must be read on, or the browser stops when it is full.
        drain = threading.Thread(target=lambda: [None for _ in errors], daemon=True)
        drain.start()
        async with aiohttp.ClientSession() as session, session.ws_connect(found, max_msg_size=0) as socket:
            page = Page(socket)
            reading = asyncio.create_task(page.read())
            yield page
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
    finally:
        process.terminate()
        process.wait()
        drain.join()
        errors.close()


def _read_address(errors: Any) -> str:
    said = []
    for line in errors:
        said.append(line)
        if line.startswith("DevTools listening on "):
            return str(line.removeprefix("DevTools listening on ").strip())
    raise AssertionError("Chromium did not start:\n" + "".join(said))
