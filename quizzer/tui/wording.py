"""Words about a card and its grades: the same on every screen that shows them."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from quizzer.domain.cards import Card, CardState, Kind
from quizzer.domain.consequence import GRADE_NAMES, QUALITY_NAMES, describe, describe_days, entry_name, grade_name
from quizzer.domain.plain_text import counted, one_line
from quizzer.domain.reviews import Entry, Grade, Review
from quizzer.domain.session import Showing
from quizzer.tui.markdown import to_plain

if TYPE_CHECKING:
    from quizzer.tui.widgets.grade_bar import Choice

UNDO = " u takes it back."
"""After what can be undone, as long as it is the newest."""
FORMS_OF_FORMULAS = {"2d": "in two dimensions", "line": "on one line", "raw": "as TeX"}
LONGEST_QUOTED = 70
"""Characters of a question that a toast quotes."""
TONES = ("again", "again", "again", "hard", "good", "easy")


def next_due(day: date, today: date) -> str:
    """When the next card comes; with the year where a date alone could be taken for another.

    >>> next_due(date(2027, 1, 5), date(2026, 12, 30)), next_due(date(2027, 1, 11), date(2026, 1, 11))
    ('The next card is due on Tuesday 5 January.', 'The next card is due on Monday 11 January 2027.')
    """
    year = f" {day.year}" if (day - today).days > _A_SEASON else ""
    return f"The next card is due on {day:%A} {day.day} {day:%B}{year}."


_A_SEASON = 120


def has_note(card: Card) -> bool:
    """Whether a file of the person's holds the card: what comes with quizzer is known by a name alone."""
    return os.path.isabs(card.path)


def breadcrumb(card: Card, *, is_ascii: bool = False) -> str:
    """The deck and the headings above a card; a heading that repeats the deck's name is said once."""
    parts = [card.deck]
    parts += [part for part in card.context if part.casefold() != parts[-1].rpartition("/")[2].strip().casefold()]
    return (" > " if is_ascii else " › ").join(parts)


_SLOT = re.compile(r"\{(\w+)\}")


def listed_question(card: Card, *, is_ascii: bool = False) -> str:
    """A question as a list shows it: where a computed card would draw a number, the number's name stands.

    >>> listed_question(Card("1", "d", Kind.COMPUTED, "How large are {head_count} heads?", ""))
    'How large are ‹head count› heads?'
    """
    if card.kind is not Kind.COMPUTED:
        return card.question
    left, right = "()" if is_ascii else "‹›"
    return _SLOT.sub(lambda slot: f"{left}{slot[1].replace('_', ' ')}{right}", card.question)


def standing(card: Card) -> str:
    """Why a card is not asked, and what is marked; empty for one like all others."""
    kept_back = {
        CardState.SUSPENDED: "suspended: not asked until s shows it again",
        CardState.PARKED: "parked: taken out, history kept; d brings it back",
    }.get(card.state, "")
    return ", ".join(filter(None, (kept_back, "flagged" if card.is_flagged else "")))


def facts(showing: Showing) -> Content:
    """Why the card comes now, where it is from, and how it stands: the side column."""
    card, schedule = showing.card, showing.schedule
    parts: list[Content | tuple[str, str] | str] = [("Why now\n", "bold"), showing.why, "\n"]
    if card.path:
        parts += [("\nFrom\n", "bold"), f"{card.path.rpartition('/')[2]}\nline {card.line}\n"]
    if card.tags:
        parts += [("\nTags\n", "bold"), ", ".join(card.tags), "\n"]
    if schedule is not None:
        parts += [
            ("\nSchedule\n", "bold"),
            f"interval {describe_days(schedule.interval)}, ease {schedule.ease_factor:.2f}\n",
            f"{counted(schedule.repetition, 'pass', 'passes')} in a row, {counted(schedule.lapses, 'lapse')}\n",
        ]
    return Content.assemble(*parts)


def choices(showing: Showing, *, is_six: bool) -> list[Choice]:
    """The grades with their effects on this card: four, or SM-2's own six."""
    from quizzer.tui.widgets.grade_bar import Choice

    if is_six:
        named = [(str(q), name, q) for q, name in enumerate(QUALITY_NAMES)]
    else:
        named = [(str(n), GRADE_NAMES[grade], int(grade)) for n, grade in enumerate(Grade, 1)]
    return [
        Choice(key, name.capitalize(), describe(showing.outcomes[q], showing.schedule, showing.day), q, TONES[q])
        for key, name, q in named
    ]


def taken_back(what: str, card: Card | None, *, is_ascii: bool) -> str:
    """Which grade or mark was taken back, and of which card."""
    question = one_line(to_plain(card.question, ascii_only=is_ascii), LONGEST_QUOTED) if card else "a card that is gone"
    return f"Taken back: {what}. {question}"


class Titled(Protocol):
    """A mark, by what it did."""

    @property
    def title(self) -> str: ...


def undone(what: Review | Titled) -> str:
    """What was taken back on the card that is now on the table, and how it comes back."""
    if not isinstance(what, Review):
        return f"Taken back: {what.title}."
    if what.is_showing:
        return "Taken back. Grade the card again, or U brings the grade back."
    return f"Taken back: {entry_name(what)}. U brings it back."


def flagged(*, is_flagged: bool) -> str:
    """What the flag is for, or that it is gone."""
    return "Flagged. Browse finds it with is:flagged." if is_flagged else "The flag is gone."


def told(review: Review, day: date) -> str:
    """What a stored grade did, in a line.

    The date is that of the schedule that was stored with it.
    """
    name = grade_name(review.quality).capitalize()
    after = review.after
    if review.entry is Entry.PRACTICE or after is None:
        return f"{name}: practice, no date moved.{UNDO}"
    if review.entry is Entry.REPEAT:
        return f"{name}: {'once more today' if after.repeat_on == day else 'done for today'}.{UNDO}"
    again = ", and again today" if after.repeat_on == day else ""
    return f"{name}: next on {after.due:%d %b %Y} ({describe_days((after.due - day).days)}){again}.{UNDO}"
