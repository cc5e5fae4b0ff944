"""The examples in the docstrings are run."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import quizzer.answers

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(quizzer.answers.__path__, "quizzer.answers.")
    if not module.name.endswith("plugin_host")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(import_module(name)).failed == 0
