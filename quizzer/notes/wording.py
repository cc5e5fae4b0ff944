"""Wording: what the words of a line say about it. Does it ask, does it name, is it only a label?"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes import other_languages
from quizzer.notes.remembered import remembered

_ASKING = re.compile(
    r"^(?:and|but|so|then|also|ok|okay)?\s*(?:what|why|how|when|which|who|whom|whose|where|what's|whats|how's|why's|who's"
    r"|wie|warum|wozu|wann|wer|welche[rsnm]?|(?:erklär|erläuter|beschreib|nenn|definier|begründ|vergleich|skizzier|berechn)en? sie|erkläre|beschreibe|nenne|qué|cómo|cuál(?:es)?|cuándo|dónde|quién|pourquoi"
    r"|qu'est-ce|quel(?:le)?s?|что такое|почему|зачем|o que|por que)\b(?!['’\s]*[:：])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:what|why|how|when|where|who)[*_]{0,2}:", re.IGNORECASE)
"""`**Why:** it shrinks the weights` tells why."""
_INVERTED = late(
    r"^(?:is|are|was|were|do|does|did|can|could|should|would|will|may|might|must|has|have|had|am|isn't|aren't|doesn't"
    r"|don't|can't|shouldn't|won't|if|given|suppose|true or false)\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^(?:please\s+|briefly\s+|can you\s+|could you\s+)?"
    r"(?:explain|describe|define|compare|contrast|discuss|derive|differentiate|distinguish"
    r"|elaborate|enumerate|illustrate|justify|mention|outline (?:the|an?|your|how|what|some|key|main)|prove|summari[sz]e|tell me|walk (?:me|us) through"
    r"|talk (?:me )?(?:about|through)|estimate (?!of\b|from\b)\w+|calculate|compute the|give (?:an?|some|me|the|\w+) "
    r"|list (?:the|some|all|out|down|\w+ )"
    r"|name (?:the|some|a|an|\w+ )|state (?:the|and|an?)|write (?:a|an|the|down|code|some|python|sql|pseudo-?code)|implement (?:a|an|the)"
    r"|design (?:a|an|the)|show (?:that|how|why|me)|suppose|imagine|consider|differences? (?:between|b/w|btw)|how to)\b",
    re.IGNORECASE,
)
_ASKING_UNSPACED = late(
    r"^(?:请|試|试)?(?:简述|描述|解释|说明|列举|比较|谈谈|介绍|说说|什么是|什么叫|为什么|为何|如何|怎么|怎样|哪些|何时|谁)|(?:是什么|有哪些|怎么办|的区别|的不同)$"
)
_ASKING_INSIDE = late(
    r"什么|如何|怎么|怎样|哪|为何|何为|多少|是否|吗[?？]|能否|可否|有没有|なぜ|どう|どの|何|什麼|嗎[?？]|怎麼|為何"
)
"""Chinese and Japanese ask in the middle of a sentence."""
_ENDS_ASKING = re.compile(r"[?？][\s\"')\]*_`!?.]*(?:<br\s*/?>\s*)*$", re.IGNORECASE)
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
"""Letters of Chinese and Japanese, which are written without spaces: two of them count as a word."""
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_UNSPACED_WORD = late(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}]+(?:['’.+-][^\W_{_UNSPACED}]+)*")
_WORD = re.compile(r"[^\W_]+(?:['’.+-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-zA-Z0-9]+(?:['.+-][a-zA-Z0-9]+)*")
"""The same in a text that has no other letters, found sooner."""


def words_of(text: str) -> list[str]:
    """The words of a text, without marks."""
    text = text[:1000]
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return (_UNSPACED_WORD if _HAS_UNSPACED.search(text) else _WORD).findall(text)


def asks(text: str) -> bool:
    """Does the text end as a question?"""
    end = text[-40:]
    return ("?" in end or "？" in end) and bool(_ENDS_ASKING.search(end))


@remembered
def is_question(text: str) -> bool:
    """Does the text ask or set a task? `Why ResNet`, `Explain dropout` and `Is it convex?` do.

    >>> [is_question(text) for text in ("Why ResNet", "Is it convex?", "Is it", "Explain dropout", "Dropout")]
    [True, True, False, True, False]
    """
    bare = text.strip().lstrip("*_`\"'([ ")
    if asks(text):
        return True
    if ":" in bare[:10] and _LABEL.match(bare):
        return False
    if bool(_ASKING.match(bare) and len(words_of(bare)) > 1) or bool(_TASK.match(bare)):
        return True
    return not bare.isascii() and bool(_ASKING_UNSPACED.search(bare))


def opens_as_question(text: str) -> bool:
    """Does the text begin with the words of a question, whatever its end?"""
    bare = text.strip().lstrip("*_`\"'([ ")
    if _ASKING.match(bare) or _INVERTED.match(bare) or _TASK.match(bare):
        return True
    if bare.isascii():
        return False
    return bool(_ASKING_UNSPACED.search(bare.rstrip("?？ "))) or (asks(bare) and bool(_ASKING_INSIDE.search(bare)))


def asks_inside(text: str) -> bool:
    """Is there a word in a Chinese or Japanese text that asks, wherever it stands?"""
    return bool(_ASKING_INSIDE.search(text))


def has_sentence(text: str) -> bool:
    """Is there something said here: at least a few words in a row, and not only names and marks?"""
    return len(words_of(text)) >= 4


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_ATTRIBUTES = _phrases(
    """
    definition, definitions, meaning, purpose, goal, goals, aim, usage, use, uses, used for, used in, use case, use cases, when to use,
    when not to use, when to use it, where to use, how it works, how does it work, how, why, what, when, where, who,
    what it is, why it matters, what it does, formula, formulas, formulae, equation, equations, intuition, intuitively,
    example, examples, e.g, eg, i.e, ie, pros, cons, pro, con, pros and cons, advantage, advantages, disadvantage,
    disadvantages, benefit, benefits, drawback, drawbacks, limitation, limitations, key idea, key ideas, idea, ideas,
    key point, key points, key takeaway, key takeaways, takeaway, takeaways, key insight, insight, insights, main idea,
    main ideas, complexity, time complexity, space complexity, time, space, runtime, memory, training, inference, input,
    inputs, output, outputs, architecture, loss, loss function, objective, objectives, application, applications,
    characteristics, features, key features, properties, property, problem, problems, solution, solutions, fix, fixes,
    cause, causes, effect, effects, result, results, note, notes, nb, n.b, tip, tips, warning, caution, important, imp,
    impp, key concept, key concepts, concept, concepts, summary, tl;dr, tldr, step, steps, process, processes, method,
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
    key difference, key differences, key techniques, key uses, key characteristics, key components, key metrics, key benefits, difference, differences, similarities, main points, other, others, proof,
    derivation, consequence, consequences, symptoms, mitigation, mitigations, remedy, remedies, definition and formula,
    story, outcome, general terms, general, terms, key terms, misc, miscellaneous, question, questions, answer, answers, alternatives,
    think of it as, in simple terms, simple analogy, simply put, bottom line, mental model, real-world example,
    real world example, interview answer, one-liner, one liner, quick tip, pro tip, pro tips, in a nutshell, what is it,
    how it helps, why use it, why it works, why important, common use cases, typical use, typical values, default,
    default value, key formula, code example, gotcha, gotchas, follow-up question, follow-up questions, sample answer,
    def, defn, ex, exs, prop, props, obs, rmk, remark, remarks, pf, sol, eq, eqs, eqn, adv, disadv,
    inspiration, til, context, todo, to do, in practice, in theory, in other words, observation, observations, findings,
    contributions, results and discussion, abstract, setup, data, dataset, datasets, evaluation, metrics, a few tips,
    so, also, and, but, or, else, yes, no, maybe, true, false, correct, wrong, good, bad, better, best, worst
    """
)
_SUBJECTS_TOO = _phrases(
    """
    advantage, memory, training, inference, range, runtime, evaluation, loss, loss function, data, algorithm, architecture,
    objective, parameters, features, dataset, datasets, metrics, context, input, output
    """
)
"""Aspects of a subject that are subjects themselves where they are defined."""
_DEFINITION_TITLES = _phrases(
    "definition, definitions, meaning, what it is, description, explanation, answer, solution"
)
_PART_TITLES = _DEFINITION_TITLES | _phrases(
    """
    example, examples, example code, code, code example, code examples, sample code, snippet, code snippet, output,
    demo, illustration, diagram, figure, formula, formulas, equation, syntax, worked example, usage example
    """
)
_REFERENCES = _phrases(
    """
    reference, references, ref, refs, source, sources, resource, resources, link, links, further reading, reading,
    read more, see also, bibliography, citation, citations, citing, credit, acknowledgement, related notes, related, related links, external links, useful links, more resources,
    useful resources, additional resources, additional reading, recommended reading, suggested reading,
    source(s) and further reading, sources and further reading, references and further reading, further resources,
    learn more, papers, blogs, videos, books, courses, further readings, readings, related work, footnotes, backlinks,
    connects to, connections, related concepts, related topics, related pages, linked notes, references and resources, resources and references, other resources, learning resources, hands on code, primary resource, primary resources, required reading, recommended resources, key resources
    """
)
_SOME_REFERENCES = re.compile(
    r"^(?:(?:some|other|more|good|great|further|extra|additional|external|useful|helpful|related|recommended|suggested|important|main|key|all|my|online)\s+)+"
    r"(?:(?:refs?|references|links|resources|sources|readings?|articles|papers|videos|books|blogs|tutorials|materials?)(?:\s*(?:&|and|,)\s*|$))+$"
    r"|^(?:connections?|links?|relations?|relationships?) (?:to|with) (?:the )?(?:other |rest of the )?(?:concepts|topics|notes|ideas|chapters|lessons)$"
)
_NAVIGATION = _phrases(
    """
    table of contents, table of content, contents, content, toc, index, navigation, in this article, on this page,
    quick links, menu, quick navigation, outline of topics, list of questions, jump to, topics covered, agenda
    """
)
_HOUSEKEEPING = _phrases(
    """
    credits, acknowledgements, acknowledgments, license, licence, licensing, copyright, contributing, contribution, contributions, contributors, how to contribute,
    contribution guidelines, code of conduct, sponsors, sponsor, sponsorship, backers, support, support me, donate,
    star history, stargazers, stars, changelog, change log, authors, author, about the author, maintainers, contact,
    contact me, contact us, connect with me, follow me, stay connected, let's connect, connect, disclaimer, thanks,
    special thanks, thank you, translations, translation, languages, feedback, show your support, buy me a coffee,
    recently added, learning objectives, learning goals, learning outcomes, prerequisites, study path, how to study, about me, community, join us, newsletter, subscribe, about this repo, about this repository,
    how to use this repo, how to use this repository, next steps, where to go next, where to go from here, what to read next, tomorrow, plan for tomorrow, mood, gratitude, grateful for, inbox, next, what's next, whats next, up next, next week, next time, next lecture, next class, next session, coming soon,
    company tags, topic tags, asked in, similar problems, similar questions, related problems, related questions, related articles, content coming soon, to do, todo, todos, to-do, to read, to watch, to learn, to review, reading list, backlog, roadmap, review queue, credits, connect with us, linkedin post, linkedin, tweet, twitter thread, social media post, download, downloads
    """
)


_COURSE = re.compile(
    r"^follow (?!up\b|the\b|these\b|your\b)\w+(?: \w+){0,2}$|^(?:course |class )?(?:instructors?|(?:teaching |course )?staff|tas|teaching assistants|(?:tentative )?schedule|calendar|grading(?: policy| scheme)?"
    r"|grade breakdown|late (?:policy|days|submissions?)|office hours|logistics|syllabus|textbooks?|attendance(?: policy)?|academic (?:integrity|honesty)"
    r"|action items?|(?:things |papers |topics )?to (?:do|read|watch|learn|review|prepare|study|practi[cs]e|revise|check|finish|buy)(?: list)?|announcements|deadlines|course (?:information|info|description|policies)|enrol?lment|metadata|document notes)$"
)
_EXERCISES = _phrases(
    "exercise, exercises, practice exercises, homework, assignment, assignments, programming assignment, programming assignments, programming exercise, coding assignment, problem set, problem sets, hands-on exercises, hands-on, activities, learning activities, class activities, hands-on activities, try it yourself, lab exercises"
)


_BEFORE_PHRASE = re.compile(r"^[^\w(]+")
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
    return phrase in _ATTRIBUTES or phrase in other_languages.ATTRIBUTES or bool(_COUNTED.match(phrase)) or not phrase


def is_subject_too(text: str) -> bool:
    """Can an aspect, such as `Loss` or `Algorithm`, be what a glossary defines?"""
    return _phrase(text) in _SUBJECTS_TOO


_AND = re.compile(r"\s+(?:&|and|und|et|y|e|и)\s+")
_COUNTED = re.compile(
    r"^(?:step|part|phase|stage|case|example|exp|experiment|exercise|task|option|note|tip|fact|rule|point|figure|fig|"
    r"table|chapter|section|week|day|lecture|lesson|module|unit|level|round|method|approach|solution|way|hint|ref|"
    r"problem|question|q|ex|syntax|version|format|style|variant|series|set|block|v|scenario|type|reason|advantage|key|no|nr|item|topic|slide|page|tactic|strategy|principle|idea|goal|challenge|assumption|hypothesis|technique)[\s_.#-]*"
    r"(?:\d{1,4}(?:[.-]\d+)*|[ivx]{1,4}|[a-d]|one|two|three|four|five)$"
)


def is_definition_title(text: str) -> bool:
    """Does the heading say that what is named above it is now defined?"""
    return _phrase(text) in _DEFINITION_TITLES


def is_part_title(text: str) -> bool:
    """Does the heading only say what kind of text follows, such as an example of what is named above it?"""
    return _phrase(text) in _PART_TITLES


@remembered
def is_reference_title(text: str) -> bool:
    """Does the heading announce a list of sources, by one word or by two of them: `References & Links`?"""
    phrase = _phrase(text)
    if phrase in _REFERENCES or phrase in other_languages.REFERENCES or _SOME_REFERENCES.match(phrase):
        return True
    parts = _AND.split(phrase) if len(phrase) < 60 else ()
    return len(parts) == 2 and all(part in _REFERENCES or part in other_languages.REFERENCES for part in parts)


def is_navigation_title(text: str) -> bool:
    """Does the heading announce a table of contents?"""
    phrase = _phrase(text)
    return phrase in _NAVIGATION or phrase in other_languages.NAVIGATION


def is_housekeeping_title(text: str) -> bool:
    """Does the heading announce something about the file or its author and not about the subject?"""
    phrase = _phrase(text)
    return phrase in _HOUSEKEEPING or bool(_COURSE.match(phrase))


def is_exercise_title(text: str) -> bool:
    """Does the heading announce work for the hands?"""
    return _phrase(text) in _EXERCISES


_CHAPTER = re.compile(
    r"^(?:chapter|part|week|day|lecture|lesson|module|unit|section|topic|step|phase|level|case study|case|exp"
    r"|experiment|question|pattern|note|notes|example|appendix|round|stage|exercise|figure|table|lab|session|theme|area|task"
    r"|tutorial|video|paper|article|book|title|q|sheet|modul|kapitel|teil|lektion|abschnitt|capítulo|capitulo|tema|unidad|lección|parte|chapitre|leçon|partie|глава|часть)\b[\s#.]*(?:\d{1,4}[a-z]?|[ivx]{1,5}|[a-z])?\s*[:.–—-]+\s+(?=\S)",
    re.IGNORECASE,
)


def without_chapter(text: str) -> str:
    """`Part 2: Attention` names attention; the rest is counting.

    >>> without_chapter("Week 3 - Optimizers")
    'Optimizers'
    """
    found = _CHAPTER.match(text)
    return text[found.end() :] if found else text


_FUNCTION_WORDS = _phrases(
    """
    with, without, when, if, for, in, on, at, to, by, from, as, of, while, because, since, so, then, but, and, or, it,
    this, that, these, those, they, we, you, i, there, here, where, how, what, why, which, who, let, see, after, before,
    during, until, although, however, therefore, thus, hence, also, each, every, all, some, most, many, only, not, no,
    yes, is, are, was, were, can, could, should, would, will, must, may, be, given, e.g., i.e., once, just, maybe,
    usually, often, sometimes, such, based, depending, instead, don't, do, did, didn't, haven't
    """
)
_OPENS_NAMES = _phrases("at, by, all, no, not, some, each, only, once, just, most, many")
"""Words with which a name may begin that is marked as one: `At most once`, `By value`, `No-op`."""
_VERBS = _phrases(
    """
    use, using, used, uses, add, adds, apply, avoid, build, calculate, check, choose, compare, consider, convert,
    create, define, ensure, enables, explain, find, follow, get, give, go, have, help, helps, implement, improve,
    increase, increases, initialize, keep, learn, look, make, makes, measure, move, need, perform, pick, prevent,
    prevents, provide, put, reduces, remember, remove, repeat, replace, save, show, subtract, take, think, try, want,
    watch
    """
)


_VERSUS = re.compile(r"\S (?:vs\.?|versus) \S", re.IGNORECASE)
"""`let vs var`, `== vs ===`: two things side by side."""


def is_term(text: str, *, most_words: int = 6, is_marked: bool = False) -> bool:
    """Can the text be the name of something that is then defined?

    What is marked as a term, in bold or in code, may begin with a verb.

    >>> [is_term(text) for text in ("Top-p (nucleus sampling)", "Pros", "Use a smaller rate", "https", "0.5", "x")]
    [True, False, False, False, False, True]
    """
    text = text.strip()
    if not text or len(text) > 80 or "://" in text or text.casefold() == "https" or text.casefold() == "http":
        return False
    bare = re.sub(r"\([^()]*\)", " ", text)
    words = words_of(bare)
    if not words:
        return bool(re.search(r"[^\s*_`.()-]", bare)) and len(text) < 30
    if len(words) > most_words or not any(letter.isalpha() for letter in bare):
        return False
    plain = re.sub(r"`[^`]*`|<[\w-]+>", "x", bare)
    is_versus = is_marked and bool(_VERSUS.search(plain))
    plain = plain.replace("vs. ", "vs ") if is_versus else plain
    if (
        re.search(r"[.?!;,]\s*$|\.\s|;" if is_versus else r"[.?!;,]\s*$|\.\s|[=<>]\s|\s[=<>]|;", plain)
        or plain.count(",") > 1
    ):
        return False
    first = bare.split()[0].strip("*_`\"'(),:").casefold()
    is_phrase = is_marked and ((first == "to" and len(words) <= 3) or (first in _OPENS_NAMES and len(words) <= 4))
    if (
        len(words) > 1
        and not (is_phrase or is_versus)
        and (first in _FUNCTION_WORDS or (first in _VERBS and not is_marked))
    ):
        return False
    return not is_attribute(text) and not is_reference_title(text)
