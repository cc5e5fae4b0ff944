from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.plain_text import clean
from quizzer.notes import yaml_text
from quizzer.notes.yaml_text import Fields, Items, Node, Scalar, YamlError, load

LOADERS = [loader for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", None)) if loader]


def plain(node: Node | None) -> object:
    """Nodes as the Python values they look like."""
    match node:
        case Scalar():
            return node.text
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {key: plain(value) for key, value in node.fields.items()}
    return None


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(yaml_text, "_LOADER", request.param)
    return request.param


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment", None),
        ("a: 12:30", {"a": "12:30"}),
        ("a: no", {"a": "no"}),
        ("a: 1.10", {"a": "1.10"}),
        ("a: 010", {"a": "010"}),
        ("a: 2020-99-99", {"a": "2020-99-99"}),
        ("a: " + "9" * 5000, {"a": "9" * 5000}),
        ("- x\n- [1, {b: c}]", ["x", ["1", {"b": "c"}]]),
        ("1: 2", {"1": "2"}),
        ("a: !!str 5", {"a": "5"}),
        ('a: "\\e]52;"', {"a": "␛]52;"}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ],
)
def test_everything_stays_text(loader: object, text: str, value: object) -> None:
    assert plain(load(text)) == value


REFUSED = [
    ("alias", "a: &x 1\nb: *x", 1, "anchors"),
    ("merge key", "x: 1\n<<: {a: b}", 2, "merge"),
    ("python tag", "a: !!python/object/apply:os.system ['true']", 1, "tag"),
    ("own tag", "a: !thing 1", 1, "tag"),
    ("deep brackets", "[" * 200_000, 1, "nested"),
    ("deep dashes", "- " * 50_000, 1, "nested"),
    ("deep braces", "{a: " * 1_000, 1, "nested"),
    ("second document", "a: b\n---\nc: d", 2, "second document"),
    ("list as a key", "? [a]\n: b", 1, "key"),
    ("no YAML", 'a: "b\nc: d', 2, "not YAML"),
    ("tab", "a:\n\t- b", 2, "not YAML"),
    ("too long", "a" * (2 * 1024 * 1024 + 1), 1, "longer"),
]


@pytest.mark.parametrize(("title", "text", "line", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_unsafe_or_broken_is_refused_with_its_line(
    loader: object, title: str, text: str, line: int, words: str
) -> None:
    with pytest.raises(YamlError, match=words) as caught:
        load(text)
    assert caught.value.line == line


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(YamlError, match="parts"):
        load("a: b\n" * 100_001)


def test_merge_key_bomb_is_refused_at_once() -> None:
    bomb = "a: &a {x: 1}\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} {{<<: [*a, *a]}}\n" for i in range(20))
    with pytest.raises(YamlError, match="anchors"):
        load(bomb)


def test_lines_and_doubled_keys_are_known() -> None:
    root = load("a: 1\nb:\n  c: |\n    text\n    more\n\n\nd: 2\na: 3\n")
    assert isinstance(root, Fields)
    assert root.lines == {"a": 1, "b": 2, "d": 8}
    assert root.doubled == (("a", 9),)
    block = root.fields["b"]
    assert (block.line, block.end_line) == (3, 5)


def test_missing_is_not_the_same_as_empty_text() -> None:
    root = load("a:\nb: ~\nc: ''\nd: null")
    assert isinstance(root, Fields)
    assert [node.is_missing for node in root.fields.values() if isinstance(node, Scalar)] == [True, True, False, False]


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=80), st.text("ab:-[]{}&*!|>'\"#?,\n \t", max_size=80)))
def test_any_text_loads_or_says_why_not(text: str) -> None:
    text = clean(text)
    lines: list[int] = []
    try:
        node = load(text)
    except YamlError as error:
        lines = [error.line]
    else:
        lines = [node.line, node.end_line] if node else []
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 2 for line in lines)
