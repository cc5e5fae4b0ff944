"""A screen that imports: notes are read and stored in threads, can be given up between two files, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from quizzer.domain.plan import Decision
from quizzer.errors import Overtaken, QuizzerError
from quizzer.services.importing import Importer, Preview, Request, Summary
from quizzer.tui.screens.base import QuizzerScreen

READING = "import"
"""The group of workers that leaving the screen gives up."""


class Cancelled(Exception):
    """The person left while files were being read."""


class ImportingScreen(QuizzerScreen):
    """Subclasses give `tell_progress`, `show_plan`, `stored`, `overtaken` and `failed`; this does the work beside the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,f8", "undo", "Undo the last import", id="import.undo"),
    ]

    def tell_progress(self, count: int, whole: int, name: str) -> None:
        """So many files of the whole have been read, this one last."""
        raise NotImplementedError

    def show_plan(self, preview: Preview) -> None:
        """List what the plan would do."""
        raise NotImplementedError

    def stored(self, summary: Summary) -> None:
        """The plan is on the disk."""
        raise NotImplementedError

    def failed(self, error: QuizzerError) -> None:
        """Nothing was read, or nothing was stored."""
        raise NotImplementedError

    def overtaken(self) -> None:
        """Something else was imported since the plan was made: another plan is wanted."""
        raise NotImplementedError

    def _importer(self) -> Importer:
        app = self.quizzer
        return Importer(app.home, app.settings, app.clock)

    @work(thread=True, exclusive=True, group=READING)
    def prepare(self, request: Request) -> None:
        """Read the files, then show the plan."""
        worker = get_current_worker()

        def progress(count: int, whole: int, path: str) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.app.call_from_thread(self.tell_progress, count, whole, Path(path).name)

        repository = None
        try:
            importer = self._importer()
            repository = importer.intake()
            preview = importer.prepare(repository, request, progress)
        except Cancelled:
            return
        except QuizzerError as error:
            self.app.call_from_thread(self.failed, error)
            return
        finally:
            if repository is not None:
                repository.close()
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show_plan, preview)

    @work(thread=True, group="store")
    def store(self, preview: Preview, decisions: dict[str, Decision], is_parking_forced: bool) -> None:
        """Store the plan as it was decided."""
        repository = None
        try:
            importer = self._importer()
            repository = importer.intake()
            summary = importer.apply(repository, preview, decisions, is_parking_forced=is_parking_forced)
        except Overtaken:
            self.app.call_from_thread(self.overtaken)
            return
        except QuizzerError as error:
            self.app.call_from_thread(self.failed, error)
            return
        finally:
            if repository is not None:
                repository.close()
        self.app.call_from_thread(self.stored, summary)

    def action_undo(self) -> None:
        """Take the last import back; reviews made since are kept."""
        repository = None
        try:
            importer = self._importer()
            repository = importer.repository()
            found = importer.undo(repository)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        finally:
            if repository is not None:
                repository.close()
        if found is None:
            self.quizzer.say("There is no import to take back.")
            return
        batch, kept = found
        hold = "card that holds reviews stays" if len(kept) == 1 else "cards that hold reviews stay"
        parked = f" {len(kept)} {hold}, parked." if kept else ""
        self.quizzer.say(f"Taken back: the import of {batch.title}.{parked}")
