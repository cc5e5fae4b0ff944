r"""Mark-up of Confluence and Jira, as their pages are copied: `h2. Glazes`, `||Kiln||Fuel||`, `{code}`.

Headings, numbered and nested lists, tables and listings are written as Markdown has them; macros that only draw a box go. No line is
added and none is taken away.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"^h([1-6])\.\s+(?=\S)")
_HEADINGS = re.compile(r"(?m)^h[1-6]\.\s+\S")
_FEWEST = 2
_LISTING = re.compile(r"^\s*\{(?:code|noformat)(?::(?P<language>[a-z+#]+)?[^{}]*)?\}\s*$", re.IGNORECASE)
_MACRO = re.compile(
    r"^\s*\{/?(?:toc|info|note|tip|warning|panel|quote|expand|excerpt|section|column|anchor|children|color)(?::[^{}]*)?\}\s*$",
    re.IGNORECASE,
)
_NESTED = re.compile(r"^([*#-]{1,5})\s+(?=\S)")


def without_wiki_markup(text: str) -> str:
    """The text as Markdown, when its headings are those of such a wiki."""
    if ("\nh" not in text and text[:1] != "h") or len(_HEADINGS.findall(text)) < _FEWEST:
        return text
    lines = text.split("\n")
    is_listing = False
    for number, line in enumerate(lines):
        listing = _LISTING.match(line)
        if listing:
            lines[number] = "```" if is_listing else f"```{listing['language'] or ''}"
            is_listing = not is_listing
        elif not is_listing:
            lines[number] = _as_markdown(line)
    return "\n".join(lines)


def _as_markdown(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * int(heading[1])} {line[heading.end() :]}"
    if _MACRO.match(line):
        return ""
    if line.startswith("|") and line.rstrip().endswith("|"):
        return "\t".join(cell.strip() for cell in re.split(r"\|{1,2}", line.strip().strip("|")))
    nested = _NESTED.match(line)
    if nested and not line.startswith("---"):
        marks = nested[1]
        return f"{'    ' * (len(marks) - 1)}{'1.' if marks[-1] == '#' else '-'} {line[nested.end() :]}"
    return line
