"""What an author may want to mend in the notes: doubts of each file, and those that show only across files."""

from __future__ import annotations

import hashlib

from quizzer.domain.cards import CardDraft, Problem, question_key
from quizzer.notes.doubts import doubts
from quizzer.services.note_files import Preview


def find_doubts(preview: Preview) -> list[Problem]:
    """Every problem and doubt of what was read, by file and line."""
    problems = list(preview.problems)
    # Of all the cards only digests are held: of many notes one file after the other is in memory.
    first: dict[bytes, tuple[bytes, str, int]] = {}
    for reading in preview.readings():
        problems += [*reading.problems, *doubts(reading)]
        for draft in reading.drafts:
            answer = _digest(" ".join(draft.answer.split()))
            told, path, line = first.setdefault(_asked(draft), (answer, draft.path, draft.line))
            if told != answer:
                message = f"the same question has another answer at {path}:{line}"
                problems.append(Problem(draft.path, draft.line, message))
    return sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.message))


def _asked(draft: CardDraft) -> bytes:
    return _digest("\x1f".join((question_key(draft.question), *sorted(draft.options))))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
