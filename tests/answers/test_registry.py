import pytest

from quizzer.answers import registry
from quizzer.errors import AnswerError


def test_a_function_is_found_by_its_name():
    entry = registry.function("kv_cache_bytes")
    assert (entry.topic, entry.unit, entry.shape) == ("memory", "B", registry.Shape.SCALAR)
    assert entry.about == "Size of the cache of keys and values that a decoder keeps while generating."


def test_an_unknown_name_tells_the_nearest():
    with pytest.raises(AnswerError) as caught:
        registry.function("kv_cache_byte")
    assert "kv_cache_bytes" in caught.value.hint


@pytest.mark.parametrize("alias", ["layers", "L", "num_hidden_layers", "Num Hidden Layers", "n-layers"])
def test_a_parameter_has_many_names(alias):
    assert registry.function("kv_cache_bytes").parameter(alias).name == "layers"


def test_an_argument_must_be_declared():
    with pytest.raises(AnswerError, match="undeclared"):

        @registry.answer(topic="memory", parameters=())
        def some_size(*, undeclared: int) -> int:
            return undeclared


@pytest.mark.parametrize("entry", registry.functions(), ids=lambda entry: entry.name)
def test_every_function_says_what_it_gives_and_whence(entry):
    first, _, rest = entry.documentation.partition("\n")
    assert first.endswith(".")
    assert rest.strip(), "formula and source are missing"
    assert len({slip.name for slip in entry.slips}) == len(entry.slips)
