"""Scripted edits of notes, as data: notes before, notes after, and what must become of every card.

`### question` starts a card, `## heading` the section around it; `fates` says for each question before the edit what
its history does: `kept QUESTION` goes on under that question, `asked QUESTION` is put to the person, `parked` waits.
A question that is not named goes on unchanged. Cards that begin afresh are in `new`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Notes = Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """One edit of a set of notes."""

    title: str
    before: Notes
    after: Notes
    fates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    new: tuple[str, ...] = ()
    problems: int = 0


GQA = "### What is grouped-query attention?\nSeveral query heads share one head of keys and values, so the cache shrinks.\n"
ROPE = "### Why does RoPE rotate queries and keys?\nThe dot product then depends on the distance between two positions alone.\n"
NORM = "### Where does pre-norm put the layer norm?\nBefore each sublayer, inside the residual branch, which keeps gradients steady.\n"
CACHE = "### What does the KV cache hold?\nKeys and values of every past token, for each layer and each head.\n"
WARM = "### Why is the learning rate warmed up?\nEarly updates are noisy while Adam has few samples of the second moment.\n"
OTHER = NORM.replace("Where does pre-norm put the layer norm?", "Why is the residual branch left alone?")
NOTE = "## Attention\n" + GQA + ROPE + "## Training\n" + NORM + CACHE + WARM
ALL = {
    "gqa": "What is grouped-query attention?",
    "rope": "Why does RoPE rotate queries and keys?",
    "norm": "Where does pre-norm put the layer norm?",
    "cache": "What does the KV cache hold?",
    "warm": "Why is the learning rate warmed up?",
}


def _changed(*pairs: tuple[str, str], note: str = NOTE, path: str = "llm.md") -> Notes:
    for before, after in pairs:
        assert before in note, before
        note = note.replace(before, after)
    return {path: note}


BEFORE = {"llm.md": NOTE}

TEXT_EDITS = [
    Edit("nothing changed", BEFORE, BEFORE),
    Edit(
        "a typo mended in a question",
        _changed(("grouped-query attention", "gruoped-query attention")),
        BEFORE,
        {"What is gruoped-query attention?": f"kept {ALL['gqa']}"},
    ),
    Edit("a typo mended in an answer", _changed(("Several query", "Sveral qeury")), BEFORE),
    Edit(
        "case and emphasis of a question",
        BEFORE,
        _changed(("What does the KV cache hold?", "what does the **KV cache** hold")),
        {ALL["cache"]: "kept what does the **KV cache** hold"},
    ),
    Edit(
        "an answer made longer", BEFORE, _changed(("each head.", "each head. It grows with every token that is read."))
    ),
    Edit("an answer made shorter", BEFORE, _changed((", so the cache shrinks.", "."))),
    Edit(
        "an answer rewritten from scratch",
        BEFORE,
        _changed(
            (
                "Early updates are noisy while Adam has few samples of the second moment.",
                "Big first steps break things.",
            )
        ),
    ),
    Edit(
        "an answer turned into a list",
        BEFORE,
        _changed(
            (
                "Keys and values of every past token, for each layer and each head.",
                "- keys\n- values\n\nof every past token, for each layer and each head",
            )
        ),
    ),
    Edit(
        "small words of a question",
        BEFORE,
        _changed(("What is grouped-query attention?", "Explain the grouped-query attention")),
        {ALL["gqa"]: "kept Explain the grouped-query attention"},
    ),
    Edit(
        "British spelling of a question",
        _changed(("Why is the learning rate warmed up?", "Why is the optimiser warmed up?")),
        _changed(("Why is the learning rate warmed up?", "Why is the optimizer warmed up?")),
        {"Why is the optimiser warmed up?": "kept Why is the optimizer warmed up?"},
    ),
    Edit(
        "a question put in other words, answer kept",
        BEFORE,
        _changed(("What is grouped-query attention?", "How does GQA share heads?")),
        {ALL["gqa"]: "kept How does GQA share heads?"},
    ),
    Edit(
        "a question made narrower, answer kept",
        BEFORE,
        _changed(("What does the KV cache hold?", "What exactly does the KV cache of a decoder hold?")),
        {ALL["cache"]: "kept What exactly does the KV cache of a decoder hold?"},
    ),
    Edit(
        "typo in the question and a better answer at once",
        _changed(("warmed up", "wramed up")),
        _changed(("few samples of", "seen few samples for")),
        {"Why is the learning rate wramed up?": f"kept {ALL['warm']}"},
    ),
    Edit(
        "question and answer both put in other words",
        BEFORE,
        _changed(
            ("Why is the learning rate warmed up?", "What is the point of a warm-up phase for the rate?"),
            (
                "Early updates are noisy while Adam has few samples of the second moment.",
                "Adam has few samples of the second moment early on, so updates are noisy.",
            ),
        ),
        {ALL["warm"]: "asked What is the point of a warm-up phase for the rate?"},
    ),
    Edit(
        "one half of a pair put for the other",
        BEFORE,
        _changed(
            ("Where does pre-norm put", "Where does post-norm put"),
            (
                "Before each sublayer, inside the residual branch, which keeps gradients steady.",
                "After each sublayer and outside the residual branch, which makes gradients less steady.",
            ),
        ),
        {ALL["norm"]: "asked Where does post-norm put the layer norm?"},
    ),
    Edit(
        "a negation put in",
        BEFORE,
        _changed(("Why does RoPE rotate queries and keys?", "Why does RoPE not rotate queries and keys?")),
        {ALL["rope"]: "asked Why does RoPE not rotate queries and keys?"},
    ),
    Edit(
        "a number changed in a question",
        {
            "a.md": "### How many heads has a model of width 4096?\nThirty-two heads, each of width one hundred and twenty-eight.\n"
        },
        {
            "a.md": "### How many heads has a model of width 8192?\nSixty-four heads, each of width one hundred and twenty-eight.\n"
        },
        {"How many heads has a model of width 4096?": "asked How many heads has a model of width 8192?"},
    ),
    Edit(
        "mojibake mended by its owner",
        {"a.md": "### Why divide by âˆšd in attention?\nScores of wide heads grow, and the softmax saturates.\n"},
        {"a.md": "### Why divide by √d in attention?\nScores of wide heads grow, and the softmax saturates.\n"},
        {"Why divide by âˆšd in attention?": "kept Why divide by √d in attention?"},
    ),
    Edit(
        "mojibake mended in an answer",
        {"a.md": "### How does cost grow with length?\nAttention costs âˆ LÂ² per layer.\n"},
        {"a.md": "### How does cost grow with length?\nAttention costs ∝ L² per layer.\n"},
    ),
    Edit(
        "mojibake of a Greek letter mended",
        {
            "a.md": "### What does Î± scale in LoRA?\nThe update, together with the rank that divides it.\n### What does Î² weigh in DPO?\nThe distance from the reference model.\n"
        },
        {
            "a.md": "### What does α scale in LoRA?\nThe update, together with the rank that divides it.\n### What does β weigh in DPO?\nThe distance from the reference model.\n"
        },
        {
            "What does Î± scale in LoRA?": "kept What does α scale in LoRA?",
            "What does Î² weigh in DPO?": "kept What does β weigh in DPO?",
        },
    ),
    Edit(
        "two answers swapped",
        {
            "a.md": "### What is recall?\nFound relevant items over all relevant items.\n### What is precision?\nFound relevant items over all found items.\n"
        },
        {
            "a.md": "### What is recall?\nFound relevant items over all found items.\n### What is precision?\nFound relevant items over all relevant items.\n"
        },
    ),
    Edit(
        "two long answers swapped",
        BEFORE,
        _changed(
            ("Keys and values of every past token, for each layer and each head.", "@"),
            (
                "Early updates are noisy while Adam has few samples of the second moment.",
                "Keys and values of every past token, for each layer and each head.",
            ),
            ("@", "Early updates are noisy while Adam has few samples of the second moment."),
        ),
    ),
    Edit(
        "a typo in a short word, and its answer given to a question that is new",
        BEFORE,
        _changed(
            (
                NORM,
                OTHER + "### Where does pre-nom put the layer norm?\nIn front of attention.\n",
            )
        ),
        {ALL["norm"]: "asked Where does pre-nom put the layer norm?"},
        new=("Why is the residual branch left alone?",),
    ),
    Edit(
        "two typos in one word of each question, and the answers swapped",
        BEFORE,
        _changed(
            (CACHE, CACHE.replace("cache", "cah").replace("Keys and values of every past token", "@")),
            (
                WARM,
                WARM.replace("learning", "lernig").replace(
                    "Early updates are noisy", "Keys and values of every past token"
                ),
            ),
            ("@", "Early updates are noisy"),
            (", for each layer and each head.", "!"),
            (" while Adam has few samples of the second moment.", ", for each layer and each head."),
            ("!", " while Adam has few samples of the second moment."),
        ),
        {ALL["cache"]: "asked What does the KV cah hold?", ALL["warm"]: "asked Why is the lernig rate warmed up?"},
    ),
    Edit(
        "two questions swapped with their answers left in place",
        BEFORE,
        _changed(
            ("What does the KV cache hold?", "@"),
            ("Why is the learning rate warmed up?", "What does the KV cache hold?"),
            ("@", "Why is the learning rate warmed up?"),
        ),
    ),
]

PLACE_EDITS = [
    Edit("a heading renamed", BEFORE, _changed(("## Training", "## Optimisation and training"))),
    Edit(
        "a heading renamed and a question under it put in other words",
        BEFORE,
        _changed(("## Attention", "## Attending"), ("What is grouped-query attention?", "How does GQA share heads?")),
        {ALL["gqa"]: "kept How does GQA share heads?"},
    ),
    Edit(
        "a section moved within the file",
        BEFORE,
        {"llm.md": "## Training\n" + NORM + CACHE + WARM + "## Attention\n" + GQA + ROPE},
    ),
    Edit(
        "a section moved to another file",
        {"llm.md": NOTE, "more.md": "## Loss\n### What is perplexity?\nThe exponential of the mean loss per token.\n"},
        {
            "llm.md": "## Attention\n" + GQA + ROPE,
            "more.md": "## Loss\n### What is perplexity?\nThe exponential of the mean loss per token.\n## Training\n"
            + NORM
            + CACHE
            + WARM,
        },
    ),
    Edit(
        "a section moved to a new file in another folder",
        BEFORE,
        {"llm.md": "## Attention\n" + GQA + ROPE, "deep/training.md": "## Training\n" + NORM + CACHE + WARM},
    ),
    Edit(
        "a section moved and an answer edited on the way",
        BEFORE,
        {
            "llm.md": "## Attention\n" + GQA + ROPE,
            "t.md": "## Training\n" + NORM + CACHE.replace("each head.", "every head of it.") + WARM,
        },
    ),
    Edit(
        "a section moved and a typo mended on the way",
        _changed(("KV cache hold", "KV cahce hold")),
        {"llm.md": "## Attention\n" + GQA + ROPE, "t.md": "## Training\n" + NORM + CACHE + WARM},
        {"What does the KV cahce hold?": f"kept {ALL['cache']}"},
    ),
    Edit("a file renamed", BEFORE, {"language-models.md": NOTE}),
    Edit("a folder renamed", {"a/llm.md": NOTE}, {"b/llm.md": NOTE}),
    Edit(
        "a file renamed and a question put in other words",
        BEFORE,
        _changed(("What is grouped-query attention?", "How does GQA share heads?"), path="x.md"),
        {ALL["gqa"]: "kept How does GQA share heads?"},
    ),
    Edit(
        "a file split in two",
        BEFORE,
        {"one.md": "## Attention\n" + GQA + ROPE, "two.md": "## Training\n" + NORM + CACHE + WARM},
    ),
    Edit(
        "two files merged",
        {"one.md": "## Attention\n" + GQA + ROPE, "two.md": "## Training\n" + NORM + CACHE + WARM},
        {"llm.md": NOTE},
    ),
    Edit(
        "two files merged into one of them",
        {"one.md": GQA + ROPE, "two.md": NORM + CACHE + WARM},
        {"one.md": GQA + ROPE + NORM + CACHE + WARM},
    ),
    Edit(
        "two files trade their names",
        {"one.md": GQA + ROPE, "two.md": NORM + CACHE},
        {"two.md": GQA + ROPE, "one.md": NORM + CACHE},
    ),
    Edit(
        "the order shuffled",
        BEFORE,
        {"llm.md": "## Training\n" + WARM + CACHE + "## Attention\n" + ROPE + GQA + "## Training\n" + NORM},
    ),
    Edit(
        "the order shuffled and a typo mended",
        _changed(("KV cache hold", "KV cahce hold")),
        {"llm.md": WARM + CACHE + ROPE + GQA + NORM},
        {"What does the KV cahce hold?": f"kept {ALL['cache']}"},
    ),
    Edit(
        "cards put in before and between",
        BEFORE,
        {
            "llm.md": "## Attention\n### What is a token?\nA piece of text with a number of its own.\n"
            + GQA
            + "### What is a head?\nOne of several attentions side by side.\n"
            + ROPE
            + "## Training\n"
            + NORM
            + CACHE
            + WARM
        },
        {},
        ("What is a token?", "What is a head?"),
    ),
    Edit("headings taken away", BEFORE, {"llm.md": GQA + ROPE + NORM + CACHE + WARM}),
    Edit("a heading put around everything", BEFORE, {"llm.md": "# Models\n" + NOTE}),
]

COMINGS_AND_GOINGS = [
    Edit("a card deleted", BEFORE, _changed((CACHE, "")), {ALL["cache"]: "parked"}),
    Edit(
        "a section deleted",
        BEFORE,
        {"llm.md": "## Attention\n" + GQA + ROPE},
        {ALL["norm"]: "parked", ALL["cache"]: "parked", ALL["warm"]: "parked"},
    ),
    Edit(
        "a file deleted",
        {"llm.md": NOTE, "b.md": "### What is a token?\nA piece of text with a number of its own.\n"},
        {"b.md": "### What is a token?\nA piece of text with a number of its own.\n"},
        dict.fromkeys(ALL.values(), "parked"),
    ),
    Edit(
        "a card deleted and an unlike one put in its place",
        BEFORE,
        _changed((CACHE, "### Who wrote the first chatbot?\nJoseph Weizenbaum, in nineteen sixty-six.\n")),
        {ALL["cache"]: "parked"},
        ("Who wrote the first chatbot?",),
    ),
    Edit(
        "a card deleted and a likely sounding one put elsewhere",
        BEFORE,
        {
            "llm.md": "## Attention\n### What does the page table hold?\nThe frame of every page of a process.\n"
            + GQA
            + ROPE
            + "## Training\n"
            + NORM
            + WARM
        },
        {ALL["cache"]: "parked"},
        ("What does the page table hold?",),
    ),
    Edit(
        "a short card deleted and its counterpart put in",
        {"a.md": "### What is the optimiser called Adam?\nMoments.\n### Pros\nIt is fast to compute.\n"},
        {"a.md": "### What is the optimiser called Adam?\nMoments.\n### Cons\nIts state costs memory.\n"},
        {"Pros": "parked"},
        ("Cons",),
    ),
    Edit(
        "a card split in two, one keeps the question",
        BEFORE,
        _changed(
            (
                NORM,
                "### Where does pre-norm put the layer norm?\nBefore each sublayer, inside the residual branch.\n### Why does pre-norm train well?\nIt keeps gradients steady.\n",
            )
        ),
        {},
        ("Why does pre-norm train well?",),
    ),
    Edit(
        "a card split in two, both questions are new",
        BEFORE,
        _changed(
            (
                NORM,
                "### Where does the layer norm stand in pre-norm?\nBefore each sublayer, inside the residual branch.\n### What does the place of the layer norm change?\nIt keeps gradients steady.\n",
            )
        ),
        {ALL["norm"]: "asked Where does the layer norm stand in pre-norm?"},
        ("What does the place of the layer norm change?",),
    ),
    Edit(
        "two cards merged into one of them",
        BEFORE,
        _changed((CACHE + WARM, CACHE + "Early updates are noisy while Adam has few samples.\n")),
        {ALL["warm"]: "parked"},
    ),
    Edit(
        "a card copied and the copy changed",
        BEFORE,
        _changed(
            (
                CACHE,
                CACHE
                + "### What does the KV cache of a sliding window hold?\nKeys and values of the tokens inside the window.\n",
            )
        ),
        {},
        ("What does the KV cache of a sliding window hold?",),
    ),
    Edit(
        "a card copied and the copy changed, a letter lost in each",
        BEFORE,
        _changed(
            (
                CACHE,
                CACHE.replace("cache hold", "cache hod")
                + CACHE.replace("cache hold", "cach hold").replace("each head", "each group of heads"),
            )
        ),
        {ALL["cache"]: "asked What does the KV cache hod?"},
        ("What does the KV cach hold?",),
    ),
    Edit(
        "a card copied for another number",
        {"a.md": "### Bytes of a cache with 24 layers?\nTwo times 24 times heads times width.\n"},
        {
            "a.md": "### Bytes of a cache with 24 layers?\nTwo times 24 times heads times width.\n### Bytes of a cache with 48 layers?\nTwo times 48 times heads times width.\n"
        },
        {},
        ("Bytes of a cache with 48 layers?",),
    ),
    Edit(
        "everything replaced by another subject",
        BEFORE,
        {
            "llm.md": "### What is a monad?\nA monoid in the category of endofunctors.\n### What is currying?\nA function of two arguments taken one at a time.\n"
        },
        dict.fromkeys(ALL.values(), "parked"),
        ("What is a monad?", "What is currying?"),
    ),
]

TWINS = [
    Edit("the same note in a second folder", BEFORE, {"llm.md": NOTE, "copy/llm.md": NOTE}),
    Edit("one of two copies deleted", {"llm.md": NOTE, "copy/llm.md": NOTE}, BEFORE),
    Edit("the first of two copies deleted", {"copy/llm.md": NOTE, "llm.md": NOTE}, BEFORE),
    Edit(
        "an answer edited in one of two copies",
        {"a.md": CACHE, "b.md": CACHE},
        {"a.md": CACHE, "b.md": CACHE.replace("each head", "each group of heads and every position")},
        {},
        ("What does the KV cache hold?",),
        problems=1,
    ),
    Edit(
        "an answer edited in both copies",
        {"a.md": CACHE, "b.md": CACHE},
        {"a.md": CACHE.replace("past", "earlier"), "b.md": CACHE.replace("past", "earlier")},
    ),
    Edit(
        "the same question with another answer in a second file",
        {"a.md": CACHE},
        {"a.md": CACHE, "b.md": "### What does the KV cache hold?\nA time series of prices.\n"},
        {},
        ("What does the KV cache hold?",),
        problems=1,
    ),
    Edit(
        "stock questions, one answer edited",
        {
            "a.md": "".join(
                f"## Snippet {n}\n### What's the output?\nThe list of the first {w} squares.\n"
                for n, w in enumerate(("two", "three", "four", "five"))
            )
        },
        {
            "a.md": "".join(
                f"## Snippet {n}\n### What's the output?\nThe list of the first {w} squares.\n"
                for n, w in enumerate(("two", "three", "forty", "five"))
            )
        },
    ),
    Edit(
        "stock questions shuffled",
        {
            "a.md": "".join(
                f"## Snippet {w}\n### What's the output?\nThe list of the first {w} squares.\n"
                for w in ("two", "three", "four")
            )
        },
        {
            "a.md": "".join(
                f"## Snippet {w}\n### What's the output?\nThe list of the first {w} squares.\n"
                for w in ("four", "two", "three")
            )
        },
    ),
    Edit(
        "bare fronts under renamed headings stay with their answers",
        {
            "a.md": "## Breadth first\n### Cons\nKeeps a whole frontier in memory at once.\n## Depth first\n### Cons\nMay run down an endless branch.\n"
        },
        {
            "a.md": "## Depth first search\n### Cons\nMay run down an endless branch.\n## Breadth first search\n### Cons\nKeeps a whole frontier in memory at once.\n"
        },
    ),
    Edit(
        "a bare front deleted while another stands under another heading",
        {"a.md": "## Breadth first\n### Cons\nKeeps a whole frontier in memory at once.\n" + GQA},
        {"a.md": GQA + "## Best first\n### Cons\nNeeds a good guess of the distance left.\n"},
        {"Cons": "asked Cons"},
    ),
]

LABELLED = (
    "Q: What is grouped-query attention?\nA: Several query heads share one head of keys and values, so the cache shrinks.\n\n"
    "Q: Why does RoPE rotate queries and keys?\nA: The dot product then depends on the distance between two positions alone.\n"
)

CONVENTIONS = [
    Edit("labelled questions turned into headings", {"llm.md": LABELLED}, {"llm.md": GQA + ROPE}),
    Edit("headings turned into labelled questions in another file", {"llm.md": GQA + ROPE}, {"qa.md": LABELLED}),
    Edit(
        "labelled questions turned into headings, one put in other words",
        {"llm.md": LABELLED},
        {"llm.md": GQA.replace("What is grouped-query attention?", "How does GQA share heads?") + ROPE},
        {ALL["gqa"]: "kept How does GQA share heads?"},
    ),
    Edit(
        "headings one level deeper",
        {"llm.md": GQA + ROPE},
        {"llm.md": "# Models\n" + (GQA + ROPE).replace("###", "####")},
    ),
    Edit(
        "headings numbered by hand",
        {"llm.md": GQA + ROPE},
        {"llm.md": GQA.replace("### ", "### 1. ") + ROPE.replace("### ", "### 2. ")},
    ),
    Edit(
        "a question heading turned into a term",
        {"llm.md": "### What is RoPE?\nRotary position embedding, which turns queries and keys by their position.\n"},
        {"llm.md": "### RoPE\nRotary position embedding, which turns queries and keys by their position.\n"},
        {"What is RoPE?": "kept RoPE"},
    ),
    Edit("line ends and trailing spaces", BEFORE, {"llm.md": NOTE.replace("\n", "  \n")}),
    Edit("front matter with a deck added", BEFORE, {"llm.md": "---\ndeck: models\n---\n" + NOTE}),
]

EDITS = CONVENTIONS + TEXT_EDITS + PLACE_EDITS + COMINGS_AND_GOINGS + TWINS


@dataclass(frozen=True)
class Story:
    """Notes as they were at one import after another, and where each question of the first ends."""

    title: str
    states: tuple[Notes, ...]
    ends: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By question: the question that its card asks at the end, or `parked`; a question not named asks itself."""
    cards: int = len(ALL)
    """How many cards there are at the end, parked ones too."""


PARTED = {"llm.md": "## Attention\n" + GQA + ROPE}
REWORDED = "What is the point of a warm-up phase for the rate?"
ASKED = _changed(
    ("Why is the learning rate warmed up?", REWORDED),
    (
        "Early updates are noisy while Adam has few samples of the second moment.",
        "Adam has few samples of the second moment early on, so updates are noisy.",
    ),
)

STORIES = [
    Story("a section deleted and brought back", (BEFORE, PARTED, PARTED, BEFORE)),
    Story(
        "a section deleted and brought back in another file",
        (BEFORE, PARTED, {**PARTED, "training.md": NORM + CACHE + WARM}),
    ),
    Story(
        "a section brought back with a typo mended",
        (_changed(("KV cache hold", "KV cahce hold")), PARTED, BEFORE),
        {"What does the KV cahce hold?": ALL["cache"]},
    ),
    Story(
        "a section brought back with an answer edited",
        (BEFORE, PARTED, _changed(("every past token", "each earlier token"))),
    ),
    Story("a file deleted, then brought back under another name", (BEFORE, {}, {"models.md": NOTE})),
    Story(
        "a question put in other words and back",
        (BEFORE, _changed(("What is grouped-query attention?", "How does GQA share heads?")), BEFORE),
    ),
    Story(
        "a doubt that nobody decided: the old card waits, and comes back with its own text",
        (BEFORE, ASKED, BEFORE),
        cards=6,
    ),
    Story(
        "a card that waits is not woken by another question to which its answer was given",
        (
            BEFORE,
            _changed(("pre-norm", "pre-nom")),
            _changed((NORM, OTHER + "### Where does pre-nom put the layer norm?\nIn front of attention.\n")),
        ),
        {ALL["norm"]: "parked"},
        cards=7,
    ),
    Story("a doubt that nobody decided stays parked", (BEFORE, ASKED, ASKED), {ALL["warm"]: "parked"}, cards=6),
    Story(
        "a copy made, the first one deleted, the copy edited",
        (
            BEFORE,
            {**BEFORE, "b.md": NOTE},
            {"b.md": NOTE},
            {"b.md": NOTE.replace("every past token", "all tokens so far")},
        ),
    ),
    Story(
        "many small edits add up to another text",
        (
            BEFORE,
            _changed(
                (
                    "Keys and values of every past token, for each layer and each head.",
                    "Keys and values of every token so far, for each layer and each head.",
                )
            ),
            _changed(
                (
                    "Keys and values of every past token, for each layer and each head.",
                    "Keys and values of every token so far, layer by layer.",
                ),
                ("What does the KV cache hold?", "What does a KV cache hold?"),
            ),
            _changed(
                (
                    "Keys and values of every past token, for each layer and each head.",
                    "Keys and values of all tokens so far, layer by layer.",
                ),
                ("What does the KV cache hold?", "What does a key-value cache hold?"),
            ),
        ),
        {ALL["cache"]: "parked"},
        cards=6,
    ),
    Story(
        "renamed, split, merged and renamed again",
        (
            BEFORE,
            {"x.md": NOTE},
            {"one.md": "## Attention\n" + GQA + ROPE, "two.md": "## Training\n" + NORM + CACHE + WARM},
            {"d/all.md": NOTE},
            BEFORE,
        ),
    ),
]
