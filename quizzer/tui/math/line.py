"""A formula on one line: recursive descent over the TeX, with Unicode scripts where every character has one.

`x_{i+1}` is xᵢ₊₁; `d_{qkv}` stays d_qkv because there is no small q; a fraction gets brackets unless its sides are
atoms; a name that nobody knows stays visible as `\\name`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from quizzer.tui.math import environments, symbols
from quizzer.tui.math.marks import (
    NOTHING,
    SIZED,
    SKIPPED_ARGUMENT,
    TEXT,
    UPRIGHT,
    WIDE_SPACE,
    raised_first,
    without_space,
)
from quizzer.tui.math.reading import Piece, Role, Unreadable, is_atom, is_bracketed, is_product, join, tokens
from quizzer.tui.math.signs import Signs

__all__ = ["Unreadable", "one_line_each"]

DEEPEST = 40
"""Groups inside groups; beyond that the formula is shown as it stands."""


def one_line_each(tex: str, *, ascii_only: bool = False) -> list[str]:
    """The formula with one line for each of its rows. Raises Unreadable when it is too long or too deep."""
    rows = [join(row) for row in _Reader(tokens(tex), ascii_only).rows()]
    return [row for row in rows if row] or [" ".join(tex.split())]


class _Reader(Signs):
    """Reads tokens from left to right; what it gives are pieces."""

    def __init__(self, parts: list[str], ascii_only: bool) -> None:
        super().__init__(parts, ascii_only)
        self._depth = 0

    def rows(self) -> list[list[Piece]]:
        """The whole formula; a stray closing brace is passed over."""
        rows: list[list[Piece]] = [[]]
        while self._at < len(self._parts):
            for cells in self._table():
                rows[-1] += [piece for cell in cells for piece in cell]
                rows.append([])
            rows.pop()
            if self._at < len(self._parts):
                self._at += 1
        return [row for row in rows if row]

    def _table(self) -> list[list[list[Piece]]]:
        """Rows of cells up to the end of the group, of the environment, or of the formula."""
        table: list[list[list[Piece]]] = [[[]]]
        while self._at < len(self._parts):
            part = self._parts[self._at]
            if part == "}" or part == "\\end":
                break
            self._at += 1
            if part in ("\\\\", "\\cr", "\\newline"):
                self._optional()
                table.append([[]])
            elif part == "&":
                table[-1].append([])
            elif part == "\\begin":
                inner = self._environment()
                if isinstance(inner, list) and self._depth == 0 and not table[-1][-1] and len(table[-1]) == 1:
                    table[-1] = inner[0] if inner else [[]]
                    table += inner[1:]
                else:
                    table[-1][-1] += inner if isinstance(inner, tuple) else environments.flat(inner)
            else:
                self._take(part, table[-1][-1])
        return table

    def _sequence(self) -> list[Piece]:
        """The pieces of a group, rows and cells run together."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable
        table = self._table()
        self._depth -= 1
        return environments.flat(table)

    def _environment(self) -> tuple[Piece, ...] | list[list[list[Piece]]]:
        """What `\\begin` opens: finished pieces for cases and matrices, rows for `gather` and its like."""
        name = self._raw_group().strip("* ")
        if name in environments.WITH_COLUMNS:
            self._optional()
            self._raw_group()
        is_outermost = self._depth == 0 and name in environments.ROWS
        if not is_outermost:
            self._depth += 1
            if self._depth > DEEPEST:
                raise Unreadable
        table = self._table()
        if self._parts[self._at : self._at + 1] == ["\\end"]:
            self._at += 1
            self._raw_group()
        if is_outermost:
            return table
        self._depth -= 1
        return environments.pieces(name, table)

    def _take(self, part: str, into: list[Piece]) -> None:
        """Add what one token stands for."""
        is_spaced = self._at > 1 and self._parts[self._at - 2].isspace()
        if part.isspace():
            return
        if part in ("^", "_") or part == "'":
            self._script(part, into)
            return
        if part == "{":
            self._at -= 1
            group = self._argument()
            into += self._scripted(group) if group else [Piece("")]
            return
        found = self._macro(part) if part[0] == "\\" else self._character(part)
        if found:
            found[0] = replace(found[0], was_spaced=is_spaced)
        into += found

    def _scripted(self, group: list[Piece]) -> list[Piece]:
        """A group in brackets when a script follows that would else seem to hang on its last letter."""
        ahead = next((part for part in self._parts[self._at : self._at + 3] if not part.isspace()), "")
        if ahead not in ("^", "_") or len(group) == 1:
            return group
        text = join(group)
        return [Piece(text if is_bracketed(group) else f"({text})")]

    def _braced(self) -> list[Piece]:
        return self._scripted(self._argument())

    def _macro(self, macro: str) -> list[Piece]:
        name = macro[1:]
        if macro in WIDE_SPACE or name.isspace():
            return [Piece("  " if name in ("quad", "qquad") else " ", Role.SPACE)]
        if macro in NOTHING:
            if macro in SIZED and self._parts[self._at : self._at + 1] == ["."]:
                self._at += 1
            return []
        if macro in TEXT:
            return self._text(self._raw_group())
        if macro in UPRIGHT:
            return [self._piece(join(self._argument()), Role.WORD)]
        if macro in SKIPPED_ARGUMENT:
            self._argument()
            return []
        if name in symbols.STYLES or name in symbols.ACCENTS:
            return self._dressed(name)
        if name in _BUILT:
            return _BUILT[name](self)
        return [self._named(name)]

    def _text(self, raw: str) -> list[Piece]:
        """Words inside a formula; dollars inside them are formulas again."""
        shown = []
        for number, part in enumerate(raw.split("$")):
            if number % 2:
                self._depth += 1
                if self._depth > DEEPEST:
                    raise Unreadable
                shown.append("; ".join(one_line_each(part, ascii_only=self._is_ascii)) if part.strip() else "")
                self._depth -= 1
            else:
                shown.append(part.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("~", " "))
        return [self._piece(" ".join("".join(shown).split()), Role.WORD)]

    def _dressed(self, name: str) -> list[Piece]:
        """A letter with an accent or in another style."""
        inside = self._argument()
        text = join(inside)
        if self._is_ascii:
            return inside if name in symbols.STYLES else [Piece(f"{name}({text})", Role.WORD)]
        if name in symbols.STYLES:
            return [Piece("".join(symbols.styled(name, char) if len(text) == 1 else char for char in text))]
        if len(text) == 1:
            return [Piece(text + symbols.ACCENTS[name])]
        if name in ("overline", "underline", "bar") and len(text) <= 12:
            mark = symbols.ACCENTS["overline" if name == "bar" else name]
            return [Piece("".join(char + mark for char in text))]
        return [Piece(f"{name}({text})", Role.WORD)] if text else []

    def _script(self, mark: str, into: list[Piece]) -> None:
        """Hang what follows `^`, `_` or a prime on the piece before it."""
        base = into.pop() if into else Piece("")
        if base.role is Role.FRACTION:
            base = Piece(f"({base.text})")
        if mark == "'":
            into.append(replace(base, text=base.text + ("'" if self._is_ascii else "′")))
            return
        into.append(self._hung(base, mark, self._argument()))

    def _hung(self, base: Piece, mark: str, inside: list[Piece]) -> Piece:
        """The piece with a script: small characters where all of it has them, else `_name` or `^(…)`."""
        text = join(inside)
        bare = "".join(piece.text for piece in inside)
        small = None if self._is_ascii else (symbols.raised if mark == "^" else symbols.lowered)(bare)
        if not text:
            return base
        if small is not None:
            return raised_first(base, small, mark)
        is_word = text.replace("_", "").isalnum() or bare in ("⊤", "∗", "*", "†", "∘", "′", "∞")
        shown = text if is_word else f"({without_space(text)})"
        return replace(base, text=f"{base.text}{mark}{shown}", is_open_ended=is_word)

    def _argument(self) -> list[Piece]:
        """What belongs to a macro or a script: a group, or the next token alone."""
        self._skip_space()
        if self._at >= len(self._parts):
            return []
        part = self._parts[self._at]
        if part in ("}", "\\end", "&", "\\\\"):
            return []
        self._at += 1
        if part == "{":
            inside = self._sequence()
            if self._parts[self._at : self._at + 1] == ["}"]:
                self._at += 1
            return inside
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable
        single: list[Piece] = []
        if part not in ("^", "_"):
            self._take(part, single)
        self._depth -= 1
        return single

    def _fraction(self) -> list[Piece]:
        above, below = self._argument(), self._argument()
        top = join(above) if is_product(above) or is_atom(above) else f"({join(above)})"
        bottom = join(below) if is_atom(below) else f"({join(below)})"
        return [Piece(f"{top}/{bottom}", Role.FRACTION)]

    def _root(self) -> list[Piece]:
        degree = self._optional()
        inside = self._argument()
        text = join(inside)
        if self._is_ascii:
            return [Piece(f"sqrt({text})" if not degree else f"root{degree}({text})")]
        sign = {"": "√", "3": "∛", "4": "∜"}.get(degree) or (symbols.raised(degree) or f"{degree} ") + "√"
        return [Piece(sign + (text if len(text) == 1 or text.isdecimal() else f"({text})"))]

    def _binomial(self) -> list[Piece]:
        return [Piece(f"C({join(self._argument())}, {join(self._argument())})")]

    def _set_above(self, mark: str) -> list[Piece]:
        """`\\overset`, `\\underset`, `\\stackrel`: what is set above or below becomes a script."""
        extra, base = self._argument(), self._argument()
        role = base[0].role if len(base) == 1 else Role.WORD
        return [self._hung(Piece(join(base), role), mark, extra)]

    def _coloured(self) -> list[Piece]:
        self._raw_group()
        return self._argument()

    def _tagged(self) -> list[Piece]:
        return [Piece("  ", Role.SPACE), Piece(f"({self._raw_group()})", Role.WORD)]

    def _modulo(self) -> list[Piece]:
        return [Piece(" ", Role.SPACE), Piece(f"(mod {join(self._argument())})", Role.WORD)]

    def _boxed(self) -> list[Piece]:
        return [Piece(f"[{join(self._argument())}]")]

    def _arrow(self) -> list[Piece]:
        over = join(self._argument())
        return [self._piece("→", Role.RELATION), Piece(f"({over})", Role.WORD)] if over else [self._piece("→")]

    def _not(self) -> list[Piece]:
        inside = self._argument()
        denied = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≡": "≢", "⊂": "⊄", "∃": "∄"}
        text = join(inside)
        return [self._piece(denied.get(text, f"¬{text}"), Role.RELATION)]


_BUILT: dict[str, Callable[[_Reader], list[Piece]]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), _Reader._fraction),
    "sqrt": _Reader._root,
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _Reader._binomial),
    **dict.fromkeys(("overset", "stackrel"), partial(_Reader._set_above, mark="^")),
    "underset": partial(_Reader._set_above, mark="_"),
    **dict.fromkeys(("overbrace", "underbrace"), _Reader._braced),
    "textcolor": _Reader._coloured,
    "tag": _Reader._tagged,
    "pmod": _Reader._modulo,
    "boxed": _Reader._boxed,
    "xrightarrow": _Reader._arrow,
    "not": _Reader._not,
}
