"""The line an answer is typed into; while it is empty, Space means what it means everywhere else: go on."""

from __future__ import annotations

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input


class AnswerField(Input):
    """An input that hands Space on as long as nothing was typed, so that Space alone does a whole session."""

    class Passed(Message):
        """Space was pressed in the empty field."""

    def on_key(self, event: Key) -> None:
        """In a filled field a space is a blank."""
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Passed())

    def on_paste(self, event: Paste) -> None:
        """Every line that is pasted, on the one line there is: Textual would drop all but the first."""
        event.text = " ".join(event.text.split("\n")).strip()
