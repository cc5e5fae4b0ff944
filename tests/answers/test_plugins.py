"""Plugins in a process of their own: found, listed, loaded only when named, ended when stuck."""

import sys

import pytest

from quizzer.answers import plugins, registry
from quizzer.answers.computed import load
from quizzer.answers.linter import lint
from quizzer.answers.verdict import Right, Wrong
from quizzer.errors import AnswerError

MODULE = '''
import os, sys, time
from quizzer.answers.registry import Slip, Step, Worked, answer, count, measure, vector

print("printed while it is imported")


@answer(
    topic="bandwidth",
    unit="s",
    parameters=(measure("size", "bytes to move", "B", low=1, high=1e15, typical=(1e9, 2e9)),
                measure("speed", "bytes per second", "B/s", low=1, high=1e15, default=1e9)),
    steps=(Step("time", "size / speed", "s"),),
    slips=(Slip("upside down", "speed / size", "the other way round?"),
           Slip("bits", lambda *, size, speed: size * 8 / speed, "bits or bytes?")),
)
def transfer_time(*, size: float, speed: float) -> float:
    """Time to move bytes.

    size / speed.
    """
    print("printed while it runs")
    return size / speed


@answer(topic="bandwidth", parameters=(count("seconds", "how long", high=1000),),
        steps=lambda *, seconds: [Worked("wait", "", str(seconds))])
def stuck(*, seconds: int) -> int:
    """Never comes back.

    Or with nonsense.
    """
    if seconds == 1:
        return float("nan")
    if seconds == 2:
        os._exit(3)
    if seconds == 3:
        return "x" * 10**7
    if seconds == 4:
        return len(bytearray(4 * 10**9))
    if seconds == 5:
        sys.exit(0)
    if seconds == 6:
        return object()
    while True:
        pass
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package `roof-answers`, as an installer leaves it."""
    (tmp_path / "roof_answers.py").write_text(MODULE)
    info = tmp_path / "roof_answers-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: roof-answers\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[quizzer.answers]\nroof = roof_answers\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "roof-answers"


@pytest.fixture
def hosts(package):
    """The plugin loaded, and taken away again."""
    before = {function.name for function in registry.functions()}
    started, problems = plugins.load([package])
    assert problems == ()
    yield started
    for host in started:
        host.close()
    for function in registry.functions():
        if function.name not in before:
            registry.abandon(function.name)


def test_an_installed_package_is_listed_and_not_imported(package):
    (found,) = (plugin for plugin in plugins.installed([]) if plugin.package == package)
    assert (found.version, found.is_enabled) == ("1.2", False)
    assert "roof_answers" not in sys.modules


def test_a_package_that_the_settings_do_not_name_is_not_loaded(package):
    started, problems = plugins.load([])
    assert (started, problems) == ((), ())
    with pytest.raises(AnswerError):
        registry.function("transfer_time")


def test_a_named_package_that_is_not_there_is_told():
    assert plugins.load(["no-such-answers"]) == (
        (),
        ("no-such-answers is not installed, or offers no answer functions",),
    )


def test_its_functions_work_like_any_other(hosts):
    assert "roof_answers" not in sys.modules
    card = load(
        "How long for {size}?", {"function": "transfer_time", "parameters": {"size": "14 GB", "speed": "2 GB/s"}}
    )
    variant = card.variant()
    assert variant.answer == "7 s"
    assert isinstance(card.check(variant, "7 s"), Right)
    slip = card.check(variant, "56 s")
    assert isinstance(slip, Wrong)
    assert slip.slip == "bits"
    assert [line.value for line in card.steps(variant)] == ["7 s"]
    assert registry.function("transfer_time").about == "Time to move bytes."
    assert lint(card) == ()


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (1, "no finite answer"),
        (2, "ended without an answer"),
        (3, "ended without an answer"),
        (4, "MemoryError"),
        (5, "SystemExit"),
        (6, "no number, text or list"),
    ],
)
def test_nonsense_is_an_error_and_the_next_answer_comes(hosts, seconds, message):
    function = registry.function("stuck")
    with pytest.raises(AnswerError, match=message):
        function.run(seconds=seconds)
    assert registry.function("transfer_time").run(size=10, speed=5) == 2


def test_a_stuck_function_is_ended(hosts, monkeypatch):
    monkeypatch.setattr(plugins, "DEADLINE", 0.3)
    with pytest.raises(AnswerError, match=r"took longer than 0\.3 s and was ended"):
        registry.function("stuck").run(seconds=7)
    monkeypatch.setattr(plugins, "DEADLINE", 5.0)
    assert registry.function("transfer_time").run(size=10, speed=5) == 2


def test_quizzers_own_functions_cannot_be_replaced(package, tmp_path):
    text = MODULE.replace("transfer_time", "mfu")
    (tmp_path / "roof_answers.py").write_text(text)
    own = registry.function("mfu")
    started, problems = plugins.load([package])
    assert problems == ("there is an answer function 'mfu' already",)
    assert registry.function("mfu") is own
    for host in started:
        host.close()


def test_a_module_that_cannot_be_imported_is_told(package, tmp_path):
    (tmp_path / "roof_answers.py").write_text("raise RuntimeError('broken')")
    started, problems = plugins.load([package])
    assert problems == ("roof-answers: RuntimeError: broken",)
    for host in started:
        host.close()
