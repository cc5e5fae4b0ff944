"""Plugins: answer functions of installed packages, run in a process of their own.

A package offers them through the entry point group `quizzer.answers`: each entry names a module that registers
functions with `registry.answer` when it is imported, or a function (`module:register`) that does so when called. Only
packages that the person's own settings name are loaded; nothing in a deck's folder can add one. Their code never runs
in quizzer's process: a helper process has two seconds for each answer, and is ended when it takes longer.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from quizzer.answers import plugin_wire, registry
from quizzer.answers.registry import AnswerFunction
from quizzer.errors import AnswerError

GROUP = "quizzer.answers"
DEADLINE = 2.0
"""Seconds for one answer."""
START_DEADLINE = 15.0
"""Seconds for starting Python and importing the plugin's module."""
MAX_REPLY = 1 << 20
"""Characters of one reply."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed package that offers answer functions."""

    package: str
    version: str
    entries: tuple[tuple[str, str], ...]
    """Module and attribute (often empty) of each entry point."""
    is_enabled: bool
    """Whether the person's settings name the package."""


def installed(enabled: Collection[str]) -> tuple[Plugin, ...]:
    """Every package that offers answer functions, by name; reads metadata and imports nothing."""
    wanted = {_plain(name) for name in enabled}
    found: dict[str, Plugin] = {}
    for distribution in metadata.distributions():
        entries = tuple((entry.module, entry.attr) for entry in distribution.entry_points if entry.group == GROUP)
        package = distribution.metadata["Name"]
        if entries and package and package not in found:  # the first on the path is the one that is imported
            found[package] = Plugin(package, distribution.version, entries, _plain(package) in wanted)
    return tuple(found[name] for name in sorted(found))


class Host:
    """The helper process of one plugin. Started when first needed, started again after it had to be ended."""

    def __init__(self, plugin: Plugin) -> None:
        self.plugin = plugin
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()
        self._lock = threading.Lock()

    def functions(self) -> tuple[AnswerFunction, ...]:
        """What the plugin registers. Raises AnswerError when it cannot be loaded in time."""
        with self._lock:
            described = self._started()
        if not isinstance(described, list):
            raise AnswerError(f"{self.plugin.package} does not describe its functions")
        return tuple(self._function(each) for each in described)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _function(self, described: Mapping[str, object]) -> AnswerFunction:
        name = str(described.get("name", "")) if isinstance(described, Mapping) else ""

        def remote(do: str, values: Mapping[str, object]) -> object:
            return self._asked({"do": do, "function": name, "values": plugin_wire.packed_values(values)})

        return plugin_wire.rebuilt(described, remote)

    def _asked(self, request: Mapping[str, object]) -> object:
        with self._lock:
            if self._process is None:
                self._started()
            return self._exchange(request, DEADLINE)

    def _started(self) -> object:
        self.close()
        self._replies = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "quizzer.answers.plugin_host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={"PYTHONPATH": os.pathsep.join(_search_path()), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")},
        )
        threading.Thread(target=_collect, args=(self._process, self._replies), daemon=True).start()
        return self._exchange({"do": "load", "entries": self.plugin.entries}, START_DEADLINE)

    def _exchange(self, request: Mapping[str, object], seconds: float) -> object:
        process = self._process
        if process is None or process.stdin is None:
            raise AnswerError(f"{self.plugin.package} is not running")
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            reply = json.loads(self._replies.get(timeout=seconds))
        except queue.Empty:
            self.close()
            raise AnswerError(f"{self.plugin.package} took longer than {seconds:g} s and was ended") from None
        except (OSError, ValueError, RecursionError):
            self.close()
            raise AnswerError(f"{self.plugin.package} ended without an answer") from None
        if not isinstance(reply, dict) or "value" not in reply:
            said = str(reply.get("error", "no answer")) if isinstance(reply, dict) else "no answer"
            raise AnswerError(f"{self.plugin.package}: {said}")
        return reply["value"]


def load(enabled: Collection[str]) -> tuple[tuple[Host, ...], tuple[str, ...]]:
    """Start every enabled plugin and make its functions known; the hosts, and what went wrong.

    A plugin that fails leaves the others and quizzer's own functions as they are. Close the hosts at the end.
    """
    hosts: list[Host] = []
    problems: list[str] = []
    plugins = [plugin for plugin in installed(enabled) if plugin.is_enabled]
    missing = {_plain(name) for name in enabled} - {_plain(plugin.package) for plugin in plugins}
    problems += [f"{name} is not installed, or offers no answer functions" for name in sorted(missing)]
    for plugin in plugins:
        host = Host(plugin)
        try:
            for function in host.functions():
                registry.adopt(function)
        except AnswerError as error:
            problems.append(error.message)
        hosts.append(host)
    return tuple(hosts), tuple(problems)


def _collect(process: subprocess.Popen[str], replies: queue.Queue[str]) -> None:
    """Lines of the process, for whoever waits; an empty one when it ended."""
    pipe = process.stdout
    while pipe is not None:
        try:
            line = pipe.readline(MAX_REPLY)
        except (OSError, ValueError):  # closed, or no text
            line = ""
        replies.put(line)
        if not line.endswith("\n"):
            return


def _search_path() -> list[str]:
    """Where packages are installed and where quizzer itself is; never the working directory, which may be a deck's."""
    home = str(Path(__file__).parents[2])
    here = os.getcwd()
    return [home, *(entry for entry in sys.path if os.path.isabs(entry) and entry not in (here, home))]


def _plain(name: str) -> str:
    """A package's name as package tools compare it."""
    return re.sub(r"[-_.]+", "-", name).casefold()
