"""What Browse says of a card that was found: its line in the list, and the facts above its preview."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from quizzer.domain.cards import CardState
from quizzer.domain.consequence import describe_days
from quizzer.domain.plain_text import counted
from quizzer.services.browsing import Hit
from quizzer.tui.markdown import to_plain
from quizzer.tui.wording import breadcrumb, listed_question, standing


def hit_line(hit: Hit, day: date, *, is_ascii: bool) -> Content:
    """When the card comes, its flag, and its question; a card that is not asked says so in place of a date."""
    card, schedule = hit.card, hit.schedule
    mark, style, kept_back = "", "$foreground 60%", ""
    if card.state is not CardState.ACTIVE:
        kept_back = f"{card.state}: "
    elif schedule is None:
        mark, style = "new", "$success"
    else:
        days = (schedule.due - day).days
        mark, style = ("due", "bold $primary") if days <= 0 else (describe_days(days), style)
    flag = ("!" if is_ascii else "⚑") if card.is_flagged else " "
    question = to_plain(listed_question(card, is_ascii=is_ascii), ascii_only=is_ascii)[:200]
    return Content.assemble((f"{mark:>5} ", style), (flag, "$accent"), " ", (kept_back, "$warning"), question)


def hit_facts(hit: Hit, *, is_short: bool, is_ascii: bool) -> Content:
    """Where the card is from and how it stands; on one line when the window is short."""
    card, schedule = hit.card, hit.schedule
    if is_short:
        due = f"due {schedule.due:%d %b %Y}, interval {describe_days(schedule.interval)}" if schedule else "new"
        parts = [standing(card), due, f"line {card.line}" if card.path else ""]
        return Content(", ".join(filter(None, parts))).stylize("$foreground 75%")
    told: list[tuple[str, str] | str] = [(to_plain(breadcrumb(card, is_ascii=is_ascii)), "bold")]
    if standing(card):
        told += ["\n", (standing(card), "$warning")]
    if schedule is not None:
        told.append(
            f"\ndue {schedule.due:%d %b %Y}, interval {describe_days(schedule.interval)}, ease {schedule.ease_factor:.2f}, "
            f"{counted(schedule.lapses, 'lapse')}"
        )
    if card.tags:
        told.append(f"\ntags {', '.join(card.tags)}")
    if card.path:
        told.append(f"\n{card.path.rpartition('/')[2]}, line {card.line}")
    return Content.assemble(*told).stylize("$foreground 75%")
