"""The reader: the text of one note in, everything it holds out.

Explicit card syntaxes (`quizzer.notes.dialects`) are functions like those of `quizzer.notes.conventions`, asked
first. Each yields `Find`s over lines of the outline, and what it takes no convention will read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from quizzer.domain.cards import Coverage, Problem, Reading, Repair
from quizzer.notes import footnotes
from quizzer.notes.bold_underscores import with_stars
from quizzer.notes.close_dashes import with_parted_dashes
from quizzer.notes.conventions import CONVENTIONS, front_cards
from quizzer.notes.conventions.furniture import tags_of
from quizzer.notes.counted_labels import with_counted_labels
from quizzer.notes.dialects import choose
from quizzer.notes.dialects.finding import split_tags
from quizzer.notes.dialects.neuracache import opens_batch, told_to_ignore
from quizzer.notes.dialects.seeding import seed_from_comments
from quizzer.notes.documents import without_styles
from quizzer.notes.escapes import without_broken_lines, without_escapes
from quizzer.notes.fenced_questions import without_question_fences
from quizzer.notes.flat_lists import with_nested_points
from quizzer.notes.front_matter import FrontMatter, read_front_matter
from quizzer.notes.html_paragraphs import without_paragraph_tags
from quizzer.notes.italic_titles import with_bold_titles
from quizzer.notes.keycaps import without_keycaps
from quizzer.notes.leftovers import settle
from quizzer.notes.loose_stars import with_tight_stars
from quizzer.notes.myst import without_directives
from quizzer.notes.narrow_lists import with_wide_lists
from quizzer.notes.not_notes import reason_against
from quizzer.notes.org_blocks import with_org_blocks
from quizzer.notes.outline import LineKind, read_outline
from quizzer.notes.own_name import with_own_name
from quizzer.notes.page import Fate, Find, Page
from quizzer.notes.page_marks import with_bullets_for_pages
from quizzer.notes.pandoc_tables import with_barred_tables
from quizzer.notes.pasted_quizzes import with_quiz_marks
from quizzer.notes.practice_questions import with_practice_questions
from quizzer.notes.spoken_initials import with_speakers, without_quoted_speakers, without_stamps
from quizzer.notes.wiki_markup import without_wiki_markup
from quizzer.notes.written_items import with_items

_DRAWN = {"excalidraw-plugin": "a drawing", "kanban-plugin": "a board of tasks"}
"""Keys of the front matter by which a plugin knows its own files."""
_FEW = 10
"""One line in so many must be a card in the marks of a tool; with fewer, the marks of a file that is no notes are chance."""


def read_note(
    text: str,
    path: str,
    *,
    confirmed: bool = False,
    rules: FrontMatter | None = None,
    repairs: Sequence[Repair] = (),
) -> Reading:
    """Read a note.

    `text` is clean Unicode, `path` is only written down. `confirmed` reads even a file that does not look like notes;
    `rules` are the settings of its folder, which hold where its own front matter says nothing.
    Never raises, whatever the text; every line is counted once in the coverage.
    """
    page = Page(path, read_outline(_as_meant(text, path)))
    page.take(_settings(page, rules or FrontMatter()))
    dialect, syntaxes = choose(page)
    kind = None if confirmed else _drawn(page) or reason_against(page.outline, path, page.settings)
    if kind and not dialect:
        return _refused(page, kind)
    for syntax in syntaxes:
        page.take(syntax.read(page))
    if kind and page.fates.count(Fate.CARD) * _FEW < len(page.fates):
        return _refused(Page(path, page.outline, deck=page.deck), kind)
    if page.drafts:
        page.marked = frozenset(number for number, fate in enumerate(page.fates) if fate is Fate.CARD)
    notes = footnotes.set_aside(page)
    for convention in CONVENTIONS:
        page.take(convention.read(page))
    footnotes.attach(page, notes)
    settle(page)
    seed_from_comments(page)
    return Reading(
        path=path,
        drafts=tuple(sorted(page.drafts, key=lambda draft: (draft.line, draft.end_line))),
        stubs=tuple(sorted(page.stubs, key=lambda stub: stub.line)),
        dropped=tuple(page.dropped()),
        problems=page.problems,
        repairs=tuple(repairs),
        coverage=_coverage(page),
        dialect=dialect,
        deck=page.deck,
    )


_MEANT: tuple[Callable[[str], str], ...] = (
    with_org_blocks,
    without_keycaps,
    with_quiz_marks,
    with_practice_questions,
    with_parted_dashes,
    without_wiki_markup,
    without_styles,
    with_barred_tables,
    without_escapes,
    without_broken_lines,
    without_paragraph_tags,
    without_question_fences,
    without_directives,
    with_bullets_for_pages,
    with_counted_labels,
    with_stars,
    with_tight_stars,
    with_bold_titles,
    with_items,
    with_wide_lists,
    with_nested_points,
    without_stamps,
    without_quoted_speakers,
    with_speakers,
)
"""What is read in place of the marks of other programs and habits, one after the other."""


def _as_meant(text: str, path: str) -> str:
    """The text with what other programs would have put in the place of its marks; every line stays where it is."""
    text = with_own_name(text, path)
    for change in _MEANT:
        text = change(text)
    return text


def _settings(page: Page, rules: FrontMatter) -> Iterable[Find]:
    lines = page.outline.lines
    front = [number for number, line in enumerate(lines) if line.kind is LineKind.FRONT_MATTER]
    page.settings = read_front_matter([lines[number].text for number in front]).over(rules)
    page.problems = tuple(_unclosed(page, front))
    page.deck = page.settings.text("deck", "cards-deck", "target deck") or _target_deck(page)
    deck, page.tags = split_tags(_tags(page))
    page.deck = page.deck or deck
    unwanted = "it is set to `quizzer: false`" if page.settings.says_no("quizzer") else told_to_ignore(page)
    if unwanted:
        yield Find(front, "front matter")
        yield Find(range(len(lines)), unwanted)
        return
    yield from front_cards.read(page, front)
    yield Find(front, "front matter")
    for number, line in enumerate(lines[:-1]):
        if line.body[:11].rstrip(":") in ("TARGET DECK", "FILE TAGS") and len(line.body) < 13:
            yield Find([number, number + 1], "metadata")  # what is said of the file, on the line below


def _drawn(page: Page) -> str | None:
    """What a plugin keeps in a note of its own and draws itself."""
    return next((kind for key, kind in _DRAWN.items() if page.settings.text(key)), None)


def _target_deck(page: Page) -> str:
    """The deck that Obsidian_to_Anki is told of in the text: `TARGET DECK: Maths::Series`, or on the line below."""
    return _told(page, "TARGET DECK")


def _told(page: Page, name: str) -> str:
    """What stands behind a name in capitals, or on the line below it."""
    lines = page.outline.lines
    for number, line in enumerate(lines):
        if line.body.startswith(name) and not line.is_masked:
            told = line.body.removeprefix(name).removeprefix(":").strip()
            return told or (lines[number + 1].body if number + 1 < len(lines) else "")
    return ""


def _unclosed(page: Page, front: Sequence[int]) -> Iterator[Problem]:
    """Settings whose bracket or quote is never closed."""
    for number in front:
        body = page.outline.lines[number].body
        if page.outline.lines[number].text in page.settings.unclosed:
            message = f"the front matter is no YAML: a bracket or quote is not closed in `{body[:80]}`; close it, or take it away"
            yield Problem(page.path, number + 1, message)


def _tags(page: Page) -> tuple[str, ...]:
    """The tags of the front matter and of lines that hold nothing else above the first heading."""
    first = page.outline.sections[1].line if len(page.outline.sections) > 1 else len(page.outline.lines)
    lines = page.outline.lines
    own = (n for n in range(min(first + 4, len(lines))) if not opens_batch(lines, n))
    top = [tag for number in own for tag in tags_of(lines[number])]
    told = _told(page, "FILE TAGS") if page.outline.holds("FILE TAGS") else ""
    filed = [*page.settings.words("file tags"), *told.replace(",", " ").split()]
    filed = [tag.strip("#").replace("::", "/") for tag in filed]
    return tuple(dict.fromkeys((*page.settings.words("tags", "tag"), *filter(None, filed), *top)))


def _refused(page: Page, kind: str) -> Reading:
    """A file that is not notes: nothing of it is read until the person says so."""
    page.take([Find(range(len(page.outline.lines)), f"not notes: {kind}")])
    message = f"not read, it looks like {kind}; to read it anyway: quizzer import --yes --force"
    return Reading(
        path=page.path,
        dropped=tuple(page.dropped()),
        problems=(Problem(page.path, 1, message, is_refusal=True),),
        coverage=_coverage(page),
        deck=page.deck,
        is_refused=True,
    )


def _coverage(page: Page) -> Coverage:
    lines = page.outline.lines
    counts = Counter([fate for line, fate in zip(lines, page.fates, strict=True) if line.body])
    return Coverage(
        lines=len(lines),
        card=counts[Fate.CARD],
        context=counts[Fate.CONTEXT],
        stub=counts[Fate.STUB],
        dropped=counts[Fate.DROPPED],
        blank=len(lines) - counts.total(),
    )
