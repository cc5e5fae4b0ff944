"""JSON piece by piece is the JSON that is made at once."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.cli.json_text import pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("is_ascii", [True, False])
@given(value=st.dictionaries(st.text(), VALUES, max_size=5))
def test_lists_told_one_by_one_read_the_same(is_ascii: bool, value: dict[str, object]) -> None:
    told = "".join(pieces(_one_by_one(value), is_ascii=is_ascii))
    assert told == json.dumps(value, ensure_ascii=is_ascii, indent=1)


def _one_by_one(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _one_by_one(each) for name, each in value.items()}
    return iter(value) if isinstance(value, list) else value


def test_nothing_is_taken_before_it_is_told() -> None:
    taken = []
    values = (taken.append(number) or number for number in range(3))
    text = pieces({"cards": values})
    assert next(text) == '{\n "cards": '
    assert taken == []
    next(text)
    assert taken == [0]
