"""Files that are Markdown and no notes: change logs, licences, the README of a library.

They are offered and not read, because the cards of a change log are of no use to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quizzer.domain.patterns import late
from quizzer.notes.course_plans import is_checklist
from quizzer.notes.forms import reason_for_form
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.link_lists import is_link_list
from quizzer.notes.manuals import is_of_manual, is_of_readme, reason_for_manual
from quizzer.notes.outline import LineKind, Outline
from quizzer.notes.own_work import reason_for_work
from quizzer.notes.references import is_reference
from quizzer.notes.wording import is_question

_VERSION = late(
    r"^\W*(?:(?:version|release)\s+v?\d|v\d+\.\d|\d+\.\d+\.\d|\d+\.\d+(?=\W*(?:$|\d{4}\b)))[\w.+-]*\W*(?:$|[-–—(\[/,:\s]*\d{4}\b|[-–—(])"
    r"|^\W*\d{4}[-./]\d\d?[-./]\d\d?\W{1,3}(?:[\w.]{1,20} )?(?:version |release )?v?\d+\.\d+|^\W*v\d{6,8}(?:\.\d+)?\W*$|^\W*unreleased\b|^\W*what.?s new in (?:\S+ )?v?\d+\.\d[\w.]*\W*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\d|unreleased", re.IGNORECASE)
"""What each of those has in it."""
_MARKS = re.compile(r"[\[\]`*#]")
_DATE = late(r"^\W*\d{4}-\d{2}-\d{2}\W*$")
_CHANGES = late(
    r"\b(?:change ?log|releases?(?: notes)?|what'?s new|added|fixed|bug ?fixes)\b|^\W*changes\W*$", re.IGNORECASE
)
"""Without such a heading, dates are those of a diary."""
_CHANGE_LOG = late(r"\b(?:change ?log|(?:release|version) history|release notes)\b", re.IGNORECASE)
_LICENCE = late(
    r"permission is hereby granted|terms and conditions (?:for use|of use|for copying)|everyone is permitted to copy and distribute"
    r"|redistribution and use in source and binary forms|creative commons corporation|creative commons public licen"
    r"|without warranty of any kind|provided \W?as is\W?|public domain dedication|under the terms of this (?:public )?licen"
    r"|as far as the law allows|(?:software|work) (?:is|comes) \W?as is|to the extent possible under law|this licen[cs]e (?:gives|sets out|grants)"
)
"""In small letters."""
_LEGAL = (
    "licen",
    "permission",
    "redistribution",
    "terms and conditions",
    "public domain",
    "warranty",
    "provided",
    "as is",
    "law",
)
_LICENCE_TITLE = late(r"\b(?:licen[cs]e|creative commons|copying|cc[- ]by|cc0)\b", re.IGNORECASE)
_RULES = late(
    r"^\W*(?:\w+ ){0,2}code of conduct|^\W*(?:contributing(?! (?:factor|cause|feature)s?\b)|contribution guid|contributor licen[cs]e agreement|before you contribute|how to (?:contribute|become a contributor))"
    r"|^\W*(?:security policy|(?:vulnerability |security )?disclosure(?: policy)?\W*$|vulnerability disclosure|report(?:ing)? (?:an? )?(?:security|vulnerabilit|bug\b))",
    re.IGNORECASE,
)
_BARE = 4
"""Lines under a first heading that is followed by the rules."""
_FOR_HELPERS = late(
    r"^\W*(?:contributing(?: (?:to|guid)\b.*)?|contribution guid\w*.*|code of conduct|how to contribute\b.*)\W*$",
    re.IGNORECASE,
)
"""The title of a whole file of rules, whatever it asks."""
_FILED = (
    ("orders to an assistant", late(r"(?:^|[/\\])(?:CLAUDE|AGENTS|GEMINI|SKILL|copilot-instructions)\.\w+$")),
    ("a form to fill in", late(r"(?:ISSUE|PULL_REQUEST|BUG_REPORT|FEATURE_REQUEST)_TEMPLATE\b")),
    ("a plan of work", late(r"(?:^|[/\\])(?:ROADMAP|TODOS?|BACKLOG)\.\w+$")),
)
"""Names under which programs and their hosts look for such a file, whatever it asks."""
_POLICY = late(
    r"^\W*(?:privacy policy|terms (?:of (?:service|use)|and conditions)|cookie policy|disclaimer)\W*$", re.IGNORECASE
)
_NAMED = (
    ("a change log", late(r"(?:^|[/\\])(?:(?i:change_?log)|CHANGES|HISTORY|RELEASE_?NOTES)(?:[-_.]\w+)*\.\w+$")),
    ("a licence", late(r"(?:^|[/\\_-])(?:LICEN[CS]E|COPYING|NOTICE)(?:[-_.]\w+)*\.\w+$")),
    ("rules of a project", late(r"(?:^|[/\\])(?:(?i:code_of_conduct|contributing)|SECURITY|GOVERNANCE|MAINTAINERS|AUTHORS|SUPPORT|PRIVACY)\.\w+$")),
)  # fmt: skip
"""Names that programs and their hosts know; in capitals where a person's note may be called so."""


def reason_against(outline: Outline, path: str = "", settings: FrontMatter | None = None) -> str | None:
    """What this file is, when it is not notes; None for notes and for anything doubtful."""
    titles = [front_text(section.title) or section.title for section in outline.sections[1:]]
    raw_titles = [section.title for section in outline.sections[1:]]
    versions = sum(_is_version(title) for title in raw_titles)
    dates = sum(bool(_DATE.match(title)) for title in raw_titles)
    if dates and any(_CHANGES.search(title) for title in raw_titles):
        versions += dates
    if versions >= 3 and any(_CHANGE_LOG.search(title) for title in titles[:2]):
        return "a change log"
    if versions >= 2:
        main = _main_level(outline)
        if versions * 10 >= sum(section.level <= main for section in outline.sections[1:]) * 5:
            return "a change log"
    head = " ".join(line.body for line in outline.lines[:60])[:6000].lower()
    questions = [title for title in titles if is_question(title)]
    may_be_legal = not questions and any(word in head for word in _LEGAL)
    legal = len(set(_LICENCE.findall(head))) if may_be_legal else 0
    if legal and (len(titles) < 3 or (legal > 2 and _LICENCE_TITLE.search(" ".join(titles[:2])))):
        return "a licence"
    filed = next((kind for kind, names in _FILED if names.search(path)), None)
    if filed:
        return filed
    whole = sum(section.level == 1 for section in outline.sections) == 1 and outline.sections[1].level == 1
    if titles and (_POLICY.match(titles[0]) or (whole and _FOR_HELPERS.match(titles[0]))):
        return "rules of a project"
    if form := reason_for_form(outline, titles, settings or FrontMatter(), len(questions)):
        return form
    if _has_question_units(outline, (title for title in questions if not is_of_manual(title, titles[0]))):
        return None
    named = next((kind for kind, names in _NAMED if names.search(path)), None)
    if named:
        return named
    ruling = titles[: 2 if len(titles) < 5 and _is_bare(outline) else 1] if titles else []
    if len(questions) < 2 and any(_RULES.match(title) for title in ruling):
        return "rules of a project"
    if is_reference(outline, titles):
        return "the reference of a program"
    if is_link_list(outline, titles):
        return "a list of links"
    if is_checklist(outline):
        return "a list of what is to be done"
    return reason_for_manual(outline, titles, path) or reason_for_work(outline, titles, is_of_readme)


def _is_bare(outline: Outline) -> bool:
    """Is there next to nothing under the first heading?"""
    first = outline.sections[1]
    return sum(bool(line.body) for line in outline.lines[first.start : first.end]) < _BARE


def _is_version(title: str) -> bool:
    return bool(_COUNTS.search(title) and _VERSION.match(_MARKS.sub("", title)))


def _main_level(outline: Outline) -> int:
    """The level of the headings that carry versions."""
    levels = [
        section.level for section in outline.sections[1:] if _is_version(section.title) or _DATE.match(section.title)
    ]
    return max(set(levels), key=levels.count) if levels else 1


def _has_question_units(outline: Outline, asking: Iterator[str]) -> bool:
    """Are there questions enough, three headings of ten or three others, that the file may be notes after all?"""
    fewest = max(2, ((len(outline.sections) - 1) * 3 + 9) // 10)
    if sum(1 for _ in islice(asking, fewest)) == fewest:
        return True
    labels = 0
    name = outline.sections[1].title if len(outline.sections) > 1 else ""
    for line in outline.lines[:4000]:
        if line.kind in {LineKind.TEXT, LineKind.ITEM} and not line.is_masked and line.body[0] in "*_qQ-<[>0123456789":
            label = read_label(line.body)
            labels += bool(label and label.text and "?" in label.text and not is_of_manual(label.text, name))
    folds = sum(is_question(block.summary) and not is_of_manual(block.summary, name) for block in outline.details)
    return labels >= 3 or folds >= 3
