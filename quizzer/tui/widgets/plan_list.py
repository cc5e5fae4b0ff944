"""The list of an import's plan: guesses, the cards of each file, problems; and what was decided of the doubtful ones."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizzer.domain.cards import Problem, Repair
from quizzer.domain.plan import Decision, Fate, Item
from quizzer.services.importing import Preview
from quizzer.tui.plan_lines import guess_line, guesses_of, item_line, problem_line, problems_of

MOST_LINES = 3_000
"""Lines of a plan that are listed; the counts above them are of all."""
Row = Item | Repair | Problem | None
"""What a line is about; the name of a file is about nothing."""


class PlanList(OptionList):
    """What is said below about a line may take the room that the line stands in: it stays in sight."""

    def __init__(self) -> None:
        super().__init__(id="plan", markup=False)
        self._rows: list[Row] = []
        self._is_ascii = False
        self.decisions: dict[str, Decision] = {}
        """What the person said of doubtful cards, by the id of the card."""

    def on_resize(self) -> None:
        """Show the line under the cursor in the new height."""
        self.call_after_refresh(self.scroll_to_highlight)

    def show(self, preview: Preview, *, is_ascii: bool) -> None:
        """List this plan, with nothing decided; the cursor stays nowhere until `mark_first`."""
        self._rows, self.decisions, self._is_ascii = [], {}, is_ascii
        self.clear_options()
        for repair in guesses_of(preview):
            self._add(guess_line(repair), repair)
        for path, items in preview.by_file():
            shown = [item for item in items if not item.changes_nothing]
            if shown:
                self._add(Content(f" {Path(path).name}").stylize("bold"), None)
            for item in shown[: max(0, MOST_LINES - len(self._rows))]:
                self._add(item_line(item, None, is_ascii=is_ascii), item)
        for problem in problems_of(preview):
            self._add(problem_line(problem), problem)

    def _add(self, line: Content, row: Row) -> None:
        self.add_option(Option(line, disabled=row is None))
        self._rows.append(row)

    def row(self, place: int | None) -> Row:
        """What the line at a place is about."""
        return self._rows[place] if place is not None and place < len(self._rows) else None

    @property
    def can_be_marked(self) -> bool:
        """Whether there is a line to choose."""
        return any(row is not None for row in self._rows)

    @property
    def has_items(self) -> bool:
        """Whether a card would be other than it is."""
        return any(isinstance(row, Item) for row in self._rows)

    @property
    def has_doubtful(self) -> bool:
        """Whether there is something to decide."""
        return any(isinstance(row, Item) and row.fate is Fate.DOUBTFUL for row in self._rows)

    def mark_first(self) -> None:
        """Put the cursor on the first line that can be chosen."""
        self.highlighted = next((place for place, row in enumerate(self._rows) if row is not None), None)

    def decide(self, decision: Decision) -> bool:
        """Decide on the doubtful card under the cursor, and go to the next; whether it was one."""
        place = self.highlighted
        row = self.row(place)
        if place is None or not isinstance(row, Item) or row.fate is not Fate.DOUBTFUL or row.card is None:
            return False
        self.decisions[row.card.id] = decision
        self.replace_option_prompt_at_index(place, item_line(row, decision, is_ascii=self._is_ascii))
        self.mark_next_open()
        return True

    def mark_next_open(self) -> None:
        """Go to the next card that waits for a decision, from the end on to the first."""
        start = (self.highlighted or 0) + 1
        for place in [*range(start, len(self._rows)), *range(min(start, len(self._rows)))]:
            row = self._rows[place]
            if isinstance(row, Item) and row.is_open and row.card and row.card.id not in self.decisions:
                self.highlighted = place
                return
