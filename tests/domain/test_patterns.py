"""Patterns that are made late: as good as any other, and each of them can be made."""

import gc
import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import quizzer.answers
import quizzer.notes
from quizzer.domain import patterns
from quizzer.domain.patterns import late


def test_it_is_made_once_and_answers_as_a_pattern_does(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    compile_now = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags=0: made.append(text) or compile_now(text, flags))
    pattern = late("^(b+)$", re.IGNORECASE)
    assert made == []
    assert pattern.match("bB")[1] == "bB"
    assert pattern.search("a") is None
    assert (pattern.sub("-", "b"), pattern.split("b"), pattern.findall("b")) == ("-", ["", "b", ""], ["b"])
    assert [found[0] for found in pattern.finditer("b")] == ["b"]
    assert pattern.flags & re.IGNORECASE
    assert pattern.pattern == "^(b+)$"
    assert len(set(made)) == 1


def test_every_late_pattern_can_be_made() -> None:
    for package in (quizzer.answers, quizzer.notes):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    waiting = [each for each in gc.get_objects() if isinstance(each, patterns._Late)]
    assert len(waiting) > 100
    for each in waiting:
        assert re.compile(each.pattern, each.flags)
