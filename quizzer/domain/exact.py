"""Matches that need no likeness: the author's own id, and the exact question, in its place or elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from quizzer.domain.identity import headings_agree, is_distinct, stands_alone
from quizzer.domain.likeness import answer_likeness
from quizzer.domain.matching import Match, Matching, New, Old, text_of

_Key = tuple[str, str]
_Side = TypeVar("_Side", Old, New)

_MOST_PAIRS = 400
"""Cards of one question text are compared pair by pair up to this many pairs."""
_ALIKE = 0.5


def match_author_ids(matching: Matching) -> None:
    """Match what carries the same author's id: in the same file, else wherever the id stands once on both sides.

    Ids that are counted through shift when a card is put in between; so an id is not believed where the exact question
    of either side stands beside it under another id.
    """
    olds, news = matching.free_olds(), matching.free_news()
    old_questions = {(old.card.path, old.question) for old in olds}
    new_questions = {(draft.path, new.question) for new in news for draft in new.drafts}

    def is_contradicted(old: Old, new: New) -> bool:
        path = old.card.path
        return old.question != new.question and (
            (path, old.question) in new_questions
            or any((draft.path, new.question) in old_questions for draft in new.drafts)
        )

    for in_file in (True, False):
        mine = _only([((old.card.author_id, old.card.path if in_file else ""), old) for old in matching.free_olds()])
        theirs = _only(
            [
                ((draft.author_id, draft.path if in_file else ""), new)
                for new in matching.free_news()
                for draft in new.drafts
            ]
        )
        for key, old in mine.items():
            new = theirs.get(key)
            if key[0] and new is not None and not is_contradicted(old, new):
                matching.take(Match(old.number, new.number, f"its author gave it the id {key[0]}"))


def match_questions(matching: Matching) -> None:
    """Match equal questions: with the same answer in the same file, then in each question the best pairs first."""
    _match_identities(matching)
    old_of, new_of = _by_question(matching.free_olds()), _by_question(matching.free_news())
    for question, news in new_of.items():
        olds = old_of.get(question, [])
        if len(olds) * len(news) > _MOST_PAIRS:
            _match_in_order(matching, olds, news)
        elif olds:
            _match_best(matching, olds, news)


def _only(pairs: Iterable[tuple[_Key, _Side]]) -> dict[_Key, _Side]:
    """What stands under a key that is given once."""
    found: dict[_Key, _Side] = {}
    double = set()
    for key, value in pairs:
        if found.setdefault(key, value) is not value:
            double.add(key)
    return {key: value for key, value in found.items() if key not in double}


def _by_question(sides: Iterable[_Side]) -> dict[str, list[_Side]]:
    found: dict[str, list[_Side]] = defaultdict(list)
    for side in sides:
        found[side.question].append(side)
    return found


def _match_identities(matching: Matching) -> None:
    """Question and answer unchanged in their file, or once more beside a card that stands elsewhere."""
    waiting: dict[bytes, list[Old]] = defaultdict(list)
    for old in matching.olds:
        if old.number not in matching.by_old:
            waiting[old.identity].append(old)
    for new in matching.free_news():
        olds = waiting.get(new.identity, [])
        here = [old for old in olds if not old.is_absent and new.stands_in(old.card.path)]
        standing = here or [old for old in olds if old.is_held]
        if not standing:
            continue
        old = min(standing, key=lambda old: (old.headings != new.headings, old.number))
        reason = "the same question and answer in the same file" if here else "the same question and answer elsewhere"
        if matching.take(Match(old.number, new.number, reason)):
            olds.remove(old)


def _match_best(matching: Matching, olds: Sequence[Old], news: Sequence[New]) -> None:
    pairs = sorted(
        ((_closeness(matching, old, new), old, new) for old in olds for new in news),
        key=lambda pair: (-pair[0][1], pair[1].number, pair[2].number),
    )
    is_contested = len(olds) > 1 or len(news) > 1
    for (answer, closeness), old, new in pairs:
        if old.number in matching.by_old or new.number in matching.by_new:
            continue
        reason = _certain(old, new, answer, is_contested=is_contested)
        if reason:
            matching.take(Match(old.number, new.number, reason))
        else:
            doubt = f"the same question, answers {answer:.0%} alike, in another place"
            matching.doubts.append(Match(old.number, new.number, doubt, (0, -closeness)))


def _closeness(matching: Matching, old: Old, new: New) -> tuple[float, float]:
    """Likeness of the answers, and with the place taken into account: how well two cards of one question fit."""
    answer = answer_likeness(text_of(old.card).answer, text_of(new.draft).answer, matching.measure)
    place = 2.0 * new.stands_in(old.card.path) + (old.headings == new.headings)
    order = 0.5 * (old.card.position == new.positions[0]) + 0.25 * (not old.is_absent)
    return answer, 3 * answer + place + order


def _certain(old: Old, new: New, answer: float, *, is_contested: bool) -> str:
    """Why two cards of one question are one; empty when that is not certain."""
    draft = new.draft
    is_here, is_alike = new.stands_in(old.card.path), answer >= _ALIKE
    agrees = headings_agree(old.headings, new.headings)
    if is_here and agrees and (is_alike or not is_contested):
        return "the same question in the same place"
    if is_here and (is_alike or (stands_alone(draft.question) and not is_contested)):
        return "the same question under another heading of the file"
    if is_alike and (agrees or is_distinct(draft.question, draft.answer)):
        return "the same question in another file"
    if stands_alone(draft.question) and not is_contested:
        return "the same question in another file, with another answer"
    return ""


def _match_in_order(matching: Matching, olds: list[Old], news: list[New]) -> None:
    """A stock question asked very often: equal answers first, then in the order of the notes, as doubts."""
    by_identity: dict[bytes, list[Old]] = defaultdict(list)
    for old in reversed(olds):
        by_identity[old.identity].append(old)
    for new in news:
        same = by_identity.get(new.identity)
        if same:
            matching.take(Match(same.pop().number, new.number, "the same question and answer in another file"))
    left_olds = [old for old in olds if old.number not in matching.by_old]
    left_news = [new for new in news if new.number not in matching.by_new]
    for old, new in zip(left_olds, left_news, strict=False):
        matching.doubts.append(Match(old.number, new.number, "one of many cards with this question", (0, 0.0)))
