"""The process in which a plugin's functions run: one JSON request a line in, one JSON answer a line out.

Started by `plugins.py` and by nothing else. It limits its own memory and processor time before it loads the plugin,
and keeps the pipe to itself, so that a plugin that prints does not disturb the conversation.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from quizzer.answers import plugin_wire, registry
from quizzer.answers.registry import AnswerFunction

MEMORY = 1 << 30
"""Bytes of address space."""
PROCESSOR_SECONDS = 120
"""Over the whole life of the process; each request has its own deadline on the other side."""


def main() -> None:
    """Serve requests until the other side closes the pipe."""
    answers = _private_output()
    _limit()
    for line in sys.stdin:
        try:
            reply: dict[str, object] = {"value": _answer(json.loads(line))}
        except BaseException as error:  # whatever a plugin raises, exits included, belongs to this request alone
            reply = {"error": f"{type(error).__name__}: {error}"[:200].replace("\n", " ")}
        try:
            text = json.dumps(reply)
        except (TypeError, ValueError, RecursionError):
            text = json.dumps({"error": "the answer is no number, text or list"})
        answers.write(text + "\n")
        answers.flush()


def _answer(request: Mapping[str, Any]) -> object:
    if request["do"] == "load":
        for module, attribute in request["entries"]:
            loaded = importlib.import_module(module)
            if attribute:
                register = getattr(loaded, attribute)
                register()
        return [plugin_wire.description(function) for function in registry.registered()]
    by_name = {function.name: function for function in registry.registered()}
    function = by_name[request["function"]]
    values = {name: plugin_wire.unpacked(value) for name, value in request["values"].items()}
    return plugin_wire.packed(_code(function, request["do"])(**values))


def _code(function: AnswerFunction, what: str) -> Callable[..., object]:
    if what == "call":
        return function.run
    found = function.steps if what == "steps" else function.slips[int(what.removeprefix("slip "))].wrong
    if not callable(found):
        raise ValueError(f"{what} is no code")
    return found


def _private_output() -> TextIO:
    """The pipe for answers; what the plugin prints goes nowhere."""
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return pipe


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the deadline holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
