"""What `quizzer import` says in the end: a line of figures, and what was noticed while reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.cli.context import counted, note, say
from quizzer.domain.plain_text import one_line
from quizzer.domain.plan import Fate

if TYPE_CHECKING:
    from quizzer.services.importing import Preview, Summary

FIRST_ROWS = 5
"""Of a table, shown as cards by --dry-run."""
MOST_PROBLEMS = 10
"""Of one file, said at import; `quizzer check` says all."""


def say_first_rows(preview: Preview) -> None:
    """The first rows of each table as the cards that they would be."""
    tables = set(preview.tables)
    for file in preview.files if tables else ():
        if file.source.path not in tables:
            continue
        say(f"{file.reading.path}: {file.reading.dialect}")
        for draft in file.reading.drafts[:FIRST_ROWS]:
            tags = "".join(f" #{tag}" for tag in draft.tags)
            sides = f"{one_line(draft.question, 50)}  =>  {one_line(draft.answer, 50)}"
            say(f"  {draft.line:>4}  {sides}{tags}  [{one_line(draft.deck, 30)}]")
        if len(file.reading.drafts) > FIRST_ROWS:
            say(f"        and {counted(len(file.reading.drafts) - FIRST_ROWS, 'card')} more")
        say()


def say_rest(preview: Preview) -> None:
    """What was left out, what could not be read, and what was noticed while reading."""
    if preview.is_without_notes:
        note("No notes are there: Markdown, Org and YAML are read, and tables (quizzer help notes).")
    for left in preview.left_out:
        if not left.is_refusal:
            note(f"left out: {left.path}: {left.reason}")
    for problem in preview.problems:
        note(
            f"{problem.path}: {problem.message}"
            if problem.line <= 1
            else at(problem.path, problem.line, problem.message)
        )
    for reading in preview.remarks:
        for problem in reading.problems[:MOST_PROBLEMS]:
            note(at(reading.path, problem.line, problem.message))
        if len(reading.problems) > MOST_PROBLEMS:
            note(f"{reading.path}: {len(reading.problems) - MOST_PROBLEMS} more; see quizzer check {reading.path}")
        if reading.dialect:
            note(f"{reading.path}: read as {reading.dialect}")
        unsure = [repair for repair in reading.repairs if not repair.is_certain]
        if reading.repairs:
            doubt = f", {len(unsure)} of them doubtful" if unsure else ""
            note(f"{reading.path}: {counted(len(reading.repairs), 'line')} in the wrong encoding mended{doubt}")
        for repair in unsure:
            note(
                at(
                    reading.path,
                    repair.line,
                    f"doubtful: {one_line(repair.before, 50)!r} read as {one_line(repair.after, 50)!r}",
                )
            )
    for problem in preview.plan.problems:
        note(at(problem.path, problem.line, problem.message))


def at(path: str, line: int, message: str) -> str:
    """A message as editors and compilers write it."""
    return f"{path}:{line}: {message}"


def say_summary(preview: Preview, summary: Summary) -> None:
    """What an import did, what was noticed, and what to do next."""
    say_rest(preview)
    counts = summary.counts
    stored = sum(counts.get(fate, 0) for fate in (Fate.NEW, Fate.REVIVED))
    edited = sum(counts.get(fate, 0) for fate in (Fate.EDITED, Fate.REWORDED))
    doubts = sum(item.fate is Fate.DOUBTFUL for item in preview.plan.items)
    unchanged = f", {preview.unchanged} unchanged" if preview.unchanged else ""
    figures = {
        f"{counted(stored, 'card')} stored": stored,
        f"{edited} edited": edited,
        f"{counts.get(Fate.MOVED)} moved": counts.get(Fate.MOVED),
        f"{counts.get(Fate.PARKED)} parked": counts.get(Fate.PARKED),
        counted(summary.stubs, "stub"): summary.stubs,
        f"{counted(summary.dropped_lines, 'line')} dropped": summary.dropped_lines,
        f"{doubts} doubtful": doubts,
    }
    told = ", ".join(words for words, count in figures.items() if count)
    say(f"{counted(len(preview.files), 'file')} read{unchanged}{': ' if told else ''}{told}.")
    if summary.withheld:
        say(
            f"{counted(summary.withheld, 'card')} gone from the notes {'was' if summary.withheld == 1 else 'were'} NOT parked: more than 20 % of a deck. "
            "Park them with --force."
        )
    if stored:
        say("Next: quizzer review" + (" · quizzer stubs lists what your notes leave open" if summary.stubs else ""))
    elif not summary.is_changed:
        say("Nothing changed.")
    if summary.is_changed:
        say("quizzer import --undo takes this import back.")
