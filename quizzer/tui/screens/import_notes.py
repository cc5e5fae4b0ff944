"""Import: name a folder, see what it would give, decide what is doubtful, apply. Notes are only read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from quizzer.domain.plan import Decision, Fate, Item, withhold_parking
from quizzer.domain.word_diff import Change, word_diff
from quizzer.errors import QuizzerError
from quizzer.services.importing import Importer, Preview, Request, Summary
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.base import QuizzerScreen

SIGNS = {
    Fate.NEW: ("+", "$success"), Fate.EDITED: ("~", "$warning"), Fate.MOVED: (">", "$primary"),
    Fate.REWORDED: ("~", "$warning"), Fate.REVIVED: ("^", "$success"), Fate.PARKED: ("-", "$error"),
    Fate.DETACHED: ("-", "$warning"), Fate.DOUBTFUL: ("?", "$accent"), Fate.REFUSED: ("!", "$error"),
}  # fmt: skip
MOST_LINES = 3_000
"""Lines of a plan that are listed; the counts above them are of all."""
_DECIDED = {Decision.SAME: "same card", Decision.NEW: "keep both", Decision.PARK: "park the old one"}


class Cancelled(Exception):
    """The person left while files were being read."""


class ImportScreen(QuizzerScreen):
    """A path, then a plan, then what was stored."""

    CSS_PATH = "../pages.tcss"
    NAME = "Import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", "Store all of it", id="import.apply"),
        Binding("y", "decide('same')", "The same card", id="import.same"),
        Binding("n", "decide('new')", "Another card; keep both", id="import.new"),
        Binding("p", "decide('park')", "Another card; park the old one", id="import.park"),
        Binding("F", "force", "Park even a large part of a deck, or not", id="import.force"),
        Binding("tab", "next_open", "Next to decide", id="import.next"),
        Binding("j", "move(1)", "Down", id="import.down"),
        Binding("k", "move(-1)", "Up", id="import.up"),
        Binding("u", "undo", "Take the last import back", id="import.undo"),
        Binding("escape,q", "back", "Leave; nothing is stored", id="import.back"),
    ]

    def __init__(self, paths: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self._paths = paths
        self._preview: Preview | None = None
        self._items: list[Item] = []
        self._decisions: dict[str, Decision] = {}
        self._is_busy = False
        self._is_parking_forced = False

    def body(self) -> ComposeResult:
        """A field, a line of counts, the plan, and the change of the line under the cursor."""
        yield Input(id="path", placeholder="a folder or file of notes; empty reads again what was imported before")
        yield Static("", markup=False, id="counts")
        yield OptionList(id="plan", markup=False)
        yield Static("", markup=False, id="change")

    def on_mount(self) -> None:
        """Ask for a path, or read the one given."""
        self.title_bar.show("quizzer  Import", "nothing is stored yet")
        self._say("Markdown, Org and YAML are read; your files are never written.")
        self.query_one("#path", Input).focus()
        if self._paths:
            self._read(Request(paths=self._paths))

    def hints(self) -> list[tuple[str, str]]:
        """The keys of the moment."""
        if self._preview is None:
            return [("back", "Back"), ("undo", "Undo last import"), ("keys", "Keys")]
        if any(item.fate is Fate.DOUBTFUL for item in self._items):
            return [("apply", "Store"), ("next_open", "Next ?"), ("decide('same')", "Same"), ("decide('new')", "New"),
                    ("back", "Cancel"), ("keys", "Keys")]  # fmt: skip
        return [("apply", "Store"), ("back", "Cancel"), ("keys", "Keys")]

    # -- reading

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read what the path names."""
        event.stop()
        text = event.value.strip()
        path = Path(text).expanduser()
        if text and not path.exists():
            self._say(f"There is no {path}.", "$error")
            return
        self._read(Request(paths=(path,) if text else ()))

    def _read(self, request: Request) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._prepare(request)

    def _importer(self) -> Importer:
        app = self.quizzer
        return Importer(app.home, app.settings, app.clock)

    @work(thread=True, exclusive=True, group="import")
    def _prepare(self, request: Request) -> None:
        worker = get_current_worker()

        def progress(count: int, path: str) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.app.call_from_thread(self._say, f"Read {count}: {Path(path).name}")

        repository = None
        try:
            importer = self._importer()
            repository = importer.repository()
            preview = importer.prepare(repository, request, progress)
        except Cancelled:
            return
        except QuizzerError as error:
            self.app.call_from_thread(self._failed, error)
            return
        finally:
            if repository is not None:
                repository.close()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, preview)

    def _failed(self, error: QuizzerError) -> None:
        self._is_busy = False
        self._say(f"{error}. {error.hint}", "$error")

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#counts", Static).update(Content(text).stylize(style))

    # -- the plan

    def _show(self, preview: Preview) -> None:
        """List what the plan would do."""
        self._is_busy = False
        self._preview = preview
        self._items = []
        self._decisions = {}
        self._is_parking_forced = False
        self.query_one("#path", Input).display = False
        plan = self.query_one("#plan", OptionList)
        plan.clear_options()
        for path, items in preview.plan.by_file().items():
            shown = [item for item in items if not item.changes_nothing]
            if not shown:
                continue
            plan.add_option(Option(Content(f"{Path(path).name}").stylize("bold"), disabled=True))
            self._items.append(shown[0])
            for item in shown[: MOST_LINES - len(self._items)]:
                self._items.append(item)
                plan.add_option(Option(self._line(item)))
        for problem in [*preview.problems, *(p for reading in preview.readings for p in reading.problems)]:
            where = f"{Path(problem.path).name}:{problem.line}"
            plan.add_option(Option(Content.assemble((" ! ", "$error"), f"{where}  {problem.message}"), disabled=True))
        self._count()
        plan.focus()
        if plan.option_count > 1:
            plan.highlighted = 1
        self.call_after_refresh(self.refresh_keys)  # once the list has the focus

    def _count(self) -> None:
        preview = self._preview
        assert preview is not None
        counts = preview.plan.count()
        parts: list[tuple[str, str] | str] = []
        for fate, (sign, style) in SIGNS.items():
            if counts.get(fate):
                parts += [(f"{sign} {counts[fate]} {fate}", style), "   "]
        stubs = sum(len(reading.stubs) for reading in preview.readings)
        same = counts.get(Fate.UNCHANGED, 0)
        parts += [f"= {same} as before   " if same else "", f"{stubs} without an answer" if stubs else ""]
        if preview.unchanged:
            parts.append(f"   {preview.unchanged} files unchanged")
        if not any(counts.get(fate) for fate in SIGNS):
            parts = [("Nothing new.", "bold"), " ", *parts]
        withheld = len(withhold_parking(preview.plan.settled(), preview.deck_sizes).withheld)
        if withheld:
            state = "will be parked" if self._is_parking_forced else "stay: over 20 % of a deck; F parks them"
            parts.append((f"\n{withheld} cards gone from the notes {state}", "$warning"))
        self.query_one("#counts", Static).update(Content.assemble(*parts))

    def _line(self, item: Item) -> Content:
        sign, style = SIGNS.get(item.fate, ("=", ""))
        text = item.draft.question if item.draft else item.card.question if item.card else item.reason
        decided = self._decisions.get(item.card.id) if item.card else None
        note = f"  ({_DECIDED[decided]})" if decided else ""
        line = to_plain(text, ascii_only=self.is_ascii)[:300]
        return Content.assemble((f" {sign} ", f"bold {style}"), line, (note, "bold $accent"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what would change in the card under the cursor."""
        if event.option_index < len(self._items):
            self.query_one("#change", Static).update(_change(self._items[event.option_index]))

    def action_decide(self, word: str) -> None:
        """Decide on the doubtful card under the cursor, and go to the next."""
        plan = self.query_one("#plan", OptionList)
        place = plan.highlighted
        if place is None or place >= len(self._items):
            return
        item = self._items[place]
        if item.fate is Fate.DOUBTFUL and item.card is not None:
            self._decisions[item.card.id] = Decision(word)
            plan.replace_option_prompt_at_index(place, self._line(item))
            self.action_next_open()

    def action_next_open(self) -> None:
        """Go to the next card that waits for a decision."""
        plan = self.query_one("#plan", OptionList)
        start = (plan.highlighted or 0) + 1
        for place in [*range(start, len(self._items)), *range(start)]:
            item = self._items[place] if place < len(self._items) else None
            is_line = not plan.get_option_at_index(place).disabled
            if item and is_line and item.is_open and item.card and item.card.id not in self._decisions:
                plan.highlighted = place
                return

    def action_force(self) -> None:
        """Park cards that are gone even where they are a large part of a deck, or leave them again."""
        if self._preview is not None:
            self._is_parking_forced = not self._is_parking_forced
            self._count()

    def action_move(self, lines: int) -> None:
        """Move in the plan."""
        plan = self.query_one("#plan", OptionList)
        (plan.action_cursor_down if lines > 0 else plan.action_cursor_up)()

    # -- storing

    def on_option_list_option_selected(self) -> None:
        """Enter in the list stores."""
        self.action_apply()

    def action_apply(self) -> None:
        """Store the plan."""
        if self._preview is not None and not self._is_busy:
            self._is_busy = True
            self._say("Storing …" if not self.is_ascii else "Storing ...")
            self._apply(self._preview, dict(self._decisions), self._is_parking_forced)

    @work(thread=True, group="store")
    def _apply(self, preview: Preview, decisions: dict[str, Decision], is_parking_forced: bool) -> None:
        repository = None
        try:
            importer = self._importer()
            repository = importer.repository()
            summary = importer.apply(repository, preview, decisions, is_parking_forced=is_parking_forced)
        except QuizzerError as error:
            self.app.call_from_thread(self._failed, error)
            return
        finally:
            if repository is not None:
                repository.close()
        self.app.call_from_thread(self._stored, summary)

    def _stored(self, summary: Summary) -> None:
        self._is_busy = False
        counts = ", ".join(
            f"{count} {fate}" for fate, count in summary.counts.items() if fate is not Fate.UNCHANGED and count
        )
        withheld = f" {summary.withheld} cards would have been parked and were left." if summary.withheld else ""
        self.quizzer.say(f"Stored: {counts or 'nothing new'}.{withheld}")
        self.app.pop_screen()

    def action_undo(self) -> None:
        """Take the last import back; reviews made since are kept."""
        repository = None
        try:
            importer = self._importer()
            repository = importer.repository()
            found = importer.undo(repository)
        except QuizzerError as error:
            self.quizzer.complain(error)
            return
        finally:
            if repository is not None:
                repository.close()
        if found is None:
            self.quizzer.say("There is no import to take back.")
            return
        batch, kept = found
        parked = f" {len(kept)} cards that hold reviews stay, parked." if kept else ""
        self.quizzer.say(f"Taken back: the import of {batch.title}.{parked}")

    def action_back(self) -> None:
        """Leave; what is being read is given up."""
        self.workers.cancel_group(self, "import")
        self.app.pop_screen()


def _change(item: Item) -> Content:
    """Why, and what differs, word by word."""
    parts: list[tuple[str, str] | str] = [(item.reason, "$foreground 60%")]
    if item.card is not None and item.draft is not None:
        for name in ("question", "answer"):
            before, after = getattr(item.card, name), getattr(item.draft, name)
            if before == after:
                continue
            parts.append("\n")
            for run in word_diff(before, after)[:200]:
                style = {Change.ADDED: "bold $success", Change.REMOVED: "strike $error"}.get(run.change, "")
                parts.append((run.text, style))
    elif item.draft is not None:
        parts.append(f"\n{to_plain(replace(item.draft).answer)[:400]}")
    return Content.assemble(*parts)
