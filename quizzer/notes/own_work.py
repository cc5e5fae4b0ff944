"""Files that present a piece of work: the README of a small project, the code of a paper, an exercise that was handed in.

They have neither badges nor much to install; what gives them away is that they speak of themselves (`this project
predicts …`), or name the script to run, and that their headings are those of a report on work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.learning import first_words, is_to_learn
from quizzer.notes.outline import LineKind, Outline

_PART = late(
    r"^\W*(?:\d+\.\s*)?(?:(?:project |general |brief |short )?(?:overview|structure|progress|resources|how to use(?: (?:this|the) \w+)?|what (?:i|we) learned|description|objectives?|goals?|aims?|summary|details|information|introduction|about)|(?:about|overview of) (?:the |this )?(?:project|repo\w*|data ?set|app\w*)"
    r"|(?:key |main |core |current |planned )?features?(?: list)?|(?:the )?data ?sets?(?: \w+){0,3}|data(?: sources?| collection| preparation| preprocessing| download)?|(?:download|prepare|preparing) .*|(?:experimental |main |final |key )?results?(?: .*)?"
    r"|(?:pre-?trained |trained )?(?:models?|weights|checkpoints)(?: (?:used|zoo|performance|architecture|evaluation|training|details|comparison))?|train(?:ing)?(?: .*)?|test(?:ing)?(?: .*)?|evaluat(?:ion|e|ing)(?: .*)?|inference|performances?(?: .*)?|metrics"
    r"|method(?:s|ology)?|approach|workflow|pipeline|(?:system |project )?architecture|implement(?:ation|ed)(?: .*)?|tools?(?: used)?|technolog(?:y|ies)(?: used| stack)?|libraries(?: used)?|stack|environment(?: .*)?|commands?(?: .*)?|conclusions?"
    r"|future (?:work|improvements?|scope|enhancements?|plans)|improvements|(?:key )?(?:findings|insights|learnings|takeaways|steps)|visuali[sz]ations?|outputs?|(?:sample|expected) output.*|demo.*|preview|team(?: members)?|contributors?|contact.*|connect.*|citations?|(?:bib)?tex"
    r"|references?|news|updates?|to-?do(?: list)?|abstract|motivation|limitations|(?:directory|file|folder|code|repository) (?:structure|hierarchy|layout|tree|organi[sz]ation)|files?(?: .*)?|contents?|table of contents|notebooks?|scripts?|use ?cases?|user case|api endpoints|endpoints"
    r"|live demo|disclaimer|applications?|problem statement|business (?:problem|understanding)|exploratory data analysis.*|eda|deliverables|submission.*|learning (?:objectives?|outcomes)|example usage|how it works|what it does|roadmap|status|links|data dictionary|scores?|accuracy|leaderboard|build status|code style|tech\w*(?:/\w+)*(?: used)?|folders?|flow ?chart|documentation|instructions?|comments|prepare|preparation|settings|steps?(?: \d.*)?|sections|labs|requirements|support)\W*$",
    re.IGNORECASE,
)
"""The parts of a report on work; notes have each of them now and then."""
_OF_ITSELF = late(
    r"(?<!code of )\b(?!the code of )(?:this|the) (?:\w+[ -]){0,4}?(?:project|repo(?:sitory)?|code ?base|app(?:lication)?|package|library|tool|script|dashboard|website|plugin|bot|exercise|assignment|program|module|extension|game|site)s?"
    r" (?:is|was|are|has|contains?|implements?|demonstrates?|predicts?|provides?|aims?|uses?|builds?|covers?|focus(?:es)?|explores?|analy[sz]es?|performs?|allows?|includes?|holds?|hosts?|showcases?|presents?|detects?|classif(?:y|ies)|helps?|lets?|documents?|collects?|tracks?|records?)\b"
    r"|\b(?:in |of )?(?<!code of )this (?:[\w-]+ ){0,4}?(?:project|repo(?:sitory)?|readme)\b|\b\d+(?:st|nd|rd|th) place solution\b|\bkaggle (?:submission|solution|project)\b|\bimplementation (?:of|for) (?:the |our |a )?(?:\w+ ){0,3}(?:paper|method)|\b(?:official|unofficial|pytorch|tensorflow|keras|jax) (?:\w+ ){0,2}(?:implementation|code|repo\w*)\b"
    r"|\b(?:source )?code (?:of|for) (?:the|our|my) (?:\w+ ){0,2}(?:paper|thesis|project|course)|\bfine-?tuned version of\b|^code (?:for|from|of)\b|\bcollection of (?:my )?(?:\w+ ){0,3}projects\b|\b(?:release|provide) the (?:\S+ ){1,4}code\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:this|my|our)\b", re.IGNORECASE)
"""What is said of a file itself; `the script is …` may be said of any."""
_NAMED_WORK = late(
    r"^\W*(?:(?:\S+ ){1,4}is )?(?:an? |my )(?:[\w-]+,? ){0,8}?(?:project|app|application|library|framework|pipeline|website|bot|plugin|wrapper|client|dashboard|toolkit|package|templat(?:e|ing) (?:engine|language)|cli|game|simulator|clone|add-?on|extension|system(?= (?:using|built|based|that|with|for)))\b"
    r"(?=[.,:]| (?:that|which|for|to|with|using|built|based|written|made|of|in|by)\b)",
    re.IGNORECASE,
)
"""How a work says in its first words what it is: `A small web app that …`."""
_PROJECT = late(r"^\W*(?:(?:mini|capstone|final|course|my|semester|internship) )?project \d|\bdot ?files\b|\bkaggle\b|^(?!.*\b(?:design\w*|how|what|why)\b).*\w (?:web )?app\W*$", re.IGNORECASE)  # fmt: skip
_RUNS = late(
    r"\bpython3? (?:-m )?[\w./-]+\.py\b|\b(?:ba)?sh [\w./-]+\.sh\b|\bstreamlit run\b|-r \S*requirements?\S*\.txt|\bnpm (?:start|run)\b|\bjupyter (?:notebook|lab)\b|\./gradlew|\bflask run\b|\buvicorn\b"
)
_MADE_OF = late(r"^\W*(?:tech(?:nology)? stack|technologies used|built with|project structure)\W*$", re.IGNORECASE)
"""A heading that only a work has."""
_FOLDER = late(r"^[-*+]\s+(?:\*\*|`)*[\w.-]+/(?:\*\*|`)*\s*(?::|[-–—]\s)")
"""A folder of the repository and what is in it."""
_OF_SHELF = late(
    r"^\W*(?:(?:\w+ )?structure|install\w*|set ?up|how to use(?: .*)?|usage|getting started|contribut\w+|licen[cs]e|how to contribute)\W*$",
    re.IGNORECASE,
)
"""A heading of what notes are kept in and not of notes."""
_CITED = late(r"@(?:article|inproceedings|misc|software)\s*\{", re.IGNORECASE)
_HEADED = 3
"""A file with so few headings may have its titles in plain lines."""
_LONGEST_TITLE = 300
"""Letters; no part of a report has a longer name."""
_LONGEST = 30_000


def reason_for_work(outline: Outline, titles: Sequence[str], is_known: Callable[[str], bool]) -> str | None:
    """`the README of a project` for a file that presents a work; `is_known` knows further titles of a README."""
    lead = first_words(outline)
    top = titles[0] if titles and outline.sections[1].level == 1 else ""
    top = top or next((line.body for line in outline.lines if line.body), "")[: 0 if titles else 80]
    text = outline.text[:_LONGEST]
    own = any(_OF_ITSELF.search(words) or _NAMED_WORK.match(words) for words in (top, lead))
    own = own or bool(_PROJECT.search(top))
    own = own or sum(bool(_FOLDER.match(line.text)) for line in outline.lines[:200]) > 1
    runs, cited = bool(_RUNS.search(text)), "@" in text and bool(_CITED.search(text))
    made = any(_MADE_OF.match(title) for title in titles)
    if not (own or runs or cited or made):
        return None
    inner = list(titles[1:] if top or len(titles) > _HEADED else titles)
    if len(inner) < _HEADED:
        inner += _plain_titles(outline, is_known)
    inner = [title[:_LONGEST_TITLE] for title in inner]
    parts = sum(bool(_PART.match(title)) for title in inner)
    parts += sum(bool(is_known(title)) and not _PART.match(title) for title in inner)
    if is_to_learn(outline, titles):
        is_work = own and 1 < len(inner) <= parts and any(_OF_SHELF.match(title) for title in inner)
    elif own:
        is_work = parts * 2 >= len(inner) and (parts > 1 or len(inner) < _HEADED)
        is_named = bool(_PROJECT.search(top)) or any(_NAMED_WORK.match(words) for words in (top, lead))
        is_named = is_named or bool(_SELF.search(f"{top} {lead}"))
        is_work = is_work and (parts > 0 or (bool(titles) and is_named))
        is_work = is_work or (runs and len(inner) <= _HEADED)
    elif runs or cited:
        is_work = parts >= _HEADED and parts * 2 >= len(inner)
    else:
        is_work = parts > _HEADED and parts * 5 >= len(inner) * 4
    return "the README of a project" if is_work else None


def _plain_titles(outline: Outline, is_known: Callable[[str], bool]) -> list[str]:
    """Lines that are the title of a part of a README and nothing else, as text or as a label."""
    found = []
    for line in outline.lines[:400]:
        if line.kind is not LineKind.TEXT or not line.body:
            continue
        short = (line.body if len(line.body) < 40 else line.body[:40].partition(":")[0]).strip("*_: ")
        if short and (_PART.match(short) or is_known(short)):
            found.append(short)
    return found
