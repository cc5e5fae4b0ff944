"""The report of a mock interview, as Markdown: for the screen, and to keep."""

from __future__ import annotations

from datetime import datetime

from quizzer.domain.mock import CHECKS, STAGES, Scored, weak_topics
from quizzer.domain.plain_text import one_line


def report(title: str, began: datetime, scored: list[Scored]) -> str:
    """What each answer got, how long it took, and which topics are weak."""
    used = sum(each.seconds for each in scored)
    right = sum(not each.is_missed for each in scored)
    points = sum(len(each.checks) for each in scored)
    parts = [
        f"# Mock interview: {one_line(title)}, {began:%d %b %Y %H:%M}",
        f"**{right} of {len(scored)}** correct, {points} of {len(scored) * len(CHECKS)} points, {clock(used)} used.",
    ]
    weak = weak_topics(scored)
    if weak:
        parts.append("**Weak:** " + ", ".join(one_line(topic, 60) for topic in weak))
    missed = sum(each.is_missed for each in scored)
    if missed:
        parts.append(f"{missed} missed: asked again today." if missed > 1 else "1 missed: asked again today.")
    return "\n\n".join([*parts, *(_answer(number, each) for number, each in enumerate(scored, 1))]) + "\n"


def clock(seconds: int) -> str:
    """Minutes and seconds.

    >>> clock(192), clock(-5)
    ('03:12', '-00:05')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes:02}:{rest:02}"


def _answer(number: int, each: Scored) -> str:
    got = ", ".join(check for check in CHECKS if check in each.checks) or "nothing"
    lines = [f"## {number}. {one_line(each.question, 200)}", f"{each.topic}. {clock(each.seconds)}. Scored: {got}."]
    lines += [f"**{stage}:** {each.words[stage].strip()}" for stage in STAGES if stage in each.words]
    lines += [f"Follow-up: {one_line(text, 200)}" for text in each.follow_ups]
    return "\n\n".join(lines)
