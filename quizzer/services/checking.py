"""What an author may want to mend in the notes: doubts of each file, and those that show only across files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from quizzer.domain.cards import CardDraft, Problem, Reading, question_key
from quizzer.domain.contradictions import STOCK, is_one_question
from quizzer.notes.doubts import doubts
from quizzer.services.note_files import Preview


class _Told(NamedTuple):
    """Where a question was first answered, and how; digests, because of many notes one file after the other is in memory."""

    answer: bytes
    path: str
    line: int
    headings: tuple[str, ...]


def find_doubts(preview: Preview) -> list[Problem]:
    """Every problem and doubt of what was read, by file and line; the files as the person named them.

    Of a file among others that is not notes there is nothing to mend.
    """
    problems = list(preview.problems)
    first: dict[bytes, _Told] = {}
    for file in preview.files:
        if file.reading.is_not_notes and not file.is_named:
            continue
        path, reading = file.reading.path, file.reading
        found = (*reading.problems, *doubts(reading), *_answered_otherwise(reading, first))
        problems += [replace(problem, path=path) for problem in found]
    return sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.message))


def _answered_otherwise(reading: Reading, first: dict[bytes, _Told]) -> Iterator[Problem]:
    """Questions of a file that have another answer in it or in one before it."""
    asked = [_asked(draft) for draft in reading.drafts]
    count = Counter(asked)
    for key, draft in zip(asked, reading.drafts, strict=True):
        here = _Told(_digest(" ".join(draft.answer.split())), reading.path, draft.line, draft.context)
        told = first.setdefault(key, here)
        places = (here.path, here.headings), (told.path, told.headings)
        if told.answer != here.answer and count[key] < STOCK and is_one_question(draft.question, *places):
            yield Problem(here.path, here.line, f"the same question has another answer at {told.path}:{told.line}")


def _asked(draft: CardDraft) -> bytes:
    return _digest("\x1f".join((question_key(draft.question), *sorted(draft.options))))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
