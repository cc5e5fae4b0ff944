"""The answer functions by topic; a module is imported when one of its functions is first asked for."""

from __future__ import annotations

MODULES = (
    "memory",
    "caches",
    "weights",
    "training_memory",
    "activations",
    "parameters",
    "models",
    "adapters",
    "compute",
    "utilization",
    "training",
    "scaling",
    "roofline",
    "serving",
    "decoding",
    "parallelism",
    "sampling",
    "penalties",
    "information",
    "losses",
    "preference",
    "normalization",
    "convolution",
    "pooling",
    "detection",
    "attention",
    "tokenization",
)
"""Where the functions are. Named here one by one: folders are never searched for code."""
