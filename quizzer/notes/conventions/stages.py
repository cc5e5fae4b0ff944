"""Numbered stages of one piece of work, each with a word or two in front, which are told one after the other and are no terms.

## Feed ranking                     ## My template
1. Clarify: metric? scale?          1. **Frame** - inputs and outputs
2. Data: logs of impressions        2. **Baseline** - the simplest model
3. Features: recency, affinity      3. **Iterate** - one change at a time
4. Serving: cache, fall back        4. …
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.conventions.glossary_choice import heads_glossary
from quizzer.notes.conventions.glossary_entries import Entry
from quizzer.notes.outline import LineKind
from quizzer.notes.titles import phrases
from quizzer.notes.wording import words_of

_FEWEST = 3
_NAMES_STAGES = late(
    r"\b(?:template|framework|recipe|playbook|approach|road ?map|game ?plan|agenda|stages|phases)\b",
    re.IGNORECASE,
)
_STAGES = phrases(
    """
    clarify, clarification, clarify requirements, clarifying questions, clarify the problem, requirements, scope, scoping, frame, framing,
    problem framing, problem, problem statement, problem definition, define, goal, goals, objective, assumptions, constraints, estimate,
    estimates, estimation, scale, metrics, success metrics, metric, data, data collection, data preparation, data prep, labels, labelling,
    labeling, eda, explore, preprocess, preprocessing, clean, cleaning, features, feature engineering, baseline, model, models, modelling,
    modeling, model selection, architecture, train, training, tune, tuning, hyperparameter tuning, validate, validation, eval, evaluate,
    evaluation, offline evaluation, offline eval, online evaluation, online eval, a/b test, a/b testing, candidates, candidate generation,
    retrieval, retrieve, ranker, rank, ranking, re-rank, rerank, re-ranking, reranking, filter, filtering, serve, serving, inference,
    deploy, deployment, ship, launch, rollout, monitor, monitoring, iterate, iteration, retrain, retraining, maintain, feedback, feedback loop,
    follow-up, wrap up, wrap-up, summary, summarise, summarize, api, storage, high-level design, deep dive, bottlenecks, trade-offs, scaling,
    ask, plan, design, build, test, measure, learn, review, report, collect, prepare, decide, analyse, analyze, act, implement, optimise,
    optimize, refine, start, finish
    """
)


def are_stages(title: str, block: Block, entries: Sequence[Entry]) -> bool:
    """Is this numbered list what is done from first to last?"""
    if (
        block.kind is not LineKind.ITEM
        or not block.items[0].is_numbered
        or len(entries) < _FEWEST
        or heads_glossary(title)
    ):
        return False
    if _NAMES_STAGES.search(title):
        return True
    names = [" ".join(entry.term.name.casefold().split()) for entry in entries if entry.term]
    known = sum(name in _STAGES for name in names)
    return len(words_of(title)) > 0 and known >= _FEWEST and known * 3 >= len(entries) * 2
