"""Answer functions of installed packages, started once when the first computed card needs them."""

from __future__ import annotations

import atexit
from functools import cache

from quizzer.answers import plugins


@cache
def start(enabled: tuple[str, ...]) -> tuple[str, ...]:
    """Start the packages that the settings name; what went wrong, in words. Their processes end with ours."""
    if not enabled:
        return ()
    hosts, problems = plugins.load(enabled)
    for host in hosts:
        atexit.register(host.close)
    return problems


def listing(enabled: tuple[str, ...]) -> list[dict[str, object]]:
    """Every installed package that offers answer functions, and whether the settings name it."""
    return [
        {
            "package": plugin.package,
            "version": plugin.version,
            "modules": [f"{module}:{name}" if name else module for module, name in plugin.entries],
            "enabled": plugin.is_enabled,
        }
        for plugin in plugins.installed(enabled)
    ]
