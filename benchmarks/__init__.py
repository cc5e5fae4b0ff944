"""Measured against peers, each pair in one run; never part of the tests."""
