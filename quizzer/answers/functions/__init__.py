"""The answer functions by topic; a module is imported when one of its functions is first asked for."""

from __future__ import annotations

MODULES = ("memory", "compute")
"""Where the functions are. Named here one by one: folders are never searched for code."""
