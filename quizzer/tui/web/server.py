"""The server behind `quizzer serve`: textual-serve with a page of our own and a guard at the door.

Its own page fetches a font from elsewhere, its socket takes anybody's connection, and a process that ends before it
draws leaves the page waiting; those three are done differently here. Everything else is its own: the processes, the
scripts and the fonts.
"""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from quizzer.errors import QuizzerError
from quizzer.tui.web.guard import HEADERS, Guard

TITLE = "quizzer"
FONT_SIZE = 16
LONGEST_STOP_S = 5.0
"""How long a tab's process is given to end by itself."""
DRIVER = "quizzer.tui.web.driver:WebDriver"
PAGE = Path(__file__).with_name("page.html")
SCRIPT = Path(__file__).with_name("page.js")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one. QuizzerError says what stands in the way."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise QuizzerError(f"{host} is not an address of this machine", hint="leave --host out") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise QuizzerError(
            f"cannot listen on port {port} of {host}: {error.strerror}",
            hint="is quizzer served already? Choose another port with --port N; --port 0 takes any free one",
        ) from error
    return listener


class WebServer(Server):
    """Serves one command, a process of it for each tab, to whoever has the key."""

    def __init__(self, command: Sequence[str], guard: Guard) -> None:
        # `exec`, so that the shell that textual-serve starts is the app itself and signals reach it; `env`, because
        # textual-serve names its own driver to every process.
        super().__init__(f"exec env TEXTUAL_DRIVER={DRIVER} {shlex.join(command)}", host=guard.host, title=TITLE)
        self.guard = guard
        self._tabs: set[AppService] = set()

    def run(self, listener: socket.socket) -> None:
        """Serve until SIGINT or SIGTERM; then the tabs' processes end, each as if its person had left."""
        asyncio.run(self._run(listener))

    async def _run(self, listener: socket.socket) -> None:
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=LONGEST_STOP_S)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            await stopped.wait()
        finally:
            await asyncio.gather(*map(_end, self._tabs))
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._check])
        app.add_routes(
            [
                web.get("/", self.handle_page),
                web.get("/page.js", _give_script),
                web.get("/ws/{key}", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        return app

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self.guard.knows_host(request.headers.get("Host")):
            raise web.HTTPForbidden(text="This server does not go by that name. Use the address that it printed.\n")
        return await handler(request)

    async def handle_page(self, request: web.Request) -> web.Response:
        """The page, for whoever has the key."""
        key = request.query.get("key", "")
        if not self.guard.has_key(key):
            raise web.HTTPForbidden(text="The key is missing or old. Use the address that `quizzer serve` printed.\n")
        size = min(40, max(8, to_int(request.query.get("fontsize", ""), FONT_SIZE)))
        filled = {"title": TITLE, "font_size": str(size), "address": f"/?key={key}"}
        filled["socket"] = f"ws://{request.host}/ws/{key}"
        page = PAGE.read_text(encoding="utf-8")
        for name, value in filled.items():
            page = page.replace(f"{{{{ {name} }}}}", value)
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A tab: a process of the app for as long as either of them lives."""
        is_own = self.guard.is_own_page(request.headers.get("Origin"), request.headers.get("Host"))
        if not (is_own and self.guard.has_key(request.match_info["key"])):
            raise web.HTTPForbidden(text="Only the page of this server may connect.\n")
        connection = web.WebSocketResponse(heartbeat=15)
        await connection.prepare(request)
        width, height = (to_int(request.query.get(name, ""), usual) for name, usual in (("width", 80), ("height", 24)))

        async def close() -> None:
            await connection.close()

        service = AppService(
            self.command,
            write_bytes=connection.send_bytes,
            write_str=connection.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        await service.start(width, height)
        self._tabs.add(service)
        listening = asyncio.create_task(self._process_messages(connection, service))
        try:
            await asyncio.wait({listening, running_of(service)}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            listening.cancel()
            await _end(service)
            self._tabs.discard(service)
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await listening
            await connection.close()
        return connection


async def _give_script(_: web.Request) -> web.Response:
    return web.Response(text=SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript")


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def running_of(service: AppService) -> asyncio.Task[None]:
    """The task that lives as long as a tab's process; it exists once the service has been started."""
    assert service._task is not None
    return service._task


async def _end(service: AppService) -> None:
    """Ask a tab's process to end, and end it when it does not answer: what was graded is on the disk either way."""
    running = running_of(service)
    await service.send_meta({"type": "quit"})
    _, pending = await asyncio.wait({running}, timeout=LONGEST_STOP_S)
    process = service._process
    if pending and process is not None and process.returncode is None:
        process.kill()
        await running
