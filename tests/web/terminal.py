"""A terminal without a window: it takes the bytes that a tab is sent, and says what stands on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pyte

PATIENCE_S = 120
"""A test that waits longer has failed; nothing is ever waited for by the clock alone."""


class Terminal:
    """Fed by whoever reads the socket; waited on by the test."""

    def __init__(self, width: int = 80, height: int = 24) -> None:
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = asyncio.Event()
        self.is_closed = False

    @property
    def text(self) -> str:
        """The lines of the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def feed(self, data: bytes) -> None:
        """Bytes from the app."""
        self._stream.feed(data)
        self._changed.set()

    def resize(self, width: int, height: int) -> None:
        """The window has another size."""
        self._screen.resize(height, width)

    def close(self) -> None:
        """Nothing more comes."""
        self.is_closed = True
        self._changed.set()

    async def until(self, *wanted: str) -> str:
        """The screen, as soon as all of these stand on it."""
        return await self.until_true(lambda: all(each in self.text for each in wanted), f"{wanted} never came")

    async def until_true(self, is_so: Callable[[], bool], complaint: str) -> str:
        """The screen, as soon as something holds; AssertionError shows the last screen."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not is_so():
                    assert not self.is_closed, f"closed: {complaint}\n{self.text}"
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{complaint}\n{self.text}") from None
        return self.text
