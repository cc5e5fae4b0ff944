"""The tokens of a document as Rich's primitives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from quizzer.tui.markdown.blocks import Formula, Prefixed, coloured, parted, trimmed
from quizzer.tui.markdown.document import picture_label
from quizzer.tui.markdown.grid import Grid
from quizzer.tui.markdown.look import Look
from quizzer.tui.math import MathForm, to_inline

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLETS = "•◦▪"
_CALLOUTS = {"warning": "!", "caution": "!", "danger": "!", "attention": "!", "bug": "!", "error": "!", "failure": "✗",
             "success": "✓", "done": "✓", "question": "?", "faq": "?", "help": "?", "tip": "*", "hint": "*",
             "important": "!", "example": "›", "quote": "›", "cite": "›"}  # fmt: skip


class Drawer:
    """Walks the tokens once; `_at` is the next one."""

    def __init__(self, tokens: Iterable[Token], look: Look) -> None:
        self._tokens = list(tokens)
        self._at = 0
        self._look = look
        self._depth = 0

    def all(self) -> RenderableType:
        """Everything."""
        return Group(*self._blocks(""))

    def _blocks(self, end: str, *, is_tight: bool = False) -> list[RenderableType]:
        """Blocks up to the closing token `end`, an empty line between them unless the list is tight."""
        drawn: list[RenderableType] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == end:
                break
            block = self._block(token)
            if block is None:
                continue
            if drawn and not (is_tight or token.hidden):
                drawn.append(Text(""))
            drawn.append(block)
        return parted(drawn)

    def _block(self, token: Token) -> RenderableType | None:
        look = self._look
        match token.type:
            case "paragraph_open":
                return self._flow(self._inline_until("paragraph_close"))
            case "inline":
                return self._flow(token.children or [])
            case "heading_open":
                return self._flow(self._inline_until("heading_close"), look.heading)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "blockquote_open":
                return self._quote(token)
            case "fence":
                return self._code(token)
            case "math":
                return Formula(token.content, look)
            case "table_open":
                return self._table()
            case "hr":
                return Text("-" * 12 if look.is_ascii else "─" * 12, style=look.faint)
            case "dt_open":
                return self._flow(self._inline_until("dt_close"), look.heading)
            case "dd_open":
                return Prefixed("   ", "   ", Group(*self._blocks("dd_close")))
            case "dl_open":
                return Group(*self._blocks("dl_close", is_tight=True))
        return None

    def _inline_until(self, end: str) -> list[Token]:
        children: list[Token] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == end:
                break
            children += token.children or []
        return children

    def _flow(self, children: list[Token], style: str = "none") -> RenderableType | None:
        """Inline tokens as text; a display formula among them stands on lines of its own."""
        parts: list[RenderableType] = []
        line: list[Token] = []
        for child in [*children, None]:
            if child is not None and child.type != "math_display":
                line.append(child)
                continue
            while line and line[-1].type in ("hardbreak", "softbreak"):
                line.pop()
            while line and line[0].type in ("hardbreak", "softbreak"):
                line.pop(0)
            if any(part.content.strip() or part.type == "image" for part in line):
                parts.append(trimmed(self.text(line, style)))
            line = []
            if child is not None:
                parts.append(Formula(child.content, self._look))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Group(*parted(parts))

    def text(self, children: list[Token], style: str = "none") -> Text:
        """Inline tokens as styled text; nothing in them is markup."""
        look = self._look
        text = Text(style=style, overflow="fold")
        styles = {"strong": "bold", "em": "italic", "s": "strike", "mark": look.mark, "link": look.link}
        opened: list[str] = []
        for child in children:
            if child.nesting == 1:
                opened.append(styles.get(child.type.removesuffix("_open"), "none"))
            elif child.nesting == -1:
                if opened:
                    opened.pop()
            else:
                shown, own = self._shown(child)
                start = len(text)
                text.append(shown)
                for each in (*opened, own):
                    if each != "none":
                        text.stylize(each, start, len(text))
        return text

    def _shown(self, token: Token) -> tuple[str, str]:
        """What an inline token says, and its style."""
        look = self._look
        match token.type:
            case "hardbreak":
                return "\n", "none"
            case "softbreak":
                return " ", "none"
            case "code_inline":
                return token.content, look.code
            case "math_inline" | "math_display":
                if look.math is MathForm.RAW:
                    return f"${token.content}$", look.formula
                return to_inline(token.content, ascii_only=look.is_ascii), look.formula
            case "image":
                return picture_label(token), look.faint
        return token.content, "none"

    def _list(self, opening: Token) -> RenderableType:
        is_numbered = opening.type == "ordered_list_open"
        end = opening.type.replace("_open", "_close")
        number = int(opening.attrs.get("start", 1)) if is_numbered else 0
        items: list[tuple[Token, list[RenderableType]]] = []
        self._depth += 1
        is_tight = True
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == end:
                break
            if token.type == "list_item_open":
                is_tight = is_tight and self._is_tight_here()
                items.append((token, self._blocks("list_item_close", is_tight=self._is_tight_here())))
        self._depth -= 1
        width = max((len(item.info or str(number + place)) for place, (item, _) in enumerate(items)), default=1) + 2
        drawn: list[RenderableType] = []
        for place, (item, body) in enumerate(items):
            lead = f"{item.info or number + place}.".rjust(width) + " " if is_numbered else self._bullet(item)
            if drawn and not is_tight:
                drawn.append(Text(""))
            if is_tight and place + 1 < len(items):
                body = parted(body, is_followed=True)
            drawn.append(Prefixed(lead, " " * len(lead), Group(*body) if body else Text(""), self._look.accent))
        return Group(*drawn)

    def _is_tight_here(self) -> bool:
        return (
            self._at >= len(self._tokens)
            or self._tokens[self._at].hidden
            or (self._tokens[self._at].type != "paragraph_open")
        )

    def _bullet(self, item: Token) -> str:
        if "task" in item.meta:
            box = (
                ("[x]" if item.meta["task"] else "[ ]") if self._look.is_ascii else ("☑" if item.meta["task"] else "☐")
            )
            return f" {box} "
        return " * " if self._look.is_ascii else f" {_BULLETS[(self._depth) % len(_BULLETS)]} "

    def _quote(self, opening: Token) -> RenderableType:
        look = self._look
        kind = opening.meta.get("callout")
        bar = "| " if look.is_ascii else "▌ "
        body = self._blocks("blockquote_close")
        if not kind:
            return Prefixed(bar, bar, Group(*body), look.faint)
        is_warning = _CALLOUTS.get(kind) in ("!", "✗")
        style = look.warning if is_warning else look.accent
        sign = _CALLOUTS.get(kind, "i")
        title = Text(f"{sign if not look.is_ascii or sign.isascii() else '-'} {kind.capitalize()}", style=style)
        named: list[Token] = opening.meta.get("title") or []
        if named:
            title.append("  ").append_text(self.text(named, style))
        return Prefixed(bar, bar, Group(title, *body), style)

    def _code(self, token: Token) -> RenderableType:
        look = self._look
        code = token.content.rstrip("\n").expandtabs(4)
        language = token.info.split()[0].strip("{}.").lower() if token.info.strip() else ""
        bar = "| " if look.is_ascii else "│ "
        return Prefixed(bar, bar, coloured(code, language, look), look.faint)

    def _table(self) -> RenderableType:
        rows: list[list[Text]] = []
        ways: list[str] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if len(rows) == 1:
                    ways.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
                cell = self._inline_until(token.type.replace("_open", "_close"))
                if rows:
                    rows[-1].append(self.text(cell))
        return Grid(rows, ways, self._look) if rows else Text("")
