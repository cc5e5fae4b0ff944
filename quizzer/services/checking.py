"""What an author may want to mend in the notes: doubts of each file, and those that show only across files."""

from __future__ import annotations

from collections import defaultdict

from quizzer.domain.cards import CardDraft, Problem, question_key
from quizzer.notes.doubts import doubts
from quizzer.services.note_files import Preview


def find_doubts(preview: Preview) -> list[Problem]:
    """Every problem and doubt of what was read, by file and line."""
    problems = list(preview.problems)
    asked: dict[tuple[str, ...], list[CardDraft]] = defaultdict(list)
    for reading in preview.readings:
        problems += [*reading.problems, *doubts(reading)]
        for draft in reading.drafts:
            asked[(question_key(draft.question), *sorted(draft.options))].append(draft)
    for drafts in asked.values():
        first = drafts[0]
        for draft in drafts[1:]:
            if " ".join(draft.answer.split()) != " ".join(first.answer.split()):
                message = f"the same question has another answer at {first.path}:{first.line}"
                problems.append(Problem(draft.path, draft.line, message))
    return sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.message))
