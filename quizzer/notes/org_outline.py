"""Org files taken apart: headlines with their tags, properties and schedules, and every line said in Markdown.

The Markdown keeps the number of lines, so that the conventions for Markdown notes read plain Org notes too and their
line numbers stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

_HEADLINE = re.compile(r"^(\*+)[ \t]+(.*?)[ \t]*$")
_SAID = re.compile(r"(?m)^(#{1,6} .*\n?)")
"""A headline said in Markdown."""
_TAGS = re.compile(r"(?:^|[ \t]+):([\w@#%:]+):$")
_KEYWORD = re.compile(r"^(?:TODO|DONE|NEXT|WAIT(?:ING)?|HOLD|CANCELL?ED|STARTED|SOMEDAY)[ \t]+(?=\S)")
_PRIORITY = re.compile(r"^\[#[A-Z0-9]\][ \t]+")
_COOKIE = re.compile(r"[ \t]*\[(?:\d*/\d*|\d*%)\]")
_DRAWER = re.compile(r"^[ \t]*:([A-Za-z][\w-]*):[ \t]*$")
_END = re.compile(r"^[ \t]*:END:[ \t]*$", re.IGNORECASE)
_PROPERTY = re.compile(r"^[ \t]*:([\w+-]+):[ \t]*(.*?)[ \t]*$")
_PLANNING = re.compile(r"^[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[][^>\]]*[>\]][ \t]*)+$")
_BLOCK = re.compile(r"^([ \t]*)#\+begin_(\w+)(?:[ \t]+(\S+))?.*$", re.IGNORECASE)
_SETTING = re.compile(r"^[ \t]*#\+([\w-]+):[ \t]*(.*?)[ \t]*$")
_COMMENT = re.compile(r"^[ \t]*#(?:[ \t]|$)")
_CODE_BLOCKS = frozenset({"src", "example", "export", "verbatim"})
_LONGEST_DRAWER = 200
NOTHING_TO_SHOW = "<!-- -->"
"""What a line becomes that only steers Org: the readers of Markdown drop it by name."""


@dataclass(slots=True)
class Headline:
    """A headline with what stands under it; lines count from 0, ends are one past the last."""

    level: int
    title: str
    """In Markdown, without keyword, priority, cookies and tags."""
    tags: tuple[str, ...]
    """Its own and, after them, those it inherits."""
    own_tags: tuple[str, ...]
    line: int
    place: int
    """Its place among all headlines, from 0."""
    parent: Headline | None = None
    end: int = 0
    """One past its last line before the next headline of any level."""
    tree_end: int = 0
    """One past its last line before the next headline of the same or a higher level."""
    properties: dict[str, str] = field(default_factory=dict)
    """Names in upper case."""
    review_rows: list[tuple[str, ...]] = field(default_factory=list)
    """The cells of org-fc's review table, its header left out."""
    planned: str = ""
    """The line with `SCHEDULED:`, as written."""


@dataclass(slots=True)
class OrgOutline:
    """An Org file taken apart."""

    lines: list[str]
    markdown: list[str]
    """Each line in Markdown; what only steers Org is a comment."""
    drawer_stops: list[int]
    """Lines that end a drawer, or show that it has no end: `:END:` and headlines."""
    headlines: list[Headline] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """`#+KEY: value` lines, names in upper case."""
    apart: set[int] = field(default_factory=set)
    """Lines of entries inside other entries: they belong to themselves alone."""

    def children(self, headline: Headline) -> Iterator[Headline]:
        """The headlines directly below this one."""
        level = 0
        for place in range(headline.place + 1, len(self.headlines)):
            other = self.headlines[place]
            if other.line >= headline.tree_end:
                return
            if not level or other.level <= level:
                level = other.level
                if other.line not in self.apart:
                    yield other

    def text(self, start: int, end: int) -> str:
        """Lines in Markdown, without what only steers Org, without blank lines around and the indentation below a headline."""
        shown = (n for n in range(start, end) if n not in self.apart and self.markdown[n] != NOTHING_TO_SHOW)
        kept = "\n".join(self.markdown[n] for n in shown)
        parts = _SAID.split(kept)  # in turns text and headline
        return "".join(part if place % 2 else dedent(part) for place, part in enumerate(parts)).strip("\n")


def read_org_outline(lines: list[str]) -> OrgOutline:
    """Take an Org file apart. Any lines are accepted."""
    lines = [line.rstrip() if line.strip(" \t*") else line for line in lines]
    stops = [number for number, line in enumerate(lines) if line.startswith("*") or _END.match(line)]
    outline = OrgOutline(lines, [""] * len(lines), stops)
    at = 0
    while at < len(lines):
        at = _read_line(outline, at)
    ends = [headline.line for headline in outline.headlines[1:]] + [len(lines)]
    for headline, end in zip(outline.headlines, ends, strict=False):
        headline.end = end
    _nest(outline)
    for number, line in enumerate(lines):
        if bool(line.strip()) != bool(outline.markdown[number].strip()):
            outline.markdown[number] = NOTHING_TO_SHOW if line.strip() else ""
    return outline


def _read_line(outline: OrgOutline, at: int) -> int:
    """Read the line, block or drawer that begins at `at`; gives the line after it."""
    line = outline.lines[at]
    headline = _HEADLINE.match(line)
    if headline:
        outline.markdown[at] = _read_headline(outline, at, headline)
        return at + 1
    block = _BLOCK.match(line) if "#+" in line else None
    if block:
        return _read_block(outline, at, block)
    drawer = _DRAWER.match(line)
    end = _drawer_end(outline, at) if drawer else None
    if drawer and end is not None:
        _read_drawer(outline, drawer[1].upper(), at, end)
        return end
    setting = _SETTING.match(line)
    if setting:
        name = setting[1].upper()
        before = f"{outline.settings[name]}\n" if name == "PROPERTY" and name in outline.settings else ""
        outline.settings[name] = before + setting[2] if before else outline.settings.get(name, setting[2])
    elif _PLANNING.match(line) and outline.headlines:
        outline.headlines[-1].planned = line
    if setting or _COMMENT.match(line) or _PLANNING.match(line):
        outline.markdown[at] = NOTHING_TO_SHOW
    else:
        outline.markdown[at] = NOTHING_TO_SHOW if _frames_table(outline.lines, at) else _line_as_markdown(line)
    return at + 1


def _frames_table(lines: Sequence[str], at: int) -> bool:
    """Is this a rule over the first row of a table, or under its last?"""
    if not _TABLE_RULE.match(lines[at]):
        return False
    return not all(0 <= beside < len(lines) and lines[beside].lstrip().startswith("|") for beside in (at - 1, at + 1))


def _read_headline(outline: OrgOutline, at: int, found: re.Match[str]) -> str:
    title = found[2]
    own: tuple[str, ...] = ()
    tags = _TAGS.search(title)
    if tags:
        title, own = title[: tags.start()], tuple(tag for tag in tags[1].split(":") if tag)
    title = _COOKIE.sub("", _PRIORITY.sub("", _KEYWORD.sub("", title)))
    title = inline_as_markdown(title.strip())
    outline.headlines.append(Headline(len(found[1]), title, own, own, at, len(outline.headlines)))
    shown = "".join(f" #{tag}" for tag in own if re.fullmatch(r"[A-Za-z][\w/-]*", tag))
    return f"{'#' * min(6, len(found[1]))} {title}{shown}" if title else NOTHING_TO_SHOW


def _read_block(outline: OrgOutline, at: int, found: re.Match[str]) -> int:
    margin, name = found[1], found[2].lower()
    ending = re.compile(rf"^[ \t]*#\+end_{re.escape(name)}\b", re.IGNORECASE)
    end = at + 1
    while end < len(outline.lines) and not ending.match(outline.lines[end]):
        if name not in _CODE_BLOCKS and _HEADLINE.match(outline.lines[end]):
            break
        end += 1
    is_closed = end < len(outline.lines) and bool(ending.match(outline.lines[end]))
    if name in _CODE_BLOCKS:
        fence = "~~~" if any("```" in line for line in outline.lines[at:end]) else "```"
        outline.markdown[at] = f"{margin}{fence}{found[3] or ''}" if name == "src" else margin + fence
        outline.markdown[at + 1 : end] = [line.removeprefix(",") for line in outline.lines[at + 1 : end]]
        if is_closed:
            outline.markdown[end] = margin + fence
    else:
        mark = "> " if name in ("quote", "verse") else ""
        outline.markdown[at] = NOTHING_TO_SHOW
        for number in range(at + 1, end):
            outline.markdown[number] = mark + _line_as_markdown(outline.lines[number])
        if is_closed:
            outline.markdown[end] = NOTHING_TO_SHOW
    return end + is_closed


def _drawer_end(outline: OrgOutline, at: int) -> int | None:
    """One past the `:END:` of the drawer; None when a headline or many lines come before it."""
    place = bisect_right(outline.drawer_stops, at)
    if place == len(outline.drawer_stops) or outline.drawer_stops[place] - at > _LONGEST_DRAWER:
        return None
    stop = outline.drawer_stops[place]
    return stop + 1 if _END.match(outline.lines[stop]) else None


def _read_drawer(outline: OrgOutline, name: str, start: int, end: int) -> None:
    outline.markdown[start:end] = [NOTHING_TO_SHOW] * (end - start)
    if not outline.headlines:
        return
    headline = outline.headlines[-1]
    for line in outline.lines[start + 1 : end - 1]:
        found = _PROPERTY.match(line)
        if name == "PROPERTIES" and found:
            headline.properties[found[1].upper()] = found[2]
        elif name == "REVIEW_DATA" and line.strip().startswith("|") and "---" not in line:
            cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            if cells[0].casefold() != "position":
                headline.review_rows.append(cells)


def _nest(outline: OrgOutline) -> None:
    inherited = tuple(tag for tag in outline.settings.get("FILETAGS", "").split(":") if tag.strip())
    above: list[Headline] = []
    for headline in outline.headlines:
        while above and above[-1].level >= headline.level:
            above.pop().tree_end = headline.line
        headline.parent = above[-1] if above else None
        headline.tags = tuple(dict.fromkeys((*headline.tags, *(above[-1].tags if above else inherited))))
        above.append(headline)
    for headline in above:
        headline.tree_end = len(outline.lines)


# --- markup -----------------------------------------------------------------------------------------------

_LINK = re.compile(r"\[\[([^\[\]]{1,400})\](?:\[([^\[\]]{1,300})\])?\]")
_CODE = re.compile(r"(?<![\w=~])([=~])(?!\1)(?=\S)([^\n`]{1,200}?)(?<=\S)\1(?![\w=~])")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w/:<])/(?=[^\s/])([^/\n]{1,200}?)(?<=[^\s/])/(?![\w/>])")
_STRIKE = re.compile(r"(?<![\w+])\+(?=[^\s+])([^+\n]{1,200}?)(?<=[^\s+])\+(?![\w+])")
_FOOTNOTE = re.compile(r"\[fn:[^\[\]]*\]")
_TERM = re.compile(r"^([ \t]*[-+][ \t]+)(\S.{0,80}?)[ \t]+::[ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"^[ \t]*\|-[-+|]*\|?[ \t]*$")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_PARTS = re.compile(r"(`[^`\n]*`|\$[^$\n]+\$|\\\(.*?\\\)|\]\([^()\s]*\)|<[a-z]+:[^<>]*>)")


def _link(found: re.Match[str]) -> str:
    address, words = found[1].removeprefix("file:"), found[2]
    if _PICTURE.search(address):
        return f"![{words or ''}]({address})"
    if address.startswith(("id:", "*", "#")):
        return words or address.lstrip("*#")
    return f"[{words}]({address})" if words else f"<{address}>" if ":" in address else address


def inline_as_markdown(text: str) -> str:
    """Org's inline markup in Markdown: code, links, emphasis; formulas stay as they are."""
    if not any(sign in text for sign in "=~*/+["):
        return text
    text = _CODE.sub(lambda found: f"`{found[2]}`", _LINK.sub(_link, _FOOTNOTE.sub("", text)))
    parts = _PARTS.split(text)
    for place in range(0, len(parts), 2):
        part = _ITALIC.sub(r"*\1*", _BOLD.sub("\0\\1\0", parts[place]))
        parts[place] = _STRIKE.sub(r"~~\1~~", part).replace("\0", "**")
    return "".join(parts)


def _line_as_markdown(line: str) -> str:
    if _TABLE_RULE.match(line):
        return line.replace("+", "|")
    line = _TERM.sub(lambda found: f"{found[1]}**{found[2].replace('*', '')}**: ", line)
    return inline_as_markdown(line)
