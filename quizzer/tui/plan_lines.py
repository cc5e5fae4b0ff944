"""An import's plan in lines: a sign and a question for each card, what would change, and how much of everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text
from textual.content import Content

from quizzer.domain.cards import Problem, Repair
from quizzer.domain.plain_text import counted, one_line
from quizzer.domain.plan import Decision, Fate, Item
from quizzer.domain.word_diff import Change, word_diff
from quizzer.services.importing import Preview
from quizzer.tui.markdown import Look, Sheet, read, to_plain
from quizzer.tui.widgets.bars import bar
from quizzer.tui.widgets.flow import flowed

SIGNS = {
    Fate.NEW: ("+", "$success"), Fate.EDITED: ("~", "$warning"), Fate.MOVED: (">", "$primary"),
    Fate.REWORDED: ("~", "$warning"), Fate.REVIVED: ("^", "$success"), Fate.PARKED: ("-", "$error"),
    Fate.DETACHED: ("-", "$warning"), Fate.DOUBTFUL: ("?", "$accent"), Fate.REFUSED: ("!", "$error"),
}  # fmt: skip
FAINT = "$foreground 60%"
LONGEST = 300
"""Characters of a question in the list; the window cuts it to its own width."""
LONGEST_ANSWER = 4_000
ROOMY = 56
"""Columns from which it is also said what stays as it is."""
DOUBT = "Is it the same card? y yes; n no, keep both; p no, park the old one.\n"
_DECIDED = {Decision.SAME: "same card", Decision.NEW: "keep both", Decision.PARK: "park the old one"}


def reading_lines(count: int, whole: int, name: str, width: int, *, is_ascii: bool) -> Content:
    """How many files of the whole have been read, and the newest."""
    told = f"  {count:,} of {counted(whole, 'file')}"
    full, empty = bar(count / max(1, count, whole), max(8, min(40, width - len(told))), is_ascii=is_ascii)
    newest = one_line(name, width)
    return Content.assemble(
        "Reading\n", (full, "$success"), (empty, "$foreground 30%"), told, "\n",
        (newest.replace("…", "~") if is_ascii else newest, FAINT),
    )  # fmt: skip


def guesses_of(preview: Preview) -> list[Repair]:
    """Lines in a wrong encoding whose mending is a guess."""
    return [repair for reading in preview.remarks for repair in reading.repairs if not repair.is_certain]


def item_line(item: Item, decided: Decision | None, *, is_ascii: bool) -> Content:
    """What would become of one card."""
    sign, style = SIGNS.get(item.fate, ("=", ""))
    text = item.draft.question if item.draft else item.card.question if item.card else item.reason
    note = f"  ({_DECIDED[decided]})" if decided else ""
    line = to_plain(text, ascii_only=is_ascii)[:LONGEST]
    return Content.assemble((f" {sign} ", f"bold {style}"), line, (note, "bold $accent"))


def guess_line(repair: Repair) -> Content:
    """Where a guess was made."""
    where = f"{Path(repair.path).name}:{repair.line}"
    return Content.assemble((" ? ", "bold $accent"), f"{where}  ", (one_line(repair.after)[:LONGEST], ""))


def guess_change(repair: Repair) -> Content:
    """The damaged line, and how it would be read."""
    return Content.assemble(
        ("Saved in the wrong encoding, and a byte is lost: this is a guess. g leaves the line as it stands.", FAINT),
        "\n", (one_line(repair.before), "strike $error"), "\n", (one_line(repair.after), "bold $success"),
    )  # fmt: skip


def item_change(item: Item) -> Content:
    """Why, and what differs, word by word."""
    parts: list[tuple[str, str] | str] = [(DOUBT, "$accent")] if item.fate is Fate.DOUBTFUL else []
    parts.append((f"{item.reason[:1].upper()}{item.reason[1:]}.", FAINT))
    if item.card is not None and item.draft is not None:
        for name in ("question", "answer"):
            before, after = getattr(item.card, name), getattr(item.draft, name)
            if before == after:
                continue
            parts.append("\n")
            is_glued = False
            for run in word_diff(before, after)[:200]:
                if is_glued and run.change is Change.ADDED:
                    parts.append(" ")
                is_glued = run.change is Change.REMOVED and not run.text[-1:].isspace()
                style = {Change.ADDED: "bold $success", Change.REMOVED: "strike $error"}.get(run.change, "")
                parts.append((run.text, style))
    return Content.assemble(*parts)


def new_answer(item: Item, look: Look) -> RenderableType | None:
    """The answer of a card that would be new, as a review will show it; None for another item."""
    if item.card is not None or item.draft is None:
        return None
    answer = Sheet(read(item.draft.answer[:LONGEST_ANSWER]), look)
    return Group(Text("A new card; its answer:", style=look.faint), answer)


def counts_line(
    preview: Preview,
    withheld: Sequence[Item],
    width: int,
    *,
    decided: int = 0,
    is_parking_forced: bool,
    are_guesses_taken: bool,
) -> Content:
    """How much of everything, and what waits for a word of the person; in lines of so many columns."""
    counts = preview.plan.count()
    counts[Fate.DOUBTFUL] -= decided
    if not is_parking_forced:
        held = {item.card.id for item in withheld if item.card}
        parked = (item.card for item in preview.plan.items if item.fate is Fate.PARKED)
        counts[Fate.PARKED] -= sum(card is not None and card.id in held for card in parked)
    figures = [
        Content(f"{sign} {counts[fate]} {fate}").stylize(style)
        for fate, (sign, style) in SIGNS.items()
        if counts.get(fate)
    ] or [Content("Nothing new.").stylize("bold")]
    is_roomy = width >= ROOMY or len(figures) == 1
    stubs = preview.stubs
    same = counts.get(Fate.UNCHANGED, 0)
    figures += [
        Content(f"{decided} decided" if decided else ""),
        Content(f"= {same} as before" if same and is_roomy else ""),
        Content(f"{stubs} without an answer" if stubs else ""),
        Content(f"{counted(preview.unchanged, 'file')} unchanged" if preview.unchanged and is_roomy else ""),
    ]
    parts: list[Content | tuple[str, str]] = [flowed(figures, width)]
    mended = sum(len(reading.repairs) for reading in preview.remarks)
    guesses = len(guesses_of(preview))
    if mended:
        parts.append((f"\n{counted(mended, 'line')} in a wrong encoding mended", FAINT))
    if guesses:
        them = "it" if guesses == 1 else "them"
        parts.append((f", {guesses} by a guess (?): g takes {them} back", "$warning"))
    elif not are_guesses_taken:
        parts.append(("\nLines that could only be guessed stay as they stand: g mends them", "$warning"))
    if withheld:
        stays, them = ("stays", "it") if len(withheld) == 1 else ("stay", "them")
        state = "will be parked" if is_parking_forced else f"{stays}: over 20 % of a deck; F parks {them}"
        parts.append((f"\n- {counted(len(withheld), 'card')} gone from the notes {state}", "$warning"))
    return Content.assemble(*parts)


def problems_of(preview: Preview) -> list[Problem]:
    """What the author of the notes may want to mend."""
    return [*preview.problems, *(problem for reading in preview.remarks for problem in reading.problems)]


def problem_line(problem: Problem) -> Content:
    """Where it is and what it is, for the list, which cuts it to its width."""
    return Content.assemble((" ! ", "$error"), f"{Path(problem.path).name}:{problem.line}  {one_line(problem.message)}")


def problem_whole(problem: Problem) -> Content:
    """All that is said of it, and what became of the text."""
    kept = "It was not read" if problem.is_refusal else "The rest was read"
    said = problem.message.rstrip(".")
    return Content.assemble(
        (f"{problem.path}, line {problem.line}. {kept}.", FAINT), f"\n{said[:1].upper()}{said[1:]}."
    )
