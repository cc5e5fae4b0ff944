"""Computational cards: quantities as people type them, formulas that cannot do harm, answer functions, slips."""
