"""Papers whose parts have fixed names: minutes, the page of a course, a job advert, the card of a model, orders to an assistant.

Each name alone stands in notes too; a file is such a paper when several of them make up much of what it has, and one
of those that hardly anything else has is among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quizzer.domain.patterns import late
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.learning import is_titled_notes
from quizzer.notes.outline import LineKind, Outline


class Form(NamedTuple):
    """One kind of paper."""

    kind: str
    """As a refusal says it."""
    telling: re.Pattern[str]
    """Parts that hardly anything else has."""
    parts: re.Pattern[str]
    """Parts that it has besides."""
    fewest: int
    """Different parts that must be there."""
    fewest_telling: int = 1
    opening: re.Pattern[str] | None = None
    """The first words of such a paper: as good as a part that tells."""
    needs_opening: bool = False
    share: float = 0.5
    """How much of the headings must be its parts."""


def _names(text: str) -> re.Pattern[str]:
    return late(rf"^\W*(?:{text})\W*$", re.IGNORECASE)


_ADDRESSED = late(
    r"^\W*(?:your role:? )?you(?:'|’| a)re (?:an?|the) [^.?]{2,200}(?:[.:;]|$)|^\W*act as an? ", re.IGNORECASE
)
"""The first sentence of a prompt: `You are an expert in …`."""
_GREETING = late(r"^\W*(?:hi|hey|hello)\b[^.!]{0,30}(?:[!.,\W]|$)", re.IGNORECASE)
_MINUTES, _CHANGES = "the minutes of a meeting", "a change log"
"""Both call themselves notes: of a meeting, of a release."""
_SHOWN = _names(
    r"inspiration|what it does|how (?:we|i) built it|challenges (?:we|i) ran into|accomplishments.*|what (?:we|i) learned|what['’]?s next(?: for .*)?|built with"
)
"""What a contest of projects asks those who enter it."""
_FEWEST_SHOWN = 4
_FORMS = (
    Form(
        "a form to fill in",
        _names(
            r"describe the (?:bug|issue|problem|feature|solution).*|(?:steps )?to reproduce|steps to reproduce.*|reproduction steps|describe alternatives.*|is your feature request.*"
            r"|how has this been tested|types? of changes?|expected (?:behaviou?r|result)|actual (?:behaviou?r|result)|what (?:did you expect|happened|were you expecting|does this pr do).*|before submitting.*|who can review.*"
        ),
        _names(
            r"additional context|screenshots?.*|desktop.*|smartphone.*|environment.*|checklist|(?:system|version) info\w*|possible solution|related issues?|motivation.*|logs|summary|to do|versions?"
        ),
        3,
    ),
    Form(
        _MINUTES,
        _names(
            r"attendees|participants|in attendance|attendance|note[- ]?takers?|facilitators?|scribe|minutes|meeting (?:information|details|notes|title)|apologies"
        ),
        _names(
            r"agenda(?: items)?|action items?|actions|decisions?(?: made)?|next (?:meeting|steps)|discussion(?: points| topics)?|present|absent|date(?: (?:and|/) time)?|time|location"
        ),
        3,
    ),
    Form(
        "the page of a course",
        _names(
            r"(?:instructors? )?office hours|(?:course )?(?:instructors?|lecturers?)(?::.*)?|teaching assistants?(?::.*)?|tas|course staff|grad(?:ing|es)(?: policy| scheme)?|late (?:\w+ )?policy"
            r"|academic (?:honesty|integrity)|collaboration policy|class (?:meetings?|times?)|instructors? and .*|course (?:information|organi[sz]ation|logistics|policies)"
        ),
        _names(
            r"syllabus|overview|(?:course|class) (?:summary|description|overview)|text ?books?|prerequisites|lectures?|home ?works?|assignments?|(?:mid-?terms?|final)(?: (?:and final )?exams?)?|exams?|(?:final )?projects?|readings?|schedule|term"
            r"|logistics|location|time(?: (?:and|&) (?:place|location))?|email|office|week \d+.*|contacts?|quizzes|labs?|resources|materials|communication"
        ),
        4,
        2,
    ),
    Form(
        "a job advert",
        _names(
            r"(?:key |your |main )?responsibilities|what you(?:'|’)?(?:ll| will) (?:do|bring|need).*|(?:(?:minimum|preferred|basic|required|desired) )?qualifications|what we offer|how to apply"
            r"|about (?:the )?(?:role|job|position|team|company|us)|who you are|what we(?:'|’)?re looking for|perks.*|equal opportunity.*|salary(?: range)?|employment type|job description\b.*|the role|role summary|position overview|why join us"
        ),
        _names(
            r"(?:required |preferred )?skills|company|requirements|benefits|compensation|location|nice[- ]to[- ]haves?|must[- ]haves?|experience|education|bonus points|department|interview process"
        ),
        3,
        2,
    ),
    Form(
        "the card of a model or a data set",
        _names(
            r"intended uses?.*|out[- ]of[- ]scope uses?|framework versions?|training hyperparameters|curation rationale|supported tasks.*|data (?:fields|splits|instances)|data ?set (?:card|summary|curators)\b.*"
            r"|model card\b.*|considerations for using.*|(?:direct|downstream) uses?|bias,? risks.*|who (?:are|were) the (?:annotators|source \w+ producers).*|personal and sensitive information|licensing information"
            r"|citation information|model description|point of contact|curated by|model type|finetuned from.*"
        ),
        _names(
            r"training (?:data|procedure|details|results)|training and evaluation data|evaluation.*|data ?set (?:structure|creation|description|details|sources).*|languages?|source data|annotations?|licen[cs]e|citation|recommendations"
            r"|environmental impact|how to get started.*|model (?:details|overview|sources|architecture)|uses|limitations.*|homepage|repository|paper|usage"
        ),
        4,
        2,
    ),
    Form(
        "orders to an assistant",
        _names(
            r"(?:output|response|answer) (?:format|style|rules)|(?:\w+ )?(?:guidelines|instructions)|system prompt|your (?:role|task|job|goal)|role|tool usage.*|guardrails|tone(?: and style)?|workflow|when to use.*|persona|.*\bprompt\b.*"
        ),
        _names(
            r"tasks?|rules|constraints|context|examples?|goals?|name|description|steps|capabilities|important|notes|core \w+"
        ),
        3,
        2,
        opening=_ADDRESSED,
        needs_opening=True,
    ),
    Form(
        "orders to an assistant",
        _names(
            r"(?:build|test)\w*,? .*commands|(?:commit|pull request|pr)\b.* guidelines|coding (?:style|conventions).*|testing guidelines|agent instructions|(?:always|never|ask first)(?: do)?|boundaries"
        ),
        _names(
            r"(?:common|setup|development)? ?commands|code style.*|architecture.*|project (?:overview|structure).*|testing.*|important notes|rules|workflow"
        ),
        3,
        2,
    ),
    Form(
        "a plan of work",
        _names(
            r"in progress|backlog|blocked|planned(?: features)?|(?:completed|done)(?: tasks| features| milestones)?|(?:current|next) sprint|milestones|next up|upcoming releases|(?:project|current) status|release schedule"
            r"|(?:high|medium|low) priority|(?:\S+ ){0,3}to-?dos?(?: list)?|(?:\S+ ){0,3}road ?map(?: items)?(?: - .*)?"
        ),
        _names(
            r"overview|features|bugs|ideas|later|community input|v\d.*|version \d.*|(?:short|mid|medium|long)[- ]term.*|technical debt"
        ),
        2,
        2,
        share=0.7,
    ),
    Form(
        _CHANGES,
        _names(
            r"(?:‼️?\s*)?breaking changes.*|(?:bug ?)?fixe[sd]|deprecat(?:ed|ions?)|(?:new )?features|release notes.*|known issues|migration(?: steps| guide)?|upgrad(?:e|ing)(?: guide| steps)?|removed"
        ),
        _names(
            r"docs?|documentation|misc\w*|version \d.*|improvements|highlights|performance|changes|added|changed|security|what this means|internal"
        ),
        4,
        3,
    ),
    Form(
        "a proposal or a decision",
        _names(
            r"status|decision(?: outcome| drivers)?|consequences|non[- ]?goals|alternatives(?: considered)?|considered options|proposal|rollout(?: plan)?|risks and mitigations|open questions|drawbacks|unresolved questions"
        ),
        _names(
            r"context.*|date|authors?.*|goals|background|summary|motivation|tl;?dr|(?:proposed |detailed |high-level )?(?:design|solution).*|security considerations|references"
        ),
        4,
        2,
        share=0.7,
    ),
    Form(
        "a life told for an employer",
        _names(
            r"(?:work |professional |research )?experience|education|publications|employment(?: history)?|certifications|awards(?: .*)?|hono(?:u)?rs.*"
        ),
        _names(
            r"(?:technical )?skills|projects|summary|contact.*|languages|interests|references|teaching|news|about me"
        ),
        3,
        2,
    ),
    Form(
        "a profile page",
        _names(
            r"(?:i(?:'|’)?m )?currently (?:working on|learning)\b.*|(?:i(?:'|’)?m )?looking (?:to collaborate|for help)\b.*|ask me about\b.*|how to reach me\b.*|fun facts?\b.*|github stats|connect with me"
        ),
        _names(r"about me|my .*|skills|projects|work|contact|languages and tools|education|pronouns|.*\bstats"),
        3,
        1,
        opening=_GREETING,
    ),
)
_HUB_KEYS = frozenset(
    [
        "library_name",
        "pipeline_tag",
        "base_model",
        "task_categories",
        "size_categories",
        "annotations_creators",
        "dataset_info",
        "model-index",
    ]
)
"""Settings by which a hub of models and data sets files a card."""
_ORDERS = late(
    r"^use (?:this|the) (?:(?:skill|command|agent|prompt|workflow) )?(?:when|if|whenever)\b|\bthese (?:instructions|rules) (?:help|guide|tell) (?:me|you|the)\b|\bprovides? (?:\w+ )?guidance (?:to|for) (?:\w+ )?(?:claude|codex|gemini|copilot|cursor|agents?|ai\b)|\b(?:instructions|guidance|guidelines|rules) for (?:ai|llm|coding|automated|the)\b[^.]{0,30}\b(?:agents?|assistants?)\b",
    re.IGNORECASE,
)
_LABEL = late(
    r"^(?:[-*+•]\s+|\d{1,2}[.)]\s+)?(?:[^\w\s*_`]{1,3}\s+)?(?:\*\*|__)?([^\W\d_][\w’'/&() -]{1,38}?)(?:\*\*|__)?\s*:(?:\*\*|__)?(?=\s|$)|^\*\*([^*]{2,40})\*\*$"
)
_OF_ONESELF = late(
    r"\b(?:currently (?:working|learning)|looking to collaborate|ask me about|reach me|fun fact)\b", re.IGNORECASE
)
_LONGEST_TITLE = 300
"""Letters; no part of a paper has a longer name."""
_MOST = 1500
"""Lines; what is longer is no such paper."""


def reason_for_form(outline: Outline, titles: Sequence[str], settings: FrontMatter, asking: int) -> str | None:
    """The kind of paper that a file is by its settings, its first words or the names of its parts; None for notes."""
    if any(key in settings.values for key in _HUB_KEYS) or _is_space(settings):
        return "the card of a model or a data set"
    if settings.text("about") and any(key in settings.values for key in ("labels", "assignees", "title")):
        return "a form to fill in"
    if any(key in settings.values for key in ("globs", "alwaysapply")):
        return "orders to an assistant"
    if "use when" in settings.text("description").casefold() and settings.text("name"):
        return "orders to an assistant"
    if len(outline.lines) > _MOST:
        return None
    if sum(bool(_SHOWN.match(title)) for title in titles) >= _FEWEST_SHOWN:
        return "the README of a project"
    if asking * 3 > len(titles) + 1:
        return None
    head = [line for line in outline.lines[:40] if line.body and line.kind is LineKind.TEXT][:4]
    if any(_ORDERS.search(line.body[:500]) for line in head):
        return "orders to an assistant"
    titles = [title[:_LONGEST_TITLE] for title in titles]
    labels = _labels(outline)
    first = (*titles[:1], *(line.body[:300] for line in head))
    is_notes = is_titled_notes(titles)
    for form in _FORMS:
        if is_notes and form.kind not in (_MINUTES, _CHANGES):
            continue
        telling = [title for title in titles if form.telling.match(title)]
        parts = [title for title in titles if form.parts.match(title)]
        told = {part.casefold() for part in telling} | {label for label in labels if form.telling.match(label)}
        others = {part.casefold() for part in parts} | {label for label in labels if form.parts.match(label)}
        given = form.opening is not None and any(form.opening.match(words) for words in first)
        if form.needs_opening and not given:
            continue
        if len(told) + given < form.fewest_telling or len(told | others) + given < form.fewest:
            continue
        if len(telling) + len(parts) >= form.share * (len(titles) - 1):
            return form.kind
    return None


def _is_space(settings: FrontMatter) -> bool:
    return bool(settings.text("sdk") and (settings.text("app_file") or settings.text("colorfrom")))


def _labels(outline: Outline) -> frozenset[str]:
    """What stands before a colon at the start of a line or alone in bold, in lower case."""
    lines = [line for line in outline.lines if line.kind in (LineKind.TEXT, LineKind.ITEM) and line.body]
    found = (_LABEL.match(line.body[:120]) for line in lines if ":" in line.body or line.body[-1] == "*")
    labels = {(match[1] or match[2]).strip(" :").casefold() for match in found if match}
    said = {line.content[:100].casefold() for line in lines if line.content and _OF_ONESELF.search(line.content[:100])}
    return frozenset(labels | said)
