"""Textual's driver for a tab, which also ends when its server is gone.

A server that is killed cannot say goodbye. Textual's own driver then stops listening and lives on, unseen, with the
lock of the review session in its hands.
"""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver as TextualWebDriver
from textual.messages import ExitApp


class WebDriver(TextualWebDriver):
    """Leaves as if the person had when there is nobody left to listen to."""

    def run_input_thread(self) -> None:
        """Read what the server sends until either of them ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(ExitApp())
