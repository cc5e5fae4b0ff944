"""Front matter: the settings at the top of a note, in YAML or TOML or as an outliner's properties, as text.

Notes are written by people and by programs, so what is not quite YAML is still read line by line. Keys are compared
without case; a value is a text or a list of texts, anything deeper is not a setting of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizzer.domain.patterns import late
from quizzer.domain.plain_text import clean
from quizzer.notes.properties import is_property_name, read_page_property

_FENCES = frozenset({"---", "+++", "...", ""})
_SETTING = late(r"^([\w.\-/ ]{1,60}?)\s*[:=]\s*(.*)$")
_BARE = re.compile(r"^[A-Za-z][\w -]{0,30}:(?:\s|$)|^\s+-\s")
_LIKE_SETTING = late(r"^\s*(?:[\w\"'][^:=\n]{0,60}[:=](?:\s|$)|\"[^\"\n]{1,60}\"\s*:(?:\s|$)|-\s|#|$|[\]}\s])")
_LONGEST = 300
"""Lines of settings; what goes on longer is text between two rules."""
_TOML = re.compile(r"^\s*[\w\-\"]+\s*=\s*[\"'\[\d tf]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings of one note."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys in lower case; a single text is a list of one."""
    unclosed: tuple[str, ...] = ()
    """Lines whose bracket or quote is never closed; what they say was guessed."""

    def over(self, rules: FrontMatter) -> FrontMatter:
        """These settings, and where they say nothing those of `rules`; tags add up."""
        tags = (*rules.values.get("tags", ()), *self.values.get("tags", ()))
        values = {**rules.values, **self.values, **({"tags": tags} if tags else {})}
        return FrontMatter(values, self.unclosed)

    def text(self, *keys: str) -> str:
        """The first of the keys that is set, as one text; empty when none is."""
        return next((", ".join(self.values[key]) for key in keys if self.values.get(key)), "")

    def words(self, *keys: str) -> tuple[str, ...]:
        """All words of the keys, split at commas (and spaces when there is no comma), without `#`, each once."""
        found: list[str] = []
        for key in keys:
            for value in self.values.get(key, ()):
                parts = value.split(",") if "," in value or len(self.values[key]) > 1 else value.split()
                found += [part.strip().lstrip("#").strip("\"'") for part in parts]
        return tuple(dict.fromkeys(word for word in found if word))

    def says_no(self, key: str) -> bool:
        """Whether the key is set to `false`, `no` or `off`."""
        return self.text(key).casefold() in ("false", "no", "off")

    def says_yes(self, key: str) -> bool:
        """Whether the key is set to `true`, `yes` or `on`."""
        return self.text(key).casefold() in ("true", "yes", "on")


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The settings in the lines of a front matter, its fences included or not. Any lines are accepted."""
    lines = lines[_script_end(lines) :]
    inside = [line for line in lines if line.strip() not in _FENCES]
    if not inside:
        return FrontMatter()
    properties = [read_page_property(line) for line in inside]
    if all(properties):
        return FrontMatter({each[0]: _linked(each[1]) for each in properties if each and each[1]})
    text = "\n".join(inside)
    if any(line.strip() == "+++" for line in lines) or all(_TOML.match(line) for line in inside):
        values = _from_toml(text)
    else:
        from quizzer.notes.yaml_settings import read_settings  # many notes have no settings

        values = read_settings(text)
    if values is not None:
        return FrontMatter(values)
    unclosed = tuple(line for line in inside if (found := _SETTING.match(line)) and _is_unclosed(found[2].strip()))
    return FrontMatter(_from_lines(inside), unclosed)


def _linked(value: str) -> tuple[str, ...]:
    """The values of a property of a page, which may be links: `[[Serving]], #cuda`."""
    return tuple(part.strip().strip("#").removeprefix("[[").removesuffix("]]") for part in value.split(","))


def _from_toml(text: str) -> dict[str, tuple[str, ...]] | None:
    import tomllib  # hardly any note has its settings so

    try:
        root = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    values = {}
    for key, value in root.items():
        items = value if isinstance(value, list) else [value]
        values[key.casefold()] = tuple(clean(_word(item)) for item in items if not isinstance(item, (dict, list)))
    return values


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_unclosed(value: str) -> bool:
    """Does a list, a mapping or a quoted text begin here that does not end on this line?"""
    closing = {"[": "]", "{": "}", '"': '"', "'": "'"}.get(value[:1])
    return closing is not None and (closing not in value[1:])


def _from_lines(lines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        item = re.match(r"^\s*-\s+(.*)$", line)
        found = _SETTING.match(line)
        if item and key:
            values[key] = (*values[key], item[1].strip().strip("\"'"))
        elif found:
            key = found[1].strip().casefold()
            value = found[2].strip()
            parts = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
            if _is_unclosed(value):
                parts = value.lstrip("[{\"' ").split(",") if value[0] in "[{" else [value[1:]]
            values[key] = tuple(part.strip().strip("\"'") for part in parts if part.strip())
    return values


def front_matter_end(raw: Sequence[str]) -> int:
    """One past the last line of the settings at the top of a note; 0 where there are none."""
    script = _script_end(raw)
    return _settings_end(raw, script) or script


def _script_end(raw: Sequence[str]) -> int:
    """One past the script of a template at the top, with which a plug-in writes the note: `<%* … %>`; 0 without one."""
    start = next((number for number, text in enumerate(raw[:5]) if text.strip()), 0)
    opening = raw[start].strip() if raw else ""
    if opening.startswith("<%") and opening.endswith("%>") and opening.count("<%") == 1:
        return start + 1
    if opening != "<%*":
        return 0
    ends = (
        number + 1 for number in range(start + 1, min(len(raw), start + _LONGEST)) if raw[number].strip().endswith("%>")
    )
    return next(ends, 0)


def _settings_end(raw: Sequence[str], top: int) -> int:
    """One past the settings that begin in the first lines from `top`; 0 where none do."""
    start = next((number for number in range(top, min(len(raw), top + 5)) if raw[number].strip()), top)
    opening = raw[start].strip() if start < len(raw) else ""
    first = read_page_property(opening)
    if first and (is_property_name(first[0]) or first[0] in {"deck", "quizzer", "dialect"}):
        return next((n for n in range(start, len(raw)) if not read_page_property(raw[n])), len(raw))
    closing = {"---": ("---", "..."), "+++": ("+++",)}.get(opening)
    if closing is None:
        return _bare_settings_end(raw, start)
    for number in range(start + 1, min(len(raw), start + _LONGEST)):
        if raw[number].strip() in closing:
            return number + 1 if _looks_like_settings(raw[start + 1 : number], opening) else 0
    return 0


def _bare_settings_end(raw: Sequence[str], start: int) -> int:
    """Settings whose opening dashes were lost: several lines `key: value` that dashes close."""
    end = next((n for n in range(start, min(len(raw), start + _LONGEST)) if not _BARE.match(raw[n])), start)
    names = [raw[n].partition(":")[0].strip() for n in range(start, end)]
    is_closed = end < len(raw) and raw[end].strip() == "---"
    return end + 1 if is_closed and sum(map(is_property_name, names)) > 1 else 0


def _looks_like_settings(inside: Sequence[str], opening: str) -> bool:
    """A rule at the top of a note, and another one later, are no front matter."""
    if opening != "---":
        return True
    whole = [text.strip() for text in inside if text.strip()]
    if whole and whole[0].startswith("{") and whole[-1].endswith("}"):
        return ":" in "".join(whole)  # written as JSON, which is YAML as well
    return all(_LIKE_SETTING.match(text) or text.startswith((" ", "\t")) for text in inside)
