"""How people write notes: one convention of note-taking a file, and the order in which they are asked.

A convention is a function from a `Page` to `Find`s. It looks at lines that are still free and yields what they are:
a card, a stub, or the reason for which they are dropped. The lines of a find are taken before the convention is asked
for its next one, so that each sees what has been taken already, by itself and by those before it in the table.

The order is that of certainty: what the author marked as a question and an answer comes before what only looks like
one. The explicit card syntaxes (`quizzer.notes.dialects`) are asked before all of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from quizzer.notes.conventions import (
    admonitions,
    answer_folds,
    answer_keys,
    asked_later,
    asking_labels,
    backticks,
    banners,
    bare_numbers,
    bold_questions,
    callouts,
    closing_summaries,
    definition_lists,
    edges,
    explained_choices,
    fields,
    filing,
    folds,
    front_questions,
    furniture,
    glossaries,
    hanging_texts,
    heading_fields,
    heading_terms,
    headings,
    html_tables,
    hurried_titles,
    inline_answers,
    inline_fields,
    labelled,
    labelled_lists,
    left_over,
    lettered,
    lines_over_answers,
    loose_lines,
    moments,
    named_callouts,
    named_paragraphs,
    numbered_letters,
    numbered_names,
    numbered_questions,
    open_questions,
    outline_bullets,
    pairs,
    parted_bullets,
    plain_questions,
    plain_subtitles,
    prose_questions,
    question_headings,
    question_marks,
    question_parts,
    questions,
    quotes,
    records,
    ruled_cards,
    statements,
    subtitles,
    tables,
    ticked_questions,
    toggles,
    transcripts,
    untitled,
)
from quizzer.notes.page import Find, Page


class Convention(NamedTuple):
    """One way of writing notes."""

    name: str
    """As reports say it."""
    read: Callable[[Page], Iterable[Find]]


CONVENTIONS: tuple[Convention, ...] = (
    Convention(furniture.NAME, furniture.read),
    Convention(filing.NAME, filing.read),
    Convention(banners.NAME, banners.read),
    Convention(edges.NAME, edges.read),
    Convention(asked_later.NAME, asked_later.read),
    Convention(transcripts.NAME, transcripts.read),
    Convention(closing_summaries.NAME, closing_summaries.read),
    Convention(front_questions.NAME, front_questions.read),
    Convention(answer_keys.NAME, answer_keys.read),
    Convention(inline_answers.NAME, inline_answers.read),
    Convention(records.NAME, records.read),
    Convention(fields.NAME, fields.read),
    Convention(inline_fields.NAME, inline_fields.read),
    Convention(heading_fields.NAME, heading_fields.read),
    Convention(numbered_letters.NAME, numbered_letters.read),
    Convention(labelled.NAME, labelled.read),
    Convention(folds.NAME, folds.read),
    Convention(admonitions.NAME, admonitions.read),
    Convention(callouts.NAME, callouts.read),
    Convention(asking_labels.NAME, asking_labels.read),
    Convention(question_parts.NAME, question_parts.read),
    Convention(explained_choices.NAME, explained_choices.read),
    Convention(question_headings.NAME, question_headings.read),
    Convention(pairs.NAME, pairs.read),
    Convention(parted_bullets.NAME, parted_bullets.read),
    Convention(numbered_questions.NAME, numbered_questions.read),
    Convention(bare_numbers.NAME, bare_numbers.read),
    Convention(bold_questions.NUMBERED, bold_questions.read_numbered),
    Convention(bold_questions.NAME, bold_questions.read),
    Convention(quotes.QUESTION, quotes.read_questions),
    Convention(statements.NAME, statements.read),
    Convention(ticked_questions.NAME, ticked_questions.read),
    Convention(toggles.NAME, toggles.read),
    Convention(answer_folds.NAME, answer_folds.read),
    Convention(questions.NAME, questions.read),
    Convention(ruled_cards.NAME, ruled_cards.read),
    Convention(question_marks.NAME, question_marks.read),
    Convention(prose_questions.NAME, prose_questions.read),
    Convention(question_headings.STATEMENT, question_headings.read_statements),
    Convention(heading_terms.NAME, heading_terms.read),
    Convention(html_tables.NAME, html_tables.read),
    Convention(html_tables.DEFINITIONS, html_tables.read_definitions),
    Convention(tables.TERMS, tables.read_terms),
    Convention(definition_lists.NAME, definition_lists.read),
    Convention(lettered.NAME, lettered.read),
    Convention(moments.NAME, moments.read),
    Convention(numbered_names.NAME, numbered_names.read),
    Convention(subtitles.BOLD, subtitles.read_bold),
    Convention(subtitles.BOLD, labelled_lists.read),
    Convention(lines_over_answers.NAME, lines_over_answers.read),
    Convention(hurried_titles.NAME, hurried_titles.read),
    Convention(hanging_texts.NAME, hanging_texts.read),
    Convention(subtitles.PLAIN, plain_subtitles.read),
    Convention(backticks.NAME, backticks.read),
    Convention(glossaries.NAME, glossaries.read),
    Convention(outline_bullets.NAME, outline_bullets.read),
    Convention(named_callouts.NAME, named_callouts.read),
    Convention(loose_lines.NAME, loose_lines.read),
    Convention(named_paragraphs.NAME, named_paragraphs.read),
    Convention(quotes.NAME, quotes.read),
    Convention(open_questions.NAME, open_questions.read),
    Convention(plain_questions.NAME, plain_questions.read),
    Convention(tables.COMPARISON, tables.read_comparisons),
    Convention(headings.CONCEPT, headings.read_concepts),
    Convention(untitled.NAME, untitled.read),
    Convention(left_over.NAME, left_over.read),
)
"""Every convention, the surest first."""
