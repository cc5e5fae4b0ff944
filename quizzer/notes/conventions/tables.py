"""Tables: a row a term and its meaning, or the whole table a comparison.

A table of two columns (or of a number and two columns) whose header says so gives one card a row; one under a
heading such as `A vs B` is itself the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions import open_tables
from quizzer.notes.fronts import front_text, links_as_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import names_a_file
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page, heading_tags
from quizzer.notes.titles import without_chapter
from quizzer.notes.wording import asks, is_question, is_term, words_of

TERMS = "table of terms"
COMPARISON = "comparison table"

_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_NUMBER_HEADER = late(r"^\W*(?:no|nr|num|number|s\.?\s?no|sl\.?\s?no|id|index|sr|#)?\W*$", re.IGNORECASE)
_SORT_HEADER = late(
    r"^\W*(?:\w+ )?(?:types?|categor(?:y|ies)|groups?|kinds?|areas?|sections?|classes|class)\W*$", re.IGNORECASE
)
"""A column that says to what each row belongs."""
_TERM_HEADER = late(
    r"^\W*(?:the\s+)?(?:(?:key|common|important|ml|technical)\s+)?(?:terms?|terminolog\w+|concepts?|words?|names?|statements?|claims?|assertions?|myths?|abbreviations?|acronyms?|symbols?"
    r"|quantit(?:y|ies)|notations?|parameters?|hyper-?parameters?|commands?|cmds?|operators?|operations?|functions?|methods?|keywords?|metrics?|questions?|q|variables?|options?|flags?|layers?"
    r"|techniques?|algorithms?|properties|property|expressions?|phrases?|items?|topics?|front|shortcuts?|keys?|args?|arguments?|fields?|"
    r"tags?|elements?|attributes?|selectors?|directives?|modifiers?|annotations?|decorators?|events?|(?:(?:status|error|exit) )?codes?|signs?|"
    r"tools?|tasks?|goals?|problems?|symptoms?|i want to|types?|models?|components?|syntax|features?)\W*$",
    re.IGNORECASE,
)
_MEANING_HEADER = late(
    r"^\W*(?:short\s+|brief\s+|plain\s+)?(?:definitions?|meanings?|descriptions?|desc|descr|explanations?|what it (?:is|does|means|measures|says|tells(?: you)?|shows|checks|controls|captures|solves|computes)|what (?:is it|it does)|means|measures|"
    r"answers?|a|t/f|true(?:\s*/\s*false|\s*or false)?|verdict|correct|reality|truth|code|commands?|snippets?|solutions?|fix(?:es)?|stands for|full forms?|expansions?|long form|in short|summary|details?|back|purpose|notes?|holds|does|says|roles?|effects?|jobs?|used for|when to use|(?:(?:key|main|core|basic)\s+)?ideas?|(?:key|main)\s+(?:points?|facts?|takeaways?)|interpretation|formulas?|what|translation|description.*|meaning.*|definition.*)\W*$",
    re.IGNORECASE,
)
_GLOSSARY_TITLE = late(
    r"\b(?:glossar|abbreviation|acronym|vocabular|terminolog|definitions\b|key terms\b|flash ?cards\b)", re.IGNORECASE
)
_FIGURES_TITLE = late(
    r"\b(?:numbers|figures|constants|values|facts|latenc(?:y|ies)|sizes|orders of magnitude)\b.*\b(?:to|worth|every|should|by heart)\b|\brules? of thumb\b|\bby heart\b",
    re.IGNORECASE,
)
"""Heads what somebody wants to know by heart: `Numbers to remember`."""
_FIGURE_HEADER = late(r"^\W*(?:things?|what|quantit(?:y|ies)|constants?|facts?|hardware)\W*$", re.IGNORECASE)
_VALUE_HEADER = late(r"^\W*(?:(?:rough|typical|usual|approx\w*) )?(?:values?|numbers?|figures?)\W*$", re.IGNORECASE)
_FILED_HEADER = late(
    r"^\W*(?:conf(?:idence)?|status|priority|done|reviewed|last (?:seen|reviewed)|date|score|importance|mastery|rating|known|✓|✔|✅)\W*$",
    re.IGNORECASE,
)
_MOST_COLUMNS = 7
_FEWEST_PAIRS = 3
_FEWEST_TOLD = 4
_VERBATIM = re.compile(r"\$[^$]+\$|`[^`]+`")
_WHOLE = re.compile(r"`[^`]+`|\$(?!\s)[^$]*(?<!\s)\$|(?<=\w)\([^()]*\)|\|\|(?=\s*\S)")
"""What has no bar of the table in it."""
_COMPARES = re.compile(
    r"\bvs\b\.?|\bversus\b|\bdifferences?\b|\bcompar|\bpros\b|\btrade-?offs?\b|\bbetween\b", re.IGNORECASE
)


def read_terms(page: Page) -> Iterator[Find]:
    """One card for each row of a table that names and explains."""
    tables = [(section, start, end, _names(page, start, end)) for section, start, end in _tables(page)]
    counts = Counter(name for *_, names in tables for name in names)
    for section, start, end, names in tables:
        if sum(counts[name] > 1 for name in names) * 2 > len(names):
            continue  # `Core idea`, `Speed`: what is told of several things, each in a table of its own
        lines = page.outline.lines[start:end]
        header = open_tables.split_row(lines[0].body)
        skip = skipped_columns(header, [open_tables.split_row(line.body)[0] for line in lines[2:]])
        rows = [_telling(header, cells_under(header, line.body))[skip:] for line in lines[2:]]
        if open_tables.only_asks(_telling(header, header)[skip:], rows):
            yield from open_tables.stubs_of(page, start, end, skip, page.context_of(section, inclusive=True))
            continue
        is_pair = _is_pair(header, rows)
        if not is_pair and not explains(_telling(header, header)[skip:], rows, front_text(section.title)):
            continue
        context = page.context_of(section, inclusive=True)
        for number in (*([start] if is_pair else []), *range(start + 2, end)):
            find = _row(page, number, skip, header, context)
            if find:
                yield find
        yield Find((), "", context=range(start, end), is_shared=True)


def _names(page: Page, start: int, end: int) -> frozenset[str]:
    """What the first column of a table names, but for one that only counts."""
    header, _, *rows = (open_tables.split_row(line.body) for line in page.outline.lines[start:end])
    column = skipped_columns(header)
    return frozenset(front_text(row[column]).casefold() for row in rows if column < len(row) and row[column])


def read_comparisons(page: Page) -> Iterator[Find]:
    """A section whose text is a table is one card with the table as its answer."""
    for section, start, _ in _tables(page):
        if section.line < 0 or not page.is_free(section.line):
            continue
        lines = page.outline.lines
        numbers = page.free_lines(section.start, section.end)
        beside = sum(len(words_of(lines[n].body)) for n in numbers if lines[n].kind is not LineKind.TABLE)
        question = without_chapter(front_text(section.title))
        if (page.is_title(section) or names_a_file(section.title)) and open_tables.only_files(
            open_tables.split_row(lines[start].body)
        ):
            yield Find(numbers, "metadata")
            continue
        if not question or (beside > 12 and not (_COMPARES.search(question) and numbers[0] == start)):
            continue
        draft = page.card(
            question,
            back_text(page.kept(section.start, section.end)),
            (section.line, section.end),
            convention=COMPARISON,
            context=page.context_of(section),
            kind=Kind.TABLE,
            tags=heading_tags(section),
        )
        yield Find([*range(section.line, section.start), *numbers], draft)


def cells_under(header: Sequence[str], body: str) -> list[str]:
    """The cells of a row, no more than the header has: a bar too many was meant as a letter.

    >>> cells_under(["Term", "Meaning"], "| P(A|B) | A once B is known |")
    ['P(A|B)', 'A once B is known']
    """
    cells, columns = open_tables.split_row(body), len(header)
    if len(cells) <= columns:
        return cells
    whole = open_tables.split_row(_WHOLE.sub(lambda found: open_tables.CELL.sub(r"\\|", found[0]), body))
    cells = whole if len(whole) >= columns else cells
    return [*cells[: columns - 1], " | ".join(cells[columns - 1 :])]


def _telling(header: Sequence[str], cells: Sequence[str]) -> list[str]:
    """The cells of a row but for those that only file it: how well it is known, when it was looked at."""
    filed = {place for place, name in enumerate(header) if place and _FILED_HEADER.match(name)}
    return (
        [cell for place, cell in enumerate(cells) if place not in filed]
        if len(header) - len(filed) > 1
        else list(cells)
    )


def _tables(page: Page) -> Iterator[tuple[Section, int, int]]:
    lines = page.outline.lines
    for section, free in page.open_sections():
        at = section.start
        for number in free:
            if number < at or lines[number].kind is not LineKind.TABLE or not page.is_free(number):
                continue
            at = end = number
            while end < section.end and lines[end].kind is LineKind.TABLE and page.is_free(end):
                end += 1
            if end - at > 2 and _RULE.match(lines[at + 1].body):
                yield section, at, end
            at = end


def skipped_columns(header: Sequence[str], first: Sequence[str] = ()) -> int:
    """How many columns only count or sort the rows. `first` are the cells of the first: what sorts comes twice."""
    if len(header) < 3:
        return 0
    if asked := open_tables.asked_column(header):
        return asked
    sorts = _SORT_HEADER.match(header[0]) and _TERM_HEADER.match(header[1]) and _MEANING_HEADER.match(header[2])
    return 1 if _NUMBER_HEADER.match(header[0]) or (sorts and len(set(first)) < len(first)) else 0


def explains(header: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> bool:
    """Do the first two columns name a thing and say what it is? `title` is that of the section."""
    if len(header) < 2 or _COMPARES.search(title):
        return False
    if open_tables.ASKED_HEADER.match(header[0]) and 1 < len(header) <= _MOST_COLUMNS:
        asked = sum(is_question(front_text(row[0])) for row in rows if row and row[0])
        if len(header) > 2 or asked * 10 > len(rows) * 8:
            return True
    if _are_asked(rows):
        return True
    names = bool(_TERM_HEADER.match(header[0])) or _counts(header[0], title)
    meanings = bool(_MEANING_HEADER.match(header[1]))
    if len(header) == 2 and (not any(header) or _lists_figures(header, title)):
        names = meanings = True
    if len(header) > 2:
        return names and meanings and len(header) <= 4
    if names and meanings:
        return True
    is_glossary = bool(_GLOSSARY_TITLE.search(title))
    if not names and not meanings and not is_glossary:
        return False
    pairs = [row[:2] for row in rows if len(row) > 1 and row[0]]
    named = sum(is_term(pair[0]) or is_question(pair[0]) for pair in pairs)
    told = sum(_words_told(pair[1]) for pair in pairs)
    return bool(pairs) and named * 10 >= len(pairs) * 8 and told >= (1 if is_glossary else 2) * len(pairs)


def _are_asked(rows: Sequence[Sequence[str]]) -> bool:
    """Does the first column ask, whatever it is called, and the second say something that asks nothing?"""
    asked = [row for row in rows if len(row) > 1 and asks(row[0])]
    told = sum(len(words_of(row[1])) > 1 and not asks(row[1]) for row in asked)
    return len(asked) >= _FEWEST_PAIRS and len(asked) * 10 >= len(rows) * 8 and told * 10 >= len(asked) * 8


def tells_of_notes(lines: Sequence[Line]) -> bool:
    """Does a table of two columns say of each thing what it is, whose name is a link to its own note?"""
    header, _, *rows = (open_tables.split_row(line.body) for line in lines)
    told = sum(len(row) == len(header) and row[0].startswith("[[") and _is_told_plainly(row[1]) for row in rows)
    return len(header) == 2 and told * 2 > len(rows) and explains(header, rows, "")


def _is_told_plainly(cell: str) -> bool:
    return "[" not in cell and len(words_of(cell)) > 1


def _is_pair(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Is the first row of a table of two columns a thing and what it is, as all the others are, because nobody wrote a header?"""
    pairs = [header, *rows]
    if len(rows) < _FEWEST_PAIRS or any(len(row) != 2 for row in pairs):
        return False
    return all(
        is_term(front_text(name)) and len(words_of(told)) >= _FEWEST_TOLD and not is_question(told)
        for name, told in pairs
    ) and not (_TERM_HEADER.match(header[0]) or _MEANING_HEADER.match(header[1]))


def _lists_figures(header: Sequence[str], title: str) -> bool:
    """Are these figures to be known by heart? `Metric | Value` are the results of one run instead."""
    if _FIGURES_TITLE.search(title):
        return not _COMPARES.search(" ".join(header))
    return bool(_FIGURE_HEADER.match(header[0]) and _VALUE_HEADER.match(header[1]))


def _counts(name: str, title: str) -> bool:
    """Is the title the plural of a column's name: `Object` under `Objects`?"""
    words = words_of(title)
    return bool(name and words) and words[-1].casefold() in {f"{name.casefold()}s", f"{name.casefold()}es"}


def _words_told(cell: str) -> int:
    """How many words a cell says; a formula or code says as much as two."""
    shown = _VERBATIM.sub(" ", cell)
    return sum(len(word) > 1 for word in words_of(shown)) + 2 * (shown != cell)


_LINKED = late(
    r"^\W*(?:links?|see(?: also)?|source|sources|ref|refs|reference|references|page|notes?|more|lecture|module)\W*$",
    re.IGNORECASE,
)
_LINKS = late(r"^(?:\[\[[^\[\]]+\]\][\s,;]*)+$")


def _row(page: Page, number: int, skip: int, header: Sequence[str], context: tuple[str, ...]) -> Find | None:
    cells = _telling(header, cells_under(header, page.outline.lines[number].body))[skip:]
    header = _telling(header, header)
    term = front_text(cells[0]) if cells else ""
    if not term or set(term) <= set(" -:*"):
        return None
    answer = _unbroken(cells[1]) if len(cells) > 1 else ""
    for name, cell in zip(header[skip + 2 :], cells[2:], strict=False):
        if cell and not is_only_links(cell) and not (_LINKED.match(name) and _LINKS.match(cell)):
            answer = f"{answer}\n\n{links_as_text(name)}: {_unbroken(cell)}" if answer else _unbroken(cell)
    span = (number, number + 1)
    is_open = (
        len(cells) > 1
        and not cells[1]
        and skip + 1 < len(header)
        and bool(open_tables.ANSWER_HEADER.match(header[skip + 1]))
    )
    if is_open or is_empty(answer) or is_only_links(answer):
        return Find([number], page.stub(term, span, context=context))
    kind = Kind.BASIC if is_question(term) else Kind.DEFINITION
    return Find([number], page.card(term, answer, span, convention=TERMS, context=context, kind=kind), is_shared=True)


def _unbroken(cell: str) -> str:
    return re.sub(r"\s*<br\s*/?>\s*", "\n", cell, flags=re.IGNORECASE).strip()
