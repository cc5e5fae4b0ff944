"""Matches by likeness: what stands in the same spot first, then the rest of the file, then everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzer.domain.likeness import Likeness, Text, compare
from quizzer.domain.matching import Match, Matching, New, Old, home_of_files, home_of_headings, text_of
from quizzer.domain.word_index import WordIndex

_MOST_IN_SPOT = 64
"""Pairs that are tried between the same two neighbours; past it only those with the same number from the top."""
_TOO_CLOSE = 0.05
"""Two candidates whose scores differ by less are not told apart by them."""
_NEARLY_THE_QUESTION = 0.85
"""A question as like as this may be the other one misspelt, whatever its words say."""

_INSIDE = "in the same file"

_Spot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Old
    new: New
    likeness: Likeness
    where: str


def match_rewordings(matching: Matching) -> None:
    """Match what stands in the same spot first, then what is alike anywhere."""
    _match_likeness(matching, _match_spots(matching))


def _match_spots(matching: Matching) -> list[_Pair]:
    """Match rewordings under the same heading, between the same neighbours; the pairs that were looked at."""
    olds, news = _spots_of_olds(matching), _spots_of_news(matching)
    pairs = [
        _Pair(old, new, _compare(matching, old, new, is_same_place=True), "in the same place")
        for spot, fresh in news.items()
        for old, new in _within(olds.get(spot, []), fresh)
    ]
    # Answers may have been exchanged between spots, and then the question that stayed is found elsewhere.
    is_rephrased = any(pair.likeness.is_sure and pair.likeness.is_rephrased for pair in pairs)
    _settle(matching, pairs, beside=_alike(matching) if is_rephrased else ())
    return pairs


def _match_likeness(matching: Matching, in_spots: list[_Pair]) -> None:
    """Match by question and answer together: inside the file first, then across files."""
    pairs = _alike(matching)
    inside = [pair for pair in pairs if pair.where == _INSIDE]
    across = [pair for pair in pairs if pair.where != _INSIDE]
    _settle(matching, inside, beside=(*across, *in_spots))
    _settle(matching, across, beside=(*inside, *in_spots))


def _alike(matching: Matching) -> list[_Pair]:
    """Each card without a match beside the kept ones that share its rare words."""
    olds, news = matching.free_olds(), matching.free_news()
    if not olds or not (news or len(matching.apart)):
        return []
    index = WordIndex([text_of(old.card) for old in olds])
    home = home_of_files(matching)

    def beside(new: New) -> list[_Pair]:
        found = []
        for number in index.like(text_of(new.draft)):
            old = olds[number]
            is_inside = new.stands_in(home.get(old.card.path, old.card.path))
            likeness = _compare(matching, old, new, is_same_place=False)
            found.append(_Pair(old, new, likeness, _INSIDE if is_inside else "in another file"))
        return found

    pairs = [pair for new in news for pair in beside(new)]
    for new in matching.news_apart():
        near = [pair for pair in beside(new) if _tells(pair.likeness)]
        if near:
            matching.bring(new)
            pairs += near
    return pairs


def _tells(likeness: Likeness) -> bool:
    """Whether a pair can be a match, or keep another from being one."""
    return likeness.is_possible or likeness.question > _NEARLY_THE_QUESTION


def _settle(matching: Matching, pairs: Sequence[_Pair], *, beside: Iterable[_Pair] = ()) -> None:
    """Take the certain pairs that nothing rivals, best first; keep the possible ones as doubts.

    `beside` are pairs that are not to be matched now, and yet may show that another question is nearer.
    """
    possible = sorted(
        (pair for pair in pairs if pair.likeness.is_possible),
        key=lambda pair: (*pair.likeness.rank, pair.old.number, pair.new.number),
    )
    open_pairs = _open(matching, possible)
    outdone = _outdone(open_pairs, _open(matching, (*pairs, *beside)))
    rivals = _rivalled(open_pairs) | outdone
    for pair in open_pairs:
        reason = f"{pair.likeness.reason}, {pair.where}"
        numbers = (pair.old.number, pair.new.number)
        match = Match(
            *numbers,
            reason,
            (2 if numbers in outdone else 1, *pair.likeness.rank),
            is_same_sense=not pair.likeness.changes_sense,
        )
        if not _is_certain(pair) or numbers in rivals or not matching.take(match):
            matching.doubts.append(match)


def _is_certain(pair: _Pair) -> bool:
    """Whether one is the other reworded, whatever else there may be.

    A parked card comes back by itself only under its own question: what has its answer may be another card's by now.
    """
    return pair.likeness.is_sure and not (pair.old.is_absent and pair.likeness.is_rephrased)


def _open(matching: Matching, pairs: Iterable[_Pair]) -> list[_Pair]:
    return [p for p in pairs if p.old.number not in matching.by_old and p.new.number not in matching.by_new]


def _outdone(pairs: Iterable[_Pair], every: Iterable[_Pair]) -> set[tuple[int, int]]:
    """Pairs of which one side stands beside something nearer, whatever else speaks for the pair.

    A question put in other words, while another is nearly equal to it: the answer alone would bear the rewording, but
    answers get exchanged, and a question does not. An answer that was changed, while a question nearly equal has the
    very answer: copies are made to be changed, and the original may have been misspelt at the same time.
    """
    nearest: dict[tuple[str, int], float] = defaultdict(float)
    has_the_answer: set[tuple[str, int]] = set()
    for pair in every:
        for side in _sides(pair):
            nearest[side] = max(nearest[side], pair.likeness.question)
            if pair.likeness.answer == 1.0 and pair.likeness.question > _NEARLY_THE_QUESTION:
                has_the_answer.add(side)
    return {
        (pair.old.number, pair.new.number)
        for pair in pairs
        if (
            pair.likeness.is_rephrased
            and max(nearest[side] for side in _sides(pair)) > max(pair.likeness.question, _NEARLY_THE_QUESTION)
        )
        or (pair.likeness.answer < 1.0 and not has_the_answer.isdisjoint(_sides(pair)))
    }


def _sides(pair: _Pair) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("old", pair.old.number), ("new", pair.new.number)


def _rivalled(pairs: Iterable[_Pair]) -> set[tuple[int, int]]:
    """Pairs of which one side would as well, or rather, go with another: a smaller difference, or a score as good."""
    sides: dict[tuple[str, int], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        sides["old", pair.old.number].append(pair)
        sides["new", pair.new.number].append(pair)
    found: set[tuple[int, int]] = set()
    for rivals in sides.values():
        best, *others = sorted(rivals, key=lambda pair: pair.likeness.rank)
        for other in others:
            if other.likeness.difference > best.likeness.difference:
                found.add((other.old.number, other.new.number))
            elif other.likeness.is_sure and best.likeness.score - other.likeness.score < _TOO_CLOSE:
                found.update((pair.old.number, pair.new.number) for pair in (best, other))
    return found


def _compare(matching: Matching, old: Old, new: New, *, is_same_place: bool) -> Likeness:
    before, now = text_of(old.card), text_of(new.draft)
    return compare(
        Text(old.question, before.answer, before.is_cloze),
        Text(new.question, now.answer, now.is_cloze),
        matching.measure,
        is_same_place=is_same_place,
    )


def _within(olds: list[Old], news: list[New]) -> Iterable[tuple[Old, New]]:
    if len(olds) * len(news) <= _MOST_IN_SPOT:
        return [(old, new) for old in olds for new in news]
    return list(zip(olds, news, strict=False))


def _spots_of_olds(matching: Matching) -> dict[_Spot, list[Old]]:
    """Unmatched cards by the spot in which they stood: file and heading as they are called now, card before."""
    home, headings = home_of_files(matching), home_of_headings(matching)
    spots: dict[_Spot, list[Old]] = defaultdict(list)
    before: dict[str, int] = {}
    for old in sorted((o for o in matching.olds if o.card.path and not o.is_absent), key=_place):
        path = old.card.path
        match = matching.by_old.get(old.number)
        if match is not None:
            before[path] = match.new
        elif not old.is_held:
            now = headings.get((path, *old.headings), old.headings)
            spots[home.get(path, path), now, before.get(path, -1)].append(old)
    return spots


def _spots_of_news(matching: Matching) -> dict[_Spot, list[New]]:
    """Unmatched cards as read by the spot in which they stand."""
    spots: dict[_Spot, list[New]] = defaultdict(list)
    before: dict[str, int] = {}
    for new in matching.news.values():
        path = new.draft.path
        if new.number in matching.by_new:
            before[path] = new.number
        else:
            spots[path, new.headings, before.get(path, -1)].append(new)
    return spots


def _place(old: Old) -> tuple[str, int, int]:
    return old.card.path, old.card.position, old.number
