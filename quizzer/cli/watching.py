"""`quizzer import --watch`: notes are imported again whenever one is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from quizzer.cli.context import complain, note
from quizzer.cli.import_words import say_summary
from quizzer.cli.overtaken import again_if_overtaken
from quizzer.errors import QuizzerError, UsageError

if TYPE_CHECKING:
    from quizzer.services.importing import Importer, Request


def stay(importer: Importer, request: Request) -> int:
    """Import, and again after each change below the paths, until the person interrupts it."""
    try:
        from watchfiles import watch
    except ImportError:
        raise UsageError(
            "--watch needs the extra `watch`", hint="pip install '.[watch]', or import again by hand"
        ) from None
    if not request.paths:
        raise UsageError("--watch wants a path", hint="quizzer import PATH --watch")
    for path in request.paths:
        if not path.exists():
            raise QuizzerError(f"{path} is not there: nothing can be watched", hint="quizzer import PATH --watch")
    try:
        again_if_overtaken(partial(_read_again, importer, request, is_first=True))
        note("Watching; Ctrl+C ends it.")
        for _ in watch(*request.paths):
            try:
                again_if_overtaken(partial(_read_again, importer, request))
            except QuizzerError as error:
                complain(error)  # a full disk, or the database was busy: the next save comes
    except KeyboardInterrupt:
        note("No longer watching.")
    return 0


def _read_again(importer: Importer, request: Request, *, is_first: bool = False) -> None:
    """One import. Programs write more in a folder than notes: nothing is said when none has changed."""
    survey = importer.survey(request)
    if survey.is_nothing_new:
        if is_first:
            say_summary(*importer.nothing_new(survey))
        return
    repository = importer.intake()
    try:
        preview = importer.prepare(repository, request, survey=survey)
        say_summary(preview, importer.apply(repository, preview))
    finally:
        repository.close()
