"""Asking: what the words of a question want, and whether that is what an answer function gives."""

from __future__ import annotations

import re
from functools import lru_cache

from quizzer.answers import units
from quizzer.answers.declaration import AnswerFunction, Shape
from quizzer.answers.statement import Statement, without_statements
from quizzer.answers.units import Dimension
from quizzer.domain.patterns import late
from quizzer.errors import AnswerError

_ASKS = late(
    r"\b(?:how\s+(?:much|many|big|large|long|fast)|estimate|calculate|compute|determine|work out|size|find|give|number of|"
    r"what(?:'s|\s+is|\s+are|\s+would|\s+will|\s+does)?)\b",
    re.I,
)
_ASKS_ELSE = late(
    r"\b(?:why|explain|derive|prove|compar\w+|versus|vs|reduc\w+|sav(?:e|es|ed|ing|ings)|smaller|larger than|bigger|shrink\w*|"
    r"(?:times|fold|factor) (?:more|less|as)|fits?|maximum|max|longest|instead of|difference|left|remain\w*|doubl\w+|"
    r"halv\w+|increas\w+|decreas\w+|grows?|ratio|share|percentage|fraction|proportion|per[- ](?:token|layer|head|gpu|device|request|user|second|step)|"
    r"which|when|whether|overhead|before|after|if we (?:switch|change|move)|pag(?:ed|es)|offload\w*|cross[- ]attention)\b",
    re.I,
)
"""Signs that something else is asked, unless the words belong to the function's own cue."""
_OTHER_THINGS = late(
    r"\b(?:weights?|activations?|gradients?|optimi[sz]er|adam|kv[- ]cache|adapters?|unembedding|lm[- ]head|encoder|biases|bias)\b"
    r"|\bin (?:kilo|mega|giga)?bits\b|\b(?:size|memory) (?:of|for) (?:the )?(?:K|V|keys|values)\b(?! and)",
    re.I,
)
"""What else takes memory or holds parameters: beside the function's own cue it means a sum, or another thing."""
_INFERENCE = re.compile(r"\b(?:inference|generat\w+|decod\w+|forward)\b", re.I)
_VARIANTS = late(r"\b(?:gqa|mqa|grouped[- ]query|multi[- ]query|mla|latent|sliding|window(?:ed)?|moe|mixture)\b", re.I)
"""Kinds of model that change the formula: numbers for them must be there."""
_SMALL_WORDS = {
    "a", "an", "the", "of", "for", "to", "in", "on", "with", "from", "does", "do", "is", "are", "by", "at", "and", "or",
    "it", "its", "per", "how", "much", "many",
}  # fmt: skip
_ASKED: tuple[tuple[str, tuple[Dimension, ...]], ...] = (
    (r"(?:how many|what) tokens?\s*(?:/|per)\s*s|what (?:is the )?throughput", (units.TOKEN.times(units.SECOND, -1),)),
    (r"how many (?:total |trainable |learnable )?(?:parameters|params|weights)|number of param\w+|param\w* count", (units.PARAM, units.NUMBER)),
    (r"how many (?:\w+ ){0,2}flops?\b|number of flops|flop count|how much compute", (units.FLOP, units.FLOP.times(units.TOKEN, -1))),
    (r"how much (?:\w+ ){0,2}(?:memory|vram|ram|space|hbm)|how (?:big|large)|how many (?:[kmgt]i?b|(?:giga|mega)?bytes)\b|"
     r"\bin (?:[kmgt]i?b|(?:giga|mega)?bytes)\b|memory (?:footprint|needed|required|requirement)", (units.BYTE, units.NUMBER, units.PARAM)),
    (r"how many (?:elements|entries|floats|numbers|values)", (units.NUMBER,)),
    (r"how many tokens", (units.TOKEN,)),
    (r"how long|how many (?:days|hours|seconds)", (units.SECOND,)),
)  # fmt: skip


def asks_for(question: str, function: AnswerFunction, cue: str, statement: Statement) -> bool:
    """Whether the question wants this function's value and nothing else."""
    rest = unstated = without_statements(statement.found, question)
    for word in sorted(cue.split(), key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(word)}\b", " ", rest, flags=re.I)
    if _ASKS_ELSE.search(rest) or _OTHER_THINGS.search(rest) or not _ASKS.search(question):
        return False
    if "flops_per_parameter" in function.arguments and _INFERENCE.search(rest):
        return False  # six FLOPs a parameter are those of training
    kinds = {kind.lower() for kind in _VARIANTS.findall(rest)}
    if kinds and "kv_heads" not in statement.found and "experts" not in statement.found:
        return False
    gives = units.parse_unit(function.unit).dimension
    asked = next((dimensions for pattern, dimensions in _ASKED if re.search(pattern, unstated, re.I)), None)
    return asked is None or gives in asked


def asked_unit(question: str, function: AnswerFunction) -> str:
    """`in MB` of the question, when it measures what the function gives."""
    match = re.search(r"\bin (?:units of )?\(?((?:[KMGT]i?)?B|[kmgt]igabytes|[KMGTP]FLOPs|bytes)\b", question)
    if match is None or function.shape is not Shape.SCALAR:
        return ""
    try:
        asked = units.parse_unit(match[1])
    except AnswerError:
        return ""
    return match[1] if asked.dimension == units.parse_unit(function.unit).dimension else ""


@lru_cache(maxsize=1024)
@lru_cache(maxsize=256)
def content_words(text: str) -> frozenset[str]:
    """Content words without their endings."""
    found = re.findall(r"[a-z0-9']+", text.lower())
    return frozenset(_stem(word) for word in found if word not in _SMALL_WORDS)


_SAME = dict.fromkeys(("vram", "ram", "hbm", "storage", "footprint"), "memory")


def _stem(word: str) -> str:
    word = _SAME.get(word, word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
