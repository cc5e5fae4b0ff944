"""Computed cards: what a card's data become, its numbers, verdicts and steps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.answers import worked
from quizzer.answers.card_fields import CardError
from quizzer.answers.computed import load
from quizzer.answers.linter import lint
from quizzer.answers.verdict import Right, Unreadable, Wrong
from quizzer.answers.what_if import what_ifs

CACHE = {
    "function": "kv_cache_bytes",
    "parameters": {"layers": "24", "hidden_size": "4096", "heads": "32", "tokens": "512", "dtype": "float16"},
}
MFU = {
    "function": "mfu",
    "parameters": {"parameters": "125M", "tokens_per_second": "200k", "peak_flops": "312 TFLOPS"},
}
GROUPED = {
    "function": "kv_cache_bytes",
    "parameters": {
        "layers": {"choices": ["24", "32"]}, "hidden_size": "4096", "heads": "32", "kv_heads": "8", "batch": "4",
        "tokens": {"range": ["512", "8192"], "log": True}, "dtype": "bf16",
    },
}  # fmt: skip
WEIGHTS = {"formula": "n * bits / 8", "parameters": {"n": "7B", "bits": {"choices": ["4", "8"]}}, "unit": "B"}
LOADING = {"formula": "size / speed", "parameters": {"size": "14 GB", "speed": "2 TB/s"}, "unit": "ms"}


def test_the_cache_of_the_notes():
    card = load("How big is the KV cache?", CACHE)
    variant = card.variant()
    assert variant.expected.truth == 201_326_592
    assert variant.answer == "201,326,592 B = 192 MiB = 201.3 MB"
    assert [(line.name, line.value) for line in card.steps(variant)] == [
        ("head_dim", "128"),
        ("one_of_k_v", "2,097,152"),
        ("per_layer", "8,388,608 B"),
        ("per_sequence", "201,326,592 B"),
        ("all", "201,326,592 B"),
    ]
    assert card.steps(variant)[0].working == "hidden_size / heads = 4,096 / 32"


def test_the_utilisation_of_the_notes():
    card = load("MFU?", MFU)
    assert card.variant().answer == "0.4808 = 48.08 %"


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("192 MB", "192 MB read as MiB; as MB: 192,000,000 B"),
        ("201.3 MB", "201.3 MB read as MB; as MiB: 211,078,348.8 B"),
        ("192 MiB", ""),
        ("201326592", ""),
        ("2*24*32*128*512*2 B", ""),
        ("0.1875 GiB", ""),
        ("1.61 Gb", "1.61 Gb read as GB; as GiB: 216,090,542.1 B"),
    ],
)
def test_right_answers_say_how_they_were_read(typed, reading):
    card = load("How big?", CACHE)
    verdict = card.check(card.variant(), typed)
    assert isinstance(verdict, Right)
    assert verdict.reading == reading


@pytest.mark.parametrize(
    ("data", "typed", "slip", "message"),
    [
        (CACHE, "96 MB", "K or V counted once", "did you count both K and V?"),
        (CACHE, "96 MiB", "K or V counted once", "did you count both K and V?"),
        (CACHE, "8 MB", "one layer", "one layer"),
        (CACHE, "1610612736", "bits for bytes", "eight times too large"),
        (CACHE, "100663296", "K or V counted once", ""),
        (CACHE, "6 MiB", "one head", "one head"),
        (CACHE, "192 GB", "prefix", "look at the prefix"),
        (CACHE, "211078348", "GB/GiB", "1.024"),
        (CACHE, "-192 MB", "sign", "the sign is not"),
        (CACHE, "210 MB", "", "close: less than 5 % too large"),
        (CACHE, "900 MB", "", "about 4 times too large"),
        (CACHE, "7 TB", "", "about 100 thousand times too large"),
        (CACHE, "0 B", "", "that cannot be it"),
        (CACHE, "3", "", "about 100 million times too small; it was read as 3 B"),
        (GROUPED, "1 GiB", "batch forgotten", "Each one in the batch"),
        (GROUPED, "16 GiB", "query heads for KV heads", "query heads"),
        (MFU, "16 %", "2N for 6N", "2N is the forward pass alone"),
        (MFU, "0.24", "sparse peak", "sparsity"),
        (MFU, "48", "percent", "write 48 % or 0.48"),
        (MFU, "2.08", "upside down", "upside down"),
    ],
)
def test_a_slip_is_named(data, typed, slip, message):
    parameters = data["parameters"]
    if data is GROUPED:
        parameters = {**parameters, "layers": "32", "tokens": "8192"}
    card = load("How much?", {**data, "parameters": parameters})
    verdict = card.check(card.variant(), typed)
    assert isinstance(verdict, Wrong)
    assert verdict.slip == slip
    assert message in verdict.message


@pytest.mark.parametrize(
    ("data", "typed", "message"),
    [
        (CACHE, "foo", "no number in 'foo'"),
        (CACHE, "", "nothing typed"),
        (CACHE, "200k tokens/s", "that is a rate (tokens per second), the question asks for a size"),
        (CACHE, "48 %", "a share"),
        (MFU, "192 MB", "that is a size, the question asks for a share"),
    ],
)
def test_unreadable_is_not_wrong(data, typed, message):
    card = load("How much?", data)
    verdict = card.check(card.variant(), typed)
    assert isinstance(verdict, Unreadable)
    assert message in verdict.message


def test_what_was_understood_is_echoed():
    card = load("How big?", CACHE)
    variant = card.variant()
    assert card.echo(variant, "96 MB") == "= 96,000,000 B  (as MiB: 100,663,296 B)"
    assert card.echo(variant, "") == ""
    assert card.echo(variant, "6 apples") == "no unit 'apples'"


def test_a_formula_over_units_gives_base_units():
    card = load("How long to load {size} at {speed}?", LOADING)
    variant = card.variant()
    assert variant.question == "How long to load 14 GB at 2 TB/s?"
    assert variant.answer == "0.007 s = 7 ms"
    assert isinstance(card.check(variant, "7"), Right)


def test_the_answer_is_shown_in_the_unit_that_the_card_wants():
    variant = load("How big?", {**CACHE, "display": "GiB"}).variant()
    assert variant.answer == "0.1875 GiB (201,326,592 B = 192 MiB = 201.3 MB)"


def test_a_formula_over_numbers_gives_the_cards_unit():
    card = load("Weights?", {"formula": "n * 2 / 10**9", "parameters": {"n": "7B"}, "unit": "GB"})
    assert card.variant().answer == "14,000,000,000 B = 14 GB = 13.04 GiB"


def test_seven_billion_is_a_count_in_a_formula():
    card = load("Weights of {n} at {bits} bits?", WEIGHTS)
    assert {card.variant(seed).expected.truth for seed in range(20)} == {3_500_000_000, 7_000_000_000}


@settings(max_examples=40)
@given(st.integers(0, 2**63))
def test_a_seed_gives_the_same_question_again(seed):
    card = load("{layers} layers, {tokens} tokens: how big?", GROUPED)
    first, again = card.variant(seed), card.variant(seed)
    assert first == again
    assert f"{first.shown['layers']} layers" in first.question
    assert isinstance(card.check(first, f"{first.expected.truth} B"), Right)


def test_changing_one_parameter_leaves_the_draws_of_the_others():
    wider = {**GROUPED, "parameters": {**GROUPED["parameters"], "batch": {"choices": ["1", "2", "4", "8"]}}}
    one, other = load("How big?", GROUPED), load("How big?", wider)
    for seed in range(10):
        assert one.variant(seed).shown["tokens"] == other.variant(seed).shown["tokens"]


def test_drawn_numbers_without_a_place_are_listed():
    question = load("How big?", GROUPED).variant(3).question
    assert question.startswith("How big?\n\nGiven: layers = ")
    assert "tokens = " in question


def test_a_card_from_a_note_first_asks_its_own_numbers():
    question = "24 layers, hidden 4096, 32 heads, 512 tokens, float16: how big is the cache?"
    template = "{layers} layers, hidden {hidden_size}, {heads} heads, {tokens} tokens, {dtype}: how big is the cache?"
    card = load(question, {**CACHE, "template": template})
    assert card.variant().question == question
    fresh = {card.variant(seed).question for seed in range(8)}
    assert len(fresh) > 4
    assert not lint(card)


def test_what_is_shown_is_what_is_graded():
    card = load("{size}?", {"formula": "size", "parameters": {"size": {"range": ["0.1", "0.9"]}}})
    for seed in range(30):
        variant = card.variant(seed)
        assert float(variant.shown["size"]) == variant.expected.truth


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"function": "kv_cash"}, "function"),
        ({"function": "mfu", "parameters": {"layers": "3"}}, "parameters.layers"),
        ({"function": "mfu", "parameters": {"parameters": "7B"}}, "parameters"),
        ({**CACHE, "parameters": {**CACHE["parameters"], "layers": "0"}}, "parameters"),
        ({**CACHE, "parameters": {**CACHE["parameters"], "heads": "33"}}, "parameters"),
        ({**CACHE, "parameters": {**CACHE["parameters"], "L": "3"}}, "parameters.L"),
        ({**CACHE, "unit": "tokens"}, "unit"),
        ({**CACHE, "unit": "parsecs"}, "unit"),
        ({**CACHE, "display": "tokens"}, "display"),
        ({**CACHE, "tolerance": "much"}, "tolerance"),
        ({**CACHE, "tolerance": "factor 100"}, "tolerance"),
        ({**CACHE, "prefix": "metric"}, "prefix"),
        ({**CACHE, "slips": [{"name": "half"}]}, "slips[1]"),
        ({**CACHE, "slips": [{"name": "half", "formula": "answer /"}]}, "slips[1].formula"),
        ({"formula": "a + b", "parameters": {"a": "1"}}, "formula"),
        ({"formula": "a.b", "parameters": {"a": "1"}}, "formula"),
        ({"formula": "a + b", "parameters": {"a": "1 GB", "b": "1 s"}}, "formula"),
        ({"formula": "a", "parameters": {"a": "1 GB"}, "unit": "s"}, "unit"),
        ({"formula": "a", "parameters": {"a": {"range": ["1", "2"], "step": "0"}}}, "parameters.a.range"),
        ({"formula": "a", "parameters": {"a": {"range": ["2", "1"]}}}, "parameters.a.range"),
        ({"formula": "a", "parameters": {"a": {"choices": []}}}, "parameters.a.choices"),
        ({"formula": "a", "parameters": {"a": {"expression": "open(1)"}}}, "parameters.a.expression"),
        ({"formula": "a", "parameters": "a"}, "parameters"),
    ],
)
def test_a_bad_card_is_refused_by_field(data, field):
    with pytest.raises(CardError) as caught:
        load("How much?", data)
    assert caught.value.field == field


def test_a_place_without_a_parameter_is_refused():
    with pytest.raises(CardError) as caught:
        load("{layer} layers?", CACHE)
    assert caught.value.field == "question"


def test_a_deck_may_bring_its_own_steps_hints_and_slips():
    data = {
        **LOADING,
        "steps": [{"name": "t", "formula": "size / speed"}, "so it takes {t}"],
        "hints": ["divide"],
        "slips": [{"name": "inverse", "formula": "speed / size", "message": "the other way round"}],
    }
    card = load("How long?", data)
    variant = card.variant()
    assert [line.working for line in card.steps(variant)] == ["size / speed = 1.4e10 / 2e12", "so it takes 0.007"]
    assert worked.listed(card.steps(variant)) == ["t = size / speed = 1.4e10 / 2e12 = 0.007", "so it takes 0.007"]
    assert card.hints_for(variant) == ("divide",)
    verdict = card.check(variant, "142.86 s")
    assert isinstance(verdict, Wrong)
    assert verdict.slip == "inverse"


def test_without_hints_the_way_of_the_solution_is_given_without_numbers():
    card = load("How big?", CACHE)
    hints = card.hints_for(card.variant())
    assert hints[0] == "head_dim = hidden_size / heads"
    assert not any("201" in hint for hint in hints)


@pytest.mark.parametrize("data", [CACHE, MFU, GROUPED, WEIGHTS, LOADING])
def test_good_cards_pass_the_linter(data):
    assert lint(load("How much?", data)) == ()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"formula": "1 / (a - 3)", "parameters": {"a": {"range": ["1", "5"]}}}, "division by zero"),
        (
            {"formula": "a", "parameters": {"a": "2"}, "slips": [{"name": "x", "formula": "2"}]},
            "equals the right answer",
        ),
        ({"formula": "a", "parameters": {"a": "2"}, "tolerance": "± 1000"}, "far off passes"),
        ({"formula": "a", "parameters": {"a": "2"}, "steps": [{"formula": "1 / (a - 2)"}]}, "worked solution"),
    ],
)
def test_the_linter_says_what_is_wrong(data, complaint):
    assert any(complaint in each for each in lint(load("How much?", data)))


def test_what_if_changes_one_variable():
    card = load("How big?", GROUPED)
    found = {each.question.split()[2]: each for each in what_ifs(card, card.variant(1))}
    assert found["layers"].expected.truth == 2
    assert found["hidden"].expected.truth == 2
    assert found["heads"].expected.truth == 0.5
    assert "× 2, to " in found["tokens"].explanation
