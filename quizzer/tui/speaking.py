"""What the app says: toasts, each in the place of the one before, the log of them, and errors in sentences."""

from __future__ import annotations

from textual.app import App

from quizzer.domain.plain_text import one_line
from quizzer.errors import QuizzerError

TOAST_SECONDS = 4
READ_A_SECOND = 20
"""Characters of a toast that a person reads in a second; a long one stays longer."""


class SpeakingApp(App[int]):
    """Keeps what it has said."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []
        """What was said in this sitting, oldest first."""

    def say(self, message: str, *, severity: str = "information") -> None:
        """A toast in the place of the one before, kept in the message log too."""
        shown = one_line(message)
        self.messages.append(shown)
        self.clear_notifications()  # the newest alone: a pile of them would cover the card
        level = severity if severity in ("warning", "error") else "information"
        self.notify(shown, severity=level, timeout=max(TOAST_SECONDS, len(shown) / READ_A_SECOND), markup=False)  # type: ignore[arg-type]

    def complain(self, error: Exception, lead: str = "") -> None:
        """Say what happened and what to do; what nobody foresaw is said in one line too."""
        message = str(error) if isinstance(error, QuizzerError) else f"{type(error).__name__}: {error}"
        hint = error.hint if isinstance(error, QuizzerError) else ""
        what = f"{lead}: {message}." if lead else f"{message[:1].upper()}{message[1:]}."
        self.say(f"{what} {hint[:1].upper()}{hint[1:]}{'.' if hint else ''}".strip(), severity="error")
