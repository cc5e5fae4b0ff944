"""What the app opens outside of it: notes in the person's editor, and the links and pictures of a card."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.app import SuspendNotSupported

from quizzer.config import Settings
from quizzer.domain.cards import Card
from quizzer.errors import QuizzerError
from quizzer.services.study import Desk
from quizzer.tui.markdown import Link
from quizzer.tui.speaking import SpeakingApp


class OutsideApp(SpeakingApp):
    """The app itself says which settings, variables and desk there are."""

    settings: Settings
    environment: Mapping[str, str]

    @property
    def desk(self) -> Desk:
        """The desk, which knows the folders of notes."""
        raise NotImplementedError

    def edit_note(self, card: Card) -> None:
        """Open a card's note at its line, and show what the change would do to the cards."""
        from quizzer.tui import wording

        if wording.has_note(card):
            self.edit_text(card.path, card.line)
        else:
            self.say("This card belongs to no note of yours: it comes with quizzer, or was added by hand.")

    def edit_text(self, path: str, line: int) -> None:
        """Open a note at a line, and show what the change would do to the cards."""
        before = _stamp(path)
        if before is None:
            self.say(
                f"{path} is not there any more. If it was moved, import it from its new place.", severity="warning"
            )
        elif self.edit_file(path, line):
            self.take_edit(is_changed=_stamp(path) != before)

    def take_edit(self, *, is_changed: bool) -> None:
        """After the editor: the notes are read again, and nothing is stored before the person says so."""
        if not is_changed:
            self.say("The note is as it was.")
            return
        from quizzer.tui.screens.import_notes import ImportScreen

        self.push_screen(ImportScreen(is_again=True))

    def edit_file(self, path: str, line: int) -> bool:
        """Open a file in the person's editor; the screens come back when it ends. Whether it was opened."""
        from quizzer.tui import opening

        try:
            command = opening.editor_command(self.settings.editor, self.environment, path, line)
            with self.suspend():
                # Nothing may be raised in here: Textual brings the screens back only when the block ends in order.
                failure = opening.run_editor(command)
            if failure:
                raise QuizzerError(failure, hint="see the setting `editor`")
        except QuizzerError as error:
            self.complain(error)
        except SuspendNotSupported:
            self.say(
                f"An editor cannot be opened from here. The card stands in {path}, line {line}.", severity="warning"
            )
        else:
            return True
        return False

    def open_links(self, links: list[Link], note: str) -> None:
        """Open the one link there is, or let the person choose."""
        from quizzer.tui.screens.links import LinksScreen

        if not links:
            self.say("There is no link or picture here.")
        elif len(links) == 1:
            self.open_link(links[0], note)
        else:
            self.push_screen(LinksScreen(links, note))

    def open_link(self, link: Link, note: str) -> None:
        """Open a web address or a picture of the note, saying which."""
        from quizzer.tui import opening

        try:
            target = opening.find_target(link, note, self.desk.folder_of(note))
            if self.is_web and target.startswith("http"):
                self.open_url(target)
            else:
                opening.open_outside(target)
        except QuizzerError as error:
            self.complain(error)
        else:
            self.say(f"Opened {target}")


def _stamp(path: str) -> tuple[int, int] | None:
    """What changes when a file is saved; None when it is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
