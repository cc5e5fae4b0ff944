"""Values made by quizzer's own decorator are those that the library's would make."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain import values


class Bare:
    """No field at all."""


class One:
    """One field, which is also how a plain tuple could be mistaken for it."""

    text: str


class Several:
    """Every kind of default, and names that a careless constructor would stumble over."""

    text: str
    put: int
    cls: float = 0.5
    texts: tuple[str, ...] = ()
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    limit: int = dataclasses.field(default=3, metadata={"low": 1})

    @property
    def doubled(self) -> int:
        """Twice the number."""
        return 2 * self.put


def both(shape: type) -> tuple[Any, Any]:
    ours, theirs = (type(shape.__name__, (), {**vars(shape), "__qualname__": shape.__qualname__}) for _ in range(2))
    return values.dataclass(frozen=True, slots=True)(ours), dataclasses.dataclass(frozen=True, slots=True)(theirs)


def outcome(run: Callable[[], Any]) -> Any:
    try:
        return repr(run())
    except Exception as error:
        return type(error)


CALLS: list[tuple[type, tuple[Any, ...], dict[str, Any]]] = [
    (Bare, (), {}),
    (Bare, (1,), {}),
    (One, ("a",), {}),
    (One, (), {}),
    (One, ("a",), {"text": "b"}),
    (Several, ("a", 1), {}),
    (Several, ("a",), {"put": 2, "cls": 1.0, "texts": ("x",), "counts": {"x": 1}, "limit": 4}),
    (Several, ("a", 1, 2.0, (), None, 5), {}),
    (Several, ("a", 1), {"other": 1}),
]

DOINGS: list[Callable[[Any], Any]] = [
    lambda value: value,
    lambda value: dataclasses.asdict(value),
    lambda value: [(field.name, field.type, field.metadata) for field in dataclasses.fields(value)],
    lambda value: type(value).__match_args__,
    lambda value: dataclasses.replace(value, text="new"),
    lambda value: dataclasses.replace(value, other="new"),
    lambda value: copy.copy(value) == value and copy.deepcopy(value) == value,
    lambda value: setattr(value, value.__match_args__[0], "new"),
    lambda value: delattr(value, value.__match_args__[0]),
    lambda value: value.__dict__,
    lambda value: value == (value.text,),
    lambda value: value.doubled,
    lambda value: bool(hash(value)),
]


@pytest.mark.parametrize(("shape", "given_", "named"), CALLS)
def test_a_value_is_made_and_behaves_like_the_librarys(
    shape: type, given_: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, theirs = both(shape)
    assert outcome(lambda: ours(*given_, **named)) == outcome(lambda: theirs(*given_, **named))
    if not isinstance(outcome(lambda: ours(*given_, **named)), type):
        for doing in DOINGS:
            assert outcome(lambda: doing(ours(*given_, **named))) == outcome(lambda: doing(theirs(*given_, **named)))  # noqa: B023


texts = st.text(max_size=2)
rows = st.tuples(texts, st.integers(0, 2), st.floats(0, 1), st.lists(texts, max_size=2).map(tuple))


@given(rows, rows)
def test_equal_values_are_those_whose_fields_are(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    ours, theirs = both(Several)
    left, right = ours(*one, None), ours(*other, None)
    assert (left == right) == (theirs(*one, None) == theirs(*other, None)) == (one == other)
    assert left != theirs(*one, None)
    if left == right:
        assert hash(left) == hash(right)


def test_nothing_is_put_beside_the_fields() -> None:
    ours, _ = both(Several)
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours("a", 1).other = "new"


def test_a_default_made_anew_is_shared_by_no_two_values() -> None:
    ours, _ = both(Several)
    assert ours("a", 1).counts is not ours("a", 1).counts


def test_a_value_crosses_to_another_process_and_back() -> None:
    from quizzer.domain.cards import Place

    place = Place("a.md", 3, context=("A", "B"))
    assert pickle.loads(pickle.dumps(place)) == place


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("after", {"__annotations__": {}, "__post_init__": lambda self: None}),
        ("hidden", {"__annotations__": {"x": int}, "x": dataclasses.field(default=1, repr=False)}),
        ("left out", {"__annotations__": {"x": int}, "x": dataclasses.field(default=1, compare=False)}),
        ("made", {"__annotations__": {"x": int}, "x": dataclasses.field(default=1, init=False)}),
    ],
)
def test_what_is_not_made_here_is_refused(name: str, body: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="wants more"):
        values.dataclass(frozen=True, slots=True)(type(name, (), body))
    with pytest.raises(TypeError, match="only frozen"):
        values.dataclass(frozen=False, slots=True)
