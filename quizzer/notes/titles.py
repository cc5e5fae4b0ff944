"""Titles that name no subject: what they announce. An aspect of something else, a list of sources, contents, the file itself."""

from __future__ import annotations

import re

from quizzer.notes import other_languages
from quizzer.notes.remembered import remembered


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text with commas between them."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_ATTRIBUTES = phrases(
    """
    definition, definitions, formal definition, mathematical definition, mathematical formulation, meaning, purpose, goal, goals, aim, usage, use, uses, used for, used in, use case, use cases, when to use,
    when not to use, when to use it, where to use, how it works, how does it work, how, why, what, when, where, who,
    what it is, why it matters, what it does, formula, formulas, formulae, equation, equations, intuition, intuitively,
    example, examples, e.g, eg, i.e, ie, pros, cons, pro, con, pros and cons, advantage, advantages, disadvantage,
    disadvantages, benefit, benefits, drawback, drawbacks, limitation, limitations, key idea, key ideas, idea, ideas,
    key point, key points, key takeaway, key takeaways, takeaway, takeaways, key insight, insight, insights, main idea,
    main ideas, complexity, time complexity, space complexity, time, space, runtime, memory, training, inference, input,
    inputs, output, outputs, architecture, loss, loss function, objective, objectives, application, applications,
    characteristics, features, key features, properties, property, problem, problems, solution, solutions, fix, fixes,
    cause, causes, effect, effects, result, results, note, notes, nb, n.b, tip, tips, warning, caution, important, imp,
    impp, key concept, key concepts, concept, concepts, summary, tl;dr, tldr, step, steps, process, processes, procedure, method,
    methods, approach, approaches, strength, strengths, weakness, weaknesses, challenge, challenges, best for, good for,
    bad for, interpretation, range, type, types, assumption, assumptions, history, background, motivation, trade-off,
    trade-offs, tradeoff, tradeoffs, variants, components, role, impact, interview tip, interview tips, follow-up,
    follow up, follow-ups, comparison, description, details, detail, parameters, implementation, code, syntax,
    pseudocode, algorithm, mechanism, workflow, overview, introduction, intro, conclusion, analogy, reason, reasons,
    issue, issues, rule of thumb, recommendation, recommendations, explanation, hint, hints, format, experiment,
    experiments, visualization, in short, in brief, in summary, remember, fact, facts, fun fact, highlight, highlights, common mistakes,
    common pitfalls, pitfalls, mistakes, best practices, best practice, caveat, caveats, learning process,
    training process, training algorithm, technique, techniques, requirements, prerequisites, constraints, scenario,
    first, second, third, finally, next, then, however, therefore, thus, hence, given, let, core idea, core concept,
    key difference, key differences, key distinction, key distinctions, distinction, distinctions, key techniques, key uses, key characteristics, key components, key metrics, key benefits, difference, differences, similarities, main points, other, others, proof,
    derivation, consequence, consequences, symptoms, mitigation, mitigations, remedy, remedies, definition and formula,
    story, outcome, general terms, general, terms, key terms, misc, miscellaneous, question, questions, answer, answers, alternatives,
    think of it as, in simple terms, simple analogy, simply put, bottom line, mental model, real-world example,
    real world example, interview answer, one-liner, one liner, quick tip, pro tip, pro tips, in a nutshell, what is it,
    how it helps, why use it, why it works, why important, common use cases, typical use, typical values, default,
    default value, key formula, code example, gotcha, gotchas, follow-up question, follow-up questions, sample answer,
    def, defn, ex, exs, prop, props, obs, rmk, remark, remarks, pf, sol, eq, eqs, eqn, adv, disadv,
    in one line, in one sentence, in a sentence, in a few words, one-line summary, one line summary, one-sentence summary,
    inspiration, til, context, todo, to do, in practice, in theory, in other words, observation, observations, findings,
    contributions, results and discussion, abstract, setup, data, dataset, datasets, evaluation, metrics, a few tips,
    explain, describe, discuss, interviewer, interviewers, recruiter, feedback, attendees, agenda, action items, next meeting,
    so, also, and, but, or, else, yes, no, maybe, true, false, correct, wrong, good, bad, better, best, worst
    """
)
_SUBJECTS_TOO = phrases(
    """
    advantage, memory, training, inference, range, runtime, evaluation, loss, loss function, data, algorithm, architecture,
    objective, parameters, features, dataset, datasets, metrics, context, input, output
    """
)
"""Aspects of a subject that are subjects themselves where they are defined."""
_DEFINITION_TITLES = phrases("definition, definitions, meaning, what it is, description, explanation, answer, solution")
_PART_TITLES = _DEFINITION_TITLES | phrases(
    """
    example, examples, example code, code, code example, code examples, sample code, snippet, code snippet, output,
    demo, illustration, diagram, figure, formula, formulas, equation, syntax, worked example, usage example
    """
)
_REFERENCES = phrases(
    """
    reference, references, ref, refs, source, sources, resource, resources, link, links, further reading, further read, further reads, reading,
    read more, see also, bibliography, citation, citations, citing, credit, acknowledgement, bibtex, bib, how to cite, cite this, cross-links, cross links, crosslinks, related notes, related, related links, external links, useful links, more resources,
    useful resources, additional resources, additional reading, recommended reading, suggested reading,
    source(s) and further reading, sources and further reading, references and further reading, further resources,
    learn more, provenance, related terms, appears in, mentioned in, referenced in, papers, blogs, videos, books, courses, further readings, readings, related work, footnotes, backlinks,
    connects to, connections, related concepts, related topics, related pages, linked notes, cross-reference, cross-references, cross reference, cross references, references and resources, resources and references, other resources, learning resources, hands on code, primary resource, primary resources, required reading, recommended resources, key resources
    """
)
_SOME_REFERENCES = re.compile(
    r"^(?:(?:some|other|more|good|great|further|extra|additional|external|useful|helpful|related|recommended|suggested|important|main|key|all|my|online|obsidian|wiki|internal|incoming|outgoing)\s+)+"
    r"(?:(?:refs?|references|links|resources|sources|readings?|articles|papers|videos|books|blogs|tutorials|materials?)(?:\s*(?:&|and|,)\s*|$))+$"
    r"|^(?:connections?|links?|relations?|relationships?) (?:to|with) (?:the )?(?:other |rest of the )?(?:concepts|topics|notes|ideas|chapters|lessons|papers|pages)$|^(?:suggested |recommended )?follow-?\s?up reading$|^(?:recommended|suggested|related|linked) notes (?:and|&) (?:references|links|sources|resources)$|^(?:related|linked) (?:[\w-]+ )?(?:readings?|posts|pages|guides|lessons|chapters|files|documents|docs|entries|materials?)$"
)
_NAVIGATION = phrases(
    """
    table of contents, table of content, contents, content, toc, index, navigation, in this article, on this page,
    quick links, menu, quick navigation, outline of topics, list of questions, jump to, topics covered, agenda
    """
)
_HOUSEKEEPING = phrases(
    """
    credits, testimonials, acknowledgements, acknowledgments, license, licence, licensing, copyright, contributing, contribution, contributions, contributors, how to contribute,
    contribution guidelines, code of conduct, sponsors, sponsor, sponsorship, backers, support, support me, donate,
    star history, stargazers, stars, changelog, change log, authors, author, about the author, maintainers, contact,
    contact me, contact us, connect with me, follow me, stay connected, let's connect, connect, disclaimer, thanks,
    special thanks, thank you, translations, translation, languages, feedback, show your support, buy me a coffee,
    recently added, deliverables, screenshots, screenshot, planned additions, planned features, website, learning objectives, learning goals, learning outcomes, prerequisites, study path, how to study, about me, community, join us, newsletter, subscribe, about this repo, about this repository,
    how to use this repo, how to use this repository, next steps, where to go next, where to go from here, what to read next, tomorrow, plan for tomorrow, mood, gratitude, grateful for, inbox, next, what's next, whats next, up next, next week, next time, next lecture, next class, next session, coming soon,
    company tags, topic tags, asked in, similar problems, similar questions, related problems, related questions, related articles, content coming soon, to do, todo, todos, to-do, tbd, tba, wip, to read, to watch, to learn, to review, to revise, to revise later, revise later, reading list, backlog, roadmap, review queue, credits, connect with us, linkedin post, linkedin, tweet, twitter thread, social media post, download, downloads
    """
)


_LEADS_AWAY = re.compile(
    r"^(?:get(?:ting)? involved|(?:how to )?contribut(?:e|ing|ors)|(?:recently|newly) (?:added|updated)\b.{0,90}|latest updates?|what['’]s new\b.{0,40})$"
)
_COURSE = re.compile(
    r"^how to (?:use|read|study) (?:this|these|the) (?:[\w-]+ )?(?:documents?|guide|files?|notes?|(?:flash ?)?cards?|deck|quiz|bank|pages?|book|sheet|list|resource|material|collection|questions?)$|^follow (?!up\b|the\b|these\b|your\b)\w+(?: \w+){0,2}$|^(?:course |class )?(?:instructors?|(?:teaching |course )?staff|tas|teaching assistants|(?:tentative )?schedule|calendar|grading(?: policy| scheme)?"
    r"|grade breakdown|late (?:policy|days|submissions?)|office hours|logistics|syllabus|textbooks?|attendance(?: policy)?|academic (?:integrity|honesty)"
    r"|action items?|(?:things |papers |topics )?to (?:do|read|watch|learn|review|prepare|study|practi[cs]e|revise|check|finish|buy|look up|google|ask|investigate|clarify)(?: list)?|announcements|deadlines|course (?:information|info|description|policies)|enrol?lment|metadata|document notes)$"
)
_EXERCISES = phrases(
    "exercise, exercises, practice exercises, homework, assignment, assignments, programming assignment, programming assignments, programming exercise, coding assignment, problem set, problem sets, hands-on exercises, hands-on, activities, learning activities, class activities, hands-on activities, try it yourself, lab exercises"
)


_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_BEFORE_PHRASE = re.compile(r"^[^\w(]*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[^\W\d_a-z]))?")
"""Marks and a number of the chapter: `4.2 References`; a count goes before a small letter, `3 sources`."""
_MARKS_AFTER_PHRASE = "*_`#:：.。!?？–—-"


@remembered
def _phrase(text: str) -> str:
    phrase, before = text.strip(), ""
    if found := _BEFORE_PHRASE.match(phrase):
        phrase = phrase[found.end() :]
    while phrase != before:
        before = phrase
        phrase = phrase.rstrip().rstrip(_MARKS_AFTER_PHRASE).removesuffix("(s)").removesuffix("(es)")
    return phrase.casefold()


@remembered
def is_attribute(text: str) -> bool:
    """Does the text name an aspect of something else (`Pros`, `Use case`, `Formula`), and nothing by itself?"""
    phrase = _phrase(text).removeprefix("the ")
    is_known = phrase in _ATTRIBUTES or phrase in other_languages.ATTRIBUTES
    return (
        is_known
        or bool(_COUNTED.match(_IN_BRACKETS.sub("", phrase) if ")" in phrase else phrase))
        or not phrase
        or bool(_IN_OWN_WORDS.match(phrase))
    )


_IN_OWN_WORDS = re.compile(
    r"^(?:my (?:own )?(?:understanding|take|intuition|explanation|interpretation|words|summary)|explanation|understanding)?\b\s?"
    r"(?:in (?:my own|simple|simpler|plain|other|layman['’]?s?) (?:words|terms|english|language))?$|^eli5$"
)
"""Says in what manner it is told once more: `My understanding in simple terms`."""


def is_qualified_attribute(text: str) -> bool:
    """Is it an aspect with a word before it, `Other applications`, that names nothing among the terms of a list?"""
    phrase = _phrase(text)
    found = _QUALIFIER.match(phrase)
    return found is not None and phrase[found.end() :] in _ATTRIBUTES


_QUALIFIER = re.compile(
    r"(?:another|some|other|further|additional|more|common|typical|relevant|concrete|simple|reasonable|possible|real[- ]world)\s"
)


def is_subject_too(text: str) -> bool:
    """Can an aspect, such as `Loss` or `Algorithm`, be what a glossary defines?"""
    return _phrase(text) in _SUBJECTS_TOO


_AND = re.compile(r"\s+(?:&|and|und|et|y|e|и)\s+")
_COUNTED = re.compile(
    r"^(?!type i{1,2}$)(?:step|part|phase|stage|case|example|exp|experiment|exercise|task|option|note|tip|fact|rule|point|figure|fig|"
    r"table|chapter|section|week|day|lecture|lesson|module|unit|level|round|method|approach|solution|way|hint|ref|"
    r"problem|question|q|ex|syntax|version|format|style|variant|series|set|block|v|scenario|type|reason|advantage|key|no|nr|item|topic|slide|page|tactic|strategy|principle|idea|goal|challenge|assumption|hypothesis|technique|interviewer|panel|speaker)[\s_.#-]*"
    r"(?:\d{1,4}(?:[.-]\d+)*|[ivx]{1,4}|[a-d]|one|two|three|four|five)$|^[a-z]{1,2}0\d$"
)


_STEP = re.compile(
    r"^(?:step|iteration|round|stage|phase|part|approach|solution|method|way|case)\W{0,3}(?:\d|[ivx]{1,3}\b|[a-d]\b|one\b)|^(?:first|1st|initial) (?:step|iteration|round|stage|phase|part|pass|approach|solution|method)\b"
)


def counts_steps(text: str) -> bool:
    """Does a heading count the steps of one answer: `Step 1: sort`, `First iteration`, `Approach 1`?"""
    return bool(_STEP.match(_phrase(text)))


def is_definition_title(text: str) -> bool:
    """Does the heading say that what is named above it is now defined?"""
    return _phrase(text) in _DEFINITION_TITLES


def is_part_title(text: str) -> bool:
    """Does the heading only say what kind of text follows, such as an example of what is named above it?"""
    return _phrase(text) in _PART_TITLES


_VERSUS = re.compile(r"\b(?:vs|versus)\b", re.IGNORECASE)


def is_comparison(title: str) -> bool:
    """Does a title set things against each other, whatever stands around the word: `Bagging vs. boosting`?

    `quizzer.notes.wording.compares` wants a thing on either side of it.
    """
    return bool(_VERSUS.search(title))


@remembered
def is_reference_title(text: str) -> bool:
    """Does the heading announce a list of sources, by one word or by two of them: `References & Links`?"""
    phrase = _phrase(_IN_BRACKETS.sub("", text) if ")" in text else text)
    if phrase in _REFERENCES or phrase in other_languages.REFERENCES or _SOME_REFERENCES.match(phrase):
        return True
    parts = _AND.split(phrase) if len(phrase) < 60 else ()
    return len(parts) == 2 and all(part in _REFERENCES or part in other_languages.REFERENCES for part in parts)


def is_navigation_title(text: str) -> bool:
    """Does the heading announce a table of contents?"""
    phrase = _phrase(text)
    return phrase in _NAVIGATION or phrase in other_languages.NAVIGATION


def leads_away(text: str) -> bool:
    """Does the heading send its reader elsewhere or call for help, so that it says nothing of what stands below it?"""
    return is_navigation_title(text) or bool(_LEADS_AWAY.match(_phrase(text)))


def is_housekeeping_title(text: str) -> bool:
    """Does the heading announce something about the file or its author and not about the subject?"""
    phrase = _phrase(text)
    if phrase in _HOUSEKEEPING or _COURSE.match(phrase):
        return True
    parts = _AND.split(phrase) if len(phrase) < 60 else ()
    return len(parts) == 2 and all(part in _HOUSEKEEPING for part in parts)


def is_exercise_title(text: str) -> bool:
    """Does the heading announce work for the hands?"""
    return _phrase(text) in _EXERCISES


_CHAPTER = re.compile(
    r"^(?:chapter|part|week|day|lecture|lesson|module|unit|section|topic|step|phase|level|case study|case|exp"
    r"|experiment|(?:key )?concept|question|pattern|note|notes|example|appendix|round|stage|exercise|figure|table|lab|session|theme|area|task"
    r"|tutorial|video|paper|article|book|title|q|sheet|modul|kapitel|teil|lektion|abschnitt|capítulo|capitulo|tema|unidad|lección|parte|chapitre|leçon|partie|глава|часть)\b[\s#.]*(?:\d{1,4}[a-z]?|[ivx]{1,5}|[a-z])?\s*[:.–—-]+\s+(?=\S)"
    r"|^(?:home ?work|assignment|hw|problem set|pset|seminar|workshop|lec|chap|sub-?(?:topic|section|module|unit)|mini-?module)\s*#?\d{1,3}[a-z]?\s*[:.–—-]+\s+(?=\S)"
    r"|^(?:ch|chap|lec)\.?\s?\d{1,2}\s+(?=(?-i:[A-Z])\w)",
    re.IGNORECASE,
)


_PAGE = re.compile(
    r"^(?:pp?\.|pages?|seiten?|s\.)\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?\s*[:.,–—-]?\s+(?=[^\W\d])", re.IGNORECASE
)


def without_chapter(text: str) -> str:
    """`Part 2: Attention` names attention, and so does `p. 82 Attention`; the rest is counting.

    >>> without_chapter("Week 3 - Optimizers")
    'Optimizers'
    """
    found = _CHAPTER.match(text) or _PAGE.match(text)
    return text[found.end() :] if found else text
