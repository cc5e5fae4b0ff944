import pytest

from quizzer.answers.notation import figure, listed, tabled


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.66524096, "0.6652"), (3.0, "3"), (1234567, "1,234,567"), (0, "0"), (-0.25, "-0.25"), (1.5e-7, "1.5e-7")],
)
def test_a_figure_has_four_digits_unless_it_is_whole(value, written):
    assert figure(value) == written


def test_lists_and_matrices_are_written_in_brackets():
    assert listed([0.5, 2]) == "[0.5, 2]"
    assert tabled([[1, 0], [1 / 3, 1]]) == "[[1, 0], [0.3333, 1]]"
